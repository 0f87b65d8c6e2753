"""The model of periods: what it weighs, that it weighs every sign, and when the rules decide alone."""

from __future__ import annotations

from datetime import date

import pytest

from newsledger.facts.candidates import Candidate, Choice, choose
from newsledger.facts.core import Core
from newsledger.facts.period import periods
from newsledger.facts.period_model import DECISIVE, RULE, Proposals, by_rules, dater, fitted
from newsledger.facts.period_signs import family_of, length_of, signs
from newsledger.facts.periods.calendar import Span
from newsledger.facts.timeline import Calendar
from newsledger.facts.vocabulary import metrics
from newsledger.facts.weighing import Signs, read_weights
from newsledger.records import Period
from tests.facts_slots.marked import read

TOLD = (
    "{Acme} said sales rose [5%|revenue|change] to [$10 million|revenue|level] in the third quarter from "
    "[$9.5 million|revenue|previous] a year before.\n\nIt had [40 shops|stores|level] on June 30."
)


def met(marked: str, published: str | None = "2024-11-06") -> list[list[tuple[Period | None, Signs]]]:
    """The contenders for each figure's period, and their signs."""
    found: list[list[tuple[Period | None, Signs]]] = []
    text = read(marked, published)

    def note(known: Calendar, figure: int, core: Core, proposals: Proposals, timeless: bool) -> Choice[Period] | None:
        chosen = choose(proposals)
        found.append(signs(known, figure, core, proposals, chosen.value if chosen else None, timeless))
        return chosen

    periods(text.reading, text.cores, dater=note)
    return found


def test_no_time_comes_first_and_each_time_once() -> None:
    for contenders in met(TOLD):
        spans = [(period.start, period.end) if period else None for period, _ in contenders]
        assert spans[0] is None
        assert len(spans) == len(set(spans))
        assert ("2024-11-06", "2024-11-06") in spans, "the day of the article"


def test_the_year_before_is_met_for_a_previous_level_only() -> None:
    change, _, previous, _ = met(TOLD)
    before = ("2023-07-01", "2023-09-30")
    assert before not in [(period.start, period.end) for period, _ in change if period]
    given = {(period.start, period.end): told for period, told in previous if period}
    assert given[before]["year_before"] == 1.0


def test_every_sign_that_is_told_is_weighed() -> None:
    weighed = {sign.split("=")[0] for sign in read_weights("period_weights")}
    told = {sign.split("=")[0] for contenders in met(TOLD) for _, given in contenders for sign in given}
    assert told <= weighed
    named = {sign.split("=")[1] for sign in read_weights("period_weights") if sign.startswith("none.metric=")}
    assert named <= {*metrics(), "None"}


def test_the_share_is_the_support_and_the_rules_that_agree_are_told() -> None:
    text = read(TOLD, "2024-11-06")
    change, *_ = periods(text.reading, text.cores)
    assert change is not None
    assert (change.value.start, change.value.end) == ("2024-07-01", "2024-09-30")
    assert {"period.stated", RULE} <= set(change.rules)
    assert 0.5 < change.support < 1.0


@pytest.mark.parametrize(("support", "given"), [(DECISIVE - 0.1, None), (DECISIVE, "2023-01-01")])
def test_sure_rules_are_not_questioned(support: float, given: str | None) -> None:
    text = read(TOLD, "2024-11-06")
    known = Calendar(text.reading, text.cores)
    (one, *_), period = text.cores, Period(None, "2023-01-01", "2023-12-31")
    never = dater({"none": 100.0})
    choice = never(known, 0, one, [Candidate(period, support, "period.stated")], False)
    assert (choice.value.start if choice else None) == given


def test_without_a_publication_date_the_rules_decide() -> None:
    text = read("Sales of {Acme} rose [3%|revenue|change] in 2023.", None)
    ruled = periods(text.reading, text.cores, dater=by_rules)
    assert ruled == periods(text.reading, text.cores, dater=fitted())
    assert ruled[0] is not None


def test_families_and_lengths() -> None:
    assert [family_of(name) for name in ("revenue", "share_price", "debt", "gdp", None)] == [
        "flow",
        "market",
        "balance",
        "macro",
        "other",
    ]
    day = date(2025, 1, 1)
    assert length_of(Span(day, day)) == "day"
    assert length_of(Span(day, date(2025, 12, 31))) == "year"
    assert length_of(Span(day, date(2029, 12, 31))) == "long"
