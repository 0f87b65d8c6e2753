"""The desk where articles are handed in and records handed out: worker processes behind one thread."""

from __future__ import annotations

import asyncio
from collections import deque
from concurrent.futures import Future
from itertools import count
from queue import Empty, SimpleQueue
from threading import Thread

from newsledger.articles.article import Article
from newsledger.batch.crew import Crew, Job
from newsledger.errors import NewsledgerError
from newsledger.records import Record, Rejected

TICK = 0.01
"""Seconds between two looks at the workers while they work."""

Answer = Future[Record | Rejected]


class Desk:
    """Hands articles to a crew, which bounds the time and memory that each may cost, in the order in which they came.

    A crew belongs to the desk's thread alone, so requests never touch it.
    """

    def __init__(self, crew: Crew) -> None:
        self._crew = crew
        self._orders: SimpleQueue[tuple[Article, Answer] | None] = SimpleQueue()
        self._thread = Thread(target=self._work, name="newsledger-desk", daemon=True)
        self._thread.start()

    def order(self, article: Article) -> asyncio.Future[Record | Rejected]:
        """Hand an article in.

        Returns:
            a future of its record, or of why there is none; it raises ``NewsledgerError`` if the extractor cannot be
            made. To cancel it takes the article back if no worker has it yet.
        """
        answer: Answer = Future()
        self._orders.put((article, answer))
        return asyncio.wrap_future(answer)

    def close(self) -> None:
        """End the workers; orders that are open are cancelled."""
        self._orders.put(None)
        self._thread.join()

    def _work(self) -> None:
        numbers = count()
        jobs: deque[Job] = deque()
        answers: dict[int, Answer] = {}
        while True:
            try:
                order = self._orders.get(timeout=TICK if answers else None)
            except Empty:
                pass
            else:
                if order is None:
                    break
                job = Job(next(numbers), 0, [order[0]])
                jobs.append(job)
                answers[job.task] = order[1]
            try:
                self._move(jobs, answers)
            except NewsledgerError as error:
                self._crew.dismiss()
                jobs.clear()
                for answer in answers.values():
                    _settle(answer, error)
                answers.clear()
        self._crew.dismiss()
        for answer in answers.values():
            answer.cancel()

    def _move(self, jobs: deque[Job], answers: dict[int, Answer]) -> None:
        """Give what can be given, and hand out what is done."""
        while jobs and self._crew.has_room():
            job = jobs.popleft()
            if answers[job.task].cancelled():
                del answers[job.task]
            else:
                self._crew.give(job)
        for done in self._crew.collect(blocking=False):
            jobs.extendleft(reversed(done.again))
            for outcome in done.outcomes:
                _settle(answers.pop(done.job.task), outcome.result)


def _settle(answer: Answer, result: Record | Rejected | NewsledgerError) -> None:
    if not answer.set_running_or_notify_cancel():
        return
    if isinstance(result, NewsledgerError):
        answer.set_exception(result)
    else:
        answer.set_result(result)
