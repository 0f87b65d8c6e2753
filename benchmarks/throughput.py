"""Words per second, in one run on one core: newsledger, spaCy's small model, and the pipeline of an afternoon.

    python benchmarks/throughput.py [ARCHIVE] [--articles N]

ARCHIVE is anything that ``newsledger extract`` reads (default: the sample articles, repeated). The three read the same
articles in turn, round after round, so that a slow moment of the machine hits all of them; the medians and their
ratios are printed. The "afternoon" pipeline is what one would write first: the full small model over the text,
quantulum3 on every sentence.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from itertools import cycle, islice
from pathlib import Path

import spacy
from quantulum3 import parser as quantulum
from rich.console import Console
from rich.table import Table

from newsledger.articles import ReadOptions, read
from newsledger.articles.article import Article
from newsledger.model import find_model
from newsledger.pipeline import Extractor

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 3


def _newsledger() -> Callable[[Sequence[Article]], int]:
    extractor = Extractor()
    return lambda articles: sum(len(result.facts) for result in extractor.extract(articles) if hasattr(result, "facts"))


def _spacy_model() -> Callable[[Sequence[Article]], int]:
    nlp = spacy.load(find_model())
    return lambda articles: sum(len(doc.ents) for doc in nlp.pipe(article.text for article in articles))


def _afternoon() -> Callable[[Sequence[Article]], int]:
    nlp = spacy.load(find_model())

    def run(articles: Sequence[Article]) -> int:
        found = 0
        for doc in nlp.pipe(article.text for article in articles):
            for sentence in doc.sents:
                try:
                    found += len(quantulum.parse(sentence.text))
                except Exception:
                    continue  # it raises on some sentences, and the afternoon's author would go on
        return found

    return run


def _articles(archive: str | None, count: int) -> list[Article]:
    source = archive or str(ROOT / "corpus" / "sample")
    found = [article for article in islice(read([source], ReadOptions()), count) if isinstance(article, Article)]
    return list(islice(cycle(found), count))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("archive", nargs="?")
    arguments.add_argument("--articles", type=int, default=200)
    given = arguments.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    articles = _articles(given.archive, given.articles)
    words = sum(len(article.text.split()) for article in articles)
    names = {"newsledger": _newsledger, "spaCy small model": _spacy_model, "afternoon pipeline": _afternoon}
    started = {}
    runners = {}
    for name, make in names.items():
        begin = time.perf_counter()
        runners[name] = make()
        runners[name](articles[:2])
        started[name] = time.perf_counter() - begin
    seconds: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(ROUNDS):
        for name, run in runners.items():
            begin = time.perf_counter()
            run(articles)
            seconds[name].append(time.perf_counter() - begin)
    table = Table(
        title=f"{len(articles):,} articles, {words:,} words, one core, median of {ROUNDS} rounds", title_justify="left"
    )
    for column in ("pipeline", "words/s", "x afternoon", "start and first two articles, s"):
        table.add_column(column, justify="left" if column == "pipeline" else "right")
    slowest = statistics.median(seconds["afternoon pipeline"])
    for name in names:
        median = statistics.median(seconds[name])
        table.add_row(name, f"{words / median:,.0f}", f"{slowest / median:.1f}", f"{started[name]:.1f}")
    console = Console(width=110)
    console.print(table)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    libraries = ", ".join(f"{name} {version(name)}" for name in ("newsledger", "spacy", "quantulum3"))
    console.print(f"{platform.machine()}, Python {platform.python_version()}, {libraries}")
    console.print(f"peak memory with all three loaded: {peak:,.0f} MiB")


if __name__ == "__main__":
    main()
