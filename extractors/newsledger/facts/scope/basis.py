"""How a metric is reckoned: adjusted, underlying, by the accounting standard, at constant currencies."""

from __future__ import annotations

from collections.abc import Iterator

from newsledger.facts.candidates import Candidate
from newsledger.facts.core import Core
from newsledger.facts.frames import Frame
from newsledger.facts.scope.phrase import Phrase, Reckoned, Setting
from newsledger.facts.scope_tables import scope_words
from newsledger.facts.vocabulary import metrics, word_class
from newsledger.records import MetricBasis

Proposal = Iterator[Candidate[MetricBasis]]

OF_GROWTH = frozenset({"organic", "constant_currency"})
"""Bases on which growth is reckoned, and not the amount that it leads to."""

_WITHOUT = frozenset(
    {"excluding", "excludes", "excluded", "before", "without", "barring", "ex", "exclude", "stripping", "strips", "out"}
    | {"aside", "for", "less", "omitting", "omits", "leaving", "leaves"}
)
_SKIPPED = frozenset({"the", "a", "some", "certain", "such", "volatile", "effects", "effect", "impact", "of", "any"})
_OWNING = frozenset({"its", "their", "the", "'s", "a", "his", "her", "our", "and", "while", "but", "as", ",", ";"})


def named(here: Setting, frame: Frame, core: Core, phrase: Phrase | None) -> Proposal:
    """adjusted net profit rose <12%>; the seasonally adjusted jobless rate was <4.1%>"""
    if phrase is None:
        return
    limits = scope_words("limits nothing")
    for found in here.bases:
        if not (phrase.first <= found.first and found.last <= phrase.last):
            continue
        for word in found.words:
            if core.metric not in word.metrics or word.where in ("beside", "left out"):
                continue
            between = here.line.lows[found.last : phrase.name]
            if word.where == "next" and not all(low in limits or "-" in low for low in between):
                continue
            if word.where == "reported" and not _adjective(here, frame, found):
                continue
            if word.basis in OF_GROWTH and not _grows(core):
                continue
            yield Candidate(word.basis, 0.95, "basis.named")
            break


def _adjective(here: Setting, frame: Frame, found: Reckoned) -> bool:
    """Whether "reported" describes, and is no verb: "its reported net income"."""
    if found.first in (frame.clause.verb, frame.verb):
        return False
    return found.first == 0 or here.line.low(found.first - 1) in _OWNING


def elided(here: Setting, frame: Frame, core: Core, phrase: Phrase | None) -> Proposal:
    """Net income slumped, the adjusted kind equating to <$7.36> per share"""
    for found in here.bases:
        stands_in = here.line.low(found.last) in word_class("stand-ins") | {"kind", "one", "version"}
        apart = phrase is None or phrase.last < found.first
        if stands_in and apart and frame.clause.first - 2 <= found.first < frame.place:
            for word in found.words:
                if core.metric in word.metrics and word.where == "before" and _fits(word.basis, core):
                    yield Candidate(word.basis, 0.7, "basis.elided")


def appended(here: Setting, frame: Frame, core: Core, phrase: Phrase | None) -> Proposal:
    """Costs, adjusted, went up by <10.9 percent>"""
    if phrase is None:
        return
    for found in here.bases:
        comma = here.line.low(phrase.last) in (",", "(")
        if found.first == phrase.last + comma and (not comma or here.line.low(found.last) in (",", ")")):
            for word in found.words:
                if core.metric in word.metrics and word.where == "before" and _fits(word.basis, core):
                    yield Candidate(word.basis, 0.8, "basis.appended")


def beside(here: Setting, frame: Frame, core: Core, phrase: Phrase | None) -> Proposal:
    """Excluding items, it made <$2.10>; sales grew <9%> at constant currencies, and <4%> on a reported basis"""
    for found in here.bases:
        words = [
            word
            for word in found.words
            if core.metric in word.metrics
            and _fits(word.basis, core)
            and (word.where == "beside" or (word.where == "left out" and _without(here, found)))
        ]
        if not words:
            continue
        if _reaches(here, frame, found) and (
            core.metric in scope_words("metrics of profits beside") or words[0].basis not in ("adjusted", "underlying")
        ):
            yield Candidate(words[0].basis, 0.85, "basis.beside")


def _without(here: Setting, found: Reckoned) -> bool:
    """Whether the words say what is left out: "before special items"."""
    at = found.first - 1
    while at >= 0 and (here.line.low(at) in _SKIPPED or here.line.tag(at) == "JJ"):
        at -= 1
    return here.line.low(at) in _WITHOUT


def _reaches(here: Setting, frame: Frame, found: Reckoned) -> bool:
    """Whether words beside a figure are about it: they follow it before the next figure, or open its clause."""
    line = here.line
    if found.first > frame.place:
        between = range(frame.place + 1, found.first)
        return not any(line.is_figure(at) or line.low(at) in (";", ":") for at in between)
    alone = not any(line.is_figure(at) for at in range(frame.clause.first, found.first))
    fronted = alone and (frame.clause.first <= found.first or not any(map(line.is_figure, range(found.first))))
    return fronted and not any(line.low(at) in (";", ":", "while", "but") for at in range(found.last, frame.place))


def _fits(basis: MetricBasis, core: Core) -> bool:
    return basis not in OF_GROWTH or _grows(core)


def _grows(core: Core) -> bool:
    return core.measure in ("change", None) or core.metric == "comparable_sales" or _rate(core)


def _rate(core: Core) -> bool:
    return core.metric is not None and metrics()[core.metric].rate


RULES = (named, elided, appended, beside)
