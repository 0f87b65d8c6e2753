"""Which metric a figure states by a general word that the text has narrowed before: "that margin", "the index", "a
broader gauge", "a weekly loss of 3%"."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from newsledger.facts.asking import asked
from newsledger.facts.fitting import fits
from newsledger.facts.frames import Frame
from newsledger.facts.metric import Said
from newsledger.facts.story import Story
from newsledger.facts.trading import MARKET_MOVES
from newsledger.facts.vocabulary import metrics, word_class

Rule = Callable[[Frame, Story], Iterator[Said]]

LOST = frozenset({"loss", "losses", "gain", "gains", "slide", "rally", "climb", "decline", "drop", "advance"})

POINTING = frozenset({"that", "this", "such", "same"})

KNOWN = frozenset({"index", "programme", "program"})
"""General words that "the" alone points back with."""

GENERAL: dict[str, frozenset[str]] = {
    "margin": frozenset({"gross_margin", "operating_margin", "net_interest_margin"}),
    "index": frozenset({"inflation", "industrial_output", "house_prices", "retail_sales"}),
    "rate": frozenset({"unemployment_rate", "tax_rate", "tariff_rate"}),
    "profit": frozenset({"operating_income", "pretax_income", "ebitda", "gross_profit"}),
    "loss": frozenset({"operating_income", "pretax_income", "ebitda"}),
    "programme": frozenset({"share_buyback"}),
    "program": frozenset({"share_buyback"}),
}
"""General words, each with the metrics that they can stand for once one of these was stated."""

WIDER = frozenset({"broader", "wider", "broadest", "separate", "narrower", "related", "alternative"})

GAUGES = frozenset({"gauge", "measure", "metric", "yardstick", "indicator", "reading"})

PRICED_BY = frozenset({"megawatt hour", "megawatt-hour", "barrel", "tonne", "ton", "ounce", "bushel", "pound", "therm"})

NEAR = 6
"""How many figures back a general word may point."""

MONTHS_AND_SUCH = word_class("months") | {"weekly", "daily", "monthly", "quarterly", "annual", "yearly", "year-to-date"}


@asked(kinds=("percent",), words=LOST)
def lost_in_percent(frame: Frame, story: Story) -> Iterator[Said]:
    """remained on course for a weekly loss of <3.1%>; traded at $59.70, a loss of <3.6%>: of what is traded"""
    line = frame.line
    if frame.preposition() != "of" or line.low(frame.chain[0].first - 1) not in LOST:
        return
    noun = frame.chain[0].first - 1
    timed = not MONTHS_AND_SUCH.isdisjoint(line.lows[max(noun - 3, 0) : noun])
    if line.low(noun) not in ("loss", "losses") and not timed:
        return
    for name in reversed(line.markets(0, frame.place)):
        if name.metric is not None and fits(name.metric, frozenset(), frame):
            yield Said(name.metric, 0.9, "metric.lost_in_percent", name.first, name.last)
            return
    before = story.before(frame)
    if before is not None and before.core.metric in MARKET_MOVES:
        yield Said(before.core.metric or "", 0.9, "metric.lost_in_percent")
    elif any(name.mention and name.mention.companies for name in line.names):
        yield Said("share_price", 0.85, "metric.lost_in_percent")
    elif story.stated and story.stated[-1].core.metric in MARKET_MOVES:
        yield Said(story.stated[-1].core.metric or "", 0.8, "metric.lost_in_percent")


@asked(words=GENERAL)
def narrowed(frame: Frame, story: Story) -> Iterator[Said]:
    """Its gross margin slid. That margin was <65.8%>; the index rose <0.3%> on the month: of what was told before"""
    line, subject = frame.line, frame.clause.subject
    places = [*range(*subject)] if subject is not None and subject[1] <= frame.place else []
    if line.low(frame.place + 1) in GENERAL:
        places.append(frame.place + 1)
    for at in places:
        family = GENERAL.get(line.low(at))
        if family is None:
            continue
        word, before = line.low(at), line.low(at - 1)
        pointed = before in POINTING or at > frame.place or (before == "the" and word in KNOWN)
        alone = at > frame.place or at + 1 == (subject or (0, 0))[1] or line.low(at + 1) in ("in", "for", "at", "of")
        if not pointed or not alone:
            continue
        for stated in reversed(story.stated[-NEAR:]):
            metric = stated.core.metric
            if metric in family and fits(metric, frozenset(), frame):
                yield Said(metric, 0.95, "metric.narrowed", at, at + 1, stated.core.negative)
                return
        if word in ("programme", "program") and story.speaks_of("share_buyback"):
            yield Said("share_buyback", 0.6, "metric.narrowed", at, at + 1)
        return


@asked(kinds=("percent", "percentage_point"), words=WIDER)
def wider_gauge(frame: Frame, story: Story) -> Iterator[Said]:
    """A broader gauge, which counts part-time workers, climbed to <8.0%>: of what was gauged before"""
    line = frame.line
    for at in range(frame.clause.first, frame.place):
        if line.low(at) in GAUGES and line.low(at - 1) in WIDER:
            for stated in reversed(story.stated[-NEAR:]):
                metric = stated.core.metric
                if metric is not None and metrics()[metric].group == "macro" and metrics()[metric].rate:
                    yield Said(metric, 0.95, "metric.wider_gauge", at, at + 1)
                    return
            return


@asked(kinds=("percent",), words=("to", "at"))
def priced_by_measure(frame: Frame, story: Story) -> Iterator[Said]:
    """Benchmark futures slid <20%> to €272 a megawatt hour: what is priced by the tonne or the hour is traded"""
    line = frame.line
    for at in range(frame.place + 1, min(len(line), frame.place + 6)):
        if line.is_figure(at):
            quantity = story.reading.figures[line.numbers[at]].quantity
            moved = line.low(at - 1) in ("to", "at") and not line.marks(frame.clause.first, frame.place)
            if moved and quantity.kind == "money" and quantity.per in PRICED_BY:
                yield Said("commodity_price", 0.8, "metric.priced_by_measure")
            return


RULES: tuple[Rule, ...] = (lost_in_percent, narrowed, wider_gauge, priced_by_measure)
