"""What speaks for and against each time as the period of a figure, as numbers that ``period_model.py`` weighs.

Contenders are no time at all, what the rules propose, the times that the sentence names, the periods of the figures
before, the article's reporting period and its day. Signs name no words of the text but the ways of naming a time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from math import log1p
from typing import NamedTuple

from newsledger.facts.candidates import Candidate, doubts
from newsledger.facts.core import Core
from newsledger.facts.metric_time import ACTIONS, BALANCES, DATED, FLOWS, MACRO, MARKETS
from newsledger.facts.periods import calendar
from newsledger.facts.periods.calendar import Span
from newsledger.facts.periods.mentions import TimeMention
from newsledger.facts.standing import held, named_period, of_others, period_of, span_of
from newsledger.facts.timeline import Calendar, Told
from newsledger.facts.weighing import Sign, Signs, of_rules
from newsledger.records import Period

RECENT = 6
"""Figures before this one whose periods are contenders."""

FAMILIES = (("flow", FLOWS), ("balance", BALANCES), ("market", MARKETS), ("macro", MACRO), ("action", ACTIONS))

OF_OTHERS = frozenset({"comparand", "apart"})
"""Roles of times that the sentence compares with or sets apart: the period of a figure only if a rule says so."""

LENGTHS = ((1, "day"), (8, "week"), (31, "month"), (93, "quarter"), (185, "half"), (280, "nine"), (372, "year"))
"""The most days that a stretch of this name has; a longer one is ``long``."""

YEAR = 12
"""Months from a period to the same one a year before."""

TOLD = ("named", "told", "told.last", "told.same_metric", "reported", "published", "rules.propose", "named.only")
"""Signs that weigh differently for metrics that flow, are held or are set day by day."""


class Asked(NamedTuple):
    """A figure whose period is sought, with what its contenders have in common."""

    known: Calendar
    figure: int
    core: Core
    family: str
    timeless: bool

    @property
    def measure(self) -> str:
        """The figure's measure, ``none`` if no rule could tell."""
        return self.core.measure or "none"


def family_of(metric: str | None) -> str:
    """How a metric stands in time.

    >>> family_of("revenue"), family_of("share_price"), family_of(None)
    ('flow', 'market', 'other')
    """
    return next((name for name, metrics in FAMILIES if metric in metrics), "other")


def length_of(span: Span) -> str:
    """The name of a stretch of this many days.

    >>> length_of(Span(date(2025, 1, 1), date(2025, 3, 31)))
    'quarter'
    """
    return next((name for most, name in LENGTHS if span.days <= most), "long")


def signs(
    known: Calendar,
    figure: int,
    core: Core,
    proposals: Sequence[Candidate[Period]],
    chosen: Period | None,
    timeless: bool,
) -> list[tuple[Period | None, Signs]]:
    """The contenders for a figure's period, no time first, each with its signs; signs that are 0 may be left out."""
    asked = Asked(known, figure, core, family_of(core.metric), timeless)
    spans = [span_of(candidate.value) for candidate in proposals]
    doubt = doubts((span, candidate.weight) for span, candidate in zip(spans, proposals, strict=True))
    periods: dict[Span, Period] = {}
    for span, candidate in zip(spans, proposals, strict=True):
        periods.setdefault(span, candidate.value)
    given: dict[Span, Signs] = {span: {} for span in doubt}
    for span, period, told in _met(asked, doubt):
        periods.setdefault(span, period)
        into = given.setdefault(span, {})
        for sign, value in told:
            into[sign] = max(into.get(sign, 0.0), value)
    choice = span_of(chosen) if chosen is not None else None
    nothing = dict(of_rules(1.0, doubt.values(), choice is None))
    nothing.update(_no_time(asked, nothing))
    found: list[tuple[Period | None, Signs]] = [(None, nothing)]
    for span, into in given.items():
        others = (left for other, left in doubt.items() if other != span)
        into.update(of_rules(doubt.get(span, 1.0), others, span == choice))
        into.update(_of_time(asked, span, into))
        found.append((periods[span], into))
    return found


def _no_time(asked: Asked, given: Mapping[str, float]) -> Iterator[Sign]:
    """What speaks for no time at all."""
    known, figure, core = asked.known, asked.figure, asked.core
    times = min(len(known.scene(figure).times), 3) / 3
    yield "none", 1.0
    yield f"none.family={asked.family}", 1.0
    yield f"none.metric={core.metric}", 1.0
    yield f"none.status={known.status[figure]}", 1.0
    yield f"none.measure={asked.measure}", 1.0
    yield f"none.kind={known.reading.figures[figure].quantity.kind}", 1.0
    yield "none.times", times
    yield f"none.times.family={asked.family}", times
    yield "none.timeless", float(asked.timeless)
    yield "none.ahead", float(known.looks_ahead(figure))
    yield "none.reported", float(known.reported is not None)
    yield f"none.rules.family={asked.family}", given.get("rules.choose", 0.0)
    told = bool(known.told) and known.told[-1].figure == figure - 1
    yield "none.told_before", float(told)
    yield "none.untold_before", float(figure > 0 and not told)


def _met(asked: Asked, proposed: Collection[Span]) -> Iterator[tuple[Span, Period, Iterator[Sign]]]:
    """The times that are met: in the sentence, in the figures before, and those of the article."""
    known, figure = asked.known, asked.figure
    for mention in known.scene(figure).times:
        span = known.resolve(mention, figure)
        if span is not None:
            then = held(span, known, figure, asked.core)
            if then not in proposed and (
                (mention.role in OF_OTHERS and asked.core.measure != "previous")
                or (mention.role == "reporting" and asked.core.metric not in DATED)
                or of_others(known.scene(figure), mention, figure, asked.core)
            ):
                continue
            yield then, named_period(known, mention, then), _named(asked, mention)
    ahead, today = known.looks_ahead(figure), known.published or date.max
    for back, told in enumerate(reversed(known.told[-RECENT:])):
        if ahead and not told.ahead and told.span.end < today and told.span not in proposed:
            continue  # What is to come is not of a time that is over.
        yield told.span, period_of(told.span), _told(asked, told, back)
        year_before = calendar.shift(told.span, -YEAR) if asked.core.measure == "previous" else None
        if year_before is not None:
            yield year_before, period_of(year_before), _year_before(asked, told)
    if known.reported is not None and not (ahead and known.reported not in proposed):
        yield known.reported, period_of(known.reported), iter([("reported", 1.0)])
    if known.lede is not None:
        yield known.lede, period_of(known.lede), iter([("lede", 1.0)])
    if known.published is not None:
        today = known.published
        year = calendar.year(today.year)
        yield calendar.day(today), period_of(calendar.day(today)), iter([("published", 1.0)])
        before = calendar.day(today - timedelta(days=1))
        yield before, period_of(before), iter([("day_before", 1.0)])
        yield year, period_of(year), iter([("this_year", 1.0)])


def _named(asked: Asked, mention: TimeMention) -> Iterator[Sign]:
    """How a time that the sentence names stands to the figure."""
    scene = asked.known.scene(asked.figure)
    start, end = scene.span(asked.figure)
    ahead = mention.end <= start
    far = max(start - mention.end if ahead else mention.start - end, 0)
    between = scene.text(mention.end, start) if ahead else scene.text(end, mention.start)
    yield "named", 1.0
    yield "named.ahead" if ahead else "named.after", 1.0
    yield "named.near", 1 / (1 + far / 20)
    yield "named.far", log1p(far) / 5
    yield "named.figures", min(between.count("#"), 4) / 4
    yield "named.first", float(mention is scene.times[0])
    yield "named.only", float(len(scene.times) == 1)
    yield f"named.role={mention.role}", 1.0
    yield f"named.rule={mention.rule}", 1.0
    yield f"named.grain={mention.grain}", 1.0


def _told(asked: Asked, told: Told, back: int) -> Iterator[Sign]:
    """How a figure whose period is known stands to this one."""
    known, core, other = asked.known, asked.core, asked.known.cores[told.figure]
    between = known.reading.sentence_of[asked.figure] - known.reading.sentence_of[told.figure]
    here, same = between == 0, other.metric == core.metric
    yield "told", 1.0
    yield "told.near", 1 / (1 + abs(between))
    yield "told.here", float(here)
    yield "told.last", float(back == 0)
    yield "told.last_here", float(back == 0 and here)
    yield "told.same_metric", float(same)
    yield "told.same_metric_here", float(same and here)
    yield "told.same_company", float(other.companies == core.companies)
    yield "told.same_family", float(family_of(other.metric) == asked.family)
    yield "told.same_measure", float(other.measure == core.measure)
    yield "told.group", float(told.figure == core.group)
    yield "told.previous", float(told.previous)
    yield "told.alike_ahead", float(told.ahead == known.looks_ahead(asked.figure))


def _year_before(asked: Asked, told: Told) -> Iterator[Sign]:
    yield "year_before", 1.0
    yield "year_before.group", float(told.figure == asked.core.group)
    yield "year_before.same_metric", float(asked.known.cores[told.figure].metric == asked.core.metric)


def _of_time(asked: Asked, span: Span, given: Mapping[str, float]) -> Iterator[Sign]:
    """What a stretch of time is, beside how it was met."""
    known, figure, length = asked.known, asked.figure, length_of(span)
    yield f"length={length}", 1.0
    yield f"length={length},{asked.family}", 1.0
    yield "timeless", float(asked.timeless)
    yield f"rules.choose.family={asked.family}", given.get("rules.choose", 0.0)
    if known.published is not None:
        future, ahead = span.end > known.published, known.looks_ahead(figure)
        yield "future", float(future)
        yield "future.ahead", float(future and ahead)
        yield "future.actual", float(future and known.status[figure] == "actual")
        yield "past.ahead", float(ahead and not future)
    for sign in TOLD:
        if given.get(sign):
            yield f"{sign}.family={asked.family}", 1.0
            yield f"{sign}.measure={asked.measure}", 1.0
