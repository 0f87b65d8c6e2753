"""Peak memory of `newsledger extract` over more and more articles, each run in fresh processes. Takes minutes; Linux.

    python -m benchmarks.memory [ARCHIVE] [--sizes 1000 5000 19000]

The peak is what the system notes for each process (``VmHWM``), the one that reads and writes and the one that extracts;
the libraries that both have loaded count twice.
"""

from __future__ import annotations

import subprocess
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.inputs import command_line, extraction
from rich.console import Console
from rich.table import Table

LOOK_EVERY = 0.25
"""Seconds between two looks at the processes. A peak stays noted, so only the last moments of a process are missed."""


def children(process: int) -> list[int]:
    """The processes that a process has started and that still run."""
    try:
        return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def peak(process: int) -> int:
    """The most memory that a process has had, in KiB; 0 when it has ended."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")), 0)


def peaks(archive: str, articles: int, folder: Path) -> tuple[int, int]:
    """Peak memory in KiB of the process that reads and writes, and of its worker."""
    process = subprocess.Popen(extraction(archive, "--limit", articles, "--to", folder / f"{articles}.jsonl"))
    own = workers = 0
    while process.poll() is None:
        own = max(own, peak(process.pid))
        workers = max([workers, *map(peak, children(process.pid))])
        time.sleep(LOOK_EVERY)
    if process.returncode not in (0, 3):
        raise SystemExit(f"the extraction failed with status {process.returncode}")
    return own, workers


def main() -> None:
    arguments = command_line(__doc__, articles=0)
    arguments.add_argument("--sizes", type=int, nargs="+", default=[1000, 5000, 19000])
    given = arguments.parse_args()
    if not Path("/proc/self/status").exists():
        raise SystemExit("this benchmark reads /proc, which only Linux has")
    table = Table(title="Peak memory of `newsledger extract`, one worker", title_justify="left")
    for column in ("articles", "reader and writer, MiB", "worker, MiB"):
        table.add_column(column, justify="right")
    with TemporaryDirectory() as folder:
        for size in given.sizes:
            own, worker = peaks(given.archive, size, Path(folder))
            table.add_row(f"{size:,}", f"{own / 1024:,.0f}", f"{worker / 1024:,.0f}")
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
