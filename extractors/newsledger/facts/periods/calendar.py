"""Arithmetic on days, months, quarters and years: pure functions, no words.

A fiscal year is named by the calendar year in which it ends and described by the month in which it ends (``year_end``,
1 to 12; 12 is the calendar year).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

import msgspec

DAY = timedelta(days=1)


class Span(msgspec.Struct, frozen=True, order=True):
    """A stretch of days, both ends inclusive; a moment has ``start == end``."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """How many days it covers; 1 for a moment."""
        return (self.end - self.start).days + 1

    @property
    def is_day(self) -> bool:
        """Whether it is a single day."""
        return self.start == self.end


def day(value: date) -> Span:
    """One day."""
    return Span(value, value)


def month(year: int, number: int) -> Span:
    """One calendar month; ``number`` may run over either end of the year.

    >>> month(2024, 14) == month(2025, 2)
    True
    """
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return Span(date(year, number, 1), date(year, number, monthrange(year, number)[1]))


def months(year: int, first: int, last: int) -> Span:
    """From the first of one month to the end of another, both counted from January of ``year``."""
    return Span(month(year, first).start, month(year, last).end)


def months_to(year: int, last: int, count: int) -> Span:
    """The ``count`` months that end with a month.

    >>> months_to(2024, 6, 3) == months(2024, 4, 6)
    True
    """
    return months(year, last - count + 1, last)


def year(number: int, year_end: int = 12) -> Span:
    """A calendar or fiscal year, named by the year in which it ends."""
    return months_to(number, year_end, 12)


def part(number: int, size: int, index: int, year_end: int = 12) -> Span:
    """The ``index``-th part (from 1; -1 is the last) of ``size`` months of a year.

    >>> part(2024, 3, 2) == months(2024, 4, 6)
    True
    """
    place = 12 // size if index < 0 else index
    first = year_end - 11 + (place - 1) * size
    return months(number, first, first + size - 1)


def shift_months(value: date, count: int) -> date:
    """A date moved by months; the last day of a month stays the last day, and a day that does not exist is its last.

    >>> shift_months(date(2024, 9, 30), -3)
    datetime.date(2024, 6, 30)
    """
    last = monthrange(value.year, value.month)[1]
    target = month(value.year, value.month + count)
    if value.day == last:
        return target.end
    return target.start.replace(day=min(value.day, target.end.day))


def shift(span: Span, count: int) -> Span:
    """A span moved by whole months, its length in months kept; one of whole weeks is moved by weeks.

    >>> shift(months(2024, 1, 3), -12) == months(2023, 1, 3)
    True
    >>> shift(weeks_ending(date(2024, 9, 29), 4), -1) == weeks_ending(date(2024, 9, 1), 4)
    True
    """
    if span.is_day:
        return day(shift_months(span.start, count))
    if _whole_weeks(span):
        return shift_days(
            span, count // 12 * 364 if count % 12 == 0 else count // 3 * 91 if count % 3 == 0 else count * 28
        )
    start = shift_months(span.start, count)
    if span.start.day == 1:
        start = start.replace(day=1)
    return Span(start, shift_months(span.end, count))


def _whole_weeks(span: Span) -> bool:
    """Whether a span is counted in weeks, not months: then the year before it began 52 weeks earlier, on the same
    weekday."""
    whole_months = span.start.day == 1 and span.end == month(span.end.year, span.end.month).end
    return span.days % 7 == 0 and not whole_months


def shift_days(span: Span, count: int) -> Span:
    """A span moved by days."""
    return Span(span.start + count * DAY, span.end + count * DAY)


def ending(last: date, count: int) -> Span:
    """The ``count`` months that end on a day.

    >>> ending(date(2024, 9, 28), 3).start
    datetime.date(2024, 6, 29)
    """
    return Span(shift_months(last, -count) + DAY, last)


def sessions_ending(last: date, count: int) -> Span:
    """The days from the first to the last of ``count`` weekdays, of which the last is the given day or one before it.

    >>> sessions_ending(date(2024, 9, 27), 5).start
    datetime.date(2024, 9, 23)
    """
    while last.weekday() > 4:
        last -= DAY
    first = last
    for _ in range(count - 1):
        first -= DAY if first.weekday() else 3 * DAY
    return Span(first, last)


def weeks_ending(last: date, count: int) -> Span:
    """The ``count`` weeks that end on a day."""
    return Span(last - (7 * count - 1) * DAY, last)


def trading_week(value: date, offset: int = 0) -> Span:
    """Monday to Friday of the week of a day, or of a week before or after it."""
    monday = value - value.weekday() * DAY + 7 * offset * DAY
    return Span(monday, monday + 4 * DAY)


def latest_begun(make: Callable[[int], Span], on: date) -> Span:
    """Of the yearly spans that ``make`` gives, the latest one that had begun on a day.

    >>> latest_begun(lambda y: part(y, 3, 4), date(2024, 5, 10)).end
    datetime.date(2023, 12, 31)
    """
    return next(span for span in (make(on.year + 1 - back) for back in range(4)) if span.start <= on)


def latest_ended(make: Callable[[int], Span], on: date) -> Span:
    """Of the yearly spans that ``make`` gives, the latest one that had ended by a day."""
    return next(span for span in (make(on.year + 1 - back) for back in range(4)) if span.end <= on)


def next_to_end(make: Callable[[int], Span], on: date) -> Span:
    """Of the yearly spans that ``make`` gives, the next one to end on or after a day."""
    return next(span for span in (make(on.year - 1 + ahead) for ahead in range(4)) if span.end >= on)


def weekday_before(on: date, weekday: int, *, strictly: bool = False) -> date:
    """The latest such weekday up to a day, the day itself included unless ``strictly``."""
    back = (on.weekday() - weekday) % 7
    return on - (back or (7 if strictly else 0)) * DAY


def weekday_back(on: date) -> date:
    """The latest day before from Monday to Friday.

    >>> weekday_back(date(2024, 11, 4))
    datetime.date(2024, 11, 1)
    """
    return on - (3 if on.weekday() == 0 else 2 if on.weekday() == 6 else 1) * DAY


def weekday_after(on: date, weekday: int, *, strictly: bool = False) -> date:
    """The next such weekday from a day on, the day itself included unless ``strictly``."""
    ahead = (weekday - on.weekday()) % 7
    return on + (ahead or (7 if strictly else 0)) * DAY
