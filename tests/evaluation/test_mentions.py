"""The comparison of mentions with other people's annotations, on annotations of our own in their formats."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsledger.articles.article import Article, compose
from newsledger.evaluation import mentions

FIRE = [
    {
        "tokens": ["Shares", "of", "Dunmore", "Ltd", "and", "of", "Tesla", "rose", "."],
        "entities": [
            {"type": "Company", "start": 2, "end": 4},
            {"type": "Company", "start": 7, "end": 8},
            {"type": "Date", "start": 0, "end": 1},
        ],
    }
]
FINENTITY = [{"content": "Tesla <TSLA.O> rose.", "annotations": [{"start": 0, "end": 5}]}]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "fire.json").write_text(json.dumps(FIRE), encoding="utf-8")
    (tmp_path / "finentity.json").write_text(json.dumps(FINENTITY), encoding="utf-8")
    rows = [{"title": "DUNMORE <DUN> GAINS", "text": "Dunmore Ltd <DUN.L> said\nit gained."}, {"text": "Plain <b>."}]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "archive.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path


def test_token_spans_become_character_spans(folder: Path) -> None:
    (text,) = mentions.fire(folder / "fire.json")
    assert [text.article.text[start:end] for start, end in text.spans] == ["Dunmore Ltd", "rose"]


def test_codes_are_cut_out_and_the_offsets_follow() -> None:
    title = "DUNMORE <DUN> GAINS"
    whole, title_end, body_start = compose(title, "Dunmore Ltd\n<DUN.L> said")
    text = mentions.without_codes(Article(text=whole, title=title, title_end=title_end, body_start=body_start))
    assert text.article.text == "DUNMORE GAINS\n\nDunmore Ltd\n said"
    assert text.article.text[: text.article.title_end] == "DUNMORE GAINS"
    assert text.article.text[text.article.body_start :].startswith("Dunmore Ltd")
    assert [text.article.text[start:end] for start, end in text.spans] == ["E", "d"]


@pytest.mark.parametrize(
    ("kind", "name", "shown"),
    [
        ("fire", "fire.json", "precision 50.0 (1 of 2)   recall 50.0 (1 of 2)   F1 50.0"),
        ("finentity", "finentity.json", "precision 100.0 (1 of 1)   recall 100.0 (1 of 1)   F1 100.0"),
        ("archive", "archive.jsonl", "1 articles   2 of 2 coded names covered (100.0%)"),
    ],
)
def test_the_command_prints_the_scores(
    kind: str, name: str, shown: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert mentions.main([kind, str(folder / name), "--errors"]) == 0
    printed = capsys.readouterr().out
    assert shown in printed
    assert ("missed\trose" in printed) == (kind == "fire")


def test_a_missing_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert mentions.main(["fire", str(tmp_path / "none.json")]) == 2
    assert "no such file" in capsys.readouterr().err
