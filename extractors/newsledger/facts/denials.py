"""Which figures are denied: beside the figure, in the words for the report of it, or in the next sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from newsledger.facts.asking import asked
from newsledger.facts.candidates import Candidate
from newsledger.facts.core import Core
from newsledger.facts.cues import any_of
from newsledger.facts.metric_time import MARKETS
from newsledger.facts.scenes import Scene
from newsledger.facts.vocabulary import word_class
from newsledger.records import Status

Proposal = Iterator[Candidate[Status]]


_DENIAL = re.compile(
    r"(?i)^[\"“'‘]?\s*(?:not true|(?:that|this|it) (?:is|was) (?:not true|false|untrue|wrong|incorrect)|"
    r"there (?:is|was) no truth|untrue)|"
    r"^[^.]{0,60}\b(?:denied|dismissed|rejected) the (?:report|rumou?r|claim|story)"
)
_REPORTS = ("media", "report", "written", "rumo", "newspaper", "speculation", "claim", "talk")
_REPORT = re.compile(
    r"(?i)\b(?:media|reports?|reported|written|rumou?rs?|newspapers?|speculation|claim(?:s|ed)?|rumou?red|talk)\b"
)


def denied_next(scene: Scene, following: Scene | None, core: Core) -> Proposal:
    """As in "Media had written that it would let go 7% of staff. "Not true," the company said."""
    reported = following is not None and scene.mentions(_REPORTS) and _REPORT.search(scene.masked)
    if reported and following is not None and _DENIAL.search(following.masked):
        yield Candidate("negated", 0.97, "status.denied_next")


_DENYING = frozenset({"dismissed", "rejected", "denied", "disputed", "refuted", "called"})
_DENIED_AFTER = re.compile(
    r"(?i)\b(?:dismissed|rejected|denied|disputed|refuted|called)\s+(?:that|the|this|those)\s+(?:number|"
    r"figure|report|claim|sum|amount|suggestion|story)s?\b"
)


@asked(words=_DENYING)
def denied_after(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "The union had warned of 5,300 redundancies; the chief executive dismissed that number"."""
    match = _DENIED_AFTER.search(scene.after(figure))
    if match and "#" not in scene.after(figure)[: match.start()]:
        yield Candidate("negated", 0.97, "status.denied_after")


_CLAIM_NOUNS = frozenset(
    {
        *("report", "reports", "talk", "claim", "claims", "suggestion", "suggestions", "rumour", "rumours", "rumor"),
        *("rumors", "story", "stories", "speculation", "idea", "notion", "allegation", "allegations"),
    }
)
_CLAIMED = re.compile(rf"(?i)\b(?:{any_of(_CLAIM_NOUNS)})\b[^;#]*$")


@cache
def _belied() -> re.Pattern[str]:
    words = any_of(word_class("denials"))
    return re.compile(rf"(?i)^[^;#]{{0,80}}?\b(?:is|was|are|were|being)\s+(?:\w+\s+){{0,2}}[\"“‘']?(?:{words})\b")


@asked(words=_CLAIM_NOUNS)
def belied(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "Talk of a $4bn sale was wide of the mark": a claim of which the sentence says that it is untrue."""
    if _CLAIMED.search(scene.before(figure)) and _belied().match(scene.after(figure)):
        yield Candidate("negated", 0.97, "status.belied")


_DISOWNING = ("no intention", "no plan", "not in talks", "denied", "ruled out", "not considering", "not interested")
_DISOWNED = re.compile(
    r"(?i)\b(?:no intention|no plans?|not in talks|denied|ruled out|not considering|not interested)\b[^;#]*?\b(?:after|"
    r"following)\s[^;#]*?\b(?:report(?:s|ed)?|wrote|written|rumou?rs?|speculation|claim(?:s|ed)?)\b[^;#]*$"
)


def disowned(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "has no intention of bidding, a day after a paper reported talks on a $9bn merger": what was rumoured."""
    if core.metric not in MARKETS and scene.mentions(_DISOWNING) and _DISOWNED.search(scene.before(figure)):
        yield Candidate("negated", 0.96, "status.disowned")


_CLAIMS = ("rumo", "report", "claim", "talk", "speculation", "suggestion", "not about to")
_NO_TRUTH = re.compile(
    r"(?i)\b(?:rumou?r|report|claim|talk|speculation|suggestion)s?\b.*\b(?:scotch|deny|dismiss|quash|"
    r"reject|false|untrue)|\bnot about to\b"
)


_CALLING = ("call", "describ", "brand", "label", "dismiss")
_SLIGHT = (
    r"[\"“”‘’']?\s*(?:(?:as|a|an|pure|complete|total|utter|mere|wild|simply|just|totally|completely|entirely|so much|"
    r"old)\s+){{0,4}}[\"“”‘’']?\s*(?:{words})"
)


@cache
def _slights() -> tuple[re.Pattern[str], re.Pattern[str]]:
    said = _SLIGHT.format(words=any_of(word_class("denials")))
    calling = (
        r"\b(?:call(?:s|ed|ing)?|describ(?:es|ed|ing)|brand(?:s|ed|ing)|label(?:s|led|ed)|dismiss(?:es|ed|"
        r"ing)?)\s+"
    )
    claim = (
        r"(?:the\s+|a\s+|any\s+|those\s+|this\s+)?(?:\w+\s+){0,2}(?:talk|reports?|rumou?rs?|speculation|claims?|"
        r"stor(?:y|ies)|suggestions?)\b"
    )
    return (
        re.compile(rf"(?i){calling}{claim}[^;#]*(?P<figure>#+)[^;#]*?{said}"),
        re.compile(rf"(?i){calling}(?:the|that|this|any)\s+(?P<figure>#+)\s+[^;#]{{0,40}}?{said}"),
    )


def slighted(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "called the 85 dlr figure "pure fantasy"": what is said to be nonsense."""
    if not scene.mentions(_CALLING):
        return
    start = scene.span(figure)[0] - scene.start
    if any(match.start("figure") == start for pattern in _slights() for match in pattern.finditer(scene.masked)):
        yield Candidate("negated", 0.97, "status.slighted")


def denied_here(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "One rumour he was keen to scotch: it is not about to pay $100m for a chain"."""
    if core.metric not in MARKETS and scene.mentions(_CLAIMS) and _NO_TRUTH.search(scene.masked):
        yield Candidate("negated", 0.95, "status.denied")
