"""Amounts in two units: "3 dollars 50 cents", "five pounds and 20 pence", "15 dollars 50"."""

from __future__ import annotations

from decimal import Decimal

from newsledger.figures.amount import Amount
from newsledger.figures.amounts import read_amount
from newsledger.figures.tokens import WRAPPED, Tokens
from newsledger.figures.vocabulary import ONE

_CENTS = Decimal(100)
_TWO_DIGITS = Decimal(10)


def join_minor(tokens: Tokens, amount: Amount) -> None:
    """Add to an amount of money the minor units that follow it, named or plain, and take in their words."""
    unit = amount.unit
    if (
        unit is None
        or unit.kind != "money"
        or unit.factor != ONE
        or amount.scaled
        or amount.decimals
        or amount.prefixed
    ):
        return
    linked = tokens.lows[amount.end] == "and"
    place = amount.end + 1 if linked else amount.end
    if place >= tokens.count or tokens.gaps[amount.end] > WRAPPED or tokens.gaps[place] > WRAPPED:
        return
    minor = read_amount(tokens, place, place)
    if minor is None or minor.sign or minor.decimals or minor.scaled or not 0 < minor.number < _CENTS:
        return
    if minor.unit is not None:
        if (
            minor.unit.kind != "money"
            or minor.unit.factor * _CENTS != ONE
            or not set(minor.unit.codes) & set(unit.codes)
        ):
            return
    elif minor.number < _TWO_DIGITS or not _ends_clause(tokens, minor.end):
        return
    amount.number += minor.number / _CENTS
    amount.decimals = 2
    amount.end = amount.core_end = minor.end
    amount.rules.append("minor_units")


def _ends_clause(tokens: Tokens, place: int) -> bool:
    return tokens.gaps[place] > WRAPPED or tokens.words[place] in ".,;:!?)"
