"""What the benchmarks run on: articles of an archive, on one core."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Sequence
from importlib.metadata import version
from itertools import cycle, islice
from pathlib import Path

from newsledger.articles import ReadOptions, read
from newsledger.articles.article import Article

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = str(ROOT / "corpus" / "sample")


def command_line(doc: str | None, articles: int) -> argparse.ArgumentParser:
    """A parser with what every benchmark takes: an archive, and how many of its articles."""
    parser = argparse.ArgumentParser(description=(doc or "").splitlines()[0])
    parser.add_argument("archive", nargs="?", default=SAMPLE, help="any input of `newsledger extract`")
    parser.add_argument("--articles", type=int, default=articles, help=f"how many (default {articles})")
    return parser


def articles_of(archive: str, count: int) -> list[Article]:
    """The first articles of an archive; a smaller archive is repeated."""
    found = [article for article in islice(read([archive], ReadOptions()), count) if isinstance(article, Article)]
    if not found:
        raise SystemExit(f"{archive}: no articles")
    return list(islice(cycle(found), count))


def extraction(archive: str, *options: object) -> list[str]:
    """The words that start ``newsledger extract`` in a process of its own, as the interpreter of this one has it."""
    program = "import sys; from newsledger.cli import main; sys.exit(main())"
    return [sys.executable, "-c", program, "extract", archive, "--quiet", *map(str, options)]


def words(articles: Sequence[Article]) -> int:
    """Words between white space."""
    return sum(len(article.text.split()) for article in articles)


def pin() -> None:
    """Keep this process, and those that it starts, on one core where the system can."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def surroundings(*libraries: str) -> str:
    """The machine and the versions that a measurement holds for."""
    versions = ", ".join(f"{name} {version(name)}" for name in ("newsledger", *libraries))
    return f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {versions}"
