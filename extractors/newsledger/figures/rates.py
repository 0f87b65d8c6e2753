"""Exchange rates: "144.18 yen to the dollar", "$1 = 83.2 rupees", "the lira stood at 34.28 to the dollar"."""

from __future__ import annotations

from newsledger.figures.amount import Amount
from newsledger.figures.edges import per_at
from newsledger.figures.tokens import Tokens
from newsledger.figures.vocabulary import ONE, VOCABULARY, Unit

_BASES = {"USD": "dollar", "EUR": "euro", "GBP": "pound", "DEM": "mark"}


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
    if found is None or found[0] not in _BASES.values():
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
