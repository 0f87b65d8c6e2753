"""Basis, segment and geography: sentences with every figure annotated, and figures of the gold articles."""

from __future__ import annotations

import csv
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

from newsledger.evaluation.gold import read_gold
from newsledger.facts.core import Core
from newsledger.facts.cores import cores
from newsledger.pipeline import Extractor
from newsledger.records import Fact, Record
from tests.analysing import Together
from tests.facts.marked import readings_of

HERE = Path(__file__).parent
GOLD = HERE.parents[1] / "corpus" / "gold"
_WANTED = re.compile(r"<(?P<figure>[^<>|]+)\|(?P<basis>[^;<>]+);(?P<segment>[^;<>]+);(?P<geography>[^<>]+)>")

Scope = tuple[str, str, str]
"""Basis, segment and geography, each ``-`` where nothing is said."""


SENTENCES: list[str] = tomllib.loads((HERE / "sentences.toml").read_text(encoding="utf-8"))["cases"]


def _plain(marked: str) -> str:
    """The sentence with its figures marked, but nothing expected of them."""
    return _WANTED.sub(r"<\g<figure>>", marked)


_reading = Together(readings_of, [[_plain(marked) for marked in SENTENCES]])


def _scope(core: Core) -> Scope:
    return core.basis or "-", core.segment or "-", core.geography or "-"


def scopes(marked: str) -> tuple[list[tuple[str, Scope]], list[tuple[str, Scope]]]:
    """The figures of a marked sentence with what is expected of them, and with what was read."""
    wanted = [
        (found["figure"], (found["basis"].strip(), found["segment"].strip(), found["geography"].strip()))
        for found in _WANTED.finditer(marked)
    ]
    reading, _ = _reading(_plain(marked))
    read = [(figure.quantity.text, _scope(core)) for figure, core in zip(reading.figures, cores(reading), strict=True)]
    shown = [(want[0] if want[0] in text else text, scope) for want, (text, scope) in zip(wanted, read, strict=True)]
    return wanted, shown


@pytest.mark.parametrize("marked", SENTENCES)
def test_sentence(marked: str) -> None:
    wanted, read = scopes(marked)
    assert read == wanted


def _gold_rows() -> list[dict[str, str]]:
    with (HERE / "gold.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def _stated(article: str) -> list[Fact]:
    (gold,) = read_gold(GOLD / f"{article}.json")
    record = next(Extractor().extract([gold.article()]))
    assert isinstance(record, Record)
    return list(record.facts)


@pytest.mark.parametrize("row", _gold_rows(), ids=lambda row: f"{row['article']}-{row['start']}")
def test_figure_of_gold(row: dict[str, str]) -> None:
    start = int(row["start"])
    fact = next(one for one in _stated(row["article"]) if start < one.quantity.end and one.quantity.start <= start + 8)
    for slot in ("basis", "segment", "geography"):
        read = getattr(fact.metric, slot) if fact.metric is not None else None
        assert (read or "-") in row[slot].split("/"), slot
