"""Codes that wires and sites print inside a sentence and that are no words of it: tickers, links to other stories.

``<AAPL.O>``, ``(NASDAQ: AAPL)``, ``(AAPL.O)``, ``(AAPL)``, ``[nL4N2Z028U]``, ``[O/R]``, ``, opens new tab``. A reader
passes over them, and so do the model and the rules: with them "Acme <ACME.N> and Beta <BETA.O> rose 1% and 2%" has no
list of two companies. Who is named by them is read from the text (``companies/tags.py``), where they stay.
"""

from __future__ import annotations

import csv
import re
from functools import cache

from newsledger.resources import folder

_ROOT = r"\.?[A-Z0-9#][A-Z0-9=/&\-]{0,11}[a-z]?"
_ANGLE = rf"<(?:(?P<alone>[A-Z&]+)|{_ROOT}(?:\.[A-Z]{{1,4}}|\d{{1,2}})?)>"
"""After a word that is no name "<ROOT>" may be the only name that a company is given."""

_STORY = r"\[n?(?:[A-Z0-9]{8,14}|[A-Z]{1,10}/[A-Z]{0,4})\]"
_TAB = r", opens new tab\b"
_SYMBOL = r"[A-Z0-9][A-Z0-9&]{0,11}(?:[.\-/][A-Z]{1,3})?"
_BARE = r"\((?P<bare>[A-Z]{2,5}(?:\.[AB])?)\)"


@cache
def _pattern() -> re.Pattern[str]:
    with (folder("lexicons") / "mics.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    prefixes = {name for row in rows for name in row["prefixes"].split(";") if name} | {"Ticker", "ticker", "symbol"}
    suffixes = {name for row in rows for name in row["ric_suffixes"].split(";") if name}
    listed = rf"\(\s?(?:{_any(prefixes)})\s?:\s?{_SYMBOL}(?:\s?[;,/]\s?[^()<>\[\]]{{2,40}})*\s?\)"
    ric = rf"\([A-Z0-9]{{2,12}}[a-z]?\.(?:{_any(suffixes)})\)"
    return re.compile(rf"\s?(?:{_ANGLE}|{_STORY}|{listed}|{ric}|{_BARE})|{_TAB}")


def _any(names: set[str]) -> str:
    return "|".join(sorted(map(re.escape, names), key=lambda name: (-len(name), name)))


@cache
def _measures() -> frozenset[str]:
    """Short forms in brackets that say what is told and are words: "operating profit (EBITDA)"."""
    with (folder("lexicons") / "metric_words.csv").open(encoding="utf-8", newline="") as table:
        forms = {form.strip() for row in csv.DictReader(table) for form in row["phrases"].split(";")}
    return frozenset(form.upper() for form in forms if form.isalpha())


def codes(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of the codes in a stretch of text, in order, each with the space before it.

    >>> codes("Acme <ACME.N> and Beta (NYSE: B) rose", 0, 37)
    [(4, 13), (22, 32)]
    """
    if not any(sign in text[start:end] for sign in ("<", "(", "[", ", opens")):
        return []
    return [
        found.span()
        for found in _pattern().finditer(text, start, end)
        if not (found["bare"] or found["alone"])
        or (found["bare"] not in _measures() and _after_name(text, found.start()))
    ]


def _after_name(text: str, end: int) -> bool:
    """Whether the word that ends there is written as a name is."""
    return bool(_NAME.search(text, max(end - LONGEST_NAME, 0), end))


LONGEST_NAME = 30
_NAME = re.compile(r"(?<![\w.&'’])[A-Z][\w.&'’\-]*$")
