"""Fractions in words before a scale or unit: "half a million", "three quarters of a billion", "quarter point"."""

from __future__ import annotations

from decimal import Decimal

from newsledger.figures.numerals import Numeral
from newsledger.figures.tokens import ATTACHED, WRAPPED, Tokens
from newsledger.figures.vocabulary import VOCABULARY

# Written "half of a million" or "half a million" these only join.
_OF = frozenset({"of"})
ARTICLES = frozenset({"a", "an", "one", "1"})
_SMALL_UNITS = frozenset(["percent", "percentage", "pct", "per", "point", "points", "%", "cent", "penny"])


def read_part(tokens: Tokens, index: int) -> Numeral | None:
    """A fraction in words before a scale or unit: "half a million", "three quarters of a billion", "quarter point"."""
    words = VOCABULARY.number_words
    found = words.get(tokens.lows[index])
    top, place, first = 1, index, index
    if found is None:
        return None
    if found[1] == "part" and tokens.lows[index - 1] in ("a", "an") and tokens.gaps[index] <= WRAPPED:
        first = index - 1
    if found[1] == "unit":
        place = index + 1
        if tokens.lows[place] == "-" and tokens.gaps[place] == ATTACHED:
            place += 1
        if tokens.gaps[place] > WRAPPED:
            return None
        top, found = found[0], words.get(tokens.lows[place])
    if found is None or found[1] != "part" or (top > 1 and not tokens.lows[place].endswith("s")):
        return None
    bottom, place = found[0], place + 1
    for skipped in (_OF, ARTICLES):
        step = 1 if tokens.lows[place] == "-" else 0
        if tokens.lows[place + step] in skipped:
            place += step + 1
    if tokens.lows[place] == "-" and tokens.gaps[place] == ATTACHED:
        place += 1
    if tokens.gaps[place] > WRAPPED:
        return None
    low = tokens.lows[place]
    scale = VOCABULARY.scales.get(low)
    if (scale is None or scale.place != "spaced" or scale.power < 3) and low not in _SMALL_UNITS:
        return None
    if low in ("point", "points", "%") and bottom not in (2, 4, 8, 16):
        return None
    value = Decimal(top) / Decimal(bottom)
    exponent = int(value.as_tuple().exponent)
    if exponent < -8:
        value, exponent = value.quantize(Decimal("1e-8")), 0
    return Numeral(first, place, value, -exponent, words=True, fraction=True)
