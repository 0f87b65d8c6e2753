"""SIGINT and SIGTERM: the run finishes what is in hand, then ends in order."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import Any, Self

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class ReadingStopped(BaseException):
    """Raised out of a reader that a signal met. No ``Exception``, as readers turn those into rejected inputs."""


class Interruption:
    """While it is entered, a first signal is noted in ``number``; a second one acts as it would without us.

    A signal that comes while the next input is awaited raises ``ReadingStopped`` there, as a read from a pipe may take
    for ever. One that is entered within another tells that one too: what comes when the inner work is as good as done
    ends the outer. In other threads than the main one, where Python lets nobody handle signals, nothing is noted.
    """

    def __init__(self) -> None:
        self.number = 0
        self._reading = False
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for number in SIGNALS:
                self._before[number] = signal.signal(number, self._note)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._restore()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Around the wait for an input."""
        self._reading = True
        try:
            if self.number:
                raise ReadingStopped
            yield
        finally:
            self._reading = False

    def _note(self, number: int, frame: FrameType | None) -> None:
        self.number = number
        before = self._before.get(number)
        self._restore()
        around = getattr(before, "__self__", None)
        if isinstance(around, Interruption):
            around._note(number, frame)
        if self._reading:
            raise ReadingStopped

    def _restore(self) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._before.clear()
