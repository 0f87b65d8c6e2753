"""The tables of cases under ``cases``: which words name companies, and whom descriptions and pronouns mean."""

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


@pytest.mark.parametrize("marked", _cases("reference.toml"))
def test_a_description_or_pronoun_means_what_is_marked(marked: str) -> None:
    text, marks = unmark(marked)
    found = read(text, model=True)
    meant = {mention.start: found.names(mention.companies) for mention in found.mentions if mention.kind != "name"}
    for shown, start, companies, is_name in marks:
        if not is_name:
            assert set(meant.get(start, ())) == set(companies), shown
