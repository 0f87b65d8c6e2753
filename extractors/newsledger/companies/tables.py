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
    return all(_is_english(part) or _is_english(_american(part)) for part in re.split(r"[- ]", word))


def _is_english(word: str) -> bool:
    return word in english_words() or word in _SMALL or _inflected(word)


_BRITISH = (
    (re.compile(r"is(e|ed|es|ing|ation|ations)$"), r"iz\1"),
    (re.compile(r"our(s|ed|ing|able|ite|ites)?$"), r"or\1"),
    (re.compile(r"(?<=[bt])re(s|d)?$"), r"er\1"),
    (re.compile(r"(?<=en)ce(s|d)?$"), r"se\1"),
    (re.compile(r"ll(ed|ing|er|ers)$"), r"l\1"),
    (re.compile(r"ogue(s)?$"), r"og\1"),
    (re.compile(r"mme(s)?$"), r"m\1"),
)
"""British endings and the American ones by which the list has such words."""


def _american(word: str) -> str:
    """A word as Americans spell it.

    >>> _american("favourable"), _american("centres"), _american("defence"), _american("programme")
    ('favorable', 'centers', 'defense', 'program')
    """
    for ending, american in _BRITISH:
        word, changed = ending.subn(american, word)
        if changed:
            return word
    return word


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
