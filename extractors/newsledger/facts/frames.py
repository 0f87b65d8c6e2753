"""The frame of a figure: the words around it in the order in which they govern it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from newsledger.analysis import VERB_TAGS
from newsledger.facts.clauses import Clause
from newsledger.facts.finite import MODIFIERS, NOMINAL, is_finite
from newsledger.facts.line import Line
from newsledger.facts.vocabulary import ChangeWord, word_class
from newsledger.figures.figure import Figure

PREPOSITIONS = word_class("prepositions")
PARTICLES = frozenset({"up", "down", "off"})
BOUNDS = frozenset(
    {
        ("up", "to"),
        ("at", "least"),
        ("at", "most"),
        ("as", "much", "as"),
        ("as", "many", "as"),
        ("as", "little", "as"),
        ("as", "low", "as"),
        ("as", "high", "as"),
        ("in", "excess", "of"),
        ("more", "than"),
        ("less", "than"),
        ("fewer", "than"),
        ("anywhere", "from"),
    }
)
"""Bounds of a figure: no prepositions that govern it."""

LONGEST_NOUN_PHRASE = 9


class Link(NamedTuple):
    """One step from a figure to what governs it: the words ``[first, last)`` of a preposition or relation cue, and
    ``relations``, what the cue says (empty for a plain preposition)."""

    first: int
    last: int
    word: str
    relations: frozenset[str]


class Frame(NamedTuple):
    """A figure in its clause. ``number`` is its index in the article, ``place`` its word in the line, ``lead`` the
    first word of its noun phrase; ``chain`` are the links from it leftwards, nearest first; ``stop`` the place of
    the word that ends them (a verb, sign, conjunction, other figure), or -1; ``verb`` the place of the nearest
    verb before it in the clause, or -1; ``tail`` the end of the words that follow it before the next comma or
    figure. ``kind`` is that of the figure, ``relations`` what the cues of the chain say, all together."""

    number: int
    figure: Figure
    line: Line
    clause: Clause
    place: int
    lead: int
    chain: tuple[Link, ...]
    stop: int
    verb: int
    tail: int
    kind: str
    relations: frozenset[str]

    def preposition(self) -> str:
        """The word that directly governs the figure's noun phrase, or nothing."""
        return self.chain[0].word if self.chain else ""

    def is_object(self) -> bool:
        """Whether the figure is the object of its verb: nothing but its own noun phrase stands between."""
        if self.chain or self.stop < 0 or self.verb < 0:
            return False
        phrase, _ = self.line.changes.get(self.verb, (self.verb + 1, []))
        return self.verb <= self.stop < max(phrase, self.verb + 1)

    def verb_change(self) -> ChangeWord | None:
        """The change that the figure's verb says, if it is a verb of change."""
        return verb_change(self.line, self.verb)


def verb_change(line: Line, verb: int) -> ChangeWord | None:
    """The change that the verb at the place says; of a phrasal verb the particle may be its last word."""
    if verb < 0:
        return None
    for first in (verb, verb - 1):
        last, _ = line.changes.get(first, (0, []))
        change = line.change(first, "verb")
        if change is not None and last > verb:
            return change
    return None


def changes_before(frame: Frame) -> list[ChangeWord]:
    """The verbs of change before a figure in its clause."""
    found = (frame.line.change(place, "verb") for place in frame.line.changed(frame.clause.first, frame.place))
    return [change for change in found if change is not None]


def frames(line: Line, parts: Sequence[Clause], figures: Sequence[Figure]) -> list[Frame]:
    """The frames of a line's figures, in order."""
    found = []
    for place in line.figures:
        clause = next((part for part in parts if part.first <= place < part.last), parts[-1])
        found.append(_frame(line, clause, place, figures[line.numbers[place]]))
    return found


def _frame(line: Line, clause: Clause, place: int, figure: Figure) -> Frame:
    verb = _verb_before(line, clause, place)
    chain: list[Link] = []
    lead = at = _noun_phrase(line, clause, place, verb)
    stop = -1
    if clause.link == "gap" and clause.subject is not None and clause.subject[1] == place:
        return Frame(
            line.numbers[place],
            figure,
            line,
            clause,
            place,
            place,
            (),
            clause.subject[0] - 1,
            verb,
            tail_of(line, place),
            figure.quantity.kind,
            frozenset(),
        )
    while at > clause.first and len(chain) < 4:
        before = at - 1
        cue = line.cue_start[before]
        low = line.low(before)
        if (
            line.relation[before] & {"previous", "above", "below", "beat", "miss"}
            and cue >= clause.first
            and not (low in PARTICLES and cue == before)
        ):
            chain.append(Link(cue, at, " ".join(line.lows[cue:at]), line.relation[before]))
            if line.relation[before] & {"beat", "miss"}:
                stop = cue
                break
            at = _noun_phrase(line, clause, cue, verb)
            continue
        if (
            (low in PREPOSITIONS and line.tag(before) not in ("RB", "RP", "CD"))
            or (low == "to" and line.tag(at) != "VB")
        ) and not _phrasal(line, before):
            chain.append(Link(before, at, low, line.relation[before]))
            at = _noun_phrase(line, clause, before, verb)
            continue
        stop = before
        break
    return Frame(
        line.numbers[place],
        figure,
        line,
        clause,
        place,
        lead,
        tuple(chain),
        stop,
        verb,
        tail_of(line, place),
        figure.quantity.kind,
        frozenset().union(*(link.relations for link in chain)),
    )


def _phrasal(line: Line, place: int) -> bool:
    """Whether a preposition is part of a verb of change: "put on", "came off"."""
    last, _ = line.changes.get(place - 1, (0, []))
    return last > place and line.change(place - 1, "verb") is not None


def _noun_phrase(line: Line, clause: Clause, place: int, verb: int) -> int:
    """The first word of the noun phrase that ends right before ``place`` (``place`` itself if there is none)."""
    at = place
    floor = max(clause.first, place - LONGEST_NOUN_PHRASE)
    while at > floor:
        before = at - 1
        low, tag = line.low(before), line.tag(before)
        bound = next((size for size in (3, 2) if tuple(line.lows[at - size : at]) in BOUNDS), 0)
        if bound and at - bound >= clause.first and not _climbs(line, at - bound):
            at -= bound
            continue
        if low in ("over", "under") and before == place - 1 and line.is_figure(place):
            at = before
            continue
        if (
            before == verb
            or line.is_figure(before)
            or low in PARTICLES
            or low in (",", "(", ")", "and", "or", "but", ":", "--")
        ):
            break
        if low in PREPOSITIONS and low not in MODIFIERS and not line.inside_name(before):
            break
        if low in MODIFIERS and low != "than" and line.tag(before) not in ("VBD", "VBZ"):
            at = before
            continue
        if line.relation[before] & {"previous", "above", "below", "beat", "miss"}:
            break
        if (
            tag in NOMINAL
            or line.inside_name(before)
            or tag in ("RB", "RBR", "VBN", "VBG", "HYPH", "''", "``", "")
            or low in ('"', "'s", "-")
        ):
            if tag in ("VBN", "VBG") and before == verb:
                break
            at = before
            continue
        break
    return at


def _climbs(line: Line, at: int) -> bool:
    """Whether "up" belongs to the verb before it: "ticked up to 5%" is no bound."""
    last, _ = line.changes.get(at - 1, (0, []))
    return line.low(at) == "up" and last == at + 1


def _verb_before(line: Line, clause: Clause, place: int) -> int:
    """The nearest verb before the place in its clause: finite, infinitive or participle."""
    for at in range(place - 1, clause.first - 1, -1):
        if line.is_figure(at) or line.inside_name(at) or line.low(at) in MODIFIERS:
            continue
        if is_finite(line, at):
            return at
        tag = line.tag(at)
        if tag == "VB" or (tag in ("VBG", "VBN") and _verbal_participle(line, clause, at)):
            return at
        if (
            line.change(at, "verb")
            and not line.change(at, "noun")
            and tag not in ("JJ", "NN", "NNS", "DT", "IN")
            and tag not in VERB_TAGS
        ):
            return at
    if clause.verb >= 0 and clause.link in ("gap", "resume"):
        return clause.verb
    return -1


def _verbal_participle(line: Line, clause: Clause, at: int) -> bool:
    """Whether a participle acts as a verb here, and is no adjective of a noun phrase ("adjusted earnings")."""
    if clause.verb_first <= at <= clause.verb:
        return True
    after = line.tag(at + 1)
    if line.tag(at) == "VBG":
        return line.tag(at - 1) not in ("DT", "PRP$", "JJ") or line.is_figure(at + 1)
    return line.is_figure(at + 1) or after in ("IN", "TO", "RP", "DT", "RB") or line.low(at + 1) in MODIFIERS


def tail_of(line: Line, place: int) -> int:
    """The end of the words after a figure that may still be about it: up to a comma, sign, conjunction or figure."""
    at = place + 1
    while (
        at < len(line)
        and not line.is_figure(at)
        and line.low(at) not in (",", ";", ":", "(", ")", "--", "and", "but", "or")
    ):
        at += 1
    return at


MOVING_WITH_PARTICLE = word_class("verbs with up and down")
"""Verbs with which "up" and "down" say a move; after any other verb they belong to it ("rang up", "built up")."""

PER_WORDS = word_class("per words")


def is_multiplying(frame: Frame) -> bool:
    """Whether a multiple is a move and no ratio: "a tripling of profits"."""
    return frame.figure.quantity.text.lower().endswith("ing")


def words_after(frame: Frame, limit: int = 4) -> Iterator[int]:
    """The places after a figure, its per phrase left out, up to the end of its tail."""
    for at in after_place(frame.line, frame.place, limit):
        if at >= frame.tail:
            return
        yield at


def premodifies(frame: Frame) -> bool:
    """Whether an amount stands between an article and the noun of its metric: "from its <$13.5 billion> purchase"."""
    line = frame.line
    if frame.kind != "money" or line.low(frame.place - 1) not in ARTICLES:
        return False
    return any(mark.first == frame.place + 1 for mark in line.metrics)


ARTICLES = frozenset({"a", "an", "the", "its", "their", "his", "her", "our", "'s", "another", "this", "that"})


def after_place(line: Line, figure: int, limit: int) -> Iterator[int]:
    """The places after the figure at ``figure``, its per phrase left out, up to the next figure."""
    place = figure + 1
    if line.low(place) in ("a", "per", "an") and line.low(place + 1) in PER_WORDS:
        place += 2
    for at in range(place, min(len(line), place + limit)):
        if line.is_figure(at):
            return
        yield at


def particle(frame: Frame) -> ChangeWord | None:
    """The "up" or "down" before a figure that says a move, and is not part of another verb ("rang up")."""
    line = frame.line
    at = frame.lead - 1
    if frame.chain and frame.preposition() == "by":
        at = frame.chain[0].first - 1
    elif frame.chain:
        return None
    if line.tag(at - 1).startswith("V") and line.low(at - 1) not in MOVING_WITH_PARTICLE:
        return None
    return line.change(at, "adverb") if line.low(at) in PARTICLES | {"higher", "lower"} else None
