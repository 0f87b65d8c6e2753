"""Parquet: one article in a row, read by row group, only the columns that are needed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from newsledger.articles.article import Article
from newsledger.articles.fields import article_from_fields, find_columns
from newsledger.articles.origin import Origin
from newsledger.articles.rejection import NoTextColumnError, rejected
from newsledger.articles.streams import in_memory
from newsledger.records import Rejected

_ROWS_AT_ONCE = 256


def read_parquet(stream: io.BufferedReader, origin: Origin) -> Iterator[Article | Rejected]:
    """Read the rows of a table. A file is read where it lies; a member of an archive is held in memory."""
    import pyarrow as pa  # heavy, and only for Parquet
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(stream if stream.seekable() else in_memory(stream, origin.options.limits))
    except (pa.ArrowException, OSError) as error:
        yield rejected(origin.uri, None, "malformed_file", str(error).splitlines()[0])
        return
    names = table.schema_arrow.names
    columns = find_columns(tuple(names), origin.options.fields)
    if columns.text is None:
        missing = NoTextColumnError(origin.uri, names, origin.options.fields.text)
        if origin.named:
            raise missing
        yield rejected(origin.uri, None, "no_text_column", f"the columns are {', '.join(names[:40])}")
        return
    if not _holds_text(table.schema_arrow.field(columns.text).type):
        kind = table.schema_arrow.field(columns.text).type
        yield rejected(origin.uri, None, "wrong_type", f"column {columns.text!r} holds {kind}")
        return
    number = 0
    try:
        for batch in table.iter_batches(batch_size=_ROWS_AT_ONCE, columns=columns.used()):
            for row in _rows(batch):
                number += 1
                place = f"row {number}"
                if row is None:
                    yield rejected(origin.uri, place, "undecodable")
                    continue
                uri = origin.row(number)
                yield article_from_fields(row, origin.options, uri=uri, source=origin.uri, place=place)
    except (pa.ArrowException, OSError) as error:
        yield rejected(origin.uri, f"row {number + 1}", "malformed_file", str(error).splitlines()[0])


def _holds_text(kind: Any) -> bool:
    import pyarrow.types as types

    if types.is_dictionary(kind) or types.is_list(kind) or types.is_large_list(kind):
        kind = kind.value_type
    return bool(types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind))


def _rows(batch: Any) -> Iterator[dict[str, object] | None]:
    """The rows of a batch; ``None`` for one whose strings are not UTF-8, which Arrow does not check on reading."""
    try:
        yield from batch.to_pylist()
        return
    except UnicodeDecodeError:
        pass
    for place in range(batch.num_rows):
        try:
            yield batch.slice(place, 1).to_pylist()[0]
        except UnicodeDecodeError:
            yield None
