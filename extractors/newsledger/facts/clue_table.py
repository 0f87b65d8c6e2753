"""The table of clues: words that stand apart from each other and say a metric together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set
from functools import cache
from operator import itemgetter
from typing import NamedTuple

import msgspec

from newsledger.facts.vocabulary import Phrases, spelled, table, word_class

PLACES = ("subject", "verb", "before", "after", "beside", "anywhere")
"""Where the phrases of a clue are sought: in the subject of the figure's clause, at its verb, between the start of the
clause and the figure, in the words after the figure up to the next one, right after it, or anywhere in the sentence."""

ECONOMY = "economy_clues"
"""The clues by which an economy is told of: they hold where no company can be meant."""

TABLES = ("metric_clues", ECONOMY)


class Clue(msgspec.Struct, frozen=True):
    """A row of the table. ``cells`` are places, each with the number of the cell whose phrases must stand there; all
    must hold. ``kinds`` and ``per`` limit the figures (``per`` empty: any), ``unclaimed`` limits it to sentences that
    no company can claim (see ``Story.unclaimed``)."""

    metric: str
    kinds: frozenset[str]
    per: str
    cells: tuple[tuple[str, int], ...]
    weight: float
    negative: bool
    rule: str
    unclaimed: bool


class Clues(NamedTuple):
    """The clues of the tables: ``phrases`` are theirs with the numbers of the cells that each stands in;
    ``by_cell`` are the clues, each with its place in the table and its cells, under the one that fewest others have.
    """

    by_cell: dict[int, list[tuple[int, frozenset[int], Clue]]]
    phrases: Phrases[int]

    def held(self, cells: Set[int]) -> tuple[Clue, ...]:
        """The clues all of whose cells are among these, in the order of the table."""
        found = [
            (order, clue)
            for cell in self.by_cell.keys() & cells
            for order, needed, clue in self.by_cell[cell]
            if needed <= cells
        ]
        return tuple(clue for _, clue in sorted(found, key=itemgetter(0)))


@cache
def clues() -> Clues:
    """The tables of clues, read once."""
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
            name == ECONOMY,
        )
        for name in TABLES
        for row in table(name)
    )
    users = Counter(number for clue in found for _, number in clue.cells)
    by_cell: dict[int, list[tuple[int, frozenset[int], Clue]]] = {}
    for order, clue in enumerate(found):
        cells = [number for _, number in clue.cells]
        by_cell.setdefault(min(cells, key=users.__getitem__), []).append((order, frozenset(cells), clue))
    return Clues(by_cell, Phrases(_with_openings(numbers)))


def _with_openings(numbers: dict[str, int]) -> Iterator[tuple[str, int]]:
    """Each phrase of the cells, and with it the cells of the phrases that it opens with: where "pays out" stands there
    stands "pays" too, though of two phrases that begin together only the longer one is matched."""
    cells: dict[tuple[str, ...], set[int]] = {}
    for cell, number in numbers.items():
        for phrase in cell_phrases(cell):
            cells.setdefault(tuple(spelled(phrase)), set()).add(number)
    for words in cells:
        openings = (cells.get(words[:size], set()) for size in range(1, len(words) + 1))
        for number in sorted(set().union(*openings)):
            yield " ".join(words), number


def cell_phrases(cell: str) -> Iterator[str]:
    """The phrases of a cell: a name after "=" stands for the words of that class of ``word_classes.csv``."""
    for part in cell.split(";"):
        if part.startswith("="):
            yield from sorted(word_class(part[1:]))
        else:
            yield part
