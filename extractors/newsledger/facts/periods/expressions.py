"""The words that name a period by themselves or by the publication date: one small rule for each way of saying it.

A rule is a function from a match and an ``Anchor`` to a ``Span``, or ``None`` where what is known does not suffice (no
publication date) or the words are no date ("31 June"). Rules are tried in the order in which they stand here; of matches
that overlap the longer wins, then the earlier rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Literal, NamedTuple

import msgspec

from newsledger.facts.periods import calendar, words
from newsledger.facts.periods.calendar import DAY, Span

Grain = Literal["day", "week", "month", "part", "year", "range", "moment", "trailing"]


class Anchor(msgspec.Struct, frozen=True):
    """What a time expression is read against.

    ``published`` is the publication date, if known. ``forward`` says that the words speak of what is to come.
    ``year_end`` is the month in which the fiscal year ends where the text says so (12: the calendar year), and
    ``quarters_end`` the same for quarters that are numbered without the word "fiscal".
    """

    published: date | None
    forward: bool = False
    year_end: int = 12
    quarters_end: int = 12

    def pick(self, make: Callable[[int], Span]) -> Span | None:
        """The span meant by words without a year: the latest begun, or the next to end where the words look forward."""
        if self.published is None:
            return None
        return (calendar.next_to_end if self.forward else calendar.latest_begun)(make, self.published)


Resolver = Callable[["re.Match[str]", Anchor], Span | None]


class Expression(NamedTuple):
    """A way of naming a period: ``name`` of the rule, its pattern, how it is read, and what kind of time it names."""

    name: str
    pattern: re.Pattern[str]
    resolve: Resolver
    grain: Grain


EXPRESSIONS: list[Expression] = []


def _rule(grain: Grain, *notations: str) -> Callable[[Resolver], Resolver]:
    def register(resolve: Resolver) -> Resolver:
        EXPRESSIONS.extend(Expression(resolve.__name__, words.compiled(text), resolve, grain) for text in notations)
        return resolve

    return register


def read(expression: Expression, match: re.Match[str], anchor: Anchor) -> Span | None:
    """The span of a match, or ``None``; dates that do not exist ("31 June") name nothing."""
    try:
        span = expression.resolve(match, anchor)
    except (ValueError, OverflowError, StopIteration):
        return None
    return span if span is not None and span.start <= span.end else None


def _group(match: re.Match[str], name: str) -> str | None:
    return match.groupdict().get(name)


def _day_number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _year_of(match: re.Match[str], name: str = "y") -> int | None:
    text = _group(match, name)
    return words.full_year(text) if text else None


def _dated(anchor: Anchor, month: str, day: str | None, year: int | None) -> Span | None:
    """The day or month that is named, its year from the text or by the anchor."""
    number = words.month_number(month)
    if day is None:
        if year is not None:
            return calendar.month(year, number)
        return anchor.pick(lambda y: calendar.month(y, number))
    if year is not None:
        return calendar.day(date(year, number, _day_number(day)))
    return anchor.pick(lambda y: calendar.day(date(y, number, _day_number(day))))


# --- stretches that end at a named time -------------------------------------------------------------------------------

_ENDS = r"(?:(?:that |which )?(?:end(?:ed|s|ing)?|closed|closing)(?: on| in| at)?|to|through|until|up to)"
_LAST = r"(?:(?:the )?(?:end of|end~)\s*)?"
_WHEN = r"(?:<m=month>(?: <d=day>)?(?:,? <y=year>)?|<d2=day> <m2=month>(?:,? <y2=year>)?)"
_LONG = r"(?:<n=number>~(?:<u=unit>)s?|(?<!same\s)(?:(?:first|second|third|fourth|final|last|latest|fiscal|financial|business|trading|full|<count>~months?) )*(?:<u2=unit>))"


def _end_day(match: re.Match[str], anchor: Anchor) -> date | None:
    """The last day of a stretch "to 28 December" or "ended June": the latest such day, or the next where it is to come."""
    month = _group(match, "m") or _group(match, "m2") or ""
    day = _group(match, "d") or _group(match, "d2")
    year = _year_of(match) or _year_of(match, "y2")
    number = words.month_number(month)

    def last(y: int) -> Span:
        return calendar.day(date(y, number, _day_number(day)) if day else calendar.month(y, number).end)

    if year is not None:
        return last(year).end
    if anchor.published is None:
        return None
    words_of = match.group().lower()
    ahead = "ending" in words_of or (anchor.forward and "ended" not in words_of)
    return (calendar.next_to_end if ahead else calendar.latest_ended)(last, anchor.published).end


@_rule(
    "range",
    rf"{_LONG}(?: period)?,? {_ENDS} {_LAST}{_WHEN}",
    rf"{_LONG}(?: period)?,? <m=month>~(?:end)(?: <y=year>)?",
)
def stretch_to(match: re.Match[str], anchor: Anchor) -> Span | None:
    """"in the three months to the end of September"; "the quarter ended April 30"; "the year to March 2025"."""
    last = _end_day(match, anchor)
    if last is None:
        return None
    unit = (_group(match, "u") or _group(match, "u2") or "").lower()
    inner = re.search(r"(\w+)[\s\-]+months?", match.group(), re.I) if not _group(match, "n") else None
    count = words.number(_group(match, "n") or "1")
    if inner and unit in ("month", "year"):
        try:
            count, unit = words.number(inner.group(1)), "month"
        except KeyError:
            pass
    return _ending(last, unit, count)


def _ending(last: date, unit: str, count: int) -> Span | None:
    if unit == "day":
        return Span(last - (count - 1) * DAY, last)
    if unit == "week":
        return calendar.weeks_ending(last, count)
    size = words.table("units")["half" if unit.startswith("half") else unit]
    return calendar.ending(last, size * count)


@_rule("range", r"(?:<u=unit>) (?:to|through|ending|ended) <o=ordinal>~quarter(?:,? (?:of )?<y=year>)?")
def stretch_to_quarter(match: re.Match[str], anchor: Anchor) -> Span | None:
    """"the year to the third quarter"."""
    quarter = numbered_quarter(match, anchor)
    unit = match.group("u").lower()
    return _ending(quarter.end, unit, 1) if quarter else None


# --- from one time to another -----------------------------------------------------------------------------------------


@_rule(
    "range",
    r"(?:between|from) <m=month> <d=day>(?:,? <y=year>)? (?:and|to|until|till|through) (?:<m2=month> )?<d2=day>(?:,? <y2=year>)?",
    r"(?:between|from) <d=day> <m=month>(?:,? <y=year>)? (?:and|to|until|till|through) <d2=day> <m2=month>(?:,? <y2=year>)?",
    r"<m=month> <d=day>\s?[-–]\s?(?:<m2=month> )?<d2=day>(?:,? <y2=year>)?",
    r"(?:between|from) <d=day>\s?(?:and|to|[-–])\s?<d2=day> <m2=month>(?:,? <y2=year>)?",
)
def days_from_to(match: re.Match[str], anchor: Anchor) -> Span | None:
    """"between Nov. 11 and Nov. 17"; "June 3-7"."""
    second = _group(match, "m2") or _group(match, "m") or ""
    first = _group(match, "m") or second
    last = _dated(anchor, second, match.group("d2"), _year_of(match, "y2"))
    if last is None:
        return None
    begin = date(_year_of(match) or last.end.year, words.month_number(first), _day_number(match.group("d")))
    if begin > last.end and _year_of(match) is None:
        begin = begin.replace(year=begin.year - 1)
    return Span(begin, last.end)


@_rule(
    "range",
    r"(?:between|from) <m=month>(?:,? <y=year>)? (?:and|to|until|till|through) <m2=month>(?:,? <y2=year>)?",
    r"<m=month>(?: <y=year>)?(?:\s?[-–/]\s?| to | through )<m2=month>(?: (?:of )?<y2=year>)?(?: (?:quarter|period|half))?",
)
def months_from_to(match: re.Match[str], anchor: Anchor) -> Span | None:
    """"the January-March quarter"; "from April to September 2023"."""
    first, last = words.month_number(match.group("m")), words.month_number(match.group("m2"))
    if last < first:
        first -= 12
    year = _year_of(match, "y2")
    if year is None and _year_of(match) is not None:
        return calendar.months(_year_of(match) or 0, first % 12 or 12, (first % 12 or 12) + last - first)
    if year is not None:
        begin = _year_of(match)
        return calendar.months(year, first if begin is None else first - 12 * (year - begin) * (first > 0), last)
    return anchor.pick(lambda y: calendar.months(y, first, last))


@_rule(
    "range",
    r"(?:between|from) <y=year> (?:and|to|until|till|through) <y2=year>",
    r"<y=year>(?:\s?[-–]\s?| to | through )<y2=year>",
)
def years_from_to(match: re.Match[str], anchor: Anchor) -> Span | None:
    """"between 2021 and 2025"; "over 2026-2028"."""
    first, last = int(match.group("y")), int(match.group("y2"))
    return Span(calendar.year(first, anchor.year_end).start, calendar.year(last, anchor.year_end).end)


@_rule("year", r"(?:fiscal |financial |FY ?)?<y=year>[/–-](?P<s>\d\d)(?![\d/–-])", r"FY ?(?P<y>\d\d)[/-](?P<s>\d\d)(?!\d)")
def split_year(match: re.Match[str], anchor: Anchor) -> Span | None:
    """"the 2024/25 crop"; "in FY2024-25": the year that begins in the one and ends in the other."""
    first, last = words.full_year(match.group("y")), int(match.group("s"))
    if (first + 1) % 100 != last:
        if last <= first % 100:
            return None
        return Span(calendar.year(first).start, calendar.year(first // 100 * 100 + last).end)
    return calendar.year(first + 1, 3 if anchor.year_end == 12 else anchor.year_end)


# --- ends, starts and middles ------------------------------------------------------------------------------------------

_EDGE = r"(?:end|close)"


@_rule(
    "moment",
    rf"(?:the )?{_EDGE}(?: of|~) ?<m=month>(?:,? <y=year>)?",
    r"<m=month>~end(?: <y=year>)?",
    r"(?:ended|finished|closed) <m=month>(?:,? <y=year>)?(?= with)",
)
def end_of_month(match: re.Match[str], anchor: Anchor) -> Span | None:
    """"employed 116,500 people at the end of June"."""
    number = words.month_number(match.group("m"))
    year = _year_of(match)
    if year is not None:
        return calendar.day(calendar.month(year, number).end)
    if anchor.published is None:
        return None
    choose = calendar.next_to_end if anchor.forward else calendar.latest_ended
    return calendar.day(choose(lambda y: calendar.month(y, number), anchor.published).end)


@_rule(
    "moment",
    rf"(?:the )?{_EDGE}(?: of|~) ?(?:calendar |fiscal |financial )?<y=year>",
    r"(?:year|fiscal year)~end(?:,? <y=year>)?",
    r"end of (?:the|this|the current) (?:fiscal |financial |calendar )?year",
    r"end of (?P<back>last|next) (?:fiscal |financial |calendar )?year",
    r"<y=year>[\s-]end",
)
def end_of_year(match: re.Match[str], anchor: Anchor) -> Span | None:
    """"2.7% at the end of 2025"; "by year-end"; "before the end of next year"."""
    year_end = anchor.year_end if re.search("fiscal|financial", match.group(), re.I) else 12
    year = _year_of(match)
    if year is not None:
        return calendar.day(calendar.year(year, year_end).end)
    if anchor.published is None:
        return None
    this = calendar.next_to_end(lambda y: calendar.year(y, year_end), anchor.published)
    step = {"last": -1, "next": 1}.get((_group(match, "back") or "").lower(), 0)
    if re.search("year.end", match.group(), re.I) and not anchor.forward and step == 0 and anchor.published.month < 7:
        step = -1
    return calendar.day(calendar.shift(this, 12 * step).end)


@_rule(
    "moment",
    rf"(?:the )?{_EDGE}(?: of|~) ?(?:the )?(?:<o=ordinal>~quarter|Q(?P<q>[1-4]))(?:,? (?:of )?<y=year>)?",
    rf"(?:the )?{_EDGE} of (?:the )?(?P<h>first|second)~half(?:,? (?:of )?<y=year>)?",
)
def end_of_part(match: re.Match[str], anchor: Anchor) -> Span | None:
    """"up from the end of the third quarter"."""
    half = _group(match, "h")
    if half is not None:
        return _moment(_part_of(anchor, 6, words.ordinal(half), _year_of(match), anchor.quarters_end))
    return _moment(numbered_quarter(match, anchor))


def _moment(span: Span | None) -> Span | None:
    return calendar.day(span.end) if span else None


@_rule("moment", rf"(?:the )?{_EDGE} of (?:the )?(?P<back>last|this|next|current|previous|prior) (?P<u>month|week|quarter)")
def end_of_near(match: re.Match[str], anchor: Anchor) -> Span | None:
    """"by the end of this month"."""
    return _moment(near(match, anchor))


@_rule("moment", r"mid~?<y=year>", r"(?:the )?middle of <y=year>")
def middle_of_year(match: re.Match[str], anchor: Anchor) -> Span | None:
    """"plans to repurchase by mid-2025": the end of June."""
    return calendar.day(date(int(match.group("y")), 6, 30))


@_rule("part", r"(?P<e>early|late)(?: in)? <y=year>", r"(?P<e>start|beginning|turn) of <y=year>")
def edge_of_year(match: re.Match[str], anchor: Anchor) -> Span | None:
    """"to reach 3.25% early in 2026": the first or the last quarter."""
    return calendar.part(int(match.group("y")), 3, -1 if match.group("e").lower() == "late" else 1)


# --- halves, quarters, numbered months ---------------------------------------------------------------------------------

_OF_YEAR = r"(?:,? (?:(?:of|in|for) )?(?:the )?(?:fiscal |financial |calendar |full )?(?:year )?(?:<y=year>|FY ?<y2=shortyear>|(?P<back>this|last|next|the|current|previous)(?: fiscal| financial| calendar| current)? year))?"
_FISCAL = r"(?P<f>(?:fiscal|financial)(?: year)?(?: <y3=year>)?(?:’s|'s)? )?"


def _part_of(anchor: Anchor, size: int, index: int, year: int | None, year_end: int) -> Span | None:
    if year is not None:
        return calendar.part(year, size, index, year_end)
    return anchor.pick(lambda y: calendar.part(y, size, index, year_end))


def _year_named(match: re.Match[str], anchor: Anchor) -> int | None:
    """The year of "first quarter of 2024", "Q2 FY26", "second half of this year"."""
    for name in ("y", "y2", "y3"):
        year = _year_of(match, name)
        if year is not None:
            return year
    back = (_group(match, "back") or "").lower()
    if back in ("this", "current", "last", "previous", "next") and anchor.published is not None:
        return anchor.published.year + {"last": -1, "previous": -1, "next": 1}.get(back, 0)
    return None


def _end_for(match: re.Match[str], anchor: Anchor) -> int:
    fiscal = re.search(r"fiscal|financial|\bFY", match.group(), re.I)
    return anchor.year_end if fiscal and anchor.year_end != 12 else anchor.quarters_end


@_rule(
    "part",
    rf"{_FISCAL}<o=ordinal>(?:~fiscal)?~quarter(?!~of~a~point){_OF_YEAR}",
    rf"<y3=year>(?:’s|'s)? (?:fiscal )?<o=ordinal>~quarter",
    rf"{_FISCAL}<o=ordinal> (?:three|3) months{_OF_YEAR}",
    rf"(?:Q(?P<q>[1-4])|(?P<q2>[1-4])Q)(?:(?:[\s,-]*(?:of )?(?:FY|fiscal )?[\s-]*<y2=shortyear>)|(?!\w))",
    rf"(?:FY|fiscal ) ?<y3=shortyear>[\s-]*Q(?P<q>[1-4])",
)
def numbered_quarter(match: re.Match[str], anchor: Anchor) -> Span | None:
    """"In the third quarter"; "first-quarter net loss"; "Q2 FY26"; "1Q25"; "the final three months of 2024"."""
    digit = _group(match, "q") or _group(match, "q2")
    index = int(digit) if digit else words.ordinal(match.group("o"))
    return _part_of(anchor, 3, index, _year_named(match, anchor), _end_for(match, anchor))


@_rule(
    "part",
    rf"{_FISCAL}<o=ordinal>(?:~fiscal)?~half(?:~year)?(?!~point)(?! of (?:it|its|them|all)){_OF_YEAR}",
    rf"<o=ordinal> (?:six|6) months{_OF_YEAR}",
    rf"(?:H(?P<q>[12])|(?P<q2>[12])H)(?:(?:[\s,-]*(?:of )?(?:FY|fiscal )?[\s-]*<y2=shortyear>)|(?!\w))",
)
def numbered_half(match: re.Match[str], anchor: Anchor) -> Span | None:
    """"first-half profit"; "H1 2024"; "the first six months of the year"."""
    digit = _group(match, "q") or _group(match, "q2")
    index = int(digit) if digit else words.ordinal(match.group("o"))
    return _part_of(anchor, 6, index, _year_named(match, anchor), _end_for(match, anchor))


@_rule("part", rf"(?:the )?(?P<o>first|opening|last|final) <n=count> months of (?:the )?(?:<y=year>|(?P<back>this|last|next|the|current|previous)(?: (?:fiscal|financial|calendar|current))? year|year)", r"(?:the )?(?P<o>first) <n=count> months(?! of)")
def numbered_months(match: re.Match[str], anchor: Anchor) -> Span | None:
    """"in the first nine months of 2024"."""
    count, last = words.number(match.group("n")), match.group("o").lower() in ("last", "final")
    year = _year_named(match, anchor)

    def make(y: int) -> Span:
        whole = calendar.year(y, _end_for(match, anchor))
        if last:
            return Span(calendar.month(whole.end.year, whole.end.month - count + 1).start, whole.end)
        return calendar.months(whole.start.year, whole.start.month, whole.start.month + count - 1)

    if not 1 <= count <= 12:
        return None
    return make(year) if year is not None else anchor.pick(make)


@_rule("part", r"(?:nine|9)~months?(?! (?:ago|earlier|later|before|after|from|old|time|on))")
def nine_months(match: re.Match[str], anchor: Anchor) -> Span | None:
    """"nine-month sales": from the start of the year to September."""
    if anchor.published is None:
        return None
    end = anchor.quarters_end
    return calendar.latest_ended(lambda y: calendar.part(y, 9, 1, end), anchor.published)


@_rule("part", r"half~year(?:ly)?(?! (?:ago|earlier|later|before))", r"interim(?= (?:results|profit|loss|revenue|sales|earnings))")
def half_year(match: re.Match[str], anchor: Anchor) -> Span | None:
    """"half-year profit": the latest half that has ended, or the next to end."""
    if anchor.published is None:
        return None
    choose = calendar.next_to_end if anchor.forward else calendar.latest_ended
    halves = [choose(lambda y, i=index: calendar.part(y, 6, i, anchor.quarters_end), anchor.published) for index in (1, 2)]
    return min(halves) if anchor.forward else max(halves)


@_rule("part", r"<m=month> quarter(?:,? (?:of )?<y=year>)?", r"quarter (?:that )?(?:ended |ending |to )?in <m=month>(?:,? <y=year>)?")
def month_quarter(match: re.Match[str], anchor: Anchor) -> Span | None:
    """"In the June quarter": April to June."""
    last, year = words.month_number(match.group("m")), _year_of(match)
    if year is not None:
        return calendar.months_to(year, last, 3)
    return anchor.pick(lambda y: calendar.months_to(y, last, 3))


# --- years -------------------------------------------------------------------------------------------------------------


@_rule("range", r"(?:through|until|up to) (?:the end of |end~)?(?:fiscal )?<y=year>")
def through_year(match: re.Match[str], anchor: Anchor) -> Span | None:
    """"would repurchase up to $30 billion through 2023": from the publication date to the end of that year."""
    last = calendar.year(int(match.group("y"))).end
    if anchor.published is None or anchor.published > last:
        return None
    return Span(anchor.published, last)


@_rule(
    "year",
    r"(?:full~year|calendar(?: year)?|year) <y=year>",
    r"(?:fiscal|financial|business)(?: year)?,? <y=year>",
    r"(?:full~year )?FY ?<y2=shortyear>",
    r"<y=year>",
)
def named_year(match: re.Match[str], anchor: Anchor) -> Span | None:
    """"in 2025"; "fiscal 2025"; "FY26"."""
    year = _year_of(match) or _year_of(match, "y2")
    fiscal = re.search(r"fiscal|financial|business|FY|full", match.group(), re.I)
    return calendar.year(year, anchor.year_end if fiscal else 12) if year else None


@_rule(
    "year",
    r"(?P<back>this|last|next|the current|the coming)(?: (?P<f>fiscal|financial|business|calendar|full|tax|crop))? year(?:’s|'s)?",
    r"the (?P<f>fiscal|financial|business|full) year",
    r"(?P<f>full)~year",
    r"(?P<f>annual)(?= (?:net |core |operating |underlying |pre-?tax |adjusted )*(?:profit|loss|revenue|sales|earnings|income|results|forecast|guidance|outlook|target))",
)
def near_year(match: re.Match[str], anchor: Anchor) -> Span | None:
    """"this year", "last fiscal year", "full-year profit": a fiscal year ends where the text says so."""
    if anchor.published is None:
        return None
    fiscal = (_group(match, "f") or "").lower()
    year_end = 12 if fiscal in ("", "calendar", "tax", "crop") else anchor.year_end
    back = (_group(match, "back") or "").lower().removeprefix("the ")
    this = calendar.next_to_end(lambda y: calendar.year(y, year_end), anchor.published)
    if back == "last":
        return calendar.shift(this, -12)
    if back in ("next", "coming"):
        return calendar.shift(this, 12)
    if back or anchor.forward or fiscal not in ("full", "annual"):
        return this
    return calendar.latest_ended(lambda y: calendar.year(y, year_end), anchor.published)


@_rule("range", r"(?:so far|thus far) (?:in )?(?:this year|<y=year>)", r"(?:in )?the year(?: |-)to(?: |-)date", r"year(?: |-)to(?: |-)date", r"YTD", r"this year (?:so far|to date)", r"(?:in )?the year so far", r"since the (?:start|beginning|turn) of (?:the|this) year", r"since the year began")
def year_to_date(match: re.Match[str], anchor: Anchor) -> Span | None:
    """"down 8% so far this year": from the first of January to the publication date."""
    if anchor.published is None:
        return None
    return Span(calendar.year(anchor.published.year).start, anchor.published)


@_rule("year", r"(?:the )?(?:early |late |mid-)?(?P<decade>(?:19|20)\d0)s")
def decade(match: re.Match[str], anchor: Anchor) -> Span | None:
    """"in the 1990s": ten years."""
    first = int(match.group("decade"))
    return Span(date(first, 1, 1), date(first + 9, 12, 31))


@_rule("moment", r"(?:the )?end of (?:the|this) decade")
def end_of_decade(match: re.Match[str], anchor: Anchor) -> Span | None:
    """"by the end of the decade": the last day of its tenth year, counted from one that ends in 1."""
    return calendar.day(date((anchor.published.year + 9) // 10 * 10, 12, 31)) if anchor.published else None


# --- near the publication date ------------------------------------------------------------------------------------------


@_rule("part", r"(?:the |its )?(?P<back>last|this|next|current|coming|latest|most recent|just~ended|ongoing) (?:(?:fiscal|financial|full|reporting) )?(?P<u>month|week|quarter|half)")
def near(match: re.Match[str], anchor: Anchor) -> Span | None:
    """"last week" is Monday to Friday of it; "this quarter"; "next month"."""
    if anchor.published is None:
        return None
    back, unit = match.group("back").lower(), match.group("u").lower()
    step = {"this": 0, "current": 0, "ongoing": 0, "next": 1, "coming": 1}.get(back, -1)
    on = anchor.published
    if unit == "week":
        return calendar.trading_week(on, step)
    if unit == "month":
        return calendar.month(on.year, on.month + step)
    size = 3 if unit == "quarter" else 6
    whole = calendar.months(on.year, (on.month - 1) // size * size + 1, (on.month - 1) // size * size + size)
    return calendar.shift(whole, step * size)


@_rule("trailing", r"(?:the |over |in |for |during )?(?:past|last|previous|preceding|trailing|latest) <n=count>[\s-]+(?P<u>days?|weeks?|months?|quarters?|years?|decades?)", r"(?:the |over |in |for |during )?(?:past|trailing) (?P<u>day|week|month|quarter|year|decade)", r"(?:past|trailing|rolling) twelve months")
def trailing(match: re.Match[str], anchor: Anchor) -> Span | None:
    """"over the past 12 months": ends on the publication date, starts the day after the same date a year before."""
    if anchor.published is None:
        return None
    count = words.number(_group(match, "n") or ("12" if "twelve" in match.group().lower() else "1"))
    unit = (_group(match, "u") or "months").lower().rstrip("s")
    last = anchor.published
    if unit == "day":
        return Span(last - (count - 1) * DAY, last)
    if unit == "week":
        return calendar.weeks_ending(last, count)
    return Span(calendar.shift_months(last, -count * words.table("units")[unit]) + DAY, last)


@_rule("trailing", r"(?:the )?(?:next|coming|following) <n=count> (?P<u>days?|weeks?|months?|quarters?|years?|decades?)", r"(?:the )?(?:next|coming) (?P<u>decade)")
def ahead(match: re.Match[str], anchor: Anchor) -> Span | None:
    """"over the next three years": from the publication date."""
    if anchor.published is None:
        return None
    count = words.number(_group(match, "n") or "1")
    unit = match.group("u").lower().rstrip("s")
    first = anchor.published
    if unit in ("day", "week"):
        return Span(first, first + count * (7 if unit == "week" else 1) * DAY)
    return Span(first, calendar.shift_months(first, count * words.table("units")[unit]))


@_rule("month", r"(?P<back>last|next|this) <m=month>")
def near_month(match: re.Match[str], anchor: Anchor) -> Span | None:
    """"last October": the latest that has ended; "next March": the next to begin."""
    if anchor.published is None:
        return None
    number = words.month_number(match.group("m"))
    back = match.group("back").lower()
    if back == "next":
        return calendar.next_to_end(lambda y: calendar.day(calendar.month(y, number).start), anchor.published) and (
            calendar.next_to_end(lambda y: calendar.month(y, number), anchor.published)
        )
    if back == "this":
        return calendar.month(anchor.published.year, number)
    return calendar.latest_ended(lambda y: calendar.month(y, number), anchor.published)


# --- days and months by name ---------------------------------------------------------------------------------------------


@_rule("day", r"<m=month> <d=day>(?:,? <y=year>)?", r"(?:the )?<d=day>(?: of)? <m=month>(?:,? <y=year>)?", r"<m=month> (?:the )?<d=day>,? <y=year>")
def calendar_day(match: re.Match[str], anchor: Anchor) -> Span | None:
    """"on Oct. 21"; "28 December 2024"."""
    return _dated(anchor, match.group("m"), match.group("d"), _year_of(match))


@_rule("day", r"(?P<y>(?:19|20)\d\d)-(?P<m>[01]\d)-(?P<d>[0-3]\d)")
def iso_day(match: re.Match[str], anchor: Anchor) -> Span | None:
    """"2024-09-30"."""
    return calendar.day(date(int(match.group("y")), int(match.group("m")), int(match.group("d"))))


@_rule("month", r"(?:early |late |mid~?|the middle of |the start of |the beginning of )?<m=month>,?(?: of)? <y=year>", r"(?:early |late |mid~?|early in |late in |the start of |the beginning of )?<m=month>")
def calendar_month(match: re.Match[str], anchor: Anchor) -> Span | None:
    """"in September"; "October 2023"."""
    return _dated(anchor, match.group("m"), None, _year_of(match))


@_rule("day", r"(?P<back>last |next |this |on |late |early |late on |early on )?<w=weekday>(?:’s|'s)?")
def named_weekday(match: re.Match[str], anchor: Anchor) -> Span | None:
    """"on Thursday": the latest such day up to the publication date, or the next where the words look forward."""
    if anchor.published is None:
        return None
    number, back = words.weekday(match.group("w")), (_group(match, "back") or "").lower().strip()
    if back == "next" or (anchor.forward and back != "last"):
        return calendar.day(calendar.weekday_after(anchor.published, number, strictly=back == "next"))
    return calendar.day(calendar.weekday_before(anchor.published, number, strictly=back == "last"))


@_rule("day", r"(?P<t>yesterday|today|tonight|tomorrow)(?:’s|'s)?", r"(?P<t>this) (?:morning|afternoon|evening)")
def near_day(match: re.Match[str], anchor: Anchor) -> Span | None:
    """"closed today at"."""
    if anchor.published is None:
        return None
    step = {"yesterday": -1, "tomorrow": 1}.get(match.group("t").lower(), 0)
    return calendar.day(anchor.published + step * DAY)
