"""What a source is, and the crowds whose expectations are told."""

from __future__ import annotations

import re

import msgspec

from newsledger.facts.cues import any_of, forms, phrases

_NOUNS = "source_nouns"


class Source(msgspec.Struct, frozen=True):
    """A source and the words that name it: ``name`` is canonical for a company, else as written; ``kind`` is
    ``company``, ``person``, ``crowd``, ``people`` (unnamed), ``provider`` (of data) or ``institution``. ``companies``
    are indices."""

    name: str
    start: int
    end: int
    kind: str
    companies: tuple[int, ...] = ()
    pronoun: bool = False


def is_provider(name: str) -> bool:
    """Whether a name is that of a provider of data and consensus figures."""
    return name.lower() in forms(_NOUNS, "kind", "provider", "nouns")


def crowd_pattern() -> re.Pattern[str]:
    """Finds a crowd whose expectations are told: "analysts", "Wall Street"."""
    return re.compile(rf"(?<!\w)(?i:{any_of(phrases('consensus_cues', 'role', 'crowd'))})(?!\w)")


def holds(text: str, name: str) -> bool:
    """Whether a name stands in a text as words of its own."""
    at = text.find(name)
    while at >= 0:
        beside = text[max(at - 1, 0) : at] + text[at + len(name) : at + len(name) + 1]
        if not any(sign.isalnum() or sign == "_" for sign in beside):
            return True
        at = text.find(name, at + 1)
    return False
