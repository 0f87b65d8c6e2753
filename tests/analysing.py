"""What the model says of all sentences of a text, for the readers of marked texts."""

from __future__ import annotations

from collections.abc import Sequence

from newsledger.analysis import Analysis, view
from newsledger.figures.figure import Figure
from newsledger.model import analyse, load_model
from newsledger.sentences import Sentence


def analyses_of(
    text: str, sentences: Sequence[Sentence], figures: Sequence[Figure] = (), places: Sequence[int] = ()
) -> dict[int, Analysis]:
    """The analysis of each sentence, by its index, with tags and names; ``places`` are the sentences of the figures."""
    views = [
        view(text, sentence, [f for f, place in zip(figures, places, strict=True) if place == sentence.index])
        for sentence in sentences
    ]
    docs = analyse(load_model(), [shown.text for shown in views], [True] * len(views))
    return {
        sentence.index: Analysis.of_view(sentence, doc, shown)
        for sentence, doc, shown in zip(sentences, docs, views, strict=True)
    }
