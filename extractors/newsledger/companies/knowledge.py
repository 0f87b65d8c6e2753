"""The knowledge base: the companies that newsledger knows, found by any of their names or tickers.

It is made once from the tables that ``docs/companies.md`` describes and is immutable afterwards. Names are looked up by
their key (``names.py``), so the whole base is a few dictionaries.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

import msgspec

from newsledger.companies.compiled import shipped_tables
from newsledger.companies.compiling import Compiled, Known, compile_tables
from newsledger.companies.entry import Entry
from newsledger.companies.names import fold
from newsledger.companies.register import FIRST, Register, is_register
from newsledger.companies.tables import read_csv
from newsledger.errors import UsageError


class Entries:
    """The companies by their place, each read when it is first asked for."""

    __slots__ = ("_decoder", "_encoded", "_read")

    def __init__(self, encoded: list[msgspec.Raw]) -> None:
        self._encoded = encoded
        self._read: dict[int, Entry] = {}
        self._decoder = msgspec.msgpack.Decoder(Entry)

    def __len__(self) -> int:
        return len(self._encoded)

    def __getitem__(self, place: int) -> Entry:
        entry = self._read.get(place)
        if entry is None:
            entry = self._read[place] = self._decoder.decode(self._encoded[place])
        return entry


class KnowledgeBase:
    """Companies by name and ticker, names that are no companies, countries, and the nouns by which sectors are called.

    Attributes:
        entries: all companies; other structures hold their places in it.
        register: companies known by their registered names only, asked about names that the text proposes.
        by_name: places of companies by their folded short names.
        reach: by the first folded piece of a name, how many pieces the longest such name has.
        lower: folded first pieces of names that begin with a small letter ("abrdn").
        sector_nouns: by sector, the folded nouns by which its companies are called ("maker", "lender").
        heads: the last words of those.
        called: folded nouns by which single companies are called ("iphone maker").
    """

    __slots__ = (
        "_compiled",
        "_seats",
        "by_name",
        "called",
        "entries",
        "heads",
        "lower",
        "reach",
        "register",
        "sector_nouns",
    )

    def __init__(self, compiled: Compiled, register: Register | None = None) -> None:
        self._compiled = compiled
        self._seats = frozenset(compiled.seats)
        self.register = register
        self.entries = Entries(compiled.entries)
        self.by_name = compiled.by_name
        self.reach = compiled.reach
        self.lower = compiled.lower
        self.called = frozenset(compiled.called)
        self.sector_nouns = {sector: frozenset(nouns) for sector, nouns in compiled.sector_nouns.items()}
        self.heads = frozenset(noun.split()[-1] for nouns in compiled.sector_nouns.values() for noun in nouns)

    @classmethod
    def load(cls, extra: Path | None = None) -> KnowledgeBase:
        """The shipped tables and, if given, the user's own: a company list, whose rows win (a row of it replaces the
        company of the same name), or a register, which is opened and not read.

        Raises:
            UsageError: the user's file cannot be read, has no ``name`` column, or is another kind of database.
        """
        if extra is None:
            return cls(shipped_tables())
        if is_register(extra):
            return cls(shipped_tables(), Register(extra))
        try:
            return cls(compile_tables(_user_rows(extra)))
        except ValueError as error:
            raise UsageError(f"the company list {extra} cannot be read: {error}") from error

    def entry(self, index: int) -> Entry:
        """A company by its index: a place in ``entries``, or the id of one in the register."""
        if index >= FIRST and self.register is not None:
            return self.register.entry(index)
        return self.entries[index]

    def lookup(self, name_key: str) -> Known | None:
        """What a key stands for, or ``None``."""
        return self._compiled.known.get(name_key)

    def by_symbol(self, symbol: str, mics: Iterable[str] = ()) -> tuple[int, ...]:
        """Companies with a ticker, on one of the exchanges if any are given. Case and leading zeros do not count."""
        wanted = set(mics)
        found = self._compiled.symbols.get(symbol.upper().lstrip("0"), ())
        if not wanted:
            return found
        return tuple(
            index
            for index in found
            if any(
                listing.symbol.upper().lstrip("0") == symbol.upper().lstrip("0") and listing.mic in wanted
                for listing in self.entries[index].listings
            )
        )

    def exchanges(self, code: str) -> tuple[str, ...]:
        """MICs for an exchange as tags name it: a prefix ("NASDAQ"), a RIC suffix ("O") or another suffix ("NS")."""
        found = self._compiled.exchanges.get(code.upper().strip(), ())
        if not found and self.register is not None:
            return self.register.markets(code.upper().strip())
        return found

    def country_of_adjective(self, word: str) -> str | None:
        """Country code for a country's name, adjective or people in any case: "Chinese" or "China" is ``CN``."""
        return self._compiled.adjectives.get(fold(word))

    def country_of_city(self, city: str) -> str | None:
        """Country code for a city of the countries table."""
        return self._compiled.cities.get(fold(city))

    def is_city(self, name: str) -> bool:
        """Whether a name is a city of the countries table or the seat of a company, rather than a region or state."""
        return fold(name) in self._compiled.cities or fold(name) in self._seats

    def parent(self, index: int) -> int | None:
        """Index of the company that owns this one."""
        owner = self.entry(index).parent
        return self.by_name.get(fold(owner)) if owner else None


def _user_rows(path: Path) -> list[dict[str, str]]:
    try:
        rows = list(read_csv(path))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"the company list {path} cannot be read: {error}") from error
    if rows and "name" not in rows[0]:
        raise UsageError(f"the company list {path} has no column `name`; it has: {', '.join(rows[0])}")
    return [row for row in rows if row["name"]]
