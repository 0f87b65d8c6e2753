"""POST /extract: what goes in, what comes out, and what is too much."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.testclient import TestClient

from newsledger.service.options import Bounds
from tests.service.running import BROKEN, SLOW, service

TEXT = "Acme gains\n\nAcme Corp said on Monday that revenue rose 5% to $2 billion."
PAGE = f"<html><head><title>Acme gains</title></head><body><article><p>{TEXT}</p><p>{TEXT}</p></article></body></html>"


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with service() as running:
        yield running


def _post(client: TestClient, body: str | bytes, kind: str, **told: str) -> Any:
    return client.post("/extract", content=body, headers={"content-type": kind}, params=told)


ONE = [
    ("text/plain", TEXT),
    ("text/plain; charset=utf-8", TEXT),
    ("text/html", PAGE),
    ("application/json", json.dumps({"text": TEXT, "title": None, "url": "acme"})),
    ("application/json", json.dumps({"text": TEXT, "id": "acme"}, indent=2)),
    ("application/json", json.dumps({"body": TEXT, "headline": "Acme gains", "uri": "acme"})),
]


@pytest.mark.parametrize(("kind", "body"), ONE)
def test_one_article_is_answered_with_its_record(client: TestClient, kind: str, body: str) -> None:
    answer = _post(client, body, kind, uri="acme")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["article"]["uri"] == "acme"
    assert "revenue rose 5%" in answer.json()["facts"][0]["evidence"]["text"]


MANY = [
    ("application/json", json.dumps([{"text": TEXT}, {"text": ""}, {"text": TEXT + " Again."}])),
    ("application/x-ndjson", f'{{"text": "{"Acme rose 5%."}"}}\n{{bad\n{{"text": "Acme fell."}}\n'),
    ("application/x-ndjson", json.dumps({"text": TEXT})),
]


@pytest.mark.parametrize(("kind", "body"), MANY)
def test_many_are_answered_line_by_line_in_their_order(client: TestClient, kind: str, body: str) -> None:
    answer = _post(client, body, kind)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/x-ndjson")
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert ["reason" in line for line in lines] == ([False, True, False] if len(lines) == 3 else [False])


def test_a_hundred_articles_keep_their_order(client: TestClient) -> None:
    body = "\n".join(json.dumps({"text": f"Acme rose {number}%.", "uri": str(number)}) for number in range(100))
    answer = _post(client, body, "application/x-ndjson")
    assert [json.loads(line)["article"]["uri"] for line in answer.text.splitlines()] == list(map(str, range(100)))


PROBLEMS: list[tuple[str, str, dict[str, str], int, str]] = [
    ("text/plain", " ", {}, 422, "no text"),
    ("text/plain", "Le groupe a annoncé une hausse de ses ventes au premier trimestre. " * 8, {}, 422, "language"),
    ("application/json", "{", {}, 422, "JSON"),
    ("application/json", '{"title": "no text here"}', {}, 422, "keys"),
    ("application/json", "17", {}, 422, "JSON"),
    ("application/pdf", "%PDF", {}, 415, "application/pdf"),
    ("text/plain", TEXT, {"published": "yesterday"}, 400, "not a date"),
    ("text/plain", TEXT, {"date_order": "DYM"}, 400, "DMY"),
    ("text/plain", TEXT, {"colour": "red"}, 400, "colour"),
    ("text/plain", BROKEN, {}, 422, "it broke"),
]


@pytest.mark.parametrize(("kind", "body", "told", "status", "word"), PROBLEMS)
def test_what_is_wrong_is_a_problem_that_says_what(
    client: TestClient, kind: str, body: str, told: dict[str, str], status: int, word: str
) -> None:
    answer = _post(client, body, kind, **told)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["status"], set(problem)) == (status, {"type", "title", "status", "detail"})
    assert word in problem["detail"]


def test_a_large_body_is_refused_whether_its_length_is_told_or_not() -> None:
    with service(bounds=Bounds(body=1000)) as client:
        assert _post(client, "x" * 1001, "text/plain").status_code == 413

        def parts() -> Iterator[bytes]:
            yield from (b"Acme rose 5%. " for _ in range(100))

        answer = client.post("/extract", content=parts(), headers={"content-type": "text/plain"})
        assert answer.status_code == 413
        assert _post(client, "Acme rose 5%.", "text/plain").status_code == 200


def test_a_long_article_is_refused() -> None:
    with service(bounds=Bounds(characters=100)) as client:
        answer = _post(client, "Acme rose 5%. " * 10, "text/plain")
    assert (answer.status_code, "limit 100" in answer.json()["detail"]) == (422, True)


def test_more_requests_at_once_than_allowed_are_turned_away_and_the_rest_served() -> None:
    with service(bounds=Bounds(at_once=2)) as client, ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: _post(client, SLOW, "text/plain"), range(6)))
        statuses = sorted(answer.status_code for answer in answers)
        assert statuses == [200, 200, 503, 503, 503, 503]
        busy = next(answer for answer in answers if answer.status_code == 503)
        assert busy.headers["retry-after"] == "2"
        assert _post(client, TEXT, "text/plain").status_code == 200
        assert "newsledger_extracting_requests 0.0" in client.get("/metrics").text


def test_the_review_page_gets_texts_with_records(client: TestClient) -> None:
    answer = client.post("/review", json={"text": TEXT, "published": "2025-09-01", "publisher": None})
    (article,) = answer.json()["articles"]
    assert article["text"] == TEXT
    assert article["record"]["facts"][0]["quantity"]["value"] == "5"
    assert client.post("/review", json={"text": ""}).json()["quarantine"][0]["reason"] == "empty_text"
