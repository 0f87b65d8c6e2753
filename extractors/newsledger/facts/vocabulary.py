"""The vocabulary of the facts: the tables of ``lexicons/`` in the form in which a sentence is matched against them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Generic, Literal, TypeVar

import msgspec

from newsledger.records import Direction
from newsledger.resources import folder

T = TypeVar("T")

Part = Literal["verb", "noun", "adverb"]
Owner = Literal["company", "deal", "none"]

WORD = re.compile(r"[A-Z]{4,}(?=-[A-Z])|(?:[A-Za-z]\.){2,}|[^\W_]+(?:[-&./][^\W_]+)*|['’]s\b|\S")
"""A word of a text or of a phrase: "S&P", "10-year", "U.S." and "'s" are one word each, any other sign stands alone."""


class MetricRow(msgspec.Struct, frozen=True):
    """One metric: the kinds of figure that can state its level, whether that level is itself a rate ("a margin of 5%"),
    and whose it is: a company's, that of both sides of a deal, or nobody's (an index, an economy)."""

    name: str
    group: str
    kinds: frozenset[str]
    rate: bool
    owner: Owner
    concept: str | None


class MetricWord(msgspec.Struct, frozen=True):
    """Words that say a metric, for figures of ``kinds`` (all, if empty); ``negative`` for a loss or deficit."""

    metric: str
    kinds: frozenset[str]
    negative: bool


class ChangeWord(msgspec.Struct, frozen=True):
    """A word of change. ``mode`` of a verb: ``move`` (its subject moves), ``act`` (it moves its object), ``both``, or a
    verb of its own kind (``swing``, ``neutral``, ``add``, ``take``, ``pare``, ``drift``)."""

    part: Part
    direction: Direction | None
    mode: str
    hint: str


class VerbFrame(msgspec.Struct, frozen=True):
    """A verb that says the metric of its object: "earned $5bn" is net income. ``units`` empty: any unit."""

    kinds: frozenset[str]
    units: frozenset[str]
    metric: str
    negative: bool
    weight: float


class Phrases(Generic[T]):
    """A table of phrases, matched word by word in lower case; of two that begin together the longer one wins."""

    def __init__(self, rows: Iterable[tuple[str, T]]) -> None:
        self._single: dict[str, list[T]] = {}
        self._longer: dict[tuple[str, str], dict[tuple[str, ...], list[T]]] = {}
        self._sizes: dict[tuple[str, str], tuple[int, ...]] = {}
        for phrase, value in rows:
            words = tuple(spelled(phrase))
            if len(words) == 1:
                self._single.setdefault(words[0], []).append(value)
            else:
                self._longer.setdefault((words[0], words[1]), {}).setdefault(words, []).append(value)
        for begin, phrases in self._longer.items():
            self._sizes[begin] = tuple(sorted({len(words) for words in phrases}, reverse=True))
        self._opening = {first for first, _ in self._longer} | set(self._single)

    def match(self, words: Sequence[str]) -> Iterator[tuple[int, int, list[T]]]:
        """``(first, last + 1, values)`` for the longest phrase that begins at each place; matches may overlap."""
        opening, last = self._opening, len(words) - 1
        for place in [place for place, word in enumerate(words) if word in opening]:
            word = words[place]
            if place < last:
                begin = (word, words[place + 1])
                for size in self._sizes.get(begin, ()):
                    phrase = tuple(words[place : place + size])
                    values = self._longer[begin].get(phrase)
                    if values is not None:
                        yield place, place + len(phrase), values
                        break
                else:
                    if word in self._single:
                        yield place, place + 1, self._single[word]
            elif word in self._single:
                yield place, place + 1, self._single[word]


def spelled(phrase: str) -> list[str]:
    """The words of a phrase in lower case."""
    found = WORD.findall(phrase)
    return "\n".join(found).lower().replace("’", "'").split("\n") if found else []


def table(name: str) -> list[dict[str, str]]:
    """The rows of a table of ``lexicons/``."""
    with (folder("lexicons") / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _set(cell: str) -> frozenset[str]:
    return frozenset(cell.split(";")) if cell else frozenset()


@cache
def metrics() -> dict[str, MetricRow]:
    """The metrics by name, from ``metrics.csv``."""
    return {
        row["name"]: MetricRow(
            row["name"],
            row["group"],
            _set(row["kinds"]),
            row["rate"] == "1",
            msgspec.convert(row["owner"], Owner),
            row["concept"] or None,
        )
        for row in table("metrics")
    }


@cache
def metric_words() -> Phrases[MetricWord]:
    """The words that say a metric, from ``metric_words.csv``; a regular plural need not be listed, nor the singular of
    a term of several words."""
    rows: dict[tuple[str, str, str], MetricWord] = {}
    for row in table("metric_words"):
        word = MetricWord(row["metric"], _set(row["kinds"]), row["sign"] == "-")
        for phrase in row["phrases"].split(";"):
            for form in (phrase, *_inflected(phrase)):
                rows.setdefault((form, row["metric"], row["kinds"]), word)
    return Phrases((form, word) for (form, _, _), word in rows.items())


def _inflected(phrase: str) -> Iterator[str]:
    """The other number of a term: "freight rates" and "freight rate"; "a shares", of class A, are no "a share"."""
    if not phrase[-1].isalpha():
        return
    if phrase[-1] != "s":
        yield phrase + "s"
    elif phrase.find(" ") > 1 and not phrase.endswith(("ss", "us", "is", "sales")):
        yield phrase[:-3] + "y" if phrase.endswith("ies") else phrase[:-1]


@cache
def change_words() -> Phrases[ChangeWord]:
    """The words of change, from ``change_words.csv``."""
    return Phrases(
        (
            form,
            ChangeWord(
                msgspec.convert(row["part"], Part),
                msgspec.convert(row["direction"] or None, Direction | None),
                row["mode"],
                row["hint"],
            ),
        )
        for row in table("change_words")
        for form in row["forms"].split(";")
    )


@cache
def verb_frames() -> Phrases[VerbFrame]:
    """The verbs that say the metric of their object, from ``verb_frames.csv``."""
    return Phrases(
        (
            form,
            VerbFrame(_set(row["kinds"]), _set(row["units"]), row["metric"], row["sign"] == "-", float(row["weight"])),
        )
        for row in table("verb_frames")
        for form in row["forms"].split(";")
    )


@cache
def market_names() -> Phrases[str]:
    """Indices, currencies, commodities and bonds, each with the metric that a figure about it states."""
    return Phrases((name, row["metric"]) for row in table("market_names") for name in row["names"].split(";"))


@cache
def relation_cues() -> Phrases[str]:
    """Words that set a figure against another, from ``relation_cues.csv``, with the relation that they say."""
    return Phrases((phrase, row["relation"]) for row in table("relation_cues") for phrase in row["phrases"].split(";"))


@cache
def group_nouns() -> Phrases[str]:
    """Nouns for those that are no single company: groups, people, public bodies."""
    return Phrases((noun, row["kind"]) for row in table("group_nouns") for noun in row["nouns"].split(";"))


@cache
def country_names() -> Phrases[str]:
    """Names of countries, from ``countries.csv``, with their codes."""
    return Phrases(
        (name, row["code"]) for row in table("countries") for name in (row["name"], *row["aliases"].split(";")) if name
    )


@cache
def country_adjectives() -> frozenset[str]:
    """Adjectives of countries of one word, from ``countries.csv``, in lower case: "french"."""
    adjectives = (word for row in table("countries") for word in row["adjectives"].lower().split(";"))
    return frozenset(word for word in adjectives if word.isalpha() or word.replace(".", "").isalpha())


@cache
def _word_classes() -> dict[str, frozenset[str]]:
    return {row["class"]: _set(row["words"]) for row in table("word_classes")}


def word_class(name: str) -> frozenset[str]:
    """The words of a class of ``word_classes.csv``, in lower case.

    Raises:
        KeyError: there is no such class.
    """
    return _word_classes()[name]


@cache
def unit_metrics() -> dict[str, str]:
    """The metric that a counted unit suggests by itself, from ``unit_metrics.csv``."""
    return {unit: row["metric"] for row in table("unit_metrics") if row["metric"] for unit in row["units"].split(";")}


@cache
def unit_sorts() -> dict[str, str]:
    """What sort of thing a unit counts, from ``unit_metrics.csv``: staff, places, goods, rooms, securities ..."""
    return {unit: row["sort"] for row in table("unit_metrics") for unit in row["units"].split(";")}


@cache
def counted_sorts() -> dict[str, frozenset[str]]:
    """The sorts of things that state a metric when they are counted, from ``counted_metrics.csv``."""
    return {row["metric"]: _set(row["sorts"]) for row in table("counted_metrics")}
