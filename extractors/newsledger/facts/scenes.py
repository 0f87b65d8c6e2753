"""The sentences that hold figures, as the rules of status, period, comparison and attribution read them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property

from newsledger.analysis import FINITE_TAGS, Analysis
from newsledger.facts.core import Core
from newsledger.facts.periods.mentions import TimeMention, find_times, mask
from newsledger.facts.periods.needs import words_of
from newsledger.facts.reading import Reading
from newsledger.records import Status
from newsledger.sentences import Sentence

_TENSED = FINITE_TAGS - {"MD"}
BARRIER = re.compile(r"(?i);|—|--|\s[–-]\s|\b(?:while|whereas|but|although|though|even as)\b")
"""What ends the reach of a cue to its left within a sentence."""

SUMMING = r",\s+(?:taking|bringing|extending|leaving|putting|lifting|widening)\s"
"""Opens what a move adds up to: "closed # higher, taking its gain since the new year to #"."""

_FRONTED = re.compile(r"(?i)^\W*(?:(?:back|early|late|earlier)\s+)?(?:in|on|during)?\s*(?:the\s+)?$")
_OPENING = re.compile(r"(?<![\w-])(?:\w+|['’](?=\w))")


Cue = tuple[int, int, Status, str]
"""A cue of a status: where it begins and ends, the status that it says, and its words."""


class Scene:
    """One sentence: its text with every figure written as ``#``, its figures, its time expressions and its tags.

    Offsets that rules hand over are those of the article; ``masked`` begins at ``start``. Most patterns of this room
    are long and most sentences hold none of their words, so a rule first asks for those (``holds``, ``mentions``).
    """

    def __init__(self, reading: Reading, sentence: Sentence, figures: Sequence[int]) -> None:
        self.reading = reading
        self.sentence = sentence
        self.index = sentence.index
        self.start, self.end = sentence.start, sentence.end
        self.figures = figures
        quantities = [reading.figures[figure].quantity for figure in figures]
        self.spans = [(quantity.start, quantity.end) for quantity in quantities]
        self.masked = mask(reading.article.text, self.start, self.end, self.spans)
        self.analysis: Analysis | None = reading.analyses.get(sentence.index)
        """The parse, if the model read the sentence."""
        self.day = reading.article.published_date
        """The day of the story: of publication, unless dateline or lede tell another (set by ``Calendar``)."""
        self.expected: dict[int, bool] = {}
        """By figure, whether it is what others expected (filled by ``consensus``)."""
        self.asked_behind: dict[int, int] = {}
        """By figure, where the words behind it end that say who had expected it (filled by ``consensus``)."""
        self.owned: dict[int, int | None] = {}
        """By the start of a time, where the figure begins that it dates alone (filled by ``standing``)."""
        self.expecting: dict[int, Cue] | None = None
        """By place in the parse, the verbs of expecting (filled by ``status``)."""
        self._opened: dict[frozenset[str], list[tuple[int, str]]] = {}

    @cached_property
    def times(self) -> list[TimeMention]:
        """The time expressions of the sentence, in order."""
        return find_times(self.reading.article.text, self.start, self.end, self.spans, (self.masked, self.words))

    @cached_property
    def low(self) -> str:
        """The masked text in lower case; its offsets are those of ``masked`` but for a few letters of no English."""
        return self.masked.lower()

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the sentence in lower case, figures left out."""
        return words_of(self.low)

    @cached_property
    def openings(self) -> list[tuple[int, str]]:
        """Where words begin that no hyphen joins to one before, as offsets in ``masked``, each with the word in lower
        case; an apostrophe (written ``'``) that opens a word is one of its own."""
        return [(found.start(), found.group().lower().replace("’", "'")) for found in _OPENING.finditer(self.masked)]

    def opened(self, words: frozenset[str]) -> list[tuple[int, str]]:
        """The openings with one of the words; for each set of words they are sought once."""
        if words not in self._opened:
            self._opened[words] = [opening for opening in self.openings if opening[1] in words]
        return self._opened[words]

    @cached_property
    def multiples(self) -> list[tuple[int, int]]:
        """The spans of the figures that are multiples: "16.4 times"."""
        found = [self.reading.figures[figure].quantity for figure in self.figures]
        return [(one.start, one.end) for one in found if one.kind == "multiple" or one.text.endswith("times")]

    @cached_property
    def barriers(self) -> list[int]:
        """Where barriers end, as offsets in ``masked``."""
        return [barrier.end() for barrier in BARRIER.finditer(self.masked)]

    def holds(self, words: frozenset[str]) -> bool:
        """Whether one of the words stands in the sentence."""
        return not self.words.isdisjoint(words)

    def mentions(self, stems: Iterable[str]) -> bool:
        """Whether one of the strings, all in lower case, stands anywhere in the sentence."""
        return any(map(self.low.__contains__, stems))

    def text(self, start: int, end: int) -> str:
        """The masked text between two article offsets."""
        return self.masked[max(start - self.start, 0) : max(end - self.start, 0)]

    def before(self, figure: int, floor: int | None = None) -> str:
        """The masked text from ``floor`` (or the sentence's start) to the figure."""
        return self.text(self.start if floor is None else floor, self.span(figure)[0])

    def after(self, figure: int, ceiling: int | None = None) -> str:
        """The masked text from the figure to ``ceiling`` (or the sentence's end)."""
        return self.text(self.span(figure)[1], self.end if ceiling is None else ceiling)

    def span(self, figure: int) -> tuple[int, int]:
        """The article span of a figure."""
        quantity = self.reading.figures[figure].quantity
        return quantity.start, quantity.end

    def window(self, figure: int, core: Core) -> tuple[int, int]:
        """The stretch before a figure in which cues reach it: from the last barrier, or the start of its clause if that
        is earlier, to the figure."""
        position = self.span(figure)[0]
        behind = [end for end in self.barriers if end <= position - self.start]
        start = self.start + behind[-1] if behind else self.start
        if core.clause is not None and core.clause[0] < start:
            start = max(core.clause[0], self.start)
        return start, position

    def told_as_past(self, place: int) -> bool:
        """Whether the nearest verb before an offset is in the past: "agreed on March 9 to buy"."""
        analysis = self.analysis
        if analysis is None:
            return False
        tags, before = analysis.tags, analysis.places(self.start, place)
        for at in reversed(before):
            tag = tags[at]
            if tag == "VBD":
                return True
            if tag == "VBN":
                earlier = range(max(at - 3, before.start), at)
                return not any(tags[place] in ("MD", "TO") or analysis.lows[place] == "be" for place in earlier)
            if tag in ("MD", "VB", "VBZ", "VBP"):
                return False
        return False

    def goes_on_past(self, start: int, end: int) -> bool:
        """Whether a time ``[start, end)`` opens its sentence and the verb after it is in the past: "In November it
        agreed to"."""
        if self.analysis is None or not _FRONTED.match(self.text(self.start, start)):
            return False
        after = self.analysis.places(end, self.end)
        first = next((at for at in after if self.analysis.tags[at] in FINITE_TAGS), None)
        return first is not None and self.analysis.tags[first] == "VBD"

    def finite_between(self, start: int, end: int) -> bool:
        """Whether a finite verb stands between two article offsets."""
        analysis, finite = self.analysis, self._finite
        if analysis is None or not finite or start >= end:
            return False
        first, last = bisect_left(analysis.starts, start), bisect_left(analysis.starts, end)
        found = bisect_left(finite, first)
        return found < len(finite) and finite[found] < last

    @cached_property
    def _finite(self) -> list[int]:
        """The places of the finite verbs among the tokens of the parse."""
        tags = self.analysis.tags if self.analysis is not None else []
        return [place for place, tag in enumerate(tags) if tag in _TENSED]


def scenes(reading: Reading) -> dict[int, Scene]:
    """A scene for each sentence of the article, by its index."""
    figures: dict[int, list[int]] = {}
    for figure, index in enumerate(reading.sentence_of):
        figures.setdefault(index, []).append(figure)
    return {sentence.index: Scene(reading, sentence, figures.get(sentence.index, ())) for sentence in reading.sentences}
