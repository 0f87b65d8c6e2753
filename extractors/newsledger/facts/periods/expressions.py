"""All the ways of naming a period. Of matches that overlap the longer wins, then the one that stands first here."""

from __future__ import annotations

from newsledger.facts.periods import days, parts, seasons, stretches, years
from newsledger.facts.periods.expression import Expression

EXPRESSIONS: tuple[Expression, ...] = (
    *stretches.RULES,
    *parts.RULES,
    *years.RULES,
    *days.RULES,
    *seasons.RULES,
)
