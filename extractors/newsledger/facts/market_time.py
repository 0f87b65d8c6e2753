"""When prices moved: on the day of the article, on the day that the paragraph tells of, or over the stretch that a move
beside it names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsledger.analysis import Analysis
from newsledger.facts.candidates import Candidate
from newsledger.facts.carrying import BOUGHT, averaged, near
from newsledger.facts.core import Core
from newsledger.facts.metric_time import MARKETS
from newsledger.facts.periods import calendar
from newsledger.facts.periods.calendar import DAY, Span
from newsledger.facts.periods.mentions import TimeMention, opened
from newsledger.facts.periods.reporting import spoken_ahead
from newsledger.facts.scenes import Scene
from newsledger.facts.standing import named_period, period_of
from newsledger.facts.timeline import Calendar
from newsledger.facts.undated import since_event
from newsledger.records import Period

Proposal = Iterator[Candidate[Period]]


def day_before(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "which had tumbled 7.1% the day before": no comparison, but when it was."""
    if core.metric not in MARKETS or core.measure == "previous" or known.published is None:
        return
    scene = known.scene(figure)
    start, end = scene.span(figure)
    if _A_DAY_LATER.search(scene.before(figure)):
        yield Candidate(period_of(calendar.day(calendar.weekday_back(known.published))), 0.8, "period.day_before")
        return
    for mention in scene.times:
        if mention.shift is None or not -8 < mention.shift.days < 0:
            continue
        before = scene.text(scene.start, mention.start)
        beside = mention.start >= end and not scene.text(end, mention.start).strip()
        ahead_of = _A_DAY_AFTER.match(scene.text(mention.end, start)) is not None
        if (beside or ahead_of) and _HAD.search(scene.before(figure)) and not opened(before):
            span = calendar.shift_days(calendar.day(known.published), mention.shift.days)
            yield Candidate(named_period(known, mention, span), 0.8, "period.day_before")
            return


_A_DAY_LATER = re.compile(
    r"(?i)\b(?:a|one)\s+(?:day|session)\s+after\s+(?:it|they|the\s+\w+)\s+(?:had\s+)?\w+(?:\s+by)?\s+$"
)
_HAD = re.compile(r"(?i)\bhad\s+(?:\w+\s+){1,3}(?:by\s+)?$")
_A_DAY_AFTER = re.compile(r"(?i)^,?[^,;#]*\bhad\b[^,;#]*$")


def day_after(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "was priced on Tuesday and opened 22% higher the following day": the trading day after the one named."""
    if core.metric not in MARKETS or core.measure == "previous":
        return
    scene = known.scene(figure)
    if not scene.holds(_NEXT_DAY_WORDS):
        return
    start, end = scene.span(figure)
    words = _NEXT_DAY.search(scene.masked)
    if words is None:
        return
    place = scene.start + words.start()
    days = [mention for mention in scene.times if mention.grain == "day"]
    first = next((mention for mention in reversed(days) if mention.end <= place), None)
    later = any(place < mention.start < start for mention in days)
    if first is None or later or start < first.start or (end <= place and "#" in scene.text(end, place)):
        return
    span = known.resolve(first, figure)
    if span is not None:
        yield Candidate(period_of(_trading_day_after(span)), 0.9, "period.day_after")


_NEXT_DAY_WORDS = frozenset({"following", "next", "later"})
_NEXT_DAY = re.compile(r"(?i)\b(?:the\s+(?:following|next)\s+(?:day|session|morning)|(?:a|one)\s+day\s+later)\b")


def _trading_day_after(span: Span) -> Span:
    following = calendar.shift_days(span, 1)
    return following if following.start.weekday() < 5 else calendar.shift_days(following, 7 - following.start.weekday())


def alike(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "has risen 72% since the start of the year and its rival's 21%": over the same stretch."""
    if core.metric not in MARKETS or core.measure != "change" or known.status[figure] != "actual":
        return
    scene = known.scene(figure)
    for told in near(known, figure, 1):
        other = known.cores[told.figure]
        if other.metric not in MARKETS or other.measure != "change":
            continue
        if told.span.is_day or told.ahead or not _goes_on(known, scene, told.figure, figure):
            return
        yield Candidate(period_of(told.span), 0.6, "period.alike")
        return


def _goes_on(known: Calendar, scene: Scene, before: int, figure: int) -> bool:
    """Whether a move is set beside the one before: in the same sentence without a verb of its own in the plain past,
    in the next one in the perfect ("has lost")."""
    earlier = known.scene(before)
    if earlier is not scene:
        return earlier.sentence.paragraph == scene.sentence.paragraph and _perfect(scene, figure)
    start, end = scene.span(before)[1], scene.span(figure)[0]
    if start >= end or _CAUSE.search(scene.text(start, end)):
        return False
    return not _plain_past(scene.analysis, start, end)


_CAUSE = re.compile(r"(?i)\b(?:after|following|because|despite|when|before|from|to|at)\b[^#]*$")


def _plain_past(analysis: Analysis | None, start: int, end: int) -> bool:
    return analysis is not None and any(
        analysis.tags[at] == "VBD" and analysis.lows[at] != "had" for at in analysis.places(start, end)
    )


def _perfect(scene: Scene, figure: int) -> bool:
    """Whether the nearest verb before a figure stands in the present perfect."""
    analysis = scene.analysis
    if analysis is None:
        return False
    for at in reversed(analysis.places(scene.start, scene.span(figure)[0])):
        if analysis.tags[at].startswith("V"):
            earlier = analysis.lows[max(at - 3, 0) : at]
            return analysis.tags[at] == "VBN" and not {"has", "have", "'s", "’s"}.isdisjoint(earlier)
    return False


def day_spoken_of(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "On Monday it warned on fares. Its shares tumbled 17%": the day that the paragraph tells of."""
    if core.metric not in MARKETS or core.measure != "change" or known.published is None:
        return
    scene = known.scene(figure)
    if known.status[figure] != "actual" or _NOT_PAST.search(scene.before(figure)):
        return
    if any(mention.grain == "day" for mention in scene.times) or _TODAY.search(scene.masked):
        return
    for index in range(scene.index - 1, scene.index - _BACK - 1, -1):
        earlier = known.stage.get(index)
        if earlier is None or earlier.sentence.paragraph != scene.sentence.paragraph:
            return
        if any(known.cores[other].metric in MARKETS for other in earlier.figures):
            return
        days = [mention for mention in earlier.times if mention.grain == "day"]
        if days:
            span = known.resolve(days[0], figure) if len(days) == 1 and _frames(earlier, days[0]) else None
            if span is not None and 0 < (known.published - span.start) // DAY < 7:
                yield Candidate(period_of(span), 0.55, "period.day_spoken_of")
            return


_BACK = 3
"""Sentences of the same paragraph in which the day is looked for."""

_TODAY = re.compile(
    r"(?i)\b(?:pre-?market|early|midday|morning|afternoon|after-hours|extended|now|futures|opening|opened|by\s+#)\b"
)


_NOT_PAST = re.compile(r"(?i)\b(?:is|are|will|would|has|have|may|might|could|can|should)\b|['’](?:ve|re|ll)\b")


def _frames(scene: Scene, mention: TimeMention) -> bool:
    """Whether a day opens or ends its sentence, so that what follows goes on with it."""
    opens = not scene.text(scene.start, mention.start).strip()
    ends = not scene.text(mention.end, scene.end).strip(" .”\"'’\n")
    ahead = spoken_ahead(scene.text(scene.start, mention.start)) or spoken_ahead(scene.text(mention.end, scene.end))
    return mention.role in ("plain", "reporting") and (opens or ends) and not ahead


_ON_THE_DAY = re.compile(r"(?i)^\s+(?:on|for|over)\s+the\s+(?:day|session)\b")


def market_day(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "Shares fell 4%": without a day of its own, the day of the article."""
    quoted = core.metric in MARKETS or core.metric == "probability"
    if not quoted or core.measure == "previous" or known.published is None:
        return
    if core.metric in BOUGHT and (
        averaged(known.scene(figure).before(figure)) or (core.companies and known.reported is not None)
    ):
        return
    if core.measure == "change" and since_event(known, figure):
        return
    if core.measure == "change" and _ON_THE_DAY.match(known.scene(figure).after(figure)):
        yield Candidate(period_of(calendar.day(known.published)), 0.97, "period.market_day")
        return
    if known.status[figure] in ("actual", "negated") or core.metric == "probability":
        own = _day_beside(known, figure) if core.metric != "probability" else None
        if own is not None:
            yield Candidate(period_of(own), 0.5, "period.market_day")
        yield Candidate(period_of(calendar.day(known.published)), 0.45, "period.market_day")


def _day_beside(known: Calendar, figure: int) -> Span | None:
    """The day of the same market move: "lost 6.4% on Thursday to close at $80.88, erasing $9.7bn of its value"."""
    if not _SENDING.search(known.scene(figure).before(figure)):
        return None
    beside = [told for told in near(known, figure, 0) if known.cores[told.figure].metric in MARKETS]
    return beside[0].span if beside and beside[0].span.is_day else None


_SENDING = re.compile(r"(?i),\s+(?:\w+ly\s+)?(?!having\b)\w+ing\s+[^#,;]*$")
"""Words between a move and what it led to: ", erasing"."""


_CLOSE = re.compile(r"(?i)^\s*(?:\w+\s+){0,2}(?:close|closing price|finish|settlement|price|level)\s+(?:of|at)\s+$")


def quoted_day(known: Calendar, figure: int, core: Core) -> TimeMention | None:
    """As in "25% above Monday's close of 1,184p": the day of the price that is compared with."""
    if core.metric not in MARKETS:
        return None
    scene = known.scene(figure)
    start = scene.span(figure)[0]
    for mention in scene.times:
        if mention.grain == "day" and mention.end <= start and _CLOSE.match(scene.text(mention.end, start)):
            return mention
    return None
