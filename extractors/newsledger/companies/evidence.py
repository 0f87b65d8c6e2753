"""Evidence: what the words around a name say about what it names.

Each cue is a small test on the words directly before or after the name, with a weight from -1 to 1: how far it alone
would make one believe that a company is named. Cues of different kinds are joined as independent witnesses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from newsledger.companies.sites import Site
from newsledger.companies.tables import cues

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
    "relative": 0.3,
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
    "person_of": 0.7,
    "metric_noun": 0.5,
    "own": 0.25,
    "research_noun": 0.4,
    "acquired": 0.6,
    "listed_with": 0.6,
    "agent": 0.35,
    "party": 0.3,
    "model_person": -0.2,
    "model_place": -0.1,
}
"""How far each kind of evidence is to be trusted."""

_LONGEST_BEFORE = 60
_WHERE = frozenset({"in", "near", "outside", "around", "throughout"})
"""What stands before places rather than companies."""
_OFFICE_AT = re.compile(
    r"\b(?:analyst|strategist|economist|head|manager|director|partner|trader|dealer|officer|president|executive|chief)"
    r"(?:\s+(?:of|for)(?:\s+[\w\-&]+){1,4})?\s+(?:at|with)$"
)
_OFFICES = frozenset({"President", "Director", "Head", "Manager", "Officer", "Secretary", "Chief", "VP", "Minister"})
"""Capitalised offices: what follows them and "of" may be a department, unless it is a known name."""
_BRACKET = re.compile(r"[ \n]?\([^()\n]{1,30}\)")


@cache
def _patterns(capitals: bool) -> dict[str, re.Pattern[str]]:
    """What may follow a name; ``capitals`` for lines that are all in capitals."""
    flags = re.IGNORECASE if capitals else re.NOFLAG
    after = cues()["after"]

    def words(*lists: str) -> str:
        spelled = sorted({word for name in lists for word in after[name]}, key=len, reverse=True)
        return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in spelled)

    adverb = (
        r"(?:(?:also|now|has|had|have|will|would|on\s+[A-Z]\w+day|today|yesterday|itself|since|recently|last\s+week)\s+)"
        r"{0,2}"
    )
    return {
        "business_verb": re.compile(rf"\s+{adverb}(?:{words('business_verbs')})\b", flags),
        "speech_verb": re.compile(rf",?\s+{adverb}(?:{words('speech_verbs')})\b", flags),
        "market_verb": re.compile(rf"\s+{adverb}(?:{words('market_verbs')})\b", flags),
        "auxiliary": re.compile(rf"\s+(?:{words('auxiliaries')})\b", flags),
        "metric_noun": re.compile(rf"\s+(?:{words('metric_nouns')})\b", flags),
        "own": re.compile(r"\s+(?:\w+\s+){1,3}its\b", flags),
        "research_noun": re.compile(rf"\s+(?:{words('research_nouns')})\b", flags),
        "stock_noun": re.compile(rf"\s+(?:{words('stock_nouns')})\b", flags),
        "office_noun": re.compile(rf"\s+(?:{words('office_nouns')})\b", flags),
        "possessed": re.compile(
            rf"(?:[ ]?['’]s?|[ ]s)\s+(?:[\w\-]+\s+){{0,2}}?(?:{words('possessed', 'office_nouns', 'stock_nouns')})\b",
            flags,
        ),
        "apposition": re.compile(
            r",\s+(?:(?:the|a|an|one\s+of|part\s+of|owner\s+of|maker\s+of)\s+[\w'’\-$.]+"
            r"|[A-Z]\w+['’]s\s+(?:largest|biggest|second|third|leading|most|No))",
            flags,
        ),
        "located": re.compile(
            r"\s+(?:\((?:[A-Z][a-z]+[ ,]*)+\)|of\s+[A-Z][a-z]+\s+[a-z])|,\s+(?:based|headquartered)\s+in\b", flags
        ),
        "unit_apposition": re.compile(
            r",\s+(?:the|a|its)\s+(?:[\w\-]+\s+)?(?:unit|division|segment|arm|business|product|drug|pill"
            r"|service|app|model|game|tool)\b",
            flags,
        ),
        "relative": re.compile(r"[ ]?,\s+(?:which|whose)\b", flags),
        "acquired": re.compile(
            r"[ ]?\(?[ ,]\s*(?:was |now |then )?(?:acquired|bought|purchased|merged|now part of"
            r"|a (?:product|subsidiary|unit|division) of)\b",
            flags,
        ),
    }


@cache
def _before() -> dict[str, frozenset[str]]:
    return {
        "ownership": frozenset(cues()["before"]["ownership"]),
        "office_of": frozenset(cues()["before"]["office_of"]),
        "source": frozenset(cues()["before"]["sources"]),
        "measured": frozenset(cues()["before"]["measured"]),
        "apposed": frozenset(cues()["before"]["apposed"]),
    }


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
    return re.compile(rf"[ ]?,\s+(?:the|a|an|one\s+of|[A-Z]\w+['’]s)\s+(?:[\w\-'’$.]+,?\s+){{0,6}}?(?:{nouns})\b")


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
_AGENT = re.compile(r"\b[a-z]{2,}(?:ed|ught|ld|de|wn)[ \n]+(?:by|to|from|with)[ \n]+$")
_PARTY = re.compile(r"\b(?:from|with|between|to|by)[ \n]+$")


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
        bracket = _BRACKET.match(text, after, limit)
        if text.startswith((",", " ,"), after) and _appositive(heads).match(text, after, limit):
            found["apposed_noun"] = WEIGHTS["apposed_noun"]
        for name, pattern in _patterns(site.styled).items():
            if pattern.match(text, after, limit) or (bracket and pattern.match(text, bracket.end(), limit)):
                found[name] = WEIGHTS[name]
        if _tails().match(text, after):
            found["hyphened"] = WEIGHTS["hyphened"]
        if _things().match(text, site.end, limit):
            found["thing_after"] = WEIGHTS["thing_after"]
        if _region().match(text, site.end, limit):
            found["place_after"] = WEIGHTS["place_after"]
    low = max(site.sentence.start, site.start - _LONGEST_BEFORE)
    of_person = _OF_PERSON.search(text, low, site.start)
    if of_person and of_person.start() in person_ends:
        found["person_of"] = WEIGHTS["person_of"]
    if _example().search(text, low, site.start):
        found["listed_with"] = WEIGHTS["listed_with"]
    if _AGENT.search(text, low, site.start):
        found["agent"] = WEIGHTS["agent"]
    elif _PARTY.search(text, low, site.start):
        found["party"] = WEIGHTS["party"]
    words = text[low : site.start].split()
    if words and words[-1] == ",":
        words[-2:] = ["".join(words[-2:])]
    _observe_before(words, found, heads, site.form)
    if site.initial and text.startswith(":", after):
        found["headed"] = WEIGHTS["headed"]
    if not site.initial and not site.styled:
        found["capital"] = WEIGHTS["capital"]


def _observe_before(words: list[str], found: dict[str, float], heads: frozenset[str], form: bool) -> None:
    if not words:
        return
    if len(words) > 1 and words[-1] == "of" and words[-2] in _OFFICES:
        found["office_before"] = WEIGHTS["office_before"]
    if words[-1].casefold() in _WHERE and words[-1][-1] != ",":
        found["place_before"] = WEIGHTS["place_before"]
    if words[-1] in _titles():
        found["title_before"] = WEIGHTS["title_before"]
    if re.fullmatch(r"(?:19|20)\d\d", words[-1]):
        found["year_before"] = WEIGHTS["year_before"]
    if words[-1].casefold() == "the":
        if not form:
            found["article_before"] = WEIGHTS["article_before"]
        words = words[:-1]
    if words and words[-1].rstrip(",") in heads and words[-1].islower():
        found["apposed"] = WEIGHTS["apposed"]
    if _OFFICE_AT.search(" ".join(words)):
        found["office_of"] = WEIGHTS["office_of"]
    for count in (1, 2, 3, 4):
        phrase = " ".join(words[-count:])
        phrase = phrase if phrase[:3].isupper() else phrase[:1].lower() + phrase[1:]
        for name, phrases in _before().items():
            if phrase in phrases:
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
