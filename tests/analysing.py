"""What the model says of the sentences of texts, for the readers of marked texts; and tables of texts read at once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import islice
from typing import Generic, TypeVar

import msgspec

from newsledger.analysis import Analysis, view
from newsledger.figures.figure import Figure
from newsledger.model import analyse, load_model
from newsledger.sentences import Sentence


class Unread(msgspec.Struct, frozen=True):
    """A text that the model has not seen; ``places`` are the sentences of the figures."""

    text: str
    sentences: Sequence[Sentence]
    figures: Sequence[Figure] = ()
    places: Sequence[int] = ()

    def figures_in(self, sentence: Sentence) -> list[Figure]:
        return [f for f, place in zip(self.figures, self.places, strict=True) if place == sentence.index]


def analyses_of(texts: Sequence[Unread]) -> list[dict[int, Analysis]]:
    """The analysis of each sentence of each text, by its index, with tags and names: the model reads all at once."""
    views = [
        view(unread.text, sentence, unread.figures_in(sentence)) for unread in texts for sentence in unread.sentences
    ]
    docs = analyse(load_model(), [shown.text for shown in views], [True] * len(views))
    read = zip(docs, views, strict=True)
    return [
        {
            sentence.index: Analysis.of_view(sentence, doc, shown)
            for sentence, (doc, shown) in zip(unread.sentences, islice(read, len(unread.sentences)), strict=True)
        }
        for unread in texts
    ]


Case = TypeVar("Case", bound=Hashable)
Told = TypeVar("Told")


class Together(Generic[Case, Told]):
    """What ``read`` tells of a case of ``tables``: the whole table is read when its first case is asked for.

    Among many sentences the model takes a fifth of the time for one. A worker that runs other tables does not read
    this one. Where a table cannot be read, its cases are read one by one, so that only those at fault fail.
    """

    def __init__(self, read: Callable[[Sequence[Case]], Sequence[Told]], tables: Iterable[Sequence[Case]]) -> None:
        self._read = read
        self._tables = {case: table for table in tables for case in table}
        self._told: dict[Case, Told] = {}

    def __call__(self, case: Case) -> Told:
        if case not in self._told:
            table = self._tables[case]
            try:
                self._told.update(zip(table, self._read(table), strict=True))
            except Exception:
                return self._read([case])[0]
        return self._told[case]
