"""From what a user names to a stream of articles: files, folders, globs, archives, standard input."""

from __future__ import annotations

import glob
import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from newsledger.articles.archive import hidden, tar_members, zip_members
from newsledger.articles.article import Article
from newsledger.articles.meter import Meter, Metered
from newsledger.articles.options import ReadOptions
from newsledger.articles.origin import Origin
from newsledger.articles.registry import HEAD, choose, is_foreign
from newsledger.articles.rejection import rejected
from newsledger.articles.remote import is_remote, remote_files
from newsledger.articles.streams import CUT_SHORT, DAMAGED, BombError, buffered, decompressed, with_head
from newsledger.errors import InputError
from newsledger.records import Rejected

STANDARD_INPUT = "-"
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_TAR_MARK = slice(257, 262)


class _Source(msgspec.Struct, frozen=True):
    """A file to read. ``named`` says that the user named the file itself."""

    uri: str
    open: Callable[[], io.BufferedReader]
    named: bool


def read(
    inputs: Sequence[str], options: ReadOptions | None = None, meter: Meter | None = None
) -> Iterator[Article | Rejected]:
    """Read articles, in the order of the inputs, one at a time.

    Args:
        inputs: files, folders (read whole, in the order of their names, hidden files apart), globs, archives, addresses
            that fsspec knows, or "-" for standard input.
        options: see ``ReadOptions``.
        meter: is told how far the reader has come.

    Returns:
        an iterator of articles and, for every input that is none, a ``Rejected`` with its place and reason.

    Raises:
        InputError: nothing is named, a named input does not exist, or a table that was named has no text column. The
            first two are raised at once, the last when the table is reached.
    """
    if not inputs:
        raise InputError("nothing to read: name files, folders or '-' for standard input")
    found = [path for item in inputs for path in _expand(item)]
    chosen = options or ReadOptions()
    if meter is not None:
        meter.total = sum(_sizes(found, chosen.exclude))
    return _read_all(found, chosen, meter or Meter())


def files_of(inputs: Sequence[str], exclude: Sequence[str] = ()) -> Iterator[Path]:
    """The files that folders, globs and names mean at this moment; a name that is not there yet means none."""
    for item in inputs:
        matches = [item] if Path(item).exists() else sorted(glob.glob(item, recursive=True))  # noqa: PTH207
        for path in matches:
            for file, _ in _files(path, False, exclude):
                yield file


def _sizes(paths: Sequence[tuple[str, bool]], exclude: Sequence[str]) -> Iterator[int]:
    """The sizes of all files that will be read; none for standard input, whose size nobody knows."""
    for path, named in paths:
        for file, _ in _files(path, named, exclude):
            with suppress(OSError):
                yield file.stat().st_size


def _expand(item: str) -> list[tuple[str, bool]]:
    """The paths that an input names, and whether it names them one by one."""
    if item == STANDARD_INPUT or is_remote(item) or Path(item).exists():
        return [(item, True)]
    if glob.has_magic(item):
        # Path.glob takes no absolute pattern.
        matches = sorted(glob.glob(item, recursive=True))  # noqa: PTH207
        if matches:
            return [(path, False) for path in matches]
        raise InputError(f"no file matches {item!r}")
    raise InputError(f"no such file or folder: {item}")


def _read_all(paths: Sequence[tuple[str, bool]], options: ReadOptions, meter: Meter) -> Iterator[Article | Rejected]:
    empty = True
    for path, named in paths:
        for source in _sources(path, named, options.exclude, meter):
            empty = False
            yield from _read_source(source, options)
    if empty:
        raise InputError(f"nothing to read in {', '.join(path for path, _ in paths)}")


def _sources(path: str, named: bool, exclude: Sequence[str], meter: Meter) -> Iterator[_Source]:
    if path == STANDARD_INPUT:
        yield _Source("stdin", lambda: buffered(sys.stdin.buffer), True)
    if is_remote(path):
        for address, opener in remote_files(path):
            yield _Source(address, opener, address == path)
        return
    for file, one_by_one in _files(path, named, exclude):
        yield _file(file, one_by_one, meter)


def _files(path: str, named: bool, exclude: Sequence[str]) -> Iterator[tuple[Path, bool]]:
    """The files of a path, and whether the user named each himself; what a folder or glob brings along is left out if
    its path begins with one of ``exclude``."""
    beginnings = tuple(str(Path(beginning).absolute()) for beginning in exclude)
    if path == STANDARD_INPUT or is_remote(path):
        return
    if Path(path).is_dir():
        for folder, folders, files in os.walk(path):
            folders[:] = sorted(name for name in folders if not hidden(name))
            for name in sorted(name for name in files if not hidden(name)):
                found = Path(folder) / name
                if not str(found.absolute()).startswith(beginnings):
                    yield found, False
    elif named or not str(Path(path).absolute()).startswith(beginnings):
        yield Path(path), named


def _file(path: Path, named: bool, meter: Meter) -> _Source:
    """A file, called by its path relative to the working directory if it lies below it, otherwise as given."""
    try:
        uri = path.relative_to(Path.cwd()) if path.is_absolute() else path
    except ValueError:
        uri = path
    return _Source(uri.as_posix(), lambda: io.BufferedReader(Metered(path.open("rb", buffering=0), meter)), named)


def _read_source(source: _Source, options: ReadOptions) -> Iterator[Article | Rejected]:
    try:
        stream = source.open()
    except OSError as error:
        yield rejected(source.uri, None, "unreadable", error.strerror)
        return
    with stream:
        yield from _read_stream(stream, Origin(source.uri, source.named, options), depth=0)


def _read_stream(stream: io.BufferedReader, origin: Origin, depth: int) -> Iterator[Article | Rejected]:
    """Read a file or archive member, whatever it is; damage becomes a ``Rejected``, after what came before it."""
    limits = origin.options.limits
    try:
        content = decompressed(stream, limits)
        head, content = with_head(content, HEAD)
        if head.startswith((_ZIP, _EMPTY_ZIP)) and not is_foreign(origin.uri):
            yield from _read_members(zip_members(content, origin.uri, limits), origin, depth)
        elif head[_TAR_MARK] == b"ustar":
            yield from _read_members(tar_members(content, origin.uri), origin, depth)
        elif (known := choose(origin.uri, head)) is None:
            yield rejected(origin.uri, None, "unknown_format")
        else:
            yield from known.read(content, origin)
    except BombError:
        yield rejected(origin.uri, None, "unsafe_archive")
    except CUT_SHORT as error:
        yield rejected(origin.uri, None, "truncated", str(error))
    except DAMAGED as error:
        yield rejected(origin.uri, None, "malformed_file", str(error))


def _read_members(
    members: Iterator[tuple[str, io.BufferedReader] | Rejected], origin: Origin, depth: int
) -> Iterator[Article | Rejected]:
    for member in members:
        if isinstance(member, Rejected):
            yield member
            continue
        name, stream = member
        inner = Origin(f"{origin.uri}!{name}", False, origin.options)
        if depth + 1 > origin.options.limits.depth:
            yield rejected(inner.uri, None, "nested_too_deep")
        else:
            yield from _read_stream(stream, inner, depth + 1)
