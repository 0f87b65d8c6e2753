"""Fit the weights of ``newsledger.facts.metric_model`` to annotated articles, and say what it adds to the rules.

Usage: ``python -m scripts.fit_metrics GOLD_DIR [--check]``. Groups of series take turns in being kept apart from the
model of the context (``scripts.fit_context``), so that what it says of them is as wrong as of any other article; the
weights are fitted to that. With ``--check`` the share of right metrics of each series is told by the rules alone, and
with weights fitted to all other series. Without, it writes ``lexicons/metric_weights.csv``.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from scripts.annotated import Text, articles, cases, metrics_of, passages, tell_gains
from scripts.conditional_logit import Contest, fit, write
from scripts.fit_context import models_apart

from newsledger.facts.candidates import Choice
from newsledger.facts.cores import cores
from newsledger.facts.frames import Frame
from newsledger.facts.loglinear import LogLinear
from newsledger.facts.metric import Said
from newsledger.facts.metric_model import DECISIVE, Namer, by_rules, namer
from newsledger.facts.metric_signs import signs
from newsledger.facts.story import Story
from newsledger.pipeline import Extractor
from newsledger.resources import folder


def contests(text: Text, model: LogLinear) -> list[Contest]:
    """The contests for a text's annotated figures, the rules alone having stated those before."""
    found = []

    def note(frame: Frame, story: Story, proposals: Sequence[Said]) -> Choice[str] | None:
        chosen = by_rules(frame, story, proposals)
        fact = text.facts.get(frame.number)
        if fact is not None and (chosen is None or chosen.support < DECISIVE):
            given, names = signs(frame, story, proposals, chosen, model), metrics_of(fact)
            right = [name in names for name, _ in given]
            if any(right) and not all(right):
                found.append(Contest([each for _, each in given], right, text.weight))
        return chosen

    cores(text.reading, note)
    return found


def learn(texts: Sequence[Text]) -> tuple[dict[str, LogLinear], list[tuple[str, Contest]]]:
    """The models of the context kept apart from each series, and with these the contests of each, but for the cases
    and the passages read for rules."""
    models = models_apart(texts)
    return models, [
        (text.series, contest)
        for text in texts
        if text.series and text.weight
        for contest in contests(text, models[text.series])
    ]


def namers_apart(texts: Sequence[Text]) -> dict[str, Namer]:
    """For each series of texts a namer that was fitted to other series."""
    models, learned = learn(texts)
    return {
        series: namer(model, fit([contest for other, contest in learned if other != series]))
        for series, model in models.items()
    }


def right_metrics(texts: Sequence[Text], asked: Namer) -> tuple[int, int]:
    """How many annotated figures of the texts have a right metric, and how many there are."""
    right = total = 0
    for text in texts:
        stated = cores(text.reading, asked)
        for place, fact in text.facts.items():
            given, names = stated[place].metric, metrics_of(fact)
            right += given in names or (given in (None, "other") and "other" in names)
            total += 1
    return right, total


def check(texts: Sequence[Text]) -> None:
    """Print for each series what share of its metrics is right by the rules, and with a namer fitted to others."""
    tell_gains(texts, namers_apart(texts), by_rules, right_metrics)


def main() -> None:
    """Fit to all and write, or keep each series apart and tell what was gained."""
    texts = [*articles(Path(sys.argv[1]), Extractor()), *passages(), *cases()]
    if "--check" in sys.argv:
        check(texts)
        return
    _, learned = learn(texts)
    write(fit([contest for _, contest in learned]), folder("lexicons") / "metric_weights.csv")


if __name__ == "__main__":
    main()
