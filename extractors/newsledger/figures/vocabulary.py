"""The vocabulary of the figure reader, read once from ``lexicons/``.

Tables, one row to add a word:

* ``currencies.csv``: every ISO 4217 currency with its names (written by ``scripts/build_currencies.py``);
* ``currency_words.csv``: other written forms; ``codes`` are the currencies it may mean, the likeliest first; ``place``
  is ``before`` or ``after`` the number, ``both``, ``attached`` ("12p"), ``attached_before`` ("R50"), or ``shy`` (a
  word of other meaning, "won": only after an amount that is plainly money); ``factor`` 0.01 makes cents of it;
* ``scales.csv``: "crore", "mln"; ``power`` of ten; ``place`` is ``spaced``, ``attached``, ``any``, ``money`` (beside a
  currency, or attached) or ``letter`` (attached, or spaced beside a currency);
* ``units.csv``: "bps", "pct", "tonnes"; ``place`` is ``any``, ``attached``, ``terse`` (attached, or behind decimals:
  "7.5 pc"), ``joined`` ("two-fold"), ``times`` or ``both``;
* ``nouns.csv``: what is counted; ``floor`` is the smallest plain number of it that is a business quantity;
* ``collectives.csv``: words whose number counts something else ("a workforce of 6.12 lakh": employees);
* ``per_nouns.csv``, ``modifiers.csv``, ``number_words.csv`` and the word lists of
  ``not_figures.toml`` and ``figure_words.toml``.

Rows written all in lower case match any case; rows with a capital match as they stand.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Set
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Generic, TypeVar

import msgspec

from newsledger.figures.tokens import ATTACHED, WRAPPED, Tokens, split
from newsledger.records import Kind, Modifier

_P = TypeVar("_P")

ONE = Decimal(1)


class Unit(msgspec.Struct, frozen=True):
    """A unit as a lexicon row has it. ``codes`` are the currencies that a money unit may mean, the likeliest first."""

    kind: Kind
    name: str
    factor: Decimal = ONE
    per: str | None = None
    codes: tuple[str, ...] = ()
    place: str = "any"


class Scale(msgspec.Struct, frozen=True):
    """A scale word: a power of ten and where it may stand."""

    power: int
    place: str


class Noun(msgspec.Struct, frozen=True):
    """A counted noun in the singular and the smallest plain number of it that is a business quantity."""

    singular: str
    floor: int


class Phrases(Generic[_P]):
    """Written forms of one or more tokens, found at a place of the token stream, the longest first."""

    def __init__(self) -> None:
        self._forms: dict[str, list[tuple[tuple[str, ...], bool, _P]]] = {}

    def add(self, written: str, payload: _P) -> None:
        """Add a written form; one that is there already stays as it was."""
        exact = written != written.lower()
        words = tuple(split(written if exact else written.lower()))
        forms = self._forms.setdefault(words[0].lower(), [])
        if not any(form[0] == words for form in forms):
            forms.append((words, exact, payload))
            forms.sort(key=lambda form: (-len(form[0]), not form[1]))

    def find(self, tokens: Tokens, index: int) -> tuple[_P, int] | None:
        """The longest form that begins at token ``index`` and the token after it; hyphens count as spaces."""
        forms = self._forms.get(tokens.lows[index])
        if forms is None:
            return None
        word, following, then = tokens.words[index], tokens.lows[index + 1], tokens.words[index + 1]
        for words, exact, payload in forms:
            if len(words) == 1:
                if not exact or words[0] == word:
                    return payload, index + 1
            elif (then if exact else following) == words[1] or following == "-":
                end = self._reach(tokens, index, words, exact)
                if end:
                    return payload, end
        return None

    @staticmethod
    def _reach(tokens: Tokens, index: int, words: tuple[str, ...], exact: bool) -> int:
        """The token after a form of several words, or 0 if the text goes on otherwise."""
        place = index
        for number, word in enumerate(words):
            if number:
                if tokens.lows[place] == "-" and word != "-" and tokens.gaps[place] == ATTACHED:
                    place += 1
                if tokens.gaps[place] > WRAPPED:
                    return 0
            if (tokens.words[place] if exact else tokens.lows[place]) != word:
                return 0
            place += 1
        return place

    @property
    def first_words(self) -> Set[str]:
        """The first tokens of all forms, in lower case."""
        return self._forms.keys()

    def forms(self) -> Iterator[tuple[tuple[str, ...], _P]]:
        """All written forms as tuples of tokens."""
        for forms in self._forms.values():
            for words, _, payload in forms:
                yield words, payload


class Vocabulary(msgspec.Struct, frozen=True):
    """Everything that the grammar looks up."""

    number_words: dict[str, tuple[int, str]]
    scales: dict[str, Scale]
    units: Phrases[Unit]
    before: dict[str, Unit]
    before_last: frozenset[str]
    before_lows: frozenset[str]
    before_reach: int
    per_nouns: Phrases[str]
    nouns: dict[str, Noun]
    modifiers_before: dict[str, Modifier]
    modifiers_after: Phrases[Modifier]
    modifier_last: frozenset[str]
    territories: dict[str, frozenset[str]]
    until: dict[str, int]
    lists: dict[str, frozenset[str]]
    number_names: Phrases[bool]
    index_names: Phrases[bool]
    collectives: dict[str, str]
    codes: frozenset[str]


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table of ``lexicons/``."""
    table = files("newsledger.lexicons").joinpath(name).read_text(encoding="utf-8")
    yield from csv.DictReader(io.StringIO(table))


def _bare(name: str) -> str:
    """A currency's name in lower case without the dates or remarks that CLDR puts in brackets."""
    return re.sub(r"\s*\(.*?\)", "", name).strip().lower()


def _folded(name: str) -> str:
    """The name without accents, as agencies write it ("colon" for "colón")."""
    return "".join(c for c in unicodedata.normalize("NFD", name) if unicodedata.category(c) != "Mn")


# A scale that is written into the code: "MUSD 20", "SEKm 450", "EURbn 4.5".
_CODE_SCALES = (("M{}", 6), ("T{}", 3), ("K{}", 3), ("{}m", 6), ("{}mn", 6), ("{}bn", 9), ("{}M", 6))


# Agencies shorten "Canadian dollars" to "Canadian dlrs", and name the minor units like the major ones.
_CENT = Decimal("0.01")
_AGENCY_FORMS = {
    "dollar": (("dlr", ONE), ("dlrs", ONE), ("cent", _CENT), ("cents", _CENT), ("cts", _CENT)),
    "pound": (("stg", ONE), ("pence", _CENT)),
}


def _currency_units(units: Phrases[Unit], before: dict[str, Unit]) -> tuple[dict[str, frozenset[str]], frozenset[str]]:
    """Fill the two tables of currency forms; gives the territories and the codes of the currencies."""
    for row in rows("currency_words.csv"):
        codes = tuple(row["codes"].split())
        unit = Unit("money", codes[0], Decimal(row["factor"]), None, codes, row["place"])
        if row["place"] in ("before", "both", "attached_before"):
            before.setdefault(row["written"], unit)
        if row["place"] in ("after", "both", "attached", "shy"):
            units.add(row["written"], unit)
        if row["place"] == "both" and len(row["written"]) == 1:
            for suffix, power in (("m", 6), ("bn", 9)):
                before.setdefault(row["written"] + suffix, msgspec.structs.replace(unit, factor=Decimal(10) ** power))
    currencies = sorted(rows("currencies.csv"), key=lambda row: row["current"] != "yes")
    for row in currencies:
        code = row["code"]
        unit = Unit("money", code, ONE, None, (code,), "both")
        before.setdefault(code, unit)
        before.setdefault(code + "$", unit)
        before.setdefault(code.lower() + "$", unit)
        units.add(code, unit)
        for name in (row["singular"], row["plural"], row["name"]):
            for spelled in {_bare(name), _folded(_bare(name))}:
                units.add(spelled, unit)
        adjective, _, noun = _bare(row["singular"]).rpartition(" ")
        if noun in _AGENCY_FORMS and adjective:
            for form, factor in _AGENCY_FORMS[noun]:
                units.add(f"{adjective} {form}", Unit("money", code, factor, None, (code,), "after"))
        for pattern, power in _CODE_SCALES if row["current"] == "yes" else ():
            scaled = Unit("money", code, Decimal(10) ** power, None, (code,), "both")
            before.setdefault(pattern.format(code), scaled)
            units.add(pattern.format(code), scaled)
    territories = {row["code"]: frozenset(row["territories"].split()) for row in currencies}
    return territories, frozenset(territories)


def _names(entries: frozenset[str]) -> Phrases[bool]:
    names: Phrases[bool] = Phrases()
    for name in entries:
        names.add(name, True)
    return names


@cache
def vocabulary() -> Vocabulary:
    """Read the tables; a broken row raises here and in the test that lints them."""
    units: Phrases[Unit] = Phrases()
    before: dict[str, Unit] = {}
    for row in rows("units.csv"):
        kind = msgspec.convert(row["kind"], Kind)
        unit = Unit(kind, row["unit"], Decimal(row["factor"]), row["per"] or None, (), row["place"])
        if row["place"] == "both":
            before[row["written"]] = unit
        units.add(row["written"], unit)
    territories, codes = _currency_units(units, before)
    per_nouns: Phrases[str] = Phrases()
    for row in rows("per_nouns.csv"):
        per_nouns.add(row["written"], row["unit"])
    modifiers_before: dict[str, Modifier] = {}
    modifiers_after: Phrases[Modifier] = Phrases()
    for row in rows("modifiers.csv"):
        modifier = msgspec.convert(row["modifier"], Modifier)
        if row["place"] == "before":
            modifiers_before[" ".join(split(row["written"]))] = modifier
        else:
            modifiers_after.add(row["written"], modifier)
    lists: dict[str, frozenset[str]] = {}
    for name in ("not_figures.toml", "figure_words.toml"):
        table = tomllib.loads(files("newsledger.lexicons").joinpath(name).read_text(encoding="utf-8"))
        lists.update({key: frozenset(entries) for key, entries in table.items()})
    number_names, index_names = _names(lists["number_names"]), _names(lists["index_names"])
    return Vocabulary(
        number_words={row["word"]: (int(row["value"]), row["role"]) for row in rows("number_words.csv")},
        scales={row["written"]: Scale(int(row["power"]), row["place"]) for row in rows("scales.csv")},
        units=units,
        before=before,
        before_last=frozenset(split(written)[-1] for written in before),
        before_lows=frozenset(split(written)[-1].lower() for written in before),
        before_reach=max(len(split(written)) for written in before),
        per_nouns=per_nouns,
        nouns={row["plural"]: Noun(row["singular"], int(row["floor"])) for row in rows("nouns.csv")},
        modifiers_before=modifiers_before,
        modifiers_after=modifiers_after,
        modifier_last=frozenset(phrase.split(" ")[-1] for phrase in modifiers_before),
        territories=territories,
        until={row["code"]: int(row["until"]) for row in rows("currencies.csv") if row["until"]},
        lists=lists,
        number_names=number_names,
        index_names=index_names,
        collectives={row["word"]: row["unit"] for row in rows("collectives.csv")},
        codes=codes,
    )


VOCABULARY = vocabulary()
