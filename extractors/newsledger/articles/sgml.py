"""The SGML of the Reuters-21578 collection and of wires that were stored like it: ``<REUTERS>`` elements one after the
other, with ``DATE``, ``TITLE``, ``DATELINE``, ``BODY``. Its bytes are Latin-1 with control characters as references."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator

from newsledger.articles.article import Article
from newsledger.articles.fields import article_from_fields
from newsledger.articles.origin import Origin
from newsledger.articles.plain import without_names
from newsledger.articles.rejection import rejected
from newsledger.records import Rejected

_CHUNK = 1 << 16
_BEGIN = re.compile(rb"<REUTERS\b[^>]{0,500}>")
_END = b"</REUTERS>"
_ID = re.compile(r'\bNEWID="(\d+)"')
_CONTROL = re.compile(r"&#(?:[0-8]|1[1-9]|2\d|3[01]|127);|[\x00-\x08\x0b-\x1f\x7f]")
_SIGN_OFF = re.compile(r"\n?\s*reuter\s*\Z", re.IGNORECASE)
"""The wire's own end of an article, which is no text."""


def read_sgml(stream: io.BufferedReader, origin: Origin) -> Iterator[Article | Rejected]:
    """Read the articles of a file, one ``<REUTERS>`` element each; a title without a body is an article of its own."""
    limit = origin.options.limits.bytes_of_record
    held = b""
    number = 0
    while chunk := stream.read(_CHUNK):
        held += chunk
        while (end := held.find(_END)) >= 0:
            element, held = held[:end], held[end + len(_END) :]
            number += 1
            yield _article(element, origin, number)
        if len(held) > limit:
            yield rejected(origin.uri, f"item {number + 1}", "too_long", f"an element of more than {limit:,} bytes")
            return
    if _BEGIN.search(held):
        yield rejected(origin.uri, f"item {number + 1}", "truncated", "the file ends within an element")
    elif not number:
        yield rejected(origin.uri, None, "unknown_format", "SGML without <REUTERS> elements")


def _article(element: bytes, origin: Origin, number: int) -> Article | Rejected:
    begin = _BEGIN.search(element)
    text = element[begin.start() if begin else 0 :].decode("cp1252", "replace")
    known = _ID.search(text, 0, 500)
    body = _part(text, "BODY") or _part(text, "TEXT")
    title = _part(text, "TITLE")
    fields = {
        "text": _SIGN_OFF.sub("", body) if body else title,
        "title": title,
        "published": _part(text, "DATE"),
        "dateline": _part(text, "DATELINE"),
        "author": _part(text, "AUTHOR"),
        "publisher": "Reuters",
    }
    return article_from_fields(
        fields,
        without_names(origin.options),
        uri=f"{origin.uri}#{known[1]}" if known else origin.row(number),
        source=origin.uri,
        place=f"item {number}",
    )


def _part(text: str, name: str) -> str | None:
    """The text of an element, without the elements in it."""
    start = text.find(f"<{name}")
    begin = text.find(">", start) + 1
    end = text.find(f"</{name}>", begin)
    if start < 0 or begin == 0 or end < 0:
        return None
    inner = text[begin:end]
    if name == "TEXT":
        for other in ("TITLE", "DATELINE", "AUTHOR"):
            first, last = inner.find(f"<{other}>"), inner.find(f"</{other}>")
            if 0 <= first < last:
                inner = inner[:first] + inner[last + len(other) + 3 :]
    return html.unescape(_CONTROL.sub("", inner)).strip("\n") or None
