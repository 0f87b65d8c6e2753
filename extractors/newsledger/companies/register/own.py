"""A user's own list as CSV, with the columns of ``companies.csv`` (``docs/companies.md``): only ``name`` must be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from newsledger.companies.identifiers import is_cik, is_isin, is_lei, is_mic
from newsledger.companies.register.company import BadRow, LeftOut, Name, Registrant, Ticker
from newsledger.companies.register.files import opened_table
from newsledger.companies.tables import several

_COLUMNS = (
    "legal_name", "aliases", "tickers", "country", "city", "sector", "descriptions", "fiscal_year_end", "cik", "lei",
    "isin", "parent", "former", "word", "publisher",
)  # fmt: skip
_MORE = ("aliases", "sector", "descriptions", "fiscal_year_end", "parent", "former", "word", "publisher")
_COUNTRY = re.compile(r"[A-Z]{2}")


def read_own(path: Path) -> Iterator[Registrant | LeftOut | BadRow]:
    """The companies of a user's list, in its order; a row with an impossible identifier, market or date is bad.

    Raises:
        InputError: the file cannot be read or has no column ``name``.
    """
    with opened_table(path, "company list", ("name",), _COLUMNS) as rows:
        for row in rows:
            if isinstance(row, BadRow):
                yield row
                continue
            if not any(row.fields):
                continue
            fields = dict(zip(("name", *_COLUMNS), row.fields, strict=True))
            try:
                yield _company(fields)
            except ValueError as error:
                yield BadRow(row.line, str(error))


def _company(fields: Mapping[str, str]) -> Registrant:
    """A company from its fields.

    Raises:
        ValueError: what is wrong with them.
    """
    if not fields["name"]:
        raise ValueError("has no name")
    for column, well in (("lei", is_lei), ("isin", is_isin), ("cik", is_cik), ("country", _COUNTRY.fullmatch)):
        if fields[column] and not well(fields[column]):
            raise ValueError(f"{fields[column]!r} is no {column}")
    if fields["fiscal_year_end"] not in ("", *map(str, range(1, 13))):
        raise ValueError(f"{fields['fiscal_year_end']!r} is no month")
    former = [_dated(text) for text in several(fields["former"])]
    return Registrant(
        legal_name=fields["legal_name"] or fields["name"],
        names=tuple(
            Name(name)
            for name in dict.fromkeys((fields["name"], *several(fields["aliases"])))
            if name != fields["legal_name"]
        )
        + tuple(Name(name, until) for name, until in former),
        tickers=tuple(dict.fromkeys(map(_ticker, several(fields["tickers"])))),
        country=fields["country"] or None,
        city=fields["city"] or None,
        cik=fields["cik"] or None,
        lei=fields["lei"] or None,
        isin=fields["isin"] or None,
        more={"name": fields["name"], **{column: fields[column] for column in _MORE if fields[column]}},
    )


def _ticker(text: str) -> Ticker:
    symbol, _, rest = text.partition("@")
    mic, _, until = rest.partition("@")
    if not symbol or (mic and not is_mic(mic)):
        raise ValueError(f"{text!r} is not written as SYMBOL@MIC")
    return Ticker(symbol, mic, date.fromisoformat(until).isoformat() if until else None)


def _dated(text: str) -> tuple[str, str]:
    name, _, until = text.rpartition("@")
    if not name:
        raise ValueError(f"{text!r} is not written as Old Name@YYYY-MM-DD")
    return name, date.fromisoformat(until).isoformat()
