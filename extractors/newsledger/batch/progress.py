"""The progress bar, on standard error and only where a person sees it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO


@contextmanager
def terminal_progress(total: int | None, stream: TextIO | None = None) -> Iterator[Callable[[int], None] | None]:
    """A progress bar for ``run``: with rate, and with the remaining time where the ``total`` is known.

    Gives ``None`` where the stream (standard error) is no terminal.
    """
    stream = stream if stream is not None else sys.stderr
    if not stream.isatty():
        yield None
        return
    # Imported where it is shown, as every worker loads this package.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("articles"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    begun = time.monotonic()
    count = 0
    with Progress(*columns, console=Console(file=stream), transient=True) as bar:
        task = bar.add_task("articles", total=total, rate="")

        def advance(done: int) -> None:
            nonlocal count
            count += done
            bar.update(task, advance=done, rate=f"{count / max(time.monotonic() - begun, 1e-3):,.1f}/s")

        yield advance
