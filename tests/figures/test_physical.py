"""quantulum3 is asked about rare physical units only, and is not loaded before that."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

import pytest

from newsledger.figures import find_figures


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [("450 microns", "micrometre", 450), ("500 kilovolts", "kilovolt", 500), ("3.5 gigahertz", "gigahertz", 3.5)],
)
def test_rare_units_have_the_name_that_quantulum3_gives(text: str, unit: str, value: float) -> None:
    [figure] = find_figures(f"It measured {text} there.")
    quantity = figure.quantity
    assert (quantity.text, quantity.kind, quantity.unit) == (text, "measure", unit)
    assert quantity.value == Decimal(str(value))
    assert figure.rules == ("unit.quantulum",)


def test_quantulum3_is_not_loaded_for_money_percent_and_common_units() -> None:
    program = (
        "import sys; from newsledger.figures import find_figures;"
        "figures = find_figures('It cost $5m, 3% more, for 7 tonnes and 12 MW on 5 May 2020.');"
        "print(len(figures), 'quantulum3' in sys.modules)"
    )
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert shown.split() == ["4", "False"]
