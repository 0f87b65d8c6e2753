"""What newsledger takes to start: a command, the first fact, and the table of companies, each in a fresh process.

python -m benchmarks.starting [--rounds N]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

TABLE = """
import gc, time
from newsledger.companies import KnowledgeBase
def resident():
    return int(open("/proc/self/statm").read().split()[1]) * 4096 / 2**20
gc.collect()
before, begin, work = resident(), time.perf_counter(), time.process_time()
knowledge = KnowledgeBase.load()
print(time.perf_counter() - begin, time.process_time() - work, resident() - before)
"""

STEPS = {
    "newsledger --version": "from newsledger.cli import main; main(['--version'])",
    "import newsledger": "import newsledger",
    "a fact from one sentence": (
        "from newsledger import extract; next(iter(extract(['Acme Corp said revenue rose 5% to $2 billion.'])))"
    ),
}


def run(code: str, **environment: str) -> tuple[float, float, str]:
    """Seconds by the clock and of processor time of a fresh process that runs code, and what it printed."""
    before, begin = getrusage(RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, env=os.environ | environment
    )
    seconds, after = time.perf_counter() - begin, getrusage(RUSAGE_CHILDREN)
    return seconds, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, done.stdout


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--rounds", type=int, default=5)
    rounds = arguments.parse_args().rounds
    table = Table(title=f"Start-up, medians of {rounds} fresh processes", title_justify="left")
    table.add_column("what")
    for column in ("seconds", "of processor time", "MiB"):
        table.add_column(column, justify="right")
    for name, code in STEPS.items():
        runs = [run(code) for _ in range(rounds)]
        table.add_row(name, f"{median(one[0] for one in runs):.2f}", f"{median(one[1] for one in runs):.2f}", "")
    with TemporaryDirectory() as folder:
        caches = {
            "the first time": [f"{folder}/{turn}" for turn in range(rounds)],
            "from then on": [f"{folder}/0"] * rounds,
        }
        for when, places in caches.items():
            printed = [run(TABLE, NEWSLEDGER_CACHE=place)[2].split() for place in places]
            columns = [median(float(line[column]) for line in printed) for column in range(3)]
            table.add_row(f"table of companies, {when}", f"{columns[0]:.2f}", f"{columns[1]:.2f}", f"{columns[2]:.0f}")
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
