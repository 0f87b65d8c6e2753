"""The one-line notation of expected figures in ``cases/*.toml``.

"about $5bn = ~5_000_000_000 USD"            text = value unit; "~" approximate, ">=" and "<=" bounds
"$1-$3 billion = 1_000_000_000..3_000_000_000 USD"   a range
"$1.25 = 1.25 USD per share"
"$166 million = 166_000_000 USD as 0"        repeats figure 0 of the text
"$5 million = 5_000_000 CAD contested"       the currency was chosen between several by context
"""

from __future__ import annotations

import re
from decimal import Decimal

import msgspec

from newsledger.figures import Figure

_LINE = re.compile(
    r"(?P<text>.+) = (?P<mark>~|>=|<=)?(?P<value>[\d_.-]+?)(?:\.\.(?P<high>[\d_.-]+))? (?P<unit>.+?)"
    r"(?: per (?P<per>.+?))?(?: as (?P<same>\d+))?(?P<contested> contested)?",
    re.DOTALL,
)
_MODIFIERS = {"~": "approximate", ">=": "at_least", "<=": "at_most", None: "exact"}


class Shown(msgspec.Struct, frozen=True):
    """What a case says of a figure, and what is compared."""

    text: str
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    unit: str
    per: str | None
    modifier: str
    same_as: int | None
    contested: bool


def read(line: str) -> Shown:
    """The expectation that a line of a case file stands for."""
    found = _LINE.fullmatch(line)
    assert found is not None, f"not in the notation: {line!r}"
    number = Decimal(found["value"])
    high = Decimal(found["high"]) if found["high"] else number
    modifier = "range" if found["high"] else _MODIFIERS[found["mark"]]
    return Shown(
        text=found["text"],
        value=(number + high) / 2,
        low=None if modifier == "at_most" else number,
        high=None if modifier == "at_least" else high,
        unit=found["unit"],
        per=found["per"],
        modifier=modifier,
        same_as=int(found["same"]) if found["same"] else None,
        contested=found["contested"] is not None,
    )


def show(figure: Figure) -> Shown:
    """The same of a figure that was read."""
    quantity = figure.quantity
    return Shown(
        text=quantity.text,
        value=quantity.value,
        low=quantity.low,
        high=quantity.high,
        unit=quantity.unit,
        per=quantity.per,
        modifier=quantity.modifier,
        same_as=figure.same_as,
        contested=figure.contested,
    )
