"""A sentence as the rules read it: words, with each figure as one word, and what the vocabulary knows of them.

The rules of this room go by the order of words and by tags, which survive headlines and number-dense sentences.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Collection, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from newsledger.analysis import Analysis
from newsledger.codes import codes
from newsledger.companies.identity import CompanyMention
from newsledger.companies.tables import given_names
from newsledger.facts.clue_table import Clue, clues
from newsledger.facts.reading import Reading
from newsledger.facts.scope_tables import beside_words
from newsledger.facts.vocabulary import (
    WORD,
    ChangeWord,
    MetricWord,
    VerbFrame,
    change_words,
    country_names,
    group_nouns,
    market_names,
    metric_words,
    relation_cues,
    verb_frames,
    word_class,
)

SELDOM_VERBS = word_class("metric nouns seldom verbs")
"""Metric words that are nouns even where the tagger takes them for verbs."""


class Words(NamedTuple):
    """The words of a sentence, column by column: as written and in lower case, where they start and end in the article,
    the model's tags (Penn Treebank; empty where the model did not read the sentence), the index of the figure that a
    word stands for (or -1), and the places of the words that are part of a person's name."""

    texts: list[str]
    lows: list[str]
    starts: list[int]
    ends: list[int]
    tags: list[str]
    numbers: list[int]
    persons: frozenset[int]


class Mark(NamedTuple):
    """Words ``[first, last)`` of a line that say a metric."""

    first: int
    last: int
    words: tuple[MetricWord, ...]


class Named(NamedTuple):
    """Words ``[first, last)`` that name a company (``mention``) or a market (``metric``)."""

    first: int
    last: int
    mention: CompanyMention | None
    metric: str | None


class Line:
    """One sentence. All places are word indices; ``metrics``, ``names``, ``changes``, ``cues`` say what words mean.

    ``names`` holds company mentions and market names in order. ``held`` are the words in lower case, ``numbers`` the
    index of the figure that each word stands for (or -1), ``figures`` the places of the figures, ``finite`` those of
    the finite verbs, once they were sought.
    """

    def __init__(self, reading: Reading, index: int, figures: Sequence[int]) -> None:
        sentence = reading.sentences[index]
        self.index = index
        self.start, self.end = sentence.start, sentence.end
        words = _words(reading, index, figures)
        self.texts, self.lows, self.tags, self.numbers = words.texts, words.lows, words.tags, words.numbers
        self.held = frozenset(self.lows)
        self.figures = [place for place, number in enumerate(self.numbers) if number >= 0]
        self._size = len(self.lows)
        self._starts, self._ends, self._tagged_persons = words.starts, words.ends, words.persons
        self.names = self._find_names(reading)
        self._named = {place for name in self.names if _is_name(name) for place in range(name.first, name.last)}
        self.metrics = self._find_metrics()
        self._in_metric = {
            place for mark in self.metrics if mark.last - mark.first > 1 for place in range(mark.first, mark.last)
        }
        self._worded = {place for mark in self.metrics for place in range(mark.first, mark.last)}
        self.finite: dict[int, None] | None = None

    @cached_property
    def changes(self) -> dict[int, tuple[int, list[ChangeWord]]]:
        """By the place where they begin, the words of change: their end and what they can mean."""
        found = change_words().match(self.lows)
        return {first: (last, words) for first, last, words in found if first not in self._named}

    @cached_property
    def frames(self) -> dict[int, tuple[int, list[VerbFrame]]]:
        """By the place where they begin, the verbs that say a metric: their end and what they can mean."""
        found = verb_frames().match(self.lows)
        return {first: (last, frames) for first, last, frames in found if first not in self._named}

    @property
    def relation(self) -> list[frozenset[str]]:
        """By place, the relation of the cue that the word is part of."""
        return self._cues[0]

    @property
    def cue_start(self) -> list[int]:
        """By place, where the cue begins that the word is part of; the place itself where there is none."""
        return self._cues[1]

    @cached_property
    def _cues(self) -> tuple[list[frozenset[str]], list[int]]:
        relation: list[frozenset[str]] = [frozenset()] * self._size
        start = list(range(self._size))
        for first, last, relations in relation_cues().match(self.lows):
            if self.low(last) == "up" and "beat" in relations:  # "topped up": no more than "added to"
                continue
            for place in range(first, last):
                if last - first > place - start[place] or not relation[place]:
                    relation[place] = frozenset(relations) | (relation[place] if start[place] == first else frozenset())
                    start[place] = first
        return relation, start

    @cached_property
    def _countries(self) -> set[int]:
        return {first for first, _, _ in country_names().match(self.lows)}

    @cached_property
    def groups(self) -> dict[int, tuple[int, str]]:
        """By the place where they begin, the nouns for groups without names: their end and the kind of group."""
        return {first: (last, kinds[0]) for first, last, kinds in group_nouns().match(self.lows)}

    @cached_property
    def clue_places(self) -> dict[int, list[int]]:
        """Where the phrases of each cell of the table of clues begin."""
        found: dict[int, list[int]] = {}
        for first, _, cells in clues().phrases.match(self.lows):
            for cell in cells:
                found.setdefault(cell, []).append(first)
        return found

    @cached_property
    def clues(self) -> tuple[Clue, ...]:
        """The clues of which every cell has a phrase somewhere in the line."""
        return clues().held(frozenset(self.clue_places))

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """The words without their endings; figures, names of companies and other numbers as one sign each."""
        shown = [_stem(low) for low in self.lows]
        for name in self.names:
            if name.mention is not None and name.mention.kind == "name":
                shown[name.first : name.last] = ["@"] * (name.last - name.first)
        return tuple("#" if number >= 0 else stem for number, stem in zip(self.numbers, shown, strict=True))

    @cached_property
    def signs(self) -> frozenset[str]:
        """The nouns, verbs and adjectives without their endings, as signs of any figure of the sentence."""
        return frozenset(f"w={stem}" for at, stem in enumerate(self.stems) if self.tag(at)[:2] in ("NN", "VB", "JJ"))

    @cached_property
    def nouns(self) -> tuple[str, ...]:
        """The common nouns without their endings."""
        return tuple(stem for at, stem in enumerate(self.stems) if self.tag(at) in ("NN", "NNS") and stem.isalpha())

    def __len__(self) -> int:
        return self._size

    def place(self, offset: int) -> int:
        """The word that holds the article offset (or the last one before it)."""
        return max(bisect.bisect_right(self._starts, offset) - 1, 0)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The article span of words ``[first, last)``."""
        return self._starts[first], self._ends[last - 1]

    def low(self, place: int) -> str:
        """The word in lower case; empty outside the line."""
        return self.lows[place] if 0 <= place < self._size else ""

    def tag(self, place: int) -> str:
        """The tag of the word; empty outside the line."""
        return self.tags[place] if 0 <= place < self._size else ""

    def person(self, place: int) -> bool:
        """Whether the word is part of a person's name: by the model, or after a given name."""
        return place in self._persons

    @cached_property
    def _persons(self) -> frozenset[int]:
        """The places of persons' names: by the model, or given names and the proper nouns after them, companies' names
        left out."""
        given = given_names()
        found = set(self._tagged_persons)
        for place in range(self._size - 1):
            if self.texts[place] not in given or place in self._named:
                continue
            last = place + 1
            while last < self._size and last - place < 4 and self.is_proper(last) and last not in self._named:
                last += 1
            if last > place + 1:
                found.update(range(place, last))
        return frozenset(found)

    def is_proper(self, place: int) -> bool:
        """Whether the word is a proper noun: by its tag, or because it is capitalised after another capital."""
        if not 0 <= place < self._size:
            return False
        capitals = self.texts[place][:1].isupper() and place > 0 and self.texts[place - 1][:1].isupper()
        return self.tag(place) in ("NNP", "NNPS") or (capitals and self.tag(place) in ("NN", "NNS"))

    def inside_name(self, place: int) -> bool:
        """Whether the word is part of a company's name or description, or of a metric of several words."""
        return place in self._named or place in self._in_metric

    def inside_metric(self, place: int) -> bool:
        """Whether the word is part of words that say a metric."""
        return place in self._worded

    def is_country(self, place: int) -> bool:
        """Whether a country's name begins here."""
        return place in self._countries

    def names_country(self, first: int, last: int) -> bool:
        """Whether a country's name begins at one of the words ``[first, last)``."""
        return any(first <= place < last for place in self._countries)

    def is_figure(self, place: int) -> bool:
        """Whether the word is a figure."""
        return 0 <= place < self._size and self.numbers[place] >= 0

    def changed(self, first: int, last: int) -> list[int]:
        """The places from ``first`` on and before ``last`` where words of change begin, in order."""
        return [place for place in self.changes if first <= place < last]

    def change(self, place: int, part: str) -> ChangeWord | None:
        """The change word of that part of speech that begins at the place, if any."""
        if place in self.changes:
            for word in self.changes[place][1]:
                if word.part == part:
                    return word
        return None

    def mentions(self, first: int, last: int) -> list[Named]:
        """Company mentions within words ``[first, last)``."""
        return [name for name in self.names if name.mention and first <= name.first and name.last <= last]

    def markets(self, first: int, last: int) -> list[Named]:
        """Market names within words ``[first, last)``."""
        return [name for name in self.names if name.metric and first <= name.first and name.last <= last]

    def marks(self, first: int, last: int) -> list[Mark]:
        """Metric words within words ``[first, last)``."""
        return [mark for mark in self.metrics if first <= mark.first and mark.last <= last]

    def relates(self, place: int, *relations: str) -> bool:
        """Whether the word is part of a cue of one of the relations."""
        return 0 <= place < self._size and not self._cues[0][place].isdisjoint(relations)

    def related(self, relation: str, first: int, last: int) -> bool:
        """Whether one of the words ``[first, last)`` is part of a cue of the relation."""
        places = self._related.get(relation)
        if places is None:
            return False
        after = bisect.bisect_left(places, first)
        return after < len(places) and places[after] < last

    @cached_property
    def _related(self) -> dict[str, list[int]]:
        """The places of the words that are part of cues, in order, by relation."""
        found: dict[str, list[int]] = {}
        for place, relations in enumerate(self.relation):
            for relation in relations:
                found.setdefault(relation, []).append(place)
        return found

    def _find_names(self, reading: Reading) -> list[Named]:
        found = []
        described = 0
        for mention in reading.identities.within(self.start, self.end):
            # "the owner of Dior and Tiffany" speaks of the owner, not of the names inside.
            if mention.kind == "name" and mention.end <= described:
                continue
            if mention.kind == "description":
                described = mention.end
            first, last = self.place(mention.start), self.place(mention.end - 1) + 1
            found.append(Named(first, last, mention, None))
        covered = {place for name in found if _is_name(name) for place in range(name.first, name.last)}
        until = 0
        for first, last, metrics in market_names().match(self.lows):
            verbal = last - first == 1 and self.tag(first).startswith("V")
            if (
                first >= until
                and first not in covered
                and not verbal
                and not any(self.is_figure(p) for p in range(first, last))
            ):
                found.append(Named(first, last, None, metrics[0]))
                until = last
        return sorted(found, key=lambda name: (name.first, name.last))

    def _head(self, first: int, last: int) -> bool:
        """Whether the words head a description of a company: "The stock"."""
        return self.low(first - 1) != "by" and any(
            name.mention is not None
            and name.mention.kind == "description"
            and name.first <= first
            and name.last == last
            for name in self.names
        )

    def _noun(self, place: int) -> bool:
        """Whether a metric word of one word is used as a noun: not "to pay", not "$1.24 a share"."""
        low, before = self.low(place), self.low(place - 1)
        if low == "share":
            return before not in ("a", "per", "each", "diluted", "ordinary", "b", "h", "basic")
        if low == "cash" and before == "in":
            return False
        if low == "net":
            if before not in ("a", "the", "of") and (self.low(place + 1) in ALONE or self.is_figure(place + 1)):
                return True
            return self.tag(place + 1) in ("VBD", "VBZ", "VBP", "MD")
        tag = self.tag(place)
        if self.texts[place].isupper() and len(low) > 2:
            return True
        following = next(
            (
                at
                for at in range(place + 1, place + 4)
                if self.low(at) not in ("about", "around", "only", "just", "some")
            ),
            place + 1,
        )
        if tag in ("VBZ", "VBD", "VBP") and self.is_figure(following):
            return False
        if tag == "VBG" and low == "spending" and place == 0:
            return True
        return not tag.startswith("V") or low.endswith(("ings", "ales", "fits", "osts", "nues")) or low in SELDOM_VERBS

    def _of_a_house(self, place: int) -> bool:
        """Whether the word names what a house does, and no amount: "the investment bank"."""
        return self.low(place) == "investment" and self.low(place + 1) in INVESTING

    def _reckoned_with(self, first: int, last: int) -> bool:
        """Whether what stands there is reckoned into an amount: "worth $85bn including debt"."""
        before = (
            self.low(first - 2) if self.low(first - 1) in ("its", "their", "assumed", "net") else self.low(first - 1)
        )
        return before in ("including", "excluding") and self.low(last) != "of"

    def _find_metrics(self) -> list[Mark]:
        marks: list[Mark] = []
        until = 0
        found = list(metric_words().match(self.lows))
        if not found:
            return marks
        reckoned = {place for first, last, _ in beside_words().match(self.lows) for place in range(first, last)}
        for first, last, words in found:
            if (
                first < until
                or first in reckoned
                or (any(place in self._named for place in range(first, last)) and not self._head(first, last))
            ):
                continue
            if last - first == 1 and (not self._noun(first) or self._of_a_house(first)):
                continue
            if words[0].metric == "debt" and self._reckoned_with(first, last):
                continue
            marks.append(Mark(first, last, tuple(words)))
            until = last
        return marks


ALONE = frozenset({",", ":", "(", ";"})
"""Signs before which "net" stands for net profit: "net: €1.7bn", "operating profit 64 billion yen; net, 40 billion"."""

INVESTING = word_class("houses that invest")

_ENDING = re.compile(r"(?:ing|ed|ly)$")
_SHORTEST_STEM = 3


@lru_cache(maxsize=1 << 14)
def _stem(low: str) -> str:
    """A word without its ending, so that "orders", "ordered" and "ordering" are one; "0" for a number."""
    if low[:1].isdigit():
        return "0"
    one = low[:-1] if low.endswith("s") and not low.endswith(("ss", "us", "'s")) else low
    stem = _ENDING.sub("", one).removesuffix("e").removesuffix("y")
    return stem if len(stem) >= _SHORTEST_STEM else low


def _is_name(name: Named) -> bool:
    return name.mention is not None and name.mention.kind != "pronoun"


def _words(reading: Reading, index: int, figures: Sequence[int]) -> Words:
    """The words of the sentence; a figure is one word, its leading modifier and its counted noun inside."""
    sentence = reading.sentences[index]
    text = reading.article.text
    spans: list[tuple[int, int]] = []
    numbered: dict[int, int] = {}
    position = sentence.start
    for figure in figures:
        quantity = reading.figures[figure].quantity
        if quantity.start < position:
            continue
        spans += _between(text, position, quantity.start)
        numbered[len(spans)] = figure
        spans.append((quantity.start, quantity.end))
        position = quantity.end
    spans += _between(text, position, sentence.end)
    texts = [text[start:end] for start, end in spans]
    numbers = [-1] * len(spans)
    for place, figure in numbered.items():
        numbers[place] = figure
    tags, persons = _tagged(reading.analyses.get(index), spans, numbered)
    lows = [word.lower().replace("’", "'") for word in texts]
    return Words(texts, lows, [start for start, _ in spans], [end for _, end in spans], tags, numbers, persons)


def _between(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The words of a stretch of text that are no codes."""
    spans: list[tuple[int, int]] = []
    for first, last in codes(text, start, end):
        spans += [found.span() for found in WORD.finditer(text, start, first)]
        start = last
    spans += [found.span() for found in WORD.finditer(text, start, end)]
    return spans


def _tagged(
    analysis: Analysis | None, spans: Sequence[tuple[int, int]], figures: Collection[int]
) -> tuple[list[str], frozenset[int]]:
    """The tag of each word, that of the last token which touches it, and the places of those that name persons."""
    if analysis is None:
        return ["CD" if place in figures else "" for place in range(len(spans))], frozenset()
    starts, ends, tags, entities = analysis.starts, analysis.ends, analysis.tags, analysis.entities
    found: list[str] = []
    persons: list[int] = []
    for place, (start, end) in enumerate(spans):
        token = bisect.bisect_left(starts, end) - 1
        if place in figures:
            found.append("CD")
        elif token < 0 or ends[token] <= start:
            found.append("")
        else:
            found.append(tags[token])
            if entities[token] == "PERSON":
                persons.append(place)
    return found, frozenset(persons)
