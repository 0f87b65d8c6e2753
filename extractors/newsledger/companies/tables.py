"""Reading the company tables and word lists of ``lexicons/`` (``docs/companies.md`` describes them)."""

from __future__ import annotations

import csv
import gzip
import io
import re
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


_ENDINGS = ("ier", "iest", "er", "est", "ing", "ed", "ly", "es", "s", "ised", "ized", "ising", "izing", "isation")
"""Endings of words that the list of English words has only in their plain form."""


@cache
def is_ordinary(word: str) -> bool:
    """Whether a folded word, or each part of a compound, is English, be it inflected: "target", "fatter",
    "same-store"."""
    return all(part in english_words() or part in _SMALL or _inflected(part) for part in re.split(r"[- ]", word))


def _inflected(word: str) -> bool:
    for ending in _ENDINGS:
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) > _SHORTEST_STEM:
            doubled = stem[-1] == stem[-2]
            if not english_words().isdisjoint({stem, f"{stem}e", f"{stem}y"} | ({stem[:-1]} if doubled else set())):
                return True
    return False


_SHORTEST_STEM = 2
_SMALL = frozenset({"for", "to", "of", "on", "in", "up", "off", "a", "and", "non", "pre", "same", "like", "ex", "mid"})
"""Parts of compounds that the list may lack."""


@cache
def cues() -> dict[str, Any]:
    """``company_cues.toml``: the words around names that show what they name."""
    with (folder("lexicons") / "company_cues.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def given_names() -> frozenset[str]:
    """Common given names, as written."""
    return frozenset(str(name) for name in cues()["persons"]["given_names"])
