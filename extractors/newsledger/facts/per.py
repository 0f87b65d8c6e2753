"""What an amount is per where its own words do not say so, but its metric does."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from newsledger.facts.core import Core
from newsledger.figures.figure import Figure
from newsledger.records import Quantity

_RULE = "per.metric"

_PER_SHARE = frozenset({"eps", "dividend"})
_LARGEST = 10_000
"""No share of any currency earns, pays or fetches more; a larger amount is a total."""


def quantities(figures: Sequence[Figure], stated: Sequence[Core]) -> list[Quantity]:
    """The quantities of the figures, in order, with what they are per.

    Earnings and dividends are per share also where only the metric says so, and so is an amount bid in an article
    that quotes the bid per share.

    >>> # "earnings per share of Rs 43.6", "a final dividend of 2.11p"; "$18.19" after "had bid $14.86 a share"
    """
    bid = any(
        core.metric == "deal_value" and figure.quantity.per == "share"
        for figure, core in zip(figures, stated, strict=True)
    )
    metrics = _PER_SHARE | {"deal_value"} if bid else _PER_SHARE
    return [
        msgspec.structs.replace(figure.quantity, per="share")
        if core.metric in metrics and _may_be_per_share(figure.quantity)
        else figure.quantity
        for figure, core in zip(figures, stated, strict=True)
    ]


def per_rules(read: Quantity, stated: Quantity) -> tuple[str, ...]:
    """The rules that made of a quantity as it was read the one that is stated."""
    return (_RULE,) if stated.per != read.per else ()


def _may_be_per_share(quantity: Quantity) -> bool:
    return quantity.kind == "money" and quantity.per is None and abs(quantity.value) < _LARGEST
