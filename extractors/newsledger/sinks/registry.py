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

    ``compressed`` is whether ``.gz`` and ``.zst`` may follow the suffix. The suffix of a folder ends in a slash; one
    that ends in ``:`` or ``://`` is the beginning of an address. ``extra`` is the extra of newsledger that installs
    what the sink needs.
    """

    suffix: str
    sink: str
    about: str
    compressed: bool = False
    extra: str | None = None

    @property
    def is_address(self) -> bool:
        """Whether destinations of this kind are addresses rather than files or folders."""
        return self.suffix.endswith((":", "://"))

    def names(self, dest: str) -> bool:
        """Whether a destination is of this kind."""
        name = dest.lower().replace(os.sep, "/")
        if self.is_address:
            return name.startswith(self.suffix)
        endings = (self.suffix, f"{self.suffix}.gz", f"{self.suffix}.zst") if self.compressed else (self.suffix,)
        return name.endswith(endings)

    def sink_type(self) -> Callable[..., Sink]:
        """The sink, imported now.

        Raises:
            DestinationError: the extra that it needs is not installed.
        """
        module, _, name = self.sink.partition(":")
        try:
            found: Callable[..., Sink] = getattr(import_module(module), name)
        except ImportError as error:
            wanted = f"newsledger[{self.extra}]" if self.extra else error.name
            raise DestinationError(f"{self.suffix} needs {error.name}: run `pip install '{wanted}'`") from error
        return found


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
    SinkKind(
        "postgresql://", "newsledger.sinks.postgres_database:PostgresSink", "all tables in a database", extra="postgres"
    ),
    SinkKind("dlt:", "newsledger.sinks.dlt_warehouse:DltSink", "all tables in a warehouse that dlt loads", extra="dlt"),
)

STANDARD_OUTPUT = "-"


def open_sink(dest: str, run: RunInfo) -> Sink:
    """Open the destination that a name means by its suffix, or an address; ``-`` is JSONL on standard output.

    Raises:
        DestinationError: no sink has this suffix, or the destination cannot be written.
    """
    if dest == STANDARD_OUTPUT:
        return StreamSink(run)
    kind = kind_of(dest)
    make = kind.sink_type()
    if kind.is_address:
        return make(dest, run)
    path = Path(dest)
    if path.is_symlink():
        # Files are renamed into place, which would put a file where the link is.
        path = path.resolve()
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
    for kind in SINKS:
        if kind.names(dest):
            return kind
    suffixes = ", ".join(kind.suffix for kind in SINKS)
    raise DestinationError(f"{dest}: no destination has this suffix; use one of {suffixes}")
