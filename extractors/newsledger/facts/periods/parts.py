"""Quarters, halves and numbered months of a year, and their ends."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from newsledger.facts.periods import calendar, words
from newsledger.facts.periods.calendar import Span
from newsledger.facts.periods.expression import Anchor, group, rules, year_of

RULES, rule = rules()


_OF_YEAR = (
    r"(?:,? (?:(?:of|in|for) )?(?:the )?(?:fiscal |financial |calendar |full )?(?:year "
    r")?(?:<y=year>|FY ?<y2=shortyear>|(?P<back>this|last|next|the|current|previous)(?: fiscal| "
    r"financial| calendar| current)? year))?"
)
_FISCAL = r"(?P<f>(?:fiscal|financial)(?: year)?(?: <y3=year>)?(?:’s|'s)? )?"


def part_of(anchor: Anchor, size: int, index: int, year: int | None, year_end: int) -> Span | None:
    """The ``index``-th part of ``size`` months of a year, or of the year that the anchor picks. Where it is assumed
    that quarters are those of the fiscal year, one that is not over gives way to the same of the calendar year if that
    is."""
    if year is not None:
        return calendar.part(year, size, index, year_end)
    span = anchor.pick(lambda y: calendar.part(y, size, index, year_end))
    if anchor.published is not None and anchor.forward and anchor.pending and size == 3:
        return soon_reported(anchor, lambda y: calendar.part(y, size, index, year_end)) or span
    if span is None or anchor.published is None or anchor.forward or not anchor.quarters_assumed:
        return span
    if year_end == anchor.quarters_end and span.end > anchor.published:
        plain = anchor.pick(lambda y: calendar.part(y, size, index))
        return plain if plain is not None and plain.end <= anchor.published else span
    return span


def soon_reported(anchor: Anchor, make: Callable[[int], Span]) -> Span | None:
    """The quarter that is over and whose results are still to come, where the words look forward to results."""
    if anchor.published is None or not (anchor.forward and anchor.pending):
        return None
    begun = calendar.latest_begun(make, anchor.published)
    return begun if 0 <= (anchor.published - begun.end).days <= _UNREPORTED else None


_UNREPORTED = 60
"""Days after the end of a part of a year in which what is forecast for it is what will be reported."""


def _year_named(match: re.Match[str], anchor: Anchor) -> int | None:
    """The year of "first quarter of 2024", "Q2 FY26", "second half of this year"."""
    for name in ("y", "y2", "y3"):
        year = year_of(match, name)
        if year is not None:
            return year
    back = (group(match, "back") or "").lower()
    if back in ("this", "current", "last", "previous", "next") and anchor.published is not None:
        return anchor.published.year + {"last": -1, "previous": -1, "next": 1}.get(back, 0)
    return None


def _end_for(match: re.Match[str], anchor: Anchor) -> int:
    """When the year ends of which a part is named: a calendar year that is named has no fiscal quarters unless the text
    says so."""
    if re.search(r"fiscal|financial|\bFY", match.group(), re.I):
        return anchor.year_end if anchor.year_end != 12 else anchor.quarters_end
    if "calendar" in match.group().lower():
        return 12
    named = year_of(match) or (group(match, "back") and "year" in match.group().lower())
    return 12 if named and anchor.quarters_assumed else anchor.quarters_end


@rule(
    "part",
    rf"{_FISCAL}<o=ordinal>(?:~fiscal)?~quarter(?!~of~a~point){_OF_YEAR}",
    r"<y3=year>(?:’s|'s)? (?:fiscal )?<o=ordinal>~quarter",
    r"the (?P<last>last) (?:quarter|three months) of (?:(?:fiscal )?<y=year>|(?P<back>last|this) year)",
    rf"{_FISCAL}<o=ordinal> (?:three|3) months{_OF_YEAR}",
    r"(?:Q(?P<q>[1-4])|(?P<q2>[1-4])Q)(?:(?:[\s,-]*(?:of )?(?:FY|fiscal )?[\s-]*<y2=shortyear>)|(?!\w))",
    r"(?:FY|fiscal ) ?<y3=shortyear>[\s-]*Q(?P<q>[1-4])",
    needs=("ordinal quarter", "dated ordinal quarter", "edge unit", "ordinal months", "numbered", "numbered"),
)
def numbered_quarter(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "In the third quarter"; "first-quarter net loss"; "Q2 FY26"; "1Q25"; "the final three months of 2024"."""
    digit = group(match, "q") or group(match, "q2")
    index = int(digit) if digit else -1 if group(match, "last") else words.ordinal(match.group("o"))
    return part_of(anchor, 3, index, _year_named(match, anchor), _end_for(match, anchor))


@rule(
    "part",
    rf"{_FISCAL}<o=ordinal>(?:~fiscal)?~half(?:~year)?(?!~point)(?! of (?:it|its|them|all|<month>|the month))"
    rf"{_OF_YEAR}",
    rf"<o=ordinal> (?:six|6) months{_OF_YEAR}",
    r"(?:H(?P<q>[12])|(?P<q2>[12])H)(?:(?:[\s,-]*(?:of )?(?:FY|fiscal )?[\s-]*<y2=shortyear>)|(?!\w))",
    needs=("ordinal half", "ordinal months", "numbered"),
)
def numbered_half(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "first-half profit"; "H1 2024"; "the first six months of the year"."""
    digit = group(match, "q") or group(match, "q2")
    index = int(digit) if digit else words.ordinal(match.group("o"))
    return part_of(anchor, 6, index, _year_named(match, anchor), _end_for(match, anchor))


@rule("part", r"(?<=\b(?:in|of|on)\x20)the <o=ordinal>(?=\s*(?:[,.;)]|$|and\b|but\b))", needs="ordinal")
def unnamed_part(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "3% less than in the third quarter but 2% up on the second": of the kind that was named before."""
    named = _PART.findall(match.string, max(match.start() - _SPOKEN_OF, 0), match.start())
    if not named:
        return None
    size = 3 if named[-1].lower() == "quarter" else 6
    index = words.ordinal(match.group("o"))
    return part_of(anchor, size, index, None, anchor.quarters_end) if index * size <= 12 else None


_PART = re.compile(r"(?i)\b(?:quarter|half)\b")
_SPOKEN_OF = 160
"""Characters before "the second" in which it is said of what."""


@rule(
    "part",
    r"(?:the )?(?P<o>first|opening|last|final) <n=count> months of (?:the )?(?:<y=year>|(?P<back>this|"
    r"last|next|the|current|previous)(?: (?:fiscal|financial|calendar|current))? year|year)",
    r"(?:the )?(?P<o>first) <n=count> months(?! of)",
    needs="edge months",
)
def numbered_months(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "in the first nine months of 2024"."""
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


@rule("part", r"(?:nine|9)~months?(?! (?:ago|earlier|later|before|after|from|old|time|on))", needs="nine months")
def nine_months(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "nine-month sales": from the start of the year to September."""
    if anchor.published is None:
        return None
    end = anchor.quarters_end
    return calendar.latest_ended(lambda y: calendar.part(y, 9, 1, end), anchor.published)


@rule(
    "part",
    r"half~year(?:ly)?(?! (?:ago|earlier|later|before))",
    r"interim(?= (?:results|profit|loss|revenue|sales|earnings))",
    needs=("half", "interim"),
)
def half_year(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "half-year profit": the latest half that has ended, or the next to end."""
    if anchor.published is None:
        return None
    return near_part(anchor.published, 6, anchor.quarters_end, forward=anchor.forward)


def near_part(on: date, size: int, year_end: int, *, forward: bool = False) -> Span:
    """The latest part of ``size`` months that has ended by a day, or the next to end from it."""
    spans = [
        calendar.part(year, size, index + 1, year_end) for year in _years_around(on) for index in range(12 // size)
    ]
    if forward:
        return min(span for span in spans if span.end >= on)
    return max(span for span in spans if span.end <= on)


def _years_around(on: date) -> range:
    return range(on.year - 1, on.year + 3)


@rule(
    "part",
    r"<m=month>~quarter(?:,? (?:of )?<y=year>)?",
    r"<m=month> period(?:,? (?:of )?<y=year>)?",
    r"quarter (?:that )?(?:ended |ending |to )?in <m=month>(?:,? <y=year>)?",
    needs=("month quarter", "month spoken", "month quarter"),
)
def month_quarter(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "In the June quarter", "the June period": April to June."""
    last, year = words.month_number(match.group("m")), year_of(match)
    if year is not None:
        return calendar.months_to(year, last, 3)
    return soon_reported(anchor, lambda y: calendar.months_to(y, last, 3)) or anchor.pick(
        lambda y: calendar.months_to(y, last, 3)
    )


@rule(
    "moment",
    r"(?:the )?(?:end|close)(?: of|~) ?(?:the )?(?:<o=ordinal>~quarter|Q(?P<q>[1-4]))(?:,? (?:of )?<y=year>)?",
    r"(?:the )?(?:end|close) of (?:the )?(?P<h>first|second)~half(?:,? (?:of )?<y=year>)?",
    needs=("closing", "closing half"),
)
def end_of_part(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "up from the end of the third quarter"."""
    half = group(match, "h")
    if half is not None:
        return moment(part_of(anchor, 6, words.ordinal(half), year_of(match), anchor.quarters_end))
    return moment(numbered_quarter(match, anchor))


def moment(span: Span | None) -> Span | None:
    """The last day of a span."""
    return calendar.day(span.end) if span else None
