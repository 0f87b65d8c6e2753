"""The model of the context: what it weighs, and that the stored weights fit the code."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from newsledger.facts.candidates import Choice
from newsledger.facts.context import fitted, odds, pointers, signs
from newsledger.facts.cores import cores
from newsledger.facts.fitting import can_state
from newsledger.facts.frames import Frame
from newsledger.facts.metric import Said
from newsledger.facts.metric_model import by_rules
from newsledger.facts.story import Story
from newsledger.facts.vocabulary import metrics
from tests.facts.marked import reading_of

BANK = "{Northwind}, a bank, said that lending would pick up. The credit portfolio should expand by <6%>."


def test_stored_weights_fit_the_metrics() -> None:
    model = fitted()
    assert model.names == tuple(metrics())
    assert model.table.shape == (len(model.rows), len(model.names))
    assert model.bias.shape == (len(model.names),)


def test_every_pointer_is_weighed() -> None:
    def note(frame: Frame, story: Story, proposals: Sequence[Said]) -> Choice[str] | None:
        assert {how for how, _ in pointers(frame, story)} <= set(fitted().ties)
        assert f"k={frame.kind}" in signs(frame, story) & set(fitted().rows)
        return by_rules(frame, story, proposals)

    assert cores(reading_of(BANK)[0], note)


def test_odds_are_of_what_the_kind_can_state() -> None:
    def note(frame: Frame, story: Story, proposals: Sequence[Said]) -> Choice[str] | None:
        shares = odds(fitted(), frame, story, pointers(frame, story))
        assert shares.sum() == pytest.approx(1.0, abs=1e-5)
        assert all(
            share == 0 or can_state(name, frame.kind) for name, share in zip(fitted().names, shares, strict=True)
        )
        return by_rules(frame, story, proposals)

    assert cores(reading_of("{Northwind} made <40,000 cars> for <$2 billion>.")[0], note)
