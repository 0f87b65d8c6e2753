"""The destination ``-``: records as JSONL on standard output, for a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO

from newsledger.records import Rejected, to_json
from newsledger.sinks.faults import destination_errors
from newsledger.sinks.rows import distinct
from newsledger.sinks.sink import ClosingSink, Item, RunInfo, Summary


class StreamSink(ClosingSink):
    """Records as lines of JSON on a stream; what is quarantined is told on standard error, a line each.

    A stream remembers nothing: only what repeats within the run is left out. It costs 100 bytes of memory per article.
    """

    def __init__(self, run: RunInfo, stream: BinaryIO | None = None) -> None:
        self.run = run
        self._stream = stream if stream is not None else sys.stdout.buffer
        self._written: set[str] = set()

    def write(self, items: Sequence[Item]) -> None:
        """See ``Sink.write``."""
        fresh = [record for _, record in distinct(items) if record.article.article_id not in self._written]
        with destination_errors(Path("-")):
            self._stream.write(b"".join(to_json(record) + b"\n" for record in fresh))
            self._stream.flush()
        self._written.update(record.article.article_id for record in fresh)

    def quarantine(self, items: Sequence[Rejected]) -> None:
        """See ``Sink.quarantine``."""
        for item in items:
            place = f" ({item.place})" if item.place else ""
            print(f"newsledger: {item.uri}{place}: {item.reason}: {item.detail}", file=sys.stderr)

    def finished(self, article_ids: Iterable[str]) -> set[str]:
        """See ``Sink.finished``."""
        return self._written.intersection(article_ids)

    def close(self, summary: Summary | None = None) -> None:
        """See ``Sink.close``."""
