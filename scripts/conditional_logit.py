"""Fit the weights of ``newsledger.facts.weighing``: a conditional logit model of contenders, by L-BFGS."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from newsledger.facts.weighing import Signs

Array = npt.NDArray[np.float64]

SHRINKAGE = 4.0
ROUNDS = 80
SELDOM = 5
"""A sign that fewer contenders have is left out."""


class Contest(NamedTuple):
    """A figure whose slot is known: the signs of its contenders, which of them are right, and how much it counts."""

    signs: Sequence[Signs]
    right: Sequence[bool]
    weight: float


def fit(held: Sequence[Contest]) -> dict[str, float]:
    """The weights under which the right contenders are most probable, with some shrinkage (L-BFGS)."""
    rows = [given for contest in held for given in contest.signs]
    times: dict[str, int] = {}
    for given in rows:
        for sign, value in given.items():
            times[sign] = times.get(sign, 0) + bool(value)
    columns = {sign: place for place, sign in enumerate(sorted(sign for sign, many in times.items() if many >= SELDOM))}
    cells = [
        (number, columns[sign], value)
        for number, given in enumerate(rows)
        for sign, value in given.items()
        if value and sign in columns
    ]
    at, column, values = zip(*cells, strict=True)
    x = csr_matrix((np.array(values), (at, column)), (len(rows), len(columns)))
    sizes = np.array([len(contest.signs) for contest in held])
    of = np.repeat(np.arange(len(held)), sizes)
    starts = np.cumsum(sizes) - sizes
    right = np.array([good for contest in held for good in contest.right])
    count = np.array([contest.weight for contest in held])

    def loss(weights: Array) -> tuple[float, Array]:
        score = x @ weights
        grown = np.exp(score - np.maximum.reduceat(score, starts)[of])
        share = grown / np.add.reduceat(grown, starts)[of]
        good = np.maximum(np.add.reduceat(share * right, starts), 1e-12)
        slope = (share - share * right / good[of]) * count[of]
        return (
            float(SHRINKAGE * (weights @ weights) / 2 - (count * np.log(good)).sum()),
            x.T @ slope + SHRINKAGE * weights,
        )

    best = minimize(loss, np.zeros(len(columns)), jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}).x
    return {sign: round(float(best[place]), 3) for sign, place in columns.items()}


def write(weights: Mapping[str, float], path: Path) -> None:
    """The weights as a table, by sign."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("sign", "weight"))
        table.writerows(sorted(weights.items()))


class Text(Protocol):
    """An annotated text; its series is kept apart as one."""

    @property
    def series(self) -> str:
        """The series that it is of."""


T = TypeVar("T", bound=Text)
Count = Callable[[Sequence[T], Mapping[str, float] | None], tuple[int, int]]
"""How many annotated figures of texts are right with these weights (without any: by rules alone), and of how many."""


def check(texts: Sequence[T], contests: Callable[[T], list[Contest]], count: Count[T]) -> None:
    """Print for each series what share of its figures is right without and with a model fitted to all the others."""
    learned = [(text.series, contest) for text in texts for contest in contests(text)]
    print("series  figures  rules  weighed  gain")
    for series in sorted({text.series for text in texts if text.series}):
        apart = [text for text in texts if text.series == series]
        weights = fit([contest for other, contest in learned if other != series])
        (before, total), (after, _) = count(apart, None), count(apart, weights)
        print(f"{series:6}  {total:7}  {before / total:5.1%}  {after / total:7.1%}  {(after - before) / total:+.1%}")
