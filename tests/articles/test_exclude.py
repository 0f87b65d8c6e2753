"""A destination within the folder that is read is not read."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsledger.articles import ReadOptions, read


@pytest.mark.parametrize("named", ["{folder}", "{folder}/*"])
def test_what_begins_like_the_destination_is_left_out(tmp_path: Path, named: str) -> None:
    for name in ("one.txt", "out.jsonl", "out.jsonl.quarantine.jsonl", "out.txt"):
        (tmp_path / name).write_text("Acme gains\n\nAcme rose 5%.\n")
    found = read([named.format(folder=tmp_path)], ReadOptions(exclude=(str(tmp_path / "out.jsonl"),)))
    assert [Path(article.uri or "").name for article in found] == ["one.txt", "out.txt"]


def test_a_file_that_is_named_is_read_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Acme gains\n\nAcme rose 5%.\n")
    found = read([str(tmp_path / "one.txt")], ReadOptions(exclude=(str(tmp_path),)))
    assert len(list(found)) == 1
