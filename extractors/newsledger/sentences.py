"""Sentence bounds by fast code over the whole text, before any model reads it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Literal

import msgspec

from newsledger.resources import folder

if TYPE_CHECKING:
    from newsledger.cleaning import Layout

Role = Literal["headline", "lede", "body"]

LONGEST = 2000
"""Characters of a sentence after which it is cut at a space: a text without stops must not reach the model whole."""


class Sentence(msgspec.Struct, frozen=True):
    """A sentence, headline or table row: ``article.text[start:end]``, without outer white space.

    ``index`` counts the sentences of the article from 0; ``paragraph`` counts its paragraphs. ``role`` is ``headline``
    for the title, ``lede`` for the first sentence of the body, ``body`` for the rest.
    """

    index: int
    start: int
    end: int
    paragraph: int
    role: Role


class _Words(msgspec.Struct, frozen=True):
    """The vocabulary of ``lexicons/abbreviations.toml``."""

    before_name: frozenset[str]
    before_number: frozenset[str]
    inside: frozenset[str]
    marks: tuple[str, ...]
    openers: frozenset[str]
    time_goes_on: frozenset[str]


@cache
def _words() -> _Words:
    with (folder("lexicons") / "abbreviations.toml").open("rb") as table:
        rows = tomllib.load(table)
    return _Words(
        frozenset(rows["before_name"]),
        frozenset(rows["before_number"]),
        frozenset(rows["inside"]),
        tuple(rows["marks"]),
        frozenset(rows["openers"]),
        frozenset(rows["time_goes_on"]),
    )


# A stop with the marks that close it, then what begins the next sentence: white space and no small letter (names such
# as "eBay" apart), or, where a web page lost the space, one of a few words that only begin sentences. Nothing is tried
# twice (possessive repeats, no start within a run of stops), so that the time is linear.
_STOP = re.compile(
    r"(?<![.!?…])[.!?…]++[\"'”’)\]»]*+"
    r"(?:(?<=[a-z\d%][.!?])(?=(?:The|It|In|But|He|She|This|That|We|They|However|According|Its)\s)"
    r"|\s++(?=[^a-z\s]|[a-z][A-Z]))"
)
_TOKEN_BEFORE = re.compile(r"[^\s(<\[\"“‘'/—–]*$")
_WORD = re.compile(r"[\"“‘'(\[]*([A-Za-z]+(?:['’][a-z]+)?)")
_INITIALS = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]$|[A-Z]$|(?:[A-Z][a-z]?\.-?)+[A-Z]?[a-z]?$")
_HALF_OF_DAY = re.compile(r"\d?[ap]\.?m$")
_LOCAL_TIME = re.compile(r"(?:[A-Z][\w'’]+\s+){1,3}time\b")
_LIST_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})$")


def split(text: str, layout: Layout) -> list[Sentence]:
    """The sentences of the story and its headline, in order; what ``layout`` marks as furniture or dateline is in none.

    Together they cover every character of the story that is not white space. Time is linear in the text.
    """
    sentences: list[Sentence] = []
    paragraph = 0
    if layout.title is not None:
        sentences.append(Sentence(0, layout.title[0], layout.title[1], 0, "headline"))
        paragraph = 1
    role: Role = "lede"
    for piece in layout.body:
        for start, end in _bounds(text, piece.start, piece.end):
            sentences.append(Sentence(len(sentences), start, end, paragraph + piece.paragraph, role))
            role = "body"
    return sentences


def _bounds(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentences within a paragraph that begins and ends with a character that is not white space."""
    begin = start
    for stop in _STOP.finditer(text, start, end):
        after = stop.end()
        if after < end and _ends(text, begin, stop, end):
            finish = stop.start() + len(stop.group().rstrip())
            yield from _pieces(text, begin, finish)
            begin = after
    yield from _pieces(text, begin, end)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentence, cut at spaces where it is longer than ``LONGEST``."""
    while end - start > LONGEST:
        cut = start + LONGEST
        space = max(text.rfind(" ", start + LONGEST // 2, cut), text.rfind("\n", start + LONGEST // 2, cut))
        finish = space if space > 0 else cut
        while text[finish - 1].isspace():
            finish -= 1
        yield start, finish
        start = max(space, finish)
        while text[start].isspace():
            start += 1
    if start < end:
        yield start, end


def _ends(text: str, begin: int, stop: re.Match[str], limit: int) -> bool:
    """Whether a stop ends its sentence."""
    mark = text[stop.start()]
    shown = stop.group()
    if mark != "." or shown.startswith(".."):
        return mark not in "!?" or not _is_mark_of_name(text, stop, limit)
    if shown.rstrip()[1:]:
        # "... in the U.S.)" and '... at Acme Inc."' close with the stop, so nothing can follow within the sentence.
        return not shown.rstrip().endswith((")", "]")) or _WORD.match(text, stop.end(), limit) is not None
    if not shown[1:]:
        return True
    words = _words()
    token = _TOKEN_BEFORE.search(text, max(begin, stop.start() - 24), stop.start())
    word = token.group() if token else ""
    if not word or word.isdigit() or len(word) > 12:
        return not (_LIST_NUMBER.match(word) and token is not None and token.start() == begin)
    following = text[stop.end()]
    if word in words.before_name:
        return False
    if word in words.before_number and following.isdigit():
        return False
    if _HALF_OF_DAY.search(word):
        opener = _WORD.match(text, stop.end(), limit)
        if opener is None or opener[1] in words.time_goes_on:
            return False
        return _LOCAL_TIME.match(text, stop.end(), limit) is None
    if word in words.inside or _INITIALS.match(word):
        if token is not None and token.start() == begin:
            return False
        opener = _WORD.match(text, stop.end(), limit)
        return opener is not None and opener[1] in words.openers
    return True


def _is_mark_of_name(text: str, stop: re.Match[str], limit: int) -> bool:
    """Whether "!" or "?" belongs to a name ("Yahoo! Inc"), so that only an opening word can begin a sentence."""
    words = _words()
    if not text.endswith(words.marks, 0, stop.start() + 1):
        return False
    opener = _WORD.match(text, stop.end(), limit)
    return opener is None or opener[1] not in words.openers
