"""The linter over the company tables: what is wrong with a row, or between rows, as a list of findings.

Every check is a function from rows to findings, so that it runs over the shipped tables, over a user's own list and
over bad rows in a test alike.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date

import msgspec

from newsledger.companies.identifiers import is_cik, is_isin, is_lei
from newsledger.companies.names import fold, key, strip_forms
from newsledger.companies.tables import english_words, given_names, read_table, several

Row = dict[str, str]

COLUMNS = (
    "name", "legal_name", "aliases", "tickers", "country", "city", "sector", "descriptions", "fiscal_year_end",
    "cik", "lei", "isin", "parent", "former", "word", "publisher",
)  # fmt: skip
KINDS = frozenset(
    {"central_bank", "regulator", "government", "index", "product", "agency", "country", "place", "person", "other"}
)

_TICKER = re.compile(r"[A-Z0-9][A-Z0-9.&-]{0,13}")
_UNTIDY = re.compile(r"^\s|\s$|\s\s|[\t\n\r\u00a0]")
_LISTS = ("aliases", "tickers", "descriptions", "former", "word")


class Finding(msgspec.Struct, frozen=True, order=True):
    """One thing that is wrong: in which table, in the row of which name, in which column, and what it is."""

    table: str
    name: str
    column: str
    problem: str

    def __str__(self) -> str:
        return f"{self.table}: {self.name}: {self.column}: {self.problem}"


class Reference(msgspec.Struct, frozen=True):
    """What rows are checked against: known sectors and country codes; MICs, each with the pattern of its symbols
    (empty: any); the keys of names that mean something else (each with what it is: "a word", "a place" ...); for names
    that several companies share on purpose, which; and given names, as written."""

    sectors: frozenset[str]
    mics: dict[str, str]
    countries: frozenset[str]
    meanings: dict[str, str]
    shared: dict[str, frozenset[str]]
    people: frozenset[str] = frozenset()


def shipped_reference() -> Reference:
    """The reference that newsledger's own small tables make."""
    meanings = dict.fromkeys(english_words(), "a common word")
    for row in read_table("not_companies.csv"):
        meanings[key(row["name"])] = f"no company ({row['kind']})"
    for row in read_table("countries.csv"):
        for name in (row["name"], *several(row["aliases"]), *several(row["adjectives"]), *several(row["nouns"])):
            meanings[key(name)] = "a country or its people"
        for city in several(row["cities"]):
            meanings.setdefault(key(city), "a city")
    return Reference(
        sectors=frozenset(row["sector"] for row in read_table("sectors.csv")),
        mics={row["mic"]: row["symbols"] for row in read_table("mics.csv")},
        countries=frozenset(row["code"] for row in read_table("countries.csv")),
        meanings=meanings,
        shared={key(row["name"]): frozenset(several(row["companies"])) for row in read_table("ambiguous_names.csv")},
        people=given_names(),
    )


def lint_companies(rows: Sequence[Row], reference: Reference, table: str = "companies.csv") -> list[Finding]:
    """All findings over a table of companies, sorted. ``rows`` may lack columns, which are then not checked."""
    found: list[Finding] = []
    for row in rows:
        for column, problem in _row_problems(row, reference):
            found.append(Finding(table, row.get("name", ""), column, problem))
    for check in (_twice_named, _shared_names, _shared_identifiers, _parents):
        found.extend(Finding(table, name, column, problem) for name, column, problem in check(rows, reference))
    return sorted(set(found))


def _row_problems(row: Row, reference: Reference) -> Iterator[tuple[str, str]]:
    for check in _ROW_CHECKS:
        yield from check(row, reference)


def _columns(row: Row, reference: Reference) -> Iterator[tuple[str, str]]:
    """A field under no heading, or without its row's name: `Apple;;` shifted by a stray comma."""
    if not row.get("name"):
        yield "name", "is empty"
    for column in row:
        if column not in COLUMNS:
            yield str(column), "is no column of the table"


def _tidy(row: Row, reference: Reference) -> Iterator[tuple[str, str]]:
    """White space at an end or doubled, an empty item, an item twice: "Google ; Alphabet"."""
    for column, value in row.items():
        parts = value.split(";") if column in _LISTS else [value]
        for part in parts:
            if value and (not part or _UNTIDY.search(part)):
                yield column, f"untidy white space or an empty item: {value!r}"
                break
        for part, count in Counter(parts).items():
            if part and count > 1:
                yield column, f"{part!r} stands there twice"


def _codes(row: Row, reference: Reference) -> Iterator[tuple[str, str]]:
    """Words that must be in another table, and flags: sector "banks", country "UK"."""
    if row.get("sector") and row["sector"] not in reference.sectors:
        yield "sector", f"{row['sector']!r} is not in sectors.csv"
    if row.get("country") and row["country"] not in reference.countries:
        yield "country", f"{row['country']!r} is not in countries.csv"
    month = row.get("fiscal_year_end", "")
    if month and month not in {str(number) for number in range(1, 12)}:
        yield "fiscal_year_end", f"{month!r} is no month from 1 to 11 (December is left empty)"
    if row.get("publisher", "") not in ("", "1"):
        yield "publisher", f"{row['publisher']!r} is neither 1 nor empty"


def _tickers(row: Row, reference: Reference) -> Iterator[tuple[str, str]]:
    """`SYMBOL@MIC` or `SYMBOL@MIC@2016-12-08`, the symbol as that exchange writes them: four digits in Hong Kong."""
    for text in several(row.get("tickers", "")):
        symbol, _, rest = text.partition("@")
        mic, _, until = rest.partition("@")
        if not _TICKER.fullmatch(symbol):
            yield "tickers", f"{symbol!r} is no ticker"
        if rest and mic not in reference.mics:
            yield "tickers", f"{mic!r} is not in mics.csv"
        elif rest and not re.fullmatch(reference.mics[mic] or ".*", symbol):
            yield "tickers", f"{symbol!r} is not written as on {mic}"
        if until and not _is_date(until):
            yield "tickers", f"{until!r} is no ISO date"


def _former(row: Row, reference: Reference) -> Iterator[tuple[str, str]]:
    """`Old Name@YYYY-MM-DD`: "Facebook@2021-10-28"."""
    for text in several(row.get("former", "")):
        name, _, until = text.rpartition("@")
        if not name or not _is_date(until):
            yield "former", f"{text!r} is not written as Old Name@YYYY-MM-DD"


def _identifiers(row: Row, reference: Reference) -> Iterator[tuple[str, str]]:
    """Forms and check digits; no ISIN that holds a CUSIP, which may not be redistributed."""
    if row.get("cik") and not is_cik(row["cik"]):
        yield "cik", f"{row['cik']!r} has not ten digits"
    if row.get("lei") and not is_lei(row["lei"]):
        yield "lei", f"{row['lei']!r} has wrong check digits"
    code = row.get("isin", "")
    if code and not is_isin(code):
        yield "isin", f"{code!r} has a wrong check digit"
    if code[:2] in ("US", "CA"):
        yield "isin", f"{code!r} holds a CUSIP"


def _words(row: Row, reference: Reference) -> Iterator[tuple[str, str]]:
    """A name that means something else, whole or without its legal form, must say so in `word`: Ford, Discovery Ltd."""
    flagged = {key(name): name for name in several(row.get("word", ""))}
    own = {row.get("name", ""), *several(row.get("aliases", ""))}
    forms = {form: name for name in sorted(own) for form in (strip_forms(key(name), groups=False), key(name))}
    for form, name in sorted(forms.items()):
        meaning = reference.meanings.get(form)
        if meaning and form not in flagged:
            yield "word", f"{name!r} is also {meaning}"
    former = {key(text.rpartition("@")[0]) for text in several(row.get("former", ""))}
    for form in sorted(flagged.keys() - forms.keys() - former - {strip_forms(form) for form in forms}):
        yield "word", f"{flagged[form]!r} is no name of this company"


def _people(row: Row, reference: Reference) -> Iterator[tuple[str, str]]:
    """A name that is a given name, written in the same way, must say so in `word`: Wendy, and not ANA."""
    flagged = {key(name) for name in several(row.get("word", ""))}
    for name in (row.get("name", ""), *several(row.get("aliases", ""))):
        if name in reference.people and key(name) not in flagged:
            yield "word", f"{name!r} is also a given name"


def _readable(row: Row, reference: Reference) -> Iterator[tuple[str, str]]:
    """A name of which only a part is read would be found wherever that part stands: "Yum! Brands" as "Yum"."""
    for column, names in (("name", (row.get("name", ""),)), ("aliases", several(row.get("aliases", "")))):
        for name in names:
            read = _letters(key(name))
            if name and (read != _letters(fold(name)) or len(read) < 2):
                yield column, f"{name!r} cannot be read whole in text: leave out its signs"


def _letters(text: str) -> str:
    return re.sub(r"\W|_", "", text.replace("&", "and"))


_ROW_CHECKS: tuple[Callable[[Row, Reference], Iterator[tuple[str, str]]], ...] = (
    _columns, _tidy, _codes, _tickers, _former, _identifiers, _words, _people, _readable,
)  # fmt: skip


def _twice_named(rows: Sequence[Row], reference: Reference) -> Iterator[tuple[str, str, str]]:
    """Two rows of one name, and a name that the same row has twice."""
    for name, count in Counter(row["name"] for row in rows if row.get("name")).items():
        if count > 1:
            yield name, "name", f"{count} rows have this name"
    for row in rows:
        counts = Counter(key(name) for name in names_of(row))
        for name in several(row.get("aliases", "")):
            if counts[key(name)] > 1:
                yield row["name"], "aliases", f"{name!r} is given twice, perhaps in another spelling"


def _shared_names(rows: Sequence[Row], reference: Reference) -> Iterator[tuple[str, str, str]]:
    """A name of two companies that `ambiguous_names.csv` does not list with both."""
    owners: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for name in names_of(row):
            owners[strip_forms(key(name), groups=False)].add(row["name"])
    for name_key, names in sorted(owners.items()):
        if len(names) > 1 and not names <= reference.shared.get(name_key, frozenset()):
            for name in sorted(names):
                yield name, "aliases", f"{name_key!r} also names {', '.join(sorted(names - {name}))}"


def _shared_identifiers(rows: Sequence[Row], reference: Reference) -> Iterator[tuple[str, str, str]]:
    """A current ticker, CIK, LEI or ISIN of two companies: a unit never has its parent's."""
    owners: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows:
        for ticker in several(row.get("tickers", "")):
            if ticker.count("@") < 2:
                owners["tickers", ticker].append(row["name"])
        for column in ("cik", "lei", "isin"):
            if row.get(column):
                owners[column, row[column]].append(row["name"])
    for (column, value), names in sorted(owners.items()):
        if len(names) > 1:
            for name in names:
                yield name, column, f"{value} is also {', '.join(other for other in names if other != name)}'s"


def _parents(rows: Sequence[Row], reference: Reference) -> Iterator[tuple[str, str, str]]:
    """A parent that is no row, or a company that in the end owns itself."""
    parent_of = {row["name"]: row.get("parent", "") for row in rows if row.get("name")}
    for name, parent in parent_of.items():
        if parent and parent not in parent_of:
            yield name, "parent", f"{parent!r} is no company of the table"
        above, seen = parent, {name}
        while above and above not in seen:
            seen.add(above)
            above = parent_of.get(above, "")
        if above == name:
            yield name, "parent", "owns itself"


def names_of(row: Row) -> Iterator[str]:
    """The names that a row has now: name, aliases, and the legal name where it is another."""
    if row.get("name"):
        yield row["name"]
    yield from several(row.get("aliases", ""))
    if row.get("legal_name") and key(row["legal_name"]) != key(row.get("name", "")):
        yield row["legal_name"]


def lint_small_tables() -> list[Finding]:
    """Findings over the shipped small tables: repeated keys, unknown kinds, ambiguous names that are not."""
    found = [
        *_repeated("sectors.csv", "sector"),
        *_repeated("mics.csv", "mic"),
        *_repeated("countries.csv", "code"),
        *_repeated("not_companies.csv", "name"),
        *_repeated("ambiguous_names.csv", "name"),
        *_unknown_kinds(),
        *_false_ambiguities(),
    ]
    return sorted(found)


def _unknown_kinds() -> Iterator[Finding]:
    for row in read_table("not_companies.csv"):
        if row["kind"] not in KINDS:
            yield Finding("not_companies.csv", row["name"], "kind", f"{row['kind']!r} is no kind")


def _false_ambiguities() -> Iterator[Finding]:
    keys = {
        row["name"]: {strip_forms(key(name), groups=False) for name in names_of(row)}
        for row in read_table("companies.csv")
    }
    for row in read_table("ambiguous_names.csv"):
        for company in several(row["companies"]):
            if key(row["name"]) not in keys.get(company, set()):
                yield Finding("ambiguous_names.csv", row["name"], "companies", f"{company!r} has no such name")


def _repeated(table: str, column: str) -> Iterator[Finding]:
    for value, count in Counter(row[column] for row in read_table(table)).items():
        if count > 1:
            yield Finding(table, value, column, f"stands there {count} times")


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text))
