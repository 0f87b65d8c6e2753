"""Stretches of time by their ends: "the three months ended June 30", "between Nov. 11 and Nov. 17", "2021 to 2025"."""

from __future__ import annotations

import contextlib
import re
from datetime import date

from newsledger.facts.periods import calendar, words
from newsledger.facts.periods.calendar import DAY, Span
from newsledger.facts.periods.expression import Anchor, dated, day_number, group, rules, year_of
from newsledger.facts.periods.parts import numbered_quarter, soon_reported

RULES, rule = rules()


_ENDS = r"(?:(?:that |which )?(?:end(?:ed|s|ing)?|closed|closing)(?: on| in| at)?|to|through|until|up to)"
_LAST = r"(?:(?:the )?(?:end of|end~)\s*)?"
_WHEN = (
    r"(?:<m=month>(?: <d=day>)?(?:,? <y=year>)?|<d2=day> <m2=month>(?:,? <y2=year>)?|"
    r"(?P<near>last|next|this) <m3=month>)"
)
_LONG = (
    r"(?:<n=number>~(?:<u=unit>)s?|(?<!same\s)(?:(?:first|second|third|fourth|final|last|latest|"
    r"fiscal|financial|business|trading|full|<count>~months?) )*(?:<u2=unit>))"
)


def _end_day(match: re.Match[str], anchor: Anchor) -> date | None:
    """The last day of a stretch "to 28 December" or "ended June": the latest such day, or the next where it is to
    come.
    """
    month = group(match, "m") or group(match, "m2") or group(match, "m3") or ""
    day = group(match, "d") or group(match, "d2")
    year = year_of(match) or year_of(match, "y2")
    number = words.month_number(month)

    def last(y: int) -> Span:
        return calendar.day(date(y, number, day_number(day)) if day else calendar.month(y, number).end)

    if year is not None:
        return last(year).end
    if anchor.published is None:
        return None
    words_of = match.group().lower()
    near = (group(match, "near") or "").lower()
    ahead = near == "next" or (
        near != "last" and ("ending" in words_of or (anchor.forward and "ended" not in words_of))
    )
    return (calendar.next_to_end if ahead else calendar.latest_ended)(last, anchor.published).end


@rule(
    "range",
    rf"{_LONG}(?: period)?,? {_ENDS} {_LAST}{_WHEN}",
    rf"{_LONG}(?: period)?,? <m=month>~(?:end)(?: <y=year>)?",
    needs=("unit ending month", "unit month ending"),
)
def stretch_to(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "in the three months to the end of September"; "the quarter ended April 30"; "the year to March 2025"."""
    last = _end_day(match, anchor)
    if last is None:
        return None
    unit = (group(match, "u") or group(match, "u2") or "").lower()
    inner = re.search(r"(\w+)[\s\-]+months?", match.group(), re.I) if not group(match, "n") else None
    count = words.number(group(match, "n") or "1")
    if inner and unit in ("month", "year"):
        with contextlib.suppress(KeyError):
            count, unit = words.number(inner.group(1)), "month"
    return _ending(last, unit, count)


def _ending(last: date, unit: str, count: int) -> Span | None:
    if unit == "day":
        return Span(last - (count - 1) * DAY, last)
    if unit == "week":
        return calendar.weeks_ending(last, count)
    size = words.table("units")["half" if unit.startswith("half") else unit]
    return calendar.ending(last, size * count)


@rule(
    "range",
    r"<n=count>~years?(?: period)? (?:to|through|until|up to|ending|ended|ending in|ended in) (?:fiscal )?<y=year>",
    r"decade (?:to|through|until|up to|ending|ended|ending in|ended in) <y=year>",
    needs=("year ending dated", "decade ending dated"),
)
def years_to(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "in the three years to 2027"; "over the decade to 2030"."""
    last, count = int(match.group("y")), words.number(group(match, "n") or "ten")
    return Span(calendar.year(last - count + 1).start, calendar.year(last).end)


@rule(
    "range",
    r"(?:<u=unit>) (?:to|through|ending|ended) <o=ordinal>~quarter(?:,? (?:of )?<y=year>)?",
    needs="unit ordinal quarter ending",
)
def stretch_to_quarter(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "the year to the third quarter"."""
    quarter = numbered_quarter(match, anchor)
    unit = match.group("u").lower()
    return _ending(quarter.end, unit, 1) if quarter else None


@rule(
    "range",
    r"(?:between|from) <m=month> <d=day>(?:,? <y=year>)? (?:and|to|until|till|through) (?:<m2=month> "
    r")?<d2=day>(?:,? <y2=year>)?",
    r"(?:between|from) <d=day> <m=month>(?:,? <y=year>)? (?:and|to|until|till|through) <d2=day> "
    r"<m2=month>(?:,? <y2=year>)?",
    r"<m=month> <d=day> (?:to|through|until) (?:<m2=month> )?<d2=day>(?:,? <y2=year>)?",
    r"<m=month> <d=day>\s?[-–]\s?(?:<m2=month> )?<d2=day>(?:,? <y2=year>)?",
    r"(?:between|from) <d=day>\s?(?:and|to|[-–])\s?<d2=day> <m2=month>(?:,? <y2=year>)?",
    needs=("from month digit", "from month digit", "month digit ending", "month digit", "from month digit"),
)
def days_from_to(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "between Nov. 11 and Nov. 17"; "June 3-7"."""
    second = group(match, "m2") or group(match, "m") or ""
    first = group(match, "m") or second
    last = dated(anchor, second, match.group("d2"), year_of(match, "y2"))
    if last is None:
        return None
    begin = date(year_of(match) or last.end.year, words.month_number(first), day_number(match.group("d")))
    if begin > last.end and year_of(match) is None:
        begin = begin.replace(year=begin.year - 1)
    return Span(begin, last.end)


@rule(
    "range",
    r"(?:between|from) <m=month>(?:,? <y=year>)? (?:and|to|until|till|through) <m2=month>(?:,? <y2=year>)?",
    r"<m=month>(?: <y=year>)?(?:\s?[-–/]\s?|~to~|~through~)<m2=month>(?: (?:of )?<y2=year>)?(?: "
    r"(?:quarter|period|half))?",
    r"<m=month>(?:, <month>){0,4},?(?P<and> and) <m2=month>(?: (?:of )?<y2=year>)?",
    needs=("from month", "month", "month"),
)
def months_from_to(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "the January-March quarter"; "from April to September 2023"; "in January and February"; of months that do
    not follow each other the last that is named."""
    first, last = words.month_number(match.group("m")), words.month_number(match.group("m2"))
    if group(match, "and") and (last - first) % 12 != match.group().count(",") + 1:
        return dated(anchor, match.group("m2"), None, year_of(match, "y2"))
    if last < first:
        first -= 12
    year = year_of(match, "y2")
    if year is None and year_of(match) is not None:
        return calendar.months(year_of(match) or 0, first % 12 or 12, (first % 12 or 12) + last - first)
    if year is not None:
        begin = year_of(match)
        return calendar.months(year, first if begin is None else first - 12 * (year - begin) * (first > 0), last)
    pending = soon_reported(anchor, lambda y: calendar.months(y, first, last))
    return pending or anchor.pick(lambda y: calendar.months(y, first, last))


@rule("range", r"(?:up )?through (?:the end of )?<m=month>(?! <d=day>|,? <y=year>| of\b)", needs="month ending")
def through_month(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "spent $1.5 billion through September": from the start of the year; of what is to come, that month."""
    if anchor.published is None or anchor.forward:
        return dated(anchor, match.group("m"), None, None)
    last = dated(anchor, match.group("m"), None, None)
    if last is None:
        return None
    year = calendar.next_to_end(lambda y: calendar.year(y, anchor.year_end), last.end)
    return Span(year.start, last.end)


@rule(
    "range",
    r"(?:between|from) <y=year> (?:and|to|until|till|through) <y2=year>",
    r"<y=year>(?:\s?[-–]\s?| to | through )<y2=year>",
    needs=("from dated", "dated"),
)
def years_from_to(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "between 2021 and 2025"; "over 2026-2028"."""
    first, last = int(match.group("y")), int(match.group("y2"))
    return Span(calendar.year(first).start, calendar.year(last).end)


@rule(
    "year",
    r"<y=year>[/–-](?P<s>\d\d),? (?:fiscal year )?(?:ended|ending|to) <m=month>(?: <d=day>)?",
    needs="dated month ending",
)
def split_year_to(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "its net profit in 1987/88 ending June 30"."""
    first, month = int(match.group("y")), words.month_number(match.group("m"))
    return calendar.months_to(first + 1, month, 12) if (first + 1) % 100 == int(match.group("s")) else None


@rule(
    "year",
    r"(?:fiscal |financial |FY ?)?<y=year>[/–-](?P<s>\d\d)(?![\d/–-])",
    r"FY ?(?P<y>\d\d)[/-](?P<s>\d\d)(?!\d)",
    needs=("dated", "fy"),
)
def split_year(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "the 2024/25 crop"; "in FY2024-25": the year that begins in the one and ends in the other."""
    first, last = words.full_year(match.group("y")), int(match.group("s"))
    if (first + 1) % 100 != last:
        if last <= first % 100:
            return None
        return Span(calendar.year(first).start, calendar.year(first // 100 * 100 + last).end)
    return calendar.year(first + 1, 3 if anchor.year_end == 12 else anchor.year_end)


@rule(
    "year",
    r"(?:the |its )?(?:(?:fiscal|financial|business|full)[\s-])?(?P<w>year|half|quarter),? (?:that |which )?"
    r"(?:ended|closed|finished|ends|ending|closes) (?P<near>last|this|next) month",
    needs="unit",
)
def ended_near_month(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "for the year that ended last month"; "in the quarter that ends this month"."""
    if anchor.published is None:
        return None
    step = {"last": -1, "next": 1}.get(match.group("near").lower(), 0)
    last = calendar.month(anchor.published.year, anchor.published.month + step)
    return calendar.months_to(last.end.year, last.end.month, {"year": 12, "half": 6}.get(match.group("w").lower(), 3))
