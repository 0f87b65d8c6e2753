"""Annotated texts to learn from: articles of a gold folder, marked passages, and the cases of the tests."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from tests.facts.marked import Marked, Wanted, readings_of

from newsledger.evaluation.gold import GoldArticle, GoldFact, read_gold
from newsledger.facts.reading import Reading
from newsledger.pipeline import Extractor

ROOT = Path(__file__).resolve().parents[1]

Fact = GoldFact | Wanted
Judge = TypeVar("Judge")


OF_PASSAGES = 0.5
OF_CASES = 0.25
"""How much a figure of a passage or case counts: they are a few sentences, which news is not."""


class Text(NamedTuple):
    """A text whose facts are known: its series (texts of one hand; empty for cases, which are never kept apart), its
    reading, by figure what is right, by company of a gold article its other names, and how much a figure counts where
    it is learned how far rules are to be trusted (0 where rules were mended by the text)."""

    series: str
    reading: Reading
    facts: Mapping[int, Fact]
    aliases: Mapping[str, Sequence[str]]
    weight: float


def articles(path: Path, extractor: Extractor) -> Iterator[Text]:
    """The articles of a gold folder, without facts on which careful people could differ."""
    for article in read_gold(path):
        yield read(article, extractor)


def read(article: GoldArticle, extractor: Extractor) -> Text:
    """A gold article as it is read."""
    reading = extractor.read(article.article())
    aliases = {company.name: (company.name, *company.also) for company in article.companies}
    return Text(article.series, reading, _placed(reading, (f for f in article.facts if not f.optional)), aliases, 1.0)


def passages() -> Iterator[Text]:
    """The passages of ``corpus/passages``, marked as ``tests.facts.marked`` has it; each file is a series. Every other
    one, from the first, was read when rules were mended."""
    for path in sorted((ROOT / "corpus/passages").glob("*.txt")):
        parts = re.split(r"\n\s*\n", path.read_text(encoding="utf-8").strip())
        read = readings_of([part for part in parts if not part.startswith("#")])
        for place, one in enumerate(read):
            yield _marked(path.stem, one, OF_PASSAGES if place % 2 else 0.0)


def cases() -> Iterator[Text]:
    """The cases of ``tests/facts/cases``."""
    for path in sorted((ROOT / "tests/facts/cases").glob("*.toml")):
        for one in readings_of(tomllib.loads(path.read_text(encoding="utf-8"))["cases"]):
            yield _marked("", one, OF_CASES)


def _marked(series: str, one: Marked, weight: float) -> Text:
    reading, wanted = one
    return Text(series, reading, _placed(reading, wanted), {}, weight)


def _placed(reading: Reading, facts: Iterable[Fact]) -> dict[int, Fact]:
    found = ((place_of(reading, fact.start, fact.end), fact) for fact in facts)
    return {place: fact for place, fact in found if place is not None}


def place_of(reading: Reading, start: int, end: int) -> int | None:
    """Which figure of a reading overlaps ``[start, end)``."""
    return next(
        (
            place
            for place, figure in enumerate(reading.figures)
            if figure.quantity.start < end and start < figure.quantity.end
        ),
        None,
    )


def metrics_of(fact: Fact) -> tuple[str, ...]:
    """The names that are right for a fact's metric."""
    if isinstance(fact, Wanted):
        return fact.metrics
    return (*fact.metric, *(name for name in fact.accept.get("metric", []) if name))


def tell_gains(
    texts: Sequence[Text],
    judges: Mapping[str, Judge],
    rules: Judge,
    count: Callable[[Sequence[Text], Judge], tuple[int, int]],
) -> None:
    """Print for each series how much is right by the rules, and by the judge that was fitted to others."""
    print("series  figures  rules  weighed  gain")
    for series, judge in sorted(judges.items()):
        apart = [text for text in texts if text.series == series]
        (before, total), (after, _) = count(apart, rules), count(apart, judge)
        print(f"{series:6}  {total:7}  {before / total:5.1%}  {after / total:7.1%}  {(after - before) / total:+.1%}")
