"""The words that name a time by its distance from another: "a year earlier", "the previous quarter", "the same period
of 2021".

Each rule gives a ``Shift``: how far back in months or days, or the year in which the same stretch is meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import msgspec

from newsledger.facts.periods import calendar, words
from newsledger.facts.periods.calendar import Span
from newsledger.facts.periods.needs import needing


class Shift(msgspec.Struct, frozen=True):
    """A distance from another period: ``months`` and ``days`` are negative for the past; ``year`` says in which year
    the same stretch is meant. All zero is the same period itself. ``open`` says that the words leave the length open
    ("last time", "previously")."""

    months: int = 0
    days: int = 0
    year: int | None = None
    open: bool = False

    def of(self, span: Span) -> Span | None:
        """The period that the words mean, told from ``span``; ``None`` where they do not say how far."""
        if self.open:
            return None
        if self.year is not None:
            return calendar.shift(span, 12 * (self.year - span.end.year))
        if self.days:
            return calendar.shift_days(span, self.days)
        return calendar.shift(span, self.months)


class ShiftWords(NamedTuple):
    """A way of naming a distance: ``name`` of the rule, its pattern, how it is read, and what a sentence must hold for
    it (``needs.py``)."""

    name: str
    pattern: re.Pattern[str]
    resolve: Callable[[re.Match[str]], Shift | None]
    needs: frozenset[str]


SHIFTS: list[ShiftWords] = []


def _rule(
    *notations: str,
    needs: str | tuple[str, ...],
) -> Callable[[Callable[[re.Match[str]], Shift | None]], Callable[[re.Match[str]], Shift | None]]:
    def register(resolve: Callable[[re.Match[str]], Shift | None]) -> Callable[[re.Match[str]], Shift | None]:
        SHIFTS.extend(
            ShiftWords(resolve.__name__, words.compiled(text), resolve, groups)
            for text, groups in needing(notations, needs)
        )
        return resolve

    return register


def _by_unit(unit: str, count: int) -> Shift:
    unit = unit.lower().rstrip("s")
    if unit in ("day", "session"):
        return Shift(days=-count)
    if unit in ("week", "fortnight"):
        return Shift(days=-(7 if unit == "week" else 14) * count)
    size = 6 if unit.startswith("half") else words.table("units")[unit]
    return Shift(months=-size * count)


_SAME = (
    r"(?:the |its |that |a )?(?:same|corresponding|comparable|equivalent|like|matching|similar|"
    r"identical)(?:[\s-](?:<count>[\s-]months?|<ordinal>))?[\s-](?P<what>period|quarter|"
    r"half(?:-year)?|<count> months|months?|weeks?|stage|point|time|span|stretch|spell|window|interval|timeframe|"
    r"three months|six "
    r"months|nine months|day)"
)
_YEAR_BACK = (
    r"(?:(?:a|one|the) year (?:earlier|ago|before|previously|prior|back)|(?:(?:of|in|from) "
    r")?(?:the )?(?:last|previous|prior|preceding|past)(?: (?:fiscal|financial|business))? year|"
    r"(?:the )?year[\s-](?:ago|earlier))"
)


@_rule(
    rf"{_SAME},? (?:in )?{_YEAR_BACK}(?:’s|'s)?",
    rf"{_YEAR_BACK}(?:’s|'s) (?:same )?(?:quarter|period)",
    r"(?:the )?(?:prior|previous|preceding)[\s-](?:corresponding|comparable|comparative) "
    r"(?:period|quarter|half(?:-year)?)",
    r"pcp",
    needs=("same year", "year spoken", "previous spoken", "pcp"),
)
def same_period_last_year(match: re.Match[str]) -> Shift | None:
    """As in "in the corresponding quarter of the last financial year"; "the same period a year ago"."""
    return Shift(months=-12)


@_rule(
    rf"{_SAME} (?:of|in|during) (?:fiscal )?<y=year>",
    r"(?:the |its )?(?:same|corresponding|comparable|equivalent|like|matching) <y=year> (?:period|quarter|half|"
    r"months?|week|"
    r"time|three months|six months|nine months)",
    needs="same dated",
)
def same_period_of_year(match: re.Match[str]) -> Shift | None:
    """As in "64 cents, in the same period of 2021"."""
    return Shift(year=words.full_year(match.group("y")))


@_rule(rf"{_SAME}", needs="same")
def same_period(match: re.Match[str]) -> Shift | None:
    """As in "for the same three months": the period that the text was speaking of."""
    return Shift()


@_rule(
    r"(?P<n>a|an|one|<count>|the)[\s-](?:full )?(?P<u>day|week|fortnight|month|quarter|half|year)s?[\s-](?:earlier|"
    r"ago|previously|back|(?:before|prior)(?!\s+(?:the|its|it|a|they)\b))",
    needs="before unit",
)
def units_earlier(match: re.Match[str]) -> Shift | None:
    """As in "from 1.44 trillion yen a year ago"; "4,524 fewer than three months before"."""
    count = match.group("n").lower()
    return _by_unit(match.group("u"), 1 if count == "the" else words.number(count))


@_rule(
    r"(?:(?:the|its) )?(?:immediately )?(?:previous|prior|preceding|foregoing)[\s-](?:fiscal |financial |"
    r"reporting |trading |<count>[\s-])?(?P<u>day|session|week|month|quarter|half|year)s?(?:’s|'s)?",
    r"year[\s-](?:ago|earlier|before|prior)(?: (?:period|quarter|level|figure|month|result|profit|loss|"
    r"number|total|value|record|tally))*",
    needs=("previous unit", "year before"),
)
def previous_unit(match: re.Match[str]) -> Shift | None:
    """As in "from the prior quarter"; "the year-earlier period"."""
    return _by_unit(match.groupdict().get("u") or "year", 1)


@_rule(
    r"(?:on a |in )?(?:yearly|annual|annualised|annualized) (?:basis|terms)",
    r"year[\s-](?:on|over)[\s-]year",
    r"y[-/]o[-/]y|yoy|y/y|y-y",
    r"on (?:the|a) year",
    r"on[\s-]year",
    r"annual(?= (?:growth|rate of|rise|increase|drop|fall|decline|gain|inflation|pace))",
    needs=("annual", "year", "yoy", "year", "year", "annual"),
)
def on_the_year(match: re.Match[str]) -> Shift | None:
    """As in "a 5% year-on-year increase"; "up 4.9% on the year"."""
    return Shift(months=-12)


@_rule(
    r"quarter[\s-](?:on|over|to)[\s-]quarter",
    r"q[-/]o[-/]q|qoq|q/q|q-q",
    r"on the quarter",
    r"on[\s-]quarter",
    r"sequential(?:ly)?",
    needs=("quarter", "qoq", "quarter", "quarter", "sequential"),
)
def on_the_quarter(match: re.Match[str]) -> Shift | None:
    """As in "Sequentially, profit slipped 1.1%"."""
    return Shift(months=-3)


@_rule(
    r"month[\s-](?:on|over|to)[\s-]month",
    r"m[-/]o[-/]m|mom|m/m|m-m",
    r"on the month",
    r"on[\s-]month",
    needs=("months", "mom", "months", "months"),
)
def on_the_month(match: re.Match[str]) -> Shift | None:
    """As in "prices rose 0.3% month on month"."""
    return Shift(months=-1)


@_rule(r"week[\s-](?:on|over)[\s-]week", r"w[-/]o[-/]w|w/w", r"on the week", needs=("week", "wow", "week"))
def on_the_week(match: re.Match[str]) -> Shift | None:
    """As in "up 2% on the week"."""
    return Shift(days=-7)


@_rule(
    r"last time(?: around)?",
    r"previously",
    r"the (?:prior|previous) period",
    needs=("time", "previously", "previous spoken"),
)
def before(match: re.Match[str]) -> Shift | None:
    """As in "compares with £918m last time"."""
    return Shift(open=True)


@_rule(
    r"(?:those|these) (?P<what>three months|six months|nine months|twelve months|12 months|months|weeks)",
    r"(?:the |that |this |its )(?P<what>quarter|period|half|half-year|month|three months|six months|nine "
    r"months|twelve months|12 months|three-month period|six-month period|nine-month period)",
    r"(?:the )?end of (?:the|that) (?P<what>quarter|period|half)",
    r"(?P<what>quarter|period|half)[\s-]end",
    needs=("spoken", "spoken", "closing spoken", "closing spoken"),
)
def this_period(match: re.Match[str]) -> Shift | None:
    """As in "signed during the quarter"; "at quarter-end": the period that the text was speaking of."""
    return Shift()
