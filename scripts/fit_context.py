"""Fit the model of ``newsledger.facts.context`` to annotated articles.

Usage: ``python -m scripts.fit_context GOLD_DIR``. It learns from the articles, the passages of ``corpus/passages`` and
the cases of ``tests/facts/cases`` and writes ``lexicons/metric_context.npz``, the same bytes for the same articles.
What it says is weighed against the rules by ``newsledger.facts.metric_model``: fit that anew after it
(``scripts.fit_metrics``, whose ``--check`` tells what both add).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from scripts.annotated import Text, articles, cases, metrics_of, passages
from scripts.loglinear import Seen, fit, fit_apart, write

from newsledger.facts.candidates import Choice
from newsledger.facts.context import pointers, signs
from newsledger.facts.cores import cores
from newsledger.facts.fitting import can_state
from newsledger.facts.frames import Frame
from newsledger.facts.loglinear import LogLinear
from newsledger.facts.metric import Said
from newsledger.facts.metric_model import by_rules
from newsledger.facts.story import Story
from newsledger.facts.vocabulary import metrics
from newsledger.pipeline import Extractor
from newsledger.resources import folder

SHRINKAGE = 1.0


def seen(text: Text) -> list[Seen]:
    """What the model is shown of a text's annotated figures, the rules alone having stated those before."""
    found = []

    def note(frame: Frame, story: Story, proposals: Sequence[Said]) -> Choice[str] | None:
        fact = text.facts.get(frame.number)
        possible = frozenset(name for name in metrics() if can_state(name, frame.kind))
        right = possible.intersection(metrics_of(fact)) if fact is not None else possible - possible
        if right:
            found.append(Seen(frozenset(signs(frame, story)), pointers(frame, story), right, possible))
        return by_rules(frame, story, proposals)

    cores(text.reading, note)
    return found


def models_apart(texts: Sequence[Text]) -> dict[str, LogLinear]:
    """For each series of texts a model fitted to the cases and to the texts of other groups of series."""
    return fit_apart([(text.series, figure) for text in texts for figure in seen(text)], tuple(metrics()), SHRINKAGE)


def main() -> None:
    """Fit to all and write."""
    texts = [*articles(Path(sys.argv[1]), Extractor()), *passages(), *cases()]
    model = fit([figure for text in texts for figure in seen(text)], tuple(metrics()), SHRINKAGE)
    write(model, folder("lexicons") / "metric_context.npz")


if __name__ == "__main__":
    main()
