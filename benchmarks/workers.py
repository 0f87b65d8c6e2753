"""Words per second of whole runs over 1 and 2 processes: ``newsledger extract --workers``.

    python -m benchmarks.workers [ARCHIVE] [--articles N] [--workers 1 2]

The time is that of the command, by the clock, from its start until the last record is on the disk; start-up, which each
run has once, is taken off by a run over one article.
"""

from __future__ import annotations

import hashlib
import subprocess
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.inputs import articles_of, command_line, extraction, words
from rich.console import Console
from rich.table import Table


def seconds_of(archive: str, dest: Path, articles: int, workers: int) -> float:
    """Seconds that a run takes."""
    begin = time.perf_counter()
    subprocess.run(extraction(archive, "--limit", articles, "--workers", workers, "--to", dest), check=True)
    return time.perf_counter() - begin


def main() -> None:
    arguments = command_line(__doc__, articles=1000)
    arguments.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    given = arguments.parse_args()
    articles = len({article.article_id for article in articles_of(given.archive, given.articles)})
    table = Table(title=f"{articles:,} articles through `newsledger extract`", title_justify="left")
    for column in ("workers", "words/s", "x one", "start, s", "output"):
        table.add_column(column, justify="right")
    count = words(articles_of(given.archive, articles))
    first = None
    with TemporaryDirectory() as folder:
        for workers in given.workers:
            start = seconds_of(given.archive, Path(folder) / f"start-{workers}.jsonl", 1, workers)
            dest = Path(folder) / f"all-{workers}.jsonl"
            seconds = seconds_of(given.archive, dest, articles, workers) - start
            first = first or seconds
            digest = hashlib.sha256(dest.read_bytes()).hexdigest()[:12]
            table.add_row(
                str(workers), f"{count / seconds:,.0f}", f"{first / seconds:.2f}", f"{start:.1f}", f"sha256 {digest}"
            )
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
