"""Which figures are what brokers think that a share will cost."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from newsledger.facts.asking import asked
from newsledger.facts.frames import Frame
from newsledger.facts.metric import Said
from newsledger.facts.story import Story
from newsledger.facts.trading import LARGEST_SHARE_PRICE
from newsledger.facts.vocabulary import word_class

Rule = Callable[[Frame, Story], Iterator[Said]]

RATINGS = word_class("ratings")

TARGETS = frozenset({"target", "targets"})


@asked(kinds=("money", "percent"), words=TARGETS)
def target(frame: Frame, story: Story) -> Iterator[Said]:
    """lifted its target to <1,480p>: an amount that a share can cost; 12% above its target, where brokers speak"""
    line = frame.line
    beyond = frame.line.relation[min(frame.place + 1, len(frame.line) - 1)] & {"above", "below"}
    if frame.kind == "percent" and not (story.rates and beyond):
        return
    if frame.kind == "money" and frame.figure.quantity.value > LARGEST_SHARE_PRICE:
        return
    for at in range(frame.clause.first, min(len(line), frame.place + 3)):
        if (
            line.low(at) in TARGETS
            and not line.inside_name(at)
            and not any(line.is_figure(place) for place in range(at, frame.place))
        ):
            yield Said("price_target", 0.9 if frame.kind == "money" else 0.75, "metric.target", at, at + 1)
            return


@asked(kinds=("money",), words=RATINGS)
def rated(frame: Frame, story: Story) -> Iterator[Said]:
    """no change at Berenberg (hold, <90p>): beside a rating stands the target"""
    line = frame.line
    if abs(frame.figure.quantity.value) > LARGEST_SHARE_PRICE:
        return
    if line.low(frame.lead - 1) == "," and line.low(frame.lead - 2) in RATINGS:
        yield Said("price_target", 0.85, "metric.rated")
    elif any(
        line.low(at) in RATINGS and line.low(at - 1) in ('"', "“") for at in range(frame.clause.first, frame.place)
    ):
        yield Said("price_target", 0.5, "metric.rated")
    elif frame.verb >= 0 and line.low(frame.verb) in SEEING and frame.figure.quantity.per is None:
        yield Said("price_target", 0.9, "metric.rated_and_seen")


@asked(kinds=("money",))
def adviser_price(frame: Frame, story: Story) -> Iterator[Said]:
    """Broker Hale bumped Northwind up to <$95>; thinks that it deserves <€62>: what a broker says a share will cost"""
    line, quantity = frame.line, frame.figure.quantity
    if quantity.per is not None or abs(quantity.value) > LARGEST_SHARE_PRICE or frame.verb < 0:
        return
    if frame.preposition() not in ("to", "from") and line.low(frame.verb) not in DESERVING:
        return
    if line.marks(frame.clause.first, frame.place) or not story.reading.identities.advisers:
        return
    advisers = story.reading.identities.advisers
    for name in line.mentions(0, frame.place):
        if name.mention is not None and len(name.mention.companies) == 1 and name.mention.companies[0] in advisers:
            yield Said("price_target", 0.85, "metric.adviser_price")
            return


DESERVING = frozenset({"deserves", "deserve", "merits", "worth", "reach", "reaching", "hit", "hitting", "touch"})


SEEING = word_class("judging verbs") | {"pencils", "pencilled", "has", "sits"}
"""What brokers do with a price beside their rating: "rate it a buy and see it at <€750>"."""


RULES: tuple[Rule, ...] = (target, rated, adviser_price)
