"""How a figure measures its metric where the figure before it says so: lists, gaps, the growth that was expected."""

from __future__ import annotations

from collections.abc import Iterator

from newsledger.facts.asking import Panel
from newsledger.facts.candidates import Candidate
from newsledger.facts.frames import Frame, tail_of
from newsledger.facts.line import Line
from newsledger.facts.measure import change_noun_after, comparative_after, measures
from newsledger.facts.measure_against import Sense, beyond_after
from newsledger.facts.measure_beside import RULES as BESIDE
from newsledger.facts.measure_beside import Rule
from newsledger.facts.metric import RELATIVE
from newsledger.facts.openings import REPORTING
from newsledger.facts.story import Stated, Story
from newsledger.facts.vocabulary import metrics, word_class

REMEMBERED = 6
"""Facts back to which a sentence of its own may give the earlier value."""


def coordinated(frame: Frame, metric: str | None, story: Story) -> Iterator[Candidate[Sense]]:
    """$1.61 billion, or <38 cents> per share, from a profit of ...: the second is what the first is"""
    before = story.coordinated(frame)
    if before is None or before.core.measure is None:
        return
    eps = metric == "eps" and before.core.metric != "eps"
    joined = "or" in frame.line.lows[before.frame.place : frame.place] and frame.line.low(frame.place + 1) != "of"
    if eps or joined or before.frame.kind == frame.kind:
        yield Candidate((before.core.measure, before.core.direction), 0.7, "measure.coordinated")


def parallel(frame: Frame, metric: str | None, story: Story) -> Iterator[Candidate[Sense]]:
    """the Dow shed 2.79% to 30,516.74 and the Nasdaq <4.68%>; rose 0.3% on the month and <4.4%> on the year"""
    line = frame.line
    if frame.chain or story.before(frame) is None or frame.line.low(frame.place + 1) == "of":
        return
    if frame.clause.link != "gap" and line.low(frame.stop) not in ("and", ","):
        return
    for stated in reversed(story.stated):
        if stated.frame.line is not line:
            return
        relative = stated.frame.kind in RELATIVE and frame.kind in RELATIVE
        if (
            (stated.frame.kind == frame.kind or relative)
            and stated.core.measure == "change"
            and (stated.frame.preposition() in ("", "by"))
        ):
            if stated.frame.clause == frame.clause or stated.frame.clause.verb == frame.clause.verb:
                yield Candidate((stated.core.measure, stated.core.direction), 0.6, "measure.parallel")
            return


def list_end(frame: Frame, metric: str | None, story: Story) -> Iterator[Candidate[Sense]]:
    """<1.9 million> and 4.1 million more than at the end of September: the words after the list hold for all of it"""
    last = story.list_end(frame)
    if last == frame.place:
        return
    moved = frame._replace(place=last, tail=tail_of(frame.line, last))
    for rule in (comparative_after, change_noun_after, beyond_after):
        yield from rule(moved, metric)


def rate_step(frame: Frame, metric: str | None, story: Story) -> Iterator[Candidate[Sense]]:
    """We pencil in <300 basis points> this month: a step of a rate, the way it went before"""
    if metric != "interest_rate" or frame.kind not in ("basis_point", "percentage_point"):
        return
    last = next((s for s in reversed(story.stated) if s.core.metric == metric and s.core.measure == "change"), None)
    words = [word for at in range(len(frame.line)) for word in frame.line.changes.get(at, (0, []))[1]]
    way = next((word.direction for word in words if word.direction in ("up", "down")), None)
    yield Candidate(("change", last.core.direction if last is not None else way or "up"), 0.45, "measure.rate_step")


def expected_change(frame: Frame, metric: str | None, story: Story) -> Iterator[Candidate[Sense]]:
    """grew 3.3%, ahead of the <0.8%> analysts had expected: a change is expected where a change was stated"""
    line = frame.line
    if metric is None or frame.kind not in RELATIVE or metrics()[metric].rate:
        return
    if not line.related("estimate", max(frame.clause.first - 6, 0), min(frame.clause.last, frame.tail + 6)):
        return
    last = _last_change(frame, metric, story)
    if last is not None:
        yield Candidate(("change", last.core.direction), 0.5, "measure.expected_change")


_HAD = frozenset({"had", "having"})


def pluperfect(frame: Frame, metric: str | None, story: Story) -> Iterator[Candidate[Sense]]:
    """Profit fell to $1.4bn. The year before it had made <$1.7bn>; it had been <$15>; having guided to <3,400 homes>"""
    line, clause = frame.line, frame.clause
    if line.held.isdisjoint(_HAD):
        return
    had = next((at for at in range(clause.first, frame.place) if _had_done(line, at)), -1)
    if had < 0 or metric is None or frame.verb_change() is not None:
        return
    begin = max((at + 1 for at in range(had) if line.low(at) == ";"), default=0)
    told = line.low(had) == "had" and any(
        low in REPORTING for low in line.lows[begin:had]
    )  # "said it had agreed": of now, in reported speech
    if told or line.related("estimate", clause.first, had) or line.low(clause.first) == "by":
        return
    hoped = any(line.low(at) in HOPING for at in range(had + 1, frame.place))
    if metric in EVENTS or (hoped and line.low(had) == "had"):
        return
    for stated in reversed(story.stated[-REMEMBERED:]):
        if stated.core.metric == metric and stated.frame.kind == frame.kind:
            if stated.core.measure == "level":
                yield Candidate(("previous", None), 0.85, "measure.pluperfect")
            return


HOPING = word_class("hoping")
EVENTS = frozenset(
    {"job_cuts", "deal_value", "fine", "debt_issue", "investment", "share_buyback", "stake", "stake_count"}
)
"""Metrics of what was done once, so that what had been done is no earlier value of the same."""


def earlier_opening(frame: Frame, metric: str | None, story: Story) -> Iterator[Candidate[Sense]]:
    """made $82.3 million. A year ago it earned <$72.4 million>: a level that a time before opens"""
    line, clause = frame.line, frame.clause
    if metric is None or clause.verb_first < 0 or frame.verb_change() is not None or frame.kind in RELATIVE:
        return
    if not line.related("earlier", clause.first, min(clause.first + 5, clause.verb_first)):
        return
    if line.relates(clause.first, "previous") or line.low(clause.first) in ("than", "compared", "versus", "against"):
        return
    for stated in reversed(story.stated[-REMEMBERED:]):
        if stated.core.metric == metric and stated.frame.kind == frame.kind and stated.core.measure == "level":
            yield Candidate(("previous", None), 0.8, "measure.earlier_opening")
            return


def _had_done(line: Line, at: int) -> bool:
    """Whether "had" or "having" at a place is followed by what was done: "had already earned"."""
    if line.low(at) not in _HAD:
        return False
    after = at + 1
    while line.tag(after) == "RB":
        after += 1
    return line.tag(after) in ("VBN", "VBD")


def aside(frame: Frame, metric: str | None, story: Story) -> Iterator[Candidate[Sense]]:
    """settled <$5.53>, or <7.2%>, lower: what stands after the aside holds for both"""
    line, at = frame.line, frame.place
    if line.low(at + 1) == "," and line.low(at + 2) == "or" and line.is_figure(at + 3):
        at += 3
    elif not (line.low(at - 1) == "or" and line.low(at - 2) == "," and line.is_figure(at - 3)):
        return
    word = line.change(at + 2, "adverb") if line.low(at + 1) == "," else None
    if word is not None and word.direction in ("up", "down") and line.low(at + 3) not in ("than", "of"):
        yield Candidate(("change", word.direction), 0.85, "measure.aside")


def _last_change(frame: Frame, metric: str, story: Story) -> Stated | None:
    for stated in reversed(story.stated[-4:]):
        if stated.core.metric == metric and stated.frame.kind == frame.kind and stated.core.measure == "change":
            return stated
    return None


_BESIDE: Panel[Rule] = Panel(BESIDE)


def senses(frame: Frame, metric: str | None, story: Story) -> Iterator[Candidate[Sense]]:
    """Everything that the rules propose for a figure whose metric is known (or ``None``)."""
    yield from measures(frame, metric)
    yield from list_end(frame, metric, story)
    yield from rate_step(frame, metric, story)
    yield from coordinated(frame, metric, story)
    yield from parallel(frame, metric, story)
    yield from expected_change(frame, metric, story)
    yield from pluperfect(frame, metric, story)
    yield from earlier_opening(frame, metric, story)
    yield from aside(frame, metric, story)
    for rule in _BESIDE.due(frame.line.held, frame.kind):
        yield from rule(frame, metric, story)
