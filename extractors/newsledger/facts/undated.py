"""Figures that are of no time, whatever times stand around them: aims that hold for good and rates of any year."""

from __future__ import annotations

import re

from newsledger.facts.core import Core
from newsledger.facts.metric_time import AIMED, MARKETS
from newsledger.facts.periods.mentions import TimeMention
from newsledger.facts.scenes import BARRIER, SUMMING, Scene
from newsledger.facts.timeline import Calendar

_AIM_WORDS = frozenset(
    {"target", "targets", "targeted", "goal", "aim", "aims", "ambition", "objective", "ceiling", "floor", "limit"}
    | {"threshold", "minimum", "requirement", "require", "requires", "mandate", "tolerance", "range", "band", "zone"}
    | {"corridor", "like", "likes", "wants", "seeks", "keep", "hold", "maintain", "supposed", "meant"}
)
_AIM = (
    r"(?:target|goal|aim|ambition|objective|ceiling|floor|limit|threshold|minimum|requirement|mandate|"
    r"(?:comfort|tolerance|target)\s+(?:zone|band|range|corridor))"
)
_AIM_BEFORE = re.compile(
    rf"(?i)\b{_AIM}(?:\s+(?:range|rate|level|ratio))?(?:\s+(?:is|was|of|at|for\s+\w+|stands|remains|set|a|an|about|around|at\s+"
    r"least|just|under|below|between|to|and|#+))*\s*$|"
    r"\b(?:keep|hold|maintain|contain|anchor)\s+(?:\w+\s+){0,3}(?:inflation|prices|rates?|ratio)\s+(?:at|between|to|within|in|"
    r"near|under|below)(?:\s+(?:a|about|#+|and))*\s*$"
)
_AIM_AFTER = re.compile(
    rf"(?i)^(?:\s+(?:to|and)\s+#+)?[\s-]+(?:\w+\s+)?(?:{_AIM}|band|range|upper\s+bound|lower\s+bound)\b|"
    r"^,?\s+(?:that|which|at\s+which|in\s+which)?\s*(?:the\s+)?(?:[\w'’]+\s+){1,4}?(?:aims?|targets?|likes?|seeks?|is\s+meant|"
    r"is\s+supposed|is\s+mandated|requires?|wants?)\b"
)


def _is_aim(scene: Scene, figure: int, core: Core) -> bool:
    """As in "the 2% that the bank aims for", "above the 11% to 11.5% range in which it likes to operate"."""
    if core.metric not in AIMED or core.measure not in ("level", "previous") or not scene.holds(_AIM_WORDS):
        return False
    return bool(_AIM_BEFORE.search(scene.before(figure)) or _AIM_AFTER.match(scene.after(figure)))


_YEARLY_WORDS = frozenset({"year", "annual", "annually", "annum", "yearly", "run", "annualised", "annualized"})
_YEARLY_SUMS = (
    r"(?:revenues?|sales|turnover|costs?|savings?|synergies|capacity|output|production|spending|rent|income|demand|"
    r"premiums?)"
)
_YEARLY_BEFORE = re.compile(
    rf"(?i)(?<!reported\s)(?<!posted\s)(?<!booked\s)(?<!recorded\s)(?<!forecast\s)\b(?:annual|yearly|annuali[sz]ed)\s+"
    rf"(?:\w+\s+){{0,2}}{_YEARLY_SUMS}"
    r"\s+(?:(?:of|at|is|are|exceeds?|tops?|by|about|around|some|roughly|nearly|over|more\s+than|well|worth)\s+)*$|"
    r"\brun[\s-]rate\s+(?:(?:of|is|at|to|about|some|nearly|pass|passed|exceeds?)\s+)*$"
)
_YEARLY_AFTER = re.compile(
    r"(?i)^\s+(?:(?:of|in|on|for|to)\s+(?:[\w-]+\s+){1,3})?(?:(?:a|per|each|every)\s+year\b(?!\s+(?:ago|earlier|before|later|"
    r"back|previously|prior|on\s+year))|annually\b|yearly\b(?!\s+\w)|per\s+annum\b)|"
    rf"^\s+(?:of|in)\s+(?:annual|yearly|annuali[sz]ed)\s+(?:\w+\s+){{0,2}}{_YEARLY_SUMS}\b"
)


def _is_yearly(scene: Scene, figure: int, core: Core) -> bool:
    """As in "annual revenue of # is", "can turn out 150,000 a year": a rate of every year."""
    if core.measure == "previous" or not scene.holds(_YEARLY_WORDS):
        return False
    return bool(
        _YEARLY_AFTER.match(scene.after(figure))
        or (core.measure != "change" and _YEARLY_BEFORE.search(scene.before(figure)))
    )


def _is_lasting(scene: Scene, figure: int, core: Core) -> bool:
    """As in "China, which brings in 40% of turnover": a share that is told in the present holds at any time."""
    analysis = scene.analysis
    if core.measure != "share" or core.metric in MARKETS or analysis is None:
        return False
    for at in reversed(analysis.places(scene.start, scene.span(figure)[0])):
        if analysis.tags[at].startswith("V") or analysis.tags[at] == "MD":
            return analysis.tags[at] in ("VBZ", "VBP") and analysis.lows[at] not in _NO_VERBS_OF_SHARES
    return False


_NO_VERBS_OF_SHARES = frozenset(
    {"is", "are", "has", "have", "says", "say", "expects", "expect", "sees", "see", "forecasts"}
)


def timeless(known: Calendar, figure: int, core: Core) -> bool:
    """Whether only a time that is said of the figure itself can date it."""
    scene = known.scene(figure)
    return _is_aim(scene, figure, core) or _is_yearly(scene, figure, core) or _is_lasting(scene, figure, core)


_NEAR = 60
"""Characters after a timeless figure in which a time still belongs to it."""


def said_of(known: Calendar, figure: int, core: Core, mention: TimeMention) -> bool:
    """Whether a time is said of a timeless figure itself: "6% a year until 2028"; "From 2025 it should save #"."""
    scene = known.scene(figure)
    start, end = scene.span(figure)
    if mention.start >= end:
        between = scene.text(end, mention.start)
        return len(between) <= _NEAR and "#" not in between and "," not in between and not BARRIER.search(between)
    fronted = "#" not in scene.text(scene.start, start)
    return fronted and known.looks_ahead(figure) and not _is_aim(scene, figure, core)


_SINCE_WORDS = frozenset({"since"})
_SINCE = re.compile(rf"(?i)^(?:(?!{SUMMING})[^;]){{0,120}}?\bsince\s+")
_RECORD = re.compile(r"(?i)\b(?:\w+est|best|worst|first|most|least|record|only)\b")


def since_event(known: Calendar, figure: int) -> bool:
    """As in "still up 30% since it was listed": how far back is not said."""
    scene = known.scene(figure)
    if not scene.holds(_SINCE_WORDS):
        return False
    after = scene.after(figure)
    match = _SINCE.match(after)
    if match is None or _RECORD.search(match.group()):
        return False
    place = scene.span(figure)[1] + match.end()
    return not any(place <= mention.start < place + _NEAR for mention in scene.times)
