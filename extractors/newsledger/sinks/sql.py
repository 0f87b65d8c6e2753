"""The SQL of the tables: one definition for every database, with what each of them cannot do."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from newsledger.errors import DestinationError
from newsledger.sinks.dialect import Dialect, quoted
from newsledger.sinks.tables import TABLES, ForeignKey, Table
from newsledger.sinks.views import VIEWS


def preparing_statements(found: Mapping[str, Collection[str]], dialect: Dialect) -> Iterator[str]:
    """The statements that bring a database to the present tables; none if it is there already.

    ``found`` maps the tables and views that are there to their columns. Tables and columns that are missing are added,
    and the views made anew.

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
    views = [view.name for view in VIEWS if view.name not in found]
    if not views and not any(missing.values()):
        return
    for view in reversed(VIEWS):
        yield f"DROP VIEW IF EXISTS {view.name}"
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
    for view in VIEWS:
        yield f"CREATE VIEW {view.name} AS {view.query(dialect)}"
    if dialect.comments:
        yield from comment_statements()


def comment_statements() -> Iterator[str]:
    """The statements that say what every table, column and view is."""
    for table in TABLES:
        yield f"COMMENT ON TABLE {quoted(table.name)} IS {literal(table.comment)}"
        for column in table.columns:
            yield f"COMMENT ON COLUMN {quoted(table.name)}.{quoted(column.name)} IS {literal(column.comment)}"
    for view in VIEWS:
        yield f"COMMENT ON VIEW {view.name} IS {literal(view.comment)}"


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


def on_conflict(table: Table) -> str:
    """The end of an ``INSERT`` that replaces rows with the same key; such tables have no exact values."""
    others = [column.name for column in table.columns if column.name not in table.key and not column.kept]
    updates = ", ".join(f"{quoted(name)} = excluded.{quoted(name)}" for name in others)
    return f" ON CONFLICT ({listed(table.key)}) DO UPDATE SET {updates}"


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
