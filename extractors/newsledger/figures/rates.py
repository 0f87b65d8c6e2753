"""Exchange rates: "144.18 yen to the dollar", "$1 = 83.2 rupees", "the lira stood at 34.28 to the dollar"."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import msgspec

from newsledger.figures.amount import Amount
from newsledger.figures.edges import per_at
from newsledger.figures.elided import EXCHANGED, ends_clause
from newsledger.figures.tokens import Tokens
from newsledger.figures.vocabulary import ONE, VOCABULARY, Unit, rows

_BASES = {"USD": "dollar", "EUR": "euro", "GBP": "pound", "DEM": "mark"}
_SUBJECT_REACH = 14
_CLAUSE_ENDS = frozenset({";", "(", ")", ":", "while"})
# "the euro zone", "a pound-denominated bond"; "in yen", "per pound": not the currency as the subject.
_COMPOUNDS = frozenset({"zone", "area", "bond", "bonds", "loan", "loans", "notes", "stoxx", "estate", "-"})
_AMONG = frozenset({"in", "per", "of", "a", "an", "each", "every", "from", "to"})


def exchange_base(tokens: Tokens, amount: Amount) -> str | None:
    """The noun of the base currency where the amount is the one unit that a rate is for: "$1 = 83.2 rupees"."""
    if amount.value != 1 or amount.unit is None or amount.unit.kind != "money" or amount.scaled:
        return None
    following, then = tokens.lows[amount.end], tokens.lows[amount.end + 1]
    lists = VOCABULARY.lists
    if following in lists["rate_verbs"] or (following in lists["rate_auxiliaries"] and then in lists["rate_verbs"]):
        code = amount.unit.codes[0]
        return _BASES.get(code, code)
    return None


def rate_unit(tokens: Tokens, amount: Amount) -> Unit | None:
    """The currency of a bare rate before "to the dollar", "per dollar": the one that the sentence names before it."""
    if amount.scaled or amount.sign:
        return None
    found = per_at(tokens, amount.end)
    if found is None or found[0] not in EXCHANGED:
        return None
    units = VOCABULARY.units
    for place in range(amount.first - 1, tokens.sentence(amount.first) - 1, -1):
        named = units.find(tokens, place)
        if named is None or named[0].kind != "money" or named[0].factor != ONE or named[0].place == "attached":
            continue
        if _BASES.get(named[0].codes[0]) != found[0]:
            before = units.find(tokens, place - 1)
            return before[0] if before is not None and before[1] == named[1] else named[0]
    return None


class Quote(msgspec.Struct, frozen=True):
    """What a number is that a clause gives as the level of a currency, and within which bounds it is one."""

    unit: Unit
    least: Decimal
    most: Decimal
    named: bool


@cache
def _quotes() -> dict[str, Quote]:
    quotes: dict[str, Quote] = {}
    for row in rows("currency_quotes.csv"):
        codes = tuple(row["codes"].split())
        unit = Unit("money", codes[0], ONE, None, codes, "after")
        quotes[row["word"]] = Quote(unit, Decimal(row["least"]), Decimal(row["most"]), row["named"] == "the")
    return quotes


def currency_level(tokens: Tokens, amount: Amount) -> Unit | None:
    """Examples: "Yen tumbles past 151", "the rupee ended at 83.26", "sterling slipped to 1.2140".

    The number is the price of a dollar in the currency that is the subject of the clause, or the price of a euro, a
    pound or a bitcoin in dollars; what it may be is in ``currency_quotes.csv``.
    """
    if amount.scaled or amount.sign or amount.words or amount.fraction:
        return None
    if tokens.lows[amount.first - 1] not in VOCABULARY.lists["rate_leads"] or not ends_clause(tokens, amount):
        return None
    quotes = _quotes()
    last = max(tokens.sentence(amount.first), amount.first - _SUBJECT_REACH)
    for place in range(amount.first - 2, last - 1, -1):
        if tokens.words[place] in _CLAUSE_ENDS:
            return None
        quote = quotes.get(tokens.lows[place])
        if quote is not None and _is_subject(tokens, place, quote.named):
            return quote.unit if quote.least <= amount.number <= quote.most else None
    return None


def _is_subject(tokens: Tokens, place: int, named: bool) -> bool:
    """Whether a currency's name stands for the currency, not for a sum of it ("5 million yen") or as another word."""
    before = tokens.lows[place - 1]
    if before[:1].isdigit() or before in VOCABULARY.scales or tokens.lows[place + 1] in _COMPOUNDS:
        return False
    return before == "the" or (not named and before not in _AMONG)
