"""Signs of an owner that money and deals give: in whose money the figure is told, who takes over whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsledger.facts.line import Named
from newsledger.facts.naming import Companies
from newsledger.facts.owner_asked import Asked, companies_of, is_one
from newsledger.facts.owner_context import SEVERAL
from newsledger.facts.weighing import Sign
from newsledger.figures.homes import is_tender

SURE_WORDS = 3.0
"""Odds, as a logarithm, of words that are rather sure: they count 1."""

WORLD_CURRENCY = "USD"
"""The currency in which companies anywhere may count."""


def by_words(sign: str, asked: Asked, kind: str) -> Iterator[Sign]:
    """What the words say for nobody, or for several companies together."""
    told = asked.words[kind] / SURE_WORDS
    yield f"{sign}.words", told
    yield f"{sign}.words_for", max(told, 0.0)


def in_money(asked: Asked, companies: Companies) -> Iterator[Sign]:
    """Whether the figure is told in the money of the company's country."""
    identities, code = asked.story.reading.identities, asked.currency
    country = identities.countries.get(companies[0]) if len(companies) == 1 else None
    if code and country:
        if is_tender(country, code):
            yield "money.home", 1.0
        else:
            yield "money.dollar" if code == WORLD_CURRENCY else "money.foreign", 1.0


def in_deal(asked: Asked, companies: Companies, named: Sequence[Named]) -> Iterator[Sign]:
    """What part the company has in the takeover that the sentence is about."""
    if asked.deal is None or len(companies) != 1:
        return
    part = {asked.deal.buyer: "buyer", asked.deal.seller: "seller"}.get(companies[0], "outsider")
    yield f"deal.{part}", 1.0
    yield f"deal.{part}.group={asked.row.group}", 1.0
    if not named:
        yield f"deal.{part}.unnamed", 1.0
        yield f"deal.{part}.shares", float(asked.row.name == "share_price")


def both_sides(asked: Asked, whole: frozenset[int], companies: Companies) -> Iterator[Sign]:
    """Whether two companies are the sides of a deal that the figure is of."""
    story = asked.story
    here = frozenset(company for name in asked.names for company in companies_of(name))
    yield f"pair.owner={asked.row.owner}", 1.0
    yield f"pair.metric={asked.row.name}", 1.0
    yield from by_words("pair", asked, SEVERAL)
    yield "pair.deal", float(set(story.deal) == whole)
    yield "pair.told", float(asked.deal is not None and {asked.deal.buyer, asked.deal.seller} == whole)
    yield "pair.named", float(whole <= here)
    yield "pair.one_named", float(not whole <= here and not whole.isdisjoint(here))
    yield "pair.home", float(asked.home in whole)
    yield "pair.source", float(not whole.isdisjoint(story.sources))
    yield "pair.subject", float(any(is_one(name, whole) for name in asked.subjects))
    yield "pair.proposed", float(companies in asked.proposed)
    yield "pair.earlier", float(asked.owned.knows(whole))
