"""How a figure is set against another: above or below it, against it, from it, as it was before."""

from __future__ import annotations

from collections.abc import Iterator

from newsledger.facts.asking import asked
from newsledger.facts.candidates import Candidate
from newsledger.facts.finite import MONTHS
from newsledger.facts.frames import Frame, premodifies, tail_of, words_after
from newsledger.facts.line import Line
from newsledger.facts.vocabulary import metrics, word_class
from newsledger.records import Direction, Measure

Sense = tuple[Measure, Direction | None]

AIMING = word_class("aiming verbs")

BEFOREHAND = word_class("beforehand")

MONTH_NAMES = word_class("months")

EARLIER_TIMES = (
    ["last", "year"],
    ["last", "month"],
    ["last", "quarter"],
    ["previous", "month"],
    ["previous", "quarter"],
)

AIMS = frozenset({"guidance", "forecast", "target", "outlook", "goal", "plan", "estimate", "projection", "ambition"})
OLD = frozenset({"old", "previous", "earlier", "prior", "former", "original", "initial"})
"""Words of what a company had aimed for: "above its old goal of <12%>"."""

EVENTS = word_class("events ahead")
"""What is ahead in time, not in size."""


def beyond_after(frame: Frame, metric: str | None) -> Iterator[Candidate[Sense]]:
    """<£20m> ahead of consensus; <25%> above Monday's close -> difference; <5%> above the second quarter -> change"""
    line = frame.line
    for at in words_after(frame, 2):
        way: Direction
        if line.relation[at] & {"above"}:
            way = "up"
        elif line.relation[at] & {"below"}:
            way = "down"
        else:
            if line.tag(at) != "RB":
                return
            continue
        beneath = line.low(at) == "under" and frame.kind == "percent" and line.tag(at + 1) in ("DT", "PRP$")
        if line.cue_start[at] != at or (
            line.low(at) in ("over", "under", "more", "less", "fewer") and line.low(at + 1) != "than" and not beneath
        ):
            return
        ahead = range(at, _stop_after(line, at))
        if line.low(line.cue_start[at]) == "ahead" and any(line.low(place) in EVENTS for place in ahead):
            return
        if metric == "premium":
            yield Candidate(("level", None), 0.9, "measure.premium")
        elif line.related("estimate", ahead.start, ahead.stop):
            yield Candidate(("difference", way), 0.9, "measure.beyond_estimate")
        elif (
            line.related("earlier", ahead.start, ahead.stop)
            or line.related("past", ahead.start, ahead.stop)
            or _a_time(frame, at)
        ):
            yield Candidate(("change", way), 0.85, "measure.beyond_earlier")
        else:
            yield Candidate(("difference", way), 0.8, "measure.beyond")
        return


def _stop_after(line: Line, at: int) -> int:
    """The end of the words that may say what the figure is above or below."""
    end = at
    while end < min(at + 12, len(line)) and line.low(end) not in (";", ":", "("):
        end += 1
    return end


def _a_time(frame: Frame, at: int) -> bool:
    """Whether a time or a record is what the figure is above or below: "the second quarter", "its Jan. 3 record"."""
    times = {"quarter", "year", "month", "week", "half", "record", "peak", "high", "low", "decade", "level", "levels"}
    return any(
        frame.line.low(place) in times or frame.line.low(place).isdigit()
        for place in range(at + 1, min(at + 9, len(frame.line)))
    )


def relation_before(frame: Frame, metric: str | None) -> Iterator[Candidate[Sense]]:
    """from <$22.29 billion>; against <1.031 billion euros> a year earlier -> previous"""
    line = frame.line
    for link in frame.chain[:3]:
        if "previous" not in link.relations:
            if link.word not in ("of", "to") or (link.word == "to" and link is frame.chain[0]):
                break
            continue
        if link.word == "from" and frame.verb > link.first:
            return
        if link.word == "from" and (not _moved(frame) or premodifies(frame)):
            return
        if _estimated(frame, link.first) and not _own_before(frame, link.first):
            yield Candidate(("level", None), 0.85, "measure.against_estimate")
        elif link.word not in ("from", "up from", "down from") and (_peer_after(frame) or _peer_before(frame)):
            yield Candidate(("level", None), 0.85, "measure.against_peer")
        else:
            strong = link.word != "from" or link is frame.chain[0] or frame.verb_change() is not None
            yield Candidate(("previous", None), 0.85 if strong else 0.4, "measure.previous")
        return
    if any(
        at > 0 and line.low(at - 1) in ("not", "versus", "vs") and line.low(at - 2) in (",", "(")
        for at in (frame.lead, frame.place)
    ):
        yield Candidate(("previous", None), 0.6, "measure.not_the")


def _estimated(frame: Frame, first: int) -> bool:
    """Whether the words around the figure call it an estimate: "the average analyst estimate of <x>"."""
    line = frame.line
    return line.related("estimate", first, frame.place) or line.related("estimate", frame.place + 1, frame.tail)


def _own_before(frame: Frame, first: int) -> bool:
    """Whether an estimate is the company's own of before: "against earlier guidance of <£104m>"."""
    lows = frame.line.lows[first : frame.place]
    own = any(low in ("guidance", "forecast", "target", "outlook", "goal", "plan") for low in lows)
    if own and any(low in ("earlier", "previous", "prior", "former", "original", "initial", "old") for low in lows):
        return True
    after = frame.line.lows[frame.place + 1 : frame.tail]
    if "its" in after[:4] and not AIMS.isdisjoint(after[:6]):
        return True
    return bool(after) and (after[-1] in BEFOREHAND or not BEFOREHAND.isdisjoint(after[:3]))


def _moved(frame: Frame) -> bool:
    """Whether the clause says that something moves, so that "from" names where it was."""
    line = frame.line
    places = range(max(frame.clause.first - 4, 0), frame.tail)
    if any(line.relation[place] & {"previous"} and line.low(place) != "from" for place in places):
        return True
    before = range(frame.clause.first, frame.place)
    figures = any(line.is_figure(place) for place in before)
    return figures or any(place in line.changes for place in places) or line.low(frame.place + 1) == "to"


def _peer_before(frame: Frame) -> bool:
    """Whether another owns the figure: "compares with British Land's <38.6%>"."""
    line = frame.line
    return line.low(frame.place - 1) == "'s" and any(
        name.last == frame.place - 1 for name in line.mentions(0, frame.place)
    )


def _peer_after(frame: Frame) -> bool:
    """Whether the figure is said to be another's: "against <22 times> for LVMH"."""
    line = frame.line
    at = frame.place + 1
    if line.low(at) not in ("for", "at", "by", "in"):
        return False
    if line.mentions(at + 1, min(at + 5, len(line))):
        return True
    return line.low(at) in ("for", "by") and any(
        place in line.groups for place in range(at + 1, min(at + 6, len(line)))
    )


def earlier_before(frame: Frame, metric: str | None) -> Iterator[Candidate[Sense]]:
    """having previously aimed for <4% to 9%>; last year's <17.3 percent>; September's <2.4%> -> previous"""
    line = frame.line
    aimed = frame.verb >= 0 and line.low(frame.verb) in AIMING
    if aimed and any(line.low(at) in BEFOREHAND for at in range(max(frame.verb - 3, 0), frame.tail)):
        yield Candidate(("previous", None), 0.85, "measure.previously")
        return
    before = frame.chain[0].first if frame.preposition() == "of" else -1
    if before >= 2 and line.low(before - 1) in AIMS and line.low(before - 2) in OLD:
        yield Candidate(("previous", None), 0.85, "measure.old_aim")
        return
    owner = line.lows[max(frame.lead - 3, 0) : frame.place]
    if "'s" in owner:
        at = owner.index("'s")
        time = (owner[at - 1][:3] in MONTHS and owner[at - 1] in MONTH_NAMES) or owner[
            max(at - 2, 0) : at
        ] in EARLIER_TIMES
        if time and line.relates(frame.place + 1, "above", "below") is False:
            yield Candidate(("previous", None), 0.7, "measure.earlier_owner")


AGAIN = frozenset({"or", "on"})
"""Words that lead from a result to the same for a share, or to the sales that it was made on."""

BESIDE_RESULTS = frozenset(
    {",", "a", "per", "share", "diluted", "basic", "common", "sales", "revenue", "revenues", "of"}
)


def _said_again(line: Line, place: int) -> int:
    """The last figure of a result that is told for a share as well: "<5m>, or 20 cents a share, a year before"."""
    while True:
        at, led = place + 1, False
        while line.low(at) in BESIDE_RESULTS or line.low(at) in AGAIN:
            led = led or line.low(at) in AGAIN
            at += 1
        if not led or not line.is_figure(at):
            return place
        place = at


def earlier_after(frame: Frame, metric: str | None) -> Iterator[Candidate[Sense]]:
    """posted a profit of <₹11,342 crore> in the corresponding quarter of last year -> previous; <16 million>, or
    2.27 a share, in the previous year"""
    line = frame.line
    if (
        frame.kind in ("percent", "percentage_point", "basis_point")
        and metric is not None
        and not metrics()[metric].rate
    ):
        return
    first, end = frame.place + 1, frame.tail
    again = _said_again(line, frame.place)
    if again > frame.place:
        first = next(at for at in range(again + 1, len(line) + 1) if line.low(at) not in BESIDE_RESULTS)
        end = tail_of(line, first - 1)
    last = min(end, first + 7)
    same = line.low(first) in ("of", "in") and line.related("past", first, last)
    compared = same and (frame.preposition() in ("than", "twice", "of") or line.low(frame.lead) == "the")
    if not compared and not line.related("earlier", first, last):
        return
    if frame.clause.verb_first >= 0 and line.low(frame.clause.verb_first) == "had":
        yield Candidate(("previous", None), 0.8, "measure.earlier_perfect")
    elif frame.preposition() not in ("to", "at"):
        yield Candidate(("previous", None), 0.85 if again > frame.place else 0.5, "measure.earlier_after")


@asked(words=("had",))
def had_been(frame: Frame, metric: str | None) -> Iterator[Candidate[Sense]]:
    """a year before they had been <$4.55>; three months earlier it had been <$9.57 trillion> -> previous"""
    line, clause = frame.line, frame.clause
    if (
        clause.verb_first < 0
        or line.low(clause.verb_first) != "had"
        or (frame.kind == "percent" and frame.verb_change())
    ):
        return
    been = line.low(clause.verb_first + 1) in ("been", "stood", "amounted", "totalled", "come", "reached")
    before = range(clause.first, frame.place)
    if been and any(line.relates(at, "earlier", "past") or line.low(at) == "until" for at in before):
        yield Candidate(("previous", None), 0.8, "measure.had_been")


ONCE = frozenset({"once"})

PAST_TENSE = frozenset({"VBD", "VBN", ""})


@asked(words=ONCE)
def once_so(frame: Frame, metric: str | None) -> Iterator[Candidate[Sense]]:
    """The payroll, once <16,500>, is 1,350; where it once had <339 shops> it has none -> previous"""
    line = frame.line
    near = line.lows[max(frame.clause.first, frame.place - 5) : frame.place]
    if "once" not in near or "at" in near:
        return
    apposed = near[-1] == "once"
    if apposed or (frame.verb >= 0 and line.tag(frame.verb) in PAST_TENSE and frame.is_object()):
        yield Candidate(("previous", None), 0.9, "measure.once_so")


STEPS_UP, STEPS_DOWN = frozenset({"on", "onto"}), frozenset({"off", "from"})

STEPPED = word_class("altering a price")


@asked(kinds=("money",), words=STEPS_UP | STEPS_DOWN)
def price_stepped(frame: Frame, metric: str | None) -> Iterator[Candidate[Sense]]:
    """put <15p> on a pint; trimmed <20,000 yuan> from the ES8 -> change"""
    line = frame.line
    if metric != "product_price" or not frame.is_object() or line.low(frame.verb) not in STEPPED:
        return
    after = line.low(frame.place + 1)
    if after in STEPS_UP:
        yield Candidate(("change", "up"), 0.95, "measure.price_stepped")
    elif after in STEPS_DOWN:
        yield Candidate(("change", "down"), 0.95, "measure.price_stepped")
