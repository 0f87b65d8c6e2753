"""A figure while it is being read: what the amounts, ranges, nouns and modifiers add up to."""

from __future__ import annotations

from decimal import Decimal

from newsledger.figures.amount import Amount
from newsledger.figures.vocabulary import Unit
from newsledger.records import Modifier

_TWO = Decimal(2)


class Draft:
    """A figure at tokens ``[first, end)``; ``core`` is the same without modifier words and without a counted noun."""

    __slots__ = (
        "contested",
        "core",
        "decimals",
        "end",
        "first",
        "grouped",
        "high",
        "low",
        "modifier",
        "per",
        "per_span",
        "power",
        "rules",
        "scaled",
        "sign",
        "unit",
        "value",
    )

    def __init__(self, amount: Amount) -> None:
        self.first, self.end = amount.first, amount.end
        self.core = (amount.core_first, amount.core_end)
        self.value: Decimal = amount.value
        self.low: Decimal | None = self.value
        self.high: Decimal | None = self.value
        self.decimals = amount.precision
        self.unit: Unit | None = amount.unit
        self.sign = amount.sign
        self.scaled = amount.scaled
        self.grouped = amount.grouped
        self.power = amount.power
        self.modifier: Modifier = "exact"
        self.per: str | None = amount.unit.per if amount.unit is not None else None
        self.per_span: tuple[int, int] | None = None
        self.rules: list[str] = list(amount.rules)
        self.contested = amount.contested

    @classmethod
    def of_range(cls, left: Amount, right: Amount) -> Draft:
        """A range: the value is the midpoint, the precision that of the finer end."""
        draft = cls(left)
        draft.end = right.end
        draft.core = (left.core_first, right.core_end)
        draft.low, draft.high = left.value, right.value
        draft.value = (left.value + right.value) / _TWO
        draft.decimals = max(left.precision, right.precision)
        draft.unit = right.unit
        draft.scaled = right.scaled
        draft.grouped = right.grouped
        draft.power = right.power
        draft.per = right.unit.per if right.unit is not None else None
        draft.modifier = "range"
        draft.rules = ["range"]
        return draft

    def bound(self, modifier: Modifier) -> None:
        """Apply a modifier word; a range stays a range, and a bound a bound before a vague word ("some tens of")."""
        if self.modifier == "range" or (modifier == "approximate" and self.modifier != "exact"):
            return
        self.modifier = modifier
        if modifier == "at_least":
            self.low, self.high = self.value, None
        elif modifier == "at_most":
            self.low, self.high = None, self.value
