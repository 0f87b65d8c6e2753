"""How databases differ."""

from __future__ import annotations

import msgspec

from newsledger.sinks.tables import Column, ColumnType


class Dialect(msgspec.Struct, frozen=True):
    """How one database speaks.

    ``types`` maps column types to SQL; ``gathered`` is the aggregate of ``{value}`` into a list of texts; ``among`` is
    the condition of being in a list that is a parameter. ``foreign_keys`` names the tables that foreign keys may point
    to, ``None`` for all. ``comments`` is whether tables and columns carry comments (otherwise they stand in the
    statement that made the table), ``indexes`` whether indexes pay. With ``exact_texts`` a decimal is stored as text in
    a column with ``_exact`` after its name, and its own column shows it as a number. ``least`` is the function that
    gives the smaller of two numbers, ``days`` the number of days from ``{earlier}`` to ``{later}``, ``moment`` the time
    of an article's publication in UTC, the beginning of the day where only that is known.
    """

    types: dict[ColumnType, str]
    gathered: str
    among: str
    foreign_keys: frozenset[str] | None = None
    comments: bool = True
    indexes: bool = True
    exact_texts: bool = False
    least: str = "least"
    days: str = "{later} - {earlier}"
    moment: str = "coalesce(published_at, published_date)"

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


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'
