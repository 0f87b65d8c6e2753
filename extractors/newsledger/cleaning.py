"""Site furniture is marked, not cut, so that offsets hold.

Marked are the lines around the story: bylines and dates above it, notices, links, credits and advertisements below it,
and, wherever they stand, lines that only a web page has ("Read next:"). What such lines say is vocabulary, in
``lexicons/furniture.toml``; where they may stand is decided here. A cut that takes text of the story is worse than a
notice that stays, so a doubtful line stays.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import msgspec

from newsledger.articles.article import Article
from newsledger.articles.lines import Line as TextLine
from newsledger.articles.lines import Piece, ends_with_stop, lines_of, pieces_of
from newsledger.articles.masthead import find_masthead, phrase, vocabulary

_TAIL = 300
"""Characters at the end of the last paragraph in which a sentence may begin furniture."""
_FEW = 4
"""Words that do not make a sentence."""
_LAST_LINES = 4
_ABOUT = re.compile(
    r"About (?:the )?(?=[A-Z])[\w&.'’()-]+(?:,? (?:[A-Z&][\w&.'’()-]*|of|the|and|for|de)){0,7}(?P<rest>:\s+\S|:?\s*$)"
)
_WORD_ENDS = r"\b"
_LINE_ENDS = r"(?:\s*\(\d+\))?[\s:»>]*$"
_SENTENCE = re.compile(r"[.!?][\"”’)]*\s+")


class Furniture(msgspec.Struct, frozen=True):
    """A stretch that is no part of the story. ``kind`` is one of the kinds of ``lexicons/furniture.toml``."""

    start: int
    end: int
    kind: str


class Layout(msgspec.Struct, frozen=True):
    """Where the story is. All spans are offsets in ``article.text``.

    ``title`` and ``dateline`` ("LONDON, Nov 7 -") are ``None`` where there are none. ``furniture`` is in order and does
    not overlap. ``body`` are the paragraphs, list items and rows of the story, in order, without title, dateline and
    furniture.
    """

    title: tuple[int, int] | None
    dateline: tuple[int, int] | None
    furniture: tuple[Furniture, ...]
    body: tuple[Piece, ...]

    def skip_spans(self) -> list[tuple[int, int]]:
        """The spans to read nothing from, in order: furniture and dateline."""
        spans = [(mark.start, mark.end) for mark in self.furniture]
        if self.dateline is not None:
            bisect.insort(spans, self.dateline)
        return spans


class _Cues(msgspec.Struct, frozen=True):
    """The vocabulary, compiled. Each pattern names its cue by the group ``c<number>`` that matched. ``anywhere`` and
    ``bottom`` hold one pattern for each first character, because most lines begin like no cue at all."""

    kinds: tuple[str, ...]
    reaches: tuple[str, ...]
    anywhere: _ByFirst
    bottom: _ByFirst
    contains: re.Pattern[str]
    inside: re.Pattern[str]


class _ByFirst:
    """Patterns by the character with which their match begins."""

    def __init__(self, forms: Sequence[tuple[int, str, str]]) -> None:
        """``forms`` are ``(number of the cue, first character or "" if unknown, regular expression)``."""
        always = [(number, form) for number, first, form in forms if not first]
        self._other = _joined(always)
        self._patterns = {
            first: _joined([*((number, form) for number, begin, form in forms if begin == first), *always])
            for first in {first for _, first, _ in forms if first}
        }

    def match(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """The cue with which ``text[start:end]`` begins."""
        return self._patterns.get(text[start : start + 1].lower(), self._other).match(text, start, end)


def _joined(forms: Iterable[tuple[int, str]]) -> re.Pattern[str]:
    """One pattern of all forms, those of a cue in one group."""
    by_cue: dict[int, list[str]] = {}
    for number, form in forms:
        by_cue.setdefault(number, []).append(form)
    return re.compile("|".join(f"(?P<c{number}>{'|'.join(each)})" for number, each in by_cue.items()), re.IGNORECASE)


@cache
def _cues() -> _Cues:
    table: list[dict[str, Any]] = vocabulary()["cue"]
    starting: dict[str, list[tuple[int, str, str]]] = {"anywhere": [], "bottom": [], "top": []}
    for number, cue in enumerate(table):
        forms = starting[cue["where"]]
        for words in cue.get("starts", ()):
            forms.append((number, words[0], phrase(words) + _WORD_ENDS * words[-1].isalnum()))
        forms += [(number, words[0], phrase(words) + _LINE_ENDS) for words in cue.get("whole", ())]
        forms += [(number, "", form) for form in cue.get("patterns", ())]
    return _Cues(
        kinds=tuple(cue["kind"] for cue in table),
        reaches=tuple(cue.get("reach", "line") for cue in table),
        anywhere=_ByFirst(starting["anywhere"]),
        bottom=_ByFirst(starting["anywhere"] + starting["bottom"]),
        contains=_joined((number, form) for number, cue in enumerate(table) for form in cue.get("contains", ())),
        inside=_joined((number, phrase(words)) for number, cue in enumerate(table) for words in cue.get("inside", ())),
    )


def survey(article: Article) -> Layout:
    """Find title, dateline, furniture and story. Never raises; an empty text has an empty layout."""
    text = article.text
    lines = lines_of(text)
    top = find_masthead(text, title_end=article.title_end, lines=lines)
    marks = [Furniture(mark.start, mark.end, mark.kind) for mark in top.marks]
    title_end = top.title[1] if top.title else 0
    story = _part_last_lines(text, _story(lines, title_end, {mark.start for mark in marks}))
    pieces = _without_dateline(pieces_of(text, story), top.dateline, text)
    below = _below(text, pieces)
    marks += below
    body = _without(text, pieces, below)
    body, tail = _cut_inside(text, body)
    marks += tail
    return Layout(top.title, top.dateline, tuple(_in_order(marks)), tuple(body))


def _story(lines: Sequence[TextLine], title_end: int, marked: set[int]) -> list[TextLine]:
    """The lines below the title that are not marked, with a break where a marked line stood between them."""
    kept: list[TextLine] = []
    parted = True
    for line in lines:
        if line.start < title_end or line.start in marked:
            parted = True
            continue
        kept.append(line._replace(blank=True) if parted and not line.blank else line)
        parted = False
    return kept


def _part_last_lines(text: str, story: list[TextLine]) -> list[TextLine]:
    """Part from their paragraph the last lines that are a notice: wire copy signs off on a line of its own."""
    for place in range(max(1, len(story) - _LAST_LINES), len(story)):
        line = story[place]
        found = None if line.blank else _cues().bottom.match(text, line.start, line.end)
        if found is None:
            continue
        signed_off = _named(found)[0] == "sign_off" and not ends_with_stop(text, line)
        if signed_off or ends_with_stop(text, story[place - 1]):
            story[place] = line._replace(blank=True)
    return story


def _without_dateline(pieces: list[Piece], dateline: tuple[int, int] | None, text: str) -> list[Piece]:
    if dateline is None:
        return pieces
    shortened = []
    for piece in pieces:
        if piece.start == dateline[0]:
            start = dateline[1]
            while start < piece.end and text[start].isspace():
                start += 1
            if start == piece.end:
                continue
            piece = Piece(start, piece.end, piece.paragraph)
        shortened.append(piece)
    return shortened


def _without(text: str, pieces: Sequence[Piece], marks: Sequence[Furniture]) -> list[Piece]:
    """The pieces without what is marked, which is a piece or the end of one."""
    begin = {mark.start for mark in marks}
    end = {mark.end: mark.start for mark in marks}
    kept = []
    for piece in pieces:
        if piece.start in begin:
            continue
        if piece.end in end:
            finish = end[piece.end]
            while text[finish - 1].isspace():
                finish -= 1
            piece = Piece(piece.start, finish, piece.paragraph)
        kept.append(piece)
    return kept


def _below(text: str, pieces: Sequence[Piece]) -> list[Furniture]:
    """Furniture among the pieces after the first one: whole pieces, and the end of the last piece of the story."""
    cues = _cues()
    kind_of: dict[int, str] = {}
    place = 1
    while place < len(pieces):
        piece = pieces[place]
        found = cues.anywhere.match(text, piece.start, piece.end)
        reach = "line"
        if found is not None:
            kind, reach = _named(found)
            kind_of[place] = kind
            if reach == "end":
                kind_of.update((later, kind) for later in range(place, len(pieces)))
                break
        place += 1
    marks = []
    for last in range(len(pieces) - 1, 0, -1):
        if last in kind_of:
            continue
        piece = pieces[last]
        start, kind = _bottom_start(text, piece)
        if start is None:
            break
        if start > piece.start:
            marks.append(Furniture(start, piece.end, kind))
            break
        kind_of[last] = kind
    for place in range(max(1, len(pieces) // 3), len(pieces)):
        if place not in kind_of or kind_of[place] == "boilerplate":
            kind_of.update(dict.fromkeys(_section(text, pieces, place), "boilerplate"))
    return [*(Furniture(pieces[place].start, pieces[place].end, kind) for place, kind in kind_of.items()), *marks]


def _named(found: re.Match[str]) -> tuple[str, str]:
    number = int((found.lastgroup or "c0")[1:])
    return _cues().kinds[number], _cues().reaches[number]


def _bottom_start(text: str, piece: Piece) -> tuple[int | None, str]:
    """Where in a last paragraph furniture begins, and its kind; ``None`` for a paragraph of the story.

    "Shares rose. With Reuters" -> from "With"; "Market data provided by Acme. Subscribe for $1 a week" -> all of it
    """
    cues = _cues()
    found = cues.bottom.match(text, piece.start, piece.end)
    if found is not None:
        return piece.start, _named(found)[0]
    if _ABOUT.match(text, piece.start, piece.end) is not None:
        return piece.start, "boilerplate"
    starts = [stop.end() for stop in _SENTENCE.finditer(text, max(piece.start, piece.end - _TAIL), piece.end)]
    for start in starts:
        found = cues.bottom.match(text, start, piece.end)
        if found is not None and (kind := _named(found)[0]) != "sign_off":
            return _or_whole(text, piece, start), kind
    if piece.end - piece.start <= _TAIL:
        found = cues.contains.search(text, piece.start, piece.end)
        if found is not None:
            start = max((start for start in starts if start <= found.start()), default=piece.start)
            return _or_whole(text, piece, start), _named(found)[0]
    return None, ""


def _or_whole(text: str, piece: Piece, start: int) -> int:
    """The start of the piece where no more than a name stands before ("Acme SA. Call our hotline on ...")."""
    return piece.start if len(text[piece.start : start].split()) < _FEW else start


def _section(text: str, pieces: Sequence[Piece], place: int) -> Iterable[int]:
    """The places of a closing section of a press release: "About Acme" or "Forward-looking statements" and the prose
    under it, up to the next heading or table."""
    piece = pieces[place]
    about = _ABOUT.match(text, piece.start, piece.end)
    if about is None:
        found = _cues().bottom.match(text, piece.start, piece.end)
        if found is None or _named(found)[1] != "section":
            return []
    elif about["rest"].strip() not in ("", ":"):
        return [place]
    covered = [place]
    for later in range(place + 1, len(pieces)):
        if not ends_with_stop(text, TextLine(pieces[later].start, pieces[later].end, 0, False)):
            break
        covered.append(later)
    return covered if len(covered) > 1 else []


def _cut_inside(text: str, body: Sequence[Piece]) -> tuple[list[Piece], list[Furniture]]:
    """Cut a text without line breaks where a notice begins within a paragraph."""
    kept: list[Piece] = []
    for place, piece in enumerate(body):
        found = _cues().inside.search(text, piece.start, piece.end)
        if found is None or found.start() == piece.start:
            kept.append(piece)
            continue
        kind = _named(found)[0]
        end = found.start()
        while text[end - 1].isspace():
            end -= 1
        kept.append(Piece(piece.start, end, piece.paragraph))
        marks = [Furniture(found.start(), piece.end, kind)]
        marks += [Furniture(later.start, later.end, kind) for later in body[place + 1 :]]
        return kept, marks
    return kept, []


def _in_order(marks: Sequence[Furniture]) -> list[Furniture]:
    return sorted(marks, key=lambda mark: mark.start)
