"""Clauses of a line: who or what each part of a sentence is about, and which verb it goes by.

Read from commas, conjunctions, subordinators and finite verbs in their order. That holds up in headlines, in lists with
elided verbs and among figures, where a small parser goes astray.
"""

from __future__ import annotations

from typing import NamedTuple

from newsledger.analysis import VERB_TAGS
from newsledger.facts.finite import MODIFIERS, has_finite, is_finite, verb_group
from newsledger.facts.line import Line
from newsledger.facts.openings import RELATIVES, SUBORDINATORS, TEMPORAL, gapped, openings, phrase_start


class Clause(NamedTuple):
    """Words ``[first, last)`` of a line. ``subject`` are the words of its subject (anywhere in the line), ``None`` if
    it has none; ``verb`` the place of its main verb or -1, ``verb_first`` of the first word of its verb group.
    ``link`` is how it hangs on the line: ``main``, ``and`` (shares the subject before), ``which``, ``participle``,
    ``with``, ``gap`` (shares the verb before), or the subordinator. ``parent`` is the clause before that it hangs
    on, or -1."""

    first: int
    last: int
    subject: tuple[int, int] | None
    verb_first: int
    verb: int
    link: str
    parent: int


def clauses(line: Line) -> list[Clause]:
    """The clauses of a line, in order; together they cover it."""
    starts = openings(line)
    found: list[Clause] = []
    waiting: tuple[int, int] | None = None
    for number, (first, link) in enumerate(starts):
        last = starts[number + 1][0] if number + 1 < len(starts) else len(line)
        if first >= last:
            continue
        made = _clause(line, first, last, link, found, waiting) or _resumed(line, first, last, found)
        if made is None:
            if (
                found
                and (
                    (link == "comma" and line.low(first) in ("and", "but"))
                    or (link in SUBORDINATORS | {"but", "as", "after"} and line.low(first) == link)
                )
                and _promises(line, starts, number, first, last)
            ):
                found.append(Clause(first, last, None, -1, -1, link, -1))
                waiting = (first + 1, last)
            elif (
                found and link != "main" and not (waiting is None and found[-1].verb < 0 and _leading(line, found[-1]))
            ):
                found[-1] = found[-1]._replace(last=last)
            else:
                found.append(Clause(first, last, None, -1, -1, link, -1))
                if not _adjunct(line, first):
                    waiting = (first, last)
            continue
        later = any(is_finite(line, begin) for begin, _ in starts[number + 1 : number + 5])
        if made.subject is not None and (
            made.link in ("main", "but") or (made.link in ("comma", "zero") and not later)
        ):
            waiting = None
        if (
            found
            and found[-1].verb < 0
            and made.subject is not None
            and _leading(line, found[-1])
            and made.link == "comma"
        ):
            made = made._replace(first=found[-1].first, link=found[-1].link)
            found.pop()
        found.append(made)
    return found or [whole(line)]


def whole(line: Line) -> Clause:
    """A line as one clause of which nothing is known."""
    return Clause(0, len(line), None, -1, -1, "main", -1)


def _resumed(line: Line, first: int, last: int, before: list[Clause]) -> Clause | None:
    """The rest of a clause after a relative one in its middle: "its plan for sales, which take in ..., to 10.85
    million"."""
    if not before or before[-1].link != "which" or before[-1].parent < 0:
        return None
    relative, parent = before[-1], before[before[-1].parent]
    if parent.verb < 0:
        parent = relative
    figures = any(line.is_figure(place) for place in range(relative.first, relative.last))
    at = first + 1
    while line.low(at) in MODIFIERS:
        at += 1
    later = any(line.is_figure(place) for place in range(first, last))
    if figures or not later or line.low(first) not in ("to", "from", "by", "at", "of", "for"):
        return None
    if not line.is_figure(at) and not line.mentions(first, min(first + 5, last)):
        return None
    return Clause(first, last, parent.subject, parent.verb_first, parent.verb, "resume", before[-1].parent)


def _promises(line: Line, starts: list[tuple[int, str]], number: int, first: int, last: int) -> bool:
    """Whether a part without a verb is a subject whose verb comes later: "and shares of X, the biggest lender,
    jumped"."""
    if any(line.is_figure(place) for place in range(first, last)) or line.tag(first + 1) in ("IN", "TO", "RB", "VBG"):
        return False
    for begin, _ in starts[number + 1 : number + 4]:
        if is_finite(line, begin) or (line.tag(begin) == "RB" and is_finite(line, begin + 1)):
            return True
    return False


def _leading(line: Line, clause: Clause) -> bool:
    """Whether a clause without a verb is an adverbial before the subject: "In the June quarter,"."""
    return _adjunct(line, clause.first)


def _adjunct(line: Line, first: int) -> bool:
    if line.tag(first) == "RB" and line.low(first + 1) == ",":
        return True
    if any(
        name.mention and name.mention.kind == "name" and name.first <= first + 2
        for name in line.mentions(first, len(line))
    ):
        return line.tag(first) in ("IN", "TO")
    if any(mark.first in (first, first + 1) for mark in line.metrics) and line.tag(first) not in ("IN", "TO"):
        return False
    return line.tag(first) in ("IN", "TO", "RB", "RBR", "VBG", "VBN") or line.low(first) in (
        "last",
        "this",
        "earlier",
        "later",
        "on",
        "in",
    )


def _clause(
    line: Line, first: int, last: int, link: str, before: list[Clause], waiting: tuple[int, int] | None
) -> Clause | None:
    """The clause of words ``[first, last)``; ``None`` if they only continue the one before."""
    begin = first
    linked = link
    while begin < last and (
        line.low(begin) in ("and", "but", "or", "yet", "then", "though", "so", "also", "still", "instead", "meanwhile")
        or line.low(begin) in SUBORDINATORS
        or (line.low(begin) in TEMPORAL and link not in ("main", "zero"))
        or (line.low(begin) in TEMPORAL and link == line.low(begin))
    ):
        if line.low(begin) not in ("also", "still", "then", "instead"):
            linked = line.low(begin) if line.low(begin) != "or" else "and"
        begin += 1
    if begin >= last:
        return None
    parent = len(before) - 1
    inherited = before[-1].subject if before else None
    if link == "gap" or (
        link in ("comma", "and")
        and before
        and before[-1].verb >= 0
        and gapped(line, begin, last)
        and not has_finite(line, begin, last)
    ):
        at = next((place for place in range(begin, last) if line.is_figure(place)), last)
        return Clause(first, last, (begin, at), before[-1].verb_first, before[-1].verb, "gap", parent)
    if line.low(begin) in RELATIVES and link in ("which", "comma", "that") and has_finite(line, begin, last):
        verb = next(place for place in range(begin, last) if is_finite(line, place))
        if line.low(begin) == "whose":
            return Clause(first, last, (begin + 1, verb), verb, verb_group(line, verb), "which", parent)
        if link == "that":
            return Clause(
                first,
                last,
                (begin + 1, verb) if verb > begin + 1 else inherited,
                verb,
                verb_group(line, verb),
                "that",
                parent,
            )
        timed = line.low(begin + 1) in ("last", "this", "earlier", "on", "in", "already")
        if verb > begin + 1 and not timed and not all(line.tag(p) in ("RB", "MD") for p in range(begin + 1, verb)):
            return Clause(first, last, (begin + 1, verb), verb, verb_group(line, verb), "which", parent)
        return Clause(first, last, _antecedent(line, first), verb, verb_group(line, verb), "which", parent)
    if link == "with":
        verb = next((p for p in range(begin + 1, last) if line.tag(p) == "VBG" and not line.inside_name(p)), -1)
        if verb < 0:
            up = next((p for p in range(begin + 1, last) if line.low(p) in ("up", "down")), last)
            return Clause(first, last, (begin + 1, up), -1, -1, "with", parent)
        return Clause(first, last, (begin + 1, verb), verb, verb, "with", parent)
    if line.tag(begin) == "VBN" and waiting is not None and link == "comma":
        return Clause(first, last, waiting, begin, begin, "participle", parent)
    verb = next((place for place in range(begin, last) if is_finite(line, place)), -1)
    if link == "comma" and waiting is not None and _after_relative(line, begin, last, before):
        return Clause(first, last, waiting, begin, verb_group(line, begin), "resume", parent)
    if verb < 0:
        to = next((p for p in range(begin + 1, last - 1) if line.low(p) == "to" and line.tag(p + 1) == "VB"), -1)
        if to > 0 and link == "main" and not any(line.is_figure(p) for p in range(begin, to)):
            return Clause(first, last, (begin, to), to, verb_group(line, to + 1), "main", parent)
        if (
            line.tag(begin) == "VBG"
            and before
            and line.low(begin) not in ("according", "including", "following", "excluding")
        ):
            return Clause(first, last, waiting or inherited, begin, verb_group(line, begin), "participle", parent)
        if link == "and" and before and line.tag(begin) in ("VB", "VBN", "VBD"):
            return Clause(first, last, inherited, begin, verb_group(line, begin), "and", parent)
        return None
    if line.tag(begin) == "VBG" and before and link == "comma" and linked == "comma":
        return Clause(first, last, waiting or inherited, begin, begin, "participle", parent)
    if all(line.tag(place) == "RB" for place in range(begin, verb)) or (
        waiting is not None
        and link == "comma"
        and verb - begin <= 3
        and line.low(begin) in ("on", "late", "earlier", "in")
    ):
        subject = waiting if waiting is not None and link == "comma" and linked == "comma" else inherited
        link = "resume" if subject is waiting and waiting is not None else "and"
        if link == "and" and line.low(first - 1) == "," and before:
            subject = _named_between(line, first - 1, before[-1]) or subject
        return Clause(first, last, subject, verb, verb_group(line, verb), link, parent)
    if line.tag(begin) == "IN" and line.low(begin) not in ("of",):
        begin = max(begin, min(phrase_start(line, verb, begin), verb - 1))
    return Clause(first, last, (begin, verb), verb, verb_group(line, verb), linked, parent)


_OBJECTS = frozenset({"DT", "PRP$", "CD", "IN", "TO", "RP", "JJR"})
"""Tags of what may follow a verb."""


def _after_relative(line: Line, place: int, last: int, before: list[Clause]) -> bool:
    """Whether the tagger missed the verb that goes on after a relative clause: "Alder, with which it was to merge, put
    the cost at 5%"."""
    closed = bool(before) and before[-1].link == "which" and place < last and line.low(place).isalpha()
    missed = line.tag(place) in ("VB", "VBN", "VBP", "NN", "NNS") and not line.inside_name(place)
    figures = any(line.is_figure(at) for at in range(place, last))
    return closed and missed and figures and line.tag(place + 1) in _OBJECTS


def _named_between(line: Line, comma: int, before: Clause) -> tuple[int, int] | None:
    """The subject that a name between commas ends, inside what somebody tells: "Alder said its unit, Birch, will
    start"."""
    name = next((name for name in line.names if name.mention and name.last == comma), None)
    if name is None or name.mention is None or name.mention.kind != "name" or line.low(name.first - 1) != ",":
        return None
    start = before.verb + 1
    if before.verb < 0 or line.low(start) not in ("its", "their", "the", "that"):
        return None
    plain = not any(line.tag(at) == "IN" or line.is_figure(at) for at in range(start + 1, name.first))
    return (start, name.last) if plain else None


def _antecedent(line: Line, first: int) -> tuple[int, int] | None:
    """The words that "which" before ``first`` goes back to: the name or the noun phrase before it."""
    last = first
    for name in line.names:
        if name.mention is not None and name.last <= first <= name.last + 1:
            return (name.first, name.last)
    while last > 0 and line.low(last - 1) in (",", "and", "of", "(", ")"):
        last -= 1
    start = last
    while (
        start > 0
        and line.low(start - 1) != ","
        and not line.is_figure(start - 1)
        and line.tag(start - 1) not in VERB_TAGS | {"IN"}
    ):
        start -= 1
    return (start, last) if start < last else None
