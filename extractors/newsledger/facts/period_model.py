"""Which time a figure is of, all times that a reader may take it to be weighed against each other and against none.

Rules find a time by the words beside a figure or carry one on; that a figure has none, or that of another, hangs on
what kind of metric it is and on the figures around it. A model (``weighing.py``) of the signs of each contender
decides, the rules' own choice among the signs. ``scripts/fit_periods.py`` fits the weights,
``lexicons/period_weights.csv``, to annotated articles. An article without a publication date is left to the rules,
which then go by the text alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from newsledger.facts.candidates import Candidate, Choice, choose
from newsledger.facts.core import Core
from newsledger.facts.period_signs import signs
from newsledger.facts.timeline import Calendar
from newsledger.facts.weighing import by_share, read_weights, shares
from newsledger.records import Period

Proposals = Sequence[Candidate[Period]]
Dater = Callable[[Calendar, int, Core, Proposals, bool], Choice[Period] | None]
"""Who says which time a figure is of, after the rules have proposed; the flag tells that it is timeless by its kind."""

RULE = "period.weighed"

DECISIVE = 0.97
"""Support from which the rules decide alone: the words beside the figure say which time is counted from which."""


def by_rules(known: Calendar, figure: int, core: Core, proposals: Proposals, timeless: bool) -> Choice[Period] | None:
    """What the rules choose."""
    return choose(proposals)


def dater(weights: Mapping[str, float]) -> Dater:
    """The dater with these weights."""

    def weigh(known: Calendar, figure: int, core: Core, proposals: Proposals, timeless: bool) -> Choice[Period] | None:
        first = choose(proposals)
        if known.published is None or (first is not None and first.support >= DECISIVE):
            return first
        found = signs(known, figure, core, proposals, first.value if first else None, timeless)
        given = shares([each for _, each in found], weights)
        best, *others = by_share(given)
        value = found[best][0]
        if value is None:
            return None
        agreed = tuple(
            dict.fromkeys(one.rule for one in proposals if (one.value.start, one.value.end) == (value.start, value.end))
        )
        second = next((found[place][0] for place in others if found[place][0] is not None), None)
        return Choice(value, (*agreed, RULE), given[best], second)

    return weigh


@cache
def fitted() -> Dater:
    """The dater with the weights that travel with newsledger."""
    return dater(read_weights("period_weights"))
