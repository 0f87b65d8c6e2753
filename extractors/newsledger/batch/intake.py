"""From inputs to tasks: what is to be done, and nothing that is done already."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import msgspec

from newsledger.articles.article import Article
from newsledger.batch.crew import Job
from newsledger.batch.interruption import Interruption, ReadingStopped
from newsledger.batch.work import Outcome, rejection
from newsledger.records import Rejected
from newsledger.sinks.rows import is_storable
from newsledger.sinks.sink import Sink

CHARACTERS_PER_TASK = 200_000
"""A task is closed early when its articles have this many characters, so that tasks take about the same time."""


_FIRST_TASK = 8
_TASKS_OF_A_SIZE = 4


class Task(msgspec.Struct):
    """Some successive inputs: the articles to extract with their outcomes so far, and what became of the others."""

    number: int
    articles: list[Article]
    outcomes: list[Outcome | None]
    rejected: list[Rejected]
    read: int
    skipped: int

    @property
    def is_done(self) -> bool:
        """Whether every article has its outcome."""
        return None not in self.outcomes

    def job(self) -> Job:
        """All articles of the task as one job."""
        return Job(self.number, 0, self.articles)


class Intake:
    """Reads inputs, a task at a time, up to ``limit`` articles.

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
    ) -> None:
        self._inputs = inputs
        self._sink = sink
        self._interruption = interruption
        self._batch = batch
        self._left = limit
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
        fresh = self._fresh(articles)
        return Task(number, fresh, [None] * len(fresh), rejected, read, skipped=len(articles) - len(fresh))

    def written(self, task: Task) -> None:
        """A task is in the sink now, which knows its articles from here on."""
        self._in_work.difference_update(article.article_id for article in task.articles)

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

    def _fresh(self, articles: list[Article]) -> list[Article]:
        by_id = {article.article_id: article for article in reversed(articles)}
        for article_id in self._in_work.intersection(by_id) | self._sink.finished(by_id):
            del by_id[article_id]
        self._in_work.update(by_id)
        return list(reversed(by_id.values()))
