"""Sources that are not named: "two people close to the talks", "a banker who has advised both", "one of them"."""

from __future__ import annotations

import re
from functools import cache

from newsledger.facts.cues import any_of, forms
from newsledger.facts.source import Source

_COUNT = (
    r"(?:one|two|three|four|five|six|several|some|another|both|an?|other|many|most|a\s+(?:second|third))\s+"
    r"(?:of\s+(?:the|its|their|his|her|those)\s+(?:[\w-]+['’]s?\s+)?)?"
)
_HEAD = re.compile(rf"(?i)(?<![\w-]){_COUNT}(?:(?!(?:said|says|that|and|or|the|to|of)\b)[a-z][\w’'-]*\s+){{0,3}}$")
_PLAIN_HEAD = re.compile(r"(?i)(?<![\w-])(?:refining|trade|trading|industry|market|banking|government|money|bond)\s+$")
_REACH = 70
"""How far before a noun what is said of it may begin."""

_SAYING = (
    r"(?:said|says|say|told|added|reckon\w*|put|puts|expect\w*|think|thinks|estimate\w*|calculate\w*|denied|warn\w*)"
)
_CLOSE = re.compile(
    r"(?i)\s+(?:who\s+(?:are|is)\s+|who\s+(?:asked|declined)\s[^,.;\n]{3,40},\s+)?(?:directly\s+)?(?:familiar\s+with|close\s+to|"
    r"with\s+(?:direct\s+|first-hand\s+)?knowledge\s+of|briefed\s+on|involved(?:\s+in)?|aware\s+of|privy\s+to|near)"
    r"(?:\s+(?:the|its|their|his|her))?(?:\s+[\w&’'-]+)?"
    r"(?:\s+(?:plans?|talks|deliberations|matter|situation|thinking|discussions|negotiations|process|books?|board))?"
)
_WHO = re.compile(rf"(?i)\s+who(?:se)?\s+[^,;.\n\"”]{{3,60}}?(?=\s+{_SAYING}\b|[,.;\n\"”])")
_AT = re.compile(rf"(?i)\s+(?:at|in|for|of|from)\s+(?:[\w’'&-]+\s+){{0,5}}?[\w’'&-]+(?=\s+{_SAYING}\b|[,.;\n\"”])")
_IN = re.compile(r"\s+in\s+(?:the\s+)?[A-Z][\w-]+(?:\s+[A-Z][\w-]+)?")
_OF_THEM = re.compile(
    r"(?i)(?<!\w)(?:one|two|three|both|another|some)\s+of\s+(?:them|(?:the|those)\s+(?:people|sources|bankers|investors|"
    r"analysts))\s*$"
)


OWNERS = frozenset({"shareholders", "bondholders", "holders"})
"""Unnamed people of whom all together say nothing: "shareholders could count on a payout"."""


COUNTS = frozenset({"one", "two", "three", "four", "five", "six", "several"})
"""Words for how many unnamed people speak."""

_BY_TRADE = re.compile(
    rf"(?i)(?<![\w-])(?:{'|'.join(sorted(COUNTS))})\s+(?:[a-z-]+\s+){{0,2}}[a-z]{{2,}}(?:er|or|ist|ant|ive|ian)s?\s*$"
)
"""Unnamed people by what they do, whatever it is: "two distributors", "one Paris retailer"."""


@cache
def unnamed_nouns() -> frozenset[str]:
    """The nouns for people who are not named, in lower case."""
    return forms("source_nouns", "kind", "people", "nouns") | forms("source_nouns", "kind", "crowd", "nouns")


@cache
def _nouns() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<![\w-])(?:{any_of(unnamed_nouns())})(?![\w-])")


def people_at(text: str, start: int, end: int, floor: int) -> tuple[Source, bool]:
    """The people whom a noun ``text[start:end]`` stands for with what is said of them, and whether they are some
    ("one banker", "traders who hold the bonds") rather than all of their kind ("traders")."""
    before = text[max(start - _REACH, floor) : start]
    head = _HEAD.search(before)
    kind = None if head else _PLAIN_HEAD.search(before)
    first = start - len(before) + (head or kind).start() if head or kind else start  # type: ignore[union-attr]
    tail = (
        _CLOSE.match(text, end)
        or _WHO.match(text, end)
        or (_AT.match(text, end) if head else None)
        or _IN.match(text, end)
    )
    last = tail.end() if tail else end
    return Source(" ".join(text[first:last].split()), first, last, "people"), bool(head or tail)


def people_before(text: str, floor: int, end: int) -> Source | None:
    """Unnamed people whose phrase ends at an offset, before a verb of telling: "people close to it", "one of them"."""
    of_them = _OF_THEM.search(text[floor:end])
    if of_them:
        start = floor + of_them.start()
        last = start + len(of_them.group().rstrip())
        return Source(" ".join(text[start:last].split()), start, last, "people")
    by_trade = _BY_TRADE.search(text[floor:end])
    if by_trade and re.search(r"[,\"”]\s*$", text[floor : floor + by_trade.start()]):
        start, last = floor + by_trade.start(), floor + len(text[floor:end].rstrip())
        return Source(" ".join(text[start:last].split()), start, last, "people")
    for noun in _nouns().finditer(text, floor, end):
        found, some = people_at(text, noun.start(), noun.end(), floor)
        apposed = text[floor : found.start].rstrip().endswith(",") and "," in text[found.end : end]
        told_apart = found.end > noun.end() or " of " in text[found.start : noun.start()]
        if some and not apposed and told_apart and not text[found.end : end].strip(" ,"):
            return found
    return None


def people_from(text: str, start: int, end: int) -> Source | None:
    """Unnamed people whose phrase opens a stretch: "(according to) two people close to the talks"."""
    noun = _nouns().search(text, start, end)
    if noun is None:
        return None
    found, some = people_at(text, noun.start(), noun.end(), start)
    return found if some and not text[start : found.start].strip() else None
