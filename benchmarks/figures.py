"""Words per second of sentence bounds and figures, beside spaCy's tokenizer, on one core and in one run.

    python -m benchmarks.figures [ARCHIVE] [--articles N]

ARCHIVE is any input that ``newsledger extract`` reads. Each step runs several times over the same articles and its
fastest run counts, in processor time, so that a busy machine does not slow one step and not the other.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping, Sequence

import spacy
from benchmarks.inputs import articles_of, command_line, pin, surroundings, words

from newsledger.articles.article import Article
from newsledger.cleaning import survey
from newsledger.figures import MoneyContext, find_figures
from newsledger.sentences import split

RUNS = 5


Step = Callable[[Article], object]


def fastest(steps: Mapping[str, Step], articles: Sequence[Article]) -> dict[str, float]:
    """Seconds of processor time of the fastest run of each step over all articles; the steps take turns."""
    best = dict.fromkeys(steps, float("inf"))
    for _ in range(RUNS):
        for name, step in steps.items():
            begin = time.process_time()
            for article in articles:
                step(article)
            best[name] = min(best[name], time.process_time() - begin)
    return best


def main(arguments: list[str] | None = None) -> int:
    """Print the table."""
    options = command_line(__doc__, articles=2000).parse_args(arguments)
    pin()
    articles = articles_of(options.archive, options.articles)
    count = words(articles)
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
    print(surroundings("spacy"))
    print(f"{len(articles)} articles, {count:,} words, {found:,} figures")
    steps: dict[str, Step] = {
        "figures": figures,
        "layout and sentence bounds": bounds,
        "both": bounds_and_figures,
        "spaCy's tokenizer": lambda article: len(tokenizer(article.text)),
    }
    for name, seconds in fastest(steps, articles).items():
        print(f"{name:28} {count / seconds:12,.0f} words/s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
