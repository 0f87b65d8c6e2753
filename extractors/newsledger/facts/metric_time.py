"""How metrics stand in time, from ``metric_times.csv``: what flows over a period, what is held at a moment, what a
market sets day by day."""

from __future__ import annotations

from newsledger.facts.cues import forms


def _metrics(time: str) -> frozenset[str]:
    return forms("metric_times", "time", time, "metrics")


MARKETS = _metrics("market")
"""Set by a market from day to day: without a time of their own they are of the day of the article."""

BALANCES = _metrics("balance")
"""Held at a moment: for a quarter, the level is that of its last day."""

MACRO = _metrics("macro")
"""Of an economy: reported for a month or quarter, and compared with the one before unless the text says otherwise."""

FLOWS = _metrics("flow")
"""Of a company over a period: they take the reporting period of the article."""

DATED = MARKETS | _metrics("event")
"""What happens on a day, so that a weekday can date it; results and balances are those of a longer time."""

ACTIONS = _metrics("action")
"""What a company decides on: what it "will" do is a plan, not a forecast."""

OUTCOMES = _metrics("outcome")
"""What comes out of business or an economy: what one plans for it is a forecast, for nobody decides on it."""

AIMED = _metrics("aimed")
"""Of which houses and states name aims that hold for good: "the 2% target"."""

HELD = _metrics("held")
"""What is held already: a plan in the sentence is about something else."""

SET = frozenset({"interest_rate", "product_price"})
"""What a company sets for its customers: "the bank will cut its mortgage rate" is a plan."""
