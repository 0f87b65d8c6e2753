"""The ISO 10383 list of market identifier codes, as its registration authority publishes it in CSV."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from newsledger.companies.identifiers import is_mic
from newsledger.companies.register.company import BadRow
from newsledger.companies.register.files import opened, opened_table

_COLUMNS = (
    "MIC", "OPERATING MIC", "MARKET NAME-INSTITUTION DESCRIPTION", "ACRONYM", "ISO COUNTRY CODE (ISO 3166)", "CITY",
    "STATUS",
)  # fmt: skip


class Market(msgspec.Struct, frozen=True):
    """A market; ``operating`` is the MIC of its operator, its own for an operator. Empty texts where nothing is
    given."""

    mic: str
    operating: str
    name: str
    acronym: str
    country: str
    city: str
    status: str


def read_mics(path: Path) -> Iterator[Market | BadRow]:
    """The markets of the list, in its order. Some editions are in Latin-1; codes are ASCII in all.

    Raises:
        InputError: the file cannot be read or is no ISO 10383 list.
    """
    encoding = "utf-8-sig" if _is_utf8(path) else "cp1252"
    with opened_table(path, "ISO 10383 list", _COLUMNS, encoding=encoding) as rows:
        for row in rows:
            if isinstance(row, BadRow):
                yield row
                continue
            market = Market(*row.fields)
            if is_mic(market.mic) and is_mic(market.operating):
                yield market
            else:
                yield BadRow(row.line, f"{market.mic!r} is no MIC")


def _is_utf8(path: Path) -> bool:
    with opened(path) as file:
        try:
            file.read().decode("utf-8")
        except UnicodeDecodeError:
            return False
    return True
