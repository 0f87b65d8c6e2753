"""Words per second of sentence bounds and figures, beside spaCy's tokenizer, on one core and in one run.

    python benchmarks/figures.py ARCHIVE [--limit N]

ARCHIVE is any input that ``newsledger extract`` reads. Each step runs several times over the same articles and its
fastest run counts, in processor time, so that a busy machine does not slow one step and not the other.
"""

from __future__ import annotations

import argparse
import platform
import sys
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path

import spacy

from newsledger.articles import ReadOptions, read
from newsledger.articles.article import Article
from newsledger.cleaning import survey
from newsledger.figures import MoneyContext, find_figures
from newsledger.sentences import split

RUNS = 5


def fastest(step: Callable[[Article], object], articles: Sequence[Article]) -> float:
    """Seconds of processor time of the fastest run of a step over all articles."""
    best = float("inf")
    for _ in range(RUNS):
        begin = time.process_time()
        for article in articles:
            step(article)
        best = min(best, time.process_time() - begin)
    return best


def main(arguments: list[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Words per second of the figure reader.")
    parser.add_argument("archive", type=Path)
    parser.add_argument("--limit", type=int, default=2000, help="articles to read (default 2000)")
    options = parser.parse_args(arguments)
    articles = []
    for article in read([str(options.archive)], ReadOptions()):
        if isinstance(article, Article):
            articles.append(article)
        if len(articles) == options.limit:
            break
    words = sum(len(article.text.split()) for article in articles)
    if not words:
        print("nothing to read", file=sys.stderr)
        return 2
    tokenizer = spacy.blank("en").tokenizer

    def figures(article: Article) -> int:
        return len(find_figures(article.text, context=MoneyContext(dateline=article.dateline)))

    def bounds_and_figures(article: Article) -> int:
        layout = survey(article)
        context = MoneyContext(dateline=article.dateline)
        split(article.text, layout)
        return len(find_figures(article.text, skip=layout.skip_spans(), context=context))

    def bounds(article: Article) -> int:
        return len(split(article.text, survey(article)))

    found = sum(map(figures, articles))
    print(f"{platform.machine()}, Python {platform.python_version()}, spaCy {version('spacy')}")
    print(f"{len(articles)} articles, {words:,} words, {found:,} figures")
    for name, step in {
        "figures": figures,
        "layout and sentence bounds": bounds,
        "both": bounds_and_figures,
        "spaCy's tokenizer": lambda article: len(tokenizer(article.text)),
    }.items():
        print(f"{name:28} {words / fastest(step, articles):12,.0f} words/s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
