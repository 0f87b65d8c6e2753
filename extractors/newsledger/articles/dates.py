"""Publication dates as news sites, feeds and tables write them.

A date is read by three small grammars (ISO 8601, numbers with separators, a month's name) followed by an optional time
and zone. "01/09/2025" can be read two ways: ``order`` decides, and the result says that it was ambiguous. Nothing is
invented: a date without a year is no date.
"""

from __future__ import annotations

import csv
import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from newsledger.resources import folder

DateOrder = Literal["DMY", "MDY", "YMD"]

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
"""A month's name or its abbreviation, lower case, to be compiled with ``re.IGNORECASE``."""

DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[89]|20)\d\d"
_SEPARATED = r"(?:\s*,\s*|\s+|-)"

_ISO = rf"(?P<iy>{_YEAR})-(?P<im>\d\d)-(?P<id>\d\d)"
_COMPACT = rf"(?P<cy>{_YEAR})(?P<cm>[01]\d)(?P<cd>[0-3]\d)"
_YEAR_FIRST = rf"(?P<yy>{_YEAR})[/.](?P<ym>\d{{1,2}})[/.](?P<yd>\d{{1,2}})"
_NUMBERS = rf"(?P<na>\d{{1,2}})(?P<nsep>[/.-])(?P<nb>\d{{1,2}})(?P=nsep)(?P<ny>{_YEAR}|\d\d(?!\d))"
_DAY_MONTH = rf"(?P<dd>{DAY})(?:\s+of)?(?:\s+|-)(?P<dm>{MONTH}){_SEPARATED}(?P<dy>{_YEAR})"
_MONTH_DAY = rf"(?P<mm>{MONTH})\s+(?P<md>{DAY})(?:\s*,\s*|\s+)(?P<my>{_YEAR})"
_CALENDAR_DAY = "|".join((_ISO, _YEAR_FIRST, _NUMBERS, _DAY_MONTH, _MONTH_DAY, _COMPACT))

_CLOCK = (
    r"(?P<h>[01]?\d|2[0-4])(?:[:.](?P<mi>[0-5]\d)(?:[:.](?P<s>[0-5]\d)(?:[.,]\d{1,9})?)?|(?P<four>[0-5]\d)(?=\s*[A-Z]{2,4}\b)"
    r"|(?=\s*[ap]\.?\s?m\b))(?:\s*hrs)?(?:\s*(?P<ap>[ap])\.?\s?m\b\.?)?"
)
_ZONE = (
    r"(?:\s*(?P<offset>[+-]\d\d:?\d\d)"
    r"|\s*\(?(?P<name>[A-Za-z]{1,7})\b\)?(?:\s+(?:standard |daylight )?time\b)?)"
)

_FLAGS = re.IGNORECASE
_DATE = re.compile(rf"(?<![\d/.,-])(?:{_CALENDAR_DAY})(?![\d/-]|\.\d)", _FLAGS)
_TIME_AFTER = re.compile(rf"(?:T|\s*(?:,|at|@|/|\||-|–|·|•|:)?\s*){_CLOCK}(?P<zone>{_ZONE})?", _FLAGS)
_TIME_BEFORE = re.compile(
    rf"(?<!\d){_CLOCK}(?P<zone>{_ZONE})?\s*(?:,|on|\||-|–|·)?\s*(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)"
    r"(?:day)?\.?,?\s*)?$",
    _FLAGS,
)


class Stamp(msgspec.Struct, frozen=True):
    """A date that was read: ISO 8601, whether it could be read two ways, and where it stood in the line."""

    iso: str
    ambiguous: bool
    start: int
    end: int


@cache
def zones() -> dict[str, str]:
    """Zone names (lower case) to a fixed offset "+05:30" or the name of an IANA zone whose summer time decides."""
    with (folder("lexicons") / "zones.csv").open(encoding="utf-8", newline="") as table:
        return {row["name"].lower(): row["zone"] for row in csv.DictReader(table)}


def find_date(line: str, order: DateOrder = "DMY") -> Stamp | None:
    """The first date of a line, with the time and zone beside it.

    >>> find_date("Published 01/09/2025, 14:52")
    Stamp(iso='2025-09-01T14:52:00', ambiguous=True, start=10, end=27)
    >>> find_date("Oct 10, 2024, 18:05 IST").iso
    '2024-10-10T18:05:00+05:30'
    >>> find_date("NEW YORK, May 10 -") is None
    True
    """
    for found in _DATE.finditer(line):
        read = _calendar_day(found, order)
        if read is None:
            continue
        day, ambiguous = read
        after = _TIME_AFTER.match(line, found.end())
        if after is not None and (clock := _clock(after, day)) is not None:
            iso, end = clock
            return Stamp(iso, ambiguous, found.start(), end)
        before = _TIME_BEFORE.search(line, max(found.start() - 40, 0), found.start())
        if before is not None and (clock := _clock(before, day)) is not None:
            return Stamp(clock[0], ambiguous, before.start(), found.end())
        return Stamp(day.isoformat(), ambiguous, found.start(), found.end())
    return None


def parse_date(value: object, order: DateOrder = "DMY") -> Stamp | None:
    """The date that a field of a table or a metadata tag holds: text, ``date``, ``datetime`` or seconds or milliseconds
    since 1970 (UTC). ``None`` if it cannot be read."""
    if isinstance(value, datetime):
        return Stamp(value.replace(microsecond=0).isoformat(), False, 0, 0)
    if isinstance(value, date):
        return Stamp(value.isoformat(), False, 0, 0)
    if isinstance(value, bool) or value is None:
        return None
    text = str(value).strip()
    if re.fullmatch(r"\d{9,13}(?:\.\d+)?", text):
        return _epoch(float(text))
    return find_date(text, order)


def _epoch(number: float) -> Stamp | None:
    seconds = number / 1000 if number >= 1e11 else number
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(seconds))
    return Stamp(moment.isoformat(), False, 0, 0)


def _calendar_day(found: re.Match[str], order: DateOrder) -> tuple[date, bool] | None:
    """The day a match names and whether it could be another; ``None`` for the 31st of June and its like."""
    part = found.groupdict()
    try:
        for year, month, day in (("iy", "im", "id"), ("cy", "cm", "cd"), ("yy", "ym", "yd")):
            if part[year]:
                return date(int(part[year]), int(part[month]), int(part[day])), False
        if part["dm"]:
            return date(int(part["dy"]), _month(part["dm"]), _number(part["dd"])), False
        if part["mm"]:
            return date(int(part["my"]), _month(part["mm"]), _number(part["md"])), False
        first, second, year_text = int(part["na"]), int(part["nb"]), part["ny"]
        if len(year_text) == 2 and order == "YMD":
            return date(_century(first), second, int(year_text)), False
        year_number = int(year_text) if len(year_text) == 4 else _century(int(year_text))
        both = first <= 12 and second <= 12 and first != second
        month_first = second > 12 or (first <= 12 and order == "MDY")
        month_number, day_number = (first, second) if month_first else (second, first)
        return date(year_number, month_number, day_number), both
    except ValueError:
        return None


def _century(two_digits: int) -> int:
    """POSIX strptime's convention: 69 to 99 are of the 20th century."""
    return two_digits + (1900 if two_digits >= 69 else 2000)


def _month(name: str) -> int:
    return MONTHS.index(name[:3].lower()) + 1


def _number(day: str) -> int:
    return int(re.sub(r"\D", "", day))


def _clock(found: re.Match[str], day: date) -> tuple[str, int] | None:
    """The day and time in ISO 8601 and where they end; ``None`` if the numbers are no time of day."""
    hour = int(found["h"])
    minute = int(found["mi"] or found["four"] or 0)
    half = (found["ap"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23:
        return None
    moment = datetime.combine(day, time(hour, minute, int(found["s"] or 0)))
    end = found.end("zone") if found["zone"] else found.end()
    if found["offset"]:
        sign = -1 if found["offset"][0] == "-" else 1
        digits = found["offset"][1:].replace(":", "")
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        if offset < timedelta(hours=24):
            return moment.replace(tzinfo=timezone(sign * offset)).isoformat(), end
    elif found["name"]:
        zone = zones().get(found["name"].lower())
        if zone is not None:
            return _in_zone(moment, zone).isoformat(), end
    if found["zone"]:
        end = found.start("zone")
    return moment.isoformat(), end


def _in_zone(moment: datetime, zone: str) -> datetime:
    if zone[0] in "+-":
        offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[4:6]))
        return moment.replace(tzinfo=timezone(-offset if zone[0] == "-" else offset))
    try:
        aware = moment.replace(tzinfo=ZoneInfo(zone))
    except ZoneInfoNotFoundError:  # a system without a zone database: the time stays without a zone
        return moment
    return moment.replace(tzinfo=timezone(aware.utcoffset() or timedelta()))
