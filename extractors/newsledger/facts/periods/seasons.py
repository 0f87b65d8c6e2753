"""Seasons of the year, as they fall north of the equator."""

from __future__ import annotations

import re
from datetime import date

from newsledger.facts.periods import calendar, words
from newsledger.facts.periods.calendar import Span
from newsledger.facts.periods.expression import Anchor, group, rules, year_of

RULES, rule = rules()

_NO_GOODS = (
    r"(?![\s-]+(?:collections?|lines?|season|range|budget|statement|meetings?|fashion|schedule|campaign|forecast|"
    r"outlook|report|in\s+(?!20)\w|of\s+(?!(?:19|20)\d\d|this|last)))"
)
"""Words after a season that make it the name of something: "the spring collection", "a fall in prices"."""


@rule(
    "part",
    rf"(?P<back>this|last|next) (?:past |coming )?<s=season>{_NO_GOODS}",
    r"(?:the )?<s=season>(?: of)? <y=year>",
    rf"(?<=\b(?:in|by|of)\x20)the (?:past |coming )?<s=season>{_NO_GOODS}",
    rf"(?:over|during|through|throughout|until|since) the (?:past |coming )?<s=season>{_NO_GOODS}",
    needs=("season near", "season dated", "season", "season"),
)
def season(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "over the summer": June to August; "last autumn"; "the winter of 2023": from its December on."""
    first, year, on = words.season(match.group("s")), year_of(match), anchor.published
    if year is not None:
        return calendar.months(year, first, first + 2)
    if on is None:
        return None

    def make(y: int) -> Span:
        return calendar.months(y, first, first + 2)

    back = (group(match, "back") or "").lower()
    if back == "last":
        return calendar.latest_ended(make, on)
    if back == "next":
        return next(span for span in map(make, range(on.year, on.year + 3)) if span.start > on)
    return _this(make(on.year), on) if back == "this" else anchor.pick(make)


def _this(span: Span, on: date) -> Span:
    """The season of this calendar year, or that of the one before if it still runs: "this winter", in January."""
    before = calendar.shift(span, -12)
    return before if before.start <= on <= before.end else span


@rule(
    "part",
    r"(?:the |its )?(?:peak |key |busy |crucial )*<s=season> quarter(?:,? (?:of )?<y=year>)?",
    needs="season quarter",
)
def season_quarter(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "the peak summer quarter": July to September, the quarter of the calendar that begins in the season."""
    first, year = words.season(match.group("s")) + 1, year_of(match)
    if year is not None:
        return calendar.months(year, first, first + 2)
    return anchor.pick(lambda y: calendar.months(y, first, first + 2))
