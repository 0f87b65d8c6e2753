"""Which identifiers a company gets: only its own, at the time of the article, and only where the link is certain."""

from __future__ import annotations

import pytest

from tests.companies.reading import read

TICKERS: list[tuple[str, str | None, str, list[tuple[str, str | None]]]] = [
    ("LinkedIn said revenue rose.", "2016-06-13", "LinkedIn", [("LNKD", "XNYS")]),
    ("LinkedIn said revenue rose.", "2024-06-13", "LinkedIn", []),
    ("Facebook said revenue rose.", "2019-05-10", "Facebook", [("FB", "XNAS")]),
    ("Meta Platforms said revenue rose.", "2024-05-10", "Meta", [("META", "XNAS")]),
    ("Brightwell Energy (BWE.L) rose 3% on Monday.", "2024-05-10", "Brightwell Energy", [("BWE", "XLON")]),
    ("Ortega Foods (NASDAQ: ORTG) rose 3% on Monday.", "2024-05-10", "Ortega Foods", [("ORTG", "XNAS")]),
    ("Apple Inc <AAPL.O> rose 3% on Monday.", "2024-05-10", "Apple", [("AAPL", "XNAS")]),
    ("Dunmore Holdings Ltd said sales rose.", "2024-05-10", "Dunmore", []),
    ("Brent crude <LCOc1> and the index <.SPX> rose.", "2024-05-10", "", []),
]


@pytest.mark.parametrize(("text", "published", "name", "expected"), TICKERS)
def test_tickers(text: str, published: str | None, name: str, expected: list[tuple[str, str | None]]) -> None:
    companies = read(text, published=published).companies
    assert [company.name for company in companies] == ([name] if name else [])
    for company in companies:
        assert [(found.value, found.mic) for found in company.ids if found.scheme == "ticker"] == expected


def test_a_company_under_its_later_name_is_not_linked_before_it_had_it() -> None:
    (meta,) = read("Meta shares rose after Meta said sales grew.", published="2015-03-02").companies
    assert meta.ids == ()


def test_a_unit_has_no_identifiers_of_its_owner_and_names_it() -> None:
    found = read("Google Cloud said sales rose. Alphabet shares gained.", published="2024-05-10")
    names = [company.name for company in found.companies]
    unit, owner = names.index("Google Cloud"), names.index("Alphabet")
    assert found.companies[unit].ids == ()
    assert found.unit_of == {unit: owner}


@pytest.mark.parametrize(
    "text", ["Bakewell Root said profit fell.", "Celsius froze withdrawals, the lender Celsius said."]
)
def test_one_word_of_a_long_list_is_no_certain_link(text: str) -> None:
    for company in read(text, published="2022-06-13").companies:
        assert not any(found.value == "CELH" for found in company.ids)


NAMESAKES = [
    ("AMC raised prices. American Motors Corp <AMO> said it would hire.", "1987-03-02", ["American Motors"]),
    ("Bank of America NT and SA cut its rate. Bank of America shares rose.", "2019-03-04", ["Bank of America"]),
    ("DUNMORE LTD SEES LOSS\n\nDunmore Plc said it lost money. Dunmore Ltd gave no reason.", None, ["Dunmore"]),
]


@pytest.mark.parametrize(("text", "published", "names"), NAMESAKES)
def test_each_company_stands_once_in_a_record(text: str, published: str | None, names: list[str]) -> None:
    assert [company.name for company in read(text, published=published).companies] == names
