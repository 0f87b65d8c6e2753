"""The tables of facts: every name is known, every phrase can be matched, nothing is said twice by mistake."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from newsledger.facts import vocabulary
from newsledger.facts.clue_table import PLACES, TABLES, cell_phrases
from newsledger.facts.vocabulary import metrics, spelled, table

KINDS = {"money", "percent", "percentage_point", "basis_point", "multiple", "count", "index_point", "measure"}
PHRASE_COLUMNS = {
    "metric_words": "phrases",
    "change_words": "forms",
    "verb_frames": "forms",
    "market_names": "names",
    "relation_cues": "phrases",
    "group_nouns": "nouns",
    "unit_metrics": "units",
    "word_classes": "words",
}


@pytest.mark.parametrize(("name", "column"), PHRASE_COLUMNS.items())
def test_phrases_can_be_matched(name: str, column: str) -> None:
    for row in table(name):
        phrases = row[column].split(";")
        assert phrases == [phrase.strip() for phrase in phrases], row
        assert all(spelled(phrase) for phrase in phrases), row
        assert [phrase for phrase, times in Counter(phrases).items() if times > 1] == [], row


@pytest.mark.parametrize("name", [name for name in PHRASE_COLUMNS if name != "unit_metrics"])
def test_phrases_are_lower_case(name: str) -> None:
    for row in table(name):
        assert row[PHRASE_COLUMNS[name]] == row[PHRASE_COLUMNS[name]].lower(), row


@pytest.mark.parametrize("name", ["metric_words", "verb_frames", "market_names", "unit_metrics"])
def test_metrics_are_known(name: str) -> None:
    unsaid = {""} if name == "unit_metrics" else set()
    assert {row["metric"] for row in table(name)} <= set(metrics()) | unsaid


def test_what_is_counted_is_known() -> None:
    rows = table("counted_metrics")
    sorts = {row["sort"] for row in table("unit_metrics")}
    assert {row["metric"] for row in rows} <= set(metrics())
    assert {sort for row in rows for sort in row["sorts"].split(";")} | {"security"} == sorts
    assert {unit for row in table("verb_frames") for unit in row["units"].split(";") if unit[:1] == "="} <= {
        f"={sort}" for sort in sorts
    }


@pytest.mark.parametrize("name", ["metrics", "metric_words", "verb_frames"])
def test_kinds_are_known(name: str) -> None:
    for row in table(name):
        assert set(filter(None, row["kinds"].split(";"))) <= KINDS, row


def test_metrics_are_complete() -> None:
    rows = table("metrics")
    assert len({row["name"] for row in rows}) == len(rows)
    for row in rows:
        assert row["meaning"] and row["kinds"] and row["rate"] in ("", "1")
        assert re.fullmatch(r"(us-gaap:[A-Z][A-Za-z]+)?", row["concept"])
        if row["rate"]:
            assert {"percent", "multiple"} & set(row["kinds"].split(";")), (
                f"{row['name']} is a rate but takes no percentage"
            )


def test_every_metric_can_be_said() -> None:
    said = {row["metric"] for name in ("metric_words", "verb_frames", "market_names") for row in table(name)}
    assert set(metrics()) - said == {"other"}


def test_a_phrase_means_one_metric_for_one_kind() -> None:
    seen: dict[tuple[str, str], str] = {}
    for row in table("metric_words"):
        for phrase in row["phrases"].split(";"):
            for kind in row["kinds"].split(";") if row["kinds"] else sorted(KINDS):
                metric = seen.setdefault((phrase, kind), row["metric"])
                assert metric == row["metric"] or phrase == "stake", (
                    f"{phrase!r} of {kind}: {metric} and {row['metric']}"
                )


def test_change_words_are_of_one_kind() -> None:
    seen: dict[tuple[str, str], str] = {}
    for row in table("change_words"):
        assert row["part"] in ("verb", "noun", "adverb") and row["direction"] in ("", "up", "down", "flat"), row
        for form in row["forms"].split(";"):
            assert seen.setdefault((form, row["part"]), row["direction"]) == row["direction"], form


def test_weights_are_probabilities() -> None:
    assert all(0 < float(row["weight"]) < 1 for row in table("verb_frames"))


def test_clues_are_sound() -> None:
    rows = [row for name in TABLES for row in table(name)]
    assert len({row["name"] for row in rows}) == len(rows)
    for row in rows:
        cells = [row[place] for place in PLACES if row[place]]
        assert re.fullmatch(r"[a-z_]+", row["name"]) and row["metric"] in metrics() and cells, row
        assert row["kinds"] and set(row["kinds"].split(";")) <= KINDS, row
        assert 0 < float(row["weight"]) < 1 and row["sign"] in ("", "-"), row
        for cell in cells:
            phrases = list(cell_phrases(cell))
            assert all(spelled(phrase) and phrase == phrase.lower().strip() for phrase in phrases), row
            assert len(cell.split(";")) == len(set(cell.split(";"))), row


def test_tables_load() -> None:
    for load in (
        vocabulary.metric_words,
        vocabulary.change_words,
        vocabulary.verb_frames,
        vocabulary.market_names,
        vocabulary.relation_cues,
        vocabulary.group_nouns,
        vocabulary.country_names,
    ):
        assert list(load().match(["nothing", "of", "the", "kind"])) is not None
