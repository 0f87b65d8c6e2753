"""Two amounts that are the ends of one range: "$1-$3 billion", "between 5 and 7 percent", "31% to 32%"."""

from __future__ import annotations

from decimal import Decimal

from newsledger.figures.amounts import Amount, read_amount
from newsledger.figures.counts import read_count
from newsledger.figures.draft import Draft
from newsledger.figures.tokens import ATTACHED, SPACED, WRAPPED, Tokens
from newsledger.figures.vocabulary import vocabulary

_DASHES = frozenset({"-", "–", "—"})
_WIDE = Decimal(5)
_BETWEEN = vocabulary().lists["range_openers"]
_FROM_IS_RANGE = vocabulary().lists["from_is_range"]
_MOVES = vocabulary().lists["moves"]
_FUTURE = vocabulary().lists["future"]


def read_range(tokens: Tokens, left: Amount, limit: int) -> Draft | None:
    """The range that begins with ``left``, with its counted noun; ``None`` if what follows is no other end."""
    connector = tokens.low(left.end)
    dashed = connector in _DASHES
    if not dashed and connector not in ("to", "and", "or", "through"):
        return None
    gap = tokens.gap(left.end)
    if gap > WRAPPED or (dashed and gap != tokens.gap(left.end + 1) and connector == "-"):
        return None
    before, start = tokens.low(left.first - 1), left.first
    between = before in _BETWEEN and left.first - 1 >= limit
    if connector == "and" and not between:
        return None
    right = _right_end(tokens, left.end + 1)
    if right is None:
        return None
    noun_end = None
    if right.unit is None:
        count = read_count(tokens, right)
        if count is not None and left.unit is None:
            right.unit, _, noun_end = count
    if not _share_unit(left, right):
        return None
    low, high = left.value, right.value
    if low >= high or (dashed and left.sign and right.sign == 0):
        return None
    if not between and not dashed and not _one_range(tokens, left, right, limit):
        return None
    if connector == "or" and (right.number - left.number) * 2 > right.number:
        return None
    draft = Draft.of_range(left, right)
    if between:
        draft.first = start - 1
    elif before == "from" and not dashed and start - 1 >= limit:
        draft.first = start
    if noun_end is not None:
        draft.end = noun_end
    return draft


def _right_end(tokens: Tokens, place: int) -> Amount | None:
    """The amount that begins at a token, perhaps with a currency or sign before its number."""
    if tokens.gap(place) > WRAPPED:
        return None
    for index in range(place, min(place + 6, tokens.count)):
        word = tokens.words[index]
        if word[0].isdigit() or word[0] == "." or tokens.lows[index] in vocabulary().number_words:
            amount = read_amount(tokens, index, place) if len(word) > 1 or word != "." else None
            return amount if amount is not None and amount.first <= place else None
        if index > place and tokens.gap(index) > SPACED:
            return None
    return None


def _share_unit(left: Amount, right: Amount) -> bool:
    """Give each end what is written only at the other; false if the two do not go together."""
    if right.unit is None:
        if left.unit is None or not left.prefixed or not (right.scaled or not left.scaled):
            return False
        right.unit = left.unit
    elif left.unit is None:
        if left.sign and not right.sign and right.unit.kind != "percent":
            return False
        left.unit = right.unit
    elif left.unit.kind != right.unit.kind:
        return False
    elif left.unit.kind == "money":
        shared = tuple(code for code in left.unit.codes if code in right.unit.codes)
        if not shared:
            return False
        if len(shared) < len(left.unit.codes) and left.unit.factor == right.unit.factor:
            left.unit = right.unit if len(right.unit.codes) <= len(left.unit.codes) else left.unit
            right.unit = left.unit
    elif left.unit.name != right.unit.name:
        return False
    if right.scaled and not left.scaled and not left.grouped and left.number <= right.number:
        left.power, left.scaled = right.power, True
    elif left.scaled and not right.scaled and right.number >= left.number and right.number < 1000:
        right.power, right.scaled = left.power, True
    return True


def _one_range(tokens: Tokens, left: Amount, right: Amount, limit: int) -> bool:
    """Whether "A to B" is one range rather than a move by or from A to a level of B.

    "would expand by 31% to 32%" is a range; "rose from 4% to 5%" and "rose $1.20 to $82.15" are two figures.
    """
    low, high = abs(left.value), abs(right.value)
    if low == 0 or high > low * _WIDE:
        return left.unit is not None and low == 0 and high <= 10
    before = left.first - 1
    word = tokens.low(before) if before >= limit else ""
    if word == "from":
        return tokens.low(before - 1) in _FROM_IS_RANGE
    if word in _MOVES:
        if tokens.low(before - 1) in _FUTURE:
            return True
        return left.end == left.numeral_end and not left.prefixed and high <= low * 2
    return True


def attached_dash(tokens: Tokens, index: int) -> bool:
    """Whether token ``index`` is a dash that touches both neighbours."""
    return tokens.word(index) in _DASHES and tokens.gap(index) == ATTACHED and tokens.gap(index + 1) == ATTACHED
