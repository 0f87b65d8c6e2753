"""The sentences that hold figures, as the rules of status, period, comparison and attribution read them."""

from __future__ import annotations

import re
from functools import cached_property

from newsledger.analysis import Analysis
from newsledger.facts.core import Core
from newsledger.facts.periods.mentions import TimeMention, find_times, mask
from newsledger.facts.reading import Reading
from newsledger.sentences import Sentence

FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP"})
BARRIER = re.compile(r"(?i);|—|--|\b(?:while|whereas|but|although|though|even as)\b")
"""What ends the reach of a cue to its left within a sentence."""


class Scene:
    """One sentence: its text with every figure written as ``#``, its figures, its time expressions and its parse.

    Offsets that rules hand over are those of the article; ``masked`` begins at ``start``.
    """

    def __init__(self, reading: Reading, sentence: Sentence) -> None:
        self.reading = reading
        self.sentence = sentence
        self.index = sentence.index
        self.start, self.end = sentence.start, sentence.end
        self.figures = reading.figures_in(sentence.index)
        self.spans = [(reading.figures[i].quantity.start, reading.figures[i].quantity.end) for i in self.figures]
        self.masked = mask(reading.article.text, self.start, self.end, self.spans)

    @cached_property
    def times(self) -> list[TimeMention]:
        """The time expressions of the sentence, in order."""
        return find_times(self.reading.article.text, self.start, self.end, self.spans)

    @property
    def analysis(self) -> Analysis | None:
        """The parse, if the model read the sentence."""
        return self.reading.analyses.get(self.index)

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
        start = self.start
        position = self.span(figure)[0]
        for barrier in BARRIER.finditer(self.masked, 0, position - self.start):
            start = self.start + barrier.end()
        if core.clause is not None and core.clause[0] < start:
            start = max(core.clause[0], self.start)
        return start, position

    def told_as_past(self, place: int) -> bool:
        """Whether the nearest verb before an offset is in the past: "agreed on March 9 to buy"."""
        analysis = self.analysis
        if analysis is None:
            return False
        before = analysis.covering(self.start, place)
        for at in range(len(before) - 1, -1, -1):
            token = before[at]
            if token.tag_ in ("VBD",):
                return True
            if token.tag_ == "VBN":
                return not any(
                    earlier.tag_ in ("MD", "TO") or earlier.lower_ == "be" for earlier in before[max(at - 3, 0) : at]
                )
            if token.tag_ in ("MD", "VB", "VBZ", "VBP"):
                return False
        return False

    def finite_between(self, start: int, end: int) -> bool:
        """Whether a finite verb stands between two article offsets."""
        analysis = self.analysis
        if analysis is None or start >= end:
            return False
        return any(
            token.tag_ in FINITE_TAGS and analysis.start(token) >= start for token in analysis.covering(start, end)
        )


def scenes(reading: Reading) -> dict[int, Scene]:
    """A scene for each sentence of the article, by its index."""
    return {sentence.index: Scene(reading, sentence) for sentence in reading.sentences}
