"""The destination ``folder.parquet/``: a Parquet dataset, each table partitioned by month of publication.

    folder.parquet/facts/month=2025-09/part-00000007.parquet      the flat facts, in the columns of ``tables.FLAT``
    folder.parquet/articles/month=2025-09/...                     with their texts; companies and mentions likewise

Rows are staged in the index, a transaction per call. When enough are staged, and when the sink is closed, they become
the next part: one file per table and month, each renamed into place. A part is entered in the index when all its files
are there; files of one that a crash cut short are removed and written anew. Rows of articles that another version
replaces are dropped from the files of older parts. Articles of an unknown date are in ``month=unknown``.

The place of an article in the index is the number of its part, or minus the number of its stage.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
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
from newsledger.sinks.rows import Row, content_rows, flat_rows
from newsledger.sinks.sink import Item, RunInfo, Summary
from newsledger.sinks.tables import ARTICLES, COMPANIES, FLAT, MENTIONS, Table

INDEX = "_newsledger.index"
"""Readers of datasets pass over files whose names begin with an underscore."""

FACTS_IN_PART = 50_000

_FOLDERS: dict[str, Table] = {"articles": ARTICLES, "companies": COMPANIES, "mentions": MENTIONS, "facts": FLAT}
_MONTH = "month"


class ParquetDatasetSink(IndexedSink):
    """Records in a folder of Parquet files."""

    def __init__(self, folder: Path, run: RunInfo, facts_in_part: int = FACTS_IN_PART) -> None:
        self.folder = folder
        self.run = run
        self._facts_in_part = facts_in_part
        self._closed = False
        with destination_errors(folder):
            folder.mkdir(exist_ok=True)
            if not (folder / INDEX).exists() and any(folder.iterdir()) and not (folder / "articles").is_dir():
                raise DestinationError(f"{folder}: the folder holds something else; name another one")
        self._quarantine = QuarantineFile(folder / "_quarantine.jsonl")
        self._index = Index(folder / INDEX)
        try:
            self._reopen()
        except BaseException:
            self._index.close()
            raise

    def _keep(self, fresh: list[Item]) -> None:
        tables = self._tables(fresh)
        stage = self._index.number("stage") + 1
        ids = [record.article.article_id for _, record in fresh]
        with self._index.transaction():
            before = self._index.starts(ids)
            self._index.supersede((part, article_id) for article_id, part in before.items() if part > 0)
            self._index.put((article_id, self.run.extractor_version, -stage, 0) for article_id in ids)
            self._index.stage(stage, _packed(tables))
            self._index.keep("stage", stage)
            self._index.keep("waiting", self._index.number("waiting") + tables["facts"].num_rows)
        if self._index.number("waiting") >= self._facts_in_part:
            self._flush()

    def close(self, summary: Summary | None = None) -> None:
        """See ``Sink.close``."""
        if self._closed:
            return
        self._closed = True
        try:
            if self._index.number("stage"):
                self._flush()
            self._quarantine.release(self.finished)
        finally:
            self._index.close()

    def _tables(self, items: Sequence[Item]) -> dict[str, pa.Table]:
        rows = content_rows(((record, article.text) for article, record in items), self.run)
        rows["facts"] = [row for _, record in items for row in flat_rows(record, self.run)]
        months = {row[0]: _month(row) for row in rows["articles"]}
        return {
            name: to_arrow(table, rows[name]).append_column(
                _MONTH, pa.array([months[row[0]] for row in rows[name]], pa.string())
            )
            for name, table in _FOLDERS.items()
        }

    def _reopen(self) -> None:
        """Remove what a crash left of the next part; learn what is there if the index does not know."""
        unfinished = self._index.number("part") + 1
        known = self._index.number("part") > 0
        for file in self._files():
            if _part_of(file) >= unfinished and (known or self._index.number("stage")):
                self._remove(file)
        if not known and not self._index.number("stage"):
            self._learn()

    def _learn(self) -> None:
        """Enter all articles that are there, of unknown version: without the index no part is known to be whole."""
        last = 0
        with self._index.transaction():
            for file in sorted(self._files(), key=_part_of):
                last = _part_of(file)
                with destination_errors(file):
                    ids = pq.read_table(file, columns=["article_id"], partitioning=None)["article_id"].to_pylist()
                before = self._index.starts(set(ids))
                self._index.supersede((part, article_id) for article_id, part in before.items() if part < last)
                self._index.put((article_id, None, last, 0) for article_id in set(ids))
            self._index.keep("part", last)

    def _flush(self) -> None:
        """Make the staged rows the next part, and drop the rows that they replace."""
        part = self._index.number("part") + 1
        staged = [(stage, _unpacked(data)) for stage, data in self._index.staged()]
        articles: list[str] = []
        for name, table in _FOLDERS.items():
            live = pa.concat_tables([self._live(tables[name], stage) for stage, tables in staged])
            if name == "articles":
                articles = live["article_id"].to_pylist()
            for month in pc.unique(live[_MONTH]).to_pylist():
                rows = live.filter(pc.equal(live[_MONTH], month)).drop_columns([_MONTH])
                _write(
                    self.folder / name / f"{_MONTH}={month}" / f"part-{part:08}.parquet", rows.cast(schema_of(table))
                )
        superseded = self._index.superseded()
        for file in self._files():
            if _part_of(file) in superseded:
                self._drop(file, superseded[_part_of(file)])
        with self._index.transaction():
            versions = self._index.versions(articles)
            self._index.put((article_id, versions[article_id], part, 0) for article_id in articles)
            self._index.unstage()
            self._index.clear_superseded()
            self._index.keep("part", part)
            self._index.keep("stage", 0)
            self._index.keep("waiting", 0)

    def _live(self, table: pa.Table, stage: int) -> pa.Table:
        """The rows of articles whose place is this stage; others were replaced while they waited."""
        starts = self._index.starts(pc.unique(table["article_id"]).to_pylist())
        live = [article_id for article_id, start in starts.items() if start == -stage]
        return table.filter(pc.is_in(table["article_id"], pa.array(live, pa.string())))

    def _drop(self, file: Path, article_ids: list[str]) -> None:
        with destination_errors(file):
            rows = pq.read_table(file, partitioning=None)
        kept = rows.filter(pc.invert(pc.is_in(rows["article_id"], pa.array(article_ids, pa.string()))))
        if kept.num_rows == 0:
            self._remove(file)
        elif kept.num_rows < rows.num_rows:
            _write(file, kept)

    def _files(self) -> Iterator[Path]:
        with destination_errors(self.folder):
            for name in _FOLDERS:
                yield from sorted((self.folder / name).glob(f"{_MONTH}=*/part-*.parquet"))

    def _remove(self, file: Path) -> None:
        with destination_errors(file):
            file.unlink()


def _month(article: Row) -> str:
    published = article[ARTICLES.names.index("published_date")]
    return f"{published:%Y-%m}" if published is not None else "unknown"


def _part_of(file: Path) -> int:
    return int(file.stem.removeprefix("part-"))


def _write(file: Path, table: pa.Table) -> None:
    with destination_errors(file):
        file.parent.mkdir(parents=True, exist_ok=True)
    with replacing(file) as out:
        pq.write_table(table, out, compression="zstd")


def _packed(tables: dict[str, pa.Table]) -> bytes:
    packed = {}
    for name, table in tables.items():
        buffer = pa.BufferOutputStream()
        with pa.ipc.new_stream(buffer, table.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as writer:
            writer.write_table(table)
        packed[name] = bytes(buffer.getvalue())
    return msgspec.msgpack.encode(packed)


def _unpacked(data: bytes) -> dict[str, pa.Table]:
    packed = msgspec.msgpack.decode(data, type=dict[str, bytes])
    return {name: pa.ipc.open_stream(stream).read_all() for name, stream in packed.items()}
