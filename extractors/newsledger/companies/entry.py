"""A company as tables describe it."""

from __future__ import annotations

from datetime import date

import msgspec

from newsledger.companies.names import fold
from newsledger.companies.tables import several


class Listing(msgspec.Struct, frozen=True, array_like=True):
    """A ticker on an exchange; ``until`` is the last day of a listing that has ended."""

    symbol: str
    mic: str | None
    until: date | None = None


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """A company of the knowledge base; the fields are the columns of ``companies.csv``. ``fiscal_year_end`` is the
    month in which its fiscal year ends, ``None`` where the table does not know it."""

    name: str
    legal_name: str | None
    aliases: tuple[str, ...] = ()
    listings: tuple[Listing, ...] = ()
    country: str = ""
    city: str = ""
    sector: str = ""
    descriptions: tuple[str, ...] = ()
    cik: str | None = None
    lei: str | None = None
    isin: str | None = None
    parent: str | None = None
    former: tuple[tuple[str, date], ...] = ()
    words: tuple[str, ...] = ()
    publisher: bool = False
    curated: bool = True
    fiscal_year_end: int | None = None


def entry_of(row: dict[str, str], *, curated: bool = True) -> Entry:
    """An entry from a row of a company table; columns that the table lacks are empty.

    Raises:
        ValueError: a date of a listing or former name is no ISO date, or a month is no number.
    """
    return Entry(
        name=row["name"],
        legal_name=row.get("legal_name") or None,
        aliases=several(row.get("aliases", "")),
        listings=tuple(_listing(text) for text in several(row.get("tickers", ""))),
        country=row.get("country", ""),
        city=row.get("city", ""),
        sector=row.get("sector", ""),
        descriptions=tuple(map(fold, several(row.get("descriptions", "")))),
        cik=row.get("cik") or None,
        lei=row.get("lei") or None,
        isin=row.get("isin") or None,
        parent=row.get("parent") or None,
        former=tuple(_former(text) for text in several(row.get("former", ""))),
        words=several(row.get("word", "")),
        publisher=row.get("publisher", "") == "1",
        curated=curated,
        fiscal_year_end=_year_end(row.get("fiscal_year_end", ""), curated),
    )


def _year_end(month: str, curated: bool) -> int | None:
    """The month that a row says; a curated row leaves December empty."""
    if month:
        return int(month)
    return 12 if curated else None


def _listing(text: str) -> Listing:
    symbol, _, rest = text.partition("@")
    mic, _, until = rest.partition("@")
    return Listing(symbol, mic or None, date.fromisoformat(until) if until else None)


def _former(text: str) -> tuple[str, date]:
    name, _, until = text.rpartition("@")
    return name, date.fromisoformat(until)
