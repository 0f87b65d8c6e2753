"""The two sides of the deal that the text speaks of."""

from __future__ import annotations

from collections.abc import Sequence

from newsledger.companies.deals import deal_at
from newsledger.facts.clauses import Clause
from newsledger.facts.line import Line, Named
from newsledger.facts.naming import Companies, subject_naming
from newsledger.facts.reading import Reading
from newsledger.facts.vocabulary import word_class

BUYING = word_class("buying verbs")
COURTING = frozenset(["takeover", "approach", "bid", "proposal", "merger"])
"""Words of a clause that speaks of a deal between two companies."""

PURCHASES = frozenset({"purchase", "acquisition", "takeover", "buyout"})


def sides_of(line: Line, parts: Sequence[Clause], sources: frozenset[int]) -> Companies:
    """Buyer and bought company, where a clause of the line buys, courts or speaks of a purchase; else none.

    "Alpha agreed to buy Beta"; "Alpha's purchase of Beta".
    """
    for part in parts:
        if part.subject is None or part.verb < 0:
            continue
        buys = any(low in BUYING for low in line.lows[part.verb_first : part.verb + 1])
        if not buys and not any(low in COURTING for low in line.lows[part.verb_first : part.last]):
            continue
        one = subject_naming(line, part.subject)
        if one is None:
            continue
        for name in line.mentions(part.verb, part.last):
            if name.mention and name.mention.companies and name.mention.companies != one.companies:
                return _pair(one.companies[0], name.mention.companies[0], sources)
    return _purchase(line, sources)


def _purchase(line: Line, sources: frozenset[int]) -> Companies:
    """Nokia's purchase of Infinera"""
    names = line.mentions(0, len(line))
    for buyer in names:
        if buyer.mention is None or not buyer.mention.companies:
            continue
        at = buyer.last + 1 if line.low(buyer.last) in ("'s", "'") else buyer.last
        if line.low(at) in PURCHASES and line.low(at + 1) == "of":
            bought = _at(names, at + 2) or _at(names, at + 3)
            if bought is not None and bought.mention is not None and bought.mention.companies:
                return _pair(buyer.mention.companies[0], bought.mention.companies[0], sources)
    return ()


def _at(names: Sequence[Named], place: int) -> Named | None:
    return next((name for name in names if name.first == place), None)


def _pair(one: int, other: int, sources: frozenset[int]) -> Companies:
    return (one, other) if one != other and not {one, other} & sources else ()


class Book:
    """The deals of an article, read over the whole of it: who wants whom, as ``Identities.deals`` has them."""

    def __init__(self, reading: Reading) -> None:
        self._deals = reading.identities.deals
        self.parties = frozenset(party for _, deal in self._deals for party in (deal.buyer, deal.seller))

    def at(self, sentence: int) -> Companies:
        """Buyer and bought company of the deal that a sentence speaks of; none, if the article tells of no deal."""
        deal = deal_at(self._deals, sentence)
        return (deal.buyer, deal.seller) if deal is not None else ()

    def pair_of(self, party: int, sentence: int) -> Companies:
        """Both sides of the deal that one side has: the last that was told up to the sentence, else the first."""
        own = [(told, deal) for told, deal in self._deals if party in (deal.buyer, deal.seller)]
        deal = deal_at(own, sentence)
        return (deal.buyer, deal.seller) if deal is not None else ()

    def ordered(self, pair: Companies) -> Companies:
        """Two sides in the order that the article tells: who wants before who is wanted."""
        known = any((deal.buyer, deal.seller) == pair[::-1] for _, deal in self._deals)
        return pair[::-1] if known else pair
