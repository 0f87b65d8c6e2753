"""Which metric a figure states, what the rules propose and what its words suggest weighed against each other.

A rule knows its words, not how often they mean something else; the model of the context (``context.py``) knows how
often words near a figure went with a metric, not how they hang together. A conditional logit model (``weighing.py``)
of who speaks for each contender, and how surely, decides between them. ``scripts/fit_metrics.py`` fits the weights,
``lexicons/metric_weights.csv``, to annotated articles that the model of the context has not seen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from newsledger.facts import context
from newsledger.facts.candidates import Candidate, Choice, choose
from newsledger.facts.frames import Frame
from newsledger.facts.loglinear import LogLinear
from newsledger.facts.metric import Said
from newsledger.facts.metric_signs import signs
from newsledger.facts.story import Story
from newsledger.facts.weighing import by_share, read_weights, shares

Namer = Callable[[Frame, Story, Sequence[Said]], Choice[str] | None]
"""Who says which metric a figure states, after the rules have proposed; ``None`` if it states none that has a name."""

DECISIVE = 0.97
"""Support from which the rules decide alone."""

RULE = "metric.weighed"

A_GUESS = 1 / 3
"""Share below which a metric that no rule proposes is a guess, and none is given."""


def by_rules(frame: Frame, story: Story, proposals: Sequence[Said]) -> Choice[str] | None:
    """What the rules choose."""
    return choose(Candidate(said.metric, said.weight, said.rule) for said in proposals)


def namer(model: LogLinear, weights: Mapping[str, float]) -> Namer:
    """The namer with this model of the context and these weights."""

    def weigh(frame: Frame, story: Story, proposals: Sequence[Said]) -> Choice[str] | None:
        first = by_rules(frame, story, proposals)
        # What a row of a table states stands at its head: no words around its figures say more.
        if first is not None and (first.support >= DECISIVE or story.in_table):
            return first
        found = signs(frame, story, proposals, first, model)
        given = shares([each for _, each in found], weights)
        best, *others = by_share(given)
        value = found[best][0]
        agreed = tuple(dict.fromkeys(said.rule for said in proposals if said.metric == value))
        if not agreed and (value == "other" or given[best] < A_GUESS):
            return None
        second = found[others[0]][0] if others else None
        return Choice(value, (*agreed, RULE), given[best], second)

    return weigh


@cache
def fitted() -> Namer:
    """The namer with the weights that travel with newsledger."""
    return namer(context.fitted(), read_weights("metric_weights"))
