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
from tests.analysing import Together
from tests.facts_slots.marked import Case, case_of, read, read_all

_FOLDER = Path(__file__).parent / "cases"
_TABLES: dict[str, list[dict[str, Any]]] = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))["case"] for path in sorted(_FOLDER.glob("*.toml"))
}
_DATED = ("period", "dating", "dated_articles", "elsewhere", "story_days")


def _case(name: str, row: dict[str, Any]) -> Case:
    return case_of(row, "2025-02-13" if name.startswith("whole") else "2024-11-06")


_read = Together(read_all, [[_case(name, row) for row in rows] for name, rows in _TABLES.items()])


def _cases(*slots: str) -> list[Any]:
    """The rows of the tables whose names begin so, and the case of each."""
    return [
        pytest.param(row, _case(name, row), id=row["text"][:60])
        for slot in slots
        for name, rows in _TABLES.items()
        if name.startswith(slot)
        for row in rows
    ]


@pytest.mark.parametrize(("row", "case"), _cases(*_DATED))
def test_period(row: dict[str, Any], case: Case) -> None:
    marked = _read(case)
    found = periods(marked.reading, marked.cores)
    assert [f"{choice.value.start} {choice.value.end}" if choice else "" for choice in found] == row["periods"]


@pytest.mark.parametrize(("row", "case"), _cases("comparison"))
def test_comparison(row: dict[str, Any], case: Case) -> None:
    marked = _read(case)
    found = comparisons(marked.reading, marked.cores)
    assert [choice.value.basis if choice else "" for choice in found] == row["bases"]


@pytest.mark.parametrize(("row", "case"), _cases("status"))
def test_status(row: dict[str, Any], case: Case) -> None:
    marked = _read(case)
    assert [choice.value for choice in statuses(marked.reading, marked.cores)] == row["statuses"]


@pytest.mark.parametrize(("row", "case"), _cases("attribution"))
def test_attribution(row: dict[str, Any], case: Case) -> None:
    marked = _read(case)
    found = attributions(marked.reading, marked.cores)
    assert [choice.value.source if choice else "" for choice in found] == row["sources"]
    for choice in found:
        if choice is not None:
            words = marked.reading.article.text[choice.value.start : choice.value.end]
            assert words and words.strip() == words


@pytest.mark.parametrize(("row", "case"), _cases("whole"))
def test_all_slots_of_a_sentence(row: dict[str, Any], case: Case) -> None:
    marked = _read(case)
    found = [
        [
            f"{filled.period.value.start} {filled.period.value.end}" if filled.period else "",
            filled.comparison.value.basis if filled.comparison else "",
            filled.status.value,
            filled.attribution.value.source if filled.attribution else "",
        ]
        for filled in slots(marked.reading, marked.cores)
    ]
    assert found == row["facts"]


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


def test_every_rule_has_a_case() -> None:
    used: set[str] = set()
    for parameter in _cases("period", "dating", "comparison", "status", "attribution"):
        marked = _read(parameter.values[1])
        for filled in slots(marked.reading, marked.cores):
            for choice in (filled.period, filled.comparison, filled.status, filled.attribution):
                used.update(choice.rules if choice else ())
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
        "belied disowned part once_seen planning",
        "attribution": "said forecast guide set reported provider consensus crowd house quoted continued denied broker "
        "standing behind",
    }
    expected = {f"{slot}.{rule}" for slot, rules in named.items() for rule in rules.split()}
    assert expected - used == set()
