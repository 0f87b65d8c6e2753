"""What a sentence must hold for a way of naming a time to be tried on it.

There are a hundred patterns of times and most sentences hold words for a few of them only. So each names groups of
words (``needs``), and is tried where the sentence has a word of every one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newsledger.facts.periods import words

_GROUPS: dict[str, frozenset[str]] = {
    "month": frozenset(words.months()),
    "weekday": frozenset(words.table("weekdays")),
    "ordinal": frozenset(words.table("ordinals")),
    "season": frozenset(words.table("seasons")),
} | {
    name: frozenset(listed.split())
    for name, listed in {
        "ahead": "next coming following",
        "annual": "yearly annual annualised annualized",
        "before": "earlier ago previously back before prior",
        "closing": "end close",
        "daily": "yesterday today tonight tomorrow night morning afternoon evening",
        "decade": "decade decades",
        "early": "early late start beginning turn",
        "edge": "first opening last final",
        "ending": "end ends ended ending closed closing finished to through until up",
        "far": "far date",
        "from": "between from",
        "fiscal": "fiscal",
        "half": "half",
        "interim": "interim",
        "mom": "m mom",
        "months": "month months",
        "near": "last this next current coming latest recent ended ongoing previous prior",
        "next": "next",
        "nine": "nine 9",
        "over": "over",
        "past": "past last previous preceding trailing latest rolling",
        "pcp": "pcp",
        "previous": "previous prior preceding foregoing",
        "previously": "previously",
        "qoq": "q qoq",
        "quarter": "quarter quarters",
        "same": "same corresponding comparable equivalent like matching similar identical",
        "sequential": "sequential sequentially",
        "spoken": "quarter period half month months",
        "time": "time",
        "unit": "day days session sessions week weeks fortnight fortnights month months quarter quarters half halfs "
        "year years decade decades",
        "week": "week",
        "weekend": "weekend",
        "weekly": "weekly",
        "wow": "w",
        "year": "year years",
        "yoy": "y yoy",
        "ytd": "ytd",
    }.items()
}
_GROUPS_OF: dict[str, tuple[str, ...]] = {
    word: tuple(name for name, group in _GROUPS.items() if word in group)
    for word in frozenset().union(*_GROUPS.values())
}
_SIGNS = {
    "digit": re.compile(r"\d"),
    "dated": re.compile(r"19\d\d|20\d\d"),
    "fy": re.compile(r"fy"),
    "numbered": re.compile(r"[qh][1-4]|[1-4][qh]"),
}
"""Groups that a word belongs to by its form: any number, a year, a fiscal year, "Q3" or "1H25"."""

_WORD = re.compile(r"[^\W_]+")


def needs(names: str) -> frozenset[str]:
    """The groups that a list of names stands for.

    Raises:
        ValueError: there is no group of that name.
    """
    found = frozenset(names.split())
    if unknown := found - _GROUPS.keys() - _SIGNS.keys():
        raise ValueError(f"no such groups of words: {', '.join(sorted(unknown))}")
    return found


def needing(notations: Sequence[str], named: str | tuple[str, ...]) -> Iterator[tuple[str, frozenset[str]]]:
    """Each notation with what it needs; ``named`` is the same for all of them, or one for each."""
    for_each = (named,) * len(notations) if isinstance(named, str) else named
    for notation, names in zip(notations, for_each, strict=True):
        yield notation, needs(names)


def words_of(low: str) -> frozenset[str]:
    """The words and numbers of a text in lower case."""
    return frozenset(_WORD.findall(low))


def held(found: frozenset[str]) -> frozenset[str]:
    """The groups of which some words of a text, in lower case, are part.

    >>> sorted(held(words_of("in q3 of fiscal 2024")))
    ['dated', 'digit', 'numbered']
    """
    groups = [name for word in _GROUPS_OF.keys() & found for name in _GROUPS_OF[word]]
    signs = " ".join(word for word in found if not word.isalpha() or word.startswith("fy"))
    if signs:
        groups += [name for name, sign in _SIGNS.items() if sign.search(signs)]
    return frozenset(groups)
