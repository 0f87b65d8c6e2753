"""The views say the same in every database: versions of a story, and how new a fact is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pytest

from newsledger.articles.article import Article
from newsledger.records import Period
from newsledger.sinks import Item
from tests.builders import company, fact, quantity, record
from tests.sinks import postgres
from tests.sinks.samples import POSTGRES, head_of, open_at, run_info

Query = Callable[[Path, str], list[tuple[Any, ...]]]


def _duckdb(dest: Path, statement: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(dest), read_only=True) as connection:
        return connection.execute(statement).fetchall()


def _sqlite(dest: Path, statement: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(dest)) as connection:
        return connection.execute(statement).fetchall()


def _postgres(dest: Path, statement: str) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in postgres.query(dest, statement)]


every_database = pytest.mark.parametrize(
    ("dest", "query"),
    [
        pytest.param("out.duckdb", _duckdb, id="duckdb"),
        pytest.param("out.sqlite", _sqlite, id="sqlite"),
        pytest.param(POSTGRES, _postgres, id=POSTGRES, marks=postgres.marks()),
    ],
)


def story(text: str, published: str | None, value: str, decimals: int, *, quarter: int = 3, uri: str = "a") -> Item:
    """An article that states Acme's revenue for a quarter of 2025."""
    article = Article(text=text, uri=uri, published=published)
    stated = fact(
        quantity=quantity("$5bn", 0, value, kind="money", unit="USD", decimals=decimals),
        measure="level",
        direction=None,
        period=Period(None, f"2025-0{3 * quarter - 2}-01", f"2025-0{3 * quarter}-30"),
    )
    return article, head_of(record(article, companies=(company(),), facts=(stated,)), article)


def load(dest: Path, *items: Item) -> None:
    with open_at(dest, run_info()) as sink:
        sink.write(items)


@every_database
def test_versions_of_a_story(dest: str, query: Query, tmp_path: Path) -> None:
    place = tmp_path / dest
    first = story("first", "2025-10-20T08:00:00", "5e9", -9)
    second = story("second", "2025-10-20T09:30:00", "5e9", -9)
    third = story("third", "2025-10-21", "5e9", -9)
    other = story("other", "2025-10-20", "5e9", -9, uri="b")
    homeless = msgspec.structs.replace(second[0], text="homeless", uri=None)
    made = msgspec.structs.replace(second[1].article, article_id=homeless.article_id, uri=None)
    load(place, third, other, first, second, (homeless, msgspec.structs.replace(second[1], article=made)))
    one, two, three, four = (item[0].article_id for item in (first, second, third, other))
    rows = query(
        place, "SELECT article_id, version, supersedes, superseded_by FROM story_versions ORDER BY uri, version"
    )
    assert rows == [(one, 1, None, two), (two, 2, one, three), (three, 3, two, None), (four, 1, None, None)]


NOVELTY = [
    ("the same again", ("5e9", -9, 3), ("5e9", -9, 3), [0, 6]),
    ("rounded", ("4.98e9", -7, 3), ("5e9", -9, 3), [0, 6]),
    ("more precise", ("5e9", -9, 3), ("5.4e9", -8, 3), [0, 6]),
    ("another value", ("5e9", -8, 3), ("5.1e9", -8, 3), [0, 0]),
    ("another period", ("5e9", -9, 2), ("5e9", -9, 3), [0, 0]),
    ("to the cent", ("1.25", 2, 3), ("1.26", 2, 3), [0, 0]),
]


@every_database
@pytest.mark.parametrize(("before", "after", "days"), [row[1:] for row in NOVELTY], ids=[row[0] for row in NOVELTY])
def test_novelty(
    before: tuple[str, int, int], after: tuple[str, int, int], days: list[int], dest: str, query: Query, tmp_path: Path
) -> None:
    place = tmp_path / dest
    (value, decimals, quarter), (later_value, later_decimals, later_quarter) = before, after
    load(
        place,
        story("before", "2025-10-20", value, decimals, quarter=quarter),
        story("after", "2025-10-26", later_value, later_decimals, quarter=later_quarter),
    )
    assert query(place, "SELECT novelty FROM fact_novelty ORDER BY published_date") == [(day,) for day in days]
