"""What goes wrong with files, as one line for people."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsledger.errors import DestinationError

_ADVICE = {
    errno.ENOSPC: "the disk is full; make room and run again, what was written stays",
    errno.EFBIG: "the file may not grow further; raise the limit and run again, what was written stays",
    errno.EDQUOT: "the disk quota is used up; make room and run again, what was written stays",
    errno.EACCES: "no permission to write there",
    errno.EPERM: "no permission to write there",
    errno.EROFS: "the file system is read-only",
    errno.ENOENT: "the folder does not exist",
    errno.ENOTDIR: "the path goes through a file that is no folder",
    errno.EISDIR: "this is a folder, name a file in it",
}

_SQLITE_ADVICE = {
    sqlite3.SQLITE_BUSY: "another run is writing to it; wait for its end",
    sqlite3.SQLITE_LOCKED: "another run is writing to it; wait for its end",
    sqlite3.SQLITE_FULL: _ADVICE[errno.ENOSPC],
    sqlite3.SQLITE_READONLY: _ADVICE[errno.EACCES],
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened or made; look at the folder and its permissions",
    sqlite3.SQLITE_NOTADB: "this is no file of newsledger; move it away and run again",
    sqlite3.SQLITE_CORRUPT: "the file is damaged; move it away and run again",
}


@contextmanager
def destination_errors(path: Path) -> Iterator[None]:
    """Turn errors of the file system and of SQLite into ``DestinationError``."""
    try:
        yield
    except sqlite3.Error as error:
        raise DestinationError(f"{path}: {sqlite_reason(error)}") from error
    except OSError as error:
        reason = _ADVICE.get(error.errno or 0, error.strerror or str(error))
        raise DestinationError(f"{path}: {reason}") from error


def sqlite_reason(error: sqlite3.Error) -> str:
    """What an error of SQLite means and what to do about it."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return _SQLITE_ADVICE.get(code) or " ".join(str(error).split())
