"""Which companies an article quotes rather than reports on: data houses by their trade, brokers by what they do."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from functools import cache

from newsledger.companies.entry import Entry
from newsledger.companies.reference import is_source
from newsledger.companies.sites import Entity, Site
from newsledger.companies.tables import cues

ADVISERS = ("broker", "investment_bank", "bank", "asset_manager", "private_equity", "data_provider")
"""Trades whose members news quotes about others."""


_RATES = re.compile(
    r"\b(?:price target|target price|buyer of|(?:up|down)grade[sd]?|(?:over|under)weight|(?:out|under)perform"
    r"|initiate[sd]"
    r"|reiterate[sd]|PT|rating|values (?:it|the (?:stock|shares|company)))\b"
    r"|[\"“](?:buy|hold|sell|neutral|add|reduce)[\"”]"
)
"""What a broker does with the shares of others."""

_LEADING = ("headline", "lede")


def advises(entity: Entity, entry: Entry | None) -> bool:
    """Whether news asks a company for its view of others: by its trade, or, unknown, by its name or its speakers."""
    if entry is not None:
        return entry.sector in ADVISERS
    return entity.keys[0].split(" ")[-1] in _houses() or any("person_of" in site.cues for site in entity.sites)


def is_cited(
    text: str, entity: Entity, entry: Entry | None, everywhere: Sequence[int], *, speaking: bool = True
) -> bool:
    """Whether a company is mostly quoted, by its trade or by what it does in this article; ``speaking``: also
    by that it or its officers say something, be it of itself. ``everywhere`` is where names of companies begin, in
    order."""
    if is_source(entry):
        return True
    adviser = advises(entity, entry)
    if adviser and (
        2 * _ratings(text, entity) >= len(entity.sites)
        or any(_rates_another(text, site, everywhere) for site in entity.sites)
    ):
        return True
    quoted = {"source", "pollster"} | ({"office_of"} if adviser or speaking else set())
    if adviser and speaking:
        quoted.add("speech_verb")
    quoting = sum(1 for site in entity.sites if quoted & site.cues.keys())
    return quoting > 0 and 2 * quoting >= len(entity.sites)


@cache
def _houses() -> frozenset[str]:
    """Last words of the names of houses that rate and count for others: "Kaveri Broking"."""
    return frozenset(map(str.casefold, cues()["houses"]["tails"]))


def _ratings(text: str, entity: Entity) -> int:
    """Behind how many of its names a rating is told."""
    return sum(
        1
        for site in entity.sites
        if text[site.end : site.end + 1] != ":" and _RATES.search(text, site.end, site.sentence.end)
    )


def _rates_another(text: str, site: Site, everywhere: Sequence[int]) -> bool:
    """Whether headline or lede tell of a rating that it gives another: "Barclays cut BP to underweight"."""
    if site.sentence.role not in _LEADING:
        return False
    rates = _RATES.search(text, site.end, site.sentence.end)
    if rates is None:
        return False
    following = bisect.bisect_left(everywhere, site.end)
    return following < len(everywhere) and everywhere[following] < rates.start()
