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
_LOW_LEVEL = Decimal(100)
_AHEAD = 10


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
    if tokens.lows[amount.first - 1] not in lists["index_leads"] or _attached(tokens, amount):
        return None
    start = tokens.sentence(amount.first)
    if (
        previous is not None
        and previous.unit == INDEX_POINT
        and previous.first >= start
        and amount.number >= _LOW_LEVEL
    ):
        return INDEX_POINT
    before = tokens.lows[start : amount.first]
    if amount.number < _LOW_LEVEL:
        return INDEX_POINT if amount.decimals and not lists["survey_names"].isdisjoint(before) else None
    names = VOCABULARY.index_names
    return INDEX_POINT if any(names.find(tokens, place) for place in range(start, amount.first)) else None


def _attached(tokens: Tokens, amount: Amount) -> bool:
    return tokens.gaps[amount.end] == ATTACHED and tokens.words[amount.end][0].isalnum()


def share_price_unit(tokens: Tokens, amount: Amount) -> Unit | None:
    """Example: "the stock closed at 44-1/4, up 1-5/8": a price in fractions, in the currency of the exchange."""
    lists = VOCABULARY.lists
    if not amount.fraction or amount.words or amount.sign or tokens.lows[amount.first - 1] not in lists["price_leads"]:
        return None
    following = tokens.words[amount.end]
    if (
        tokens.gaps[amount.end] <= WRAPPED
        and (following == "-" or following.isalpha())
        and following not in lists["after_level"]
    ):
        return None
    words = set(tokens.lows[tokens.sentence(amount.first) : amount.end + _AHEAD])
    if words & lists["bond_words"] or not words & lists["trading_words"]:
        return None
    return HOME_MONEY
