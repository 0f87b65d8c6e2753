"""Which metric a figure states where one word can mean several and the article decides: "raised", "target", "growth"."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from newsledger.facts.frames import Frame
from newsledger.facts.measure import particle, words_after
from newsledger.facts.metric import Said
from newsledger.facts.story import Story
from newsledger.facts.vocabulary import metrics

Rule = Callable[[Frame, Story], Iterator[Said]]

RAISING = frozenset(
    [
        "raise",
        "raises",
        "raised",
        "raising",
        "seek",
        "seeks",
        "sought",
        "seeking",
        "secure",
        "secured",
        "secures",
        "proceeds",
        "fetch",
        "fetched",
        "net",
        "netted",
        "collect",
        "collected",
        "place",
        "placed",
        "sell",
        "sells",
        "sold",
        "selling",
        "issue",
        "issued",
        "issues",
        "launch",
        "launched",
    ]
)
ISSUES = ("ipo_proceeds", "debt_issue", "equity_issue", "funding_round")
VALUING = frozenset(
    [
        "trade",
        "trades",
        "traded",
        "trading",
        "change",
        "changes",
        "hands",
        "valued",
        "values",
        "value",
        "fetching",
        "fetch",
        "priced",
        "pay",
        "pays",
        "paying",
        "worth",
    ]
)
BASES = frozenset(
    ["earnings", "sales", "revenue", "revenues", "ebitda", "profit", "profits", "book", "forecasts", "income", "cash"]
)
LARGEST_SHARE_PRICE = 200_000
"""A money figure above this is no price of a share, in any currency that news writes about but the smallest."""


def raised(frame: Frame, story: Story) -> Iterator[Said]:
    """sold 180 million shares to raise <$8.1 billion>: an IPO, a bond or a round, by what else the text speaks of"""
    line = frame.line
    if (
        frame.kind != "money"
        or frame.verb < 0
        or line.low(frame.verb) not in RAISING - {"sell", "sells", "sold", "selling"}
    ):
        return
    if frame.chain and frame.preposition() not in ("to",):
        return
    near = [word.metric for mark in line.metrics for word in mark.words if word.metric in ISSUES]
    for metric in near:
        yield Said(metric, 0.6, "metric.raised")
        return
    spoken = [metric for metric in ISSUES if story.speaks_of(metric)]
    if spoken:
        yield Said(max(spoken, key=story.mentions_of), 0.45, "metric.raised_by_topic")


def target(frame: Frame, story: Story) -> Iterator[Said]:
    """lifted its target to <1,480p>, where the article speaks of price targets"""
    line = frame.line
    if frame.kind not in ("money", "percent") or not story.rates:
        return
    if frame.kind == "money" and frame.figure.quantity.value > LARGEST_SHARE_PRICE:
        return
    for at in range(frame.clause.first, min(len(line), frame.place + 3)):
        if (
            line.low(at) in ("target", "targets")
            and not line.inside_name(at)
            and not any(line.is_figure(place) for place in range(at, frame.place))
        ):
            yield Said("price_target", 0.75, "metric.target", at, at + 1)
            return


def closing_price(frame: Frame, story: Story) -> Iterator[Said]:
    """25% above Monday's close of <1,184p>; offer price of <HK$54.80>"""
    line = frame.line
    if frame.kind != "money":
        return
    for at in range(frame.place - 1, max(frame.place - 5, frame.clause.first) - 1, -1):
        if line.is_figure(at):
            return
        if line.low(at) in ("close", "closing") and line.low(at - 1) not in ("to", "will"):
            yield Said("share_price", 0.88, "metric.closing_price", at, at + 1)
            return


def share_move(frame: Frame, story: Story) -> Iterator[Said]:
    """Coinbase gave up <11.4%>; Tesla and Boeing dropped <7.1%> and <8.7%>; with Aramco up <0.9%>"""
    line, clause = frame.line, frame.clause
    if clause.subject is None or frame.kind != "percent" or line.marks(*clause.subject):
        return
    change = frame.verb_change()
    moved = change is not None and change.mode != "act" and change.hint != "growth" and not frame.chain
    adverb = particle(frame) is not None or line.low(frame.place + 1) in ("higher", "lower", "up", "down")
    if not moved and not adverb:
        return
    names = [name for name in line.mentions(*clause.subject) if name.mention and name.mention.companies]
    if names and line.low(names[-1].last) not in ("'s", "'"):
        yield Said("share_price", 0.4, "metric.share_move")


def growth(frame: Frame, story: Story) -> Iterator[Said]:
    """growth of <1.5%> in 2025: of sales where a company has it, of what was spoken of before, else of the economy"""
    line = frame.line
    if frame.kind != "percent":
        return
    after = any(line.low(at) == "growth" for at in words_after(frame, 2))
    before = frame.preposition() in ("of", "at") and line.low(frame.chain[0].first - 1) == "growth"
    subject = frame.clause.subject
    governed = subject is not None and "growth" in line.lows[slice(*subject)]
    if not (after or before or governed):
        return
    last = story.before(frame)
    if (
        last is not None
        and last.core.metric is not None
        and last.frame.kind == "percent"
        and not metrics()[last.core.metric].rate
    ):
        yield Said(last.core.metric, 0.75, "metric.growth_again")
        return
    owned = subject is not None and any(name.mention and name.mention.companies for name in line.mentions(*subject))
    metric = "gdp" if story.macro or (not owned and story.speaks_of("gdp")) else "revenue"
    yield Said(metric, 0.8 if after or before else 0.5, "metric.growth")


def market_part(frame: Frame, story: Story) -> Iterator[Said]:
    """holds <40%> of the online classifieds market; <53%>, 38% and 9%, respectively, of the market"""
    line = frame.line
    if frame.kind != "percent":
        return
    last = story.list_end(frame)
    after = [at for at in range(last + 1, min(last + 12, len(line))) if not line.is_figure(at)]
    of = next((at for at in after[:3] if line.low(at) == "of"), -1)
    if of < 0:
        return
    for at in range(of + 1, min(of + 8, len(line))):
        if (
            line.low(at) in ("market", "markets")
            and line.low(at + 1) not in ("value", "cap")
            and line.low(at - 1) != "stock"
        ):
            yield Said("market_share", 0.9, "metric.market_part", at, at + 1)
            return
        if line.tag(at) in ("IN", "TO", "VBD", "VBZ") or line.low(at) == ",":
            return


def rate_step(frame: Frame, story: Story) -> Iterator[Said]:
    """a 34% chance of a <75-basis-point> increase; a step of <half a point>, where the article speaks of rates"""
    if frame.kind in ("basis_point", "percentage_point") and story.speaks_of("interest_rate"):
        step = any(frame.line.low(at) in STEPS for at in words_after(frame, 3)) or frame.preposition() in (
            "of",
            "by",
            "for",
        )
        yield Said("interest_rate", 0.6 if step else 0.35, "metric.rate_step")


STEPS = frozenset(
    {"increase", "increases", "cut", "cuts", "hike", "hikes", "rise", "step", "move", "reduction", "easing", "point"}
)


def premium(frame: Frame, story: Story) -> Iterator[Said]:
    """or US$5.85 a share, <90%> above the undisturbed price"""
    line, last = frame.line, story.before(frame)
    if frame.kind != "percent" or last is None or last.core.metric != "deal_value":
        return
    if line.relation[min(frame.place + 1, len(line) - 1)] & {"above", "below"}:
        yield Said("premium", 0.93, "metric.premium", frame.place + 1, frame.place + 2)


def paid_for(frame: Frame, story: Story) -> Iterator[Said]:
    """It paid <$13.5 billion> in cash for HSBC Canada; the sale of its Greek arm for <€200m>; 7-for-1"""
    line = frame.line
    if frame.kind != "money":
        return
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
    if frame.preposition() == "for" and any(
        low in ("sale", "acquisition", "purchase", "takeover", "buyout", "disposal") for low in lows
    ):
        yield Said("deal_value", 0.7, "metric.sale_for")


def bid(frame: Frame, story: Story) -> Iterator[Said]:
    """67p a share, or <£757m>, "undervalues" the chain: a price where the sentence speaks of a bid"""
    line = frame.line
    if frame.kind == "money" and any(low in BIDS for low in line.lows[: frame.place]):
        yield Said("deal_value", 0.35, "metric.bid")


BIDS = frozenset(
    [
        "bid",
        "bids",
        "bidder",
        "approach",
        "approaches",
        "takeover",
        "buyout",
        "offer",
        "proposal",
        "suitor",
        "acquirer",
        "tilt",
        "bidders",
    ]
)


def told_to_pay(frame: Frame, story: Story) -> Iterator[Said]:
    """LinkedIn was told in October to pay <310 million euros>; the court upheld <2.42 billion euros> against Google"""
    line = frame.line
    if frame.kind != "money" or not story.speaks_of("fine"):
        return
    lows = line.lows[frame.clause.first : frame.place]
    told = any(low in ("ordered", "told", "forced", "sentenced", "required", "made", "must") for low in lows)
    paying = any(low in ("pay", "hand", "repay", "return", "cough") for low in lows)
    if told and paying and "agreed" not in lows:
        yield Said("fine", 0.75, "metric.told_to_pay")
    elif any(
        low
        in (
            "upheld",
            "uphold",
            "imposed",
            "imposes",
            "levied",
            "slapped",
            "annulled",
            "overturned",
            "demanded",
            "sought",
            "asked",
        )
        for low in lows
    ):
        yield Said("fine", 0.45, "metric.imposed")


def offer_price(frame: Frame, story: Story) -> Iterator[Said]:
    """had set the price at the top of its range of <HK$52.00 to HK$54.80>, where the article speaks of an IPO"""
    line = frame.line
    if frame.kind != "money" or not (story.speaks_of("ipo_proceeds") or story.speaks_of("equity_issue")):
        return
    if frame.figure.quantity.value > LARGEST_SHARE_PRICE:
        return
    lows = line.lows[frame.clause.first : frame.place]
    if any(low in ("price", "priced", "pricing", "range", "prices") for low in lows):
        yield Said("share_price", 0.85, "metric.offer_price")


def general_prices(frame: Frame, story: Story) -> Iterator[Said]:
    """Prices probably climbed <0.5%> from December, in a text about an economy"""
    line, subject = frame.line, frame.clause.subject
    if frame.kind == "percent" and story.macro and subject is not None:
        words = line.lows[slice(*subject)]
        if (words and words[-1] == "prices" and len(words) <= 2) or words[:1] == ["prices"]:
            yield Said("inflation", 0.85, "metric.general_prices", *subject)


def rated(frame: Frame, story: Story) -> Iterator[Said]:
    """no change at Berenberg (hold, <90p>): beside a rating stands the target"""
    line = frame.line
    if frame.kind == "money" and line.low(frame.lead - 1) == "," and line.low(frame.lead - 2) in RATINGS:
        yield Said("price_target", 0.85, "metric.rated")


RATINGS = frozenset(
    {"hold", "buy", "sell", "neutral", "outperform", "underperform", "overweight", "underweight", "reduce", "add"}
)


def unit_sales(frame: Frame, story: Story) -> Iterator[Said]:
    """its wholesales rose to 2.06 lakh units, even as domestic sales fell <5 per cent>: sales in units"""
    line, last = frame.line, story.before(frame)
    if frame.kind != "percent" or last is None or last.core.metric != "sales_volume":
        return
    subject = frame.clause.subject
    if subject is not None and any(low in ("sales", "tally") for low in line.lows[slice(*subject)]):
        yield Said("sales_volume", 0.8, "metric.unit_sales", *subject)


def out_of_costs(frame: Frame, story: Story) -> Iterator[Said]:
    """have taken <$200 million> out of our costs"""
    lows = frame.line.lows[frame.place + 1 : frame.place + 6]
    if frame.kind == "money" and lows[:1] in (["out"], ["from"]) and any(low in ("costs", "expenses") for low in lows):
        yield Said("cost_savings", 0.85, "metric.out_of_costs")


def staff_of(frame: Frame, story: Story) -> Iterator[Said]:
    """between 1,600 and 1,900 of Schenker's <15,000 German jobs>: what a company has is its headcount"""
    line = frame.line
    unit = frame.figure.quantity.unit
    owned = (
        line.low(frame.lead - 1) == "'s"
        or line.low(frame.lead) in ("its", "their", "'s")
        or line.low(frame.lead - 1) in ("its", "their")
    )
    if frame.kind == "count" and unit.split()[-1:] in (["job"], ["employee"], ["worker"], ["people"]) and owned:
        yield Said("headcount", 0.85, "metric.staff_of")


def full(frame: Frame, story: Story) -> Iterator[Said]:
    """storage caverns are <97%> full"""
    if frame.kind == "percent" and frame.line.low(frame.place + 1) == "full":
        yield Said("capacity", 0.7, "metric.full")


def jobs(frame: Frame, story: Story) -> Iterator[Said]:
    """employers added <517,000 jobs>: of an economy; created <5,420 jobs>: headcount; 15% of staff to go: job cuts"""
    line, unit = frame.line, frame.figure.quantity.unit
    people = unit in ("job", "person", "people", "position", "worker", "employee", "staff")
    lows = line.lows[frame.clause.first : frame.clause.last]
    cutting = any(low in CUTTING for low in lows) or "let go" in " ".join(lows) or "lay off" in " ".join(lows)
    staff = any(
        word.metric == "headcount"
        for mark in line.marks(frame.place, min(len(line), frame.place + 6))
        for word in mark.words
    )
    if frame.kind == "percent" and staff and cutting:
        yield Said("job_cuts", 0.85, "metric.staff_cut")
    elif frame.kind == "count" and (people or not unit) and story.macro and not cutting:
        yield Said("employment", 0.6, "metric.employment")
    elif frame.kind == "count" and unit == "job" and any(low in CREATING for low in lows):
        yield Said("headcount", 0.7, "metric.jobs_created")


CUTTING = frozenset(
    [
        "cut",
        "cuts",
        "cutting",
        "shed",
        "sheds",
        "shedding",
        "eliminate",
        "eliminates",
        "eliminated",
        "eliminating",
        "axe",
        "axes",
        "axed",
        "slash",
        "slashes",
        "slashed",
        "dismiss",
        "dismissed",
        "fire",
        "fired",
        "sack",
        "sacked",
        "layoffs",
        "redundancies",
        "redundant",
        "laid",
        "lay",
        "trim",
        "trimmed",
        "lose",
    ]
)
CREATING = frozenset(["create", "creates", "created", "creating", "add", "adds", "added", "adding"])


def multiple_of(frame: Frame, story: Story) -> Iterator[Said]:
    """changes hands at <50 times> expected earnings: a valuation; debt of <3 times> EBITDA: a ratio"""
    line = frame.line
    if frame.kind != "multiple":
        return
    lows = line.lows[frame.clause.first : min(len(line), frame.place + 5)]
    ahead = line.lows[frame.place + 1 : frame.place + 5]
    if any(low in BASES for low in ahead):
        debt = any(low in ("debt", "leverage", "borrowings") for low in lows)
        yield Said(
            "ratio" if debt else "valuation",
            0.9 if debt or any(low in VALUING for low in lows) else 0.5,
            "metric.multiple_of",
        )


def exchange(frame: Frame, story: Story) -> Iterator[Said]:
    """($1 = <83.2 rupees>); <144.18 yen> to the dollar"""
    line = frame.line
    currency = {name.first for name in line.names if name.metric == "exchange_rate"}
    if line.low(frame.place - 1) == "=":
        yield Said("exchange_rate", 0.97, "metric.exchange")
    elif (
        frame.kind == "money"
        and line.low(frame.place + 1) in ("to", "per", "against")
        and currency & {frame.place + 2, frame.place + 3}
    ):
        yield Said("exchange_rate", 0.85, "metric.exchange")


def index_named(frame: Frame, story: Story) -> Iterator[Said]:
    """the BIST 100 was down <1.4%>: a name that ends in a number is an index"""
    line, subject = frame.line, frame.clause.subject
    if subject is None or subject[1] > frame.place or frame.kind not in ("percent", "index_point"):
        return
    last = subject[1] - 1
    number = line.low(last)
    if number.isdigit() and number in (
        "20",
        "25",
        "30",
        "35",
        "40",
        "50",
        "60",
        "80",
        "100",
        "120",
        "150",
        "200",
        "225",
        "250",
        "300",
        "350",
        "400",
        "500",
        "600",
        "1000",
        "2000",
        "3000",
    ):
        if (
            line.words[last - 1].text[:1].isupper()
            and last - 1 >= subject[0]
            and line.low(last - 1)[:3] not in ("jan", "oct")
        ):
            yield Said("index_level", 0.7, "metric.index_named", subject[0], subject[1])


def traded(frame: Frame, story: Story) -> Iterator[Said]:
    """Some <720 million shares> changed hands"""
    line = frame.line
    if frame.kind == "count" and line.lows[frame.place + 1 : frame.place + 3] in (
        ["changed", "hands"],
        ["change", "hands"],
        ["were", "traded"],
    ):
        yield Said("trading_volume", 0.9, "metric.traded")


def per_unit(frame: Frame, story: Story) -> Iterator[Said]:
    """67p a share, in the story of a bid: the price that is bid"""
    quantity = frame.figure.quantity
    if quantity.kind == "money" and quantity.per == "share" and story.deal:
        yield Said("deal_value", 0.3, "metric.bid_price")
    elif quantity.kind == "money" and quantity.per in (
        "barrel",
        "ounce",
        "tonne",
        "ton",
        "bushel",
        "pound",
        "coin",
        "bitcoin",
    ):
        yield Said("commodity_price", 0.7, "metric.per_unit")


RULES: tuple[Rule, ...] = (
    raised,
    target,
    closing_price,
    share_move,
    growth,
    jobs,
    multiple_of,
    exchange,
    index_named,
    traded,
    per_unit,
    market_part,
    rate_step,
    premium,
    paid_for,
    bid,
    told_to_pay,
    offer_price,
    general_prices,
    rated,
    unit_sales,
    out_of_costs,
    staff_of,
    full,
)


def metrics_by_topic(frame: Frame, story: Story) -> Iterator[Said]:
    """Everything that the rules of this module propose for a figure."""
    for rule in RULES:
        yield from rule(frame, story)
