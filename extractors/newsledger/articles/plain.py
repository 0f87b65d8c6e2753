"""Plain text: one article in a file, its headline on the first line."""

from __future__ import annotations

import io
from collections.abc import Iterator

import msgspec

from newsledger.articles.article import Article
from newsledger.articles.fields import article_from_fields
from newsledger.articles.options import Fields, ReadOptions
from newsledger.articles.origin import Origin
from newsledger.articles.rejection import rejected
from newsledger.articles.streams import decode
from newsledger.records import Rejected


def read_plain(stream: io.BufferedReader, origin: Origin) -> Iterator[Article | Rejected]:
    """Read one article."""
    limit = origin.options.limits.bytes_of_text
    data = stream.read(limit + 1)
    if len(data) > limit:
        yield rejected(origin.uri, None, "too_long", f"more than {limit:,} bytes")
        return
    text = decode(data)
    if text is None:
        yield rejected(origin.uri, None, "undecodable")
        return
    yield article_from_fields({"text": text}, without_names(origin.options), uri=origin.uri)


def without_names(options: ReadOptions) -> ReadOptions:
    """The options for formats without columns."""
    return msgspec.structs.replace(options, fields=Fields())
