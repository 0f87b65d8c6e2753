"""Points: of an index, or percentage points of a rate."""

from __future__ import annotations

from decimal import Decimal

from newsledger.figures.amount import Amount
from newsledger.figures.tokens import Tokens
from newsledger.figures.vocabulary import VOCABULARY, Unit

_RATE_AT_MOST = Decimal(3)


def points_of_rate(tokens: Tokens, amount: Amount) -> None:
    """Examples: "a quarter point", "cut its prime rate 1/2 point": percentage points, where a rate is spoken of."""
    if amount.unit is None or amount.unit.kind != "index_point" or abs(amount.value) > _RATE_AT_MOST:
        return
    lists = VOCABULARY.lists
    start = tokens.sentence(amount.first)
    words = set(tokens.lows[start : amount.end + 6])
    indexed = any(VOCABULARY.index_names.find(tokens, place) for place in range(start, amount.first))
    if words & lists["rate_words"] or (amount.fraction and amount.words and not indexed):
        amount.unit = Unit("percentage_point", "percentage_point")
        amount.rules.append("points.rate")
