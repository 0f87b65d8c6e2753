"""The day on which a story was told, by the calendar of where it was told.

A time stamp often comes in the zone of a database and not of the newsroom: a Tokyo story of Thursday morning is stored
under Wednesday evening UTC. What it calls "today" and "on Thursday" is read against its own day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache
from re import Pattern

from newsledger.facts.periods import words
from newsledger.facts.periods.expression import day_number, group
from newsledger.facts.periods.reporting import spoken_ahead
from newsledger.facts.reading import Reading
from newsledger.facts.scenes import Scene

_DAY = timedelta(days=1)

_EASTMOST = timedelta(hours=11)
"""How far the clocks of newsrooms are ahead of UTC: those of Sydney and Auckland, less the hours of the night."""

_SMALL_HOURS = 5
"""The hour of the day, UTC, up to which it is evening of the day before in America."""

_LEDE = 3
"""Sentences, headline included, whose weekday is that of the story."""

_LONGEST_DATELINE = 120


def story_day(reading: Reading, opening: Sequence[Scene]) -> date | None:
    """The day of the story; ``None`` if its publication date is not known.

    A date alone, or a time without a zone, stands as it is given. A time with a zone gives way to a dateline of the day
    before or after ("TOKYO, Nov 7"); one in UTC also to the day that the lede gives its news, where some newsroom had
    that day at that time.
    """
    day = reading.article.published_date
    moment = _moment(reading.article.published)
    if day is None or moment is None:
        return day
    dated = _dateline_day(reading, day)
    if dated is not None:
        return dated
    spoken = _weekdays(opening[:_LEDE])
    if not spoken or day.weekday() in spoken:
        return day
    if moment.utcoffset() != timedelta():
        return day
    if (day + _DAY).weekday() in spoken and (moment + _EASTMOST).date() > day:
        return day + _DAY
    return day - _DAY if moment.hour < _SMALL_HOURS and (day - _DAY).weekday() in spoken else day


def _moment(published: str | None) -> datetime | None:
    """The time of publication, if it has a zone."""
    if published is None or "T" not in published:
        return None
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


@cache
def _day_of_month() -> tuple[Pattern[str], ...]:
    return words.compiled("<m=month> <d=day>"), words.compiled("<d=day> <m=month>")


def _dateline_day(reading: Reading, day: date) -> date | None:
    """The day that the dateline names, if it is that of publication or one beside it: "TOKYO, Nov 7 (Wire) -"."""
    starts = [sentence.start for sentence in reading.sentences[:_LEDE]]
    before = [reading.article.text[max(start - _LONGEST_DATELINE, 0) : start].rpartition("\n")[2] for start in starts]
    for line in (reading.article.dateline or "", *before):
        for pattern in _day_of_month():
            match = pattern.search(line)
            named = (words.month_number(match.group("m")), day_number(group(match, "d") or "")) if match else None
            for beside in (day, day + _DAY, day - _DAY):
                if named == (beside.month, beside.day):
                    return beside
    return None


def _weekdays(opening: Sequence[Scene]) -> set[int]:
    """The weekdays on which headline and lede say that something was."""
    return {
        words.weekday(found.group("w"))
        for scene in opening
        for mention in scene.times
        if mention.rule == "named_weekday"
        and mention.role in ("plain", "reporting")
        and not spoken_ahead(scene.text(scene.start, mention.start))
        and (found := _weekday().search(scene.text(mention.start, mention.end))) is not None
    }


@cache
def _weekday() -> Pattern[str]:
    return words.compiled("<w=weekday>")
