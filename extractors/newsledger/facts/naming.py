"""Which companies some words of a line name, and whether they name somebody else: a group, a country, the public."""

from __future__ import annotations

from typing import NamedTuple

from newsledger.facts.frames import Frame
from newsledger.facts.line import Line, Named
from newsledger.facts.vocabulary import word_class

Companies = tuple[int, ...]

LISTING = frozenset({",", "and", "&", "both", "the", "or"})
APART = word_class("setting apart")
"""Words after which a company in the subject is not what the clause is about."""

KIN = word_class("kin words")
"""What one company is to another: "its rival", "its parent"."""

OTHERS = frozenset({"rival", "competitor", "challenger", "counterpart", "peer", "neighbour", "neighbor", "parent"})
"""What only another company can be to the one spoken of."""

GENERIC = frozenset({"company", "group", "firm", "business", "bank", "airline"})
"""Nouns for companies that somebody owns or runs: "Elon Musk's company"."""

TIMES = word_class("months") | frozenset({"street", "monday", "tuesday", "wednesday", "thursday", "friday"})
"""Proper nouns that name a time, or Wall Street."""

LONGEST_TIE = 8
"""Words that may stand between a possessor and the name that it leads to: "its smaller German rival Deutz"."""


class Naming(NamedTuple):
    """Companies, and the words ``[first, last)`` that name them."""

    companies: Companies
    first: int
    last: int


def resolved(names: list[Named]) -> list[Named]:
    """The names that stand for known companies."""
    return [name for name in names if name.mention is not None and name.mention.companies]


def is_pronoun(name: Named) -> bool:
    """Whether a name is a pronoun."""
    return name.mention is not None and name.mention.kind == "pronoun"


def stands_alone(line: Line, name: Named) -> bool:
    """Whether known companies are named and not what they own or do: "in Northwind", not "in Northwind's sales"."""
    named = name.mention is not None and name.mention.kind == "name" and bool(name.mention.companies)
    return named and line.low(name.last) not in ("'s", "'") and line.tag(name.last) not in ("NN", "NNS")


OWNERS = frozenset({"owner", "parent", "maker", "operator", "publisher", "brewer"})
"""What stands between a brand and the company that has it: "Zara owner Inditex"."""

PAIR = frozenset({"former", "latter"})


def is_another(line: Line, name: Named) -> bool:
    """Whether an open description means another than whom the text is about: "its smaller rival", "the latter"."""
    if name.mention is None or name.mention.companies or name.mention.kind != "description":
        return False
    lows = line.lows[name.first : name.last]
    return bool(PAIR.intersection(lows)) or (lows[0] in ("its", "their") and bool(OTHERS.intersection(lows)))


def leads_on(line: Line, name: Named) -> Named | None:
    """The name that a possessor leads to: in "its parent Siemens", "Comcast's Peacock" the second is spoken of."""
    mention = name.mention
    if line.low(name.last) in OWNERS:
        owner = next((other for other in line.names if other.mention and other.first == name.last + 1), None)
        if owner is not None and owner.mention is not None and owner.mention.kind == "name":
            return owner
    if mention is None or not (mention.possessive or line.low(name.last) in ("'s", "'") or mention.kind == "pronoun"):
        return None
    begin = name.last + 1 if line.low(name.last) in ("'s", "'") else name.last
    for other in line.names:
        if other.first < begin or other.mention is None:
            continue
        if line.low(other.first - 1) == "with" and other.mention.kind == "name":
            # "Its joint venture with Alpha, Beta, grew": Alpha is only a partner in what is spoken of.
            continue
        if other.mention.kind != "name" or not other.mention.companies or other.first - begin > LONGEST_TIE:
            return None
        end = other.first - _is_apposed(line, other)
        if other.first > begin and not any(line.low(place) in KIN for place in range(begin, end)):
            return None
        joined = ("or", ",", "of") if line.low(end - 1) in KIN else ("and", "or", ",", "of")
        if any(line.is_figure(place) or line.low(place) in joined for place in range(begin, end)):
            return None
        return other
    return None


def _is_apposed(line: Line, name: Named) -> bool:
    """Whether commas set a name apart after the noun that it explains: "its ice cream arm, Magnum, grew"."""
    noun = line.tag(name.first - 2) in ("NN", "NNP") and line.low(name.first - 1) == ","
    return noun and line.low(name.last) == ","


def _explained(line: Line, first: int) -> Named | None:
    """The name that the words from ``first`` on explain: "Kuka, its robot maker, lost"."""
    if line.low(first - 1) != "," or line.low(first) not in ("its", "their", "the", "a", "an"):
        return None
    return next(
        (name for name in line.names if name.last == first - 1 and name.mention and name.mention.kind == "name"), None
    )


def listed(line: Line, name: Named, last: int) -> Naming:
    """The companies of a list of names that begins with ``name`` and ends before ``last``."""
    companies = list(name.mention.companies) if name.mention else []
    end = name.last
    for other in line.names:
        if other.first < end or other.last > last or other.mention is None:
            continue
        between = line.lows[end : other.first]
        if not between or not all(word in LISTING for word in between):
            break
        if other.mention.kind == "pronoun":
            kin = leads_on(line, other)
            if kin is None or kin.last > last:
                break
            other = kin
        if not any(word in ("and", "&", "or") for word in line.lows[end : _list_end(line, other)]):
            break
        companies += [company for company in other.mention.companies if company not in companies]  # type: ignore[union-attr]
        end = other.last
    return Naming(tuple(companies), name.first, end)


def list_to(line: Line, name: Named, first: int) -> Naming:
    """The companies of a list of names that ends with ``name`` and begins at ``first`` or later."""
    for other in resolved(line.mentions(first, name.first)):
        found = listed(line, other, name.last)
        if found.last == name.last:
            return found
    return Naming(name.mention.companies if name.mention else (), name.first, name.last)


def _list_end(line: Line, name: Named) -> int:
    """Where the list of names that ``name`` is in ends: an enumeration has an "and" before its last name, an apposition
    has not."""
    end = name.last
    for other in line.names:
        if other.first >= end and all(word in LISTING for word in line.lows[end : other.first]) and other.mention:
            end = other.last
    return end


def subject_naming(line: Line, span: tuple[int, int]) -> Naming | None:
    """The companies that a subject is about: its first names that no preposition sets apart."""
    first, last = span
    for name in resolved(line.mentions(first, last)):
        if any(line.low(place) in APART for place in range(first, name.first)):
            continue
        if is_pronoun(name) and any(other.first == name.first and is_another(line, other) for other in line.names):
            return None
        kin = leads_on(line, name)
        if kin is not None and (kin.last <= last or (kin.first == last and line.low(last - 1) == ",")):
            return listed(line, kin, max(last, kin.last))
        head = _explained(line, first)
        if head is not None and name.first == first and not line.marks(first, last):
            return Naming(head.mention.companies if head.mention else (), head.first, head.last)
        return listed(line, name, last)
    return None


def name_set_apart(frame: Frame) -> Named | None:
    """The company whose move stands right behind it between commas: "Alpha, up 5%, led"; "Alpha, falling 6%"."""
    line, at = frame.line, frame.place - 1
    moving = line.low(at) in ("up", "down", "off")
    at -= moving
    participle = line.tag(at) == "VBG" and at == frame.verb
    at -= participle
    if (
        not (moving or participle)
        or line.low(at) != ","
        or (moving and not participle and line.low(frame.place + 1) != ",")
    ):
        return None
    return next((name for name in line.names if name.last == at and name.mention and name.mention.companies), None)


def stranger_in(line: Line, span: tuple[int, int]) -> bool:
    """Whether the head of words is a name that stands for no known company or person: "Disney+", "Elon Musk's
    company"; not "the vaccine Arexvy", which is somebody's."""
    first, last = span
    ends = (
        at
        for at in range(first + 1, last)
        if line.tag(at) in ("IN", "TO", "WDT", "WP", "VBN") or line.low(at) == "," or line.is_figure(at)
    )
    head = next(ends, last) - 1
    while head > first and line.tag(head) in ("CD", "RB"):
        head -= 1
    if line.low(head) in GENERIC and line.low(head - 1) in ("'s", "'"):
        return True
    if not line.is_proper(head) or line.inside_metric(head) or line.person(head) or line.low(head) in TIMES:
        return False
    start = head
    while start > first and line.is_proper(start - 1):
        start -= 1
    return not (start > first and line.tag(start - 1) in ("NN", "NNS"))


def somebody_else(line: Line, span: tuple[int, int]) -> bool:
    """Whether words are about a group without names, the public, an official body or a country."""
    first, last = span
    if resolved(line.mentions(first, last)):
        return False
    for place in range(first, last):
        if line.low(place) in APART or (line.low(place) in ("of", "in", "for", "on") and place > first):
            return False
        if place in line.groups and not line.inside_metric(place):
            return True
        if line.is_country(place) and (place + 1 == last or line.low(place + 1) in ("and", ",")):
            return True
    return False
