"""The ``.duckdb`` destination: all tables in one file, loaded in bulk through Arrow."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

import duckdb

from newsledger.sinks.arrow import to_arrow
from newsledger.sinks.database import DatabaseSink
from newsledger.sinks.dialect import Dialect, quoted
from newsledger.sinks.rows import Row
from newsledger.sinks.sink import RunInfo
from newsledger.sinks.sql import listed, on_conflict
from newsledger.sinks.tables import DECIMAL_DIGITS, DECIMAL_SCALE, Table


class DuckDBSink(DatabaseSink):
    """Records in a DuckDB file; only one process can have it open while it is written."""

    errors: ClassVar[tuple[type[Exception], ...]] = (duckdb.Error, OSError)
    dialect: ClassVar[Dialect] = Dialect(
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
        gathered="coalesce(list({value} ORDER BY position), [])",
        among="IN (SELECT unnest(?))",
        # DuckDB checks a foreign key against rows that the same transaction has already deleted, so an article could
        # not be replaced in one transaction if its facts had children of their own. Rows of articles are only updated.
        foreign_keys=frozenset({"articles"}),
        # A column store finds rows by the bounds of its blocks; indexes would only slow the loading.
        indexes=False,
    )

    def __init__(self, path: Path, run: RunInfo) -> None:
        self._path = path
        super().__init__(str(path), run)

    def _connect(self) -> None:
        if self._path.exists() and self._path.stat().st_size == 0:
            # A file that was only made, by mktemp say, which DuckDB takes for a damaged one.
            self._path.unlink()
        self._connection = duckdb.connect(str(self._path))

    def _disconnect(self) -> None:
        self._connection.close()

    def _begin(self) -> None:
        self._connection.begin()

    def _commit(self) -> None:
        self._connection.commit()

    def _roll_back(self) -> None:
        self._connection.rollback()

    def _columns(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        query = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
        for table, column in self._fetch(query):
            found.setdefault(table, set()).add(column)
        return found

    def _execute(self, statement: str, parameters: Sequence[Any] = ()) -> None:
        self._connection.execute(statement, parameters)

    def _fetch(self, query: str, parameters: Sequence[Any] = ()) -> list[Any]:
        return self._connection.execute(query, parameters).fetchall()

    def _load(self, table: Table, rows: Sequence[Row], *, replacing: bool = False) -> None:
        if not rows:
            return
        self._connection.register("incoming", to_arrow(table, rows))
        try:
            self._connection.execute(
                f"INSERT INTO {quoted(table.name)} ({listed(table.names)}) SELECT * FROM incoming"
                f"{on_conflict(table) if replacing else ''}"
            )
        finally:
            self._connection.unregister("incoming")

    def _reason(self, error: Exception) -> str:
        message = super()._reason(error)
        if "Conflicting lock" in message or "being used by another process" in message:
            return "another process has this database open; close it and run again"
        return message
