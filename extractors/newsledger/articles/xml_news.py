"""XML: NITF and NewsML-G2 of the IPTC, RSS and Atom feeds. Items are read one by one, however long the file.

Sources: NITF 3.6 and NewsML-G2 2.x (iptc.org), RSS 2.0 (rssboard.org), RSS 1.0 with ``dc`` and ``content`` modules,
Atom (RFC 4287). Names are compared without namespaces, as feeds in the field use any prefix and version. Entities are
not expanded and nothing is fetched.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import cast

from lxml import etree

from newsledger.articles.article import Article
from newsledger.articles.fields import article_from_fields
from newsledger.articles.markup import looks_like_markup, name_of, text_of, text_of_fragment
from newsledger.articles.origin import Origin
from newsledger.articles.plain import without_names
from newsledger.articles.rejection import rejected
from newsledger.records import Rejected

Parts = dict[str, object]
"""The fields of an article by the names of ``Article``."""


def read_xml(stream: io.BufferedReader, origin: Origin) -> Iterator[Article | Rejected]:
    """Read the articles of a file; XML that holds none is refused."""
    number = 0
    source = _Bounded(stream, origin.options.limits.bytes_of_record)
    try:
        for number, (element, around) in enumerate(_items(source), 1):
            fields = {name: value for name, value in (around | _FORMS[name_of(element)](element)).items() if value}
            uri = f"{fields.pop('uri', None) or origin.row(number)}"
            place = f"item {number}"
            yield article_from_fields(fields, without_names(origin.options), uri=uri, source=origin.uri, place=place)
            source.read_since = 0
    except _TooLongError:
        yield rejected(origin.uri, f"item {number + 1}", "too_long")
    except etree.XMLSyntaxError as error:
        yield rejected(origin.uri, f"after item {number}", "malformed_file", error.msg)
    else:
        if not number:
            yield rejected(origin.uri, None, "unknown_format", "XML without news items")


class _TooLongError(Exception):
    """An item is longer than any record may be."""


class _Bounded:
    """The stream as the parser reads it, stopped where an item does not end."""

    def __init__(self, stream: io.BufferedReader, most: int) -> None:
        self.stream = stream
        self.most = most
        self.read_since = 0

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes."""
        data = self.stream.read(size)
        self.read_since += len(data)
        if self.read_since > self.most:
            raise _TooLongError
        return data


def _items(source: _Bounded) -> Iterator[tuple[etree._Element, Parts]]:
    """The elements that are articles, and what the feed around them says; each is dropped when it has been read."""
    around: Parts = {}
    events = etree.iterparse(
        source, events=("end",), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    inside = {form: f"{{*}}{form}" for form in ("newsItem", "nitf")}
    for _, element in events:
        name = name_of(element)
        parent = element.getparent()
        if name in _FORMS and next(element.iterancestors(*inside.values()), None) is None:
            yield element, around
            _drop(element)
        elif name == "title" and parent is not None and name_of(parent) in ("channel", "feed"):
            around = {"publisher": _text(element)}


def _drop(element: etree._Element) -> None:
    element.clear()
    while (before := element.getprevious()) is not None:
        parent = element.getparent()
        if parent is None or name_of(before) == "channel":
            break
        parent.remove(before)


def _nitf(element: etree._Element) -> Parts:
    """An article in NITF: headline, byline, dateline and the blocks of its body."""
    body = _first(element, "body.content")
    return {
        "text": text_of(body) if body is not None else None,
        "title": _text(_first(element, "hl1")) or _text(_first(element, "title")),
        "published": _moment(_attribute(element, "norm", "date.release", "date.issue", "story.date")),
        "publisher": _attribute(element, "agency", "du-key") or _text(_first(element, "distributor")),
        "author": _author(_text(_first(element, "byline"))),
        "uri": _attribute(element, "id-string", "doc-id"),
        "dateline": _text(_first(element, "dateline")),
        "language": element.get("{http://www.w3.org/XML/1998/namespace}lang"),
    }


def _newsml(element: etree._Element) -> Parts:
    """A news item of NewsML-G2: what its content says (NITF, XHTML or plain text), then what its envelope says."""
    inline = _first(element, "inlineXML")
    nitf = _first(inline, "nitf") if inline is not None else None
    parts: Parts = _nitf(nitf) if nitf is not None else {}
    if nitf is None:
        content = inline if inline is not None else _first(element, "inlineData")
        body = _first(content, "body") if content is not None else None
        found = body if body is not None else content
        parts["text"] = text_of(found) if found is not None else None
    language = _first(element, "language")
    envelope: Parts = {
        "title": _text(_first(element, "headline")),
        "published": _text(_first(element, "contentCreated")) or _text(_first(element, "firstCreated")),
        "publisher": _text(_first(element, "creditline")),
        "author": _author(_text(_first(element, "by"))),
        "dateline": _text(_first(element, "dateline")),
        "uri": element.get("guid"),
        "language": language.get("tag") if language is not None else None,
    }
    return {name: envelope.get(name) or parts.get(name) for name in {**parts, **envelope}} | {
        "published": envelope["published"] or parts.get("published") or _text(_first(element, "versionCreated"))
    }


def _feed_item(element: etree._Element) -> Parts:
    """An item of RSS or an entry of Atom: its full content where the feed has it, otherwise its summary."""
    children = {name: found for name in _CHILDREN if (found := _child(element, name)) is not None}
    content = next(
        (children[name] for name in ("encoded", "content", "description", "summary") if name in children), None
    )
    link = children.get("link")
    author = children.get("creator", children.get("author"))
    name = _child(author, "name") if author is not None else None
    return {
        "text": _content(content) if content is not None else None,
        "title": _plain(children.get("title")),
        "published": next(
            (_text(children[date]) for date in ("pubDate", "published", "date", "updated") if date in children), None
        ),
        "author": _text(name if name is not None else author),
        "uri": (link.get("href") or _text(link) if link is not None else None)
        or _text(children.get("guid"))
        or _text(children.get("id")),
    }


_CHILDREN = (
    "title", "link", "guid", "id", "encoded", "content", "description", "summary", "pubDate", "published", "date",
    "updated", "creator", "author",
)  # fmt: skip

_FORMS: dict[str, Callable[[etree._Element], Parts]] = {
    "nitf": _nitf,
    "newsitem": _newsml,
    "item": _feed_item,
    "entry": _feed_item,
}
"""What is an article, by the name of its element in lower case."""


def _first(element: etree._Element, name: str) -> etree._Element | None:
    return next(element.iter(f"{{*}}{name}"), None)


def _child(element: etree._Element, name: str) -> etree._Element | None:
    """A child; of several the first with text or a link, so that media thumbnails do not hide the content."""
    found = element.findall(f"{{*}}{name}")
    return next((one for one in found if one.text or len(one) or one.get("href")), None)


def _attribute(element: etree._Element, attribute: str, *names: str) -> str | None:
    found = (_first(element, name) for name in names)
    return next((one.get(attribute) for one in found if one is not None and one.get(attribute)), None)


def _moment(norm: str | None) -> datetime | str | None:
    """A date of NITF, which has ISO 8601 without hyphens and colons: "20250901T145200Z"."""
    try:
        return datetime.fromisoformat(norm) if norm else None
    except ValueError:
        return norm


def _text(element: etree._Element | None) -> str | None:
    return " ".join(text_of(element).split()) or None if element is not None else None


def _plain(element: etree._Element | None) -> str | None:
    """A title, which feeds may write as escaped HTML."""
    text = _text(element)
    return text_of_fragment(text) if text and looks_like_markup(text) else text


def _content(element: etree._Element) -> str:
    """The content as text: escaped HTML, XHTML or plain."""
    if len(element):
        return text_of(element)
    text = element.text or ""
    return text_of_fragment(text) if looks_like_markup(text) else cast(str, text)


def _author(byline: str | None) -> str | None:
    return byline.removeprefix("By ").removeprefix("by ") if byline else None
