"""What an article says once and means throughout: its reporting period, and when its fiscal year ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from newsledger.facts.periods import words
from newsledger.facts.periods.calendar import Span
from newsledger.facts.periods.expression import Anchor
from newsledger.facts.periods.expressions import EXPRESSIONS
from newsledger.facts.periods.mentions import TimeMention
from newsledger.facts.periods.parts import near_part

OPENING = 8
"""Sentences, headline included, in which the reporting period is looked for."""

_YEAR_ENDS = (
    words.compiled(
        r"(?:fiscal|financial|business) year,? (?:that |which )?(?:ends|ended|ending|to|through|until)(?: "
        r"in| on)?(?: the end of)?(?: <d=day>)? <m=month>"
    ),
    words.compiled(r"<m=month>-ended? (?:fiscal|financial) year"),
    words.compiled(r"year to (?:end[\s-])?<m=month> <y=year>"),
    words.compiled(
        r"(?:results|figures|accounts|profits?|earnings|revenues?|sales|turnover|loss) (?:\w+ ){0,3}(?:for|"
        r"in) (?:the|its) "
        r"(?:full )?year (?:to|ended|ending)(?: on)?(?: the end of)?(?: <d=day>)? <m=month>"
    ),
    words.compiled(
        r"(?:closes|close|closed) (?:its|their|the) books (?:on|at|in)(?: the end of)?(?: <d=day>)? <m=month>"
    ),
    words.compiled(r"(?:fiscal|financial) year~end (?:is |of |on |in )+(?:<d=day> )?<m=month>"),
)
_QUARTER_ENDS = words.compiled(
    r"(?:fiscal )?<o=ordinal>(?:~fiscal)?~quarter(?:,| results| earnings|’s|'s)?(?: of <y=year>)?,?(?: "
    r"which| that)? (?:ended|ending|ends|to|through)(?: on| in)?(?: the end of)?(?: <d=day>)? <m=month>"
)
_NUMBERED_ENDS = words.compiled(
    r"<m=month>(?: <d=day>)?,? (?:which (?:is|was) )?(?:the|its) <o=ordinal>~quarter of (?:its|the|their)(?: [\w’']+)? "
    r"(?:financial|fiscal|business) year"
)
_QUARTERLY = re.compile(r"(?i)\bquarterly\b")
_AHEAD = re.compile(
    r"(?i)\b(?:expect(?:s|ed|ing)?|forecast|forecasting|sees|guid\w+|outlook|will|would|plans?|predict\w*|project\w*|"
    r"target\w*|by|until|through|next|due)\b[^.;]{0,40}$"
)


def fiscal_ends(text: str) -> tuple[int, int]:
    """The months in which the fiscal year ends, for years and for numbered quarters: 12 unless the text says.

    >>> fiscal_ends("the business year to March 2025")
    (3, 12)
    """
    year_end = quarters_end = 12
    for pattern in _YEAR_ENDS:
        match = pattern.search(text)
        if match:
            year_end = words.month_number(match.group("m"))
            break
    match = _QUARTER_ENDS.search(text) or _NUMBERED_ENDS.search(text)
    if match:
        quarters_end = year_ending(words.ordinal(match.group("o")), words.month_number(match.group("m")))
    return year_end, quarters_end


def year_ending(quarter: int, last_month: int) -> int:
    """The month in which a year ends whose ``quarter``-th quarter ends in ``last_month``.

    >>> year_ending(2, 9)
    3
    """
    left = 0 if quarter < 0 else 3 * (4 - quarter)
    return (last_month + left - 1) % 12 + 1


_PARTS = {"numbered_quarter": 3, "numbered_half": 6}
"""Rules of numbered parts of a year, with their lengths in months."""

_DATED_PARTS = frozenset({"stretch_to", "months_from_to", "month_quarter"})
"""Rules of parts of a year that are named by their months."""


def agreeing_end(text: str, opening: Sequence[Sequence[TimeMention]], anchor: Anchor) -> int:
    """The end of the year by which a quarter or half that headline or lede number without a year is the one that the
    text dates ("Q2 results" and "the quarter ended September 30"); 12 if they agree by the calendar or nothing dates
    it."""
    numbered, months = None, 3
    for mentions in opening[:2]:
        for mention in mentions:
            if mention.rule in _PARTS and mention.expression is not None and numbered is None:
                match = EXPRESSIONS[mention.expression].pattern.match(text, mention.start)
                groups = match.groupdict() if match else {}
                if match and not any(groups.get(name) for name in ("y", "y2", "y3", "back")):
                    digit = groups.get("q") or groups.get("q2")
                    numbered = int(digit) if digit else words.ordinal(match.group("o"))
                    months = _PARTS[mention.rule]
    if numbered is None or anchor.published is None:
        return 12
    for mentions in opening[:4]:
        for mention in mentions:
            span = mention.span(text, anchor)
            if mention.rule in _DATED_PARTS and mention.role == "plain" and span and round(span.days / 30.4) == months:
                end = year_ending(numbered * months // 3 if numbered > 0 else numbered, span.end.month)
                return end if 0 <= (anchor.published - span.end).days <= 120 else 12
    return 12


def reporting_period(
    text: str, opening: Iterable[tuple[str, int, Sequence[TimeMention]]], anchor: Anchor
) -> Span | None:
    """The period that the article reports on: the first quarter, half or stretch of months that its opening sentences
    name as past, or the latest quarter where they speak of "quarterly" figures."""
    quarterly = False
    for masked, start, mentions in opening:
        for mention in mentions:
            if mention.role != "plain" or mention.grain not in ("part", "range"):
                continue
            if mention.rule in ("near", "year_to_date", "through_year", "years_from_to", "edge_of_year"):
                continue
            if _AHEAD.search(masked[: mention.start - start]):
                continue
            span = mention.span(text, anchor)
            if span is not None and 50 <= span.days <= 370:
                return span
        quarterly = quarterly or bool(_QUARTERLY.search(masked))
    if quarterly and anchor.published is not None:
        return near_part(anchor.published, 3, anchor.quarters_end)
    return None


def reported_end(
    text: str, opening: Iterable[Sequence[TimeMention]], anchor: Anchor, reported: Span | None
) -> date | None:
    """The last day of what the article reports on, however short: of its reporting period, or of the first stretch
    that is named by its end ("in the four weeks to 29 September")."""
    if reported is not None:
        return reported.end
    for mentions in opening:
        for mention in mentions:
            span = mention.span(text, anchor) if mention.rule == "stretch_to" and mention.role == "plain" else None
            if span is not None and anchor.published is not None and span.end <= anchor.published:
                return span.end
    return None
