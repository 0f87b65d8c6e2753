"""Which metric a figure of a company's business states by what it is a part of, what it is paid for, or what the
article spoke of before: margins, parts of what is made and sold, savings, hire rates, fares."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from newsledger.facts.asking import asked
from newsledger.facts.fitting import CRAFT, fits
from newsledger.facts.frames import Frame
from newsledger.facts.metric import RELATIVE, Said
from newsledger.facts.story import Stated, Story
from newsledger.facts.vocabulary import word_class

Rule = Callable[[Frame, Story], Iterator[Said]]

SALES = frozenset({"sales", "revenue", "revenues", "turnover"})

MARGINS = {
    "gross_profit": "gross_margin",
    "operating_income": "operating_margin",
    "ebitda": "operating_margin",
    "pretax_income": "operating_margin",
    "net_income": "operating_margin",
}
"""What a profit is called as a part of sales."""

OWNERS = frozenset({"its", "their", "the", "all", "his", "her", "our"})

MADE = frozenset({"production", "sales_volume"})

TITLES = word_class("equity")
"""What shareholders hold: a part of it is a stake."""

REMOVING = word_class("removing costs")

COSTS = frozenset({"costs", "cost", "expenses", "overheads", "expenditure", "outgoings"})

FLYING = word_class("airlines")

BORROWING = frozenset({"bond", "bonds", "treasury", "treasuries", "gilt", "gilts", "note", "notes", "debt", "bund"})

OUTCOMES = frozenset({"loss", "losses", "profit", "profits", "deficit", "surplus"})

LOOKING_AHEAD = word_class("guiding verbs")

OPERATING = word_class("operating a fleet")

FORMER = frozenset({"after", "from", "against", "versus", "following", "with", "to", "reversing"})

YARDSTICKS = frozenset({"measure", "metric", "yardstick", "gauge"})


@asked(kinds=("percent",), words=SALES)
def profit_of_sales(frame: Frame, story: Story) -> Iterator[Said]:
    """Operating profit rose to 610 million euros, equivalent to <9.9%> of sales: a profit as a part of sales is a
    margin"""
    line = frame.line
    if line.low(frame.place + 1) != "of":
        return
    ahead = range(frame.place + 2, min(frame.place + 7, len(line)))
    at = next((at for at in ahead if line.low(at) in SALES), -1)
    if at < 0 or any(line.tag(between) in ("IN", "VBD", "VBZ") for between in range(frame.place + 2, at)):
        return
    before = story.before(frame)
    named = [word.metric for mark in line.marks(frame.clause.first, frame.place) for word in mark.words]
    if before is not None and before.core.metric in MARGINS:
        named.append(before.core.metric)
    for metric in reversed(named):
        if metric in MARGINS:
            yield Said(MARGINS[metric], 0.985, "metric.profit_of_sales")
            return


@asked(kinds=("percent",), words=("of",))
def part_of_things(frame: Frame, story: Story) -> Iterator[Said]:
    """where it makes <39%> of its shoes; has sold <69%> of its seats: a part of what is made or sold"""
    line = frame.line
    if line.low(frame.place + 1) != "of" or line.low(frame.place + 2) not in OWNERS:
        return
    phrase = list(range(frame.place + 3, min(frame.place + 6, len(line))))
    things = [at for at in phrase if line.tag(at) == "NNS"]
    if not things or any(line.low(at) in TITLES or line.low(at) == "'s" for at in range(frame.place, things[0] + 1)):
        return
    for at in (frame.verb, frame.clause.verb):
        _, said = line.frames.get(at, (at, ()))
        for one in said:
            if one.metric in MADE and "count" in one.kinds:
                yield Said(one.metric, 0.9, "metric.part_of_things", things[0], things[0] + 1)
                return


@asked(kinds=("money", "percent"), words=COSTS)
def costs_removed(frame: Frame, story: Story) -> Iterator[Said]:
    """will strip out <£100 million> of annual costs; to lop <€600 million> off Northwind's cost base"""
    line = frame.line
    if line.low(frame.place + 1) not in ("of", "off", "from", "out", "in"):
        return
    removed = any(line.low(at) in REMOVING for at in range(max(frame.clause.first, frame.place - 6), frame.place))
    ahead = range(frame.place + 2, min(frame.place + 8, frame.tail + 1, len(line)))
    if removed and frame.kind == "money" and any(line.low(at) in COSTS for at in ahead):
        yield Said("cost_savings", 0.985, "metric.costs_removed")


@asked(kinds=("money",), words=("day",))
def hire_by_the_day(frame: Frame, story: Story) -> Iterator[Said]:
    """earned <$74,200> a day on its largest tankers; booked for the quarter at <$107,100> a day"""
    quantity = frame.figure.quantity
    if quantity.per == "day" and HIRE[0] <= quantity.value <= HIRE[1] and not story.speaks_of("fine"):
        yield Said("product_price", 0.93, "metric.hire_by_the_day")


HIRE = (500, 1_500_000)
"""What the hire of a ship, a rig or a wagon is a day, from the least to the most."""


@asked(kinds=("percent", "percentage_point"), words=("yield", "yields"))
def fare_yield(frame: Frame, story: Story) -> Iterator[Said]:
    """Short-haul yields sank <4%>, in an article about airlines: what a passenger pays, not what a bond does"""
    line = frame.line
    if not BORROWING.isdisjoint(line.lows) or not story.names_of(FLYING):
        return
    subject = frame.clause.subject or (frame.place, frame.place)
    for at in (*range(*subject), *range(frame.clause.first, frame.place)):
        if line.low(at) in ("yield", "yields"):
            yield Said("product_price", 0.99, "metric.fare_yield", at, at + 1)
            return


@asked(kinds=("money",), words=("back", "repurchased", "repurchase", "repurchases"))
def paid_for_own_shares(frame: Frame, story: Story) -> Iterator[Said]:
    """bought back 4.1 million shares for <$612 million>: a buyback like the shares before it"""
    before = story.before(frame)
    if before is None or frame.preposition() != "for" or before.frame.figure.quantity.unit != "share":
        return
    _, said = frame.line.frames.get(frame.verb, (0, ()))
    if any(one.metric == "share_buyback" for one in said):
        yield Said("share_buyback", 0.97, "metric.paid_for_own_shares", frame.verb, frame.verb + 1)


@asked(kinds=("money", "percent"), words=OUTCOMES)
def loss_of_the_same(frame: Frame, story: Story) -> Iterator[Said]:
    """an operating profit of $321 million, after a loss of <$387 million>: of the kind of profit that was named"""
    line, before = frame.line, story.before(frame)
    if before is None or before.core.metric not in MARGINS or before.frame.kind != frame.kind:
        return
    if line.low(frame.lead - 1) != "of" or line.low(frame.lead - 2) not in OUTCOMES:
        return
    if line.low(frame.lead - 3) in ("a", "the") and line.low(frame.lead - 4) in FORMER:
        yield Said(before.core.metric, 0.97, "metric.loss_of_the_same", negative=line.low(frame.lead - 2)[0] in "ld")


@asked(words=YARDSTICKS)
def on_that_measure(frame: Frame, story: Story) -> Iterator[Said]:
    """Last year it earned <$1.0 billion> on that measure: on the one that was stated before"""
    line = frame.line
    for at in range(2, len(line)):
        if line.low(at) in YARDSTICKS and line.low(at - 1) in ("that", "this", "same") and _on(line.low(at - 2)):
            earlier = [stated for stated in story.stated if stated.frame.line is not line]
            yield from _again(earlier, frame, 0.96, "metric.on_that_measure")
            return


def _on(low: str) -> bool:
    return low in ("on", "by", "the")


@asked(kinds=("money",), words=LOOKING_AHEAD)
def now_expects(frame: Frame, story: Story) -> Iterator[Said]:
    """It lifted EBITDA by a tenth. It now expects <$2.4 billion> for the year: of what the figure before it was"""
    line = frame.line
    if not frame.is_object() or line.low(frame.verb) not in LOOKING_AHEAD or line.marks(0, len(line)):
        return
    last = story.stated[-1:]
    earlier = [one for one in last if one.frame.line is not line and one.frame.kind in RELATIVE]
    yield from _again(earlier, frame, 0.62, "metric.now_expects")


def _again(earlier: list[Stated], frame: Frame, weight: float, rule: str) -> Iterator[Said]:
    """The metric of the last of these figures, if this one can state it."""
    for stated in reversed(earlier):
        metric = stated.core.metric
        if metric is not None and fits(metric, frozenset(), frame):
            alike = stated.frame.kind == frame.kind or stated.frame.kind in RELATIVE or frame.kind in RELATIVE
            if alike:
                yield Said(metric, weight, rule)
            return


@asked(kinds=("count",), words=OPERATING)
def fleet(frame: Frame, story: Story) -> Iterator[Said]:
    """finished March with <205 aircraft>; operates <48 ships>: what it has to carry with"""
    line = frame.line
    if frame.figure.quantity.unit.rpartition(" ")[2] not in CRAFT:
        return
    if line.low(frame.verb) in OPERATING or "fleet" in line.lows[frame.clause.first : frame.place]:
        yield Said("capacity", 0.85, "metric.fleet")


RULES: tuple[Rule, ...] = (
    profit_of_sales,
    part_of_things,
    costs_removed,
    hire_by_the_day,
    fare_yield,
    paid_for_own_shares,
    loss_of_the_same,
    on_that_measure,
    now_expects,
    fleet,
)
