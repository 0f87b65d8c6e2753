"""The shipped company tables are clean, and the linter finds what it should in bad rows."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest
from stdnum import isin as isin_number
from stdnum import lei as lei_number

from newsledger.companies.lint import COLUMNS, Reference, Row, lint_companies, lint_small_tables, shipped_reference
from newsledger.companies.names import key
from newsledger.companies.tables import read_table, several
from newsledger.resources import folder

REFERENCE = Reference(
    sectors=frozenset({"bank", "carmaker"}),
    mics={"XNYS": "", "XNAS": "", "XHKG": r"\d{4,5}"},
    countries=frozenset({"US", "DE"}),
    meanings={"target": "a common word", "jordan": "a country or its people", "ford": "no company (person)"},
    shared={"merck": frozenset({"Merck", "Merck KGaA"})},
    people=frozenset({"Ana", "Wendy"}),
)

# A row and the columns of its findings.
BAD_ROWS: list[tuple[Row, list[str]]] = [
    ({"name": "Acme"}, []),
    ({"name": "Acme", "tickers": "ACME@XNYS;0005@XHKG;OLD@XNAS@2016-12-08;OTC"}, []),
    ({"name": "Acme", "country": "DE", "sector": "bank", "fiscal_year_end": "9", "publisher": "1"}, []),
    ({"name": "Acme", "isin": "DE0007164600", "lei": "529900G3SW56SHYNPR95", "cik": "0000320193"}, []),
    ({"name": "Target", "word": "Target"}, []),
    ({"name": "Acme", "former": "Jordan@2001-02-03", "word": "Jordan"}, []),
    ({"name": ""}, ["name"]),
    ({"name": "Acme", "colour": "red"}, ["colour"]),
    ({"name": " Acme"}, ["name"]),
    ({"name": "Acme  Motors"}, ["name"]),
    ({"name": "Acme", "aliases": "Acme Bank; Acme Trust"}, ["aliases"]),
    ({"name": "Acme", "aliases": "Acme Bank;"}, ["aliases"]),
    ({"name": "Acme", "descriptions": "lender;lender"}, ["descriptions"]),
    ({"name": "Acme", "aliases": "ACME"}, ["aliases"]),
    ({"name": "Acme", "aliases": "Acme and Sons", "legal_name": "Acme & Sons"}, ["aliases"]),
    ({"name": "Acme", "sector": "banks"}, ["sector"]),
    ({"name": "Acme", "country": "UK"}, ["country"]),
    ({"name": "Acme", "fiscal_year_end": "12"}, ["fiscal_year_end"]),
    ({"name": "Acme", "fiscal_year_end": "March"}, ["fiscal_year_end"]),
    ({"name": "Acme", "publisher": "yes"}, ["publisher"]),
    ({"name": "Acme", "tickers": "acme@XNYS"}, ["tickers"]),
    ({"name": "Acme", "tickers": "ACME@NYSE"}, ["tickers"]),
    ({"name": "Acme", "tickers": "ACME XNYS"}, ["tickers"]),
    ({"name": "Acme", "tickers": "5@XHKG"}, ["tickers"]),
    ({"name": "Acme", "tickers": "ACME@XNYS@2016"}, ["tickers"]),
    ({"name": "Acme", "former": "Apex"}, ["former"]),
    ({"name": "Acme", "former": "Apex@2020-13-01"}, ["former"]),
    ({"name": "Acme", "cik": "320193"}, ["cik"]),
    ({"name": "Acme", "lei": "529900G3SW56SHYNPR96"}, ["lei"]),
    ({"name": "Acme", "isin": "DE0007164601"}, ["isin"]),
    ({"name": "Acme", "isin": "US0378331005"}, ["isin"]),
    ({"name": "Acme", "parent": "Apex"}, ["parent"]),
    ({"name": "Acme", "parent": "Acme"}, ["parent"]),
    ({"name": "Target"}, ["word"]),
    ({"name": "Acme", "aliases": "Jordan"}, ["word"]),
    ({"name": "Acme", "aliases": "Wendy"}, ["word"]),
    ({"name": "Acme", "aliases": "Wendy", "word": "Wendy"}, []),
    ({"name": "ANA", "aliases": "Wendy's"}, []),
    ({"name": "Acme", "word": "Apex"}, ["word"]),
    ({"name": "Target Inc"}, ["word"]),
    ({"name": "Target Inc", "word": "Target"}, []),
    ({"name": "Acme Group", "word": "Acme"}, []),
    ({"name": "*"}, ["name"]),
    ({"name": "Acme! Brands"}, ["name"]),
    ({"name": "Acme", "aliases": "e&"}, ["aliases"]),
    ({"name": "Acme", "aliases": "Procter and Gamble;AT&T;L'Oréal;J.P. Morgan;1&1"}, []),
]

# Rows and the (name, column) of each finding.
BAD_TABLES: list[tuple[list[Row], list[tuple[str, str]]]] = [
    ([{"name": "Acme"}, {"name": "Apex"}], []),
    ([{"name": "Acme"}, {"name": "Apex", "parent": "Acme"}], []),
    ([{"name": "Merck"}, {"name": "Merck KGaA", "aliases": "Merck AG"}], []),
    ([{"name": "Acme", "tickers": "A@XNYS@2001-01-01"}, {"name": "Apex", "tickers": "A@XNYS"}], []),
    ([{"name": "Acme"}, {"name": "Apex", "aliases": "ACME Inc"}], [("Acme", "aliases"), ("Apex", "aliases")]),
    ([{"name": "Acme"}, {"name": "Acme"}], [("Acme", "name")]),
    (
        [{"name": "Acme", "tickers": "A@XNYS"}, {"name": "Apex", "tickers": "A@XNYS"}],
        [("Acme", "tickers"), ("Apex", "tickers")],
    ),
    (
        [{"name": "Acme", "cik": "0000320193"}, {"name": "Apex", "cik": "0000320193", "parent": "Acme"}],
        [("Acme", "cik"), ("Apex", "cik")],
    ),
    (
        [{"name": "Acme", "parent": "Apex"}, {"name": "Apex", "parent": "Acme"}],
        [("Acme", "parent"), ("Apex", "parent")],
    ),
]


@pytest.mark.parametrize(("row", "columns"), BAD_ROWS)
def test_a_bad_row_is_found(row: Row, columns: list[str]) -> None:
    assert [finding.column for finding in lint_companies([row], REFERENCE)] == columns


@pytest.mark.parametrize(("rows", "places"), BAD_TABLES)
def test_rows_that_clash_are_found(rows: list[Row], places: list[tuple[str, str]]) -> None:
    assert [(finding.name, finding.column) for finding in lint_companies(rows, REFERENCE)] == places


def test_the_curated_table_is_clean() -> None:
    assert [str(finding) for finding in lint_companies(raw_rows("companies.csv"), shipped_reference())] == []


def test_check_digits_are_those_of_the_standards() -> None:
    rows = list(read_table("companies.csv"))
    assert all(lei_number.is_valid(row["lei"]) for row in rows if row["lei"])
    assert all(isin_number.is_valid(row["isin"]) for row in rows if row["isin"])


def test_the_small_tables_are_clean() -> None:
    assert [str(finding) for finding in lint_small_tables()] == []


def test_the_curated_table_has_the_documented_columns() -> None:
    assert tuple(raw_rows("companies.csv")[0]) == COLUMNS


def test_the_curated_table_covers_the_world() -> None:
    rows = list(read_table("companies.csv"))
    assert len(rows) >= 1500
    countries = {row["country"] for row in rows}
    assert len(countries) >= 60
    assert {row["sector"] for row in read_table("sectors.csv")} == {row["sector"] for row in rows}


def test_every_us_listed_company_has_a_cik_and_a_ticker() -> None:
    rows = list(read_table("us_listed.csv.gz"))
    assert len({row["cik"] for row in rows}) == len(rows) > 7000
    mics = {row["mic"] for row in read_table("mics.csv")}
    for row in rows:
        assert row["name"] and row["tickers"], row
        assert {ticker.partition("@")[2] for ticker in several(row["tickers"])} <= mics | {""}, row
        assert row["name"].replace(",", "").startswith(row["word"]), row


def test_the_ciks_of_curated_companies_are_those_of_the_us_list() -> None:
    listed = {row["cik"]: set(several(row["tickers"])) for row in read_table("us_listed.csv.gz")}
    for row in read_table("companies.csv"):
        if row["cik"]:
            assert listed[row["cik"]] & set(several(row["tickers"])), row["name"]


def test_mics_are_those_of_iso_10383() -> None:
    from iso10383 import MIC  # takes a second, which only one test needs

    official = {member.value.mic: member.value for member in MIC}
    for row in read_table("mics.csv"):
        assert row["mic"] in official, row
        country = official[row["mic"]].iso_country_code
        assert country is not None and country.name.strip("_").upper() == row["country"], row


def test_the_word_list_is_sorted_lower_case() -> None:
    data = (folder("lexicons") / "english_words.txt.gz").read_bytes()
    words = gzip.decompress(data).decode().split()
    assert words == sorted(set(words))
    assert all(word.isalpha() and word.islower() for word in words)


@pytest.mark.parametrize("table", ["us_listed.csv.gz", "english_words.txt.gz"])
def test_generated_files_have_no_time_in_them(table: str) -> None:
    assert (folder("lexicons") / table).read_bytes()[4:8] == bytes(4)


WHAT_NEWS_SAYS = ["Alibaba", "Google", "Instagram", "Gucci", "Aramco", "TSMC", "J&J", "StanChart", "Jefferies", "GM"]


@pytest.mark.parametrize("name", WHAT_NEWS_SAYS)
def test_what_news_says_is_a_name(name: str) -> None:
    names = {key(alias) for row in read_table("companies.csv") for alias in (row["name"], *several(row["aliases"]))}
    assert key(name) in names


def raw_rows(table: str) -> list[Row]:
    """The rows with their white space, which the reader of the package takes off."""
    with Path(folder("lexicons") / table).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
