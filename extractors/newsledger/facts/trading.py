"""Which metric a figure of the markets states: prices, targets, moves of shares, rates of exchange."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from newsledger.facts.asking import asked
from newsledger.facts.fitting import LARGEST
from newsledger.facts.frames import Frame, is_multiplying, particle, words_after
from newsledger.facts.line import Line
from newsledger.facts.metric import Said
from newsledger.facts.naming import name_set_apart, stands_alone
from newsledger.facts.story import Story
from newsledger.facts.vocabulary import metrics, word_class

Rule = Callable[[Frame, Story], Iterator[Said]]

VALUING = word_class("valuing verbs")

BASES = word_class("valuation bases")

LARGEST_SHARE_PRICE = LARGEST["share_price"]
"""A money figure above this is no price of a share, in any currency that news writes about but the smallest."""

CENTRAL_BANKS = word_class("central banks")

STEPS = word_class("rate steps")

CLOSES = frozenset({"close", "closing"})
RATES = frozenset({"rate", "rates"})
SHARES = frozenset({"stocks", "shares", "equities", "stock"})
INDEX_NUMBERS = frozenset(
    map(str, (20, 25, 30, 35, 40, 50, 60, 80, 100, 120, 150, 200, 225, 250, 300, 350, 400, 500, 600, 1000, 2000, 3000))
)
"""Numbers in which names of indices end."""
CONTRACTS = frozenset({"contract", "contracts", "futures"})
PRICING = frozenset({"price", "priced", "pricing", "range", "prices", "marketed"})

SOLD = frozenset({"sold", "sell", "selling", "sells"})


@asked(kinds=("money",), words=CLOSES)
def closing_price(frame: Frame, story: Story) -> Iterator[Said]:
    """25% above Monday's close of <1,184p>; offer price of <HK$54.80>"""
    line = frame.line
    if abs(frame.figure.quantity.value) > LARGEST_SHARE_PRICE:
        return
    for at in range(frame.place - 1, max(frame.place - 5, frame.clause.first) - 1, -1):
        if line.is_figure(at):
            return
        if line.low(at) in CLOSES and line.low(at - 1) not in ("to", "will"):
            yield Said("share_price", 0.88, "metric.closing_price", at, at + 1)
            return


@asked(kinds=("money", "percent"))
def share_move(frame: Frame, story: Story) -> Iterator[Said]:
    """Coinbase gave up <11.4%>; Tesla and Boeing dropped <7.1%> and <8.7%>; with Aramco up <0.9%>"""
    line, clause = frame.line, frame.clause
    if clause.subject is None or line.marks(*clause.subject):
        return
    change = frame.verb_change()
    if frame.kind == "money":
        cheap = frame.figure.quantity.value <= LARGEST_SHARE_PRICE and frame.preposition() in (
            "to",
            "at",
            "below",
            "above",
        )
        if change is None or change.mode == "act" or not cheap or change.hint == "growth":
            return
    moved = change is not None and change.mode != "act" and change.hint != "growth"
    moved = moved and (not frame.chain or frame.kind == "money" or frame.preposition() == "by")
    adverb = particle(frame) is not None or line.low(story.list_end(frame) + 1) in MOVED
    if not moved and not adverb:
        return
    names = line.mentions(*clause.subject)
    if not names and clause.link == "which":
        names = line.mentions(max(clause.first - 12, 0), clause.first)
    if names and line.low(names[-1].last) not in ("'s", "'"):
        session = frame.kind == "percent" and frame.verb >= 0 and line.low(frame.verb) in SESSION and adverb
        session = session or not SESSION_AFTER.isdisjoint(line.lows[frame.place + 1 : frame.place + 6])
        before = story.before(frame)
        session = session and (before is None or frame.verb > before.frame.place or before.core.metric in MARKET_MOVES)
        if not session and frame.kind == "percent" and _for_cause(line, frame.place):
            yield Said("share_price", 0.93, "metric.move_for_cause")
        else:
            yield Said("share_price", 0.975 if session else 0.4, "metric.share_move")


@asked(kinds=("percent",), words=("up", "down"))
def moved_to_a_sum(frame: Frame, story: Story) -> Iterator[Said]:
    """Gaming was the standout, up <8%> at $503 million: what comes to a sum is no price of a share"""
    line, at = frame.line, frame.place + 2
    if line.low(frame.place + 1) not in ("at", "to") or not line.is_figure(at) or particle(frame) is None:
        return
    quantity = story.reading.figures[line.numbers[at]].quantity
    if quantity.kind == "money" and quantity.value > LARGEST_SHARE_PRICE and not line.marks(0, frame.place):
        yield Said("revenue", 0.85, "metric.moved_to_a_sum")


def _for_cause(line: Line, place: int) -> bool:
    """Whether news is told as the cause of a move: "rose 1% on upbeat profit", "fell 2% after it cut its forecast"."""
    led = line.low(place + 1)
    if led in ("after", "following"):
        return True
    cause = (led == "on" and line.tag(place + 2) in ("JJ", "JJR", "NN", "NNS", "NNP")) or (
        led,
        line.low(place + 2),
    ) == (
        "ahead",
        "of",
    )
    return cause and any(low in NEWS for low in line.lows[place + 2 : place + 9])


NEWS = word_class("news that moves shares")


@asked(kinds=("percent",), words=(",",))
def mover_aside(frame: Frame, story: Story) -> Iterator[Said]:
    """Alpha, up <13.9%>, also beat expectations; namely Alpha, falling <6%>: what commas set apart is the share's"""
    line = frame.line
    name = name_set_apart(frame)
    if name is None or line.marks(max(name.first - LONGEST_LEAD, 0), frame.place):
        return
    if line.low(frame.place - 1) in ("up", "down", "off") or frame.verb_change() is not None:
        yield Said("share_price", 0.97, "metric.mover_aside")


LONGEST_LEAD = 4
"""Words before a name that say what of it moves: "sales at Alpha, up 5%"."""


SESSION = word_class("trading session")
"""Verbs that tell of a day of trading: what opens or ends higher is a share."""

SESSION_AFTER = frozenset({"debut", "trading", "trade", "deals", "dealings", "bell", "after-hours", "premarket"})
"""Words after a move that tell that it is one of a share."""

MOVED = frozenset(
    {"higher", "lower", "up", "down", "firmer", "weaker", "softer", "dearer", "cheaper", "stronger", "off"}
)


SUMMING = word_class("summing verbs")

SUMS = frozenset(
    {"gain", "gains", "loss", "losses", "decline", "declines", "drop", "rally", "fall", "slide", "advance"}
)

MARKET_MOVES = frozenset({"share_price", "index_level", "commodity_price", "exchange_rate"})
"""Metrics of markets whose moves add up to a gain or a loss."""


@asked(kinds=("money",), words=("at",))
def fronted_price(frame: Frame, story: Story) -> Iterator[Said]:
    """At <$140>, Nvidia has tripled in a year: what a company stands at is its share"""
    line, quantity = frame.line, frame.figure.quantity
    if frame.preposition() != "at" or quantity.per is not None or quantity.value > LARGEST_SHARE_PRICE:
        return
    if frame.chain[0].first != frame.clause.first or line.marks(0, frame.place):
        return
    for name in line.mentions(frame.place, min(len(line), frame.place + 10)):
        if name.mention and name.mention.companies and line.low(name.first - 1) == ",":
            yield Said("share_price", 0.75, "metric.fronted_price")
            return


@asked(kinds=("percent",), words=SUMS)
def running_loss(frame: Frame, story: Story) -> Iterator[Said]:
    """extending the week's loss to <9%>; bringing gains this year to <44%>: of what moved before"""
    line, at = frame.line, frame.place
    if frame.preposition() not in ("to", "at", "of") or not story.stated:
        return
    summed = any(line.low(place) in SUMMING for place in range(frame.clause.first, at))
    noun = next((place for place in range(frame.clause.first, at) if line.low(place) in SUMS), -1)
    for stated in reversed(story.stated[-3:]):
        if summed and noun >= 0 and stated.core.metric in MARKET_MOVES:
            yield Said(stated.core.metric or "", 0.97, "metric.running_loss", noun, noun + 1)
            return


@asked(kinds=("percent",), words=("with",))
def with_move(frame: Frame, story: Story) -> Iterator[Said]:
    """The index closed lower, with Aramco off <0.2%>: of a company's share, where markets are spoken of"""
    line, clause = frame.line, frame.clause
    if clause.link != "with" or clause.subject is None or frame.chain:
        return
    named = [name for name in line.mentions(clause.first, frame.place) if name.mention and name.mention.companies]
    moved = particle(frame) is not None or line.low(frame.lead - 1) == "off"
    market = any(stated.core.metric in MARKET_MOVES for stated in story.stated[-2:])
    if named and moved and market and not line.marks(clause.first, frame.place):
        yield Said("share_price", 0.9, "metric.with_move")


@asked(kinds=("percent",))
def against_index(frame: Frame, story: Story) -> Iterator[Said]:
    """The shares have gained 21%, against <16%> for the S&P 500"""
    line = frame.line
    if not story.stated or story.stated[-1].core.metric != "share_price":
        return
    for name in line.markets(frame.place, min(len(line), frame.place + 5)):
        linked = line.low(frame.place + 1) in ("for", "by", "in", "on")
        if name.metric == "index_level" and linked and name.first <= frame.place + 3:
            yield Said("index_level", 0.93, "metric.against_index", name.first, name.last)


@asked(kinds=("money",), words=PRICING | SOLD)
def offer_price(frame: Frame, story: Story) -> Iterator[Said]:
    """had set the price at the top of its range of <HK$52.00 to HK$54.80>, where the article speaks of an IPO"""
    line = frame.line
    if not (story.speaks_of("ipo_proceeds") or story.speaks_of("equity_issue")):
        return
    if frame.figure.quantity.value > LARGEST_SHARE_PRICE:
        return
    lows = line.lows[frame.clause.first : frame.place]
    apiece = frame.figure.quantity.per == "share" or line.low(frame.place + 1) in ("apiece", "each")
    words = PRICING | SOLD if apiece else PRICING
    if not words.isdisjoint(lows):
        yield Said("share_price", 0.96 if apiece else 0.85, "metric.offer_price")


@asked(kinds=("percent",), words=("at", "to"))
def central_bank_rate(frame: Frame, story: Story) -> Iterator[Said]:
    """The RBA is likely to go to <4.6%>; Bank of Canada goes first with cut to <4.75%>: what central banks set"""
    line, subject = frame.line, frame.clause.subject
    if subject is None or frame.preposition() not in ("at", "to") or story.in_table:
        return
    named = f" {' '.join(line.lows[slice(*subject)])} "
    if not any(f" {bank} " in named for bank in BANKS_OF_ISSUE):
        return
    between = line.lows[subject[1] : frame.place]
    marks = line.marks(subject[0], frame.place)
    others = {word.metric for mark in marks for word in mark.words} - {"interest_rate"}
    if not any(metrics()[name].owner == "none" for name in others) and OTHER_RATES.isdisjoint(between):
        yield Said("interest_rate", 0.96, "metric.central_bank_rate", *subject)


BANKS_OF_ISSUE = word_class("central bank words")

OTHER_RATES = frozenset({"growth", "economy", "expansion", "prices", "target", "goal", "yield", "yields", "sees"})
"""Words by which a central bank speaks of another rate than its own."""


@asked(words=("=", "to", "per", "against"))
def exchange(frame: Frame, story: Story) -> Iterator[Said]:
    """($1 = <83.2 rupees>); <144.18 yen> to the dollar"""
    line = frame.line
    if line.low(frame.place - 1) == "=":
        yield Said("exchange_rate", 0.97, "metric.exchange")
    elif (
        frame.kind == "money"
        and line.low(frame.place + 1) in ("to", "per", "against")
        and any(name.metric == "exchange_rate" and 2 <= name.first - frame.place <= 3 for name in line.names)
    ):
        yield Said("exchange_rate", 0.85, "metric.exchange")


@asked(kinds=("percent", "index_point"), words=INDEX_NUMBERS)
def index_named(frame: Frame, story: Story) -> Iterator[Said]:
    """the BIST 100 was down <1.4%>: a name that ends in a number is an index"""
    line, subject = frame.line, frame.clause.subject
    if subject is None or subject[1] > frame.place:
        return
    last = subject[1] - 1
    number = line.low(last)
    if number in INDEX_NUMBERS and (
        line.texts[last - 1][:1].isupper() and last - 1 >= subject[0] and line.low(last - 1)[:3] not in ("jan", "oct")
    ):
        yield Said("index_level", 0.7, "metric.index_named", subject[0], subject[1])


@asked(kinds=("money",))
def value_added(frame: Frame, story: Story) -> Iterator[Said]:
    """Stocks end at a record as a company adds <$197 billion> in a day: its market value"""
    change = frame.verb_change()
    if change is None or change.mode not in ("add", "move") or not frame.is_object():
        return
    market = story.speaks_of("share_price") or story.speaks_of("market_cap")
    subject = frame.clause.subject
    if (
        market
        and frame.figure.quantity.value >= SMALLEST_VALUE
        and subject is not None
        and not frame.line.marks(*subject)
    ):
        yield Said("market_cap", 0.45, "metric.value_added")


SMALLEST_VALUE = 1_000_000_000
"""Below this a company that "adds" or "loses" money earns or loses it rather than moves in value."""


@asked(kinds=("percent",), words=RATES | CENTRAL_BANKS)
def the_rate(frame: Frame, story: Story) -> Iterator[Said]:
    """The rate stood at <4%>; expects the rate to bottom out at <1.75%>, where the article speaks of interest"""
    line = frame.line
    if not story.speaks_of("interest_rate"):
        return
    for at in range(frame.clause.first, frame.place):
        if (
            line.low(at) in RATES
            and line.low(at - 1) in ("the", "its", "key", "main", "that", "their")
            and not line.inside_name(at)
        ):
            yield Said("interest_rate", 0.72, "metric.the_rate", at, at + 1)
            return
    if frame.preposition() == "at" and any(low in CENTRAL_BANKS for low in line.lows[frame.clause.first : frame.place]):
        yield Said("interest_rate", 0.4, "metric.central_bank")


@asked(kinds=("money", "percent"), words=CONTRACTS)
def futures_contract(frame: Frame, story: Story) -> Iterator[Said]:
    """The September contract settled <57 cents> higher"""
    line, subject = frame.line, frame.clause.subject
    if subject is None or not story.trades_commodities:
        return
    if frame.kind == "money" and frame.figure.quantity.value > LARGEST_SHARE_PRICE:
        return
    lows = line.lows[slice(*subject)]
    if any(low in CONTRACTS for low in lows) and not {"price", "prices"}.intersection(lows):
        yield Said("commodity_price", 0.75, "metric.futures_contract", *subject)


@asked(kinds=("index_point",))
def survey_index(frame: Frame, story: Story) -> Iterator[Said]:
    """their index came in at <49.2>: of purchasing managers, where the article speaks of them"""
    if frame.figure.quantity.value < 100 and story.speaks_of("industrial_output"):
        yield Said("industrial_output", 0.95, "metric.survey_index")


@asked(kinds=("count",), words=("hands", "traded"))
def traded(frame: Frame, story: Story) -> Iterator[Said]:
    """Some <720 million shares> changed hands"""
    line = frame.line
    if line.lows[frame.place + 1 : frame.place + 3] in (
        ["changed", "hands"],
        ["change", "hands"],
        ["were", "traded"],
    ):
        yield Said("trading_volume", 0.9, "metric.traded")


@asked(kinds=("money",))
def per_unit(frame: Frame, story: Story) -> Iterator[Said]:
    """<67p> a share, in the story of a bid: the price that is bid; <$2.52> a gallon: of a commodity"""
    quantity = frame.figure.quantity
    if quantity.per == "share" and story.deal:
        yield Said("deal_value", 0.3, "metric.bid_price")
    elif quantity.per in (
        "barrel",
        "ounce",
        "tonne",
        "ton",
        "bushel",
        "pound",
        "gallon",
        "kilogram",
        "litre",
        "coin",
        "bitcoin",
    ):
        yield Said("commodity_price", 0.92, "metric.per_unit")


@asked(kinds=("basis_point", "percentage_point"))
def rate_step(frame: Frame, story: Story) -> Iterator[Said]:
    """a 34% chance of a <75-basis-point> increase; a step of <half a point>, where the article speaks of rates; of a
    yield, where one was just told and rates are not named"""
    if story.speaks_of("interest_rate"):
        step = any(frame.line.low(at) in STEPS for at in words_after(frame, 3)) or frame.preposition() in (
            "of",
            "by",
            "for",
        )
        rate = not frame.line.held.isdisjoint(RATE_WORDS)
        lately = [stated.core.metric for stated in story.stated[-2:]]
        metric = "bond_yield" if "bond_yield" in lately and not rate else "interest_rate"
        yield Said(metric, 0.6 if step else 0.35, "metric.rate_step")


RATE_WORDS = word_class("rate words")


@asked(kinds=("multiple",), words=BASES)
def multiple_of(frame: Frame, story: Story) -> Iterator[Said]:
    """changes hands at <50 times> expected earnings: a valuation; debt of <3 times> EBITDA: a ratio"""
    line = frame.line
    lows = line.lows[frame.clause.first : min(len(line), frame.place + 5)]
    ahead = line.lows[frame.place + 1 : min(frame.place + 8, max(frame.tail, frame.place + 3))]
    if not is_multiplying(frame) and any(low in BASES for low in ahead):
        subject = frame.clause.subject
        lows += line.lows[slice(*subject)] if subject is not None else []
        debt = any(low in ("debt", "leverage", "borrowings") for low in lows) and "including" not in lows
        yield Said(
            "ratio" if debt else "valuation",
            0.995 if debt else 0.985 if any(low in VALUING for low in lows) else 0.85,
            "metric.multiple_of",
        )


@asked(kinds=("percent",), words=SHARES)
def group_shares(frame: Frame, story: Story) -> Iterator[Said]:
    """Tech stocks rose <2%>; European shares gained <0.7%>: of a group, which is an index"""
    line, subject = frame.line, frame.clause.subject
    if subject is None or line.mentions(*subject):
        return
    if line.low(subject[0]) in ("shares", "stocks") and _in_group(line, subject[0] + 1):
        yield Said("index_level", 0.98, "metric.group_shares", subject[0], subject[0] + 1)
        return
    for at in range(subject[0] + 1, min(subject[1], frame.place)):
        before = line.low(at - 1)
        group = line.is_country(at - 1) and _in_group(line, at + 1)
        if line.low(at) in SHARES and (line.low(at + 1) not in ("of", "in", "across") or group):
            grouped = line.tag(at - 1) in ("JJ", "NN", "NNP", "NNS", "HYPH") and before not in OWN_SHARES
            if grouped and not line.is_figure(at - 1) and (line.low(at) != "stock" or before == "chip"):
                yield Said("index_level", 0.98, "metric.group_shares", at - 1, at + 1)
            return


SECTORS = word_class("market sectors")
"""Names of sectors of a market, by their last word."""


@asked(kinds=("percent",))
def group_move(frame: Frame, story: Story) -> Iterator[Said]:
    """Miners rose <1.1%>; Domestic banks led the gains, rising <2.1%>; utilities slid <2%>: their shares"""
    line, subject, change = frame.line, frame.clause.subject, frame.verb_change()
    if subject is None or change is None or change.mode == "act" or change.hint == "growth" or frame.chain:
        return
    if line.mentions(*subject) or line.marks(*subject) or line.low(frame.place + 1) in OWNED_AFTER:
        return
    head = subject[1] - 1
    firms = any(first <= head < last and kind == "group" for first, (last, kind) in line.groups.items())
    if firms or line.low(head) in SECTORS:
        yield Said("index_level", 0.93, "metric.group_move", subject[0], subject[1])


OWNED_AFTER = frozenset({"of", "in", "more", "fewer", "less"})
"""Words after a percentage that is of something: "banks lost 5% of their deposits"."""


def _in_group(line: Line, at: int) -> bool:
    """Whether "in" and what many companies are called follow: "shares in housebuilders", "stocks in Hong Kong"."""
    if line.low(at) not in ("in", "across", "around"):
        return False
    while line.is_country(at + 1) or "'s" in line.lows[at + 1 : at + 3] or line.tag(at + 1) in ("JJ", "NN", "HYPH"):
        at += 1
    return line.is_country(at) or (line.tag(at + 1) == "NNS" and not line.is_proper(at + 1))


OWN_SHARES = frozenset(
    {"preference", "ordinary", "preferred", "common", "class", "a", "listed", "own", "depositary", "b"}
)
"""Words before "shares" that tell kinds of one company's shares apart."""


@asked(kinds=("percent",), words=("(",))
def signed_move(frame: Frame, story: Story) -> Iterator[Said]:
    """BP (<+3.1%>) led the way on the FTSE 100"""
    line = frame.line
    named = any(name.last == frame.place - 1 and name.mention for name in line.mentions(0, frame.place))
    market = story.speaks_of("share_price") or any(name.metric == "index_level" for name in line.names)
    if frame.figure.sign and line.low(frame.place - 1) == "(" and named and market:
        yield Said("share_price", 0.85, "metric.signed_move")


@asked(kinds=("percent", "money"), words=("in",))
def move_in_company(frame: Frame, story: Story) -> Iterator[Said]:
    """A bounce of <6%> in Northwind; a <4%> slide in Danske Bank: of its shares"""
    line, at = frame.line, frame.place + 1
    if frame.kind == "money" and frame.figure.quantity.value > LARGEST_SHARE_PRICE:
        return
    moved = frame.preposition() == "of" and line.change(frame.chain[0].first - 1, "noun") is not None
    if line.change(at, "noun") is not None:
        moved, at = True, at + 1
    if not moved or line.low(at) != "in" or line.marks(frame.clause.first, at):
        return
    for name in line.mentions(at + 1, at + 2):
        if stands_alone(line, name):
            yield Said("share_price", 0.85, "metric.move_in_company", name.first, name.last)


TOUCHING = frozenset({"touched", "touch", "touches", "hit", "hits", "reached", "struck", "scaled"})
EXTREMES = frozenset({"record", "high", "low", "peak", "trough", "all-time", "best", "intraday"})


@asked(kinds=("money",), words=EXTREMES)
def touched(frame: Frame, story: Story) -> Iterator[Said]:
    """Northwind touched a record <$212.40> before easing: a price of a share, where a company does"""
    line, subject = frame.line, frame.clause.subject
    if subject is None or frame.verb < 0 or line.low(frame.verb) not in TOUCHING or line.marks(*subject):
        return
    extreme = any(low in EXTREMES for low in line.lows[frame.verb : frame.place])
    if extreme and line.mentions(*subject) and frame.figure.quantity.value < LARGEST_SHARE_PRICE:
        yield Said("share_price", 0.85, "metric.touched")


RULES: tuple[Rule, ...] = (
    closing_price,
    share_move,
    moved_to_a_sum,
    group_move,
    mover_aside,
    fronted_price,
    signed_move,
    move_in_company,
    touched,
    running_loss,
    with_move,
    against_index,
    group_shares,
    offer_price,
    exchange,
    index_named,
    traded,
    value_added,
    the_rate,
    central_bank_rate,
    survey_index,
    futures_contract,
    per_unit,
    rate_step,
    multiple_of,
)
