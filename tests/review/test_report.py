"""The report as files: pages that stand alone, in bounds, with every article once."""

from __future__ import annotations

import base64
import gzip
import json
import re
from pathlib import Path
from random import Random
from typing import Any

import pytest

from newsledger.articles.article import Article
from newsledger.errors import InputError
from newsledger.review.page import Content, item, page, script, style
from newsledger.review.report import ARTICLES_PER_PAGE, write_report
from newsledger.review.stored import Reviewed, Selection
from newsledger.sinks import Item
from tests.builders import company, fact, quantity, record
from tests.review.stores import store
from tests.sinks.samples import head_of, rejected

FACTS = 20
WORDS_OF_AN_ARTICLE = 350


def data_of(html: str) -> dict[str, Any]:
    """The data of a page, unpacked."""
    (packed,) = re.findall(r'<script type="application/gzip" id="data">([^<]*)</script>', html)
    unpacked: dict[str, Any] = json.loads(gzip.decompress(base64.b64decode(packed)))
    return unpacked


def _dense(number: int) -> Item:
    """An article as long and as full of figures as news is, in words that no packing can guess."""
    random = Random(number)
    letters = "etaoinshrdlucmfwypvbgk"
    words = ["".join(random.choices(letters, k=random.randint(2, 9))) for _ in range(WORDS_OF_AN_ARTICLE)]
    text = " ".join(words)
    article = Article(text=text, uri=f"news/{number:04d}.txt", title=" ".join(words[:9]), published="2025-09-01")
    facts = []
    for position in range(FACTS):
        start = position * (len(text) // FACTS)
        value = str(random.randint(1, 10**9))
        facts.append(
            fact(
                f"{random.getrandbits(128):032x}",
                quantity=quantity(text[start : start + 6], start, value),
                companies=(f"Company {random.randint(1, 60)}",),
            )
        )
    names = sorted({name for one in facts for name in one.companies})
    return article, head_of(record(article, facts=tuple(facts), companies=tuple(map(company, names))), article)


@pytest.mark.slow
def test_two_hundred_articles_are_one_page_under_two_megabytes(tmp_path: Path) -> None:
    database = store(tmp_path / "many.duckdb", map(_dense, range(ARTICLES_PER_PAGE)))
    written = write_report(database, tmp_path / "report.html", Selection())
    assert (len(written.pages), written.articles, written.facts) == (1, 200, 4000)
    assert written.pages[0].stat().st_size < 2_000_000


def test_more_articles_make_more_pages_and_each_article_is_on_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsledger.review.report.ARTICLES_PER_PAGE", 4)
    database = store(tmp_path / "ten.duckdb", map(_dense, range(10)), [rejected()])
    written = write_report(database, tmp_path / "report.html", Selection())
    assert [path.name for path in written.pages] == ["report.html", "report-2.html", "report-3.html"]
    pages = [data_of(path.read_text(encoding="utf-8")) for path in written.pages]
    titles = [one["record"]["article"]["uri"] for data in pages for one in data["articles"]]
    assert sorted(titles) == [f"news/{number:04d}.txt" for number in range(10)]
    assert [len(data["quarantine"]) for data in pages] == [1, 0, 0]
    assert [[link["label"] for link in data["pages"]] for data in pages] == [
        ["page 1: articles 1 to 4", "next page"],
        ["page 2: articles 5 to 8", "previous page", "next page"],
        ["page 3: articles 9 to 10", "previous page"],
    ]
    assert pages[1]["pages"][1]["href"] == "report.html"


def test_a_large_article_closes_its_page_early(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsledger.review.report.BYTES_PER_PAGE", 1)
    database = store(tmp_path / "two.duckdb", map(_dense, range(2)))
    assert len(write_report(database, tmp_path / "report.html", Selection()).pages) == 2


def test_a_run_that_only_quarantined_has_a_report(tmp_path: Path) -> None:
    database = store(tmp_path / "bad.duckdb", [], [rejected()])
    written = write_report(database, tmp_path / "report.html", Selection())
    data = data_of(written.pages[0].read_text(encoding="utf-8"))
    assert (data["articles"], data["overview"]["quarantined"]) == ([], 1)


def test_an_empty_selection_is_an_error(tmp_path: Path) -> None:
    database = store(tmp_path / "one.duckdb", [_dense(1)])
    with pytest.raises(InputError, match="no article"):
        write_report(database, tmp_path / "report.html", Selection(company="Nobody"))


def test_a_page_loads_nothing_and_runs_nothing_but_its_own_script() -> None:
    article, made = _dense(1)
    html = page(Content("<script>alert(1)</script>", [item(Reviewed(article.text, made))]))
    assert "<title>&lt;script&gt;alert(1)&lt;/script&gt;</title>" in html
    assert html.count("<script") == 2
    assert "</script" not in script()
    assert "</style" not in style()
    outside = re.findall(r"""(?:src|href)=["'](?!#|data:,)[^"']+|url\(|@import|https?://""", html)
    assert set(outside) <= {"http://"}
    assert re.findall(r"http://\S+", html) == ['http://www.w3.org/2000/svg";']
    assert "default-src 'none'; script-src 'sha256-" in html


def test_exact_values_travel_as_text() -> None:
    article, made = _dense(1)
    data = data_of(page(Content("t", [item(Reviewed(article.text, made))])))
    first = data["articles"][0]["record"]["facts"][0]
    assert first["quantity"]["value"] == str(made.facts[0].quantity.value)


@pytest.mark.parametrize(
    ("uri", "begins"),
    [("news/2025/acme.txt", "acme-"), ("a.jsonl#3 & more", "a-"), (None, "article-"), ("..", "article-")],
)
def test_gold_ids_are_names_of_files_that_scores_find_again(uri: str | None, begins: str) -> None:
    article = Article(text="Acme.", uri=uri)
    gold_id = item(Reviewed(article.text, record(article))).gold_id
    assert gold_id.startswith(begins)
    assert re.fullmatch(r"[\w-]+", gold_id)
