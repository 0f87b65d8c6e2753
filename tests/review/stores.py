"""Databases to look at: small ones made of records, without a model."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from newsledger.records import Rejected
from newsledger.sinks import Item, RunInfo, open_sink


def store(path: Path, items: Iterable[Item], rejected: Iterable[Rejected] = ()) -> Path:
    """A DuckDB database that holds these articles and this quarantine."""
    with open_sink(str(path), RunInfo(extractor_version="0.1.0", model="tiny", command="extract")) as sink:
        sink.write(list(items))
        sink.quarantine(list(rejected))
        sink.close()
    return path
