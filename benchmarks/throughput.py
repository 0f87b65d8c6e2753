"""Words per second, in one run on one core: newsledger, spaCy's small model, and the pipeline of an afternoon.

    python -m benchmarks.throughput [ARCHIVE] [--articles N] [--rounds N]

ARCHIVE is anything that ``newsledger extract`` reads (default: the sample articles, repeated). Each pipeline has a
process of its own, so that none is slowed by what another keeps in memory, and all have the same core. They take turns
at slices of a few articles, round after round, so that a slow moment of the machine hits all of them. The time of a
slice is the median of its rounds in processor time; the times of the slices add up.
"""

from __future__ import annotations

import subprocess
import sys
import time
from statistics import median

from benchmarks.inputs import articles_of, command_line, pin, surroundings, words
from benchmarks.pipelines import PIPELINES
from rich.console import Console
from rich.table import Table

SLICE = 64
"""Articles of one turn: as many as a worker of newsledger gets at once."""


class Runner:
    """A pipeline in its process."""

    def __init__(self, name: str, archive: str, count: int) -> None:
        begin = time.perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.pipelines", name, archive, str(count)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._line()
        self.started = time.perf_counter() - begin
        self.seconds: dict[int, list[float]] = {}
        self.found: dict[int, int] = {}

    def read(self, first: int, last: int) -> None:
        """Let it read the articles ``first`` to ``last``, and note what that took."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{first} {last}\n")
        self._process.stdin.flush()
        seconds, found = self._line().split()
        self.seconds.setdefault(first, []).append(float(seconds))
        self.found[first] = int(found)

    def forget(self) -> None:
        """Begin to measure."""
        self.seconds.clear()
        self.found.clear()

    def total(self) -> float:
        """Seconds for all articles."""
        return sum(map(median, self.seconds.values()))

    def dismiss(self) -> float:
        """End it; returns its peak memory in MiB."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        peak = float(self._line())
        self._process.wait()
        return peak

    def _line(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit("a pipeline ended before its time")
        return line


def main() -> None:
    arguments = command_line(__doc__, articles=256)
    arguments.add_argument("--rounds", type=int, default=3)
    given = arguments.parse_args()
    pin()
    count = words(articles_of(given.archive, given.articles))
    runners = {name: Runner(name, given.archive, given.articles + SLICE) for name in PIPELINES}
    for runner in runners.values():  # what is built at first use is built now, over articles that are not measured
        runner.read(given.articles, given.articles + SLICE)
        runner.forget()
    for _ in range(given.rounds):
        for first in range(0, given.articles, SLICE):
            for runner in runners.values():
                runner.read(first, min(first + SLICE, given.articles))
    table = Table(
        title=f"{given.articles:,} articles, {count:,} words, one core, medians of {given.rounds} rounds",
        title_justify="left",
    )
    for column in ("pipeline", "words/s", "x afternoon", "found", "start, s", "peak, MiB"):
        table.add_column(column, justify="left" if column == "pipeline" else "right")
    slowest = runners["afternoon pipeline"].total()
    for name, runner in runners.items():
        seconds = runner.total()
        table.add_row(
            name,
            f"{count / seconds:,.0f}",
            f"{slowest / seconds:.2f}",
            f"{sum(runner.found.values()):,}",
            f"{runner.started:.1f}",
            f"{runner.dismiss():,.0f}",
        )
    console = Console(width=110)
    console.print(table)
    console.print("found: facts; names; numbers. Start: process, libraries, model, archive, first two articles")
    console.print(surroundings("spacy", "quantulum3"))


if __name__ == "__main__":
    main()
