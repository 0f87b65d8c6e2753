"""Which destination a name means: the one list of sinks."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import msgspec

from newsledger.errors import DestinationError
from newsledger.sinks.sink import RunInfo, Sink
from newsledger.sinks.stream import StreamSink


class SinkKind(msgspec.Struct, frozen=True):
    """One kind of destination: its suffix, its sink as ``module:class``, and what it is for people.

    ``compressed`` is whether ``.gz`` and ``.zst`` may follow the suffix. The suffix of a folder ends in a slash.
    """

    suffix: str
    sink: str
    about: str
    compressed: bool = False


SINKS = (
    SinkKind(".jsonl", "newsledger.sinks.jsonl:JsonLinesSink", "one record per article and line", compressed=True),
    SinkKind(".csv", "newsledger.sinks.flat_csv:FlatCsvSink", "one flat row per fact", compressed=True),
    SinkKind(".parquet", "newsledger.sinks.flat_parquet:FlatParquetSink", "one flat row per fact"),
    SinkKind(
        ".parquet/",
        "newsledger.sinks.parquet_dataset:ParquetDatasetSink",
        "a folder of Parquet files by table and month of publication",
    ),
    SinkKind(".duckdb", "newsledger.sinks.duckdb_database:DuckDBSink", "all tables in one file"),
    SinkKind(".sqlite", "newsledger.sinks.sqlite_database:SQLiteSink", "all tables in one file"),
)

STANDARD_OUTPUT = "-"


def open_sink(dest: str, run: RunInfo) -> Sink:
    """Open the destination that a file name means by its suffix; ``-`` is JSONL on standard output.

    Raises:
        DestinationError: no sink has this suffix, or the destination cannot be written.
    """
    if dest == STANDARD_OUTPUT:
        return StreamSink(run)
    kind = kind_of(dest)
    module, _, name = kind.sink.partition(":")
    make: Callable[[Path, RunInfo], Sink] = getattr(import_module(module), name)
    path = Path(dest)
    if not path.parent.is_dir():
        raise DestinationError(f"{dest}: the folder {path.parent} does not exist; make it first")
    if path.is_dir() and not kind.suffix.endswith("/"):
        raise DestinationError(
            f"{dest}: this is a folder; name a file in it, or end the name of a Parquet dataset in a slash"
        )
    return make(path, run)


def kind_of(dest: str) -> SinkKind:
    """The kind of destination that a name means.

    Raises:
        DestinationError: there is none; the message lists what there is.
    """
    name = dest.lower().replace(os.sep, "/")
    for kind in SINKS:
        endings = (kind.suffix, f"{kind.suffix}.gz", f"{kind.suffix}.zst") if kind.compressed else (kind.suffix,)
        if name.endswith(endings):
            return kind
    suffixes = ", ".join(kind.suffix for kind in SINKS)
    raise DestinationError(f"{dest}: no destination has this suffix; use one of {suffixes}")
