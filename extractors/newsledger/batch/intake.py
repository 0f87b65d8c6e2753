"""From inputs to tasks: what is to be done, and nothing that is done already."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import msgspec

from newsledger.articles.article import Article
from newsledger.batch.crew import Job
from newsledger.batch.duplicates import SketchBook, unextracted
from newsledger.batch.interruption import Interruption, ReadingStopped
from newsledger.batch.work import Outcome, rejection
from newsledger.records import Record, Rejected
from newsledger.sinks.rows import is_storable
from newsledger.sinks.sink import Sink

CHARACTERS_PER_TASK = 200_000
"""A task is closed early when its articles have this many characters, so that tasks take about the same time."""


_FIRST_TASK = 8
_TASKS_OF_A_SIZE = 4


class Task(msgspec.Struct):
    """Some successive inputs: the articles to extract with their outcomes so far, and what became of the others.

    ``originals`` has the id of the article that one repeats, by its own id; ``repeated`` the records of those that are
    not extracted for it, and ``order`` the ids of all that are to be written.
    """

    number: int
    articles: list[Article]
    outcomes: list[Outcome | None]
    rejected: list[Rejected]
    read: int
    skipped: int
    originals: dict[str, str] = {}
    repeated: dict[str, tuple[Article, Record]] = {}
    order: list[str] = []

    @property
    def is_done(self) -> bool:
        """Whether every article has its outcome."""
        return None not in self.outcomes

    def job(self) -> Job:
        """All articles of the task as one job."""
        return Job(self.number, 0, self.articles)


class Intake:
    """Reads inputs, a task at a time, up to ``limit`` articles, and asks ``book`` which of them repeat others.

    Articles are left out that the sink has under this version, that are in work, or that cannot be written as UTF-8
    (those are rejected).
    """

    def __init__(
        self,
        inputs: Iterator[Article | Rejected],
        sink: Sink,
        interruption: Interruption,
        *,
        batch: int,
        limit: int | None,
        book: SketchBook | None = None,
    ) -> None:
        self._inputs = inputs
        self._sink = sink
        self._interruption = interruption
        self._batch = batch
        self._left = limit
        self._book = book
        self._in_work: set[str] = set()
        self._numbers = count()
        self.exhausted = False

    def next(self) -> Task | None:
        """The next task, ``None`` at the end."""
        articles: list[Article] = []
        rejected: list[Rejected] = []
        characters = 0
        number = next(self._numbers)
        # Small tasks first, so that few articles occupy all workers; then larger ones, as every write has its price.
        size = min(self._batch, _FIRST_TASK << min(number // _TASKS_OF_A_SIZE, 16))
        while len(articles) + len(rejected) < size and characters < CHARACTERS_PER_TASK:
            item = self._read()
            if item is None:
                break
            if isinstance(item, Rejected):
                rejected.append(item)
            elif is_storable(item):
                articles.append(item)
                characters += len(item.text)
            else:
                rejected.append(rejection(item, "undecodable", "it holds lone surrogates, which are no characters"))
        read = len(articles) + len(rejected)
        if not read:
            return None
        originals, repeating = self._compared(articles)
        fresh = self._fresh(articles)
        skipped = len(articles) - len(fresh)
        order = [article.article_id for article in fresh]
        repeated = {
            article_id: (article, unextracted(article, originals[article_id]))
            for article_id, article in zip(order, fresh, strict=True)
            if article_id in repeating
        }
        wanted = [article for article_id, article in zip(order, fresh, strict=True) if article_id not in repeating]
        return Task(number, wanted, [None] * len(wanted), rejected, read, skipped, originals, repeated, order)

    def written(self, task: Task) -> None:
        """A task is in the sink now, which knows its articles from here on."""
        self._in_work.difference_update(task.order)

    def _read(self) -> Article | Rejected | None:
        if self.exhausted or self._left == 0:
            self.exhausted = True
            return None
        try:
            with self._interruption.reading():
                item = next(self._inputs, None)
        except ReadingStopped:
            item = None
        if item is None:
            self.exhausted = True
        elif self._left is not None and isinstance(item, Article):
            self._left -= 1
        return item

    def _compared(self, articles: list[Article]) -> tuple[dict[str, str], set[str]]:
        """The originals of those that are near-duplicates, and which of these need not be extracted. Finished articles
        are compared as well, so that later ones are found to repeat them."""
        originals: dict[str, str] = {}
        repeating: set[str] = set()
        if self._book is not None:
            with self._book.entering():
                for article in articles:
                    verdict = self._book.verdict(article)
                    if verdict is not None:
                        originals[article.article_id] = verdict.original
                        if verdict.repeats and self._book.skipping:
                            repeating.add(article.article_id)
        return originals, repeating

    def _fresh(self, articles: list[Article]) -> list[Article]:
        by_id = {article.article_id: article for article in reversed(articles)}
        for article_id in self._in_work.intersection(by_id) | self._sink.finished(by_id):
            del by_id[article_id]
        self._in_work.update(by_id)
        return list(reversed(by_id.values()))
