"""Fit the model of ``newsledger.facts.sense_model`` to annotated articles, and say what it adds to the rules.

Usage: ``python -m scripts.fit_senses GOLD_DIR [--check]``. It learns from the articles, the passages of
``corpus/passages`` and the cases of ``tests/facts/cases``. With ``--check`` groups of series take turns in being kept
apart, and the share of their figures with the right measure and direction is told by the rules alone and with the
model. Without, it writes ``lexicons/sense_context.npz``, the same bytes for the same articles.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from scripts.annotated import Fact, Text, articles, cases, passages, tell_gains
from scripts.loglinear import Seen, fit, fit_apart, write
from tests.facts.marked import Wanted

from newsledger.facts.candidates import Choice, choose
from newsledger.facts.cores import cores
from newsledger.facts.frames import Frame
from newsledger.facts.measure_against import Sense
from newsledger.facts.sense_model import Gauge, Proposals, by_rules, gauge
from newsledger.facts.sense_signs import MOVES, SENSES, pointers, signs
from newsledger.facts.story import Story
from newsledger.pipeline import Extractor
from newsledger.resources import folder

SHRINKAGE = 4.0


def senses_of(fact: Fact) -> frozenset[str]:
    """The names of the senses that are right for a fact."""
    if isinstance(fact, Wanted):
        measures: set[str | None] = set(fact.measures)
        ways = {fact.direction}
    else:
        measures = {fact.measure, *fact.accept.get("measure", ())}
        ways = {fact.direction, *fact.accept.get("direction", ())}
    return frozenset(
        name for name, (measure, way) in SENSES.items() if measure in measures and (measure not in MOVES or way in ways)
    )


def seen(text: Text) -> list[Seen]:
    """What the model is shown of a text's annotated figures, the rules alone having said how those before measure."""
    found: list[Seen] = []
    if not text.weight:
        return found

    def note(frame: Frame, metric: str | None, story: Story, proposals: Proposals) -> Choice[Sense] | None:
        chosen = choose(proposals)
        fact = text.facts.get(frame.number)
        right = senses_of(fact) if fact is not None else None
        if right:
            found.append(Seen(signs(frame, metric, story), pointers(proposals, chosen), right))
        return chosen

    cores(text.reading, gauge=note)
    return found


def right_senses(texts: Sequence[Text], asked: Gauge) -> tuple[int, int]:
    """How many annotated figures of the texts have a right measure and direction, and how many there are."""
    right = total = 0
    for text in texts:
        stated = cores(text.reading, gauge=asked)
        for place, fact in text.facts.items():
            core = stated[place]
            way = core.direction if core.measure in MOVES else None
            right += (core.measure, way) in {SENSES[name] for name in senses_of(fact)}
            total += 1
    return right, total


def check(texts: Sequence[Text]) -> None:
    """Print for each series what share is right by the rules, and with a model fitted to other series."""
    models = fit_apart([(text.series, figure) for text in texts for figure in seen(text)], tuple(SENSES), SHRINKAGE)
    tell_gains(texts, {series: gauge(model) for series, model in models.items()}, by_rules, right_senses)


def main() -> None:
    """Fit to all and write, or keep groups of series apart and tell what was gained."""
    texts = [*articles(Path(sys.argv[1]), Extractor()), *passages(), *cases()]
    if "--check" in sys.argv:
        check(texts)
        return
    model = fit([figure for text in texts for figure in seen(text)], tuple(SENSES), SHRINKAGE)
    write(model, folder("lexicons") / "sense_context.npz")


if __name__ == "__main__":
    main()
