"""Whether a figure is stated as so, expected, planned, speculated about or denied."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from newsledger.facts.aims import able, aimed_after, aimed_before, house_stands, once_seen, planning, setting_about
from newsledger.facts.asking import Panel
from newsledger.facts.candidates import Candidate, Choice, choose
from newsledger.facts.consensus import asked_behind
from newsledger.facts.core import Core
from newsledger.facts.deeds import by_metric
from newsledger.facts.denials import belied, denied_after, denied_here, denied_next, disowned, slighted
from newsledger.facts.hearsay import conditional, rumoured, said_by
from newsledger.facts.metric_time import HELD, MARKETS
from newsledger.facts.outlooks import (
    consensus,
    cutting,
    guided,
    headline,
    moved,
    own_outlook,
    put_at,
    still_expected,
    unmoved,
)
from newsledger.facts.reading import Reading
from newsledger.facts.scenes import Scene, scenes
from newsledger.facts.settled import existing, possessed
from newsledger.facts.status_cues import cued, cued_after, difference_of
from newsledger.records import Status

Proposal = Iterator[Candidate[Status]]


def statuses(reading: Reading, cores: Sequence[Core], stage: Mapping[int, Scene] | None = None) -> list[Choice[Status]]:
    """The status of each figure; ``actual`` where no rule says otherwise."""
    stage = stage or scenes(reading)
    plain: Candidate[Status] = Candidate("actual", 0.3, "status.stated")
    chosen: list[Choice[Status]] = []
    for figure, core in enumerate(cores):
        scene = stage[reading.sentence_of[figure]]
        candidates: list[Candidate[Status]] = []
        for rule in _PANEL.due(scene.words):
            candidates += rule(scene, figure, core)
        candidates += denied_next(scene, stage.get(scene.index + 1), core)
        choice = choose([*candidates, plain])
        chosen.append(choice or Choice("actual", (plain.rule,), plain.weight, None))
    for figure, core in enumerate(cores):
        scene = stage[reading.sentence_of[figure]]
        if figure and _part_of(scene, figure, core, chosen):
            chosen[figure] = Choice(chosen[figure - 1].value, ("status.part",), 0.7, chosen[figure].value)
        if figure and _of_rumour(scene, figure, chosen):
            chosen[figure] = Choice("speculative", ("status.part",), 0.7, chosen[figure].value)
        if _of_forecast(scene, figure, core, chosen):
            chosen[figure] = Choice(chosen[core.group].value, ("status.forecast_before",), 0.7, chosen[figure].value)
        if figure and _of_old_aim(reading, cores, figure, chosen):
            chosen[figure] = Choice(chosen[figure - 1].value, ("status.old_aim",), 0.7, chosen[figure].value)
    return chosen


_OLD_AIM = re.compile(
    r"(?i)\b(?:previous(?:ly)?|prior|old|earlier|until\s+(?:now|then)|up\s+to\s+now|original(?:ly)?|initial(?:ly)?|"
    r"had\s+(?:been|assumed|guided|allowed|reckoned|expected|thought|put)|"
    r"projections?\s+(?:was|were)|it\s+(?:was|said|had)|the\s+first\s+one)\b"
)
_OF_A_YEAR = re.compile(r"(?i)\byears?\b|\b(?:19|20)\d\d\b|\bago\b|\blast\b|\bquarter\b|\bmonths\b")
_BEFORE_THEN = re.compile(r"(?i)^\s+(?:before|previously|until now)\s*(?:[.,;]|$)")
_LONGEST_TURN = 140
"""Characters between an outlook and the one that it replaces."""


def _of_old_aim(reading: Reading, cores: Sequence[Core], figure: int, chosen: Sequence[Choice[Status]]) -> bool:
    """Whether an earlier value is the outlook that the one before replaces: "now sees 10% to 14%; in August it had
    allowed for 13%", "Its prior range was", "has raised its call to 2.2%; it had 2% before"."""
    before = figure - 1
    core, chooses = cores[figure], chosen[before].value
    if core.measure != "previous" or chosen[figure].rules != ("status.stated",) or chooses not in ("forecast", "plan"):
        return False
    if cores[before].metric != core.metric or "status.consensus" in chosen[before].rules:
        return False
    text, quantity = reading.article.text, reading.figures[figure].quantity
    opens = reading.sentences[reading.sentence_of[figure]].start
    between = text[max(reading.figures[before].quantity.end, opens) : quantity.start]
    after = text[quantity.end : quantity.end + 40]
    near = reading.sentence_of[figure] - reading.sentence_of[before] <= 1
    if (
        not near
        or len(between) > _LONGEST_TURN
        or _OF_A_YEAR.search(between)
        or _OF_A_YEAR.search(after.partition(".")[0])
    ):
        return False
    return bool(_OLD_AIM.search(between) or _BEFORE_THEN.match(after))


_PART = re.compile(r"(?i)^[^#;]{0,40}?,\s+(?:with|of which|of whom|including|among them)\b(?!\s+there\b)[^#;]*$")
_BESIDE = re.compile(r"(?i)^(?:\s+[\w-]+){0,3},\s+(?:(?:or|about|some|roughly|nearly|around|almost|an?)\s+)*$")


def _part_of(scene: Scene, figure: int, core: Core, chosen: Sequence[Choice[Status]]) -> bool:
    """Whether a figure is a part of the one before that is yet to come: "will shed 900 jobs, 15% of its staff"; "puts
    the bill at $6m, with $1m of that falling in May".
    """
    before = figure - 1
    if before not in scene.figures or chosen[figure].value != "actual" or chosen[before].value == "actual":
        return False
    if core.measure == "previous" or core.metric in MARKETS | HELD or chosen[figure].rules != ("status.stated",):
        return False
    between = scene.text(scene.span(before)[1], scene.span(figure)[0])
    return (
        between.strip() == "to"
        or bool(_PART.match(between))
        or (core.measure in ("share", "change") and bool(_BESIDE.match(between)))
    )


_WOULD = re.compile(r"(?i)\b(?:which|that|and)\s+would\s[^;#]*$")


def _of_rumour(scene: Scene, figure: int, chosen: Sequence[Choice[Status]]) -> bool:
    """Whether a figure is what would come of the uncertain one before: may fetch $2bn, which would cut debt to $1bn."""
    before = figure - 1
    if before not in scene.figures or chosen[before].value != "speculative" or chosen[figure].value != "forecast":
        return False
    return _WOULD.search(scene.text(scene.span(before)[1], scene.span(figure)[0])) is not None


def _of_forecast(scene: Scene, figure: int, core: Core, chosen: Sequence[Choice[Status]]) -> bool:
    """Whether an earlier value is an earlier forecast: "see 55 basis points of cuts, compared with 75 before"."""
    if core.measure != "previous" or core.group == figure or not 0 <= core.group < len(chosen):
        return False
    return (
        chosen[figure].value == "actual"
        and chosen[figure].rules != ("status.existing",)
        and chosen[core.group].value in ("forecast", "plan")
        and core.group in scene.figures
        and not asked_behind(scene, core.group)
        and still_expected(scene, figure)
    )


Rule = Callable[[Scene, int, Core], Proposal]

RULES: tuple[Rule, ...] = (
    consensus,
    by_metric,
    cued,
    existing,
    guided,
    moved,
    unmoved,
    own_outlook,
    put_at,
    headline,
    cutting,
    cued_after,
    aimed_after,
    aimed_before,
    once_seen,
    planning,
    able,
    setting_about,
    house_stands,
    difference_of,
    rumoured,
    said_by,
    conditional,
    possessed,
    denied_here,
    denied_after,
    slighted,
    belied,
    disowned,
)

_PANEL: Panel[Rule] = Panel(RULES)
