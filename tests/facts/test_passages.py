"""The marked passages: what a lint can say of them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from newsledger.facts.vocabulary import metrics
from newsledger.records import Measure
from tests.facts.marked import read_marked

FILES = sorted((Path(__file__).resolve().parents[2] / "corpus/passages").glob("*.txt"))
FIGURE = re.compile(r"<[^<>]*>")
AMOUNT = re.compile(r"[$€£]\d|\d(?:\.\d+)?\s?(?:%|percent|per cent|billion|bn)\b")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_marks_are_whole_and_name_what_there_is(path: Path) -> None:
    head, *passages = re.split(r"\n\s*\n", path.read_text(encoding="utf-8").strip())
    assert head.startswith("# ") and "invented" in head
    for passage in passages:
        text, wanted, _, names = read_marked(passage)
        assert wanted and not set("<>{}|") & set(text), passage
        assert not AMOUNT.search(FIGURE.sub("", passage)), passage
        for want in wanted:
            assert set(want.metrics) <= {*metrics(), "-"} and set(want.measures) <= {*get_args(Measure), "-"}, passage
            assert want.direction in (None, "up", "down", "flat") and want.companies <= set(names), passage


def test_there_are_passages() -> None:
    assert len(FILES) >= 6
