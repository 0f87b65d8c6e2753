"""Where the clauses of a line open: after commas, conjunctions, subordinators, before a second finite verb."""

from __future__ import annotations

from newsledger.analysis import FINITE_TAGS, VERB_TAGS
from newsledger.facts.finite import MONTHS, NOMINAL, finite_places, has_finite, is_finite
from newsledger.facts.line import Line
from newsledger.facts.vocabulary import word_class

SUBORDINATORS = word_class("subordinators")
"""Words that open a clause of their own wherever they stand."""

TEMPORAL = word_class("temporal conjunctions")
"""Words that open a clause if a finite verb follows."""

RELATIVES = frozenset({"which", "who", "whose", "that", "whom"})

DASHES = frozenset({"--", "—", "–", "-"})

OPENING = SUBORDINATORS | TEMPORAL | RELATIVES | DASHES | {",", ";", ":", "but", "and", "or", "with"}
"""Words at which a part of a line may begin; beside them only finite verbs have one of their own."""

REPORTING = word_class("reporting verbs")
"""Verbs after which a clause of their own may follow without "that"."""


def openings(line: Line) -> list[tuple[int, str]]:
    """Where parts of the line begin, each with the word that links it."""
    starts: list[tuple[int, str]] = [(0, "main")]
    verb_seen = False
    breaks = _breaks(line)
    finite = finite_places(line)
    fronted = _fronted_year(line)
    for place, low in enumerate(line.lows):
        if place == fronted:
            starts.append((place, "comma"))
        if low not in OPENING and place not in finite:
            continue
        begun, end = starts[-1][0], breaks[place + 1]
        if place in finite:
            if verb_seen and place > begun:
                start = _reported_start(line, place, begun)
                if start > begun and start < place and not has_finite(line, start, place):
                    starts.append((start, "zero"))
            verb_seen = True
        elif low == "," and _enumerates(line, place):
            continue
        elif (low in (";", ":") or (low in DASHES and place > 0) or low == ",") and not line.inside_name(place):
            starts.append((place + 1, "comma" if low == "," else "main"))
            verb_seen = False
        elif place == 0 or line.is_figure(place):
            if low in SUBORDINATORS or (low in TEMPORAL and has_finite(line, place, end)):
                starts[-1] = (0, low)
        elif low in SUBORDINATORS or (low == "but" and place > begun):
            starts.append((place, low))
            verb_seen = False
        elif (
            low in RELATIVES
            and (low != "that" or line.tag(place) in ("WDT", "IN", "WP", ""))
            and has_finite(line, place, end)
        ):
            starts.append((place, "that" if line.tag(place) == "IN" else "which"))
            verb_seen = False
        elif low in TEMPORAL and not line.inside_name(place) and _opens_clause(line, place, end):
            starts.append((place, low))
            verb_seen = False
        elif low in ("and", "or") and place > begun and verb_seen and not line.inside_name(place):
            if _opens_coordinate(line, place, end):
                starts.append((place, "and"))
                verb_seen = False
            elif low == "and" and gapped(line, place + 1, end):
                starts.append((place, "gap"))
            elif low == "and" and _apposed_subject(line, place, end, breaks):
                starts.append((place, "comma"))
                verb_seen = False
        elif low == "with" and _absolute(line, place, end):
            starts.append((place, "with"))
            verb_seen = True
    return starts


def _fronted_year(line: Line) -> int:
    """Where the clause begins after a year that opens the line without a comma; -1 where none does.

    >>> # "In 2023 revenue of Kelmar rose 12%" -> 2; "In January 2023 the bank lent" -> 3
    """
    if line.low(0) not in ("in", "during", "over"):
        return -1
    at = 2 if line.low(1)[:3] in MONTHS or line.low(1) in ("fiscal", "financial") else 1
    year = line.low(at)
    if not (len(year) == _YEAR_DIGITS and year.isdigit() and year[:2] in ("19", "20")) or line.is_figure(at):
        return -1
    return at + 1 if line.tag(at + 1) in NOMINAL and line.low(at + 1) not in ("and", "or") else -1


_YEAR_DIGITS = 4


def _breaks(line: Line) -> list[int]:
    """For each place, the next comma, semicolon, colon or dash from it on (the line's length, if there is none)."""
    found = [len(line)] * (len(line) + 1)
    for place in range(len(line) - 1, -1, -1):
        low = line.lows[place]
        found[place] = place if low in (",", ";", ":") or low in DASHES else found[place + 1]
    return found


def _enumerates(line: Line, place: int) -> bool:
    """Whether a comma stands in a list of names: "Westpac, NAB and ANZ"."""
    names = [name for name in line.names if name.metric or (name.mention and name.mention.kind != "pronoun")]
    if not any(name.last == place or (name.last == place - 1 and line.low(place - 1) == ")") for name in names):
        return False
    at = place + 1
    while True:
        following = next((name for name in names if name.first == at), None)
        if following is None:
            return False
        at = following.last
        if line.low(at) in ("and", "&", "or"):
            return any(name.first == at + 1 for name in names)
        if line.low(at) != ",":
            return False
        at += 1


def gapped(line: Line, place: int, last: int) -> bool:
    """Whether a name stands right before a figure here, without a verb: "the Nasdaq Composite 4.68%"."""
    if line.low(place) in ("those", "that") and line.low(place + 1) in ("to", "of", "at", "from", "in", "for"):
        at = next((at for at in range(place, min(place + 9, last)) if line.is_figure(at)), -1)
        return at > place and not any(line.tag(p) in VERB_TAGS for p in range(place + 2, at))
    for at in range(place, min(place + 8, last)):
        if line.is_figure(at):
            named = [
                name
                for name in line.names
                if place <= name.first
                and name.last <= at
                and (name.metric or (name.mention and name.mention.kind != "pronoun"))
            ]
            if line.relation[place]:
                return False
            return (
                at > place
                and bool(named)
                and line.tag(place) not in ("IN", "TO", "RB")
                and line.low(at - 1) not in ("at", "to", "from", "by", "for", "of", "in")
            )
        if line.low(at) in (",", "and", "or") or line.tag(at) in VERB_TAGS:
            return False
    return False


def _reported_start(line: Line, place: int, floor: int) -> int:
    """Where the clause of a second finite verb begins: after a verb of saying, or with the noun phrase before it."""
    for at in range(place - 1, floor - 1, -1):
        if line.is_figure(at):
            break
        if line.low(at) in REPORTING and line.tag(at) in VERB_TAGS:
            after = at + 1
            if line.low(after) in ("on", "late", "earlier") or (
                line.tag(after) == "NNP" and line.low(after - 1) != "said"
            ):
                break
            return after
    return phrase_start(line, place, floor)


def phrase_start(line: Line, place: int, floor: int) -> int:
    """Where the noun phrase before the place begins: "(the 0.8%) analysts had expected" -> "analysts"."""
    at = place
    while at > floor:
        before = at - 1
        if line.is_figure(before) or line.tag(before) not in NOMINAL | {"RB"}:
            break
        at = before
        if line.tag(at) in ("DT", "PRP", "PRP$") or line.low(at) in ("the", "its", "it"):
            break
    return at


def _opens_clause(line: Line, place: int, end: int) -> bool:
    """Whether "as", "after" and their like open a clause here: a finite verb or a participle follows."""
    if line.low(place) == "as" and line.low(place + 1) in ("much", "many", "well", "of", "high", "low", "part"):
        return False
    if line.lows[place + 1 : place + 3] == ["a", "whole"] or line.lows[place + 1 : place + 3] == ["a", "group"]:
        return False
    if line.low(place) == "so" and line.low(place + 1) != "that" and not has_finite(line, place, end):
        return False
    after = line.low(place + 1)
    if line.is_figure(place + 1) or line.low(place) == "than" or after[:3] in MONTHS or after.isdigit():
        return False
    return has_finite(line, place + 1, end) or line.tag(place + 1) == "VBG"


def _opens_coordinate(line: Line, place: int, end: int) -> bool:
    """Whether "and" joins a clause here: "and lifted its target", "and the stock fell"."""
    after = place + 1
    while line.tag(after) == "RB" or line.low(after) in ("also", "then", "now"):
        after += 1
    if is_finite(line, after) or (
        line.change(after, "verb") is not None and line.tag(after) in ("VB", "VBN", "VBD", "VBZ", "VBP", "VBG")
    ):
        return True
    if line.tag(after) in ("VB", "VBG", "VBN") and line.tag(place - 1) != "VBG":
        return line.is_figure(place - 1) or line.tag(after) != "VBN"
    for at in range(after, end):
        if is_finite(line, at):
            return not any(
                line.tag(p) in ("IN", "TO") and line.low(p) not in ("of", "in", "at", "for", "on", "by", "from")
                for p in range(after, at)
            )
        if line.low(at) in ("and", "or") and at > after and line.is_figure(at - 1):
            return False
    return False


def _apposed_subject(line: Line, place: int, end: int, breaks: list[int]) -> bool:
    """Whether "and" joins a subject that is explained before its verb: "and Alder, the smallest of them, managed"."""
    if line.low(end) != "," or not any(name.mention and name.last == end for name in line.mentions(place, end)):
        return False
    again = breaks[end + 1]
    plain = not any(line.is_figure(at) for at in range(place, again))
    return plain and line.low(again) == "," and is_finite(line, again + 1)


def _absolute(line: Line, place: int, end: int) -> bool:
    """Whether "with" opens an absolute clause: "with the margin widening 50bps"."""
    for at in range(place + 1, min(end, place + 14)):
        if line.is_figure(at):
            return False
        if line.low(at) in ("up", "down") and at > place + 1 and line.is_figure(at + 1):
            return True
        if (
            line.tag(at) == "VBG"
            and at > place + 1
            and (line.change(at, "verb") or line.low(at) in ("reporting", "posting", "seeing"))
        ):
            return True
        if line.tag(at) in FINITE_TAGS:
            return False
    return False
