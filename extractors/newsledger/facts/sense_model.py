"""How a figure measures its metric, what the rules propose and what its words suggest weighed against each other.

The rules of ``measure.py`` know constructions; a log-linear model (``loglinear.py``) of the words around a figure, of
the moves and comparisons among them, and of what the rules say of each sense, decides. ``scripts/fit_senses.py`` fits
it, ``lexicons/sense_context.npz``, to annotated texts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from newsledger.facts.candidates import Candidate, Choice, choose
from newsledger.facts.frames import Frame
from newsledger.facts.loglinear import LogLinear, read
from newsledger.facts.measure_against import Sense
from newsledger.facts.sense_signs import SENSES, named, pointers, signs
from newsledger.facts.story import Story
from newsledger.facts.weighing import by_share

Proposals = Sequence[Candidate[Sense]]
Gauge = Callable[[Frame, str | None, Story, Proposals], Choice[Sense] | None]
"""Who says how a figure measures its metric, after the rules have proposed."""

DECISIVE = 0.99
"""Support from which the rules decide alone."""

RULE = "measure.weighed"


def by_rules(frame: Frame, metric: str | None, story: Story, proposals: Proposals) -> Choice[Sense] | None:
    """What the rules choose."""
    return choose(proposals)


def gauge(model: LogLinear) -> Gauge:
    """The gauge with this model."""

    def weigh(frame: Frame, metric: str | None, story: Story, proposals: Proposals) -> Choice[Sense] | None:
        first = choose(proposals)
        if first is None or first.support >= DECISIVE or story.in_table or named(first.value) not in SENSES:
            return first
        found = pointers(proposals, first)
        given = model.odds(signs(frame, metric, story), found).tolist()
        best, second, *_ = by_share(given)
        value = SENSES[model.names[best]]
        agreed = tuple(dict.fromkeys(said.rule for said in proposals if said.value == value))
        return Choice(value, (*agreed, RULE), given[best], SENSES[model.names[second]])

    return weigh


@cache
def fitted() -> Gauge:
    """The gauge with the model that travels with newsledger."""
    return gauge(read("sense_context"))
