"""The ``.sqlite`` destination: all tables in one SQLite file, which others can read while it is written.

SQLite has no exact decimals: they are stored as text in ``value_exact`` and so on, and ``value`` is the same as a
number, exact up to 15 digits. Lists are JSON arrays, dates and times ISO 8601 texts.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar

from newsledger.sinks.database import DatabaseSink
from newsledger.sinks.dialect import Dialect, quoted
from newsledger.sinks.faults import sqlite_reason
from newsledger.sinks.rows import Row, exact
from newsledger.sinks.sink import RunInfo
from newsledger.sinks.sql import listed, on_conflict
from newsledger.sinks.tables import Table

_PATIENCE = 60.0
"""Seconds to wait for another run that writes."""


class SQLiteSink(DatabaseSink):
    """Records in an SQLite file. Several runs may write at once; they take turns."""

    errors: ClassVar[tuple[type[Exception], ...]] = (sqlite3.Error, OSError)
    dialect: ClassVar[Dialect] = Dialect(
        types={
            "text": "TEXT",
            "texts": "TEXT",
            "integer": "INTEGER",
            "decimal": "NUMERIC",
            "real": "REAL",
            "boolean": "INTEGER",
            "date": "TEXT",
            "timestamp": "TEXT",
        },
        gathered="json_group_array({value})",
        among="IN (SELECT value FROM json_each(?))",
        comments=False,
        exact_texts=True,
        least="min",
        days="CAST(julianday({later}) - julianday({earlier}) AS INTEGER)",
    )

    def __init__(self, path: Path, run: RunInfo) -> None:
        self._path = path
        super().__init__(str(path), run)

    def _connect(self) -> None:
        self._connection = sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None)
        try:
            # Readers see the last whole transaction while one is written.
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA foreign_keys = ON")
        except BaseException:
            self._connection.close()
            raise

    def _disconnect(self) -> None:
        self._connection.close()

    def _begin(self) -> None:
        # Takes the right to write at once, so that what is read of versions still holds when rows are written.
        self._connection.execute("BEGIN IMMEDIATE")

    def _commit(self) -> None:
        self._connection.execute("COMMIT")

    def _roll_back(self) -> None:
        self._connection.execute("ROLLBACK")

    def _columns(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        query = (
            "SELECT t.name, c.name FROM sqlite_schema AS t, pragma_table_xinfo(t.name) AS c WHERE t.type = 'table' "
            "UNION ALL SELECT name, '' FROM sqlite_schema WHERE type = 'view'"
        )
        for table, column in self._fetch(query):
            found.setdefault(table, set()).add(column)
        return found

    def _execute(self, statement: str, parameters: Sequence[Any] = ()) -> None:
        self._connection.execute(statement, [_stored(parameter) for parameter in parameters])

    def _fetch(self, query: str, parameters: Sequence[Any] = ()) -> list[Any]:
        return self._connection.execute(query, [_stored(parameter) for parameter in parameters]).fetchall()

    def _load(self, table: Table, rows: Sequence[Row], *, replacing: bool = False) -> None:
        names = tuple(self.dialect.stored_name(column) for column in table.columns)
        marks = ", ".join("?" * len(names))
        self._connection.executemany(
            f"INSERT INTO {quoted(table.name)} ({listed(names)}) VALUES ({marks})"
            f"{on_conflict(table) if replacing else ''}",
            ([_stored(value) for value in row] for row in rows),
        )

    def _reason(self, error: Exception) -> str:
        return sqlite_reason(error) if isinstance(error, sqlite3.Error) else super()._reason(error)


def _stored(value: Any) -> Any:
    match value:
        case Decimal():
            kept = exact(value)
            return None if kept is None else format(kept, "f")
        case list():
            return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        case datetime():
            return value.isoformat(" ")
        case date():
            return value.isoformat()
        case _:
            return value
