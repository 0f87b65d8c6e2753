"""The SQL of the tables: one definition for every database, with what each of them cannot do."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import msgspec

from newsledger.errors import DestinationError
from newsledger.sinks.tables import FLAT, TABLES, Column, ColumnType, ForeignKey, Table


class Dialect(msgspec.Struct, frozen=True):
    """How one database speaks.

    ``types`` maps column types to SQL; ``gathered`` is the aggregate of ``{value}`` into a list of texts; ``among`` is
    the condition of being in a list that is a parameter. ``foreign_keys`` names the tables that foreign keys may point
    to, ``None`` for all. ``comments`` is whether tables and columns carry comments (otherwise they stand in the
    statement that made the table), ``indexes`` whether indexes pay. With ``exact_texts`` a decimal is stored as text in
    a column with ``_exact`` after its name, and its own column shows it as a number.
    """

    types: dict[ColumnType, str]
    gathered: str
    among: str
    foreign_keys: frozenset[str] | None = None
    comments: bool = True
    indexes: bool = True
    exact_texts: bool = False

    def stored_name(self, column: Column) -> str:
        """The column that a value is inserted into."""
        return f"{column.name}_exact" if self.exact_texts and column.type == "decimal" else column.name

    def definitions(self, column: Column) -> list[str]:
        """The definitions of a column, one unless decimals are stored as text."""
        name, kind = quoted(column.name), self.types[column.type]
        if self.stored_name(column) == column.name:
            return [f"{name} {kind}{' NOT NULL' if column.required else ''}"]
        stored = quoted(self.stored_name(column))
        return [f"{stored} TEXT", f"{name} {kind} GENERATED ALWAYS AS (CAST({stored} AS {kind})) VIRTUAL"]


def preparing_statements(found: Mapping[str, Collection[str]], dialect: Dialect) -> Iterator[str]:
    """The statements that bring a database to the present tables; none if it is there already.

    ``found`` maps the tables that are there to their columns. Tables and columns that are missing are added, and the
    views made anew.

    Raises:
        DestinationError: a table has one of our names but lacks a column that is never null, so it is not ours.
    """
    missing = {
        table.name: [one for one in table.columns if one.name not in found.get(table.name, ())] for table in TABLES
    }
    for table in TABLES:
        needed = [column.name for column in missing[table.name] if column.required]
        if table.name in found and needed:
            raise DestinationError(
                f"its table {table.name} is not ours, it has no column {needed[0]}; name another database"
            )
    if not any(missing.values()):
        return
    for table in TABLES:
        if table.name not in found:
            yield create_table(table, dialect)
            continue
        for column in missing[table.name]:
            for definition in dialect.definitions(column):
                yield f"ALTER TABLE {quoted(table.name)} ADD COLUMN {definition}"
    for table in TABLES if dialect.indexes else ():
        for columns in table.indexes:
            name = "_".join((table.name, *columns))
            yield f"CREATE INDEX IF NOT EXISTS {quoted(name)} ON {quoted(table.name)} ({listed(columns)})"
    yield from view_statements(dialect)
    if dialect.comments:
        yield from comment_statements()


def comment_statements() -> Iterator[str]:
    """The statements that say what every table, column and view is."""
    for table in TABLES:
        yield f"COMMENT ON TABLE {quoted(table.name)} IS {literal(table.comment)}"
        for column in table.columns:
            yield f"COMMENT ON COLUMN {quoted(table.name)}.{quoted(column.name)} IS {literal(column.comment)}"
    yield f"COMMENT ON VIEW {quoted(FLAT.name)} IS {literal(FLAT.comment)}"
    yield f"COMMENT ON VIEW company_facts IS {literal(COMPANY_FACTS_COMMENT)}"


def create_table(table: Table, dialect: Dialect) -> str:
    """``CREATE TABLE`` with its keys."""
    lines = []
    for column in table.columns:
        note = "" if dialect.comments else f" /* {column.comment} */"
        lines += [definition + note for definition in dialect.definitions(column)]
    lines.append(f"PRIMARY KEY ({listed(table.key)})")
    for key in table.foreign_keys:
        enforced = _enforced(key, dialect)
        if enforced is not None:
            lines.append(f"FOREIGN KEY ({listed(enforced.columns)}) REFERENCES {quoted(enforced.table)}")
    body = ",\n  ".join(dict.fromkeys(lines))
    return f"CREATE TABLE {quoted(table.name)} (\n  {body}\n)"


COMPANY_FACTS_COMMENT = "One row per company and fact that is about it, with ticker and date of the article"


def view_statements(dialect: Dialect) -> Iterator[str]:
    """The views that most people want: ``facts_flat`` and ``company_facts``."""
    stored = dict.fromkeys(name for column in FLAT.columns[8:-1] for name in (column.name, dialect.stored_name(column)))
    facts = ", ".join(f"f.{quoted(name)}" for name in stored)
    companies = (
        "FROM (SELECT fc.company AS name, coalesce(c.ticker, '') AS ticker, fc.position AS position "
        "FROM fact_companies fc JOIN companies c ON c.article_id = fc.article_id AND c.name = fc.company "
        "WHERE fc.article_id = f.article_id AND fc.fact_id = f.fact_id ORDER BY fc.position) AS listed"
    )
    names, tickers = (dialect.gathered.format(value=value) for value in ("name", "ticker"))
    yield f"DROP VIEW IF EXISTS {FLAT.name}"
    yield (
        f"CREATE VIEW {FLAT.name} AS SELECT f.article_id, f.fact_id, a.uri, a.title, a.publisher, "
        f"a.published, (SELECT {names} {companies}) AS companies, (SELECT {tickers} {companies}) AS tickers, {facts}, "
        "a.extractor_version FROM facts f JOIN articles a ON a.article_id = f.article_id"
    )
    yield "DROP VIEW IF EXISTS company_facts"
    yield (
        "CREATE VIEW company_facts AS SELECT fc.company, c.ticker, c.mic, a.published_date, "
        f"a.published, a.publisher, f.article_id, f.fact_id, {facts} FROM fact_companies fc "
        "JOIN facts f ON f.article_id = fc.article_id AND f.fact_id = fc.fact_id "
        "JOIN companies c ON c.article_id = fc.article_id AND c.name = fc.company "
        "JOIN articles a ON a.article_id = fc.article_id"
    )


def on_conflict(table: Table) -> str:
    """The end of an ``INSERT`` that replaces rows with the same key; such tables have no exact values."""
    others = [name for name in table.names if name not in table.key]
    updates = ", ".join(f"{quoted(name)} = excluded.{quoted(name)}" for name in others)
    return f" ON CONFLICT ({listed(table.key)}) DO UPDATE SET {updates}"


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def listed(names: tuple[str, ...]) -> str:
    """Names as a list of SQL identifiers."""
    return ", ".join(quoted(name) for name in names)


def _enforced(key: ForeignKey, dialect: Dialect) -> ForeignKey | None:
    """The key as the database can hold it: one that it cannot points to the article instead, or nowhere."""
    if dialect.foreign_keys is None or key.table in dialect.foreign_keys:
        return key
    if "article_id" in key.columns:
        return ForeignKey(("article_id",), "articles")
    return None
