"""How the time of an extraction is shared out over its stages, on one core.

    python -m benchmarks.stages [ARCHIVE] [--articles N]

The functions that the cascade calls are timed where it calls them, in processor time, so that the shares are those
of the run itself. "The rest" is what the cascade does between them.
"""

from __future__ import annotations

import gc
import time
from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from typing import Any

from benchmarks.inputs import articles_of, command_line, pin, words
from rich.console import Console
from rich.table import Table

import newsledger.pipeline as cascade
from newsledger.records import Record

STAGES = {
    "layout and sentence bounds": ("survey", "split"),
    "figures": ("find_figures",),
    "views for the model": ("view",),
    "the model": ("analyse",),
    "companies": ("identify", "weigh"),
    "facts": ("state",),
    "check against the contract": ("check",),
}


def timed(function: Callable[..., Any], stage: str, seconds: dict[str, float]) -> Callable[..., Any]:
    """A function that notes what it takes."""

    @wraps(function)
    def run(*given: Any, **named: Any) -> Any:
        begin = time.process_time()
        try:
            return function(*given, **named)
        finally:
            seconds[stage] += time.process_time() - begin

    return run


def main() -> None:
    given = command_line(__doc__, articles=256).parse_args()
    pin()
    articles = articles_of(given.archive, given.articles)
    extractor = cascade.Extractor()
    for _ in extractor.extract(articles[:32]):
        pass
    seconds: dict[str, float] = defaultdict(float)
    for stage, functions in STAGES.items():
        for name in functions:
            setattr(cascade, name, timed(getattr(cascade, name), stage, seconds))
    gc.collect()
    gc.freeze()
    begin = time.process_time()
    facts = sum(len(record.facts) for record in extractor.extract(articles) if isinstance(record, Record))
    total = time.process_time() - begin
    count = words(articles)
    table = Table(
        title=f"{given.articles:,} articles, {count:,} words, {facts:,} facts, one core", title_justify="left"
    )
    table.add_column("stage")
    table.add_column("share", justify="right")
    table.add_column("microseconds per word", justify="right")
    for stage, spent in [*((stage, seconds[stage]) for stage in STAGES), ("the rest", total - sum(seconds.values()))]:
        table.add_row(stage, f"{spent / total:.1%}", f"{spent / count * 1e6:.1f}")
    table.add_row("all", "", f"{total / count * 1e6:.1f}")
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
