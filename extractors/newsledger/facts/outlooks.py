"""Status by the words for an outlook: consensus, guidance, a headline's infinitive, an earlier forecast."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from newsledger.facts.asking import asked
from newsledger.facts.candidates import Candidate
from newsledger.facts.consensus import is_expected
from newsledger.facts.core import Core
from newsledger.facts.cues import any_of, forms
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
_PREDICTIONS = ("forecast", "estimate", "projection")
"""Words for an outlook on an economy; its targets and goals are there already."""

_LEAD = r"(?:\s+(?:about|around|some|roughly|only|just|nearly|almost|up|a|an|the|between|more than|at least|of))*\s+$"
_GUIDES = (*_OUTLOOKS, "budget", "bill")
_GUIDED = re.compile(
    r"(?i)\b(?:guidance|forecast|target|goal|outlook|estimate|projection|consensus|SmartEstimate|aim|ambition)"
    r"(?:\s+(?!#)[\w’'.,-]+){0,9}?\s+(?:is|are|was|were|remains?|remained|stays?|stayed|stands?|stood|had been|"
    r"has been|"
    r"calls|called|points|pointed)(?:\s+(?:now|still|unchanged|at|for|of|to|between|about|around|a|an|just|roughly|"
    r"that|loss|profit|gain|rise|fall|drop|growth|increase|decline|margin|"
    r"[\w-]+ing))*\s+$"
)
_GUIDED_TO = re.compile(
    rf"(?i)\b(?:guidance|forecast|target|goal|outlook|projection|budget|bill)\b(?:\s+(?!#)[\w’'.,-]+){{0,9}}?\s+"
    rf"(?:is|are|was|were|being|been)\s+(?:\w+ly\s+)?(?:raised|lifted|cut|lowered|trimmed|slashed|nudged|bumped|hoisted|revised|marked|"
    rf"narrowed|reduced|increased|upped|dialled|pared|upgraded|downgraded|tightened|tweaked)(?:\s+(?:up|down|back))?(?:\s+by\s+#+)?"
    rf"(?:\s+[a-z]+){{0,2}}?\s+to{_LEAD}"
)


def guided(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "guidance for the current year is $1bn": what a forecast is said to be."""
    moved = core.measure in ("change", "difference") and core.metric not in MACRO
    if moved or core.metric in MARKETS or core.metric in SET:
        return
    if not scene.mentions(_PREDICTIONS if core.metric in MACRO else _GUIDES):
        return
    before = scene.before(figure)
    if _GUIDED.search(before) or (core.metric not in MACRO and _GUIDED_TO.search(before)):
        yield Candidate("forecast", 0.8, "status.guided")


_NOUN = (
    r"(?:guidance|forecasts?|targets?|goals?|outlook|estimates?|projections?|predictions?|call|view|budget|"
    r"(?<=the )range|(?<=its )range|sights)"
)


@cache
def _moved() -> re.Pattern[str]:
    verb = any_of(forms("source_cues", "kind", "guide") - _NO_MOVES)
    return re.compile(
        rf"(?i)\b(?:{verb})\b(?:\s+(?!#)[\w’'-]+){{0,7}}?\s+{_NOUN}\b(?:\s+(?!#)[\w’'.,-]+){{0,10}}?\s+"
        rf"(?:by\s+#+\s+to|to|at|by|of|from|between){_LEAD}"
    )


_NO_MOVES = frozenset({"offer", "continue", "continues", "continued", "pull", "pulled"})
"""Verbs of guiding that are as often nouns, or that stand beside the words for what is guided."""


def moved(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "kept the full-year target for earnings at $3"; "bumped up its Brent call by $10": what an outlook is moved
    to, or by how much.
    """
    if core.metric in ("interest_rate", "share_price") or not scene.mentions(_MOVED_OUTLOOKS):
        return
    if _moved().search(scene.before(figure)) and not _AGREED.search(scene.before(figure)):
        yield Candidate("forecast", 0.8, "status.moved")


_AGREED = re.compile(r"(?i)\b(?:agreed|decided|voted)\b[^,;#]*\bto\b")
"""Who moves a target by agreement decides on it: that is no outlook."""

_MOVED_OUTLOOKS = (*_OUTLOOKS, "call", "view", "range", "sights", "prediction", "budget")

_STAYS_WITH = re.compile(
    rf"(?i)\b{_NOUN}\b[^;#]{{0,60}}\b(?:stays?|stayed|remains?|remained|unchanged|intact|as it was|as before)\b"
    rf"[^;#]{{0,20}}?,?\s+(?:with|for)\s[^;#]*$"
)


@asked(words=("stays", "stay", "stayed", "remains", "remain", "remained", "unchanged", "intact", "was", "before"))
def unmoved(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "The outlook stays as it was, with a margin of 16%": what an outlook holds that nobody touched."""
    if _STAYS_WITH.search(scene.before(figure)):
        yield Candidate("forecast", 0.7, "status.unmoved")


_OWN = re.compile(
    rf"(?i)(?:\b(?:its|their|his|her|own)|['’]s?)\s+(?:[\w-]+\s+){{0,3}}(?P<noun>{_NOUN}|ambition|aim|budget)\s+of"
    rf"{_LEAD}"
)


@asked(words=("of",))
def own_outlook(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "spending could overshoot its own budget of $11bn": the outlook stands, whatever may become of it."""
    if core.metric in MARKETS or not scene.mentions((*_MOVED_OUTLOOKS, "budget")):
        return
    match = _OWN.search(scene.before(figure))
    if match and match.group("noun").lower() != "range":
        yield Candidate("plan" if match.group("noun") == "budget" else "forecast", 0.86, "status.own_outlook")


_PUT_AT = re.compile(
    r"(?i)\b(?:put|putting|pegged|pegging)\s+(?!up\b|off\b|in\b|on\b|out\b|forward\b|back\b)[^#;]{2,80}?\s+"
    rf"(?:at|in (?:a|the) range (?:from|of|between)){_LEAD}"
)


_MEASURED = re.compile(r"(?i)\b(?:(?:that|which)|(?:data|figures|statistics|numbers)(?:\s+from\s+[^,;#]{2,40})?)\s+$")
"""Subjects that measure or price rather than estimate: "data from Acme put its share at", "a deal that put it at"."""


@asked(words=("put", "putting", "pegged", "pegging"))
def put_at(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "put the bill for the recall at $630m": an estimate; of an economy or a market it may be a reading."""
    put = _PUT_AT.search(scene.before(figure)) if core.metric not in MACRO | MARKETS else None
    if put and not _MEASURED.search(scene.before(figure)[: put.start()]):
        yield Candidate("forecast", 0.75, "status.put_at")


_CUTTING = re.compile(
    r"(?i)\b(?:cuts?|axes?|sheds?|lays? off|lets? go|slash(?:es)?|scraps?|culls?|"
    r"eliminates?|drops?|swings?|dismiss(?:es)?|sacks?|fires?|"
    r"trims?|shuts?|closes?)\s+[^#;:]{0,40}$"
)


def cutting(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "Acme axes 900 jobs as orders dry up": who announces in a headline that people must go has not let them go
    yet.
    """
    if scene.sentence.role == "headline" and core.metric == "job_cuts" and _CUTTING.search(scene.before(figure)):
        yield Candidate("plan", 0.7, "status.cutting")


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


_DONE_THEN = re.compile(
    r"(?i)^\s*(?:in\s+)?(?:(?:produced|made|earned|posted|generated|sold|shipped|spent|invested|chalked up)\b|"
    r"(?:in|for|over|of|during)\s+(?:the\s+)?(?:last\b|(?:one|year|quarter|half)\s+(?:just\s+)?ended|"
    r"(?:previous|prior|preceding|past)\s+(?:\w+\s+)?(?:months?|years?|quarters?)|(?:\w+\s+)?months\s+before)|"
    r"of\s+fiscal\s+\d{4}|(?:the|a)\s+(?:previous\s+year|year\s+before))"
)
"""Words after a value that tell it as a result: "against # in the year just ended"."""

_MOVES_FROM = re.compile(
    r"(?i)\b(?:to|will|would|should|could)\s+(?:be\s+)?(?:climb|rise|fall|drop|shrink|grow|go\s+(?:up|down)|come\s+down|jump|"
    r"increase|decrease|decline|ease|slip|trim(?:med)?|cut|lift(?:ed)?|raised?|lower(?:ed)?|bring|reduced?)\b[^#;]*"
    r"\bto\s+(?:between\s+)?#+(?:\s+(?:a|per)\s+\w+|\s+\w+)?\s+from\s+(?:\w+\s+)?$"
)
"""Words before what a thing that is to move stands at: "will cut its dividend to # from"."""

_AIM_NOUN = re.compile(
    r"(?i)\b(?:forecast|outlook|guidance|target|estimate|projection|goal|range|view|call|budget|odds|bets|expectation|"
    r"prediction|plan|offer|bid)s?\b"
)

_BEFORE = re.compile(r"(?i)^\s+(?:previously|before|earlier|until now|hitherto)\b")


def still_expected(scene: Scene, figure: int) -> bool:
    """Whether a previous value is an earlier forecast ("to 10.85 million from 10.95 million") and no result of a year
    that was over on the day of the story.
    """
    after = scene.after(figure)[:70]
    if not _OUTLOOKING.search(scene.masked):
        # "Net debt will come to 1.9 times, up from 1.1 times": what it is now.
        return False
    before = scene.before(figure)
    if _LAST_YEARS.search(before) or _DONE_THEN.match(after):
        return False
    if _MOVES_FROM.search(before) and not _AIM_NOUN.search(before):
        return False
    if _in_a_past_year(after, scene.day):
        return False
    from_past = any(
        time.role == "comparand"
        and time.shift is not None
        and (time.shift.months <= -12 or (time.shift.open and not _BEFORE.match(after)) or time.shift.year)
        for time in scene.times
        if time.start >= scene.span(figure)[1] and "#" not in scene.text(scene.span(figure)[1], time.start)
    )
    return not from_past and not re.search(r"(?i)\b(?:last year|a year ago|in (?:19|20)\d\d)\b", after)


_YEAR_AFTER = re.compile(
    r"(?i)^[^#,;]{0,30}?\b(?:at|in|of|for|by)\s+(?:the\s+)?(?:[\w-]+\s+){0,3}?(?P<year>(?:19|20)\d\d)\b"
)


def _in_a_past_year(after: str, day: date | None) -> bool:
    """Whether the words after a figure date it in a year that was over: "from 1.5 times at the end of 2023"."""
    match = _YEAR_AFTER.match(after) if day is not None else None
    return match is not None and day is not None and int(match.group("year")) < day.year
