"""Physical units that ``units.csv`` does not have: quantulum3 is asked about the short span of number and unit alone.

It is loaded at the first such span, which takes a second or more and most runs never need.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from newsledger.figures.amount import Amount
from newsledger.figures.tokens import WRAPPED, Tokens
from newsledger.figures.vocabulary import Phrases, Unit, rows

_LONGEST = 80


@cache
def _names() -> Phrases[bool]:
    names: Phrases[bool] = Phrases()
    for row in rows("asked_units.csv"):
        names.add(row["written"], True)
    return names


def physical_unit(tokens: Tokens, amount: Amount) -> tuple[Unit, int] | None:
    """Example: "450 microns": the unit by quantulum3's name ("micrometre") and the token after it."""
    found = _names().find(tokens, amount.end) if tokens.gaps[amount.end] <= WRAPPED else None
    if found is None:
        return None
    end = found[1]
    span = tokens.text[tokens.starts[amount.end] : tokens.ends[end - 1]]
    name = _ask(f"7 {' '.join(span.split())}") if len(span) <= _LONGEST else None
    return (Unit("measure", name), end) if name is not None else None


@cache
def _ask(span: str) -> str | None:
    """The name of the one unit that quantulum3 sees in a span, if it sees one that covers the span."""
    with warnings.catch_warnings(), _unchecked():
        warnings.simplefilter("ignore")
        from quantulum3 import classifier, parser

        # Where scikit-learn is installed it would choose among units of one name by a model of its own.
        classifier.USE_CLF = False

        try:
            quantities = parser.parse(span)
        except Exception:
            return None  # its parser raises many kinds of error on odd spans; such a span names no unit
    if len(quantities) != 1 or tuple(quantities[0].span) != (0, len(span)):
        return None
    return str(quantities[0].unit.name)


@contextmanager
def _unchecked() -> Iterator[None]:
    """While quantulum3 loads: it forms plurals by inflect, which lets typeguard check the types of each of its own
    calls. To set that up takes longer than all the rest, and it checks nothing of ours."""
    try:
        import typeguard
    except ImportError:
        yield
        return
    whole = typeguard.typechecked
    vars(typeguard)["typechecked"] = lambda checked: checked
    try:
        yield
    finally:
        vars(typeguard)["typechecked"] = whole
