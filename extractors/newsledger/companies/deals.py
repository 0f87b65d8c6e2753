"""The takeovers that an article reports: who buys, who is bought, and in which sentence it is said."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

import msgspec

from newsledger.sentences import Sentence

_LONGEST_GAP = 90
"""Characters that may stand between two names that a deal joins."""

_TAKE = (
    r"(?:buy|acquire|take\s+over|purchase|swallow|snap\s+up|gobble\s+up|absorb|scoop\s+up|merge\s+with|combine\s+with)"
)
_BUY = re.compile(
    rf"\b(?:(?:to|would|will|may|might|could|should|must)\s+{_TAKE}"
    r"|(?:has\s+|had\s+)?(?:acquired|bought|buys"
    r"|acquires|offered|swallows|swallowed|snaps\s+up|snapped\s+up|gobbles\s+up|gobbled\s+up)\b"
    r"|(?:is|are|was|be)\s+(?:buying|acquiring|swallowing|snapping\s+up|taking\s+over)\b"
    r"|(?:takeover|acquisition|purchase|buyout|pursuit)\s+of"
    r"|(?:takeover\s+)?(?:bids?|offers?|approach|proposals?|swoop|tilt)\s+(?:for|to)"
    r"|(?:takeover|buyout|billion|bn)\s+deal\s+for"
    r"|offer(?:ed|ing)\s+[^,;]{0,40}?\s+for"
    r"|pay(?:s|ing)?\s+[^,;]{1,30}?\sa\s+share\s+(?:in\s+cash\s+)?for"
    r"|pay(?:s|ing)?\s+[^,;]{1,40}?\sfor\s+(?:each|every|all)|merger\s+with"
    r"|(?:won|wins|win|winning)\s+(?:the\s+)?(?:race|battle|auction|contest|fight)\s+for"
    r"|(?:stalking|courting|wooing|weighing\s+a\s+bid\s+for))\b",
    re.IGNORECASE,
)
_COURTED = re.compile(
    r"\b(?:approach|bid|offer|proposal|proposals|offers|bids)\s+(?:from|by)\s+(?:[\w'’\-]+\s+){0,3}$", re.IGNORECASE
)
_RATED = re.compile(r"\b(?:raised|upgraded|lifted|moved|cut|downgraded|hold|neutral|sell)\b[^.;]{0,20}\bbuy\b", re.IGNORECASE)
"""A rating of a broker: "was raised to buy by"."""
_SOLD = re.compile(
    r"\b(?:to\s+be\s+(?:bought|acquired|taken\s+over)|agreed\s+to\s+be\s+(?:bought|acquired)"
    r"|(?:was|is\s+being|been)\s+(?:bought|acquired)"
    r"|takeover|buyout)\s+by\b"
)
_REBUFFED = re.compile(
    r"\b(?:reject(?:s|ed|ing)?|rebuff(?:s|ed|ing)?|spurn(?:s|ed|ing)?|snub(?:s|bed|bing)?|accept(?:s|ed|ing)?"
    r"|back(?:s|ed)?|weigh(?:s|ed|ing)?|consider(?:s|ed|ing)?|stud(?:ies|ied|ying)|receive(?:s|d)|confirm(?:s|ed)?|welcome(?:s|d)"
    r"|turn(?:s|ed|ing)?\s+down|thr(?:ows|ew|own)\s+out|fend(?:s|ed|ing)?\s+off|resist(?:s|ed|ing)?|sends?|sent)\b"
    r"[^;]{0,30}$",
    re.IGNORECASE,
)
_OFFER_AFTER = re.compile(
    r"(?:['’]s?)?[ \n]+(?:[\w.£$€¥\-]+[ \n]+){0,3}(?:packing|bid|offer|approach|proposal|takeover|advances)\b"
)
_SWEETENED = re.compile(
    r"[ \n]+(?:sweetens?|sweetened|raises?|raised|lifts?|lifted|improves?|improved|launches|launched|tables|tabled|drops|dropped"
    r"|abandons|abandoned|withdraws|withdrew|clinches|clinched|seals|sealed|completes|completed)[ \n]+(?:its[ \n]+)?(?:[\w.£$€¥\-]+[ \n]+){0,2}$"
)
"""What a bidder does with its bid: "Alder sweetens Birch approach"."""
_OWNER_OF = re.compile(r"[ \n]+(?:owner|parent|maker|operator|brand|brands)\b")
"""Words after a name that is not what is bought, but what its owner has: "a bid for Pringles maker Birch"."""
_OF_BEFORE = re.compile(
    r"\b(?:takeover|acquisition|purchase|buyout|bid|offer)[ \n]+(?:of|for)[ \n]+(?:\w+[ \n]+){0,2}$"
)
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
            elif _takes(text, left, right, between):
                found.append((sentence.index, Deal(left[2], right[2])))
    return found


def _takes(text: str, left: tuple[int, int, int], right: tuple[int, int, int], between: str) -> bool:
    """Whether the words around two names say that the first takes or wants the second: "Alpha will buy Beta", "Alpha
    sweetens Beta approach"."""
    if _OF_ANOTHER.search(between) or _A_PART.match(text, right[1]) or _OWNER_OF.match(text, right[1]):
        return False
    if _SWEETENED.fullmatch(between) and text[right[1] : right[1] + 1] == " " and _OFFER_AFTER.match(text, right[1]):
        return True
    return _BUY.search(between) is not None


def _taken_by(text: str, floor: int, left: tuple[int, int, int], right: tuple[int, int, int], between: str) -> bool:
    """Whether the words around two names say that the second takes or wants the first: "Beta, bought by Alpha", "Beta
    rebuffs Alpha's offer", "the takeover of Beta by Alpha"."""
    if _SOLD.search(between) or _COURTED.search(between):
        return True
    if _REBUFFED.search(between) and _OFFER_AFTER.match(text, right[1]):
        return True
    return bool(_BY_BETWEEN.fullmatch(between) and _OF_BEFORE.search(text, max(floor, left[0] - 40), left[0]))


def deal_at(deals: Sequence[tuple[int, Deal]], sentence: int) -> Deal | None:
    """The deal that a sentence speaks of: the last one that was told up to it, else the first to come."""
    return next((deal for told, deal in reversed(deals) if told <= sentence), deals[0][1] if deals else None)
