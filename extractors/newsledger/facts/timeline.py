"""What is known of the times of an article while the periods of its figures are told, one after the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import msgspec

from newsledger.facts.consensus import is_expected
from newsledger.facts.core import Core
from newsledger.facts.metric_time import FLOWS, MARKETS
from newsledger.facts.periods import calendar
from newsledger.facts.periods.calendar import Span
from newsledger.facts.periods.expression import Anchor
from newsledger.facts.periods.fiscal import Ends, agreeing_end, anchored, fiscal_ends
from newsledger.facts.periods.mentions import TimeMention
from newsledger.facts.periods.reporting import LEDE, OPENING, lede_month, reported_end, reporting_period
from newsledger.facts.reading import Reading
from newsledger.facts.scenes import Scene, scenes
from newsledger.facts.status import statuses
from newsledger.facts.story_day import story_day
from newsledger.records import PeriodBasis, Status


class Told(msgspec.Struct, frozen=True):
    """What was settled for a figure before: ``span`` of its period."""

    figure: int
    span: Span
    ahead: bool
    previous: bool


class Calendar:
    """All that the period of one figure is told from: the article's dates and what was settled before it."""

    def __init__(self, reading: Reading, cores: Sequence[Core]) -> None:
        self.reading = reading
        self.text = reading.article.text
        self.cores = cores
        self.stage = scenes(reading)
        opening = [self.stage[sentence.index] for sentence in reading.sentences[:OPENING]]
        day = story_day(reading, opening)
        for scene in self.stage.values():
            scene.day = day
        self.statuses = statuses(reading, cores, self.stage)
        self.status: list[Status] = [choice.value for choice in self.statuses]
        self.expected = [
            is_expected(self.stage[reading.sentence_of[figure]], figure, core) for figure, core in enumerate(cores)
        ]
        self.said = fiscal_ends(self.text)
        unsaid = Anchor(day)
        if self.said.quarters is None:
            times = [scene.times for scene in opening]
            agreed = agreeing_end(self.text, times, anchored(unsaid, self.said, None))
            self.said = Ends(self.said.year, agreed)
        home = reading.identities.home
        self.anchor = anchored(unsaid, self.said, reading.identities.year_ends.get(home) if home is not None else None)
        told = [(scene.masked, scene.start, scene.times) for scene in opening]
        self.reported = reporting_period(self.text, told, self.anchor)
        self.lede = lede_month(self.text, told[:LEDE], self.anchor)
        self.anchor = msgspec.structs.replace(
            self.anchor,
            reported=reported_end(self.text, [scene.times for scene in opening], self.anchor, self.reported),
        )
        self.told: list[Told] = []
        self.settled: dict[int, Span] = {}
        self.bases: dict[int, PeriodBasis] = {}

    @property
    def published(self) -> date | None:
        """The publication date, if known, by the calendar of where the story was told."""
        return self.anchor.published

    def anchor_of(self, figure: int) -> Anchor:
        """What a time beside a figure is read against: the fiscal year is that of the figure's company."""
        companies = self.cores[figure].companies
        identities = self.reading.identities
        if not companies or companies[0] == identities.home or companies[0] not in identities.year_ends:
            return self.anchor
        year_end = identities.year_ends[companies[0]]
        agrees = year_end in (self.said.year, self.said.quarters)
        return anchored(self.anchor, self.said if agrees else Ends(None, None), year_end)

    def year_is_known(self, figure: int) -> bool:
        """Whether the text or the table of companies says when the fiscal year of a figure's company ends."""
        companies, identities = self.cores[figure].companies, self.reading.identities
        company = companies[0] if companies else identities.home
        return self.said != Ends(None, None) or company in identities.year_ends

    def scene(self, figure: int) -> Scene:
        """The sentence of a figure."""
        return self.stage[self.reading.sentence_of[figure]]

    def caption_of(self, figure: int) -> Scene | None:
        """The heading of the list in which the figure's line stands: a line without a figure or a stop."""
        scene = self.scene(figure)
        for index in range(scene.index, max(scene.index - _LONGEST_LIST, -1), -1):
            line = self.stage[index]
            whole = line.masked.rstrip()
            if len(whole) > _LONGEST_ROW or whole.endswith((".", "!", "?")) or not self._alone(line):
                return None
            if not line.figures:
                return line if index < scene.index else None
        return None

    def _alone(self, line: Scene) -> bool:
        """Whether a sentence has its line for itself."""
        before, after = self.text[max(line.start - 3, 0) : line.start], self.text[line.end : line.end + 3]
        return "\n" in before and (not after.strip(" \t") or "\n" in after)

    def tell(self, figure: int, span: Span, *, aside: bool = False) -> None:
        """Keep the period of a figure for those that come after it; ``aside``: it is of something else."""
        core = self.cores[figure]
        before = aside or core.measure == "previous" or self._earlier(figure)
        self.settled[figure] = span
        self.told.append(Told(figure, span, self.looks_ahead(figure), before))

    def _earlier(self, figure: int) -> bool:
        """Whether a figure goes back to before what is told: "after a gain of #", "September's reading had been #"."""
        before = self.scene(figure).before(figure)
        return bool(_EARLIER.search(before) or (not self.expected[figure] and _HAD_BEEN.search(before)))

    def looks_ahead(self, figure: int) -> bool:
        """Whether the figure speaks of what is to come; what analysts expected of a past period does not."""
        if self.expected[figure]:
            return bool(_STILL_EXPECTED.search(self.scene(figure).before(figure)))
        if self.status[figure] not in ("forecast", "plan", "speculative"):
            return False
        return not _PERFECT.search(self.scene(figure).before(figure)[-60:])

    def resolve(self, mention: TimeMention, figure: int) -> Span | None:
        """The period of a named time, as the figure's status reads it."""
        scene, metric = self.scene(figure), self.cores[figure].metric
        if mention.rule == "taken" and (mention.role == "apart" or metric not in MARKETS):
            return None
        met = self._met(figure, mention)
        ahead = (
            self.looks_ahead(figure if met is None else met)
            and not (metric == "dividend" and mention.rule == "near_year")
            and (mention.role != "comparand" or bool(_AIMED_FOR.search(scene.text(scene.start, mention.start))))
            and not _REPORTING.search(scene.before(figure)[-60:])
            and not (mention.grain not in ("part", "year") and self._past_beside(figure, mention))
        )
        ahead = (ahead and not self._is_over(figure, mention)) or self._year_runs(figure, mention)
        anchor = msgspec.structs.replace(self.anchor_of(figure), forward=ahead, pending=metric in FLOWS)
        span = mention.span(self.text, anchor)
        if span is not None and mention.rule == "season" and metric in FLOWS:
            # Companies tell of quarters: their summer is July to September.
            return calendar.shift(span, 1)
        return span

    def _met(self, figure: int, mention: TimeMention) -> int | None:
        """The figure that was held against what was expected, if the time is told before both or between them:
        "revenue of $5bn in the third quarter, against an estimate of $4bn"."""
        if not self.expected[figure] or mention.start > self.scene(figure).span(figure)[0]:
            return None
        place, metric = self.reading.sentence_of[figure], self.cores[figure].metric
        for earlier in range(figure - 1, -1, -1):
            if self.reading.sentence_of[earlier] != place:
                return None
            if self.cores[earlier].metric == metric and not self.expected[earlier]:
                return earlier
        return None

    def _is_over(self, figure: int, mention: TimeMention) -> bool:
        """Whether a time is past although its figure is of a plan: "slowed its buyback for the first quarter",
        "dividends for the first quarter", "net debt, # at the end of March, to"."""
        scene, metric = self.scene(figure), self.cores[figure].metric
        if mention.grain == "part" and self.status[figure] == "plan":
            before = scene.text(scene.start, mention.start)
            return bool(metric == "dividend" and _FOR.search(before)) or self._past_beside(figure, mention)
        start, end = scene.span(figure)
        apposed = scene.text(start - 2, start) == ", " and scene.text(mention.end, mention.end + 1) == ","
        return apposed and mention.grain == "moment" and not _BESIDE.sub("", scene.text(end, mention.start))

    def _year_runs(self, figure: int, mention: TimeMention) -> bool:
        """Whether "the full year" still runs: an outlook is given of it, or the article reports on an earlier part."""
        if mention.rule != "near_year":
            return False
        scene, reported = self.scene(figure), self.reported
        if _OUTLOOK_OF.match(scene.text(mention.end, scene.end)) or _OUTLOOK_FOR.search(
            scene.text(scene.start, mention.start)
        ):
            return True
        if reported is None or reported.days > _PART_OF_YEAR or self.published is None:
            return False
        year_end = self.anchor_of(figure).year_end
        return calendar.next_to_end(lambda year: calendar.year(year, year_end), reported.end).end > self.published

    def _past_beside(self, figure: int, mention: TimeMention) -> bool:
        """Whether the verb before a time tells what was, and no outlook "for" that time stands between."""
        scene = self.scene(figure)
        past = scene.told_as_past(mention.start) or scene.goes_on_past(mention.start, mention.end)
        return past and not _OUTLOOK_FOR.search(scene.text(scene.start, mention.start))


_PART_OF_YEAR = 300
"""Days that a part of a year has at most."""

_AIMED_FOR = re.compile(
    r"(?i)\b(?:goal|target|guidance|forecast|projection|plan|budget|outlook|aim)\s+(?:of|for)\s+(?:\w+\s+){0,2}#+\s+"
    r"(?:\w+\s+)?(?:for|in)\s*$"
)
"""Words before the time of an aim that something is compared with: "against a goal of # for"."""

_FOR = re.compile(r"(?i)\bfor\s+(?:the\s+|its\s+)?$")
_BESIDE = re.compile(r"^\s*(?:at|by|as of|on)?\s*$")
_OUTLOOK_OF = re.compile(
    r"(?i)^\s+(?:[\w-]+\s+){0,3}?(?:target|outlook|forecast|guidance|goal|estimate|projection|aim|ambition|prediction)s?\b"
)
"""Words after "full-year" that make it the one that runs."""

_LONGEST_LIST = 40
"""Lines above a row among which its heading is looked for."""

_LONGEST_ROW = 90
"""Characters of a row or a heading of a list."""

_OUTLOOK_FOR = re.compile(
    r"(?i)\b(?:forecast|outlook|guidance|target|estimate|projection|goal|view|plan)s?\s+(?:(?:for|of|"
    r"in)\s+)(?:the\s+|its\s+)?$"
)
"""Words between which and a time no verb counts: "lifted its forecast for the year to March"."""

_STILL_EXPECTED = re.compile(
    r"(?i)\b(?:analysts|economists|markets?|traders|investors|Street|brokers)\W+(?:\w+\W+){0,4}?"
    r"(?:expect|forecast|see|predict|project|estimate|are expecting|are looking)\b(?!.*\bhad\b)"
)
_REPORTING = re.compile(r"(?i)\bto (?:report|post|show|announce|reveal)\b")
_PERFECT = re.compile(
    r"(?i)\b(?:to|would|could|might) have\s+(?:\w+\s+){1,3}(?:by\s+)?(?:#+\s+(?:rather than|instead of)\s+)?$"
)
"""Words before a figure that tell what is thought to have been: "are thought to have dropped", "would have been"."""

_EARLIER = re.compile(r"(?i)\b(?:after|following)\s+(?:an?\s+)?(?:\w+\s+){0,4}(?:of\s+)?$")
"""Words before a figure of an earlier period: "after a gain of"."""

_HAD_BEEN = re.compile(r"(?i)\bhad\s+(?:been|stood|come\s+in|run)\s+(?:(?:at|about|around|just)\s+)*$")
