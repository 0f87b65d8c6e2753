"""The destination ``dlt:NAME`` or ``dlt:NAME/DATASET``: any warehouse that dlt loads, such as BigQuery or Snowflake.

``NAME`` is what dlt calls the destination, and its credentials are where dlt looks for them: in the environment or in
``.dlt/secrets.toml``. The dataset is ``newsledger`` unless named.

A load takes a warehouse many seconds, so rows are staged in an index, a transaction per call, and loaded when enough
are staged and when the sink is closed. What a crash or a failed load left staged is loaded by the next run. Rows of
an article hang on its row in ``articles`` as dlt's nested tables do (``articles__facts`` and so on), because dlt merges
a table and its nested ones in one transaction: an article is there whole, and is replaced whole.

Index and quarantine file stand in dlt's folder of pipelines, named by destination, dataset and place. Without them the
destination stays right: articles are read again, and replace themselves. The place of an article in the index is the
number of its stage, 0 once it is loaded.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import msgspec

# Before dlt is loaded: what people extract is nobody's business. Who wants to send dlt's statistics sets it to true.
os.environ.setdefault("RUNTIME__DLTHUB_TELEMETRY", "false")

import dlt
from dlt.common.exceptions import DltException

from newsledger.errors import DestinationError
from newsledger.sinks.faults import destination_errors
from newsledger.sinks.index import Index
from newsledger.sinks.indexed import IndexedSink
from newsledger.sinks.quarantine import QuarantineFile
from newsledger.sinks.rows import content_rows, exact, portable, rejected_row, run_row
from newsledger.sinks.sink import Item, RunInfo, Summary
from newsledger.sinks.tables import (
    ARTICLES,
    CONTENT,
    DECIMAL_DIGITS,
    DECIMAL_SCALE,
    QUARANTINE,
    RUNS,
    Column,
    ColumnType,
    Table,
)

T = TypeVar("T")
Document = dict[str, Any]
"""A row of ``articles`` with the rows of the other tables in lists, by the name of their table."""

PREFIX = "dlt:"
DATASET = "newsledger"
FACTS_AT_ONCE = 20_000

_LONGEST_REASON = 300
_TYPES: dict[ColumnType, str] = {
    "text": "text",
    "texts": "json",
    "integer": "bigint",
    "decimal": "decimal",
    "real": "double",
    "boolean": "bool",
    "date": "date",
    "timestamp": "timestamp",
}


class DltSink(IndexedSink):
    """Records in a warehouse, through dlt. Its table of quarantine is brought to the state of the file on closing."""

    def __init__(self, dest: str, run: RunInfo, facts_at_once: int = FACTS_AT_ONCE) -> None:
        self.dest = dest
        self.run = run
        self._facts_at_once = facts_at_once
        self._closed = False
        self._failed = False
        destination, _, dataset = dest.removeprefix(PREFIX).partition("/")
        if not destination:
            raise DestinationError(f"{dest}: name a destination of dlt, such as {PREFIX}bigquery")
        # In the main thread dlt would take the signals for itself, which end a run in order here.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="newsledger-dlt")
        try:
            stem, is_there = self._guarded(lambda: self._connect(destination, dataset or DATASET))
            self._quarantine = QuarantineFile(stem.with_name(f"{stem.name}.quarantine.jsonl"))
            self._index = Index(stem.with_name(f"{stem.name}.index"))
        except BaseException:
            self._thread.shutdown()
            raise
        if not is_there:
            self._index.forget_settled()

    def _keep(self, fresh: list[Item]) -> None:
        stage = self._index.number("stage") + 1
        documents = _documents(fresh, self.run)
        waiting = self._index.number("waiting") + sum(len(record.facts) for _, record in fresh)
        with self._index.transaction():
            self._index.put((one["article_id"], self.run.extractor_version, stage, 0) for one in documents)
            self._index.stage(stage, msgspec.msgpack.encode(documents))
            self._index.keep("stage", stage)
            self._index.keep("waiting", waiting)
        if waiting >= self._facts_at_once:
            self._load(None)

    def close(self, summary: Summary | None = None) -> None:
        """See ``Sink.close``."""
        if self._closed:
            return
        self._closed = True
        try:
            # A load that has just failed would fail again, and take its time for it.
            if not self._failed and (summary is not None or self._index.number("stage")):
                self._quarantine.release(self.finished)
                self._load(summary, with_quarantine=True)
        finally:
            self._thread.shutdown()
            self._index.close()

    def _connect(self, destination: str, dataset: str) -> tuple[Path, bool]:
        """Make the pipeline; where the files beside it stand, and whether the dataset is there."""
        name = "newsledger_" + re.sub(r"\W", "_", f"{destination}_{dataset}")
        self._pipeline = dlt.pipeline(name, destination=destination, dataset_name=dataset)
        with self._pipeline.destination_client() as client:
            place = f"{client.config} {client.config.fingerprint()}"
            is_there = client.is_storage_initialized()
            # dlt feeds DuckDB with one INSERT of all rows unless told otherwise: gigabytes, and ten times as slow.
            self._file_format = "parquet" if client.capabilities.sqlglot_dialect == "duckdb" else None
        # The same dataset of another account is another place.
        digest = hashlib.sha256(place.encode()).hexdigest()[:12]
        folder = Path(self._pipeline.pipelines_dir)
        with destination_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
        return folder / f"{name}.{digest}", is_there

    def _load(self, summary: Summary | None, *, with_quarantine: bool = False) -> None:
        """Load what is staged, with the row of this run and, where asked for, the whole quarantine."""
        ended = datetime.now(UTC) if summary is not None else None
        resources = [_resource(RUNS, [_fields(RUNS, run_row(self.run, summary, ended))])]
        if with_quarantine and self._quarantine.path.exists():
            rows = {row[0]: _fields(QUARANTINE, row) for row in (rejected_row(r, self.run) for r in self._quarantine)}
            resources.append(_resource(QUARANTINE, rows.values(), write_disposition="replace"))
        if self._index.number("stage"):
            nested = {table.name: dlt.mark.make_nested_hints(columns=_hints(table)) for table in CONTENT[1:]}
            resources.append(_resource(ARTICLES, self._staged(), nested_hints=nested))
        self._failed = True
        self._guarded(lambda: self._run(resources))
        self._failed = False
        with self._index.transaction():
            for _, documents in self._stages():
                versions = self._index.versions(one["article_id"] for one in documents)
                self._index.put((article_id, version, 0, 0) for article_id, version in versions.items())
            self._index.unstage()
            self._index.keep("stage", 0)
            self._index.keep("waiting", 0)

    def _run(self, resources: list[Any]) -> None:
        if self._pipeline.has_pending_data:
            # Left by a crash or a failed load; everything in it is still staged here.
            self._pipeline = self._pipeline.drop()
        self._pipeline.run(resources, loader_file_format=self._file_format)

    def _stages(self) -> Iterator[tuple[int, list[Document]]]:
        for stage, data in self._index.staged():
            yield stage, msgspec.msgpack.decode(data, type=list[Document])

    def _staged(self) -> Iterator[Document]:
        """What is staged, without the articles that were replaced while they waited."""
        for stage, documents in self._stages():
            starts = self._index.starts(one["article_id"] for one in documents)
            yield from (one for one in documents if starts[one["article_id"]] == stage)

    def _guarded(self, work: Callable[[], T]) -> T:
        try:
            return self._thread.submit(work).result()
        except DestinationError:
            raise
        except (DltException, OSError) as error:
            raise DestinationError(f"{self.dest}: {_reason(error)}") from error


def _documents(items: Sequence[Item], run: RunInfo) -> list[Document]:
    rows = content_rows(((record, article.text) for article, record in items), run)
    documents = {row[0]: _fields(ARTICLES, row) for row in rows["articles"]}
    for table in CONTENT[1:]:
        for one in documents.values():
            one[table.name] = []
        for row in rows[table.name]:
            documents[row[0]][table.name].append(_fields(table, row))
    return list(documents.values())


def _fields(table: Table, row: Sequence[Any]) -> Document:
    """A row by the names of its columns."""
    values = (exact(value) if isinstance(value, Decimal) else portable(value) for value in row)
    return dict(zip(table.names, values, strict=True))


def _resource(table: Table, rows: Iterable[Document], *, write_disposition: str = "merge", **hints: Any) -> Any:
    """The rows of a table as dlt takes them; those with the same key are replaced."""
    return dlt.resource(
        rows,
        name=table.name,
        write_disposition=write_disposition,
        primary_key=list(table.key),
        columns=_hints(table),
        **hints,
    )


def _hints(table: Table) -> dict[str, dict[str, Any]]:
    """The columns of a table in dlt's words, so that nothing is guessed from the rows."""
    return {column.name: _hint(column) for column in table.columns}


def _hint(column: Column) -> dict[str, Any]:
    hint = {"data_type": _TYPES[column.type], "nullable": not column.required, "description": column.comment}
    if column.type == "decimal":
        hint |= {"precision": DECIMAL_DIGITS, "scale": DECIMAL_SCALE}
    return hint


def _reason(error: BaseException) -> str:
    """What went wrong, on one line: dlt wraps it in advice about its own commands."""
    inner = getattr(error, "exception", None) or error
    return " ".join(str(inner).split())[:_LONGEST_REASON]
