"""The tables of scopes are sound: known names, no phrase twice, nothing that cannot match."""

from __future__ import annotations

from collections import Counter
from typing import get_args

from newsledger.facts.scope_tables import basis_words, places, scope_words
from newsledger.facts.vocabulary import metrics, spelled, table
from newsledger.records import MetricBasis


def test_every_class_of_metrics_names_metrics() -> None:
    for row in table("scope_words"):
        if row["class"].startswith("metrics "):
            assert set(row["words"].split(";")) <= metrics().keys(), row["class"]


def test_no_word_stands_twice_in_a_class() -> None:
    for row in table("scope_words"):
        counted = Counter(row["words"].split(";"))
        assert "" not in counted and max(counted.values()) == 1, (row["class"], counted.most_common(1))


def test_bases_are_those_of_the_record() -> None:
    rows = table("metric_bases")
    assert {row["basis"] for row in rows} == set(get_args(MetricBasis))
    for row in rows:
        assert scope_words(f"metrics of {row['metrics']}"), row
    said = Counter((phrase, row["place"], row["metrics"]) for row in rows for phrase in row["phrases"].split(";"))
    assert max(said.values()) == 1, said.most_common(1)


def test_a_phrase_is_found_in_itself() -> None:
    for row in table("metric_bases"):
        for phrase in row["phrases"].split(";"):
            ((first, last, words), *_) = basis_words().match(spelled(phrase))
            assert (first, last) == (0, len(spelled(phrase))), phrase
            assert any(word.basis == row["basis"] for word in words), phrase


def test_a_place_stands_once() -> None:
    names = [row["name"] for row in table("places")]
    assert len(names) == len(set(names))
    said = Counter(
        word.lower()
        for row in table("places")
        for column in ("names", "adjectives")
        for word in row[column].split(";")
        if word
    )
    assert max(said.values()) == 1, said.most_common(1)


def test_countries_and_regions_are_found() -> None:
    def name(words: str) -> str:
        return next(places().match(spelled(words)))[2][0].name

    assert [name(words) for words in ("Germany", "U.S.", "North American", "euro zone", "overseas")] == [
        "Germany",
        "United States",
        "North America",
        "euro zone",
        "international",
    ]
