"""Reading the company tables and word lists of ``lexicons/`` (``docs/companies.md`` describes them)."""

from __future__ import annotations

import csv
import gzip
import io
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from newsledger.resources import folder


def read_table(name: str) -> Iterator[dict[str, str]]:
    """The rows of a CSV table of ``lexicons/``, plain or gzipped; empty fields are empty strings."""
    yield from read_csv(folder("lexicons") / name)


def read_csv(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a CSV file with a header, UTF-8, plain or gzipped.

    Raises:
        OSError: it cannot be read.
        UnicodeDecodeError: it is not UTF-8.
    """
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rb") as raw, io.TextIOWrapper(raw, encoding="utf-8-sig", newline="") as text:
        for row in csv.DictReader(text):
            yield {column: (value or "").strip() for column, value in row.items() if isinstance(column, str)}


def several(field: str) -> tuple[str, ...]:
    """The values of a field that holds several, separated by semicolons."""
    return tuple(value for part in field.split(";") if (value := part.strip()))


@cache
def english_words() -> frozenset[str]:
    """Common English words, lower case."""
    with gzip.open(folder("lexicons") / "english_words.txt.gz", "rt", encoding="utf-8") as lines:
        return frozenset(line.strip() for line in lines)


@cache
def cues() -> dict[str, Any]:
    """``company_cues.toml``: the words around names that show what they name."""
    with (folder("lexicons") / "company_cues.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def given_names() -> frozenset[str]:
    """Common given names, as written."""
    return frozenset(str(name) for name in cues()["persons"]["given_names"])
