"""Where a time stands in its sentence, and which figure it can date there."""

from __future__ import annotations

import re
from datetime import date

from newsledger.facts.core import Core
from newsledger.facts.metric_time import ACTIONS, BALANCES, DATED, FLOWS, MACRO, MARKETS
from newsledger.facts.periods import calendar
from newsledger.facts.periods.calendar import Span
from newsledger.facts.periods.mentions import TimeMention
from newsledger.facts.scenes import BARRIER, SUMMING, Scene
from newsledger.facts.timeline import Calendar
from newsledger.records import Period

_ANY_FIGURE = re.compile(r"#+")


def period_of(span: Span, text: str | None = None) -> Period:
    """A span as the record has it, with the words that name it."""
    return Period(text, span.start.isoformat(), span.end.isoformat())


def span_of(period: Period) -> Span:
    """The days that a period of a record covers."""
    return Span(date.fromisoformat(period.start), date.fromisoformat(period.end))


def named_period(known: Calendar, mention: TimeMention, span: Span) -> Period:
    """A span as the record has it, with the words of the time that names it."""
    return period_of(span, known.text[mention.start : mention.end])


def dated_apart(known: Calendar, figure: int) -> bool:
    """Whether a figure is dated on its own, so that nothing after it takes its period."""
    scene = known.scene(figure)
    return any(
        mention.role != "comparand" and _owned(scene, mention) == scene.span(figure)[0] for mention in scene.times
    )


def _allowed(scene: Scene, mention: TimeMention, core: Core) -> bool:
    """Whether a time of this kind can date this metric: results are not those of a day, prices are."""
    if mention.role in ("reporting", "apart") or mention.expression is None:
        return False
    if mention.grain == "day" and core.metric not in MARKETS and _AS_OF.search(scene.text(scene.start, mention.start)):
        return True
    if mention.rule == "start_of_year" and core.metric not in BALANCES | MARKETS:
        return False
    if mention.rule in ("named_weekday", "near_day") and core.metric not in DATED:
        return False
    if core.metric in RESULTS and mention.rule == "near" and _WEEK.search(scene.text(mention.start, mention.end)):
        return False
    if mention.grain == "day" and core.metric not in MARKETS and _CLOSE.match(scene.text(mention.end, scene.end)):
        return False
    if mention.grain == "day" and core.metric not in DATED and core.metric not in BALANCES:
        return False
    if core.metric == "premium" and mention.grain == "day":
        return False
    if core.metric in MARKETS and core.measure in ("level", "previous") and mention.rule in _STRETCHES:
        return False
    if core.metric == "probability":
        return core.measure == "previous" and mention.rule in ("named_weekday", "near_day", "trailing")
    return core.metric != "price_target"


RESULTS = FLOWS - {"sales_volume", "production", "trading_volume", "orders", "deposits", "spending", "product_price"}
"""What is told for longer than a week."""

_WEEK = re.compile(r"(?i)\bweek$")


def of_others(scene: Scene, mention: TimeMention, figure: int, core: Core) -> bool:
    """Whether a time of the sentence surely dates something else than this figure."""
    end = scene.span(figure)[1]
    behind = mention.start >= end
    if behind and core.metric in MARKETS and _SUMMED.search(scene.text(end, mention.start)):
        return True
    return (behind and _opens_anew(scene, mention)) or _of_results(scene, mention, core)


def _of_results(scene: Scene, mention: TimeMention, core: Core) -> bool:
    """Whether a quarter is that of results, and no time of a market's move or of what a company decides on: "rose 5%
    after upbeat Q3 financials", "on fourth-quarter revenue"."""
    quarter = mention.grain == "part" and _QUARTER.search(scene.text(mention.start, mention.end))
    if not quarter or core.metric not in MARKETS | ACTIONS:
        return False
    return _RESULTS.match(scene.text(mention.end, scene.end)) is not None


_QUARTER = re.compile(r"(?i)quarter|half|\b[QH]\d")
_RESULTS = re.compile(
    r"(?i)^\s+(?:[\w-]+\s+){0,2}(?:results?|earnings|profits?|loss(?:es)?|revenues?|sales|financials|numbers|figures|"
    r"reports?|update|outlook|forecasts?|guidance|income|margins?|deliveries|bookings|orders)\b"
)

_CLOSE = re.compile(r"(?i)^\s+(?:close|closing|finish|settlement|price|share price|level|last)\b")
"""Words after a day whose price is compared with: "a premium to Friday's close"."""

_AS_OF = re.compile(r"(?i)\bas (?:of|at)\s+$")

_STRETCHES = frozenset({"for_the_week", "year_to_date", "trailing"})
"""Rules of stretches over which a market moves; its level is that of a day."""

_CONTRACT = re.compile(r"(?i)\b(?:in|during|for|since|of|early|late|through|by|to)\s+$")


_OPEN_RELATIVE = re.compile(r"(?i),\s+(?:[^,]*\s)?(?:which|who|whose|that|where)\s[^,]*$")


_PARTICIPLE = re.compile(
    r"(?i),\s+(?:\w+ly\s+)?(?:\w+ed|spun|bought|sold|held|built|led|born|put|set|in\s+(?:the\s+)?(?:post|job|office|charge))\b"
    r"[^,#]*$"
)
_CLOSED = re.compile(r"^\s*,")
"""What shuts in a remark with a time of its own: "Acme, spun out of Bolt in 2023, booked"."""

_VALUE = (
    r"(?:(?:late|early|opening|closing|close|finish|fix|fixing|rate|figure|level|reading|total"
    r"|of|at|about|around)\s+){0,3}"
)
_OWNED = re.compile(rf"^['’]s?\s+{_VALUE}(?=#)")
_BESIDE = re.compile(rf"^\s+{_VALUE}(?=#)")
_OWNING = re.compile(r"['’]s?$")


def _owned(scene: Scene, mention: TimeMention) -> int | None:
    """What ``_figure_owned`` says of a time, told once for each."""
    if mention.start not in scene.owned:
        scene.owned[mention.start] = _figure_owned(scene, mention)
    return scene.owned[mention.start]


def _figure_owned(scene: Scene, mention: TimeMention) -> int | None:
    """Where the figure begins that a possessive time dates: "September's 2.4%" is September's, and no other figure."""
    owning = bool(_OWNING.search(scene.text(mention.start, mention.end)))
    match = (_BESIDE if owning else _OWNED).match(scene.text(mention.end, scene.end))
    if match:
        return mention.end + match.end()
    label = _LABEL.match(scene.text(mention.end, scene.end))
    if label:
        return mention.end + label.end()
    for first, last in scene.spans:
        between = scene.text(last, mention.start)
        if (
            (_OF.match(between) and _THAN_THE.search(scene.text(scene.start, first)))
            or _TOLD_OF.match(between)
            or _OF_THAT.match(between)
            or (_FALLING_IN.match(between) and _OF_WHICH.search(scene.text(scene.start, first)))
            or (_IN_THE.match(between) and _HAVING_BEEN.search(scene.text(scene.start, first)))
        ):
            return first
    return None


def _multiple_of(scene: Scene, mention: TimeMention) -> int | None:
    """Where the multiple begins whose base a time dates: "16.4 times core earnings for the 12 months to June"."""
    for first, last in scene.multiples:
        if last <= mention.start and _BASE.match(scene.text(last, mention.start)):
            return first
    return None


_LEAVING = re.compile(r"(?i),\s+(?:\w+ly\s+)?(?!including\b|excluding\b|according\b)\w+ing\b[^;#]*#+[^;#]*$")
"""Words between a figure and a moment of what it led to: "rose #, taking the total to # at the end of"."""

_SHARE_OF = re.compile(r"(?i)^\s+of\s+(?:its|the|their|an?)\s+$")
"""Words between a share and a year of which it is none: "39% of its full-year goal"."""

_SHARE_OF_AIM = re.compile(
    r"(?i)^\s+of\s+[^,;]*\b(?:aim|target|goal|plan|want|hope|expect|budget|promis|guid)\w*\b[^,;#]*$|"
    r"^\s+of\s+(?:its|the|their)\s+(?:target|goal|budget|plan|forecast|guidance)\s+for\s+(?:the\s+)?$"
)
"""Words between a share and a time of the aim that it is part of: "52% of the # that it is aiming for in"."""

_BASE = re.compile(
    r"(?i)^\s+(?:(?:its|their|the|his|her|expected|forecast)\s+)?(?:(?!(?:in|at|by|to|and|when|higher|lower|more)\b)[\w’'&.-]+"
    r"\s+){0,6}(?:(?:for|in|over|of)\s+(?:the\s+)?)?$"
)
_OF = re.compile(r"(?i)^\s+(?:\w+\s+)?(?:of|in|for|seen in|recorded in)\s+$")
_THAN_THE = re.compile(r"(?i)\b(?:than|above|below|against|from|versus|over|topping|beating|exceeding|to)\s+the\s+$")
"""Words before an earlier value that its own time follows: "a hair above the 89,047 of May"."""

_LABEL = re.compile(
    r"^:\s+(?:an?\s+)?(?=#)|^\s+(?:peak|high|low|record|trough|bottom|top)\s+(?:of|at)\s+(?:\w+\s+)?(?=#)"
)
"""Words between a time and the figure that is its own: "October peak of #"."""
_IN_THE = re.compile(r"(?i)^\s+(?:\w+\s+)?(?:in|for|at)\s+(?:the\s+)?$")
_HAVING_BEEN = re.compile(
    r"(?i)\b(?:having (?:been|stood at|risen|fallen|grown)\s+(?:by\s+)?|after\s+(?:an?\s+)?(?:\w+\s+(?:of\s+)?)?)$"
)


_OF_THAT = re.compile(
    r"(?i)^\s+of\s+(?:that|it|which|them|those)\s+(?:[\w-]+\s+){0,4}?(?:in|for|by|during)\s+(?:the\s+)?$"
)
_OF_WHICH = re.compile(r"(?i)\bof which\s+(?:\w+\s+){0,2}$")
_FALLING_IN = re.compile(r"(?i)^\s+(?:[\w-]+\s+){0,4}?(?:in|for|by|during)\s+(?:the\s+)?$")
"""Words between a part and the time that is the part's alone: "# of that falling in", "of which # will come in"."""

_TOLD_OF = re.compile(
    r"(?i)^\s+(?:of\s+\w+\s+)?(?:that\s+|which\s+)?(?:it|they|he|she)\s+(?:had\s+|has\s+|have\s+)?\w+(?:ed|t|n|ught)\s+"
    r"(?:for\s+|in\s+|on\s+|at\s+|by\s+)?$"
)
"""Words between a figure and the time that a clause of its own dates: "the 3.7 billion it had booked in February"."""


_SUMMED = re.compile(SUMMING)

_WHILE = re.compile(
    r"(?i)\bas\s+(?!of\b|at\b|well\b|much\b|many\b|high\b|low\b|recently\b|late\b|early\b|far\b|"
    r"long\b|soon\b)\w+\s+\w+"
)
"""Opens what went on meanwhile: "dropped 5% as it guided to growth for the year"."""

_AT_WHICH = re.compile(r"(?i)^\s*(?:at|to) which\b[^,;#]*$")


def _at_home(scene: Scene, mention: TimeMention, figure: int, core: Core) -> bool:
    """Whether the time stands where it can date the figure: single events only within their clause, and a month before
    a commodity ("December Brent") is that of the contract."""
    before = scene.text(scene.start, mention.start)
    if _OPEN_RELATIVE.search(before) and "," in scene.text(mention.end, scene.span(figure)[0]):
        return False
    if _CLOSED.match(scene.text(mention.end, scene.span(figure)[0])) and _PARTICIPLE.search(before):
        return False
    if core.measure == "share" and _SHARE_OF_AIM.match(scene.text(scene.span(figure)[1], mention.start)):
        return False
    if mention.rule == "near_year" and _SHARE_OF.match(scene.text(scene.span(figure)[1], mention.start)):
        return False
    multiple = _multiple_of(scene, mention)
    if multiple is not None and scene.span(figure)[0] < multiple:
        return False
    owned = _owned(scene, mention)
    if owned is not None and owned != scene.span(figure)[0]:
        return False
    if mention.grain == "moment" and _LEAVING.search(scene.text(scene.span(figure)[1], mention.start)):
        return False
    if core.metric in MARKETS:
        if mention.start > scene.span(figure)[1] and _WHILE.search(scene.text(scene.span(figure)[1], mention.start)):
            return False
        if _AT_WHICH.match(scene.text(scene.span(figure)[1], mention.start)):
            return True
        if mention.rule == "calendar_month" and owned is None and not _CONTRACT.search(before):
            return False
        fronted = not _ANY_FIGURE.search(before)
        return fronted or core.clause is None or core.clause[0] <= mention.start < core.clause[1]
    if core.metric in FLOWS or core.metric in MACRO:
        return True
    if _for_a_purpose(scene, scene.span(figure)[1], mention.start):
        return False
    if core.clause is None:
        return True
    return core.clause[0] <= mention.start < core.clause[1]


def _opens_anew(scene: Scene, mention: TimeMention) -> bool:
    """Whether a time opens a clause of its own behind a figure: "fell 3%, and for the March quarter it sees #"."""
    before = scene.text(scene.start, mention.start)
    return _AND_FOR.search(before) is not None and _WHO_THEN.match(scene.text(mention.end, scene.end)) is not None


_AND_FOR = re.compile(r"(?i)[,;]\s+(?:and|but|while)\s+(?:for|in|over|during)\s+(?:the\s+|its\s+)?$")
_WHO_THEN = re.compile(r"^,?\s+(?:it|they|he|she|the\s+\w+|[A-Z]\w+)\s+(?:now\s+|still\s+|also\s+)?[a-z]\w+\s")


def _for_a_purpose(scene: Scene, start: int, end: int) -> bool:
    """Whether a time stands with another figure in what something is for: "will axe #, to bring down costs by # by
    2025"."""
    between = scene.text(start, end)
    if "#" not in between or not (scene.holds(_TO) and scene.analysis):
        return False
    analysis = scene.analysis
    places = analysis.places(start, end)
    return any(
        analysis.tags[at] == "VB" and at - 1 in places and analysis.lows[at - 1] == "to" for at in places
    ) or bool(_SO_THAT.search(between))


_TO = frozenset({"to", "so"})
_SO_THAT = re.compile(r"(?i)\bso (?:that|as)\b")


def distance(scene: Scene, mention: TimeMention, figure: int, core: Core) -> float:
    """How far a time stands from a figure: clauses, barriers, other figures and words between them."""
    start, end = scene.span(figure)
    follows = mention.start >= end
    between = scene.text(end, mention.start) if follows else scene.text(mention.end, start)
    figures = len(_ANY_FIGURE.findall(between))
    fronted = not follows and not _ANY_FIGURE.search(scene.text(scene.start, mention.start))
    cost = len(between) / 200 + figures * (0.4 if follows else 0.1)
    if core.clause is not None and not core.clause[0] <= mention.start < core.clause[1]:
        cost += 0.7 if fronted else 1.5
    if BARRIER.search(between):
        cost += 1.0 if fronted else 4.0
    if not follows and not fronted:
        cost += 0.6
    elsewhere = _ELSEWHERE.search(between) or (follows and _WHILE.search(between))
    if elsewhere and not (fronted and core.metric not in MARKETS):
        cost += 4.0
    if follows and figures and _IN_A_RELATIVE.search(between):
        cost += 4.0
    if follows and figures and _MODAL.search(between):
        cost += 4.0
    return cost


_ELSEWHERE = re.compile(r"(?i)\b(?:after|before|until|ahead of|when|despite|following|because)\b")
_IN_A_RELATIVE = re.compile(r"[A-Z][\w.&’'-]*,\s+(?:which|who|whose)\b[^#]*$")
"""Words after a figure that tell of somebody else: "19% at Acme, which was sold in"."""

_MODAL = re.compile(
    r"\b(?:will|would|could|may|might|expected|forecast|should|expects?|expecting|sees|forecasts|predicts|projects|plans|aims|"
    r"hopes|guides|anticipates)\b"
)


def nearest(known: Calendar, figure: int, core: Core, role: str = "plain") -> TimeMention | None:
    """The time of the figure's sentence that stands nearest to it, of those that can date it."""
    scene = known.scene(figure)
    fitting = [
        (distance(scene, mention, figure, core), mention)
        for mention in scene.times
        if mention.role == role
        and not of_others(scene, mention, figure, core)
        and _allowed(scene, mention, core)
        and _at_home(scene, mention, figure, core)
    ]
    own = [mention for _, mention in fitting if _owned(scene, mention) == scene.span(figure)[0]]
    if own:
        return own[0]
    fitting = [(cost, mention) for cost, mention in fitting if cost < FAR]
    return min(fitting, key=lambda pair: pair[0])[1] if fitting else None


FAR = 4.5
"""The cost beyond which a time of the same sentence is not the figure's."""


def to_date(span: Span, known: Calendar) -> Span:
    """The part of a span that lies before publication: "this year" of a share price."""
    published = known.published
    return Span(span.start, published) if published and span.start <= published < span.end else span


def held(span: Span, known: Calendar, figure: int, core: Core) -> Span:
    """The moment at which a balance is held: the last day of the period."""
    over = known.published is None or span.end <= known.published
    held = core.metric in BALANCES and core.measure in ("level", "previous") and over and not known.looks_ahead(figure)
    if held and not _ADDED.search(known.scene(figure).before(figure)):
        return calendar.day(span.end)
    return span


_ADDED = re.compile(
    r"(?i)\b(?:opened|added|created|lent|hired|closed|shut|recruited|attracted|gained|signed up|launched|raised|"
    r"borrowed|"
    r"repaid|deposited|withdrew|inflows? of|outflows? of|won|lost|shed)\s+(?:a|an|net|another|about|some|roughly|"
    r"around|its|customers|in|\s)*$"
)
"""Words that tell how a balance moved over a period: "opened a net 132 stores"."""
