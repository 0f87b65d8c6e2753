"""Facts of a DuckDB database as rows for people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import msgspec

from newsledger.errors import InputError
from newsledger.wording import period_name

COLUMNS = (
    ("published", "dim"),
    ("company", "bold magenta"),
    ("metric", ""),
    ("figure", "bold cyan"),
    ("measure", ""),
    ("period", ""),
    ("status", ""),
    ("source", ""),
)
"""Heading and style of each column."""

_FILTER = """
    ($company IS NULL OR EXISTS (
        SELECT 1 FROM fact_companies AS c
        WHERE c.article_id = f.article_id AND c.fact_id = f.fact_id AND c.company ILIKE $company))
    AND ($metric IS NULL OR f.metric = $metric)
"""

_ROWS = f"""
    SELECT
        coalesce(strftime(a.published_date, '%Y-%m-%d'), ''),
        coalesce(
            (SELECT string_agg(c.company, ', ' ORDER BY c.position) FROM fact_companies AS c
             WHERE c.article_id = f.article_id AND c.fact_id = f.fact_id),
            f.subject, '-'),
        coalesce(replace(f.metric, '_', ' '), '-'),
        f.text,
        trim(coalesce(CASE f.direction WHEN 'up' THEN '▲' WHEN 'down' THEN '▼' WHEN 'flat' THEN '■' END, '')
             || ' ' || coalesce(f.measure, '-')),
        strftime(f.period_start, '%Y-%m-%d'),
        strftime(f.period_end, '%Y-%m-%d'),
        f.status,
        coalesce(f.source, '')
    FROM facts AS f JOIN articles AS a USING (article_id)
    WHERE {_FILTER}
    ORDER BY a.published_date DESC NULLS LAST, f.article_id, f.position
    LIMIT $limit
"""


class FactRows(msgspec.Struct, frozen=True):
    """Rows of text under ``COLUMNS``; ``total`` counts the facts that the filter lets through, ``articles`` all
    articles."""

    rows: list[tuple[str, ...]]
    total: int
    articles: int


def facts_of(path: Path, *, company: str | None = None, metric: str | None = None, limit: int = 50) -> FactRows:
    """The facts of a database that ``extract`` wrote, most recently published first.

    Args:
        path: the DuckDB file.
        company: only facts of this company (case does not matter, ``%`` stands for anything).
        metric: only facts of this metric.
        limit: how many rows at most.

    Raises:
        InputError: the file is no database of newsledger.
    """
    values: dict[str, Any] = {"company": company, "metric": metric}
    try:
        with duckdb.connect(str(path), read_only=True) as database:
            rows = database.execute(_ROWS, values | {"limit": limit}).fetchall()
            total = database.execute(f"SELECT count(*) FROM facts AS f WHERE {_FILTER}", values).fetchone()
            articles = database.execute("SELECT count(*) FROM articles").fetchone()
    except duckdb.Error as error:
        raise InputError(f"{path}: not a database of newsledger: {str(error).splitlines()[0]}") from error
    return FactRows([_shown(row) for row in rows], total[0] if total else 0, articles[0] if articles else 0)


def _shown(row: tuple[Any, ...]) -> tuple[str, ...]:
    *before, start, end, status, source = row
    return (*before, period_name(start, end) if start else "", status, source)
