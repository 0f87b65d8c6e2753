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
        self._of_kind: dict[str, list[tuple[Rule, frozenset[str]]]] = {}

    def due(self, held: frozenset[str], kind: str = "") -> list[Rule]:
        """The rules for figures of a kind in a sentence that holds these words, in their order."""
        known = self._of_kind.get(kind)
        if known is None:
            needing = [(rule, noted(rule)) for rule in self.rules]
            known = [(rule, needs.words) for rule, needs in needing if not needs.kinds or kind in needs.kinds]
            self._of_kind[kind] = known
        return [rule for rule, words in known if not words or not words.isdisjoint(held)]
