"""The table of clues: words that stand apart from each other and say a metric together."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import msgspec

from newsledger.facts.vocabulary import Phrases, table, word_class

PLACES = ("subject", "verb", "before", "after", "anywhere")
"""Where the phrases of a clue are sought: in the subject of the figure's clause, at its verb, between the start of the
clause and the figure, in the words after the figure up to the next one, or anywhere in the sentence."""


class Clue(msgspec.Struct, frozen=True):
    """A row of the table. ``cells`` are places, each with the number of the cell whose phrases must stand there; all
    must hold. ``kinds`` and ``per`` limit the figures (``per`` empty: any)."""

    metric: str
    kinds: frozenset[str]
    per: str
    cells: tuple[tuple[str, int], ...]
    weight: float
    negative: bool
    rule: str


@cache
def clues() -> tuple[tuple[Clue, ...], Phrases[int]]:
    """The clues of ``metric_clues.csv``, and their phrases with the number of the cell that each stands in."""
    numbers: dict[str, int] = {}
    found = tuple(
        Clue(
            row["metric"],
            frozenset(row["kinds"].split(";")),
            row["per"],
            tuple((place, numbers.setdefault(row[place], len(numbers))) for place in PLACES if row[place]),
            float(row["weight"]),
            row["sign"] == "-",
            f"metric.clue.{row['name']}",
        )
        for row in table("metric_clues")
    )
    return found, Phrases((phrase, number) for cell, number in numbers.items() for phrase in cell_phrases(cell))


def cell_phrases(cell: str) -> Iterator[str]:
    """The phrases of a cell: a name after "=" stands for the words of that class of ``word_classes.csv``."""
    for part in cell.split(";"):
        if part.startswith("="):
            yield from sorted(word_class(part[1:]))
        else:
            yield part
