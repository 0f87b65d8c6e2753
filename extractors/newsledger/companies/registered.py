"""Linking by a register: which registered company an entity is that the knowledge base does not know.

A register has every small company of the world, so that a name in it proves little: many share a name, and of most that
news means by a bare name the register knows namesakes only. A link therefore wants the whole registered name, legal
form and all, or a bare name with other evidence; too close is no link. A row of the user's own list is the user's word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import msgspec

from newsledger.companies.knowledge import KnowledgeBase
from newsledger.companies.linking import Link, identifiers
from newsledger.companies.register import Candidate, Register
from newsledger.companies.register.legal_names import parted
from newsledger.companies.sites import Entity
from newsledger.companies.tables import english_words
from newsledger.records import Identifier

_OWN, _TAGGED, _WHOLE, _BARE = 0.97, 0.99, 0.9, 0.8
"""Scores of links: by the user's own list, a ticker, the whole legal name, a bare name with other evidence."""


class _Written(msgspec.Struct, frozen=True):
    """A name as the article writes it: its key without legal form, and that form (empty: none)."""

    bare: str
    form: str

    @property
    def telling(self) -> bool:
        """Whether the name says more than common words do: "Global Energy Ltd" is many."""
        return not all(word in english_words() or len(word) == 1 for word in self.bare.split(" "))


class _Firm(msgspec.Struct, frozen=True):
    """One company, by its entry in a list, or in two: ``also`` is the SEC's where ``main`` is GLEIF's."""

    main: Candidate
    also: Candidate | None = None

    @property
    def ids(self) -> frozenset[int]:
        return frozenset({self.main.id} if self.also is None else {self.main.id, self.also.id})

    @property
    def listed(self) -> bool:
        """Whether it is on the SEC's list, and so on an exchange."""
        return self.also is not None or self.main.kind == "sec"


def link_by_register(
    text: str,
    entity: Entity,
    found: Link,
    knowledge: KnowledgeBase,
    published: date | None,
    countries: Counter[str],
) -> Link:
    """The link of an entity, with what the register knows: a company of the user's own list takes the place of a
    built-in one of that name, a registered one that of none, and a built-in one without LEI or ISIN may get them.

    ``countries`` counts the countries that the article speaks of, as for ``link``.
    """
    register = knowledge.register
    if register is None:
        return found
    written = _written(text, entity)
    candidates = [one for one in register.named(written.bare) if _at_the_time(one, published)]
    tagged = _tagged(entity, register)
    own = _own([one for one in candidates if one.kind == "csv"], written, tagged, countries)
    if own is not None:
        return Link(own.main.id, _OWN, _identifiers(own, register, published))
    if found.entry is not None:
        return _completed(found, knowledge, register)
    if entity.entries:
        return found
    firms = _firms([one for one in candidates if one.kind != "csv"])
    chosen = _of_lists(firms, written, tagged, countries)
    if chosen is None:
        return found
    firm, score = chosen
    ids = dict.fromkeys((*found.ids, *_identifiers(firm, register, published)))
    return Link(firm.main.id, score, tuple(ids))


def _written(text: str, entity: Entity) -> _Written:
    """The fullest name that the article gives: one with its legal form before others, then the longest."""
    names = [_Written(*parted(text[site.start : site.end])) for site in entity.sites]
    return max(names, key=lambda name: (bool(name.form), name.bare.count(" ")))


def _at_the_time(candidate: Candidate, published: date | None) -> bool:
    """Whether the company had the name when the article was written, or may have."""
    if published is None:
        return True
    if candidate.ended is not None and candidate.ended < published:
        return False
    return candidate.former is None or published <= candidate.former


def _tagged(entity: Entity, register: Register) -> frozenset[int]:
    """The registered companies whose ticker stands beside a name of the entity."""
    tags = [site.tag for site in entity.sites if site.tag is not None and not site.tag.index]
    return frozenset(company for tag in tags for company in register.with_ticker(tag.symbol, tag.mics))


def _own(
    candidates: Sequence[Candidate], written: _Written, tagged: frozenset[int], countries: Counter[str]
) -> _Firm | None:
    """The company of the user's list: by ticker, by legal form, else by the name alone."""
    of_form = [one for one in candidates if written.form and one.form == written.form]
    by_tag = [one for one in candidates if one.id in tagged]
    return _one_of(_firms(by_tag or of_form or candidates), countries)


def _of_lists(
    firms: Sequence[_Firm], written: _Written, tagged: frozenset[int], countries: Counter[str]
) -> tuple[_Firm, float] | None:
    """The company of the official lists, and how certain it is."""
    by_tag = [firm for firm in firms if firm.ids & tagged]
    if len(by_tag) == 1:
        return by_tag[0], _TAGGED
    if written.form:
        firms = [firm for firm in firms if firm.main.form == written.form]
    elif " " not in written.bare:
        return None
    firm = _one_of(firms, countries)
    if firm is None:
        return None
    placed = firm.main.country is not None and countries[firm.main.country] > 0
    if written.form and (written.telling or placed):
        return firm, _WHOLE
    if written.telling and (firm.listed or placed):
        return firm, _BARE
    return None


def _firms(candidates: Sequence[Candidate]) -> list[_Firm]:
    """Candidates as companies: the entries of GLEIF and the SEC under the same whole name are one if each list has
    one only."""
    by_name: dict[tuple[str, str], dict[int, Candidate]] = {}
    for one in candidates:
        by_name.setdefault((one.form, one.kind), {}).setdefault(one.id, one)
    joined: dict[int, Candidate] = {}
    for (form, kind), there in by_name.items():
        counterpart = by_name.get((form, "sec"), {})
        if form and kind == "gleif" and len(there) == len(counterpart) == 1:
            joined[next(iter(there))] = next(iter(counterpart.values()))
    seconds = {also.id for also in joined.values()}
    mains = {one.id: one for one in candidates if one.id not in seconds}
    return [_Firm(one, joined.get(one.id)) for one in mains.values()]


def _one_of(firms: Sequence[_Firm], countries: Counter[str]) -> _Firm | None:
    """The one company; of several, the only one from a country that the article speaks of."""
    if len(firms) > 1:
        firms = [firm for firm in firms if firm.main.country is not None and countries[firm.main.country] > 0]
    return firms[0] if len(firms) == 1 else None


def _identifiers(firm: _Firm, register: Register, published: date | None) -> tuple[Identifier, ...]:
    """Tickers and CIK of the one entry, LEI and ISIN of the other."""
    ids = identifiers(register.entry(firm.main.id), published)
    if firm.also is not None:
        ids = (*identifiers(register.entry(firm.also.id), published), *ids)
    return _with_mapped(ids, register)


def _with_mapped(ids: tuple[Identifier, ...], register: Register) -> tuple[Identifier, ...]:
    """Identifiers with those that the ISIN-LEI mapping adds: the LEI of an ISIN, the ISIN of an LEI that has one."""
    values = {one.scheme: one.value for one in ids}
    if "isin" in values and "lei" not in values:
        lei = register.lei_of(values["isin"])
        return (*ids, Identifier("lei", lei)) if lei else ids
    if "lei" in values and "isin" not in values:
        isin = register.isin_of(values["lei"])
        return (*ids, Identifier("isin", isin)) if isin else ids
    return ids


def _completed(found: Link, knowledge: KnowledgeBase, register: Register) -> Link:
    """A built-in company's link with the LEI that GLEIF gives to its legal name in its country, and to no other."""
    assert found.entry is not None
    entry = knowledge.entry(found.entry)
    ids = _with_mapped(found.ids, register)
    if entry.legal_name and entry.country and not any(one.scheme == "lei" for one in ids):
        bare, form = parted(entry.legal_name)
        same = [
            one
            for one in register.named(bare)
            if one.kind == "gleif" and one.former is None and one.form == form != "" and one.ended is None
        ]
        if len(same) == 1 and same[0].country == entry.country and same[0].lei:
            ids = _with_mapped((*ids, Identifier("lei", same[0].lei)), register)
    return msgspec.structs.replace(found, ids=ids)
