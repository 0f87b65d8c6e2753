"""Scores as lines for people, and records read back for scoring."""

from __future__ import annotations

from pathlib import Path

import msgspec

from newsledger.errors import InputError
from newsledger.evaluation.scores import Ratio, Report
from newsledger.records import Record


def read_records(path: Path) -> list[Record]:
    """Records of a JSONL file.

    Raises:
        InputError: a line is no record; the message names it.
    """
    decoder = msgspec.json.Decoder(Record)
    records = []
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                records.append(decoder.decode(line))
            except msgspec.DecodeError as error:
                raise InputError(f"{path}, line {number}: not a record: {error}") from error
    return records


def lines(report: Report) -> list[str]:
    """The report as aligned lines."""
    rows = [
        (
            "articles",
            f"{report.articles}" + (f", {report.articles_missing} missing" if report.articles_missing else ""),
        ),
        ("facts in gold", f"{report.facts}"),
        ("bad offsets", f"{report.bad_offsets}"),
        ("figures", _ratio(report.figure)),
        ("core facts", _ratio(report.core_fact)),
        ("whole facts", _ratio(report.whole_fact)),
        ("companies", _ratio(report.companies)),
        ("company slot right where given", f"{_percent(report.company_slot_precision)}"),
        ("tickers", "{right} right of {given} given, {gold} in gold".format(**report.tickers)),
        ("slots right (of figures found)", "  ".join(f"{slot} {_percent(v)}" for slot, v in report.slots.items())),
    ]
    rows += [(f"{slot}, where filled", _ratio(ratio)) for slot, ratio in report.filled.items()]
    rows.append(("figures found by kind", "  ".join(f"{k} {v}" for k, v in report.figure_recall_by_kind.items())))
    width = max(len(name) for name, _ in rows)
    return [f"{name.ljust(width)}  {text}" for name, text in rows]


def _ratio(ratio: Ratio) -> str:
    return f"F1 {ratio.f1:5.1f}   precision {ratio.precision:5.1f}   recall {ratio.recall:5.1f}"


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"
