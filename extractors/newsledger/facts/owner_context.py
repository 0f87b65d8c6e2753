"""Whether a figure is anybody's at all, by the words around it: "the world economy", "overseas investors".

The signs of ``owner_signs.py`` name no words; whether a figure is of a company or of a market, a country, the public
hangs on them. A log-linear model of the words that ``context.py`` weighs for the metric says how probable it is that
the figure is nobody's. ``scripts/fit_owners.py`` fits it, ``lexicons/owner_context.npz``, to annotated articles.
"""

from __future__ import annotations

from functools import cache
from math import log

from newsledger.facts import context
from newsledger.facts.frames import Frame
from newsledger.facts.loglinear import LogLinear, read
from newsledger.facts.story import Story

NOBODY, SOMEBODY = "nobody", "somebody"

LEAST = 1e-4
"""Probability below which the words are held to be as sure as can be."""


def signs(frame: Frame, story: Story, metric: str) -> frozenset[str]:
    """What the model weighs: the words around the figure, and its metric."""
    return context.signs(frame, story) | {f"m={metric}"}


def odds(model: LogLinear, frame: Frame, story: Story, metric: str) -> float:
    """The logarithm of the odds that the figure is nobody's, by its words."""
    shares = model.odds(signs(frame, story, metric), {})
    share = min(max(float(shares[model.places[NOBODY]]), LEAST), 1.0 - LEAST)
    return log(share / (1.0 - share))


@cache
def fitted() -> LogLinear:
    """The model of ``lexicons/owner_context.npz``, read once."""
    return read("owner_context")
