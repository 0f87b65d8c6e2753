"""Write the tables of ``docs/databases.md`` anew from the definitions in ``newsledger.sinks.tables``.

    python scripts/build_database_page.py

Everything between the two marks of the page is replaced; a test fails when the page and the definitions differ.
"""

from __future__ import annotations

from pathlib import Path

from newsledger.sinks.tables import TABLES, Table

PAGE = Path(__file__).resolve().parents[1] / "docs/databases.md"
BEGIN, END = "<!-- tables begin -->", "<!-- tables end -->"

TYPE_NAMES = {
    "text": "text",
    "texts": "list of texts",
    "integer": "integer",
    "decimal": "decimal(38, 12)",
    "real": "double",
    "boolean": "boolean",
    "date": "date",
    "timestamp": "timestamp",
}


def tables_section() -> str:
    """The tables as Markdown, in the order in which they are created."""
    return "\n".join(_table(table) for table in TABLES)


def with_section(page: str) -> str:
    """The page with its section of tables replaced."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{tables_section()}\n{END}{after}"


def _table(table: Table) -> str:
    lines = [f"### {table.name}", "", f"{table.comment}.", "", f"Key: {_names(table.key)}."]
    lines += [f"`{key.table}` is referred to by {_names(key.columns)}." for key in table.foreign_keys]
    lines += ["", "| column | type | null | meaning |", "| --- | --- | --- | --- |"]
    lines += [
        f"| `{column.name}` | {TYPE_NAMES[column.type]} | {'no' if column.required else 'yes'} | {column.comment} |"
        for column in table.columns
    ]
    return "\n".join([*lines, ""])


def _names(columns: tuple[str, ...]) -> str:
    return ", ".join(f"`{column}`" for column in columns)


if __name__ == "__main__":
    PAGE.write_text(with_section(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
