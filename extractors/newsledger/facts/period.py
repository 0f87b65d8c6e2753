"""The period of each figure: named beside it, told from what it is compared with, or carried from what went before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from newsledger.facts.candidates import Candidate, Choice, choose
from newsledger.facts.carrying import (
    alongside,
    base_of,
    beside_level,
    captioned,
    carried,
    compared,
    compared_time,
    follows,
    listed,
    near,
    paced,
    same_period,
)
from newsledger.facts.core import Core
from newsledger.facts.metric_time import BALANCES, FLOWS, MARKETS
from newsledger.facts.period_basis import basis_of
from newsledger.facts.periods import calendar
from newsledger.facts.periods.calendar import Span
from newsledger.facts.periods.mentions import TimeMention, opened
from newsledger.facts.reading import Reading
from newsledger.facts.standing import dated_apart, distance, held, named_period, nearest, period_of, to_date
from newsledger.facts.timeline import Calendar
from newsledger.records import Period

Proposal = Iterator[Candidate[Period]]


def periods(reading: Reading, cores: Sequence[Core], known: Calendar | None = None) -> list[Choice[Period] | None]:
    """The period of each figure, ``None`` where the text gives no time for it; fills ``known``."""
    known = known or Calendar(reading, cores)
    chosen: list[Choice[Period] | None] = [None] * len(cores)
    for late in (False, True):
        for figure, core in enumerate(cores):
            if (core.measure == "previous" and figure != core.group and core.group > figure) is not late:
                continue
            choice = choose(candidate for rule in RULES for candidate in rule(known, figure, core))
            if choice is not None:
                known.bases[figure] = basis_of(known, figure, core, choice.value, choice.rules)
                dated = msgspec.structs.replace(choice.value, basis=known.bases[figure])
                choice = chosen[figure] = msgspec.structs.replace(choice, value=dated)
                span = Span(date.fromisoformat(choice.value.start), date.fromisoformat(choice.value.end))
                aside = not _ASIDE.isdisjoint(choice.rules) or dated_apart(known, figure)
                known.tell(figure, span, aside=aside)
    return chosen


_ASIDE = frozenset({"period.attached", "period.then", "period.when"})
"""Rules that date a figure apart from what its article tells of."""


# --- named beside the figure ---


def stated(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "rose 16% to $65.6 billion in the three months ended Sept. 30"."""
    mention = nearest(known, figure, core)
    if (
        core.measure == "previous"
        and not dated_apart(known, figure)
        and (compared_time(known, figure, core) or base_of(known, figure, core, beside=True))
    ):
        return
    if mention is None:
        mention = _quoted_day(known, figure, core)
    if mention is None:
        return
    span = known.resolve(mention, figure)
    if span is None:
        return
    text = known.text[mention.start : mention.end]
    if core.metric in MARKETS and mention.rule == "near_year" and text.lower().startswith("this"):
        span = to_date(span, known)
    nearer = core.metric not in MARKETS and _spoken_nearer(known, figure, core, mention)
    yield Candidate(period_of(held(span, known, figure, core), text), 0.7 if nearer else 0.85, "period.stated")


def _spoken_nearer(known: Calendar, figure: int, core: Core, stated: TimeMention) -> bool:
    """Whether "in the quarter" stands nearer than the time that is named: "16.9% in the quarter, and it has promised
    24% for this year"."""
    scene = known.scene(figure)
    cost = distance(scene, stated, figure, core)
    margin = 0.05 if stated.start > scene.span(figure)[1] else 0.3
    return any(
        mention.rule in ("this_period", "same_period")
        and mention.role == "plain"
        and distance(scene, mention, figure, core) + margin < cost
        for mention in scene.times
    )


_CLOSE = re.compile(r"(?i)^\s*(?:\w+\s+){0,2}(?:close|closing price|finish|settlement|price|level)\s+(?:of|at)\s+$")


def _quoted_day(known: Calendar, figure: int, core: Core) -> TimeMention | None:
    """As in "25% above Monday's close of 1,184p": the day of the price that is compared with."""
    if core.metric not in MARKETS:
        return None
    scene = known.scene(figure)
    start = scene.span(figure)[0]
    for mention in scene.times:
        if mention.grain == "day" and mention.end <= start and _CLOSE.match(scene.text(mention.end, start)):
            return mention
    return None


_SINCE = re.compile(
    r"(?i)\bsince\s+(?:the\s+(?:start|beginning|end)\s+of\s+|early\s+|late\s+|[^,;#]{2,60}\s(?:on|in)\s+)?$"
)
_RECORD = re.compile(r"(?i)\b(?:\w+est|best|worst|first|most|least|record|only)\b[^,;]*$")


def since(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "has fallen 20% since January": from then to the publication date."""
    scene = known.scene(figure)
    if core.measure != "change" or known.published is None:
        return
    for mention in scene.times:
        before = scene.text(scene.start, mention.start)
        if mention.start < scene.span(figure)[1] or not _SINCE.search(before):
            continue
        between = scene.text(scene.span(figure)[1], mention.start)
        span = mention.span(known.text, known.anchor_of(figure))
        if span and "#" not in between and not _RECORD.search(between) and span.start <= known.published:
            yield Candidate(named_period(known, mention, Span(span.start, known.published)), 0.95, "period.since")


_OF = re.compile(
    r"(?i)^\s*(?:(?:of|in|for|at|that it (?:had )?\w+|booked|posted|earned|made|seen|reported|recorded)\s+)?"
    r"(?:the\s+)?$"
)


def attached(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "below the $9.81 billion of the fourth quarter": a level that the sentence compares with."""
    scene = known.scene(figure)
    if core.measure != "level":
        return
    for mention in scene.times:
        between = scene.text(scene.span(figure)[1], mention.start)
        if mention.role != "comparand" or mention.start < scene.span(figure)[1] or not _OF.match(between):
            continue
        if mention.shift is not None:
            base = known.reported if core.metric in FLOWS and not mention.shift.open else None
            span = mention.shift.of(base) if base is not None else None
        else:
            span = known.resolve(msgspec.structs.replace(mention, role="plain"), figure)
        if span is not None:
            then = held(span, known, figure, core)
            yield Candidate(named_period(known, mention, then), 0.86, "period.attached")


_VERSUS = re.compile(r"(?i)^\s*,?\s*(?:versus|vs\.?|against|compared with|compared to)\s+(?:the\s+|an?\s+)?$")


def versus(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "at 12% in the June quarter versus <9%> for its peers": a level of the same time, of somebody else."""
    scene = known.scene(figure)
    if core.measure != "level":
        return
    for mention in scene.times:
        if mention.shift is None and _VERSUS.match(scene.text(mention.end, scene.span(figure)[0])):
            span = known.resolve(msgspec.structs.replace(mention, role="plain"), figure)
            if span is not None:
                then = held(span, known, figure, core)
                yield Candidate(named_period(known, mention, then), 0.7, "period.versus")


def begins(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "will cut its rate to 3.99% from Nov. 12": when what is planned begins."""
    if not known.looks_ahead(figure) or core.measure == "previous" or known.published is None:
        return
    scene = known.scene(figure)
    for mention in scene.times:
        between = scene.text(scene.span(figure)[1], mention.start)
        if mention.grain in ("day", "month") and _FROM.match(between) and mention.start >= scene.span(figure)[1]:
            span = known.resolve(msgspec.structs.replace(mention, role="plain"), figure)
            if span is not None and span.start > known.published:
                yield Candidate(named_period(known, mention, span), 0.8, "period.begins")


_FROM = re.compile(r"(?i)^(?:\s+[\w-]+){0,2}\s+(?:from|starting|beginning|effective)\s+(?:on\s+|in\s+)?$")


def then(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "three months earlier it had been $9.57 trillion": told from the same thing now."""
    if core.metric not in FLOWS and core.metric not in BALANCES:
        return
    scene = known.scene(figure)
    for mention in scene.times:
        between = scene.text(mention.end, scene.span(figure)[0])
        if mention.shift is None or mention.end > scene.span(figure)[0] or not _THEN.match(between):
            continue
        if mention.rule in ("this_period", "same_period"):
            continue
        base = next((told.span for told in near(known, figure, 2) if not told.ahead), known.reported)
        span = mention.shift.of(base) if base is not None else None
        if span is not None:
            yield Candidate(named_period(known, mention, span), 0.86, "period.then")


_THEN = re.compile(
    r"(?i)^,?\s+(?:(?:(?:it|there|they|he|she|the\s+\w+)\s+)?(?:was|were|stood|came|had\s+\w+(?:ed|wn|en|st|de|ld))|"
    r"(?:it|they|he|she)\s+(?:made|lost|sold|paid|took|spent|\w+ed))\s+(?:[^#;,]|#+,\s+or\s+)*$"
)


def when(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "above the figure of a year before, when Brent traded beyond $100": of the time that is gone back to."""
    scene = known.scene(figure)
    for mention in scene.times:
        between = scene.text(mention.end, scene.span(figure)[0])
        if mention.shift is None or mention.end > scene.span(figure)[0] or not _WHEN.match(between):
            continue
        base = base_of(known, figure, core, beside=True) or known.reported
        span = mention.shift.of(base) if base is not None else None
        if span is not None:
            yield Candidate(named_period(known, mention, span), 0.86, "period.when")


_WHEN = re.compile(r"(?i)^,?\s+when\b[^#;,]*$")


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


# --- the day of the article ---


def market_day(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "Shares fell 4%": without a day of its own, the day of the article."""
    quoted = core.metric in MARKETS or core.metric == "probability"
    if not quoted or core.measure == "previous" or known.published is None:
        return
    if core.companies and core.metric in _BOUGHT and known.reported is not None:
        return
    if known.status[figure] in ("actual", "negated") or core.metric == "probability":
        own = _day_beside(known, figure) if core.metric != "probability" else None
        if own is not None:
            yield Candidate(period_of(own), 0.5, "period.market_day")
        yield Candidate(period_of(calendar.day(known.published)), 0.45, "period.market_day")


_BOUGHT = frozenset({"commodity_price", "exchange_rate"})
"""What a company that reports pays or reckons with over its period, not what a market sets on the day."""


def _day_beside(known: Calendar, figure: int) -> Span | None:
    """The day of the same market move: "lost 6.4% on Thursday to close at $80.88, erasing $9.7bn of its value"."""
    if not _SENDING.search(known.scene(figure).before(figure)):
        return None
    beside = [told for told in near(known, figure, 0) if known.cores[told.figure].metric in MARKETS]
    return beside[0].span if beside and beside[0].span.is_day else None


_SENDING = re.compile(r"(?i),\s+(?:\w+ly\s+)?(?!having\b)\w+ing\s+[^#,;]*$")
"""Words between a move and what it led to: ", erasing"."""


def now(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "the group now has 9,598 stores": the publication date."""
    if core.metric not in BALANCES or core.measure != "level" or known.published is None:
        return
    scene = known.scene(figure)
    floor = core.clause[0] if core.clause is not None else None
    if known.status[figure] == "actual" and _NOW.search(scene.before(figure, floor)):
        yield Candidate(period_of(calendar.day(known.published)), 0.7, "period.now")


_NOW = re.compile(r"(?i)\b(?:now|currently|at present)\b")

RULES = (
    stated,
    since,
    attached,
    versus,
    begins,
    then,
    when,
    compared,
    paced,
    day_before,
    same_period,
    carried,
    follows,
    listed,
    captioned,
    alongside,
    beside_level,
    market_day,
    now,
)
