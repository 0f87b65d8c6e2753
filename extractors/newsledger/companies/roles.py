"""Who does what in a sentence, as far as reference needs it: its subjects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newsledger.analysis import Analysis
from newsledger.grammar import is_finite, joined_last, phrase_first, subject_of
from newsledger.sentences import Sentence

_PREPOSITION = re.compile(
    r"(?:^|\W)(?:of|in|at|by|for|with|from|to|on|than|against|over|about|between|among|like|including|into|behind|after|via|per|under)(?:\s+(?:the|a|an))?\s*$",
    re.IGNORECASE,
)


def is_subject(text: str, start: int, end: int, sentence: Sentence, analysis: Analysis | None) -> bool:
    """Whether a mention is the subject of a clause, or owns it ("Ryanair's profit dropped"), by the tags where the
    model read the sentence, else by standing before the verb without a preposition."""
    if analysis is not None:
        return start == sentence.start or any(low <= start < high for _, (low, high) in _subjects(analysis))
    before = text[sentence.start : start]
    return len(before) < 60 and not _PREPOSITION.search(before) and not re.search(r"\b(?:said|says|told)\b", before)


def _subjects(analysis: Analysis) -> Iterator[tuple[int, tuple[int, int]]]:
    """The finite verbs of a sentence with the article spans of their subjects, in order."""
    for verb in range(len(analysis)):
        if is_finite(analysis, verb):
            subject = subject_of(analysis, verb)
            if subject >= 0:
                first = phrase_first(analysis, subject)
                yield verb, (analysis.starts[first], analysis.ends[joined_last(analysis, subject)])


def other_subject(analysis: Analysis | None, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether the main subject of a sentence is a singular noun outside all of the given spans: something else that
    "it" could mean."""
    if analysis is None:
        return False
    for _, (start, end) in _subjects(analysis):
        if any(low < end and start < high for low, high in spans):
            return False
        return analysis.covering(start, end)[-1].tag_ in ("NN", "NNP")
    return False


def own_subject(analysis: Analysis | None, start: int, end: int) -> tuple[int, int] | None:
    """The article span of the subject of the clause in which the words ``[start, end)`` are no subject themselves; a
    description cannot mean it: in "Stifel cut the sneaker giant" the giant is not Stifel."""
    if analysis is None:
        return None
    found = None
    for verb, (low, high) in _subjects(analysis):
        if low < end and start < high:
            return None
        if analysis.starts[verb] < start:
            found = low, high
    return found


def acted_by(analysis: Analysis | None, start: int, end: int) -> tuple[int, int] | None:
    """The article span of the subject of the finite verb that acts on the pronoun ``[start, end)``, directly or through
    a preposition; the pronoun cannot mean it: in "Dunmore would owe it a fee" it is not Dunmore."""
    if analysis is None:
        return None
    place = next((place for place, begin in enumerate(analysis.starts) if begin == start), -1) - 1
    if place > 0 and analysis.tags[place] == "IN" and analysis.lows[place] in _THROUGH:
        place -= 1
    if place < 1:
        return None
    tag = analysis.tags[place]
    finite = tag in ("VBD", "VBZ", "VBP") or (tag == "VB" and "MD" in analysis.tags[max(place - 2, 0) : place])
    return own_subject(analysis, start, end) if finite else None


_THROUGH = frozenset({"for", "with", "from", "to", "of", "on"})
"""Prepositions through which a verb acts on a pronoun: "will pay for it"."""
