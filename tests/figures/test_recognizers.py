"""The reader of Recognizers-Text cases, on cases of our own in that format."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from newsledger.evaluation import recognizers

CASES = [
    {
        "Input": "it cost us $ 5.2 million and 50 cents",
        "Results": [
            {"Text": "$ 5.2 million", "TypeName": "currency", "Start": 11, "End": 23,
             "Resolution": {"value": "5200000", "unit": "Dollar"}},
            {"Text": "50 cents", "TypeName": "currency", "Start": 29, "End": 36,
             "Resolution": {"value": "50", "unit": "Cent"}},
        ],
    },
    {
        "Input": "the dollar rose against 3 zlotys",
        "Results": [
            {"Text": "dollar", "TypeName": "currency", "Start": 4, "End": 9,
             "Resolution": {"value": None, "unit": "Dollar"}},
            {"Text": "3 zlotys", "TypeName": "currency", "Start": 24, "End": 31,
             "Resolution": {"value": "4", "unit": "Polish zloty", "isoCurrency": "PLN"}},
        ],
    },
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "CurrencyModel.json").write_text(json.dumps(CASES), encoding="utf-8")
    return tmp_path


def test_conventions_are_converted() -> None:
    first, second = (recognizers.expected_results(case) for case in CASES)
    assert [(want.value, "USD" in want.units) for want in first] == [(Decimal(5_200_000), True), (Decimal("0.5"), True)]
    assert [(want.value, want.units) for want in second] == [(Decimal(4), frozenset({"PLN"}))]


def test_outcome_counts_what_is_found_and_what_is_not(folder: Path) -> None:
    [outcome] = recognizers.run(folder)
    assert (outcome.expected, outcome.found, outcome.cases, outcome.cases_right) == (3, 2, 2, 1)
    assert len(outcome.failures) == 2


def test_command_prints_the_rate_and_the_failures(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert recognizers.main([str(folder)]) == 0
    shown = capsys.readouterr().out
    assert "CurrencyModel: 2 of 3 results found (66.7%)" in shown
    assert "missed '3 zlotys' = 4 PLN" in shown


def test_command_says_when_a_folder_holds_no_cases(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert recognizers.main([str(tmp_path)]) == 2
    assert "neither CurrencyModel.json nor PercentModel.json" in capsys.readouterr().err
