"""The names most often left without an identifier over an archive: what the table lacks, and what is no company.

    python benchmarks/unlinked.py ARCHIVE [--sample 4000] [--seed 3] [--top 300] [--gold]

Reads every file that ``newsledger`` reads, or with ``--gold`` a folder of gold files, runs the extractor over a random
sample of the articles and prints a table: name, articles, mentions, and one text in which it stands. The causes are for
a reader to tell; docs/quality.md holds the last count.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from newsledger.articles import ReadOptions, read
from newsledger.articles.article import Article
from newsledger.evaluation.gold import read_gold
from newsledger.pipeline import Extractor
from newsledger.records import Record

AROUND = 40
"""Characters shown on either side of a name."""


def sampled(articles: Iterable[Article], size: int, seed: int) -> list[Article]:
    """A random sample without replacement, in one pass over the articles."""
    choose = random.Random(seed)
    kept: list[Article] = []
    for seen, article in enumerate(articles):
        if len(kept) < size:
            kept.append(article)
        elif (place := choose.randrange(seen + 1)) < size:
            kept[place] = article
    return kept


def unlinked(articles: Iterable[Article]) -> Iterator[tuple[str, int, int, str]]:
    """Name, articles, mentions and an example of each name without an identifier, the most frequent first."""
    texts: Counter[str] = Counter()
    mentions: Counter[str] = Counter()
    examples: dict[str, str] = {}
    kept = {article.article_id: article.text for article in articles}
    for record in Extractor().extract(articles):
        if not isinstance(record, Record):
            continue
        for company in record.companies:
            if company.ids:
                continue
            named = [mention for mention in company.mentions if mention.kind == "name"]
            texts[company.name] += 1
            mentions[company.name] += len(named)
            text = kept[record.article.article_id]
            shown = text[max(0, named[0].start - AROUND) : named[0].end + AROUND]
            examples.setdefault(company.name, " ".join(shown.split()))
    for name, count in texts.most_common():
        yield name, count, mentions[name], examples[name]


def main() -> None:
    options = argparse.ArgumentParser(description="names most often left without an identifier")
    options.add_argument("archive", type=Path)
    options.add_argument("--sample", type=int, default=4000)
    options.add_argument("--seed", type=int, default=3)
    options.add_argument("--top", type=int, default=300)
    options.add_argument("--gold", action="store_true")
    asked = options.parse_args()
    if asked.gold:
        articles = [gold.article() for gold in read_gold(asked.archive)]
    else:
        found = (item for item in read([str(asked.archive)], ReadOptions()) if isinstance(item, Article))
        articles = sampled(found, asked.sample, asked.seed)
    for place, (name, texts, mentions, example) in enumerate(unlinked(articles), 1):
        if place > asked.top:
            break
        print(f"{name}\t{texts}\t{mentions}\t{example}")


if __name__ == "__main__":
    main()
