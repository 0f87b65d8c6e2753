"""The figure reader against the specification cases of Recognizers-Text.

    python -m newsledger.evaluation.recognizers FOLDER

FOLDER holds ``CurrencyModel.json`` and ``PercentModel.json`` of that project's English specification (MIT licence,
github.com/microsoft/Recognizers-Text, ``Specs/NumberWithUnit/English`` and ``Specs/Number/English``). An expected
result counts as found when a figure that overlaps it has its value and its currency. The conventions of the two differ,
and are converted here:

* a unit without a number ("the dollar") is a result there and no figure here: it is left out;
* minor units keep their own number there ("50 cents" is 50 Cent) and are hundredths of their currency here;
* a currency that is not named in full there ("Dollar", "Franc") stands for any currency of that name;
* offsets there have an inclusive end;
* percentages there are text ("20%").
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec

from newsledger.figures import find_figures
from newsledger.figures.tokens import Tokens
from newsledger.figures.vocabulary import vocabulary
from newsledger.records import Quantity

_HUNDREDTHS = frozenset({"cent", "pence", "penny", "sen"})
_COINS = {"bitcoin": "bitcoin", "satoshi": "satoshi"}


class Expected(msgspec.Struct, frozen=True):
    """One expected result: the case's text, the span, the value in base units and the units that are right."""

    text: str
    start: int
    end: int
    value: Decimal
    units: frozenset[str]


class Outcome(msgspec.Struct, frozen=True):
    """How a model's cases came out: results expected and found, cases without and with figures that nobody expects."""

    model: str
    expected: int
    found: int
    cases: int
    cases_right: int
    failures: tuple[str, ...]


def _units(resolution: dict[str, Any]) -> tuple[frozenset[str], Decimal]:
    """The currencies that are right for a result, and the factor of its unit."""
    name = str(resolution["unit"]).lower()
    if name in _COINS:
        return frozenset({_COINS[name]}), Decimal(1)
    factor = Decimal("0.01") if name in _HUNDREDTHS else Decimal(1)
    if "isoCurrency" in resolution:
        return frozenset({str(resolution["isoCurrency"])}), factor
    units = vocabulary().units
    found = units.find(Tokens(name + "s"), 0) or units.find(Tokens(name), 0)
    return frozenset(found[0].codes if found is not None else ()), factor


def expected_results(case: dict[str, Any]) -> list[Expected]:
    """The results of a specification case that are figures in the sense of this project."""
    wanted = []
    for result in case["Results"]:
        resolution = result.get("Resolution") or {}
        value = resolution.get("value")
        if value in (None, "null"):
            continue
        if result["TypeName"] == "percentage":
            units, factor = frozenset({"percent"}), Decimal(1)
        else:
            units, factor = _units(resolution)
        number = Decimal(str(value).rstrip("%")) * factor
        wanted.append(Expected(case["Input"], result["Start"], result["End"] + 1, number, units))
    return wanted


def _hit(wanted: Expected, quantity: Quantity) -> bool:
    overlaps = quantity.start < wanted.end and wanted.start < quantity.end
    return overlaps and quantity.value == wanted.value and quantity.unit in wanted.units


def run_model(path: Path) -> Outcome:
    """Run the cases of one model file."""
    cases = json.loads(path.read_text(encoding="utf-8-sig"))
    kinds = ("percent",) if path.stem == "PercentModel" else ("money", "count")
    expected = found = right = 0
    failures: list[str] = []
    for case in cases:
        wanted = expected_results(case)
        figures = [figure.quantity for figure in find_figures(case["Input"])]
        hits = [want for want in wanted if any(_hit(want, quantity) for quantity in figures)]
        extra = [
            quantity
            for quantity in figures
            if quantity.kind in kinds[:1] and not any(_hit(want, quantity) for want in wanted)
        ]
        expected, found = expected + len(wanted), found + len(hits)
        right += len(hits) == len(wanted) and not extra
        failures += [f"missed {_shown(want)}" for want in wanted if want not in hits]
        failures += [f"unexpected {quantity.text!r} = {quantity.value} {quantity.unit}" for quantity in extra]
    return Outcome(path.stem, expected, found, len(cases), right, tuple(failures))


def _shown(wanted: Expected) -> str:
    units = "/".join(sorted(wanted.units))
    return f"{wanted.text[wanted.start : wanted.end]!r} = {wanted.value} {units} in {wanted.text[:100]!r}"


def run(folder: Path) -> Iterator[Outcome]:
    """Run the models that the folder holds; ``FileNotFoundError`` if it holds none."""
    paths = [path for name in ("CurrencyModel", "PercentModel") if (path := folder / f"{name}.json").is_file()]
    if not paths:
        raise FileNotFoundError(f"{folder} holds neither CurrencyModel.json nor PercentModel.json")
    for path in paths:
        yield run_model(path)


def main(arguments: list[str] | None = None) -> int:
    """Print the pass rates and the failures; status 2 where the folder holds no cases."""
    parser = argparse.ArgumentParser(
        prog="python -m newsledger.evaluation.recognizers", description="Specification cases."
    )
    parser.add_argument("folder", type=Path, help="folder with CurrencyModel.json and PercentModel.json")
    options = parser.parse_args(arguments)
    try:
        outcomes = list(run(options.folder))
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 2
    for outcome in outcomes:
        share = 100 * outcome.found / outcome.expected if outcome.expected else 0.0
        print(
            f"{outcome.model}: {outcome.found} of {outcome.expected} results found ({share:.1f}%), "
            f"{outcome.cases_right} of {outcome.cases} cases right in full"
        )
        for failure in outcome.failures:
            print(f"  {failure}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
