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

import msgspec

from newsledger.articles.article import Article
from newsledger.articles.lines import Piece, ends_with_stop, lines_of, pieces_of
from newsledger.articles.lines import Line as TextLine
from newsledger.articles.masthead import find_masthead, phrase, vocabulary

_SHORT = 40
"""Words of a last paragraph that is furniture even where only one of its sentences says so."""
_ABOUT = re.compile(
    r"About (?:the )?(?=[A-Z])[\w&.'’()-]+(?:,? (?:[A-Z&][\w&.'’()-]*|of|the|and|for|de)){0,7}(?P<rest>:\s+\S|:?\s*$)"
)
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
    """The vocabulary, compiled. Each pattern names its cue by the group ``c<number>`` that matched."""

    kinds: tuple[str, ...]
    reaches: tuple[str, ...]
    anywhere: re.Pattern[str]
    bottom: re.Pattern[str]
    contains: re.Pattern[str]
    inside: re.Pattern[str]


@cache
def _cues() -> _Cues:
    kinds: list[str] = []
    reaches: list[str] = []
    anywhere: list[str] = []
    bottom: list[str] = []
    contains: list[str] = []
    inside: list[str] = []
    for number, cue in enumerate(vocabulary()["cue"]):  # type: ignore[arg-type, var-annotated]
        kinds.append(cue["kind"])
        reaches.append(cue.get("reach", "line"))
        forms = [phrase(words) + (r"\b" if words[-1].isalnum() else "") for words in cue.get("starts", ())]
        forms += [phrase(words) + r"(?:\s*\(\d+\))?[\s:»>]*$" for words in cue.get("whole", ())]
        forms += cue.get("patterns", ())
        group = f"(?P<c{number}>{'|'.join(forms)})"
        if cue["where"] == "anywhere":
            anywhere.append(group)
        if cue["where"] in ("anywhere", "bottom"):
            bottom.append(group)
        if "contains" in cue:
            contains.append(f"(?P<c{number}>{'|'.join(cue['contains'])})")
        if "inside" in cue:
            inside.append(f"(?P<c{number}>{'|'.join(phrase(words) for words in cue['inside'])})")
    compiled = [re.compile("|".join(forms), re.IGNORECASE) for forms in (anywhere, bottom, contains)]
    return _Cues(tuple(kinds), tuple(reaches), *compiled, re.compile("|".join(inside)))


def survey(article: Article) -> Layout:
    """Find title, dateline, furniture and story. Never raises; an empty text has an empty layout."""
    text = article.text
    lines = lines_of(text)
    top = find_masthead(text, title_end=article.title_end, lines=lines)
    marks = [Furniture(mark.start, mark.end, mark.kind) for mark in top.marks]
    marked = {mark.start for mark in marks}
    title_end = top.title[1] if top.title else 0
    story = [line for line in lines if line.start not in marked and line.start >= title_end]
    pieces = _without_dateline(pieces_of(text, _reblanked(lines, story)), top.dateline, text)
    places, below = _below(text, pieces)
    marks += places
    body = [piece for piece in pieces if piece.start not in below]
    body, tail = _cut_inside(text, body)
    marks += tail
    return Layout(top.title, top.dateline, tuple(_in_order(marks)), tuple(body))


def _reblanked(lines: Sequence[TextLine], story: Sequence[TextLine]) -> list[TextLine]:
    """The lines of the story, with a break where a line of the masthead was taken out between them."""
    if len(lines) == len(story):
        return list(story)
    places = {line.start: place for place, line in enumerate(lines)}
    kept: list[TextLine] = []
    for line in story:
        parted = not kept or line.blank or places[line.start] != places[kept[-1].start] + 1
        kept.append(line._replace(blank=parted))
    return kept


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


def _below(text: str, pieces: Sequence[Piece]) -> tuple[list[Furniture], set[int]]:
    """Furniture among the pieces after the first one: ``(marks, starts of the pieces marked)``."""
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
    last = len(pieces) - 1
    while last > 0:
        if last not in kind_of:
            kind = _bottom_kind(text, pieces[last])
            if kind is None:
                break
            kind_of[last] = kind
        last -= 1
    for place in range(max(1, len(pieces) // 3), len(pieces)):
        if place not in kind_of or kind_of[place] == "boilerplate":
            kind_of.update(dict.fromkeys(_section(text, pieces, place), "boilerplate"))
    marks = [Furniture(pieces[place].start, pieces[place].end, kind) for place, kind in kind_of.items()]
    return marks, {mark.start for mark in marks}


def _named(found: re.Match[str]) -> tuple[str, str]:
    number = int((found.lastgroup or "c0")[1:])
    return _cues().kinds[number], _cues().reaches[number]


def _bottom_kind(text: str, piece: Piece) -> str | None:
    """The kind of a last paragraph that is furniture, ``None`` for one of the story.

    "Market data provided by Acme. Subscribe for $1 a week"
    """
    cues = _cues()
    if piece.end - piece.start > 4000:
        return None
    found = cues.bottom.match(text, piece.start, piece.end)
    if found is None and len(text[piece.start : piece.end].split()) <= _SHORT:
        for stop in _SENTENCE.finditer(text, piece.start, piece.end):
            found = found or cues.bottom.match(text, stop.end(), piece.end)
        found = found or cues.contains.search(text, piece.start, piece.end)
    if found is not None:
        return _named(found)[0]
    return "boilerplate" if _is_about(text, piece) else None


def _is_about(text: str, piece: Piece) -> bool:
    return _ABOUT.match(text, piece.start, piece.end) is not None


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
