"""Two amounts that are the ends of one range: "$1-$3 billion", "between 5 and 7 percent", "31% to 32%"."""

from __future__ import annotations

from decimal import Decimal

from newsledger.figures.amount import Amount
from newsledger.figures.amounts import read_amount
from newsledger.figures.counts import read_count
from newsledger.figures.draft import Draft
from newsledger.figures.tokens import SPACED, WRAPPED, Tokens
from newsledger.figures.vocabulary import VOCABULARY

_DASHES = frozenset({"-", "–", "—"})
_TO = frozenset({"to", "-", "–"})
# Tokens of "to 1.2 billion dollars".
_RANGE_END = 5
_WIDE = Decimal(5)
_VERY_WIDE = Decimal(10)
_STEP = Decimal(3)
_BETWEEN = VOCABULARY.lists["range_openers"]
_FROM_IS_RANGE = VOCABULARY.lists["from_is_range"]
_MOVES = VOCABULARY.lists["moves"]
_FUTURE = VOCABULARY.lists["future"]


def read_range(tokens: Tokens, left: Amount, limit: int) -> tuple[Draft, Amount] | None:
    """The range that begins with ``left``, with its counted noun, and its right end; ``None`` if there is none.

    The unit of the draft is ``None`` where neither end has one: "between 1,600 and 1,900".
    """
    connector, gap = tokens.lows[left.end], tokens.gaps[left.end]
    if connector == "/" and left.decimals:
        return _read_quote(tokens, left)
    dashed = connector in _DASHES
    if gap > WRAPPED or not (dashed or connector in ("to", "and", "or")):
        return None
    if connector == "-" and gap != tokens.gaps[left.end + 1]:
        return None
    between = tokens.lows[left.first - 1] in _BETWEEN and left.first - 1 >= limit
    if connector == "and" and not between:
        return None
    right = _right_end(tokens, left.end + 1)
    if right is None or (dashed and left.sign and not right.sign):
        return None
    noun_end = _shared_noun(tokens, left, right)
    written = left.unit, left.power, left.scaled
    both = left.unit is not None and right.unit is not None
    if not _share_unit(left, right) or not _in_order(left, right, connector):
        left.unit, left.power, left.scaled = written
        return None
    if not between and not dashed and not _one_range(tokens, left, right, limit, both):
        if tokens.lows[left.first - 1] != "from" or right.prefixed:
            left.unit, left.power, left.scaled = written
        return None
    draft = Draft.of_range(left, right)
    if between:
        draft.first = left.first - 1
    if noun_end is not None:
        draft.end = noun_end
    return draft, right


def _read_quote(tokens: Tokens, left: Amount) -> tuple[Draft, Amount] | None:
    """Bid and ask as dealers write them: "1.8265/75 marks", "3.65/75 pct"; only the last digits are said again."""
    digits = tokens.words[left.end + 1]
    if tokens.gaps[left.end] or tokens.gaps[left.end + 1] or not digits.isdigit() or len(digits) > left.decimals:
        return None
    if left.unit is not None and not left.prefixed:
        return None
    right = read_amount(tokens, left.end + 1, left.end + 1, quoted=True)
    if right is None or right.scaled or right.decimals or (right.unit is not None and left.prefixed):
        return None
    step = Decimal(10) ** (len(digits) - left.decimals)
    right.number = left.number - left.number % step + right.number.scaleb(-left.decimals)
    if right.number < left.number:
        right.number += step
    right.decimals = left.decimals
    right.unit = left.unit = right.unit or left.unit
    if right.number == left.number:
        return None
    draft = Draft.of_range(left, right)
    draft.rules.append("bid_and_ask")
    return draft, right


def _shared_noun(tokens: Tokens, left: Amount, right: Amount) -> int | None:
    """Read the counted noun after the right end; gives the token after it."""
    if right.unit is not None or left.unit is not None:
        return None
    count = read_count(tokens, right)
    if count is None:
        return None
    right.unit, _, noun_end = count
    return noun_end


def _in_order(left: Amount, right: Amount, connector: str) -> bool:
    """Whether the left end is the lower one; alternatives ("two or three") lie close together."""
    if left.value >= right.value:
        return False
    return connector != "or" or right.number <= left.number * 2


def _right_end(tokens: Tokens, place: int) -> Amount | None:
    """The amount that begins at a token, perhaps with a currency or sign before its number."""
    if tokens.gaps[place] > WRAPPED:
        return None
    for index in range(place, min(place + 6, tokens.count)):
        word = tokens.words[index]
        if word[0].isdigit() or word[0] == "." or tokens.lows[index] in VOCABULARY.number_words:
            amount = read_amount(tokens, index, place) if len(word) > 1 or word != "." else None
            return amount if amount is not None and amount.first <= place else None
        if index > place and tokens.gaps[index] > SPACED:
            return None
    return None


def _share_unit(left: Amount, right: Amount) -> bool:
    """Give each end what is written only at the other; false if the two do not go together."""
    if right.unit is None and left.unit is None:
        return (
            (left.grouped or left.scaled or right.scaled)
            and (right.grouped or right.scaled)
            and _share_scale(left, right)
        )
    if right.unit is None:
        if not left.prefixed or not (right.scaled or not left.scaled):
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
    return _share_scale(left, right)


def _share_scale(left: Amount, right: Amount) -> bool:
    """Example: in "$61.0 to $64.0 billion" both are billions, in "$900 to $1.2 billion" only one is."""
    if right.scaled and not left.scaled and not left.grouped and left.number <= right.number:
        left.power, left.scaled = right.power, True
    elif left.scaled and not right.scaled and right.number >= left.number and right.number < 1000:
        right.power, right.scaled = left.power, True
    return True


def _ends_range(tokens: Tokens, limit: int) -> bool:
    """Whether the figure before was a range itself: "to a range of 13% to 21% from 16% to 24%"."""
    return not _TO.isdisjoint(tokens.lows[max(limit - _RANGE_END, 0) : limit]) and tokens.words[limit - 1] != "to"


def _one_range(tokens: Tokens, left: Amount, right: Amount, limit: int, both: bool) -> bool:
    """Whether "A to B" is one range rather than a move by or from A to a level of B.

    "would expand by 31% to 32%" is a range; "rose from 4% to 5%" and "rose $1.20 to $82.15" are two figures, and so
    are "cut by $2 billion to $7 billion" where ``both`` have their unit.
    """
    low, high = abs(left.value), abs(right.value)
    before = left.first - 1
    word = tokens.lows[before] if before >= limit else ""
    if both and word == "of" and low and high <= low * _VERY_WIDE:
        return True
    if low == 0 or high > low * _WIDE:
        return left.unit is not None and low == 0 and (high <= 10 or (right.scaled and word not in _MOVES | {"from"}))
    if word == "by" and both and high >= low * _STEP:
        return False
    if word == "from":
        return tokens.lows[before - 1] in _FROM_IS_RANGE or (before == limit and _ends_range(tokens, limit))
    if word in _MOVES:
        if tokens.lows[before - 1] in _FUTURE:
            return True
        return high <= low * 2 and (left.unit is None or left.unit.kind == "percent")
    return True
