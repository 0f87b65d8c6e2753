"""A light token stream: numbers, words and single signs, with the white space before each."""

from __future__ import annotations

import re
from itertools import accumulate, chain

# Alternatives exclude each other by their first character and no part can fail after consuming, so the scan is linear.
# The last alternative matches the empty end, so that trailing white space is consumed once.
_TOKEN = re.compile(r"(\s*)(\d+(?:[.,]\d+)*|(?<![\w.,])\.\d+|[^\W\d_]+|\S|\Z)")
_BREAK = re.compile(r"\n[ \t]*\r?\n|\n[ \t]{2,}|\n\t|\u2029")

ATTACHED, SPACED, WRAPPED, BROKEN = 0, 1, 2, 3
_SENTENCE = 30
_STOPS = frozenset(".!?")


class Tokens:
    """Parallel lists over the tokens of a text.

    ``words`` are the tokens as written, ``starts`` and ``ends`` their offsets. ``gap(i)`` tells what stands before
    token ``i``: nothing, a space, a line break inside a paragraph, or a paragraph break.
    """

    __slots__ = ("_gaps", "count", "ends", "lows", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        pairs = _TOKEN.findall(text)
        while pairs and not pairs[-1][1]:
            pairs.pop()
        self.text = text
        self.count = len(pairs)
        self._gaps: tuple[str, ...] = ()
        self.words: tuple[str, ...] = ()
        if pairs:
            self._gaps, self.words = zip(*pairs, strict=True)
        bounds = list(accumulate(map(len, chain.from_iterable(pairs))))
        self.starts: list[int] = bounds[0::2]
        self.ends = bounds[1::2]
        self.lows = [word.lower() for word in self.words]

    def gap(self, index: int) -> int:
        """What stands between token ``index - 1`` and ``index``; ``BROKEN`` at either end of the text."""
        if index <= 0 or index >= self.count:
            return BROKEN
        space = self._gaps[index]
        if not space:
            return ATTACHED
        if space == " ":
            return SPACED
        if "\n" not in space and "\r" not in space and "\u2029" not in space:
            return SPACED if len(space) <= 3 else BROKEN
        if _BREAK.search(space):
            return BROKEN
        return WRAPPED

    def sentence(self, index: int) -> int:
        """The first token of the sentence around a token, looking back a bounded way."""
        place = index
        while place > 0 and index - place < _SENTENCE:
            if self.gap(place) > WRAPPED:
                return place
            if self.words[place - 1] in _STOPS and self._ends_sentence(place - 1):
                return place
            place -= 1
        return place

    def _ends_sentence(self, stop: int) -> bool:
        """Whether a full stop ends a sentence rather than an abbreviation or initial."""
        following = self.word(stop + 1)
        return self.gap(stop + 1) > ATTACHED and following[0].isupper() and len(self.word(stop - 1)) > 1

    def space(self, index: int) -> str:
        """The white space before the token, as written."""
        return self._gaps[index]

    def low(self, index: int) -> str:
        """The token in lower case; the empty string outside the text."""
        return self.lows[index] if 0 <= index < self.count else ""

    def word(self, index: int) -> str:
        """The token as written; the empty string outside the text."""
        return self.words[index] if 0 <= index < self.count else ""
