"""Which metric a figure of a bid, a sale or an issue states: what was paid, bid, raised, and what that values."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from newsledger.facts.asking import asked
from newsledger.facts.fitting import LARGEST
from newsledger.facts.frames import Frame
from newsledger.facts.metric import Said
from newsledger.facts.naming import stands_alone
from newsledger.facts.story import Story
from newsledger.facts.vocabulary import word_class

Rule = Callable[[Frame, Story], Iterator[Said]]

RAISING = word_class("raising money") - {"sell", "sells", "sold", "selling"}

ISSUES = ("ipo_proceeds", "debt_issue", "equity_issue", "funding_round")

BIDS = word_class("bids")

VALUING = frozenset({"value", "values", "valued", "valuing"})

DEALS = word_class("deals")

TRADING = word_class("buying verbs") | {"sell", "sells", "sold", "selling", "sale"}
"""Words for the sale of a stake, for an amount that is then its price."""


HOLDING = word_class("trading in stakes") | {"back", "keep", "keeps", "kept", "own", "owned", "control", "controls"}

WHOLES = word_class("owned wholes")


@asked(kinds=("money",), words=RAISING)
def raised(frame: Frame, story: Story) -> Iterator[Said]:
    """sold 180 million shares to raise <$8.1 billion>: an IPO, a bond or a round, by what else the text speaks of"""
    line = frame.line
    if frame.verb < 0 or line.low(frame.verb) not in RAISING:
        return
    if frame.chain and frame.preposition() not in ("to",):
        return
    near = [
        (abs(mark.first - frame.place), word.metric)
        for mark in line.metrics
        for word in mark.words
        if word.metric in ISSUES
    ]
    if near:
        yield Said(min(near)[1], 0.6, "metric.raised")
        return
    spoken = [metric for metric in ISSUES if story.speaks_of(metric)]
    if spoken:
        yield Said(max(spoken, key=story.mentions_of), 0.45, "metric.raised_by_topic")


@asked(kinds=("percent",))
def premium(frame: Frame, story: Story) -> Iterator[Said]:
    """or US$5.85 a share, <90%> above the undisturbed price"""
    line, last = frame.line, story.before(frame)
    if last is None or last.core.metric != "deal_value":
        return
    if line.relation[min(frame.place + 1, len(line) - 1)] & {"above", "below"}:
        yield Said("premium", 0.93, "metric.premium", frame.place + 1, frame.place + 2)


@asked(kinds=("percent",))
def bid_above(frame: Frame, story: Story) -> Iterator[Said]:
    """The bid stands <45%> above the price at which the target closed"""
    line, subject = frame.line, frame.clause.subject
    if (
        subject is not None
        and any(
            low in BIDS | DEALS or (low in ("price", "terms") and bool(story.deal))
            for low in line.lows[slice(*subject)]
        )
    ) and line.relation[min(frame.place + 1, len(line) - 1)] & {"above", "below"}:
        yield Said("premium", 0.93, "metric.bid_above", *subject)


@asked(kinds=("money",), words=("which",))
def at_which(frame: Frame, story: Story) -> Iterator[Said]:
    """above the <163.5p> at which it closed; more than double the <$190 million> at which it raised money"""
    line = frame.line
    if line.lows[frame.place + 1 : frame.place + 3] != ["at", "which"]:
        return
    after = line.lows[frame.place + 3 : frame.place + 9]
    if any(low in ("closed", "ended", "finished", "traded", "listed", "floated") for low in after):
        yield Said("share_price", 0.975, "metric.price_at_which")
    elif any(low in ("raised", "valued", "raising", "fundraising", "round", "invested") for low in after):
        yield Said("valuation", 0.85, "metric.value_at_which")


@asked(kinds=("percent",), words=("of",))
def part_of_company(frame: Frame, story: Story) -> Iterator[Said]:
    """The family's company keeps <30%> of Reddit"""
    line = frame.line
    if line.low(frame.place + 1) != "of":
        return
    for name in line.mentions(frame.place + 2, min(frame.place + 7, len(line))):
        own = name.mention is not None and name.mention.kind == "name" and name.first <= frame.place + 3
        if own and line.low(name.last) not in ("'s", "'") and not any(m.first == name.last for m in line.metrics):
            yield Said("stake", 0.6, "metric.part_of_company")
        return


@asked(kinds=("percent",))
def of_business(frame: Frame, story: Story) -> Iterator[Said]:
    """will buy back <40%> of the business; the remaining <60%> stays with Bain: parts of what is owned"""
    line, at = frame.line, frame.place
    holding = frame.verb >= 0 and line.low(frame.verb) in HOLDING
    whole = line.lows[at + 1 : at + 3] in (["of", "the"], ["of", "its"]) and any(
        line.low(place) in WHOLES and line.low(place + 1) not in ("'s", "'") for place in (at + 3, at + 4)
    )
    if whole and holding:
        yield Said("stake", 0.9, "metric.of_business")
    rest = line.low(frame.lead) in ("remaining", "other", "rest") or line.low(at - 1) in ("remaining", "other")
    if rest and any(stated.core.metric == "stake" for stated in story.stated[-3:]):
        yield Said("stake", 0.85, "metric.rest_of_business")


@asked(kinds=("percent",), words=("with",))
def largest_holder(frame: Frame, story: Story) -> Iterator[Said]:
    """which with <6.4%> is among the largest holders"""
    line = frame.line
    if frame.preposition() == "with":
        ahead = line.lows[frame.place + 1 : frame.place + 9]
        if any(low in ("holder", "holders", "shareholder", "shareholders", "investor", "owner") for low in ahead):
            yield Said("stake", 0.9, "metric.largest_holder")


@asked(kinds=("money",), words=("worth",))
def bid_worth(frame: Frame, story: Story) -> Iterator[Said]:
    """has a proposal on the table that people say is worth <7 trillion yen>"""
    line = frame.line
    said = frame.preposition() == "worth" and line.low(frame.place + 1) != "of"
    if said and frame.figure.quantity.value >= SMALLEST_BID and any(low in BIDS for low in line.lows[: frame.place]):
        yield Said("deal_value", 0.65, "metric.bid_worth")


SMALLEST_BID = 1_000_000
"""Below this an amount that a bid is worth is one per share."""


@asked(kinds=("money",), words=("worth",))
def still_worth(frame: Frame, story: Story) -> Iterator[Said]:
    """At <$640 billion>, Visa is still worth three times as much; is now worth <$640 billion>, where shares are
    spoken of"""
    line, clause = frame.line, frame.clause
    if frame.figure.quantity.value < SMALLEST_BID:
        return
    named = line.mentions(frame.place, min(len(line), frame.place + 4))
    ahead = frame.preposition() == "at" and line.low(frame.place + 1) == "," and bool(named)
    ahead = ahead and "worth" in line.lows[frame.place :]
    subject = clause.subject or (0, 0)
    behind = frame.preposition() == "worth" and bool(line.mentions(*subject)) and not line.marks(*subject)
    listed = story.speaks_of("share_price") or story.speaks_of("market_cap") or not LISTED.isdisjoint(line.held)
    if listed and (ahead or behind):
        yield Said("market_cap", 0.62, "metric.still_worth")


LISTED = frozenset({"rally", "close", "closing", "sell-off", "selloff", "listed"})
"""Words that tell that a company's worth is that of its shares."""


LARGEST_SHARE = 20_000
"""An amount below which what a company is "worth" is what one of its shares is, to whoever thinks so."""


@asked(kinds=("money",), words=("worth",))
def worth(frame: Frame, story: Story) -> Iterator[Said]:
    """At that price the company will be worth <Dh21.07 billion>"""
    line, subject = frame.line, frame.clause.subject
    if frame.preposition() == "worth" and subject is not None:
        named = [name for name in line.mentions(*subject) if name.mention and name.mention.companies]
        if named and not line.marks(*subject):
            cheap = abs(frame.figure.quantity.value) < LARGEST_SHARE
            yield Said("price_target" if cheap else "valuation", 0.6, "metric.worth")


@asked(kinds=("money",), words=("investors", "shareholders"))
def handed_back(frame: Frame, story: Story) -> Iterator[Said]:
    """plans to hand <£50m> back to investors"""
    lows = frame.line.lows[frame.place + 1 : frame.place + 5]
    holders = "to" in lows and any(low in ("investors", "shareholders") for low in lows)
    returned = frame.verb >= 0 and frame.line.low(frame.verb) in ("return", "returned", "returning", "hand", "returns")
    if holders and ("back" in lows or returned):
        yield Said("share_buyback", 0.7, "metric.handed_back")


@asked(kinds=("money",), words=("for",))
def paid_for(frame: Frame, story: Story) -> Iterator[Said]:
    """It paid <$13.5 billion> in cash for HSBC Canada; the sale of its Greek arm for <€200m>; 7-for-1"""
    line = frame.line
    lows = line.lows[frame.clause.first : frame.place]
    if (
        frame.verb >= 0
        and line.low(frame.verb) in ("pay", "paid", "pays", "paying", "offered", "offer", "bid")
        and not frame.chain
    ):
        for at in range(frame.place + 1, min(frame.tail, frame.place + 6)):
            if line.low(at) == "for" and (
                line.mentions(at, min(at + 4, len(line))) or line.tag(at + 1) in ("DT", "PRP$")
            ):
                yield Said("deal_value", 0.7, "metric.paid_for")
                return
    if frame.preposition() == "for" and "stake" in lows and any(low in TRADING for low in lows):
        yield Said("deal_value", 0.92, "metric.stake_sold_for")
    elif frame.preposition() == "for" and any(
        low in ("sale", "acquisition", "purchase", "takeover", "buyout", "disposal") for low in lows
    ):
        yield Said("deal_value", 0.7, "metric.sale_for")


@asked(kinds=("money",), words=BIDS)
def bid(frame: Frame, story: Story) -> Iterator[Said]:
    """67p a share, or <£757m>, "undervalues" the chain: a price where the sentence speaks of a bid"""
    line = frame.line
    if frame.preposition() == "worth" or frame.verb_change() is not None or story.speaks_of("ipo_proceeds"):
        return
    if any(low in BIDS for low in line.lows[: frame.place]):
        yield Said("deal_value", 0.35, "metric.bid")


BID_FOR = frozenset({"price", "terms", "premium"})
"""What a bid is told by, beside the deal itself: "the price, a 59% premium, values the group at"."""


@asked(kinds=("money",), words=VALUING)
def valued_at(frame: Frame, story: Story) -> Iterator[Said]:
    """a round that valued it at <$1.4 billion>; the transaction, valued at <$26.2 billion>"""
    line, first = frame.line, frame.clause.first
    # "The deal values the company at": the model's tags may hold it for a noun.
    said = [frame.verb] if frame.verb >= 0 else [at for at in range(first, frame.place) if line.low(at) in VALUING]
    if frame.preposition() != "at" or not said or line.low(said[-1]) not in VALUING:
        return
    verb, before = said[-1], story.before(frame)
    subject = frame.clause.subject or (first, verb)
    of_deal = any(low in DEALS or low in BID_FOR for low in line.lows[slice(*subject)])
    # The deal of a round of money values a company; what is bought has a price.
    of_deal = of_deal and (bool(story.deal) or not story.speaks_of("funding_round"))
    listed = before is not None and before.core.metric == "share_price" and not story.speaks_of("ipo_proceeds")
    listed = listed or "stock market" in " ".join(line.lows[verb : frame.place])
    if listed and not of_deal:
        yield Said("market_cap", 0.9999, "metric.valued_by_market", verb, verb + 1)
        return
    yield Said("deal_value" if of_deal else "valuation", 0.98, "metric.valued_at", verb, verb + 1)


@asked(kinds=("money",), words=("for", "on"))
def for_company(frame: Frame, story: Story) -> Iterator[Said]:
    """bets <$7.3bn> on Reata; will fork out <£2.1bn> for its rival Deutz: what is paid for a company"""
    line = frame.line
    verb = line.low(frame.verb if frame.verb >= 0 else frame.lead - 1)
    if frame.chain or verb not in PAYING_OUT or frame.figure.quantity.value < A_DEAL:
        return
    for name in line.mentions(frame.place + 2, min(frame.place + 9, len(line))):
        between = line.lows[frame.place + 1 : name.first]
        for_it = between[:1] in (["for"], ["on"]) or between[-2:] == ["hands", "on"] or between[-1:] == ["for"]
        if for_it and stands_alone(line, name):
            yield Said("deal_value", 0.97, "metric.for_company", name.first, name.last)
        return


PAYING_OUT = word_class("paying out")

A_DEAL = 1_000_000
"""An amount below which a price is one of wares, and no company's."""

SALES = word_class("buying verbs") | word_class("selling off")


@asked(kinds=("money",), words=("for",))
def sold_for(frame: Frame, story: Story) -> Iterator[Said]:
    """has promised to sell assets for <$20 billion>; would supply trains to Egypt for <€2bn>: a contract"""
    if frame.preposition() != "for" or frame.verb < 0 or frame.figure.quantity.value < A_DEAL:
        return
    line, verb = frame.line, frame.line.low(frame.verb)
    object_ = range(frame.verb + 1, frame.chain[-1].first)
    owned = any(line.low(at) in OWNED_PARTS for at in object_) or bool(line.mentions(frame.verb, frame.place))
    if verb in SALES and owned:
        yield Said("deal_value", 0.97, "metric.sold_for", frame.verb, frame.verb + 1)
    elif verb in SUPPLYING:
        yield Said("contract_value", 0.93, "metric.supplied_for", frame.verb, frame.verb + 1)


SUPPLYING = word_class("supplying")

OWNED_PARTS = word_class("owned wholes") | word_class("owned parts")

PRICES = frozenset({"price", "tag"})


@asked(kinds=("money",), words=PRICES)
def price_of_company(frame: Frame, story: Story) -> Iterator[Said]:
    """sounding out backers at a price tag of <€15bn>: a valuation; where a bid is spoken of, what is to be paid"""
    line, subject = frame.line, frame.clause.subject
    told = frame.preposition() in ("of", "at", "to") or frame.is_object()
    if frame.figure.quantity.value < LARGEST_WARE or not told:
        return
    named = {line.low(frame.chain[0].first - 1)} if frame.preposition() == "of" else set()
    if subject is not None and (frame.preposition() == "to" or not frame.chain):
        named = set(line.lows[slice(*subject)])
    if PRICES.isdisjoint(named):
        return
    deal = bool(story.deal) or not (BIDS | DEALS).isdisjoint(line.held) or story.mentions_of("deal_value") > 1
    round_of_money = story.speaks_of("funding_round") or story.speaks_of("ipo_proceeds")
    yield Said("valuation" if round_of_money or not deal else "deal_value", 0.9, "metric.price_of_company")


LARGEST_WARE = LARGEST["product_price"]
"""An amount above which a "price" is that of a company."""


OVERHEADS = frozenset({"cost", "costs", "expenses", "overheads", "spending", "bill"})


@asked(kinds=("money",))
def wiped_off(frame: Frame, story: Story) -> Iterator[Said]:
    """lost 39% of its value, wiping out <€18bn>: of market value, where a share was told to fall"""
    change, before = frame.verb_change(), story.before(frame)
    wiped = change is not None and change.mode == "take" and change.direction == "down" and frame.is_object()
    shares = before is not None and before.core.metric in ("share_price", "market_cap")
    named = [name for name in frame.line.mentions(frame.place + 2, frame.place + 3) if name.first == frame.place + 2]
    off_company = frame.line.low(frame.place + 1) == "off" and bool(named)
    if not OVERHEADS.isdisjoint(frame.line.lows[frame.place + 1 : frame.place + 8]):
        return
    if wiped and (shares or off_company) and frame.figure.quantity.value >= A_DEAL:
        yield Said("market_cap", 0.93, "metric.wiped_off", frame.verb, frame.verb + 1)


RULES: tuple[Rule, ...] = (
    raised,
    premium,
    bid_above,
    at_which,
    of_business,
    largest_holder,
    bid_worth,
    still_worth,
    worth,
    part_of_company,
    handed_back,
    paid_for,
    bid,
    valued_at,
    for_company,
    sold_for,
    price_of_company,
    wiped_off,
)
