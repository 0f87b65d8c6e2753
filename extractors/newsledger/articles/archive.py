"""Zip and tar archives: their members, one after the other, without a file on disk."""

from __future__ import annotations

import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from newsledger.articles.options import Limits
from newsledger.articles.rejection import rejected
from newsledger.articles.streams import in_memory, unseekable
from newsledger.records import Rejected

_ENCRYPTED = 0x1

Member = tuple[str, io.BufferedReader]
"""Name and content of a file in an archive; the content must be read before the next member is asked for."""


def hidden(path: str) -> bool:
    """Whether a file is one that systems leave behind: a dot file, or one of macOS's resource folders.

    A member called ``../a.txt`` is none: nothing is ever written where an archive says, so it is read like any other.
    """
    return any(_leftover(part) for part in PurePosixPath(path).parts)


def _leftover(part: str) -> bool:
    return part == "__MACOSX" or (part.startswith(".") and not part.startswith(".."))


def zip_members(
    stream: io.BufferedReader, uri: str, limits: Limits
) -> Iterator[tuple[str, io.BufferedReader] | Rejected]:
    """The files of a zip archive."""
    try:
        archive = zipfile.ZipFile(stream if stream.seekable() else in_memory(stream, limits))
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        yield rejected(uri, None, "malformed_file", str(error))
        return
    with archive:
        for member in archive.infolist():
            name = member.filename
            if member.is_dir() or hidden(name):
                continue
            if member.flag_bits & _ENCRYPTED:
                yield rejected(f"{uri}!{name}", None, "encrypted")
            elif member.file_size > max(limits.ratio_floor, limits.ratio * max(member.compress_size, 1)):
                yield rejected(f"{uri}!{name}", None, "unsafe_archive", f"{member.file_size:,} bytes")
            else:
                try:
                    with archive.open(member) as content:
                        yield name, unseekable(content)
                except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
                    yield rejected(f"{uri}!{name}", None, "malformed_file", str(error))


def tar_members(stream: io.BufferedReader, uri: str) -> Iterator[Member | Rejected]:
    """The regular files of a tar archive, in the order in which they lie."""
    try:
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            for member in archive:
                content = archive.extractfile(member) if member.isfile() and not hidden(member.name) else None
                if content is not None:
                    yield member.name, unseekable(content)
    except tarfile.TarError as error:
        yield rejected(uri, None, "truncated", str(error))
