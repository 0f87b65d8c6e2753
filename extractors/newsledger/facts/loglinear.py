"""A log-linear model of what a slot is by the words around a figure: every word votes for every value, a little.

Multinomial logit (McFadden 1974), its table of weights in steps of a byte. ``scripts/loglinear.py`` fits and writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

import msgspec
import numpy as np
import numpy.typing as npt

from newsledger.resources import folder

Pointers = dict[tuple[str, str], float]
"""What points to a value by name: ``(how, value) -> how much``."""


class LogLinear(msgspec.Struct, frozen=True, dict=True):
    """The fitted model. ``rows`` maps a sign to its row of ``table`` (signs by values, in steps of ``step``), ``bias``
    is by value, ``ties`` weighs what points to a value by name."""

    names: tuple[str, ...]
    rows: Mapping[str, int]
    table: npt.NDArray[np.float64]
    step: float
    bias: npt.NDArray[np.float32]
    ties: Mapping[str, float]

    @cached_property
    def places(self) -> dict[str, int]:
        """The column of each value."""
        return {name: place for place, name in enumerate(self.names)}

    def odds(
        self, signs: Iterable[str], pointing: Pointers, possible: npt.NDArray[np.bool_] | None = None
    ) -> npt.NDArray[np.float32]:
        """How probable each value is, in the order of ``names``; 0 for those that are not possible."""
        found = [row for sign in signs if (row := self.rows.get(sign)) is not None]
        score = np.add.reduce(self.table.take(found, axis=0), axis=0) * np.float32(self.step) + self.bias
        for (tie, name), value in pointing.items():
            score[self.places[name]] += self.ties.get(tie, 0.0) * value
        if possible is not None:
            score[~possible] = -np.inf
        grown = np.exp(score - np.maximum.reduce(score))
        shares: npt.NDArray[np.float32] = grown / np.add.reduce(grown)
        return shares


def read(name: str) -> LogLinear:
    """The model of ``lexicons/<name>.npz``."""
    with np.load(folder("lexicons") / f"{name}.npz", allow_pickle=False) as stored:
        rows = {sign: row for row, sign in enumerate(str(stored["signs"]).split("\n"))}
        ways = str(stored["ties"]).split("\n") if stored["tie_weights"].size else []
        ties = dict(zip(ways, map(float, stored["tie_weights"]), strict=True))
        names = tuple(str(stored["names"]).split("\n"))
        return LogLinear(names, rows, stored["table"].astype(np.float64), float(stored["step"]), stored["bias"], ties)
