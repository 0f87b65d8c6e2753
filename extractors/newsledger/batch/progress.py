"""The progress bar, on standard error and only where a person sees it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO


@contextmanager
def terminal_progress(
    fraction: Callable[[], float | None], limit: int | None = None, stream: TextIO | None = None
) -> Iterator[Callable[[int], None] | None]:
    """A progress bar for ``run``: articles done, their rate, and the remaining time where it can be told.

    Args:
        fraction: how much of the inputs has been read, from 0 to 1, or ``None`` if that is unknown.
        limit: after how many articles the run ends, if it does.
        stream: standard error by default; where it is no terminal, ``None`` is given and nothing is shown.
    """
    stream = stream if stream is not None else sys.stderr
    if not stream.isatty():
        yield None
        return
    # Imported where it is shown, as every worker loads this package.
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.fields[count]:,} articles"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    begun = time.monotonic()
    count = 0
    with Progress(*columns, console=Console(file=stream), transient=True) as bar:
        task = bar.add_task("articles", total=None, count=0, rate="")

        def advance(done: int) -> None:
            nonlocal count
            count += done
            parts = (fraction(), count / limit if limit else None)
            known = [part for part in parts if part is not None]
            rate = f"{count / max(time.monotonic() - begun, 1e-3):,.1f}/s"
            bar.update(task, completed=max(known, default=0.0), total=1.0 if known else None, count=count, rate=rate)

        yield advance
