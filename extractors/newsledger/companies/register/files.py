"""Reading the files that importers are given: plain, gzipped or in a zip archive, one row at a time."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Protocol

import msgspec

from newsledger.companies.register.company import BadRow
from newsledger.errors import InputError

_DATE = re.compile(r"(?<!\d)(20\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?!\d{3})")
_LOST = "\ufffd"


class _Reader(Protocol):
    """What ``csv.reader`` gives."""

    line_num: int

    def __next__(self) -> list[str]: ...


class SourceFile(msgspec.Struct, frozen=True):
    """What a register notes of a file that it took: its name, the SHA-256 of its bytes, and its date."""

    name: str
    sha256: str
    dated: str


class Row(msgspec.Struct, frozen=True):
    """A row of a table: the line on which it ends, and the fields of the columns that were asked for, stripped."""

    line: int
    fields: tuple[str, ...]


def note(path: Path) -> SourceFile:
    """Look at a file: its date is the one in its name, else that of its last change.

    Raises:
        InputError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        changed = datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error
    return SourceFile(path.name, sha256, (_date_in(path.name) or changed).isoformat())


def _date_in(name: str) -> date | None:
    match = _DATE.search(name)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


@contextmanager
def opened(path: Path, suffix: str = ".csv") -> Iterator[IO[bytes] | gzip.GzipFile]:
    """The bytes of a file, or of the one file with ``suffix`` in a zip archive.

    Raises:
        InputError: it cannot be read, is damaged, or the archive has no such file or several.
    """
    try:
        with path.open("rb") as raw:
            magic = raw.read(4)
        if magic.startswith(b"PK"):
            with zipfile.ZipFile(path) as archive:
                inside = [name for name in archive.namelist() if name.lower().endswith(suffix)]
                if len(inside) != 1:
                    raise InputError(f"{path} holds {len(inside) or 'no'} {suffix} files, not one")
                with archive.open(inside[0]) as member:
                    yield member
        elif magic.startswith(b"\x1f\x8b"):
            with gzip.open(path, "rb") as stream:
                yield stream
        else:
            with path.open("rb") as plain:
                yield plain
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise InputError(f"{path} is damaged: {error}") from error
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error


_LONGEST_FIELD = 131_072
"""Characters of a field beyond which its row is bad: a quotation mark that is never closed swallows the rest."""


@contextmanager
def _longest_field() -> Iterator[None]:
    """Bound a field while a list is read: the bound is one for the process, and readers of articles raise it."""
    before = csv.field_size_limit(_LONGEST_FIELD)
    try:
        yield
    finally:
        csv.field_size_limit(before)


@contextmanager
def opened_table(
    path: Path, what: str, required: Sequence[str], optional: Sequence[str] = (), encoding: str = "utf-8-sig"
) -> Iterator[Iterator[Row | BadRow]]:
    """The rows of a CSV table with a header, each as the fields of the required and the optional columns, in that
    order; an optional column that the file lacks is empty. A row with too few or too many fields, or bytes that are no
    text, is bad; an empty line is passed over.

    Raises:
        InputError: the file cannot be read, or lacks a column that ``what`` has.
    """
    with (
        opened(path) as raw,
        io.TextIOWrapper(raw, encoding=encoding, errors="replace", newline="") as text,
        _longest_field(),
    ):
        reader = csv.reader(text)
        try:
            header = [name.strip() for name in next(reader, [])]
        except csv.Error as error:
            raise InputError(f"{path} is no {what}: {error}") from error
        missing = [column for column in required if column not in header]
        if missing:
            raise InputError(f"{path} is no {what}: it has no column {', '.join(map(repr, missing))}")
        places = {name: place for place, name in enumerate(header)}
        yield _rows(reader, len(header), [places.get(column, -1) for column in (*required, *optional)])


def header_of(path: Path) -> list[str]:
    """The columns of a CSV table, stripped; empty for an empty file."""
    with opened(path) as raw, io.TextIOWrapper(raw, encoding="utf-8-sig", errors="replace", newline="") as text:
        return [name.strip() for name in next(csv.reader(text), [])]


def _rows(reader: _Reader, width: int, places: Sequence[int]) -> Iterator[Row | BadRow]:
    while True:
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield BadRow(reader.line_num, f"cannot be read ({error})")
            continue
        if not fields:
            continue
        if len(fields) != width:
            yield BadRow(reader.line_num, "has too few or too many fields")
            continue
        picked = tuple([fields[place].strip() if place >= 0 else "" for place in places])
        if _LOST in "".join(picked):
            yield BadRow(reader.line_num, "has bytes that are no text")
        else:
            yield Row(reader.line_num, picked)
