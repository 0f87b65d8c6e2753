"""The engine: inputs stream through the workers into a sink, in order, and everything is accounted for.

The output is the same for any number of workers and any size of batch. Memory is bounded: at most ``JOBS_PER_WORKER``
batches per worker are between the reader and the sink. If the process is killed, what the sink has is whole, and the
same command goes on from there.
"""

from __future__ import annotations

import logging
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from newsledger.articles.article import Article
from newsledger.batch.crew import JOBS_PER_WORKER, Crew, Inline, Job, Limits, Workers
from newsledger.batch.duplicates import SketchBook, marked
from newsledger.batch.intake import Intake, Task
from newsledger.batch.interruption import Interruption
from newsledger.batch.work import ExtractorLike, MakeExtractor
from newsledger.errors import DestinationError, DestinationLostError
from newsledger.records import Record, Rejected
from newsledger.sinks.sink import Item, Sink, Summary

if TYPE_CHECKING:
    from newsledger.settings import ExtractSettings

BATCH = 64
"""The most articles that a worker gets at once, and that are written in one transaction."""

logger = logging.getLogger(__name__)


def run(
    articles: Iterator[Article | Rejected],
    sink: Sink,
    settings: ExtractSettings | None = None,
    *,
    workers: int = 1,
    limit: int | None = None,
    progress: Callable[[int], None] | None = None,
    batch: int = BATCH,
    limits: Limits | None = None,
    make_extractor: MakeExtractor | None = None,
    book: SketchBook | None = None,
) -> Summary:
    """Extract articles into a sink, and close it.

    ``workers`` is the number of processes; 0 works in this one, where an article that crashes or hangs takes the run
    with it. At most ``limit`` articles are read. ``progress`` is told how many inputs were done since it was last
    called. Tracebacks of failures are logged to ``newsledger.batch`` as information. ``make_extractor`` replaces the
    extractor of ``settings``. ``book`` finds near-duplicates of earlier articles.

    Raises:
        DestinationLostError: the sink cannot be written; what it has stays.
        UsageError: the extractor cannot be made, for want of a model say.
    """
    begun = time.monotonic()
    make = make_extractor or partial(_extractor, settings)
    crew: Crew = Workers(make, workers, limits or Limits()) if workers else Inline(make)
    ledger = Ledger(sink, progress)
    with Interruption() as interruption:
        intake = Intake(articles, sink, interruption, batch=batch, limit=limit, book=book)
        try:
            _flow(intake, crew, ledger, in_hand=max(1, workers) * JOBS_PER_WORKER)
            summary = ledger.summary(time.monotonic() - begun, interruption.number)
            sink.close(summary)
        except DestinationError as error:
            raise DestinationLostError(str(error)) from error
        finally:
            crew.dismiss()
    return summary


def _flow(intake: Intake, crew: Crew, ledger: Ledger, in_hand: int) -> None:
    """Move everything from the intake through the crew to the ledger."""
    tasks: deque[Task] = deque()
    jobs: deque[Job] = deque()
    while True:
        if tasks and tasks[0].is_done:
            intake.written(ledger.write(tasks.popleft()))
            continue
        if len(tasks) < in_hand and not intake.exhausted:
            task = intake.next()
            if task is not None:
                tasks.append(task)
                if task.articles:
                    jobs.append(task.job())
        if not tasks:
            return
        while jobs and crew.has_room():
            crew.give(jobs.popleft())
        waiting = not tasks[0].is_done and (len(tasks) == in_hand or intake.exhausted)
        for done in crew.collect(blocking=waiting):
            outcomes = tasks[done.job.task - tasks[0].number].outcomes
            outcomes[done.job.offset : done.job.offset + len(done.outcomes)] = done.outcomes
            jobs.extendleft(reversed(done.again))


class Ledger:
    """Writes tasks in order and counts what became of everything."""

    def __init__(self, sink: Sink, progress: Callable[[int], None] | None) -> None:
        self._sink = sink
        self._progress = progress
        self._counts: Counter[str] = Counter()
        self._rejected: Counter[str] = Counter()

    def write(self, task: Task) -> Task:
        """Write a task whose articles all have their outcomes.

        Raises:
            DestinationError: the sink cannot be written.
        """
        made: dict[str, Item] = dict(task.repeated)
        rejected = list(task.rejected)
        for article, outcome in zip(task.articles, task.outcomes, strict=True):
            assert outcome is not None
            if outcome.trace is not None:
                logger.info("%s: %s", article.uri or article.article_id, outcome.trace)
            if isinstance(outcome.result, Record):
                original = task.originals.get(article.article_id)
                record = marked(outcome.result, original) if original else outcome.result
                made[article.article_id] = (article, record)
            else:
                rejected.append(outcome.result)
        items = [made[article_id] for article_id in task.order if article_id in made]
        if items:
            self._sink.write(items)
        if rejected:
            self._sink.quarantine(rejected)
        self._count(task, items, rejected)
        return task

    def _count(self, task: Task, items: list[Item], rejected: list[Rejected]) -> None:
        self._counts["read"] += task.read
        self._counts["skipped"] += task.skipped
        self._counts["extracted"] += len(items)
        self._counts["repeated"] += len(task.repeated)
        for article, record in items:
            self._counts["facts"] += len(record.facts)
            self._counts["companies"] += len(record.companies)
            self._counts["duplicates"] += record.article.duplicate_of is not None
            if article.article_id not in task.repeated:
                self._counts["words"] += len(article.text.split())
        self._rejected.update(item.reason for item in rejected)
        if self._progress is not None:
            self._progress(task.read)

    def summary(self, seconds: float, signal: int) -> Summary:
        """What has been counted."""
        return Summary(**self._counts, rejected=dict(self._rejected), seconds=seconds, signal=signal)


def _extractor(settings: ExtractSettings | None) -> ExtractorLike:
    """The extractor of the settings. Imported here, as only workers need the model's libraries."""
    from newsledger.pipeline import Extractor

    return Extractor(settings)
