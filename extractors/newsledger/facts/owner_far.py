"""Whose figure it is, by what the text was about before the figure's own words."""

from __future__ import annotations

from collections.abc import Iterator

from newsledger.facts.asking import Panel, asked
from newsledger.facts.citing import GRADES
from newsledger.facts.frames import Frame, verb_change
from newsledger.facts.line import Line, Named
from newsledger.facts.metric import Said
from newsledger.facts.naming import (
    APART,
    GENERIC,
    LISTING,
    is_another,
    is_pronoun,
    resolved,
    somebody_else,
    stranger_in,
    subject_naming,
)
from newsledger.facts.owner import NEAR, Held, Rule, held_by, possessor
from newsledger.facts.owner_deal import covered, covered_here, deal, owned_by, shares_of
from newsledger.facts.owner_list import beside, examples
from newsledger.facts.owner_market import market_wide
from newsledger.facts.owner_pair import debtor, synergies
from newsledger.facts.owner_parties import bid_for_stock, together
from newsledger.facts.owner_subject import CLAUSE
from newsledger.facts.owner_turns import TURNS
from newsledger.facts.story import Story, alike
from newsledger.facts.vocabulary import metrics, word_class

CITED = 0.15
"""How far a rule is trusted, of its own weight, that proposes a company which the article only cites."""

SURE = 0.5
"""Support from which on an owner in the same sentence stands."""

EXPECTING = frozenset(
    {"analysts", "street", "economists", "consensus", "estimates", "forecasts", "investors", "traders"}
)
"""Words of a subject that expects: "Wall Street", "the consensus"."""

UNSAID = frozenset({"metric.sibling", "metric.unsaid", "metric.object"})
"""Rules of metrics that have no words of their own in the clause."""

MOVES = frozenset({"index_level", "commodity_price", "tariff_rate"})
"""Metrics of markets for which a company's own move or duty is taken where no word says it."""

OWED = word_class("words of loans")
"""Words of what a company borrows, or lends to its customers."""

OFFICIAL = word_class("official rates")
"""Words of rates that nobody in particular pays: "the base rate", "mortgage rates"."""

NOTES = frozenset({"notes", "note", "bonds", "bond", "coupon", "debentures", "loan", "notes'", "yield"})

OF_MARKETS = frozenset({"other", "production", "imports", "exports", "market_share", "trading_volume", "equity_issue"})
"""What whole markets have as well as companies: of a text about several it takes more than the one in focus."""

HEADED = 2
"""Words of a subject that says what is there: "output there", not the "there" of "there were"."""

LATELY = 6
"""How many figures back that figure may stand of which another is the estimate."""

RATES_OF_FIRMS = frozenset({"interest_rate", "exports", "imports", "commodity_price"})
"""Metrics of economies that a company may have of its own ("their prime lending rates")."""


OF_ECONOMIES = frozenset({"gdp", "inflation", "unemployment_rate", "public_debt", "trade_balance", "house_prices"})
"""Metrics that no company has, whoever speaks of them."""


def clause_above(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Pfizer said that revenue would reach <$61 billion>: the subject of the clause above; of "Acme noted that Chinese
    firms spend <$61 billion>" nobody's"""
    line, own = frame.line, frame.clause.subject
    if own is not None and somebody_else(line, own):
        return
    parts = story.clauses_of(line)
    place, weight = frame.clause.parent, 0.4
    while 0 <= place < len(parts):
        above = parts[place]
        if above.subject is not None:
            naming = subject_naming(line, above.subject)
            if naming is not None:
                yield Held(naming.companies, weight, "owner.clause_above", naming.first, naming.last)
                return
            pronoun = own is not None and line.lows[slice(*own)] in (["it"], ["they"])
            if pronoun and somebody_else(line, above.subject):
                yield Held((), 0.9, "owner.group_above", *above.subject)
                return
        if above.parent >= place:
            return
        place, weight = above.parent, weight * 0.8


def sibling(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """rose 5% to <$10bn>: the owner of the figure before it in the clause"""
    before = story.before(frame)
    if before is None:
        return
    same = before.core.metric == said.metric or story.coordinated(frame) is not None
    if before.frame.clause == frame.clause:
        yield Held(before.core.companies, 0.5 if same else 0.3, "owner.sibling")
    elif same:
        yield Held(before.core.companies, 0.3, "owner.sibling")


def twin(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Analysts had looked for <$3.10>; Wall Street had been expecting <483,173 deliveries>: the owner of the figure
    that it is the estimate of"""
    line, subject = frame.line, frame.clause.subject
    expecting = subject is not None and any(low in EXPECTING for low in line.lows[slice(*subject)])
    if said.rule != "metric.expected" and not expecting:
        return
    for found in reversed(story.stated[-LATELY:]):
        other, own = found.frame.figure.quantity, frame.figure.quantity
        if found.core.metric == said.metric and other.kind == own.kind and alike(other.value, own.value):
            # "Beta reports on Thursday; the street looks for <3%": of whom the sentence has come to.
            turned = found.frame.line is not line and _turns(frame, found.core.companies, story)
            yield Held(found.core.companies, 0.2 if turned else 0.7, "owner.twin")
            return


def _turns(frame: Frame, companies: tuple[int, ...], story: Story) -> bool:
    """Whether the sentence has another company for a subject before the figure's clause."""
    for part in story.clauses_of(frame.line):
        if part.first < frame.clause.first and part.subject is not None:
            naming = subject_naming(frame.line, part.subject)
            if naming is not None and not set(naming.companies) & {*companies, *story.sources}:
                return True
    return False


@asked(words=(":",))
def after_colon(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Inditex told a different tale: sales up <7.2%>: the subject of what the colon explains"""
    line, first = frame.line, frame.clause.first
    colon = next((place for place in range(first, 0, -1) if line.low(place) in (":", ";", ".")), -1)
    if colon < 0 or line.low(colon) != ":":
        return
    for part in reversed(story.clauses_of(line)):
        if part.first < colon and part.subject is not None:
            naming = subject_naming(line, part.subject)
            if naming is not None:
                yield Held(naming.companies, 0.6, "owner.after_colon", naming.first, naming.last)
                return
    name = next(iter(resolved(line.mentions(0, min(colon, 6)))), None)
    if name is not None and name.first == 0:
        yield held_by(name, 0.5, "owner.after_colon")


def stranger(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Disney+ lost <1.3 million> subscribers, where no company of that name is known; the Japanese investor paid: not
    whom the text was about before"""
    line, subject = frame.line, frame.clause.subject
    if subject is None and frame.clause.link == "participle":
        subject = next((part.subject for part in story.clauses_of(line)), None)
    if subject is None or subject_naming(line, subject) is not None:
        return
    first, last = subject[0], min(subject[1], frame.place)
    weight = 0.2 if story.spotlight.alone else 0.5
    unknown = [name for name in line.mentions(first, last) if name.mention and not name.mention.companies]
    if any(is_another(line, name) for name in unknown):
        yield Held((), 0.98, "owner.another", first, last)
        return
    if unknown:
        yield Held((), 0.2 if story.spotlight.fresh else weight, "owner.open", first, last)
        return
    placed = frame.clause.link == "which" and line.tag(first - 1) in ("IN", "TO")
    if first < last and not placed and stranger_in(line, (first, last)):
        yield Held((), weight if story.spotlight.alone else 0.8, "owner.stranger", first, last)


PARTS = frozenset({"income"})
"""Groups of metrics that a company has for each of its products, segments and regions."""

MARGINS = frozenset({"operating_margin", "gross_margin", "net_margin"})


def part_of_home(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Japan leapt <23%>; Tagrisso brought in <$1.8 billion>: a region or a product of the article's own company, where
    it is in focus and nobody else is named"""
    line, subject, home = frame.line, frame.clause.subject, story.reading.identities.home
    own = metrics()[said.metric].group in PARTS or said.metric in MARGINS
    if not own or subject is None or home is None or story.focus != (home,):
        return
    first, last = subject[0], min(subject[1], frame.place)
    if first >= last or subject_naming(line, subject) is not None:
        return
    if any(_stands_in(line, name, home, story) for name in line.names):
        return
    article = first + (line.low(first) == "the")
    product = stranger_in(line, (first, last)) and line.low(last - 1) not in GENERIC
    if product or line.is_country(article):
        yield Held((home,), 0.9, "owner.part_of_home", first, last)


def _stands_in(line: Line, name: Named, home: int, story: Story) -> bool:
    """Whether a name is of another company that the sentence speaks of, and not only sets beside: "with Alpha"."""
    mention = name.mention
    if mention is None or is_pronoun(name) or set(mention.companies) <= {home, *story.sources}:
        return False
    unit_of = story.reading.identities.unit_of
    if all(unit_of.get(company) == home for company in mention.companies):
        return False
    place = name.first - 1
    while place > 0 and (line.low(place) in LISTING or line.inside_name(place)):
        place -= 1
    return line.low(place) not in APART


@asked(words=("that", "this"))
def that_figure(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """That is <38%> more than the close: whose the figure before was"""
    subject = frame.clause.subject
    if subject is None or not story.stated or frame.line.lows[slice(*subject)] not in (["that"], ["this"]):
        return
    yield Held(story.stated[-1].core.companies, 0.6, "owner.that_figure")


@asked(words=("there",))
def there(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Pellet output there shrank by <3%>; fees there were down <5%>: whose the last figure was"""
    line, subject = frame.line, frame.clause.subject
    if subject is None or line.low(subject[1] - 1) != "there" or subject[1] - subject[0] < HEADED or not story.stated:
        return
    last = story.stated[-1]
    if last.core.companies and line.index - last.frame.line.index <= 1:
        yield Held(last.core.companies, 0.9, "owner.there")


def listed_again(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Those figures were up 15%, 8%, <4%> and 44%"""
    found = story.list_twin(frame)
    if found is not None:
        yield Held(found.core.companies, 0.95, "owner.listed_again")


def nobody(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Negotiated pay rose <5.4%>: in a text about an economy, in a sentence without a company, nobody's"""
    if story.macro and not any(name.mention and name.mention.companies for name in frame.line.names):
        yield Held((), 0.4, "owner.nobody")


def focus(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Revenue slipped <1%>: the company that the text is about at this point"""
    spotlight = story.spotlight
    if not story.focus or (said.metric in OF_MARKETS and not spotlight.alone):
        return
    unsure = story.reading.identities.home is None and not spotlight.fresh
    if unsure and any(name.mention is not None and name.mention.companies for name in frame.line.names):
        return
    yield Held(story.focus, 0.3 if len(story.focus) == 1 else 0.15, "owner.focus")


RULES: tuple[Rule, ...] = (
    *NEAR,
    shares_of,
    covered,
    covered_here,
    together,
    bid_for_stock,
    synergies,
    debtor,
    *TURNS,
    *CLAUSE,
    examples,
    clause_above,
    sibling,
    after_colon,
    twin,
    listed_again,
    stranger,
    that_figure,
    there,
    market_wide,
    nobody,
    focus,
)

_PANEL: Panel[Rule] = Panel(RULES)


def _own_rate(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Its exports rose <4%>; Chemical Bank and Citibank raised their prime lending rates to <7-3/4 pct>"""
    line, subject = frame.line, frame.clause.subject
    before = story.stated[-1] if story.stated else None
    if said.metric in ("bond_yield", "interest_rate") and before is not None:
        owed = before.core.metric == "debt_issue" or "owner.issue_terms" in before.core.rules
        near = line.index - before.frame.line.index <= 1 and any(low in NOTES for low in line.lows)
        if owed and (near or before.frame.line is line):
            yield Held(before.core.companies, 0.9, "owner.issue_terms")
    if said.metric in ("bond_yield", "interest_rate"):
        yield from _own_loan(frame, story)
    last = story.before(frame)
    joined = last is not None and last.frame.clause == frame.clause and last.core.metric == said.metric
    if last is not None and joined and last.core.companies:
        yield Held(last.core.companies, 0.85, "owner.sibling")
    elif said.rule in UNSAID and said.metric in MOVES and subject is not None:
        naming = subject_naming(line, subject)
        if naming is not None and not set(naming.companies) <= story.sources:
            yield Held(naming.companies, 0.85, "owner.subject_unsaid", naming.first, naming.last)
    if said.metric not in RATES_OF_FIRMS:
        return
    own = next(possessor(frame, said, story), None)
    if own is not None and own.companies and not set(own.companies) <= story.sources:
        yield own
    sets = line.change(frame.clause.verb, "verb") is not None if frame.clause.verb >= 0 else False
    if sets and subject is not None and any(line.low(at) in ("its", "their") for at in range(subject[1], frame.place)):
        naming = subject_naming(line, subject)
        if naming is not None:
            yield Held(naming.companies, 0.85, "owner.their_own", naming.first, naming.last)


def _own_loan(frame: Frame, story: Story) -> Iterator[Held]:
    """Boursorama lent at <2.95%; with an average interest cost of <3.3%: what somebody pays for his loans or takes"""
    line, clause = frame.line, frame.clause
    words = line.lows[clause.first : min(clause.last, frame.place + 8)]
    if OWED.isdisjoint(words) or not OFFICIAL.isdisjoint(words) or line.names_country(clause.first, clause.last):
        return
    if line.markets(clause.first, clause.last):
        return
    naming = subject_naming(line, clause.subject) if clause.subject is not None else None
    if naming is not None and not set(naming.companies) <= story.sources:
        yield Held(naming.companies, 0.93, "owner.own_loan", naming.first, naming.last)
    elif naming is None and len(story.focus) == 1 and story.spotlight.alone:
        yield Held(story.focus, 0.85, "owner.own_loan")


def owners(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Everything that the rules propose for a figure whose metric is known.

    A metric of an economy or a market is nobody's; the two sides of a deal, once found, are the owners of its
    figures; a company that the article only cites is trusted little.
    """
    if metrics()[said.metric].owner == "none":
        yield from _own_rate(frame, said, story)
        yield Held((), 0.99 if said.metric in OF_ECONOMIES else 0.8, "owner.none")
        return
    owned = list(owned_by(frame, said, story)) or list(beside(frame, said, story))
    if owned:
        yield from owned
        return
    sides = list(deal(frame, said, story)) or list(part_of_home(frame, said, story))
    if sides:
        yield from sides
        return
    for rule in _PANEL.due(frame.line.held, frame.kind):
        for held in rule(frame, said, story):
            if said.metric == "price_target" and held.companies and set(held.companies) <= story.sources:
                continue
            cited = bool(held.companies) and set(held.companies) <= story.sources and held.rule != "owner.heading"
            plain = cited and _of_its_own(frame, said, story, held)
            yield held._replace(weight=held.weight * CITED) if cited and not plain else held


def _of_its_own(frame: Frame, said: Said, story: Story, held: Held) -> bool:
    """Whether a company that the article cites as well is spoken of here: "lifted by Westpac, which leapt 6%", and what
    stands beside that."""
    before = story.before(frame)
    if before is not None and before.core.companies == held.companies:
        return before.core.support.get("companies", 0.0) >= SURE
    line, clause = frame.line, frame.clause
    if held.last > 0 and line.low(held.last) == "itself":
        return True
    if said.metric != "share_price" or verb_change(line, clause.verb) is None:
        return False
    graded = any(line.low(place) in GRADES for place in range(clause.first, clause.last))
    names = [name for name in line.mentions(held.first, held.last) if not is_pronoun(name)]
    return bool(names) and not graded and held.rule in ("owner.subject", "owner.whose", "owner.possessor")
