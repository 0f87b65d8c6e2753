"""Weighing what a slot may be: a conditional logit model of the signs of its contenders.

McFadden 1974, "Conditional logit analysis of qualitative choice behavior": each contender has signs (a name with a
number, mostly 0 or 1), each sign a weight, and the share of a contender is the exponential of its weighed signs among
those of all. ``scripts/conditional_logit.py`` fits the weights to annotated articles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import exp, log

from newsledger.facts.vocabulary import table

Signs = dict[str, float]
Sign = tuple[str, float]

LEAST_DOUBT = 1e-4
"""Doubt of the rules below which they are held to be as sure as can be."""


def shares(contenders: Sequence[Signs], weights: Mapping[str, float]) -> list[float]:
    """How probable each contender is, in their order; the shares add up to 1.

    >>> shares([{"named": 1.0}, {}], {"named": 0.0})
    [0.5, 0.5]
    """
    scores = [_score(given, weights) for given in contenders]
    most = max(scores)
    grown = [exp(score - most) for score in scores]
    total = sum(grown)
    return [each / total for each in grown]


def _score(given: Signs, weights: Mapping[str, float]) -> float:
    # A plain loop: of all that weighing does this is done most often.
    score, weight_of = 0.0, weights.get
    for sign, value in given.items():
        score += weight_of(sign, 0.0) * value
    return score


def by_share(given: Sequence[float]) -> list[int]:
    """The places of contenders, the likeliest first; of equal ones the first."""
    return sorted(range(len(given)), key=given.__getitem__, reverse=True)


def read_weights(name: str) -> dict[str, float]:
    """The weights by sign, from a table of ``lexicons/``."""
    return {row["sign"]: float(row["weight"]) for row in table(name)}


def of_rules(left: float, others: Iterable[float], chosen: bool) -> Iterator[Sign]:
    """What the rules say of a contender: the doubt left of it and of the others, and whether it is their choice."""
    if left < 1.0:
        yield "rules.support", 1.0 - left
        yield "rules.sure", -log(max(left, LEAST_DOUBT)) / 5
        yield "rules.propose", 1.0
    if chosen:
        yield "rules.choose", 1.0
    rival = min(others, default=1.0)
    if rival < 1.0:
        yield "rules.rival", 1.0 - rival
