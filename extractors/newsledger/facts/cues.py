"""Tables of cue words, as regular expressions over a sentence in which figures are written ``#``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
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


class Opened:
    """Phrases as whole words in any case, found by the words that they open with.

    A sentence is asked for its words once (``Scene.openings``); a pattern is tried only where one of its phrases may
    begin, and most sentences have no such place.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        opened: dict[str, list[str]] = {}
        for phrase in phrases:
            opened.setdefault(opening_of(phrase), []).append(phrase)
        self._patterns = {word: re.compile(rf"(?i)(?:{any_of(group)})(?![\w-])") for word, group in opened.items()}
        self.words = frozenset(self._patterns)
        """The words that the phrases open with."""

    def find(self, text: str, openings: Sequence[tuple[int, str]], start: int, end: int) -> Iterator[re.Match[str]]:
        """The phrases in ``text[start:end]`` that begin at one of the openings, in order, none overlapping."""
        for place, word in openings:
            if place >= start and word in self._patterns:
                found = self._patterns[word].match(text, place, end)
                if found is not None:
                    yield found
                    start = found.end()


_OPENING = re.compile(r"\w+|['’]")


def opening_of(phrase: str) -> str:
    """The word that a phrase opens with, in lower case, or ``'``."""
    found = _OPENING.match(phrase)
    if found is None:
        raise ValueError(f"a phrase opens with a word: {phrase!r}")
    return found.group().lower().replace("’", "'")
