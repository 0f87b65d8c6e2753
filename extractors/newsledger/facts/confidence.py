"""How sure a fact is, from 0 to 1: how often a fact with such support is right in its core.

The support of a slot says how far the rules that filled it are to be trusted together (``Choice.support``). It is no
probability: rules err together. So the doubts that are left are weighed by a logistic curve whose weights were fitted
to annotated articles that nobody had read for rules yet: kept apart by series, what is said differs there from what is
right by 0.04 (expected calibration error, ten bins). ``scripts/fit_confidence.py`` fits them anew.
"""

from __future__ import annotations

from math import exp, log

from newsledger.facts.core import Core

BASE = -1.921
WEIGHTS = {"metric": 0.492, "companies": 0.463, "measure": 0.09}
"""What a slot adds for each halving of its doubt, times ln 2."""

UNSTATED = -0.352
"""What a fact loses whose metric no rule could name."""

CONTESTED = -0.3
"""What a fact loses whose figure's unit was chosen between several."""

LEAST_DOUBT = 0.004
"""Doubt below which a slot adds no more."""


def confidence(core: Core, contested: bool = False) -> float:
    """The confidence of a fact with this core, rounded to two digits; ``contested`` says that the figure's own unit was
    chosen between several.

    >>> confidence(Core(support={"metric": 0.95, "companies": 0.95, "measure": 0.95}))
    0.77
    """
    score = BASE + (CONTESTED if contested else 0.0)
    for slot, weight in WEIGHTS.items():
        score -= weight * log(max(1.0 - core.support.get(slot, 0.0), LEAST_DOUBT))
    if not core.support.get("metric"):
        score += UNSTATED
    return round(1.0 / (1.0 + exp(-score)), 2)
