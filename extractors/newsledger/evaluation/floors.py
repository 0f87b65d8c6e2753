"""The quality ratchet: scores may rise, never fall unnoticed."""

from __future__ import annotations

from pathlib import Path

import msgspec

from newsledger.errors import InputError
from newsledger.evaluation.scores import Report


class Shortfall(msgspec.Struct, frozen=True):
    """A score below its floor."""

    score: str
    floor: float
    measured: float


def measures(report: Report) -> dict[str, float]:
    """The scores of a report by the flat names that floors use, in percent."""
    flat = {
        "figure_f1": report.figure.f1,
        "core_fact_f1": report.core_fact.f1,
        "whole_fact_f1": report.whole_fact.f1,
        "companies_f1": report.companies.f1,
        "company_slot_precision": report.company_slot_precision or 0.0,
    }
    if report.tickers["given"]:
        flat["ticker_precision"] = round(100 * report.tickers["right"] / report.tickers["given"], 1)
    flat |= {f"slot_{slot}": value or 0.0 for slot, value in report.slots.items()}
    flat |= {f"filled_{slot}_f1": ratio.f1 for slot, ratio in report.filled.items()}
    return flat


def below(report: Report, floors: dict[str, float]) -> list[Shortfall]:
    """The floors that a report does not reach.

    Raises:
        InputError: a floor names no score.
    """
    measured = measures(report)
    unknown = sorted(set(floors) - set(measured))
    if unknown:
        raise InputError(f"no such score: {', '.join(unknown)}; there are: {', '.join(measured)}")
    return [Shortfall(name, floor, measured[name]) for name, floor in floors.items() if measured[name] < floor]


def read_floors(path: Path) -> dict[str, float]:
    """Read a floors file: a JSON object of score names and percentages.

    Raises:
        InputError: it cannot be read or is not such an object.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, float])
    except (OSError, msgspec.DecodeError) as error:
        raise InputError(f"{path}: not a floors file: {error}") from error
