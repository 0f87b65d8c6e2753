"""Which metric a figure states: rules that look in its own noun phrase, its clause, its verb, and what went before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from newsledger.facts.asking import asked
from newsledger.facts.fitting import PRODUCTS, fits, sized, sort_of, told_unit
from newsledger.facts.frames import Frame, after_place, is_multiplying, premodifies
from newsledger.facts.line import Line, Mark, Named
from newsledger.facts.story import Story
from newsledger.facts.vocabulary import MetricWord, unit_metrics, word_class

RELATIVE = frozenset({"percent", "percentage_point", "basis_point", "multiple"})

DESCRIBING = frozenset(
    {"JJ", "JJR", "NN", "NNS", "NNP", "NNPS", "VBN", "DT", "PRP$", "POS", "HYPH", "CD", "VBG", "RB", ""}
)
"""Tags of words that may stand between a figure and the noun that it counts or measures."""

MAKING_UP = word_class("making up a whole")
"""Verbs by which a part makes up a whole: the whole is the metric."""

SPENT_ON = frozenset(
    {"research_and_development", "capital_expenditure", "restructuring_cost", "loan_loss_provision", "investment"}
)
"""Metrics that money is "for"."""

BASES = word_class("valuation bases")
"""What a price is a multiple of: such a multiple states no profit."""

PRICES = frozenset({"product_price", "share_price", "commodity_price", "bond_yield", "exchange_rate", "index_level"})
"""Metrics whose words after a market's name speak of the market itself: "copper prices"."""

OF_THE_TRADE = frozenset(
    {
        *("output", "production", "exports", "imports", "producer", "producers", "demand", "sales", "stocks"),
        *("inventories", "'s", "mine", "mines", "miner", "miners", "project", "projects", "plant", "plants", "smelter"),
        *("refinery", "unit", "business", "division", "arm", "deposit", "field", "fields", "assets", "group"),
    }
)
"""Words after the name of a commodity that tell of those who deal in it: "costs at the potash <mine>"."""

LINKING = frozenset(
    {"of", "at", "worth", "between", "to", "by", "is", "was", "in", "the", "range", ":", "a", "around", "about"}
)
"""Words between a metric and its figure that do not part them."""


class Said(NamedTuple):
    """A metric that a rule proposes: where its words stand (word places, or ``None``), and whether they say a loss."""

    metric: str
    weight: float
    rule: str
    first: int = -1
    last: int = -1
    negative: bool = False


Rule = Callable[[Frame, Story], Iterator[Said]]


def _word(mark: Mark, frame: Frame) -> MetricWord | None:
    """The reading of a metric word that fits the figure; people polled are a metric right after the figure only."""
    for word in mark.words:
        if (word.metric == "survey_share" and mark.first > frame.place + 2) or (
            word.metric == "survey_share" and mark.last <= frame.place
        ):
            continue
        if frame.kind == "percent" and _lost_on_a_market(mark, word, frame):
            continue
        if fits(word.metric, word.kinds, frame):
            return word
    return None


def _lost_on_a_market(mark: Mark, word: MetricWord, frame: Frame) -> bool:
    """Whether a loss is told in percent: "a weekly loss of <3.1%>" is one of a price, a company's is an amount."""
    bare = word.metric == "net_income" and word.negative and frame.line.low(mark.last - 1) in ("loss", "losses")
    if not bare or mark.last - mark.first > 1 or mark.last > frame.lead:
        return False
    between = frame.line.lows[mark.last : frame.lead]
    return between[:1] == ["of"] or (between[-1:] == ["to"] and bool(PERIODS.intersection(between)))


PERIODS = frozenset({"year", "month", "week", "quarter", "so", "far", "since"})


def _said(mark: Mark, frame: Frame, weight: float, rule: str) -> Iterator[Said]:
    word = _word(mark, frame)
    if word is not None:
        yield Said(word.metric, weight, rule, mark.first, mark.last, word.negative)


def noun_after(frame: Frame, story: Story) -> Iterator[Said]:
    """a <$3.4 billion> write-down; <5%> increase in net profit; <$30 billion> off its market value; <53%>, 38% and 9%
    of the market"""
    line = frame.line
    of_whole = line.low(frame.place + 1) == "of" and frame.kind in RELATIVE
    made_up = frame.verb >= 0 and line.low(frame.verb) in MAKING_UP
    if made_up or is_multiplying(frame) or frame.clause.verb > frame.place:
        of_whole = False
    last = story.list_end(frame)
    change = frame.verb_change()
    adding = change is not None and change.mode == "add"
    past_noun = False
    for at in after_place(line, last, 10):
        low, tag = line.low(at), line.tag(at)
        if low == "ahead":
            return
        for mark in line.metrics:
            if mark.first == at:
                whole = of_whole and not any(word.metric == "stake" for word in mark.words)
                weight = 0.45 if whole else 0.3 if _of_before(line, last, at) else 0.95 if adding else 0.85
                weight = 0.985 if is_multiplying(frame) else weight
                if line.low(last + 1) == "of" and frame.kind == "money" and at <= last + 4 and weight == 0.85:
                    weight = 0.93
                if at == last + 1 and frame.kind == "money" and weight == 0.85:
                    weight = 0.95
                based = any(line.low(place) in BASES for place in range(mark.first, mark.last))
                if frame.kind == "multiple" and based and not is_multiplying(frame):
                    return
                if line.low(at - 1) == "for" and not any(word.metric in SPENT_ON for word in mark.words):
                    return
                if mark.words[0].metric == "stake" and frame.kind == "money" and "for" in line.lows[at - 2 : at]:
                    return
                if line.low(at - 1) == "in" and any(word.metric in ("cash", "share_price") for word in mark.words):
                    return
                yield from _said(mark, frame, weight, "metric.noun_after")
                return
        if line.change(at, "noun") is not None and tag not in ("VBD", "VBZ", "VBP"):
            past_noun = True
            continue
        near = at <= last + 2
        if near and (low in ("of", "off", "from", "in", "for", "worth", "out") or (low == "to" and adding)):
            past_noun = True
            continue
        if past_noun and low in ("in", "of", "on", "to", "for"):
            continue
        if low in ("respectively", ",") and last != frame.place:
            continue
        if tag in DESCRIBING or line.inside_name(at):
            continue
        return


def _of_before(line: Line, figure: int, at: int) -> bool:
    """Whether an earlier one is meant: "the $76 billion of its last private round"."""
    return any(line.low(place) in ("last", "previous", "prior", "earlier") for place in range(figure + 1, at))


def noun_before(frame: Frame, story: Story) -> Iterator[Said]:
    """revenue of <$12.5 billion>; a workforce of <over 6.12 lakh>; put the odds of a rate cut at <97%>"""
    line = frame.line
    if premodifies(frame):
        return
    floor = _region_start(frame)
    marks = [mark for mark in line.marks(floor, frame.place) if _word(mark, frame)]
    if not marks:
        return
    mark = marks[-1]
    if mark.first == floor and line.is_figure(floor - 1) and _told_after(frame):
        return
    if len(marks) > 1 and _heads(line, marks[-2], mark):
        if _made_on(frame, marks[-2], mark):
            yield from _said(mark, frame, 0.995, "metric.made_on")
            return
        mark = marks[-2]
    if _cut_off(frame, mark) or (mark.first == floor and _is_base(frame, story, floor)):
        return
    if frame.preposition() in ("at", "to") and frame.verb >= 0:
        heads = [one for one in line.marks(frame.verb, frame.place) if _word(one, frame)]
        change = frame.verb_change()
        held = bool(heads) and heads[0].first <= frame.verb + 4 and "," not in line.lows[heads[0].last : frame.place]
        if held and (change is None or change.mode in ("act", "both")):
            mark = heads[0]
    between = range(mark.last, frame.lead)
    adjacent = all(line.low(at) in LINKING for at in between)
    inside = mark.last > frame.lead
    weight = 0.95 if adjacent and frame.preposition() == "of" else 0.87 if adjacent or inside else 0.7
    if mark.last <= frame.verb:
        weight -= 0.1
    yield from _said(mark, frame, weight, "metric.noun_before")


def _told_after(frame: Frame) -> bool:
    """Whether a figure has the words for its metric right after it, so that those after the figure before it are that
    one's: "8-9% organic growth and a <27%> EBIT margin"."""
    return any(mark.first == frame.place + 1 and _word(mark, frame) for mark in frame.line.metrics)


def _heads(line: Line, head: Mark, mark: Mark) -> bool:
    """Whether words hang on those before them: in "its price target on the stock" the target is told."""
    between = line.lows[head.last : mark.first]
    return between[:1] in (["on"], ["for"]) and all(low in ("on", "for", "the", "its", "their", "a") for low in between)


def _made_on(frame: Frame, head: Mark, mark: Mark) -> bool:
    """Whether a profit is told before the sales that it was made on: "a pre-tax profit on sales of <9 million>"."""
    lows = frame.line.lows
    return lows[head.last : mark.first] == ["on"] and lows[mark.last : frame.lead] == ["of"]


def _is_base(frame: Frame, story: Story, at: int) -> bool:
    """Whether what stands at the place is what a multiple before it is one of: "3.3 times EBITDA, after a rise of
    <€1bn>"."""
    figures, line = story.reading.figures, frame.line
    return at > 0 and line.is_figure(at - 1) and figures[line.numbers[at - 1]].quantity.kind == "multiple"


def _cut_off(frame: Frame, mark: Mark) -> bool:
    """Whether a comma parts words from a figure compared with an earlier one: "helped by higher fees, from <2.1
    billion>"."""
    lows = frame.line.lows
    aside = any(low in ("by", "amid", "after", "despite") for low in lows[max(mark.first - 3, 0) : mark.first])
    return aside and bool(frame.relations & {"previous"}) and "," in lows[mark.last : frame.place]


def _region_start(frame: Frame) -> int:
    """Where the words begin that speak of this figure: after the verb of its clause and after the figure before it."""
    line = frame.line
    start = max(frame.clause.first, frame.clause.verb if frame.clause.verb >= frame.clause.first else 0)
    if frame.clause.verb > frame.place:
        start = frame.clause.first
    for place in range(frame.place - 1, start - 1, -1):
        if line.is_figure(place):
            return place + 1
    return start


def subject(frame: Frame, story: Story) -> Iterator[Said]:
    """Revenue slipped <1%> to <$12.83 billion>"""
    if frame.clause.subject is None:
        return
    first, last = frame.clause.subject
    lows = frame.line.lows
    last = next((at for at in range(first, last) if lows[at] == "as" and "percentage" in lows[at : at + 3]), last)
    marks = [mark for mark in frame.line.marks(first, min(last, frame.place)) if _word(mark, frame)]
    if marks:
        shared = not frame.clause.first <= first < frame.clause.last and frame.clause.link != "resume"
        yield from _said(marks[0], frame, 0.6 if shared else 0.72, "metric.subject")


def before_verb_object(frame: Frame, story: Story) -> Iterator[Said]:
    """trimmed its plan for group sales to 10.85 million vehicles from <10.95 million>"""
    clause, line = frame.clause, frame.line
    if premodifies(frame):
        return
    start = clause.verb if clause.verb >= 0 else clause.first
    marks = [mark for mark in line.marks(start, frame.place) if _word(mark, frame)]
    floor = _region_start(frame)
    marks = [mark for mark in marks if mark.first >= floor] or marks
    if marks and not _cut_off(frame, marks[0]):
        yield from _said(marks[0], frame, 0.5, "metric.object")


@asked(words=(":",))
def labelled(frame: Frame, story: Story) -> Iterator[Said]:
    """R&D expense: <$8,906m>"""
    line, colon = frame.line, frame.lead - 1
    if line.low(colon) == ":":
        for mark in line.marks(max(colon - 6, 0), colon):
            if mark.last == colon:
                yield from _said(mark, frame, 0.85, "metric.labelled")


def unit_in(unit: str, units: frozenset[str]) -> bool:
    """Whether a counted noun is one of the units, by itself, by its last word ("passenger vehicle") or by its sort
    ("=staff")."""
    return unit in units or unit.rpartition(" ")[2] in units or "=" + sort_of(unit) in units


def _counts(line: Line, at: int, units: frozenset[str]) -> bool:
    """Whether one of the units is named at the place or right after it: "11% more passengers"."""
    return any(line.low(place).removesuffix("s") in units or line.low(place) in units for place in (at, at + 1))


def verb(frame: Frame, story: Story) -> Iterator[Said]:
    """earned <$6.26 billion>; fined it <91 million euros>; employed <116,500 people>"""
    line = frame.line
    unit = frame.figure.quantity.unit
    places = [*range(frame.place - 1, frame.clause.first - 1, -1)]
    if frame.clause.link in ("gap", "resume") and frame.clause.verb >= 0:
        places += range(frame.clause.verb, frame.clause.verb_first - 1, -1)
    for at in places:
        if at not in line.frames:
            continue
        last, verb_frames = line.frames[at]
        if last > frame.place or not (
            line.tag(at).startswith("V")
            or line.change(at, "verb")
            or at == frame.verb
            or line.tag(at) in ("NNS", "NN", "NNP", "JJ", "")
        ):
            continue
        if line.tag(at) in ("NN", "NNS", "JJ") and at != frame.verb and frame.stop != at:
            continue
        if line.low(at) in ("put", "puts", "putting") and frame.preposition() == "at":
            return
        distance = 0.75 if any(line.is_figure(place) for place in range(at, frame.place)) else 1.0
        compared = frame.kind == "percent" and line.low(frame.place + 1) in COMPARED
        for said in verb_frames:
            if compared and said.metric == "stake":  # "bought 3% fewer packets"
                continue
            counted = frame.kind in said.kinds and (not said.units or unit_in(unit, said.units))
            more = (
                compared
                and "count" in said.kinds
                and (
                    not said.units
                    or _counts(line, frame.place + 2, said.units)
                    or (said.metric in PRODUCTS and line.tag(frame.place + 2) in ("NN", "NNS"))
                )
            )
            if not counted and not more:
                continue
            if not fits(said.metric, frozenset(), frame):
                continue
            if said.metric == "stake" and line.low(frame.place + 1) in ("more", "fewer", "less"):
                continue  # "sold 9.7% less of it"
            yield Said(said.metric, said.weight * distance, "metric.verb", at, last, said.negative)
        return


COMPARED = frozenset({"more", "fewer", "less"})

DONE = frozenset({"share_buyback", "net_income", "fine", "investment", "spending"})
"""Metrics of what was done with an amount of money: "$1 billion was bought back"."""


def verb_after(frame: Frame, story: Story) -> Iterator[Said]:
    """<91 million people> used its services; stock worth <$1 billion> was bought back"""
    line, clause = frame.line, frame.clause
    if clause.verb_first <= frame.place:
        return
    passive = line.tag(clause.verb) == "VBN"
    for at in (clause.verb, clause.verb_first):
        if at in line.frames:
            last, verb_frames = line.frames[at]
            for said in verb_frames:
                unit = frame.figure.quantity.unit
                if (
                    frame.kind in said.kinds
                    and (not said.units or unit_in(unit, said.units))
                    and (said.metric in ("users", "job_cuts") or (passive and said.metric in DONE))
                ):
                    yield Said(said.metric, said.weight, "metric.verb_after", at, last, said.negative)
            return


def market_after(frame: Frame, story: Story) -> Iterator[Said]:
    """outpacing a gain of <0.4%> for the SMI index; a <2%> rise in the Nasdaq"""
    line = frame.line
    moved = frame.preposition() == "of" and line.change(frame.chain[0].first - 1, "noun") is not None
    for name in line.markets(frame.place, min(len(line), frame.place + 8)):
        between = range(frame.place + 1, name.first)
        moved = moved or any(line.change(at, "noun") is not None for at in between)
        apart = any(line.is_figure(at) for at in between) or line.tag(name.last) in ("NN", "NNS")
        worded = any(mark.first < name.last and name.first < mark.last for mark in line.metrics)
        linked = any(line.low(at) in ("in", "for", "on", "by") for at in between)
        told = moved and linked and not apart and not worded
        if told and name.metric is not None and _market_fits(name.metric, frame):
            yield Said(name.metric, 0.85, "metric.market_after", name.first, name.last)
        return


@asked(words=("'s",))
def market_owned(frame: Frame, story: Story) -> Iterator[Said]:
    """down 45%, more than twice the S&P 500's <20%> decline"""
    line = frame.line
    at = frame.lead - 1 if line.low(frame.lead - 1) == "'s" else frame.lead if line.low(frame.lead) == "'s" else -1
    if at < 0 and line.low(frame.place - 1) == "'s":
        at = frame.place - 1
    for name in line.markets(max(at - 6, 0), max(at, 0)):
        if name.last == at and name.metric is not None and _market_fits(name.metric, frame):
            yield Said(name.metric, 0.96, "metric.market_owned", name.first, name.last)


MEMBERS_OWN = frozenset({"net_income", "eps", "revenue", "operating_income", "dividend", "operating_margin"})


@asked(kinds=("percent",))
def of_members(frame: Frame, story: Story) -> Iterator[Said]:
    """S&P 500 earnings are expected to grow <8.4%>: of what is in an index, not of the index"""
    line, clause = frame.line, frame.clause
    for name in line.markets(clause.first, frame.place):
        if name.metric != "index_level":
            continue
        for mark in line.marks(name.last, frame.place):
            word = _word(mark, frame)
            linked = mark.first == name.last or line.low(mark.last) in ("growth", "decline", "recession")
            if word is not None and word.metric in MEMBERS_OWN and linked:
                yield Said(word.metric, 0.996, "metric.of_members", mark.first, mark.last, word.negative)
                return


def market(frame: Frame, story: Story) -> Iterator[Said]:
    """Brent crude settled <26 cents> higher; sterling was <0.5%> higher at <$1.2945>"""
    line, clause = frame.line, frame.clause
    places = []
    if clause.subject is not None:
        places += line.markets(clause.subject[0], min(clause.subject[1], frame.place))
    places += line.markets(clause.first, frame.place)
    for name in places:
        if name.metric is None or not _market_fits(name.metric, frame):
            continue
        followed = line.low(name.last)
        if followed in ("terms", "denominated") or _tells_a_trade(line, clause.subject, name):
            continue
        if any(mark.first < name.last and name.first < mark.last for mark in line.metrics):
            continue
        weight = 0.35
        if clause.subject is not None and clause.subject[0] <= name.first < clause.subject[1]:
            inner = any(line.low(at) in ("for", "of", "from", "in") for at in range(clause.subject[0], name.first))
            if inner and not _priced(line, clause.subject[0], name.first):
                continue
            weight = 0.82
        if any(
            mark.first == name.last and not any(word.metric in PRICES for word in mark.words) for mark in line.metrics
        ):
            weight = 0.1
        if followed in OF_THE_TRADE:
            weight = 0.15
        yield Said(name.metric, weight, "metric.market", name.first, name.last)
        return


def _tells_a_trade(line: Line, subject: tuple[int, int] | None, name: Named) -> bool:
    """Whether what is traded says what a company does: "the coffee chain Alpha"."""
    if subject is None or not subject[0] <= name.first < subject[1]:
        return False
    return any(
        other.last == subject[1] and other.first > name.last and other.mention and other.mention.companies
        for other in line.names
    )


PRICED = frozenset(
    {
        *("price", "prices", "yield", "value", "futures", "spot", "index", "contract"),
        *("barrel", "tonne", "ton", "ounce", "pound", "bushel", "kilo", "gram"),
    }
)
"""Words of which a market's name tells the price or the measure: "a tonne of copper"."""


def _priced(line: Line, first: int, last: int) -> bool:
    """Whether the words before a market's name speak of its price: "the price of copper"."""
    return any(line.low(at) in PRICED for at in range(first, last))


def _market_fits(metric: str, frame: Frame) -> bool:
    if frame.kind == "percent":
        return True
    if metric == "index_level":
        return frame.kind == "index_point"
    if metric == "bond_yield":
        return frame.kind in ("percentage_point", "basis_point")
    return frame.kind == "money" and sized(metric, frame)


def unit(frame: Frame, story: Story) -> Iterator[Said]:
    """<10.85 million vehicles>; <433 million members>; <151.23 points>"""
    quantity = frame.figure.quantity
    if quantity.kind == "index_point":
        yield Said("index_level", 0.6, "metric.unit")
    elif quantity.kind in ("count", "measure"):
        for name in (quantity.unit, quantity.unit.split()[-1] if quantity.unit else ""):
            if name in unit_metrics():
                metric = unit_metrics()[name]
                sure = 0.75 if metric in ("stores", "users") else 0.45
                yield Said(metric, sure if told_unit(quantity) else 0.3, "metric.unit")
                return


RULES: tuple[Rule, ...] = (
    noun_after,
    noun_before,
    subject,
    before_verb_object,
    labelled,
    verb,
    verb_after,
    of_members,
    market,
    market_owned,
    market_after,
    unit,
)
