"""docs/databases.md: its tables are those of the code, and each of its queries finds something."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from decimal import Decimal

import duckdb
import pytest
from scripts.build_database_page import PAGE, with_section

from newsledger.articles.article import Article
from newsledger.records import Attribution, Fact, Metric, Period, Rejected, Text
from newsledger.sinks import Item, Summary, open_sink
from tests.builders import company, fact, quantity, record
from tests.sinks.samples import head_of, run_info

MARKDOWN = PAGE.read_text(encoding="utf-8")
QUERIES = re.findall(r"^(\S[^\n]*):\n\n```sql\n(.*?)```", MARKDOWN, re.DOTALL | re.MULTILINE)


def stated(text: str, value: str, *, metric: str, status: str, quarter: int = 3, source: str | None = None) -> Fact:
    """A fact about Acme at the place 10 of the story's text."""
    return fact(
        f"{zlib.crc32(f'{text} {metric} {status} {quarter}'.encode()):016x}",
        quantity=quantity(text, 10, value, kind="money", unit="USD"),
        metric=Metric(metric, metric, None),
        measure="level",
        direction=None,
        companies=("Acme", "Bolt") if metric == "deal_value" else ("Acme",),
        signed_value=Decimal(value),
        period=Period(None, f"2025-0{3 * quarter - 2}-01", f"2025-0{3 * quarter}-30"),
        status=status,
        attribution=Attribution(source, "said", 0, 4) if source else None,
        evidence=Text("evidence", 0, 8),
    )


def story(uri: str, published: str, *facts: Fact) -> Item:
    article = Article(text=f"{published} {' '.join(one.quantity.text for one in facts)}", uri=uri, published=published)
    companies = (company(), company("Bolt", mentions=()))
    return article, head_of(record(article, companies=companies, facts=facts), article)


STORIES = [
    story(
        "a.html",
        "2025-07-20",
        stated("$5bn", "5e9", metric="revenue", status="forecast", source="Jefferies"),
        stated("$3bn", "3e9", metric="deal_value", status="speculative", source="people familiar with the matter"),
    ),
    story("b.html", "2025-10-20", stated("$6bn", "6e9", metric="revenue", status="actual")),
    story("b.html", "2025-10-21", stated("$6.1bn", "6.1e9", metric="revenue", status="actual")),
    story("c.html", "2025-11-01", stated("$4bn", "4e9", metric="deal_value", status="plan")),
]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    dest = tmp_path_factory.mktemp("page") / "facts.duckdb"
    with open_sink(str(dest), run_info()) as sink:
        sink.write(STORIES)
        sink.quarantine([Rejected("d.html", None, "empty", "there is no text")])
        sink.close(Summary(read=5, extracted=4, facts=5, rejected={"empty": 1}))
    with duckdb.connect(str(dest), read_only=True) as connection:
        yield connection


def test_the_tables_are_those_of_the_code() -> None:
    assert with_section(MARKDOWN) == MARKDOWN, "run scripts/build_database_page.py"


def test_there_are_queries() -> None:
    assert len(QUERIES) >= 10


@pytest.mark.parametrize(("title", "query"), QUERIES, ids=[title[:40] for title, _ in QUERIES])
def test_a_query_finds_something(title: str, query: str, database: duckdb.DuckDBPyConnection) -> None:
    rows = database.execute(query).fetchall()
    assert rows, title
    assert all(any(value is not None for value in row) for row in rows)


ANSWERS = [
    ("Guidance", ("Acme", "revenue", "Jefferies", Decimal("5e9"), Decimal("6e9"), 20.0)),
    ("Figures that differ", ("b.html", "revenue", Decimal("6e9"), Decimal("6.1e9"))),
    ("The largest deals", (["Acme", "Bolt"], "$4bn", Decimal("4e9"), "USD")),
    ("Where a fact", ("$6bn", "b.html", "evidence")),
    ("What was new on a day", ("Acme", "revenue", "$6.1bn", 0, "b.html")),
    ("Who forecasts", ("Jefferies", 1, 1)),
    ("Rumours", ("Acme", "deal_value", "$3bn", "people familiar with the matter", "plan", "$4bn")),
    ("What the runs did", (4, 5, 3, "empty", 1)),
]


@pytest.mark.parametrize(("title", "answer"), ANSWERS, ids=[title for title, _ in ANSWERS])
def test_a_query_finds_the_right_thing(
    title: str, answer: tuple[object, ...], database: duckdb.DuckDBPyConnection
) -> None:
    (query,) = [query for heading, query in QUERIES if heading.startswith(title)]
    rows = database.execute(query).fetchall()
    assert any(all(value in row for value in answer) for row in rows), rows


@pytest.mark.parametrize("figure", ["5%", "\u20ac7", "9%"])
def test_offsets_count_characters_in_sql_as_well(figure: str, database: duckdb.DuckDBPyConnection) -> None:
    text = "ne\u0301e 5%, \U0001f4c8 \u20ac7, \U0001f1e9\U0001f1ea 9%"
    start = text.index(figure)
    assert database.execute("SELECT substr(?, ? + 1, ?)", [text, start, len(figure)]).fetchall() == [(figure,)]
