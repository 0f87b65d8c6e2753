"""The SEC's ``company_tickers_exchange.json``: registrants with CIK, name, ticker and exchange.

One JSON object, ``{"fields": ["cik", "name", "ticker", "exchange"], "data": [[320193, "Apple Inc.", "AAPL", "Nasdaq"],
...]}``, of about a megabyte, one row per ticker. Rows of one CIK are one company.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from newsledger.companies.register.company import BadRow, LeftOut, Registrant, Ticker
from newsledger.companies.register.files import opened
from newsledger.errors import InputError

MIC_OF_EXCHANGE = {"nasdaq": "XNAS", "nyse": "XNYS", "otc": "OTCM", "cboe": "BATS"}
"""Operators' MICs: the list tells no segments apart."""

_FIELDS = ("cik", "name", "ticker", "exchange")
_LARGEST = 100_000_000
"""Bytes beyond which a file is not this list."""

_STATE_MARK = re.compile(r"\s*[/\\](?:[A-Z .]{2,20}[/\\]?)?\s*$")
"""Where the registrant is from, or that the name is new: "/DE/", "/NEW/", " \\FI"."""


class _List(msgspec.Struct):
    fields: list[str]
    data: list[list[Any]]


def read_sec(path: Path) -> Iterator[Registrant | LeftOut | BadRow]:
    """The companies of the list, by first appearance; ``BadRow.line`` counts its rows from 1.

    Raises:
        InputError: the file cannot be read or is no such list.
    """
    with opened(path, ".json") as file:
        data = file.read(_LARGEST + 1)
    try:
        if len(data) > _LARGEST:
            raise ValueError("it is too large")
        table = msgspec.json.decode(data, type=_List)
        columns = [table.fields.index(field) for field in _FIELDS]
    except ValueError as error:
        raise InputError(f"{path} is no company_tickers_exchange.json: {error}") from error
    companies: dict[str, tuple[str, list[Ticker]]] = {}
    for line, row in enumerate(table.data, 1):
        try:
            cik, name, ticker, exchange = (row[column] for column in columns)
            number = int(cik)
        except (IndexError, TypeError, ValueError):
            yield BadRow(line, "is not cik, name, ticker, exchange")
            continue
        name = _STATE_MARK.sub("", str(name or "")).strip()
        if not name or not 0 < number < 10**10:
            yield BadRow(line, "has no name" if number > 0 else "has no CIK")
            continue
        _, tickers = companies.setdefault(f"{number:010}", (name, []))
        symbol = str(ticker or "").strip().upper().replace("-", ".")
        if symbol:
            tickers.append(Ticker(symbol, MIC_OF_EXCHANGE.get(str(exchange or "").casefold(), "")))
    for cik, (name, tickers) in companies.items():
        yield Registrant(name, tickers=tuple(dict.fromkeys(tickers)), cik=cik)
