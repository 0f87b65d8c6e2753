"""The model of senses: that it decides between what rules propose, is told why, and that the stored model fits it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from newsledger.facts.candidates import Candidate, Choice
from newsledger.facts.cores import cores
from newsledger.facts.frames import Frame
from newsledger.facts.loglinear import read
from newsledger.facts.measure_against import Sense
from newsledger.facts.sense_model import DECISIVE, RULE, Proposals, fitted
from newsledger.facts.sense_signs import SENSES, pointers, signs
from newsledger.facts.story import Story
from tests.facts.marked import reading_of

RISE = "{Northwind} said its sales rose to <$5 billion>."
LEVEL: Sense = ("level", None)
UP: Sense = ("change", "up")
FLAT: Sense = ("change", "flat")


def weighed(marked: str, proposals: Sequence[Candidate[Sense]]) -> tuple[set[str], set[str], Choice[Sense] | None]:
    """The kinds of signs and of pointers of the only figure of a text, and what is chosen, were this proposed."""
    told: list[tuple[set[str], set[str], Choice[Sense] | None]] = []

    def note(frame: Frame, metric: str | None, story: Story, _: Proposals) -> Choice[Sense] | None:
        chosen = fitted()(frame, metric, story, proposals)
        told.append((set(signs(frame, metric, story)), {how for how, _ in pointers(proposals, chosen)}, chosen))
        return chosen

    cores(reading_of(marked)[0], gauge=note)
    return told[0]


def proposed(*told: tuple[Sense, float]) -> list[Candidate[Sense]]:
    """What rules might propose."""
    return [Candidate(sense, weight, "measure.default") for sense, weight in told]


def test_the_stored_model_is_of_the_senses_and_of_signs_that_are_told() -> None:
    model = read("sense_context")
    found, hows, _ = weighed(RISE, proposed((LEVEL, 0.3), (UP, 0.2)))
    assert model.names == tuple(SENSES) and model.table.shape == (len(model.rows), len(SENSES))
    assert {sign.partition("=")[0] for sign in model.rows} >= {sign.partition("=")[0] for sign in found}
    assert hows <= set(model.ties)


def test_words_speak_against_a_weak_rule() -> None:
    _, _, choice = weighed(RISE, proposed((UP, 0.3), (LEVEL, 0.25)))
    assert choice is not None and choice.value == LEVEL and choice.rules == ("measure.default", RULE)
    assert choice.runner_up == UP


def test_what_nobody_proposed_has_only_the_words_for_it() -> None:
    _, _, choice = weighed("{Northwind} said its sales rose <5%>.", proposed((LEVEL, 0.05)))
    assert choice is not None and (choice.value, choice.rules) == (UP, (RULE,))


@pytest.mark.parametrize("sense, weight", [(UP, DECISIVE), (FLAT, 0.4)])
def test_sure_rules_and_flat_moves_are_left_alone(sense: Sense, weight: float) -> None:
    _, _, choice = weighed(RISE, proposed((sense, weight)))
    assert choice is not None and (choice.value, choice.rules) == (sense, ("measure.default",))


def test_without_proposals_nothing_is_said() -> None:
    assert weighed(RISE, [])[2] is None
