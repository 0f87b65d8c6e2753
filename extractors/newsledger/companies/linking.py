"""Linking: which company of the knowledge base an entity is, and which identifiers are its own at the time of the
article.

Among candidates with the same name evidence decides: the ticker tag, the exchange, the country of the dateline and of
the other companies, the dates of former names. Too close is no link; a wrong identifier is worse than none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import msgspec

from newsledger.companies.entry import Entry, Listing
from newsledger.companies.knowledge import KnowledgeBase
from newsledger.companies.names import key, strip_forms
from newsledger.companies.sites import Entity
from newsledger.records import Identifier

_CERTAIN, _PROVED, _NAMESAKE, _LISTED, _CHOSEN = 0.97, 0.99, 0.9, 0.9, 0.8
_MARGIN = 1.0


class Link(msgspec.Struct, frozen=True):
    """The company of the knowledge base that an entity is (``None``: unlinked), with the score of the link and the
    identifiers that it had when the article was written."""

    entry: int | None
    score: float
    ids: tuple[Identifier, ...]


def link(entity: Entity, knowledge: KnowledgeBase, published: date | None, countries: Counter[str]) -> Link:
    """Choose the company that an entity is. ``countries`` counts the countries that the article speaks of."""
    tags = [site.tag for site in entity.sites if site.tag is not None and not site.tag.index]
    entries = [entry for entry in entity.entries if not _not_yet(entity, knowledge.entries[entry], published)]
    tagged = {entry for tag in tags for entry in knowledge.by_symbol(tag.symbol, tag.mics)}
    agreeing = [entry for entry in entries if entry in tagged]
    if agreeing:
        return _linked(agreeing[0], _PROVED, knowledge, published)
    certain = [tag for tag in tags if tag.certain and tag.mics]
    if certain and (not entries or not any(knowledge.entries[entry].curated for entry in entries)):
        return _by_tag(entity, certain[0].symbol, certain[0].mics, knowledge, published)
    if not entries:
        return Link(None, 0.0, ())
    if len(entries) > 1:
        chosen = _choose(entries, knowledge, countries)
        return _linked(chosen, _CHOSEN, knowledge, published) if chosen is not None else Link(None, 0.0, ())
    entry = knowledge.entries[entries[0]]
    if not entry.curated and tags:
        # The text gives a code, and it is not this company's: a namesake.
        return Link(None, 0.0, ())
    if (
        not entry.curated
        and not any(" " in name for name in entity.keys)
        and not any(site.form or site.tag for site in entity.sites)
    ):
        # One word on a list of thousands: as likely a namesake.
        return Link(None, 0.0, ())
    word = all(site.known is not None and site.known.word for site in entity.sites)
    score = _NAMESAKE if word else _CERTAIN if entry.curated else _LISTED
    return _linked(entries[0], round(score * min(1.0, 0.5 + entity.believed / 2), 2), knowledge, published)


def _linked(entry: int, score: float, knowledge: KnowledgeBase, published: date | None) -> Link:
    return Link(entry, score, identifiers(knowledge.entries[entry], published))


def _by_tag(
    entity: Entity, symbol: str, mics: tuple[str, ...], knowledge: KnowledgeBase, published: date | None
) -> Link:
    """A tag that names its exchange says the ticker by itself; the company behind it is taken if its name fits."""
    for entry in knowledge.by_symbol(symbol, mics):
        names = [key(knowledge.entries[entry].name), strip_forms(key(knowledge.entries[entry].legal_name or ""))]
        if any(name.split(" ")[0] == mine.split(" ")[0] for name in names for mine in entity.keys):
            return _linked(entry, _PROVED, knowledge, published)
    return Link(None, _CERTAIN, (Identifier("ticker", symbol, mics[0]),))


def _not_yet(entity: Entity, entry: Entry, published: date | None) -> bool:
    """Whether the article is older than the name by which it would mean this company ("Meta" before October 2021)."""
    if published is None or not entry.former:
        return False
    renamed = max(until for _, until in entry.former)
    if published > renamed:
        return False
    old = {strip_forms(key(name)) for name, _ in entry.former}
    current = {strip_forms(key(name)) for name in (entry.name, entry.legal_name or "", *entry.aliases)} - old
    return all(strip_forms(name) in current for name in entity.keys)


def _choose(entries: Sequence[int], knowledge: KnowledgeBase, countries: Counter[str]) -> int | None:
    """The candidate whose country the article speaks of clearly more than of the others'."""
    scores = {entry: float(countries.get(knowledge.entries[entry].country, 0)) for entry in entries}
    ranked = sorted(entries, key=lambda entry: -scores[entry])
    if scores[ranked[0]] >= scores[ranked[1]] + _MARGIN:
        return ranked[0]
    return None


def identifiers(entry: Entry, published: date | None) -> tuple[Identifier, ...]:
    """The identifiers that are the company's own on a day: listings that had not ended; where one of an exchange had
    not yet ended, it is the one of that time and its successors are left out. Tickers first, the primary one
    leading."""
    day = published or date.max
    alive = [listing for listing in entry.listings if listing.until is None or day <= listing.until]
    dated = {listing.mic for listing in alive if listing.until is not None}
    listings: list[Listing] = [listing for listing in alive if listing.until is not None or listing.mic not in dated]
    ids = [Identifier("ticker", listing.symbol, listing.mic) for listing in listings]
    if entry.cik:
        ids.append(Identifier("cik", entry.cik))
    if entry.lei:
        ids.append(Identifier("lei", entry.lei))
    if entry.isin:
        ids.append(Identifier("isin", entry.isin))
    return tuple(ids)


def time_name(entry: Entry, published: date | None, keys: Sequence[str]) -> str:
    """The company's short name at the time: its former name if the article is from before the change and uses it."""
    if published is not None:
        for name, until in sorted(entry.former, key=lambda pair: pair[1]):
            if published <= until and (strip_forms(key(name)) in keys or key(name) in keys):
                return name
    return entry.name
