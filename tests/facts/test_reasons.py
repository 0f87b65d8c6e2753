"""What lost is told by fact and slot, in words."""

from __future__ import annotations

import pytest

from newsledger.articles.article import Article
from newsledger.facts.reading import Reading
from newsledger.facts.reasons import Reason, reasons, runners_up
from newsledger.pipeline import Extractor
from newsledger.records import Record
from newsledger.review.reasons import Reasons
from newsledger.review.stored import Reviewed

SCOPE = {"basis", "segment", "geography"}
TEXT = (
    "Northgate Lamps beats Harrow Tiles\n\nNorthgate Lamps said its revenue rose 5% to $2 billion in 2024, while "
    "Harrow Tiles, which makes floors, reported a profit of $40 million, from $30 million a year earlier. "
    "Earnings per share of Northgate were $1.20."
)


@pytest.fixture
def read() -> tuple[Reading, Record]:
    """An article as it is read, and its record."""
    extractor = Extractor()
    article = Article(text=TEXT, published="2025-03-01", title_end=34, title=TEXT[:34])
    (record,) = extractor.extract([article])
    assert isinstance(record, Record)
    return extractor.read(article), record


def test_runners_up_are_other_values_of_facts_that_are_there(read: tuple[Reading, Record]) -> None:
    reading, record = read
    found = runners_up(reading)
    facts = {fact.fact_id: fact for fact in record.facts}
    assert found
    assert set(found) <= set(facts)
    for fact_id, lost in found.items():
        assert set(lost) <= {"companies", "metric", "measure", "period", "comparison", "status", "attribution"} | SCOPE
        assert lost.get("status") != facts[fact_id].status
        assert lost.get("companies") != ", ".join(facts[fact_id].companies)
    assert Reasons()(Reviewed(TEXT, record)) == found
    assert Reasons()(Reviewed(None, record)) == {}


def test_every_rule_of_a_fact_is_the_reason_of_a_slot(read: tuple[Reading, Record]) -> None:
    reading, record = read
    found = reasons(reading)
    assert {fact.fact_id for fact in record.facts} == set(found)
    for fact in record.facts:
        named = {rule for reason in found[fact.fact_id].values() for rule in reason.rules}
        assert named == set(fact.rules)
    change = next(fact for fact in record.facts if fact.measure == "change")
    assert isinstance(found[change.fact_id]["metric"], Reason)
    assert found[change.fact_id]["metric"].rules[0].startswith("metric.")
    earned = next(fact for fact in record.facts if fact.quantity.per == "share")
    assert "per.metric" in found[earned.fact_id]["quantity"].rules


def test_an_article_without_figures_has_none() -> None:
    assert runners_up(Extractor().read(Article(text="Northgate Lamps opened."))) == {}
