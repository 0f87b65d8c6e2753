"""The destination ``postgresql://user@host/database``: all tables, with every key, index and comment.

Rows come in through COPY into temporary tables and are merged from there. Runs may write at the same time: each takes a
lock on the articles that it is about to write. PostgreSQL's text cannot hold NUL: it becomes U+FFFD, one for one, so
that offsets hold. Tables are made in the first schema of the connection's search path.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import psycopg
from psycopg import conninfo

from newsledger.sinks.database import DatabaseSink
from newsledger.sinks.dialect import Dialect, quoted
from newsledger.sinks.rows import Row, portable
from newsledger.sinks.sink import RunInfo
from newsledger.sinks.sql import listed, on_conflict
from newsledger.sinks.tables import Table

_MAKING_TABLES = 0x6E657773
"""The advisory lock of those who make or change the tables."""


class PostgresSink(DatabaseSink):
    """Records in a PostgreSQL database."""

    errors: ClassVar[tuple[type[Exception], ...]] = (psycopg.Error, OSError)
    dialect: ClassVar[Dialect] = Dialect(
        types={
            "text": "text",
            "texts": "text[]",
            "integer": "bigint",
            "decimal": "numeric",
            "real": "double precision",
            "boolean": "boolean",
            "date": "date",
            "timestamp": "timestamptz",
        },
        gathered="coalesce(array_agg({value} ORDER BY position), '{{}}')",
        among="= ANY(%s)",
        moment="coalesce(published_at, published_date::timestamp AT TIME ZONE 'UTC')",
    )

    def __init__(self, url: str, run: RunInfo) -> None:
        self._url = url
        self._staged: set[str] = set()
        super().__init__(_without_secrets(url), run)

    def _connect(self) -> None:
        self._connection = psycopg.connect(self._url, autocommit=True, application_name="newsledger")

    def _disconnect(self) -> None:
        self._connection.close()

    def _begin(self) -> None:
        self._connection.execute("BEGIN")

    def _commit(self) -> None:
        self._connection.execute("COMMIT")

    def _roll_back(self) -> None:
        self._staged.clear()
        self._connection.execute("ROLLBACK")

    def _open(self) -> None:
        # Two runs that start together must not both make the tables.
        self._connection.execute("SELECT pg_advisory_xact_lock(%s)", [_MAKING_TABLES])
        super()._open()

    def _claim(self, article_ids: list[str]) -> None:
        # In one order for all runs, so that two of them cannot wait for each other.
        self._connection.execute(
            "SELECT pg_advisory_xact_lock(key) FROM "
            "(SELECT DISTINCT hashtextextended(id, 0) AS key FROM unnest(%s::text[]) AS id ORDER BY key) AS keys",
            [article_ids],
        )

    def _columns(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        query = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
        for table, column in self._fetch(query):
            found.setdefault(table, set()).add(column)
        return found

    def _execute(self, statement: str, parameters: Sequence[Any] = ()) -> None:
        self._connection.execute(statement.encode(), list(parameters) or None)

    def _fetch(self, query: str, parameters: Sequence[Any] = ()) -> list[Any]:
        rows: list[Any] = self._connection.execute(query.encode(), list(parameters) or None).fetchall()
        return rows

    def _reason(self, error: Exception) -> str:
        message = super()._reason(error)
        if isinstance(error, psycopg.errors.DiskFull):
            return f"the disk of the server is full ({message}); make room and run again, what was written stays"
        if hasattr(self, "_connection") and self._connection.closed:
            return f"the connection was lost ({message}); run again when the server is back, what was written stays"
        return message

    def _load(self, table: Table, rows: Sequence[Row], *, replacing: bool = False) -> None:
        if not rows:
            return
        incoming, columns = quoted(f"incoming_{table.name}"), listed(table.names)
        if table.name not in self._staged:
            self._execute(
                f"CREATE TEMPORARY TABLE IF NOT EXISTS {incoming} (LIKE {quoted(table.name)}) ON COMMIT DELETE ROWS"
            )
            self._staged.add(table.name)
        with (
            self._connection.cursor() as cursor,
            cursor.copy(f"COPY {incoming} ({columns}) FROM STDIN".encode()) as copy,
        ):
            for row in rows:
                copy.write_row([portable(value) for value in row])
        self._execute(
            f"INSERT INTO {quoted(table.name)} ({columns}) SELECT {columns} FROM {incoming}"
            f"{on_conflict(table) if replacing else ''}"
        )
        self._execute(f"DELETE FROM {incoming}")


def _without_secrets(url: str) -> str:
    """The address as it may be shown."""
    try:
        parts = conninfo.conninfo_to_dict(url)
    except psycopg.Error:
        return "postgresql"
    return f"postgresql {parts.get('dbname', '')} at {parts.get('host', 'localhost')}"
