"""Periods of earlier values: told from what they are compared with, moved by the words that say how far."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsledger.facts.candidates import Candidate
from newsledger.facts.carrying import carried_span, near, of_outlook
from newsledger.facts.core import Core
from newsledger.facts.metric_time import BALANCES, FLOWS, MACRO, MARKETS
from newsledger.facts.periods import calendar, words
from newsledger.facts.periods.calendar import Span
from newsledger.facts.periods.mentions import TimeMention
from newsledger.facts.scenes import BARRIER
from newsledger.facts.standing import held, named_period, period_of
from newsledger.facts.timeline import Calendar
from newsledger.records import Period

Proposal = Iterator[Candidate[Period]]


def compared_time(known: Calendar, figure: int, core: Core) -> TimeMention | None:
    """The time of what the text compares with, beside a previous value: "from $9.5bn, or 20 cents, a year earlier"."""
    scene = known.scene(figure)
    start, end = scene.span(figure)
    for mention in scene.times:
        if mention.role != "comparand" or mention.start < end:
            continue
        between = scene.text(end, mention.start)
        if BARRIER.search(between) or len(between) > 80:
            break
        if re.search(
            r"(?i)\bto\s+#|\b(?:than|from)\b\s+#|\band\s+(?:\w+ly\s+)?(?:\w+ed|saw|sees|sold|made|cut)\s+#", between
        ):
            break
        return mention
    for mention in reversed(scene.times):
        between = scene.text(mention.end, start)
        opens = not _IN.sub("", scene.text(scene.start, mention.start)) and "#" not in between
        if mention.role == "comparand" and mention.end <= start and (len(between) <= 25 or opens):
            return mention
        if mention.rule == "end_of_month" and between == " at ":
            return mention
    return None


_IN = re.compile(r"(?i)^\W*(?:in|for|over|during)?\s*(?:the|its)?\s*$")
"""What may stand before a time that opens a sentence: "In the year-ago period, the company had netted"."""


def base_of(known: Calendar, figure: int, core: Core, *, beside: bool = False) -> Span | None:
    """The period of the figure that a previous value stands against; ``beside``: only one of the same sentence."""
    if core.group != figure and core.group in known.settled:
        return known.settled[core.group]
    place = known.reading.sentence_of[figure]
    for told in reversed(known.told):
        other = known.cores[told.figure]
        alike = (other.metric in MARKETS) is (core.metric in MARKETS)
        if known.reading.sentence_of[told.figure] == place and not told.previous and alike:
            return told.span
    if beside or core.metric not in FLOWS | BALANCES | MACRO:
        return None
    return carried_span(known, figure, core)


_BACK = frozenset({"units_earlier", "same_period_last_year", "same_period_of_year"})
"""Rules of words that go back in time also from what is to come: "2.20 euros for 2024, after 2 euros for the year
before"."""


def _revised(known: Calendar, figure: int) -> bool:
    """Whether the value is an earlier reading of the same period: "revised up from 223,000"."""
    return bool(
        re.search(r"(?i)\b(?:revised|restated|corrected)\b[^;]{0,60}\bfrom\s*$", known.scene(figure).before(figure))
    )


_FOREGOING = re.compile(
    r"(?i)\b(?:previous|preceding|prior)\s+(?P<n>two|three|six|nine|twelve|2|3|6|9|12)[\s-]+(?P<unit>month|quarter)s?\b"
)


def foregoing(text: str) -> int | None:
    """How many months "the previous three months" are."""
    match = _FOREGOING.search(text)
    return words.months_of(match) if match is not None else None


def before_last(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "and in the preceding three months growth was 7.4%": before the period of the same length that was spoken
    of last."""
    scene = known.scene(figure)
    if core.measure == "previous" or not scene.holds(_FOREGOING_WORDS):
        return
    for mention in scene.times:
        months = foregoing(known.text[mention.start : mention.end])
        start = scene.span(figure)[0]
        fronted = mention.role == "plain" and mention.end <= start and "#" not in scene.text(mention.end, start)
        if months is None or not fronted:
            continue
        for told in near(known, figure, 2):
            if not told.ahead and round(told.span.days / 30.4) == months:
                span = calendar.shift(told.span, -months)
                yield Candidate(named_period(known, mention, span), 0.97, "period.before_last")
                return


_FOREGOING_WORDS = frozenset({"previous", "preceding", "prior"})


def _base_ahead(known: Calendar, figure: int, core: Core) -> bool:
    """Whether what an earlier value stands against is still to come, as after "where before it had been"."""
    told = next(near(known, figure, 0), None)
    if core.group != figure and core.group in known.settled:
        span = known.settled[core.group]
    elif told is not None and known.cores[told.figure].metric == core.metric:
        span = told.span
    else:
        return False
    before = known.scene(figure).before(figure)
    ahead = core.metric not in MARKETS and known.published is not None and span.end > known.published
    return ahead and bool(_ANEW.search(before))


_ANEW = re.compile(
    r"(?i)\b(?:had\s+(?:been|\w+ed|said|set|seen)|previous(?:ly)?|before|earlier|old|prior|original(?:ly)?|initial(?:ly)?)\b"
    r"[^#]*$|\b(?:target|goal|outlook|forecast|guidance|estimate|projection)s?\b[^#]*#+[^#]*\bfrom\s+$"
)
"""Words before an earlier value that was itself an outlook."""


_MOVED = re.compile(
    r"(?i)\b(?:forecast|estimate|projection|prediction|target|goal|outlook|guidance|view|call)s?\b[^#;]*\bto\s+#+,?\s+"
    r"from\s+$"
)
"""Words before an earlier outlook, whose month tells when it was given: "raised its forecast to # from"."""


def compared(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "against 1.031 billion euros a year earlier": the group's period, moved by the words."""
    if core.measure != "previous":
        return
    mention, base = compared_time(known, figure, core), base_of(known, figure, core)
    if mention is None:
        anew = known.status[figure] in ("forecast", "plan") or _base_ahead(known, figure, core)
        if core.group == figure and of_outlook(known, figure):
            return
        if base is not None and (anew or _revised(known, figure)):
            yield Candidate(period_of(base), 0.6, "period.same_as_new")
        elif base is not None and core.metric in FLOWS:
            yield Candidate(period_of(calendar.shift(base, -12)), 0.4, "period.year_before")
        elif base is not None and core.metric in MACRO and base.days < 100:
            yield Candidate(period_of(calendar.shift(base, -3 if base.days > 31 else -1)), 0.4, "period.unit_before")
        return
    text = known.text[mention.start : mention.end]
    back = foregoing(text)
    if back is not None and base is not None:
        yield Candidate(period_of(calendar.shift(base, -back), text), 0.85, "period.compared")
        return
    if mention.shift is not None:
        quoted = core.metric == "probability" or (core.metric in MARKETS and base is None)
        if quoted and known.published is not None and not mention.shift.open:
            span = mention.shift.of(calendar.day(known.published))
            if span is not None:
                yield Candidate(period_of(span, text), 0.85, "period.compared")
            return
        if known.status[figure] in ("forecast", "plan") and base is not None and mention.rule not in _BACK:
            yield Candidate(period_of(base), 0.7, "period.same_as_new")
        elif base is not None and mention.shift.open:
            ahead = _base_ahead(known, figure, core) and "last" not in text.lower()
            yield Candidate(period_of(base if ahead else calendar.shift(base, -12)), 0.5, "period.year_before")
        elif base is not None:
            span = mention.shift.of(base)
            if span is not None:
                yield Candidate(period_of(span, text), 0.85, "period.compared")
        return
    if mention.grain in ("day", "month") and base is not None and _MOVED.search(known.scene(figure).before(figure)):
        yield Candidate(period_of(base), 0.85, "period.same_as_new")
        return
    span = known.resolve(mention, figure)
    if span is None:
        return
    beside = base_of(known, figure, core, beside=True)
    if beside is not None and mention.rule == "near_year" and beside.days < 360:
        span = calendar.shift(beside, -12)
    elif _named_too_late(beside if mention.rule == "near_year" else base, span, text):
        span = calendar.shift(span, -12)
    yield Candidate(period_of(held(span, known, figure, core), text), 0.85, "period.compared")


def _named_too_late(base: Span | None, span: Span, text: str) -> bool:
    """Whether a time of comparison without a year lies after what it is compared with."""
    return base is not None and span.end >= base.end and not re.search(r"\d{4}", text)
