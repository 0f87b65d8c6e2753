"""Periods that run up to the day of the story or on from it, and outlooks beside the time at which they were given."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsledger.facts.candidates import Candidate
from newsledger.facts.carrying import near
from newsledger.facts.core import Core
from newsledger.facts.metric_time import MARKETS
from newsledger.facts.periods import calendar, words
from newsledger.facts.periods.calendar import Span
from newsledger.facts.periods.mentions import TimeMention
from newsledger.facts.scenes import SUMMING, Scene
from newsledger.facts.standing import period_of
from newsledger.facts.timeline import Calendar
from newsledger.records import Period

Proposal = Iterator[Candidate[Period]]

_CERTAIN = 0.98
"""The words say which days are meant: no model is asked."""

_MOVE = (
    r"(?:loss(?:es)?|gains?|declines?|rises?|slides?|drops?|"
    r"advances?|falls?|rall(?:y|ies)|climbs?|slumps?|tumbles?|retreats?|runs?)"
)
_OVER_A_YEAR = re.compile(
    rf"(?i)\b{_MOVE}\s+(?:for|of|over|in)\s+(?P<words>(?:the|this)\s+year)\s+(?:so\s+far\s+)?(?:to|at|past|beyond)\s+$"
)
_OVER_MONTHS = re.compile(
    rf"(?i)\b(?P<words>(?P<n>\d+|one|two|three|six|nine|twelve)-(?P<unit>month|year))\s+{_MOVE}\s+(?:to|at|past|beyond)\s+$"
)
_SINCE_NEW_YEAR = re.compile(
    rf"(?i)^(?:(?!{SUMMING})[^#;]){{0,40}}?\b(?P<words>(?:than\s+(?:(?:it|they)\s+(?:was|were)\s+)?(?:at\s+)?|since\s+)(?:the\s+)?"
    r"(?:(?:start|beginning|turn)\s+of\s+(?:January|the\s+year)|year\s+(?:began|started)|New\s+Year(?:['’]s\s+(?:Day|Eve))?))\b"
)
_BY = frozenset({"year", "month", "january", "new"})


def run_up(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "taking its losses for the year to 21%"; "extending their 12-month slide to 35%"; "100,000 dismissals since
    the year began": up to the day of the story."""
    scene, today = known.scene(figure), known.published
    if today is None or core.measure == "previous" or known.status[figure] == "forecast" or not scene.holds(_BY):
        return
    before = scene.before(figure)
    year = _OVER_A_YEAR.search(before) if core.metric in MARKETS else None
    year = year or (
        _SINCE_NEW_YEAR.match(scene.after(figure)) if core.metric in MARKETS or core.measure == "level" else None
    )
    if year is not None:
        yield Candidate(
            period_of(Span(today.replace(month=1, day=1), today), year.group("words")), _CERTAIN, "period.run_up"
        )
        return
    stretch = _OVER_MONTHS.search(before) if core.metric in MARKETS else None
    if stretch is not None:
        yield Candidate(
            period_of(calendar.ending(today, words.months_of(stretch)), stretch.group("words")),
            _CERTAIN,
            "period.run_up",
        )


_IS_OUT = re.compile(
    r"(?i)^[^#;]{0,40}?\b(?P<words>before\s+the\s+(?P<unit>year|quarter|month|week)\s+(?:is\s+(?:out|over)|ends|closes))\b"
)


def remaining(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "another $25 billion before the month is out": from the day of the story to the end of what runs."""
    scene, today = known.scene(figure), known.published
    if today is None or not scene.holds(_BEFORE):
        return
    match = _IS_OUT.match(scene.after(figure))
    if match is None:
        return
    unit = match.group("unit").lower()
    ends = {
        "year": calendar.year(today.year),
        "quarter": calendar.part(today.year, 3, (today.month + 2) // 3),
        "month": calendar.month(today.year, today.month),
        "week": calendar.trading_week(today),
    }
    yield Candidate(
        period_of(Span(today, max(today, ends[unit].end)), match.group("words")), _CERTAIN, "period.remaining"
    )


_BEFORE = frozenset({"before"})

_WITHIN = re.compile(
    r"(?i)^[^#;]{0,30}?\b(?P<words>(?:with)?in\s+(?P<n>\d+|one|two|three|six|nine|twelve)\s+(?P<unit>month|year)s?)\b"
    r"(?!['’]|\s+(?:of|ago)\b)"
)


def within(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "expects the index to climb another 11% within 12 months": from the day of the story on."""
    scene, today = known.scene(figure), known.published
    if core.metric not in MARKETS or today is None or not known.looks_ahead(figure) or not scene.holds(_WITHIN_WORDS):
        return
    match = _WITHIN.match(scene.after(figure))
    if match is not None:
        span = Span(today, calendar.shift_months(today, words.months_of(match)))
        yield Candidate(period_of(span, match.group("words")), _CERTAIN, "period.within")


_WITHIN_WORDS = frozenset({"within", "in"})

_OUTLOOK = (
    r"(?:range|guidance|forecast|outlook|target|goal|estimate|call|view|projection|prediction|band|guess|"
    r"ambition|budget)s?"
)
_GIVES = (
    r"(?:dream|hop|expect|forecast|guid|promis|pencil|flagg|predict|target|project|aim|pledg|envisag|"
    r"budget|thought|reckon|said|given|"
    r"seen|foreseen|banked|bet|counted)\w*"
)
_OWNED = re.compile(
    rf"(?i)^['’]s?\s+(?:own\s+|initial\s+|original\s+)?{_OUTLOOK}\b|^\s+{_OUTLOOK}\s+(?:of|for|was|had)\b"
)
_FRONTED = re.compile(
    r"(?i)(?:^|[,;:]\s+|\band\s+|\bbut\s+)\W*(?:back\s+|as\s+recently\s+as\s+|until\s+)?(?:in|on|at)\s+(?:[a-z]+\s+)?$"
)
_GIVEN = re.compile(
    rf"(?i)^,?\s+(?:(?:the|its|that|their|his|her)\s+)?(?:[\w’'-]+\s+){{0,4}}?(?:{_OUTLOOK}\s+(?:was|were|had|stood)|had\s+(?:been\s+)?{_GIVES})\b"
)
_FLAGGED = re.compile(
    rf"(?i)^\s*(?:(?:that|which)\s+)?(?:it|they|he|she|management|the\s+\w+)\s+(?:had\s+)?(?:\w+ly\s+)?{_GIVES}(?:\s+(?:for|in|back|out))*\s+(?:in|on|at)\s+$"
)


def as_guided(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "sees sales of # this year, versus its April range of #"; "In May the guidance was for #": the time
    that the outlook was for, not the one at which it was given."""
    if known.status[figure] not in ("forecast", "plan") or core.metric in MARKETS or known.published is None:
        return
    scene = known.scene(figure)
    if not any(_of_giving(scene, mention, figure) and _over(known, mention, figure) for mention in scene.times):
        return
    for told in near(known, figure, 2):
        other = known.cores[told.figure]
        alike = core.group == told.figure or other.metric == core.metric
        if told.ahead and alike and other.companies == core.companies:
            yield Candidate(period_of(told.span), _CERTAIN, "period.as_guided")
            return


def _of_giving(scene: Scene, mention: TimeMention, figure: int) -> bool:
    """Whether a time is the one at which the outlook of a figure was given."""
    start, end = scene.span(figure)
    if mention.end <= start:
        after = scene.text(mention.end, start)
        if "#" in after:
            return False
        return bool(_OWNED.match(after)) or bool(
            _FRONTED.search(scene.text(scene.start, mention.start)) and _GIVEN.match(after)
        )
    return mention.start >= end and bool(_FLAGGED.match(scene.text(end, mention.start)))


def _over(known: Calendar, mention: TimeMention, figure: int) -> bool:
    """Whether a time was over, or had begun, on the day of the story."""
    if mention.shift is not None:
        return True
    span = mention.span(known.text, known.anchor_of(figure))
    return span is not None and known.published is not None and span.start <= known.published


_AT_HOUR = re.compile(
    r"(?i)^[^#;]{0,30}?\b(?:by|at|in|before|after)\s+(?P<words>midday|noon|lunchtime|mid-?morning|mid-?afternoon|the\s+(?:open|close|bell)|"
    r"\d{1,2}:?\d\d\s+(?:GMT|a\.m\.|p\.m\.|ET)|(?:early|late|morning|afternoon|premarket|pre-market|after-hours|extended)\s+"
    r"(?:trading|trade|deals|dealings))\b"
)
_HOURS = frozenset(
    {
        *("midday", "noon", "lunchtime", "morning", "afternoon", "open", "close", "bell", "gmt", "et", "a", "p"),
        *("trading", "trade", "deals", "dealings"),
    }
)


def at_hour(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "sending its shares 5.3% higher by midday": of the day of the story, if the sentence names no other."""
    scene, today = known.scene(figure), known.published
    if core.metric not in MARKETS or core.measure != "change" or today is None or not scene.holds(_HOURS):
        return
    match = _AT_HOUR.match(scene.after(figure))
    if match is not None and not any(mention.grain == "day" for mention in scene.times):
        yield Candidate(period_of(calendar.day(today), match.group("words")), _CERTAIN, "period.at_hour")


_STOOD = re.compile(
    r"(?i)\b(?:stood|stands|standing)\s+at\s+(?:(?:about|around|some|nearly|more than|over|a|record)\s+)*$"
)
_ON = re.compile(r"(?i)^(?:\s+[\w-]+){0,2}\s+(?:on|at)\s+$")
_STANDING = frozenset({"stood", "stands", "standing"})


def stood_on(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "the backlog stood at 7,239 aircraft on Dec. 31": what stands somewhere is of that day."""
    scene = known.scene(figure)
    if core.metric in MARKETS or core.measure != "level" or not scene.holds(_STANDING):
        return
    if not _STOOD.search(scene.before(figure)):
        return
    end = scene.span(figure)[1]
    for mention in scene.times:
        if mention.grain == "day" and mention.start > end and _ON.match(scene.text(end, mention.start)):
            span = known.resolve(mention, figure)
            if span is not None:
                text = known.text[mention.start : mention.end]
                yield Candidate(period_of(span, text), _CERTAIN, "period.stood_on")
            return


RUNNING = (at_hour, stood_on, run_up, within, remaining, as_guided)
