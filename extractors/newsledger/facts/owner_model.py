"""Whose figure it is, every company of the article weighed against every other.

Rules see the words around a figure; whom a reader takes its owner to be hangs on the whole article as well. A model
(``weighing.py``) of the signs of each contender says how probable it is that the figure is its. The rules' own choice
is one of the signs, what the words around the figure say of its being anybody's (``owner_context.py``) another; where a
name stands right at the figure, or figures are paired with names, the rules decide alone.
``scripts/fit_owners.py`` fits the weights, ``lexicons/owner_weights.csv``, to annotated articles.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from newsledger.facts import owner_context
from newsledger.facts.candidates import Candidate, Choice, choose
from newsledger.facts.frames import Frame
from newsledger.facts.loglinear import LogLinear
from newsledger.facts.metric import Said
from newsledger.facts.naming import Companies
from newsledger.facts.owner import Held
from newsledger.facts.owner_signs import signs
from newsledger.facts.story import Story
from newsledger.facts.weighing import by_share, read_weights, shares

Verdict = Choice[Companies]
Judge = Callable[[Frame, Said, Story, Sequence[Held]], Verdict]
"""Who says whose a figure is, after the rules have proposed."""

DECISIVE = 0.98
"""Support from which the rules decide alone: nothing outweighs a name that stands right at the figure."""

LEAST = 0.25
"""Support below which the rules alone would give no company: only one that the article cites was proposed."""

OPEN = 0.3
"""Share below which the likeliest of many stays open: a wrong company is worse than none."""

RULE = "owner.weighed"


def by_rules(proposals: Sequence[Held]) -> Verdict:
    """What the rules choose; nobody, if they propose nobody whom they trust."""
    found = choose(Candidate(held.companies, held.weight, held.rule) for held in proposals)
    if found is None or (found.value and found.support < LEAST):
        return Choice((), (), 0.0, None)
    return found


def judge(weights: Mapping[str, float], words: LogLinear) -> Judge:
    """The judge with these weights, and with this model of what words say (``owner_context.py``)."""

    def weigh(frame: Frame, said: Said, story: Story, proposals: Sequence[Held]) -> Verdict:
        first = by_rules(proposals)
        if first.support >= DECISIVE:
            return first
        found = signs(frame, said, story, proposals, first.value, words)
        if len(found) == 1:
            return first
        given = shares([each for _, each in found], weights)
        best, second, *_ = by_share(given)
        if given[best] < OPEN:
            best, second = 0, best
        value = found[best][0]
        agreed = tuple(dict.fromkeys(held.rule for held in proposals if held.companies == value))
        return Choice(value, (*agreed, RULE), given[best], found[second][0])

    return weigh


@cache
def fitted() -> Judge:
    """The judge with the weights that travel with newsledger."""
    return judge(read_weights("owner_weights"), owner_context.fitted())
