"""Who does what in a sentence, as far as reference needs it: its subject, and buyer and seller of a deal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import msgspec

from newsledger.analysis import Analysis
from newsledger.grammar import is_finite, joined_last, phrase_first, subject_of
from newsledger.sentences import Sentence

_PREPOSITION = re.compile(
    r"(?:^|\W)(?:of|in|at|by|for|with|from|to|on|than|against|over|about|between|among|like|including|into|behind|after|via|per|under)(?:\s+(?:the|a|an))?\s*$",
    re.IGNORECASE,
)
_BUY = re.compile(
    r"\b(?:to\s+(?:buy|acquire|take\s+over|purchase)|agreed\s+to\s+(?:buy|acquire|purchase)|(?:has\s+|had\s+)?(?:acquired|bought|buys|acquires|offered|bids?)\b|(?:takeover|acquisition|purchase|buyout)\s+of|(?:takeover\s+)?(?:bid|offer|approach)\s+(?:for|to)|offered\s+[^.]{0,40}?\s+for)\b"
)
_COURTED = re.compile(
    r"\b(?:approach|bid|offer|proposal|proposals|offers|bids)\s+(?:from|by)\s+(?:[\w'’\-]+\s+){0,3}$", re.IGNORECASE
)
_RATED = re.compile(r"\b(?:raised|upgraded|lifted|moved|cut|downgraded|hold|neutral|sell)\b[^.;]{0,20}\bbuy\b")
"""A rating of a broker: "was raised to buy by"."""
_SOLD = re.compile(
    r"\b(?:to\s+be\s+(?:bought|acquired|taken\s+over)|agreed\s+to\s+be\s+(?:bought|acquired)|(?:was|is\s+being|been)\s+(?:bought|acquired))\s+by\b"
)


class Deal(msgspec.Struct, frozen=True):
    """The parties of a takeover as indices of companies."""

    buyer: int
    seller: int


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


def find_deals(
    text: str, sentences: Sequence[Sentence], mentions: Mapping[int, Sequence[tuple[int, int, int]]]
) -> list[tuple[int, Deal]]:
    """The takeovers that the article reports, each with the index of the sentence that puts a verb of buying, a bid or
    a purchase between two companies.

    ``mentions`` maps a sentence's index to ``(start, end, company)`` in order.
    """
    found: list[tuple[int, Deal]] = []
    for sentence in sentences:
        here = mentions.get(sentence.index, ())
        for left, right in pairwise(here):
            between = text[left[1] : right[0]]
            if left[2] == right[2] or len(between) > 90 or _RATED.search(between):
                continue
            if _SOLD.search(between) or _COURTED.search(between):
                found.append((sentence.index, Deal(right[2], left[2])))
            elif _BUY.search(between):
                found.append((sentence.index, Deal(left[2], right[2])))
    return found


def deal_at(deals: Sequence[tuple[int, Deal]], sentence: int) -> Deal | None:
    """The deal that a sentence speaks of: the last one that was told up to it, else the first to come."""
    return next((deal for told, deal in reversed(deals) if told <= sentence), deals[0][1] if deals else None)


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
