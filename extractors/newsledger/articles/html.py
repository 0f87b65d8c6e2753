"""HTML pages: trafilatura tells the article from the page around it."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

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
        found = trafilatura.bare_extraction(markup, include_comments=False, with_metadata=True)
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


def _site(name: str | None, url: str | None) -> str | None:
    """The publisher by the page's own name for it, or by its domain."""
    host = (urlsplit(url).hostname or url) if url else None
    known = publishers().get(host.removeprefix("www.").lower()) if host else None
    return known or name or host
