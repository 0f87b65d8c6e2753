"""Days, weeks and months by name or by their distance from the publication date."""

from __future__ import annotations

import re
from datetime import date

from newsledger.facts.periods import calendar, words
from newsledger.facts.periods.calendar import DAY, Span
from newsledger.facts.periods.expression import Anchor, dated, group, rules, year_of
from newsledger.facts.periods.parts import moment, near_part

RULES, rule = rules()


@rule(
    "part",
    r"(?:the |its )?(?P<back>last|this|next|current|coming|latest|most recent|just~ended|ongoing) "
    r"(?:(?:fiscal|financial|full|reporting) )?(?P<u>month|week|quarter|half)",
    needs="near unit",
)
def near(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "last week" is Monday to Friday of it; "this quarter"; "next month"."""
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


@rule(
    "trailing",
    r"(?:the |over |in |for |during )?(?:past|last|previous|preceding|trailing|latest) "
    r"<n=count>[\s-]+(?P<u>days?|weeks?|months?|quarters?|years?|decades?)",
    r"(?:the |over |in |for |during )?(?:past|trailing) (?P<u>day|week|month|quarter|year|decade)",
    r"(?:past|trailing|rolling) twelve months",
    needs="past unit",
)
def trailing(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "over the past 12 months": to the publication date, from the day after the same date a year before; whole
    quarters end with the one that is reported, or the latest that has ended."""
    if anchor.published is None:
        return None
    count = words.number(group(match, "n") or ("12" if "twelve" in match.group().lower() else "1"))
    unit = (group(match, "u") or "months").lower().rstrip("s")
    if unit == "quarter":
        return calendar.ending(near_part(anchor.reported or anchor.published, 3, 12).end, 3 * count)
    return _up_to(anchor.published, count, unit)


def _up_to(last: date, count: int, unit: str) -> Span:
    """So many days, weeks, months or years that end with a day."""
    if unit == "day":
        return Span(last - (count - 1) * DAY, last)
    if unit == "week":
        return calendar.weeks_ending(last, count)
    return Span(calendar.shift_months(last, -count * words.table("units")[unit]) + DAY, last)


@rule(
    "trailing",
    r"in (?:just |only |under |less than |barely |little over )?<n=count> "
    r"(?P<u>(?:trading )?sessions|(?:trading )?days|weeks|months|years)(?! (?:to|ended|ending|time))",
    needs="unit",
)
def taken(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "has lost 30% of its value in 12 months": to the publication date."""
    if anchor.published is None:
        return None
    count, unit = words.number(match.group("n")), match.group("u").lower()
    if unit.endswith("sessions") or unit.startswith("trading"):
        return calendar.sessions_ending(anchor.published, count)
    return _up_to(anchor.published, count, unit.rstrip("s"))


@rule(
    "trailing",
    r"(?:the )?(?:next|coming|following) <n=count> (?P<u>days?|weeks?|months?|quarters?|years?|decades?)",
    r"(?:the )?(?:next|coming) (?P<u>decade)",
    r"(?:over|within) the (?:next|coming|following) (?P<u>day|week|month|quarter|year)",
    needs="ahead unit",
)
def ahead(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "over the next three years": from the publication date."""
    if anchor.published is None:
        return None
    count = words.number(group(match, "n") or "1")
    unit = match.group("u").lower().rstrip("s")
    first = anchor.published
    if unit in ("day", "week"):
        return Span(first, first + count * (7 if unit == "week" else 1) * DAY)
    return Span(first, calendar.shift_months(first, count * words.table("units")[unit]))


@rule(
    "trailing",
    r"over (?:a period of )?<n=count> (?P<u>weeks|months)(?! (?:ago|to|ended|ending))",
    r"(?:the |over |in |for )*<n=count> (?P<u>weeks|months) to (?:the same|that) (?:date|day|point)",
    needs=("over unit", "unit"),
)
def stretch_of_report(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "over 12 weeks sales were 10% higher": up to the end of the period that the article reports on."""
    if anchor.reported is None or anchor.forward:
        return None
    count = words.number(match.group("n"))
    if match.group("u").lower() == "weeks":
        return calendar.weeks_ending(anchor.reported, count)
    return calendar.ending(anchor.reported, count)


@rule(
    "range",
    r"(?:the |its )?(?:first|opening) <n=count> weeks(?: of (?:the |its )?"
    r"(?:new |current |second |third |fourth |first )?(?:fiscal |financial |business |trading )?"
    r"(?:year|half|quarter|period))?",
    needs="edge unit",
)
def first_weeks(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "in the first eight weeks of the new year": from the day after the period that is reported on; of the year,
    where none is, from its start."""
    days = 7 * words.number(match.group("n"))
    if anchor.reported is not None:
        return Span(anchor.reported + DAY, anchor.reported + days * DAY)
    if anchor.published is None or not match.group().lower().endswith("the year"):
        return None
    first = date(anchor.published.year, 1, 1)
    return Span(first, first + (days - 1) * DAY)


@rule("month", r"<m=month>,? (?P<back>last|this|next) year", needs="month near year")
def month_of_near_year(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "6,472 cars in February last year"."""
    if anchor.published is None:
        return None
    step = {"last": -1, "next": 1}.get(match.group("back").lower(), 0)
    return calendar.month(anchor.published.year + step, words.month_number(match.group("m")))


@rule(
    "part",
    r"(?:for|over|during) the week(?! (?:to (?:the |end|last |next |date|<weekday>|<month>|<day>)|"
    r"(?:ended|ending|that|of|before|earlier|ago)\b))",
    r"(?:ended|closed|finished|ends) the week(?! (?:to|ended|ending|that|of|before|earlier|ago)\b)",
    r"weekly(?= (?:gain|loss|rise|drop|fall|decline|advance|increase|jump|slide|climb|rally|surge|decrease) of\b)",
    needs=("week", "week", "weekly"),
)
def for_the_week(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "for the week, the index fell 1.2%": the week of publication, from Monday on the one before."""
    if anchor.published is None:
        return None
    return calendar.trading_week(anchor.published, -1 if anchor.published.weekday() < 2 else 0)


@rule("month", r"(?P<back>last|next|this) <m=month>", needs="near month")
def near_month(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "last October": the latest that has ended; "next March": the next to begin."""
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


@rule(
    "moment",
    r"(?:the )?(?:end|close) of (?:the )?(?P<back>last|this|next|current|previous|prior) (?P<u>month|week|quarter)",
    r"(?:the )?(?:end|close) of the (?P<u>month|week)",
    needs=("closing near unit", "closing unit"),
)
def end_of_near(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "by the end of this month"; "by the end of the month" of what is to come."""
    if group(match, "back") is None:
        return moment(_running(match.group("u").lower(), anchor.published)) if anchor.forward else None
    return moment(near(match, anchor))


def _running(unit: str, on: date | None) -> Span | None:
    """The month, or the trading week, of a day."""
    if on is None:
        return None
    return calendar.trading_week(on) if unit == "week" else calendar.month(on.year, on.month)


@rule(
    "day",
    r"<m=month> <d=day>(?:,? <y=year>)?",
    r"(?:the )?<d=day>(?: of)? <m=month>(?:,? <y=year>)?",
    r"<m=month> (?:the )?<d=day>,? <y=year>",
    needs="month digit",
)
def calendar_day(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "on Oct. 21"; "28 December 2024"."""
    return dated(anchor, match.group("m"), match.group("d"), year_of(match))


@rule("day", r"(?P<y>(?:19|20)\d\d)-(?P<m>[01]\d)-(?P<d>[0-3]\d)", needs="dated")
def iso_day(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "2024-09-30"."""
    return calendar.day(date(int(match.group("y")), int(match.group("m")), int(match.group("d"))))


@rule(
    "month",
    r"(?:early |late |mid~?|the middle of |the start of |the beginning of )?<m=month>,?(?: of)? <y=year>",
    r"(?:early |late |mid~?|early in |late in |the start of |the beginning of )?<m=month>",
    needs=("month dated", "month"),
)
def calendar_month(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "in September"; "October 2023"."""
    return dated(anchor, match.group("m"), None, year_of(match))


@rule(
    "part",
    r"(?:the |that )?(?:trading |reporting )?week,? (?:that |which )?(?:ended|ending|to|through|until)(?: last| on)? "
    r"<w=weekday>",
    needs="week weekday ending",
)
def week_to_day(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "in the week to Friday": its trading days; to any other day, the seven days up to it."""
    if anchor.published is None:
        return None
    last = calendar.weekday_before(anchor.published, words.weekday(match.group("w")))
    return calendar.trading_week(last) if last.weekday() == _FRIDAY else calendar.weeks_ending(last, 1)


_FRIDAY = 4


@rule(
    "part",
    r"(?:over|at|during|on) the (?:past |last )?weekend(?! of\b)",
    r"(?P<back>last|this|next|the past|the coming) weekend",
    needs=("weekend", "weekend"),
)
def near_weekend(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "over the weekend": Saturday and Sunday of the latest that had begun, or the next where the words look
    forward."""
    if anchor.published is None:
        return None
    back = (group(match, "back") or "").lower()
    if back in ("next", "the coming") or (anchor.forward and back not in ("last", "the past")):
        first = calendar.weekday_after(anchor.published, _FRIDAY + 1)
    else:
        first = calendar.weekday_before(anchor.published, _FRIDAY + 1)
    return Span(first, first + DAY)


@rule(
    "day",
    r"(?P<back>last |next |this |on |late |early |late on |early on |effective |effective on |effective from )?"
    r"<w=weekday>(?:’s|'s)?",
    needs="weekday",
)
def named_weekday(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "on Thursday": the latest such day up to the publication date, or the next where the words look forward."""
    if anchor.published is None:
        return None
    number, back = words.weekday(match.group("w")), (group(match, "back") or "").lower().strip()
    if back == "next" or back.startswith("effective") or (anchor.forward and back != "last"):
        return calendar.day(calendar.weekday_after(anchor.published, number, strictly=back == "next"))
    return calendar.day(calendar.weekday_before(anchor.published, number, strictly=back == "last"))


@rule(
    "day",
    r"(?P<t>yesterday|today|tonight|tomorrow|last~night)(?:’s|'s)?",
    r"(?P<t>this) (?:morning|afternoon|evening)",
    needs="daily",
)
def near_day(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "closed today at"."""
    if anchor.published is None:
        return None
    word = match.group("t").lower()
    step = -1 if word.startswith(("yesterday", "last")) else 1 if word == "tomorrow" else 0
    return calendar.day(anchor.published + step * DAY)
