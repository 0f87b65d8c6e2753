"""Compiling the company tables: every name under which a company may be found, as one table that look-ups read.

It takes half a second, so the compiled form of the shipped tables is kept (``compiled.py``).
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from newsledger.companies.entry import Entry, entry_of
from newsledger.companies.names import PIECE, fold, forms, key, strip_forms
from newsledger.companies.tables import english_words, read_table, several


class Known(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a name's key stands for: ``entries`` (indices) are the companies that have it, ``other`` is the kind of
    thing that it names if it is no company, ``written`` the name as the table writes it (kept for short names only,
    whose capitals matter), ``word`` says that the name is also a common word, person or place, so that a match needs
    evidence."""

    entries: tuple[int, ...]
    written: str
    word: bool = False
    other: str | None = None


class Compiled(msgspec.Struct, frozen=True):
    """The knowledge base as plain data; ``KnowledgeBase`` says what is in it. ``entries`` are encoded one by one, so
    that each is read when it is first asked for."""

    entries: list[msgspec.Raw]
    by_name: dict[str, int]
    known: dict[str, Known]
    reach: dict[str, int]
    lower: list[str]
    called: list[str]
    sector_nouns: dict[str, list[str]]
    symbols: dict[str, tuple[int, ...]]
    exchanges: dict[str, tuple[str, ...]]
    adjectives: dict[str, str]
    cities: dict[str, str]
    seats: list[str]


def compile_tables(own: Iterable[dict[str, str]] = ()) -> Compiled:
    """Compile the shipped tables, and before them the rows of the user's own list, which win.

    Raises:
        ValueError: a date of a row is no ISO date.
    """
    compiler = _Compiler()
    compiler.read_small_tables()
    compiler.add([entry_of(row) for row in own])
    compiler.add(entry_of(row) for row in read_table("companies.csv"))
    compiler.add(entry_of(row, curated=False) for row in read_table("us_listed.csv.gz"))
    return compiler.compiled()


class _Compiler:
    """Collects entries and names, then gives them as one table."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._by_name: dict[str, int] = {}
        self._reach: dict[str, int] = {}
        self._lower: set[str] = set()
        self._sector_nouns: dict[str, list[str]] = {}
        self._names: dict[str, tuple[int, ...]] = {}
        self._words: set[str] = set()
        self._short: dict[str, str] = {}
        self._seats: set[str] = set()
        self._others: dict[str, tuple[str, str]] = {}
        self._symbols: dict[str, tuple[int, ...]] = {}
        self._exchanges: dict[str, tuple[str, ...]] = {}
        self._adjectives: dict[str, str] = {}
        self._cities: dict[str, str] = {}

    def compiled(self) -> Compiled:
        """All that was collected."""
        known = {name_key: Known((), name, other=kind) for name_key, (kind, name) in self._others.items()}
        for name_key, entries in self._names.items():
            other = self._others.get(name_key)
            known[name_key] = Known(
                entries, self._short.get(name_key, ""), name_key in self._words, other[0] if other else None
            )
        encode = msgspec.msgpack.Encoder().encode
        return Compiled(
            entries=[msgspec.Raw(encode(entry)) for entry in self._entries],
            by_name=self._by_name,
            known=known,
            reach=self._reach,
            lower=sorted(self._lower),
            called=sorted({noun for entry in self._entries for noun in entry.descriptions}),
            sector_nouns=self._sector_nouns,
            symbols=self._symbols,
            exchanges=self._exchanges,
            adjectives=self._adjectives,
            cities=self._cities,
            seats=sorted(self._seats),
        )

    def read_small_tables(self) -> None:
        for row in read_table("sectors.csv"):
            self._sector_nouns[row["sector"]] = [fold(noun) for noun in several(row["descriptions"])]
        for row in read_table("not_companies.csv"):
            self._refuse(row["name"], row["kind"])
        for row in read_table("countries.csv"):
            names = (row["name"], *several(row["aliases"]))
            cities = several(row["cities"])
            for name in (*names, *several(row["adjectives"]), *several(row["nouns"])):
                self._adjectives.setdefault(fold(name), row["code"])
                self._refuse(name, "country")
            for city in cities:
                self._cities.setdefault(fold(city), row["code"])
                self._refuse(city, "place")
        for row in read_table("mics.csv"):
            for code in (*several(row["prefixes"]), *several(row["ric_suffixes"]), *several(row["suffixes"])):
                self._exchanges[code.upper()] = (*self._exchanges.get(code.upper(), ()), row["mic"])

    def _refuse(self, name: str, kind: str) -> None:
        name_key = key(name)
        if name_key and name_key not in self._others:
            self._others[name_key] = (kind, name)
            self._register(name_key, name)

    def add(self, entries: Iterable[Entry]) -> None:
        seen_ciks = {entry.cik for entry in self._entries if entry.cik}
        for entry in entries:
            if fold(entry.name) in self._by_name or (not entry.curated and entry.cik in seen_ciks):
                continue
            index = len(self._entries)
            self._entries.append(entry)
            self._by_name[fold(entry.name)] = index
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
                if not entry.curated and any(self._entries[other].curated for other in present):
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
            self._reach[head] = max(self._reach.get(head, 0), longest + (3 if head is not first else 0))
        if name[:1].islower() and not name.startswith("the "):
            self._lower.add(first)
