"""Bytes as they come: decompressed on the way, counted against bombs, and decoded."""

from __future__ import annotations

import bz2
import codecs
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from typing import IO, BinaryIO, cast

import zstandard

from newsledger.articles.options import Limits

_CHUNK = 1 << 16
_LAYERS = 3

DAMAGED = (zlib.error, zstandard.ZstdError, lzma.LZMAError, zipfile.BadZipFile, OSError)
"""What is raised on reading damaged bytes."""
CUT_SHORT = (EOFError, tarfile.ReadError)
"""What is raised on reading bytes that end too early."""

BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class BombError(Exception):
    """A stream unpacks to far more than its size."""


class _Filter(io.RawIOBase):
    """A stream made from another: subclasses give bytes by ``produce``, at most ``size`` and none at the end."""

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill the buffer as far as bytes are at hand."""
        view = memoryview(cast(bytearray, buffer))
        data = self.produce(len(view))
        view[: len(data)] = data
        return len(data)

    def produce(self, size: int) -> bytes:
        """The next bytes."""
        raise NotImplementedError


class _Counted(_Filter):
    """A stream that counts what was read of it."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source = source
        self.count = 0

    def produce(self, size: int) -> bytes:
        data = self.source.read(size)
        self.count += len(data)
        return data


class _Unpacked(_Filter):
    """A decompressed stream that stops where it grows without measure."""

    def __init__(self, unpacked: io.BufferedIOBase, packed: _Counted, limits: Limits) -> None:
        self.unpacked = unpacked
        self.count = 0
        self.packed = packed
        self.limits = limits

    def produce(self, size: int) -> bytes:
        # What is at hand, so that damage further on does not take with it what came before.
        data = self.unpacked.read1(size)
        self.count += len(data)
        if self.count > self.limits.ratio_floor and self.count > self.limits.ratio * max(self.packed.count, 1):
            raise BombError
        return data


class _Converted(_Filter):
    """A stream whose pieces are made by ``convert`` and handed out as they are asked for."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source = source
        self.ready = b""
        self.ended = False

    def produce(self, size: int) -> bytes:
        while not self.ready and not self.ended:
            self.ready = self.convert()
        data, self.ready = self.ready[:size], self.ready[size:]
        return data

    def convert(self) -> bytes:
        """More bytes, maybe none yet; sets ``ended`` at the end of the source."""
        raise NotImplementedError


class _Zstandard(_Converted):
    """Zstandard frames, one after the other. The library's own reader takes a cut frame for a whole one."""

    frame: zstandard.ZstdDecompressionObj | None = None
    rest = b""

    def convert(self) -> bytes:
        packed = self.rest or self.source.read(_CHUNK)
        self.rest = b""
        if not packed:
            if self.frame is not None:
                raise EOFError("the Zstandard frame ends too early")
            self.ended = True
            return b""
        if self.frame is None:
            self.frame = zstandard.ZstdDecompressor().decompressobj()
        data = self.frame.decompress(packed)
        if self.frame.eof:
            self.rest = self.frame.unused_data
            self.frame = None
        return data


_DAMAGED_TEXT = "newsledger.damaged"
codecs.register_error(_DAMAGED_TEXT, lambda error: ("\udcff", cast(UnicodeDecodeError, error).end))


class _Recoded(_Converted):
    """UTF-16 or UTF-32 as UTF-8. What cannot be decoded becomes bytes that UTF-8 does not have, so that the record it
    stands in is refused and no other."""

    def __init__(self, source: IO[bytes], encoding: str) -> None:
        super().__init__(source)
        self.decoder = codecs.getincrementaldecoder(encoding)(_DAMAGED_TEXT)

    def convert(self) -> bytes:
        data = self.source.read(_CHUNK)
        self.ended = not data
        return self.decoder.decode(data, final=self.ended).encode("utf-8", "surrogatepass")


_UNPACKERS: tuple[tuple[bytes, Callable[[BinaryIO], io.BufferedIOBase]], ...] = (
    (b"\x1f\x8b", lambda packed: gzip.GzipFile(fileobj=packed)),
    (b"\x28\xb5\x2f\xfd", lambda packed: io.BufferedReader(_Zstandard(packed))),
    (b"BZh", bz2.BZ2File),
    (b"\xfd7zXZ\x00", lzma.LZMAFile),
)
SUFFIXES = (".gz", ".zst", ".bz2", ".xz")
"""Suffixes of compressed files; what a file is is told by its first bytes."""


def buffered(stream: IO[bytes]) -> io.BufferedReader:
    """The stream with a ``peek``."""
    if isinstance(stream, io.BufferedReader):
        return stream
    return io.BufferedReader(cast(io.RawIOBase, stream) if isinstance(stream, io.RawIOBase) else _Counted(stream))


class _Rejoined(_Filter):
    """Bytes that were read off a stream, and then the rest of it."""

    def __init__(self, head: bytes, source: io.BufferedReader) -> None:
        self.head = head
        self.source = source

    def produce(self, size: int) -> bytes:
        if not self.head:
            return self.source.read1(size)
        data, self.head = self.head[:size], self.head[size:]
        return data


def with_head(stream: io.BufferedReader, size: int) -> tuple[bytes, io.BufferedReader]:
    """The first bytes, and the stream from its start. ``peek`` alone may see less of a pipe than is to come."""
    if stream.seekable():
        start = stream.tell()
        head = stream.read(size)
        stream.seek(start)
        return head, stream
    head = stream.peek(size)[:size]
    if len(head) == size:
        return head, stream
    head = b""
    try:
        while len(head) < size and (piece := stream.read1(size - len(head))):
            head += piece
    except (*DAMAGED, *CUT_SHORT):
        pass  # it is raised again by whoever reads on
    return head, io.BufferedReader(_Rejoined(head, stream), _CHUNK)


def unseekable(stream: IO[bytes]) -> io.BufferedReader:
    """The stream to be read once: tar members only pretend that they can seek, and zip members start anew to do so."""
    return io.BufferedReader(_Counted(stream))


def decompressed(stream: io.BufferedReader, limits: Limits) -> io.BufferedReader:
    """The stream without its gzip, Zstandard, bzip2 or xz layers, told by the first bytes.

    Reading may raise one of ``DAMAGED`` or ``CUT_SHORT``, or ``BombError`` where it grows beyond ``limits``.
    """
    for _ in range(_LAYERS):
        head, stream = with_head(stream, 8)
        unpacker = next((unpack for magic, unpack in _UNPACKERS if head.startswith(magic)), None)
        if unpacker is None or (head.startswith(b"BZh") and head[4:8] != b"1AY&"):
            break
        packed = _Counted(stream)
        stream = io.BufferedReader(_Unpacked(unpacker(cast(BinaryIO, packed)), packed, limits), _CHUNK)
    return stream


def in_memory(stream: IO[bytes], limits: Limits) -> io.BytesIO:
    """The stream in memory, for formats that are read from their end.

    Raises:
        BombError: it is larger than ``limits.in_memory``.
    """
    data = stream.read(limits.in_memory + 1)
    if len(data) > limits.in_memory:
        raise BombError
    return io.BytesIO(data)


def decode(data: bytes) -> str | None:
    """Text of UTF-8, or of UTF-16 and UTF-32 with a byte order mark, which is left out; ``None`` if it is neither."""
    mark, encoding = next(((mark, name) for mark, name in BOMS if data.startswith(mark)), (b"", "utf-8"))
    try:
        return data[len(mark) :].decode(encoding)
    except UnicodeDecodeError:
        return None


def as_utf8(stream: io.BufferedReader) -> io.BufferedReader:
    """The stream in UTF-8 without a byte order mark; bytes of UTF-8 files, good or bad, pass as they are."""
    head = stream.peek(4)[:4]
    for mark, encoding in BOMS:
        if head.startswith(mark):
            stream.read(len(mark))
            if encoding == "utf-8":
                return stream
            return io.BufferedReader(_Recoded(stream, encoding))
    return stream
