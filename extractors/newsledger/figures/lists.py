"""Numbers that share a unit or scale with a later one of their list: "3, 5 and 7 percent", "$3 and $4 billion"."""

from __future__ import annotations

from newsledger.figures.amount import Amount
from newsledger.figures.amounts import read_amount
from newsledger.figures.counts import is_label, read_count
from newsledger.figures.tokens import WRAPPED, Tokens
from newsledger.figures.vocabulary import Unit

_CONNECTORS = frozenset({",", "and", "or", "to", "from", "&", "vs", "versus", "against"})
_LAST = frozenset({"and", "or"})
_MEMBERS = 3
# Example: "the Dow lost 309.74, or 0.65%".
_UNLIKE = 100
_UNSCALED_BELOW = 1000


def listed_unit(tokens: Tokens, amount: Amount) -> Unit | None:
    """The unit of the figure with which the list of a bare number ends, and its scale if the number has none.

    Examples: "3, 5 and 7 percent", "2.09 billion and 1.72 billion dollars", "from 10 million to 8 million tonnes".
    """
    if amount.sign or amount.words or _year_like(tokens, amount):
        return None
    if not (amount.scaled or amount.grouped or amount.decimals) and is_label(tokens, amount.first):
        return None  # "9.2% by Jan. 16 from 10.1%"
    place = amount.end
    for _ in range(_MEMBERS):
        following = _next_member(tokens, place)
        if following is None:
            return None
        unit = following.unit
        if unit is None and (amount.scaled or amount.grouped):
            count = read_count(tokens, following)
            unit = count[0] if count is not None else None
        if unit is not None:
            if tokens.words[place] == "," and tokens.lows[place + 1] not in _LAST:
                return None
            if following.prefixed or not _alike(amount, following, unit):
                return None
            if not amount.scaled and not amount.grouped:
                amount.power, amount.scaled = following.power, following.scaled
            return unit
        place = following.end
    return None


def share_list_scale(tokens: Tokens, amount: Amount) -> None:
    """Example: "$3 and $4 billion, respectively": both are billions."""
    if not amount.prefixed or amount.scaled or amount.grouped or amount.number >= _UNSCALED_BELOW:
        return
    if tokens.lows[amount.end] not in ("and", "or"):
        return
    for place in range(amount.end + 2, min(amount.end + 5, tokens.count)):
        if tokens.words[place][0].isdigit():
            following = read_amount(tokens, place, amount.end + 1)
            if following is None or following.first != amount.end + 1 or following.unit != amount.unit:
                return
            if following.scaled and following.number >= amount.number:
                amount.power, amount.scaled = following.power, True
            return


def _next_member(tokens: Tokens, place: int) -> Amount | None:
    """The number behind a comma or "and" at a token."""
    if tokens.lows[place] not in _CONNECTORS or tokens.gaps[place] > WRAPPED:
        return None
    place += 2 if tokens.lows[place] == "," and tokens.lows[place + 1] in ("and", "or") else 1
    if place >= tokens.count or tokens.gaps[place] > WRAPPED or not tokens.words[place][0].isdigit():
        return None
    return read_amount(tokens, place, place)


def _alike(amount: Amount, following: Amount, unit: Unit) -> bool:
    """Whether the two numbers are written like quantities of one kind."""
    if unit.kind in ("percent", "percentage_point", "basis_point"):
        return not amount.scaled and not amount.grouped and amount.number < following.number * _UNLIKE
    if amount.scaled or amount.grouped:
        return following.scaled or following.grouped
    return amount.decimals > 0 and unit.kind == "money"


def _year_like(tokens: Tokens, amount: Amount) -> bool:
    word = tokens.words[amount.numeral_first]
    return word.isdigit() and len(word) == 4
