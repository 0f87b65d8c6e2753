"""What all databases have in common: the order of things in a transaction. Each database says how a thing is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, ClassVar, TypeVar

from newsledger.errors import DestinationError
from newsledger.records import Rejected
from newsledger.sinks.dialect import Dialect, quoted
from newsledger.sinks.rows import Row, content_rows, distinct, rejected_row, run_row
from newsledger.sinks.sink import ClosingSink, Item, RunInfo, Summary
from newsledger.sinks.sql import preparing_statements
from newsledger.sinks.tables import ARTICLES, CONTENT, QUARANTINE, RUNS, Table

T = TypeVar("T")


class DatabaseSink(ClosingSink):
    """Records in a database. Subclasses connect, and then call ``_open``.

    ``name`` is how errors call the database, ``errors`` what its library raises.
    """

    dialect: ClassVar[Dialect]
    errors: ClassVar[tuple[type[Exception], ...]]

    def __init__(self, name: str, run: RunInfo) -> None:
        self.name = name
        self.run = run
        self._closed = False
        self._guarded(self._connect)
        try:
            self._in_transaction(self._open)
        except BaseException:
            with suppress(*self.errors):
                self._disconnect()
            raise

    def write(self, items: Sequence[Item]) -> None:
        """See ``Sink.write``."""
        if items:
            self._in_transaction(lambda: self._write(distinct(items)))

    def quarantine(self, items: Sequence[Rejected]) -> None:
        """See ``Sink.quarantine``."""
        rows = {row[0]: row for row in (rejected_row(item, self.run) for item in items)}
        if rows:
            self._in_transaction(lambda: self._load(QUARANTINE, list(rows.values()), replacing=True))

    def finished(self, article_ids: Iterable[str]) -> set[str]:
        """See ``Sink.finished``."""
        ids = list(article_ids)
        versions = self._guarded(lambda: self._versions(ids)) if ids else {}
        return {article_id for article_id, version in versions.items() if version == self.run.extractor_version}

    def close(self, summary: Summary | None = None) -> None:
        """See ``Sink.close``."""
        if self._closed:
            return
        self._closed = True
        try:
            if summary is not None:
                row = run_row(self.run, summary, datetime.now(UTC))
                self._in_transaction(lambda: self._load(RUNS, [row], replacing=True))
        finally:
            self._guarded(self._disconnect)

    def _open(self) -> None:
        for statement in preparing_statements(self._columns(), self.dialect):
            self._execute(statement)
        self._load(RUNS, [run_row(self.run, None, None)], replacing=True)

    def _write(self, items: Sequence[Item]) -> None:
        ids = [record.article.article_id for _, record in items]
        self._claim(ids)
        versions = self._versions(ids)
        fresh = [
            (record, article.text)
            for article, record in items
            if versions.get(record.article.article_id) != self.run.extractor_version
        ]
        rows = content_rows(fresh, self.run)
        replaced = [row[0] for row in rows["articles"] if row[0] in versions]
        if replaced:
            for table in reversed(CONTENT[1:]):
                self._execute(f"DELETE FROM {quoted(table.name)} WHERE article_id {self.dialect.among}", [replaced])
        # An article that was rejected by its id has become a record now.
        self._execute(f"DELETE FROM quarantine WHERE place {self.dialect.among}", [ids])
        self._load(ARTICLES, rows["articles"], replacing=bool(replaced))
        for table in CONTENT[1:]:
            self._load(table, rows[table.name])

    def _versions(self, article_ids: list[str]) -> dict[str, str]:
        """The versions of those articles that are there."""
        query = f"SELECT article_id, extractor_version FROM articles WHERE article_id {self.dialect.among}"
        return dict(self._fetch(query, [article_ids]))

    def _in_transaction(self, work: Callable[[], None]) -> None:
        def transaction() -> None:
            self._begin()
            try:
                work()
                self._commit()
            except BaseException:
                # A database may have ended the transaction by itself, and a lost connection cannot roll back.
                with suppress(*self.errors):
                    self._roll_back()
                raise

        self._guarded(transaction)

    def _guarded(self, work: Callable[[], T]) -> T:
        try:
            return work()
        except self.errors as error:
            raise DestinationError(f"{self.name}: {self._reason(error)}") from error
        except DestinationError as error:
            raise DestinationError(f"{self.name}: {error}") from error

    def _connect(self) -> None:
        """Connect to the database."""
        raise NotImplementedError

    def _disconnect(self) -> None:
        """Release the database."""
        raise NotImplementedError

    def _begin(self) -> None:
        """Begin a transaction."""
        raise NotImplementedError

    def _commit(self) -> None:
        """Keep what the transaction did."""
        raise NotImplementedError

    def _roll_back(self) -> None:
        """Undo what the transaction did."""
        raise NotImplementedError

    def _claim(self, article_ids: list[str]) -> None:
        """Keep other runs from writing these articles until the transaction ends; nothing where one run writes."""

    def _columns(self) -> dict[str, set[str]]:
        """The columns of the tables and views that are there."""
        raise NotImplementedError

    def _execute(self, statement: str, parameters: Sequence[Any] = ()) -> None:
        """Run a statement; a parameter may be a list of texts."""
        raise NotImplementedError

    def _fetch(self, query: str, parameters: Sequence[Any] = ()) -> list[Any]:
        """The rows of a query; a parameter may be a list of texts."""
        raise NotImplementedError

    def _load(self, table: Table, rows: Sequence[Row], *, replacing: bool = False) -> None:
        """Insert rows, ``replacing`` those with the same key."""
        raise NotImplementedError

    def _reason(self, error: Exception) -> str:
        """What went wrong, on one line."""
        return " ".join(str(error).split())
