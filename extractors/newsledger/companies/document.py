"""From an article to its companies: proposals, one pass that makes them agree, links, descriptions and pronouns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

import msgspec

from newsledger.analysis import Analysis
from newsledger.articles.article import Article
from newsledger.cleaning import Layout
from newsledger.companies.cited import advises, is_cited
from newsledger.companies.deals import Deal, find_deals
from newsledger.companies.descriptions import Vocabulary
from newsledger.companies.entry import Entry
from newsledger.companies.glance import Glance
from newsledger.companies.grouping import decide
from newsledger.companies.home import find_home
from newsledger.companies.identity import CompanyMention, Identities
from newsledger.companies.knowledge import KnowledgeBase
from newsledger.companies.linking import Link, link, time_name
from newsledger.companies.matching import Profile
from newsledger.companies.names import fold, form_pattern
from newsledger.companies.namesakes import Named, join_namesakes
from newsledger.companies.proposals import propose
from newsledger.companies.reference import Reference, is_source
from newsledger.companies.registered import link_by_register
from newsledger.companies.sites import Entity
from newsledger.figures.figure import Figure
from newsledger.records import Company, Mention
from newsledger.sentences import Sentence


def identify(
    article: Article,
    layout: Layout,
    sentences: Sequence[Sentence],
    figures: Sequence[Figure],
    analyses: Mapping[int, Analysis],
    knowledge: KnowledgeBase,
    shown: Glance,
) -> Identities:
    """Find the companies of an article and every place where it speaks of them.

    ``analyses`` are those of the sentences that the model read, by sentence index; the other sentences are read by
    fast code alone. ``shown`` is what a glance at the text has shown of names. ``relevance`` of the companies is 0
    until the pipeline sets it.
    """
    found = propose(article.text, sentences, analyses, knowledge, shown)
    decided = decide(article, sentences, found, knowledge)
    countries = _countries(article, layout, decided.entities, knowledge)
    named = [_named(article, entity, knowledge, countries) for entity in decided.entities]
    named = join_namesakes(named)
    entities, links = [one.entity for one in named], [one.link for one in named]
    companies = [_company(article.text, one, knowledge) for one in named]
    names = [
        CompanyMention(mention.start, mention.end, "name", (place,), _possessive(article.text, mention.end))
        for place, company in enumerate(companies)
        for mention in company.mentions
    ]
    entries = [knowledge.entry(found_link.entry) if found_link.entry is not None else None for found_link in links]
    deals = _deals(article.text, sentences, names, _parents(links, knowledge))
    unit_of = _units(links, knowledge, [deal for _, deal in deals])
    everywhere = sorted(site.start for entity in entities for site in entity.sites)
    cited = [is_cited(article.text, entity, entry, everywhere) for entity, entry in zip(entities, entries, strict=True)]
    home = find_home(names, sentences, cited, unit_of)
    profiles = [
        Profile(entry, source and place != home, place in unit_of)
        for place, (entry, source) in enumerate(zip(entries, cited, strict=True))
    ]
    reference = Reference(
        article.text,
        sentences,
        analyses,
        names,
        decided.institutions,
        profiles,
        home,
        _vocabulary(knowledge),
        knowledge,
        deals,
    )
    others = reference.resolve()
    year_ends = {
        place: entry.fiscal_year_end
        for place, entry in enumerate(entries)
        if entry is not None and entry.fiscal_year_end is not None
    }
    headline = max((sentence.end for sentence in sentences if sentence.role == "headline"), default=0)
    sources = frozenset(
        place
        for place, (entity, entry) in enumerate(zip(entities, entries, strict=True))
        if cited[place]
        and is_cited(article.text, entity, entry, everywhere, speaking=False)
        and not (_reports(entry) and companies[place].mentions[0].start < headline)
    )
    everyone = _with_mentions(article.text, companies, others)
    advisers = frozenset(
        place for place, (entity, entry) in enumerate(zip(entities, entries, strict=True)) if advises(entity, entry)
    )
    seats = {place: entry.country for place, entry in enumerate(entries) if entry is not None and entry.country}
    mentions = [*names, *others]
    media = frozenset(place for place in sources - {home} if is_source(entries[place]) and not _trades(entries[place]))
    return Identities(everyone, mentions, home, unit_of, year_ends, sources, advisers, deals, seats, media)


def _trades(entry: Entry | None) -> bool:
    """Whether a company that news quotes is a market: what is traded there may be told of it."""
    return entry is not None and entry.sector == "exchange"


def _reports(entry: Entry | None) -> bool:
    """Whether a company reports the news: one that the headline names is what it is about."""
    return entry is not None and entry.sector in ("newspaper", "news_agency", "exchange")


@lru_cache(maxsize=4)
def _vocabulary(knowledge: KnowledgeBase) -> Vocabulary:
    return Vocabulary(knowledge)


def _deals(
    text: str, sentences: Sequence[Sentence], names: Sequence[CompanyMention], parents: Mapping[int, int]
) -> list[tuple[int, Deal]]:
    """The takeovers that the article reports. In "the owner of Brandalia", "Brandalia owner Alpha" the owner is meant,
    so far as it is known."""
    here: dict[int, list[tuple[int, int, int]]] = {}
    place = 0
    for mention in sorted(names, key=lambda name: name.start):
        while place + 1 < len(sentences) and sentences[place].end <= mention.start:
            place += 1
        company: int | None = mention.companies[0]
        if _OWNER_AFTER.match(text, mention.end) or _OWNER_BEFORE.search(
            text, max(0, mention.start - 16), mention.start
        ):
            company = parents.get(mention.companies[0])
        if company is not None:
            here.setdefault(sentences[place].index, []).append((mention.start, mention.end, company))
    return find_deals(text, sentences, here)


_OWNER_AFTER = re.compile(r"(?:['’]s?)?[ \n]+(?:[a-z]+[ \n]+)?(?:owner|parent|maker|operator)\b")
_OWNER_BEFORE = re.compile(r"\b(?:owner|parent|maker|operator)[ \n]+of[ \n]+$")


def _parents(links: Sequence[Link], knowledge: KnowledgeBase) -> dict[int, int]:
    """Companies whose owner is in the article, mapped to it."""
    places = {found.entry: place for place, found in enumerate(links) if found.entry is not None}
    owners = {place: knowledge.parent(found.entry) for place, found in enumerate(links) if found.entry is not None}
    return {place: places[owner] for place, owner in owners.items() if owner is not None and owner in places}


_INVESTORS = frozenset({"private_equity", "hedge_fund", "sovereign_fund", "pension_fund", "venture_capital"})
"""Trades of owners that report no figures of what they own."""


def _units(links: Sequence[Link], knowledge: KnowledgeBase, deals: Sequence[Deal]) -> dict[int, int]:
    """Companies whose owner is in the article, mapped to it; not what an investor holds, and not what the article says
    to be bought by its owner of today."""
    places = {found.entry: place for place, found in enumerate(links) if found.entry is not None}
    units = {}
    for place, found in enumerate(links):
        owner = knowledge.parent(found.entry) if found.entry is not None else None
        while owner is not None and owner not in places:
            owner = knowledge.parent(owner)
        held = owner is not None and knowledge.entry(owner).sector in _INVESTORS
        if owner is not None and not held and Deal(places[owner], place) not in deals:
            units[place] = places[owner]
    return units


def _with_mentions(text: str, companies: Sequence[Company], others: Sequence[CompanyMention]) -> list[Company]:
    """The companies with the mentions by description and pronoun that mean them alone or among others."""
    more: dict[int, list[Mention]] = {}
    for mention in others:
        for place in mention.companies:
            more.setdefault(place, []).append(
                Mention(text[mention.start : mention.end], mention.start, mention.end, mention.kind)
            )
    return [
        msgspec.structs.replace(
            company,
            mentions=tuple(sorted((*company.mentions, *more.get(place, ())), key=lambda mention: mention.start)),
        )
        for place, company in enumerate(companies)
    ]


def _countries(article: Article, layout: Layout, entities: Sequence[Entity], knowledge: KnowledgeBase) -> Counter[str]:
    counts: Counter[str] = Counter()
    for entity in entities:
        if len(entity.entries) == 1:
            counts[knowledge.entries[entity.entries[0]].country] += 1
    if layout.dateline:
        city = article.text[slice(*layout.dateline)].split(",")[0].split("(")[0].strip(" -–—").title()
        country = knowledge.country_of_city(city)
        if country:
            counts[country] += 3
    return counts


def _named(article: Article, entity: Entity, knowledge: KnowledgeBase, countries: Counter[str]) -> Named:
    """An entity with its link and the name that it goes by."""
    day = article.published_date
    if len(entity.entries) > 1:
        countries = countries + _told_of(article.text, entity, knowledge)
    found = link(entity, knowledge, day, countries)
    found = link_by_register(article.text, entity, found, knowledge, day, countries)
    called = time_name(knowledge.entry(found.entry), day, entity.keys) if found.entry is not None else ""
    # A registered name is no short name: the article's own stands for it.
    return Named(called or _short_name(article.text, entity), entity, found)


_PLACED = re.compile(r"(?P<place>[A-Z][^\W\d_]+)(?:['’]s)?(?:[ \n]+[a-z\-]+){0,3}[ \n]+$")
_REACH_OF_PLACE = 60
_TOLD = 3
"""What a country that stands before the very name counts against those of the other companies."""


def _told_of(text: str, entity: Entity, knowledge: KnowledgeBase) -> Counter[str]:
    """The countries that stand before a name: "India's Reliance", "the Indian conglomerate Reliance"."""
    told: Counter[str] = Counter()
    for site in entity.sites:
        placed = _PLACED.search(text, max(site.sentence.start, site.start - _REACH_OF_PLACE), site.start)
        place = fold(placed["place"]) if placed else ""
        country = (knowledge.country_of_adjective(place) or knowledge.country_of_city(place)) if place else None
        if country:
            told[country] += _TOLD
    return told


def _company(text: str, named: Named, knowledge: KnowledgeBase) -> Company:
    mentions = tuple(Mention(text[site.start : site.end], site.start, site.end, "name") for site in named.entity.sites)
    legal = knowledge.entry(named.link.entry).legal_name if named.link.entry is not None else None
    believed = round(named.entity.believed, 2)
    return Company(named.name, legal, 0.0, believed, named.link.score, named.link.ids, mentions)


def _short_name(text: str, entity: Entity) -> str:
    """The name of an unlinked company: the bare form of its longest name of at most three words, as it is written where
    capitals are not those of a headline."""
    written = [" ".join(text[site.start : site.bare_end].split()) for site in entity.sites if not site.styled] or [
        " ".join(text[site.start : site.bare_end].split()) for site in entity.sites
    ]
    fitting = [name for name in written if len(name.split()) <= 3] or written
    longest = max(fitting, key=lambda name: (len(name.split()), -written.index(name)))
    form = form_pattern().search(longest)
    return longest[: form.start()] if form and form.end() == len(longest) and form.start() > 0 else longest


def _possessive(text: str, end: int) -> bool:
    return text[end : end + 2] in ("'s", "’s") or text[end : end + 1] in ("'", "’")
