"""Levels that stand without a unit: of an index, of a survey, of a share price in fractions."""

from __future__ import annotations

from decimal import Decimal

from newsledger.figures.amount import Amount
from newsledger.figures.draft import Draft
from newsledger.figures.tokens import ATTACHED, WRAPPED, Tokens
from newsledger.figures.vocabulary import ONE, VOCABULARY, Unit

INDEX_POINT = Unit("index_point", "index_point")
# An amount that names no currency: the one in force in the article (``money.py`` decides).
HOME_MONEY = Unit("money", "USD", ONE, None, ("USD",), "home")
PERCENT = Unit("percent", "percent")
# Example: a bond at "101-1/4" is no rate.
_HIGHEST_RATE = Decimal(30)
_LOW_LEVEL = Decimal(100)
_AHEAD = 10
# Tokens of "fell 2-1/8 to".
_MOVE = 8
_LISTING = frozenset({",", "and", "against"})


def level_unit(tokens: Tokens, amount: Amount, previous: Draft | None) -> Unit | None:
    """Example: "The Dow shed 2.79% to 30,516.74": a number with decimals or thousands near an index name.

    The level of a survey is below a hundred: "the purchasing managers' index rose to 52.3".
    """
    if amount.sign or amount.scaled or amount.words or amount.fraction or not (amount.grouped or amount.decimals):
        return None
    lists = VOCABULARY.lists
    following = tokens.lows[amount.end]
    if not amount.decimals and following.isalpha() and following not in lists["noun_stops"]:
        return None
    if _attached(tokens, amount):
        return None
    start = tokens.sentence(amount.first)
    last = tokens.lows[amount.first - 1]
    levels = previous is not None and previous.unit == INDEX_POINT and previous.first >= start
    if levels and previous is not None and last in _LISTING and _alike(amount.number, previous.value):
        return INDEX_POINT
    if last not in lists["index_leads"] and not (amount.decimals and (_led(last) or _restated(tokens, amount))):
        return None
    if levels and amount.number >= _LOW_LEVEL:
        return INDEX_POINT
    before = tokens.lows[start : amount.first]
    if amount.number < _LOW_LEVEL:
        return INDEX_POINT if amount.decimals and not lists["survey_names"].isdisjoint(before) else None
    names = VOCABULARY.index_names
    return INDEX_POINT if any(names.find(tokens, place) for place in range(start, amount.first)) else None


def _alike(number: Decimal, other: Decimal) -> bool:
    """Whether two levels of one index are of like size: "142.7 in May, 142.2 in April and 137.8 a year before"."""
    return number * 2 > other and other * 2 > number


def _led(last: str) -> bool:
    """Examples: "the index was 142.7", "the index rose 151.36"."""
    return last in VOCABULARY.lists["being"] or last in VOCABULARY.lists["moves"]


def _restated(tokens: Tokens, amount: Amount) -> bool:
    """Example: "the Dow surrendered 309.74, or 0.65%"."""
    return (
        tokens.words[amount.end] == ","
        and tokens.lows[amount.end + 1] == "or"
        and tokens.lows[amount.end + 3] in ("%", "percent", "pct", "per")
    )


def _attached(tokens: Tokens, amount: Amount) -> bool:
    return tokens.gaps[amount.end] == ATTACHED and tokens.words[amount.end][0].isalnum()


def rate_level_unit(tokens: Tokens, amount: Amount) -> Unit | None:
    """Example: "raised its prime rate to 7-3/4 from 7-1/2": a rate in fractions, in a sentence about rates."""
    lists = VOCABULARY.lists
    if tokens.lows[amount.first - 1] not in lists["price_leads"] or not 1 <= amount.number < _HIGHEST_RATE:
        return None
    if amount.words or amount.sign or amount.scaled or (following := tokens.words[amount.end]) == "-":
        return None
    if tokens.gaps[amount.end] <= WRAPPED and following.isalpha() and following.lower() not in lists["noun_stops"]:
        return None
    words = set(tokens.lows[tokens.sentence(amount.first) : amount.end])
    return PERCENT if words & lists["lending_words"] and not words & lists["trading_words"] else None


def share_price_unit(tokens: Tokens, amount: Amount) -> Unit | None:
    """Example: "the stock closed at 44-1/4, up 1-5/8": a price in fractions, in the currency of the exchange."""
    lists = VOCABULARY.lists
    last = tokens.lows[amount.first - 1]
    if (
        not amount.fraction
        or amount.words
        or amount.sign
        or (last not in lists["price_leads"] and last not in lists["moves"])
    ):
        return None
    following = tokens.words[amount.end]
    if (
        tokens.gaps[amount.end] <= WRAPPED
        and (following == "-" or following.isalpha())
        and following not in lists["after_level"]
    ):
        return None
    words = set(tokens.lows[tokens.sentence(amount.first) : amount.end + _AHEAD])
    if words & lists["bond_words"] or not (words & lists["trading_words"] or _moves_to(tokens, amount)):
        return None
    return HOME_MONEY


def _moves_to(tokens: Tokens, amount: Amount) -> bool:
    """Example: "Seagram fell 2-1/8 to 100-3/8": a move in fractions to a level in fractions is a share's."""
    moves = VOCABULARY.lists["moves"]
    if tokens.lows[amount.first - 1] in moves:
        return tokens.lows[amount.end] == "to" and tokens.words[amount.end + 1][:1].isdigit()
    if tokens.lows[amount.first - 1] != "to" or not tokens.words[amount.first - 2].isdigit():
        return False
    return not moves.isdisjoint(tokens.lows[max(amount.first - _MOVE, 0) : amount.first - 2])
