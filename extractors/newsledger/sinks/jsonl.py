"""The ``.jsonl`` destination (also ``.jsonl.gz``, ``.jsonl.zst``): one record per article and line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from newsledger.errors import DestinationError
from newsledger.records import Record, to_json
from newsledger.sinks.appended_file import AppendedFileSink
from newsledger.sinks.compression import DAMAGE


class _Head(msgspec.Struct):
    article_id: str


class _Line(msgspec.Struct):
    article: _Head


_decoder = msgspec.json.Decoder(_Line)


class JsonLinesSink(AppendedFileSink):
    """Records as lines of JSON."""

    def encode(self, record: Record) -> bytes:
        """See ``AppendedFileSink.encode``."""
        return to_json(record) + b"\n"

    def stretches(self, file: BinaryIO) -> Iterator[tuple[str, int]]:
        """See ``AppendedFileSink.stretches``."""
        number = 0
        while True:
            try:
                line = file.readline()
            except DAMAGE:
                return
            number += 1
            if not line.endswith(b"\n"):
                return
            try:
                yield _decoder.decode(line).article.article_id, len(line)
            except msgspec.DecodeError as error:
                raise DestinationError(
                    f"{self.path}: line {number} is no record; name another file or move this one away"
                ) from error
