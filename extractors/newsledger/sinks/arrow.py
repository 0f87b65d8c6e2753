"""Rows as Arrow tables, with one fixed schema per table."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pyarrow as pa

from newsledger.sinks.rows import Row, exact
from newsledger.sinks.tables import DECIMAL_DIGITS, DECIMAL_SCALE, ColumnType, Table

ARROW_TYPES: dict[ColumnType, pa.DataType] = {
    "text": pa.string(),
    "texts": pa.list_(pa.string()),
    "integer": pa.int64(),
    "decimal": pa.decimal128(DECIMAL_DIGITS, DECIMAL_SCALE),
    "real": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
}


@cache
def schema_of(table: Table) -> pa.Schema:
    """The Arrow schema of a table; each field's metadata holds the column's comment."""
    return pa.schema(
        [
            pa.field(column.name, ARROW_TYPES[column.type], not column.required, {"comment": column.comment})
            for column in table.columns
        ]
    )


def to_arrow(table: Table, rows: Sequence[Row]) -> pa.Table:
    """Rows of a table as an Arrow table; exact values are brought to ``DECIMAL(38, 12)`` (see ``rows.exact``)."""
    schema = schema_of(table)
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(table.columns)
    arrays = []
    for column, field, values in zip(table.columns, schema, columns, strict=True):
        if column.type == "decimal":
            values = tuple(None if value is None else exact(value) for value in values)
        arrays.append(pa.array(values, field.type))
    return pa.Table.from_arrays(arrays, schema=schema)
