"""The place that a metric is limited to: "sales in China", "European revenue", "Germany's exports"."""

from __future__ import annotations

from collections.abc import Iterator

from newsledger.facts.candidates import Candidate
from newsledger.facts.core import Core
from newsledger.facts.frames import Frame
from newsledger.facts.scope.phrase import Phrase, Setting, Stated
from newsledger.facts.scope_tables import scope_words
from newsledger.facts.vocabulary import metrics

Proposal = Iterator[Candidate[str]]

REACH = 8
"""Words after a figure within which its place is named."""

_LEADING = frozenset({"in", "across", "throughout", "within", "at", "outside"})
_TRADED = frozenset({"exports", "imports", "trade_balance"})
_SKIPPED = frozenset({"the", "all", "its", "home", "neighbouring", "neighboring"})
_CONTINUED = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "POS", "VBG"})
_AFTER_SUBJECT = frozenset({"economy", "alone", "itself"})


def described(here: Setting, frame: Frame, core: Core, phrase: Phrase | None) -> Proposal:
    """European revenue rose <5%>; overseas sales <9%>; the U.S. unemployment rate rose to <4.2%>"""
    if phrase is None:
        return
    for found in here.places:
        inside = found.place.lower and core.metric in scope_words("metrics sold")
        if found.place.lower and not inside and found.place.adjective:
            continue
        if phrase.first <= found.first and found.last <= (phrase.head - 1 if inside else phrase.name):
            yield Candidate(found.place.name, 0.9, "geography.described")


def owning(here: Setting, frame: Frame, core: Core, phrase: Phrase | None) -> Proposal:
    """Germany's exports fell <2.1%>"""
    if phrase is None or not _public(core):
        return
    for found in here.places:
        if not found.place.adjective and found.last == phrase.first - 1 and here.line.low(found.last) == "'s":
            yield Candidate(found.place.name, 0.9, "geography.owning")


def after_metric(here: Setting, frame: Frame, core: Core, phrase: Phrase | None) -> Proposal:
    """sales in China fell <11%>; inflation in the euro zone was <2.2%>"""
    if phrase is not None:
        names = _led(here, core, phrase.last)
        if names:
            yield Candidate(names, 0.9, "geography.after_metric")


def after_figure(here: Setting, frame: Frame, core: Core, phrase: Phrase | None) -> Proposal:
    """revenue rose <5%> in Europe and <3%> in Asia-Pacific; will cut <900 jobs> in Italy"""
    line = here.line
    for at in range(frame.place + 1, min(frame.place + REACH, len(line))):
        if line.is_figure(at) or line.low(at) in (",", ";", ":", ")", "--", "after", "when", "while", "as", "than"):
            return
        names = _led(here, core, at)
        if names:
            yield Candidate(names, 0.8 if at == frame.place + 1 else 0.6, "geography.after_figure")
            return


def fronted(here: Setting, frame: Frame, core: Core, phrase: Phrase | None) -> Proposal:
    """In China, sales fell <11%>"""
    for first in {0, frame.clause.first}:
        begin = first + (here.line.low(first) in ("and", "but", "while"))
        names = _led(here, core, begin)
        if names and not any(here.line.low(at) in ("while", ";", "but") for at in range(begin + 1, frame.place)):
            yield Candidate(names, 0.7, "geography.fronted")


def acting(here: Setting, frame: Frame, core: Core, phrase: Phrase | None) -> Proposal:
    """China's economy grew <4.6%>; China accounted for <30%> of revenue"""
    subject = frame.clause.subject
    if subject is None or not (_public(core) or core.measure == "share"):
        return
    for found in here.places:
        named = not found.place.adjective and found.place.name not in ("domestic", "international")
        if subject[0] <= found.first and found.last <= subject[1] and named:
            opens = found.first == subject[0] + (here.line.low(subject[0]) in _SKIPPED)
            at = found.last + (here.line.low(found.last) == "'s")
            if opens and (at == subject[1] or here.line.low(at) in _AFTER_SUBJECT):
                yield Candidate(found.place.name, 0.8, "geography.acting")
        elif subject[0] <= found.first < subject[1] and here.line.low(found.last) == "economy":
            yield Candidate(found.place.name, 0.8, "geography.acting")


def coming_from(here: Setting, frame: Frame, core: Core, phrase: Phrase | None) -> Proposal:
    """About <60%> of revenue comes from Asia"""
    line = here.line
    if core.measure != "share":
        return
    for found in here.places:
        led = line.low(found.first - 1) == "from" or (
            line.low(found.first - 1) == "the" and line.low(found.first - 2) == "from"
        )
        between = range(frame.place + 1, found.first)
        if led and between and _whole(here, found) and not any(line.is_figure(at) for at in between):
            yield Candidate(found.place.name, 0.8, "geography.coming_from")
            return


def _led(here: Setting, core: Core, at: int) -> str | None:
    """The places that a preposition at a word leads to, joined by a semicolon: "in Brazil and Mexico"."""
    line = here.line
    trading = core.metric in _TRADED
    if line.low(at) not in _LEADING and (trading or line.low(at) != "from" or core.metric not in ("revenue", "orders")):
        return None
    at += 1
    while line.low(at) in _SKIPPED and here.place_at(at) is None:
        at += 1
    names: list[str] = []
    while (found := here.place_at(at)) is not None and not found.place.adjective:
        if not _whole(here, found):
            return None
        names.append(found.place.name)
        joined = line.low(found.last) in (",", "and") and here.place_at(found.last + 1) is not None
        if not joined:
            break
        at = found.last + 1
    return "; ".join(dict.fromkeys(names)) or None


def _whole(here: Setting, found: Stated) -> bool:
    """Whether the name ends where the place does: not "in London trading", "in China's largest city"."""
    line = here.line
    return line.is_figure(found.last) or (line.tag(found.last) not in _CONTINUED and line.low(found.last) != "'s")


def _public(core: Core) -> bool:
    return core.metric is not None and metrics()[core.metric].group == "macro"


RULES = (described, owning, after_metric, after_figure, fronted, acting, coming_from)
