"""The words of time expressions as regular expressions, made from the lexicon.

Patterns are written in a short notation: a blank is any white space, ``~`` is white space or a hyphen, and
``<name=class>`` is a named group of a word class (``month``, ``weekday``, ``ordinal``, ``number``, ``year``, ``day``,
``season``, ``unit``); ``<class>`` is the class without a name. Month and day names are matched as names are written,
so that "may" is not May; everything else is matched in any case.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache

from newsledger.resources import folder

_CLASS = re.compile(r"(?<!\?P)<(?:(\w+)=)?(\w+)>")
_YEAR = r"(?<![\d.,$€£¥]){apart}(?:19|20)\d\d(?!\d|[.,]\d|%)"
_DAY = r"(?:[0-3]?\d)(?:st|nd|rd|th)?(?![\d%]|[.,]\d)"


@cache
def months() -> Mapping[str, int]:
    """Month names and their short forms, in lower case, without a stop."""
    with (folder("lexicons") / "months.csv").open(encoding="utf-8", newline="") as file:
        return {row["word"].lower(): int(row["month"]) for row in csv.DictReader(file)}


@cache
def table(name: str) -> Mapping[str, int]:
    """A table of ``period_words.toml``, keys in lower case."""
    with (folder("lexicons") / "period_words.toml").open("rb") as file:
        return {word.lower(): int(value) for word, value in tomllib.load(file)[name].items()}


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _numbered_names() -> str:
    """A pattern that refuses the year-like numbers of indices: "Russell 2000"."""
    with (folder("lexicons") / "market_names.csv").open(encoding="utf-8", newline="") as file:
        names = [name for row in csv.DictReader(file) for name in row["names"].split(";")]
    heads = {name.rsplit(" ", 1)[0] for name in names if re.search(r" (?:19|20)\d\d$", name)}
    return "".join(rf"(?<!{re.escape(head)}\x20)" for head in sorted(heads))


@cache
def _classes() -> Mapping[str, str]:
    names = [word.capitalize() for word in months()]
    shouted = [word.upper() for word in months() if word not in ("may", "mar", "dec", "jan")]
    days = [word.capitalize() for word in table("weekdays")]
    shouted_days = [word.upper() for word in table("weekdays") if len(word) > 5]
    return {
        "month": rf"(?-i:(?:{_any_of(names + shouted)})\b)\.?",
        "weekday": rf"(?-i:(?:{_any_of(days + shouted_days)})\b)\.?",
        "ordinal": rf"(?:{_any_of(table('ordinals'))})",
        "number": rf"(?:\d{{1,3}}|{_any_of(table('numbers'))})",
        "count": rf"(?:\d{{1,3}}|{_any_of(word for word in table('numbers') if word not in ('a', 'an'))})",
        "year": _YEAR.format(apart=_numbered_names()),
        "day": _DAY,
        "shortyear": r"(?:'|’)?(?:(?:19|20)\d\d|\d\d)(?![\d%]|[.,]\d)",
        "season": rf"(?:{_any_of(table('seasons'))})",
        "unit": r"(?:day|week|month|quarter|half(?:~year)?|year|decade)",
    }


def compiled(notation: str) -> re.Pattern[str]:
    """A pattern in the notation of this module, as a regular expression."""

    def put(found: re.Match[str]) -> str:
        name, word_class = found.group(1), found.group(2)
        body = _classes()[word_class]
        return f"(?P<{name}>{body})" if name else f"(?:{body})"

    source = _CLASS.sub(put, notation)
    source = source.replace(" ", r"(?:\s+)").replace("~", r"(?:[\s\-\u2010-\u2013]+)")
    return re.compile(rf"(?i)(?<![\w\-])(?:{source})(?!\w)")


def month_number(word: str) -> int:
    """The number of a month by its name or short form."""
    return months()[word.lower().rstrip(".")]


def number(word: str) -> int:
    """A small number in digits or words."""
    word = word.lower()
    return int(word) if word.isdigit() else table("numbers")[word]


def months_of(match: re.Match[str]) -> int:
    """How many months a stretch has whose count is in the group ``n`` and whose unit is in ``unit``: "six quarters"."""
    return number(match.group("n")) * table("units")[match.group("unit").lower()]


def ordinal(word: str) -> int:
    """An ordinal of a part of the year; -1 is the last."""
    return table("ordinals")[word.lower()]


def season(word: str) -> int:
    """The month in which a season begins."""
    return table("seasons")[word.lower()]


def weekday(word: str) -> int:
    """The number of a weekday, Monday 0."""
    return table("weekdays")[word.lower().rstrip(".")]


def full_year(word: str) -> int:
    """A year in four digits, or the two of "FY26" and "'25".

    >>> full_year("’25"), full_year("1999"), full_year("99")
    (2025, 1999, 1999)
    """
    digits = int(re.sub(r"\D", "", word))
    if digits >= 100:
        return digits
    return 2000 + digits if digits < 70 else 1900 + digits
