"""Which figures stand as they are, whatever is planned or expected around them: what is had already, what is over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsledger.facts.candidates import Candidate
from newsledger.facts.core import Core
from newsledger.facts.cues import any_of
from newsledger.facts.metric_time import ACTIONS, HELD
from newsledger.facts.periods.words import months
from newsledger.facts.scenes import Cue, Scene
from newsledger.records import Status

Proposal = Iterator[Candidate[Status]]

CLAIM = re.compile(
    r"(?i)^\s*(?:as\s+(?:[\"“‘'][^\"”#]{1,50}[\"”’']|\w+(?:\s+and\s+\w+)?)\s+)?(?:[\w'’-]+\s+){0,3}(?:reports?|claims?|rumou?rs?|talk|story|stories|suggestions?|"
    r"speculation|allegations?)\b"
)
"""Words after a denial that name what is denied."""

DONE_AFTER = re.compile(
    r"(?i)^[^#;,]{0,40}?\b(?:was|were|has been|have been|had been)\s+(?:\w+ly\s+)?(?:bought|paid|returned|"
    r"repurchased|sold|"
    r"announced|spent|completed|awarded|raised|signed|handed|struck)\b"
)
"""Words after a figure that tell it as done."""

_NOW_AT = re.compile(r"(?i)(?:\b(?:now|currently|today)\s+(?:standing\s+)?(?:at\s+)?|,\s+(?:now\s+)?(?:at|on)\s+)$")
_OWN_HOLDING = re.compile(
    r"(?i)\b(?:to|up|raise|raising|increase|increasing|cut|cutting|reduce|reducing|lower|keep|keeping|sell|selling)\s+"
    r"(?:a|an|its|his|the|their)\s+(?:[\w-]+\s+){0,2}(?:holding|stake|interest|position)\s+of\s+$"
)
_BESIDE_IT = re.compile(r"\w,\s+$")
_HELD_WHEN = re.compile(
    r"(?i)^\s+(?:at\s+(?:the\s+)?(?:end|close|start|present|last)|at\s+\w+['’]s\s+end|as\s+(?:of|at)|(?:back\s+)?in\s+\w+|"
    r"now|currently|today|last|a\s+year)\b"
)
"""Words after the amount of a holding or a debt that stands beside its noun: "its debt, #27 billion in March,"."""

_SET_ASIDE = re.compile(
    r"(?i)\b(?:without|strip(?:ping|ped)?|exclud(?:e|ing)|tak(?:e|ing) out|leave out|"
    r"set aside|setting aside|leaving out|but for|adjusted|were it not|had it not|one-off)\b"
)
"""Words with which a figure of the past is told as it would have been: no outlook."""

_PASSED = re.compile(
    r"(?i)\b(?:above|below|than|beat\w*|miss\w*|topp\w+|exceed\w*|ahead of|short of|past|in line with|surpass\w*|"
    r"under|over)"
    r"\s+(?:[\w'’-]+\s+){0,4}$"
)
_PUTS = re.compile(r"(?i)^(?:puts?|pegs|pegged|eyes)$")
_LAID_OFF = frozenset({"job_cuts", "headcount"})


def stands(scene: Scene, hit: Cue, figure: int, core: Core) -> bool:
    """Whether a figure stands as it is beside the cue: "to raise its rate, now at 18.75%"; "above its guidance, at
    $5bn"; "the 2% expected, leaving a surplus of $9bn"; "adding to a holding of 9.9%"."""
    begin, end, status, words = hit
    between = scene.text(end, scene.span(figure)[0])
    low = words.lower()
    if core.measure != "difference" and _NOW_AT.search(between) and "," in between:
        return True
    if status != "negated" and low == "expected" and re.match(r"\s*,(?!.*\bto\b)", between):
        return True
    if low == "would" and re.match(r"\s+have\b", between) and _SET_ASIDE.search(scene.masked):
        return True
    if core.metric in HELD and _BESIDE_IT.search(between) and _HELD_WHEN.match(scene.after(figure)):
        return True
    if _OWN_HOLDING.search(scene.text(begin, scene.span(figure)[0])):
        return True
    if _PUTS.match(words) and not re.search(r"(?i)\bat\b", between):
        return True
    if status == "negated" and core.metric in _LAID_OFF and low.startswith("dismiss"):
        return not CLAIM.match(between)
    passed = _PASSED.search(scene.text(scene.start, begin))
    return bool(passed) and core.measure == "level" and bool(re.search(r",|\bat\b", between))


_EXISTING = frozenset({"interest_rate", "stake", "headcount", "stores", "assets", "debt"})
_POSSESSED = re.compile(r"(?i)(?:['’]s?|\b(?:its|their|his|her|existing|current))\s+$")
_OWN_DEBT = re.compile(
    r"(?i)(?:['’]s?|\b(?:its|their|his|her))\s+(?:[\w-]+\s+)?(?:debts?|workforce|staff|assets|stake|holding|interest|shareholding)\s+of\s+$"
)
_NAMED = re.compile(
    r"(?i)^\s+(?:[\w-]+\s+){0,2}(?:stake|holding|interest|rate|shareholding|employees|staff|stores|debt)\b"
)


NOW = re.compile(
    r"(?i)^\s+(?:(?:a|an|per)\s+\w+\s+)?(?:right\s+)?(?:now|currently|today|at\s+present|at\s+the\s+moment)\b"
)
"""Words after a figure that is so on the day of the story."""


_RECORD_OF = re.compile(r"(?i)\brecord\s+(?:[\w-]+\s+){0,4}of\s+$")
_SET_IN = re.compile(
    r"(?i)^,?\s+(?:set|reached|hit|posted|recorded|made|earned|achieved|notched|seen)\s+(?:back\s+)?(?:in|on|a|last|the)\b"
)
"""Words after a record that was set before: "to surpass its record profit of # set in 2008"."""


def existing(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "has no plan to raise its 10% stake"; "will pass $2bn by 2030, from $1bn now": what is had already."""
    after = scene.after(figure)
    if core.measure == "previous" and NOW.match(after):
        yield Candidate("actual", 0.97, "status.existing")
    if core.measure != "level":
        return
    if _RECORD_OF.search(scene.before(figure)) and _SET_IN.match(after):
        yield Candidate("actual", 0.97, "status.existing")
        return
    had = False
    if core.metric in _EXISTING:
        before = scene.before(figure)
        had = bool((_NAMED.match(after) and _POSSESSED.search(before)) or _OWN_DEBT.search(before))
    if had or (core.metric in ACTIONS and DONE_AFTER.match(after)):
        yield Candidate("actual", 0.96, "status.existing")


_OWNING = ("'s", "’s", "'S", "’S")
_OF_THE_PAST = re.compile(
    rf"(?i)\b(?:{any_of(month.capitalize() for month in months() if len(month) > 3)}|last\s+(?:week|month|quarter|"
    rf"year)|"
    r"the\s+(?:previous|prior)\s+(?:week|month|quarter|year))['’]s\s+$"
)


def possessed(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "beat the 5% estimate and September's 2.4%": what was reported for a time that is over."""
    before = scene.before(figure)
    if core.measure != "difference" and before.rstrip().endswith(_OWNING) and _OF_THE_PAST.search(before):
        yield Candidate("actual", 0.99, "status.possessed")
