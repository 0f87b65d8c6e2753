"""The model of the context: what it weighs, when it speaks, and that the stored weights fit the code."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from newsledger.facts.candidates import Choice
from newsledger.facts.context import SURE, fitted, pointers, signs, weights
from newsledger.facts.cores import cores
from newsledger.facts.frames import Frame
from newsledger.facts.metric import Said, can_state
from newsledger.facts.story import Story
from newsledger.facts.vocabulary import metrics
from tests.facts.marked import reading_of


def heard(marked: str, choice: Choice[str] | None) -> list[Said]:
    """What the model says of the first figure when the rules have chosen this."""
    said: list[Said] = []

    def note(frame: Frame, story: Story, _: Choice[str] | None) -> Iterator[Said]:
        if frame.number == 0:
            said.extend(fitted()(frame, story, choice))
        yield from ()

    cores(reading_of(marked)[0], note)
    return said


BANK = "{Northwind}, a bank, said that lending would pick up. The credit portfolio should expand by <6%>."


def test_stored_weights_fit_the_metrics() -> None:
    model = weights()
    assert model.names == tuple(metrics())
    assert model.table.shape == (len(model.rows), len(model.names))
    assert model.bias.shape == (len(model.names),)


def test_every_pointer_is_weighed() -> None:
    def note(frame: Frame, story: Story, choice: Choice[str] | None) -> Iterator[Said]:
        assert {how for how, _ in pointers(frame, story)} <= set(weights().ties)
        assert f"k={frame.kind}" in signs(frame, story) & set(weights().rows)
        yield from ()

    assert cores(reading_of(BANK)[0], note)


def test_odds_are_of_what_the_kind_can_state() -> None:
    def note(frame: Frame, story: Story, choice: Choice[str] | None) -> Iterator[Said]:
        odds = weights().odds(frame, story)
        assert odds.sum() == pytest.approx(1.0, abs=1e-5)
        assert all(share == 0 or can_state(name, frame.kind) for name, share in zip(weights().names, odds, strict=True))
        yield from ()

    assert cores(reading_of("{Northwind} made <40,000 cars> for <$2 billion>.")[0], note)


@pytest.mark.parametrize(
    ("marked", "metric"),
    [
        ("{Northwind} will have <$70 million> of revenue.", "revenue"),
        ("The shares of {Northwind} were <2%> lower.", "share_price"),
    ],
)
def test_sure_rules_are_not_questioned(marked: str, metric: str) -> None:
    assert heard(marked, Choice(metric, ("a rule",), SURE, None)) == []
    assert heard(marked, Choice("fine", ("a rule",), SURE + 0.05, None)) == []


def test_it_bears_out_what_the_rules_say() -> None:
    (said,) = heard("The shares of {Northwind} were <2%> lower.", Choice("share_price", ("a rule",), 0.5, None))
    assert said.metric == "share_price" and 0 < said.weight <= 0.5


def test_it_speaks_against_what_is_far_from_likely() -> None:
    (said,) = heard("The shares of {Northwind} were <2%> lower.", Choice("tax_rate", ("a rule",), 0.5, None))
    assert said.metric == "share_price" and said.weight > 0.5


def test_its_words_are_those_of_the_vocabulary() -> None:
    (said,) = heard("The shares of {Northwind} were <2%> lower.", None)
    assert (said.first, said.last) == (0, 2)
