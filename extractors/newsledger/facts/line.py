"""A sentence as the rules read it: words, with each figure as one word, and what the vocabulary knows of them.

The rules of this room go by the order of words and by tags, which survive headlines and number-dense sentences.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from newsledger.analysis import Analysis
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


class Word(NamedTuple):
    """A word and its place in the article. ``figure`` is the index of the figure that it stands for, or -1; ``tag`` is
    the model's (Penn Treebank), empty where the model did not read the sentence; ``person`` says that it names one."""

    text: str
    low: str
    start: int
    end: int
    tag: str
    figure: int
    person: bool = False


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

    ``names`` holds company mentions and market names in order. ``held`` are the words in lower case, ``figures`` the
    places of the figures, ``finite`` those of the finite verbs, once they were sought.
    """

    def __init__(self, reading: Reading, index: int, figures: Sequence[int]) -> None:
        sentence = reading.sentences[index]
        self.index = index
        self.start, self.end = sentence.start, sentence.end
        self.words = _words(reading, index, figures)
        self.lows = [word.low for word in self.words]
        self.held = frozenset(self.lows)
        self.figures = [place for place, word in enumerate(self.words) if word.figure >= 0]
        self._size = len(self.words)
        self._starts = [word.start for word in self.words]
        self.names = self._find_names(reading)
        self._named = {place for name in self.names if _is_name(name) for place in range(name.first, name.last)}
        self.metrics = self._find_metrics()
        self._in_metric = {
            place for mark in self.metrics if mark.last - mark.first > 1 for place in range(mark.first, mark.last)
        }
        self._worded = {place for mark in self.metrics for place in range(mark.first, mark.last)}
        self.finite: list[int] | None = None

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
        return clues().held(self.clue_places.keys())

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """The words without their endings; figures, names of companies and other numbers as one sign each."""
        shown = [_stem(low) for low in self.lows]
        for name in self.names:
            if name.mention is not None and name.mention.kind == "name":
                shown[name.first : name.last] = ["@"] * (name.last - name.first)
        return tuple("#" if word.figure >= 0 else stem for word, stem in zip(self.words, shown, strict=True))

    def __len__(self) -> int:
        return len(self.words)

    def place(self, offset: int) -> int:
        """The word that holds the article offset (or the last one before it)."""
        return max(bisect.bisect_right(self._starts, offset) - 1, 0)

    def figure_places(self) -> list[int]:
        """The places of the figures, in order."""
        return self.figures

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The article span of words ``[first, last)``."""
        return self.words[first].start, self.words[last - 1].end

    def low(self, place: int) -> str:
        """The word in lower case; empty outside the line."""
        return self.lows[place] if 0 <= place < self._size else ""

    def tag(self, place: int) -> str:
        """The tag of the word; empty outside the line."""
        return self.words[place].tag if 0 <= place < self._size else ""

    def person(self, place: int) -> bool:
        """Whether the word is part of a person's name: by the model, or after a given name."""
        return place in self._persons or (0 <= place < len(self.words) and self.words[place].person)

    @cached_property
    def _persons(self) -> frozenset[int]:
        """The places of given names and of the proper nouns after them, companies' names left out."""
        given = given_names()
        found: set[int] = set()
        for place in range(len(self.words) - 1):
            if self.words[place].text not in given or place in self._named:
                continue
            last = place + 1
            while last < len(self.words) and last - place < 4 and self.is_proper(last) and last not in self._named:
                last += 1
            if last > place + 1:
                found.update(range(place, last))
        return frozenset(found)

    def is_proper(self, place: int) -> bool:
        """Whether the word is a proper noun: by its tag, or because it is capitalised after another capital."""
        if not 0 <= place < len(self.words):
            return False
        capitals = self.words[place].text[:1].isupper() and place > 0 and self.words[place - 1].text[:1].isupper()
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

    def is_figure(self, place: int) -> bool:
        """Whether the word is a figure."""
        return 0 <= place < self._size and self.words[place].figure >= 0

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
            return self.tag(place + 1) in ("VBD", "VBZ", "VBP", "MD")
        tag = self.tag(place)
        if self.words[place].text.isupper() and len(low) > 2:
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
        return not tag.startswith("V") or low.endswith(("ings", "ales", "fits", "osts", "nues")) or low in SELDOM_VERBS

    def _find_metrics(self) -> list[Mark]:
        marks: list[Mark] = []
        until = 0
        reckoned = {place for first, last, _ in beside_words().match(self.lows) for place in range(first, last)}
        for first, last, words in metric_words().match(self.lows):
            if (
                first < until
                or first in reckoned
                or (any(place in self._named for place in range(first, last)) and not self._head(first, last))
            ):
                continue
            if last - first == 1 and not self._noun(first):
                continue
            marks.append(Mark(first, last, tuple(words)))
            until = last
        return marks


_ENDING = re.compile(r"(?:ing|ed|ly)$")
_SHORTEST_STEM = 3


def _stem(low: str) -> str:
    """A word without its ending, so that "orders", "ordered" and "ordering" are one; "0" for a number."""
    if low[:1].isdigit():
        return "0"
    one = low[:-1] if low.endswith("s") and not low.endswith(("ss", "us", "'s")) else low
    stem = _ENDING.sub("", one).removesuffix("e").removesuffix("y")
    return stem if len(stem) >= _SHORTEST_STEM else low


def _is_name(name: Named) -> bool:
    return name.mention is not None and name.mention.kind != "pronoun"


def _words(reading: Reading, index: int, figures: Sequence[int]) -> list[Word]:
    """The words of the sentence; a figure is one word, its leading modifier and its counted noun inside."""
    sentence = reading.sentences[index]
    analysis = reading.analyses.get(index)
    text = reading.article.text
    words: list[Word] = []
    at = 0

    def put(start: int, end: int) -> None:
        nonlocal at
        for found in WORD.finditer(text, start, end):
            word, (begin, finish) = found.group(), found.span()
            tag, person = "", False
            if analysis is not None:
                at, last = _tokens(analysis, at, begin, finish)
                if last >= at:
                    tag, person = analysis.tags[last], analysis.entities[last] == "PERSON"
            words.append(Word(word, word.lower().replace("’", "'"), begin, finish, tag, -1, person))

    position = sentence.start
    for figure in figures:
        quantity = reading.figures[figure].quantity
        if quantity.start < position:
            continue
        put(position, quantity.start)
        words.append(Word(quantity.text, quantity.text.lower(), quantity.start, quantity.end, "CD", figure))
        position = quantity.end
    put(position, sentence.end)
    return words


def _tokens(analysis: Analysis, place: int, start: int, end: int) -> tuple[int, int]:
    """The first and the last token that touch the article span, sought from a place on (the last is before the first,
    if there is none)."""
    starts, ends, size = analysis.starts, analysis.ends, len(analysis)
    while place < size and ends[place] <= start:
        place += 1
    last = place
    while last < size and starts[last] < end:
        last += 1
    return place, last - 1
