"""The tables of a register, and the numbers that tell its sources apart."""

from __future__ import annotations

from typing import Literal

Kind = Literal["csv", "sec", "gleif", "gleif-isin", "mic"]

SCHEMA_VERSION = 1
"""Kept in SQLite's ``user_version``; a register of another version is made anew."""

APPLICATION = 0x4E4C5247
"""SQLite's ``application_id`` of a register: "NLRG"."""

_SHIFT = 40
NUMBERS: dict[Kind, int] = {"csv": 1, "sec": 2, "gleif": 3, "gleif-isin": 4, "mic": 5}
"""The number of each source; a company's id is that number and its place in the file, so that the same files make the
same ids in whatever order they are imported."""

FIRST = 1 << _SHIFT
"""The least id of a company: below it are the places of the knowledge base's own entries."""

TABLES = """
CREATE TABLE sources (
    kind TEXT PRIMARY KEY,        -- csv, sec, gleif, gleif-isin, mic
    file TEXT NOT NULL,           -- name of the file that was imported
    sha256 TEXT NOT NULL,         -- of its bytes
    dated TEXT NOT NULL,          -- ISO date: in the file's name, else of its last change
    rows INTEGER NOT NULL,        -- rows that it has
    kept INTEGER NOT NULL,
    left_out INTEGER NOT NULL,    -- rows that are well but no company's: branches, funds' compartments ...
    bad INTEGER NOT NULL          -- rows that are damaged
) WITHOUT ROWID;
CREATE TABLE companies (
    id INTEGER PRIMARY KEY,
    legal_name TEXT NOT NULL,
    country TEXT,                 -- ISO 3166 alpha-2, of the headquarters
    city TEXT,
    tickers TEXT,                 -- as in companies.csv: SYMBOL@MIC or SYMBOL@MIC@2016-12-08, the primary one first
    cik TEXT,
    lei TEXT,
    isin TEXT,
    ended TEXT,                   -- ISO date from which the company is no more
    more TEXT                     -- JSON: the other columns of a user's own list
);
CREATE TABLE names (
    key INTEGER NOT NULL,         -- 64 bits of the digest of the name's key without legal form
    company INTEGER NOT NULL,
    name TEXT NOT NULL,           -- empty: the company's legal name
    former TEXT,                  -- ISO date until which it was the name; empty: it was once, nobody says when
    PRIMARY KEY (key, company, name)
) WITHOUT ROWID;
CREATE TABLE listings (
    symbol TEXT NOT NULL,         -- in capitals, without leading zeros
    mic TEXT NOT NULL,            -- empty: the source names no exchange
    company INTEGER NOT NULL,
    PRIMARY KEY (symbol, mic, company)
) WITHOUT ROWID;
CREATE TABLE issuers (
    id INTEGER PRIMARY KEY,
    lei TEXT NOT NULL UNIQUE,
    securities INTEGER NOT NULL,  -- how many ISINs it has
    isin TEXT NOT NULL            -- the one, if it has one
);
CREATE TABLE isins (isin TEXT PRIMARY KEY, issuer INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE mics (
    mic TEXT PRIMARY KEY,
    operating TEXT NOT NULL,      -- MIC of the operator; its own for an operator
    name TEXT NOT NULL,
    acronym TEXT NOT NULL,
    country TEXT NOT NULL,
    city TEXT NOT NULL,
    status TEXT NOT NULL          -- ACTIVE, UPDATED or EXPIRED
) WITHOUT ROWID;
CREATE INDEX mics_called ON mics (acronym);
"""


def ids_of(kind: Kind) -> range:
    """The ids that companies of a source may have."""
    return range(NUMBERS[kind] << _SHIFT, (NUMBERS[kind] + 1) << _SHIFT)


def kind_of(company: int) -> Kind:
    """The source of a company, from its id."""
    return next(kind for kind, number in NUMBERS.items() if number == company >> _SHIFT)
