"""Facts beside the relations that others annotated, in a file of the form of FIRE."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from newsledger.evaluation.attachment import ASPECTS, compare, main, sentences
from newsledger.pipeline import Extractor

TEXT = "In 2023 revenue of Kelmar Holdings Inc rose 12 % to $ 40 million ."


def row(text: str, entities: list[tuple[str, str]], relations: list[tuple[str, str, str]]) -> dict[str, Any]:
    """A sentence whose entities are given by words and type, its relations by the words of head and tail."""
    tokens = text.split()
    marked = []
    for said, kind in entities:
        words = said.split()
        start = next(place for place in range(len(tokens)) if tokens[place : place + len(words)] == words)
        marked.append({"text": said, "type": kind, "start": start, "end": start + len(words)})
    place = {one["text"]: index for index, one in enumerate(marked)}
    linked = [{"type": kind, "head": place[head], "tail": place[tail]} for kind, head, tail in relations]
    return {"tokens": tokens, "entities": marked, "relations": linked}


ENTITIES = [
    ("2023", "Date"),
    ("revenue", "FinancialEntity"),
    ("Kelmar Holdings Inc", "Company"),
    ("12 %", "Quantity"),
    ("$ 40 million", "Money"),
]


def write(path: Path, relations: list[tuple[str, str, str]], text: str = TEXT) -> Path:
    path.write_text(json.dumps([row(text, [one for one in ENTITIES if one[0] in text], relations)]))
    return path


def test_what_both_say_is_the_same(tmp_path: Path) -> None:
    relations = [
        ("Value", "revenue", "$ 40 million"),
        ("ValueChangeIncreaseby", "revenue", "12 %"),
        ("Valuein", "$ 40 million", "2023"),
        ("Propertyof", "revenue", "Kelmar Holdings Inc"),
    ]
    found, lines = compare(list(sentences(write(tmp_path / "fire.json", relations))), Extractor())
    assert dict(found) == {("metric", "same"): 2, ("change", "same"): 1, ("period", "same"): 1, ("company", "same"): 2}
    assert lines == []


def test_what_is_said_otherwise_or_not_at_all_is_told_apart(tmp_path: Path) -> None:
    path = write(tmp_path / "fire.json", [("ValueChangeDecreaseby", "revenue", "12 %"), ("Valuein", "12 %", "revenue")])
    found, lines = compare(list(sentences(path)), Extractor())
    assert dict(found) == {("metric", "same"): 1, ("change", "other"): 1, ("period", "other"): 1}
    assert [line.split("\t")[:3] for line in lines] == [["change", "other", "12 %"], ["period", "other", "12 %"]]


def test_what_is_no_figure_of_ours_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "fire.json", [("Value", "revenue", "2023")], "revenue was 2023 .")
    held = json.loads(path.read_text())
    held[0]["entities"][0]["type"] = "Quantity"
    path.write_text(json.dumps(held))
    found, _ = compare(list(sentences(path)), Extractor())
    assert dict(found) == {("metric", "no figure"): 1}


def test_the_command_prints_a_line_for_each_aspect(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "fire.json", [("Value", "revenue", "$ 40 million")])
    assert main([str(path), "--errors"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in printed[1:5]] == list(ASPECTS)
    assert printed[1].split() == ["metric", "1", "1", "0", "0", "0", "100.0%"]
    assert main([str(tmp_path / "none.json")]) == 2
