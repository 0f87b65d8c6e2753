"""Tables of cue words, as regular expressions over a sentence in which figures are written ``#``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from newsledger.facts.vocabulary import table


def any_of(phrases: Iterable[str]) -> str:
    """Phrases as one alternation, the longest first; a blank is any white space, ``'`` either apostrophe."""
    ordered = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+").replace("'", "['’]") for phrase in ordered)


@cache
def phrases(name: str, key: str, value: str, column: str = "phrases") -> tuple[str, ...]:
    """The phrases of a table's rows whose ``key`` column is ``value``."""
    return tuple(phrase for row in table(name) if row[key] == value for phrase in row[column].split(";"))


@cache
def cue(name: str, key: str, value: str, column: str = "phrases") -> re.Pattern[str]:
    """A pattern that finds any phrase of those rows, as whole words in any case."""
    return re.compile(rf"(?i)(?<![\w-])(?:{any_of(phrases(name, key, value, column))})(?![\w-])")


@cache
def forms(name: str, key: str, value: str, column: str = "forms") -> frozenset[str]:
    """The words of those rows as a set, in lower case."""
    return frozenset(word.lower() for word in phrases(name, key, value, column))
