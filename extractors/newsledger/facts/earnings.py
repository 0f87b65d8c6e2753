"""Which of its results a company states where its words leave that open: a part's, a lender's, as a rate of sales."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from newsledger.facts.asking import asked
from newsledger.facts.business import MARGINS, SALES
from newsledger.facts.frames import ARTICLES, Frame, after_place
from newsledger.facts.line import Line
from newsledger.facts.metric import DESCRIBING, Said
from newsledger.facts.scope_tables import scope_words
from newsledger.facts.story import Story
from newsledger.facts.vocabulary import word_class

Rule = Callable[[Frame, Story], Iterator[Said]]

EARNING = word_class("earning verbs")
"""Verbs by which a company or a part of it makes a profit or a loss."""

LOSING = frozenset({"lose", "loses", "lost", "losing", "mislaid", "bled", "bleeds"})

SMALLEST_OF_A_PART = 500_000
"""What a part of a company earns, at the least, in any currency; less is what one thing earns."""

NETTED = frozenset({"net", "after-tax", "tax", "taxes", "salary", "salaries", "wages", "office"})
"""Words of a sentence whose profit is no operating one, or whose earnings are pay or takings."""

NO_PARTS = (
    word_class("staff") | word_class("bosses") | frozenset({"pair", "duo", "trio", "two", "three", "both", "peers"})
)
"""Subjects that earn and are no part of a company: people, and companies together."""

NO_PARTS_BUT_WHOLES = (word_class("owned wholes") - scope_words("names of parts")) | word_class("nouns of time")
"""Subjects without a name that are whole companies or times: "a company that made", "the quarter produced"."""

OUTCOMES = frozenset({"surplus", "deficit", "shortfall"})

PUBLIC = frozenset(
    {"trade", "budget", "fiscal", "account", "payments", "government", "treasury", "ministry", "pension"}
)

OF_A_COUNTRY = ("gdp", "exports", "imports", "public_debt", "inflation", "unemployment_rate")
"""Metrics beside which a surplus or a deficit is a country's."""

PRE_TAX = frozenset({"pre-tax", "pretax"})

MARGIN_WORDS = frozenset({"margin", "margins"})

LENDING = word_class("lending words")

ENOUGH_LENDING = 2
"""Words of lending that an article holds, at the least, whose bare margins are those of lending."""

OF_LENDING = frozenset({"interest", "lending", "loan", "deposit", "customer", "mortgage"})
"""Nouns before a margin of lending; before any other margin there stands another noun or "gross", "operating"."""

OF_GOODS = frozenset({"gross", "operating", "net"})

AS_A_PART = frozenset({"slice", "share", "proportion", "percentage", "part", "fraction"})

THEM = frozenset({"it", "that", "them", "this", "those"})

PROPOSING = word_class("proposing a dividend")

LARGEST_PAYOUT = 500
"""What is paid for one share is no more than this, in most currencies."""

MORE = frozenset({"more", "less", "better", "fewer", "worse"})

SELLING = frozenset({"sell", "sells", "sold", "selling", "took", "takes", "rang", "turned"})

HELD = word_class("equity") | frozenset(
    {
        *("bonds", "notes", "assets", "debt", "treasuries", "loans", "mortgages", "property", "land", "gilts", "paper"),
        *("jgbs", "bills", "securities", "dollars", "euros", "yen", "reserves", "gold", "businesses", "funds", "arms"),
    }
)
"""What is sold and is no goods of a company."""

OWNED = frozenset({"its", "their", "his", "her", "our"})

HEADS = ("NN", "NNS", "NNP", "NNPS", "VBG")


@asked(kinds=("money",), words=EARNING)
def part_earns(frame: Frame, story: Story) -> Iterator[Said]:
    """Streaming lost <$238 million>; in Poland it made <€29m>: what a part of a company earns is before tax and
    interest"""
    line, subject = frame.line, frame.clause.subject
    if subject is None or subject[1] > frame.place or line.low(frame.verb) not in EARNING:
        return
    if not frame.is_object() or abs(frame.figure.quantity.value) < SMALLEST_OF_A_PART or NETTED & line.held:
        return
    if line.marks(frame.verb, frame.place) or line.marks(frame.place, min(frame.tail, frame.place + 5)):
        return
    if line.low(frame.place + 1) == "of" and line.low(frame.place + 2) in THEM:
        return
    if _is_part(line, subject) or _in_a_place(frame):
        before = story.before(frame)
        named = before.core.metric if before is not None and before.core.metric in MARGINS else None
        negative = line.low(frame.verb) in LOSING
        yield Said(named or "operating_income", 0.93, "metric.part_earns", frame.verb, frame.verb + 1, negative)


def _is_part(line: Line, subject: tuple[int, int]) -> bool:
    """Whether a subject is a part of a company: "its cloud unit", "Northwind's networks", "cigarettes", "Britain"."""
    words = range(*subject)
    if any(line.person(at) or line.is_figure(at) or line.low(at) in NO_PARTS or at in line.groups for at in words):
        return False
    named = [name for name in line.names if subject[0] <= name.first < subject[1]]
    if any(name.mention is None for name in named) or line.marks(*subject):
        return False
    if any(line.low(at) in NO_PARTS_BUT_WHOLES for at in words) and not any(n.mention for n in named):
        return False
    heads = [at for at in words if line.tag(at) in HEADS and not any(n.first <= at < n.last for n in named)]
    if not heads or line.tag(subject[0]) in ("PRP", "WP", "WDT", "EX"):
        return False
    if not named or any(line.low(at) in scope_words("names of parts") for at in heads):
        return True
    return any(line.low(name.last) in ("'s", "'") and heads[-1] > name.last for name in named)


def _in_a_place(frame: Frame) -> bool:
    """Whether the clause limits what is earned to a country: "in Mexico it made"."""
    line = frame.line
    before = range(frame.clause.first, max(frame.verb, frame.clause.first))
    after = range(frame.place + 1, min(frame.tail, frame.place + 4))
    return any(
        line.low(at) == "in" and (line.is_country(at + 1) or line.is_country(at + 2)) for at in (*before, *after)
    )


@asked(kinds=("percent",))
def profit_as_rate(frame: Frame, story: Story) -> Iterator[Said]:
    """At <17.8%>, adjusted EBITA beats its goal; EBIT, as a slice of sales, thinned to <9.3%>; as for EBITA, <9%> of
    them is the floor: a profit told as a part of sales is a margin"""
    line, clause = frame.line, frame.clause
    profits = [mark for mark in line.marks(0, clause.last) if mark.words[0].metric in MARGINS]
    if not profits:
        return
    metric = MARGINS[profits[-1].words[0].metric]
    if line.low(frame.place + 1) == "of" and line.low(frame.place + 2) in THEM:
        stated = story.stated[-1].core.metric if story.stated else None
        if profits[-1].last <= frame.place and (stated == "revenue" or story.speaks_of("revenue")):
            yield Said(metric, 0.985, "metric.profit_as_rate", profits[-1].first, profits[-1].last)
        return
    before = story.before(frame)
    rated = before is not None and "metric.profit_as_rate" in before.core.rules
    if _as_part_of_sales(line) or (rated and before is not None and before.frame.kind == "percent"):
        yield Said(metric, 0.985, "metric.profit_as_rate", profits[0].first, profits[0].last)
    elif line.low(frame.place - 1) == "at" and frame.place == clause.first + 1 and line.low(frame.place + 1) == ",":
        yield Said(metric, 0.98, "metric.profit_as_rate", profits[0].first, profits[0].last)


def _as_part_of_sales(line: Line) -> bool:
    """Whether words say that a profit is told as a part of sales: "as a proportion of turnover"."""
    return any(
        line.low(at) in AS_A_PART and line.low(at + 1) == "of" and not SALES.isdisjoint(line.lows[at + 2 : at + 5])
        for at in range(1, len(line))
        if line.low(at - 1) in ARTICLES
    )


@asked(kinds=("percent", "basis_point", "percentage_point"), words=MARGIN_WORDS)
def lenders_margin(frame: Frame, story: Story) -> Iterator[Said]:
    """Northwind Bank's margin firmed seven basis points to <3.48%>: a bank's margin is that of its lending"""
    line = frame.line
    if story.count_of(LENDING) < ENOUGH_LENDING:
        return
    for at in (*range(frame.clause.first, frame.place), frame.place + 2):
        if line.low(at) in MARGIN_WORDS and (line.tag(at - 1) not in HEADS or line.low(at - 1) in OF_LENDING):
            if line.low(at - 1) not in OF_GOODS:
                yield Said("net_interest_margin", 0.985, "metric.lenders_margin", at, at + 1)
            return


@asked(kinds=("money", "percent"), words=OUTCOMES)
def own_surplus(frame: Frame, story: Story) -> Iterator[Said]:
    """the society's surplus, <€1.1m>, had been €0.8m: what is left to a company is its profit, no country's balance"""
    line = frame.line
    named = bool(story.focus) or any(name.mention and name.mention.companies for name in line.names)
    public = any(story.speaks_of(metric) for metric in OF_A_COUNTRY)
    if public or not named or PUBLIC & line.held or any(line.is_country(at) for at in range(len(line))):
        return
    if frame.kind == "percent" and frame.verb_change() is None:
        return
    for at in (*range(story.floor(frame), frame.place), *range(frame.place + 1, frame.tail)):
        if line.low(at) in OUTCOMES:
            lows = line.held
            metric = "pretax_income" if PRE_TAX & lows else "operating_income" if "operating" in lows else "net_income"
            yield Said(metric, 0.98, "metric.own_surplus", at, at + 1, line.low(at) != "surplus")
            return


@asked(kinds=("percent",), words=SELLING)
def sold_more(frame: Frame, story: Story) -> Iterator[Said]:
    """Leave out Argentina and it sold <3.2%> more: sales, where no things are told that were sold"""
    line = frame.line
    if line.low(frame.place + 1) not in MORE or line.low(frame.verb) not in SELLING or not frame.is_object():
        return
    if line.tag(frame.place + 2) not in ("NN", "NNS", "JJ"):
        yield Said("revenue", 0.93, "metric.sold_more", frame.verb, frame.verb + 1)


@asked(kinds=("money",), words=SELLING)
def sold_goods(frame: Frame, story: Story) -> Iterator[Said]:
    """the mill sold <£26m> of cloth; sells <€11bn> a year of machines: sales, where no assets are sold"""
    line = frame.line
    if line.low(frame.verb) not in SELLING or not frame.is_object():
        return
    at = next((at for at in after_place(line, frame.place, 3) if line.low(at) == "of"), -1)
    goods = line.lows[at + 1 : at + 5]
    if at > 0 and line.low(at - 1) != "worth" and not HELD.intersection(goods) and not OWNED.intersection(goods[:1]):
        yield Said("revenue", 0.96, "metric.sold_goods", frame.verb, frame.verb + 1)


@asked(kinds=("money",), words=PROPOSING)
def board_pays(frame: Frame, story: Story) -> Iterator[Said]:
    """The planter proposed <5 sen>; directors recommended a final <12p>: so little is paid for a share"""
    line = frame.line
    if line.low(frame.verb) not in PROPOSING or frame.chain or abs(frame.figure.quantity.value) > LARGEST_PAYOUT:
        return
    between = range(frame.verb + 1, frame.place)
    named = line.marks(frame.verb, min(frame.tail, frame.place + 5))
    if not named and all(line.tag(at) in DESCRIBING for at in between) and not story.speaks_of("deal_value"):
        yield Said("dividend", 0.95, "metric.board_pays", frame.verb, frame.verb + 1)


PROFIT_WORDS = frozenset({"profit", "profits", "loss", "losses"})

KINDS_OF_PROFIT = {"operating_income": "operating_income", "operating_margin": "operating_income", "ebitda": "ebitda"}

NAMED_OTHERWISE = frozenset({"net_income", "eps", "pretax_income"})


@asked(kinds=("money",), words=EARNING | PROFIT_WORDS)
def profit_of_that_kind(frame: Frame, story: Story) -> Iterator[Said]:
    """an operating margin of 1.3%; a <£2.2m> loss became a profit: of the one kind of profit that was told before"""
    line, clause = frame.line, frame.clause
    told = {stated.core.metric for stated in story.stated}
    if told & NAMED_OTHERWISE or not told & KINDS_OF_PROFIT.keys() or NETTED & line.held:
        return
    if abs(frame.figure.quantity.value) < SMALLEST_OF_A_PART:
        return
    marks = line.marks(clause.first, min(len(line), frame.place + 4))
    bare = [mark for mark in marks if mark.last - mark.first == 1 and line.low(mark.first) in PROFIT_WORDS]
    earned = line.low(frame.verb) in EARNING and frame.is_object()
    if len(bare) < len(marks) or not (bare or earned):
        return
    kind = next(stated.core.metric for stated in reversed(story.stated) if stated.core.metric in KINDS_OF_PROFIT)
    negative = line.low(frame.verb) in LOSING or any(line.low(mark.first)[0] == "l" for mark in bare)
    first = bare[0].first if bare else frame.verb
    yield Said(KINDS_OF_PROFIT[kind or ""], 0.9, "metric.profit_of_that_kind", first, first + 1, negative)


RULES: tuple[Rule, ...] = (
    part_earns,
    profit_as_rate,
    lenders_margin,
    own_surplus,
    sold_more,
    sold_goods,
    board_pays,
    profit_of_that_kind,
)
