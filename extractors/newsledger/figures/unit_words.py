"""The unit after the number of an amount: "pct", "dlrs", "bps", "times"; words that are only sometimes units."""

from __future__ import annotations

from newsledger.figures.amount import Amount
from newsledger.figures.numerals import ZERO
from newsledger.figures.parts import ARTICLES
from newsledger.figures.scale_words import scale_at
from newsledger.figures.tokens import ATTACHED, BROKEN, SPACED, Tokens
from newsledger.figures.vocabulary import ONE, VOCABULARY, Unit

# Example: "covered the book 25 times".
_COVER_REACH = 5


def read_unit(tokens: Tokens, amount: Amount) -> None:
    """The currency, per cent or other unit sign after the number."""
    place = amount.end
    gap = tokens.gaps[place]
    if gap == BROKEN:
        return
    joined = False
    if tokens.words[place] in ("-", "‑") and gap == ATTACHED and tokens.gaps[place + 1] == ATTACHED:
        place, joined = place + 1, True
    if tokens.lows[place] == "of" and not amount.prefixed:
        if amount.scaled:
            place += 1
        elif amount.fraction and tokens.lows[place + 1] in ARTICLES:
            place += 2
    found = VOCABULARY.units.find(tokens, place)
    if found is None:
        return
    unit, end = found
    if amount.prefixed:
        _read_second_currency(tokens, amount, unit, end)
        return
    if not _unit_fits(tokens, amount, unit, end, gap, joined):
        return
    if unit.kind == "money" and not amount.scaled:
        power, after = scale_at(tokens, end, True)
        if power >= 5:
            amount.power, amount.scaled, end = power, True, after
    amount.unit, amount.end = unit, end


def _read_second_currency(tokens: Tokens, amount: Amount, unit: Unit, end: int) -> None:
    """Example: "$ 10 dollars"; the name says the same as the sign, or makes it exact ("$5m Canadian dollars")."""
    if unit.kind != "money" or amount.unit is None or unit.place in ("both", "attached", "shy"):
        return
    shared = tuple(code for code in unit.codes if code in amount.unit.codes)
    if shared and unit.factor == ONE:
        amount.unit = Unit("money", shared[0], amount.unit.factor, None, shared)
        amount.end = end


def _unit_fits(tokens: Tokens, amount: Amount, unit: Unit, end: int, gap: int, joined: bool) -> bool:
    """Whether a unit that is also a word or a letter is the unit of this number."""
    place = unit.place
    if place == "attached":
        if unit.kind == "multiple" and tokens.words[amount.numeral_first] in VOCABULARY.lists["aircraft_models"]:
            return False  # "777X"
        spoiled = tokens.words[end] == "." and tokens.gaps[end] == ATTACHED and tokens.gaps[end + 1] == ATTACHED
        return gap == ATTACHED and not joined and not spoiled and not amount.scaled
    if place == "terse":
        return (gap == ATTACHED or amount.decimals > 0) and not joined and not amount.scaled
    if place == "joined":
        return joined or (gap == ATTACHED and not amount.scaled)
    if place == "times":
        return times_is_multiple(tokens, amount, end)
    if place == "shy":
        return amount.scaled or amount.grouped or amount.decimals > 0
    if unit.kind == "money" and gap <= SPACED and place == "both" and _sign_of_next(tokens, end, gap):
        return False
    if unit.kind == "index_point" and amount.words:
        return not joined and tokens.lows[amount.first - 1] != "at"  # "at one point, he said"
    return True


def _sign_of_next(tokens: Tokens, end: int, gap: int) -> bool:
    """Whether a currency sign or code after a number belongs to the number behind it ("3 USD50 cards")."""
    following = tokens.words[end]
    if not following[:1].isdigit() or tokens.gaps[end] > SPACED or gap == ATTACHED:
        return False
    if tokens.gaps[end] == ATTACHED:
        return True
    if tokens.words[end - 1].isalpha() or tokens.words[end + 1] == tokens.words[end - 1]:
        return False
    minor = VOCABULARY.units.find(tokens, end + 1)
    return minor is None or minor[0].kind != "money" or minor[0].factor == ONE


_YEAR = 4
"""Digits of a year."""


def times_is_multiple(tokens: Tokens, amount: Amount, end: int) -> bool:
    """ "2.5 times" and "50 times expected earnings" are multiples; "three times a week" is a count of occasions."""
    lists = VOCABULARY.lists
    if amount.decimals or amount.fraction:
        return True
    following = tokens.lows[end]
    if len(following) == _YEAR and following.isdigit() and tokens.lows[end + 1] in lists["multiple_followers"]:
        return True  # "17 times 2026 earnings"
    if following[:1].isdigit() or following in VOCABULARY.lists["occasion_followers"]:
        return False
    if following in lists["multiple_followers"]:
        return True
    if tokens.words[end - 1].istitle() and tokens.words[end][:1].isupper():
        return False
    if not lists["cover_words"].isdisjoint(tokens.lows[max(amount.first - _COVER_REACH, 0) : amount.first]):
        return True
    return tokens.lows[amount.first - 1] in lists["multiple_leaders"] and amount.value != ZERO
