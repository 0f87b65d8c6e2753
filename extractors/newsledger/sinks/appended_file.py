"""Destinations that are one growing file of text, a stretch of lines per article: what JSONL and CSV have in common.

Records are appended as they come. The index beside the file says where each article's stretch is and how much of the
file is whole; what a crash left beyond that is cut off on reopening. A stretch that another version made obsolete is
dropped when the file is closed, by writing the file anew and renaming it into place. ``start`` and ``length`` of the
index count bytes of the text before compression.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, ClassVar

from newsledger.errors import DestinationError
from newsledger.records import Record
from newsledger.sinks.compression import DAMAGE, PLAIN, compression_of
from newsledger.sinks.faults import destination_errors
from newsledger.sinks.index import Index, Place
from newsledger.sinks.indexed import IndexedSink
from newsledger.sinks.quarantine import QuarantineFile
from newsledger.sinks.replacing import replacing
from newsledger.sinks.sink import Item, RunInfo, Summary

_COPIED_AT_ONCE = 1 << 20
_FOREIGN = "it holds something else; name another file or move this one away"


class AppendedFileSink(IndexedSink):
    """A growing file of text; subclasses say what an article looks like in it."""

    header: ClassVar[bytes] = b""

    def __init__(self, path: Path, run: RunInfo) -> None:
        self.path = path
        self.run = run
        self.compression = compression_of(path)
        self._quarantine = QuarantineFile(path.with_name(path.name + ".quarantine.jsonl"))
        with destination_errors(path):
            self._file = path.open("ab", buffering=0)
        try:
            self._index = Index(path.with_name(path.name + ".index"))
        except BaseException:
            self._file.close()
            raise
        try:
            self._reopen()
        except BaseException:
            self._release()
            raise

    def encode(self, record: Record) -> bytes:
        """The lines of one record; may be none."""
        raise NotImplementedError

    def stretches(self, file: BinaryIO) -> Iterator[tuple[str, int]]:
        """The articles of a file in order, after the header: ``(article_id, length in bytes)``.

        Ends before a line that a crash tore; raises ``DestinationError`` for what is no file of this kind.
        """
        raise NotImplementedError

    def _keep(self, fresh: list[Item]) -> None:
        start = self._index.number("length")
        places: list[Place] = []
        parts = []
        for _, record in fresh:
            data = self.encode(record)
            places.append((record.article.article_id, self.run.extractor_version, start, len(data)))
            start += len(data)
            parts.append(data)
        replaced = self._index.known(article_id for article_id, *_ in places)
        self._append(b"".join(parts))
        with self._index.transaction():
            self._index.put(places)
            self._index.keep("length", start)
            self._index.keep("size", self._size())
            if replaced:
                self._index.keep("obsolete", 1)

    def close(self, summary: Summary | None = None) -> None:
        """See ``Sink.close``."""
        if self._file.closed:
            return
        try:
            if self._index.number("obsolete"):
                self._rewrite()
            self._quarantine.release(self.finished)
        finally:
            self._release()

    def _reopen(self) -> None:
        """Bring file and index together, whatever happened to either."""
        if self._size() != self._index.number("size"):
            self._recover()
        if self._size() == 0:
            self._append(self.header)
            with self._index.transaction():
                self._index.forget()
                self._settle(len(self.header))

    def _recover(self) -> None:
        """Learn from the file itself what is in it, and drop what is not whole or was replaced."""
        # A stretch of another length than was entered may lack its last lines, so its version counts as unknown.
        versions = {(article_id, length): version for article_id, version, _, length in self._index.places()}
        places: dict[str, Place] = {}
        position = len(self.header)
        repeated = False
        with destination_errors(self.path), self.path.open("rb") as raw:
            magic = self.compression.magic
            packed = magic.startswith(raw.read(len(magic)))
            raw.seek(0)
            file = self.compression.reader(raw)
            start = _read_whole(file, position)
            if not packed or not self.header.startswith(start):
                raise DestinationError(f"{self.path}: {_FOREIGN}")
            if len(start) < position:
                self._file.truncate(0)
                return
            for article_id, length in self.stretches(file):
                repeated = repeated or article_id in places
                places[article_id] = (article_id, versions.get((article_id, length)), position, length)
                position += length
        with self._index.transaction():
            self._index.forget()
            self._index.put(places.values())
            self._index.keep("length", position)
        if repeated or self.compression is not PLAIN:
            self._rewrite()
        else:
            with destination_errors(self.path):
                self._file.truncate(position)
            with self._index.transaction():
                self._settle(position)

    def _rewrite(self) -> None:
        """Write the file anew with only what the index knows, and rename it into place."""
        moved: list[Place] = []
        with destination_errors(self.path), self.path.open("rb") as raw, replacing(self.path) as out:
            source = self.compression.reader(raw)
            out.write(self.compression.pack(_read_whole(source, len(self.header))) if self.header else b"")
            position = target = len(self.header)
            waiting = bytearray()
            for article_id, version, start, length in self._index.places():
                _skip(source, start - position)
                waiting += _read_whole(source, length)
                position = start + length
                moved.append((article_id, version, target, length))
                target += length
                if len(waiting) >= _COPIED_AT_ONCE:
                    out.write(self.compression.pack(bytes(waiting)))
                    waiting.clear()
            if waiting:
                out.write(self.compression.pack(bytes(waiting)))
        with destination_errors(self.path):
            self._file.close()
            self._file = self.path.open("ab", buffering=0)
        with self._index.transaction():
            self._index.put(moved)
            self._settle(target)

    def _append(self, data: bytes) -> None:
        if not data:
            return
        whole = self._size()
        left = memoryview(self.compression.pack(data))
        with destination_errors(self.path):
            try:
                while left:
                    left = left[self._file.write(left) :]
                os.fsync(self._file.fileno())
            except OSError:
                with suppress(OSError):
                    self._file.truncate(whole)
                raise

    def _settle(self, length: int) -> None:
        """Note that the whole file is as the index says."""
        self._index.keep("length", length)
        self._index.keep("size", self._size())
        self._index.keep("obsolete", 0)

    def _size(self) -> int:
        with destination_errors(self.path):
            return os.fstat(self._file.fileno()).st_size

    def _release(self) -> None:
        with destination_errors(self.path):
            self._file.close()
        self._index.close()


def _read_whole(file: BinaryIO, length: int) -> bytes:
    """Exactly ``length`` bytes, or what there is before the end or the damage."""
    data = bytearray()
    while len(data) < length:
        try:
            some = file.read(length - len(data))
        except DAMAGE:
            break
        if not some:
            break
        data += some
    return bytes(data)


def _skip(file: BinaryIO, length: int) -> None:
    while length > 0:
        length -= len(_read_whole(file, min(length, _COPIED_AT_ONCE))) or length
