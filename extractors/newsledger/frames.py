"""Records as pandas DataFrames."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
import pandas as pd

from newsledger.records import Record, Rejected
from newsledger.sinks.rows import Row, content_rows, flat_rows
from newsledger.sinks.sink import RunInfo
from newsledger.sinks.tables import ARTICLES, COMPANIES, FACT_COMPANIES, FLAT, MENTIONS, ColumnType, Table

_OF_A_RUN = frozenset({"text", "extractor_version", "schema_version", "run_id", "first_seen"})
"""Columns of a database's articles that a record does not tell."""

_DTYPES: dict[ColumnType, str] = {
    "text": "string",
    "texts": "object",
    "integer": "Int64",
    "decimal": "object",
    "real": "float64",
    "boolean": "bool",
    "date": "datetime64[s]",
    "timestamp": "datetime64[us]",
}

_SHOWN = (
    *("published", "companies", "metric", "text", "measure", "signed_value", "unit", "period_end", "status", "source"),
    "confidence",
)
_ROWS_SHOWN = 50
"""What a cell of a notebook has room for."""


class Frames(msgspec.Struct, frozen=True):
    """The tables of some records as DataFrames, in the columns of ``docs/databases.md``.

    ``facts`` has one row per fact with title, publisher and date of its article, and lists of companies and tickers, so
    most questions need no join. Exact values (``value``, ``low``, ``high``, ``signed_value``) are Python ``Decimal``
    objects, digit for digit as in the record: sums are exact and comparisons with numbers work; for plots and
    statistics ``frame["value"].astype(float)`` makes floats. Offsets are nullable integers (``Int64``), dates
    ``datetime64``; what is not known is ``None``, ``NaT`` or ``<NA>``.
    """

    articles: pd.DataFrame
    companies: pd.DataFrame
    mentions: pd.DataFrame
    facts: pd.DataFrame
    fact_companies: pd.DataFrame
    quarantine: pd.DataFrame

    def _repr_html_(self) -> str:
        """What notebooks show, which look for this method: how many rows each frame has, and the first facts."""
        counts = " · ".join(f"{len(getattr(self, name)):,} {name}" for name in self.__struct_fields__)
        table: str = self.facts[list(_SHOWN)].to_html(max_rows=_ROWS_SHOWN, na_rep="", border=0, escape=True)
        return f'<div><p style="opacity:.75">{counts.replace("_", " ")}</p>{table}</div>'


def to_frames(records: Iterable[Record], *, quarantine: Sequence[Rejected] = ()) -> Frames:
    """The frames of records, and of what could not become one.

    >>> to_frames([]).facts.empty
    True
    """
    kept = list(records)
    run = RunInfo(extractor_version="")
    rows = content_rows(((record, None) for record in kept), run)
    flat = [row for record in kept for row in flat_rows(record, run)]
    return Frames(
        articles=_frame(ARTICLES, rows["articles"], without=_OF_A_RUN),
        companies=_frame(COMPANIES, rows["companies"]),
        mentions=_frame(MENTIONS, rows["mentions"]),
        facts=_frame(FLAT, flat, without=frozenset({"extractor_version"})),
        fact_companies=_frame(FACT_COMPANIES, rows["fact_companies"]),
        quarantine=pd.DataFrame(
            [msgspec.structs.astuple(one) for one in quarantine],
            columns=list(Rejected.__struct_fields__),
            dtype="string",
        ),
    )


def _frame(table: Table, rows: Sequence[Row], without: frozenset[str] = frozenset()) -> pd.DataFrame:
    columns: Sequence[Sequence[Any]] = list(zip(*rows, strict=True)) if rows else [()] * len(table.columns)
    return pd.DataFrame(
        {
            column.name: pd.Series(list(values), dtype=_DTYPES[column.type])
            for column, values in zip(table.columns, columns, strict=True)
            if column.name not in without
        }
    )
