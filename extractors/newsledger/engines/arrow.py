"""An Arrow record batch of articles in, an Arrow record batch of facts out: what every distributed engine can call.

The facts are those of the local engine, in the columns of ``facts_flat`` (docs/databases.md) and of the same types.
Every row of the input is accounted for: an article that states nothing, or that cannot be read, has one row without a
fact, in the latter case with the reason in ``rejected``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import msgspec
import pyarrow as pa

from newsledger.articles import ReadOptions, article_from_fields
from newsledger.articles.article import Article
from newsledger.errors import InputError
from newsledger.pipeline import Extractor
from newsledger.records import Record, Rejected
from newsledger.settings import ExtractSettings, extractor_version
from newsledger.sinks.arrow import schema_of, to_arrow
from newsledger.sinks.rows import flat_rows
from newsledger.sinks.sink import RunInfo
from newsledger.sinks.tables import FLAT

_REJECTED = pa.field("rejected", pa.string(), True, {"comment": "Why the article could not be read; null where it was"})

FACTS_SCHEMA: pa.Schema = pa.schema([*(field.with_nullable(True) for field in schema_of(FLAT)), _REJECTED])
"""The schema of the output, whatever the input: ``facts_flat`` and ``rejected``."""


class Columns(msgspec.Struct, frozen=True):
    """The columns of the input that hold the parts of an article; ``None`` where none does."""

    text: str = "text"
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    author: str | None = None
    uri: str | None = None

    def named(self) -> dict[str, str]:
        """The columns that are named, by part."""
        return {part: column for part, column in msgspec.structs.asdict(self).items() if column is not None}

    def check(self, there: Sequence[str], of: str) -> None:
        """Look for the named columns among those that are ``there``, the columns ``of`` a batch or frame.

        Raises:
            InputError: one is missing.
        """
        for column in self.named().values():
            if column not in there:
                raise InputError(f"no column {column!r} in the {of}; its columns are: {', '.join(there) or 'none'}")


@lru_cache(maxsize=2)
def _extractor(settings: ExtractSettings) -> tuple[Extractor, RunInfo]:
    """The extractor, made once in each process and for each settings."""
    return Extractor(settings), RunInfo(extractor_version=extractor_version(settings))


def extract_batch(
    batch: pa.RecordBatch, columns: Columns | None = None, settings: ExtractSettings | None = None
) -> pa.RecordBatch:
    """The facts of a batch of articles, in their order, under ``FACTS_SCHEMA``.

    The model and the knowledge base are loaded at the first call in a process. ``uri`` is that of the row, or null.

    Raises:
        InputError: a named column is not there.
        ModelError: the model is not installed.
    """
    columns = columns or Columns()
    columns.check(batch.schema.names, "batch")
    named = columns.named()
    extractor, run = _extractor(settings or ExtractSettings())
    values: Mapping[str, list[object]] = {part: batch.column(column).to_pylist() for part, column in named.items()}
    rows = [dict(zip(values, row, strict=True)) for row in zip(*values.values(), strict=True)]
    read = [article_from_fields(row, ReadOptions(), uri=None) for row in rows]
    results = extractor.extract(article for article in read if isinstance(article, Article))
    tables = [_table(one if isinstance(one, Rejected) else next(results), one, run) for one in read]
    whole = pa.concat_tables(tables) if tables else FACTS_SCHEMA.empty_table()
    batches = whole.combine_chunks().to_batches()
    return batches[0] if batches else pa.RecordBatch.from_pylist([], schema=FACTS_SCHEMA)


def _table(result: Record | Rejected, read: Article | Rejected, run: RunInfo) -> pa.Table:
    """The rows of one article."""
    facts = flat_rows(result, run) if isinstance(result, Record) else []
    if facts:
        table = to_arrow(FLAT, facts)
        return pa.Table.from_arrays([*table.columns, pa.nulls(len(facts), pa.string())], schema=FACTS_SCHEMA)
    known: dict[str, object] = {"extractor_version": run.extractor_version}
    if isinstance(read, Article):
        known |= {"article_id": read.article_id, "uri": read.uri, "title": read.title, "published": read.published}
        known["publisher"] = read.publisher
    else:
        known["uri"] = read.uri
    if isinstance(result, Rejected):
        known["rejected"] = f"{result.reason}: {result.detail}"
    return pa.Table.from_pylist([known], schema=FACTS_SCHEMA)
