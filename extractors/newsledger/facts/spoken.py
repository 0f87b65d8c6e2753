"""Periods that were spoken of before: "in the quarter", "those six months", "over the year", "of which"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from newsledger.facts.candidates import Candidate
from newsledger.facts.carrying import near
from newsledger.facts.core import Core
from newsledger.facts.metric_time import ACTIONS, BALANCES, MARKETS
from newsledger.facts.periods import calendar
from newsledger.facts.periods.calendar import Span
from newsledger.facts.periods.parts import near_part
from newsledger.facts.standing import FAR, distance, held, named_period, period_of
from newsledger.facts.timeline import Calendar
from newsledger.records import Period

Proposal = Iterator[Candidate[Period]]

_LENGTHS = {
    "three": (85, 95),
    "six": (180, 185),
    "nine": (270, 277),
    "twelve": (360, 372),
    "12": (360, 372),
    "day": (1, 1),
    "week": (5, 8),
    "quarter": (85, 95),
    "month": (28, 31),
    "half": (180, 185),
}
"""Words of a stretch with its days at least and at most; counts come first, for they stand before "months"."""

_MONTHS_OF = {"three": 3, "six": 6, "nine": 9}


def same_period(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "signed during the quarter"; "for the same three months": the period spoken of before."""
    scene = known.scene(figure)
    for mention in scene.times:
        if mention.shift is None or mention.role != "plain" or mention.rule not in ("this_period", "same_period"):
            continue
        if distance(scene, mention, figure, core) >= FAR or core.measure == "previous":
            continue
        text = known.text[mention.start : mention.end]
        span = _spoken_of(known, figure, text) or _so_far(known, figure, text)
        if span is not None:
            then = calendar.day(span.end) if "end" in text.lower() else held(span, known, figure, core)
            yield Candidate(named_period(known, mention, then), 0.8, "period.same")
            return


def _so_far(known: Calendar, figure: int, text: str) -> Span | None:
    """The part of the fiscal year that "the nine months" are, where no such stretch was spoken of."""
    months = next((count for word, count in _MONTHS_OF.items() if text.lower().endswith(f"{word} months")), None)
    if months is None or known.published is None:
        return None
    year_end = known.anchor_of(figure).quarters_end
    if months < 9:
        return near_part(known.published, months, year_end)
    return calendar.latest_ended(lambda year: calendar.part(year, months, 1, year_end), known.published)


def _spoken_of(known: Calendar, figure: int, text: str) -> Span | None:
    """The latest period before, of the length that the words name; what is to come only for what is to come."""
    shortest, longest = next((_LENGTHS[word] for word in _LENGTHS if word in text.lower()), (20, 400))
    ahead, place = known.looks_ahead(figure), known.reading.sentence_of[figure]
    bare = None if ahead else _named_lately(known, figure, shortest, longest)
    for told in reversed(known.told):
        if bare is not None and known.reading.sentence_of[told.figure] < min(bare[0], place):
            break
        over = not told.ahead and (known.published is None or told.span.end <= known.published)
        if not told.previous and (ahead or over) and shortest <= told.span.days <= longest:
            return told.span
    if bare is not None:
        return bare[1]
    if known.reported is not None and shortest <= known.reported.days <= longest:
        return known.reported
    return None


_BACK = 3
"""Sentences before in which a time can be spoken of without a figure."""


def _named_lately(known: Calendar, figure: int, shortest: int, longest: int) -> tuple[int, Span] | None:
    """A past period that is named shortly before without a figure, with its sentence: "the second half told another
    story"."""
    place = known.reading.sentence_of[figure]
    for index in range(place - 1, max(place - _BACK, 0) - 1, -1):
        scene = known.stage.get(index)
        if scene is None or scene.figures:
            continue
        for mention in reversed(scene.times):
            span = mention.span(known.text, known.anchor_of(figure)) if mention.role == "plain" else None
            past = span is not None and known.published is not None and span.end <= known.published
            if span is not None and past and shortest <= span.days <= longest:
                return index, span
    return None


def over_the_year(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "bad debts rose over the year", in an article on a year's results: that year."""
    if core.measure == "previous" or known.looks_ahead(figure):
        return
    scene = known.scene(figure)
    if not scene.holds(_YEARS):
        return
    match = _OVER_THE_YEAR.search(scene.after(figure)) or _OVER_THE_YEAR.search(scene.before(figure))
    if match is None:
        return
    told = (told.span for told in reversed(known.told) if not told.ahead and not told.previous)
    year = next(
        (span for span in chain((known.reported,), told) if span is not None and _YEAR <= span.days < _TWO), None
    )
    if year is not None:
        yield Candidate(period_of(year, match.group("words")), 0.7, "period.over_the_year")


_YEARS = frozenset({"year"})
_YEAR = 350
_TWO = 380
"""Days of a year's results, of 52 weeks or 12 months, at least; and too many for them."""

_OVER_THE_YEAR = re.compile(
    r"(?i)^[^#;,]*?\b(?:over|during|in|for|across)\s+(?P<words>the\s+(?:full\s+|whole\s+)?year)\b"
    r"(?!\s+(?:to\s+[A-Z\d]|ended|ending|ago|earlier|before|through|ahead|so\s+far|that|since))"
)


def part_of(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "# next year, of which # will be for films"; "with software taking 31% of it": of the time of the whole."""
    scene = known.scene(figure)
    whole = next(near(known, figure, 1), None)
    if whole is None or core.measure == "previous" or whole.ahead is not known.looks_ahead(figure):
        return
    if core.measure != "share" and core.metric != known.cores[whole.figure].metric:
        return
    beside = known.scene(whole.figure) is scene
    between = scene.text(scene.span(whole.figure)[1], scene.span(figure)[0]) if beside else ""
    if (beside and _OF_WHICH.search(between)) or _OF_IT.match(scene.after(figure)):
        yield Candidate(period_of(held(whole.span, known, figure, core)), 0.6, "period.part_of")


_OF_WHICH = re.compile(r"(?i)\bof which\b[^#;]*$")
_OF_IT = re.compile(r"(?i)^\s+of (?:it|them|that|those|this|the (?:total|whole|sum))\b")


def year_of_outlook(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "It kept its guidance for the margin at 20-22%": the year in which the company is."""
    scene = known.scene(figure)
    if known.published is None or not core.companies or core.metric in MARKETS | BALANCES | ACTIONS:
        return
    if not known.looks_ahead(figure) or known.expected[figure] or not scene.holds(_GUIDING):
        return
    if any(mention.role == "plain" for mention in scene.times) or any(told.ahead for told in near(known, figure, 4)):
        return
    if not _GUIDED.search(scene.before(figure)):
        return
    year_end = known.anchor_of(figure).year_end
    year = calendar.next_to_end(lambda named: calendar.year(named, year_end), known.published)
    yield Candidate(period_of(year), 0.5, "period.year_of_outlook")


_GUIDING = frozenset({"guidance", "outlook", "forecast", "forecasts", "projection", "band", "range"})
_GUIDED = re.compile(
    r"(?i)\b(?:kept|keeps|raised|raises|lifted|lifts|cut|cuts|lowered|lowers|trimmed|reiterated|maintained|confirmed|"
    r"narrowed|left|stuck (?:to|with|by)|reaffirmed|held|affirmed|upgraded|backed|stood by|slashed|boosted)\s+"
    r"(?:[\w’'-]+\s+){0,5}?(?:guidance|outlook|forecasts?|projection|band|range)\b[^#;]*(?:#+\s+(?:from|to)\s+)?$"
)
"""Words by which an outlook is moved or kept."""


def year_after(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "# in 2025 and # in the year after that": the year that follows the one told last."""
    scene = known.scene(figure)
    if core.measure == "previous" or not scene.holds(_AFTER):
        return
    match = _YEAR_AFTER.match(scene.after(figure))
    if match is None:
        return
    for told in near(known, figure, 1):
        if _YEAR <= told.span.days < _TWO:
            yield Candidate(period_of(calendar.shift(told.span, 12), match.group("words")), 0.97, "period.year_after")
            return


_AFTER = frozenset({"following", "after", "thereafter", "follows"})
_YEAR_AFTER = re.compile(
    r"(?i)^[^#,;]{0,40}?\b(?:in|for|during)\s+(?P<words>the\s+(?:following\s+(?:fiscal\s+|financial\s+)?year|year\s+"
    r"(?:after(?:\s+that)?|thereafter|that\s+follows)|one\s+after(?:\s+that)?))(?=\s*[,.;)]|\s+and\b|\s*$)"
)
