"""Which amounts are what somebody bids or pays for a company where no word at them says so: the text speaks of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from newsledger.facts.asking import asked
from newsledger.facts.fitting import fits
from newsledger.facts.frames import Frame
from newsledger.facts.metric import Said
from newsledger.facts.story import Story
from newsledger.facts.trading import LARGEST_SHARE_PRICE
from newsledger.facts.vocabulary import metrics, word_class

Rule = Callable[[Frame, Story], Iterator[Said]]

TAKEOVERS = word_class("takeover talk")
"""Words of a text in which somebody bids for a company."""

SALES = word_class("sale talk")
"""Words of a text in which something owned changes hands; each alone says little."""

MARKET = word_class("prices of shares")
"""Words near an amount per share that is no bid: a price at which shares trade, earnings, a dividend."""

SMALLEST_PRICE = 1_000_000
"""Below this an amount is no price of a company."""

PER_SHARE = frozenset({"apiece", "each"})

OFFERING = frozenset({"at", "to", "for", "above", "from", "of", "than", "with", "paid", "worth"})
"""Words that lead to what is bid."""


def bids_talked(frame: Frame, story: Story) -> bool:
    """Whether this sentence or one of the two before speaks of a bid, or of a sale where the text tells of a deal."""
    return story.heard(TAKEOVERS) or (bool(story.deal) and story.heard(SALES, 2))


@asked(kinds=("money",))
def bid_per_share(frame: Frame, story: Story) -> Iterator[Said]:
    """The rival opened at <4,300 yen>, and stands at <7,130 yen> a share: where a bid is spoken of"""
    line, quantity = frame.line, frame.figure.quantity
    if abs(quantity.value) > LARGEST_SHARE_PRICE or not bids_talked(frame, story):
        return
    last = story.stated[-1].core.metric if story.stated else None
    if _told(frame, story, frame.clause.first):
        return
    each = quantity.per == "share" or line.low(frame.place + 1) in PER_SHARE
    if not each and quantity.per is not None:
        return
    near = line.lows[max(frame.clause.first, frame.place - 8) : min(frame.clause.last, frame.place + 8)]
    if not MARKET.isdisjoint(near) or story.heard(FLOATING):
        return
    if each:
        yield Said("deal_value", 0.85, "metric.bid_per_share")
    elif last in ("deal_value", "premium") or frame.preposition() in OFFERING:
        yield Said("deal_value", 0.6, "metric.bid_cheap")


FLOATING = frozenset({"ipo", "flotation", "listing", "debut", "float", "floated", "placing"})


@asked(kinds=("money",))
def price_in_talk(frame: Frame, story: Story) -> Iterator[Said]:
    """It was spurned. <£85m>, people close to the family mutter: an amount that nothing else names, in a text on a
    deal"""
    if frame.figure.quantity.value < SMALLEST_PRICE or story.heard(FLOATING):
        return
    bids = bids_talked(frame, story)
    if not bids and not story.heard(SALES, 2):
        return
    if _told(frame, story, frame.clause.first if bids else 0) or (not bids and frame.preposition() == "worth"):
        return
    yield Said("deal_value", 0.5 if bids else 0.35, "metric.price_in_talk")


OF_DEALS = frozenset({"deal_value", "eps", "premium", "stake", "valuation", "market_cap", "share_price", "stake_count"})
"""What a sentence states beside the price of a company."""


ACCOUNTS = frozenset({"income", "cash", "balance", "shareholder"})
"""Groups of metrics after which an amount in the same sentence goes on about the accounts."""


def _told(frame: Frame, story: Story, first: int) -> bool:
    """Whether words from a place on say another metric that the figure can state, or the figure before it is one of
    accounts."""
    line, before = frame.line, story.before(frame)
    if before is not None and before.frame.kind == frame.kind and before.core.metric not in OF_DEALS:
        group = metrics()[before.core.metric].group if before.core.metric is not None else ""
        if group in ACCOUNTS:
            return True
    subject = frame.clause.subject or (first, first)
    for mark in line.marks(min(first, subject[0]), frame.clause.last):
        if any(word.metric not in OF_DEALS and fits(word.metric, word.kinds, frame) for word in mark.words):
            return True
    verbs = (line.frames[at] for at in range(first, frame.place) if at in line.frames)
    return any(said.metric not in OF_DEALS and frame.kind in said.kinds for _, found in verbs for said in found)


RULES: tuple[Rule, ...] = (bid_per_share, price_in_talk)
