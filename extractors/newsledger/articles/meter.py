"""How far a reader has come, in bytes of its files as they are stored."""

from __future__ import annotations

import io
from typing import BinaryIO


class Meter:
    """Counts what is read. ``total`` is the size of all files, 0 if it is unknown, as for standard input."""

    __slots__ = ("done", "total")

    def __init__(self) -> None:
        self.done = 0
        self.total = 0

    @property
    def fraction(self) -> float | None:
        """How much of all has been read, from 0 to 1; ``None`` if the total is unknown."""
        return min(self.done / self.total, 1.0) if self.total else None


class Metered(io.RawIOBase):
    """A binary file whose reading a meter counts."""

    def __init__(self, file: BinaryIO, meter: Meter) -> None:
        self._file = file
        self._meter = meter

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Read bytes into the buffer; how many there were."""
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        self._meter.done += len(data)
        return len(data)

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        super().close()
