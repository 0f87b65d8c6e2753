"""When fiscal years end: where the text says so, where it lets one tell, and what the table of companies knows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from newsledger.facts.periods import calendar, words
from newsledger.facts.periods.calendar import Span
from newsledger.facts.periods.expression import Anchor, day_number, group
from newsledger.facts.periods.expressions import EXPRESSIONS
from newsledger.facts.periods.mentions import TimeMention


class Ends(NamedTuple):
    """The months in which fiscal years and numbered quarters end by the text; ``None`` where it does not say."""

    year: int | None
    quarters: int | None


_YEAR_ENDS = (
    (
        words.compiled(
            r"(?:fiscal|financial|business) year,? (?:that |which )?(?:ends|ended|ending|to|through|until)(?: "
            r"in| on)?(?: the end of)?(?: next| last| this)?(?: <d=day>)? <m=month>"
        ),
        ("fiscal", "financial", "business"),
    ),
    (
        words.compiled(
            r"fiscal <y=year>,? (?:that |which )(?:ends|ended)(?: in| on)?(?: the end of)?(?: <d=day>)? <m=month>"
        ),
        ("fiscal",),
    ),
    (words.compiled(r"<m=month>-ended? (?:fiscal|financial) year"), ("fiscal", "financial")),
    (words.compiled(r"year to (?:end[\s-])?<m=month> <y=year>"), ("year to",)),
    (
        words.compiled(
            r"(?:results|figures|accounts|profits?|earnings|revenues?|sales|turnover|loss) (?:\w+ ){0,3}(?:for|"
            r"in) (?:the|its) "
            r"(?:full )?(?:year|12 months|twelve months) (?:to|ended|ending|through)(?: on)?(?: the end of)?"
            r"(?: next| last| this)?(?: <d=day>)? <m=month>"
        ),
        ("year to", "year ended", "year ending", "year through", "12 months", "twelve months"),
    ),
    (
        words.compiled(
            r"(?:closes|close|closed) (?:its|their|the) books (?:on|at|in)(?: the end of)?(?: <d=day>)? <m=month>"
        ),
        ("books",),
    ),
    (
        words.compiled(r"(?:fiscal|financial) year~end (?:is |of |on |in )+(?:<d=day> )?<m=month>"),
        ("fiscal", "financial"),
    ),
)
"""How a text tells when a year ends, each with words of which it needs one."""

_QUARTER_ENDS = words.compiled(
    r"(?:fiscal )?<o=ordinal>(?:~fiscal)?~quarter(?:,| results| earnings|’s|'s)?(?: of <y=year>)?,?(?: "
    r"which| that)? (?:ended|ending|ends|to|through)(?: on| in)?(?: the end of)?(?: <d=day>)? <m=month>(?: <d2=day>)?"
)
_NUMBERED_ENDS = words.compiled(
    r"<m=month>(?: <d=day>)?,? (?:which (?:is|was) )?(?:the|its) <o=ordinal>~quarter of (?:its|the|their)(?: [\w’']+)? "
    r"(?:financial|fiscal|business) year"
)


def fiscal_ends(text: str) -> Ends:
    """The months in which the fiscal year ends as the text says, for years and for numbered quarters.

    >>> fiscal_ends("the business year to March 2025")
    Ends(year=3, quarters=None)
    """
    low = " ".join(text.lower().split())
    found = next(
        (
            match
            for pattern, needed in _YEAR_ENDS
            if any(word in low for word in needed) and (match := pattern.search(text))
        ),
        None,
    )
    year = words.month_number(found.group("m")) if found else None
    match = (_QUARTER_ENDS.search(text) or _NUMBERED_ENDS.search(text)) if "quarter" in low else None
    if match is None:
        return Ends(year, None)
    return Ends(year, year_ending(words.ordinal(match.group("o")), _closing_month(match)))


_EDGE = 7
"""Days of a month up to which a quarter of whole weeks belongs to the month before: "the quarter ended Aug. 2"."""


def _closing_month(match: re.Match[str]) -> int:
    number = words.month_number(match.group("m"))
    day = group(match, "d") or group(match, "d2")
    return (number - 2) % 12 + 1 if day and day_number(day) <= _EDGE else number


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

_LATE = 120
"""Days after the end of a quarter within which it is reported."""


class _Numbered(NamedTuple):
    """A part of a year by its number, with its length in months and the fiscal year that is named, if one is."""

    place: int
    months: int
    year: int | None


def _numbered(text: str, mention: TimeMention) -> _Numbered | None:
    """The number of a part of a year, where no calendar year is named with it."""
    if mention.rule not in _PARTS or mention.expression is None:
        return None
    match = EXPRESSIONS[mention.expression].pattern.match(text, mention.start)
    if match is None:
        return None
    groups = match.groupdict()
    year = next((groups[name] for name in ("y", "y2", "y3") if groups.get(name)), None)
    if groups.get("back") or (year and not re.search(r"(?i)FY|fiscal|financial", match.group())):
        return None
    digit = groups.get("q") or groups.get("q2")
    index = int(digit) if digit else words.ordinal(match.group("o"))
    return _Numbered(index, _PARTS[mention.rule], words.full_year(year) if year else None)


def agreeing_end(text: str, opening: Sequence[Sequence[TimeMention]], anchor: Anchor) -> int | None:
    """The end of the year by which a quarter or half that headline or lede number is the one that the text dates ("Q2
    results" and "the quarter ended September 30"), or by which "Q2 FY26" is over already; ``None`` if nothing dates
    it."""
    numbered = next(
        (part for mentions in opening[:2] for mention in mentions if (part := _numbered(text, mention))), None
    )
    if numbered is None or anchor.published is None:
        return None
    for mentions in opening[:4]:
        for mention in mentions:
            span = mention.span(text, anchor)
            if (
                mention.rule in _DATED_PARTS
                and mention.role == "plain"
                and span
                and round(span.days / 30.4) == numbered.months
                and 0 <= (anchor.published - span.end).days <= _LATE
            ):
                return _end_by(numbered, span)
    return _over_by(numbered, anchor.published)


def _end_by(numbered: _Numbered, span: Span) -> int:
    last = calendar.shift_months(span.end, -1).month if span.end.day <= _EDGE else span.end.month
    return year_ending(numbered.place * numbered.months // 3 if numbered.place > 0 else numbered.place, last)


def _over_by(numbered: _Numbered, published: date) -> int | None:
    """The end of the year, of those at the ends of quarters, by which a numbered part of a named fiscal year was over
    when it was reported, if by the calendar it had not begun."""
    if numbered.year is None:
        return None
    if calendar.part(numbered.year, numbered.months, numbered.place).start <= published:
        return None
    ends = {end: calendar.part(numbered.year, numbered.months, numbered.place, end).end for end in (3, 6, 9)}
    return next((end for end, last in ends.items() if 0 <= (published - last).days <= _LATE), None)


def anchored(anchor: Anchor, said: Ends, known: int | None) -> Anchor:
    """The anchor for a company: what the text says of years and quarters, else the year that the table knows; quarters
    that are numbered go with the year, but may be those of the calendar."""
    year = said.year or said.quarters or known or 12
    return msgspec.structs.replace(
        anchor, year_end=year, quarters_end=said.quarters or year, quarters_assumed=said.quarters is None
    )
