"""Compressed files that can be appended to: each write is a member (gzip) or frame (zstd) of its own."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, cast

import msgspec
import zstandard


class Compression(msgspec.Struct, frozen=True):
    """How bytes are packed for appending, how the whole file is read back, and what every packed file begins with."""

    pack: Callable[[bytes], bytes]
    reader: Callable[[BinaryIO], BinaryIO]
    magic: bytes = b""


def _gzip_reader(file: BinaryIO) -> BinaryIO:
    return cast(BinaryIO, gzip.GzipFile(fileobj=file))


def _zstd_reader(file: BinaryIO) -> BinaryIO:
    return cast(BinaryIO, io.BufferedReader(zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True)))


COMPRESSIONS = {
    ".gz": Compression(lambda data: gzip.compress(data, mtime=0), _gzip_reader, b"\x1f\x8b"),
    ".zst": Compression(lambda data: zstandard.ZstdCompressor().compress(data), _zstd_reader, b"\x28\xb5\x2f\xfd"),
}

PLAIN = Compression(lambda data: data, lambda file: file)

DAMAGE = (EOFError, gzip.BadGzipFile, zlib.error, zstandard.ZstdError)
"""What a reader raises where the file ends early or holds something else."""


def compression_of(path: Path) -> Compression:
    """The compression that the last suffix names."""
    return COMPRESSIONS.get(path.suffix.lower(), PLAIN)
