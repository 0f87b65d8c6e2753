"""One pass over the document: which sites name companies, and which of them the same one.

A name that is a company once is one everywhere in the article; short forms join the long form; persons, places and
institutions are set aside.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from newsledger.articles.article import Article
from newsledger.companies.evidence import belief, observe
from newsledger.companies.knowledge import KnowledgeBase
from newsledger.companies.names import PIECE, fold, forms, initials, key
from newsledger.companies.proposals import Found
from newsledger.companies.sites import Origin, SentenceIndex, Site, without_overlaps
from newsledger.companies.tables import english_words, given_names
from newsledger.sentences import Sentence

THRESHOLD = 0.5
"""Belief from which a name is taken for a company."""

_THRESHOLD_SHOWN = 0.6
"""The same for names that only their surroundings or the model propose."""

_PRIOR_CURATED, _PRIOR_LISTED, _PRIOR_LISTED_WORD, _PRIOR_NAMESAKE = 0.93, 0.75, 0.45, 0.3
_SEEN = r"(?<![\w&.\-])(?:{names})(?![\w&]|[\-.]\w|['’](?!s\b|\s|$))"
_THRESHOLD_WORD, _THRESHOLD_CODE = 0.8, 0.7
_INSTITUTIONS = ("central_bank", "regulator", "government")
_NOT_BARE = ("ticker", "legal_form")


class Entity(msgspec.Struct):
    """Sites that name one company. ``entries`` are the companies of the knowledge base that it may be (none: unknown to
    it, more than one: not yet decided); ``believed`` is the belief that it is a company at all."""

    entries: tuple[int, ...]
    keys: list[str]
    sites: list[Site]
    believed: float

    @property
    def first(self) -> int:
        """Offset of the first mention."""
        return self.sites[0].start


class Decided(msgspec.Struct, frozen=True):
    """The entities of an article, by first mention, and the spans that name institutions (which pronouns may mean)."""

    entities: list[Entity]
    institutions: list[tuple[int, int]]


def decide(article: Article, sentences: Sequence[Sentence], found: Found, knowledge: KnowledgeBase) -> Decided:
    """Group the sites of an article into companies and drop what names none."""
    text = article.text
    surnames = {fold(text[start:end].split()[-1]) for start, end in found.persons}
    sites = [site for site in found.sites if not _inside(site, found.persons)]
    institutions = [
        (site.start, site.end)
        for site in sites
        if site.known and site.known.other in _INSTITUTIONS and not site.known.entries
    ]
    sites = [site for site in sites if _may_be_company(text, site, article, knowledge)]
    entities = _group(text, sites, surnames, knowledge)
    for entity in entities:
        entity.keys += [
            alias
            for mine in list(entity.keys)
            for alias in found.aliases.get(mine, ())
            if alias not in entity.keys and len(alias) > 1
        ]
    _join_short_forms(entities, knowledge)
    found_more = _seek_names(text, sentences, found, entities, knowledge, institutions)
    if found_more:
        _join_short_forms(entities, knowledge)
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
    if _describes_owner(text, site, knowledge):
        return False
    if known and known.other and not (_proved(site) and (known.entries or known.other == "product")):
        return known.other == "agency" and bool(known.entries) and _acts(text, site, article, known.written)
    if known and any(knowledge.entries[entry].publisher for entry in known.entries):
        return _acts(text, site, article, knowledge.entries[known.entries[0]].name)
    return "thing_after" not in site.cues or site.form


_OWNER_OF = ("owner of", "parent of", "owner of the", "maker of")
_OWNED_BY = (" owner", " parent", "-owner", "-parent")


def _describes_owner(text: str, site: Site, knowledge: KnowledgeBase) -> bool:
    """Whether a unit is named only to say who owns it: "the owner of Instagram", "Instagram owner Meta"."""
    known = site.known
    if known is None or not known.entries or knowledge.parent(known.entries[0]) is None:
        return False
    before = text[max(0, site.start - 16) : site.start].rstrip()
    return before.endswith(_OWNER_OF) or text.startswith(_OWNED_BY, site.end)


def _proved(site: Site) -> bool:
    return any(cue in site.cues for cue in _NOT_BARE)


def _acts(text: str, site: Site, article: Article, name: str) -> bool:
    """Whether a publisher acts in the text, and is not merely where the text comes from: no brackets around it, nothing
    told to it, and not the publisher of the article."""
    if article.publisher and key(article.publisher).split(".")[0].startswith(key(name).split(".")[0]):
        return False
    before, after = text[max(0, site.start - 12) : site.start], text[site.end : site.end + 4]
    if before.rstrip(" ©").endswith(("(", "©", "told", "by", "via", "Source:")) or after.lstrip().startswith(
        (")", "--", "- ", ".com")
    ):
        return False
    return not site.styled or "capital" in site.cues


def _prior(site: Site, knowledge: KnowledgeBase) -> float:
    """How likely a name of the knowledge base is a company before anything around it is seen."""
    known = site.known
    if known is None or not known.entries:
        return 0.0
    curated = any(knowledge.entries[entry].curated for entry in known.entries)
    if known.word or known.other:
        return _PRIOR_NAMESAKE if curated and site.key not in english_words() else 0.0
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
        cue_sets = [_counted(site) for site in members]
        believed = belief(cue_sets, max(_prior(site, knowledge) for site in members))
        first = members[0]
        if (
            first.key in surnames
            and " " not in first.key
            and not any(_proved(site) or " " in site.key for site in members)
        ):
            continue
        if believed < _least(members):
            continue
        entries = first.known.entries if first.known else ()
        kept = [site for site in members if _site_stands(text, site, believed)]
        if kept:
            entities.append(Entity(entries, list(dict.fromkeys(site.key for site in members)), kept, believed))
    return entities


def _least(members: Sequence[Site]) -> float:
    """The belief that a name must reach: more where only its surroundings propose it, and most for abbreviations and for
    words that are usually small."""
    if any(site.origin in ("table", "form", "tag") for site in members):
        return THRESHOLD
    first = members[0]
    if " " not in first.key and first.key in english_words():
        return _THRESHOLD_WORD
    if len(first.key) <= 4:
        return _THRESHOLD_CODE
    return _THRESHOLD_SHOWN


def _counted(site: Site) -> dict[str, float]:
    """The cues of a site that count for its name: a capital says something only of words that are usually small."""
    cues = site.cues
    if "capital" in cues and not (site.key in english_words() or (site.known and site.known.word and " " in site.key)):
        cues = {name: weight for name, weight in cues.items() if name != "capital"}
    if (site.initial or site.styled) and site.key in english_words():
        # "Total revenues rose", "Net sales fell": any word may open a sentence.
        cues = {name: weight for name, weight in cues.items() if name not in ("metric_noun", "auxiliary")}
    if "office_before" in cues and not all(word in english_words() for word in site.key.split()):
        cues = {name: weight for name, weight in cues.items() if name != "office_before"}
    if site.origin == "table" and not (site.known and site.known.word):
        cues = {name: weight for name, weight in cues.items() if weight > 0}
    return cues


_COMMON_FOLLOWERS = re.compile(
    r"\s+(?:week|weeks|year|years|month|months|day|days|quarter|time|up|to|in|on|at|of|the|a|an|for|with|door|generation|step|steps|summer|winter|spring|and|or|"
    r"prices?|rates?|levels?|date|dates|range|practice|practices|number|numbers|group|audience|market|markets|companies|people)\b"
)


def _site_stands(text: str, site: Site, believed: float) -> bool:
    """Whether a site of a name that is also a word stands for the company here."""
    known = site.known
    if known is None or not known.word or site.form or site.tag:
        return True
    own = {name: weight for name, weight in site.cues.items() if name != "auxiliary"}
    if any(weight < 0 and name in ("title_before", "thing_after") for name, weight in own.items()):
        return False
    if "article_before" in own and not {"office_noun", "stock_noun", "possessed", "hyphened"} & own.keys():
        return False
    common = site.key in english_words()
    if (site.initial or site.styled) and common:
        return belief([own]) >= 0.3 or ("auxiliary" in site.cues) or not _COMMON_FOLLOWERS.match(text, site.end)
    return True


def _join_short_forms(entities: list[Entity], knowledge: KnowledgeBase) -> None:
    """A short form joins the long form that was seen: "Arcadium" is "Arcadium Lithium", "TCS" in brackets or alone is "Tata
    Consultancy Services". A known company gives its name up only if the name is also a word or nobody curated it."""
    for short in sorted(entities, key=lambda entity: min(map(len, entity.keys))):
        if not short.sites:
            continue
        hosts = [
            entity
            for entity in entities
            if entity is not short
            and _stands_for(short, entity, knowledge)
            and entity.sites
            and any(_shortens(mine, longer) for mine in short.keys for longer in entity.keys)
        ]
        if len(hosts) != 1:
            hosts = [host for host in hosts if host.entries == short.entries] or [
                host for host in hosts if host.first < short.first
            ][-1:]
        if hosts:
            host = hosts[0]
            host.sites += short.sites
            host.keys += [name for name in short.keys if name not in host.keys]
            host.believed = max(host.believed, short.believed)
            short.sites = []
    entities[:] = [entity for entity in entities if entity.sites]


def _stands_for(short: Entity, host: Entity, knowledge: KnowledgeBase) -> bool:
    """Whether a short name may give itself up to a host: it is weak, or the host is its unit and was named first."""
    if _yields(short, knowledge):
        return True
    return (
        bool(host.entries)
        and knowledge.parent(host.entries[0]) in short.entries
        and host.first < short.first
        and not any(_proved(site) for site in short.sites)
    )


def _yields(entity: Entity, knowledge: KnowledgeBase) -> bool:
    if not entity.entries:
        return True
    if any(knowledge.entries[entry].curated for entry in entity.entries):
        return all(site.known is not None and site.known.word for site in entity.sites) and all(
            " " not in name for name in entity.keys
        )
    return not any(_proved(site) for site in entity.sites)


def _shortens(short: str, long: str) -> bool:
    """Whether one key can be short for another: its first words, or the initials of all of them.

    >>> _shortens("goldman", "goldman sachs"), _shortens("tcs", "tata consultancy services")
    (True, True)
    """
    if len(short) >= len(long):
        return False
    return long.startswith((short + " ", short + "-", short + ".")) or (
        2 < len(short) <= 5 and short.isalpha() and initials(long) == short
    )


def short_forms(name_key: str, knowledge: KnowledgeBase) -> list[str]:
    """Keys by which an article may call the company later: the name less its last words, down to a first word that says
    enough by itself.

    >>> # "computer terminal systems" -> "computer terminal"; "arcadium lithium" -> "arcadium"
    """
    pieces = name_key.split(" ")
    shorter = []
    for count in range(len(pieces) - 1, 0, -1):
        part = " ".join(pieces[:count])
        if pieces[count - 1] in ("&", "of", "and", "the", "de"):
            continue
        if count == 1 and not distinctive(part, knowledge):
            continue
        if knowledge.lookup(part) is None:
            shorter.append(part)
    return shorter


def distinctive(word: str, knowledge: KnowledgeBase) -> bool:
    """Whether one word alone can stand for a name: no common word, no given name, country, city or corporate form."""
    if len(word) < 3 or word in english_words() or word in forms():
        return False
    if word.capitalize() in given_names() or knowledge.country_of_adjective(word) or knowledge.country_of_city(word):
        return False
    return not word.isdigit()


def _seek_names(
    text: str,
    sentences: Sequence[Sentence],
    found: Found,
    entities: list[Entity],
    knowledge: KnowledgeBase,
    institutions: Sequence[tuple[int, int]],
) -> bool:
    """Look for the names of unknown companies, and their short forms, in the whole text; in lines of capitals, in capitals."""
    wanted: dict[str, Entity] = {}
    for entity in entities:
        for name_key in entity.keys:
            wanted.setdefault(name_key, entity)
    for entity in entities:
        curated = any(knowledge.entries[entry].curated for entry in entity.entries)
        for name_key in list(entity.keys):
            for short in [] if curated else short_forms(name_key, knowledge):
                wanted.setdefault(short, entity)
    wanted = {name_key: entity for name_key, entity in wanted.items() if len(name_key) > 1}
    if not wanted:
        return False
    index = SentenceIndex(sentences)
    taken = sorted(
        [(site.start, site.end) for site in found.sites if any(site in entity.sites for entity in entities)]
        + [*institutions, *found.persons]
    )
    heads: dict[str, list[str]] = {}
    for name_key in wanted:
        heads.setdefault(PIECE.findall(name_key)[0], []).append(name_key)
    seeker = _NameSeeker(heads, index)
    made: list[Site] = []
    for start, end, name_key in seeker.seek(text, sentences):
        entity = wanted[name_key]
        sentence = index.at(start)
        clashes = [span for span in taken if span[0] < end and start < span[1]]
        if sentence is None or (clashes and not _gives_way(text, entities, clashes, start, end)):
            continue
        origin: Origin = "short"
        site = Site(start, end, end, name_key, sentence, origin, knowledge.lookup(name_key), cues={})
        observe(text, site, knowledge.heads)
        if "thing_after" in site.cues or "title_before" in site.cues:
            continue
        if site.known and site.known.word and text[start:end].isupper() and not site.sentence.role == "headline":
            continue
        made.append(site)
        entity.sites.append(site)
        if name_key not in entity.keys:
            entity.keys.append(name_key)
    return bool(made)


def _gives_way(text: str, entities: Sequence[Entity], clashes: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether shorter names make room for a longer one of the article in a line of capitals ("OPPENHEIMER" for
    "OPPENHEIMER INDUSTRIES"); those that do are taken away."""
    if not text[start:end].isupper() or not all(
        start <= low and high <= end and high - low < end - start for low, high in clashes
    ):
        return False
    for entity in entities:
        entity.sites = [site for site in entity.sites if (site.start, site.end) not in clashes]
    return True


class _NameSeeker:
    """Finds given keys in text; the longest wins."""

    def __init__(self, heads: dict[str, list[str]], index: SentenceIndex) -> None:
        self._heads = heads
        self._head = re.compile(
            rf"(?<![\w&\-])(?:{'|'.join(sorted((_spelled(head) for head in heads), key=len, reverse=True))})(?![^\W_])",
            re.IGNORECASE,
        )
        self._patterns = {
            name_key: re.compile(_spelled(name_key) + r"(?![\w&]|\.\w|-[a-z]*[A-Z])", re.IGNORECASE)
            for keys in heads.values()
            for name_key in keys
        }

    def seek(self, text: str, sentences: Sequence[Sentence]) -> Iterable[tuple[int, int, str]]:
        """``(start, end, key)`` in order of the text."""
        for sentence in sentences:
            upper = text[sentence.start : sentence.end].isupper()
            position = sentence.start
            for head in self._head.finditer(text, sentence.start, sentence.end):
                if head.start() < position or not (head[0][0].isupper() or head[0][0].isdigit()):
                    continue
                for name_key in sorted(self._heads[fold(head[0])], key=len, reverse=True):
                    match = self._patterns[name_key].match(text, head.start(), sentence.end)
                    if match and (upper or _capitals_fit(match[0])):
                        yield match.start(), match.end(), name_key
                        position = match.end()
                        break


def _spelled(name_key: str) -> str:
    """A pattern for a key: what a joint may be in text."""
    parts = []
    for part in re.split(r"( & | |')", name_key):
        if part == " & ":
            parts.append(r"\s*(?:&|and)\s*")
        elif part == " ":
            parts.append(r"(?:[\s\-]+|\.\s*)")
        elif part == "'":
            parts.append("['’‘]")
        else:
            parts.append(re.escape(part))
    return "".join(parts)


def _capitals_fit(found: str) -> bool:
    words = PIECE.findall(found)
    return all(
        word[0].isupper() or word[0].isdigit() or word in ("of", "and", "the", "de", "for", "s", "com")
        for word in words
    )


def common_country(entities: Iterable[Entity], knowledge: KnowledgeBase) -> Counter[str]:
    """Countries of the companies that are already certain, with how often each is mentioned."""
    counts: Counter[str] = Counter()
    for entity in entities:
        if len(entity.entries) == 1:
            counts[knowledge.entries[entity.entries[0]].country] += len(entity.sites)
    del counts[""]
    return counts


__all__ = ["Decided", "Entity", "common_country", "decide", "distinctive", "short_forms", "without_overlaps"]
