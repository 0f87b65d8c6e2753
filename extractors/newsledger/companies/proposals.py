"""All sites of an article: known names, names that their form shows, names that stand before tags, the model's
names."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import msgspec

from newsledger.analysis import Analysis
from newsledger.companies.cited import ADVISERS
from newsledger.companies.evidence import WEIGHTS, belief, observe
from newsledger.companies.glance import Glance
from newsledger.companies.knowledge import KnowledgeBase
from newsledger.companies.names import fold, form_pattern, forms, initials, key
from newsledger.companies.recognised import Recognised, institutional, plausible, recognised
from newsledger.companies.runs import openers
from newsledger.companies.scan import Hit
from newsledger.companies.sites import Origin, SentenceIndex, Site, without_overlaps
from newsledger.companies.speakers import find_persons
from newsledger.companies.tables import english_words, is_ordinary
from newsledger.companies.tags import Tag, find_tags
from newsledger.sentences import Sentence

_BEFORE_TAG = re.compile(
    r"(?:(?:[A-Z]\.){2,}|[A-Z0-9À-Þ][\w&'’\-/.]*|[a-z]{1,5}[A-Z]\w*)"
    r"(?:,?[ \n]+(?:(?:of|and|&|de|the)[ \n]+){0,2}(?:[A-Z0-9À-Þ][\w&'’\-/.]*|[a-z]{1,5}[A-Z]\w*))*,?[ \n]*$"
)
_LONGEST_NAME = 80
_SURE = 0.6
"""Belief from which a name that is not known lends evidence to those listed with it."""
_WORDS = re.compile(r"[A-Za-zÀ-ÿ][\w'’\-]+")
_TELLING = frozenset(
    {
        "stock_noun",
        "ownership",
        "office_of",
        "apposed",
        "hyphened",
        "trade_word",
        "business_verb",
        "possessed",
        "coordinated",
        "apposed_noun",
        "located",
        "metric_noun",
        "person_of",
        "listed_with",
        "acquired",
        "source",
        "share_move",
        "moved",
        "rates",
        "teller",
        "place_of",
        "funded",
        "pollster",
    }
)
"""Cues that alone are worth a proposal."""


class Found(msgspec.Struct, frozen=True):
    """What the proposals are: sites sorted by start without overlaps, tags, full names of persons, the model's spans,
    and ``aliases``: short names that brackets after a name define, by that name's key."""

    sites: list[Site]
    tags: list[Tag]
    persons: list[tuple[int, int]]
    spans: list[Recognised]
    aliases: dict[str, list[str]]


def propose(
    text: str,
    sentences: Sequence[Sentence],
    analyses: Mapping[int, Analysis],
    knowledge: KnowledgeBase,
    shown: Glance,
) -> Found:
    """Collect the sites of an article and the evidence at each."""
    index = SentenceIndex(sentences)
    styled = {sentence.index for sentence in sentences if _styled(text, sentence)}
    hits, runs = shown.hits, shown.runs
    tags = [tag for sentence in sentences for tag in find_tags(text, sentence.start, sentence.end, knowledge)]
    spans = list(recognised(text, analyses))

    houses = [
        hit.end for hit in hits if any(knowledge.entries[entry].sector in ADVISERS for entry in hit.known.entries)
    ]
    persons = find_persons(text, runs, spans, hits, houses)
    sites = [site for hit in hits if (site := _of_hit(text, hit, index)) is not None]
    sites += [
        site
        for run in runs.companies
        if (site := _site(text, run.start, run.bare_end, run.end, "form", index, knowledge)) is not None
    ]
    sites += _of_model(text, spans, sites, index, knowledge)
    sites = without_overlaps(sites)
    sites = _tagged(text, tags, sites, index, knowledge)
    sites = [
        site
        for site in sites
        if not any(tag.start <= site.start and site.end <= tag.end and site.origin != "form" for tag in tags)
    ]
    names = list(_after_trades(text, _beside_persons(text, runs.names, persons), index, knowledge))
    sites = _widened(text, sites, names, index, knowledge, styled)
    sites = _of_countries(text, sites, names, index, knowledge)
    told = [
        site
        for start, end in _uncovered(
            names,
            [*((site.start, site.end) for site in sites), *persons, *((tag.start, tag.end) for tag in tags)],
        )
        if plausible(text[start:end])
        and (site := _site(text, start, end, end, "cue", index, knowledge)) is not None
        and site.known is None
    ]
    sites = sorted([*sites, *told], key=lambda site: site.start)
    person_ends = frozenset(end for _, end in persons)
    owned = _owned_by_places(text, hits)
    for site in sites:
        site.styled = site.sentence.index in styled
        site.initial = _opens(text, site)
        _model_cues(site, spans)
        if site.tag is not None:
            site.cues["ticker" if site.tag.certain else "bracketed_code"] = WEIGHTS[
                "ticker" if site.tag.certain else "bracketed_code"
            ]
        _form_cues(text, site)
        observe(text, site, knowledge.heads, person_ends)
        if site.start in owned and not is_ordinary(site.key):
            site.cues["place_of"] = WEIGHTS["place_of"]
    _coordinate(text, sites)
    sites = [site for site in sites if site.origin != "cue" or not _TELLING.isdisjoint(site.cues)]
    return Found(sites, tags, persons, spans, _defined(text, sites))


def _site(
    text: str, start: int, bare_end: int, end: int, origin: Origin, index: SentenceIndex, knowledge: KnowledgeBase
) -> Site | None:
    sentence = index.at(start)
    name_key = key(text[start:bare_end])
    if sentence is None or not name_key:
        return None
    return Site(start, bare_end, end, name_key, sentence, origin, knowledge.lookup(name_key), cues={})


def _of_hit(text: str, hit: Hit, index: SentenceIndex) -> Site | None:
    sentence = index.at(hit.start)
    if sentence is None:
        return None
    return Site(hit.start, hit.bare_end, hit.end, hit.key, sentence, "table", hit.known, cues={})


_OWNED = re.compile(r"['’]s?[ \n]+(?=[A-Z0-9])")


def _owned_by_places(text: str, hits: Sequence[Hit]) -> frozenset[int]:
    """Where names stand that a city or country owns: "London's Kelmar"."""
    found = (_OWNED.match(text, hit.end) for hit in hits if hit.known.other in ("country", "place"))
    return frozenset(match.end() for match in found if match)


def _styled(text: str, sentence: Sentence) -> bool:
    """Whether a line writes (nearly) all longer words with capitals, as headlines do."""
    words = [word for word in _WORDS.findall(text, sentence.start, sentence.end) if len(word) > 3]
    if len(words) > 25 or (sentence.role != "headline" and text[sentence.end - 1] in '.!?"”'):
        return text[sentence.start : sentence.end].isupper()
    return len(words) >= 2 and sum(word[0].isupper() for word in words) >= 0.7 * len(words)


def _opens(text: str, site: Site) -> bool:
    """Whether the name opens its sentence, a quotation, or what follows a colon or dash."""
    before = text[site.sentence.start : site.start].rstrip()
    return not before or before[-1] in '"“‘:•*|' or before.endswith(("--", " -", "–", "—", "...", "…"))


def _of_model(
    text: str, spans: Sequence[Recognised], sites: Sequence[Site], index: SentenceIndex, knowledge: KnowledgeBase
) -> list[Site]:
    """Sites for the model's organisations that no other site covers.

    A span that is longer than a known name in it is a name of its own only if its last word is one that names of
    companies end with ("Wells Fargo Securities"); otherwise it is the known name with a title or product after it.
    """
    made = []
    kinds = forms()
    for span in spans:
        if span.label != "ORG":
            continue
        inside = [site for site in sites if site.start < span.end and span.start < site.end]
        if (
            inside
            and all(site.known is not None and site.known.other in ("country", "place") for site in inside)
            and (inside[0].start > span.start or inside[-1].end < span.end)
        ):
            inside = []
        words = re.findall(r"[\w&'’.\-]+", text[span.start : span.end])
        if inside:
            last = words[-1].casefold().rstrip(".")
            one = inside[0]
            longer = len(inside) == 1 and one.start == span.start and one.end < span.end
            if (
                not longer
                or kinds.get(last) != "trade"
                or words[-1].islower()
                or one.origin != "table"
                or len(words) > 6
            ):
                continue
        form = form_pattern().search(text, span.start, span.end)
        bare_end = form.start() if form and form.end() >= span.end and form.start() > span.start else span.end
        site = _site(text, span.start, bare_end, span.end, "model", index, knowledge)
        if site is not None and len(words) <= 8:
            made.append(site)
    return made


def _tagged(
    text: str, tags: Sequence[Tag], sites: list[Site], index: SentenceIndex, knowledge: KnowledgeBase
) -> list[Site]:
    """Give each tag to the name before it; where none is known, the run of capitals before it is one."""
    made: list[Site] = []
    by_end = {site.end: site for site in sites}
    for tag in tags:
        end = tag.start
        while end > 0 and text[end - 1] in " \n\u00a0,":
            end -= 1
        site = by_end.get(end)
        if site is None and text[max(0, end - 2) : end] in ("'s", "’s"):
            site = by_end.get(end - 2)
        if site is None and tag.certain and text[tag.start] in "<([":
            site = _before_tag(text, tag, index, knowledge)
            if site is not None:
                made.append(site)
        if site is not None and site.tag is None:
            if tag.index:
                site.cues["thing_after"] = WEIGHTS["thing_after"]
            else:
                site.tag = tag
    return without_overlaps([*made, *sites]) if made else sites


def _before_tag(text: str, tag: Tag, index: SentenceIndex, knowledge: KnowledgeBase) -> Site | None:
    if tag.index:
        return None
    sentence = index.at(tag.start)
    if sentence is None:
        return None
    low = max(sentence.start, tag.start - _LONGEST_NAME)
    match = _BEFORE_TAG.search(text, low, tag.start)
    if match is None:
        return None
    start, end = match.start(), match.start() + len(match[0].rstrip(" \n,"))
    opening = openers()
    while (head := re.match(r"[\w'’.]+[ \n]+", text[start:end])) and (
        head[0].strip() in opening or head[0].strip().endswith(("'s", "’s"))
    ):
        start += head.end()
    if end - start < 2 or institutional(text[start:end]):
        return None
    form = form_pattern().search(text, start, end)
    bare_end = form.start() if form and form.end() >= end and form.start() > start else end
    return _site(text, start, bare_end, end, "tag", index, knowledge)


def _model_cues(site: Site, spans: Sequence[Recognised]) -> None:
    for span in spans:
        if span.start < site.end and site.start < span.end:
            name = {"ORG": "model_org", "PERSON": "model_person", "GPE": "model_place"}.get(span.label)
            if name:
                site.cues[name] = WEIGHTS[name]


def _form_cues(text: str, site: Site) -> None:
    if site.origin == "form" and not site.form:
        site.cues["results"] = WEIGHTS["results"]
    tail = text[site.bare_end : site.end]
    kinds = {forms().get(fold(word.strip(".,&"))) for word in tail.split()}
    kinds.add(forms().get(fold(" ".join(tail.split()).strip(" .,"))))
    if "legal" in kinds:
        site.cues["legal_form"] = WEIGHTS["legal_form"]
    elif "group" in kinds:
        site.cues["group_form"] = WEIGHTS["group_form"]
    words = site.key.split()
    if len(words) > 1 and forms().get(words[-1]) == "trade":
        site.cues["trade_word"] = WEIGHTS["trade_word"]


_DEFINED = re.compile(
    r"\s{0,2}(?:['’]s\s?)?\(\s?(?:the\s+|collectively,?\s+"
    r"|together,?\s+)?[\"“‘']?\s?(?:the\s+)?(?P<alias>[A-Z][\w&.\-]*(?: [A-Z][\w&.\-]*){0,3})"
    r"\s?[\"”’']?\s?(?:\)|,? or |, and )"
)


def _defined(text: str, sites: Sequence[Site]) -> dict[str, list[str]]:
    """Short names that are defined in brackets: 'Green River Collieries, LLC ("Green River")', "Tetra Technologies
    (TTI)"."""
    found: dict[str, list[str]] = {}
    for site in sites:
        match = _DEFINED.match(text, site.end) or (_DEFINED.match(text, site.tag.end) if site.tag else None)
        alias = key(match["alias"]) if match else ""
        if (
            alias
            and (initials(site.key)[:1] == alias[0])
            and alias not in ("company", "group", "registrant")
            and not any(
                site.sentence.start <= other.start
                and match is not None
                and other.start == match.start("alias")
                and other.known is not None
                and other.known.other
                for other in sites
            )
        ):
            found.setdefault(site.key, []).append(alias)
    return found


_AFTER_PERSON = re.compile(r"[ \n]+(?:of|for|and)[ \n]+")


def _beside_persons(
    text: str, names: Sequence[tuple[int, int]], persons: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Stretches of capitals without the person that they begin with: of "Anja Reuter of Bankhaus Merzdorf" the
    house."""
    ends = dict(persons)
    for start, end in names:
        last = ends.get(start)
        after = _AFTER_PERSON.match(text, last) if last is not None and last < end else None
        yield (after.end(), end) if after and after.end() < end else (start, end)


_FIRST_WORD = re.compile(r"([A-Z][a-z\-]{3,})[ \n]+(?=[A-Z0-9])")
_IN_NAMES = frozenset({"bank", "fund", "trust", "paper", "press", "house", "exchange", "agency"})
"""Trades with which names of companies begin as well: "Bank Tellow"."""


def _after_trades(
    text: str, names: Iterable[tuple[int, int]], index: SentenceIndex, knowledge: KnowledgeBase
) -> Iterator[tuple[int, int]]:
    """Stretches of capitals without the trade that opens their sentence: of "Fintech Lendoro" the name."""
    for start, end in names:
        first = _FIRST_WORD.match(text, start, end)
        sentence = index.at(start) if first else None
        trade = first[1].casefold() if first else ""
        led = sentence is not None and sentence.start == start and trade in knowledge.heads and trade not in _IN_NAMES
        yield (first.end(), end) if first and led else (start, end)


def _uncovered(names: Iterable[tuple[int, int]], covered: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The stretches that touch no covered span; all are in order but ``covered``."""
    spans = sorted(covered)
    place = 0
    for start, end in names:
        while place < len(spans) and spans[place][1] <= start:
            place += 1
        if place == len(spans) or spans[place][0] >= end:
            yield start, end


def _widened(
    text: str,
    sites: list[Site],
    names: Sequence[tuple[int, int]],
    index: SentenceIndex,
    knowledge: KnowledgeBase,
    styled: set[int],
) -> list[Site]:
    """A known name that is also a word, or that nobody curated, and stands inside a longer run of capitals ("Kepler
    Cheuvreux", "Unified Wireless Network") is part of a longer name: the name that begins with it takes its place."""
    starts = dict(names)
    begins = [start for start, _ in names]
    made = []
    for site in sites:
        end = starts.get(site.start)
        known = site.known
        weak = (
            known is not None
            and bool(known.entries)
            and " " not in site.key
            and (known.word or not any(knowledge.entries[entry].curated for entry in known.entries))
        )
        tail = text[site.end : end].split() if end is not None and end > site.end else []
        place = bisect.bisect_right(begins, site.start) - 1
        inside = place >= 0 and site.end <= names[place][1]
        lead = text[begins[place] : site.start].split() if inside else []
        if (
            lead
            and weak
            and site.origin == "table"
            and site.sentence.index not in styled
            and not site.form
            and not all(
                knowledge.country_of_adjective(word) or word in _NO_NAME or _QUALIFIES.fullmatch(word) for word in lead
            )
        ):
            continue
        if (
            site.origin != "table"
            or not weak
            or site.sentence.index in styled
            or not tail
            or site.form
            or not tail[0][0].isupper()
            or tail[0] in _NO_NAME
        ):
            made.append(site)
            continue
        if site.key in english_words() and institutional(text[site.start : end]):
            # "National Security Council"
            continue
        longer = _site(text, site.start, end or site.end, end or site.end, "cue", index, knowledge)
        made.append(longer if longer is not None and plausible(text[site.start : end]) else site)
    return without_overlaps(made)


_OF = re.compile(r"[ \n]+of(?:[ \n]+the)?[ \n]+")
_LAST_WORD = re.compile(r"[\w&'’\-]+$")


def _of_countries(
    text: str, sites: list[Site], names: Sequence[tuple[int, int]], index: SentenceIndex, knowledge: KnowledgeBase
) -> list[Site]:
    """A house named after a country is no country, nor the house whose name it begins with: "Bank of Cyprus",
    "Industrial Bank of Korea"."""
    begins = [start for start, _ in names]
    made = []
    for site in sites:
        known = site.known
        if known is not None and not known.entries and known.other in ("country", "place"):
            place = bisect.bisect_right(begins, site.start) - 1
            start, end = names[place] if place >= 0 else (site.start, site.start)
            joints = list(_OF.finditer(text, start, site.start)) if start < site.start < end else []
            if joints and joints[-1].end() == site.start:
                head = _LAST_WORD.search(text, start, joints[-1].start())
                longer = _site(text, start, site.bare_end, site.end, "cue", index, knowledge)
                if head and forms().get(fold(head[0])) == "trade" and longer and longer.known is None:
                    longer.cues["trade_word"] = WEIGHTS["trade_word"]
                    made.append(longer)
                    continue
        made.append(site)
    return without_overlaps(made)


_QUALIFIES = re.compile(r"[A-Z]\w*(?:-[a-z]+)+")
"""What describes the name that follows: "State-owned SAIC", "London-listed Arm"."""

_NO_NAME = frozenset({*openers(), "Inc", "Corp", "Ltd", "Chief", "CEO", "CFO", "Chairman", "President", "Co", "Plc"})


_FIGURED = re.compile(r"[ \n]+[\d.]+(?:%|[ \n]+(?:percent|per[ ]cent|pct))(?:,?[ \n]+and|,)[ \n]+")
"""What stands between the names of a list each with its move: "slumped 9.4%, Nvidia 9.5% and Apple 5.9%"."""
_MOVES = re.compile(r"[ \n]+[\d.]+(?:%|[ \n]+(?:percent|per[ ]cent|pct))")
_AND = re.compile(r"(?:'s|’s)?,?[ \n]+and[ \n]+|,[ \n]+")


def _coordinate(text: str, sites: Sequence[Site]) -> None:
    """A name that stands in a list with a company is one too: "Quillstone Capital and Fenwood joined in"."""
    for before, after in pairwise(sites):
        gap = text[(before.tag.end if before.tag else before.end) : after.start]
        if _FIGURED.fullmatch(gap) and _MOVES.match(text, after.end):
            gap = " and "
        if (
            len(gap) < 40
            and _AND.match(gap)
            and gap.count(",") <= 1
            and all(word.islower() for word in re.findall(r"\w+", gap))
        ):
            for one, other in ((before, after), (after, before)):
                known = other.known is not None and bool(other.known.entries) and not other.known.word
                if (known or other.form or other.tag or belief([other.cues]) >= _SURE) and (
                    one.origin != "table" or (one.known is not None and one.known.word)
                ):
                    one.cues["coordinated"] = WEIGHTS["coordinated"]
                if "listed_with" in other.cues and one is after:
                    # "companies such as Immuta, Axonius and Securonix": each is an example.
                    one.cues["listed_with"] = WEIGHTS["listed_with"]
