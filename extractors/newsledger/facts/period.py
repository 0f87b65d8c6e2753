"""The period of each figure: named beside it, told from what it is compared with, or carried from what went before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from newsledger.facts.candidates import Candidate, Choice, choose
from newsledger.facts.core import Core
from newsledger.facts.metric_time import BALANCES, DATED, FLOWS, MACRO, MARKETS
from newsledger.facts.periods import calendar
from newsledger.facts.periods.calendar import Span
from newsledger.facts.periods.mentions import TimeMention, opened
from newsledger.facts.reading import Reading
from newsledger.facts.scenes import BARRIER, Scene
from newsledger.facts.timeline import Calendar, Told
from newsledger.records import Period

Proposal = Iterator[Candidate[Period]]


_ANY_FIGURE = re.compile(r"#+")


def periods(reading: Reading, cores: Sequence[Core], known: Calendar | None = None) -> list[Choice[Period] | None]:
    """The period of each figure, ``None`` where the text gives no time for it; fills ``known``."""
    known = known or Calendar(reading, cores)
    chosen: list[Choice[Period] | None] = [None] * len(cores)
    for late in (False, True):
        for figure, core in enumerate(cores):
            if (core.measure == "previous" and figure != core.group and core.group > figure) is not late:
                continue
            choice = choose(candidate for rule in RULES for candidate in rule(known, figure, core))
            chosen[figure] = choice
            if choice is not None:
                span = Span(date.fromisoformat(choice.value.start), date.fromisoformat(choice.value.end))
                known.tell(figure, span)
    return chosen


def _period(span: Span, text: str | None = None) -> Period:
    return Period(text, span.start.isoformat(), span.end.isoformat())


# --- named beside the figure ---


def _allowed(mention: TimeMention, core: Core) -> bool:
    """Whether a time of this kind can date this metric: results are not those of a day, prices are."""
    if mention.role in ("reporting", "apart") or mention.expression is None:
        return False
    if mention.rule in ("named_weekday", "near_day") and core.metric not in DATED:
        return False
    if mention.grain == "day" and core.metric not in DATED and core.metric not in BALANCES:
        return False
    if core.metric == "probability":
        return core.measure == "previous" and mention.rule in ("named_weekday", "near_day", "trailing")
    return core.metric != "price_target"


_CONTRACT = re.compile(r"(?i)\b(?:in|during|for|since|of|early|late|through|by|to)\s+$")


_OPEN_RELATIVE = re.compile(r"(?i),\s+(?:[^,]*\s)?(?:which|who|whose|that|where)\s[^,]*$")


_OTHERS = re.compile(r"^(?:.?['’]s|['’]s|s['’])?\s+#")
"""A possessive time right before a figure: "September's 2.4%" is September's, and no other figure is."""

_AT_WHICH = re.compile(r"(?i)^\s*(?:at|to) which\b[^,;#]*$")


def _at_home(scene: Scene, mention: TimeMention, figure: int, core: Core) -> bool:
    """Whether the time stands where it can date the figure: single events only within their clause, and a month before
    a commodity ("December Brent") is that of the contract."""
    before = scene.text(scene.start, mention.start)
    if _OPEN_RELATIVE.search(before) and "," in scene.text(mention.end, scene.span(figure)[0]):
        return False
    if _OTHERS.match(scene.text(mention.end - 2, scene.end)) and mention.end + 4 < scene.span(figure)[0]:
        return False
    if _OTHERS.match(scene.text(mention.end - 2, scene.end)) and mention.start > scene.span(figure)[0]:
        return False
    if core.metric in MARKETS:
        if _AT_WHICH.match(scene.text(scene.span(figure)[1], mention.start)):
            return True
        if mention.rule == "calendar_month" and not _CONTRACT.search(before):
            return False
        fronted = not _ANY_FIGURE.search(before)
        return fronted or core.clause is None or core.clause[0] <= mention.start < core.clause[1]
    if core.metric in FLOWS or core.metric in MACRO or core.clause is None:
        return True
    return core.clause[0] <= mention.start < core.clause[1]


def _cost(scene: Scene, mention: TimeMention, figure: int, core: Core) -> float:
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
    if _ELSEWHERE.search(between) and not (fronted and core.metric not in MARKETS):
        cost += 4.0
    if follows and figures and _MODAL.search(between):
        cost += 4.0
    return cost


_ELSEWHERE = re.compile(r"(?i)\b(?:after|before|until|ahead of|when|despite|following|because)\b")
_MODAL = re.compile(r"\b(?:will|would|could|may|might|expected|forecast|should)\b")


def _stated(known: Calendar, figure: int, core: Core, role: str = "plain") -> TimeMention | None:
    scene = known.scene(figure)
    fitting = [
        (_cost(scene, mention, figure, core), mention)
        for mention in scene.times
        if mention.role == role and _allowed(mention, core) and _at_home(scene, mention, figure, core)
    ]
    fitting = [(cost, mention) for cost, mention in fitting if cost < _FAR]
    return min(fitting, key=lambda pair: pair[0])[1] if fitting else None


_FAR = 4.5
"""The cost beyond which a time of the same sentence is not the figure's."""


def stated(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "rose 16% to $65.6 billion in the three months ended Sept. 30"."""
    mention = _stated(known, figure, core)
    if core.measure == "previous" and (compared_time(known, figure, core) or _base(known, figure, core, near=True)):
        return
    if mention is None:
        mention = _quoted_day(known, figure, core)
    if mention is None:
        return
    span = known.resolve(mention, figure)
    if span is None:
        return
    text = known.text[mention.start : mention.end]
    if core.metric in MARKETS and mention.rule == "near_year" and text.lower().startswith("this"):
        span = _to_date(span, known)
    nearer = core.metric not in MARKETS and _spoken_nearer(known, figure, core, mention)
    yield Candidate(_period(_held(span, known, figure, core), text), 0.7 if nearer else 0.85, "period.stated")


def _spoken_nearer(known: Calendar, figure: int, core: Core, stated: TimeMention) -> bool:
    """Whether "in the quarter" stands nearer than the time that is named: "16.9% in the quarter, and it has promised
    24% for this year"."""
    scene = known.scene(figure)
    cost = _cost(scene, stated, figure, core)
    return any(
        mention.rule in ("this_period", "same_period")
        and mention.role == "plain"
        and _cost(scene, mention, figure, core) + 0.3 < cost
        for mention in scene.times
    )


_CLOSE = re.compile(r"(?i)^\s*(?:\w+\s+){0,2}(?:close|closing price|finish|settlement|price|level)\s+(?:of|at)\s+$")


def _quoted_day(known: Calendar, figure: int, core: Core) -> TimeMention | None:
    """As in "25% above Monday's close of 1,184p": the day of the price that is compared with."""
    if core.metric not in MARKETS:
        return None
    scene = known.scene(figure)
    start = scene.span(figure)[0]
    for mention in scene.times:
        if mention.grain == "day" and mention.end <= start and _CLOSE.match(scene.text(mention.end, start)):
            return mention
    return None


def _to_date(span: Span, known: Calendar) -> Span:
    published = known.published
    return Span(span.start, published) if published and span.start <= published < span.end else span


def _held(span: Span, known: Calendar, figure: int, core: Core) -> Span:
    """The moment at which a balance is held: the last day of the period."""
    held = core.metric in BALANCES and core.measure in ("level", "previous") and not known.looks_ahead(figure)
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


_SINCE = re.compile(r"(?i)\bsince\s+(?:the\s+(?:start|beginning|end)\s+of\s+|early\s+|late\s+)?$")
_RECORD = re.compile(r"(?i)\b(?:\w+est|best|worst|first|most|least|record|only)\b[^,;]*$")


def since(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "has fallen 20% since January": from then to the publication date."""
    scene = known.scene(figure)
    if core.measure != "change" or known.published is None:
        return
    for mention in scene.times:
        before = scene.text(scene.start, mention.start)
        if mention.start < scene.span(figure)[1] or not _SINCE.search(before):
            continue
        between = scene.text(scene.span(figure)[1], mention.start)
        span = mention.span(known.text, known.anchor)
        if span and "#" not in between and not _RECORD.search(between) and span.start <= known.published:
            text = known.text[mention.start : mention.end]
            yield Candidate(_period(Span(span.start, known.published), text), 0.95, "period.since")


_OF = re.compile(r"(?i)^\s*(?:(?:of|in|from|for|at|that it (?:had )?\w+)\s+)?(?:the\s+)?$")


def attached(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "below the $9.81 billion of the fourth quarter": a level that the sentence compares with."""
    scene = known.scene(figure)
    if core.measure != "level":
        return
    for mention in scene.times:
        between = scene.text(scene.span(figure)[1], mention.start)
        if mention.role != "comparand" or mention.start < scene.span(figure)[1] or not _OF.match(between):
            continue
        if mention.shift is not None:
            base = known.reported if core.metric in FLOWS and not mention.shift.open else None
            span = mention.shift.of(base) if base is not None else None
        else:
            span = known.resolve(mention, figure)
        if span is not None:
            text = known.text[mention.start : mention.end]
            yield Candidate(_period(_held(span, known, figure, core), text), 0.86, "period.attached")


# --- spoken of before ---


_LENGTHS = {
    "week": (5, 8),
    "quarter": (85, 95),
    "month": (28, 31),
    "half": (180, 185),
    "three": (85, 95),
    "six": (180, 185),
    "nine": (270, 277),
}


def day_before(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "which had tumbled 7.1% the day before": no comparison, but when it was."""
    if core.metric not in MARKETS or core.measure == "previous" or known.published is None:
        return
    scene = known.scene(figure)
    start, end = scene.span(figure)
    for mention in scene.times:
        if mention.shift is None or not -8 < mention.shift.days < 0:
            continue
        before = scene.text(scene.start, mention.start)
        beside = mention.start >= end and not scene.text(end, mention.start).strip()
        ahead_of = _A_DAY_AFTER.match(scene.text(mention.end, start)) is not None
        if (beside or ahead_of) and _HAD.search(scene.before(figure)) and not opened(before):
            span = calendar.shift_days(calendar.day(known.published), mention.shift.days)
            yield Candidate(_period(span, known.text[mention.start : mention.end]), 0.8, "period.day_before")
            return


_HAD = re.compile(r"(?i)\bhad\s+(?:\w+\s+){1,3}(?:by\s+)?$")
_A_DAY_AFTER = re.compile(r"(?i)^,?[^,;#]*\bhad\b[^,;#]*$")


def same_period(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "signed during the quarter"; "for the same three months": the period spoken of before."""
    scene = known.scene(figure)
    for mention in scene.times:
        if mention.shift is None or mention.role != "plain" or mention.rule not in ("this_period", "same_period"):
            continue
        if _cost(scene, mention, figure, core) >= _FAR or core.measure == "previous":
            continue
        text = known.text[mention.start : mention.end]
        span = _spoken_of(known, text)
        if span is not None:
            yield Candidate(_period(_held(span, known, figure, core), text), 0.8, "period.same")
            return


def _spoken_of(known: Calendar, text: str) -> Span | None:
    """The latest period before, of the length that the words name."""
    shortest, longest = next((_LENGTHS[word] for word in _LENGTHS if word in text.lower()), (20, 400))
    for told in reversed(known.told):
        if not told.previous and shortest <= told.span.days <= longest:
            return told.span
    if known.reported is not None and shortest <= known.reported.days <= longest:
        return known.reported
    return None


def carried(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "Revenue rose 5% to 7.5 billion euros", after a lede about the third quarter."""
    if (
        core.metric not in FLOWS and core.metric not in MACRO and core.metric not in BALANCES
    ) or core.measure == "previous":
        return
    if core.metric in BALANCES and not known.scene(figure).told_as_past(known.scene(figure).span(figure)[0]):
        return
    span = _carried_expected(known, figure) if known.expected[figure] else _carried(known, figure, core)
    if span is not None:
        yield Candidate(_period(_held(span, known, figure, core)), 0.5, "period.carried")


def _near(known: Calendar, figure: int, reach: int) -> Iterator[Told]:
    place = known.reading.sentence_of[figure]
    for told in reversed(known.told):
        if not told.previous and 0 <= place - known.reading.sentence_of[told.figure] <= reach:
            yield told


def _carried_expected(known: Calendar, figure: int) -> Span | None:
    """What analysts expected is for the period of the figure that it is set against."""
    core = known.cores[figure]
    fitting = [told for told in _near(known, figure, 2) if known.cores[told.figure].metric not in MARKETS]
    place = known.reading.sentence_of[figure]
    beside = [told.span for told in fitting if known.reading.sentence_of[told.figure] == place]
    if beside:
        return beside[0]
    alike = [told.span for told in fitting if known.cores[told.figure].metric == core.metric]
    if known.reported in alike and not known.looks_ahead(figure):
        return known.reported
    return next(iter(alike), None) or next((told.span for told in fitting), None) or known.reported


def _carried(known: Calendar, figure: int, core: Core) -> Span | None:
    ahead = known.looks_ahead(figure)
    paragraph = known.scene(figure).sentence.paragraph
    for told in _near(known, figure, 3):
        other = known.cores[told.figure]
        unended = known.published is not None and told.span.end > known.published
        if (
            told.ahead is not ahead
            or (unended and not ahead)
            or other.metric in MARKETS
            or (told.span.is_day and core.metric not in BALANCES)
        ):
            continue
        if (other.metric in MACRO) is not (core.metric in MACRO):
            continue
        same_place = known.scene(told.figure).sentence.paragraph == paragraph
        if (
            ahead
            and not same_place
            and other.companies
            and core.companies
            and not set(other.companies) & set(core.companies)
        ):
            continue
        if ahead or same_place or other.metric in MACRO:
            return told.span
    if ahead or core.metric in MACRO or known.reported is not None:
        return None if ahead or core.metric in MACRO else known.reported
    return next((told.span for told in _near(known, figure, 3) if _lends(known, told, core)), None)


def _lends(known: Calendar, told: Told, core: Core) -> bool:
    """Whether a period of another paragraph can be meant, where the article reports on none."""
    other = known.cores[told.figure]
    return other.metric in FLOWS and core.metric in FLOWS and not told.ahead and not told.span.is_day


# --- what it is compared with ---


def compared_time(known: Calendar, figure: int, core: Core) -> TimeMention | None:
    """The time of what the text compares with, beside a previous value: "from $9.5bn, or 20 cents, a year earlier"."""
    scene = known.scene(figure)
    start, end = scene.span(figure)
    for mention in scene.times:
        if mention.role != "comparand" or mention.start < end:
            continue
        between = scene.text(end, mention.start)
        if BARRIER.search(between) or len(between) > 80:
            break
        if re.search(r"(?i)\bto\s+#|\b(?:than|from)\b\s+#", between):
            break
        return mention
    for mention in reversed(scene.times):
        if mention.role == "comparand" and mention.end <= start and len(scene.text(mention.end, start)) <= 25:
            return mention
    return None


def _base(known: Calendar, figure: int, core: Core, *, near: bool = False) -> Span | None:
    """The period of the figure that a previous value stands against; ``near``: only one of the same sentence."""
    if core.group != figure and core.group in known.settled:
        return known.settled[core.group]
    place = known.reading.sentence_of[figure]
    for told in reversed(known.told):
        other = known.cores[told.figure]
        alike = (other.metric in MARKETS) is (core.metric in MARKETS)
        if known.reading.sentence_of[told.figure] == place and not told.previous and alike:
            return told.span
    if near:
        return None
    return _carried(known, figure, core) if core.metric in FLOWS or core.metric in BALANCES else None


def _revised(known: Calendar, figure: int) -> bool:
    """Whether the value is an earlier reading of the same period: "revised up from 223,000"."""
    return bool(re.search(r"(?i)\brevised\b[^#;]{0,30}\bfrom\s*$", known.scene(figure).before(figure)))


def compared(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "against 1.031 billion euros a year earlier": the group's period, moved by the words."""
    if core.measure != "previous":
        return
    mention, base = compared_time(known, figure, core), _base(known, figure, core)
    if mention is None:
        if base is not None and (known.status[figure] in ("forecast", "plan") or _revised(known, figure)):
            yield Candidate(_period(base), 0.6, "period.same_as_new")
        elif base is not None and core.metric in FLOWS:
            yield Candidate(_period(calendar.shift(base, -12)), 0.4, "period.year_before")
        elif base is not None and core.metric in MACRO and base.days < 100:
            yield Candidate(_period(calendar.shift(base, -3 if base.days > 31 else -1)), 0.4, "period.unit_before")
        return
    text = known.text[mention.start : mention.end]
    if mention.shift is not None:
        if known.status[figure] in ("forecast", "plan") and base is not None:
            yield Candidate(_period(base), 0.7, "period.same_as_new")
        elif base is not None and mention.shift.open:
            yield Candidate(_period(calendar.shift(base, -12)), 0.5, "period.year_before")
        elif base is not None:
            span = mention.shift.of(base)
            if span is not None:
                yield Candidate(_period(span, text), 0.85, "period.compared")
        return
    span = known.resolve(mention, figure)
    if span is None:
        return
    if base is not None and mention.rule == "near_year" and base.days < 360:
        span = calendar.shift(base, -12)
    elif base is not None and span.end >= base.end and not re.search(r"\d{4}", text):
        span = calendar.shift(span, -12)
    yield Candidate(_period(_held(span, known, figure, core), text), 0.85, "period.compared")


# --- the day of the article ---


def market_day(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "Shares fell 4%": without a day of its own, the day of the article."""
    quoted = core.metric in MARKETS or core.metric == "probability"
    if not quoted or core.measure == "previous" or known.published is None:
        return
    if known.status[figure] in ("actual", "negated") or core.metric == "probability":
        yield Candidate(_period(calendar.day(known.published)), 0.45, "period.market_day")


def now(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "the group now has 9,598 stores": the publication date."""
    if core.metric not in BALANCES or core.measure != "level" or known.published is None:
        return
    scene = known.scene(figure)
    floor = core.clause[0] if core.clause is not None else None
    if known.status[figure] == "actual" and _NOW.search(scene.before(figure, floor)):
        yield Candidate(_period(calendar.day(known.published)), 0.7, "period.now")


_NOW = re.compile(r"(?i)\b(?:now|currently|at present)\b")

RULES = (stated, since, attached, compared, day_before, same_period, carried, market_day, now)
