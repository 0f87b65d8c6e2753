"""The ``.parquet`` destination: the facts as one flat file in the columns of ``tables.FLAT``, lists kept as lists.

A Parquet file cannot grow, so rows are staged in the index beside it, a transaction per call, and the file is completed
when the sink is closed: written anew and renamed into place. What a killed run staged is taken up by the next one. The
place of an article in the index is the number of its stage, 0 for the file itself.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from newsledger.errors import DestinationError
from newsledger.sinks.arrow import schema_of, to_arrow
from newsledger.sinks.faults import destination_errors
from newsledger.sinks.index import Index
from newsledger.sinks.indexed import IndexedSink
from newsledger.sinks.quarantine import QuarantineFile
from newsledger.sinks.replacing import replacing
from newsledger.sinks.rows import flat_rows
from newsledger.sinks.sink import Item, RunInfo, Summary
from newsledger.sinks.tables import FLAT

_EDITION = b"newsledger.edition"
_ROWS_IN_GROUP = 65_536


class FlatParquetSink(IndexedSink):
    """Facts in one Parquet file that pandas opens at once."""

    def __init__(self, path: Path, run: RunInfo) -> None:
        self.path = path
        self.run = run
        self._schema = schema_of(FLAT)
        self._quarantine = QuarantineFile(path.with_name(path.name + ".quarantine.jsonl"))
        self._closed = False
        self._index = Index(path.with_name(path.name + ".index"))
        try:
            self._reopen()
        except BaseException:
            self._index.close()
            raise

    def _keep(self, fresh: list[Item]) -> None:
        table = to_arrow(FLAT, [row for _, record in fresh for row in flat_rows(record, self.run)])
        stage = self._index.number("stage") + 1
        version = self.run.extractor_version
        ids = [record.article.article_id for _, record in fresh]
        with self._index.transaction():
            if self._index.known(ids):
                self._index.keep("obsolete", 1)
            self._index.put((article_id, version, stage, 1) for article_id in ids)
            self._index.stage(stage, _packed(table))
            self._index.keep("stage", stage)

    def close(self, summary: Summary | None = None) -> None:
        """See ``Sink.close``."""
        if self._closed:
            return
        self._closed = True
        try:
            if self._index.number("stage") or not self._is_there():
                self._complete()
            self._quarantine.release(self.finished)
        finally:
            self._index.close()

    def _reopen(self) -> None:
        """Bring file and index together: the file's edition says whether it is the one that the index knows."""
        edition = self._edition_of_file()
        if edition == self._index.number("edition"):
            return
        if edition == self._index.number("pending"):
            self._index.settle(edition)
            return
        with self._index.transaction():
            self._index.forget_settled()
            found = self._articles_of_file() if edition else {}
            staged = self._index.known(found)
            self._index.put(
                (article_id, version, 0, 1) for article_id, version in found.items() if article_id not in staged
            )
            self._index.keep("edition", edition)
            self._index.keep("obsolete", 1)

    def _edition_of_file(self) -> int:
        """The edition of the file, 0 if there is no file, 1 if it says none."""
        if not self._is_there():
            return 0
        with destination_errors(self.path):
            try:
                schema = pq.read_schema(self.path)
            except pa.ArrowInvalid as error:
                raise DestinationError(f"{self.path}: it is no Parquet file; name another one") from error
        if schema.names != self._schema.names:
            raise DestinationError(f"{self.path}: it has other columns; name another file or move this one away")
        return int((schema.metadata or {}).get(_EDITION, b"1"))

    def _is_there(self) -> bool:
        """Whether there is a file with something in it; one that was only made counts as none."""
        with destination_errors(self.path):
            return self.path.exists() and self.path.stat().st_size > 0

    def _articles_of_file(self) -> dict[str, str]:
        with destination_errors(self.path):
            table = pq.read_table(self.path, columns=["article_id", "extractor_version"])
        return dict(zip(table["article_id"].to_pylist(), table["extractor_version"].to_pylist(), strict=True))

    def _complete(self) -> None:
        """Write the file anew from what it holds and what is staged, and rename it into place."""
        edition = secrets.randbits(62) + 2
        self._index.keep("pending", edition)
        schema = self._schema.with_metadata({_EDITION: str(edition).encode()})
        with (
            destination_errors(self.path),
            replacing(self.path) as out,
            pq.ParquetWriter(out, schema, compression="zstd") as writer,
        ):
            for table in _grouped(self._sources()):
                writer.write_table(table.replace_schema_metadata(schema.metadata))
        self._index.settle(edition)

    def _sources(self) -> Iterator[pa.Table]:
        obsolete = bool(self._index.number("obsolete"))
        if self._index.number("edition"):
            with pq.ParquetFile(self.path) as file:
                for batch in file.iter_batches(_ROWS_IN_GROUP):
                    table = pa.Table.from_batches([batch]).cast(self._schema)
                    yield self._live(table, 0) if obsolete else table
        for stage, data in self._index.staged():
            table = pa.ipc.open_stream(data).read_all()
            yield self._live(table, stage) if obsolete else table

    def _live(self, table: pa.Table, stage: int) -> pa.Table:
        """The rows of articles whose place is this stage; others were replaced."""
        starts = self._index.starts(pc.unique(table["article_id"]).to_pylist())
        live = [article_id for article_id, start in starts.items() if start == stage]
        return table.filter(pc.is_in(table["article_id"], pa.array(live, pa.string())))


def _packed(table: pa.Table) -> bytes:
    buffer = pa.BufferOutputStream()
    with pa.ipc.new_stream(buffer, table.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
        writer.write_table(table)
    return bytes(buffer.getvalue())


def _grouped(tables: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """The same rows in tables of a good size for a row group."""
    waiting: list[pa.Table] = []
    rows = 0
    for table in tables:
        waiting.append(table)
        rows += table.num_rows
        if rows >= _ROWS_IN_GROUP:
            yield pa.concat_tables(waiting)
            waiting, rows = [], 0
    if rows:
        yield pa.concat_tables(waiting)
