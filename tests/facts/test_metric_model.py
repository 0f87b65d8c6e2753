"""The model of metrics: whom it weighs, that it weighs every sign, and when the rules decide alone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from newsledger.facts import context
from newsledger.facts.candidates import Choice
from newsledger.facts.core import Core
from newsledger.facts.cores import cores
from newsledger.facts.frames import Frame
from newsledger.facts.metric import Said
from newsledger.facts.metric_model import DECISIVE, RULE, by_rules, fitted, namer
from newsledger.facts.metric_signs import signs
from newsledger.facts.story import Story
from newsledger.facts.vocabulary import metrics
from newsledger.facts.weighing import Signs, read_weights
from tests.facts.marked import reading_of

SHARES = "The shares of {Northwind} were <2%> lower."
BANK = "{Northwind}, a bank, said that lending would pick up. The credit portfolio should expand by <6%>."


def weighed(marked: str, proposals: Sequence[Said]) -> tuple[dict[str, Signs], Choice[str] | None]:
    """The contenders for the only figure of a text, with their signs, and what is chosen, were this proposed."""
    found: dict[str, Signs] = {}
    chosen: list[Choice[str] | None] = []

    def note(frame: Frame, story: Story, _: Sequence[Said]) -> Choice[str] | None:
        first = by_rules(frame, story, proposals)
        found.update(signs(frame, story, proposals, first, context.fitted()))
        chosen.append(fitted()(frame, story, proposals))
        return None

    cores(reading_of(marked)[0], note)
    return found, chosen[0]


def core_of(marked: str) -> Core:
    """The core of the only figure of a text."""
    (core,) = cores(reading_of(marked)[0])
    return core


def test_what_rules_propose_is_weighed_and_what_words_suggest_and_nothing_with_a_name() -> None:
    found, _ = weighed(SHARES, [Said("tax_rate", 0.5, "metric.subject")])
    assert {"tax_rate", "share_price", "other"} <= set(found)
    assert found["tax_rate"]["rule=subject"] == 0.5
    assert found["share_price"]["context.best"] == 1.0


def test_it_speaks_against_a_weak_rule_that_is_far_from_likely() -> None:
    _, choice = weighed(SHARES, [Said("tax_rate", 0.3, "metric.unsaid")])
    assert choice is not None and choice.value == "share_price" and choice.rules == (RULE,)


def test_it_bears_out_what_the_rules_say() -> None:
    _, choice = weighed(SHARES, [Said("share_price", 0.6, "metric.subject")])
    assert choice is not None and choice.value == "share_price" and choice.rules == ("metric.subject", RULE)
    assert choice.support > 0.6


def test_sure_rules_are_not_questioned() -> None:
    _, choice = weighed(SHARES, [Said("fine", DECISIVE, "metric.subject")])
    assert choice is not None and (choice.value, choice.rules) == ("fine", ("metric.subject",))


def test_where_nothing_is_likely_no_metric_is_given() -> None:
    reading, _ = reading_of(SHARES)
    (core,) = cores(reading, namer(context.fitted(), {"nameless.silence": 50.0, "nameless=percent": 50.0}))
    assert core.metric is None


def test_its_words_are_those_of_the_vocabulary() -> None:
    core = core_of(BANK.partition(". ")[2].replace("The credit portfolio", "The credit portfolio of {Northwind}"))
    assert core.metric in metrics()
    assert core.runner_up["metric"] != core.metric


@pytest.mark.parametrize("marked", [SHARES, BANK, "{Northwind} made <40,000 cars>."])
def test_stored_weights_are_of_signs_that_are_told(marked: str) -> None:
    stored = {sign.split("=")[0] for sign in read_weights("metric_weights")}
    found, _ = weighed(marked, [Said("revenue", 0.4, "metric.subject"), Said("loans", 0.3, "metric.clue.lent")])
    assert {sign.split("=")[0] for given in found.values() for sign, value in given.items() if value} <= stored
