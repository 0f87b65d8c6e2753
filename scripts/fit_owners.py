"""Fit the weights of ``newsledger.facts.owner_model`` to annotated articles, and say what it adds to the rules.

Usage: ``python -m scripts.fit_owners GOLD_DIR [--check]``. It learns from the articles and from the cases of
``tests/facts/cases``. With ``--check`` each series of articles takes a turn in being kept apart, and the share of its
figures with the right companies is told without the model and with it. Without, it writes
``lexicons/owner_weights.csv``, the same bytes for the same articles.
"""

from __future__ import annotations

import csv
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from tests.facts.marked import reading_of

from newsledger.evaluation.gold import GoldArticle, GoldFact, read_gold
from newsledger.evaluation.scores import slot_right
from newsledger.facts.cores import cores
from newsledger.facts.frames import Frame
from newsledger.facts.metric import Said
from newsledger.facts.owner import Held
from newsledger.facts.owner_model import Judge, Verdict, by_rules, judge
from newsledger.facts.owner_signs import Signs, signs
from newsledger.facts.reading import Reading
from newsledger.facts.story import Story
from newsledger.pipeline import Extractor
from newsledger.resources import folder

Array = npt.NDArray[np.float64]
ROOT = Path(__file__).resolve().parents[1]

SHRINKAGE = 4.0
ROUNDS = 80
SELDOM = 5
"""A sign that fewer contenders have is left out."""

OF_CASES = 0.25
"""How much a figure of a case counts: cases are single sentences, which news is not."""


class Contest(NamedTuple):
    """A figure whose owner is known: the signs of its contenders, and which of them are right."""

    signs: Sequence[Signs]
    right: Sequence[bool]
    weight: float


class Annotated(NamedTuple):
    """A text with known owners: its series, its reading, and by figure what judges a list of names."""

    series: str
    reading: Reading
    right: Mapping[int, Owners]


class Owners(NamedTuple):
    """What is right for a figure: an annotated fact and the other names of its companies, or the names themselves."""

    fact: GoldFact | None
    aliases: Mapping[str, Sequence[str]]
    names: frozenset[str] = frozenset()

    def accept(self, names: Sequence[str]) -> bool:
        """Whether these companies are right."""
        if self.fact is None:
            return frozenset(names) == self.names
        return slot_right("companies", self.fact, list(names), self.aliases)


def gold_texts(path: Path, extractor: Extractor) -> Iterator[Annotated]:
    """The articles of a gold folder; their series is the first letter of the name."""
    for article in read_gold(path):
        reading = extractor.read(article.article())
        yield Annotated(article.id[0], reading, _of_gold(article, reading))


def _of_gold(article: GoldArticle, reading: Reading) -> dict[int, Owners]:
    aliases = {company.name: (company.name, *company.also) for company in article.companies}
    right = {}
    for fact in article.facts:
        place = _place(reading, fact.start, fact.end)
        if place is not None and not fact.optional:
            right[place] = Owners(fact, aliases)
    return right


def case_texts() -> Iterator[Annotated]:
    """The cases of ``tests/facts/cases``, all of one series that is never kept apart."""
    for path in sorted((ROOT / "tests/facts/cases").glob("*.toml")):
        for marked in tomllib.loads(path.read_text(encoding="utf-8"))["cases"]:
            reading, wanted = reading_of(marked)
            places = {_place(reading, want.start, want.end): Owners(None, {}, want.companies) for want in wanted}
            yield Annotated("", reading, {place: owners for place, owners in places.items() if place is not None})


def _place(reading: Reading, start: int, end: int) -> int | None:
    for place, figure in enumerate(reading.figures):
        if figure.quantity.start < end and start < figure.quantity.end:
            return place
    return None


def contests(text: Annotated) -> list[Contest]:
    """The contests for a text's annotated figures, the rules alone having said whose those before were."""
    found = []
    names = text.reading.identities.names

    def note(frame: Frame, said: Said, story: Story, proposals: Sequence[Held]) -> Verdict:
        chosen = by_rules(proposals)
        owners = text.right.get(frame.number)
        if owners is not None:
            given = signs(frame, said, story, proposals, chosen.value)
            right = [owners.accept(names(companies)) for companies, _ in given]
            if any(right) and not all(right):
                found.append(Contest([each for _, each in given], right, 1.0 if text.series else OF_CASES))
        return chosen

    cores(text.reading, judge=note)
    return found


def fit(held: Sequence[Contest]) -> dict[str, float]:
    """The weights under which the right contenders are most probable, with some shrinkage (L-BFGS)."""
    rows = [given for contest in held for given in contest.signs]
    times: dict[str, int] = {}
    for given in rows:
        for sign, value in given.items():
            times[sign] = times.get(sign, 0) + bool(value)
    columns = {sign: place for place, sign in enumerate(sorted(sign for sign, many in times.items() if many >= SELDOM))}
    cells = [
        (number, columns[sign], value)
        for number, given in enumerate(rows)
        for sign, value in given.items()
        if value and sign in columns
    ]
    at, column, values = zip(*cells, strict=True)
    x = csr_matrix((np.array(values), (at, column)), (len(rows), len(columns)))
    sizes = np.array([len(contest.signs) for contest in held])
    of = np.repeat(np.arange(len(held)), sizes)
    starts = np.cumsum(sizes) - sizes
    right = np.array([good for contest in held for good in contest.right])
    count = np.array([contest.weight for contest in held])

    def loss(weights: Array) -> tuple[float, Array]:
        score = x @ weights
        grown = np.exp(score - np.maximum.reduceat(score, starts)[of])
        share = grown / np.add.reduceat(grown, starts)[of]
        good = np.maximum(np.add.reduceat(share * right, starts), 1e-12)
        slope = (share - share * right / good[of]) * count[of]
        return (
            float(SHRINKAGE * (weights @ weights) / 2 - (count * np.log(good)).sum()),
            x.T @ slope + SHRINKAGE * weights,
        )

    best = minimize(loss, np.zeros(len(columns)), jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}).x
    return {sign: round(float(best[place]), 3) for sign, place in columns.items()}


def by_rules_alone(frame: Frame, said: Said, story: Story, proposals: Sequence[Held]) -> Verdict:
    """The judge who leaves it at what the rules choose."""
    return by_rules(proposals)


def right_owners(texts: Sequence[Annotated], asked: Judge) -> tuple[int, int]:
    """How many annotated figures of the texts have the right companies, and how many there are."""
    right = total = 0
    for text in texts:
        stated = cores(text.reading, judge=asked)
        for place, owners in text.right.items():
            right += owners.accept(text.reading.identities.names(stated[place].companies))
            total += 1
    return right, total


def check(articles: Sequence[Annotated], cases: Sequence[Annotated]) -> None:
    """Print for each series what share of its owners is right without and with a model fitted to all the others."""
    learned = [(text.series, contest) for text in (*articles, *cases) for contest in contests(text)]
    print("series  figures  rules  weighed  gain")
    for series in sorted({text.series for text in articles}):
        apart = [text for text in articles if text.series == series]
        weights = fit([contest for other, contest in learned if other != series])
        (before, total), (after, _) = right_owners(apart, by_rules_alone), right_owners(apart, judge(weights))
        print(f"{series:6}  {total:7}  {before / total:5.1%}  {after / total:7.1%}  {(after - before) / total:+.1%}")


def write(weights: Mapping[str, float], path: Path) -> None:
    """The weights as a table, by sign."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("sign", "weight"))
        table.writerows(sorted(weights.items()))


def main() -> None:
    """Fit to all and write, or keep each series apart and tell what was gained."""
    articles, cases = list(gold_texts(Path(sys.argv[1]), Extractor())), list(case_texts())
    if "--check" in sys.argv:
        check(articles, cases)
    else:
        write(
            fit([contest for text in (*articles, *cases) for contest in contests(text)]),
            folder("lexicons") / "owner_weights.csv",
        )


if __name__ == "__main__":
    main()
