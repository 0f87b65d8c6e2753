"""The numbers behind the plots."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from newsledger.articles.article import Article
from newsledger.records import Metric, Period
from newsledger.review.overview import Counts, overview, tabulated
from newsledger.review.stored import Selection, Stored
from newsledger.sinks import Item
from tests.builders import company, fact, quantity, record
from tests.review.stores import store
from tests.sinks.samples import head_of, rejected

REVENUE = Metric("revenue", None, None)


def _level(number: int, start: str, end: str, value: str, measure: str = "level", status: str = "actual") -> object:
    return fact(
        f"{number:016x}",
        metric=REVENUE,
        measure=measure,
        status=status,
        direction=None,
        quantity=quantity("$2 billion", value=value, kind="money", unit="USD"),
        signed_value=Decimal(value),
        period=Period(None, start, end),
        confidence=0.95,
    )


def _item(number: int, published: str | None, publisher: str | None, facts: tuple[object, ...]) -> Item:
    text = f"Acme gains\n\nAcme Corp said on Monday that revenue rose 5% to $2 billion.{' ' * number}"
    article = Article(text=text, uri=f"{number}.txt", published=published, publisher=publisher)
    return article, head_of(record(article, facts=facts, companies=(company(), company("Baker", mentions=()))), article)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    unknown = fact("0f", companies=(), metric=None, measure=None, signed_value=None, confidence=0.1)
    both = fact("0e", companies=("Acme", "Baker"), confidence=1.0)
    items = [
        _item(1, "2025-01-30", "Gazette", (_level(1, "2024-10-01", "2024-12-31", "2000000000.5"), both)),
        _item(2, "2025-03-02", "Gazette", (_level(2, "2025-01-01", "2025-03-31", "2.25", status="forecast"), unknown)),
        _item(3, None, None, (_level(3, "2023-10-01", "2023-12-31", "1", measure="previous"),)),
    ]
    return store(tmp_path / "three.duckdb", items, [rejected(1), rejected(2)])


def test_totals_and_counts(database: Path) -> None:
    with Stored(database) as stored:
        found = overview(stored, Selection())
    assert (found.articles, found.facts, found.companies, found.unknown, found.quarantined) == (3, 5, 2, 1, 2)
    assert found.company_metrics == Counts(["Acme", "Baker"], ["revenue"], [[4], [1]])
    assert {bin: count for bin, count in enumerate(found.confidence) if count} == {2: 1, 19: 4}
    assert found.coverage == Counts(
        ["Gazette", "no publisher"], ["2025-01", "2025-02", "2025-03", "no date"], [[1, 0, 1, 0], [0, 0, 0, 1]]
    )


def test_a_series_tells_levels_previous_values_and_forecasts_apart(database: Path) -> None:
    with Stored(database) as stored:
        (series,) = overview(stored, Selection()).series
    assert (series.company, series.metric, series.unit, series.per) == ("Acme", "revenue", "USD", None)
    assert [(point.end, point.value, point.measure, point.status) for point in series.points] == [
        ("2023-12-31", "1", "previous", "actual"),
        ("2024-12-31", "2000000000.5", "level", "actual"),
        ("2025-03-31", "2.25", "level", "forecast"),
    ]


def test_a_selection_counts_what_it_selects(database: Path) -> None:
    with Stored(database) as stored:
        newest = overview(stored, Selection(limit=1))
    assert (newest.articles, newest.facts, newest.unknown) == (1, 2, 1)
    assert newest.coverage.columns == ["2025-03"]


def test_many_months_are_counted_by_year(tmp_path: Path) -> None:
    items = [_item(1, "1987-03-01", "Wire", ()), _item(2, "2025-03-02", "Wire", ())]
    with Stored(store(tmp_path / "long.duckdb", items)) as stored:
        found = overview(stored, Selection())
    assert found.coverage == Counts(["Wire"], ["1987", "2025"], [[1, 1]])


def test_large_tables_keep_the_largest_and_say_what_they_leave_out() -> None:
    counts = [(f"company {row:02d}", f"metric {column:02d}", row + column) for row in range(20) for column in range(15)]
    table = tabulated(counts)
    assert table.left_out == (5, 3)
    assert (table.rows[0], table.columns[0]) == ("company 19", "metric 14")
    assert table.counts[0][0] == 33
