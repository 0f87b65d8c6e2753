"""Evidence: what the words around a name say about what it names.

Each cue is a small test on the words directly before or after the name, with a weight from -1 to 1: how far it alone
would make one believe that a company is named. Cues of different kinds are joined as independent witnesses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from newsledger.companies.following import follow
from newsledger.companies.sites import Site
from newsledger.companies.tables import cues, english_words

WEIGHTS = {
    "legal_form": 0.95,
    "group_form": 0.55,
    "ticker": 0.97,
    "bracketed_code": 0.5,
    "business_verb": 0.5,
    "speech_verb": 0.3,
    "market_verb": 0.4,
    "auxiliary": 0.2,
    "stock_noun": 0.75,
    "office_noun": 0.5,
    "possessed": 0.6,
    "ownership": 0.6,
    "office_of": 0.6,
    "source": 0.4,
    "measured": 0.3,
    "apposed": 0.6,
    "apposition": 0.4,
    "apposed_noun": 0.7,
    "relative": 0.33,
    "hyphened": 0.7,
    "coordinated": 0.4,
    "located": 0.5,
    "unit_apposition": -0.6,
    "place_before": -0.6,
    "place_after": -0.7,
    "year_before": -0.8,
    "office_before": -0.8,
    "model_org": 0.5,
    "capital": 0.45,
    "trade_word": 0.5,
    "article_before": -0.5,
    "title_before": -0.9,
    "thing_after": -0.95,
    "results": 0.8,
    "headed": 0.45,
    "person_of": 0.78,
    "metric_noun": 0.5,
    "own": 0.25,
    "research_noun": 0.4,
    "acquired": 0.6,
    "listed_with": 0.6,
    "agent": 0.35,
    "party": 0.3,
    "model_person": -0.2,
    "model_place": -0.1,
    "share_move": 0.5,
    "moved": 0.5,
    "rates": 0.6,
    "teller": 0.65,
    "peer": 0.4,
    "division_before": -0.85,
    "works_before": -0.7,
    "place_of": 0.42,
    "funded": 0.62,
    "pollster": 0.65,
}
"""How far each kind of evidence is to be trusted."""

_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST_BEFORE = 60
_LONGEST_PHRASE = 4
_WHERE = frozenset({"in", "near", "outside", "around", "throughout"})
"""What stands before places rather than companies."""
_OFFICE_AT = re.compile(
    r"\b(?:analyst|strategist|economist|head|manager|director|partner|trader|dealer|officer|president|executive|chief)"
    r"(?:\s+(?:of|for)(?:\s+[\w\-&]+){1,4})?\s+(?:at|with)$"
)
_TELLING_ENDS = frozenset(
    {
        *("reckon", "reckons", "reckoned", "estimates", "estimated", "calculates", "calculated", "forecasts"),
        *("predicts", "predicted"),
    }
)
_TELLER = re.compile(rf",[”\"’']?[ \n]+(?:{'|'.join(sorted(_TELLING_ENDS))})[ \n]+$")
"""What stands before the house that says something: ", reckons Alphaliner"."""
_OFFICES = frozenset({"President", "Director", "Head", "Manager", "Officer", "Secretary", "Chief", "VP", "Minister"})
"""Capitalised offices: what follows them and "of" may be a department, unless it is a known name."""


@cache
def _before() -> dict[str, tuple[str, ...]]:
    """The cues that a phrase before a name gives, by the phrase."""
    lists = cues()["before"]
    found: dict[str, tuple[str, ...]] = {}
    for name in ("ownership", "office_of", "source", "measured", "apposed", "pollster"):
        for phrase in lists["sources" if name == "source" else name]:
            found[phrase] = (*found.get(phrase, ()), name)
    return found


@cache
def _last_before() -> frozenset[str]:
    """Words that end such a phrase, as they are written in it or at the head of a sentence."""
    last = {phrase.rsplit(" ", 1)[-1] for phrase in _before()}
    return frozenset(last | {word[:1].upper() + word[1:] for word in last})


@cache
def _appositive(heads: frozenset[str]) -> re.Pattern[str]:
    """ ", a compensation consulting firm", ", the world's largest chipmaker"."""
    nouns = "|".join(
        sorted(
            map(
                re.escape,
                {*heads, "company", "firm", "group", "corporation", "subsidiary", "unit of", "affiliate", "startup"},
            )
        )
    )
    return re.compile(
        rf"[ ]?,\s+(?:the|a|an|another|one\s+of|[A-Z]\w+['’]s)\s+(?:[\w\-'’$.]+,?\s+){{0,6}}?(?:{nouns})\b"
    )


@cache
def _tails() -> re.Pattern[str]:
    return re.compile(rf"-(?:{'|'.join(cues()['hyphened']['tails'])})\b")


@cache
def _things() -> re.Pattern[str]:
    return re.compile(rf"[ \u00a0\n]+(?:{'|'.join(map(re.escape, cues()['not_after']['words']))})\b|[ ]?\+(?!\d)")


@cache
def _titles() -> frozenset[str]:
    return frozenset(
        {
            "Mr",
            "Mr.",
            "Mrs",
            "Mrs.",
            "Ms",
            "Ms.",
            "Dr",
            "Dr.",
            "Sir",
            "Lord",
            "Lady",
            "Dame",
            "Miss",
            "Judge",
            "Sen.",
            "Rep.",
            "Senator",
            "Prof.",
        }
    )


_OF_PERSON = re.compile(r",?[ \n]+(?:of|at|from|with)[ \n]+(?:the[ \n]+)?$")
_DIVISIONS = re.compile(
    r"\b(?:[Ii]ts|[Tt]heir|[Tt]he)\s+(?:[\w\-]+\s+){0,3}?(?:divisions|segments|units|businesses|branches|business\s+lines)\b"
)
_WORKS = re.compile(
    r"\b(?:(?i:accident|strike|blockade|fire|landslide|mining|drilling|output|production|capacity|throughput|grades?|ore)"
    r"|mines?|mills|concentrator|projects?|plants?|fields?|smelters?|refiner(?:y|ies)|factor(?:y|ies)|works|deposit"
    r"|pit|terminal|reactor|contractors)[ \n]+(?:at|in)$"
)
"""What stands before a place of work rather than a company: "a second concentrator at "."""
_DIVISIONS_REACH = 420
"""Characters before a sentence in which divisions that it names one by one may be announced."""
_AGENT = re.compile(r"\b[a-z]{2,}(?:ed|ught|ld|de|wn)[ \n]+(?:by|to|from|with)[ \n]+$")
_OF_WORDS = frozenset({"of", "at", "from", "with", "the"})
_PARTY_WORDS = frozenset({"from", "with", "between", "to", "by"})


@cache
def _example_ends() -> frozenset[str]:
    return frozenset(opener.split()[-1] for opener in cues()["listing"]["openers"])


@cache
def _example() -> re.Pattern[str]:
    """ "rivals such as ", "companies, including "."""
    listing = cues()["listing"]
    return re.compile(
        rf"\b(?i:{'|'.join(listing['nouns'])})(?: of [\w]+)?[ ]?,?[ \n]+(?:{'|'.join(listing['openers'])})[ \n]+$"
    )


@cache
def _region() -> re.Pattern[str]:
    return re.compile(rf",[ \n]+(?:{'|'.join(map(re.escape, cues()['places']['regions']))})\b")


def observe(text: str, site: Site, heads: frozenset[str], person_ends: frozenset[int] = frozenset()) -> None:
    """Add the cues around a site to it. ``heads`` are nouns by which companies are called ("crypto venue Bakkt"),
    ``person_ends`` where full names of persons end ("said Anja Reuter of Bankhaus Merzdorf")."""
    found = site.cues
    after = site.tag.end if site.tag else site.end
    if after < len(text):
        limit = site.sentence.end
        if text.startswith((",", " ,"), after) and _appositive(heads).match(text, after, limit):
            found["apposed_noun"] = WEIGHTS["apposed_noun"]
        for name in follow(text, after, limit, capitals=site.styled):
            found[name] = WEIGHTS[name]
        if text[after] == "-" and _tails().match(text, after):
            found["hyphened"] = WEIGHTS["hyphened"]
        if _things().match(text, site.end, limit):
            found["thing_after"] = WEIGHTS["thing_after"]
        if text.startswith(",", site.end) and _region().match(text, site.end, limit):
            found["place_after"] = WEIGHTS["place_after"]
    if site.known is None and _announced(text, site):
        found["division_before"] = WEIGHTS["division_before"]
    low = max(site.sentence.start, site.start - _LONGEST_BEFORE)
    words = text[low : site.start].split()
    if words:
        _observe_role(text, low, site, words[-1], person_ends)
    if words and words[-1] == ",":
        words[-2:] = ["".join(words[-2:])]
    _observe_before(words, found, heads, site.form, opens=low == site.sentence.start)
    if site.initial and text.startswith(":", after):
        found["headed"] = WEIGHTS["headed"]
    if not site.initial and not site.styled:
        found["capital"] = WEIGHTS["capital"]


def _announced(text: str, site: Site) -> bool:
    """Whether a name of common words follows on "Its three divisions diverged.": a division's."""
    if not all(word in english_words() or word == "and" for word in site.key.split()):
        return False
    before = text[max(0, site.sentence.start - _DIVISIONS_REACH) : site.start]
    return _DIVISIONS.search(before[before.rfind("\n\n") + 1 :]) is not None


def _observe_role(text: str, low: int, site: Site, last: str, person_ends: frozenset[int]) -> None:
    """The part that the name has by the small word before it: the house of a speaker, an example of companies, a party
    to what was done."""
    found = site.cues
    if last in _OF_WORDS:
        of_person = _OF_PERSON.search(text, low, site.start)
        if of_person and of_person.start() in person_ends:
            found["person_of"] = WEIGHTS["person_of"]
    if last in ("at", "in") and site.known is None and _WORKS.search(text[low : site.start].rstrip()):
        found["works_before"] = WEIGHTS["works_before"]
    if last in _TELLING_ENDS and _TELLER.search(text, low, site.start):
        found["teller"] = WEIGHTS["teller"]
    if last in _example_ends() and _example().search(text, low, site.start):
        found["listed_with"] = WEIGHTS["listed_with"]
    if last in _PARTY_WORDS:
        name = "agent" if last != "between" and _AGENT.search(text, low, site.start) else "party"
        found[name] = WEIGHTS[name]


def _observe_before(
    words: list[str], found: dict[str, float], heads: frozenset[str], form: bool, *, opens: bool
) -> None:
    if not words:
        return
    if len(words) > 1 and words[-1] == "of" and words[-2] in _OFFICES:
        found["office_before"] = WEIGHTS["office_before"]
    if words[-1].casefold() in _WHERE and words[-1][-1] != ",":
        found["place_before"] = WEIGHTS["place_before"]
    if words[-1] in _titles():
        found["title_before"] = WEIGHTS["title_before"]
    if _YEAR.fullmatch(words[-1]):
        found["year_before"] = WEIGHTS["year_before"]
    if words[-1].casefold() == "the":
        if not form and not (words[-1] == "The" and len(words) > 1):
            # "..., The Information reported": an article with a capital is a part of the name.
            found["article_before"] = WEIGHTS["article_before"]
        words = words[:-1]
    if words and words[-1].rstrip(",") in heads and words[-1].islower():
        found["apposed"] = WEIGHTS["apposed"]
    if len(words) == 1 and opens and words[0][0].isupper() and words[0].casefold() in heads:
        # "Fintech Lendoro doubled revenue."
        found["apposed"] = WEIGHTS["apposed"]
    if words and words[-1] in ("at", "with") and _OFFICE_AT.search(" ".join(words)):
        found["office_of"] = WEIGHTS["office_of"]
    if not words or words[-1] not in _last_before():
        return
    before = _before()
    for count in range(1, min(len(words), _LONGEST_PHRASE) + 1):
        phrase = " ".join(words[-count:])
        phrase = phrase if phrase[:3].isupper() else phrase[:1].lower() + phrase[1:]
        for name in before.get(phrase, ()):
            found[name] = WEIGHTS[name]
    if "ownership" in found:
        # "a stake in Tesla", "invest in Tesla"
        found.pop("place_before", None)


def belief(cue_sets: Iterable[dict[str, float]], prior: float = 0.0) -> float:
    """How far all evidence together makes one believe in a company: each kind of cue counts once as an independent
    witness; those that speak against scale the result down, as far as they are seen at all sites.

    >>> round(belief([{"stock_noun": 0.75}, {"capital": 0.45, "stock_noun": 0.75}]), 2)
    0.86
    """
    sets = list(cue_sets)
    favour: dict[str, float] = {}
    against: dict[str, float] = {}
    for cue_set in sets:
        for name, weight in cue_set.items():
            if weight >= 0:
                favour[name] = max(weight, favour.get(name, 0.0))
            else:
                against[name] = against.get(name, 0.0) + weight / len(sets)
    doubt = 1.0 - prior
    for weight in favour.values():
        doubt *= 1.0 - weight
    result = 1.0 - doubt
    for weight in against.values():
        result *= 1.0 + weight
    return result
