"""Periods that are not named beside a figure: carried from what went before, or told from what it is compared with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsledger.facts.candidates import Candidate
from newsledger.facts.core import Core
from newsledger.facts.metric_time import ACTIONS, BALANCES, FLOWS, MACRO, MARKETS
from newsledger.facts.periods import calendar, words
from newsledger.facts.periods.calendar import Span
from newsledger.facts.periods.mentions import TimeMention
from newsledger.facts.scenes import BARRIER
from newsledger.facts.standing import held, named_period, period_of
from newsledger.facts.timeline import Calendar, Told
from newsledger.records import Period

Proposal = Iterator[Candidate[Period]]


def paced(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "Manufacturing shrank 1.3% on the month", after three months and a month: the latest month spoken of."""
    if core.measure != "change" or core.metric in MARKETS or core.metric in FLOWS:
        return
    scene = known.scene(figure)
    for mention in scene.times:
        beside = mention.start >= scene.span(figure)[1] and "#" not in scene.text(scene.span(figure)[1], mention.start)
        fronted = mention.end <= scene.span(figure)[0] and "#" not in scene.text(scene.start, mention.start)
        monthly = mention.rule == "on_the_month" or (mention.shift is not None and mention.shift.months == -1)
        if monthly and (beside or fronted):
            months = [told.span for told in known.told if not told.previous and 28 <= told.span.days <= 31]
            if not months and core.metric in MACRO:
                latest = next(near(known, figure, 3), None)
                months = [calendar.month(latest.span.end.year, latest.span.end.month)] if latest is not None else []
            if months:
                yield Candidate(period_of(months[-1]), 0.55, "period.paced")
            return


def follows(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "Retail sales rose by 3.2%, up from 2.1% in August": of the month after; "shrank to $8bn from $10bn in
    2023": of the year after."""
    if core.metric not in MACRO | FLOWS or core.measure == "previous" or known.looks_ahead(figure):
        return
    scene = known.scene(figure)
    for mention in scene.times:
        between = scene.text(scene.span(figure)[1], mention.start)
        yearly = mention.grain == "year" and mention.rule != "near_year" and core.metric in FLOWS
        monthly = mention.rule == "calendar_month" and core.metric in MACRO
        if mention.start < scene.span(figure)[1] or not (yearly or monthly) or not _UP_FROM.match(between):
            continue
        before = known.resolve(mention, figure)
        span = calendar.shift(before, 12 if yearly else 1) if before is not None else None
        if span is not None and known.published is not None and span.end < known.published:
            yield Candidate(period_of(span), 0.6, "period.follows")
        return


_UP_FROM = re.compile(r"(?i)^,?\s+(?:(?:up|down)\s+)?from\s+#+\s+in\s+$")


def listed(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "Acme gained 865,000 users from July to September, Bolt 403,000": one after the other of the same time."""
    told, between = _just_told(known, figure, core)
    if told is None or core.measure == "previous":
        return
    other = known.cores[told.figure]
    if other.measure == core.measure and other.companies != core.companies and not BARRIER.search(between):
        yield Candidate(period_of(told.span), 0.45, "period.listed")


def beside_level(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "12.1% in January-August, down 1.5 points on the year": the change of a level that stands before it."""
    told, between = _just_told(known, figure, core)
    if told is None or core.measure != "change":
        return
    other = known.cores[told.figure]
    if other.measure == "level" and other.companies == core.companies and "#" not in between:
        yield Candidate(period_of(told.span), 0.45, "period.beside_level")


def _just_told(known: Calendar, figure: int, core: Core) -> tuple[Told | None, str]:
    """What was told last in the sentence, of the same metric and the same time to come or past, with no finite verb up
    to the figure, and the words between; prices are dated otherwise."""
    told = next(near(known, figure, 0), None) if core.metric not in MARKETS else None
    if told is None or core.metric is None or told.ahead is not known.looks_ahead(figure):
        return None, ""
    scene = known.scene(figure)
    start, end = scene.span(told.figure)[1], scene.span(figure)[0]
    alike = known.cores[told.figure].metric == core.metric
    if not alike or start >= end or scene.finite_between(start, end):
        return None, ""
    return told, scene.text(start, end)


def captioned(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "Acme 38,500" under "June deliveries": the time that the heading of a list names."""
    caption = known.caption_of(figure)
    if caption is None or core.measure == "previous":
        return
    for mention in caption.times:
        span = known.resolve(mention, figure) if mention.role == "plain" else None
        if span is not None:
            then = held(span, known, figure, core)
            yield Candidate(named_period(known, mention, then), 0.65, "period.captioned")
            return


def alongside(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "sees the market shrinking by 2% in 2025, having pencilled in growth of 5%": forecasts of one thing."""
    if core.metric is None or core.metric in MARKETS | BALANCES | ACTIONS or not known.looks_ahead(figure):
        return
    for told in near(known, figure, 0):
        other = known.cores[told.figure]
        if told.ahead and other.metric == core.metric and other.companies == core.companies:
            yield Candidate(period_of(told.span), 0.4, "period.alongside")
            return


def carried(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "Revenue rose 5% to 7.5 billion euros", after a lede about the third quarter."""
    carries = core.metric in FLOWS or core.metric in MACRO or core.metric in BALANCES or _averaged(known, figure, core)
    if not carries or core.measure == "previous":
        return
    if core.metric in BALANCES and not known.scene(figure).told_as_past(known.scene(figure).span(figure)[0]):
        return
    if _of_outlook(known, figure):
        return
    span = _carried_expected(known, figure) if known.expected[figure] else _carried(known, figure, core)
    if span is not None:
        yield Candidate(period_of(held(span, known, figure, core)), 0.5, "period.carried")


_OUTLOOK = re.compile(
    r"(?i)\b(?:target|goal|forecast|outlook|guidance|projection|ambition|budget)s?(?:\s+range)?\s+"
    r"(?:for\s+(?:[\w.’'-]+\s+){1,5}?)?(?:(?:of|at|to|a|about|around|some|between|just|at\s+least|#+|from)\s+(?:[a-z]+\s+)?)+$"
)
"""Words before a figure that is aimed at, and not of the time that is reported on."""


def _of_outlook(known: Calendar, figure: int) -> bool:
    """Whether a figure is that of an outlook whose time is not said: "last week kept its own target of #"."""
    if known.expected[figure] or known.looks_ahead(figure):
        return False
    return _OUTLOOK.search(known.scene(figure).before(figure)) is not None


def _averaged(known: Calendar, figure: int, core: Core) -> bool:
    """As in "the average realised price was $82 a tonne", in a report: of the period that it reports on."""
    if core.metric not in BOUGHT or known.reported is None or known.looks_ahead(figure):
        return False
    named = bool(core.companies) and core.metric == "commodity_price" and core.measure == "level"
    return named or averaged(known.scene(figure).before(figure))


BOUGHT = frozenset({"commodity_price", "exchange_rate"})
"""What a company that reports pays or reckons with over its period, not what a market sets on the day."""

_AVERAGED = re.compile(r"(?i)\b(?:average|averaged|averaging|reali[sz]ed)\b[^#]*$")


def averaged(before: str) -> bool:
    """Whether a price is what somebody got or paid on average: "average realised prices eased to #"."""
    return _AVERAGED.search(before) is not None


def near(known: Calendar, figure: int, reach: int) -> Iterator[Told]:
    """What was settled in the same sentence and the ``reach`` sentences before it, the latest first."""
    place = known.reading.sentence_of[figure]
    for told in reversed(known.told):
        if not told.previous and 0 <= place - known.reading.sentence_of[told.figure] <= reach:
            yield told


def _carried_expected(known: Calendar, figure: int) -> Span | None:
    """What analysts expected is for the period of the figure that it is set against."""
    core = known.cores[figure]
    if core.metric in MACRO and not known.looks_ahead(figure) and not any(near(known, figure, 0)):
        latest = next((told.span for told in near(known, figure, 2) if known.cores[told.figure].metric in MACRO), None)
        if latest is None and known.lede is not None:
            return known.lede
    fitting = [told for told in near(known, figure, 2) if known.cores[told.figure].metric not in MARKETS]
    place = known.reading.sentence_of[figure]
    beside = [told.span for told in fitting if known.reading.sentence_of[told.figure] == place]
    if beside:
        return beside[0]
    alike = [told.span for told in fitting if known.cores[told.figure].metric == core.metric]
    if known.reported in alike and not known.looks_ahead(figure):
        return known.reported
    return next(iter(alike), None) or next((told.span for told in fitting), None) or known.reported


_LEDE = 4
"""Sentences, headline included, that set the month or quarter of which an article on an economy tells."""


def _of_lede(known: Calendar, figure: int, core: Core) -> Span | None:
    """The month or quarter of the lede, to which a new paragraph on an economy goes back from a longer one."""
    if core.metric not in MACRO:
        return None
    spans = [
        told.span
        for told in known.told
        if not told.previous and not told.ahead and known.reading.sentence_of[told.figure] < _LEDE
    ]
    paragraph = known.scene(figure).sentence.paragraph
    latest = next(near(known, figure, 3), None)
    if not spans or latest is None or known.scene(latest.figure).sentence.paragraph == paragraph:
        return None
    return spans[0] if 27 < spans[0].days < 95 and latest.span.days > 2 * spans[0].days else None


def _carried(known: Calendar, figure: int, core: Core) -> Span | None:
    ahead = known.looks_ahead(figure)
    paragraph = known.scene(figure).sentence.paragraph
    lede = None if ahead else _of_lede(known, figure, core)
    if lede is not None:
        return lede
    for told in near(known, figure, 3):
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
    if core.metric in MACRO and not ahead:
        return known.lede
    if ahead or core.metric in MACRO or known.reported is not None:
        return None if ahead or core.metric in MACRO else known.reported
    return next((told.span for told in near(known, figure, 3) if _lends(known, told, core)), None)


def _lends(known: Calendar, told: Told, core: Core) -> bool:
    """Whether a period of another paragraph can be meant, where the article reports on none."""
    other = known.cores[told.figure]
    return other.metric in FLOWS and core.metric in FLOWS and not told.ahead and not told.span.is_day


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
        if re.search(
            r"(?i)\bto\s+#|\b(?:than|from)\b\s+#|\band\s+(?:\w+ly\s+)?(?:\w+ed|saw|sees|sold|made|cut)\s+#", between
        ):
            break
        return mention
    for mention in reversed(scene.times):
        between = scene.text(mention.end, start)
        opens = not _IN.sub("", scene.text(scene.start, mention.start)) and "#" not in between
        if mention.role == "comparand" and mention.end <= start and (len(between) <= 25 or opens):
            return mention
    return None


_IN = re.compile(r"(?i)^\W*(?:in|for|over|during)?\s*(?:the|its)?\s*$")
"""What may stand before a time that opens a sentence: "In the year-ago period, the company had netted"."""


def base_of(known: Calendar, figure: int, core: Core, *, beside: bool = False) -> Span | None:
    """The period of the figure that a previous value stands against; ``beside``: only one of the same sentence."""
    if core.group != figure and core.group in known.settled:
        return known.settled[core.group]
    place = known.reading.sentence_of[figure]
    for told in reversed(known.told):
        other = known.cores[told.figure]
        alike = (other.metric in MARKETS) is (core.metric in MARKETS)
        if known.reading.sentence_of[told.figure] == place and not told.previous and alike:
            return told.span
    if beside or core.metric not in FLOWS | BALANCES | MACRO:
        return None
    return _carried(known, figure, core)


_BACK = frozenset({"units_earlier", "same_period_last_year", "same_period_of_year"})
"""Rules of words that go back in time also from what is to come: "2.20 euros for 2024, after 2 euros for the year
before"."""


def _revised(known: Calendar, figure: int) -> bool:
    """Whether the value is an earlier reading of the same period: "revised up from 223,000"."""
    return bool(re.search(r"(?i)\brevised\b[^#;]{0,30}\bfrom\s*$", known.scene(figure).before(figure)))


_FOREGOING = re.compile(
    r"(?i)\b(?:previous|preceding|prior)\s+(?P<n>two|three|six|nine|twelve|2|3|6|9|12)[\s-]+(?P<unit>month|quarter)s?\b"
)


def foregoing(text: str) -> int | None:
    """How many months "the previous three months" are."""
    match = _FOREGOING.search(text)
    if match is None:
        return None
    return words.number(match.group("n")) * (3 if match.group("unit").lower() == "quarter" else 1)


def before_last(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "and in the preceding three months growth was 7.4%": before the period of the same length that was spoken
    of last."""
    scene = known.scene(figure)
    if core.measure == "previous" or not scene.holds(_FOREGOING_WORDS):
        return
    for mention in scene.times:
        months = foregoing(known.text[mention.start : mention.end])
        start = scene.span(figure)[0]
        fronted = mention.role == "plain" and mention.end <= start and "#" not in scene.text(mention.end, start)
        if months is None or not fronted:
            continue
        for told in near(known, figure, 2):
            if not told.ahead and round(told.span.days / 30.4) == months:
                span = calendar.shift(told.span, -months)
                yield Candidate(named_period(known, mention, span), 0.86, "period.before_last")
                return


_FOREGOING_WORDS = frozenset({"previous", "preceding", "prior"})


def _base_ahead(known: Calendar, figure: int, core: Core) -> bool:
    """Whether what an earlier value stands against is still to come, as after "where before it had been"."""
    told = next(near(known, figure, 0), None)
    if core.group != figure and core.group in known.settled:
        span = known.settled[core.group]
    elif told is not None and known.cores[told.figure].metric == core.metric:
        span = told.span
    else:
        return False
    before = known.scene(figure).before(figure)
    ahead = core.metric not in MARKETS and known.published is not None and span.end > known.published
    return ahead and bool(_ANEW.search(before))


_ANEW = re.compile(
    r"(?i)\b(?:had\s+(?:been|\w+ed|said|set|seen)|previous(?:ly)?|before|earlier|old|prior|original(?:ly)?|initial(?:ly)?)\b"
    r"[^#]*$|\b(?:target|goal|outlook|forecast|guidance|estimate|projection)s?\b[^#]*#+[^#]*\bfrom\s+$"
)
"""Words before an earlier value that was itself an outlook."""


def compared(known: Calendar, figure: int, core: Core) -> Proposal:
    """As in "against 1.031 billion euros a year earlier": the group's period, moved by the words."""
    if core.measure != "previous":
        return
    mention, base = compared_time(known, figure, core), base_of(known, figure, core)
    if mention is None:
        anew = known.status[figure] in ("forecast", "plan") or _base_ahead(known, figure, core)
        if core.group == figure and _of_outlook(known, figure):
            return
        if base is not None and (anew or _revised(known, figure)):
            yield Candidate(period_of(base), 0.6, "period.same_as_new")
        elif base is not None and core.metric in FLOWS:
            yield Candidate(period_of(calendar.shift(base, -12)), 0.4, "period.year_before")
        elif base is not None and core.metric in MACRO and base.days < 100:
            yield Candidate(period_of(calendar.shift(base, -3 if base.days > 31 else -1)), 0.4, "period.unit_before")
        return
    text = known.text[mention.start : mention.end]
    back = foregoing(text)
    if back is not None and base is not None:
        yield Candidate(period_of(calendar.shift(base, -back), text), 0.85, "period.compared")
        return
    if mention.shift is not None:
        quoted = core.metric == "probability" or (core.metric in MARKETS and base is None)
        if quoted and known.published is not None and not mention.shift.open:
            span = mention.shift.of(calendar.day(known.published))
            if span is not None:
                yield Candidate(period_of(span, text), 0.85, "period.compared")
            return
        if known.status[figure] in ("forecast", "plan") and base is not None and mention.rule not in _BACK:
            yield Candidate(period_of(base), 0.7, "period.same_as_new")
        elif base is not None and mention.shift.open:
            ahead = _base_ahead(known, figure, core) and "last" not in text.lower()
            yield Candidate(period_of(base if ahead else calendar.shift(base, -12)), 0.5, "period.year_before")
        elif base is not None:
            span = mention.shift.of(base)
            if span is not None:
                yield Candidate(period_of(span, text), 0.85, "period.compared")
        return
    span = known.resolve(mention, figure)
    if span is None:
        return
    beside = base_of(known, figure, core, beside=True)
    if beside is not None and mention.rule == "near_year" and beside.days < 360:
        span = calendar.shift(beside, -12)
    elif _named_too_late(beside if mention.rule == "near_year" else base, span, text):
        span = calendar.shift(span, -12)
    yield Candidate(period_of(held(span, known, figure, core), text), 0.85, "period.compared")


def _named_too_late(base: Span | None, span: Span, text: str) -> bool:
    """Whether a time of comparison without a year lies after what it is compared with."""
    return base is not None and span.end >= base.end and not re.search(r"\d{4}", text)
