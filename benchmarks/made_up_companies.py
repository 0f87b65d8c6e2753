"""Made-up companies in the forms of the official lists, as many as are wanted, the same every time."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from pathlib import Path

GLEIF_HEADER = (
    "LEI",
    "Entity.LegalName",
    "Entity.LegalName.xmllang",
    *(
        f"Entity.OtherEntityNames.OtherEntityName.{number}{part}"
        for number in range(1, 6)
        for part in ("", ".xmllang", ".type")
    ),
    *(
        f"Entity.TransliteratedOtherEntityNames.TransliteratedOtherEntityName.{number}{part}"
        for number in range(1, 6)
        for part in ("", ".xmllang", ".type")
    ),
    "Entity.LegalAddress.FirstAddressLine",
    "Entity.LegalAddress.City",
    "Entity.LegalAddress.Country",
    "Entity.HeadquartersAddress.FirstAddressLine",
    "Entity.HeadquartersAddress.City",
    "Entity.HeadquartersAddress.Country",
    "Entity.EntityCategory",
    "Entity.EntityStatus",
    "Entity.EntityCreationDate",
    "Entity.EntityExpirationDate",
    "Registration.RegistrationStatus",
)

_COLUMN = {name: place for place, name in enumerate(GLEIF_HEADER)}

_SYLLABLES = (
    "bar ber bo cal cor da den dor el fen gar hal in jor kel lan mar mon nor ol pen quin ras sel tar ul ven wex yor zan"
)
_TRADES = (
    "Energy", "Capital", "Holdings", "Foods", "Mining", "Logistics", "Software", "Pharma", "Steel", "Partners", "Media",
    "Insurance", "Motors", "Shipping", "Telecom", "Properties", "Chemicals", "Textiles", "Airlines", "Robotics",
)  # fmt: skip
_FORMS = (
    ("Limited", "GB", "LONDON"), ("LTD", "GB", "Leeds"), ("INC.", "US", "Dallas"), ("Corporation", "US", "NEW YORK"),
    ("LLC", "US", "Chicago"), ("GmbH", "DE", "Berlin"), ("Aktiengesellschaft", "DE", "Frankfurt am Main"),
    ("S.A.", "FR", "Paris"), ("S.p.A.", "IT", "Milano"), ("Private Limited", "IN", "Mumbai"),
    ("B.V.", "NL", "Amsterdam"), ("AB", "SE", "Stockholm"), ("PTY LTD", "AU", "Sydney"), ("Co., Ltd.", "JP", "Tokyo"),
)  # fmt: skip


_DIGITS = {character: str(int(character, 36)) for character in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


def with_check_digits(body: str) -> str:
    """An LEI from its first eighteen characters (ISO 17442)."""
    digits = "".join(map(_DIGITS.__getitem__, body)) + "00"
    return f"{body}{98 - int(digits) % 97:02}"


def isin(country: str, number: int) -> str:
    """A made-up ISIN (ISO 6166)."""
    body = f"{country}{number:09}"
    digits = "".join(str(int(character, 36)) for character in body)
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 - place % 2)
        total += value // 10 + value % 10
    return f"{body}{-total % 10}"


def names(count: int, seed: int = 1) -> Iterator[tuple[str, str, str]]:
    """Legal names with country and city. About one in thirty has a namesake."""
    chance = random.Random(seed)
    syllables = _SYLLABLES.split()
    for _ in range(count):
        stem = "".join(chance.choices(syllables, k=chance.randint(3, 5))).capitalize()
        form, country, city = chance.choice(_FORMS)
        name = f"{stem} {chance.choice(_TRADES)} {form}"
        yield (name.upper() if chance.random() < 0.6 else name), country, city


def gleif_row(number: int, legal_name: str, country: str, city: str, **others: str) -> list[str]:
    """A row of a level 1 golden copy; ``others`` are columns by their full names."""
    told = {
        "LEI": with_check_digits(f"9845{number:014}"),
        "Entity.LegalName": legal_name,
        "Entity.LegalName.xmllang": "en",
        "Entity.LegalAddress.FirstAddressLine": f"{number % 300} High Street",
        "Entity.LegalAddress.City": city,
        "Entity.LegalAddress.Country": country,
        "Entity.HeadquartersAddress.FirstAddressLine": f"{number % 300} High Street",
        "Entity.HeadquartersAddress.City": city,
        "Entity.HeadquartersAddress.Country": country,
        "Entity.EntityCategory": "GENERAL",
        "Entity.EntityStatus": "ACTIVE",
        "Registration.RegistrationStatus": "ISSUED",
        **others,
    }
    row = [""] * len(GLEIF_HEADER)
    for name, value in told.items():
        row[_COLUMN[name]] = value
    return row


def write_gleif(path: Path, count: int) -> None:
    """A level 1 golden copy with so many companies; one in seven has another name."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(GLEIF_HEADER)
        for number, (name, country, city) in enumerate(names(count)):
            others = {}
            if number % 7 == 0:
                others = {
                    "Entity.OtherEntityNames.OtherEntityName.1": f"Old {name}",
                    "Entity.OtherEntityNames.OtherEntityName.1.type": "PREVIOUS_LEGAL_NAME",
                }
            writer.writerow(gleif_row(number, name, country, city, **others))
