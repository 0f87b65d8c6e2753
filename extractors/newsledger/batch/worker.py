"""The process of a worker: it makes its extractor once, then answers each list of articles with its outcomes.

It ends when the other end of its pipe does, so workers never outlive the run, however that ended.
"""

from __future__ import annotations

import gc
import os
import signal
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Thread

from newsledger.articles.article import Article
from newsledger.batch.work import MakeExtractor, outcomes_of
from newsledger.errors import NewsledgerError

READY = "ready"
"""What a worker sends when its extractor is made; instead of it, the error that kept it from that."""

OBJECTS_PER_COLLECTION = 50_000
"""New containers after which the young garbage is looked through: Python's 700 costs a sixth of a worker's time."""


def serve(pipe: Connection, make_extractor: MakeExtractor, memory: int | None) -> None:
    """Work until the pipe closes; ``memory`` bounds the data of the process in bytes."""
    # Signals are for the run: it finishes what is in hand, and a terminal sends them to workers as well.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    given: SimpleQueue[list[Article]] = SimpleQueue()
    # A thread of its own takes in what comes, or both sides could wait for the other to empty the pipe.
    Thread(target=_take_in, args=(pipe, given), daemon=True).start()
    try:
        extractor = make_extractor()
    except NewsledgerError as error:
        pipe.send(error)
        return
    except Exception as error:
        pipe.send(NewsledgerError(" ".join(f"the extractor cannot start: {type(error).__name__}: {error}".split())))
        return
    if memory is not None:
        _bound_memory(memory)
    _collect_less_often()
    pipe.send(READY)
    while True:
        pipe.send(outcomes_of(extractor, given.get()))


def _take_in(pipe: Connection, given: SimpleQueue[list[Article]]) -> None:
    while True:
        try:
            given.put(pipe.recv())
        except (EOFError, OSError):
            os._exit(0)


def _collect_less_often() -> None:
    """Spare the model and the tables, which live as long as the worker, from being searched for garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_PER_COLLECTION, 20, 20)


def _bound_memory(memory: int) -> None:
    import resource  # not on Windows, where nothing bounds a worker

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (memory, hard))
