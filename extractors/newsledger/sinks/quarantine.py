"""The quarantine of a destination that has no tables: ``DEST.quarantine.jsonl``, one line per rejected input."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from newsledger.records import Rejected, to_json
from newsledger.sinks.faults import destination_errors
from newsledger.sinks.replacing import replacing
from newsledger.sinks.rows import storable

_decoder = msgspec.json.Decoder(Rejected)


class QuarantineFile:
    """Rejected inputs, each once however often it is met. The file is made when the first one comes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known: set[int] | None = None

    def add(self, items: Sequence[Rejected]) -> None:
        """Append those that are not there yet; a line that a crash tore is cut off first.

        Raises:
            DestinationError: the file cannot be written.
        """
        if not items:
            return
        with destination_errors(self.path):
            if self._known is None:
                self._known = self._reopen()
            lines = []
            for item in items:
                clean = Rejected(
                    storable(item.uri),
                    storable(item.place) if item.place is not None else None,
                    item.reason,
                    storable(item.detail),
                )
                if hash(clean) not in self._known:
                    self._known.add(hash(clean))
                    lines.append(to_json(clean) + b"\n")
            with self.path.open("ab") as file:
                file.write(b"".join(lines))
                file.flush()
                os.fsync(file.fileno())

    def __iter__(self) -> Iterator[Rejected]:
        """What is in the file.

        Raises:
            DestinationError: the file cannot be read.
        """
        with destination_errors(self.path), self.path.open("rb") as file:
            for line in file:
                with suppress(msgspec.DecodeError):
                    yield _decoder.decode(line)

    def release(self, finished: Callable[[Iterable[str]], set[str]]) -> None:
        """Drop articles that have become records since: those that were rejected by their id and are finished now.

        Raises:
            DestinationError: the file cannot be written.
        """
        if not self.path.exists():
            return
        with destination_errors(self.path):
            lines = self.path.read_bytes().splitlines(keepends=True)
            places = [_place_of(line) for line in lines]
            done = finished(place for place in places if place is not None)
            if not done:
                return
            with replacing(self.path) as file:
                file.writelines(line for line, place in zip(lines, places, strict=True) if place not in done)
            self._known = None

    def _reopen(self) -> set[int]:
        if not self.path.exists():
            return set()
        known = set()
        whole = 0
        with self.path.open("r+b") as file:
            for line in file:
                if not line.endswith(b"\n"):
                    break
                whole += len(line)
                with suppress(msgspec.DecodeError):
                    known.add(hash(_decoder.decode(line)))
            file.truncate(whole)
        return known


def _place_of(line: bytes) -> str | None:
    try:
        return _decoder.decode(line).place
    except msgspec.DecodeError:
        return None
