"""Records read back from a database: the way of ``sinks/rows.py`` backwards, a few articles at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any, Self, get_args

import duckdb
import msgspec

from newsledger.errors import InputError
from newsledger.figures import find_figures
from newsledger.records import (
    ArticleHead,
    Attribution,
    Company,
    Comparison,
    Fact,
    Identifier,
    Mention,
    Metric,
    Period,
    Quantity,
    Record,
    Rejected,
    Scheme,
    Text,
)
from newsledger.sinks.dialect import quoted
from newsledger.sinks.sql import listed
from newsledger.sinks.tables import ARTICLES, COMPANIES, FACT_COMPANIES, FACTS, MENTIONS, QUARANTINE, TABLES, Table

ARTICLES_AT_ONCE = 50
"""How many articles are in memory while a database is read."""

_SCHEMES = frozenset(get_args(Scheme))
_MAGIC, _MAGIC_AT = b"DUCK", 8
Row = dict[str, Any]

SELECTED = """
    ($company IS NULL OR EXISTS (
        SELECT 1 FROM companies AS c WHERE c.article_id = a.article_id AND c.name ILIKE $company))
    AND ($metric IS NULL OR EXISTS (
        SELECT 1 FROM facts AS m WHERE m.article_id = a.article_id AND m.metric = $metric))
"""
"""The condition on ``articles AS a`` that a selection is."""


def is_database(path: Path) -> bool:
    """Whether a file is a DuckDB database, by its first bytes."""
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC) + _MAGIC_AT)[_MAGIC_AT:] == _MAGIC
    except OSError:
        return False


class Selection(msgspec.Struct, frozen=True):
    """Which articles are wanted: those that speak of ``company`` (case does not matter, ``%`` stands for anything) and
    have a fact of ``metric``; at most ``limit``, the newest ones."""

    company: str | None = None
    metric: str | None = None
    limit: int | None = None

    @property
    def parameters(self) -> dict[str, str | None]:
        """The parameters of ``SELECTED``."""
        return {"company": self.company, "metric": self.metric}


class Reviewed(msgspec.Struct, frozen=True):
    """An article as it is shown: its text (``None`` where the database did not keep it) and its record."""

    text: str | None
    record: Record


class Stored(AbstractContextManager["Stored"]):
    """A DuckDB database that ``extract`` wrote, open for reading.

    Raises:
        InputError: the file is no database of newsledger, or another process is writing to it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._asking: set[duckdb.DuckDBPyConnection] = set()
        try:
            self._connection = duckdb.connect(str(path), read_only=True)
        except duckdb.Error as error:
            raise InputError(f"{path}: cannot be read: {str(error).splitlines()[0]}") from error
        query = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
        self._columns: set[tuple[str, str]] = set(self.rows(query))
        missing = {table.name for table in TABLES} - {name for name, _ in self._columns}
        if missing:
            self._connection.close()
            raise InputError(f"{path}: not a database of newsledger: it has no table {min(missing)!r}")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __enter__(self) -> Self:
        return self

    def close(self) -> None:
        """Release the database."""
        self._connection.close()

    def interrupt(self) -> None:
        """End the questions that are being answered; they raise an error."""
        for cursor in list(self._asking):
            cursor.interrupt()

    def rows(self, query: str, parameters: Row | Sequence[Any] | None = None) -> list[tuple[Any, ...]]:
        """The rows of a query. Safe to call from several threads: each call has a cursor of its own."""
        with self._connection.cursor() as cursor:
            self._asking.add(cursor)
            try:
                return cursor.execute(query, parameters).fetchall()
            finally:
                self._asking.discard(cursor)

    def articles(self, selection: Selection) -> Iterator[Reviewed]:
        """The selected articles, the newest first, those without a date last."""
        query = (
            f"SELECT {self._selected(ARTICLES)} FROM articles AS a WHERE {SELECTED} "
            "ORDER BY a.published_date DESC NULLS LAST, a.published DESC, a.article_id"
            + (f" LIMIT {selection.limit:d}" if selection.limit is not None else "")
        )
        with self._connection.cursor() as cursor:
            cursor.execute(query, selection.parameters)
            while found := cursor.fetchmany(ARTICLES_AT_ONCE):
                yield from self._restored([dict(zip(ARTICLES.names, row, strict=True)) for row in found])

    def count(self, selection: Selection) -> int:
        """How many articles are selected, the limit apart."""
        return int(self.rows(f"SELECT count(*) FROM articles AS a WHERE {SELECTED}", selection.parameters)[0][0])

    def by_id(self, article_ids: Sequence[str]) -> list[Reviewed]:
        """The articles with these ids that are there."""
        rows = self._of(ARTICLES, list(article_ids))
        return list(self._restored([row for article_id in article_ids for row in rows.get(article_id, ())]))

    def quarantine(self) -> Iterator[Rejected]:
        """What could not become a record, by place."""
        with self._connection.cursor() as cursor:
            names = ("uri", "place", "reason", "detail")
            cursor.execute(f"SELECT {listed(names)} FROM {QUARANTINE.name} ORDER BY uri, place")
            while found := cursor.fetchmany(ARTICLES_AT_ONCE):
                yield from (Rejected(*row) for row in found)

    def _restored(self, heads: Sequence[Row]) -> Iterator[Reviewed]:
        ids = [head["article_id"] for head in heads]
        companies, mentions = self._of(COMPANIES, ids), self._of(MENTIONS, ids)
        facts, owners = self._of(FACTS, ids), self._of(FACT_COMPANIES, ids)
        for head in heads:
            article_id = head["article_id"]
            named: dict[str, list[Mention]] = defaultdict(list)
            for row in mentions.get(article_id, ()):
                named[row["company"]].append(Mention(row["text"], row["start_char"], row["end_char"], row["kind"]))
            owned: dict[str, list[str]] = defaultdict(list)
            for row in owners.get(article_id, ()):
                owned[row["fact_id"]].append(row["company"])
            yield Reviewed(
                head["text"],
                Record(
                    head["schema_version"],
                    ArticleHead(**{name: head[name] for name in ArticleHead.__struct_fields__}),
                    tuple(_company(row, named[row["name"]]) for row in companies.get(article_id, ())),
                    tuple(_fact(row, owned[row["fact_id"]]) for row in facts.get(article_id, ())),
                ),
            )

    def _selected(self, table: Table) -> str:
        """The columns of a table for a query; those that an older database lacks are null."""
        return ", ".join(
            quoted(name) if (table.name, name) in self._columns else f"NULL AS {quoted(name)}" for name in table.names
        )

    def _of(self, table: Table, article_ids: list[str]) -> dict[str, list[Row]]:
        """The rows of some articles by article, in the order in which they were written."""
        order = " ORDER BY position" if "position" in table.names else ""
        query = (
            f"SELECT {self._selected(table)} FROM {quoted(table.name)} WHERE article_id IN (SELECT unnest(?)){order}"
        )
        found: dict[str, list[Row]] = {}
        for row in self.rows(query, [article_ids]):
            named = dict(zip(table.names, row, strict=True))
            found.setdefault(named["article_id"], []).append(named)
        return found


def _company(row: Row, mentions: Sequence[Mention]) -> Company:
    scores = (row["relevance"], row["type_score"], row["link_score"])
    return Company(row["name"], row["legal_name"], *scores, tuple(map(_identifier, row["ids"])), tuple(mentions))


def _identifier(text: str) -> Identifier:
    """The identifier of ``scheme:value`` or ``ticker:VALUE@MIC``."""
    scheme, _, value = text.partition(":")
    if scheme not in _SCHEMES:
        raise InputError(f"not a database of newsledger: it has an identifier {text!r}")
    value, _, mic = value.partition("@")
    return Identifier(scheme, value, mic or None)  # type: ignore[arg-type]  # narrowed by the test above


def _fact(row: Row, companies: Sequence[str]) -> Fact:
    return Fact(
        fact_id=row["fact_id"],
        quantity=Quantity(
            text=row["text"],
            start=row["start_char"],
            end=row["end_char"],
            kind=row["kind"],
            value=plain(row["value"]) if row["value"] is not None else _read_anew(row["text"]),
            low=_optional(row["low"]),
            high=_optional(row["high"]),
            decimals=row["decimals"],
            unit=row["unit"],
            per=row["per"],
            modifier=row["modifier"],
        ),
        companies=tuple(companies),
        subject=Text(row["subject"], row["subject_start"], row["subject_end"]) if row["subject"] is not None else None,
        metric=(
            Metric(
                row["metric"],
                row["metric_text"],
                row["concept"],
                row["metric_basis"],
                row["segment"],
                row["geography"],
            )
            if row["metric"] is not None
            else None
        ),
        measure=row["measure"],
        direction=row["direction"],
        signed_value=_optional(row["signed_value"]),
        period=(
            Period(
                row["period_text"],
                row["period_start"].isoformat(),
                row["period_end"].isoformat(),
                row["period_basis"],
            )
            if row["period_start"] is not None and row["period_end"] is not None
            else None
        ),
        comparison=Comparison(row["comparison"], row["comparison_text"]) if row["comparison"] is not None else None,
        status=row["status"],
        attribution=(
            Attribution(row["source"], row["source_cue"], row["source_start"], row["source_end"])
            if row["source"] is not None
            else None
        ),
        same_as=row["same_as"],
        evidence=Text(row["evidence"], row["evidence_start"], row["evidence_end"]),
        confidence=row["confidence"],
        rules=tuple(row["rules"]),
        contradicts=tuple(row["contradicts"] or ()),
    )


def _optional(value: Decimal | None) -> Decimal | None:
    return None if value is None else plain(value)


def plain(value: Decimal) -> Decimal:
    """A value without the noughts that the column adds; 1E+3 would be as exact, but no reader expects it."""
    digits = f"{value:f}"
    return Decimal(digits.rstrip("0").rstrip(".")) if "." in digits else value


def _read_anew(text: str) -> Decimal:
    """The value of a figure that is too large for its column: the words are there, and say it exactly."""
    figures = find_figures(text)
    if not figures:
        raise InputError(f"not a database of newsledger: it has a figure {text!r} without a value")
    return figures[0].quantity.value
