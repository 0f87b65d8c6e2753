"""Whether a figure is stated as so, expected, planned, speculated about or denied: cues and how far they reach.

A cue reaches the figures to its right until its clause ends, another finite verb takes over, or a barrier ("while",
"but", a semicolon) stands between. Of cues that reach a figure the outermost decides ("denied that it plans to cut").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from newsledger.analysis import VERB_TAGS
from newsledger.facts.candidates import Candidate, Choice, choose
from newsledger.facts.consensus import is_expected
from newsledger.facts.core import Core
from newsledger.facts.cues import any_of, phrases
from newsledger.facts.metric_time import ACTIONS, HELD, MACRO, MARKETS, OUTCOMES
from newsledger.facts.reading import Reading
from newsledger.facts.scenes import Scene, scenes
from newsledger.records import Status

Proposal = Iterator[Candidate[Status]]


@cache
def _cues(status: str) -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<![\w-])(?:{any_of(phrases('status_cues', 'status', status))})(?![\w-])")


_MODAL = re.compile(r"(?i)^(?:will|would|shall|'ll|should|to reach|set to|(?:is|are|was|were)(?: due)? to)$")
_BROKEN = re.compile(
    r"(?i)\b(?:after|because|since|as|when|following|having|on top of|compared with|compared to|from|"
    r"against|above|below|than)\b"
)
_REPORTED = re.compile(r"(?i)\b(?:reports?|reported|posted?|announce[ds]?)\b")


def statuses(reading: Reading, cores: Sequence[Core], stage: Mapping[int, Scene] | None = None) -> list[Choice[Status]]:
    """The status of each figure; ``actual`` where no rule says otherwise."""
    stage = stage or scenes(reading)
    chosen: list[Choice[Status]] = []
    for figure, core in enumerate(cores):
        scene = stage[reading.sentence_of[figure]]
        candidates: list[Candidate[Status]] = []
        for rule in RULES:
            candidates += rule(scene, figure, core)
        candidates += denied_next(scene, stage.get(scene.index + 1), core)
        plain: Candidate[Status] = Candidate("actual", 0.3, "status.stated")
        choice = choose([*candidates, plain])
        chosen.append(choice or Choice("actual", (plain.rule,), plain.weight, None))
    return chosen


def consensus(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "Analysts had looked for $3.10"."""
    if is_expected(scene, figure, core):
        yield Candidate("forecast", 0.93, "status.consensus")


def by_metric(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "cut its price target to $40": a target is a forecast, a deal is a plan until it is done."""
    if core.metric in ("price_target", "probability"):
        yield Candidate("forecast", 0.9, "status.metric")
    elif core.metric in ("deal_value", "premium") and core.measure == "level" and not _done(scene, figure):
        yield Candidate("plan", 0.5, "status.metric")
    elif (
        core.metric in ("dividend", "share_buyback")
        and core.measure != "change"
        and _money(scene, figure)
        and not _done(scene, figure)
    ):
        yield Candidate("plan", 0.45, "status.metric")


_DONE = re.compile(
    r"(?i)\b(?:completed|closed|bought|acquired|sold|paid|spent|returned|repurchased|took|merged|was "
    r"acquired|purchased|obtained|received|borrowed|signed|pays|handled|moved|processed|holds|held|earned|(?:is|are|"
    r"was|were) (?:\w+ )?worth)\b"
)
_DONE_AFTER = re.compile(
    r"(?i)^[^#;,]{0,40}?\b(?:was|were|has been|have been|had been)\s+(?:\w+ly\s+)?(?:bought|paid|returned|"
    r"repurchased|sold|"
    r"announced|spent|completed|awarded|raised|signed|handed|struck)\b"
)
_UNDONE = re.compile(
    r"(?i)\b(?:will|would|to\s+(?:buy|acquire|sell|purchase|pay|take|merge|return|repurchase|spend)|"
    r"agreed|plans?|planned|offer(?:ed)?|bid|proposed|could|may|might)\b"
)


def _money(scene: Scene, figure: int) -> bool:
    return scene.reading.figures[figure].quantity.kind in ("money", "count")


def _done(scene: Scene, figure: int) -> bool:
    before = scene.before(figure)
    done = list(_DONE.finditer(before))
    if _DONE_AFTER.match(scene.after(figure)):
        return True
    return bool(done) and not _UNDONE.search(before[max(done[-1].start() - 25, 0) :])


def cued(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "said it expects revenue of $5bn"; "is considering a bid of"; "denied that it would cut 7% of staff"."""
    start, end = scene.window(figure, core)
    if core.metric in MARKETS and core.clause is not None:
        start = max(core.clause[0], scene.start)
    reaching = [hit for hit in _found(scene, start, end) if _reaches(scene, hit, figure, core)]
    if not reaching:
        return
    _, _, status, words = min(reaching, key=lambda hit: (hit[0], -hit[1]))
    for rank in ("negated", "speculative"):
        ranked = [hit for hit in reaching if hit[2] == rank]
        if ranked:
            _position, _, status, words = ranked[0]
            break
    own = core.metric in ACTIONS or (core.metric in _SET and bool(core.companies))
    if status in ("forecast", "plan") and own and (_MODAL.match(words) or status == "plan"):
        status = "plan"
    elif status == "plan" and (
        core.metric in OUTCOMES or (any(hit[2] == "forecast" for hit in reaching) and core.metric not in ACTIONS)
    ):
        status = "forecast"
    yield Candidate(status, 0.8, f"status.{status}")


_SET = frozenset({"interest_rate", "product_price"})
"""What a company sets for its customers: "the bank will cut its mortgage rate" is a plan."""

_CLAIM = re.compile(
    r"(?i)^\s*(?:[\w'’-]+\s+){0,3}(?:reports?|claims?|rumou?rs?|talk|story|stories|suggestions?|"
    r"speculation|allegations?)\b"
)
_UNEXPECTED = re.compile(r"(?i)^\s*(?:expect|see|foresee|anticipate|forecast|assume)\b")
_OFFER = re.compile(r"(?i)\b(?:offers?|bids?|proposals?|approach(?:es)?)\b")
_ADVERBS = frozenset({"probably", "perhaps", "possibly", "potentially", "reportedly"})
_RELATIVE = re.compile(r"(?i),\s+(?:\w+\s+)?(?:which|who|whose)\b[^,;]*(?P<close>,?)")
_CLOSED = re.compile(r"(?i),\s+(?:which|who|whose)\b[^,;]*,")
_ASIDE = re.compile(r"(?i)\b(?:after|because|since|when|following|than\s+(?!#))\b")
_CLOSE = re.compile(r"(?i)\b(?:close|closing price)\s+(?:of|at)\s+$")
_DECIDED = re.compile(
    r"(?i)\b(?:agreed|decided|voted|planned|approved|announced|vowed|pledged|promised|offered|wanted|"
    r"intended|said|expected|forecast|set|due|proposed|sought|asked|moved|plans?|deal|bid)\b[^,;#]{0,40}$"
)

Hit = tuple[int, int, Status, str]


_SEERS = frozenset({"analysts", "economists", "they", "now", "strategists", "also", "bankers", "brokers", "still", ","})
"""Words before "see" that make it an expectation, not a glimpse."""

_EXPECTING = re.compile(
    r"(?i)(?:expect|project|predict|forecast)(?:s|ed|ing)?|(?:anticipat|estimat|envisag)(?:e|es|ed|ing)|"
    r"fores(?:ee|ees|aw|een|eeing)|forecast"
)


def _expecting(scene: Scene, start: int, end: int) -> Iterator[Hit]:
    """Verbs of expecting that stand as verbs: "the agency said it expected the surplus to fall"."""
    analysis = scene.analysis
    if analysis is None:
        return
    for token in analysis.covering(start, end):
        place = analysis.index(token)
        before = analysis.token(place - 1).lower_ if place > 0 else ""
        if (
            token.tag_ in VERB_TAGS
            and (
                _EXPECTING.fullmatch(token.text)
                or (token.lower_ == "see" and token.tag_ in ("VBP", "VB") and before in _SEERS)
            )
            and token.dep_ != "amod"
            and before not in ("than", "as")
        ):
            yield analysis.start(token), analysis.end(token), "forecast", token.text


def _found(scene: Scene, start: int, end: int) -> Iterator[Hit]:
    yield from _expecting(scene, start, end)
    masked, low, high = scene.masked, start - scene.start, end - scene.start
    named: tuple[Status, ...] = ("negated", "speculative", "plan", "forecast")
    for status in named:
        for match in _cues(status).finditer(masked, low, high):
            if match.group() == "May":
                continue
            yield match.start() + scene.start, match.end() + scene.start, status, match.group()


def _reaches(scene: Scene, hit: Hit, figure: int, core: Core) -> bool:
    begin, end, status, words = hit
    place = scene.span(figure)[0]
    between = scene.text(end, place)
    if status == "plan" and (
        core.metric in HELD
        or core.metric == "fine"
        or (
            words.lower().startswith("to ")
            and scene.told_as_past(begin)
            and not _DECIDED.search(scene.text(scene.start, begin))
        )
    ):
        return False
    if core.metric == "interest_rate" and "target" in words.lower():
        return False
    if _stands(scene, hit, figure, core):
        return False
    if status == "negated" and _CLAIM.match(between):
        return True
    if status == "negated" and _UNEXPECTED.match(between):
        return False
    if status == "negated" and _OFFER.search(between + scene.after(figure)[:40]):
        return False
    if core.measure == "previous" and status == "speculative" and re.search(r"(?i)\bfrom\s+$", between):
        return False
    if core.measure == "previous" and _BROKEN.search(between) and not _still_expected(scene, figure, words):
        return False
    if status == "negated" and re.match(r"(?i)(?:did|does|do|is|are|was|were|will|won)", words):
        return "," not in between and len(between) <= 60 and not scene.finite_between(end, place)
    if core.measure != "previous" and _ASIDE.search(_CLOSED.sub("", between)):
        return False
    if core.measure == "level" and core.metric in MARKETS and _CLOSE.search(between):
        return False
    if words.lower() in _ADVERBS:
        return "," not in between
    relative = _RELATIVE.search(between)
    if relative is None:
        return not scene.finite_between(end, place)
    if not relative.group("close"):
        return False
    return not scene.finite_between(end, end + relative.start()) and not scene.finite_between(
        end + relative.end(), place
    )


_NOW_AT = re.compile(r"(?i)(?:\b(?:now|currently|today)\s+(?:standing\s+)?(?:at\s+)?|,\s+(?:now\s+)?(?:at|on)\s+)$")
_OWN_HOLDING = re.compile(
    r"(?i)\b(?:to|up|raise|raising|increase|increasing|cut|cutting|reduce|reducing|lower|keep|keeping|sell|selling)\s+"
    r"(?:a|an|its|his|the|their)\s+(?:[\w-]+\s+){0,2}(?:holding|stake|interest|position)\s+of\s+$"
)
_PASSED = re.compile(
    r"(?i)\b(?:above|below|than|beat\w*|miss\w*|topp\w+|exceed\w*|ahead of|short of|past|in line with|surpass\w*|"
    r"under|over)"
    r"\s+(?:[\w'’-]+\s+){0,4}$"
)
_PUTS = re.compile(r"(?i)^(?:puts?|pegs|pegged|eyes)$")
_LAID_OFF = frozenset({"job_cuts", "headcount"})


def _stands(scene: Scene, hit: Hit, figure: int, core: Core) -> bool:
    """Whether a figure stands as it is beside the cue: "to raise its rate, now at 18.75%"; "above its guidance, at
    $5bn"; "the 2% expected, leaving a surplus of $9bn"; "adding to a holding of 9.9%"."""
    begin, end, status, words = hit
    between = scene.text(end, scene.span(figure)[0])
    low = words.lower()
    if core.measure != "difference" and _NOW_AT.search(between) and "," in between:
        return True
    if status != "negated" and low == "expected" and re.match(r"\s*,(?!.*\bto\b)", between):
        return True
    if _OWN_HOLDING.search(scene.text(begin, scene.span(figure)[0])):
        return True
    if _PUTS.match(words) and not re.search(r"(?i)\bat\b", between):
        return True
    if status == "negated" and core.metric in _LAID_OFF and low.startswith("dismiss"):
        return not _CLAIM.match(between)
    passed = _PASSED.search(scene.text(scene.start, begin))
    return bool(passed) and core.measure == "level" and bool(re.search(r",|\bat\b", between))


_EXISTING = frozenset({"interest_rate", "stake", "headcount", "stores", "assets", "debt"})
_POSSESSED = re.compile(r"(?i)(?:['’]s?|\b(?:its|their|his|her|existing|current))\s+$")
_OWN_DEBT = re.compile(
    r"(?i)(?:['’]s?|\b(?:its|their|his|her))\s+(?:[\w-]+\s+)?(?:debts?|workforce|staff|assets)\s+of\s+$"
)
_NAMED = re.compile(
    r"(?i)^\s+(?:[\w-]+\s+){0,2}(?:stake|holding|interest|rate|shareholding|employees|staff|stores|debt)\b"
)


def existing(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "has no plan to raise its 10% stake": what is had already."""
    if core.measure != "level":
        return
    before, after = scene.before(figure), scene.after(figure)
    had = core.metric in _EXISTING and (
        (_POSSESSED.search(before) and _NAMED.match(after)) or _OWN_DEBT.search(before) is not None
    )
    if had or (core.metric in ACTIONS and _DONE_AFTER.match(after)):
        yield Candidate("actual", 0.9, "status.existing")


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
    if core.measure in ("change", "difference") or core.metric in MARKETS or core.metric in _SET:
        return
    if core.metric not in MACRO and _GUIDED.search(scene.before(figure)):
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


def _still_expected(scene: Scene, figure: int, words: str) -> bool:
    """Whether a previous value is an earlier forecast ("to 10.85 million from 10.95 million") and no past year's
    result.
    """
    after = scene.after(figure)[:70]
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


def cued_after(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "a charge of $40m could not be ruled out"; "sales of $5bn are expected"."""
    after = scene.after(figure)[:45]
    stop = re.search(r"#|;|\b(?:and|but|while|which|that|as|after)\b", after)
    after = after[: stop.start()] if stop else after
    match = re.match(
        r"(?i)\s*(?:[\w-]+\s+){0,3}?(?P<cue>could|might|may|would|will|is expected|are expected|is "
        r"forecast|is seen|expected|is assumed|are assumed|assumed|is due|are due|to come|is targeted|is planned|"
        r"are planned|is likely|are likely)\b",
        after,
    )
    if match:
        word = match.group("cue")
        if word == "May":
            return
        word = word.lower()
        status: Status = "speculative" if word in ("could", "might", "may") else "forecast"
        if status == "forecast" and core.metric in ACTIONS:
            status = "plan"
        yield Candidate(status, 0.6, "status.after")


_AIM_AFTER = re.compile(
    r"(?i)^\s*(?:of\s+[\w\s]{1,20}?\s+)?(?:that|which)?\s*(?:it|they|he|she|the\s+\w+)\s+(?:plans?|"
    r"intends?|aims?|hopes?|wants?)\s+to\b"
)


def aimed_after(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "half of the $800m of stock that it plans to repurchase"."""
    if _AIM_AFTER.search(scene.after(figure)):
        yield Candidate("plan", 0.85, "status.aimed_after")


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


_RUMOUR = re.compile(
    r"(?i)\b(?:people|persons?|sources?|insiders)\s+(?:\w+\s+){0,2}(?:familiar|close|with knowledge|"
    r"briefed|involved|said|told)|"
    r"\bciting\s+(?:\w+\s+){0,2}(?:people|sources)"
)


def rumoured(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "could seek about $3bn, people familiar with the matter said"."""
    if _RUMOUR.search(scene.masked) and core.measure != "previous" and core.metric not in MARKETS:
        yield Candidate("speculative", 0.7, "status.rumour")


_DENIAL = re.compile(
    r"(?i)^[\"“'‘]?\s*(?:not true|(?:that|this|it) (?:is|was) (?:not true|false|untrue|wrong|incorrect)|"
    r"there (?:is|was) no truth|untrue)|"
    r"^[^.]{0,60}\b(?:denied|dismissed|rejected) the (?:report|rumou?r|claim|story)"
)
_REPORT = re.compile(
    r"(?i)\b(?:media|reports?|reported|written|rumou?rs?|newspapers?|speculation|claim(?:s|ed)?|rumou?red|talk)\b"
)


def denied_next(scene: Scene, following: Scene | None, core: Core) -> Proposal:
    """As in "Media had written that it would let go 7% of staff. "Not true," the company said."""
    if following is not None and _DENIAL.search(following.masked) and _REPORT.search(scene.masked):
        yield Candidate("negated", 0.97, "status.denied_next")


_DENIED_AFTER = re.compile(
    r"(?i)\b(?:dismissed|rejected|denied|disputed|refuted|called)\s+(?:that|the|this|those)\s+(?:number|"
    r"figure|report|claim|sum|amount|suggestion|story)s?\b"
)


def denied_after(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "The union had warned of 5,300 redundancies; the chief executive dismissed that number"."""
    match = _DENIED_AFTER.search(scene.after(figure))
    if match and "#" not in scene.after(figure)[: match.start()]:
        yield Candidate("negated", 0.97, "status.denied_after")


_NO_TRUTH = re.compile(
    r"(?i)\b(?:rumou?r|report|claim|talk|speculation|suggestion)s?\b.*\b(?:scotch|deny|dismiss|quash|"
    r"reject|false|untrue)|\bnot about to\b"
)


def denied_here(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "One rumour he was keen to scotch: it is not about to pay $100m for a chain"."""
    if _NO_TRUTH.search(scene.masked) and core.metric not in MARKETS:
        yield Candidate("negated", 0.95, "status.denied")


RULES = (
    consensus,
    by_metric,
    cued,
    existing,
    guided,
    headline,
    cued_after,
    aimed_after,
    difference_of,
    rumoured,
    denied_here,
    denied_after,
)
