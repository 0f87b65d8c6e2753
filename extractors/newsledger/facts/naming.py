"""Which companies some words of a line name, and whether they name somebody else: a group, a country, the public."""

from __future__ import annotations

from typing import NamedTuple

from newsledger.facts.line import Line, Named
from newsledger.facts.vocabulary import word_class

Companies = tuple[int, ...]

LISTING = frozenset({",", "and", "&", "both", "the", "or"})
APART = word_class("setting apart")
"""Words after which a company in the subject is not what the clause is about."""


class Naming(NamedTuple):
    """Companies, and the words ``[first, last)`` that name them."""

    companies: Companies
    first: int
    last: int


def resolved(names: list[Named]) -> list[Named]:
    """The names that stand for known companies."""
    return [name for name in names if name.mention is not None and name.mention.companies]


def listed(line: Line, name: Named, last: int) -> Naming:
    """The companies of a list of names that begins with ``name`` and ends before ``last``."""
    companies = list(name.mention.companies) if name.mention else []
    end = name.last
    for other in line.names:
        if other.first < end or other.last > last or other.mention is None:
            continue
        between = line.lows[end : other.first]
        if not between or not all(word in LISTING for word in between) or other.mention.kind == "pronoun":
            break
        if not any(word in ("and", "&", "or") for word in line.lows[end : _list_end(line, other)]):
            break
        companies += [company for company in other.mention.companies if company not in companies]
        end = other.last
    return Naming(tuple(companies), name.first, end)


def _list_end(line: Line, name: Named) -> int:
    """Where the list of names that ``name`` is in ends: an enumeration has an "and" before its last name, an apposition
    has not."""
    end = name.last
    for other in line.names:
        if other.first >= end and all(word in LISTING for word in line.lows[end : other.first]) and other.mention:
            end = other.last
    return end


def subject_naming(line: Line, span: tuple[int, int]) -> Naming | None:
    """The companies that a subject is about: its first names that no preposition sets apart."""
    first, last = span
    for name in resolved(line.mentions(first, last)):
        if any(line.low(place) in APART for place in range(first, name.first)):
            continue
        return listed(line, name, last)
    return None


def somebody_else(line: Line, span: tuple[int, int]) -> bool:
    """Whether words are about a group without names, the public, an official body or a country."""
    first, last = span
    if resolved(line.mentions(first, last)):
        return False
    for place in range(first, last):
        if line.low(place) in APART or (line.low(place) in ("of", "in", "for", "on") and place > first):
            return False
        if place in line.groups and not line.inside_metric(place):
            return True
        if line.is_country(place) and (place + 1 == last or line.low(place + 1) in ("and", ",")):
            return True
    return False
