"""How sure a fact is, from 0 to 1.

The support of each slot says how much the rules that filled it are to be trusted together. The core decides whether a
fact is of use at all, so confidence is the product of its three choices, each tempered because they err together more
often than apart; the slots around the core move it a little.
"""

from __future__ import annotations

from newsledger.facts.core import Core

SLOTS = ("metric", "companies", "measure")
TEMPER = 0.6
"""The exponent by which a support counts: below 1 because the errors of the three slots go together."""

UNSTATED = 0.2
"""The support of a slot that no rule filled."""


def confidence(core: Core, contested: bool = False) -> float:
    """The confidence of a fact with this core, rounded to two digits; ``contested`` says that the figure's own unit was
    chosen between several.

    >>> confidence(Core(support={"metric": 0.95, "companies": 0.95, "measure": 0.95}))
    0.91
    """
    product = 1.0
    for slot in SLOTS:
        product *= max(core.support.get(slot, 0.0), UNSTATED) ** TEMPER
    if contested:
        product *= 0.9
    return round(min(max(product, 0.02), 0.99), 2)
