"""Which metric a figure states where one word can mean several and the article decides: "raised", "target", "growth"."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from newsledger.facts.frames import Frame
from newsledger.facts.metric import Said
from newsledger.facts.measure import words_after
from newsledger.facts.story import Story

Rule = Callable[[Frame, Story], Iterator[Said]]

RAISING = frozenset(
    """raise raises raised raising seek seeks sought seeking secure secured secures proceeds fetch fetched net netted
    collect collected place placed sell sells sold selling issue issued issues launch launched
    """.split()
)
ISSUES = ("ipo_proceeds", "debt_issue", "equity_issue", "funding_round")
VALUING = frozenset("trade trades traded trading change changes hands valued values value fetching fetch priced pay pays paying worth".split())
BASES = frozenset("earnings sales revenue revenues ebitda profit profits book forecasts income cash".split())
LARGEST_SHARE_PRICE = 200_000
"""A money figure above this is no price of a share, in any currency that news writes about but the smallest."""


def raised(frame: Frame, story: Story) -> Iterator[Said]:
    """sold 180 million shares to raise <$8.1 billion>: an IPO, a bond or a round, by what else the text speaks of"""
    line = frame.line
    if frame.kind != "money" or frame.verb < 0 or line.low(frame.verb) not in RAISING - {"sell", "sells", "sold", "selling"}:
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
        if line.low(at) in ("target", "targets") and not any(line.is_figure(place) for place in range(at, frame.place)):
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
    adverb = line.low(frame.lead - 1) in ("up", "down") or line.low(frame.place + 1) in ("higher", "lower", "up", "down")
    if not moved and not adverb:
        return
    names = [name for name in line.mentions(*clause.subject) if name.mention and name.mention.companies]
    if names and line.low(names[-1].last) not in ("'s", "'"):
        yield Said("share_price", 0.4, "metric.share_move")


def growth(frame: Frame, story: Story) -> Iterator[Said]:
    """growth of <1.5%> in 2025: of sales where a company has it, else of the economy"""
    line = frame.line
    if frame.kind != "percent":
        return
    after = any(line.low(at) == "growth" for at in words_after(frame, 2))
    before = frame.preposition() in ("of", "at") and line.low(frame.chain[0].first - 1) == "growth"
    subject = frame.clause.subject
    governed = subject is not None and "growth" in line.lows[slice(*subject)]
    if not (after or before or governed):
        return
    owned = subject is not None and any(name.mention and name.mention.companies for name in line.mentions(*subject))
    metric = "revenue" if owned or not story.speaks_of("gdp") and not story.macro else "gdp"
    yield Said(metric, 0.5, "metric.growth")


def jobs(frame: Frame, story: Story) -> Iterator[Said]:
    """employers added <517,000 jobs>: of an economy; created <5,420 jobs>: headcount; 15% of staff to go: job cuts"""
    line, unit = frame.line, frame.figure.quantity.unit
    people = unit in ("job", "person", "people", "position", "worker", "employee", "staff")
    lows = line.lows[frame.clause.first : frame.clause.last]
    cutting = any(low in CUTTING for low in lows) or "let go" in " ".join(lows) or "lay off" in " ".join(lows)
    staff = any(
        word.metric == "headcount" for mark in line.marks(frame.place, min(len(line), frame.place + 6)) for word in mark.words
    )
    if frame.kind == "percent" and staff and cutting:
        yield Said("job_cuts", 0.85, "metric.staff_cut")
    elif frame.kind == "count" and (people or not unit) and story.macro and not cutting:
        yield Said("employment", 0.6, "metric.employment")
    elif frame.kind == "count" and unit == "job" and any(low in CREATING for low in lows):
        yield Said("headcount", 0.7, "metric.jobs_created")


CUTTING = frozenset(
    """cut cuts cutting shed sheds shedding eliminate eliminates eliminated eliminating axe axes axed slash slashes slashed
    dismiss dismissed fire fired sack sacked layoffs redundancies redundant laid lay trim trimmed lose
    """.split()
)
CREATING = frozenset("create creates created creating add adds added adding".split())


def multiple_of(frame: Frame, story: Story) -> Iterator[Said]:
    """changes hands at <50 times> expected earnings: a valuation; debt of <3 times> EBITDA: a ratio"""
    line = frame.line
    if frame.kind != "multiple":
        return
    lows = line.lows[frame.clause.first : min(len(line), frame.place + 5)]
    ahead = line.lows[frame.place + 1 : frame.place + 5]
    if any(low in BASES for low in ahead):
        debt = any(low in ("debt", "leverage", "borrowings") for low in lows)
        yield Said("ratio" if debt else "valuation", 0.9 if debt or any(low in VALUING for low in lows) else 0.5, "metric.multiple_of")


def exchange(frame: Frame, story: Story) -> Iterator[Said]:
    """($1 = <83.2 rupees>); <144.18 yen> to the dollar"""
    line = frame.line
    currency = {name.first for name in line.names if name.metric == "exchange_rate"}
    if line.low(frame.place - 1) == "=":
        yield Said("exchange_rate", 0.97, "metric.exchange")
    elif frame.kind == "money" and line.low(frame.place + 1) in ("to", "per", "against") and currency & {frame.place + 2, frame.place + 3}:
        yield Said("exchange_rate", 0.85, "metric.exchange")


def index_named(frame: Frame, story: Story) -> Iterator[Said]:
    """the BIST 100 was down <1.4%>: a name that ends in a number is an index"""
    line, subject = frame.line, frame.clause.subject
    if subject is None or subject[1] > frame.place or frame.kind not in ("percent", "index_point"):
        return
    last = subject[1] - 1
    number = line.low(last)
    if number.isdigit() and number in ("20", "25", "30", "35", "40", "50", "60", "80", "100", "120", "150", "200", "225", "250", "300", "350", "400", "500", "600", "1000", "2000", "3000"):
        if line.words[last - 1].text[:1].isupper() and last - 1 >= subject[0] and line.low(last - 1)[:3] not in ("jan", "oct"):
            yield Said("index_level", 0.7, "metric.index_named", subject[0], subject[1])


def traded(frame: Frame, story: Story) -> Iterator[Said]:
    """Some <720 million shares> changed hands"""
    line = frame.line
    if frame.kind == "count" and line.lows[frame.place + 1 : frame.place + 3] in (["changed", "hands"], ["change", "hands"], ["were", "traded"]):
        yield Said("trading_volume", 0.9, "metric.traded")


def per_unit(frame: Frame, story: Story) -> Iterator[Said]:
    """67p a share, in the story of a bid: the price that is bid"""
    quantity = frame.figure.quantity
    if quantity.kind == "money" and quantity.per == "share" and story.deal:
        yield Said("deal_value", 0.3, "metric.bid_price")
    elif quantity.kind == "money" and quantity.per in ("barrel", "ounce", "tonne", "ton", "bushel", "pound", "coin", "bitcoin"):
        yield Said("commodity_price", 0.5, "metric.per_unit")


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
)


def metrics_by_topic(frame: Frame, story: Story) -> Iterator[Said]:
    """Everything that the rules of this module propose for a figure."""
    for rule in RULES:
        yield from rule(frame, story)
