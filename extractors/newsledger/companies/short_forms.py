"""Short forms: "Arcadium" for "Arcadium Lithium", "TCS" for "Tata Consultancy Services", the whole name in capitals.

A short form joins the long form that the article uses; then the names of the article's companies are looked for in the
whole text, because a name that is a company once is one everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from newsledger.companies.evidence import observe
from newsledger.companies.knowledge import KnowledgeBase
from newsledger.companies.names import PIECE, fold, form_pattern, forms, growing_keys, initials, key
from newsledger.companies.proposals import Found
from newsledger.companies.sites import Entity, SentenceIndex, Site, proved
from newsledger.companies.tables import cues, english_words, given_names
from newsledger.sentences import Sentence


def join_short_forms(entities: list[Entity], knowledge: KnowledgeBase) -> None:
    """A short form joins the long form that was seen: "Arcadium" is "Arcadium Lithium", "TCS" in brackets or alone is
    "Tata Consultancy Services". A known company gives its name up only if the name is also a word or nobody curated
    it."""
    for short in sorted(entities, key=lambda entity: min(map(len, entity.keys))):
        if not short.sites:
            continue
        borrowing = [entity for entity in entities if entity.sites and _lends(entity, short, knowledge)]
        if len(borrowing) == 1:
            _join(borrowing[0], short)
            continue
        hosts = [
            entity
            for entity in entities
            if entity is not short
            and entity.sites
            and (
                _settles(entity, short)
                or (
                    _stands_for(short, entity, knowledge)
                    and any(_shortens(mine, longer) for mine in short.keys for longer in entity.keys)
                )
            )
        ]
        if len(hosts) != 1:
            hosts = [host for host in hosts if host.entries == short.entries] or [
                host for host in hosts if host.first < short.first
            ][-1:]
        if hosts:
            _join(hosts[0], short)
    entities[:] = [entity for entity in entities if entity.sites]


def _join(host: Entity, short: Entity) -> None:
    """Let a company have the sites of its short name."""
    host.sites += short.sites
    host.keys += [name for name in short.keys if name not in host.keys]
    host.believed = max(host.believed, short.believed)
    short.sites = []


def _lends(host: Entity, short: Entity, knowledge: KnowledgeBase) -> bool:
    """Whether a short name of the table is this article's short name for another company that it has named in full:
    "Daimler" after "Daimler Truck", where the table has it for Mercedes-Benz, "LG" after "LG Energy Solution"."""
    if host is short or not short.entries or any(proved(site) for site in short.sites):
        return False
    if any(site.start < host.first and site.sentence.role != "headline" for site in short.sites):
        return False
    own = {key(knowledge.entries[entry].name) for entry in short.entries}
    if any(_begins(name, longer) for name in own for longer in host.keys):
        # "Hyundai Motor India" is a part of Hyundai Motor.
        return False
    return own.isdisjoint(short.keys) and all(any(_begins(mine, longer) for longer in host.keys) for mine in short.keys)


def _begins(short: str, long: str) -> bool:
    return long.startswith(short + " ")


def _settles(host: Entity, short: Entity) -> bool:
    """Whether a name that several companies have is settled by one of them that the article names in full: "AMC"
    beside "American Motors Corp"."""
    return len(short.entries) > 1 and len(host.entries) == 1 and host.entries[0] in short.entries


def _stands_for(short: Entity, host: Entity, knowledge: KnowledgeBase) -> bool:
    """Whether a short name may give itself up to a host: it is weak, or the host is its unit and was named first."""
    if any(site.form and "legal_form" in site.cues for site in short.sites) and not short.entries:
        # "Autospa Corp" is not its unit "Autospa Franchising Corp": each has a form of its own.
        return not any("legal_form" in site.cues for site in host.sites)
    if _yields(short, knowledge):
        return True
    return (
        bool(host.entries)
        and knowledge.parent(host.entries[0]) in short.entries
        and (host.first < short.first or _is_house(host, short, knowledge))
        and not any(proved(site) for site in short.sites)
    )


def _is_house(host: Entity, short: Entity, knowledge: KnowledgeBase) -> bool:
    """Whether a bank is named only by the short name of its broker that the article names too: "RBC" of "RBC Capital
    Markets"."""
    return knowledge.entries[host.entries[0]].sector == "broker" and all(
        any(_shortens(mine, longer) for longer in host.keys) for mine in short.keys
    )


def _yields(entity: Entity, knowledge: KnowledgeBase) -> bool:
    if not entity.entries:
        return True
    if any(knowledge.entries[entry].curated for entry in entity.entries):
        return all(site.known is not None and site.known.word for site in entity.sites) and all(
            " " not in name for name in entity.keys
        )
    return not any(proved(site) for site in entity.sites)


def _shortens(short: str, long: str) -> bool:
    """Whether one key can be short for another: its first words, the initials of all of them, or all but the initials
    before it.

    >>> _shortens("goldman", "goldman sachs"), _shortens("tcs", "tata consultancy services")
    (True, True)
    >>> _shortens("penney", "jc penney")
    True
    """
    if len(short) >= len(long):
        return False
    lead, _, rest = long.partition(" ")
    if rest == short and len(lead) <= _LONGEST_LEADING and lead.isalpha():
        return True
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
    if len(pieces) > 1 and len(pieces[0]) <= _LONGEST_LEADING and pieces[0].isalpha():
        rest = " ".join(pieces[1:])
        if knowledge.lookup(rest) is None and distinctive(pieces[1], knowledge):
            shorter.append(rest)
    return shorter


def distinctive(word: str, knowledge: KnowledgeBase) -> bool:
    """Whether one word alone can stand for a name: no common word, no given name, country, city or corporate form."""
    if len(word) < 3 or word in english_words() or word in forms():
        return False
    if word.capitalize() in given_names() or knowledge.country_of_adjective(word) or knowledge.country_of_city(word):
        return False
    return not word.isdigit()


def seek_names(
    text: str,
    sentences: Sequence[Sentence],
    found: Found,
    entities: list[Entity],
    knowledge: KnowledgeBase,
    institutions: Sequence[tuple[int, int]],
) -> bool:
    """Look for the names of unknown companies, and their short forms, in the whole text; in lines of capitals, in
    capitals."""
    wanted: dict[str, Entity] = {}
    for entity in entities:
        for name_key in entity.keys:
            known = knowledge.lookup(name_key)
            # "Canada Ltd" is a company; that does not make one of Canada.
            if known is None or known.other is None or (known.entries and known.other != "country"):
                wanted.setdefault(name_key, entity)
    for entity in entities:
        curated = any(knowledge.entries[entry].curated for entry in entity.entries)
        for name_key in list(entity.keys):
            for short in [] if curated else short_forms(name_key, knowledge):
                wanted.setdefault(short, entity)
    in_capitals = _for_capitals(entities, wanted, knowledge)
    wanted = {name_key: entity for name_key, entity in (wanted | in_capitals).items() if len(name_key) > 1}
    if not wanted:
        return False
    index = SentenceIndex(sentences)
    kept = {id(site) for entity in entities for site in entity.sites}
    taken = sorted(
        [(site.start, site.end) for site in found.sites if id(site) in kept] + [*institutions, *found.persons]
    )
    made: list[Site] = []
    for start, end, name_key in _find(text, sentences, wanted):
        entity = wanted[name_key]
        sentence = index.at(start)
        clashes = [span for span in taken if span[0] < end and start < span[1]]
        if sentence is None or (name_key in in_capitals and not text[start:end].isupper()):
            continue
        if name_key in in_capitals and " " not in name_key and not _may_stand(text, sentence, name_key):
            continue
        if clashes and not _gives_way(text, entities, clashes, start, end):
            continue
        if name_key in english_words() and not text[start:end].isupper() and _may_be_a_word(text, start, end, sentence):
            continue
        with_forms = form_pattern().match(text, end, sentence.end)
        site = Site(
            start,
            end,
            with_forms.end() if with_forms else end,
            name_key,
            sentence,
            "short",
            knowledge.lookup(name_key),
            cues={},
        )
        site.styled = text[start:end].isupper()
        observe(text, site, knowledge.heads)
        if "thing_after" in site.cues or "title_before" in site.cues:
            continue
        if site.known and site.known.word and text[start:end].isupper() and site.sentence.role != "headline":
            continue
        made.append(site)
        entity.sites.append(site)
        if name_key not in entity.keys:
            entity.keys.append(name_key)
    return bool(made)


def _for_capitals(
    entities: Sequence[Entity], wanted: Mapping[str, Entity], knowledge: KnowledgeBase
) -> dict[str, Entity]:
    """What headlines in capitals make of the names of an article: any of their first words ("MERIDIAN" for "Meridian
    Diagnostics Inc"), and their initials ("GPU" for "General Public Utilities Corp"). A form that two could have is
    nobody's."""
    found: dict[str, Entity] = {}
    shared: set[str] = set()
    for entity in entities:
        for name_key in entity.keys:
            pieces = name_key.split(" ")
            forms_of = [
                " ".join(pieces[:count]) for count in range(1, len(pieces)) if pieces[count - 1] not in _JOINING
            ]
            forms_of += [form for long in (name_key, *forms_of) for form in _abbreviated(long)]
            short = initials(name_key)
            for form in (*forms_of, short) if len(short) >= _LEAST_INITIALS else forms_of:
                if form in wanted or len(form) < _LEAST_INITIALS:
                    continue
                if found.setdefault(form, entity) is not entity:
                    shared.add(form)
    return {form: entity for form, entity in found.items() if form not in shared}


def _may_stand(text: str, sentence: Sentence, name_key: str) -> bool:
    """Whether one word in capitals may be short for a name here: in a headline in capitals, or as an abbreviation."""
    upper = text[sentence.start : sentence.end].isupper()
    if upper:
        return sentence.role == "headline"
    return len(name_key) <= _LONGEST_INITIALS and name_key not in english_words()


_CAPITAL_BEFORE = re.compile(r"[A-Z][\w&.\-]*[ \n]+$")
_CAPITAL_AFTER = re.compile(r"[ \n]+[A-Z]")


def _may_be_a_word(text: str, start: int, end: int, sentence: Sentence) -> bool:
    """Whether a common word with a capital may be just that here: at the head of a sentence, or as a part of another
    name ("National" of "National Savings")."""
    return (
        start == sentence.start
        or _CAPITAL_BEFORE.search(text, max(sentence.start, start - 20), start) is not None
        or _CAPITAL_AFTER.match(text, end, sentence.end) is not None
    )


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


_SMALL = frozenset({"of", "and", "the", "de", "for", "s", "com"})
"""Words that stand small in the names that articles form."""

_JOINING = frozenset({"&", "of", "and", "the", "de", "for"})
_LEAST_INITIALS, _LONGEST_INITIALS = 3, 5
_LONGEST_LEADING = 2


_HEAD = re.compile(r"(?<![\w&\-])(?:[A-ZÀ-ÖØ-Þ]|\d{1,3}(?=[A-Z]))[^\W_]*")
_TAIL = re.compile(r"[\w&]|\.\w|-[a-z]*[A-Z]")


def _find(text: str, sentences: Sequence[Sentence], wanted: Mapping[str, Entity]) -> Iterator[tuple[int, int, str]]:
    """Where given keys stand in the text: ``(start, end, key)`` in order; the longest wins."""
    reach: dict[str, int] = {}
    for name_key in wanted:
        pieces = PIECE.findall(name_key)
        for head in (pieces[0], pieces[0][0]):
            reach[head] = max(reach.get(head, 0), len(pieces) + name_key.count(" & ") + (3 if head != pieces[0] else 0))
    for sentence in sentences:
        upper = text[sentence.start : sentence.end].isupper()
        position = sentence.start
        for head_match in _HEAD.finditer(text, sentence.start, sentence.end):
            longest = reach.get(fold(head_match[0]))
            start = head_match.start()
            if longest is None or start < position:
                continue
            fitting = [
                (end, name_key)
                for end, name_key in growing_keys(text, start, sentence.end, longest, None if upper else _SMALL)
                if name_key in wanted and not _TAIL.match(text, end)
            ]
            if fitting:
                end, name_key = fitting[-1]
                yield start, end, name_key
                position = end


def _abbreviated(name_key: str) -> list[str]:
    """A key with its long words as headlines write them: "int'l lease" for "international lease"."""
    shorts = cues()["abbreviations"]
    pieces = name_key.split(" ")
    return [
        " ".join([*pieces[:place], key(short), *pieces[place + 1 :]])
        for place, piece in enumerate(pieces)
        for short in shorts.get(piece, ())
    ]
