"""What the neural model says of one sentence, with every token at its place in the article.

The model was trained on edited text; wire copy and figures are what it errs on. So it is not given the sentence as it
stands but a *view* of it: line breaks and odd spaces become one plain space, codes beside names are left out, and each
figure that the figure reader has named is written in the one spelling that the model has seen most ("120 mln dlrs" ->
"$120 million", "8.5 pct" -> "8.5%"). The article is not changed: each token of the view knows the article offsets that
it stands for.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from typing import cast

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import ENT_TYPE, IDX, IS_TITLE, LENGTH, LOWER, TAG
from spacy.tokens import Doc, Span, Token

from newsledger.codes import codes
from newsledger.figures.figure import Figure
from newsledger.sentences import Sentence

_UNSEEN = r"\u00ad\u200b\u2060\ufeff"
_SPACE = re.compile(rf"(?:[^\S ]|[{_UNSEEN}]| (?=[\s{_UNSEEN}]))[\s{_UNSEEN}]*")
"""White space that is not one plain space, and signs that are not seen."""

_PLACE = [IDX, LENGTH]
_TOLD = [TAG, LOWER, ENT_TYPE, IS_TITLE]

NAME_TAGS = frozenset({"NNP", "NNPS"})
NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
FINITE_TAGS = frozenset({"VBD", "VBP", "VBZ", "MD"})
VERB_TAGS = FINITE_TAGS | {"VB", "VBG", "VBN"}
"""Tags of the Penn Treebank, which every English model of spaCy gives, by the part of speech that they stand for."""

NAMED = frozenset({"ORG", "GPE", "PERSON"})
"""Kinds of entity that are called by a name."""


def _numbers(tokens: Doc | Span, attributes: list[int]) -> NDArray[np.uint64]:
    """Attributes of tokens as numbers, tokens x attributes; spaCy's stubs do not know that a Span has this too."""
    return np.asarray(cast("Doc", tokens).to_array([*attributes]), np.uint64)


class View:
    """A sentence as the model reads it, with the way back to the article.

    ``pieces`` are ``(view_start, view_end, start, end, verbatim)``: a verbatim piece has the same length on both
    sides, any other stands for the article span as a whole.
    """

    __slots__ = ("_starts", "pieces", "text")

    def __init__(self, text: str, pieces: list[tuple[int, int, int, int, bool]]) -> None:
        self.text = text
        self.pieces = pieces
        self._starts = [piece[0] for piece in pieces]

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The article span that the view span ``[start, end)`` stands for."""
        first = self.pieces[max(bisect.bisect_right(self._starts, start) - 1, 0)]
        last = self.pieces[max(bisect.bisect_left(self._starts, end) - 1, 0)]
        begin = first[2] + (start - first[0]) if first[4] else first[2]
        finish = last[2] + (end - last[0]) if last[4] else last[3]
        return begin, finish


def spelling(figure: Figure) -> str | None:
    """How the model is shown the figure's core; ``None`` leaves it as written.

    >>> # "Rs 11,909 crore" -> "$119 billion", "8-1/2 pct" -> "8.5%"
    """
    quantity = figure.quantity
    ranged = quantity.modifier == "range"
    if quantity.kind == "money":
        amount, scale = _scaled(quantity.value)
        return f"${amount} to ${amount}{scale}" if ranged else f"${amount}{scale}"
    if quantity.kind == "percent" and any(character.isdigit() for character in quantity.text):
        return "5% to 6%" if ranged else "5%"
    return None


def _scaled(value: object) -> tuple[str, str]:
    """A short amount and a scale word of the same order of magnitude: the model needs the shape, not the number."""
    digits = len(str(value).lstrip("-").split(".")[0])
    if digits > 9:
        return "5", " billion"
    if digits > 6:
        return "5", " million"
    return "5", ""


def view(text: str, sentence: Sentence, figures: Sequence[Figure]) -> View:
    """Make the model's view of a sentence. ``figures`` are those of the sentence, in order."""
    parts: list[str] = []
    pieces: list[tuple[int, int, int, int, bool]] = []
    length = 0

    def put(shown: str, start: int, end: int, verbatim: bool) -> None:
        nonlocal length
        if shown:
            parts.append(shown)
            pieces.append((length, length + len(shown), start, end, verbatim))
            length += len(shown)

    def put_plain(start: int, end: int) -> None:
        for first, last in codes(text, start, end):
            put_words(start, first)
            start = last
        put_words(start, end)

    def put_words(start: int, end: int) -> None:
        position = start
        for gap in _SPACE.finditer(text, start, end):
            put(text[position : gap.start()], position, gap.start(), True)
            put(" ", gap.start(), gap.end(), False)
            position = gap.end()
        put(text[position:end], position, end, True)

    position = sentence.start
    for figure in figures:
        shown = spelling(figure)
        start, end = figure.core
        if shown is None or start < position or end > sentence.end:
            continue
        put_plain(position, start)
        put(shown, start, end, False)
        position = end
    put_plain(position, sentence.end)
    return View("".join(parts), pieces)


class Analysis:
    """What the model says of one sentence: spaCy tokens, their tags and lower-case forms, and their article offsets.

    ``tokens`` is a Doc of its own (the cascade) or a Span of a user's Doc (the spaCy component); rules use only token
    attributes and the methods here, so both serve.
    """

    __slots__ = ("_entities", "_first", "_lows", "_tags", "ends", "sentence", "starts", "tokens")

    def __init__(self, sentence: Sentence, tokens: Doc | Span, offsets: Sequence[tuple[int, int]]) -> None:
        self.sentence = sentence
        self.tokens = tokens
        self.starts = [start for start, _ in offsets]
        self.ends = [end for _, end in offsets]
        self._first = tokens.start if isinstance(tokens, Span) else 0
        self._tags: list[str] | None = None
        self._lows: list[str] | None = None
        self._entities: list[str] | None = None

    @classmethod
    def of_view(cls, sentence: Sentence, doc: Doc, shown: View) -> Analysis:
        """From a Doc made of the model's view of the sentence."""
        places = _numbers(doc, _PLACE).tolist()
        return cls(sentence, doc, [shown.origin(start, start + length) for start, length in places])

    @classmethod
    def of_span(cls, sentence: Sentence, span: Span) -> Analysis:
        """From a part of a Doc whose text is the article."""
        return cls(sentence, span, [(start, start + length) for start, length in _numbers(span, _PLACE).tolist()])

    def __len__(self) -> int:
        return len(self.starts)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @property
    def tags(self) -> list[str]:
        """The tags of the tokens, by place. A name at the start of a clause is often tagged a verb ("Spotify now
        foresees"), which its entity mends."""
        return self._tags if self._tags is not None else self._read()[0]

    @property
    def lows(self) -> list[str]:
        """The words of the tokens in lower case, by place."""
        return self._lows if self._lows is not None else self._read()[1]

    @property
    def entities(self) -> list[str]:
        """The kinds of entity that the tokens are part of, by place; empty for none."""
        return self._entities if self._entities is not None else self._read()[2]

    def _read(self) -> tuple[list[str], list[str], list[str]]:
        """Tags, lower-case words and kinds of entity: read together and once, as numbers, for a token of spaCy is made
        anew each time that it is looked at."""
        string = self.tokens.vocab.strings.__getitem__
        tags, lows, entities, titled = _numbers(self.tokens, _TOLD).T.tolist()
        known = {number: string(number) for number in {*tags, *entities}}
        self._lows = list(map(string, lows))
        self._entities = [known[entity] for entity in entities]
        self._tags = [
            "NNP" if title and entity in NAMED and known[tag][:1] == "V" else known[tag]
            for tag, entity, title in zip(tags, self._entities, titled, strict=True)
        ]
        return self._tags, self._lows, self._entities

    def places(self, start: int, end: int) -> range:
        """The places of the tokens that touch the article span ``[start, end)``."""
        first = bisect.bisect_right(self.ends, start)
        return range(first, max(bisect.bisect_left(self.starts, end, first), first))

    def index(self, token: Token) -> int:
        """The token's place in this sentence, or -1 if it is outside (a head beyond the sentence)."""
        place = token.i - self._first
        return place if 0 <= place < len(self.starts) else -1

    def token(self, place: int) -> Token:
        """The token at a place of this sentence."""
        token: Token = self.tokens[place]
        return token

    def start(self, token: Token) -> int:
        """Article offset at which the token begins."""
        return self.starts[token.i - self._first]

    def end(self, token: Token) -> int:
        """Article offset at which the token ends."""
        return self.ends[token.i - self._first]

    def covering(self, start: int, end: int) -> list[Token]:
        """The tokens that touch the article span ``[start, end)``, in order."""
        return [self.tokens[place] for place in self.places(start, end)]

    def head(self, start: int, end: int) -> Token | None:
        """The noun that the words of an article span speak of: the last one before the first preposition ("analysts"
        of "analysts at Acme"); ``None`` if there is none."""
        found = None
        for token in self.covering(start, end):
            if token.tag_ in NOUN_TAGS:
                found = token
            elif found is not None and token.tag_ in ("IN", "TO", ",", "WDT", "WP", "VBG", "VBN"):
                break
        return found
