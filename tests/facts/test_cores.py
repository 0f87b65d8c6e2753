"""The cases of ``cases/*.toml``: one construction each, with metric, measure, direction and owner of every figure."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from newsledger.facts.cores import cores
from tests.analysing import Together
from tests.facts.marked import readings_of

FOLDER = Path(__file__).parent / "cases"
TABLES: dict[str, list[str]] = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))["cases"] for path in sorted(FOLDER.glob("*.toml"))
}
reading_in_table = Together(readings_of, TABLES.values())


def mismatches(marked: str) -> list[str]:
    """What the rules say otherwise than the marks, one line for each figure that differs."""
    reading, wanted = reading_in_table(marked)
    stated = cores(reading)
    wrong = []
    for want in wanted:
        places = [
            index
            for index, figure in enumerate(reading.figures)
            if figure.quantity.start < want.end and want.start < figure.quantity.end
        ]
        if not places:
            wrong.append(f"{want.text}: no figure")
            continue
        core = stated[places[0]]
        names = frozenset(reading.identities.names(core.companies))
        if not want.fits(core.metric, core.measure, core.direction, names):
            wrong.append(
                f"{want.text}: wanted {want.metrics} {want.measures} {want.direction} {sorted(want.companies)}, "
                f"got {core.metric} {core.measure} {core.direction} {sorted(names)} by {core.rules}"
            )
    return wrong


@pytest.mark.parametrize(
    "marked",
    [pytest.param(case, id=f"{name}-{at}") for name, table in TABLES.items() for at, case in enumerate(table, 1)],
)
def test_case(marked: str) -> None:
    assert mismatches(marked) == []
