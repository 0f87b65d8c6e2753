"""What is told of an economy: which metric a figure states where no company can be meant.

The words of companies are those of economies as well: "sales" of a country are retail sales or exports, its "prices"
are inflation, what it "owes" is public debt. Where nobody is in focus and nobody is named, they are read so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from newsledger.facts.asking import asked
from newsledger.facts.candidates import Choice
from newsledger.facts.fitting import fits
from newsledger.facts.frames import Frame
from newsledger.facts.metric import Said
from newsledger.facts.story import Story
from newsledger.facts.vocabulary import word_class

Rule = Callable[[Frame, Story], Iterator[Said]]

WHOLES = frozenset({"gdp", "output", "gross", "national", "economic", "annual"})
"""Words that open the name of what an economy makes, of which its debts and deficits are a part."""

OUTPUT = frozenset({"gdp", "output", "product", "income", "economy"})

FISCAL = frozenset({"public_debt", "budget_balance", "trade_balance", "spending"})
"""Metrics of an economy that are told as a part of its output."""

DEBTS = frozenset({"debt", "debts", "borrowings", "liabilities", "owes", "indebted", "borrowing"})

GAPS = frozenset({"deficit", "surplus", "gap", "hole", "shortfall", "deficits", "budget"})

SHORT = frozenset({"short", "adrift", "red"})
"""Words after a part of the output that call it a deficit: "4% of GDP short"."""

TRADING = frozenset({"current", "current-account", "trade"})

MINDS = word_class("verbs of mind")
"""What people who were asked do: "want", "expect", "mean to"."""

BOUND = frozenset({"a", "an", "the", "its", "this", "by", "at", "to", "from", "of", "in", "for"})
"""Words before a figure that is no subject: "a <5%> plan to"."""

PEOPLE = word_class("people polled")

OF_COMPANIES: Mapping[str, tuple[str, ...]] = {
    "revenue": ("retail_sales", "exports", "trade_balance", "budget_balance"),
    "comparable_sales": ("retail_sales",),
    "sales_volume": ("retail_sales", "house_prices", "exports", "imports"),
    "net_income": ("exports", "trade_balance", "budget_balance", "employment"),
    "operating_income": ("exports", "budget_balance"),
    "orders": ("industrial_output",),
    "operating_expense": ("compensation", "spending", "inflation"),
    "product_price": ("inflation", "house_prices"),
    "debt": ("public_debt",),
    "debt_issue": ("public_debt",),
    "deal_value": ("house_prices", "exports", "imports"),
    "headcount": ("employment",),
    "share_price": ("inflation", "gdp", "retail_sales"),
    "net_interest_margin": ("interest_rate",),
}
"""Metrics of companies, each with those that the same words state of an economy once they were told of; the first also
where the article has words for it."""

RULE = "metric.transposed"

BY_UNIT = frozenset({"metric.unit", "metric.weighed"})
"""Rules that go by what is counted, which says least of what is told of it."""

COUNTED = ("exports", "imports", "inventory", "house_prices")
"""What is counted in tonnes, barrels or pieces of an economy."""

LATELY = 4
"""How many figures back what was told of the economy still says what is meant."""


@asked(kinds=("percent",), words=OUTPUT)
def part_of_output(frame: Frame, story: Story) -> Iterator[Said]:
    """debt came down to <152.5%> of GDP; a hole of 1.06 billion, or <2.2%> of output: no output, but the part of it"""
    line = frame.line
    after = line.lows[frame.place + 1 : frame.place + 6]
    if after[:1] != ["of"] or not (_bare_output(after) or (WHOLES & {*after[1:4]} and OUTPUT & {*after[2:5]})):
        return
    if not SHORT.isdisjoint(line.lows[frame.place + 3 : frame.place + 5]):
        yield Said("budget_balance", 0.999, "metric.part_of_output", negative=True)
        return
    for at in range(frame.place - 1, -1, -1):
        low = line.low(at)
        if line.is_figure(at):
            break
        if low in DEBTS:
            yield Said("public_debt", 0.999, "metric.part_of_output", at, at + 1)
            return
        if low in GAPS:
            trade = not TRADING.isdisjoint(line.lows[max(at - 2, 0) : at])
            yield Said("trade_balance" if trade else "budget_balance", 0.999, "metric.part_of_output", at, at + 1)
            return
    before = story.before(frame) or (story.stated[-1] if story.stated else None)
    if before is not None and before.core.metric in FISCAL:
        yield Said(before.core.metric, 0.999, "metric.part_of_output", negative=before.core.negative)


def _bare_output(after: Sequence[str]) -> bool:
    return after[1:2] in (["gdp"], ["output"])


@asked(kinds=("percent",), words=MINDS)
def minds(frame: Frame, story: Story) -> Iterator[Said]:
    """<54%> want to hit back; only <8.9%> of the owners sense better times: a part of people who were asked"""
    line, at = frame.line, frame.place + 1
    if line.low(at) == "of":
        at += 1
        while at < min(len(line), frame.place + 12) and line.low(at) not in MINDS and not line.is_figure(at):
            if line.low(at) in (",", ";", ":"):
                return
            at += 1
    elif line.low(at) not in MINDS and line.low(at + 1) in MINDS and line.tag(at) == "RB":
        at += 1
    if line.low(at) not in MINDS or line.low(frame.lead - 1) in BOUND or line.marks(frame.clause.first, frame.place):
        return
    if line.tag(at) in ("VBP", "VBD") or line.tag(at + 1) in ("DT", "TO", "PRP", "PRP$"):
        yield Said("survey_share", 0.975, "metric.minds", at, at + 1)


@asked(kinds=("percent",), words=PEOPLE)
def people_polled(frame: Frame, story: Story) -> Iterator[Said]:
    """<57%> of bosses polled mean to recruit; <32%> of Canadians queried: a part of people who were asked"""
    line = frame.line
    if line.low(frame.place + 1) != "of":
        return
    for at in range(frame.place + 2, min(len(line), frame.place + 8)):
        if line.is_figure(at) or line.low(at) in (",", ";"):
            return
        if line.low(at) in PEOPLE:
            yield Said("survey_share", 0.975, "metric.people_polled", at, at + 1)
            return


@asked(kinds=("percent",), words=("said", "so", "did", "felt", "thought", "from", "than"))
def polled_before(frame: Frame, story: Story) -> Iterator[Said]:
    """57% mean to recruit, fewer than the <65%> who said so last autumn: what was told of those asked before"""
    before = story.before(frame)
    if before is not None and before.core.metric == "survey_share" and frame.relations & {"previous"}:
        yield Said("survey_share", 0.9, "metric.polled_before")


SHRINKING = word_class("growing and shrinking")

OWN_WORDS = frozenset({"the", "'s", "its", "national", "real", "economic", "overall"})
"""Words beside the output of a whole economy."""


@asked(kinds=("percent",), words=("output", "economy", "gdp"))
def output_of_country(frame: Frame, story: Story) -> Iterator[Said]:
    """Israeli output withered by <3.5%>: of a whole country, where nothing says of what"""
    line, subject = frame.line, frame.clause.subject
    if subject is None or not story.unclaimed(line) or line.low(subject[1] - 1) != "output":
        return
    if line.inside_metric(subject[1] - 2):
        return
    if story.mentions_of("industrial_output") > story.mentions_of("gdp"):
        return
    words = [at for at in range(subject[0], subject[1] - 1) if line.low(at) not in OWN_WORDS]
    counted = any(line.is_figure(at) and line.low(at - 1) == "to" for at in range(frame.place + 1, frame.tail + 2))
    last = story.stated[-1].core.metric if story.stated else None
    national = all(line.is_proper(at) or line.tag(at) == "JJ" or line.is_country(at) for at in words)
    if national and not counted and last not in ("production", "industrial_output", "sales_volume"):
        yield Said("gdp", 0.975, "metric.output_of_country", *subject)


PRICED = frozenset({"in", "there", "consumer", "overall", "the", "annual", "'s", "for", "shop", "last", "year", "a"})
"""Words beside "prices" that name no product."""

TIMES = word_class("months") | {"july's", "spring", "summer", "winter", "autumn", "quarter", "month"}


@asked(kinds=("percent",), words=("prices",))
def prices_of_country(frame: Frame, story: Story) -> Iterator[Said]:
    """Austria: prices <3.6%> above last July's; prices in Thailand: <-0.70%>: where nothing is named that is priced"""
    line = frame.line
    if not story.unclaimed(line) or story.speaks_of("house_prices"):
        return
    for at in range(frame.place - 1, -1, -1):
        if line.low(at) == "prices":
            ahead = line.low(at - 1) in ("", ":", ",", "the", ".", "and") or line.is_country(at - 1) or at == 0
            inside = range(at + 1, min(frame.place, at + 4))
            bare = all(
                line.low(place) in PRICED
                or line.low(place) in TIMES
                or not line.tag(place).startswith("N")
                or line.is_proper(place)
                for place in inside
            )
            if ahead and bare:
                yield Said("inflation", 0.975, "metric.prices_of_country", at, at + 1)
            return


def transposed(frame: Frame, story: Story, chosen: Choice[str]) -> str:
    """What a metric that only companies have is called of an economy: in "China took <158,000 tonnes>", after exports
    were told, exports. The chosen metric itself where a company may be meant, or nothing was told of the economy."""
    metric = chosen.value
    counted = BY_UNIT.issuperset(chosen.rules) and frame.kind in ("count", "measure")
    counted = counted and not story.speaks_of("production")
    if not (metric in OF_COMPANIES or counted) or not story.unclaimed(frame.line):
        return metric
    last = [stated.core.metric for stated in reversed(story.stated[-LATELY:])]
    names = COUNTED if counted else OF_COMPANIES[metric]
    fitting = [name for name in names if fits(name, frozenset(), frame)]
    told = next((name for name in last if name in fitting), None)
    if told is not None or counted:
        return told or metric
    likeliest = names[0]
    known = story.speaks_of(likeliest) or (likeliest in FISCAL and not FISCAL.isdisjoint(last))
    return likeliest if likeliest in fitting and known else metric


RULES: tuple[Rule, ...] = (part_of_output, minds, people_polled, polled_before, output_of_country, prices_of_country)
