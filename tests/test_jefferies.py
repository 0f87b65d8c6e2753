"""The article that the project began with; it is other people's text and stands beside the checkout, if at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsledger.articles import ReadOptions, read
from newsledger.articles.article import Article
from newsledger.pipeline import Extractor
from newsledger.records import Record

ARTICLE = Path(__file__).resolve().parents[2] / "shared" / "articles" / "jefferies-china-ai-capex.txt"

JUNE = ("2025-04-01", "2025-06-30")
YEAR = ("2024-09-02", "2025-09-01")
FACTS: list[tuple[object, ...]] = [
    ("$45 billion", 45_000_000_000, "USD", (), "level", None, YEAR),
    ("$291 billion", 291_000_000_000, "USD", (), "level", None, YEAR),
    ("168%", 168, "percent", ("Baidu", "Alibaba", "Tencent"), "change", "up", JUNE),
    ("57%", 57, "percent", ("Alibaba",), "change", "up", JUNE),
    ("30%", 30, "percent", ("Baidu",), "change", "up", JUNE),
    ("121%", 121, "percent", (), "level", None, JUNE),
    ("94%", 94, "percent", (), "level", None, JUNE),
]


@pytest.mark.skipif(not ARTICLE.exists(), reason="the article is not beside this checkout")
def test_all_seven_figures_and_nothing_else() -> None:
    article = next(read([str(ARTICLE)], ReadOptions(date_order="DMY")))
    assert isinstance(article, Article)
    assert article.published == "2025-09-01T14:52:00"
    assert article.published_ambiguous
    record = next(Extractor().extract([article]))
    assert isinstance(record, Record)
    read_facts: list[tuple[object, ...]] = [
        (
            fact.quantity.text.removeprefix("about "),
            fact.quantity.value,
            fact.quantity.unit,
            fact.companies,
            fact.measure,
            fact.direction,
            (fact.period.start, fact.period.end) if fact.period else None,
        )
        for fact in record.facts
    ]
    assert read_facts == FACTS
    assert [fact.metric.name for fact in record.facts[2:5] if fact.metric] == ["capital_expenditure"] * 3
