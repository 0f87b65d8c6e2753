"""A light token stream: numbers, words and single signs, with the white space before each."""

from __future__ import annotations

import re
from itertools import accumulate, chain

# Alternatives exclude each other by their first character and no part can fail after consuming, so the scan is linear;
# possessive repeats keep the way back from filling memory in a long run of digits. The last alternative matches the
# empty end, so that trailing white space is consumed once. Letters of plain ASCII text are found a third faster as a
# range.
_PATTERN = r"(\s*+)({letter}++|\d++(?:[.,]\d++)*+|(?<![\w.,])\.\d++|\S|\Z)"
_TOKEN = re.compile(_PATTERN.format(letter=r"[^\W\d_½¼¾⅓⅔⅛⅜⅝⅞]"))
_ASCII_TOKEN = re.compile(_PATTERN.format(letter="[A-Za-z]"))
_BREAK = re.compile(r"\n[ \t]*\r?\n|\n[ \t]{2,}|\n\t|\u2029")

ATTACHED, SPACED, WRAPPED, BROKEN = 0, 1, 2, 3
_SENTENCE = 30
_STOPS = frozenset(".!?")
_FEW_SPACES = 3
_MANY_KINDS = 1000

# The grammar looks a few tokens ahead and behind; beyond either end of the text it finds these.
_MARGIN = 64
_NO_WORDS = ("",) * _MARGIN
_NO_GAPS = (BROKEN,) * _MARGIN


class Tokens:
    """Parallel lists over the tokens of a text.

    ``words`` are the tokens as written, ``lows`` the same in lower case, ``starts`` and ``ends`` their offsets.
    ``gaps[i]`` tells what stands before token ``i``: nothing, a space, a line break inside a paragraph, or a paragraph
    break. ``count`` is the number of tokens; up to ``_MARGIN`` places before the first and after the last, words are
    empty and gaps are breaks.
    """

    __slots__ = ("count", "ends", "gaps", "lows", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        pairs = (_ASCII_TOKEN if text.isascii() else _TOKEN).findall(text)
        while pairs and not pairs[-1][1]:
            pairs.pop()
        self.text = text
        self.count = len(pairs)
        spaces, words = zip(*pairs, strict=True) if pairs else ((), ())
        bounds = list(accumulate(map(len, chain.from_iterable(pairs))))
        self.starts: list[int] = bounds[0::2]
        self.ends: list[int] = bounds[1::2]
        self.words: list[str] = [*words, *_NO_WORDS]
        self.lows: list[str] = list(map(str.lower, self.words))
        for space in set(spaces).difference(_known_gaps):
            _learn(space)
        self.gaps: list[int] = [_known_gaps.get(space, BROKEN) for space in spaces]
        if pairs:
            self.gaps[0] = BROKEN
        self.gaps += _NO_GAPS

    def space(self, index: int) -> str:
        """The white space between token ``index - 1`` and token ``index``."""
        return self.text[self.ends[index - 1] : self.starts[index]]

    def sentence(self, index: int) -> int:
        """The first token of the sentence around a token, looking back a bounded way."""
        place = index
        while place > 0 and index - place < _SENTENCE:
            if self.gaps[place] > WRAPPED:
                return place
            if self.words[place - 1] in _STOPS and self._ends_sentence(place - 1):
                return place
            place -= 1
        return place

    def _ends_sentence(self, stop: int) -> bool:
        """Whether a full stop ends a sentence rather than an abbreviation or initial."""
        following = self.words[stop + 1]
        return self.gaps[stop + 1] > ATTACHED and following[0].isupper() and len(self.words[stop - 1]) > 1


def split(text: str) -> list[str]:
    """The tokens of a short text, as the lexicons have them."""
    tokens = Tokens(text)
    return tokens.words[: tokens.count]


_known_gaps: dict[str, int] = {"": ATTACHED, " ": SPACED, "\n": WRAPPED}


def _learn(space: str) -> None:
    """Note the kind of a white space that was not met before; one of odd length is a break and is not noted."""
    if len(space) <= _MARGIN and len(_known_gaps) < _MANY_KINDS:
        _known_gaps[space] = _kind_of(space)


def _kind_of(space: str) -> int:
    if "\n" not in space and "\r" not in space and "\u2029" not in space:
        return SPACED if len(space) <= _FEW_SPACES else BROKEN
    return BROKEN if _BREAK.search(space) else WRAPPED
