"""CSV and TSV: a header, then one article in a row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Self

from newsledger.articles.article import Article
from newsledger.articles.fields import article_from_fields, bare, column_names, match_columns
from newsledger.articles.origin import Origin
from newsledger.articles.rejection import NoTextColumnError, rejected
from newsledger.articles.streams import as_utf8
from newsledger.records import Rejected

DELIMITERS = (",", "\t", ";", "|")

_LINE_END = re.compile(rb"[\r\n]")
_ENDS = ("\n", "\r")


def read_delimited(stream: io.BufferedReader, origin: Origin) -> Iterator[Article | Rejected]:
    """Read the rows of a table; the delimiter is the one that parts the header best."""
    source = as_utf8(stream)
    header = _LINE_END.split(source.peek(1 << 16), maxsplit=1)[0].decode("utf-8", "replace")
    limit = origin.options.limits.bytes_of_record
    # The limit is of the whole process: it is only ever raised.
    csv.field_size_limit(max(csv.field_size_limit(), limit))
    lines = io.TextIOWrapper(source, encoding="utf-8", errors="surrogateescape", newline="")
    rows = csv.reader(_Lines(lines, limit), delimiter=best_delimiter(header))
    try:
        columns = [name.strip() for name in next(rows, [])]
    except _TooLongError:
        yield rejected(origin.uri, "row 1", "too_long", f"a line of more than {limit:,} characters")
        return
    except csv.Error as error:
        yield rejected(origin.uri, "row 1", "malformed_row", str(error))
        return
    if not any(columns):
        yield rejected(origin.uri, None, "empty_text", "the table is empty")
        return
    wanted = match_columns(tuple(columns), origin.options.fields)
    if wanted.text is None:
        error_ = NoTextColumnError(origin.uri, columns, origin.options.fields.text)
        if origin.named:
            raise error_
        yield rejected(origin.uri, None, "no_text_column", f"the columns are {', '.join(columns[:40])}")
        return
    used = frozenset(wanted.used())
    places = {column: place for place, column in enumerate(columns) if column in used}
    number = 0
    while True:
        number += 1
        place = f"row {number}"
        try:
            row = next(rows, None)
        except _TooLongError:
            yield rejected(origin.uri, place, "too_long", f"a line of more than {limit:,} characters")
            continue
        except csv.Error as error:
            # A field beyond the limit is a quote that was never closed: what follows cannot be told apart.
            yield rejected(origin.uri, place, "malformed_row", f"{error}; nothing after it was read")
            return
        if row is None:
            return
        if not row:
            continue
        if len(row) > len(columns):
            yield rejected(origin.uri, place, "malformed_row", f"{len(row)} fields under {len(columns)} columns")
            continue
        yield article_from_fields(
            {column: row[at] or None for column, at in places.items() if at < len(row)},
            origin.options,
            uri=origin.row(number),
            source=origin.uri,
            place=place,
        )


class _TooLongError(Exception):
    """A line is longer than any row may be."""


class _Lines:
    """The lines of a table, of which one that is too long is passed over without being held."""

    def __init__(self, lines: io.TextIOWrapper, limit: int) -> None:
        self._lines = lines
        self._limit = limit

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = self._lines.readline(self._limit)
        if not line:
            raise StopIteration
        if len(line) < self._limit or line.endswith(_ENDS):
            return line
        while line and not line.endswith(_ENDS):
            line = self._lines.readline(self._limit)
        raise _TooLongError


def best_delimiter(header: str) -> str:
    """The delimiter under which most column names are known; a comma if none is."""
    known = {bare(name) for names in column_names().values() for name in names}

    def names(delimiter: str) -> tuple[int, int]:
        columns = next(csv.reader([header], delimiter=delimiter), [])
        return sum(bare(column) in known for column in columns), len(columns)

    return max(DELIMITERS, key=names)
