"""The tables of cases under ``cases``: which words name companies."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.companies.reading import named, read, unmark

CASES = Path(__file__).parent / "cases"


def _cases(file: str) -> list[str]:
    groups = tomllib.loads((CASES / file).read_text(encoding="utf-8"))
    return [case for group in groups.values() for case in group["cases"]]


@pytest.mark.parametrize("marked", _cases("names.toml"))
def test_the_marked_names_and_no_others_are_companies(marked: str) -> None:
    text, marks = unmark(marked)
    expected = {(shown, start, companies[0]) for shown, start, companies, is_name in marks if is_name}
    assert named(read(text, model=True), text) == expected
