"""Whole facts: what is copied, what is computed, and what stays the same from run to run."""

from __future__ import annotations

from decimal import Decimal

import pytest

from newsledger.facts import fact_id, state
from newsledger.facts.confidence import confidence
from newsledger.facts.core import Core
from newsledger.records import Fact
from tests.facts.marked import reading_of


def facts(marked: str) -> list[Fact]:
    return state(reading_of(marked)[0])


@pytest.mark.parametrize(
    ("marked", "signed"),
    [
        ("{Northwind}'s revenue fell <5%> to <$2 billion>.", ["-5", "2000000000"]),
        ("{Northwind} posted a net loss of <$40 million>.", ["-40000000"]),
        ("{Northwind} posted a net loss of <$40 million>, after a profit of <$9 million>.", ["-40000000", "9000000"]),
        ("{Northwind} earned <$1.30> per share, <5 cents> below the consensus.", ["1.30", "-0.05"]),
        ("The trade deficit widened to <$60 billion>.", ["-60000000000"]),
    ],
)
def test_signed_value(marked: str, signed: list[str]) -> None:
    assert [fact.signed_value for fact in facts(marked)] == [Decimal(value) for value in signed]


@pytest.mark.parametrize(
    ("marked", "per"),
    [
        ("Earnings per share of {Northwind} came to <Rs 43.6>.", ["share"]),
        ("{Northwind} declared a final dividend of <2.11p>.", ["share"]),
        ("{Northwind} paid dividends of <$2.1 billion> last year.", [None]),
        ("{Northwind} bid <$14.86> a share for {Beta}, then raised its bid to <$18.19>.", ["share", "share"]),
        ("{Northwind} bought {Beta} for a symbolic <1 euro>.", [None]),
        ("{Northwind}'s shares rose to <$18.19>.", [None]),
    ],
)
def test_what_a_metric_says_an_amount_is_per(marked: str, per: list[str | None]) -> None:
    assert [fact.quantity.per for fact in facts(marked)] == per


def test_a_conversion_repeats_its_figure() -> None:
    first, second = facts("{Northwind} had revenue of <1.2 billion yuan> (<$166 million>) last year.")
    assert second.same_as == first.fact_id
    assert first.same_as is None
    slots = ("companies", "metric", "measure", "direction", "period", "comparison", "status", "attribution")
    assert all(getattr(first, slot) == getattr(second, slot) for slot in slots)
    assert second.quantity.unit == "USD"


def test_evidence_is_the_sentence() -> None:
    marked = "{Northwind} opened an office. Revenue rose <5%>. It is in Oslo."
    (fact,) = facts(marked)
    assert fact.evidence.text == "Revenue rose 5%."
    text = reading_of(marked)[0].article.text
    assert text[fact.evidence.start : fact.evidence.end] == fact.evidence.text


def test_ids_are_stable_and_unique() -> None:
    marked = "{Northwind}'s revenue rose <5%> to <$2 billion> from <$1.9 billion>."
    first, again = facts(marked), facts(marked)
    assert [fact.fact_id for fact in first] == [fact.fact_id for fact in again]
    assert len({fact.fact_id for fact in first}) == 3
    figure = reading_of(marked)[0].figures[0]
    assert fact_id("sha256:1", figure) != fact_id("sha256:2", figure)


def test_spans_are_of_the_article() -> None:
    marked = "On Monday {Northwind} said that operating profit rose <5%> to <$2 billion>."
    text = reading_of(marked)[0].article.text
    for fact in facts(marked):
        assert fact.metric is not None and fact.metric.text == "operating profit"
        assert fact.subject is not None and text[fact.subject.start : fact.subject.end] == fact.subject.text


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("{Northwind}'s revenue rose <25%> to <$2.5 billion> from <$2 billion>.", "arithmetic.agrees"),
        ("{Northwind}'s revenue rose <5%> to <$2.5 billion> from <$2 billion>.", "arithmetic.contradicts"),
    ],
)
def test_arithmetic_is_heard(text: str, rule: str) -> None:
    assert all(rule in fact.rules for fact in facts(text))


@pytest.mark.parametrize(
    ("text", "against"),
    [
        ("{Northwind}'s revenue rose <5%> to <$2.5 billion> from <$2 billion>.", [(1, 2), (0, 2), (0, 1)]),
        ("{Northwind}'s revenue fell to <$2.5 billion> from <$2 billion>.", [(1,), (0,)]),
        ("{Northwind}'s operating margin rose <150 basis points> to <9.0%> from <8.0%>.", [(1, 2), (0, 2), (0, 1)]),
        ("{Northwind}'s revenue rose <4%> to <$2.0 billion> from <$1.9 billion>.", [(), (), ()]),
        ("{Northwind}'s revenue fell to <$2 billion> from <$2.5 billion>.", [(), ()]),
        ("{Northwind}'s net loss rose to <$2.5 billion> from <$2 billion>.", [(), ()]),
        ("{Northwind}'s margin rose <150 basis points> to <9%> from <8%>.", [(), (), ()]),
        (
            "{Northwind}'s sales rose <1%> on a comparable-store basis, to <$167 million> from <$147 million>.",
            [(), (), ()],
        ),
        ("{Northwind}'s shares fell <5%> to <$14>, a far cry from <$23> a year ago.", [(), (), ()]),
    ],
)
def test_contradictions_name_each_other(text: str, against: list[tuple[int, ...]]) -> None:
    stated = facts(text)
    ids = [fact.fact_id for fact in stated]
    assert [fact.contradicts for fact in stated] == [tuple(ids[other] for other in others) for others in against]


def test_arithmetic_moves_confidence() -> None:
    agrees = facts("{Northwind}'s revenue rose <25%> to <$2.5 billion> from <$2 billion>.")
    contradicts = facts("{Northwind}'s revenue rose <5%> to <$2.5 billion> from <$2 billion>.")
    assert all(one.confidence > other.confidence for one, other in zip(agrees, contradicts, strict=True))


def test_confidence_grows_with_support() -> None:
    values = [confidence(Core(support={"metric": s, "companies": s, "measure": s})) for s in (0.1, 0.5, 0.9, 0.99)]
    assert values == sorted(values)
    assert all(0 < value < 1 for value in values)
    assert confidence(Core()) < values[0]


def test_lists_of_different_length_state_no_owner() -> None:
    marked = "{Alpha}, {Beta} and {Gamma} posted sales growth of <4%> and <7%>, respectively."
    stated = facts(marked)
    assert [fact.companies for fact in stated] == [(), ()]
    assert all("respectively.lengths_differ" in fact.rules for fact in stated)
