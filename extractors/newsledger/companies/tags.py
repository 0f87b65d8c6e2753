"""Ticker tags: the codes that wires and sites print beside a company's name.

``(AAPL.O)``, ``<JNJ.N>``, ``(NASDAQ: AAPL)``, ``(NYSE:BRK.B)``, ``(0700.HK)``, ``(BHARTIARTL.NS)``, ``<BP>``,
``(MSTR)``, ``$AAPL``. A tag belongs to the name directly before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from newsledger.companies.knowledge import KnowledgeBase

_SYMBOL = r"[A-Z0-9][A-Z0-9&]{0,11}(?:[.\-/][A-Z]{1,2})?"
_EXCHANGE = r"[A-Za-z][A-Za-z&. \-]{1,24}?"

_TAGS = re.compile(
    rf"(?P<open>[<(\[])\s?(?:"
    rf"(?P<prefix>{_EXCHANGE})\s?:\s?(?P<listed>{_SYMBOL})(?P<more>(?:\s?[;,/]\s?[^()<>\[\]]{{2,30}})*)"
    rf"|(?P<root>[A-Z0-9]{{1,12}}[a-z]?)\.(?P<suffix>[A-Z]{{1,3}})"
    rf"|(?P<index>\.[A-Z0-9]{{2,10}})"
    rf"|(?P<bare>[A-Z]{{1,5}}(?:\.[A-Z])?|[A-Z]{{2,10}}(?=[>])|[A-Z]{{1,4}}[a-z]?(?=>))"
    rf"|(?P<other>[A-Za-z0-9=]{{2,8}}[0-9=][A-Za-z0-9=]*)"
    rf")\s?(?P<close>[>)\]])"
    rf"|\$(?<![\w$]\$)(?P<cash>[A-Z]{{1,5}}(?:\.[AB])?)(?![\w.])"
    rf"|(?P<loose>[A-Z](?<![\w.<(][A-Z])[A-Z0-9&]{{1,11}}\.(?:NS|BO|HK|DE|PA|AX|TO|SS|SZ|KS|TW|SI|MI|AS|SW|L|N|O|OQ))(?![\w.])"
)
"""What stands before a tag is looked at behind its first character: so the search passes quickly over small letters."""

_PAIR = {"<": ">", "(": ")", "[": "]"}


class Tag(msgspec.Struct, frozen=True):
    """A ticker tag in the text. ``mics`` are the exchanges that it names (none: it names no exchange); ``index``
    marks a code of an index, future or currency, so that the name before it is no company."""

    start: int
    end: int
    symbol: str
    mics: tuple[str, ...]
    index: bool
    certain: bool


def find_tags(text: str, start: int, end: int, knowledge: KnowledgeBase) -> Iterator[Tag]:
    """The tags in a stretch of text, in order. A bare code in round brackets ("(TCS)") is not ``certain``: it may be an
    abbreviation."""
    for match in _TAGS.finditer(text, start, end):
        if match["open"] and _PAIR[match["open"]] != match["close"]:
            continue
        if match["prefix"]:
            mics = knowledge.exchanges(match["prefix"])
            if mics:
                yield Tag(match.start(), match.end(), match["listed"], mics, False, True)
        elif match["root"]:
            mics = knowledge.exchanges(match["suffix"])
            if mics:
                yield Tag(match.start(), match.end(), match["root"].upper(), mics, False, True)
            elif match["open"] == "<" or len(match["suffix"]) == 1:
                yield Tag(
                    match.start(), match.end(), f"{match['root']}.{match['suffix']}", (), False, match["open"] == "<"
                )
        elif match["index"] or match["other"]:
            if match["open"] == "<":
                yield Tag(match.start(), match.end(), match["index"] or match["other"], (), True, True)
        elif match["bare"]:
            yield Tag(match.start(), match.end(), match["bare"].upper(), (), False, match["open"] == "<")
        elif match["cash"]:
            yield Tag(match.start(), match.end(), match["cash"], (), False, bool(knowledge.by_symbol(match["cash"])))
        elif match["loose"]:
            root, _, suffix = match["loose"].rpartition(".")
            yield Tag(match.start(), match.end(), root, knowledge.exchanges(suffix), False, True)
