"""How a slot is filled: named rules propose, the best-supported value wins, and the runner-up is kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

import msgspec

T = TypeVar("T")


class Candidate(msgspec.Struct, Generic[T], frozen=True):
    """A value that a rule proposes for a slot. ``weight`` is how far the rule is to be trusted, from 0 to 1."""

    value: T
    weight: float
    rule: str


class Choice(msgspec.Struct, Generic[T], frozen=True):
    """The value that won, the rules that proposed it, its support, and the best value that lost (if any)."""

    value: T
    rules: tuple[str, ...]
    support: float
    runner_up: T | None


def doubts(proposed: Iterable[tuple[T, float]]) -> dict[T, float]:
    """The doubt left of each value that rules propose with a weight: rules that agree join their weights as
    independent witnesses (noisy-or). In the order in which the values were first proposed.

    >>> doubts([("a", 0.5), ("b", 0.75), ("a", 0.5)])
    {'a': 0.25, 'b': 0.25}
    """
    left: dict[T, float] = {}
    for value, weight in proposed:
        left[value] = left.get(value, 1.0) * (1.0 - weight)
    return left


def choose(candidates: Iterable[Candidate[T]]) -> Choice[T] | None:
    """The best-supported value, the one of which least doubt is left; of equal support the one proposed first wins.
    ``None`` if nothing was proposed.

    >>> choose([Candidate("a", 0.6, "x"), Candidate("b", 0.7, "y"), Candidate("a", 0.5, "z")]).value
    'a'
    """
    proposed = list(candidates)
    if not proposed:
        return None
    doubt = doubts((candidate.value, candidate.weight) for candidate in proposed)
    rules: dict[T, list[str]] = {}
    for candidate in proposed:
        rules.setdefault(candidate.value, []).append(candidate.rule)
    if len(doubt) == 1:
        [(best, left)] = doubt.items()
        return Choice(best, tuple(dict.fromkeys(rules[best])), 1.0 - left, None)
    best, second = sorted(doubt, key=doubt.__getitem__)[:2]
    return Choice(best, tuple(dict.fromkeys(rules[best])), 1.0 - doubt[best], second)
