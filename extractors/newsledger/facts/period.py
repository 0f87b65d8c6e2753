"""The period of each figure: named beside it, told from what it is compared with, or carried from what went before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from newsledger.facts.candidates import Candidate, Choice
from newsledger.facts.carrying import (
    alongside,
    beside_level,
    captioned,
    carried,
    follows,
    listed,
    near,
    paced,
)
from newsledger.facts.core import Core
from newsledger.facts.earlier import base_of, before_last, compared, compared_time, foregoing
from newsledger.facts.market_time import alike, day_after, day_before, day_spoken_of, market_day, quoted_day
from newsledger.facts.metric_time import BALANCES, FLOWS, MARKETS
from newsledger.facts.period_basis import basis_of
from newsledger.facts.period_model import Dater, fitted
from newsledger.facts.periods import calendar
from newsledger.facts.periods.calendar import Span
from newsledger.facts.periods.mentions import TimeMention
from newsledger.facts.reading import Reading
from newsledger.facts.running import RUNNING
from newsledger.facts.settled import NOW
from newsledger.facts.spoken import over_the_year, part_of, same_period, year_after, year_of_outlook
from newsledger.facts.standing import dated_apart, distance, held, named_period, nearest, period_of, span_of, to_date
from newsledger.facts.timeline import Calendar
from newsledger.facts.undated import said_of, timeless
from newsledger.records import Period

Proposal = Iterator[Candidate[Period]]


def periods(
    reading: Reading, cores: Sequence[Core], known: Calendar | None = None, dater: Dater | None = None
) -> list[Choice[Period] | None]:
    """The period of each figure, ``None`` where the text gives no time for it; fills ``known``.

    ``dater`` is asked after the rules (default: the model of periods).
    """
    known, asked = known or Calendar(reading, cores), dater or fitted()
    chosen: list[Choice[Period] | None] = [None] * len(cores)
    for late in (False, True):
        for figure, core in enumerate(cores):
            if (core.measure == "previous" and figure != core.group and core.group > figure) is not late:
                continue
            undated = timeless(known, figure, core)
            rules = TIMELESS if undated else RULES
            choice = asked(known, figure, core, [one for rule in rules for one in rule(known, figure, core)], undated)
            if choice is not None:
                known.bases[figure] = basis_of(known, figure, core, choice.value, choice.rules)
                dated = msgspec.structs.replace(choice.value, basis=known.bases[figure])
                choice = chosen[figure] = msgspec.structs.replace(choice, value=dated)
                span = span_of(choice.value)
                aside = not _ASIDE.isdisjoint(choice.rules) or dated_apart(known, figure)
                aside = aside or ("period.since" in choice.rules and core.metric not in MARKETS)
                known.tell(figure, span, aside=aside)
    return chosen


_ASIDE = frozenset({"period.attached", "period.before_last", "period.then", "period.when", "period.remaining"})
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
        mention = quoted_day(known, figure, core)
    if mention is None:
        return
    if foregoing(known.text[mention.start : mention.end]) is not None:
        return
    span = known.resolve(mention, figure)
    if span is None or _of_an_aim(known, figure, mention, span):
        return
    text = known.text[mention.start : mention.end]
    of_this_year = mention.rule == "near_year" and text.lower().startswith("this")
    if core.metric in MARKETS and of_this_year and not known.looks_ahead(figure):
        span = to_date(span, known)
    nearer = core.metric not in MARKETS and _spoken_nearer(known, figure, core, mention)
    yield Candidate(period_of(held(span, known, figure, core), text), 0.7 if nearer else 0.85, "period.stated")


def _of_an_aim(known: Calendar, figure: int, mention: TimeMention, span: Span) -> bool:
    """Whether a time is that of an aim, still to come, and the figure a fact: "8.7%, shy of a goal of # for 2026"."""
    if known.published is None or span.start <= known.published or known.status[figure] != "actual":
        return False
    scene = known.scene(figure)
    return bool(_AIM.search(scene.text(scene.span(figure)[1], mention.start)))


_AIM = re.compile(r"(?i)\b(?:target|goal|aim|ambition|objective)s?\b[^#;]*#+[^#;]*$")


def stated_of_itself(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "growth of 6% a year until 2028": the only time that a rate of every year can have."""
    mention = nearest(known, figure, core)
    if mention is not None and said_of(known, figure, core, mention):
        yield from stated(known, figure, core)


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


_SINCE = re.compile(
    r"(?i)\bsince\s+(?:the\s+(?:start|beginning|end)\s+of\s+|early\s+|late\s+|[^,;#]{2,60}\s(?:on|in)\s+)?$"
)


def _held_at(known: Calendar, figure: int, core: Core) -> date | None:
    """The day at which the sentence says that the balance stood: "€900bn on Sept. 30, up 4% since June"."""
    if core.metric in MARKETS:
        return None
    return next((told.span.end for told in near(known, figure, 0) if told.span.is_day), None)


_OPENS = re.compile(r"(?i)^\W*since\s+[^,;#]*$")
_RECORD = re.compile(r"(?i)\b(?:\w+est|best|worst|first|most|least|record|only)\b[^,;]*$")


def since(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "has fallen 20% since January": from then to the publication date."""
    scene = known.scene(figure)
    if core.measure != "change" or known.published is None:
        return
    for mention in scene.times:
        before = scene.text(scene.start, mention.start)
        if not _SINCE.search(before):
            continue
        fronted = mention.end <= scene.span(figure)[0] and _OPENS.match(before)
        if mention.start < scene.span(figure)[1] and not fronted:
            continue
        start, end = scene.span(figure)
        between = scene.text(mention.end, start) if fronted else scene.text(end, mention.start)
        span = mention.span(known.text, known.anchor_of(figure))
        if span and "#" not in between and not _RECORD.search(between) and span.start <= known.published:
            last = _held_at(known, figure, core) or known.published
            yield Candidate(named_period(known, mention, Span(min(span.start, last), last)), 0.95, "period.since")


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
            yield Candidate(named_period(known, mention, span), 0.975, "period.then")


_THEN = re.compile(
    r"(?i)^,?\s+(?:(?:(?:it|there|they|he|she|the\s+\w+)\s+)?(?:was|were|stood|came|had\s+\w+(?:ed|wn|en|st|de|ld))|"
    r"(?:it|they|he|she)\s+(?:made|lost|sold|paid|took|spent|\w+ed))\s+(?:[^#;,]|#+,\s+or\s+)*$"
)


def when(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "above the figure of a year before, when Brent traded beyond $100": of the time that is gone back to; "one
    day in August when it lost 39%"."""
    scene = known.scene(figure)
    for mention in scene.times:
        between = scene.text(mention.end, scene.span(figure)[0])
        if mention.end > scene.span(figure)[0] or not _WHEN.match(between):
            continue
        if mention.shift is None:
            if core.metric in MARKETS and mention.role != "comparand" and mention.grain in ("day", "month"):
                span = known.resolve(msgspec.structs.replace(mention, role="plain"), figure)
                if span is not None:
                    yield Candidate(named_period(known, mention, span), 0.86, "period.when")
            continue
        base = base_of(known, figure, core, beside=True) or known.reported
        span = mention.shift.of(base) if base is not None else None
        if span is not None:
            yield Candidate(named_period(known, mention, span), 0.86, "period.when")


_WHEN = re.compile(r"(?i)^,?\s+when\b[^#;,]*$")


def now(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "the group now has 9,598 stores": the publication date."""
    if known.published is None or core.measure not in ("level", "previous"):
        return
    scene = known.scene(figure)
    if (core.metric in BALANCES | MARKETS or core.measure == "previous") and NOW.match(scene.after(figure)):
        yield Candidate(period_of(calendar.day(known.published)), 0.95, "period.now")
        return
    if core.metric not in BALANCES or core.measure != "level":
        return
    floor = core.clause[0] if core.clause is not None else None
    match = _NOW.search(scene.before(figure, floor))
    if known.status[figure] == "actual" and match is not None:
        weight = 0.7 if "#" in match.group() else 0.88
        yield Candidate(period_of(calendar.day(known.published)), weight, "period.now")


_NOW = re.compile(r"(?i)\b(?:now|currently|at present)\b.*$")

RULES = (
    *RUNNING,
    stated,
    since,
    attached,
    versus,
    begins,
    before_last,
    then,
    when,
    compared,
    paced,
    day_before,
    day_after,
    alike,
    day_spoken_of,
    same_period,
    over_the_year,
    part_of,
    year_of_outlook,
    year_after,
    carried,
    follows,
    listed,
    captioned,
    alongside,
    beside_level,
    market_day,
    now,
)

TIMELESS = (stated_of_itself,)
"""The rules for figures that are of no time but one that is said of themselves."""
