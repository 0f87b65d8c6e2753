"""A company on its way into a register, as every importer gives it."""

from __future__ import annotations

import msgspec


class Name(msgspec.Struct, frozen=True):
    """Another name of a company. ``former``: ISO date until which it was its name, empty where nobody says when,
    ``None`` for a name that it has."""

    text: str
    former: str | None = None


class Ticker(msgspec.Struct, frozen=True):
    """A listing; ``mic`` is empty where the source names no exchange, ``until`` the last day of one that has ended."""

    symbol: str
    mic: str
    until: str | None = None

    def __str__(self) -> str:
        """As company tables write it: ``SYMBOL@MIC``, with the last day of one that has ended behind."""
        return "@".join(filter(None, (self.symbol, self.mic, self.until)))


class Registrant(msgspec.Struct, frozen=True):
    """A company of a list. ``more`` holds the columns of a user's own list that registers do not have."""

    legal_name: str
    names: tuple[Name, ...] = ()
    tickers: tuple[Ticker, ...] = ()
    country: str | None = None
    city: str | None = None
    cik: str | None = None
    lei: str | None = None
    isin: str | None = None
    ended: str | None = None
    more: dict[str, str] | None = None


class LeftOut(msgspec.Struct, frozen=True):
    """A row that is well but names no company that news could mean; ``reason`` is counted."""

    reason: str


class BadRow(msgspec.Struct, frozen=True):
    """A damaged row: where it stands and what is wrong with it."""

    line: int
    reason: str


def symbol_key(symbol: str) -> str:
    """A ticker as listings file it: "0700" and "700" are one."""
    return symbol.upper().lstrip("0")
