"""One runner over the tables of ``cases/``: a bug that is found in an archive becomes a row there."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from newsledger.figures import MoneyContext, find_figures
from tests.figures.notation import read, show

CASES = Path(__file__).parent / "cases"


def _table(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _rows() -> list[Any]:
    rows = []
    for path in sorted(CASES.glob("*.toml")):
        for number, case in enumerate(_table(path).get("case", [])):
            rows.append(pytest.param(case, id=f"{path.stem}-{number}"))
    return rows


NO_FIGURES = _table(CASES / "no_figures.toml")["texts"]


@pytest.mark.parametrize("case", _rows())
def test_case(case: dict[str, Any]) -> None:
    context = MoneyContext(**{name: case.get(name) for name in ("dateline", "country", "publisher", "year")})
    figures = find_figures(case["text"], context=context)
    assert [show(figure) for figure in figures] == [read(line) for line in case["figures"]]


@pytest.mark.parametrize("text", NO_FIGURES)
def test_text_without_figures(text: str) -> None:
    assert [figure.quantity.text for figure in find_figures(text)] == []


def test_the_tables_are_large_enough() -> None:
    assert len(_rows()) >= 350
    assert len(NO_FIGURES) >= 130


@pytest.mark.parametrize(
    ("text", "decimals"),
    [
        ("$1.2 billion", -8),
        ("57%", 0),
        ("6.0%", 1),
        ("$1.25", 2),
        ("52 cents", 2),
        ("635.7p", 3),
        ("Rs 11,909 crore", -7),
        ("$61.0 to $64.0 billion", -8),
        ("$2.80 to $3", 2),
        ("3-1/2 pct", 1),
        ("half a million dollars", -5),
        ("three billion people", -9),
        ("one-third of the votes", 0),
        ("10,664 homes", 0),
        ("MUSD 20", -6),
        ("145.30/40 yen", 2),
    ],
)
def test_decimals_as_xbrl_has_them(text: str, decimals: int) -> None:
    [figure] = find_figures(f"It was {text}.")
    assert figure.quantity.decimals == decimals


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("about 10.85 million vehicles", "10.85 million"),
        ("more than $5bn", "$5bn"),
        ("between $3 and $4 billion", "$3 and $4 billion"),
        ("up to 150 stores", "150"),
        ("Rs 5,000 crore", "Rs 5,000 crore"),
        ("some 25 basis points", "25 basis points"),
        ("twice the size", "twice"),
        ("-$5 million", "-$5 million"),
    ],
)
def test_core_is_the_figure_without_modifier_and_noun(text: str, core: str) -> None:
    [figure] = find_figures(text)
    assert text[slice(*figure.core)] == core


@pytest.mark.parametrize(
    ("text", "sign"),
    [("-0.4%", -1), ("+6.1%", 1), ("(2.1%)", -1), ("minus 3 percent", -1), ("0.4%", 0), ("−2 points", -1)],
)
def test_written_sign(text: str, sign: int) -> None:
    [figure] = find_figures(text)
    assert figure.sign == sign


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("$82 a barrel", "a barrel"),
        ("30 cents per common share", "per common share"),
        ("$2.4 mln/day", "/day"),
        ("5%", None),
    ],
)
def test_per_span(text: str, phrase: str | None) -> None:
    [figure] = find_figures(text)
    assert (None if figure.per_span is None else text[slice(*figure.per_span)]) == phrase


def test_nothing_is_read_in_skipped_spans() -> None:
    text = "Sales rose 4%. Plans from $4.99 a month. Profit was $3 million."
    start = text.index("Plans")
    figures = find_figures(text, skip=[(start, text.index("Profit"))])
    assert [figure.quantity.text for figure in figures] == ["4%", "$3 million"]
