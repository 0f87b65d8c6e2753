"""What a text shows of names before any model reads it, and where a model is needed to tell what a name names.

A model's names cost more than all else that it does. Most names need none: they are known, have a legal form, are
full names of persons, places or offices. What is left is asked about once in an article, because a name that is a
company once is one everywhere.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Sequence
from functools import cache, lru_cache
from itertools import accumulate

import msgspec

from newsledger.companies.knowledge import KnowledgeBase
from newsledger.companies.names import fold, forms
from newsledger.companies.recognised import finance_words, institutional
from newsledger.companies.runs import Runs, find_runs, openers, titles
from newsledger.companies.scan import Hit, Scanner
from newsledger.companies.sites import SentenceIndex
from newsledger.companies.tables import cues, english_words, given_names
from newsledger.sentences import Sentence

_WORD = re.compile(r"[A-ZÀ-ÖØ-ÞŠŽİ](?:[\w&'’\-.]*[\w&])")
_POSSESSIVE = re.compile(r"['’]s$")
_LONGEST_MARK = 2
"""Letters of numerals, initials and units ("IV", "CD"); two-letter names of companies are known ones."""


class Glance(msgspec.Struct, frozen=True):
    """Known names in order of the text, and what the capitals show."""

    hits: list[Hit]
    runs: Runs


@lru_cache(maxsize=4)
def _scanner(knowledge: KnowledgeBase) -> Scanner:
    return Scanner(knowledge)


def glance(text: str, sentences: Sequence[Sentence], knowledge: KnowledgeBase) -> Glance:
    """Look over a text for names."""
    return Glance(list(_scanner(knowledge).scan(text, sentences)), find_runs(text, sentences))


def doubtful(
    text: str, sentences: Sequence[Sentence], shown: Glance, knowledge: KnowledgeBase, among: Container[int]
) -> set[int]:
    """Indices of the sentences, of those ``among`` which a choice is, that hold a name of which the model shall say
    what it is: one that nothing explains, or a known one that is also a word. Each such name is asked about where it
    comes first. Lines of capitals are left out: there the model takes anything for a name.

    "Kelmar rose" and "Shell fell" are doubtful; "Volkswagen fell", "Kelmar Inc rose", "Anna Kern left" are not.
    """
    index = SentenceIndex(sentences)
    asked: set[str] = set()
    found: set[int] = set()

    def ask(start: int, name: str) -> None:
        sentence = index.at(start)
        if sentence is not None and sentence.index in among and name not in asked:
            asked.add(name)
            found.add(sentence.index)

    sure = [(hit.start, hit.end) for hit in shown.hits if not _weak(hit, knowledge)]
    explained = _Spans([*sure, *((run.start, run.end) for run in shown.runs.companies), *shown.runs.persons])
    companies = _Spans([(hit.start, hit.end) for hit in shown.hits if hit.known.entries and hit.known.other is None])
    surnames = {fold(text[start:end].split()[-1]) for start, end in shown.runs.persons}
    for hit in shown.hits:
        if _weak(hit, knowledge) and hit.end == hit.bare_end and not explained.hold(hit.start):
            sentence = index.at(hit.start)
            if sentence is not None and not text[sentence.start : sentence.end].isupper():
                ask(hit.start, hit.key)
    for start, end in shown.runs.names:
        name = _unexplained(text, start, end, explained, companies, knowledge)
        if name and name not in surnames:
            ask(start, name)
    return found


def _weak(hit: Hit, knowledge: KnowledgeBase) -> bool:
    """Whether the name of a company needs a witness: it is also a word, or nobody curated its company."""
    known = hit.known
    if not known.entries or known.other is not None:
        return False
    return known.word or not any(knowledge.entries[entry].curated for entry in known.entries)


def _unexplained(
    text: str, start: int, end: int, explained: _Spans, companies: _Spans, knowledge: KnowledgeBase
) -> str:
    """The words of a stretch of capitals that nothing explains, folded; empty where all are.

    >>> # "Kelmar Bay" -> "kelmar bay"; "Merrill Lynch Capital" -> "capital"; "Chief Financial Officer" -> ""
    """
    rest: list[str] = []
    after_company = False
    for word in _WORD.finditer(text, start, end):
        if explained.hold(word.start()) or companies.hold(word.start()):
            after_company = after_company or companies.hold(word.start())
            continue
        bare = _POSSESSIVE.sub("", word[0])
        folded = fold(bare)
        if after_company:
            # Any word may go on with the name of a company and make another of it, save forms and offices.
            if forms().get(folded) not in ("legal", "group") and bare not in titles():
                rest.append(folded)
        elif len(bare) > _LONGEST_MARK and bare not in _plain_words() and not _is_place(folded, knowledge):
            rest.append(folded)
    if not after_company and (
        institutional(text[start:end]) or (len(rest) == 1 and english_words().issuperset(rest[0].split("-")))
    ):
        return ""
    return " ".join(rest)


@cache
def _plain_words() -> frozenset[str]:
    """Capitalised words that make no name a company's: openers, offices, given names, regions, terms of finance,
    forms."""
    terms = {*finance_words(), *forms()}
    spelled = {spelling for term in terms for spelling in (term, term.upper(), term.capitalize())}
    return frozenset({*openers(), *titles(), *given_names(), *cues()["places"]["regions"], *spelled})


def _is_place(folded: str, knowledge: KnowledgeBase) -> bool:
    return knowledge.country_of_adjective(folded) is not None or knowledge.is_city(folded)


class _Spans:
    """Stretches of text, asked whether they hold an offset."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _ in self._spans]
        self._ends = list(accumulate((end for _, end in self._spans), max))

    def hold(self, offset: int) -> bool:
        """Whether one of them holds the offset."""
        place = bisect_right(self._starts, offset) - 1
        return place >= 0 and offset < self._ends[place]
