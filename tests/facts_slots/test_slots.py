"""Each slot against its table of cases: a marked text and what is expected of its figures, in order."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from newsledger.facts.attribution import RULES as ATTRIBUTION_RULES
from newsledger.facts.attribution import attributions
from newsledger.facts.comparison import RULES as COMPARISON_RULES
from newsledger.facts.comparison import comparisons
from newsledger.facts.period import RULES as PERIOD_RULES
from newsledger.facts.period import periods
from newsledger.facts.slots import slots
from newsledger.facts.status import RULES as STATUS_RULES
from newsledger.facts.status import statuses
from tests.facts_slots.marked import read

_CASES = Path(__file__).parent / "cases"


_DATED = ("period", "dating", "dated_articles", "story_days")


def _cases(slot: str) -> list[Any]:
    tables = [tomllib.loads(path.read_text()) for path in sorted(_CASES.glob(f"{slot}*.toml"))]
    return [pytest.param(case, id=case["text"][:60]) for table in tables for case in table["case"]]


@pytest.mark.parametrize("case", [case for table in _DATED for case in _cases(table)])
def test_period(case: dict[str, Any]) -> None:
    marked = read(case["text"], case.get("published", "2024-11-06"), case.get("year_ends"))
    found = periods(marked.reading, marked.cores)
    assert [f"{choice.value.start} {choice.value.end}" if choice else "" for choice in found] == case["periods"]


@pytest.mark.parametrize("case", _cases("comparison"))
def test_comparison(case: dict[str, Any]) -> None:
    marked = read(case["text"], "2024-11-06")
    found = comparisons(marked.reading, marked.cores)
    assert [choice.value.basis if choice else "" for choice in found] == case["bases"]


@pytest.mark.parametrize("case", _cases("status"))
def test_status(case: dict[str, Any]) -> None:
    marked = read(case["text"], "2024-11-06")
    assert [choice.value for choice in statuses(marked.reading, marked.cores)] == case["statuses"]


@pytest.mark.parametrize("case", _cases("attribution"))
def test_attribution(case: dict[str, Any]) -> None:
    marked = read(case["text"], "2024-11-06")
    found = attributions(marked.reading, marked.cores)
    assert [choice.value.source if choice else "" for choice in found] == case["sources"]
    for choice in found:
        if choice is not None:
            words = marked.reading.article.text[choice.value.start : choice.value.end]
            assert words and words.strip() == words


@pytest.mark.parametrize("case", _cases("whole"))
def test_all_slots_of_a_sentence(case: dict[str, Any]) -> None:
    marked = read(case["text"], "2025-02-13")
    found = [
        [
            f"{filled.period.value.start} {filled.period.value.end}" if filled.period else "",
            filled.comparison.value.basis if filled.comparison else "",
            filled.status.value,
            filled.attribution.value.source if filled.attribution else "",
        ]
        for filled in slots(marked.reading, marked.cores)
    ]
    assert found == case["facts"]


def test_the_slots_together_are_the_slots_one_by_one() -> None:
    marked = read("{Acme} said sales rose [5%|revenue|change] in the third quarter from a year ago.", "2024-11-06")
    (filled,) = slots(marked.reading, marked.cores)
    assert [filled.period] == periods(marked.reading, marked.cores)
    assert [filled.comparison] == comparisons(marked.reading, marked.cores)
    assert [filled.status] == statuses(marked.reading, marked.cores)
    assert [filled.attribution] == attributions(marked.reading, marked.cores)


def test_without_a_publication_date_only_dated_words_count() -> None:
    text = "{Acme} shares fell [5%|share_price|change] on Monday.\n\nSales rose [3%|revenue|change] in 2023."
    marked = read(text, None)
    found = periods(marked.reading, marked.cores)
    assert [choice.value.start if choice else None for choice in found] == [None, "2023-01-01"]


@pytest.mark.parametrize("rules", [PERIOD_RULES, COMPARISON_RULES, STATUS_RULES, ATTRIBUTION_RULES])
def test_every_rule_tells_its_example(rules: tuple[Any, ...]) -> None:
    for rule in rules:
        assert rule.__doc__ and '"' in rule.__doc__, rule.__name__


def _rules_used(slot: str) -> set[str]:
    used: set[str] = set()
    for parameter in _cases(slot):
        case = parameter.values[0]
        marked = read(case["text"], case.get("published", "2024-11-06"))
        for filled in slots(marked.reading, marked.cores):
            for choice in (filled.period, filled.comparison, filled.status, filled.attribution):
                used.update(choice.rules if choice else ())
    return used


def test_every_rule_has_a_case() -> None:
    used = {rule for slot in ("period", "dating", "comparison", "status", "attribution") for rule in _rules_used(slot)}
    named = {
        "period": "stated since attached begins then when paced follows listed alongside day_before compared same "
        "carried "
        "market_day year_before alike day_after day_spoken_of over_the_year part_of before_last now versus begins "
        "year_after "
        "same_as_new unit_before",
        "comparison": "previous sentence estimate",
        "status": "stated existing guided headline consensus metric forecast plan speculative negated after "
        "aimed_after difference rumour denied_next denied denied_after conditional possessed slighted "
        "forecast_before aimed_before able setting_about house_stands moved unmoved own_outlook put_at said_by "
        "belied disowned part",
        "attribution": "said forecast guide set reported provider consensus crowd house quoted continued denied broker "
        "standing behind",
    }
    expected = {f"{slot}.{rule}" for slot, rules in named.items() for rule in rules.split()}
    assert expected - used == set()
