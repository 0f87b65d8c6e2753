"""The period that an article reports on, which it says once and means throughout."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from newsledger.facts.periods.calendar import Span
from newsledger.facts.periods.expression import Anchor
from newsledger.facts.periods.mentions import TimeMention
from newsledger.facts.periods.parts import near_part

OPENING = 8
"""Sentences, headline included, in which the reporting period is looked for."""

_QUARTER = 100
"""Days that a quarter has at most."""

LEDE = 3
"""Sentences, headline included, that set the month of which an article on an economy tells."""

_QUARTERLY = re.compile(r"(?i)\bquarterly\b")
_AHEAD = re.compile(
    r"(?i)\b(?:expect(?:s|ed|ing)?|forecast|forecasting|sees|guid\w+|outlook|will|would|plans?|predict\w*|project\w*|"
    r"target\w*|by|until|through|next|due)\b[^.;]{0,40}$"
)


def spoken_ahead(before: str) -> bool:
    """Whether the words before a time speak of what is to come: "will decide on"."""
    return bool(_AHEAD.search(before))


_OUTLOOK = re.compile(
    r"(?i)^,?\s+(?:it|they|the\s+[\w-]+(?:\s+\w+)?|(?-i:[A-Z])[\w&.]*)\s+(?:now\s+|still\s+)?(?:projects|expects?|sees?|"
    r"forecasts?|guided|guides|is\s+guiding|predicts?|anticipates?|is\s+aiming|aims?|will)\b"
)
"""Words after a time of which an outlook is given: "For the first quarter it projects"."""


def reporting_period(
    text: str, opening: Iterable[tuple[str, int, Sequence[TimeMention]]], anchor: Anchor
) -> Span | None:
    """The period that the article reports on: the first quarter, half or stretch of months that its opening sentences
    name as past, or the latest quarter where they speak of "quarterly" figures; else one that still runs."""
    quarterly = False
    running: Span | None = None
    for masked, start, mentions in opening:
        for mention in mentions:
            if mention.role != "plain" or mention.grain not in ("part", "range"):
                continue
            if mention.rule in ("near", "year_to_date", "through_year", "years_from_to", "edge_of_year", "season"):
                continue
            if spoken_ahead(masked[: mention.start - start]) or _OUTLOOK.match(masked[mention.end - start :]):
                continue
            span = mention.span(text, anchor)
            if span is None or not 50 <= span.days <= 370:
                continue
            if anchor.published is None or span.end <= anchor.published:
                return span
            if span.days <= _QUARTER:
                running = running or span
        quarterly = quarterly or bool(_QUARTERLY.search(masked))
    if quarterly and anchor.published is not None:
        return near_part(anchor.published, 3, anchor.quarters_end)
    return running


_MONTHS = frozenset({"near", "calendar_month", "near_month", "month_of_near_year"})
"""Rules that name a month."""


def lede_month(text: str, opening: Iterable[tuple[str, int, Sequence[TimeMention]]], anchor: Anchor) -> Span | None:
    """The month of which headline and lede tell: "exports grew at their fastest pace last month"."""
    for masked, start, mentions in opening:
        for mention in mentions:
            if mention.rule not in _MONTHS or mention.role != "plain" or spoken_ahead(masked[: mention.start - start]):
                continue
            span = mention.span(text, anchor)
            if span is not None and 28 <= span.days <= 31 and anchor.published and span.end < anchor.published:
                return span
    return None


def reported_end(
    text: str, opening: Iterable[Sequence[TimeMention]], anchor: Anchor, reported: Span | None
) -> date | None:
    """The last day of what the article reports on, however short: of its reporting period, or of the first stretch
    that is named by its end ("in the four weeks to 29 September")."""
    if reported is not None:
        return reported.end
    for mentions in opening:
        for mention in mentions:
            span = mention.span(text, anchor) if mention.rule == "stretch_to" and mention.role == "plain" else None
            if span is not None and anchor.published is not None and span.end <= anchor.published:
                return span.end
    return None
