"""Which companies a register links, and which it must leave alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.made_up_companies import isin

from newsledger.companies.knowledge import KnowledgeBase
from newsledger.records import Company, Identifier
from newsledger.settings import ExtractSettings, extractor_version
from tests.companies.reading import knowledge, read
from tests.companies.register.lists import build, lei


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("all")).parent


@pytest.fixture(scope="module")
def base(folder: Path) -> Iterator[KnowledgeBase]:
    base = KnowledgeBase.load(folder / "register.sqlite")
    yield base
    assert base.register is not None
    base.register.close()


def ids(companies: tuple[Company, ...], name: str) -> list[tuple[str, str]]:
    (found,) = (company for company in companies if company.name == name)
    return sorted((one.scheme, one.value) for one in found.ids)


_THEN = [("lei", lei(90)), ("ticker", "SKL"), ("ticker", "SKLK")]

# Text, day, the company's name, its identifiers.
LINKS = [
    ("Quillstone Foods Inc said sales rose 3%.", "2024-05-10", "Quillstone Foods", [("lei", lei(2))]),
    ("QUILLSTONE FOODS INCORPORATED said sales rose 3%.", "2024-05-10", "QUILLSTONE FOODS", [("lei", lei(2))]),
    # Another legal form is another company.
    ("Quillstone Foods Ltd said sales rose 3%.", "2024-05-10", "Quillstone Foods", []),
    # A bare name proves nothing by itself, but does with its country.
    ("Shares of Quillstone Foods rose 3%.", "2024-05-10", "Quillstone Foods", []),
    ("DALLAS, May 10 - Shares of Quillstone Foods rose 3%.", "2024-05-10", "Quillstone Foods", [("lei", lei(2))]),
    ("LONDON, May 10 - Shares of Quillstone Foods rose 3%.", "2024-05-10", "Quillstone Foods", []),
    # A name that two entries share: only other evidence tells.
    ("Fenharrow Mining Ltd said sales rose 3%.", "2024-05-10", "Fenharrow Mining", []),
    ("PERTH, May 10 - Fenharrow Mining Ltd said sales rose 3%.", "2024-05-10", "Fenharrow Mining", [("lei", lei(4))]),
    ("Fenharrow Mining GmbH said sales rose 3%.", "2024-05-10", "Fenharrow Mining", [("lei", lei(5))]),
    ("COPENHAGEN, May 10 - Marrowgate Shipping A/S said sales rose 3%.", "2024-05-10", "Marrowgate Shipping", []),
    # Common words are many companies' name.
    ("Global Energy Ltd said sales rose 3%.", "2024-05-10", "Global Energy", []),
    ("LONDON, May 10 - Global Energy Ltd said sales rose 3%.", "2024-05-10", "Global Energy", [("lei", lei(12))]),
    # Before it ended, and after.
    ("Oldmarch Steel AG said sales rose 3%.", "2014-05-10", "Oldmarch Steel", [("lei", lei(8))]),
    ("Oldmarch Steel AG said sales rose 3%.", "2024-05-10", "Oldmarch Steel", []),
    # One company in two lists.
    (
        "Brightwell Partners Inc said sales rose 3%.",
        "2024-05-10",
        "Brightwell Partners",
        [("cik", "0007700001"), ("lei", lei(13)), ("ticker", "BWLP"), ("ticker", "BWLP.A")],
    ),
    ("Shares of Holloway Reach rose 3%.", "2024-05-10", "Holloway Reach", [("cik", "0007700002"), ("ticker", "HRCH")]),
    # A ticker proves what a name does not; one of another market keeps the name from being linked by it.
    ("Skylark (NIWO: SKLK) rose 3%.", "2024-05-10", "Skylark", [("lei", lei(90)), ("ticker", "SKLK")]),
    ("Quillstone Foods (NIWO: QLF) rose 3%.", "2024-05-10", "Quillstone Foods", [("ticker", "QLF")]),
    # The user's own list is the user's word, with the names that it had.
    ("Shares of Skylark Cargo rose 3%.", "2024-05-10", "Skylark", [("lei", lei(90)), ("ticker", "SKLK")]),
    ("Shares of Skylark Cargo rose 3%.", "2017-05-10", "Skylark", _THEN),
    ("Shares of Lark Freight rose 3%.", "2017-05-10", "Lark Freight", _THEN),
    ("Shares of Lark Freight rose 3%.", "2024-05-10", "Lark Freight", []),
    ("Shares of Zebrawood Energy rose 3%.", "2024-05-10", "Zebrawood Energy", [("ticker", "ZBW")]),
    # The LEI of an ISIN; the ISIN of an issuer of one security.
    (
        "Shares of Harbrook Dairy rose 3%.",
        "2024-05-10",
        "Harbrook Dairy",
        [("isin", isin("GB", 77)), ("lei", lei(77))],
    ),
]


@pytest.mark.parametrize(("text", "published", "name", "expected"), LINKS)
def test_links(base: KnowledgeBase, text: str, published: str, name: str, expected: list[tuple[str, str]]) -> None:
    assert ids(read(text, published=published, base=base).companies, name) == expected


def test_a_built_in_company_gets_the_lei_of_its_legal_name(base: KnowledgeBase) -> None:
    text = "Honda said sales rose 3%."
    before = read(text, published="2024-05-10").companies[0].ids
    after = read(text, published="2024-05-10", base=base).companies[0].ids
    assert not any(one.scheme == "lei" for one in before)
    assert set(after) == {*before, Identifier("lei", lei(14))}


def test_what_the_register_does_not_know_is_as_without_it(base: KnowledgeBase) -> None:
    text = (
        "Dunmore Holdings Ltd said sales rose. Microsoft fell 2%, LinkedIn (LNKD.N) rose 3%.\n\nThe company cut jobs."
    )
    for day in ("2015-05-10", "2024-05-10"):
        mine, theirs = (read(text, published=day, base=one) for one in (base, knowledge()))
        assert mine.companies == theirs.companies
        assert mine.mentions == theirs.mentions


def test_the_extractors_version_names_what_the_register_holds(folder: Path, tmp_path: Path) -> None:
    def version(path: Path) -> str:
        return extractor_version(ExtractSettings(companies=str(path)))

    same = tmp_path / "copy.sqlite"
    same.write_bytes((folder / "register.sqlite").read_bytes())
    assert version(same) == version(folder / "register.sqlite")
    assert version(build(tmp_path, "sec")) != version(same)
