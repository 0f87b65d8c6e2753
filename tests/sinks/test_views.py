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
from tests.sinks.samples import POSTGRES, VERSION_2, head_of, open_at, run_info

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


def story(
    text: str, published: str | None, value: str, decimals: int, *, quarter: int = 3, uri: str = "a", firm: str = "Acme"
) -> Item:
    """An article that states a firm's revenue for a quarter of 2025."""
    article = Article(text=text, uri=uri, published=published)
    stated = fact(
        quantity=quantity("$5bn", 0, value, kind="money", unit="USD", decimals=decimals),
        measure="level",
        direction=None,
        companies=(firm,),
        period=Period(None, f"2025-0{3 * quarter - 2}-01", f"2025-0{3 * quarter}-30"),
    )
    return article, head_of(record(article, companies=(company(firm),), facts=(stated,)), article)


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


ORDERS: list[tuple[str, list[str | None]]] = [
    ("times of other zones", ["2025-10-20T09:00:00+02:00", "2025-10-20T08:00:00Z", "2025-10-20T09:00:00"]),
    ("a day and a time of it", ["2025-10-19T23:00:00", "2025-10-20", "2025-10-20T00:30:00"]),
    ("the same time", ["2025-10-20T08:00:00", "2025-10-20T08:00:00", "2025-10-20T08:00:00"]),
    ("no time", [None, None, "2025-10-20"]),
]


@every_database
def test_versions_are_in_order(dest: str, query: Query, tmp_path: Path) -> None:
    place = tmp_path / dest
    stories = {
        uri: [story(f"{uri} {number}", published, "5e9", -9, uri=uri) for number, published in enumerate(times)]
        for uri, times in ORDERS
    }
    load(place, *(items[0] for items in stories.values()))
    load(place, *(item for items in stories.values() for item in items))
    # Read again by another version, latest first, they are still in the order in which they came.
    with open_at(place, run_info(VERSION_2)) as sink:
        sink.write([item for items in stories.values() for item in items[::-1]])
    current = "SELECT uri, article_id FROM facts JOIN story_versions USING (article_id) WHERE superseded_by IS NULL"
    latest: dict[Any, Any] = dict(query(place, current))
    for uri, items in stories.items():
        rows = query(place, f"SELECT article_id FROM story_versions WHERE uri = '{uri}' ORDER BY version")
        assert rows == [(item[0].article_id,) for item in items], uri
        assert latest[uri] == items[-1][0].article_id


NOVELTY = [
    ("the same again", ("5e9", -9, 3), ("5e9", -9, 3), [0, 6]),
    ("rounded", ("4.98e9", -7, 3), ("5e9", -9, 3), [0, 6]),
    ("more precise", ("5e9", -9, 3), ("5.4e9", -8, 3), [0, 6]),
    ("another value", ("5e9", -8, 3), ("5.1e9", -8, 3), [0, 0]),
    ("another period", ("5e9", -9, 2), ("5e9", -9, 3), [0, 0]),
    ("to the cent", ("1.25", 2, 3), ("1.26", 2, 3), [0, 0]),
    ("half a cent", ("1.25", 2, 3), ("1.255", 3, 3), [0, 6]),
    ("more than half a cent", ("1.25", 2, 3), ("1.256", 3, 3), [0, 0]),
]


@every_database
def test_novelty(dest: str, query: Query, tmp_path: Path) -> None:
    place = tmp_path / dest
    for number, published in ((1, "2025-10-20"), (2, "2025-10-26")):
        cases = [(row[0], *row[number]) for row in NOVELTY]
        load(place, *(story(f"{name} {number}", published, *said, quarter=q, firm=name) for name, *said, q in cases))
    found = query(place, "SELECT company, novelty FROM fact_novelty ORDER BY published_date")
    assert {name: [days for firm, days in found if firm == name] for name, *_ in NOVELTY} == {
        name: days for name, _, _, days in NOVELTY
    }
