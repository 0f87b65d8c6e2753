"""Amounts: a number with its sign, currency, scale word and unit, read from the inside out."""

from __future__ import annotations

from newsledger.figures.amount import Amount, bracketed
from newsledger.figures.numerals import read_numeral
from newsledger.figures.parts import read_part
from newsledger.figures.prefixes import read_prefix, read_sign, stands_free
from newsledger.figures.scale_words import read_scale
from newsledger.figures.tokens import Tokens
from newsledger.figures.unit_words import read_unit


def read_amount(tokens: Tokens, index: int, floor: int, *, quoted: bool = False) -> Amount | None:
    """The amount whose number begins at token ``index``, looking back no further than token ``floor``.

    An amount without a unit is returned too: what stands near it may still say what it is. ``None`` where the token is
    no number, or is part of a name, a date, an address. ``quoted`` allows a slash before it ("1.8265/75").
    """
    numeral = (read_part(tokens, index) if tokens.words[index][0].isalpha() else None) or read_numeral(tokens, index)
    if numeral is None:
        return None
    amount = Amount(numeral)
    read_prefix(tokens, amount, floor)
    if not quoted and not stands_free(tokens, amount, floor):
        return None
    read_sign(tokens, amount, floor)
    read_tail(tokens, amount)
    return amount


def read_tail(tokens: Tokens, amount: Amount) -> None:
    """Read what follows the number: scale words and unit."""
    if bracketed(tokens, amount):
        amount.sign = -1
    read_scale(tokens, amount)
    read_unit(tokens, amount)
    amount.core_first, amount.core_end = amount.first, amount.end
