"""The ``.csv`` destination (also ``.csv.gz``, ``.csv.zst``): one flat row per fact, in the columns of ``tables.FLAT``.

Lists are joined by "; ", what is not known is empty, exact values have all their digits and never an exponent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, BinaryIO, ClassVar

from newsledger.records import Record
from newsledger.sinks.appended_file import AppendedFileSink
from newsledger.sinks.compression import DAMAGE
from newsledger.sinks.rows import flat_rows
from newsledger.sinks.tables import FLAT

JOINT = "; "
_SPECIAL = re.compile('[,"\r\n]')


class FlatCsvSink(AppendedFileSink):
    """Facts as rows of CSV: UTF-8, comma, double quotes where they are needed, line feeds."""

    header: ClassVar[bytes] = (",".join(FLAT.names) + "\n").encode()

    def encode(self, record: Record) -> bytes:
        """See ``AppendedFileSink.encode``."""
        lines = (",".join(map(_cell, row)) + "\n" for row in flat_rows(record, self.run))
        return "".join(lines).encode("utf-8")

    def stretches(self, file: BinaryIO) -> Iterator[tuple[str, int]]:
        """See ``AppendedFileSink.stretches``."""
        current, length = "", 0
        for row in _rows(file):
            article_id = row[: row.find(b",")].decode("utf-8")
            if article_id != current:
                if current:
                    yield current, length
                current, length = article_id, 0
            length += len(row)
        if current:
            yield current, length


def _rows(file: BinaryIO) -> Iterator[bytes]:
    """The rows that are whole: a line feed ends a row where the quotes before it are even in number."""
    row, quotes = b"", 0
    while True:
        try:
            line = file.readline()
        except DAMAGE:
            return
        if not line.endswith(b"\n"):
            return
        row += line
        quotes += line.count(b'"')
        if quotes % 2 == 0:
            yield row
            row, quotes = b"", 0


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case Decimal():
            return format(value, "f")
        case list():
            return _quoted(JOINT.join(value))
        case date():
            return value.isoformat()
        case str():
            return _quoted(value)
        case _:
            return str(value)


def _quoted(text: str) -> str:
    """A text as RFC 4180 has it; the standard writer leaves a lone carriage return bare, which readers refuse."""
    return '"' + text.replace('"', '""') + '"' if _SPECIAL.search(text) else text
