"""What stands around a figure: modifier words before and after it, and the per phrase."""

from __future__ import annotations

from newsledger.figures.counts import singular_of
from newsledger.figures.draft import Draft
from newsledger.figures.tokens import ATTACHED, WRAPPED, Tokens
from newsledger.figures.vocabulary import vocabulary

_NOT_AFTER_TIME = vocabulary().lists["not_after_time"]
_NOT_AFTER_SHARE = vocabulary().lists["not_after_share"]
_TIMES = vocabulary().lists["times"]
_ADJECTIVES = 4


def read_modifier(tokens: Tokens, draft: Draft, limit: int) -> None:
    """Words before ("just over", "as much as", "some") or after ("or more") that approximate or bound the figure."""
    vocab = vocabulary()
    first = draft.first
    skipped = 0
    if tokens.low(first - 1) in ("a", "an", "the") and tokens.low(first - 2) in (
        "about",
        "around",
        "nearly",
        "almost",
        "roughly",
    ):
        skipped = 1
    last = first - 1 - skipped
    if last >= limit and tokens.low(last) in vocab.modifier_last and tokens.gap(last + 1) <= WRAPPED:
        for reach in (4, 3, 2, 1):
            start = last - reach + 1
            if start < limit or any(tokens.gap(place) > WRAPPED for place in range(start + 1, last + 1)):
                continue
            modifier = vocab.modifiers_before.get(" ".join(tokens.lows[start : last + 1]))
            if modifier is None or not _modifies(tokens, start, draft):
                continue
            draft.bound(modifier)
            draft.first = start
            return
    if (
        draft.unit is not None
        and draft.unit.kind == "count"
        and tokens.word(draft.core[1]) == "+"
        and draft.end > draft.core[1]
    ):
        draft.bound("at_least")
        return
    found = vocab.modifiers_after.find(tokens, draft.end) if tokens.gap(draft.end) <= WRAPPED else None
    if found is not None:
        modifier, end = found
        word = tokens.low(draft.end)
        glued = tokens.gap(end) == ATTACHED and tokens.word(end).isalnum()
        if word == "+" and (tokens.gap(draft.end) != ATTACHED or glued):
            return
        if word == "plus" and tokens.gap(end) <= WRAPPED and tokens.word(end).isalnum():
            return
        draft.bound(modifier)
        draft.end = end


def _modifies(tokens: Tokens, start: int, draft: Draft) -> bool:
    """Whether a word that is also a preposition is a modifier here ("near $80", not "premium over 5%")."""
    word = tokens.low(start)
    if word == "c":
        return tokens.gap(start) > ATTACHED and tokens.word(start - 1) not in ("'", "$")
    if word == "some":
        return tokens.low(start - 1) not in ("and", "than")
    return True


def read_per(tokens: Tokens, draft: Draft) -> None:
    """The per phrase after a figure: "a share", "per common share", "/day", "-a-share", "to the dollar"."""
    if draft.per is not None or draft.unit is None:
        return
    place = draft.end
    if draft.unit.kind in ("count", "measure") and tokens.low(place) == "of" and tokens.gap(place) <= WRAPPED:
        for offset in range(2, 6):
            if tokens.low(place + offset) in ("per", "a", "an", "/") and tokens.gap(place + offset) <= WRAPPED:
                place += offset
                break
            if not tokens.low(place + offset).isalpha():
                return
        else:
            return
    found = per_at(tokens, place)
    if found is not None:
        draft.per, end = found
        draft.per_span = (place, end)


def per_at(tokens: Tokens, place: int) -> tuple[str, int] | None:
    """The noun of the per phrase that begins at a token, in the singular, and the token after it."""
    vocab = vocabulary()
    word, gap = tokens.low(place), tokens.gap(place)
    if gap > WRAPPED:
        return None
    if word == "-" and gap == ATTACHED and tokens.low(place + 1) in ("a", "an", "per"):
        place, word = place + 1, tokens.low(place + 1)
        following = place + 2 if tokens.low(place + 1) == "-" else place + 1
        known = vocab.per_nouns.find(tokens, following)
        return (known[0], known[1]) if known is not None else None
    if word in ("a", "an", "each", "every"):
        known = vocab.per_nouns.find(tokens, place + 1) if tokens.gap(place + 1) <= WRAPPED else None
        if known is None:
            return None
        noun, end = known
        after = tokens.low(end)
        if noun in _TIMES and after in _NOT_AFTER_TIME and not (after == "from" and noun == "day"):
            return None
        if (noun == "share" and after in _NOT_AFTER_SHARE) or after == "-":
            return None
        return noun, end
    if word == "per":
        return _per_noun(tokens, place + 1)
    if word == "/" and gap == ATTACHED and tokens.gap(place + 1) == ATTACHED:
        known = vocab.per_nouns.find(tokens, place + 1)
        return (known[0], known[1]) if known is not None else None
    if word in ("to", "against", "on") and tokens.low(place + 1) in ("the", "one", "1", "a"):
        known = vocab.per_nouns.find(tokens, place + 2)
        return (known[0], known[1]) if known is not None and known[0] in ("dollar", "euro", "mark", "pound") else None
    return None


def _per_noun(tokens: Tokens, place: int) -> tuple[str, int] | None:
    """The noun after "per", behind adjectives: "per diluted common share"."""
    vocab = vocabulary()
    for offset in range(_ADJECTIVES):
        here = place + offset
        if tokens.gap(here) > WRAPPED or not tokens.low(here).isalpha():
            break
        known = vocab.per_nouns.find(tokens, here)
        if known is not None:
            return known
    first = tokens.low(place)
    if first.isalpha() and tokens.gap(place) <= WRAPPED:
        return singular_of(first), place + 1
    return None
