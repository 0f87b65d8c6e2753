"""The compiled form of the shipped tables, kept in the user's cache folder from the first use on.

Compiling takes half a second, reading the compiled form a twentieth of that. A kept form is used only for the very
tables and the very code that made it, by the digest of both; one that is damaged or cannot be kept is made anew. A
user's own list is never kept. ``NEWSLEDGER_CACHE`` names another folder; set but empty, nothing is kept.
"""

from __future__ import annotations

import gc
import hashlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from newsledger.companies.compiling import Compiled, compile_tables
from newsledger.resources import folder

_TABLES = (
    "companies.csv", "us_listed.csv.gz", "sectors.csv", "not_companies.csv", "countries.csv", "mics.csv",
    "corporate_forms.csv", "english_words.txt.gz",
)  # fmt: skip
_CODE = ("compiled.py", "compiling.py", "entry.py", "names.py", "tables.py")
_PREFIX, _SUFFIX = "companies-", ".msgpack"
_KEPT = 3
"""Compiled forms that are kept, for as many versions; the oldest go."""

_CHECKSUM = hashlib.sha256().digest_size


def shipped_tables() -> Compiled:
    """The shipped tables, from the cache where they are in it."""
    place = cache_folder()
    if place is None:
        return compile_tables()
    here = Path(__file__).parent
    files = [*(folder("lexicons") / name for name in _TABLES), *(here / name for name in _CODE)]
    return kept(place, files, compile_tables)


def cache_folder() -> Path | None:
    """Where compiled tables are kept; ``None``: nowhere."""
    named = os.environ.get("NEWSLEDGER_CACHE")
    if named is not None:
        return Path(named) if named else None
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
    elif sys.platform == "darwin":
        base = "~/Library/Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    with suppress(RuntimeError):  # nobody's home
        return Path(base).expanduser() / "newsledger" if base else None
    return None


def kept(place: Path, files: Iterable[Path], make: Callable[[], Compiled]) -> Compiled:
    """What ``make`` makes of ``files``, from the folder ``place`` if it is there for these very files; else it is made,
    and kept there if that can be done."""
    try:
        digest = hashlib.sha256(b"".join(hashlib.sha256(file.read_bytes()).digest() for file in files)).hexdigest()
    except OSError:
        # Code that is not in files of its own, as in an archive.
        return make()
    path = place / f"{_PREFIX}{digest[:20]}{_SUFFIX}"
    with _no_collection():
        found = _read(path)
    if found is None:
        found = make()
        with suppress(OSError):
            _keep(path, found)
    return found


def _read(path: Path) -> Compiled | None:
    try:
        data = path.read_bytes()
        if hashlib.sha256(data[_CHECKSUM:]).digest() != data[:_CHECKSUM]:
            return None
        return msgspec.msgpack.decode(memoryview(data)[_CHECKSUM:], type=Compiled)
    except (OSError, msgspec.MsgspecError):
        return None


def _keep(path: Path, compiled: Compiled) -> None:
    data = msgspec.msgpack.encode(compiled)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=_PREFIX, dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(hashlib.sha256(data).digest() + data)
    Path(name).replace(path)
    for old in sorted(path.parent.glob(f"{_PREFIX}*"), key=lambda one: one.stat().st_mtime)[:-_KEPT]:
        old.unlink(missing_ok=True)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Thousands of small objects are made, none of them garbage: looking for some would take most of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
