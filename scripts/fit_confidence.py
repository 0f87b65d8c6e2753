"""Fit the weights of ``newsledger.facts.confidence`` to gold articles, and say how well they are calibrated.

Usage: ``python -m scripts.fit_confidence GOLD_DIR [--unseen]``. The series of the articles take turns in being kept
apart; the weights printed last are fitted to all. Copy them into the module by hand, so that a change of them is seen
and reviewed.

Rules are surer of articles that they were made on than of others. So the weights belong to series that nobody has read
for rules yet, and ``--unseen`` says that these are such: the models are taken as they are. Without it each series is
read with models of metrics that were fitted to others (``scripts.fit_metrics``).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from math import log
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scripts.annotated import Text, articles, cases, passages
from scripts.fit_metrics import namers_apart

from newsledger.evaluation.gold import GoldFact
from newsledger.evaluation.scores import CORE, slot_right, slots_of
from newsledger.facts import state
from newsledger.facts.confidence import LEAST_DOUBT, WEIGHTS
from newsledger.facts.core import Core
from newsledger.facts.cores import cores
from newsledger.facts.metric_model import Namer
from newsledger.pipeline import Extractor

Array = npt.NDArray[np.float64]
BINS = 10
RIDGE = 1.0


def features(core: Core) -> list[float]:
    """What the curve weighs: one, minus the logarithm of each slot's doubt, and whether it has no metric."""
    doubts = [-log(max(1.0 - core.support.get(slot, 0.0), LEAST_DOUBT)) for slot in WEIGHTS]
    return [1.0, *doubts, float(not core.support.get("metric"))]


def observations(text: Text, asked: Namer | None) -> Iterator[tuple[list[float], float]]:
    """The features of each annotated figure's core, and 1 if the core is right, else 0. ``asked`` says the
    metrics; the model of the package, if none is given."""
    stated, facts = cores(text.reading, asked), state(text.reading, asked)
    for place, gold in text.facts.items():
        if isinstance(gold, GoldFact):
            given = slots_of(facts[place])
            right = all(slot_right(slot, gold, given[slot], text.aliases) for slot in CORE)
            yield features(stated[place]), float(right)


def fit(x: Array, y: Array) -> Array:
    """The weights of a logistic regression, by Newton's method with a little shrinkage."""
    weights = np.zeros(x.shape[1])
    shrinkage = np.append(0.0, np.full(x.shape[1] - 1, RIDGE))
    for _ in range(50):
        said = curve(x, weights)
        slope = x.T @ (y - said) - shrinkage * weights
        bend = x.T @ (x * (said * (1.0 - said))[:, None]) + np.diag(shrinkage + 1e-9)
        weights = weights + np.linalg.solve(bend, slope)
    return weights


def curve(x: Array, weights: Array) -> Array:
    """The probability that the logistic curve gives."""
    odds: Array = np.exp(-(x @ weights))
    return 1.0 / (1.0 + odds)


def calibration(said: Array, right: Array) -> float:
    """The expected calibration error, and a reliability table on standard output."""
    error = 0.0
    for low in np.arange(BINS) / BINS:
        inside = (said >= low) & (said < low + 1 / BINS)
        if inside.any():
            error += abs(said[inside].mean() - right[inside].mean()) * inside.mean()
            print(
                f"{low:4.1f}  facts {inside.sum():5d}  said {said[inside].mean():.2f}  right {right[inside].mean():.2f}"
            )
    return error


def main() -> None:
    """Fit, print the reliability of what was kept apart, and the weights for all."""
    texts = list(articles(Path(sys.argv[1]), Extractor()))
    unseen = "--unseen" in sys.argv[2:]
    namers = None if unseen else namers_apart([*texts, *passages(), *cases()])
    rows, named = [], []
    for text in texts:
        for observed in observations(text, namers[text.series] if namers is not None else None):
            rows.append(observed)
            named.append(text.series)
    x, y, series = np.array([row[0] for row in rows]), np.array([row[1] for row in rows]), np.array(named)
    said = np.zeros(len(y))
    for one in sorted(set(named)):
        apart = series == one
        said[apart] = curve(x[apart], fit(x[~apart], y[~apart]))
    print(f"expected calibration error of series kept apart: {calibration(said, y):.3f}\n")
    names = ["base", *WEIGHTS, "unstated"]
    print("\n".join(f"{name:10} {weight:+.3f}" for name, weight in zip(names, fit(x, y), strict=True)))


if __name__ == "__main__":
    main()
