"""Names that are words or places as well, in the company of their peers.

"American" is an airline where Delta and Southwest are named, "Iceland" a grocer beside Tesco, "Arm" a chip designer
beside Qualcomm. A place or a country must besides stand where only a name stands: "at American 9.7%", never "American
consumers".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsledger.companies.evidence import WEIGHTS
from newsledger.companies.knowledge import KnowledgeBase
from newsledger.companies.sites import Site

_PLACES = ("place", "country")
_DOING = frozenset(
    {"business_verb", "speech_verb", "market_verb", "share_move", "moved", "auxiliary", "possessed", "stock_noun"}
)
"""Cues that a name gives and an adjective does not."""
_STANDING = frozenset({"place_of", "coordinated", "listed_with", "measured"})
"""Cues that adjectives give as well, where a noun follows: "Chilean and American miners"."""
_ENDS = re.compile(r"[,.;:]|['’]s\b|[ \n]+(?:and|or|but|which)\b|$")
_MEASURE = re.compile(r"[ \n]+(?:(?:[$€£¥]|[A-Z]{1,3}\$)?\d|(?:the|it|its|they)\b)")
_APART = re.compile(r", by (?:contrast|comparison)\b|, (?:meanwhile|too|however|for its part)\b")

_GIVEN = re.compile(
    r"['’]s[ \n]+own\b|[ \n]+(?:an?[ \n]+\w+[ \n]+|just[ \n]+|only[ \n]+)?\d[\d.,]*[ ]?(?:%|per\s?cent\b|pct\b)"
)
"""What stands after a company of a list, and after no adjective: "United 8%, American 7.9%"; "American's own"."""


def note_peers(sites: Sequence[Site], knowledge: KnowledgeBase) -> None:
    """Tell the sites of names that are words or places whether another company of their trade is named
    where no sentence gives it a capital."""
    named: dict[str, set[int]] = {}
    for site in sites:
        known = site.known
        if known is not None and known.entries and not known.other and (not known.word or "capital" in site.cues):
            for entry in known.entries:
                named.setdefault(knowledge.entries[entry].sector, set()).add(entry)
    for site in sites:
        known = site.known
        if known is None or not (known.word or known.other) or not known.entries:
            continue
        trades = {knowledge.entries[entry].sector for entry in known.entries if knowledge.entries[entry].curated}
        if any(trade and not named.get(trade, set()) <= set(known.entries) for trade in trades):
            site.cues["peer"] = WEIGHTS["peer"]


def is_country(site: Site) -> bool:
    """Whether a name is also that of a country or its people, which stands before any noun: "American consumers"."""
    return site.known is not None and site.known.other == "country"


def stands_bare(text: str, site: Site) -> bool:
    """Whether the name of a place stands for a company among its peers: it acts, has or is measured, and nothing is
    placed in it."""
    known, cues = site.known, site.cues
    if known is None or known.other not in _PLACES or not known.entries or "peer" not in cues:
        return False
    if "place_before" in cues or "article_before" in cues or "thing_after" in cues:
        return False
    return (
        not _DOING.isdisjoint(cues)
        or (not _STANDING.isdisjoint(cues) and _ENDS.match(text, site.end) is not None)
        or ("measured" in cues and _MEASURE.match(text, site.end) is not None)
        or _APART.match(text, site.end) is not None
        or _GIVEN.match(text, site.end) is not None
    )
