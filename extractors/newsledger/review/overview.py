"""What the articles of a database say together: the numbers behind the plots, counted by the database itself."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import msgspec

from newsledger.review.stored import SELECTED, Selection, Stored

ROWS, COLUMNS = 15, 12
"""How many companies or publishers, and how many metrics, a table of counts has; the rest is left out and said so."""

BINS = 20
"""Bars of the distribution of confidence, each 0.05 wide."""

MOST_MONTHS = 36
"""Months beyond which coverage is counted by year."""

SERIES, POINTS = 200, 80
"""How many series, and how many points of each, a page carries."""

UNNAMED = "no publisher"
UNDATED = "no date"


class Counts(msgspec.Struct, frozen=True):
    """A table of counts; ``left_out`` is how many rows and columns the page has no room for."""

    rows: list[str]
    columns: list[str]
    counts: list[list[int]]
    left_out: tuple[int, int] = (0, 0)


class Point(msgspec.Struct, frozen=True):
    """A value over a period, and the fact that states it. ``value`` is an exact decimal as text."""

    start: str
    end: str
    value: str
    measure: str
    status: str
    article_id: str
    fact_id: str


class Series(msgspec.Struct, frozen=True):
    """A company's metric in one unit over periods, the earliest first."""

    company: str
    metric: str
    unit: str
    per: str | None
    points: list[Point]


class Overview(msgspec.Struct, frozen=True):
    """The numbers of a selection. ``unknown`` counts figures of which neither metric nor company is known;
    ``confidence`` has one count per bin of 0.05."""

    articles: int
    facts: int
    companies: int
    unknown: int
    quarantined: int
    company_metrics: Counts
    confidence: list[int]
    coverage: Counts
    series: list[Series]


_CHOSEN = f"""
    chosen AS (
        SELECT a.* FROM articles AS a WHERE {SELECTED}
        ORDER BY a.published_date DESC NULLS LAST, a.published DESC, a.article_id LIMIT $limit),
    f AS (SELECT facts.* FROM facts SEMI JOIN chosen USING (article_id))
"""

_TOTALS = f"""
    WITH {_CHOSEN}
    SELECT
        (SELECT count(*) FROM chosen),
        (SELECT count(*) FROM f),
        (SELECT count(DISTINCT name) FROM companies SEMI JOIN chosen USING (article_id)),
        (SELECT count(*) FROM f WHERE metric IS NULL AND NOT EXISTS (
            SELECT 1 FROM fact_companies AS c WHERE c.article_id = f.article_id AND c.fact_id = f.fact_id)),
        (SELECT count(*) FROM quarantine)
"""

_COMPANY_METRICS = f"""
    WITH {_CHOSEN}
    SELECT c.company, f.metric, count(*) FROM f JOIN fact_companies AS c USING (article_id, fact_id)
    WHERE f.metric IS NOT NULL GROUP BY ALL
"""

_CONFIDENCE = f"""
    WITH {_CHOSEN}
    SELECT least(floor(round(confidence, 4) * {BINS})::INT, {BINS - 1}) AS bin, count(*) FROM f GROUP BY bin
"""

_COVERAGE = f"""
    WITH {_CHOSEN}
    SELECT coalesce(publisher, '{UNNAMED}'), coalesce(strftime(published_date, '%Y-%m'), '{UNDATED}'), count(*)
    FROM chosen GROUP BY ALL
"""

_SERIES = f"""
    WITH {_CHOSEN},
    valued AS (
        SELECT c.company, f.metric, f.unit, f.per, f.period_start, f.period_end, f.signed_value, f.measure, f.status,
               f.article_id, f.fact_id
        FROM f JOIN fact_companies AS c USING (article_id, fact_id)
        WHERE f.metric IS NOT NULL AND f.measure IN ('level', 'previous') AND f.status IN ('actual', 'forecast')
              AND f.signed_value IS NOT NULL AND f.period_start IS NOT NULL AND f.same_as IS NULL),
    ranked AS (
        SELECT company, metric, unit, per FROM valued GROUP BY ALL
        ORDER BY count(DISTINCT period_end) DESC, count(*) DESC, company, metric, unit, per LIMIT {SERIES})
    SELECT v.company, v.metric, v.unit, v.per, v.period_start::VARCHAR, v.period_end::VARCHAR,
           rtrim(rtrim(v.signed_value::VARCHAR, '0'), '.'), v.measure, v.status, v.article_id, v.fact_id
    FROM valued AS v JOIN ranked AS r
        ON v.company = r.company AND v.metric = r.metric AND v.unit = r.unit AND v.per IS NOT DISTINCT FROM r.per
    ORDER BY v.company, v.metric, v.unit, v.per, v.period_end, v.period_start, v.article_id, v.fact_id
"""


def overview(stored: Stored, selection: Selection) -> Overview:
    """The numbers of the selected articles of a database."""
    parameters: dict[str, Any] = {**selection.parameters, "limit": selection.limit}
    articles, facts, companies, unknown, quarantined = stored.rows(_TOTALS, parameters)[0]
    bins = dict(stored.rows(_CONFIDENCE, parameters))
    return Overview(
        articles=articles,
        facts=facts,
        companies=companies,
        unknown=unknown,
        quarantined=quarantined,
        company_metrics=tabulated(stored.rows(_COMPANY_METRICS, parameters)),
        confidence=[bins.get(number, 0) for number in range(BINS)],
        coverage=_over_time(stored.rows(_COVERAGE, parameters)),
        series=_series(stored.rows(_SERIES, parameters)),
    )


def tabulated(counts: list[tuple[Any, ...]], *, in_order: bool = False) -> Counts:
    """Counts by row and column name as a table, the largest rows and columns first; ``in_order`` keeps all columns, by
    name.

    >>> tabulated([("Acme", "revenue", 2), ("Baker", "eps", 1)]).counts
    [[2, 0], [0, 1]]
    """
    of_row: dict[str, int] = defaultdict(int)
    of_column: dict[str, int] = defaultdict(int)
    cells: dict[tuple[str, str], int] = defaultdict(int)
    for row, column, count in counts:
        of_row[row] += count
        of_column[column] += count
        cells[row, column] += count
    rows = sorted(of_row, key=lambda name: (-of_row[name], name))[:ROWS]
    columns = sorted(of_column) if in_order else sorted(of_column, key=lambda name: (-of_column[name], name))[:COLUMNS]
    return Counts(
        rows,
        columns,
        [[cells.get((row, column), 0) for column in columns] for row in rows],
        (len(of_row) - len(rows), len(of_column) - len(columns)),
    )


def _over_time(counts: list[tuple[Any, ...]]) -> Counts:
    """Coverage by month, the months without an article among them; by year where the months are too many."""
    dated = sorted({month for _, month, _ in counts if month != UNDATED})
    months = _between(dated[0], dated[-1]) if dated else []
    if len(months) > MOST_MONTHS:
        by_year = [(publisher, month if month == UNDATED else month[:4], count) for publisher, month, count in counts]
        return tabulated(by_year, in_order=True)
    publisher = counts[0][0] if counts else UNNAMED
    return tabulated([*counts, *((publisher, month, 0) for month in months)], in_order=True)


def _between(first: str, last: str) -> list[str]:
    """All months from one to another, both inclusive.

    >>> _between("2024-11", "2025-01")
    ['2024-11', '2024-12', '2025-01']
    """
    begin, end = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(begin, end + 1)]


def _series(rows: list[tuple[Any, ...]]) -> list[Series]:
    found: dict[tuple[str, str, str, str | None], list[Point]] = defaultdict(list)
    for company, metric, unit, per, *point in rows:
        found[company, metric, unit, per].append(Point(*point))
    return [Series(*key, points[-POINTS:]) for key, points in found.items()]
