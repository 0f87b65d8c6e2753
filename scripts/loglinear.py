"""Fit the models of ``newsledger.facts.loglinear`` by L-BFGS, and write them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from newsledger.facts.loglinear import LogLinear, Pointers

Array = npt.NDArray[np.float64]

SELDOM = 3
"""A sign that fewer figures have is left out."""

TIE_SHRINKAGE = 0.1
ROUNDS = 60

GROUPS = 6
"""Groups of series that take turns in being kept apart."""


class Seen(NamedTuple):
    """One annotated figure: its signs, what points to values by name, the values that are right and (``None`` for all)
    those that are possible."""

    signs: frozenset[str]
    pointers: Pointers
    right: frozenset[str]
    possible: frozenset[str] | None = None


def fit(figures: Sequence[Seen], names: tuple[str, ...], shrinkage: float) -> LogLinear:
    """The weights under which the right values are most probable, those of signs held to 0 by ``shrinkage``."""
    often = Counter(sign for figure in figures for sign in figure.signs)
    vocabulary = sorted(sign for sign, times in often.items() if times >= SELDOM)
    rows = {sign: row for row, sign in enumerate(vocabulary)}
    ties = sorted({tie for figure in figures for tie, _ in figure.pointers})
    x = _matrix(figures, rows)
    pointing = np.zeros((len(ties), len(figures), len(names)))
    right = np.zeros((len(figures), len(names)), dtype=bool)
    barred = np.zeros((len(figures), len(names)))
    for number, figure in enumerate(figures):
        for (tie, name), value in figure.pointers.items():
            pointing[ties.index(tie), number, names.index(name)] = value
        possible = [figure.possible is None or name in figure.possible for name in names]
        right[number] = [name in figure.right and can for name, can in zip(names, possible, strict=True)]
        barred[number] = [0.0 if can else -1e9 for can in possible]
    size = len(vocabulary) * len(names)

    def parts(all_weights: Array) -> tuple[Array, Array, Array]:
        table, rest = all_weights[:size].reshape(len(vocabulary), len(names)), all_weights[size:]
        return table, rest[: len(names)], rest[len(names) :]

    def loss(all_weights: Array) -> tuple[float, Array]:
        table, bias, tied = parts(all_weights)
        score = x @ table + bias + np.tensordot(tied, pointing, 1) + barred
        grown = np.exp(score - score.max(axis=1, keepdims=True))
        share = grown / grown.sum(axis=1, keepdims=True)
        good = np.maximum((share * right).sum(axis=1), 1e-12)
        slope = share - share * right / good[:, None]
        down = [x.T @ slope + shrinkage * table, slope.sum(axis=0) + TIE_SHRINKAGE * bias]
        down.append(np.tensordot(pointing, slope, 2) + TIE_SHRINKAGE * tied)
        shrunk = shrinkage * (table**2).sum() + TIE_SHRINKAGE * ((bias**2).sum() + (tied**2).sum())
        return shrunk / 2 - np.log(good).sum(), np.concatenate([part.ravel() for part in down])

    start = np.zeros(size + len(names) + len(ties))
    table, bias, tied = parts(minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}).x)
    step = float(np.abs(table).max()) / 127
    kept = np.rint(table / step)
    return LogLinear(
        names, rows, kept, step, bias.astype(np.float32), dict(zip(ties, np.round(tied, 4).tolist(), strict=True))
    )


def _matrix(figures: Sequence[Seen], rows: dict[str, int]) -> csr_matrix:
    places = [
        (number, rows[sign]) for number, figure in enumerate(figures) for sign in sorted(figure.signs) if sign in rows
    ]
    return csr_matrix((np.ones(len(places)), tuple(zip(*places, strict=True))), (len(figures), len(rows)))


def groups(series: Sequence[str]) -> list[Sequence[str]]:
    """The groups of series that take turns in being kept apart."""
    return [series[first::GROUPS] for first in range(min(GROUPS, len(series)))]


def fit_apart(learned: Sequence[tuple[str, Seen]], names: tuple[str, ...], shrinkage: float) -> dict[str, LogLinear]:
    """For each series a model fitted to the figures of other groups of series; those of no series are in all."""
    found = {}
    for group in groups(sorted({one for one, _ in learned if one})):
        model = fit([figure for other, figure in learned if other not in group], names, shrinkage)
        found.update(dict.fromkeys(group, model))
    return found


def write(model: LogLinear, path: Path) -> None:
    """The model as a file of numpy arrays, without pickles and without times."""
    np.savez_compressed(
        path,
        names=np.array("\n".join(model.names)),
        signs=np.array("\n".join(model.rows)),
        table=model.table.astype(np.int8),
        step=np.float64(model.step),
        bias=model.bias,
        ties=np.array("\n".join(model.ties)),
        tie_weights=np.array(list(model.ties.values())),
    )
