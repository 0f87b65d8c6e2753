"""Calendar and fiscal years, their ends, middles and edges, decades."""

from __future__ import annotations

import re
from datetime import date

from newsledger.facts.periods import calendar, words
from newsledger.facts.periods.calendar import Span
from newsledger.facts.periods.expression import Anchor, group, rules, year_of

RULES, rule = rules()


@rule(
    "moment",
    r"(?:the )?(?:end|close)(?: of|~) ?<m=month>(?:,? <y=year>)?",
    r"<m=month>~end(?: <y=year>)?",
    r"(?:ended|finished|closed) <m=month>(?:,? <y=year>)?(?= with| at)",
    needs=("closing month", "closing month", "month ending"),
)
def end_of_month(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "employed 116,500 people at the end of June"."""
    number = words.month_number(match.group("m"))
    year = year_of(match)
    if year is not None:
        return calendar.day(calendar.month(year, number).end)
    if anchor.published is None:
        return None
    choose = calendar.next_to_end if anchor.forward else calendar.latest_ended
    return calendar.day(choose(lambda y: calendar.month(y, number), anchor.published).end)


@rule(
    "moment",
    r"(?:the )?(?:end|close)(?: of|~) ?(?:calendar |fiscal |financial )?<y=year>",
    r"(?:year|fiscal year)~end(?:,? <y=year>)?",
    r"end of (?:the|this|the current) (?:fiscal |financial |calendar )?year",
    r"end of (?P<back>last|next) (?:fiscal |financial |calendar )?year",
    r"<y=year>[\s-]end",
    r"when the (?:fiscal |financial )?year (?:ended|closed|ends)",
    needs=("closing dated", "closing year", "closing year", "closing year", "closing dated", "year ending"),
)
def end_of_year(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "2.7% at the end of 2025"; "by year-end"; "before the end of next year"."""
    year_end = anchor.year_end if re.search("fiscal|financial", match.group(), re.I) else 12
    year = year_of(match)
    if year is not None:
        return calendar.day(calendar.year(year, year_end).end)
    if anchor.published is None:
        return None
    this = calendar.next_to_end(lambda y: calendar.year(y, year_end), anchor.published)
    step = {"last": -1, "next": 1}.get((group(match, "back") or "").lower(), 0)
    if re.search("year (?:ended|closed)", match.group(), re.I):
        step = -1
    if (
        re.search("year.end\\b", match.group(), re.I)
        and not anchor.forward
        and step == 0
        and anchor.published.month < 7
    ):
        step = -1
    return calendar.day(calendar.shift(this, 12 * step).end)


@rule("moment", r"(?:the )?(?:start|beginning|outset|turn) of (?:the|this) (?:calendar )?year", needs="early year")
def start_of_year(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "employed 46,000 people at the start of the year": its first day."""
    return calendar.day(date(anchor.published.year, 1, 1)) if anchor.published else None


@rule("moment", r"mid~?<y=year>", r"(?:the )?middle of <y=year>", needs="dated")
def middle_of_year(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "plans to repurchase by mid-2025": the end of June."""
    return calendar.day(date(int(match.group("y")), 6, 30))


@rule("part", r"(?P<e>early|late)(?: in)? <y=year>", r"(?P<e>start|beginning|turn) of <y=year>", needs="early dated")
def edge_of_year(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "to reach 3.25% early in 2026": the first or the last quarter."""
    return calendar.part(int(match.group("y")), 3, -1 if match.group("e").lower() == "late" else 1)


@rule("range", r"(?:through|until|up to) (?:the end of |end~)?(?:fiscal )?<y=year>", needs="ending dated")
def through_year(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "would repurchase up to $30 billion through 2023": from the publication date to the end of that year."""
    last = calendar.year(int(match.group("y"))).end
    if anchor.published is None or anchor.published > last:
        return None
    return Span(anchor.published, last)


@rule(
    "year",
    r"(?:full~year|calendar(?: year)?|year) <y=year>",
    r"(?:fiscal|financial|business)(?: year)?,? <y=year>",
    r"(?:full~year )?FY ?<y2=shortyear>",
    r"<y=year>",
    needs=("dated", "dated", "fy", "dated"),
)
def named_year(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "in 2025"; "fiscal 2025"; "FY26"."""
    year = year_of(match) or year_of(match, "y2")
    fiscal = re.search(r"fiscal|financial|business|FY|full", match.group(), re.I)
    return calendar.year(year, anchor.year_end if fiscal else 12) if year else None


@rule(
    "year",
    r"(?P<back>this|last|next|the current|the coming|the new)(?: (?P<f>fiscal|financial|business|calendar|full|"
    r"tax|crop))? year(?:’s|'s)?",
    r"the (?:(?P<f>fiscal|financial|business|full) )?year (?P<over>just (?:ended|closed|finished|past|gone))",
    r"the one (?P<over>just (?:ended|closed|finished|past|gone))",
    r"(?P<over>the (?:past|just~ended|recently ended)) (?P<f>fiscal|financial|business) year",
    r"the (?P<f>fiscal|financial|business|full) year",
    r"(?P<f>full)~year",
    r"(?<=for\x20)(?P<back>next)(?=\s*(?:[,.;)]|$))",
    r"(?<=for\x20)the (?:whole )?(?P<f>year)(?: as a whole)?(?! (?:ended|ending|that|before|earlier|ago|through|so|"
    r"to (?:the |end|mid|early |late |last |next |this |date|<day> <month>|<month>|<weekday>|<year>))\b)",
    r"(?<=in\x20)the (?P<f>year)(?=\s*(?:[,.;]|$|as a whole))",
    r"(?P<f>annual)(?= (?:net |core |operating |underlying |pre-?tax |adjusted )*(?:profit|loss|"
    r"earnings|income|results|forecast|guidance|outlook))",
    needs=("year", "year", "year", "year", "year", "year", "next year", "year", "year", "annual"),
)
def near_year(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "this year", "last fiscal year", "full-year profit", "2% for this year and 3% for next": a fiscal year, and
    "the year" of a company, ends where the text says so."""
    if anchor.published is None:
        return None
    fiscal = (group(match, "f") or "").lower()
    back = (group(match, "back") or "").lower()
    own = bool(fiscal) or back.startswith("the ")
    year_end = anchor.year_end if own and fiscal not in ("calendar", "tax", "crop") else 12
    back = back.removeprefix("the ")
    if group(match, "over"):
        return calendar.latest_ended(lambda y: calendar.year(y, anchor.year_end), anchor.published)
    this = calendar.next_to_end(lambda y: calendar.year(y, year_end), anchor.published)
    if back == "last":
        return calendar.shift(this, -12)
    if back in ("next", "coming"):
        return calendar.shift(this, 12)
    if back or anchor.forward or fiscal not in ("full", "annual", "year"):
        return this
    return calendar.latest_ended(lambda y: calendar.year(y, year_end), anchor.published)


@rule("year", r"next(?=\s*(?:[,.;)]|$))", needs="next year")
def next_alone(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "0.8% this year and 1.2% next"."""
    before = match.string[max(match.start() - _PAIRED, 0) : match.start()].lower()
    if anchor.published is None or "this year" not in before:
        return None
    return calendar.year(anchor.published.year + 1)


_PAIRED = 80
"""Characters before "next" in which "this year" says what it is next to."""


@rule(
    "year",
    r"(?P<back>this|last|next|the (?:current|ongoing|last|past|previous|next|coming)) fiscal(?:’s|'s)?"
    r"(?=\s*(?:[,.;:)’']|$|(?:and|but|or|from|as|on|at|to|in|with|while|after|against|for|than|versus|due|amid|if|by|is|was|"
    r"were|has|over|which|though|led|despite|also|will|would|may|could|when|under|because|compared|aided|helped)\b))",
    needs="fiscal",
)
def fiscal_as_noun(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "might expand by 2% this fiscal": Indian for a fiscal year, which ends in March unless the text says
    otherwise."""
    if anchor.published is None:
        return None
    year_end = _INDIAN if anchor.year_end == 12 else anchor.year_end
    this = calendar.next_to_end(lambda y: calendar.year(y, year_end), anchor.published)
    back = match.group("back").lower().removeprefix("the ")
    return calendar.shift(this, {"this": 0, "current": 0, "ongoing": 0, "next": 12, "coming": 12}.get(back, -12))


_INDIAN = 3
"""The month in which fiscal years end in India."""


@rule(
    "range",
    r"(?:so far|thus far) (?:in )?(?:this year|<y=year>)",
    r"(?:in )?the year(?: |-)to(?: |-)date",
    r"year(?: |-)to(?: |-)date",
    r"YTD",
    r"this year (?:so far|to date)",
    r"(?:in )?the year so far",
    r"since the (?:start|beginning|turn) of (?:the|this) year",
    r"since the year began",
    r"since (?:the )?new year(?:’s day|'s day)?",
    needs=("far", "year", "year", "ytd", "year", "far year", "year", "year", "year"),
)
def year_to_date(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "down 8% so far this year": from the first of January to the publication date."""
    if anchor.published is None:
        return None
    return Span(calendar.year(anchor.published.year).start, anchor.published)


@rule("year", r"(?:the )?(?:early |late |mid-)?(?P<decade>(?:19|20)\d0)s", needs="dated")
def decade(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "in the 1990s": ten years."""
    first = int(match.group("decade"))
    return Span(date(first, 1, 1), date(first + 9, 12, 31))


@rule("moment", r"(?:the )?end of (?:the|this) decade", needs="closing decade")
def end_of_decade(match: re.Match[str], anchor: Anchor) -> Span | None:
    """As in "by the end of the decade": the last day of its tenth year, counted from one that ends in 1."""
    return calendar.day(date((anchor.published.year + 9) // 10 * 10, 12, 31)) if anchor.published else None
