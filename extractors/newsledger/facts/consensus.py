"""Which figures are what others expected: consensus, polls, estimates."""

from __future__ import annotations

import re
from functools import cache

from newsledger.facts.core import Core
from newsledger.facts.cues import any_of, phrases
from newsledger.facts.scenes import Scene


def _fill(words: int) -> str:
    """Up to so many words, no figure among them."""
    return rf"(?:\s+(?!#|and\s+(?:the\b|its?\b|(?-i:[A-Z])))[\w’'.,-]+){{0,{words}}}?"


_LEAD = (
    r"(?:\s+(?:a|an|the|about|around|some|roughly|only|just|at|of|for|to|was|is|were|are|had|been|be|"
    r"stood|stands|being|between|net|loss|profit|pretax|revenue|sales|growth|rise|gain|drop|fall|"
    r"increase|decline|earnings|income|and|or|per|share|in|on|average|up|down|by|from|\#+|,))*\s*$"
)


_HINTS = (
    *("expect", "estimat", "consensus", "forecast", "predict", "project", "anticipat", "feared", "pencil", "look"),
    *("analyst", "economist", "brok", "traders", "investors", "bankers", "experts", "bookmakers", "strategists"),
    *("whisper", "survey", "poll", "street", "market", "view", "city", "average", "tipped"),
)
"""Parts of words without which nothing is expected; most sentences have none."""


_GATHERED = r"polls?|surveys?|consensus|whisper numbers?"
_YIELDED = (
    r"pointed to|pointing to|points to|produced|thrown up|threw up|yielded|turned up|called for|come up with|"
    r"came up with|pencilled in|forecast|predicted|projected|implied|anticipated|an average of|a median of|a mean of"
)
"""What a poll does with a figure that those whom it asked expect; what it "showed" may be anything."""


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    crowd = any_of(phrases("consensus_cues", "role", "crowd"))
    verb = any_of(phrases("consensus_cues", "role", "verb"))
    noun = any_of(phrases("consensus_cues", "role", "noun"))
    return (
        re.compile(
            rf"(?i)(?<!told )(?<!telling )(?<!warned )\b(?:{crowd})(?:,\s+(?:which|who))?{_fill(9)}\s+(?:{verb})\b"
            rf"{_fill(8)}{_LEAD}"
        ),
        re.compile(
            rf"(?i)\b(?:{crowd})\s+(?:on average\s+)?(?:have|has|had)\b(?!\s+been\b){_fill(6)}\s+(?:at|on)\b{_LEAD}"
        ),
        re.compile(
            rf"(?i)\b(?:{crowd})(?:,?\s+on\s+average,?)?\s+(?:had\s+been|were|are|had\s+stood|stood)\s+at{_LEAD}"
        ),
        re.compile(rf"(?i)\b(?:{_GATHERED}){_fill(9)}\s+(?:{_YIELDED})\b{_fill(6)}{_LEAD}"),
        re.compile(
            rf"(?i)\b(?:(?:{crowd})(?:['’]s?)?|consensus|market|LSEG|Refinitiv|FactSet|Bloomberg|Reuters|"
            rf"Visible Alpha|average|mean|median|polled|IBES){_fill(5)}\s+(?:{noun})\b(?:\s+(?:that|"
            rf"which))?{_fill(5)}{_LEAD}"
        ),
        re.compile(rf"(?i)\b(?:consensus|whisper numbers?)\b{_fill(6)}\s+(?:of|at|was|is|for|to)\b{_LEAD}"),
        re.compile(
            r"(?i)\b(?:Wall Street|the Street|consensus|the City)(?:['’]s|\s+(?:was|is|were|had been|stood)\s+"
            r"(?:at|on))\s+$"
        ),
        re.compile(
            r"(?i)\b(?:consensus|SmartEstimate|(?:average|mean|median) (?:forecast|estimate|"
            r"prediction))\b[^#;]{0,90}?\s"
            r"(?:had stood|stood|stands|was|is|had been|pointed|points|came)\s+(?:at|for|to|of|in at)?" + _LEAD
        ),
        re.compile(
            rf"(?i)\b(?:estimates?|expectations|forecasts|predictions|projections)\s+(?:of|for|that "
            rf"called for)\b{_LEAD}"
        ),
    )


_THING = (
    r"(?:(?:rise|fall|drop|gain|decline|decrease|increase|growth|profit|loss|jump|dip|slip|slide|advance|contraction|expansion|"
    r"pace|rate|build|draw|reading)\s+)?"
)
"""What a figure behind which words for an expectation stand may be of: "the # gain forecast in a poll"."""


_SO_MANY = r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a dozen"


@cache
def _after() -> tuple[re.Pattern[str], ...]:
    crowd = any_of(phrases("consensus_cues", "role", "crowd"))
    verb = any_of(phrases("consensus_cues", "role", "verb"))
    return (
        re.compile(
            rf"(?i)^[\s,]*(?:of\s+\w+\s+)?{_THING}(?:(?:that|"
            rf"(?:on|for|upon)?\s*which|per share|a share)\s+)*(?:(?:the|most|many|some)\s+)?(?:(?:average|market|"
            rf"consensus|bank|City|sell-side|private|independent|\d+|{_SO_MANY})\s+)?(?:{crowd})\b{_fill(6)}\s+(?:{verb})\b(?:{_fill(4)}\s+had\s+(?:{verb}|been)\b)?"
        ),
        re.compile(
            rf"(?i)^[\s,]*(?:(?:a|per) share\s+)?{_THING}(?:that was |which was )?(?:expected|forecast|estimated|"
            rf"predicted|projected|anticipated|pencilled in|penciled in|seen|tipped|foreseen)\s+(?:\w+\s+)?"
            rf"(?:by|from|of|among|in)\b(?:\s+\w+){{0,3}}?\s+(?:{crowd}|poll|LSEG|Refinitiv|FactSet|Bloomberg|Reuters)"
        ),
        re.compile(
            r"(?i)^[\s,]*(?:of\s+\w+\s+)?(?:to|for)\s+which\s+(?:a|the|its)\s+(?:\w+\s+){0,3}(?:poll|survey|consensus|analysts?|"
            r"economists?|forecasters?)\b[^#;]{0,40}?\b(?:pointed|looked|called|hoped)\b"
        ),
        re.compile(
            rf"(?i)^[\s,]*(?:(?:a|per) share\s+)?(?:average|mean|median|"
            rf"consensus)?\s*(?:of\s+\w+\s+)?(?:(?:{crowd})['’]?\s+)?(?:consensus|average estimate|"
            rf"(?:average|mean|median|consensus)\s+(?:forecast|projection|prediction|call)s?|"
            rf"estimates?|analyst estimates?|SmartEstimate|ests?|average)\b(?!\s+(?:selling|price|fare|of\s+#))"
        ),
        re.compile(r"(?i)^[\s,]*(?:of\s+\w+\s+)?in\s+(?:a|the)\s+(?:[\w-]+\s+){0,2}(?:consensus|poll)\b"),
        re.compile(r"(?i)^[\s,]*(?:expected|estimated|forecast|predicted)\s*(?:[.,;)]|$|and\b)"),
        re.compile(
            r"(?i)^[\s,]*(?:of\s+\w+\s+)?(?:that |which )?(?:(?:the|"
            rf"a|an)\s+)?(?:[\w’'-]+\s+){{0,2}}(?:{_GATHERED})\s+(?:of\s+\w+\s+)?(?:had\s+)?(?:shown|"
            rf"showed|shows|calls for|implies|suggested|expected|{_YIELDED})\b"
        ),
        re.compile(
            r"(?i)^\s+(?:LSEG|Refinitiv|FactSet|Bloomberg|Reuters|Visible Alpha|IBES|Zacks|"
            r"StreetAccount)\s+(?:analyst\s+)?"
            r"(?:consensus|estimate|SmartEstimate|average|mean|median|poll)\b"
        ),
    )


_WAS = re.compile(
    r"(?i)^\s*(?:(?:a|per)\s+share\s+)?(?:(?:logged|recorded|seen|reported|posted|earned|made|registered|clocked)\s+)?(?:"
    r"an?\s+(?:year|month|quarter)\s+(?:earlier|ago|before|previously)|(?:in|for|over|of)\s+(?:the|its)\s+"
    r"(?:same|year-ago|year-earlier|prior|previous|preceding|comparable|corresponding)\b|the\s+(?:year|month|quarter|week)\s+before|"
    r"last\s+(?:year|month|quarter|week|time)\b|(?:the\s+)?(?:previous|prior|preceding)\s+(?:year|month|quarter|week)\b)"
)
"""Words after a figure that date it before the one that is compared."""

_JOINED = re.compile(
    r"(?i)(?:\b(?:and|or|from|after|than|versus|against|to|on)|,)(?:\s+(?:an?|the|about|some|its))*\s+$"
)
"""What joins a figure to the comparisons of a sentence rather than to what was expected."""


def resumed(scene: Scene, figure: int) -> bool:
    """Whether a figure stands beside one that was expected, but is of an earlier time: "against a consensus of # and #
    in the same quarter of last year".
    """
    return bool(_WAS.match(scene.after(figure)) and _JOINED.search(scene.before(figure)))


def answered(scene: Scene, place: int) -> bool:
    """Whether a place is among words for what was expected that are of the figure right before them: "short of the #
    that analysts had looked for, and down from #".
    """
    before = next((figure for figure in reversed(scene.figures) if scene.span(figure)[1] <= place), None)
    if before is None:
        return False
    start, ceiling = scene.span(before)[1], _behind(scene, before)
    return place < ceiling and not scene.text(start, place).lstrip().startswith(",")


def asked_behind(scene: Scene, figure: int) -> bool:
    """Whether words right behind a figure say who had expected it."""
    return _behind(scene, figure) > scene.span(figure)[1]


def _behind(scene: Scene, figure: int) -> int:
    """Where the words behind a figure end that say who had expected it; where the figure ends if there are none."""
    if figure not in scene.asked_behind:
        end = scene.span(figure)[1]
        matches = (pattern.match(scene.text(end, end + 120)) for pattern in _after())
        scene.asked_behind[figure] = max((end + match.end() for match in matches if match), default=end)
    return scene.asked_behind[figure]


def _asks_for(pattern: re.Pattern[str], scene: Scene, start: int, end: int) -> bool:
    """Whether words for what was expected reach from ``[start, end)`` to its end, and not only the figure before."""
    start = max(start, end - 160)
    return any(not answered(scene, start + match.start()) for match in pattern.finditer(scene.text(start, end)))


def is_expected(scene: Scene, figure: int, core: Core) -> bool:
    """Whether the figure is what analysts, a poll or the market expected: "Analysts had looked for $3.10"; "the 0.8%
    analysts had expected"; "a Refinitiv consensus of $2bn"."""
    if figure not in scene.expected:
        scene.expected[figure] = _is_expected(scene, figure, core)
    return scene.expected[figure]


def _is_expected(scene: Scene, figure: int, core: Core) -> bool:
    if core.measure == "difference" or not scene.mentions(_HINTS):
        return False
    start, place = scene.window(figure, core)
    if resumed(scene, figure):
        return False
    if any(_asks_for(pattern, scene, start, place) for pattern in _patterns()):
        return True
    if not asked_behind(scene, figure):
        return False
    return core.measure in ("level", "previous", None) or bool(
        re.search(r"(?i)\b(?:than|the|versus|against|of)\s+$", scene.text(start, place))
    )
