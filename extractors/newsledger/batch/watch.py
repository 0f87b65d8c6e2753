"""A folder that grows: which of its files are new since they were last looked at, and whole."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from newsledger.articles.reading import files_of
from newsledger.batch.interruption import Interruption, ReadingStopped

State = tuple[int, int]
"""Size and time of the last change, in nanoseconds."""


class Watch:
    """Tells new and changed files of inputs. A file that changed since the last look is still being written, and is
    told when it has rested from one look to the next."""

    def __init__(self, inputs: Sequence[str], exclude: Sequence[str] = ()) -> None:
        self._inputs = inputs
        self._exclude = exclude
        self._told: dict[Path, State] = {}
        self._seen: dict[Path, State] = {}

    def look(self) -> list[Path]:
        """The files that are new or changed and whole, in the order of the inputs."""
        now = dict(self._states())
        rested = [path for path, state in now.items() if self._seen.get(path) == state]
        fresh = [path for path in rested if self._told.get(path) != now[path]]
        self._told = {path: state for path, state in self._told.items() if path in now} | {
            path: now[path] for path in fresh
        }
        self._seen = now
        return fresh

    def _states(self) -> Iterator[tuple[Path, State]]:
        for path in files_of(self._inputs, self._exclude):
            try:
                stat = path.stat()
            except OSError:
                continue  # it was taken away between listing and looking
            yield path, (stat.st_size, stat.st_mtime_ns)


def watching(watch: Watch, work: Callable[[list[str]], int], seconds: float) -> int:
    """Give new files to ``work`` as they come, until a signal; returns 128 plus its number.

    ``work`` returns the exit status of a run: one beyond 128 ends the watch as well.
    """
    with Interruption() as interruption:
        while True:
            try:
                with interruption.reading():
                    fresh = [str(path) for path in watch.look()]
                    if not fresh:
                        time.sleep(seconds)
            except ReadingStopped:
                return 128 + interruption.number
            status = work(fresh) if fresh else 0
            if status > 128:
                return status
