"""One pass over the document: which sites name companies, and which of them the same one.

A name that is a company once is one everywhere in the article; short forms join the long form; persons, places and
institutions are set aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from newsledger.articles.article import Article
from newsledger.companies.evidence import belief
from newsledger.companies.knowledge import KnowledgeBase
from newsledger.companies.names import fold, key
from newsledger.companies.peers import is_country, note_peers, stands_bare
from newsledger.companies.proposals import Found
from newsledger.companies.short_forms import join_short_forms, seek_names
from newsledger.companies.sites import Entity, Site, proved
from newsledger.companies.tables import english_words, is_ordinary
from newsledger.sentences import Sentence

THRESHOLD = 0.5
"""Belief from which a name is taken for a company."""

_THRESHOLD_SHOWN = 0.6
"""The same for names that only their surroundings or the model propose."""

_PRIOR_CURATED, _PRIOR_LISTED, _PRIOR_LISTED_WORD = 0.93, 0.75, 0.45
_PRIOR_NAMESAKE, _PRIOR_SHARED = 0.6, 0.3
"""Of names that are also a place, a person or a rare word, and of those that the tables list as something else."""
_THRESHOLD_WORD, _THRESHOLD_CODE = 0.8, 0.7
_LONGEST_CODE = 3
_NAMESAKES = ("product", "place", "country", "person", "other")
"""Things whose names companies bear as well, where a legal form says so: "Dallas Corp", "Guinness Plc"."""
_INSTITUTIONS = ("central_bank", "regulator", "government")


class Decided(msgspec.Struct, frozen=True):
    """The entities of an article, by first mention, and the spans that name institutions (which pronouns may mean)."""

    entities: list[Entity]
    institutions: list[tuple[int, int]]


def decide(article: Article, sentences: Sequence[Sentence], found: Found, knowledge: KnowledgeBase) -> Decided:
    """Group the sites of an article into companies and drop what names none."""
    text = article.text
    surnames = {fold(text[start:end].split()[-1]) for start, end in found.persons}
    surnames |= {site.key.split()[-1] for site in found.sites if site.known and site.known.other == "person"}
    fully = {key(text[start:end]) for start, end in found.persons}
    sites = [
        site
        for site in found.sites
        if not _inside(site, found.persons) and (site.key not in fully or site.known is not None or site.form)
    ]
    institutions = [
        (site.start, site.end)
        for site in sites
        if site.known and site.known.other in _INSTITUTIONS and not site.known.entries
    ]
    spoken = {site.known.entries for site in sites if site.known and not (site.known.other or site.known.word)}
    note_peers(sites, knowledge)
    indices = {site.key.split()[0] for site in sites if site.known and site.known.other == "index"}
    sites = [
        site
        for site in sites
        if not (site.key in indices and _SPOKEN.isdisjoint(site.cues) and _publishes(site, knowledge))
    ]
    sites = [
        site
        for site in sites
        if _may_be_company(text, site, article, knowledge)
        or (_abbreviates(site, spoken) and not is_country(site))
        or stands_bare(text, site)
    ]
    entities = _group(text, sites, surnames, knowledge)
    for entity in entities:
        entity.keys += [
            alias
            for mine in list(entity.keys)
            for alias in found.aliases.get(mine, ())
            if alias not in entity.keys and len(alias) > 1
        ]
    join_short_forms(entities, knowledge)
    found_more = seek_names(text, sentences, found, entities, knowledge, institutions)
    if found_more:
        join_short_forms(entities, knowledge)
    for entity in entities:
        entity.sites.sort(key=lambda site: site.start)
    return Decided(
        sorted((entity for entity in entities if entity.sites), key=lambda entity: entity.first), institutions
    )


def _inside(site: Site, persons: Iterable[tuple[int, int]]) -> bool:
    return any(start <= site.start and site.end <= end for start, end in persons)


def _may_be_company(text: str, site: Site, article: Article, knowledge: KnowledgeBase) -> bool:
    """A site that is not ruled out by what it names or by where it stands."""
    known = site.known
    named_so = site.form and "legal_form" in site.cues and known is not None and known.other in _NAMESAKES
    if known and known.other and not named_so and not (known.entries and proved(site)):
        return known.other == "agency" and bool(known.entries) and _acts(text, site, article, known.written)
    if known and _publishes(site, knowledge):
        return _acts(text, site, article, knowledge.entries[known.entries[0]].name)
    return "thing_after" not in site.cues or site.form


_SPOKEN = frozenset({"speech_verb", "source"})
"""What shows that a paper is meant, and not the index that bears its name."""


def _publishes(site: Site, knowledge: KnowledgeBase) -> bool:
    """Whether a name is a paper's or an agency's."""
    return site.known is not None and any(knowledge.entries[entry].publisher for entry in site.known.entries)


def _abbreviates(site: Site, spoken: set[tuple[int, ...]]) -> bool:
    """Whether a name that means other things too stands for a company that the article names in full: "SIA"."""
    known = site.known
    return known is not None and bool(known.entries) and known.other in _NAMESAKES and known.entries in spoken


_BYLINE = re.compile(r"(?:[(©]|\b(?:told|via|Source:|(?:[Rr]eporting|[Ee]diting|[Ww]riting|^) ?[Bb]y))$")


def _acts(text: str, site: Site, article: Article, name: str) -> bool:
    """Whether a publisher acts in the text, and is not merely where the text comes from: no brackets around it, nothing
    told to it, and not the publisher of the article."""
    if article.publisher and key(article.publisher).split(".")[0].startswith(key(name).split(".")[0]):
        return False
    before = text[max(site.sentence.start, site.start - 20) : site.start].rstrip(" ©")
    if _BYLINE.search(before) or text[site.end : site.end + 4].lstrip().startswith((")", "--", "- ", ".com")):
        return False
    return not site.styled or "capital" in site.cues


def _prior(site: Site, knowledge: KnowledgeBase) -> float:
    """How likely a name of the knowledge base is a company before anything around it is seen."""
    known = site.known
    if known is None or not known.entries:
        return 0.0
    curated = any(knowledge.entries[entry].curated for entry in known.entries)
    if known.word or known.other:
        if not curated or site.key in english_words():
            return 0.0
        return _PRIOR_SHARED if known.other or len(site.key) <= _LONGEST_CODE else _PRIOR_NAMESAKE
    if curated:
        return _PRIOR_CURATED
    return _PRIOR_LISTED if " " in site.key else _PRIOR_LISTED_WORD


def _group(text: str, sites: Sequence[Site], surnames: set[str], knowledge: KnowledgeBase) -> list[Entity]:
    by_identity: dict[object, list[Site]] = {}
    for site in sites:
        identity: object = site.known.entries if site.known and site.known.entries else site.key
        by_identity.setdefault(identity, []).append(site)
    entities = []
    for members in by_identity.values():
        cue_sets = [_counted(text, site) for site in members]
        believed = belief(cue_sets, max(_prior(site, knowledge) for site in members))
        first = members[0]
        if (
            first.key in surnames
            and " " not in first.key
            and not any(proved(site) or " " in site.key for site in members)
            and not _family_firm(members)
        ):
            continue
        if believed < _least(text, members):
            continue
        entries = first.known.entries if first.known else ()
        kept = [site for site in members if _site_stands(text, site, believed)]
        if kept:
            entities.append(Entity(entries, list(dict.fromkeys(site.key for site in members)), kept, believed))
    return entities


_FIRMS_OWN = frozenset({"stock_noun", "ownership", "apposed", "office_noun", "metric_noun", "acquired", "office_of"})
"""What is said of companies, and not of the persons of the same name."""


def _family_firm(members: Sequence[Site]) -> bool:
    """Whether a known name that a person of the article bears is the company's as well: "chemicals maker Huntsman",
    "a Huntsman share", "Huntsman CEO Peter Huntsman"."""
    known = members[0].known
    said = {name for site in members for name in site.cues}
    return known is not None and bool(known.entries) and len(said & _FIRMS_OWN) >= _KINDS_OF_FIRMS


_KINDS_OF_FIRMS = 2


def _least(text: str, members: Sequence[Site]) -> float:
    """The belief that a name must reach: more where only its surroundings propose it, and most for abbreviations and
    for words that are usually small."""
    if any(site.origin in ("table", "form", "tag") for site in members):
        return THRESHOLD
    first = members[0]
    if (" " not in first.key and first.key in english_words()) or all(_any_word(text, site) for site in members):
        return _THRESHOLD_WORD
    if len(first.key) <= 4:
        return _THRESHOLD_CODE
    return _THRESHOLD_SHOWN


def _counted(text: str, site: Site) -> dict[str, float]:
    """The cues of a site that count for its name: a capital says something only of words that are usually small."""
    cues = site.cues
    if "capital" in cues and not (site.key in english_words() or (site.known and site.known.word and " " in site.key)):
        cues = {name: weight for name, weight in cues.items() if name != "capital"}
    if (site.initial or site.styled) and site.key in english_words():
        # "Total revenues rose", "Net sales fell": any word may open a sentence.
        cues = {name: weight for name, weight in cues.items() if name not in ("metric_noun", "auxiliary", "peer")}
    if _any_word(text, site):
        cues = {name: weight for name, weight in cues.items() if name not in _OF_ANY_WORD}
    if not _TOLD.isdisjoint(cues) or ("share_move" in cues and " " in site.key):
        # "battery supplier Denkiro", "Kaldrun Exports dropped 4.1%": the model's guess is outdone.
        cues = {name: weight for name, weight in cues.items() if name not in ("model_person", "model_place")}
    if not _MOVING.isdisjoint(cues) and (
        (site.initial and " " not in site.key and (site.known is None or site.key in english_words()))
        or all(word in english_words() for word in site.key.split())
    ):
        cues = {name: weight for name, weight in cues.items() if name not in _MOVING}
    if site.known is not None and site.known.entries and site.key not in english_words():
        # "Bernstein pencils in just 1%": surnames of the article's persons are set aside already.
        cues = {name: weight for name, weight in cues.items() if name not in ("model_person", "model_place")}
    if "office_before" in cues and not all(word in english_words() for word in site.key.split()):
        cues = {name: weight for name, weight in cues.items() if name != "office_before"}
    if "article_before" in cues and not _AFTER_ARTICLE.isdisjoint(cues):
        # "the Tesla boss", "the Ford plant": the article belongs to the noun.
        cues = {name: weight for name, weight in cues.items() if name != "article_before"}
    if site.origin == "table" and not (site.known and site.known.word):
        cues = {name: weight for name, weight in cues.items() if weight > 0}
    return cues


def _any_word(text: str, site: Site) -> bool:
    """Whether a name that nobody knows is an English word with a capital that its place gives it: "Fatter earnings",
    "Same-store sales"."""
    placed = site.known is None and not site.form and (site.initial or site.styled)
    return placed and " " not in text[site.start : site.bare_end] and is_ordinary(site.key)


_MOVING = frozenset({"share_move", "moved"})
_OF_ANY_WORD = frozenset({"metric_noun", "office_noun", "trade_word", "auxiliary", "stock_noun", "coordinated"})
"""Cues that any word gives that opens a sentence before a noun."""
_TOLD = frozenset({"apposed", "apposed_noun", "funded", "place_of", "legal_form", "ticker"})
"""Cues that say outright what is named."""

_AFTER_ARTICLE = frozenset({"office_noun", "stock_noun", "metric_noun", "hyphened"})

_COMMON_FOLLOWERS = re.compile(
    r"\s+(?:weeks?|years?|months?|days?|quarter|time|up|to|in|on|at|of|the|an?|for|with|door|generation|steps?|summer|winter"
    r"|spring|and|or|prices?|rates?|levels?|dates?|range|practices?|numbers?|group|audience|markets?|companies|people)\b"
)
"""What follows a common word that opens a sentence, and not a company's name: "Next week", "Target prices"."""


def _site_stands(text: str, site: Site, believed: float) -> bool:
    """Whether a site of a name that is also a word stands for the company here."""
    known = site.known
    if known is None or not known.word or site.form or site.tag:
        return True
    own = {name: weight for name, weight in site.cues.items() if name not in ("auxiliary", "peer")}
    if any(weight < 0 and name in ("title_before", "thing_after") for name, weight in own.items()):
        return False
    if "article_before" in own and not {"office_noun", "stock_noun", "possessed", "hyphened"} & own.keys():
        return False
    common = site.key in english_words()
    if (site.initial or site.styled) and common:
        return belief([own]) >= 0.3 or ("auxiliary" in site.cues) or not _COMMON_FOLLOWERS.match(text, site.end)
    return True
