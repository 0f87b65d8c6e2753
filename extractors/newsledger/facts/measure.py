"""How a figure measures its metric: level, change, previous value, difference or share, and which way it goes.

Each rule looks at one construction and proposes ``(measure, direction)``; the metric is already known, because
some words mean another thing for another metric ("growth of 1.5%" is the level of an economy's growth rate, and a
change of sales).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from newsledger.facts.candidates import Candidate
from newsledger.facts.clauses import MONTHS
from newsledger.facts.frames import PARTICLES, Frame, verb_change
from newsledger.facts.line import Line
from newsledger.facts.vocabulary import ChangeWord, metrics, word_class
from newsledger.records import Direction, Measure

Sense = tuple[Measure, Direction | None]
Rule = Callable[[Frame, str | None], Iterator[Candidate[Sense]]]

GROWTH_RATES = frozenset({"gdp", "comparable_sales"})
"""Metrics whose growth rate is the figure by which they are known, so that "growth of 1.5%" states a level."""

SHARED = frozenset({"stake", "market_share", "survey_share", "probability", "premium", "capacity"})
"""Metrics whose level is a part of a whole, so that "20% of" states a level."""

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

LOSABLE = frozenset({"net_income", "eps", "operating_income", "pretax_income", "ebitda"})
"""Metrics of which a company is said to "lose" an amount: that is the level of a loss."""

REACHING = word_class("reaching verbs")
MOVING_WITH_PARTICLE = word_class("verbs with up and down")
"""Verbs with which "up" and "down" say a move; after any other verb they belong to it ("rang up", "built up")."""

PER_WORDS = word_class("per words")


def words_after(frame: Frame, limit: int = 4) -> Iterator[int]:
    """The places after a figure, its per phrase left out, up to the end of its tail."""
    for at in after_place(frame.line, frame.place, limit):
        if at >= frame.tail:
            return
        yield at


def after_place(line: Line, figure: int, limit: int) -> Iterator[int]:
    """The places after the figure at ``figure``, its per phrase left out, up to the next figure."""
    place = figure + 1
    if line.low(place) in ("a", "per", "an") and line.low(place + 1) in PER_WORDS:
        place += 2
    for at in range(place, min(len(line), place + limit)):
        if line.is_figure(at):
            return
        yield at


def change_noun_after(frame: Frame, metric: str | None) -> Iterator[Candidate[Sense]]:
    """a <5%> year-on-year increase in net profit -> change up"""
    line = frame.line
    for at in words_after(frame):
        noun = line.change(at, "noun")
        if noun is not None and noun.mode == "gap":
            yield Candidate(("difference", noun.direction), 0.85, "measure.upside")
            return
        if noun is not None and line.tag(at) not in ("VBD", "VBZ", "VBP", "IN", "RB"):
            rate = line.low(at) == "growth" and metric in GROWTH_RATES
            yield Candidate(("level", None) if rate else ("change", noun.direction), 0.85, "measure.change_noun_after")
            return
        if line.tag(at) in ("IN", "TO", "VBD", "VBZ", "MD", "RB"):
            return


def change_noun_before(frame: Frame, metric: str | None) -> Iterator[Candidate[Sense]]:
    """a rise of <5.5%> -> change up"""
    line = frame.line
    if frame.preposition() not in ("of", "by", "at") or (frame.preposition() == "at" and metric not in GROWTH_RATES):
        return
    at = frame.chain[0].first - 1
    while at > frame.clause.first and line.low(at) in ("sales", "on", "year", "in", "profit", "revenue", "quarter"):
        at -= 1
    for place in (frame.chain[0].first - 1, at):
        noun = line.change(place, "noun")
        if noun is not None:
            rate = line.low(place) == "growth" and metric in GROWTH_RATES and frame.kind == "percent"
            yield Candidate(("level", None) if rate else ("change", noun.direction), 0.85, "measure.change_noun_before")
            return


def comparative_after(frame: Frame, metric: str | None) -> Iterator[Candidate[Sense]]:
    """closed <0.56%> lower; flew 115.3m people, <9%> more -> change"""
    line = frame.line
    for at in words_after(frame, 2):
        word = line.change(at, "adverb")
        if word is not None and word.direction != "flat":
            ahead = range(at + 1, min(at + 8, len(line)))
            if (
                line.low(at) in ("more", "less")
                and frame.kind in ("money", "count")
                and line.low(at + 1) not in ("than", ",", "in", "on", ".")
            ):
                return
            if line.low(at + 1) in ("of",) or (line.relation[at] & {"above", "below"} and line.low(at + 1) == "of"):
                return
            expected = any(line.relates(place, "estimate") for place in ahead) and line.low(at + 1) == "than"
            measure: Measure = "difference" if expected else "change"
            if line.relation[at] & {"above", "below"} and line.low(at) in ("above", "below"):
                return
            yield Candidate((measure, word.direction), 0.85, "measure.comparative_after")
            return
        if line.tag(at) not in ("RB", "NNS", "NN", "JJ"):
            return


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
        if line.cue_start[at] != at or (
            line.low(at) in ("over", "under", "more", "less", "fewer") and line.low(at + 1) != "than"
        ):
            return
        ahead = range(at, _stop_after(line, at))
        if line.low(line.cue_start[at]) == "ahead" and any(line.low(place) in EVENTS for place in ahead):
            return
        if metric == "premium":
            yield Candidate(("level", None), 0.9, "measure.premium")
        elif any(line.relates(place, "estimate") for place in ahead):
            yield Candidate(("difference", way), 0.9, "measure.beyond_estimate")
        elif any(line.relates(place, "earlier", "past") for place in ahead) or _a_time(frame, at):
            yield Candidate(("change", way), 0.85, "measure.beyond_earlier")
        else:
            yield Candidate(("difference", way), 0.8, "measure.beyond")
        return


EVENTS = word_class("events ahead")
"""What is ahead in time, not in size."""


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


def particle(frame: Frame) -> ChangeWord | None:
    """The "up" or "down" before a figure that says a move, and is not part of another verb ("rang up")."""
    line = frame.line
    at = frame.lead - 1
    if frame.chain and frame.preposition() == "by":
        at = frame.chain[0].first - 1
    elif frame.chain:
        return None
    if line.tag(at - 1).startswith("V") and line.low(at - 1) not in MOVING_WITH_PARTICLE:
        return None
    return line.change(at, "adverb") if line.low(at) in PARTICLES | {"higher", "lower"} else None


def particle_before(frame: Frame, metric: str | None) -> Iterator[Candidate[Sense]]:
    """down <15%>; was up <10%>; higher by <3%> -> change"""
    word = particle(frame)
    if word is not None:
        yield Candidate(("change", word.direction), 0.9, "measure.particle")


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
        if link.word == "from" and not _moved(frame):
            return
        if _estimated(frame, link.first) and not _own_before(frame, link.first):
            yield Candidate(("level", None), 0.85, "measure.against_estimate")
        elif link.word not in ("from", "up from", "down from") and (_peer_after(frame) or _peer_before(frame)):
            yield Candidate(("level", None), 0.85, "measure.against_peer")
        else:
            strong = link.word != "from" or link is frame.chain[0] or frame.verb_change() is not None
            yield Candidate(("previous", None), 0.85 if strong else 0.4, "measure.previous")
        return
    if (
        line.low(frame.lead - 1) in ("not", "versus", "vs")
        and frame.lead > 0
        and line.low(frame.lead - 2) in (",", "(")
    ):
        yield Candidate(("previous", None), 0.6, "measure.not_the")


def _estimated(frame: Frame, first: int) -> bool:
    """Whether the words around the figure call it an estimate: "the average analyst estimate of <x>"."""
    line = frame.line
    return any(line.relates(place, "estimate") for place in range(first, frame.tail) if place != frame.place)


def _own_before(frame: Frame, first: int) -> bool:
    """Whether an estimate is the company's own of before: "against earlier guidance of <£104m>"."""
    lows = frame.line.lows[first : frame.place]
    own = any(low in ("guidance", "forecast", "target", "outlook", "goal", "plan") for low in lows)
    return own and any(low in ("earlier", "previous", "prior", "former", "original", "initial", "old") for low in lows)


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


def to_level(frame: Frame, metric: str | None) -> Iterator[Candidate[Sense]]:
    """rose to <$65.6 billion>; stood at <4.0%> -> level"""
    if frame.preposition() in ("to", "at", "between"):
        yield Candidate(("level", None), 0.75, "measure.to_level")
    elif frame.preposition() in ("below", "above", "past", "near", "around", "through", "beyond", "over", "under"):
        change = frame.verb_change()
        if change is not None and frame.kind not in ("percentage_point", "basis_point"):
            yield Candidate(("level", None), 0.6, "measure.past_level")
    bound = frame.figure.quantity.text.lower().split()[0] in ("below", "above", "past", "beyond", "over", "under")
    if (
        bound
        and frame.is_object()
        and frame.verb_change() is not None
        and (metric is None or metrics()[metric].rate or frame.kind != "percent")
    ):
        yield Candidate(("level", None), 0.9, "measure.past_bound")
    if frame.verb >= 0 and not frame.chain and frame.line.low(frame.verb) in REACHING:
        yield Candidate(("level", None), 0.6, "measure.reached")


def by_change(frame: Frame, metric: str | None) -> Iterator[Candidate[Sense]]:
    """strengthened by <30 basis points> -> change; missed the consensus by <88 cents> -> difference"""
    if frame.preposition() != "by":
        return
    line, verb = frame.line, frame.verb
    for place in range(frame.clause.first, frame.chain[0].first):
        if line.relates(place, "beat", "miss"):
            way: Direction = "up" if "beat" in line.relation[place] else "down"
            yield Candidate(("difference", way), 0.9, "measure.beat_by")
            return
    change = frame.verb_change() or verb_change(line, frame.clause.verb)
    if metric == "cost_savings":
        yield Candidate(("level", None), 0.9, "measure.saved")
    elif change is not None and verb >= 0:
        yield Candidate(("change", change.direction), 0.85, "measure.by_change")


def object_change(frame: Frame, metric: str | None) -> Iterator[Candidate[Sense]]:
    """slipped <1%>; lost <151.23 points> -> change; raised <$8.1 billion>, cut <2,000 jobs> -> level"""
    change = frame.verb_change()
    if change is None or not frame.is_object() or change.mode in ("swing", "neutral", "drift"):
        return
    relative = frame.kind in ("percent", "percentage_point", "basis_point", "multiple")
    if not relative and frame.line.lows[frame.lead : frame.lead + 3] in (["as", "low", "as"], ["as", "high", "as"]):
        yield Candidate(("level", None), 0.9, "measure.extreme")
        return
    if change.mode == "act":
        if relative and metric not in SHARED and metric != "job_cuts":
            yield Candidate(("change", change.direction), 0.8, "measure.object_acted_on")
        else:
            yield Candidate(("level", None), 0.6, "measure.object_acted_on")
        return
    if change.mode == "take":
        off = any(frame.line.low(at) in ("off", "from") for at in range(frame.place, frame.tail))
        if off or change.direction:
            yield Candidate(("change", "down"), 0.8, "measure.taken_off")
        return
    staff = metric == "job_cuts" and frame.line.low(frame.place + 1) != "of"
    if (metric in LOSABLE and change.hint == "lose" and not relative) or staff:
        yield Candidate(("level", None), 0.8, "measure.lost_money")
        return
    if change.mode == "add" and frame.kind in ("money", "count") and metric in ("users", "stores", "headcount"):
        yield Candidate(("change", "up"), 0.75, "measure.added")
        return
    if change.mode == "pare" and relative:
        yield Candidate(("change", "down"), 0.8, "measure.pared")
        return
    if metric is not None and metrics()[metric].rate and frame.kind == "percent" and metric == "interest_rate":
        yield Candidate(("change", change.direction), 0.5, "measure.object_change")
        return
    yield Candidate(("change", change.direction), 0.8, "measure.object_change")


def pared_before(frame: Frame, metric: str | None) -> Iterator[Candidate[Sense]]:
    """paring their loss this year to <8%> -> change down"""
    line = frame.line
    if frame.kind != "percent":
        return
    for place in range(frame.clause.first, frame.place):
        word = line.change(place, "verb")
        if word is not None and word.mode == "pare":
            loss = any(
                line.low(at) in ("loss", "losses", "decline", "fall", "drop") for at in range(place, frame.place)
            )
            yield Candidate(("change", "down" if loss else "up"), 0.95, "measure.pared")
            return


def share_of(frame: Frame, metric: str | None) -> Iterator[Candidate[Sense]]:
    """<30%> of revenue; <more than 15%> of its workforce -> share"""
    line = frame.line
    after, place = line.low(frame.place + 1), frame.place + 2
    if frame.kind not in ("percent", "percentage_point") and not (frame.kind == "multiple" and after == "of"):
        return
    if line.lows[place : place + 1] in (["gdp"], ["output"]) or line.lows[place : place + 2] == ["gross", "domestic"]:
        yield Candidate(("level", None), 0.85, "measure.share_of_output")
        return
    named = any(
        name.mention and name.mention.kind == "name" and name.first == place and line.low(name.last) != "'s"
        for name in line.names
    )
    if after != "of" or (named and metric not in ("stake", "job_cuts")):
        return
    if line.relates(place, "earlier", "past"):
        return
    whole = metric in SHARED or line.low(place) in ("debt", "growth")
    yield Candidate(("level", None) if whole else ("share", None), 0.75, "measure.share_of")


def earlier_before(frame: Frame, metric: str | None) -> Iterator[Candidate[Sense]]:
    """having previously aimed for <4% to 9%>; last year's <17.3 percent>; September's <2.4%> -> previous"""
    line = frame.line
    aimed = frame.verb >= 0 and line.low(frame.verb) in AIMING
    if aimed and any(line.low(at) in BEFOREHAND for at in range(max(frame.verb - 3, 0), frame.place)):
        yield Candidate(("previous", None), 0.85, "measure.previously")
        return
    owner = line.lows[max(frame.lead - 3, 0) : frame.place]
    if "'s" in owner:
        at = owner.index("'s")
        time = (owner[at - 1][:3] in MONTHS and owner[at - 1] in MONTH_NAMES) or owner[
            max(at - 2, 0) : at
        ] in EARLIER_TIMES
        if time and line.relates(frame.place + 1, "above", "below") is False:
            yield Candidate(("previous", None), 0.7, "measure.earlier_owner")


def earlier_after(frame: Frame, metric: str | None) -> Iterator[Candidate[Sense]]:
    """posted a profit of <₹11,342 crore> in the corresponding quarter of last year -> previous"""
    line = frame.line
    if (
        frame.kind in ("percent", "percentage_point", "basis_point")
        and metric is not None
        and not metrics()[metric].rate
    ):
        return
    after = range(frame.place + 1, min(frame.tail, frame.place + 8))
    same = line.low(frame.place + 1) in ("of", "in") and any(line.relates(at, "past") for at in after)
    compared = same and (frame.preposition() in ("than", "twice", "of") or line.low(frame.lead) == "the")
    if not compared and not any(line.relates(at, "earlier") for at in after):
        return
    if frame.clause.verb_first >= 0 and line.low(frame.clause.verb_first) == "had":
        yield Candidate(("previous", None), 0.8, "measure.earlier_perfect")
    elif frame.preposition() not in ("to", "at"):
        yield Candidate(("previous", None), 0.5, "measure.earlier_after")


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


def written_sign(frame: Frame, metric: str | None) -> Iterator[Candidate[Sense]]:
    """Shops <(2.1%)>; Online <+6.1%> -> change"""
    if frame.figure.sign and frame.kind in ("percent", "percentage_point", "basis_point", "index_point"):
        rated = metric is not None and metrics()[metric].rate
        if not rated:
            yield Candidate(("change", "up" if frame.figure.sign > 0 else "down"), 0.6, "measure.written_sign")


def multiplied(frame: Frame, metric: str | None) -> Iterator[Candidate[Sense]]:
    """profit more than <halved>; <doubled>; <threefold> -> change"""
    if frame.kind != "multiple" or any(character.isdigit() for character in frame.figure.quantity.text):
        return
    low = frame.figure.quantity.text.lower()
    if "halv" in low:
        yield Candidate(("change", "down"), 0.9, "measure.multiplied")
    elif any(part in low for part in ("doubl", "tripl", "trebl", "quadrupl", "fold", "twice")):
        yield Candidate(("change", "up"), 0.8, "measure.multiplied")


def percent_of_amount(frame: Frame, metric: str | None) -> Iterator[Candidate[Sense]]:
    """the index managed just <0.3%>: a percentage of what is an amount can only be a change (or a share)"""
    if (
        metric is None
        or frame.kind != "percent"
        or "percent" in metrics()[metric].kinds
        or metric in GROWTH_RATES | {"other"}
    ):
        return
    changes = [word for at in range(frame.clause.first, frame.tail) for word in frame.line.changes.get(at, (0, []))[1]]
    ways: list[Direction] = [word.direction for word in changes if word.direction in ("up", "down")]
    yield Candidate(("change", ways[0] if ways else "up"), 0.4, "measure.percent_of_amount")


def by_default(frame: Frame, metric: str | None) -> Iterator[Candidate[Sense]]:
    """revenue of <$5 billion> -> level"""
    yield Candidate(("level", None), 0.3, "measure.default")


RULES: tuple[Rule, ...] = (
    change_noun_after,
    change_noun_before,
    comparative_after,
    beyond_after,
    particle_before,
    relation_before,
    to_level,
    by_change,
    object_change,
    pared_before,
    share_of,
    earlier_before,
    earlier_after,
    had_been,
    written_sign,
    multiplied,
    percent_of_amount,
    by_default,
)


def measures(frame: Frame, metric: str | None) -> Iterator[Candidate[Sense]]:
    """Everything that the rules propose for a figure whose metric is known (or ``None``)."""
    for rule in RULES:
        yield from rule(frame, metric)
