"""GET /facts, /companies and /articles: filters, pages, cursors."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient

from newsledger.articles.article import Article
from newsledger.contract import check
from newsledger.records import Metric, Record
from newsledger.review.stored import Stored
from newsledger.service.resources import RESOURCES
from newsledger.sinks import Item
from tests.builders import company, fact, record
from tests.review.stores import store
from tests.service.running import service
from tests.sinks.samples import head_of


def _item(number: int, published: str | None, name: str, metric: str) -> Item:
    article = Article(
        text=f"Acme gains\n\nAcme Corp said on Monday that revenue rose 5% to $2 billion.{' ' * number}",
        uri=f"{number}.txt",
        title=f"Article {number}",
        publisher="Gazette" if number % 2 else "Courier",
        published=published,
    )
    facts = tuple(
        fact(
            f"{number:08x}{position:08x}",
            companies=(name,),
            metric=Metric(metric, None, None),
            confidence=0.5 + number / 10,
        )
        for position in range(3)
    )
    return article, head_of(record(article, facts=facts, companies=(company(name),)), article)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    items = [
        _item(1, "2025-01-01", "Acme", "revenue"),
        _item(2, "2025-03-01", "Baker", "eps"),
        _item(3, "2025-02-01T10:00:00Z", "Acme", "eps"),
        _item(4, None, 'Quote "; DROP TABLE facts', "revenue"),
    ]
    database = store(tmp_path_factory.mktemp("db") / "four.duckdb", items)
    # DuckDB opens a file that the process has open already in no time.
    with Stored(database), service(database) as running:
        yield running


def _all(client: TestClient, path: str, **told: Any) -> list[dict[str, Any]]:
    """The items of all pages."""
    found: list[dict[str, Any]] = []
    answer = client.get(path, params=told)
    while True:
        assert answer.status_code == 200, answer.text
        found += answer.json()["items"]
        if answer.json()["next"] is None:
            assert "link" not in answer.headers
            return found
        following = answer.headers["link"].split(">")[0].removeprefix("<")
        assert f"cursor={answer.json()['next']}" in following
        answer = client.get(following)


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 100])
@pytest.mark.parametrize("path", ["/facts", "/articles", "/companies"])
def test_pages_of_any_size_hold_every_row_once_and_in_the_same_order(client: TestClient, path: str, limit: int) -> None:
    assert _all(client, path, limit=limit) == _all(client, path)


def test_the_newest_come_first_and_those_without_a_date_last(client: TestClient) -> None:
    assert [row["uri"] for row in _all(client, "/articles")] == ["2.txt", "3.txt", "1.txt", "4.txt"]
    assert [row["position"] for row in _all(client, "/facts", limit=2)] == [0, 1, 2] * 4
    assert [(row["name"], row["articles"], row["facts"]) for row in _all(client, "/companies")] == [
        ("Acme", 2, 6),
        ("Baker", 1, 3),
        ('Quote "; DROP TABLE facts', 1, 3),
    ]


FILTERS: list[tuple[str, dict[str, str], list[str]]] = [
    ("/facts", {"company": "acme"}, ["3.txt", "1.txt"]),
    ("/facts", {"company": "a%"}, ["3.txt", "1.txt"]),
    ("/facts", {"company": 'Quote "; DROP TABLE facts'}, ["4.txt"]),
    ("/facts", {"company": "' OR 1=1 --"}, []),
    ("/facts", {"metric": "revenue", "company": "Acme"}, ["1.txt"]),
    ("/facts", {"metric": "eps", "published_from": "2025-02-02"}, ["2.txt"]),
    ("/facts", {"published_to": "2025-02-01"}, ["3.txt", "1.txt"]),
    ("/facts", {"min_confidence": "0.75"}, ["3.txt", "4.txt"]),
    ("/facts", {"publisher": "gazette"}, ["3.txt", "1.txt"]),
    ("/facts", {"measure": "level"}, []),
    ("/facts", {"kind": "percent", "direction": "up", "status": "actual", "unit": "percent", "ticker": "acme"},
     ["2.txt", "3.txt", "1.txt", "4.txt"]),
    ("/facts", {"period_from": "2020-01-01"}, []),
    ("/articles", {"company": "baker"}, ["2.txt"]),
    ("/articles", {"metric": "eps"}, ["2.txt", "3.txt"]),
    ("/articles", {"title": "%4"}, ["4.txt"]),
]  # fmt: skip


@pytest.mark.parametrize(("path", "told", "uris"), FILTERS)
def test_filters(client: TestClient, path: str, told: dict[str, str], uris: list[str]) -> None:
    assert list(dict.fromkeys(row["uri"] for row in _all(client, path, **told))) == uris


def test_companies_are_filtered_too(client: TestClient) -> None:
    assert [row["name"] for row in _all(client, "/companies", name="b%")] == ["Baker"]
    assert _all(client, "/companies", min_relevance="1")[0]["articles"] == 2
    assert _all(client, "/companies", published_from="2025-01-15", name="Acme")[0]["articles"] == 1


def test_every_filter_of_every_resource_is_a_condition_that_holds(client: TestClient) -> None:
    examples = {"date": "2025-01-01", "number": "0.5", "text": "x"}
    for resource in RESOURCES:
        for one in resource.filters:
            told = {one.name: one.values[0] if one.values else examples[one.type]}
            answer = client.get(f"/{resource.name}", params=told)
            assert answer.status_code == 200, (one.name, answer.text)


def test_values_are_exact_numbers(client: TestClient) -> None:
    row = _all(client, "/facts")[0]
    assert (row["value"], row["companies"], row["rules"]) == (5, ["Baker"], ["example"])
    assert '"value":5,' in client.get("/facts").text


BAD = [
    {"limit": "0"},
    {"limit": "1001"},
    {"limit": "٣"},
    {"limit": "ten"},
    {"cursor": "x"},
    {"cursor": "WyJhIiwgMSwgMl0"},
    {"cursor": "é"},
    {"published_from": "January"},
    {"min_confidence": "2"},
    {"min_confidence": "nan"},
    {"kind": "colour"},
    {"order": "metric"},
]


@pytest.mark.parametrize("told", BAD, ids=str)
def test_what_cannot_be_understood_is_a_problem(client: TestClient, told: dict[str, str]) -> None:
    answer = client.get("/facts", params=told)
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert next(iter(told)) in answer.json()["detail"]


def test_a_parameter_twice_is_a_problem(client: TestClient) -> None:
    assert client.get("/facts?metric=eps&metric=revenue").status_code == 400


def test_an_article_has_its_text_and_a_record_that_keeps_the_contract(client: TestClient) -> None:
    article_id = _all(client, "/articles")[0]["article_id"]
    found = client.get(f"/articles/{article_id}").json()
    check(msgspec.convert(found["record"], Record, strict=False), found["text"])
    assert client.get("/articles/sha256:0").status_code == 404


def test_without_a_database_there_is_none_to_ask() -> None:
    with service() as client:
        assert client.get("/facts").status_code == 404
        assert "/facts" not in client.get("/openapi.json").json()["paths"]
        assert client.get("/").status_code == 200


def test_a_database_that_is_being_written_is_busy(tmp_path: Path) -> None:
    database = store(tmp_path / "busy.duckdb", [])
    with service(database) as client:
        database.write_bytes(b"not now")
        answer = client.get("/facts")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")


def test_the_page_shows_a_selection(client: TestClient) -> None:
    for told, status in (({"company": "Acme"}, 200), ({"limit": "1000"}, 400), ({"company": "Nobody"}, 200)):
        assert client.get("/", params=told).status_code == status
