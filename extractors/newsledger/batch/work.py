"""What a worker does with the articles that it is given: one outcome for each, whatever the extractor does."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Protocol

import msgspec

from newsledger.articles.article import Article
from newsledger.records import Record, Rejected

LONGEST_DETAIL = 300
"""Characters of an exception's message that are kept for people."""


class ExtractorLike(Protocol):
    """Anything that makes records of articles, one output per input and in order."""

    def extract(self, articles: Iterable[Article]) -> Iterator[Record | Rejected]:
        """The records of articles."""


MakeExtractor = Callable[[], ExtractorLike]
"""Makes the extractor of a process; must be picklable, as each worker calls it once."""


class Outcome(msgspec.Struct, frozen=True):
    """What became of an article; ``trace`` is the traceback of a failure."""

    result: Record | Rejected
    trace: str | None = None


def outcomes_of(extractor: ExtractorLike, articles: Sequence[Article]) -> list[Outcome]:
    """One outcome per article, in order.

    Articles are given to the extractor together. If it raises, or its outputs are not one per article, each is tried
    alone, and the one at fault is rejected.
    """
    try:
        return [Outcome(result) for result in _together(extractor, articles)]
    except Exception as error:
        if len(articles) == 1:
            return [Outcome(rejection(articles[0], *_verdict(error)), traceback.format_exc())]
    return [outcome for article in articles for outcome in outcomes_of(extractor, [article])]


def rejection(article: Article, reason: str, detail: str) -> Rejected:
    """The rejection of an article that had been read well; its id is the place, as a file may hold many."""
    return Rejected(article.uri or article.article_id, article.article_id, reason, detail)


def _together(extractor: ExtractorLike, articles: Sequence[Article]) -> list[Record | Rejected]:
    results = list(islice(extractor.extract(articles), len(articles) + 1))
    if len(results) != len(articles):
        raise RuntimeError(f"{len(articles)} articles in, {len(results)} records out")
    for article, result in zip(articles, results, strict=True):
        if isinstance(result, Record) and result.article.article_id != article.article_id:
            raise RuntimeError("a record is not of the article in its place")
    return [_placed(article, result) for article, result in zip(articles, results, strict=True)]


def _placed(article: Article, result: Record | Rejected) -> Record | Rejected:
    """The result; a rejection without a place gets the article's id, by which it leaves quarantine one day."""
    if isinstance(result, Rejected) and result.place is None:
        return msgspec.structs.replace(result, place=article.article_id)
    return result


def _verdict(error: Exception) -> tuple[str, str]:
    if isinstance(error, MemoryError):
        return "memory_limit", "it needs more memory than a worker may have"
    message = " ".join(f"{type(error).__name__}: {error}".split())
    return "failed", message[:LONGEST_DETAIL]
