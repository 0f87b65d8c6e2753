"""Random figures of an archive, each with its context and what was read, to be looked at one by one.

    python benchmarks/figure_sample.py ARCHIVE [--figures 200] [--articles 1000] [--seed 1]

ARCHIVE is any input that ``newsledger extract`` reads. The same seed gives the same figures as long as the same figures
are read. The first line of each block is what was read, the second the words around it, the figure between ``>>`` and
``<<``.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

from newsledger.articles import ReadOptions, read
from newsledger.articles.article import Article
from newsledger.cleaning import survey
from newsledger.figures import Figure, MoneyContext, find_figures

BEFORE, AFTER = 160, 80


def figures_of(article: Article) -> list[Figure]:
    """The figures of an article outside its furniture."""
    context = MoneyContext(dateline=article.dateline, publisher=article.publisher)
    return find_figures(article.text, skip=survey(article).skip_spans(), context=context)


def shown(article: Article, figure: Figure) -> str:
    """What was read of a figure, and its context on one line."""
    quantity, text = figure.quantity, article.text
    before = text[max(quantity.start - BEFORE, 0) : quantity.start]
    after = text[quantity.end : quantity.end + AFTER]
    per = f" per {quantity.per}" if quantity.per else ""
    ends = f" [{quantity.low} .. {quantity.high}]" if quantity.modifier != "exact" else ""
    context = " ".join(f"{before}>>{quantity.text}<<{after}".split())
    return f"{quantity.value:f} {quantity.unit}{per}{ends} ({article.dateline or 'no dateline'})\n    {context}"


def main(arguments: list[str] | None = None) -> int:
    """Print the sample."""
    parser = argparse.ArgumentParser(description="Random figures of an archive, to be looked at.")
    parser.add_argument("archive", type=Path)
    parser.add_argument("--figures", type=int, default=200, help="how many (default 200)")
    parser.add_argument("--articles", type=int, default=1000, help="from how many random articles (default 1000)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    articles = [article for article in read([str(options.archive)], ReadOptions()) if isinstance(article, Article)]
    rng = random.Random(options.seed)
    some = rng.sample(articles, min(options.articles, len(articles)))
    found = [(article, figure) for article in some for figure in figures_of(article)]
    chosen = rng.sample(found, min(options.figures, len(found)))
    for number, (article, figure) in enumerate(chosen, 1):
        print(f"{number}. {shown(article, figure)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
