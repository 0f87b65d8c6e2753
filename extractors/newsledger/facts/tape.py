"""Which metric a figure states where markets are spoken of: what trades moves and costs, whatever verb says so.

In a text about a day of trading "Northwind put its head above water, <2%> to the good" needs no word for its share:
companies that move there are shares, indices and currencies that move are levels and rates. So these rules ask first
whether the text is about trading at this point, and then who or what a figure is told of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from newsledger.facts.asking import asked
from newsledger.facts.fitting import LARGEST, fits, sized
from newsledger.facts.frames import Frame, particle
from newsledger.facts.line import Line, Named
from newsledger.facts.metric import Said
from newsledger.facts.story import Story
from newsledger.facts.targets import TARGETS
from newsledger.facts.trading import CLOSES, INDEX_NUMBERS
from newsledger.facts.vocabulary import word_class

Rule = Callable[[Frame, Story], Iterator[Said]]

FLOOR = word_class("trading floor")
"""Words that are spoken of trading: "the bourse", "short sellers", "at the close"."""

SECURITIES = word_class("securities")
"""What a company's shares are called after its name: "Roche <bons>", "Ecopetrol <ADRs>"."""

MARKETS = frozenset(
    {"share_price", "index_level", "commodity_price", "exchange_rate", "bond_yield", "price_target", "market_cap"}
    | {"valuation", "trading_volume", "premium"}
)
"""Metrics of markets: words for them beside a move do not tell that something else moved."""

TRADED = MARKETS - {"premium", "valuation", "bond_yield"}

LATELY = 3
"""Figures back, and sentences, within which a text is still about trading."""

FARTHEST = 9
"""Words between who is named and a figure that is told of him, where no verb ties them."""

SIGNS = frozenset({"plus", "minus", "+", "-"})
PRICING = frozenset(
    {"at", "to", "from", "below", "above", "past", "through", "near", "around", "over", "under", "beyond"}
)


def trading(frame: Frame, story: Story) -> bool:
    """Whether the text is about trading where the figure stands."""
    line = frame.line
    if not line.held.isdisjoint(FLOOR) or any(name.metric for name in line.names):
        return True
    if any(word.metric in TRADED for mark in line.metrics for word in mark.words):
        return True
    late = (stated for stated in story.stated[-LATELY:] if line.index - stated.frame.line.index < LATELY)
    return any(stated.core.metric in TRADED for stated in late)


class Bearer(NamedTuple):
    """Who or what a figure is told of, and how sure that is."""

    name: Named
    sure: bool


OPENERS = frozenset({"although", "while", "whereas", "though", "but", "and", ";", ",", "as", "when", "after", ""})
"""Words before a name that may be the subject of what follows."""

BETWEEN = frozenset({"(", ",", ":", "plus", "minus", "+", "-", "up", "down", "off", "at", "by", "itself"})
"""Words and signs between a name and its figure where no verb stands."""

ASIDE = frozenset({"by", "to", "on", "at", "of", "than", "against", "from", "with", "in", "for", "like"})
"""Prepositions before a name that is not what the clause is about."""


def bearer(frame: Frame) -> Bearer | None:
    """The name of which a figure is told: right before it, in whose bracket it stands, the subject, or the last one."""
    line, subject = frame.line, frame.clause.subject
    before = [name for name in line.names if name.last <= frame.place]
    if not before:
        return None
    last = before[-1]
    if _right_at(line, last, max(frame.lead, last.last + 1 if last.last < frame.place else frame.place)):
        return Bearer(last, True)
    if subject is not None and subject[0] < frame.place:
        inside = [name for name in before if subject[0] <= name.first and name.last <= subject[1]]
        traded = [name for name in before if name.metric and name.first >= subject[1] and not _placed(line, name)]
        if traded:
            return Bearer(traded[-1], False)
        if inside and (last in inside or line.low(last.first - 1) not in OPENERS):
            name = inside[0] if len(inside) > 1 and _placed(line, inside[-1]) else inside[-1]
            return Bearer(name, True) if _bare(line, name, subject[1]) else None
        if not inside and frame.clause.link not in ("gap", "and", "with", "participle") and frame.clause.verb >= 0:
            return None
    near = frame.lead - last.last <= FARTHEST and not {";", "."}.intersection(line.lows[last.last : frame.lead])
    if near and not _placed(line, last) and _bare(line, last, frame.lead):
        return Bearer(last, False)
    return None


def _placed(line: Line, name: Named) -> bool:
    """Whether a preposition stands before a name, articles left out: "copper on the LME"."""
    at = name.first - 1
    while line.tag(at) in ("DT", "JJ", "PRP$"):
        at -= 1
    return line.low(at) in ASIDE


def _right_at(line: Line, name: Named, lead: int) -> bool:
    """Whether a name stands right before a figure: "Tenaga <RM13.98>", "BP (<+2%>)", "Entain, off <50p>"."""
    at = name.last
    while at < lead and line.low(at) in SECURITIES:
        at += 1
    indexed = line.low(at) in INDEX_NUMBERS
    at += indexed
    owned = line.low(at) == "'s" and (bool(name.metric) or indexed)
    at += owned
    while at < lead and not owned and (line.low(at) in BETWEEN or line.change(at, "adverb") is not None):
        at += 1
    return at >= lead


def _bare(line: Line, name: Named, last: int) -> bool:
    """Whether a name stands for itself or its shares, and not for what it owns or does."""
    at = name.last
    while at < last and line.low(at) in SECURITIES:
        at += 1
    if line.low(at) in ("'s", "'"):
        at += 1
        while at < last and (line.low(at) in SECURITIES or line.tag(at) in ("JJ", "NNP")):
            at += 1
        return at >= last or line.is_figure(at)
    return at >= last or line.is_figure(at) or line.tag(at) not in ("NN", "NNS") or line.inside_name(at)


def _of_business(frame: Frame, story: Story) -> bool:
    """Whether words around a figure, or the figure before it in its sentence, say what else it states."""
    line = frame.line
    if line.marks(frame.place, frame.tail):
        return True
    for mark in line.marks(frame.clause.first, frame.place):
        if any(line.is_figure(at) for at in range(mark.last, frame.place)):
            continue
        known = [word.metric for word in mark.words if fits(word.metric, word.kinds, frame)]
        if known and not MARKETS.intersection(known):
            return True
    _, said = line.frames.get(frame.verb, (0, ()))
    moved = frame.verb_change() is not None
    if any(
        frame.kind in one.kinds and one.metric not in MARKETS and not (moved and one.metric in EARNED) for one in said
    ):
        return True
    before = story.before(frame)
    if before is None or before.core.metric is None or before.core.metric in MARKETS:
        return False
    return not story.trades or before.frame.clause == frame.clause


EARNED = frozenset({"eps", "net_income"})
"""What a company "lost" as well as its share does."""

OF_THINGS = frozenset({"more", "less", "fewer"})
"""Comparatives of things rather than of prices: "mined 10% less copper"."""


def moves(frame: Frame) -> bool:
    """Whether words at a figure tell that it is a move: a verb, a particle, a sign, "a 3% jump", "2% dearer"."""
    line = frame.line
    change = frame.verb_change()
    itself = change is not None and change.mode != "act" and change.hint != "growth"
    if itself and (not frame.chain or frame.preposition() == "by"):
        return True
    if particle(frame) is not None or frame.figure.sign or line.low(frame.lead - 1) in SIGNS:
        return True
    if frame.preposition() in ("of", "by") and _sum(line, frame.chain[0].first - 1):
        return True
    after = frame.place + 1
    if line.tag(after) in ("RB", "JJ") and line.change(after, "adverb") is None:
        after += 1
    return (line.change(after, "adverb") is not None and line.low(after) not in OF_THINGS) or _sum(line, after)


def _sum(line: Line, at: int) -> bool:
    """Whether a noun of moves stands here that is not said of business alone: "a rise", "growth" is."""
    return line.change(at, "noun") is not None and line.low(at) not in ("growth", "increase", "expansion")


DEBT = frozenset({"government", "bond", "bonds", "debt", "note", "notes", "treasury", "sovereign"})


def _security(frame: Frame) -> bool:
    """Whether the subject is a share without a name: "the paper", "its bearer share"."""
    line, subject = frame.line, frame.clause.subject
    if subject is None or subject[1] > frame.place:
        return False
    lows = line.lows[slice(*subject)]
    if not DEBT.isdisjoint(lows) or "market" in lows or any("year" in low for low in lows):
        return False
    head = next((at for at in range(subject[0], subject[1]) if line.low(at) in (",", "of", "in", "(")), subject[1]) - 1
    return line.low(head) in SECURITIES and head >= subject[0]


def _unnamed(frame: Frame) -> bool:
    """Whether nothing is named between the start of the clause and the figure: "Down <6%> on the week, the roaster"."""
    line = frame.line
    return frame.clause.subject is None and not any(
        line.tag(at) in ("NN", "NNS", "NNP", "NNPS")
        and line.change(at, "noun") is None
        and line.low(at) not in SECURITIES | FLOOR
        for at in range(frame.clause.first, frame.lead)
    )


def _told_of(frame: Frame, story: Story) -> tuple[str, float, Bearer | None]:
    """The metric of which a move or a price in a text about trading is told, how surely, and by what name."""
    if _security(frame):
        return "share_price", 0.8, None
    found = bearer(frame)
    if found is None:
        known = story.trades and bool(story.focus) and _unnamed(frame)
        return ("share_price", 0.6, None) if known else ("", 0.0, None)
    line, name = frame.line, found.name
    if line.marks(name.last, frame.lead):
        return "", 0.0, None
    if name.metric or line.low(name.last) in INDEX_NUMBERS:
        weight = 0.0 if story.macro else 0.6 if found.sure else 0.4
        return name.metric or "index_level", weight, found
    if name.mention is not None and name.mention.kind == "pronoun":
        return "", 0.0, None
    return "share_price", 0.9 if found.sure and story.trades else 0.8 if found.sure else 0.6, found


def _of_market_after(frame: Frame) -> bool:
    """Whether a market is named after the figure as what moved: "outpacing a <1.1%> gain by the Kospi"."""
    line = frame.line
    return any(
        line.low(at) in ("by", "in", "for", "of")
        for name in line.markets(frame.place, min(len(line), frame.place + 6))
        for at in range(frame.place + 1, name.first)
    )


@asked(kinds=("percent",))
def mover(frame: Frame, story: Story) -> Iterator[Said]:
    """Ecopetrol gave way <3.3%>; Roche chipped in a <2.9%> advance: of its share, where trading is spoken of"""
    # "More than twice the S&P 500's <20%> decline" is the market's, whoever the subject is.
    if frame.line.low(frame.place - 1) == "'s" or _of_market_after(frame):
        return
    if story.in_table or not trading(frame, story) or _of_business(frame, story):
        return
    before = story.before(frame)
    beside = before is not None and before.core.metric in TRADED
    if not moves(frame) and not (beside and (frame.is_object() or frame.clause.link == "gap")):
        return
    metric, weight, found = _told_of(frame, story)
    if weight:
        words = (found.name.first, found.name.last) if found is not None else (-1, -1)
        yield Said(metric, weight, "metric.mover", *words)


@asked(kinds=("money",))
def quoted(frame: Frame, story: Story) -> Iterator[Said]:
    """Boeing, <$177>, is the sickest member of the index; fell 4% to <€9.10>: what a share costs"""
    line, quantity = frame.line, frame.figure.quantity
    if story.in_table or quantity.per is not None or not sized("share_price", frame) or not trading(frame, story):
        return
    if _of_business(frame, story) or not (frame.preposition() in PRICING or not frame.chain or moves(frame)):
        return
    if not TARGETS.isdisjoint(line.lows[: frame.place]) or line.low(frame.clause.first) in ("that", "those"):
        return
    metric, weight, found = _told_of(frame, story)
    if metric != "share_price" or (found is None and not _security(frame) and not _fronts(frame)):
        return
    if found is not None and _views(found.name, story) and frame.verb_change() is None:
        return
    words = (found.name.first, found.name.last) if found is not None else (-1, -1)
    yield Said(metric, weight * 0.6 if story.deal else weight, "metric.quoted", *words)


def _fronts(frame: Frame) -> bool:
    """Whether a price opens its sentence: "At <€23.80> Philips looks cheap"."""
    return frame.preposition() == "at" and frame.chain[0].first == frame.clause.first


@asked(kinds=("money", "percent"))
def priced_and_moved(frame: Frame, story: Story) -> Iterator[Said]:
    """Credicorp: <$174.20>, <2.5%> to the positive: a small amount beside a move is the price of a share"""
    line, number = frame.line, frame.number
    if story.in_table or line.marks(0, len(line)) or line.markets(0, len(line)) or frame.figure.quantity.per:
        return
    if not line.mentions(0, len(line)) or not sized("share_price", frame):
        return
    for other in (number + 1, number - 1):
        place = next((at for at in line.figures if line.numbers[at] == other), -1)
        if place < 0 or abs(place - frame.place) > BESIDE:
            continue
        pair = story.reading.figures[other].quantity
        money, percent = (frame.place, place) if frame.kind == "money" else (place, frame.place)
        if {frame.kind, pair.kind} != {"money", "percent"} or pair.per or _scaled(story, line.numbers[money]):
            continue
        words = line.lows[min(money, percent) + 1 : max(money, percent)]
        told = line.low(percent + 1) in ("to", "higher", "lower", "up", "down") or _sum(line, percent + 1)
        told = told or words[-1:] in (["up"], ["down"], ["plus"], ["minus"], ["off"], ["+"], ["-"])
        if told and frame.verb < 0 and not {"or", "of", "and"}.intersection(words):
            yield Said("share_price", 0.9, "metric.priced_and_moved")
            return


BESIDE = 6
"""Words between a price and its move."""


def _scaled(story: Story, number: int) -> bool:
    """Whether an amount is too large for the price of a share."""
    return story.reading.figures[number].quantity.value > LARGEST["share_price"]


def _views(name: Named, story: Story) -> bool:
    """Whether a name is of a house that has views of others, where the text is about another company."""
    mention, identities = name.mention, story.reading.identities
    if mention is None or not mention.companies:
        return False
    return set(mention.companies) <= identities.advisers - {identities.home}


@asked(kinds=("money",))
def house_price(frame: Frame, story: Story) -> Iterator[Said]:
    """UBS tips <A$340>, Macquarie <A$330>: what houses say that a share is worth"""
    line, quantity = frame.line, frame.figure.quantity
    if story.in_table or quantity.per is not None or not sized("price_target", frame) or _of_business(frame, story):
        return
    if not story.reading.identities.advisers or not story.rates or frame.verb_change() is not None:
        return
    found = bearer(frame)
    if found is None or not _views(found.name, story) or (_placed(line, found.name) and not found.sure):
        return
    if any(low in CLOSES for low in line.lows[max(frame.place - 4, 0) : frame.place]):
        return
    priced = any(name.metric in ("commodity_price", "exchange_rate") for name in line.names)
    twin = story.twin(frame)
    other = twin is not None and twin.core.metric not in ("share_price", "price_target", None)
    if not priced and not other:
        weight = 0.6 if story.trades_commodities else 0.9 if found.sure else 0.8
        yield Said("price_target", weight, "metric.house_price", found.name.first, found.name.last)


@asked(kinds=("percent",), words=("to", "at"))
def index_reached(frame: Frame, story: Story) -> Iterator[Said]:
    """The all-share vaulted <2.9%> to 101,330: what ends at a bare number is an index"""
    line = frame.line
    reached = frame.place + 2
    if line.low(frame.place + 1) not in ("to", "at") or not line.is_figure(reached) or _of_business(frame, story):
        return
    if _bare_number(story, line.numbers[reached]) and trading(frame, story):
        yield Said("index_level", 0.9, "metric.index_reached")


@asked(kinds=("count",))
def index_number(frame: Frame, story: Story) -> Iterator[Said]:
    """The all-share vaulted 2.9% to <101,330>: the level of the index that moved"""
    before = story.before(frame)
    if before is None or before.core.metric != "index_level" or not _bare_number(story, frame.number):
        return
    if frame.preposition() in ("to", "at") and before.frame.place >= frame.place - 3:
        yield Said("index_level", 0.98, "metric.index_number")


def _bare_number(story: Story, number: int) -> bool:
    quantity = story.reading.figures[number].quantity
    return (
        quantity.kind == "count" and quantity.text[-1:].isdigit() and SMALLEST_INDEX <= quantity.value < LARGEST_INDEX
    )


SMALLEST_INDEX, LARGEST_INDEX = 100, 1_000_000
"""Between these levels of indices stand."""


THIN = word_class("kinds of turnover")
"""Words before "turnover" that tell it is that of a market."""

DEALT = frozenset({"turnover", "volume", "volumes"})


@asked(kinds=("money", "count", "multiple", "percent"), words=DEALT)
def turnover(frame: Frame, story: Story) -> Iterator[Said]:
    """on thin turnover of <4.1 billion pesos>; Turnover in the name, <392 billion yen>: what changed hands"""
    line = frame.line
    if not trading(frame, story) or story.in_table:
        return
    for at in range(max(frame.clause.first, frame.place - 12), frame.place):
        if line.low(at) not in DEALT:
            continue
        ahead = line.low(at - 1)
        thin = ahead in THIN or (ahead == "market" and line.low(at) == "turnover")
        dealt = line.low(at + 1) in ("in", "on", "of", "at") and line.low(at - 1) in ("on", "", ".", ";", ",", "in")
        if thin or (dealt and story.trades):
            yield Said("trading_volume", 0.985, "metric.turnover", at, at + 1)
            return


RULES: tuple[Rule, ...] = (mover, quoted, priced_and_moved, house_price, index_reached, index_number, turnover)
