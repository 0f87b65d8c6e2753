"""Which amounts of money are the price of a ware: what a thing costs, goes up to, is put up by, or is paid for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from newsledger.facts.asking import asked
from newsledger.facts.fitting import SCALE_WORDS, fits, sort_of, sort_of_word
from newsledger.facts.frames import Frame
from newsledger.facts.line import Line
from newsledger.facts.metric import Said
from newsledger.facts.story import Story
from newsledger.facts.vocabulary import word_class

Rule = Callable[[Frame, Story], Iterator[Said]]

ONE = frozenset({"a", "an", "one", "each", "every"})

ONE_OF_A_KIND = frozenset(
    {
        "average",
        "cheapest",
        "dearest",
        "basic",
        "standard",
        "entry-level",
        "typical",
        "top",
        "base",
        "median",
        "priciest",
    }
)
"""Words by which "the average line" is any one of its kind."""

NO_WARES = word_class("no wares")
"""Nouns for what is no ware though it has a price or an amount: shares, currencies, bids, profits."""

WARES = frozenset({"goods", "home", "room", "event", "traveller", "customer", "thing"})
"""Sorts of things that are sold one by one."""

PAYERS = frozenset({"customer", "traveller", "people", "goods"})
"""Sorts of those who pay a price: "lorries pay <A$19.86>"."""

PAYING = frozenset({"pay", "pays", "paid", "paying"})

ASKING = word_class("asking a price")

OF_EACH = frozenset({"each", "apiece"})

ALTERING = word_class("altering a price")

TAKEN_FROM = frozenset({"off", "from", "on", "onto"})

LONGEST_WARE = 7


def _bare(frame: Frame, story: Story) -> bool:
    """Whether an amount is written as prices are, without a scale word, and of no share."""
    quantity = frame.figure.quantity
    return quantity.per not in ("share", "coin") and not SCALE_WORDS.search(quantity.text) and not story.in_table


def head_of(line: Line, first: int, last: int) -> int:
    """The place of the head of a noun phrase, its last noun before a preposition or comma; -1 if it has none."""
    head = -1
    for at in range(first, last):
        if line.tag(at) in ("IN", "TO", "WDT", "WP", "VBN", "VBG") or line.low(at) in (",", "'s", "(", ":"):
            if head >= 0 and line.low(at) != "'s":
                break
        elif line.tag(at) in ("NN", "NNS", "NNP", "NNPS") and not line.is_figure(at):
            head = at
    return head


def _is_no_ware(low: str) -> bool:
    return low in NO_WARES or low.removesuffix("s") in NO_WARES


def _is_ware(line: Line, frame: Frame, first: int, last: int) -> bool:
    """Whether the words ``[first, last)`` may name something that is sold, and not a company, market, person or
    amount."""
    head = head_of(line, first, last)
    if head < 0 or _is_no_ware(line.low(head)) or line.tag(head) == "NNPS" or line.markets(first, last):
        return False
    if any(name.first <= head < name.last for name in line.mentions(first, last)):
        return False
    marks = (word for mark in line.marks(first, last) for word in mark.words)
    return all(word.metric == "product_price" or not fits(word.metric, word.kinds, frame) for word in marks) and (
        sort_of_word(line.low(head)) not in ("staff", "people")
    )


def _is_one(line: Line, first: int) -> bool:
    """Whether one thing of a kind is named from the place on: "a stamp", "the average line"."""
    return line.low(first) in ONE or (line.low(first) in ("the", "its") and line.low(first + 1) in ONE_OF_A_KIND)


@asked(kinds=("money",), words=ONE | ONE_OF_A_KIND)
def thing_costs(frame: Frame, story: Story) -> Iterator[Said]:
    """A rice ball has climbed to <¥180>; a malaria shot leaves Pune at <$3.90>; the average line brings <$56.64>"""
    line, subject = frame.line, frame.clause.subject
    if subject is None or subject[1] > frame.clause.verb or frame.clause.verb > frame.place or not _bare(frame, story):
        return
    if _is_one(line, subject[0]) and _is_ware(line, frame, *subject):
        yield Said("product_price", 0.975, "metric.thing_costs", *subject)


@asked(kinds=("money",), words=("at", "for", "costing", "cost", "costs", "from"))
def thing_at(frame: Frame, story: Story) -> Iterator[Said]:
    """a stamp at <95 cents> did not suffice; the Easter egg, at <£33>; a ticket for <$209>"""
    line = frame.line
    if frame.preposition() not in ("at", "for", "from") or not _bare(frame, story):
        return
    last = frame.chain[0].first
    last -= line.low(last - 1) == ","
    for first in range(last - 1, max(last - LONGEST_WARE, frame.clause.first) - 1, -1):
        if line.tag(first).startswith("V") or line.tag(first) in ("IN", "TO", "MD") or line.is_figure(first):
            return
        if line.low(first) in ONE or line.low(first) == "the":
            if _is_ware(line, frame, first, last):
                yield Said("product_price", 0.95, "metric.thing_at", first, last)
            return


@asked(kinds=("money",), words=OF_EACH)
def for_each(frame: Frame, story: Story) -> Iterator[Said]:
    """ordered 1,000 more cars at about <Rp 380 million> each: what each thing costs that was counted before"""
    line, before = frame.line, story.before(frame)
    if line.low(frame.place + 1) not in OF_EACH or before is None or before.frame.kind != "count":
        return
    if sort_of(before.frame.figure.quantity.unit) in ("goods", "home", "room", "event"):
        yield Said("product_price", 0.9, "metric.for_each")


@asked(kinds=("money",))
def per_ware(frame: Frame, story: Story) -> Iterator[Said]:
    """at <€79.99> a copy; <$65> a household; <R$31.4> a line: what is paid for one thing of a kind"""
    per = frame.figure.quantity.per
    if per and per not in NO_WARES and _bare(frame, story) and sort_of(per) in WARES - {"thing"}:
        yield Said("product_price", 0.93, "metric.per_ware")


@asked(kinds=("money",), words=PAYING)
def payers_pay(frame: Frame, story: Story) -> Iterator[Said]:
    """In Brisbane lorries pay <A$19.86>; Spanish households paid <18.2 cents> per kilowatt-hour"""
    line, subject = frame.line, frame.clause.subject
    if subject is None or line.low(frame.clause.verb) not in PAYING or not _bare(frame, story):
        return
    head = head_of(line, *subject)
    if (
        head < 0
        or line.low(head) in NO_WARES
        or any(name.first <= head < name.last for name in line.mentions(*subject))
    ):
        return
    if line.low(head) in ("household", "households") or sort_of_word(line.low(head)) in PAYERS:
        yield Said("product_price", 0.985, "metric.payers_pay", *subject)


@asked(kinds=("money",), words=ASKING)
def asks_a_price(frame: Frame, story: Story) -> Iterator[Said]:
    """The drug for which it asks <$31> a day; charges <$9.99> for the service"""
    line = frame.line
    if line.low(frame.verb) in ASKING and frame.is_object() and _bare(frame, story):
        yield Said("product_price", 0.85, "metric.asks_a_price", frame.verb, frame.verb + 1)


@asked(kinds=("money",))
def ware_moves(frame: Frame, story: Story) -> Iterator[Said]:
    """Petrol at the gantry went to <877 naira>; its broadband went up by <€5>: an amount by which a thing moves that
    is no company, market or sum is of its price"""
    line, subject = frame.line, frame.clause.subject
    if subject is None or subject[1] > frame.place or not _bare(frame, story):
        return
    change = frame.verb_change()
    moved = (
        change is not None and change.mode in ("move", "both", "drift") and frame.preposition() in ("to", "by", "from")
    )
    went = line.low(frame.clause.verb) in ("go", "goes", "went", "gone", "is") and frame.preposition() in ("to", "from")
    if (moved or went) and _is_ware(line, frame, *subject):
        yield Said("product_price", 0.9, "metric.ware_moves", *subject)


@asked(kinds=("money", "percent"), words=ALTERING)
def price_altered(frame: Frame, story: Story) -> Iterator[Said]:
    """put <15p> on a pint; knocked <11%> off the cheapest; trimmed <20,000 yuan> from the ES8; marked its range up by
    <4%>"""
    line = frame.line
    verb = frame.verb if line.low(frame.verb) in ALTERING else frame.clause.verb
    if line.low(verb) not in ALTERING or verb > frame.place or (frame.kind == "money" and not _bare(frame, story)):
        return
    after = frame.place + 1
    if frame.is_object() and line.low(after) in TAKEN_FROM:
        last = next(
            (at for at in range(after + 1, frame.tail + 1) if line.low(at) in (",", "in", "to", "and")), frame.tail
        )
        if line.tag(after + 1) in ("DT", "PRP$", "NN", "NNS") and _is_ware(
            line, frame, after + 1, max(last, after + 3)
        ):
            yield Said("product_price", 0.93, "metric.taken_off_a_ware")
        return
    way = next((at for at in range(verb + 1, frame.place) if line.low(at) in ("up", "down")), -1)
    if any(line.is_figure(at) for at in range(verb, way)):
        return
    if way > verb + 1 and way >= frame.place - 3 and _is_ware(line, frame, verb + 1, way):
        yield Said("product_price", 0.95, "metric.ware_put_up", verb + 1, way)


SOLD = frozenset({"sold", "sell", "sells", "selling", "auctioned", "offloaded", "went", "go", "goes", "shifted"})

SHARE_WORDS = word_class("equity") | frozenset(
    {
        *("earnings", "dividend", "dividends", "eps", "analysts", "stocks", "target", "bid", "offer", "takeover"),
        *("trading", "public", "listing", "ipo", "estimate", "estimates", "forecast", "forecasts", "consensus"),
    }
)
"""Words of a sentence whose small amounts may be those of a share."""


@asked(kinds=("money",), words=SOLD)
def sold_at(frame: Frame, story: Story) -> Iterator[Said]:
    """sold its diamonds at an average <US$74> a carat; its pellets went for <$163.4> a tonne"""
    line = frame.line
    verb = frame.verb if line.low(frame.verb) in SOLD else frame.clause.verb
    if line.low(verb) not in SOLD or verb > frame.place or frame.preposition() not in ("at", "for"):
        return
    if not _bare(frame, story) or line.markets(frame.clause.first, frame.place) or _of_shares(line):
        return
    if story.macro:
        return
    subject = frame.clause.subject
    going = line.low(verb) in ("went", "go", "goes")
    if subject is not None and (not going or _is_ware(line, frame, *subject)):
        yield Said("product_price", 0.975, "metric.sold_at", verb, verb + 1)


def _of_shares(line: Line) -> bool:
    return not SHARE_WORDS.isdisjoint(line.held)


@asked(kinds=("money",))
def small_amount(frame: Frame, story: Story) -> Iterator[Said]:
    """still <$1.50> after four decades; the airport wants <£33.26>: a small amount of which nothing else is said, in a
    sentence that speaks of no share, market or other amount of its size"""
    line, value = frame.line, frame.figure.quantity.value
    if not _bare(frame, story) or value > LARGEST_TAG or story.deal or _of_shares(line) or line.markets(0, len(line)):
        return
    if story.trades_commodities and line.marks(0, len(line)):
        return
    marks = (word for mark in line.marks(frame.clause.first, frame.clause.last) for word in mark.words)
    if all(word.metric == "product_price" or not fits(word.metric, word.kinds, frame) for word in marks):
        yield Said("product_price", 0.5, "metric.small_amount")


LARGEST_TAG = 50_000
"""An amount above which little is the price of a thing in a shop."""


RULES: tuple[Rule, ...] = (
    sold_at,
    small_amount,
    thing_costs,
    thing_at,
    for_each,
    per_ware,
    payers_pay,
    asks_a_price,
    ware_moves,
    price_altered,
)
