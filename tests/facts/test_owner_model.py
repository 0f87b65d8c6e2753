"""The model of owners: whom it weighs, that it weighs every sign, and when the rules decide alone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from newsledger.facts import owner_context
from newsledger.facts.contenders import MEMORY
from newsledger.facts.cores import cores
from newsledger.facts.frames import Frame
from newsledger.facts.metric import Said
from newsledger.facts.owner import Held
from newsledger.facts.owner_model import RULE, Verdict, by_rules, fitted, judge
from newsledger.facts.owner_signs import signs
from newsledger.facts.story import Story
from newsledger.facts.vocabulary import metrics
from newsledger.facts.weighing import Signs, read_weights, shares
from tests.facts.marked import reading_of

FEATURE = (
    "{Alpha} has had a hard year, and {its=Alpha} new boss knows why.\n\n"
    "A rival, {Beta}, lent {Alpha} <$5 million> in May. {Beta} did well out of it.\n\n"
    "Operating cash flow of <$2 million> was small for {Alpha}."
)


def met(marked: str) -> list[tuple[tuple[str, ...], Signs]]:
    """The contenders for the last figure of a text, by name, and their signs."""
    found: list[tuple[tuple[str, ...], Signs]] = []
    reading, _ = reading_of(marked)

    def note(frame: Frame, said: Said, story: Story, proposals: Sequence[Held]) -> Verdict:
        found[:] = [
            (reading.identities.names(companies), given)
            for companies, given in signs(
                frame, said, story, proposals, by_rules(proposals).value, owner_context.fitted()
            )
        ]
        return fitted()(frame, said, story, proposals)

    assert cores(reading, judge=note)
    return found


def test_every_company_mentioned_so_far_is_weighed_and_nobody() -> None:
    names = [names for names, _ in met(FEATURE)]
    assert names[0] == ()
    assert {("Alpha",), ("Beta",)} <= set(names)
    assert len(names) == len(set(names))


def test_of_a_long_article_the_companies_of_late_are_weighed() -> None:
    far = "\n\n".join(f"{{Company {number}}} had sales of <${number + 1} million>." for number in range(3 * MEMORY))
    names = {name for names, _ in met(far) for name in names}
    assert f"Company {3 * MEMORY - 1}" in names
    assert "Company 5" not in names
    assert len(names) <= MEMORY + 2


def test_both_sides_are_weighed_for_a_deal_only() -> None:
    profit = "{Alpha} met {Beta}. {Gamma} made a profit of <$5 million>."
    assert all(len(names) < 2 for names, _ in met(profit))
    stake = "{Alpha} met {Beta} about the stake of <5%>."
    assert {frozenset(names) for names, _ in met(stake)} >= {frozenset({"Alpha", "Beta"})}


@pytest.mark.parametrize("sign", ["share", "named", "ahead", "subject", "recent", "rules.support"])
def test_signs_that_stand_in_the_text_are_told(sign: str) -> None:
    given = dict(met("{Alpha} paid <$5 million>. {Alpha} paid <$6 million>."))
    assert given["Alpha",][sign] > 0
    assert sign not in given[()] or given[()][sign] < given["Alpha",][sign]


def test_stored_weights_are_of_signs_that_are_told() -> None:
    stored = set(read_weights("owner_weights"))
    prefixes = {sign.split("=")[0] for sign in stored}
    told = {
        sign.split("=")[0]
        for marked in (FEATURE, "{Alpha} agreed to buy {Beta} for <$5 billion>. {The latter=Beta} rose <5%>.")
        for _, given in met(marked)
        for sign in given
    }
    assert told <= prefixes | {"unit", "unit_named", "heading"}
    assert {sign.split("=")[1] for sign in stored if sign.startswith("none.metric=")} <= set(metrics())


def test_shares_add_up_and_go_by_the_weights() -> None:
    contenders: list[Signs] = [{"none.home": 1.0}, {"subject": 1.0}, {}]
    given = shares(contenders, {"subject": 2.0, "none.home": -1.0})
    assert sum(given) == pytest.approx(1.0)
    assert given[1] > given[2] > given[0]


def test_a_name_right_at_the_figure_is_not_questioned() -> None:
    reading, _ = reading_of("Sales came to <40.5%> at {Alpha}, <23.1%> at {Beta}.")
    stated = cores(reading, judge=judge({"none.kind=percent": 50.0}, owner_context.fitted()))
    assert [reading.identities.names(core.companies) for core in stated] == [("Alpha",), ("Beta",)]


def test_the_choice_tells_that_it_was_weighed_and_who_lost() -> None:
    reading, _ = reading_of(FEATURE)
    core = cores(reading)[-1]
    assert reading.identities.names(core.companies) == ("Alpha",)
    assert RULE in core.filled["companies"]
    assert core.runner_up["companies"] in ("Beta", "")
    assert 0.5 < core.support["companies"] < 1.0


def test_without_a_proposal_and_a_company_it_is_nobodys() -> None:
    assert by_rules([]).value == ()
    assert by_rules([Held((1,), 0.1, "owner.in_clause")]).value == ()
    assert by_rules([Held((1,), 0.5, "owner.subject")]).value == (1,)


def test_words_tell_what_is_nobodys() -> None:
    told = [
        dict(met(marked))[()]["none.words"]
        for marked in (
            "{Alpha} grew. The world economy will expand by <2%|gdp change up @->.",
            "{Alpha} grew. Its revenue rose by <2%|revenue change up @Alpha>.",
        )
    ]
    assert told[0] > 0 > told[1]
