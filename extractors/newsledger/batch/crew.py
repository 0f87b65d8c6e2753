"""The workers of a run: given jobs, watched, and replaced when they die or hang."""

from __future__ import annotations

import multiprocessing
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from typing import Protocol

import msgspec

from newsledger.articles.article import Article
from newsledger.batch.work import ExtractorLike, MakeExtractor, Outcome, outcomes_of, rejection
from newsledger.batch.worker import READY, serve
from newsledger.errors import NewsledgerError

JOBS_PER_WORKER = 2
"""One in work, one waiting in the worker, so that it need not idle while the run writes."""

_DEATHS = 2
"""How many workers may die of one article alone before it is rejected."""

_STARTS = 3
"""How often in a row a worker may die before it is ready."""


# Spawned, never forked: a fork would copy threads' locks of this process, and pipes of other workers, whose end they
# then could not see.
_PROCESSES: SpawnContext | ForkServerContext = multiprocessing.get_context("spawn")


class Limits(msgspec.Struct, frozen=True):
    """What an article may cost: ``seconds`` of time, and ``memory`` in bytes that a worker may have in all."""

    seconds: float = 120.0
    memory: int | None = None


class Job(msgspec.Struct, frozen=True):
    """Articles of a task, from ``offset`` on; ``task`` is the number of the task.

    ``deaths`` counts the workers that died while they had one article alone in hand.
    """

    task: int
    offset: int
    articles: list[Article]
    deaths: int = 0

    def alone(self) -> list[Job]:
        """The same articles as a job each."""
        return [Job(self.task, self.offset + number, [article]) for number, article in enumerate(self.articles)]


class Done(msgspec.Struct, frozen=True):
    """A job with its outcomes, or the jobs that have to be done in its stead."""

    job: Job
    outcomes: list[Outcome] = []
    again: list[Job] = []


class Crew(Protocol):
    """Those who do the jobs."""

    def has_room(self) -> bool:
        """Whether a job can be given."""

    def give(self, job: Job) -> None:
        """Hand over a job."""

    def collect(self, *, blocking: bool) -> Iterator[Done]:
        """What was done since; ``blocking`` waits for at least one event."""

    def dismiss(self) -> None:
        """End all work at once."""


class Inline:
    """A crew of nobody: jobs are done in this process, where nothing guards against crashes and hanging."""

    def __init__(self, make_extractor: MakeExtractor) -> None:
        self._make_extractor = make_extractor
        self._jobs: deque[Job] = deque()

    @cached_property
    def _extractor(self) -> ExtractorLike:
        return self._make_extractor()

    def has_room(self) -> bool:
        """See ``Crew.has_room``."""
        return not self._jobs

    def give(self, job: Job) -> None:
        """See ``Crew.give``."""
        self._jobs.append(job)

    def collect(self, *, blocking: bool) -> Iterator[Done]:
        """See ``Crew.collect``."""
        while self._jobs:
            job = self._jobs.popleft()
            yield Done(job, outcomes_of(self._extractor, job.articles))

    def dismiss(self) -> None:
        """See ``Crew.dismiss``."""
        self._jobs.clear()


class Worker:
    """One process with the jobs that it was given, the first of them in work since ``since``."""

    def __init__(self, make_extractor: MakeExtractor, limits: Limits) -> None:
        self.pipe, theirs = _PROCESSES.Pipe()
        self.process: BaseProcess = _PROCESSES.Process(
            target=serve, args=(theirs, make_extractor, limits.memory), daemon=True, name="newsledger-worker"
        )
        self.process.start()
        theirs.close()
        self.jobs: deque[Job] = deque()
        self.ready = False
        self.since = 0.0

    def give(self, job: Job) -> None:
        """Send a job; a worker that has died meanwhile is found out when its pipe is read."""
        if not self.jobs:
            self.since = time.monotonic()
        self.jobs.append(job)
        with suppress(OSError):
            self.pipe.send(job.articles)

    def end(self) -> int | None:
        """End the process at once; its exit code."""
        self.process.kill()
        self.process.join()
        self.pipe.close()
        return self.process.exitcode


class Workers:
    """A crew of processes, each started when there is a job for it.

    Raises:
        NewsledgerError: the extractor cannot be made, by ``collect``.
    """

    def __init__(self, make_extractor: MakeExtractor, count: int, limits: Limits) -> None:
        self._make_extractor = make_extractor
        self._count = count
        self._limits = limits
        self._workers: list[Worker] = []
        self._starts = 0

    def has_room(self) -> bool:
        """See ``Crew.has_room``."""
        return len(self._workers) < self._count or any(len(worker.jobs) < JOBS_PER_WORKER for worker in self._workers)

    def give(self, job: Job) -> None:
        """See ``Crew.give``."""
        idle = min(self._workers, key=lambda worker: len(worker.jobs), default=None)
        if idle is None or (idle.jobs and len(self._workers) < self._count):
            idle = Worker(self._make_extractor, self._limits)
            self._workers.append(idle)
        idle.give(job)

    def collect(self, *, blocking: bool) -> Iterator[Done]:
        """See ``Crew.collect``."""
        by_pipe = {worker.pipe: worker for worker in self._workers}
        for pipe in wait(list(by_pipe), self._patience() if blocking else 0):
            assert isinstance(pipe, Connection)
            yield from self._hear(by_pipe[pipe])
        now = time.monotonic()
        for worker in [one for one in self._workers if one.jobs and one.ready]:
            if now - worker.since > self._limits.seconds:
                yield from self._replace(worker, "time_limit", f"it took more than {self._limits.seconds:g} seconds")

    def dismiss(self) -> None:
        """See ``Crew.dismiss``."""
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def _hear(self, worker: Worker) -> Iterator[Done]:
        try:
            message = worker.pipe.recv()
        except (EOFError, OSError):
            yield from self._bury(worker)
            return
        worker.since = time.monotonic()
        if message == READY:
            worker.ready = True
            self._starts = 0
        elif isinstance(message, NewsledgerError):
            raise message
        else:
            yield Done(worker.jobs.popleft(), message)

    def _bury(self, worker: Worker) -> Iterator[Done]:
        if worker.ready:
            yield from self._replace(worker, "failed", "the worker process died of it")
            return
        # It died before it did anything: its jobs are not to blame.
        self._starts += 1
        if self._starts == _STARTS:
            raise NewsledgerError(f"workers die while they load the extractor (exit code {worker.end()})")
        self._workers.remove(worker)
        worker.end()
        yield from (Done(job, again=[job]) for job in worker.jobs)

    def _replace(self, worker: Worker, reason: str, detail: str) -> Iterator[Done]:
        """End a worker: the job in its hand is suspected, the one that waited is merely done again."""
        self._workers.remove(worker)
        code = worker.end()
        for position, job in enumerate(worker.jobs):
            if position > 0:
                yield Done(job, again=[job])
            elif len(job.articles) > 1:
                yield Done(job, again=job.alone())
            elif reason == "failed" and job.deaths + 1 < _DEATHS:
                # Something else may have killed the worker, such as a machine without memory.
                yield Done(job, again=[msgspec.structs.replace(job, deaths=job.deaths + 1)])
            else:
                told = f"{detail} (exit code {code})" if reason == "failed" else detail
                yield Done(job, [Outcome(rejection(job.articles[0], reason, told))])

    def _patience(self) -> float | None:
        """Seconds until the first worker reaches its limit."""
        ends = [worker.since + self._limits.seconds for worker in self._workers if worker.jobs and worker.ready]
        return max(0.0, min(ends) - time.monotonic()) + 0.01 if ends else None
