"""Periods that are not named beside a figure: carried from what went before, or told from what it is compared with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsledger.facts.candidates import Candidate
from newsledger.facts.core import Core
from newsledger.facts.metric_time import ACTIONS, BALANCES, FLOWS, MACRO, MARKETS
from newsledger.facts.periods import calendar
from newsledger.facts.periods.calendar import Span
from newsledger.facts.scenes import BARRIER
from newsledger.facts.standing import held, named_period, period_of
from newsledger.facts.timeline import Calendar, Told
from newsledger.records import Period

Proposal = Iterator[Candidate[Period]]


def paced(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "Manufacturing shrank 1.3% on the month", after three months and a month: the latest month spoken of."""
    if core.measure != "change" or core.metric in MARKETS or core.metric in FLOWS:
        return
    scene = known.scene(figure)
    for mention in scene.times:
        beside = mention.start >= scene.span(figure)[1] and "#" not in scene.text(scene.span(figure)[1], mention.start)
        fronted = mention.end <= scene.span(figure)[0] and "#" not in scene.text(scene.start, mention.start)
        monthly = mention.rule == "on_the_month" or (mention.shift is not None and mention.shift.months == -1)
        if monthly and (beside or fronted):
            months = [told.span for told in known.told if not told.previous and 28 <= told.span.days <= 31]
            if not months and core.metric in MACRO:
                latest = next(near(known, figure, 3), None)
                months = [calendar.month(latest.span.end.year, latest.span.end.month)] if latest is not None else []
            if months:
                yield Candidate(period_of(months[-1]), 0.55, "period.paced")
            return


def follows(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "Retail sales rose by 3.2%, up from 2.1% in August": of the month after; "shrank to $8bn from $10bn in
    2023": of the year after."""
    if core.metric not in MACRO | FLOWS or core.measure == "previous" or known.looks_ahead(figure):
        return
    scene = known.scene(figure)
    for mention in scene.times:
        between = scene.text(scene.span(figure)[1], mention.start)
        yearly = mention.grain == "year" and mention.rule != "near_year" and core.metric in FLOWS
        monthly = mention.rule == "calendar_month" and core.metric in MACRO
        if mention.start < scene.span(figure)[1] or not (yearly or monthly) or not _UP_FROM.match(between):
            continue
        before = known.resolve(mention, figure)
        span = calendar.shift(before, 12 if yearly else 1) if before is not None else None
        if span is not None and known.published is not None and span.end < known.published:
            yield Candidate(period_of(span), 0.6, "period.follows")
        return


_UP_FROM = re.compile(r"(?i)^,?\s+(?:(?:up|down)\s+)?from\s+#+\s+in\s+$")


def listed(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "Acme gained 865,000 users from July to September, Bolt 403,000": one after the other of the same time."""
    told, between = _just_told(known, figure, core)
    if told is None or core.measure == "previous":
        return
    other = known.cores[told.figure]
    if other.measure == core.measure and other.companies != core.companies and not BARRIER.search(between):
        yield Candidate(period_of(told.span), 0.45, "period.listed")


def beside_level(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "12.1% in January-August, down 1.5 points on the year": the change of a level that stands before it."""
    told, between = _just_told(known, figure, core)
    if told is None or core.measure != "change":
        return
    other = known.cores[told.figure]
    if other.measure == "level" and other.companies == core.companies and "#" not in between:
        yield Candidate(period_of(told.span), 0.45, "period.beside_level")


def _just_told(known: Calendar, figure: int, core: Core) -> tuple[Told | None, str]:
    """What was told last in the sentence, of the same metric and the same time to come or past, with no finite verb up
    to the figure, and the words between; prices are dated otherwise."""
    told = next(near(known, figure, 0), None) if core.metric not in MARKETS else None
    if told is None or core.metric is None or told.ahead is not known.looks_ahead(figure):
        return None, ""
    scene = known.scene(figure)
    start, end = scene.span(told.figure)[1], scene.span(figure)[0]
    alike = known.cores[told.figure].metric == core.metric
    if not alike or start >= end or scene.finite_between(start, end):
        return None, ""
    return told, scene.text(start, end)


def captioned(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "Acme 38,500" under "June deliveries": the time that the heading of a list names."""
    caption = known.caption_of(figure)
    if caption is None or core.measure == "previous":
        return
    for mention in caption.times:
        span = known.resolve(mention, figure) if mention.role == "plain" else None
        if span is not None:
            then = held(span, known, figure, core)
            yield Candidate(named_period(known, mention, then), 0.65, "period.captioned")
            return


def alongside(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "sees the market shrinking by 2% in 2025, having pencilled in growth of 5%": forecasts of one thing."""
    if core.metric is None or core.metric in MARKETS | BALANCES | ACTIONS or not known.looks_ahead(figure):
        return
    for told in near(known, figure, 0):
        other = known.cores[told.figure]
        if told.ahead and other.metric == core.metric and other.companies == core.companies:
            yield Candidate(period_of(told.span), 0.4, "period.alongside")
            return


def carried(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "Revenue rose 5% to 7.5 billion euros", after a lede about the third quarter."""
    carries = core.metric in FLOWS or core.metric in MACRO or core.metric in BALANCES or _averaged(known, figure, core)
    if not carries or core.measure == "previous":
        return
    if core.metric in BALANCES and not known.scene(figure).told_as_past(known.scene(figure).span(figure)[0]):
        return
    if of_outlook(known, figure):
        return
    span = _carried_expected(known, figure) if known.expected[figure] else carried_span(known, figure, core)
    if span is not None:
        yield Candidate(period_of(held(span, known, figure, core)), 0.5, "period.carried")


_OUTLOOK_STEMS = ("target", "goal", "forecast", "outlook", "guidance", "projection", "ambition", "budget")
_OUTLOOK = re.compile(
    r"(?i)\b(?:target|goal|forecast|outlook|guidance|projection|ambition|budget)s?(?:\s+range)?\s+"
    r"(?:for\s+(?:[\w.’'-]+\s+){1,5}?)?(?:(?:of|at|to|a|about|around|some|between|just|at\s+least|#+|from)\s+(?:[a-z]+\s+)?)+$"
)
"""Words before a figure that is aimed at, and not of the time that is reported on."""


def of_outlook(known: Calendar, figure: int) -> bool:
    """Whether a figure is that of an outlook whose time is not said: "last week kept its own target of #"."""
    scene = known.scene(figure)
    if not scene.mentions(_OUTLOOK_STEMS) or known.expected[figure] or known.looks_ahead(figure):
        return False
    return _OUTLOOK.search(scene.before(figure)) is not None


def _averaged(known: Calendar, figure: int, core: Core) -> bool:
    """As in "the average realised price was $82 a tonne", in a report: of the period that it reports on."""
    if core.metric not in BOUGHT or known.reported is None or known.looks_ahead(figure):
        return False
    named = bool(core.companies) and core.metric == "commodity_price" and core.measure == "level"
    return named or averaged(known.scene(figure).before(figure))


BOUGHT = frozenset({"commodity_price", "exchange_rate"})
"""What a company that reports pays or reckons with over its period, not what a market sets on the day."""

_AVERAGED = re.compile(
    r"(?i)(?<!will\s)(?<!to\s)\b(?:average|averaged|averaging|reali[sz]ed)\b[^#]*(?:#+[^#;]{0,30},\s*)?$"
)


def averaged(before: str) -> bool:
    """Whether a price is what somebody got or paid on average: "average realised prices eased to #"."""
    return _AVERAGED.search(before) is not None


def near(known: Calendar, figure: int, reach: int) -> Iterator[Told]:
    """What was settled in the same sentence and the ``reach`` sentences before it, the latest first."""
    place = known.reading.sentence_of[figure]
    for told in reversed(known.told):
        if not told.previous and 0 <= place - known.reading.sentence_of[told.figure] <= reach:
            yield told


def _carried_expected(known: Calendar, figure: int) -> Span | None:
    """What analysts expected is for the period of the figure that it is set against."""
    core = known.cores[figure]
    if core.metric in MACRO and not known.looks_ahead(figure) and not any(near(known, figure, 0)):
        latest = next((told.span for told in near(known, figure, 2) if known.cores[told.figure].metric in MACRO), None)
        if latest is None and known.lede is not None:
            return known.lede
    fitting = [told for told in near(known, figure, 2) if known.cores[told.figure].metric not in MARKETS]
    place = known.reading.sentence_of[figure]
    beside = [told.span for told in fitting if known.reading.sentence_of[told.figure] == place]
    if beside:
        return beside[0]
    alike = [told.span for told in fitting if known.cores[told.figure].metric == core.metric]
    if fitting and fitting[0].ahead and known.cores[fitting[0].figure].metric == core.metric:
        return fitting[0].span
    if known.reported in alike and not known.looks_ahead(figure):
        return known.reported
    return next(iter(alike), None) or next((told.span for told in fitting), None) or known.reported


_LEDE = 4
"""Sentences, headline included, that set the month or quarter of which an article on an economy tells."""


def _of_lede(known: Calendar, figure: int, core: Core) -> Span | None:
    """The month or quarter of the lede, to which a new paragraph on an economy goes back from a longer one."""
    if core.metric not in MACRO:
        return None
    spans = [
        told.span
        for told in known.told
        if not told.previous and not told.ahead and known.reading.sentence_of[told.figure] < _LEDE
    ]
    paragraph = known.scene(figure).sentence.paragraph
    latest = next(near(known, figure, 3), None)
    if not spans or latest is None or known.scene(latest.figure).sentence.paragraph == paragraph:
        return None
    return spans[0] if 27 < spans[0].days < 95 and latest.span.days > 2 * spans[0].days else None


def carried_span(known: Calendar, figure: int, core: Core) -> Span | None:
    """The period that a figure takes from what was told before it, or from the article as a whole."""
    ahead = known.looks_ahead(figure)
    paragraph = known.scene(figure).sentence.paragraph
    lede = None if ahead else _of_lede(known, figure, core)
    if lede is not None:
        return lede
    for told in near(known, figure, 3):
        other = known.cores[told.figure]
        unended = known.published is not None and told.span.end > known.published
        if (
            told.ahead is not ahead
            or (unended and not ahead)
            or (ahead and _long_over(known, told.span))
            or other.metric in MARKETS
            or (told.span.is_day and core.metric not in BALANCES)
        ):
            continue
        if (other.metric in MACRO) is not (core.metric in MACRO):
            continue
        same_place = known.scene(told.figure).sentence.paragraph == paragraph
        if (
            ahead
            and not same_place
            and other.companies
            and core.companies
            and not set(other.companies) & set(core.companies)
        ):
            continue
        if ahead or same_place or other.metric in MACRO:
            return told.span
    if core.metric in MACRO and not ahead:
        return known.lede
    if not ahead and known.lede is not None and not core.companies and core.metric in FLOWS:
        return known.lede
    if ahead or core.metric in MACRO or known.reported is not None:
        return None if ahead or core.metric in MACRO else known.reported
    return next((told.span for told in near(known, figure, 3) if _lends(known, told, core)), None)


_UNREPORTED = 30
"""Days after a period in which what is forecast for it is still to come out."""


def _long_over(known: Calendar, span: Span) -> bool:
    return known.published is not None and (known.published - span.end).days > _UNREPORTED


def _lends(known: Calendar, told: Told, core: Core) -> bool:
    """Whether a period of another paragraph can be meant, where the article reports on none."""
    other = known.cores[told.figure]
    return other.metric in FLOWS and core.metric in FLOWS and not told.ahead and not told.span.is_day
