"""What a change or difference is measured against, where words of the sentence say it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newsledger.facts.candidates import Candidate, Choice, choose
from newsledger.facts.core import Core
from newsledger.facts.cues import any_of, phrases
from newsledger.facts.earlier import compared_time
from newsledger.facts.metric_time import MARKETS
from newsledger.facts.period import periods
from newsledger.facts.periods import calendar
from newsledger.facts.periods.calendar import Span
from newsledger.facts.periods.mentions import TimeMention, opened
from newsledger.facts.periods.words import number
from newsledger.facts.reading import Reading
from newsledger.facts.scenes import Scene
from newsledger.facts.timeline import Calendar
from newsledger.records import Basis, Comparison

Proposal = Iterator[Candidate[Comparison]]


def comparisons(
    reading: Reading, cores: Sequence[Core], known: Calendar | None = None
) -> list[Choice[Comparison] | None]:
    """The comparison of each figure; ``None`` for levels, shares and consensus figures, and where no words say it."""
    if known is None:
        known = Calendar(reading, cores)
        periods(reading, cores, known)
    spans = [known.settled.get(figure) for figure in range(len(cores))]
    return [
        choose(candidate for rule in RULES for candidate in rule(known, figure, core, spans))
        for figure, core in enumerate(cores)
    ]


def basis_of(mention: TimeMention, base: Span | None, compared: Span | None, words: str = "") -> Basis | None:
    """The basis that a time of comparison says: by its distance from the figure's own period.

    A year before is ``year_over_year`` for any period; a quarter before a quarter ``quarter_over_quarter``, a month
    before a month ``month_over_month``; anything else is a ``previous_period``, save that a year named without the
    figure's own is ``None``: nobody compares with it, it tells since when.
    """
    months: float = 0
    stretch = _PREVIOUS_MONTHS.search(words)
    if mention.shift is not None:
        if mention.shift.year is not None:
            return "year_over_year"
        months = -mention.shift.months
    elif stretch is not None:
        months = number(stretch.group("count"))
    elif base is not None and compared is not None:
        alike = compared.is_day or 0.7 < compared.days / base.days < 1.4
        months = round((base.end - compared.end).days / 30.4) if alike else 0
        if mention.rule == "season" and 10 < months < 14:
            months = 12
        if compared.days > 360 and base.days <= 366:
            months = 12
    elif base is None and mention.grain in ("year", "month"):
        return None
    if months == 12:
        return "year_over_year"
    if months == 3:
        return "quarter_over_quarter"
    if months == 1:
        return "month_over_month"
    return "previous_period"


_PREVIOUS_MONTHS = re.compile(r"(?i)\b(?:previous|preceding|prior)\s+(?P<count>three|3|six|6|12|twelve)[\s-]months\b")


def _comparison(known: Calendar, figure: int, mention: TimeMention, base: Span | None) -> Comparison | None:
    words = known.text[mention.start : mention.end]
    compared = mention.span(known.text, known.anchor_of(figure))
    if compared is not None and base is not None and compared.end > base.end:
        year = re.search(r"\d{4}", words)
        if year is not None and not _PREVIOUS_MONTHS.search(words):
            return None
        compared = None
    basis = basis_of(mention, base, compared, words)
    return Comparison(basis, words) if basis is not None else None


def previous(known: Calendar, figure: int, core: Core, spans: Sequence[Span | None]) -> Proposal:
    """As in "from 1.44 trillion yen a year ago": the words beside the earlier value."""
    if core.measure != "previous":
        return
    mention = compared_time(known, figure, core)
    if mention is not None and mention.grain != "day":
        if mention.shift is not None and known.status[figure] == "forecast" and not mention.shift.year:
            return
        base = spans[core.group] if 0 <= core.group < len(spans) and core.group != figure else None
        base = base or (_likely_base(known, figure, mention) if mention.grain == "part" else None)
        found = _comparison(known, figure, mention, base)
        if found is not None:
            yield Candidate(found, 0.85, "comparison.previous")


def of_sentence(known: Calendar, figure: int, core: Core, spans: Sequence[Span | None]) -> Proposal:
    """As in "1% more than a year earlier and 5% above the second quarter": the next such words, or the last before."""
    if core.measure != "change" or known.expected[figure]:
        return
    scene = known.scene(figure)
    mention = _next(scene, figure) or _last(scene, figure)
    if mention is not None:
        base = spans[figure] or _likely_base(known, figure, mention)
        found = _comparison(known, figure, mention, base)
        if found is not None:
            yield Candidate(found, 0.8, "comparison.sentence")


def _likely_base(known: Calendar, figure: int, mention: TimeMention) -> Span | None:
    """The month or year that a change must be of if the one named is that before: "shrank by 5.9% from September", told
    in November."""
    grains = ("month", "year", "part")
    compared = mention.span(known.text, known.anchor_of(figure)) if mention.grain in grains else None
    if compared is None or known.published is None:
        return None
    if mention.grain == "part" and not re.search(r"\d{4}", known.text[mention.start : mention.end]):
        return None
    base = calendar.shift(compared, 1 if mention.grain == "month" else 12)
    recent = _RECENT if mention.grain != "part" else 2 * _RECENT
    return base if base.start <= known.published and (known.published - base.end).days <= recent else None


_RECENT = 50
"""Days after a month or year in which its changes are told; those of a quarter are told for as long again."""


def _compares(scene: Scene, mention: TimeMention) -> bool:
    if mention.role != "comparand":
        return False
    if mention.grain == "trailing":
        return _PREVIOUS_MONTHS.search(scene.text(mention.start, mention.end)) is not None
    return mention.shift is not None or mention.grain != "day"


_ELSEWHERE = re.compile(r"(?i)\b(?:after|when|because|before|despite)\b")


def _tells_when(scene: Scene, mention: TimeMention) -> bool:
    """Whether a distance in days, or one left open, only says when it was: "had tumbled 7.1% the day before"."""
    if mention.shift is None or not (mention.shift.days or mention.shift.open):
        return False
    if mention.shift.open and _HAD.search(scene.text(scene.start, mention.start)):
        return True
    return not opened(scene.text(scene.start, mention.start)) and mention.rule not in ("on_the_week", "before")


_HAD = re.compile(r"(?i)\b(?:having|had|has)\s+$")


def _next(scene: Scene, figure: int) -> TimeMention | None:
    end = scene.span(figure)[1]
    for mention in scene.times:
        if mention.start >= end and _compares(scene, mention):
            between = scene.text(end, mention.start)
            if _tells_when(scene, mention):
                continue
            if _ELSEWHERE.search(between) or (mention.shift is None and ("#" in between or len(between) > 60)):
                return None
            return mention
    return None


def _last(scene: Scene, figure: int) -> TimeMention | None:
    start = scene.span(figure)[0]
    for mention in reversed(scene.times):
        if (
            mention.end <= start
            and mention.shift is not None
            and _compares(scene, mention)
            and not _tells_when(scene, mention)
        ):
            return mention
    return None


_EXPECTED = re.compile(
    rf"(?i)\b(?:{any_of(phrases('consensus_cues', 'role', 'noun'))}|"
    rf"{any_of(phrases('consensus_cues', 'role', 'crowd'))}|expected)(?!\w)"
)


def estimate(known: Calendar, figure: int, core: Core, spans: Sequence[Span | None]) -> Proposal:
    """As in "missed the consensus by 88 cents"."""
    if core.measure != "difference":
        return
    scene = known.scene(figure)
    window = scene.text(scene.start, min(scene.span(figure)[1] + 90, scene.end))
    match = _EXPECTED.search(window)
    if match and core.metric not in ("premium", "price_target", "share_price"):
        yield Candidate(Comparison("estimate", match.group()), 0.85, "comparison.estimate")


def captioned(known: Calendar, figure: int, core: Core, spans: Sequence[Span | None]) -> Proposal:
    """As in "Acme 38,500 (+12%)" under "June deliveries (change on year)": the heading of a list says it."""
    caption = known.caption_of(figure) if core.measure == "change" else None
    if caption is None:
        return
    for mention in caption.times:
        if mention.shift is not None and not mention.shift.open:
            found = _comparison(known, figure, mention, spans[figure])
            if found is not None:
                yield Candidate(found, 0.7, "comparison.captioned")
                return
    for words, basis in _CAPTIONS:
        match = words.search(caption.masked)
        if match is not None:
            yield Candidate(Comparison(basis, match.group()), 0.7, "comparison.captioned")
            return


def _each(unit: str) -> re.Pattern[str]:
    first = unit[0]
    return re.compile(
        rf"(?i)\b(?:on (?:the )?{unit}|{first}/{first}|{first}o{first}|{unit}[- ](?:on|over)[- ]{unit}|"
        rf"from (?:a |the )?{unit} (?:ago|earlier|before))\b"
    )


_CAPTIONS: tuple[tuple[re.Pattern[str], Basis], ...] = (
    (_each("year"), "year_over_year"),
    (_each("quarter"), "quarter_over_quarter"),
    (_each("month"), "month_over_month"),
)


def over_a_year(known: Calendar, figure: int, core: Core, spans: Sequence[Span | None]) -> Proposal:
    """As in "growth of 13.2% over twelve months"; "0.8% in the quarter and 3.4% over the year"."""
    if core.measure != "change" or core.metric in MARKETS:
        return
    match = _OVER_A_YEAR.match(known.scene(figure).after(figure))
    if match is not None:
        yield Candidate(Comparison("year_over_year", match.group("words")), 0.75, "comparison.over_a_year")


_OVER_A_YEAR = re.compile(r"(?i)^\s+(?P<words>over\s+(?:twelve\s+months|12\s+months|the\s+year))\b(?!\s+(?:to|ended))")
"""Words of a yearly rate; "over the past year" only says how long something took."""

RULES = (previous, of_sentence, estimate, captioned, over_a_year)
