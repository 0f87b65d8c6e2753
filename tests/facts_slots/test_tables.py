"""The tables of words behind the slots: well formed, without doubles, and about metrics that exist."""

from __future__ import annotations

from collections import Counter

import pytest

from newsledger.facts.metric_time import BALANCES, FLOWS, MACRO, MARKETS
from newsledger.facts.periods import words
from newsledger.facts.vocabulary import metrics, table

_TABLES = [
    ("status_cues", "status", "phrases", {"forecast", "plan", "speculative", "negated"}),
    ("consensus_cues", "role", "phrases", {"crowd", "verb", "noun"}),
    ("source_cues", "kind", "forms", {"say", "deny", "add", "forecast", "set", "guide", "report", "show", "tally"}),
    (
        "source_nouns",
        "kind",
        "nouns",
        {
            *("crowd", "people", "speaker", "company", "institution", "parties"),
            *("document", "outlook", "provider", "title", "house"),
        },
    ),
    (
        "metric_times",
        "time",
        "metrics",
        {"market", "balance", "macro", "flow", "event", "action", "held", "aimed", "outcome"},
    ),
]


@pytest.mark.parametrize(("name", "key", "column", "known"), _TABLES, ids=[row[0] for row in _TABLES])
def test_rows_are_known_and_phrases_are_clean(name: str, key: str, column: str, known: set[str]) -> None:
    rows = table(name)
    assert [row[key] for row in rows] == list(dict.fromkeys(row[key] for row in rows))
    assert {row[key] for row in rows} == known
    for row in rows:
        phrases = row[column].split(";")
        assert all(phrase and phrase == " ".join(phrase.split()) for phrase in phrases), row[key]
        assert [phrase for phrase, count in Counter(phrases).items() if count > 1] == [], row[key]


def test_no_phrase_is_a_cue_of_two_statuses() -> None:
    phrases = [phrase for row in table("status_cues") for phrase in row["phrases"].split(";")]
    assert [phrase for phrase, count in Counter(phrases).items() if count > 1] == []


def test_metric_times_name_metrics_that_exist() -> None:
    named = {metric for row in table("metric_times") for metric in row["metrics"].split(";")}
    assert named - set(metrics()) == set()


def test_a_metric_stands_in_time_in_one_way() -> None:
    counts = Counter([*MARKETS, *BALANCES, *MACRO, *FLOWS])
    assert [metric for metric, count in counts.items() if count > 1] == []


def test_every_month_and_weekday_has_its_full_name() -> None:
    assert sorted(set(words.months().values())) == list(range(1, 13))
    assert sorted(set(words.table("weekdays").values())) == list(range(7))
    assert all(1 <= value <= 4 or value == -1 for value in words.table("ordinals").values())
