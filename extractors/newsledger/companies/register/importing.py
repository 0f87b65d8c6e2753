"""Importing a file into a register: streaming, all or nothing, and the same again the second time.

The new register is written beside the old one and takes its place in one step once it is complete and on the disk; a
run that dies leaves the old one untouched. A source takes the place of what was imported of its kind before.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import TypeVar

import msgspec

from newsledger.companies.register.company import BadRow, LeftOut, Registrant, symbol_key
from newsledger.companies.register.files import SourceFile, note
from newsledger.companies.register.gleif import read_gleif
from newsledger.companies.register.isins import Security, read_isins
from newsledger.companies.register.legal_names import digest, parted
from newsledger.companies.register.mics import Market, read_mics
from newsledger.companies.register.own import read_own
from newsledger.companies.register.schema import APPLICATION, SCHEMA_VERSION, TABLES, Kind, ids_of
from newsledger.companies.register.sec import read_sec
from newsledger.errors import DestinationError, InputError

_A_DAY = 86_400
_EXAMPLES = 3
_AT_ONCE = 5_000
"""Rows that are held in memory before they are written."""

Row = TypeVar("Row")


class Report(msgspec.Struct, frozen=True):
    """What became of the rows of a file. ``left_out`` counts by reason; ``examples`` are a few of the bad rows."""

    kind: Kind
    source: SourceFile
    rows: int
    kept: int
    left_out: dict[str, int]
    bad: int
    examples: tuple[BadRow, ...]


class _Tally:
    """Counts rows as they pass and lets the good ones through."""

    def __init__(self) -> None:
        self.kept = self.bad = 0
        self.left_out: Counter[str] = Counter()
        self.examples: list[BadRow] = []

    def good(self, rows: Iterable[Row | LeftOut | BadRow]) -> Iterator[Row]:
        """The rows that are neither bad nor left out."""
        for row in rows:
            if isinstance(row, BadRow):
                self.reject(row)
            elif isinstance(row, LeftOut):
                self.left_out[row.reason] += 1
            else:
                self.kept += 1
                yield row

    def reject(self, row: BadRow) -> None:
        self.bad += 1
        if len(self.examples) < _EXAMPLES:
            self.examples.append(row)


def import_file(kind: Kind, path: Path, register: Path) -> Report:
    """Import a file of a kind into a register, which is made if there is none.

    Raises:
        InputError: the file cannot be read, is not what it is said to be, or has no good row.
        DestinationError: the register cannot be written, is none, or was changed by another import meanwhile.
    """
    source = note(path)
    tally = _Tally()
    with _next_to(register) as database:
        _WRITERS[kind](database, path, tally)
        if not tally.kept:
            first = f": line {tally.examples[0].line} {tally.examples[0].reason}" if tally.examples else ""
            raise InputError(f"{path} has no row that can be imported{first}")
        report = Report(
            kind=kind,
            source=source,
            rows=tally.kept + tally.bad + tally.left_out.total(),
            kept=tally.kept,
            left_out=dict(tally.left_out.most_common()),
            bad=tally.bad,
            examples=tuple(tally.examples),
        )
        database.execute(
            "INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (kind, *msgspec.structs.astuple(source), report.rows, tally.kept, tally.left_out.total(), tally.bad),
        )
    return report


@contextmanager
def _next_to(register: Path) -> Iterator[sqlite3.Connection]:
    """A copy of the register to write to, which takes its place if the block ends well."""
    before = _stamp(register)
    _sweep(register)
    try:
        handle, name = tempfile.mkstemp(prefix=f".{register.name}.", suffix=".part", dir=register.parent or ".")
        os.close(handle)
    except OSError as error:
        raise DestinationError(f"{register} cannot be written: {error.strerror}") from error
    part = Path(name)
    try:
        if before:
            shutil.copyfile(register, part)
        with closing(sqlite3.connect(part, isolation_level=None)) as database:
            _prepare(database, register, new=before is None)
            database.execute("BEGIN")
            yield database
            database.execute("COMMIT")
        part.chmod(register.stat().st_mode & 0o777 if before else 0o666 & ~_umask())
        with part.open("rb") as file:
            os.fsync(file.fileno())
        if _stamp(register) != before:
            raise DestinationError(f"{register} was changed by another import meanwhile: run this one again")
        part.replace(register)
    except (OSError, sqlite3.Error) as error:
        raise DestinationError(f"{register} cannot be written: {error}") from error
    finally:
        part.unlink(missing_ok=True)


def _sweep(register: Path) -> None:
    """Take away what imports that died have left; one that was written to today may be alive."""
    for left in register.parent.glob(f".{register.name}.*.part"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _A_DAY:
                left.unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _stamp(register: Path) -> tuple[int, int, int] | None:
    try:
        found = register.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _prepare(database: sqlite3.Connection, register: Path, *, new: bool) -> None:
    if not new:
        _check(database, register)
    # The copy is thrown away if anything goes wrong, so it needs no journal of its own.
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -32768", "temp_store = FILE"):
        database.execute(f"PRAGMA {pragma}")
    if new:
        database.execute(f"PRAGMA application_id = {APPLICATION}")
        database.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        database.executescript(TABLES)


def _check(database: sqlite3.Connection, register: Path) -> None:
    try:
        (application,) = database.execute("PRAGMA application_id").fetchone()
        (version,) = database.execute("PRAGMA user_version").fetchone()
    except sqlite3.DatabaseError:
        application, version = 0, 0
    if application != APPLICATION:
        raise DestinationError(f"{register} is no register of companies: choose another file")
    if version != SCHEMA_VERSION:
        raise DestinationError(f"{register} was written by another version of newsledger: import its files anew")


def _companies(kind: Kind, read: Callable[[Path], Iterator[Registrant | LeftOut | BadRow]]) -> _Writer:
    """A writer of companies of a kind."""

    def write(database: sqlite3.Connection, path: Path, tally: _Tally) -> None:
        ids = ids_of(kind)
        bounds = (ids.start, ids.stop)
        database.execute("DELETE FROM companies WHERE id >= ? AND id < ?", bounds)
        database.execute("DELETE FROM names WHERE company >= ? AND company < ?", bounds)
        database.execute("DELETE FROM listings WHERE company >= ? AND company < ?", bounds)
        # Names are filed by a digest: put down as they come they would touch the whole table at random.
        database.execute("CREATE TEMP TABLE names_read (key INTEGER, company INTEGER, name TEXT, former TEXT)")
        good = zip(ids, tally.good(read(path)))  # noqa: B905 - ids are as good as endless
        while batch := list(islice(good, _AT_ONCE)):
            database.executemany("INSERT INTO companies VALUES (?,?,?,?,?,?,?,?,?,?)", map(_row, batch))
            database.executemany("INSERT INTO names_read VALUES (?,?,?,?)", _names(batch))
            database.executemany("INSERT OR IGNORE INTO listings VALUES (?,?,?)", _listings(batch))
        database.execute("INSERT OR IGNORE INTO names SELECT * FROM names_read ORDER BY key, company, name")
        database.execute("DROP TABLE names_read")

    return write


def _row(numbered: tuple[int, Registrant]) -> tuple[int | str | None, ...]:
    number, company = numbered
    tickers = ";".join(map(str, company.tickers)) or None
    more = msgspec.json.encode(company.more).decode() if company.more else None
    return (
        number, company.legal_name, company.country, company.city, tickers, company.cik, company.lei, company.isin,
        company.ended, more,
    )  # fmt: skip


def _names(batch: Iterable[tuple[int, Registrant]]) -> Iterator[tuple[int, int, str, str | None]]:
    for number, company in batch:
        for text, filed, former in (
            (company.legal_name, "", None),
            *((name.text, name.text, name.former) for name in company.names),
        ):
            bare, _ = parted(text)
            if bare:
                yield digest(bare), number, filed, former


def _listings(batch: Iterable[tuple[int, Registrant]]) -> Iterator[tuple[str, str, int]]:
    for number, company in batch:
        for ticker in company.tickers:
            yield symbol_key(ticker.symbol), ticker.mic, number


def _write_isins(database: sqlite3.Connection, path: Path, tally: _Tally) -> None:
    database.execute("DELETE FROM isins")
    database.execute("DELETE FROM issuers")
    database.execute("CREATE TEMP TABLE read (isin TEXT, lei TEXT)")
    good: Iterator[Security] = tally.good(read_isins(path))
    while batch := list(islice(good, _AT_ONCE)):
        database.executemany("INSERT INTO read VALUES (?,?)", ((pair.isin, pair.lei) for pair in batch))
    # A security of two issuers is nobody's.
    database.execute(
        "INSERT INTO issuers (lei, securities, isin) SELECT lei, count(DISTINCT isin), "
        "iif(count(DISTINCT isin) = 1, min(isin), '') FROM read GROUP BY lei ORDER BY lei"
    )
    database.execute(
        "INSERT INTO isins SELECT read.isin, issuers.id FROM read JOIN issuers USING (lei) GROUP BY read.isin "
        "HAVING count(DISTINCT lei) = 1 ORDER BY read.isin"
    )
    database.execute("DROP TABLE read")


def _write_mics(database: sqlite3.Connection, path: Path, tally: _Tally) -> None:
    database.execute("DELETE FROM mics")
    markets: Iterator[Market] = tally.good(read_mics(path))
    database.executemany("INSERT OR REPLACE INTO mics VALUES (?,?,?,?,?,?,?)", map(msgspec.structs.astuple, markets))


_Writer = Callable[[sqlite3.Connection, Path, _Tally], None]
_WRITERS: dict[Kind, _Writer] = {
    "csv": _companies("csv", read_own),
    "sec": _companies("sec", read_sec),
    "gleif": _companies("gleif", read_gleif),
    "gleif-isin": _write_isins,
    "mic": _write_mics,
}
