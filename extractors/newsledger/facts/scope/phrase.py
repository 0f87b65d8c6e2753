"""The noun phrase in which a metric is named: what stands before its head, word by word."""

from __future__ import annotations

from typing import NamedTuple

from newsledger.facts.core import Core
from newsledger.facts.frames import Frame
from newsledger.facts.line import Line
from newsledger.facts.scope_tables import BasisWord, Place, basis_words, places

LONGEST = 8
"""Words before the name of a metric that may belong to its noun phrase."""

_JOINED = frozenset({"&", "-", "/", "and"})
_DESCRIBING = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "CD", "RB", "FW", ""})


class Stated(NamedTuple):
    """A place in a line: words ``[first, last)`` and what they name."""

    first: int
    last: int
    place: Place


class Reckoned(NamedTuple):
    """Words ``[first, last)`` of a line that may say a basis."""

    first: int
    last: int
    words: tuple[BasisWord, ...]


class Phrase(NamedTuple):
    """The noun phrase of a metric: words ``[first, name)`` before its name, which is ``[name, last)``; its head ends at
    ``head`` ("provisions" of "provisions for credit losses")."""

    first: int
    name: int
    head: int
    last: int


class Setting(NamedTuple):
    """A line with the places and the words of basis that are in it."""

    line: Line
    places: tuple[Stated, ...]
    bases: tuple[Reckoned, ...]

    def place_at(self, at: int) -> Stated | None:
        """The place that begins at a word."""
        return next((found for found in self.places if found.first == at), None)

    def inside_place(self, at: int) -> bool:
        """Whether a word is part of the name of a place."""
        return any(found.first <= at < found.last for found in self.places)

    def inside_basis(self, at: int) -> bool:
        """Whether a word is part of words that say a basis of what they describe."""
        return any(
            found.first <= at < found.last and any(word.where != "left out" for word in found.words)
            for found in self.bases
        )


def setting(line: Line) -> Setting:
    """The places and bases of a line; a place is written with a capital, unless it is relative ("overseas")."""
    named = []
    until = 0
    for first, last, (place, *_) in places().match(line.lows):
        capital = line.texts[first][:1].isupper() or line.texts[last - 1][:1].isupper()
        held = any(
            name.mention is not None and name.mention.kind == "name" and name.first <= first and last <= name.last
            for name in line.names
        )
        coin = line.low(last) in ("dollar", "dollars", "cents", "currency")
        bank = line.low(first - 1) == "of" and line.tag(first - 2) in ("NNP", "NNPS")
        if first >= until and (place.lower or capital) and not (held or coin or bank):
            named.append(Stated(first, last, place))
            until = last
    reckoned = []
    until = 0
    for first, last, words in basis_words().match(line.lows):
        if first >= until:
            until = last
            if words[0].where != "apart":
                reckoned.append(Reckoned(first, last, tuple(words)))
    return Setting(line, tuple(named), tuple(reckoned))


def phrase_of(here: Setting, frame: Frame, core: Core) -> Phrase | None:
    """The noun phrase of the words that say a figure's metric; ``None`` where no words say it, or a verb does."""
    line = here.line
    if core.metric_span is None or not line.start <= core.metric_span[0] < line.end:
        return None
    name, last = line.place(core.metric_span[0]), line.place(core.metric_span[1] - 1) + 1
    if line.low(name - 1) == "(":
        # "Underlying earnings before interest, tax, depreciation and amortisation (EBITDA)"
        floor = max(name - 2 * LONGEST, 0)
        return Phrase(next((at + 1 for at in range(name, floor, -1) if line.is_figure(at)), floor), name, last, last)
    head = next((at for at in range(name + 1, last) if line.tag(at) in ("IN", "TO")), last)
    if line.tag(head - 1) in ("VB", "VBD", "VBZ", "VBP") or line.tag(head - 1) in ("RP", "IN"):
        return None
    return Phrase(_opening(here, frame, name), name, head, last)


def _opening(here: Setting, frame: Frame, name: int) -> int:
    """The first word of the noun phrase that ends before ``name``."""
    line = here.line
    at = name
    while at > 0 and name - at < LONGEST:
        before = at - 1
        if line.is_figure(before):
            break
        if here.inside_basis(before) or here.inside_place(before):
            at = before
            continue
        joined = line.low(before) in _JOINED and at < name and _noun(line, before - 1) and _noun(line, at)
        joined = joined and not here.inside_place(before - 1)
        if before in (frame.verb, frame.clause.verb) or not (joined or line.tag(before) in _DESCRIBING):
            break
        if not joined and not line.low(before)[:1].isalnum():
            break
        at = before
    return at


def _noun(line: Line, at: int) -> bool:
    return line.tag(at) in ("NN", "NNS", "NNP", "NNPS", "") and not line.is_figure(at)
