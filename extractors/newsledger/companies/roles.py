"""Who does what in a sentence, as far as reference needs it: its subject, and buyer and seller of a deal."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

import msgspec
from spacy.tokens import Token

from newsledger.analysis import NOUN_TAGS, Analysis
from newsledger.sentences import Sentence

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
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
    """Whether a mention is the subject of a clause, or owns it ("Ryanair's profit dropped"), by the parse where there
    is one, else by standing before the verb without a preposition."""
    if analysis is not None:
        head = analysis.head(start, end)
        return (head is not None and _leads(head)) or start == sentence.start
    before = text[sentence.start : start]
    return len(before) < 60 and not _PREPOSITION.search(before) and not re.search(r"\b(?:said|says|told)\b", before)


def _leads(token: Token) -> bool:
    for _ in range(4):
        if token.dep_ in _SUBJECTS:
            return True
        if token.dep_ in ("conj", "appos", "poss", "compound", "nmod"):
            token = token.head
            continue
        return token.dep_ == "ROOT" and token.tag_ in NOUN_TAGS
    return False


def other_subject(analysis: Analysis | None, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether the main subject of a sentence is a singular noun outside all of the given spans: something else that
    "it" could mean."""
    if analysis is None:
        return False
    for token in analysis:
        if token.dep_ in _SUBJECTS and token.head.dep_ == "ROOT":
            start = analysis.start(token)
            if any(low <= start < high for low, high in spans):
                return False
            if any(
                child.dep_ == "poss" and any(low <= analysis.start(child) < high for low, high in spans)
                for child in token.children
            ):
                return False
            return token.tag_ in ("NN", "NNP")
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
    head = analysis.head(start, end) if analysis is not None else None
    if analysis is None or head is None or head.dep_ in (*_SUBJECTS, "ROOT", "appos"):
        return None
    verb = head
    while verb.pos_ not in ("VERB", "AUX"):
        if verb.dep_ in ("ROOT", "appos", "poss", *_SUBJECTS) or verb.head is verb:
            return None
        verb = verb.head
    for _ in range(3):
        for child in verb.children:
            if child.dep_ in _SUBJECTS:
                words = [token for token in child.subtree if analysis.index(token) >= 0]
                return (analysis.start(words[0]), analysis.end(words[-1])) if words else None
        if verb.dep_ not in ("conj", "xcomp", "advcl") or verb.head is verb:
            return None
        verb = verb.head
    return None
