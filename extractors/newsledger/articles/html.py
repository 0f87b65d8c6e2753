"""HTML pages: trafilatura tells the article from the page around it."""

from __future__ import annotations

import codecs
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import lxml.html

from newsledger.articles.article import Article
from newsledger.articles.fields import article_from_fields
from newsledger.articles.masthead import publishers
from newsledger.articles.origin import Origin
from newsledger.articles.plain import without_names
from newsledger.articles.rejection import rejected
from newsledger.articles.streams import BOMS, decode
from newsledger.records import Rejected

_HEAD = 4096
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,100}encoding\s*=\s*["']([\w.:-]+)""",
    re.IGNORECASE,
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_NEVER_DEEP = frozenset({
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p",
    "param", "source", "track", "wbr",
})  # fmt: skip
"""Elements that hold nothing, or that the next one of their kind ends."""
_USUAL_DEPTH = 150
"""The parser drops in silence what lies deeper than 256 unless told otherwise, and even then beyond 2048. It adds
levels of its own, such as the body of a table."""
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
# trafilatura gives the day; the page's own metadata also has time and zone.
_NAMES = r"""["'](?:article:published_time|datePublished|parsely-pub-date|publish-date|pubdate)["']"""
_CONTENT = r"""\bcontent\s*=\s*["']([^"']{8,40})["']"""
_MOMENT = re.compile(
    rf"""<meta[^>]{{0,200}}{_NAMES}[^>]{{0,100}}?{_CONTENT}|<meta[^>]{{0,100}}{_CONTENT}[^>]{{0,100}}{_NAMES}"""
    r"""|"datePublished"\s*:\s*"([^"]{8,40})["]""",
    re.IGNORECASE,
)


def read_html(stream: io.BufferedReader, origin: Origin) -> Iterator[Article | Rejected]:
    """Read one page: its text, title, date, author and site."""
    limit = origin.options.limits.bytes_of_record
    data = stream.read(limit + 1)
    if len(data) > limit:
        yield rejected(origin.uri, None, "too_long", f"a page of more than {limit:,} bytes")
        return
    page = decode_page(data)
    if page is None:
        yield rejected(origin.uri, None, "undecodable")
        return
    if "\0" in page:
        yield rejected(origin.uri, None, "nul_characters")
        return
    yield _article(page, origin)


def decode_page(data: bytes) -> str | None:
    """Decode by byte order mark, declared charset, or UTF-8; ``None`` if the bytes are not what they claim."""
    declared = _CHARSET.search(data, 0, _HEAD)
    if declared is None or data.startswith(tuple(mark for mark, _ in BOMS)):
        return decode(data)
    name = (declared[1] or declared[2]).decode("ascii", "replace")
    try:
        # The HTML standard reads Latin-1 as Windows-1252, and a declaration of UTF-16 in ASCII bytes as UTF-8.
        encoding = {"iso8859-1": "cp1252", "ascii": "cp1252"}.get(codecs.lookup(name).name, codecs.lookup(name).name)
        return data.decode("utf-8" if encoding.startswith("utf-16") else encoding)
    except (LookupError, UnicodeDecodeError):
        return decode(data)


def _article(page: str, origin: Origin) -> Article | Rejected:
    import trafilatura  # heavy, and only for pages

    markup = _DECLARATION.sub("", page, count=1)
    try:
        source = markup if depth(markup) < _USUAL_DEPTH else _deep_tree(markup)
        if source is None:
            return rejected(origin.uri, None, "malformed_file", "its tags lie too deep in each other")
        found = trafilatura.bare_extraction(source, include_comments=False, with_metadata=True)
    except Exception as error:  # a page that breaks the parser must not end the run
        return rejected(origin.uri, None, "malformed_file", f"the page cannot be parsed ({type(error).__name__})")
    if found is None or isinstance(found, dict) or not found.text:
        return rejected(origin.uri, None, "empty_text", "no article was found in the page")
    moment = _MOMENT.search(markup)
    stated = next((group for group in moment.groups() if group), None) if moment else None
    fields = {
        "text": found.text,
        "title": found.title,
        "published": stated if stated and found.date and stated.startswith(found.date) else found.date or stated,
        "publisher": _site(found.sitename, found.hostname),
        "author": (found.author or "").replace("; ", ", "),
    }
    return article_from_fields(fields, without_names(origin.options), uri=origin.uri)


def depth(markup: str) -> int:
    """How deep tags lie in each other, at most.

    >>> depth("<div><p>one<p>two<b>three</b></div>")
    2
    """
    deepest = level = 0
    opened: Counter[str] = Counter()
    for match in _TAG.finditer(markup):
        name = match[2].lower()
        if name in _NEVER_DEEP:
            continue
        if not match[1]:
            opened[name] += 1
            level += 1
            deepest = max(deepest, level)
        elif opened[name]:
            opened[name] -= 1
            level -= 1
    return deepest


def _deep_tree(markup: str) -> Any:
    """The tree of a page whose tags lie deep; ``None`` where the parser dropped some."""
    parser = lxml.html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    tree = lxml.html.document_fromstring(markup, parser=parser)
    return None if any("depth" in error.message for error in parser.error_log) else tree


def _site(name: str | None, url: str | None) -> str | None:
    """The publisher by the page's own name for it, or by its domain."""
    host = (urlsplit(url).hostname or url) if url else None
    known = publishers().get(host.removeprefix("www.").lower()) if host else None
    return known or name or host
