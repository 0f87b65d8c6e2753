"""Which metric a percentage states by the whole that it is of: a market, the sales of an industry, an economy."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from newsledger.facts.asking import asked
from newsledger.facts.frames import Frame
from newsledger.facts.line import Line
from newsledger.facts.metric import Said
from newsledger.facts.story import Story
from newsledger.facts.vocabulary import word_class

Rule = Callable[[Frame, Story], Iterator[Said]]

TOTALS = word_class("totals of a market")
"""Words that tell that all sellers are spoken of: "global smartphone shipments", "the country's vans"."""

SUPPLYING_A_MARKET = word_class("supplying a market")
"""Verbs by which a company has a part of what all sell."""

OWNED = frozenset({"its", "their", "his", "her", "our", "own", "it", "which"})

TRADED = frozenset(
    {
        *("sales_volume", "production", "exports", "imports", "revenue", "users", "orders", "market_share"),
        *("market_size", "product_price", "commodity_price", "loans", "deposits", "trading_volume"),
    }
)
"""Metrics of which a market is the sum: the words of any other ("of all employees") tell of no market."""

HAVING_A_PART = word_class("having a part")
"""Verbs by which a company has a part of something, and of a market if all that is sold is spoken of."""

LONGEST_WHOLE = 9


def _whole(line: Line, place: int) -> list[int]:
    """The places of the words that name the whole after "<12%> of"."""
    found = []
    for at in range(place + 2, min(len(line), place + 2 + LONGEST_WHOLE)):
        if line.is_figure(at) or line.low(at) in (",", ";", "(", "and", "in", "for", "with", "from", "after", "by"):
            break
        if line.tag(at) in ("VBD", "VBZ", "VBP", "MD", "WDT", "WP", "TO"):
            break
        found.append(at)
    return found


@asked(kinds=("percent",), words=("of",))
def of_market(frame: Frame, story: Story) -> Iterator[Said]:
    """would control <12%> of the U.S. snack aisle; slipped to <17.3%> of global smartphone shipments"""
    line, subject = frame.line, frame.clause.subject
    if line.low(frame.place + 1) != "of" or subject is None or subject[1] > frame.place or line.marks(*subject):
        return
    if not any(name.mention and name.mention.companies for name in line.mentions(*subject)):
        return
    whole = _whole(line, frame.place)
    if not whole or any(line.low(at) in OWNED for at in whole):
        return
    first, last = whole[0], whole[-1] + 1
    if any(name.mention and name.mention.companies for name in line.mentions(first, last)):
        return
    marks = line.marks(first, last)
    if any(not TRADED.intersection(word.metric for word in mark.words) for mark in marks):
        return
    total = any(line.is_country(at) or line.low(at) in TOTALS for at in whole)
    supplied = frame.verb >= 0 and line.low(frame.verb) in SUPPLYING_A_MARKET and frame.is_object()
    supplied = supplied or (total and line.low(frame.verb) in HAVING_A_PART)
    if total and (marks or supplied or line.tag(whole[-1]) in ("NN", "NNS")) and not _public(line, whole):
        yield Said("market_share", 0.97, "metric.of_market", first, last)
    elif supplied and not _public(line, whole):
        yield Said("market_share", 0.85, "metric.of_market", first, last)


PUBLIC = word_class("owned wholes") | frozenset(
    {
        *("gdp", "economy", "workforce", "population", "debt", "shares", "stock", "capital", "votes", "equity"),
        *("holders", "shareholders", "investors", "staff", "workers", "people", "cost", "costs", "time", "year"),
        *("value", "profit", "earnings", "respondents", "units", "bonds", "seats", "rights", "notes", "board"),
        *("voting", "share", "holdings", "assets", "fund", "funds", "total", "stake", "amount", "proceeds", "money"),
    }
)
"""Wholes that are no market."""


def _public(line: Line, whole: list[int]) -> bool:
    return any(line.low(at) in PUBLIC for at in whole)


MARKETS = frozenset({"market", "industry", "sector"})

NO_MARKETS = frozenset(
    {"stock", "share", "bond", "equity", "labour", "labor", "job", "housing", "property", "money", "credit", "jobs"}
)
"""What stands before "market" where no wares are sold in it."""

GROWING = word_class("growing and shrinking")


@asked(kinds=("percent",), words=MARKETS)
def market_grows(frame: Frame, story: Story) -> Iterator[Said]:
    """The domestic car market might expand by just <1-2%>"""
    line, subject = frame.line, frame.clause.subject
    if subject is None or subject[1] > frame.place or frame.verb < 0 or line.low(frame.verb) not in GROWING:
        return
    last = subject[1] - 1
    market = line.low(last) in MARKETS and line.low(last - 1) not in NO_MARKETS and not line.mentions(*subject)
    if market and any(line.tag(at) in ("NN", "NNS") for at in range(subject[0], last)):
        yield Said("market_size", 0.9, "metric.market_grows", *subject)


@asked(kinds=("percent",))
def country_grows(frame: Frame, story: Story) -> Iterator[Said]:
    """Germany will grow by just <0.3%>; Japan shrank at an annualised <2%>: what grows of a country is its economy"""
    line, subject = frame.line, frame.clause.subject
    if subject is None or subject[1] > frame.place:
        return
    if GROWING_ITSELF.isdisjoint({line.low(at) for at in (frame.verb, frame.clause.verb) if at >= 0}):
        return
    words = [at for at in range(*subject) if line.low(at) not in ("the", "'s", "and", ",")]
    if words and all(line.is_country(at) or line.low(at) in COUNTRIES for at in words):
        yield Said("gdp", 0.93, "metric.country_grows", *subject)


GROWING_ITSELF = word_class("growing of itself")

COUNTRIES = word_class("nations") | {"states", "kingdom", "zone", "nation", "economy"}

EXPANSION = frozenset({"expansion"})

INSTITUTIONS = frozenset({"imf", "oecd", "bank", "government", "ministry", "treasury", "economists", "commission"})


@asked(kinds=("percent",), words=EXPANSION)
def expansion(frame: Frame, story: Story) -> Iterator[Said]:
    """The World Bank has raised its estimate for this year's expansion to <6.9%> from <6.5%>"""
    line = frame.line
    said = any(low in EXPANSION for low in line.lows[frame.clause.first : frame.place])
    judged = story.macro or not INSTITUTIONS.isdisjoint(line.held)
    if said and judged and frame.preposition() in ("to", "of", "at", "from"):
        yield Said("gdp", 0.85, "metric.expansion")


DEARER = frozenset({"dearer", "costlier", "pricier", "cheaper", "expensive"})


COSTING = frozenset({"cost", "costs"})

SESSION = word_class("trading session")


@asked(kinds=("percent",), words=DEARER | COSTING)
def dearer(frame: Frame, story: Story) -> Iterator[Said]:
    """groceries were still <17.3%> dearer, fuel cost <22.7%> less: of prices at large where inflation is spoken of,
    else of a ware (a share that "finished dearer" is one of those whose trading is told)"""
    line, subject = frame.line, frame.clause.subject
    if line.low(frame.place - 1) in COSTING and line.low(frame.place + 1) in ("more", "less"):
        yield Said("inflation" if story.macro else "product_price", 0.97, "metric.dearer")
        return
    if not any(line.low(at) in DEARER for at in range(frame.place + 1, min(frame.place + 3, len(line)))):
        return
    if subject is None or any(name.mention and name.mention.companies for name in line.mentions(*subject)):
        return
    if line.marks(*subject) or line.markets(*subject) or line.low(frame.verb) in SESSION or story.trades:
        return
    macro = story.macro or story.speaks_of("inflation")
    homes = not HOMES.isdisjoint(line.lows[slice(*subject)])
    metric = "house_prices" if homes else "inflation" if macro else "product_price"
    yield Said(metric, 0.93, "metric.dearer", *subject)


HOMES = frozenset({"home", "homes", "house", "houses", "flats", "apartments", "dwellings", "property", "housing"})


RULES: tuple[Rule, ...] = (
    of_market,
    market_grows,
    country_grows,
    expansion,
    dearer,
)
