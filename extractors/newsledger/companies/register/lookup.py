"""Reading a register: companies by name, by ticker and by ISIN, without ever holding more than the last answers."""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Iterable
from contextlib import closing
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from newsledger.companies.entry import Entry, entry_of
from newsledger.companies.register.company import symbol_key
from newsledger.companies.register.legal_names import digest, parted
from newsledger.companies.register.schema import APPLICATION, SCHEMA_VERSION, Kind, kind_of
from newsledger.errors import InputError, UsageError

_MAGIC = b"SQLite format 3\0"
_REMEMBERED = 16_384
"""Answers of each kind that are kept."""


class Candidate(msgspec.Struct, frozen=True):
    """A company of the register that has a name. ``form`` is the legal form under which it has it, in one spelling;
    ``former`` the last day on which it had it (``date.max``: it once had it, nobody says until when), ``None`` for a
    name that it has. ``ended`` is the day from which it is no more."""

    id: int
    kind: Kind
    form: str
    former: date | None
    ended: date | None
    country: str | None
    cik: str | None
    lei: str | None


class Source(msgspec.Struct, frozen=True):
    """A file that a register holds, with the number of its rows."""

    kind: Kind
    file: str
    sha256: str
    dated: str
    rows: int
    kept: int
    left_out: int
    bad: int


def is_register(path: Path) -> bool:
    """Whether a file is an SQLite database, and so no CSV list.

    Raises:
        InputError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except OSError as error:
        raise InputError(f"the company list {path} cannot be read: {error.strerror or error}") from error


class Register:
    """A register opened for reading. Safe for threads; a process opens its own.

    Raises:
        UsageError: the file is no register, or one of another version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        try:
            # A register is never changed, only replaced: no locks, no journal, no second look at the file.
            self._database = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            (application,) = self._database.execute("PRAGMA application_id").fetchone()
            (version,) = self._database.execute("PRAGMA user_version").fetchone()
        except sqlite3.Error as error:
            raise UsageError(f"{path} cannot be read as a register: {error}") from error
        if application != APPLICATION:
            raise UsageError(f"{path} is no register of companies: make one with `newsledger companies import`")
        if version != SCHEMA_VERSION:
            raise UsageError(f"{path} was written by another version of newsledger: import its files anew")
        self.sources = tuple(
            Source(*row)
            for row in self._ask("SELECT kind, file, sha256, dated, rows, kept, left_out, bad FROM sources")
        )
        self.kinds = frozenset(source.kind for source in self.sources)
        # One memory for each register, not one for the class, which would keep registers alive.
        self.named = lru_cache(_REMEMBERED)(self._named)
        self.entry = lru_cache(_REMEMBERED)(self._entry)
        self.markets = lru_cache(_REMEMBERED)(self._markets)

    def close(self) -> None:
        """Close the file; asking afterwards is an error."""
        self._database.close()

    @property
    def digest(self) -> str:
        """What the register holds, as a hexadecimal digest: equal for registers made of the same files."""
        held = sorted((source.kind, source.sha256) for source in self.sources)
        return hashlib.sha256(repr((SCHEMA_VERSION, held)).encode()).hexdigest()

    def size(self) -> int:
        """How many companies it holds."""
        return sum(source.kept for source in self.sources if source.kind in ("csv", "sec", "gleif"))

    def _named(self, bare_key: str) -> tuple[Candidate, ...]:
        """The companies that have a name, or once had it, by its key without legal form; in the order of sources."""
        rows = self._ask(
            "SELECT c.id, c.legal_name, c.country, c.cik, c.lei, c.ended, n.name, n.former "
            "FROM names n JOIN companies c ON c.id = n.company WHERE n.key = ? ORDER BY c.id, n.name",
            digest(bare_key),
        )
        found: dict[tuple[int, str], Candidate] = {}
        for number, legal_name, country, cik, lei, ended, name, former in rows:
            bare, form = parted(name or legal_name)
            if bare != bare_key:
                continue
            candidate = Candidate(number, kind_of(number), form, _day(former), _day(ended), country, cik, lei)
            present = found.get((number, form))
            if present is None or (present.former is not None and candidate.former is None):
                found[number, form] = candidate
        return tuple(found.values())

    def with_ticker(self, symbol: str, mics: Iterable[str]) -> tuple[int, ...]:
        """Ids of the companies that have, or had, a ticker on one of the exchanges."""
        wanted = set(mics)
        rows = self._ask("SELECT mic, company FROM listings WHERE symbol = ? ORDER BY company", symbol_key(symbol))
        return tuple(dict.fromkeys(company for mic, company in rows if mic in wanted))

    def lei_of(self, isin: str) -> str | None:
        """The LEI of the issuer of a security."""
        rows = self._ask("SELECT lei FROM isins JOIN issuers ON issuers.id = isins.issuer WHERE isins.isin = ?", isin)
        return rows[0][0] if rows else None

    def isin_of(self, lei: str) -> str | None:
        """The one security of an issuer, ``None`` if it has several."""
        rows = self._ask("SELECT isin FROM issuers WHERE lei = ?", lei)
        return rows[0][0] or None if rows else None

    def with_identifier(self, code: str) -> tuple[int, ...]:
        """Ids of the companies that have an LEI, CIK or ISIN; reads the whole table, for people who ask."""
        rows = self._ask("SELECT id FROM companies WHERE ? IN (lei, cik, isin)", code)
        by_isin = self.lei_of(code)
        if by_isin is not None:
            rows = [*rows, *self._ask("SELECT id FROM companies WHERE lei = ?", by_isin)]
        return tuple(dict.fromkeys(row[0] for row in rows))

    def _markets(self, code: str) -> tuple[str, ...]:
        """Operators' MICs of the markets that go by a code: a MIC, or an acronym in use ("XETRA")."""
        rows = self._ask(
            "SELECT operating FROM mics WHERE mic = ?1 OR (acronym = ?1 AND status <> 'EXPIRED') ORDER BY mic", code
        )
        return tuple(dict.fromkeys(row[0] for row in rows))

    def _entry(self, company: int) -> Entry:
        """A company by its id. ``name`` is empty for all but the user's own: lists of registered names do not say what
        a company is called.

        Raises:
            KeyError: the register has no such company.
        """
        columns = ("legal_name", "country", "city", "tickers", "cik", "lei", "isin", "more")
        rows = self._ask(f"SELECT {', '.join(columns)} FROM companies WHERE id = ?", company)
        if not rows:
            raise KeyError(company)
        row = {column: value or "" for column, value in zip(columns, rows[0], strict=True)}
        more = row.pop("more")
        own: dict[str, str] = msgspec.json.decode(more) if more else {}
        return entry_of({"name": "", **row, **own}, curated=bool(own))

    def _ask(self, query: str, *values: object) -> list[Any]:
        try:
            with self._lock, closing(self._database.execute(query, values)) as cursor:
                return cursor.fetchall()
        except sqlite3.DatabaseError as error:
            raise UsageError(f"{self.path} is damaged ({error}): import its files anew") from error


def _day(text: str | None) -> date | None:
    """A day of the register: ``None`` for none, ``date.max`` for one that nobody knows."""
    if text is None:
        return None
    return date.fromisoformat(text) if text else date.max
