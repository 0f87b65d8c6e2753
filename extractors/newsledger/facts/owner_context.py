"""Whether a figure is nobody's, of one company or of several, by the words around it: "the world economy", "a bid".

The signs of ``owner_signs.py`` name no words; whether a figure is of a company or of a market, a country, the public,
and whether it is of both sides of a deal, hangs on them. A log-linear model of the words that ``context.py`` weighs for
the metric says how probable each is. ``scripts/fit_owners.py`` fits it, ``lexicons/owner_context.npz``, to annotated
articles.
"""

from __future__ import annotations

from functools import cache
from math import log

from newsledger.facts import context
from newsledger.facts.frames import Frame
from newsledger.facts.loglinear import LogLinear, read
from newsledger.facts.story import Story

NOBODY, ONE, SEVERAL = "nobody", "one", "several"
KINDS = (NOBODY, ONE, SEVERAL)

LEAST = 1e-4
"""Probability below which the words are held to be as sure as can be."""


def signs(frame: Frame, story: Story, metric: str) -> frozenset[str]:
    """What the model weighs: the words around the figure, and its metric."""
    return context.signs(frame, story) | {f"m={metric}"}


def odds(model: LogLinear, frame: Frame, story: Story, metric: str) -> dict[str, float]:
    """The logarithm of the odds that the figure is of each kind (``KINDS``), by its words."""
    shares = model.odds(signs(frame, story, metric), {})
    bound = {kind: min(max(float(shares[place]), LEAST), 1.0 - LEAST) for kind, place in model.places.items()}
    return {kind: log(share / (1.0 - share)) for kind, share in bound.items()}


@cache
def fitted() -> LogLinear:
    """The model of ``lexicons/owner_context.npz``, read once."""
    return read("owner_context")
