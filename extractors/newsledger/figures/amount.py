"""One amount while it is read: a number with its sign, currency, scale word and unit."""

from __future__ import annotations

from decimal import Decimal

from newsledger.figures.numerals import Numeral
from newsledger.figures.tokens import Tokens
from newsledger.figures.vocabulary import ONE, Unit

_TENS: dict[int, Decimal] = {power: Decimal(10) ** power for power in range(40)}


class Amount:
    """A number and what belongs to it, at tokens ``[first, end)``.

    ``number`` is the number as written, ``power`` the power of ten of its scale words; ``letter`` says that the scale
    is a single letter. ``unit`` is ``None`` where none is written beside the number; ``prefixed``: it stood before.
    """

    __slots__ = (
        "contested",
        "core_end",
        "core_first",
        "decimals",
        "end",
        "first",
        "fraction",
        "grouped",
        "letter",
        "number",
        "numeral_end",
        "numeral_first",
        "power",
        "prefixed",
        "rules",
        "scaled",
        "sign",
        "unit",
        "words",
    )

    def __init__(self, numeral: Numeral) -> None:
        self.first = self.core_first = self.numeral_first = numeral.first
        self.end = self.core_end = self.numeral_end = numeral.end
        self.number = numeral.value
        self.decimals = numeral.decimals
        self.grouped = numeral.grouped
        self.words = numeral.words
        self.fraction = numeral.fraction
        self.power = 0
        self.scaled = False
        self.letter = False
        self.sign = 0
        self.unit: Unit | None = None
        self.prefixed = False
        self.contested = False
        self.rules: list[str] = []

    @property
    def value(self) -> Decimal:
        """The value in base units, with its written sign; exact."""
        value = self.number * _TENS[self.power] if self.power else self.number
        if self.unit is not None and self.unit.factor != ONE:
            value *= self.unit.factor
        return -value if self.sign < 0 else value

    @property
    def precision(self) -> int:
        """The decimals of the value in the sense of XBRL: "$1.2 billion" is -8."""
        shift = self.unit.factor.adjusted() if self.unit is not None else 0
        return self.decimals - self.power - shift


def bracketed(tokens: Tokens, amount: Amount) -> bool:
    """Whether brackets make a number negative that has a currency before them: "$(3.2) million"."""
    opening = amount.numeral_first - 1
    return amount.prefixed and tokens.words[opening] == "(" and tokens.words[amount.numeral_end] == ")"
