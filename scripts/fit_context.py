"""Fit the model of ``newsledger.facts.context`` to annotated articles.

Usage: ``python -m scripts.fit_context GOLD_DIR``. It learns from the articles and from the cases of
``tests/facts/cases`` and writes ``lexicons/metric_context.npz``, the same bytes for the same articles. What it says is
weighed against the rules by ``newsledger.facts.metric_model``: fit that anew after it (``scripts.fit_metrics``, whose
``--check`` tells what both add).
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scripts.conditional_logit import place_of
from tests.facts.marked import readings_of

from newsledger.evaluation.gold import GoldArticle, read_gold
from newsledger.facts.candidates import Choice
from newsledger.facts.context import Weights, pointers, signs
from newsledger.facts.cores import cores
from newsledger.facts.fitting import can_state
from newsledger.facts.frames import Frame
from newsledger.facts.metric import Said
from newsledger.facts.metric_model import by_rules
from newsledger.facts.reading import Reading
from newsledger.facts.story import Story
from newsledger.facts.vocabulary import metrics
from newsledger.pipeline import Extractor
from newsledger.resources import folder

Array = npt.NDArray[np.float64]
ROOT = Path(__file__).resolve().parents[1]
SELDOM = 3
"""A sign that fewer figures have is left out."""

SHRINKAGE = 1.0
TIE_SHRINKAGE = 0.1
ROUNDS = 60

GROUPS = 6
"""Groups of series that take turns in being kept apart."""


class Seen(NamedTuple):
    """One annotated figure: its signs, its pointers, its kind, and the metrics that are right."""

    signs: frozenset[str]
    pointers: dict[tuple[str, str], float]
    kind: str
    right: tuple[str, ...]


class Annotated(NamedTuple):
    """One annotated text: which series it is of, its reading, and by figure the metrics that are right."""

    series: str
    reading: Reading
    right: dict[int, tuple[str, ...]]


def gold_texts(path: Path, extractor: Extractor) -> Iterator[Annotated]:
    """The articles of a gold folder; their series is the first letter of the name."""
    for article in read_gold(path):
        reading = extractor.read(article.article())
        yield Annotated(article.id[0], reading, _right(article, reading))


def _right(article: GoldArticle, reading: Reading) -> dict[int, tuple[str, ...]]:
    right = {}
    for fact in article.facts:
        place = place_of(reading, fact.start, fact.end)
        if place is not None and not fact.optional:
            right[place] = (*fact.metric, *(name for name in fact.accept.get("metric", []) if name))
    return right


def case_texts() -> Iterator[Annotated]:
    """The cases of ``tests/facts/cases``, all of one series that is never kept apart."""
    for path in sorted((ROOT / "tests/facts/cases").glob("*.toml")):
        for reading, wanted in readings_of(tomllib.loads(path.read_text(encoding="utf-8"))["cases"]):
            places = {place_of(reading, want.start, want.end): want.metrics for want in wanted}
            yield Annotated("", reading, {place: names for place, names in places.items() if place is not None})


def seen(text: Annotated) -> list[Seen]:
    """What the model is shown of a text's annotated figures, the rules alone having stated those before."""
    found = []

    def note(frame: Frame, story: Story, proposals: Sequence[Said]) -> Choice[str] | None:
        right = tuple(name for name in text.right.get(frame.number, ()) if name in metrics())
        if any(can_state(name, frame.kind) for name in right):
            found.append(Seen(frozenset(signs(frame, story)), pointers(frame, story), frame.kind, right))
        return by_rules(frame, story, proposals)

    cores(text.reading, note)
    return found


def fit(figures: Sequence[Seen]) -> Weights:
    """The weights under which the right metrics are most probable, with some shrinkage (L-BFGS)."""
    names = tuple(metrics())
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
        right[number] = [name in figure.right and can_state(name, figure.kind) for name in names]
        barred[number] = [0.0 if can_state(name, figure.kind) else -1e9 for name in names]
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
        down = [x.T @ slope + SHRINKAGE * table, slope.sum(axis=0) + TIE_SHRINKAGE * bias]
        down.append(np.tensordot(pointing, slope, 2) + TIE_SHRINKAGE * tied)
        shrunk = SHRINKAGE * (table**2).sum() + TIE_SHRINKAGE * ((bias**2).sum() + (tied**2).sum())
        return shrunk / 2 - np.log(good).sum(), np.concatenate([part.ravel() for part in down])

    start = np.zeros(size + len(names) + len(ties))
    table, bias, tied = parts(minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}).x)
    step = float(np.abs(table).max()) / 127
    kept = np.rint(table / step)
    return Weights(
        names, rows, kept, step, bias.astype(np.float32), dict(zip(ties, np.round(tied, 4).tolist(), strict=True))
    )


def _matrix(figures: Sequence[Seen], rows: dict[str, int]) -> csr_matrix:
    places = [
        (number, rows[sign]) for number, figure in enumerate(figures) for sign in sorted(figure.signs) if sign in rows
    ]
    return csr_matrix((np.ones(len(places)), tuple(zip(*places, strict=True))), (len(figures), len(rows)))


def models_apart(articles: Sequence[Annotated], cases: Sequence[Annotated]) -> dict[str, Weights]:
    """For each series of articles a model fitted to the cases and to the articles of other groups of series."""
    learned = [(text.series, figure) for text in (*articles, *cases) for figure in seen(text)]
    series = sorted({text.series for text in articles})
    found = {}
    for group in (series[first::GROUPS] for first in range(min(GROUPS, len(series)))):
        model = fit([figure for other, figure in learned if other not in group])
        found.update(dict.fromkeys(group, model))
    return found


def write(model: Weights, path: Path) -> None:
    """The model as a file of numpy arrays, without pickles and without times."""
    np.savez_compressed(
        path,
        metrics=np.array("\n".join(model.names)),
        signs=np.array("\n".join(model.rows)),
        table=model.table.astype(np.int8),
        step=np.float64(model.step),
        bias=model.bias,
        ties=np.array("\n".join(model.ties)),
        tie_weights=np.array(list(model.ties.values())),
    )


def main() -> None:
    """Fit to all and write."""
    texts = [*gold_texts(Path(sys.argv[1]), Extractor()), *case_texts()]
    write(fit([figure for text in texts for figure in seen(text)]), folder("lexicons") / NAME)


NAME = "metric_context.npz"

if __name__ == "__main__":
    main()
