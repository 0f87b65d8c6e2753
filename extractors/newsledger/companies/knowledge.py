"""The knowledge base: the companies that newsledger knows, found by any of their names or tickers.

It is read once from the tables that ``docs/companies.md`` describes and is immutable afterwards. Names are looked up by
their key (``names.py``), so the whole base is a few dictionaries: 10,000 companies load in well under a second.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

import msgspec

from newsledger.companies.entry import Entry, entry_of
from newsledger.companies.names import PIECE, fold, forms, key, strip_forms
from newsledger.companies.register import FIRST, Register, is_register
from newsledger.companies.tables import english_words, read_csv, read_table, several
from newsledger.errors import UsageError


class Country(msgspec.Struct, frozen=True):
    """A country as news names it; all names folded."""

    code: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    cities: tuple[str, ...]


class Known(msgspec.Struct, frozen=True):
    """What a name's key stands for: ``entries`` (indices) are the companies that have it, ``other`` is the kind of
    thing that it names if it is no company, ``written`` the name as the table writes it (kept for short names only,
    whose capitals matter), ``word`` says that the name is also a
    common word, person or place, so that a match needs evidence."""

    entries: tuple[int, ...]
    written: str
    word: bool = False
    other: str | None = None


class KnowledgeBase:
    """Companies by name and ticker, names that are no companies, countries, and the nouns by which sectors are called.

    Attributes:
        entries: all companies; other structures hold indices into it.
        reach: by the first folded piece of a name, how many pieces the longest such name has.
        heads: last words of the nouns by which companies are called ("maker", "lender"), folded.
        register: companies known by their registered names only, asked about names that the text proposes.
        lower: folded first pieces of names that begin with a small letter ("abrdn").
    """

    __slots__ = (
        "_adjectives",
        "_cities",
        "_exchanges",
        "_known",
        "_names",
        "_others",
        "_seats",
        "_short",
        "_symbols",
        "_words",
        "by_name",
        "countries",
        "entries",
        "heads",
        "lower",
        "reach",
        "register",
        "sector_nouns",
    )

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.register: Register | None = None
        self.by_name: dict[str, int] = {}
        self.reach: dict[str, int] = {}
        self.lower: set[str] = set()
        self.countries: dict[str, Country] = {}
        self.sector_nouns: dict[str, frozenset[str]] = {}
        self.heads: frozenset[str] = frozenset()
        self._known: dict[str, Known] = {}
        self._names: dict[str, tuple[int, ...]] = {}
        self._words: set[str] = set()
        self._short: dict[str, str] = {}
        self._seats: set[str] = set()
        self._others: dict[str, tuple[str, str]] = {}
        self._symbols: dict[str, tuple[int, ...]] = {}
        self._exchanges: dict[str, tuple[str, ...]] = {}
        self._adjectives: dict[str, str] = {}
        self._cities: dict[str, str] = {}

    @classmethod
    def load(cls, extra: Path | None = None) -> KnowledgeBase:
        """Read the default tables and, if given, the user's own: a company list, whose rows win (a row of it replaces
        the company of the same name), or a register, which is opened and not read.

        Raises:
            UsageError: the user's file cannot be read, has no ``name`` column, or is another kind of database.
        """
        base = cls()
        if extra is not None and is_register(extra):
            base.register = Register(extra)
            extra = None
        own = [entry_of(row) for row in _user_rows(extra)] if extra else []
        curated = [entry_of(row) for row in read_table("companies.csv")]
        listed = (entry_of(row, curated=False) for row in read_table("us_listed.csv.gz"))
        base._read_small_tables()
        base._add(own)
        base._add(curated)
        base._add(listed)
        base._close()
        return base

    def _close(self) -> None:
        """Make the one table that look-ups read."""
        for name_key, (kind, name) in self._others.items():
            self._known[name_key] = Known((), name, other=kind)
        for name_key, entries in self._names.items():
            other = self._others.get(name_key)
            self._known[name_key] = Known(
                entries, self._short.get(name_key, ""), name_key in self._words, other[0] if other else None
            )

    def entry(self, index: int) -> Entry:
        """A company by its index: a place in ``entries``, or the id of one in the register."""
        if index >= FIRST and self.register is not None:
            return self.register.entry(index)
        return self.entries[index]

    def lookup(self, name_key: str) -> Known | None:
        """What a key stands for, or ``None``."""
        return self._known.get(name_key)

    def by_symbol(self, symbol: str, mics: Iterable[str] = ()) -> tuple[int, ...]:
        """Companies with a ticker, on one of the exchanges if any are given. Case and leading zeros do not count."""
        wanted = set(mics)
        found = self._symbols.get(symbol.upper().lstrip("0"), ())
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
        found = self._exchanges.get(code.upper().strip(), ())
        if not found and self.register is not None:
            return self.register.markets(code.upper().strip())
        return found

    def country_of_adjective(self, word: str) -> str | None:
        """Country code for a country's name, adjective or people in any case: "Chinese" or "China" is ``CN``."""
        return self._adjectives.get(fold(word))

    def country_of_city(self, city: str) -> str | None:
        """Country code for a city of the countries table."""
        return self._cities.get(fold(city))

    def is_city(self, name: str) -> bool:
        """Whether a name is a city of the countries table or the seat of a company, rather than a region or state."""
        return fold(name) in self._cities or fold(name) in self._seats

    def parent(self, index: int) -> int | None:
        """Index of the company that owns this one."""
        owner = self.entry(index).parent
        return self.by_name.get(fold(owner)) if owner else None

    def _read_small_tables(self) -> None:
        for row in read_table("sectors.csv"):
            self.sector_nouns[row["sector"]] = frozenset(fold(noun) for noun in several(row["descriptions"]))
        self.heads = frozenset(noun.split()[-1] for nouns in self.sector_nouns.values() for noun in nouns)
        for row in read_table("not_companies.csv"):
            self._refuse(row["name"], row["kind"])
        for row in read_table("countries.csv"):
            names = (row["name"], *several(row["aliases"]))
            cities = several(row["cities"])
            country = Country(
                row["code"],
                tuple(map(fold, names)),
                tuple(map(fold, several(row["adjectives"]))),
                tuple(map(fold, cities)),
            )
            self.countries[country.code] = country
            for name in (*names, *several(row["adjectives"]), *several(row["nouns"])):
                self._adjectives.setdefault(fold(name), country.code)
                self._refuse(name, "country")
            for city in cities:
                self._cities.setdefault(fold(city), country.code)
                self._refuse(city, "place")
        for row in read_table("mics.csv"):
            for code in (*several(row["prefixes"]), *several(row["ric_suffixes"]), *several(row["suffixes"])):
                self._exchanges[code.upper()] = (*self._exchanges.get(code.upper(), ()), row["mic"])

    def _refuse(self, name: str, kind: str) -> None:
        name_key = key(name)
        if name_key and name_key not in self._others:
            self._others[name_key] = (kind, name)
            self._register(name_key, name)

    def _add(self, entries: Iterable[Entry]) -> None:
        seen_ciks = {entry.cik for entry in self.entries if entry.cik}
        for entry in entries:
            if fold(entry.name) in self.by_name or (not entry.curated and entry.cik in seen_ciks):
                continue
            index = len(self.entries)
            self.entries.append(entry)
            self.by_name[fold(entry.name)] = index
            self._name(index, entry)
            if entry.city:
                self._seats.add(fold(entry.city))
            for listing in entry.listings:
                symbol = listing.symbol.upper().lstrip("0")
                self._symbols[symbol] = (*self._symbols.get(symbol, ()), index)

    def _name(self, index: int, entry: Entry) -> None:
        flagged = {key(word) for word in entry.words}
        names = [entry.name, *entry.aliases, *(name for name, _ in entry.former)]
        if entry.legal_name:
            names.append(entry.legal_name)
        common, corporate = english_words(), forms()
        for name in names:
            whole = key(name.removeprefix("the ").removeprefix("The "))
            bare = strip_forms(whole, groups=False)
            barest = strip_forms(whole)
            for name_key in dict.fromkeys((whole, bare, barest)):
                if (
                    len(name_key) < 2
                    or name_key in corporate
                    or (name_key != bare and name_key == barest and not self._clear(barest, entry))
                ):
                    continue
                present = self._names.get(name_key, ())
                if index in present:
                    continue
                if not entry.curated and any(self.entries[other].curated for other in present):
                    continue
                self._names[name_key] = (*present, index)
                self._register(name_key, name)
                # A name that is an English word wants evidence even where the table does not say so.
                if name_key in flagged or name_key in common:
                    self._words.add(name_key)
                if len(name) <= 3:
                    self._short[name_key] = name

    def _clear(self, name_key: str, entry: Entry) -> bool:
        """Whether a name that lost a word such as "Group" still names this company: "Unum Group" does as "Unum",
        "Intelligent Group" and "National Bank Holdings" do not."""
        common = english_words()
        if all(piece in common for piece in name_key.split(" ")):
            return entry.curated and " " in name_key
        return name_key == strip_forms(key(entry.name)) or (" " in name_key and entry.curated)

    def _register(self, name_key: str, name: str) -> None:
        pieces = PIECE.findall(name_key)
        if not pieces:
            return
        first, longest = pieces[0], len(pieces) + name_key.count(" & ")
        heads = [first] if len(first) > 4 else [first, first[0]]
        # "jp morgan" is also reached from "J.P. Morgan", whose first piece is "j".
        for head in heads:
            self.reach[head] = max(self.reach.get(head, 0), longest + (3 if head is not first else 0))
        if name[:1].islower() and not name.startswith("the "):
            self.lower.add(first)


def _user_rows(path: Path) -> list[dict[str, str]]:
    try:
        rows = list(read_csv(path))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"the company list {path} cannot be read: {error}") from error
    if rows and "name" not in rows[0]:
        raise UsageError(f"the company list {path} has no column `name`; it has: {', '.join(rows[0])}")
    return [row for row in rows if row["name"]]
