"""WARC (ISO 28500), as web archives and Common Crawl's CC-NEWS have it: one page per response."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, cast

import msgspec

from newsledger.articles.article import Article
from newsledger.articles.html import read_html
from newsledger.articles.origin import Origin
from newsledger.articles.rejection import rejected
from newsledger.errors import InputError
from newsledger.records import Rejected

_PAGES = ("text/html", "application/xhtml+xml")


class _Forward:
    """The stream as fastwarc reads it: it takes whatever can be sought for a file."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self.stream = stream
        self.position = 0

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes."""
        data = self.stream.read(size)
        self.position += len(data)
        return data

    def tell(self) -> int:
        """How many bytes were read."""
        return self.position


def _sound(records: Iterator[Any]) -> Iterator[Any]:
    """The records. A panic of the library's native code, no ``Exception`` to Python, is damage to us.

    Raises:
        OSError: the file is damaged.
    """
    try:
        yield from records
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise OSError("it is no sound WARC file") from error
        raise


def read_warc(stream: io.BufferedReader, origin: Origin) -> Iterator[Article | Rejected]:
    """Read the pages of a file that were fetched well. An article is called by the address of its page. Requests,
    redirections, images and all else that is no page are passed over.

    Raises:
        InputError: fastwarc is not installed.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError as error:
        raise InputError(f"{origin.uri}: WARC needs fastwarc: run `pip install 'newsledger[warc]'`") from error
    limit = origin.options.limits.bytes_of_record
    number = 0
    records = ArchiveIterator(
        cast(Any, _Forward(stream)),
        record_types=WarcRecordType.response | WarcRecordType.resource,
        auto_decode="all",
        stream_detect=False,
    )
    for number, record in enumerate(_sound(records), 1):
        if record.record_type == WarcRecordType.response:
            head = record.http_headers
            if head is None or head.status_code != 200 or record.http_content_type not in _PAGES:
                continue
        elif (record.headers.get("Content-Type") or "").partition(";")[0].strip() not in _PAGES:
            continue
        uri = (record.headers.get("WARC-Target-URI") or "").strip("<>") or origin.row(number)
        page = record.reader.read(limit + 1)
        inner = msgspec.structs.replace(origin, uri=uri, named=False)
        yield from read_html(io.BufferedReader(io.BytesIO(page)), inner)
    if not number:
        yield rejected(origin.uri, None, "empty_text", "there are no pages in the file")
