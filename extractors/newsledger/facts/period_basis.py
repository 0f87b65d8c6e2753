"""What the dates of a period rest on: words that name them, a fiscal year whose end is known, or neither."""

from __future__ import annotations

import msgspec

from newsledger.facts.core import Core
from newsledger.facts.periods.expression import Anchor
from newsledger.facts.periods.mentions import TimeMention
from newsledger.facts.standing import span_of
from newsledger.facts.timeline import Calendar
from newsledger.facts.vocabulary import metrics
from newsledger.records import Period, PeriodBasis

UNSAID = frozenset({"period.market_day"})
"""Rules that date a figure without any words for its time."""


def basis_of(known: Calendar, figure: int, core: Core, period: Period, rules: tuple[str, ...]) -> PeriodBasis:
    """The basis of a figure's period.

    ``calendar`` where the dates would be the same whenever the company's year ended ("in August", "on Thursday",
    "in the three months to June 30") and for economies and markets, which have no year of their own; ``fiscal`` where
    they hang on the end of a year that the text says or the table of companies knows ("the second quarter" of Apple);
    ``assumed`` where that end is not known, so that the year was taken for the calendar's, or where nothing says the
    time ("Shares fell 4%": the day of the article).
    """
    if UNSAID.issuperset(rules):
        return "assumed"
    mention = _named(known, figure, period)
    if mention is None:
        return _carried(known, figure, core, period)
    return _hanging(known, figure, core) if _hangs(known, figure, mention) else "calendar"


def _named(known: Calendar, figure: int, period: Period) -> TimeMention | None:
    """The time in the figure's sentence whose words the period has."""
    if period.text is None:
        return None
    for mention in known.scene(figure).times:
        if mention.expression is not None and known.text[mention.start : mention.end] == period.text:
            return mention
    return None


def _hangs(known: Calendar, figure: int, mention: TimeMention) -> bool:
    """Whether a time would be another one if the fiscal year ended a month later."""
    anchor = msgspec.structs.replace(known.anchor_of(figure), forward=known.looks_ahead(figure))
    return mention.span(known.text, anchor) != mention.span(known.text, _later(anchor))


def _later(anchor: Anchor) -> Anchor:
    return msgspec.structs.replace(anchor, year_end=anchor.year_end % 12 + 1, quarters_end=anchor.quarters_end % 12 + 1)


def _hanging(known: Calendar, figure: int, core: Core) -> PeriodBasis:
    """The basis of a part of a year by its number: whose year is it?"""
    if core.metric is not None and metrics()[core.metric].owner == "none":
        return "calendar"
    return "fiscal" if known.year_is_known(figure) else "assumed"


def _carried(known: Calendar, figure: int, core: Core, period: Period) -> PeriodBasis:
    """The basis of a period that is not named beside its figure: that of the figure or opening that it came from."""
    span = span_of(period)
    for told in reversed(known.told):
        if told.figure != figure and told.span == span and told.figure in known.bases:
            return known.bases[told.figure]
    # "a year earlier" and the like: as sure as what it is reckoned from.
    months = span.start.day == 1 and span.days > 31
    return _hanging(known, figure, core) if months else "calendar"
