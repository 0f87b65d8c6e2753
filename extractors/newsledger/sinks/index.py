"""The index beside a destination that is a file: which articles are in it, under which version, and where.

It stands in ``DEST.index``, an SQLite file, so that a run over any number of articles keeps none of them in memory,
knows after a crash how much of the file is whole, and keeps a second run from writing at the same time. It can be
deleted: the destination stays right, and the next run only reads the articles again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from newsledger.sinks.faults import destination_errors

_IDS_AT_ONCE = 500

_TABLES = """
CREATE TABLE IF NOT EXISTS place (
  article_id TEXT PRIMARY KEY, version TEXT, start INTEGER NOT NULL, length INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS staged (start INTEGER PRIMARY KEY, rows BLOB);
CREATE TABLE IF NOT EXISTS superseded (start INTEGER, article_id TEXT, PRIMARY KEY (start, article_id)) WITHOUT ROWID;
"""

Place = tuple[str, str | None, int, int]
"""``(article_id, version, start, length)``: what ``start`` and ``length`` count is for the sink to say; a version of
``None`` is unknown and never equal to that of a run."""


class Index:
    """The index file, held exclusively until it is closed. All methods raise ``DestinationError``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with destination_errors(path):
            # A sink may read what is staged in another thread while its own one waits; two never use it at once.
            self._connection = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
            try:
                self._connection.execute("PRAGMA locking_mode = EXCLUSIVE")
                self._connection.execute("PRAGMA journal_mode = TRUNCATE")
                self._connection.executescript(f"BEGIN EXCLUSIVE; {_TABLES} COMMIT;")
            except BaseException:
                self._connection.close()
                raise

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is kept together or not at all."""
        with destination_errors(self.path):
            self._connection.execute("BEGIN")
        try:
            yield
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise
        with destination_errors(self.path):
            self._connection.execute("COMMIT")

    def finished(self, article_ids: Iterable[str], version: str) -> set[str]:
        """Which of the articles are there under this version."""
        return {article_id for article_id, found in self.versions(article_ids).items() if found == version}

    def known(self, article_ids: Iterable[str]) -> set[str]:
        """Which of the articles are there under any version."""
        return set(self.versions(article_ids))

    def versions(self, article_ids: Iterable[str]) -> dict[str, str | None]:
        """The versions of those articles that are there."""
        return {article_id: version for article_id, version, *_ in self._rows(article_ids)}

    def starts(self, article_ids: Iterable[str]) -> dict[str, int]:
        """The places of those articles that are there."""
        return {article_id: start for article_id, _, start, _ in self._rows(article_ids)}

    def put(self, places: Iterable[Place]) -> None:
        """Enter articles, in place of what was known of them."""
        with destination_errors(self.path):
            self._connection.executemany("INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?)", places)

    def places(self) -> Iterator[Place]:
        """All articles in the order of their places."""
        with destination_errors(self.path):
            yield from self._connection.execute("SELECT * FROM place ORDER BY start, length, article_id")

    def forget(self) -> None:
        """Drop all that is known of articles."""
        with destination_errors(self.path):
            for table in ("place", "staged", "superseded"):
                self._connection.execute(f"DELETE FROM {table}")

    def number(self, name: str) -> int:
        """A number that was kept under a name, 0 if none was."""
        with destination_errors(self.path):
            row = self._connection.execute("SELECT value FROM state WHERE name = ?", (name,)).fetchone()
        return int(row[0]) if row else 0

    def keep(self, name: str, value: int) -> None:
        """Keep a number under a name."""
        with destination_errors(self.path):
            self._connection.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (name, value))

    def stage(self, start: int, rows: bytes) -> None:
        """Keep serialised rows until the destination can be completed."""
        with destination_errors(self.path):
            self._connection.execute("INSERT INTO staged VALUES (?, ?)", (start, rows))

    def staged(self) -> Iterator[tuple[int, bytes]]:
        """The staged rows with their places, in order."""
        with destination_errors(self.path):
            yield from self._connection.execute("SELECT start, rows FROM staged ORDER BY start")

    def unstage(self) -> None:
        """Drop the staged rows."""
        with destination_errors(self.path):
            self._connection.execute("DELETE FROM staged")

    def supersede(self, places: Iterable[tuple[int, str]]) -> None:
        """Note that articles are to be dropped from where they were: ``(start, article_id)``."""
        with destination_errors(self.path):
            self._connection.executemany("INSERT OR IGNORE INTO superseded VALUES (?, ?)", places)

    def superseded(self) -> dict[int, list[str]]:
        """The articles that are to be dropped, by place."""
        found: dict[int, list[str]] = {}
        with destination_errors(self.path):
            for start, article_id in self._connection.execute("SELECT start, article_id FROM superseded"):
                found.setdefault(start, []).append(article_id)
        return found

    def clear_superseded(self) -> None:
        """Forget what was to be dropped."""
        with destination_errors(self.path):
            self._connection.execute("DELETE FROM superseded")

    def settle(self, edition: int) -> None:
        """Drop what was staged, as it is now in this edition of the destination; all articles then have the place 0."""
        with self.transaction(), destination_errors(self.path):
            self.unstage()
            self._connection.execute("UPDATE place SET start = 0 WHERE start > 0")
            self.keep("edition", edition)
            self.keep("stage", 0)
            self.keep("obsolete", 0)
        with destination_errors(self.path):
            self._connection.execute("VACUUM")

    def forget_settled(self) -> None:
        """Drop all articles that are not staged."""
        with destination_errors(self.path):
            self._connection.execute("DELETE FROM place WHERE start = 0")

    def close(self) -> None:
        """Release the file."""
        try:
            # The journal was kept while the file was ours alone; nothing shall be left beside it.
            with destination_errors(self.path):
                self._connection.execute("PRAGMA journal_mode = DELETE")
        finally:
            self._connection.close()

    def _rows(self, article_ids: Iterable[str]) -> Iterator[Place]:
        ids = list(article_ids)
        for first in range(0, len(ids), _IDS_AT_ONCE):
            some = ids[first : first + _IDS_AT_ONCE]
            marks = ", ".join("?" * len(some))
            with destination_errors(self.path):
                yield from self._connection.execute(f"SELECT * FROM place WHERE article_id IN ({marks})", some)
