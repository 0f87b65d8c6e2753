"""What stands around a figure: modifier words before and after it, and the per phrase."""

from __future__ import annotations

from newsledger.figures.counts import after_plus, singular_of
from newsledger.figures.draft import Draft
from newsledger.figures.tokens import ATTACHED, WRAPPED, Tokens
from newsledger.figures.vocabulary import VOCABULARY

_NOT_AFTER_TIME = VOCABULARY.lists["not_after_time"]
_NOT_AFTER_SHARE = VOCABULARY.lists["not_after_share"]
_TIMES = VOCABULARY.lists["times"]
_WITH_UP = VOCABULARY.lists["verbs_with_up"]
_WITH_OVER = VOCABULARY.lists["verbs_with_over"]
_ADJECTIVES = 4


def read_modifier(tokens: Tokens, draft: Draft, limit: int) -> None:
    """Words before ("just over", "as much as", "some") or after ("or more") that approximate or bound the figure."""
    first = draft.first
    skipped = 0
    if tokens.lows[first - 1] in ("a", "an", "the") and tokens.lows[first - 2] in (
        "about",
        "around",
        "nearly",
        "almost",
        "roughly",
    ):
        skipped = 1
    last = first - 1 - skipped
    if last >= limit and tokens.lows[last] in VOCABULARY.modifier_last and tokens.gaps[last + 1] <= WRAPPED:
        for reach in (4, 3, 2, 1):
            start = last - reach + 1
            if start < limit or any(tokens.gaps[place] > WRAPPED for place in range(start + 1, last + 1)):
                continue
            modifier = VOCABULARY.modifiers_before.get(" ".join(tokens.lows[start : last + 1]))
            if modifier is None or not _modifies(tokens, start, draft):
                continue
            draft.bound(modifier)
            draft.first = start
            return
    if draft.end > after_plus(tokens, draft.core[1]) > draft.core[1]:
        draft.bound("at_least")
        return
    found = VOCABULARY.modifiers_after.find(tokens, draft.end) if tokens.gaps[draft.end] <= WRAPPED else None
    if found is not None:
        modifier, end = found
        word = tokens.lows[draft.end]
        glued = tokens.gaps[end] == ATTACHED and tokens.words[end].isalnum()
        if word == "+" and (tokens.gaps[draft.end] != ATTACHED or glued):
            return
        if word == "plus" and tokens.gaps[end] <= WRAPPED and tokens.words[end].isalnum():
            return
        draft.bound(modifier)
        draft.end = end


def _modifies(tokens: Tokens, start: int, draft: Draft) -> bool:
    """Whether a word that is also a preposition or belongs to a verb is a modifier here: "near $80", "up to 5%", but
    not "c" of a name, "edged up to 5%", "handed over 300 cars", the end of "<.SPX> 5%".
    """
    word = tokens.lows[start]
    if word == "c":
        return tokens.gaps[start] > ATTACHED and tokens.words[start - 1] not in ("'", "$")
    if word == ">":
        return tokens.gaps[start] > ATTACHED
    before = tokens.lows[start - 1]
    if word == "some":
        return before not in ("and", "than")
    if word == "up":
        return before not in _WITH_UP
    if word == "over":
        return before not in _WITH_OVER
    return True


def read_per(tokens: Tokens, draft: Draft) -> None:
    """The per phrase after a figure: "a share", "per common share", "/day", "-a-share", "to the dollar"."""
    if draft.per is not None or draft.unit is None:
        return
    place = draft.end
    if draft.unit.kind in ("count", "measure") and tokens.lows[place] == "of" and tokens.gaps[place] <= WRAPPED:
        for offset in range(2, 6):
            if tokens.lows[place + offset] in ("per", "a", "an", "/") and tokens.gaps[place + offset] <= WRAPPED:
                place += offset
                break
            if not tokens.lows[place + offset].isalpha():
                return
        else:
            return
    found = per_at(tokens, place)
    rate = tokens.lows[place] in ("to", "against", "on")
    if found is not None and not (rate and draft.unit.kind != "money"):
        draft.per, end = found
        draft.per_span = (place, end)


def per_at(tokens: Tokens, place: int) -> tuple[str, int] | None:
    """The noun of the per phrase that begins at a token, in the singular, and the token after it."""
    word, gap = tokens.lows[place], tokens.gaps[place]
    if gap > WRAPPED:
        return None
    if word == "-" and gap == ATTACHED and tokens.lows[place + 1] in ("a", "an", "per"):
        place, word = place + 1, tokens.lows[place + 1]
        following = place + 2 if tokens.lows[place + 1] == "-" else place + 1
        known = VOCABULARY.per_nouns.find(tokens, following)
        return (known[0], known[1]) if known is not None else None
    if word in ("a", "an", "each", "every"):
        known = VOCABULARY.per_nouns.find(tokens, place + 1) if tokens.gaps[place + 1] <= WRAPPED else None
        if known is None:
            return None
        noun, end = known
        after = tokens.lows[end]
        if noun in _TIMES and after in _NOT_AFTER_TIME and not (after == "from" and noun == "day"):
            return None
        if (noun == "share" and after in _NOT_AFTER_SHARE) or after == "-":
            return None
        return noun, end
    if word == "per":
        return _per_noun(tokens, place + 1)
    if word == "/" and gap == ATTACHED and tokens.gaps[place + 1] == ATTACHED:
        known = VOCABULARY.per_nouns.find(tokens, place + 1)
        return (known[0], known[1]) if known is not None else None
    if word in ("to", "against", "on") and tokens.lows[place + 1] in ("the", "one", "1", "a"):
        known = VOCABULARY.per_nouns.find(tokens, place + 2)
        return (known[0], known[1]) if known is not None and known[0] in ("dollar", "euro", "mark", "pound") else None
    return None


def _per_noun(tokens: Tokens, place: int) -> tuple[str, int] | None:
    """The noun after "per", behind adjectives: "per diluted common share"."""
    for offset in range(_ADJECTIVES):
        here = place + offset
        if tokens.gaps[here] > WRAPPED or not tokens.lows[here].isalpha():
            break
        known = VOCABULARY.per_nouns.find(tokens, here)
        if known is not None:
            return known
    first = tokens.lows[place]
    if first.isalpha() and tokens.gaps[place] <= WRAPPED:
        return singular_of(first), place + 1
    return None
