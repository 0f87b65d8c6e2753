"""The part of a business that a metric is limited to: a product, a division, a kind of goods."""

from __future__ import annotations

from collections.abc import Iterator

from newsledger.companies.tables import english_words
from newsledger.facts.candidates import Candidate
from newsledger.facts.core import Core
from newsledger.facts.frames import Frame
from newsledger.facts.line import Line
from newsledger.facts.periods.words import months
from newsledger.facts.scope.phrase import Phrase, Setting
from newsledger.facts.scope_tables import scope_words

Proposal = Iterator[Candidate[str]]

LONGEST = 5
"""Words of the name of a part."""

_WHOLE = frozenset({"gdp", "industrial_output"})
"""What is measured of an economy as a whole; its parts act: "services edged up"."""

_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_GOING_ON = _NOUNS | {"POS", "CC", "CD", "JJ"}
_INSIDE = frozenset({"&", "-", "/"})
_OPENING = frozenset({"the", "its", "their", "a", "an", "our", "his", "'s", "all", "both", "new"})
_ENDING = frozenset({",", ".", ";", ":", ")", "(", "--", "-"})


def named(here: Setting, frame: Frame, core: Core, phrase: Phrase | None) -> Proposal:
    """cloud revenue grew <29%>; data center sales jumped <112%>"""
    if phrase is None or core.metric in _WHOLE:
        return
    first = end = phrase.name
    while end < phrase.head - 1 and _part(here, end):
        end += 1
    if end == first:
        while first > phrase.first and (
            here.line.low(first - 1) in scope_words("between part and metric") or here.inside_basis(first - 1)
        ):
            first -= 1
        end = first
    first = _back(here, phrase.first, first)
    if first < end:
        yield Candidate(_words(here.line, first, end), 0.85, "segment.named")


def of_goods(here: Setting, frame: Frame, core: Core, phrase: Phrase | None) -> Proposal:
    """Revenue from advertising rose <11%>; sales of electric cars fell <9%>"""
    line = here.line
    if phrase is None or core.metric not in scope_words("metrics sold") or line.low(phrase.last) not in ("of", "from"):
        return
    first = _start(here, phrase.last + 1)
    end = first
    while end < len(line) and end - first < LONGEST and _goods(here, end):
        end += 1
    named = end > first and line.tag(end - 1) in _NOUNS and not (line.is_figure(end) or _limits_nothing(here, end - 1))
    if named and line.low(end) not in ("'s", "&") and not _limits_nothing(here, first):
        yield Candidate(_words(line, first, end), 0.8, "segment.of_goods")


def of_part(here: Setting, frame: Frame, core: Core, phrase: Phrase | None) -> Proposal:
    """Operating profit at its retail banking division fell <7%>; its cloud unit posted revenue of <$2.2 billion>"""
    line = here.line
    names = scope_words("names of parts")
    spans = []
    if phrase is not None and line.low(phrase.last) in scope_words("places of parts"):
        spans.append((phrase.last + 1, min(len(line), phrase.last + 12)))
    if frame.clause.subject is not None:
        spans.append(frame.clause.subject)
    for begin, end in spans:
        for at in range(begin, end):
            if line.is_figure(at):
                break
            if line.low(at) not in names or line.tag(at) not in _NOUNS or line.inside_metric(at):
                continue
            first = _back(here, begin, at)
            if first < at:
                yield Candidate(_words(line, first, at), 0.8, "segment.of_part")
                return


def at_name(here: Setting, frame: Frame, core: Core, phrase: Phrase | None) -> Proposal:
    """Revenue at Wizards of the Coast leapt <40%>: a part by its own name, where it is no company of the article"""
    line = here.line
    if phrase is None or line.low(phrase.last) not in ("at", "from"):
        return
    first = end = phrase.last + 1 + (line.low(phrase.last + 1) == "the")
    while end < len(line) and end - first < LONGEST and _proper(here, end):
        end += 1
    if end > first and line.tag(end - 1) in ("NNP", "NNPS") and line.tag(end) not in _GOING_ON:
        yield Candidate(_words(line, first, end), 0.7, "segment.at_name")


def acting(here: Setting, frame: Frame, core: Core, phrase: Phrase | None) -> Proposal:
    """Services edged up <0.1%>, of an economy's output"""
    line, subject = here.line, frame.clause.subject
    if core.metric not in _WHOLE or subject is None or phrase is not None:
        return
    words = range(*subject)
    goods = all(line.tag(at) in _NOUNS and not _limits_nothing(here, at) for at in words)
    if goods and not any(here.inside_place(at) or line.inside_name(at) for at in words):
        yield Candidate(_words(line, *subject), 0.6, "segment.acting")


def _back(here: Setting, floor: int, end: int) -> int:
    """The first word of the name of a part that ends before ``end``, not before ``floor``; ``end`` if there is none."""
    line, at = here.line, end
    while at > floor and end - at < LONGEST:
        joined = line.low(at - 1) in _INSIDE | {"and"} and at < end and at - 2 >= floor and _part(here, at - 2)
        if not joined and not _part(here, at - 1):
            break
        at -= 1
    return at


def _part(here: Setting, at: int) -> bool:
    """Whether a word may be part of the name of a part."""
    line, low = here.line, here.line.low(at)
    if low in scope_words("parts by name") and line.tag(at) not in ("VBD", "VBZ", "RB", "IN"):
        return not _company(line, at)
    if _limits_nothing(here, at) or here.inside_place(at) or here.inside_basis(at) or _company(line, at):
        return False
    if line.tag(at) not in _NOUNS or not low[:1].isalpha() or line.person(at) or line.markets(at, at + 1):
        return False
    return line.change(at, "noun") is None


def _goods(here: Setting, at: int) -> bool:
    line, low = here.line, here.line.low(at)
    if low in _ENDING or line.is_figure(at) or here.inside_place(at) or _company(line, at):
        return False
    if low in ("and", "&"):
        return line.tag(at + 1) in _NOUNS and not line.is_figure(at + 1) and not line.marks(at + 1, at + 3)
    return line.tag(at) in _NOUNS | {"JJ", "VBG", "HYPH"} and not line.person(at)


def _proper(here: Setting, at: int) -> bool:
    line = here.line
    if here.inside_place(at) or _company(line, at) or line.is_figure(at):
        return False
    linked = line.low(at) in ("of", "the", "&") and line.tag(at - 1) in ("NNP", "NNPS", "IN", "DT")
    return linked or (line.tag(at) in ("NNP", "NNPS") and not line.person(at))


def _start(here: Setting, at: int) -> int:
    while here.line.low(at) in _OPENING:
        at += 1
    return at


def _company(line: Line, at: int) -> bool:
    return any(name.mention is not None and name.first <= at < name.last for name in line.names)


def _limits_nothing(here: Setting, at: int) -> bool:
    low = here.line.low(at)
    timed = low.endswith(("-quarter", "-half", "-year", "-month", "-week", "-day"))
    return low in scope_words("limits nothing") | months().keys() or timed or low[:1].isdigit() or here.inside_basis(at)


def _words(line: Line, first: int, last: int) -> str:
    """The words of the text; the first of a sentence without its capital, where it is a common word."""
    said = " ".join(line.texts[first:last])
    plain = first == 0 and line.low(0) in english_words() and not said[1:2].isupper()
    return said[:1].lower() + said[1:] if plain else said


RULES = (named, of_goods, of_part, at_name, acting)
