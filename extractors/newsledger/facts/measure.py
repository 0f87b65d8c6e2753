"""How a figure measures its metric: level, change, previous value, difference or share, and which way it goes.

Each rule looks at one construction and proposes ``(measure, direction)``; the metric is already known, because
some words mean another thing for another metric ("growth of 1.5%" is the level of an economy's growth rate, and a
change of sales).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from newsledger.facts.asking import Panel, asked
from newsledger.facts.candidates import Candidate
from newsledger.facts.frames import Frame, is_multiplying, particle, verb_change, words_after
from newsledger.facts.line import Line
from newsledger.facts.measure_against import (
    Sense,
    beyond_after,
    earlier_after,
    earlier_before,
    had_been,
    once_so,
    price_stepped,
    relation_before,
)
from newsledger.facts.vocabulary import metrics, word_class
from newsledger.records import Direction, Measure

Rule = Callable[[Frame, str | None], Iterator[Candidate[Sense]]]

GROWTH_RATES = frozenset({"gdp", "comparable_sales"})
"""Metrics whose growth rate is the figure by which they are known, so that "growth of 1.5%" states a level."""

SHARED = frozenset({"stake", "market_share", "survey_share", "probability", "premium", "capacity"})
"""Metrics whose level is a part of a whole, so that "20% of" states a level."""


LOSABLE = frozenset({"net_income", "eps", "operating_income", "pretax_income", "ebitda"})
"""Metrics of which a company is said to "lose" an amount: that is the level of a loss."""

REACHING = word_class("reaching verbs")


def change_noun_after(frame: Frame, metric: str | None) -> Iterator[Candidate[Sense]]:
    """a <5%> year-on-year increase in net profit -> change up"""
    line = frame.line
    for at in words_after(frame):
        noun = line.change(at, "noun")
        if noun is not None and noun.mode == "gap":
            yield Candidate(("difference", noun.direction), 0.85, "measure.upside")
            return
        if metric in ("survey_share", "premium") or (noun is not None and line.low(at) == "raise" and _of_deal(metric)):
            return
        if metric == "equity_issue" and line.low(at - 1) == "capital":
            return
        if noun is not None and line.tag(at) not in ("VBD", "VBZ", "VBP", "IN", "RB"):
            rate = line.low(at) == "growth" and metric in GROWTH_RATES
            yield Candidate(("level", None) if rate else ("change", noun.direction), 0.85, "measure.change_noun_after")
            return
        if line.tag(at) in ("IN", "TO", "VBD", "VBZ", "MD", "RB"):
            return


def _of_deal(metric: str | None) -> bool:
    """Whether the metric is money that changes hands once: "a <$200m> raise" and "<$90m> more" move nothing."""
    return metric is not None and metrics()[metric].group == "deal"


@asked(words=("of", "by", "at"))
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
        if noun is not None and metric == "other" and frame.kind == "money":
            return
        if noun is not None:
            rate = line.low(place) == "growth" and metric in GROWTH_RATES and frame.kind == "percent"
            yield Candidate(("level", None) if rate else ("change", noun.direction), 0.85, "measure.change_noun_before")
            return


def low_off(line: Line, at: int) -> bool:
    """Whether "off" is a preposition here: "wrote <$700 million> off the value", "rolled <400 cars> off its lines"."""
    return line.low(at) == "off" and line.tag(at + 1) in ("DT", "PRP$")


def comparative_after(frame: Frame, metric: str | None) -> Iterator[Candidate[Sense]]:
    """closed <0.56%> lower; flew 115.3m people, <9%> more -> change"""
    line = frame.line
    for at in words_after(frame, 2):
        word = line.change(at, "adverb")
        if low_off(line, at):
            return
        if word is not None and word.direction != "flat":
            if (
                line.low(at) in ("more", "less")
                and frame.kind in ("money", "count")
                and line.low(at + 1) not in ("than", ",", "in", "on", ".")
            ):
                return
            paid = frame.kind == "money" and _of_deal(metric) and line.low(at + 1) != "than"
            if paid or metric in ("cost_savings", "trade_balance"):
                return
            if line.low(at + 1) in ("of",) or (line.relation[at] & {"above", "below"} and line.low(at + 1) == "of"):
                return
            expected = line.low(at + 1) == "than" and line.related("estimate", at + 1, at + 8)
            measure: Measure = "difference" if expected else "change"
            if line.relation[at] & {"above", "below"} and line.low(at) in ("above", "below"):
                return
            yield Candidate((measure, word.direction), 0.85, "measure.comparative_after")
            return
        if line.tag(at) not in ("RB", "NNS", "NN", "JJ"):
            return


def particle_before(frame: Frame, metric: str | None) -> Iterator[Candidate[Sense]]:
    """down <15%>; was up <10%>; higher by <3%> -> change"""
    word = particle(frame)
    if word is not None:
        yield Candidate(("change", word.direction), 0.9, "measure.particle")


def to_level(frame: Frame, metric: str | None) -> Iterator[Candidate[Sense]]:
    """rose to <$65.6 billion>; stood at <4.0%> -> level"""
    if frame.preposition() == "to" and frame.line.low(frame.chain[0].first - 1) in EQUAL:
        return
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


@asked(words=("by",))
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
        tightened = metric == "interest_rate" and line.low(verb).startswith("tight")
        yield Candidate(("change", "up" if tightened else change.direction), 0.85, "measure.by_change")


def object_change(frame: Frame, metric: str | None) -> Iterator[Candidate[Sense]]:
    """slipped <1%>; lost <151.23 points> -> change; raised <$8.1 billion>, cut <2,000 jobs> -> level"""
    change = frame.verb_change()
    if change is None or not frame.is_object() or change.mode in ("swing", "neutral", "drift"):
        return
    if metric == "cost_savings":
        yield Candidate(("level", None), 0.9, "measure.saved")
        return
    relative = frame.kind in ("percent", "percentage_point", "basis_point", "multiple")
    if metric == "cost_savings" and not relative:
        yield Candidate(("level", None), 0.85, "measure.saved")
        return
    if not relative and frame.line.lows[frame.lead : frame.lead + 3] in (["as", "low", "as"], ["as", "high", "as"]):
        yield Candidate(("level", None), 0.9, "measure.extreme")
        return
    if change.mode == "act":
        if relative and metric not in SHARED and metric != "job_cuts":
            yield Candidate(("change", change.direction), 0.8, "measure.object_acted_on")
        else:
            yield Candidate(("level", None), 0.6, "measure.object_acted_on")
        return
    if change.mode == "take" and not relative and _of_deal(metric):
        yield Candidate(("level", None), 0.85, "measure.object_paid")
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
    if not relative and (_of_deal(metric) or metric == "fine"):
        yield Candidate(("level", None), 0.85, "measure.object_paid")
        return
    if change.mode == "pare" and relative:
        yield Candidate(("change", "down"), 0.8, "measure.pared")
        return
    if metric is not None and metrics()[metric].rate and frame.kind == "percent" and metric == "interest_rate":
        yield Candidate(("change", change.direction), 0.5, "measure.object_change")
        return
    yield Candidate(("change", change.direction), 0.8, "measure.object_change")


@asked(kinds=("percent",))
def pared_before(frame: Frame, metric: str | None) -> Iterator[Candidate[Sense]]:
    """paring their loss this year to <8%> -> change down"""
    line = frame.line
    for place in line.changed(frame.clause.first, frame.place):
        word = line.change(place, "verb")
        if word is not None and word.mode == "pare":
            loss = any(
                line.low(at) in ("loss", "losses", "decline", "fall", "drop") for at in range(place, frame.place)
            )
            yield Candidate(("change", "down" if loss else "up"), 0.95, "measure.pared")
            return


EQUAL = word_class("equal to")


@asked(kinds=("percent",), words=EQUAL)
def equal_share(frame: Frame, metric: str | None) -> Iterator[Candidate[Sense]]:
    """layoffs equal to <8.5%> of its workforce -> share; a profit equal to <9.9%> of sales -> level, of the margin"""
    line = frame.line
    equal = frame.preposition() == "to" and line.low(frame.chain[0].first - 1) in EQUAL
    if equal and line.low(frame.place + 1) == "of" and line.low(frame.place + 2) not in ("gdp", "output", "gross"):
        margin = metric is not None and metrics()[metric].rate
        yield Candidate(("level" if margin else "share", None), 0.85, "measure.equal_share")


@asked(kinds=("percent", "percentage_point", "multiple"), words=("of", "gdp", "output", "gross"))
def share_of(frame: Frame, metric: str | None) -> Iterator[Candidate[Sense]]:
    """<30%> of revenue; <more than 15%> of its workforce -> share"""
    line = frame.line
    after, place = line.low(frame.place + 1), frame.place + 2
    if frame.kind == "multiple" and (after != "of" or is_multiplying(frame)):
        return
    if frame.kind == "percentage_point" and frame.is_object() and frame.verb_change() is not None:
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
    whole = metric in SHARED or line.low(place) in ("debt", "growth") or (metric is not None and metrics()[metric].rate)
    yield Candidate(("level", None) if whole else ("share", None), 0.75, "measure.share_of")


@asked(kinds=("basis_point", "percentage_point"), words=("of",))
def eased_by(frame: Frame, metric: str | None) -> Iterator[Candidate[Sense]]:
    """point to <98 basis points> of easing; 40 basis points of cuts -> change"""
    line = frame.line
    if metric != "interest_rate" or line.low(frame.place + 1) != "of":
        return
    for at in range(frame.place + 2, min(frame.place + 5, frame.tail)):
        if line.low(at) in EASING:
            yield Candidate(("change", "down"), 0.9, "measure.eased_by")
        elif line.low(at) in TIGHTENING:
            yield Candidate(("change", "up"), 0.9, "measure.eased_by")


EASING = word_class("easing")
TIGHTENING = word_class("tightening")


@asked(kinds=("percent", "percentage_point", "basis_point", "index_point"))
def written_sign(frame: Frame, metric: str | None) -> Iterator[Candidate[Sense]]:
    """Shops <(2.1%)>; Online <+6.1%> -> change"""
    if frame.figure.sign:
        rated = metric is not None and metrics()[metric].rate
        if not rated:
            yield Candidate(("change", "up" if frame.figure.sign > 0 else "down"), 0.6, "measure.written_sign")


@asked(kinds=("multiple",))
def multiplied(frame: Frame, metric: str | None) -> Iterator[Candidate[Sense]]:
    """profit more than <halved>; <doubled>; <threefold> -> change"""
    if any(character.isdigit() for character in frame.figure.quantity.text):
        return
    low = frame.figure.quantity.text.lower()
    if "halv" in low:
        yield Candidate(("change", "down"), 0.9, "measure.multiplied")
    elif any(part in low for part in ("doubl", "tripl", "trebl", "quadrupl", "fold", "twice")):
        yield Candidate(("change", "up"), 0.97 if is_multiplying(frame) else 0.8, "measure.multiplied")


YIELDS = frozenset({"yield", "yields", "yielding", "yielded"})
"""Words by which a dividend is told in percent of what the share costs."""


COMMISSIONS = frozenset({"commission", "commissions", "fee", "fees", "cut"})
"""Prices that are themselves a percentage of what is sold."""

LOSSES = frozenset({"loss", "losses"})


@asked(kinds=("percent",))
def percent_of_amount(frame: Frame, metric: str | None) -> Iterator[Candidate[Sense]]:
    """the index managed just <0.3%>: a percentage of what is an amount can only be a change (or a share)"""
    if metric is None or "percent" in metrics()[metric].kinds or metric in GROWTH_RATES | {"other"}:
        return
    if metric == "dividend" and not YIELDS.isdisjoint(frame.line.held):
        return
    noun = frame.line.low(frame.chain[0].first - 1) if frame.preposition() == "of" else ""
    if noun in COMMISSIONS:
        return
    if noun in LOSSES:
        yield Candidate(("change", "down"), 0.85, "measure.lost")
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
    equal_share,
    share_of,
    eased_by,
    earlier_before,
    earlier_after,
    had_been,
    once_so,
    price_stepped,
    written_sign,
    multiplied,
    percent_of_amount,
    by_default,
)

_PANEL: Panel[Rule] = Panel(RULES)


def measures(frame: Frame, metric: str | None) -> Iterator[Candidate[Sense]]:
    """Everything that the rules propose for a figure whose metric is known (or ``None``)."""
    for rule in _PANEL.due(frame.line.held, frame.kind):
        yield from rule(frame, metric)
