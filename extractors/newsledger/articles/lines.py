"""The shape of a text: its lines, and which of them belong together.

News comes hard-wrapped (wire copy: a line break is a space), with one paragraph on a line (web copy: a line break ends
the paragraph) and with tables (a line is a row). The shape is read from the text itself, once per article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, pairwise
from typing import NamedTuple

import msgspec

LONG_LINE = 120
"""No wire or mail program wraps later than this; a text with longer lines is not wrapped."""

_INDENT = 2
_SLACK = 10
_BREAKS = r"\n\r\x0b\x0c\x85\u2028\u2029"
# A line begins after a break, so that a long run of spaces is tried once.
_LINE = re.compile(rf"(?<![^\S{_BREAKS}])([^\S{_BREAKS}]*+)(\S[^{_BREAKS}]*)")
_BLANK = re.compile(r"\n[^\S\n]*\n|\r[^\S\n\r]*\r|\x0c|\u2029")
_BULLET = re.compile(r"(?:[•‣▪◦·*–-]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+\S")
_STOPS = (".", "!", "?", '."', ".”", ".'", ".’", ".)", '?"', "?”", '!"', "!”", "…")


class Line(NamedTuple):
    """A line that is not blank, without its outer white space. ``blank`` says that a blank line stands before it."""

    start: int
    end: int
    indent: int
    blank: bool


class Piece(msgspec.Struct, frozen=True):
    """Lines that read as one: a paragraph, a list item or a table row. ``paragraph`` counts paragraphs from 0; the rows
    of a table share one. Within a piece only stops end a sentence."""

    start: int
    end: int
    paragraph: int


def lines_of(text: str, most: int | None = None) -> list[Line]:
    """The lines of a text that are not blank, or the first ``most`` of them."""
    found: list[Line] = []
    previous = 0
    for match in islice(_LINE.finditer(text), most):
        begin, end = match.span(2)
        gap = text[previous : match.start()]
        blank = not found or (len(gap) > 1 and _BLANK.search(gap) is not None)
        while text[end - 1].isspace():
            end -= 1
        found.append(Line(begin, end, begin - match.start(), blank))
        previous = end
    return found


def ends_with_stop(text: str, line: Line) -> bool:
    """Whether a line ends as a sentence does."""
    return text.endswith(_STOPS, line.start, line.end)


def pieces_of(text: str, lines: Sequence[Line]) -> list[Piece]:
    """Join the lines that read as one.

    A blank line always parts. In a wrapped text a line break parts before an indented line, a list item, or where the
    next word would have fitted on the line before and the lines look like rows. In any other text each line stands
    alone unless the next one goes on in lower case.
    """
    if not lines:
        return []
    wrapped = _is_wrapped(text, lines)
    width = max(line.indent + line.end - line.start for line in lines)
    base = _base_indents(lines)
    pieces: list[Piece] = []
    start, end = lines[0].start, lines[0].end
    paragraph = 0
    for place in range(1, len(lines)):
        before, line = lines[place - 1], lines[place]
        if line.blank:
            parted = new_paragraph = True
        elif wrapped:
            parted, new_paragraph = _parts_wrapped(text, before, line, base[place], width, place == 1)
        else:
            goes_on = text[line.start].islower() and not ends_with_stop(text, before)
            parted = not goes_on or _is_item(text, before)
            new_paragraph = parted and not _looks_like_rows(text, before, line)
        if parted:
            pieces.append(Piece(start, end, paragraph))
            start = line.start
            paragraph += new_paragraph
        end = line.end
    pieces.append(Piece(start, end, paragraph))
    return pieces


def _is_wrapped(text: str, lines: Sequence[Line]) -> bool:
    """Lines that go on in lower case are what wrapped prose has and nothing else does."""
    inner = lower = 0
    for before, line in pairwise(lines):
        if before.end - before.start > LONG_LINE:
            return False
        if not line.blank:
            inner += 1
            lower += text[line.start].islower()
    return lower > 0 and lower >= 0.05 * inner


def _base_indents(lines: Sequence[Line]) -> list[int]:
    """For each line the least indent of its block (the lines between two blank ones)."""
    bases: list[int] = []
    block: list[Line] = []
    for line in lines:
        if line.blank and block:
            bases += [min(member.indent for member in block)] * len(block)
            block = []
        block.append(line)
    bases += [min(member.indent for member in block)] * len(block)
    return bases


def _parts_wrapped(text: str, before: Line, line: Line, base: int, width: int, first: bool) -> tuple[bool, bool]:
    """Whether a line break of a wrapped text parts, and whether it begins a paragraph."""
    lower = text[line.start].islower()
    if line.indent >= base + _INDENT and not lower and not _is_item(text, before):
        return True, not _looks_like_rows(text, before, line)
    room = width - before.indent - (before.end - before.start) - 1
    word_end = line.start
    while word_end < line.end and not text[word_end].isspace():
        word_end += 1
    short = room - (word_end - line.start) >= _SLACK
    if _is_item(text, line) and (short or ends_with_stop(text, before) or text[before.end - 1] == ":"):
        return True, False
    # The first line of wire copy is short because the dateline stood before it.
    if first or lower or not short:
        return False, False
    if ends_with_stop(text, before):
        return True, True
    return _looks_like_rows(text, before, line), False


def _is_item(text: str, line: Line) -> bool:
    return _BULLET.match(text, line.start, line.end) is not None


def _looks_like_rows(text: str, before: Line, line: Line) -> bool:
    """Two short lines without a stop, one of which has a figure."""
    if line.end - before.start > LONG_LINE or ends_with_stop(text, before) or ends_with_stop(text, line):
        return False
    return any(character.isdigit() for character in text[before.start : line.end])
