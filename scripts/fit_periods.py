"""Fit the weights of ``newsledger.facts.period_model`` to annotated articles, and say what it adds to the rules.

Usage: ``python -m scripts.fit_periods GOLD_DIR [--check]``. It learns from the articles and from the cases of
``tests/facts_slots/cases``. With ``--check`` each series of articles takes a turn in being kept apart, and the share of
its figures with the right period is told without the model and with it. Without, it writes
``lexicons/period_weights.csv``, the same bytes for the same articles.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from scripts.annotated import ROOT, articles
from scripts.conditional_logit import Contest, check, fit, write
from tests.facts_slots.marked import case_of, read_all

from newsledger.evaluation.gold import GoldFact
from newsledger.evaluation.scores import slot_right
from newsledger.facts.candidates import Choice, choose
from newsledger.facts.core import Core
from newsledger.facts.cores import cores
from newsledger.facts.period import periods
from newsledger.facts.period_model import Proposals, by_rules, dater
from newsledger.facts.period_signs import signs
from newsledger.facts.reading import Reading
from newsledger.facts.timeline import Calendar
from newsledger.pipeline import Extractor
from newsledger.records import Period
from newsledger.resources import folder

TABLES = ("period", "dating", "dated_articles", "elsewhere", "story_days")

OF_OPEN = 0.3
"""How much a figure counts whose period may be left out as well."""

OF_CASES = 0.5
"""How much a figure of a case counts."""


class Right(NamedTuple):
    """What is right for a figure: an annotated fact, or the one period of a case (empty for none)."""

    fact: GoldFact | None
    span: str = ""

    def accept(self, period: Period | None) -> bool:
        """Whether a period is right; no period only where the fact itself has none, as what may be left out need not
        be."""
        if self.fact is None:
            return self.span == (f"{period.start} {period.end}" if period is not None else "")
        if period is None:
            return self.fact.period is None
        return slot_right("period", self.fact, [period.start, period.end], {})

    @property
    def weight(self) -> float:
        """How much the figure counts."""
        if self.fact is None:
            return OF_CASES
        return OF_OPEN if self.fact.period is not None and None in self.fact.accept.get("period", []) else 1.0


class Annotated(NamedTuple):
    """An annotated text: its series, its reading, the cores of its figures, and what is right by figure."""

    series: str
    reading: Reading
    cores: Sequence[Core]
    right: Mapping[int, Right]


def gold_texts(path: Path, extractor: Extractor) -> Iterator[Annotated]:
    """The articles of a gold folder."""
    for text in articles(path, extractor):
        right = {place: Right(fact) for place, fact in text.facts.items() if isinstance(fact, GoldFact)}
        yield Annotated(text.series, text.reading, cores(text.reading), right)


def case_texts() -> Iterator[Annotated]:
    """The cases of ``tests/facts_slots/cases``, all of one series that is never kept apart."""
    for path in sorted(path for name in TABLES for path in (ROOT / "tests/facts_slots/cases").glob(f"{name}*.toml")):
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["case"]
        for row, marked in zip(rows, read_all([case_of(row) for row in rows]), strict=True):
            right = {place: Right(None, span) for place, span in enumerate(row["periods"])}
            yield Annotated("", marked.reading, marked.cores, right)


def contests(text: Annotated) -> list[Contest]:
    """The contests for a text's annotated figures, the rules alone having dated those before."""
    found = []

    def note(known: Calendar, figure: int, core: Core, proposals: Proposals, timeless: bool) -> Choice[Period] | None:
        chosen = choose(proposals)
        if figure in text.right:
            given = signs(known, figure, core, proposals, chosen.value if chosen else None, timeless)
            right = [text.right[figure].accept(period) for period, _ in given]
            if any(right) and not all(right):
                found.append(Contest([each for _, each in given], right, text.right[figure].weight))
        return chosen

    periods(text.reading, text.cores, dater=note)
    return found


def right_periods(texts: Sequence[Annotated], weights: Mapping[str, float] | None) -> tuple[int, int]:
    """How many annotated figures of the texts have the right period, and how many there are; without
    weights by the rules alone."""
    asked = by_rules if weights is None else dater(weights)
    right = total = 0
    for text in texts:
        dated = periods(text.reading, text.cores, dater=asked)
        for place, wanted in text.right.items():
            same = text.reading.figures[place].same_as
            choice = dated[place if same is None else same]
            right += wanted.accept(choice.value if choice is not None else None)
            total += 1
    return right, total


def main() -> None:
    """Fit to all and write, or keep each series apart and tell what was gained."""
    texts = [*gold_texts(Path(sys.argv[1]), Extractor()), *case_texts()]
    if "--check" in sys.argv:
        check(texts, contests, right_periods)
    else:
        learned = [contest for text in texts for contest in contests(text)]
        write(fit(learned), folder("lexicons") / "period_weights.csv")


if __name__ == "__main__":
    main()
