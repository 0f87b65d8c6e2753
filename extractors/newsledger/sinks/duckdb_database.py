"""The ``.duckdb`` destination: all tables in one file, loaded in bulk through Arrow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from newsledger.errors import DestinationError
from newsledger.records import Rejected
from newsledger.sinks.arrow import to_arrow
from newsledger.sinks.rows import Row, Rows, content_rows, distinct, rejected_row, run_row
from newsledger.sinks.sink import ClosingSink, Item, RunInfo, Summary
from newsledger.sinks.sql import Dialect, listed, preparing_statements, quoted
from newsledger.sinks.tables import ARTICLES, CONTENT, DECIMAL_DIGITS, DECIMAL_SCALE, QUARANTINE, RUNS, Table

DIALECT = Dialect(
    name="duckdb",
    types={
        "text": "VARCHAR",
        "texts": "VARCHAR[]",
        "integer": "BIGINT",
        "decimal": f"DECIMAL({DECIMAL_DIGITS}, {DECIMAL_SCALE})",
        "real": "DOUBLE",
        "boolean": "BOOLEAN",
        "date": "DATE",
        "timestamp": "TIMESTAMP",
    },
    joined="coalesce(list({value} ORDER BY {order}), [])",
    # DuckDB checks a foreign key against rows that the same transaction has already deleted, so an article could not be
    # replaced in one transaction if its facts had children of their own. Rows of articles are only ever updated.
    foreign_keys=frozenset({"articles"}),
    # A column store finds rows by the bounds of its blocks; indexes would only slow the loading.
    indexes=False,
)


class DuckDBSink(ClosingSink):
    """Records in a DuckDB file; only one process can write to it at a time."""

    def __init__(self, path: Path, run: RunInfo) -> None:
        self.path = path
        self.run = run
        self._closed = False
        self._connection: duckdb.DuckDBPyConnection = self._guarded(lambda: duckdb.connect(str(path)))
        try:
            self._in_transaction(self._begin_run)
        except BaseException:
            self._connection.close()
            raise

    def write(self, items: Sequence[Item]) -> None:
        """See ``Sink.write``."""
        items = distinct(items)
        versions = self._versions([record.article.article_id for _, record in items])
        version = self.run.extractor_version
        fresh = [
            (record, article.text) for article, record in items if versions.get(record.article.article_id) != version
        ]
        if fresh:
            replaced = [record.article.article_id for record, _ in fresh if record.article.article_id in versions]
            self._in_transaction(lambda: self._replace(content_rows(fresh, self.run), replaced))

    def quarantine(self, items: Sequence[Rejected]) -> None:
        """See ``Sink.quarantine``."""
        rows = {row[0]: row for row in (rejected_row(item, self.run) for item in items)}
        if rows:
            self._in_transaction(lambda: self._insert(QUARANTINE, list(rows.values()), "OR REPLACE "))

    def finished(self, article_ids: Iterable[str]) -> set[str]:
        """See ``Sink.finished``."""
        versions = self._versions(list(article_ids))
        return {article_id for article_id, version in versions.items() if version == self.run.extractor_version}

    def close(self, summary: Summary | None = None) -> None:
        """See ``Sink.close``."""
        if self._closed:
            return
        self._closed = True
        try:
            if summary is not None:
                row = run_row(self.run, summary, datetime.now(UTC))
                self._in_transaction(lambda: self._insert(RUNS, [row], "OR REPLACE "))
        finally:
            self._guarded(self._connection.close)

    def _begin_run(self) -> None:
        columns = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
        found: dict[str, set[str]] = {}
        for table, column in self._connection.execute(columns).fetchall():
            found.setdefault(table, set()).add(column)
        for statement in preparing_statements(found, DIALECT):
            self._connection.execute(statement)
        self._insert(RUNS, [run_row(self.run, None, None)], "OR REPLACE ")

    def _versions(self, article_ids: list[str]) -> dict[str, str]:
        """The versions of those articles that are there."""
        query = "SELECT article_id, extractor_version FROM articles WHERE article_id IN (SELECT unnest(?))"
        return dict(self._guarded(lambda: self._connection.execute(query, [article_ids]).fetchall()))

    def _replace(self, rows: Rows, replaced: list[str]) -> None:
        """Insert the rows of articles, of which some are there already."""
        conflict = ""
        if replaced:
            for table in reversed(CONTENT[1:]):
                self._connection.execute(
                    f"DELETE FROM {quoted(table.name)} WHERE article_id IN (SELECT unnest(?))", [replaced]
                )
            others = [name for name in ARTICLES.names if name not in ARTICLES.key]
            updates = ", ".join(f"{quoted(name)} = excluded.{quoted(name)}" for name in others)
            conflict = f" ON CONFLICT (article_id) DO UPDATE SET {updates}"
        self._insert(ARTICLES, rows["articles"], suffix=conflict)
        for table in CONTENT[1:]:
            self._insert(table, rows[table.name])

    def _insert(self, table: Table, rows: Sequence[Row], mode: str = "", suffix: str = "") -> None:
        if not rows:
            return
        self._connection.register("incoming", to_arrow(table, rows))
        try:
            self._connection.execute(
                f"INSERT {mode}INTO {quoted(table.name)} ({listed(table.names)}) SELECT * FROM incoming{suffix}"
            )
        finally:
            self._connection.unregister("incoming")

    def _in_transaction(self, work: Callable[[], None]) -> None:
        def transaction() -> None:
            self._connection.begin()
            try:
                work()
                self._connection.commit()
            except BaseException:
                self._roll_back()
                raise

        self._guarded(transaction)

    def _roll_back(self) -> None:
        try:
            self._connection.rollback()
        except duckdb.Error:
            # The transaction is gone already: DuckDB ends it by itself on fatal errors.
            return

    def _guarded(self, work: Callable[[], Any]) -> Any:
        try:
            return work()
        except (duckdb.Error, OSError) as error:
            raise DestinationError(f"{self.path}: {_reason(error)}") from error
        except DestinationError as error:
            raise DestinationError(f"{self.path}: {error}") from error


def _reason(error: Exception) -> str:
    """DuckDB's message on one line, and what to do about the one that users meet."""
    message = " ".join(str(error).split())
    if "Conflicting lock" in message or "being used by another process" in message:
        return "another process has this database open; close it and run again"
    return message
