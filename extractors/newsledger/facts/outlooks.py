"""Status by the words for an outlook: consensus, guidance, a headline's infinitive, an earlier forecast."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsledger.facts.candidates import Candidate
from newsledger.facts.consensus import is_expected
from newsledger.facts.core import Core
from newsledger.facts.metric_time import MACRO, MARKETS, OUTCOMES, SET
from newsledger.facts.scenes import Scene
from newsledger.records import Status

Proposal = Iterator[Candidate[Status]]


def consensus(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "Analysts had looked for $3.10"."""
    if is_expected(scene, figure, core):
        yield Candidate("forecast", 0.93, "status.consensus")


_OUTLOOKS = (
    *("guidance", "forecast", "target", "goal", "outlook", "estimate", "projection", "consensus"),
    *("aim", "ambition"),
)
_GUIDED = re.compile(
    r"(?i)\b(?:guidance|forecast|target|goal|outlook|estimate|projection|consensus|SmartEstimate|aim|ambition)"
    r"(?:\s+(?!#)[\w’'.,-]+){0,9}?\s+(?:is|are|was|were|remains?|remained|stays?|stayed|stands?|stood|had been|"
    r"has been|"
    r"calls|called|points|pointed)(?:\s+(?:now|still|unchanged|at|for|of|to|between|about|around|a|an|just|roughly|"
    r"that|"
    r"[\w-]+ing))*\s+$"
)


def guided(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "guidance for the current year is $1bn": what a forecast is said to be."""
    if core.measure in ("change", "difference") or core.metric in MARKETS or core.metric in SET:
        return
    if core.metric not in MACRO and scene.mentions(_OUTLOOKS) and _GUIDED.search(scene.before(figure)):
        yield Candidate("forecast", 0.8, "status.guided")


def headline(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "BT to become leaner with 55,000 fewer workers": the infinitive of a headline is to come."""
    if scene.sentence.role != "headline" or scene.finite_between(scene.start, scene.span(figure)[0]):
        return
    if re.match(r"[A-Z][\w&.'’-]*(?:\s+[A-Z&][\w&.'’-]*){0,4}\s+to\s+[a-z]+\b", scene.masked):
        yield Candidate("plan" if core.metric not in OUTCOMES else "forecast", 0.7, "status.headline")


_LAST_YEARS = re.compile(
    r"(?i)\b(?:last|previous|prior)\s+(?:year|quarter|month)(?:['’]s)?\s+(?:\w+\s+)?$|\byear-(?:ago|earlier)\s+$"
)


_OUTLOOKING = re.compile(
    r"(?i)\b(?:expect|forecast|guid|target|goal|outlook|estimat|project|predict|see\b|sees\b|pencil|plan|aim|"
    r"budget|view|brac|"
    r"consensus|assum|anticipat|previous|before|earlier|instead|rather than|hope|range|"
    r"cut|rais|lift|lower|trim|slash|price)"
)
"""Words of a sentence in which an earlier value may be an earlier outlook."""


def still_expected(scene: Scene, figure: int) -> bool:
    """Whether a previous value is an earlier forecast ("to 10.85 million from 10.95 million") and no past year's
    result.
    """
    after = scene.after(figure)[:70]
    if not _OUTLOOKING.search(scene.masked):
        # "Net debt will come to 1.9 times, up from 1.1 times": what it is now.
        return False
    if _LAST_YEARS.search(scene.before(figure)):
        return False
    from_past = any(
        time.role == "comparand"
        and time.shift is not None
        and (time.shift.months <= -12 or time.shift.open or time.shift.year)
        for time in scene.times
        if time.start >= scene.span(figure)[1] and "#" not in scene.text(scene.span(figure)[1], time.start)
    )
    return not from_past and not re.search(r"(?i)\b(?:last year|a year ago|in (?:19|20)\d\d)\b", after)
