"""Cues of a status before a figure, and how far they reach.

A cue reaches the figures to its right until its clause ends, another finite verb takes over, or a barrier ("while",
"but", a semicolon) stands between. Of cues that reach a figure the outermost decides ("denied that it plans to cut").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from newsledger.analysis import NOUN_TAGS, VERB_TAGS, Analysis
from newsledger.facts.asking import asked
from newsledger.facts.candidates import Candidate
from newsledger.facts.consensus import answered, resumed
from newsledger.facts.core import Core
from newsledger.facts.cues import Opened, phrases
from newsledger.facts.metric_time import ACTIONS, HELD, MARKETS, OUTCOMES, SET
from newsledger.facts.outlooks import still_expected
from newsledger.facts.scenes import Cue, Scene
from newsledger.facts.settled import CLAIM, stands
from newsledger.grammar import subject_of
from newsledger.records import Status

Proposal = Iterator[Candidate[Status]]


@cache
def _cues() -> tuple[tuple[Status, Opened], ...]:
    """The cues of each status."""
    ranked: tuple[Status, ...] = ("negated", "speculative", "plan", "forecast")
    return tuple((status, Opened(phrases("status_cues", "status", status))) for status in ranked)


@cache
def _cue_openings() -> frozenset[str]:
    return frozenset().union(*(cues.words for _, cues in _cues()))


_MODAL = re.compile(r"(?i)^(?:will|would|shall|'ll|to reach|set to|(?:is|are|was|were)(?: due)? to)$")
_BROKEN = re.compile(
    r"(?i)\b(?:after|because|since|as|when|following|having|on top of|compared with|compared to|from|"
    r"against|above|below|than|versus|double)\b"
)


def cued(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "said it expects revenue of $5bn"; "is considering a bid of"; "denied that it would cut 7% of staff"."""
    start, end = scene.window(figure, core)
    if core.metric in MARKETS and core.clause is not None:
        start = max(core.clause[0], scene.start)
    reaching = [hit for hit in _found(scene, start, end) if _reaches(scene, hit, figure, core)]
    if not reaching:
        return
    reaching = _since_joined(scene, reaching)
    _, ends, status, words = min(reaching, key=lambda hit: (hit[0], -hit[1]))
    after = scene.text(ends, end)
    for rank in ("negated", "speculative"):
        ranked = [hit for hit in reaching if hit[2] == rank]
        if ranked:
            _position, _, status, words = ranked[0]
            break
    own = core.metric in ACTIONS or (core.metric in SET and bool(core.companies) and not _BY_ITSELF.match(after))
    if (status == "forecast" and words.lower() in _WILLING and _acts(after, core)) or (
        status in ("forecast", "plan") and own and (_MODAL.match(words) or status == "plan")
    ):
        status = "plan"
    elif (
        status == "plan"
        and core.measure != "share"
        and (core.metric in OUTCOMES or (any(hit[2] == "forecast" for hit in reaching) and core.metric not in ACTIONS))
    ):
        status = "forecast"
    yield Candidate(status, 0.95 if status == "negated" else 0.8, f"status.{status}")


def _since_joined(scene: Scene, reaching: list[Cue]) -> list[Cue]:
    """The cues from the last one on that "and" joins to a clause with figures of its own: "expects a profit of # and
    will shed"."""
    for place in range(len(reaching) - 1, 0, -1):
        begin, _, status, _ = reaching[place]
        joined = _AND.search(scene.text(reaching[0][1], begin))
        if joined and status in ("plan", "forecast") and "#" in scene.text(reaching[0][1], begin):
            if any(hit[2] in ("negated", "speculative") for hit in reaching[:place]):
                return reaching
            return reaching[place:]
    return reaching


_AND = re.compile(r"(?i)\b(?:and|but)\s+(?:also\s+|now\s+|then\s+|it\s+)?$")

_WILLING = frozenset({"will", "would", "promised to", "promises to", "is to", "are to", "set to"})


def _acts(after: str, core: Core) -> bool:
    """Whether a cue is followed by what somebody does of his own will."""
    return bool(_ACTS.match(after)) or (core.metric not in _SOLD and bool(_DISPOSES.match(after)))


_SOLD = OUTCOMES | MARKETS | {"sales_volume", "production"}
_DISPOSES = re.compile(
    r"(?i)^\s+(?:also\s+|now\s+)?(?:sell|dispose\s+of|divest|offload|list|float|open|close|shut|hire|recruit|shed|axe|"
    r"lay\s+off|eliminate|build|launch|scrap)\b"
)

_ACTS = re.compile(
    r"(?i)^\s+(?:also\s+|now\s+)?(?:hand\s+over|finance|fund|draw|pay|borrow|spend|buy|raise|return|repay|"
    r"issue|inject|contribute)\b"
)
"""What somebody does of his own will: "will draw on $1.5 billion of cash" is a plan, whatever it says of results."""

_BY_ITSELF = re.compile(r"(?i)^\s*(?:\w+ly\s+)?(?:rise|fall|climb|drop|ease|decline|grow|gain|go\s+(?:up|down)|be)\b")
"""What a price does that nobody sets: "said fares would rise by"."""

_WHICH = re.compile(r"(?i),\s+(?:(?:in|of|on|for|at)\s+)?(?:which|whose|who)\b")
_THAT = re.compile(r"(?i)^\s+(?:\w+\s+){0,3}that\b[^,;#]*$")
"""A clause after a denial, all of which is denied."""

_UNEXPECTED = re.compile(r"(?i)^\s*(?:expect|see|foresee|anticipate|forecast|assume)\b")
_OFFER = re.compile(r"(?i)\b(?:offers?|bids?|proposals?|approach(?:es)?)\b")
_ADVERBS = frozenset({"probably", "perhaps", "possibly", "potentially", "reportedly"})
_RELATIVE = re.compile(r"(?i),\s+(?:\w+\s+)?(?:which|who|whose)\b[^,;]*(?P<close>,?)")
_CLOSED = re.compile(r"(?i),\s+(?:which|who|whose)\b[^,;]*,")
_ASIDE = re.compile(r"(?i)\b(?:after|because|since|when|where|following|than\s+(?!#))\b")
_CLOSE = re.compile(r"(?i)\b(?:close|closing price)\s+(?:of|at)\s+$")
_DECIDED = re.compile(
    r"(?i)\b(?:agreed|decided|voted|planned|approved|announced|vowed|pledged|promised|offered|wanted|"
    r"intended|said|expected|forecast|set|due|proposed|sought|asked|moved|plans?|deal|bid)\b[^,;#]{0,40}$"
)

_SEERS = frozenset(
    {
        *("analysts", "economists", "they", "now", "strategists", "also", "bankers", "brokers", "still", ","),
        *("counterparts", "colleagues", "peers", "rivals", "houses"),
        *("consumers", "households", "firms", "companies", "investors", "markets", "forecasters", "we"),
    }
)
"""Words before "see" that make it an expectation, not a glimpse."""

_EXPECTING = re.compile(
    r"(?:expect|project|predict|forecast)(?:s|ed|ing)?|(?:anticipat|estimat|envisag)(?:e|es|ed|ing)|"
    r"fores(?:ee|ees|aw|een|eeing)"
)


def _expecting(scene: Scene, start: int, end: int) -> Iterator[Cue]:
    """Verbs of expecting that stand as verbs: "the agency said it expected the surplus to fall"."""
    analysis = scene.analysis
    if analysis is None:
        return
    if scene.expecting is None:
        scene.expecting = dict(_expectations(scene, analysis))
    reach = analysis.places(start, end) if scene.expecting else ()
    yield from (hit for place, hit in scene.expecting.items() if place in reach)


def _expectations(scene: Scene, analysis: Analysis) -> Iterator[tuple[int, Cue]]:
    """The verbs of expecting of a sentence by their places."""
    tags, lows = analysis.tags, analysis.lows
    for place in range(len(analysis)):
        if tags[place] not in VERB_TAGS or _modifies(analysis, place):
            continue
        before = lows[place - 1] if place > 0 else ""
        if lows[place] == "see" and before not in _SEERS:
            subject = subject_of(analysis, place)
            before = lows[subject] if subject >= 0 else before
        if (_EXPECTING.fullmatch(lows[place]) or _sees(scene, lows[place], tags[place], before)) and before not in (
            "than",
            "as",
        ):
            token = analysis.token(place)
            yield place, (analysis.starts[place], analysis.ends[place], "forecast", token.text)


def _modifies(analysis: Analysis, place: int) -> bool:
    """Whether a participle stands before its noun: "an expected 5% rise", "11 times expected earnings"."""
    tags = analysis.tags
    if tags[place] not in ("VBN", "VBG") or place == 0:
        return False
    between = tags[place - 1] in NOUN_TAGS and tags[place + 1 : place + 2] in (["NN"], ["NNS"])
    return tags[place - 1] in ("DT", "PRP$", "JJ") or (tags[place] == "VBN" and between)


def _sees(scene: Scene, low: str, tag: str, before: str) -> bool:
    """Whether "see" is an expectation: of those who have any, or beside an estimate ("and saw 5 dlrs in 1988")."""
    if low == "saw":
        return (before == "and" and _ESTIMATING.search(scene.masked) is not None) or (
            before in ("it", "he", "she", "they") and _SAID_IT.search(scene.masked) is not None
        )
    return low == "see" and tag in ("VBP", "VB") and before in _SEERS


_SAID_IT = re.compile(
    r"(?i)\b(?:said|added|wrote|told\s+[^,;#]{2,40})(?:\s+(?:that|on\s+\w+day|\w+day))*\s+(?:it|he|she|they)\s+(?:now\s+|still\s+)?saw\b"
)
"""A view in the words of somebody: "said it saw sales of # next year"."""

_ESTIMATING = re.compile(r"(?i)\b(?:analyst|economist|strategist|estimate|forecast)s?\b")


def _found(scene: Scene, start: int, end: int) -> Iterator[Cue]:
    yield from _expecting(scene, start, end)
    masked, low, high = scene.masked, start - scene.start, end - scene.start
    openings = [opening for opening in scene.opened(_cue_openings()) if low <= opening[0] < high]
    if not openings:
        return
    for status, cues in _cues():
        for match in cues.find(masked, openings, low, high + 1):
            if match.group() == "May":
                continue
            if match.group().lower() in _RULING_OUT and _LEFT_OPEN.search(masked[: match.start()]):
                yield match.start() + scene.start, match.end() + scene.start, "speculative", match.group()
                continue
            yield match.start() + scene.start, min(match.end(), high) + scene.start, status, match.group()


_RULING_OUT = frozenset({"rules out", "ruled out", "rule out", "ruling out"})
_LEFT_OPEN = re.compile(r"(?i)\b(?:no longer|not|never|cannot|declined to|refused to|stopped short of)\s+(?:\w+\s+)?\Z")


def _reaches(scene: Scene, hit: Cue, figure: int, core: Core) -> bool:
    begin, end, status, words = hit
    place = scene.span(figure)[0]
    between = scene.text(end, place)
    if status == "plan" and (
        (core.metric in HELD and core.measure != "change")
        or core.metric == "fine"
        or (
            words.lower().startswith("to ")
            and scene.told_as_past(begin)
            and not _DECIDED.search(scene.text(scene.start, begin))
        )
    ):
        return False
    if status == "forecast" and (answered(scene, begin) or resumed(scene, figure)):
        return False
    if core.metric == "interest_rate" and "target" in words.lower():
        return False
    if stands(scene, hit, figure, core):
        return False
    if status == "negated" and CLAIM.match(between) and not _WHICH.search(between):
        return True
    if status == "negated" and words.lower().startswith("den") and _THAT.match(between):
        return True
    if status == "negated" and _UNEXPECTED.match(between):
        return False
    if status == "negated" and _OFFER.search(between + scene.after(figure)[:40]):
        return False
    if core.measure == "previous" and status == "speculative" and re.search(r"(?i)\bfrom\s+$", between):
        return False
    if core.measure == "previous" and _BROKEN.search(between) and not still_expected(scene, figure):
        return False
    if status == "negated" and re.match(r"(?i)(?:did|does|do|is|are|was|were|will|won)", words):
        return "," not in between and len(between) <= 60 and not scene.finite_between(end, place)
    if core.measure != "previous" and _ASIDE.search(_CLOSED.sub("", between)):
        return False
    if core.measure == "level" and core.metric in MARKETS and _CLOSE.search(between):
        return False
    if words.lower() in _ADVERBS:
        return "," not in between
    if _TO_SAY.match(between):
        return True
    relative = _RELATIVE.search(between)
    if relative is not None and not relative.group("close"):
        return False
    return not _finite_outside(scene, end, place)


_TO_SAY = re.compile(
    r"(?i)^\s*(?:say|report|show|announce|post|"
    r"reveal)\s+(?:that\s+)?(?:[\w'’-]+\s+){1,6}\w+\s+[^;,#]*$"
)
"""Words after "is likely to": what will be said is as uncertain as that it will be."""

_ENCLOSED = re.compile(
    r",\s[^,;#]*(?=,)|\b(?:than|as|the\s+#+)\s+(?:that\s+|which\s+)?(?:it|they|he|she|analysts|economists|management)\s+(?:had|has|have|did)\b"
    r"[^,;#]{0,40}(?=,|\band\b)"
)
"""What stands aside: between commas, or what somebody had said before ("not the # it had flagged, and")."""

_THAT_ARE = re.compile(r"(?i)\b(?:that|which)\s+(?:are|is)\s+$")


def _finite_outside(scene: Scene, start: int, end: int) -> bool:
    """Whether a finite verb stands between two offsets outside of what commas enclose."""
    between = scene.text(start, end)
    that = _THAT_ARE.search(between)
    last = that.start() if that else len(between)
    at = 0
    for aside in _ENCLOSED.finditer(between, 0, last):
        if scene.finite_between(start + at, start + aside.start()):
            return True
        at = aside.end()
    return scene.finite_between(start + at, start + last)


_STOP_AFTER = re.compile(r"#|;|\b(?:and|but|while|which|(?<!of )that|as|after)\b")
_LATE_CUES = frozenset(
    {
        *("could", "might", "may", "would", "will", "expected", "forecast", "seen", "assumed", "due", "come"),
        *("targeted", "planned", "likely", "needed", "go", "disappear", "cards", "risk", "stake"),
        *("should", "been", "predicted", "projected", "anticipated", "tipped", "foreseen", "remains", "remain"),
        *("earmarked", "reserved", "ringfenced", "intended", "meant", "be"),
    }
)
_CUED_AFTER = re.compile(
    r"(?i)\s*(?:[\w-]+\s+){0,3}?(?P<cue>could|might|may|would|will|is expected|are expected|is forecast|is seen|"
    r"expected|is assumed|are assumed|assumed|is due|are due|to come|is targeted|is planned|are planned|"
    r"(?:are )?to go(?!\s+for)|(?:are )?to disappear|(?:is|are|was|were|been) (?:on|in) the cards|"
    r"(?:are|were|is|be) at (?:risk|stake)|"
    r"(?:is|are|was|were|been) (?:earmarked|reserved|ringfenced|ring-fenced|intended|meant)|earmarked|(?:is|are) to be|"
    r"is likely|are likely|is needed|are needed|should|"
    r"(?:was|were|been|being) (?:expected|forecast|predicted|projected|anticipated|tipped|pencill?ed in|foreseen)|"
    r"remains? the (?:plan|target|goal|aim|guidance|forecast|objective|ambition))\b"
)


_DECIDED_ON = ("needed", "to go", "to disappear", "earmarked", "reserved", "fenced", "intended", "meant", "to be")


@asked(words=_LATE_CUES)
def cued_after(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "a charge of $40m could not be ruled out"; "sales of $5bn are expected"."""
    after = scene.after(figure)[:45]
    stop = _STOP_AFTER.search(after)
    match = _CUED_AFTER.match(after[: stop.start()] if stop else after)
    if match:
        word = match.group("cue")
        if word == "May":
            return
        word = word.lower()
        status: Status = (
            "speculative" if word.endswith(("could", "might", "may", "at risk", "at stake")) else "forecast"
        )
        if status == "forecast" and (core.metric in ACTIONS or word.endswith(_DECIDED_ON)):
            status = "plan"
        yield Candidate(status, 0.85 if status == "speculative" else 0.6, "status.after")


def difference_of(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "sees revenue of $13 billion, which is $1 billion shy of estimates": as certain as what it is the
    difference of.
    """
    if core.measure != "difference":
        return
    for other in reversed(scene.figures):
        if other < figure and "#" not in scene.text(scene.span(other)[1], scene.span(figure)[0]):
            before = scene.before(other)
            if any(
                hit[2] == "forecast" and not scene.finite_between(hit[1], scene.span(other)[0])
                for hit in _found(scene, scene.start, scene.start + len(before))
            ):
                yield Candidate("forecast", 0.75, "status.difference")
