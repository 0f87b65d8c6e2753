"""GLEIF's level 1 golden copy: legal entities with their LEI, as CSV, zipped as it is published.

Columns are those of the LEI-CDF 3.1 format. Names are repeated in numbered columns, each with a type. Branches bear the
name of their head office, sole proprietors are persons, and governments are no companies: those are left out, as are
records that GLEIF itself calls duplicates or has annulled.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from newsledger.companies.identifiers import is_lei
from newsledger.companies.register.company import BadRow, LeftOut, Name, Registrant
from newsledger.companies.register.files import header_of, opened_table
from newsledger.companies.register.legal_names import is_readable

_REQUIRED = ("LEI", "Entity.LegalName", "Registration.RegistrationStatus")
_OPTIONAL = (
    "Entity.HeadquartersAddress.Country",
    "Entity.HeadquartersAddress.City",
    "Entity.LegalAddress.Country",
    "Entity.LegalAddress.City",
    "Entity.EntityCategory",
    "Entity.EntityStatus",
    "Entity.EntityExpirationDate",
)
_OTHER = "Entity.OtherEntityNames.OtherEntityName."
_TRANSLITERATED = "Entity.TransliteratedOtherEntityNames.TransliteratedOtherEntityName."

_NO_COMPANIES = frozenset({"BRANCH", "SOLE_PROPRIETOR", "RESIDENT_GOVERNMENT_ENTITY", "INTERNATIONAL_ORGANIZATION"})
_NO_RECORDS = frozenset({"DUPLICATE", "ANNULLED"})
_FORMER = "PREVIOUS_LEGAL_NAME"


def read_gleif(path: Path) -> Iterator[Registrant | LeftOut | BadRow]:
    """The companies of a golden copy file, in its order.

    Raises:
        InputError: the file cannot be read or is no level 1 golden copy.
    """
    header = header_of(path)
    names = [
        column
        for column in header
        if column.startswith((_OTHER, _TRANSLITERATED)) and column.rpartition(".")[2].isdigit()
    ]
    optional = (*_OPTIONAL, *names, *(f"{column}.type" for column in names))
    with opened_table(path, "GLEIF level 1 golden copy", _REQUIRED, optional) as rows:
        for row in rows:
            yield row if isinstance(row, BadRow) else _company(row.line, row.fields, len(names))


def _company(line: int, fields: Sequence[str], count: int) -> Registrant | LeftOut | BadRow:
    lei, legal_name, registration, *address, category, status, ended = fields[: len(_REQUIRED) + len(_OPTIONAL)]
    if not is_lei(lei):
        return BadRow(line, f"{lei[:24]!r} has wrong check digits")
    if not legal_name:
        return BadRow(line, "has no legal name")
    if category in _NO_COMPANIES:
        return LeftOut(category.lower().replace("_", " "))
    if registration in _NO_RECORDS:
        return LeftOut(registration.lower())
    others = fields[len(_REQUIRED) + len(_OPTIONAL) :]
    names = [
        Name(text, "" if kind == _FORMER else None)
        for text, kind in zip(others[:count], others[count:], strict=True)
        if text and text != legal_name and is_readable(text)
    ]
    if not is_readable(legal_name):
        current = next((name for name in names if name.former is None), None)
        if current is None:
            return LeftOut("no name in Latin letters")
        legal_name = current.text
        names.remove(current)
    country, city, legal_country, legal_city = address
    return Registrant(
        legal_name=legal_name,
        names=tuple(names),
        country=(country or legal_country) or None,
        city=(city or (legal_city if country == legal_country else "")) or None,
        lei=lei,
        ended=ended[:10] if status == "INACTIVE" and len(ended) >= 10 else None,
    )
