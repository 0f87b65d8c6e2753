"""What a way of naming a period is, and what it is read against."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Literal, NamedTuple

import msgspec

from newsledger.facts.periods import calendar, words
from newsledger.facts.periods.calendar import Span
from newsledger.facts.periods.needs import needing

Grain = Literal["day", "week", "month", "part", "year", "range", "moment", "trailing"]


class Anchor(msgspec.Struct, frozen=True):
    """What a time expression is read against.

    ``published`` is the publication date, if known. ``forward`` says that the words speak of what is to come.
    ``year_end`` is the month in which the fiscal year ends where the text says so (12: the calendar year), and
    ``quarters_end`` the same for quarters that are numbered without the word "fiscal"; ``quarters_assumed`` says that
    the text does not say so itself. ``reported`` is the last day of the period that the article reports on.
    ``pending`` says that a quarter that is looked forward to may be over and not yet reported.
    """

    published: date | None
    forward: bool = False
    year_end: int = 12
    quarters_end: int = 12
    quarters_assumed: bool = False
    reported: date | None = None
    pending: bool = False

    def pick(self, make: Callable[[int], Span]) -> Span | None:
        """The span meant by words without a year: the latest begun, or the next to end where the words look forward."""
        if self.published is None:
            return None
        return (calendar.next_to_end if self.forward else calendar.latest_begun)(make, self.published)


Resolver = Callable[["re.Match[str]", Anchor], Span | None]


class Expression(NamedTuple):
    """A way of naming a period: ``name`` of the rule, its pattern, how it is read, what kind of time it names, and what
    a sentence must hold for it (``needs.py``)."""

    name: str
    pattern: re.Pattern[str]
    resolve: Resolver
    grain: Grain
    needs: frozenset[str]


def rules() -> tuple[list[Expression], Callable[..., Callable[[Resolver], Resolver]]]:
    """A list of expressions and the decorator that adds to it.

    ``@rule(grain, *notations, needs=...)`` above a resolver registers one expression for each notation, under the
    resolver's name; ``needs`` are the groups of words of which the notations need one each, or such for each notation.
    """
    found: list[Expression] = []

    def rule(grain: Grain, *notations: str, needs: str | tuple[str, ...]) -> Callable[[Resolver], Resolver]:
        def register(resolve: Resolver) -> Resolver:
            found.extend(
                Expression(resolve.__name__, words.compiled(text), resolve, grain, groups)
                for text, groups in needing(notations, needs)
            )
            return resolve

        return register

    return found, rule


def read(expression: Expression, match: re.Match[str], anchor: Anchor) -> Span | None:
    """The span of a match, or ``None``; dates that do not exist ("31 June") name nothing."""
    try:
        span = expression.resolve(match, anchor)
    except (ValueError, OverflowError, StopIteration):
        return None
    return span if span is not None and span.start <= span.end else None


def group(match: re.Match[str], name: str) -> str | None:
    """A named group of a match, ``None`` where the pattern has none of that name."""
    return match.groupdict().get(name)


def day_number(text: str) -> int:
    """The number of "3rd"."""
    return int(re.sub(r"\D", "", text))


def year_of(match: re.Match[str], name: str = "y") -> int | None:
    """The year that a named group says, if it took part."""
    text = group(match, name)
    return words.full_year(text) if text else None


def dated(anchor: Anchor, month: str, day: str | None, year: int | None) -> Span | None:
    """The day or month that is named, its year from the text or by the anchor."""
    number = words.month_number(month)
    if day is None:
        if year is not None:
            return calendar.month(year, number)
        return anchor.pick(lambda y: calendar.month(y, number))
    if year is not None:
        return calendar.day(date(year, number, day_number(day)))
    return anchor.pick(lambda y: calendar.day(date(y, number, day_number(day))))
