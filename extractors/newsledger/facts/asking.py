"""Which rules a figure is asked of: those that speak of its kind and have a word of theirs in the sentence.

There are some sixty rules of metrics and as many of the other slots, and to most figures most of them have nothing to
say. So a rule notes above itself, with ``@asked``, the kinds of figure that it speaks of and the words without one of
which it is silent; it is run on no other figure, and need not look for itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

Rule = TypeVar("Rule", bound=Callable[..., Any])


class Needs(NamedTuple):
    """Kinds of figures that a rule speaks of, and words of which the sentence must hold one; empty: any."""

    kinds: frozenset[str]
    words: frozenset[str]


_ANY = Needs(frozenset(), frozenset())
_NOTED: dict[object, Needs] = {}


def asked(*, kinds: Iterable[str] = (), words: Iterable[str] = ()) -> Callable[[Rule], Rule]:
    """Note what a rule needs: it is run on figures of one of the kinds, in sentences that hold one of the words (lower
    case, as ``Line.held`` and ``Scene.words`` have them)."""

    def note(rule: Rule) -> Rule:
        _NOTED[rule] = Needs(frozenset(kinds), frozenset(words))
        return rule

    return note


def noted(rule: Callable[..., Any]) -> Needs:
    """What a rule noted that it needs."""
    return _NOTED.get(rule, _ANY)


class Panel(Generic[Rule]):
    """Rules in their order, of which each figure is asked those that may speak of it."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        self._bits = [(1 << place, rule) for place, rule in enumerate(self.rules)]
        self._woken: dict[str, int] = {}
        self._always = 0
        for bit, rule in self._bits:
            for word in noted(rule).words:
                self._woken[word] = self._woken.get(word, 0) | bit
            self._always |= 0 if noted(rule).words else bit
        self._words = frozenset(self._woken)
        self._of_kind: dict[str, list[tuple[int, Rule]]] = {}

    def due(self, held: frozenset[str], kind: str = "") -> list[Rule]:
        """The rules for figures of a kind in a sentence that holds these words, in their order."""
        of_kind = self._of_kind.get(kind)
        if of_kind is None:
            of_kind = [(bit, rule) for bit, rule in self._bits if kind in (noted(rule).kinds or (kind,))]
            self._of_kind[kind] = of_kind
        awake = self._always
        for word in self._words & held:
            awake |= self._woken[word]
        return [rule for bit, rule in of_kind if awake & bit]
