"""The vocabulary of scopes: how a metric is reckoned, which parts a business has, and the names of places."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

import msgspec

from newsledger.facts.vocabulary import Phrases, table
from newsledger.records import MetricBasis

Where = Literal["before", "next", "reported", "beside", "left out", "apart"]


class BasisWord(NamedTuple):
    """Words that say a basis, and where they stand: ``before`` the words of the metric (``next`` to them, or
    ``reported``, which is mostly a verb), ``beside`` the figure, or as what is ``left out``; ``apart`` are words that
    look like a basis and are none ("real estate"). ``metrics`` are those that can be reckoned so."""

    basis: MetricBasis
    where: Where
    metrics: frozenset[str]


class Place(NamedTuple):
    """A place by its usual name; ``adjective`` says that the words describe ("German") and do not name. ``lower``
    places are written without a capital ("domestic", "euro zone")."""

    name: str
    adjective: bool
    lower: bool


@cache
def basis_words() -> Phrases[BasisWord]:
    """The words of ``metric_bases.csv``."""
    return Phrases(_basis_phrases())


@cache
def _basis_phrases() -> tuple[tuple[str, BasisWord], ...]:
    return tuple(
        (
            phrase,
            BasisWord(
                msgspec.convert(row["basis"], MetricBasis),
                msgspec.convert(row["place"], Where),
                scope_words(f"metrics of {row['metrics']}"),
            ),
        )
        for row in table("metric_bases")
        for phrase in row["phrases"].split(";")
    )


@cache
def places() -> Phrases[Place]:
    """Regions, states and relative places of ``places.csv``, and the countries of ``countries.csv``.

    Cities are left out: a city is mostly where something was said or traded.
    """
    found: dict[str, Place] = {}
    for row in table("places"):
        for column in ("names", "adjectives"):
            for words in filter(None, row[column].split(";")):
                found.setdefault(words.lower(), Place(row["name"], column == "adjectives", words.islower()))
    for row in table("countries"):
        for words in (row["name"], *row["aliases"].split(";")):
            found.setdefault(words.lower(), Place(row["name"], False, False))
        for words in row["adjectives"].split(";"):
            found.setdefault(words.lower(), Place(row["name"], True, False))
    return Phrases((words, place) for words, place in found.items() if words)


@cache
def _classes() -> dict[str, frozenset[str]]:
    return {row["class"]: frozenset(row["words"].split(";")) for row in table("scope_words")}


@cache
def beside_words() -> Phrases[MetricBasis]:
    """The words that say a basis beside a figure ("at constant currencies"): they name no metric themselves."""
    return Phrases((phrase, word.basis) for phrase, word in _basis_phrases() if word.where == "beside")


def scope_words(name: str) -> frozenset[str]:
    """The words of a class of ``scope_words.csv``.

    Raises:
        KeyError: there is no such class.
    """
    return _classes()[name]
