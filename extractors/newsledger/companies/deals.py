"""The takeovers that an article reports: who buys, who is bought, and in which sentence it is said."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

import msgspec

from newsledger.sentences import Sentence

_LONGEST_GAP = 90
"""Characters that may stand between two names that a deal joins."""

_BUY = re.compile(
    r"\b(?:to\s+(?:buy|acquire|take\s+over|purchase|swallow|snap\s+up|merge\s+with|combine\s+with)"
    r"|(?:will|would|could|may|might)\s+(?:buy|acquire|take\s+over|swallow)\b"
    r"|agreed\s+to\s+(?:buy|acquire|purchase)|(?:has\s+|had\s+)?(?:acquired|bought|buys"
    r"|acquires|offered|swallows|swallowed|snaps\s+up|snapped\s+up)\b"
    r"|(?:is|are|was|be)\s+(?:buying|acquiring|swallowing|snapping\s+up|taking\s+over)\b"
    r"|(?:takeover|acquisition|purchase|buyout|pursuit)\s+of"
    r"|(?:takeover\s+)?(?:bids?|offers?|approach)\s+(?:for|to)|(?:takeover|buyout)\s+(?:deal|proposal)\s+for"
    r"|(?:strikes|struck|clinch(?:es|ed)|seal(?:s|ed)|agreed|agrees|unveils|unveiled)\s+[^,;]{0,40}?\bdeal\s+for"
    r"|(?:won|wins|win)\s+(?:the|a)\s+(?:\w+\s+){0,2}?(?:race|battle|fight|auction|contest)\s+for|offer(?:ed|ing)\s+[^,;]{0,40}?\s+for"
    r"|pay(?:s|ing)?\s+[^,;]{1,30}?\sa\s+share\s+(?:in\s+cash\s+)?for|pay\s+[^,;]{1,40}?\bfor\s+(?:each|every)|merger\s+with"
    r"|(?:stalking|courting|wooing|weighing\s+a\s+bid\s+for))\b",
    re.IGNORECASE,
)
_COURTED = re.compile(
    r"\b(?:approach|bid|offer|proposal|proposals|offers|bids)\s+(?:from|by)\s+(?:[\w'’\-]+\s+){0,3}$", re.IGNORECASE
)
_RATED = re.compile(
    r"\b(?:raised|upgraded|lifted|moved|cut|downgraded|hold|neutral|sell)\b[^.;]{0,20}\bbuy\b", re.IGNORECASE
)
"""A rating of a broker: "was raised to buy by"."""
_SOLD = re.compile(
    r"\b(?:to\s+be\s+(?:bought|acquired|taken\s+over)|agreed\s+to\s+be\s+(?:bought|acquired)"
    r"|(?:was|is\s+being|been)\s+(?:bought|acquired)"
    r"|takeover|buyout)\s+by\b"
)
_REBUFFED = re.compile(
    r"\b(?:reject(?:s|ed|ing)?|rebuff(?:s|ed|ing)?|spurn(?:s|ed|ing)?|snub(?:s|bed|bing)?|accept(?:s|ed|ing)?"
    r"|back(?:s|ed)?|weigh(?:s|ed|ing)?|stud(?:ies|ied|ying)|consider(?:s|ed|ing)?|turn(?:s|ed|ing)?\s+down|thr(?:ows|ew|own)\s+out|fend(?:s|ed|ing)?\s+off|resist(?:s|ed|ing)?|sends?|sent)\b"
    r"[^;]{0,30}$",
    re.IGNORECASE,
)
_OFFER_AFTER = re.compile(
    r"(?:['’]s?)?[ \n]+(?:[\w.£$€¥\-]+[ \n]+){0,3}(?:packing|bid|offer|approach|proposal|takeover|advances)\b"
)
_OF_BEFORE = re.compile(
    r"\b(?:takeover|acquisition|purchase|buyout|bid|offer)[ \n]+(?:of|for)[ \n]+(?:\w+[ \n]+){0,2}$"
)
_SWEETENED = re.compile(
    r"[ \n]+(?:has[ \n]+|had[ \n]+)?(?:sweeten(?:s|ed)?|rais(?:es|ed)|lift(?:s|ed)|improv(?:es|ed)|launch(?:es|ed)"
    r"|drop(?:s|ped)"
    r"|abandon(?:s|ed)|ditch(?:es|ed)|withdr(?:aws|ew)|increas(?:es|ed)|boost(?:s|ed)|table(?:s|d)"
    r"|seal(?:s|ed)|clinch(?:es|ed)|complet(?:es|ed)|strikes|struck)"
    r"(?:[ \n]+(?:its|a|an|the|hostile|revised|[£$€¥][\w.]+))*[ \n]+"
)
"""What stands between a buyer and a name before the word for the bid: "Alpha sweetens Beta offer"."""
_BID_AFTER = re.compile(r"(?:['’]s?)?[ \n]+(?:takeover|bid|offer|approach|proposal|buyout)\b")
_ALL_SHARES = re.compile(
    r"\b(?:all|the)[ \n]+(?:of[ \n]+)?(?:(?:the|its|outstanding|remaining|issued)[ \n]+){0,3}"
    r"(?:shares|stock)[ \n]+(?:of|in)\b"
)
"""What is bought of a company that is bought whole: "acquire all outstanding shares of Beta"."""
_OF_ANOTHER = re.compile(r"\b(?:from|shares|stock|stake)\b")
"""Words between buyer and another name that is not what is bought: "bought 12 million shares from Beta"."""
_A_PART = re.compile(
    r"['’]s?[ \n]+(?:[\w\-]+[ \n]+){0,3}(?:arm|unit|business|division|subsidiary|stake|operations|assets|brand)s?\b"
)
"""Words after a name of which only a part is bought."""
_BY_BETWEEN = re.compile(r"[ \n]+(?:by|from)[ \n]+(?:\w+[ \n]+){0,3}$")


class Deal(msgspec.Struct, frozen=True):
    """The parties of a takeover as indices of companies."""

    buyer: int
    seller: int


def find_deals(
    text: str, sentences: Sequence[Sentence], mentions: Mapping[int, Sequence[tuple[int, int, int]]]
) -> list[tuple[int, Deal]]:
    """The takeovers that the article reports, each with the index of the sentence that puts a verb of buying, a bid or
    a purchase between two companies.

    ``mentions`` maps a sentence's index to ``(start, end, company)`` in order.
    """
    found: list[tuple[int, Deal]] = []
    for sentence in sentences:
        here = mentions.get(sentence.index, ())
        for left, right in pairwise(here):
            between = text[left[1] : right[0]]
            if left[2] == right[2] or len(between) > _LONGEST_GAP or _RATED.search(between):
                continue
            if _taken_by(text, sentence.start, left, right, between):
                found.append((sentence.index, Deal(right[2], left[2])))
            elif _wants(text, right, between) and not _A_PART.match(text, right[1]):
                found.append((sentence.index, Deal(left[2], right[2])))
    return found


def _taken_by(text: str, floor: int, left: tuple[int, int, int], right: tuple[int, int, int], between: str) -> bool:
    """Whether the words around two names say that the second takes or wants the first: "Beta, bought by Alpha", "Beta
    rebuffs Alpha's offer", "the takeover of Beta by Alpha"."""
    if _SOLD.search(between) or _COURTED.search(between):
        return True
    if _REBUFFED.search(between) and _OFFER_AFTER.match(text, right[1]):
        return True
    return bool(_BY_BETWEEN.fullmatch(between) and _OF_BEFORE.search(text, max(floor, left[0] - 40), left[0]))


def _wants(text: str, right: tuple[int, int, int], between: str) -> bool:
    """Whether the words between two names say that the first buys or bids for the second: "Alpha will buy Beta",
    "Alpha raises Beta bid"."""
    if _SWEETENED.fullmatch(between) and _BID_AFTER.match(text, right[1]):
        return True
    return _BUY.search(between) is not None and not _OF_ANOTHER.search(_ALL_SHARES.sub("", between))


OPENING = 2
"""Sentences of headline and lede: a deal that they tell of is what the article is about."""

PASSING = 1
"""Sentences for which another deal stays in mind that is told of in passing."""


def deal_at(deals: Sequence[tuple[int, Deal]], sentence: int) -> Deal | None:
    """The deal that a sentence speaks of: the last one that was told up to it, else the first to come. Where the
    article opens with a deal, another one ("Alpha last year struck a deal for Beta") is spoken of only right there."""
    opening = [deal for told, deal in deals if told < OPENING]
    for told, deal in reversed(deals):
        if told <= sentence and (not opening or deal in opening or sentence - told <= PASSING):
            return deal
    return deals[0][1] if deals else None
