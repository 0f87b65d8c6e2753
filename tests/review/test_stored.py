"""What is read back from a database is what was written."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from newsledger.articles import read
from newsledger.articles.article import Article
from newsledger.contract import check
from newsledger.errors import InputError
from newsledger.pipeline import Extractor
from newsledger.records import Attribution, Comparison, Identifier, Metric, Period, Record
from newsledger.resources import folder
from newsledger.review.stored import Selection, Stored, is_database
from tests.builders import company, fact, quantity, record
from tests.review.stores import store
from tests.sinks.samples import item, rejected

FULL = fact(
    attribution=Attribution("Acme", "said", 12, 21),
    comparison=Comparison("year_over_year", "from a year ago"),
    signed_value=Decimal("-1000"),
    same_as="00000000000000bb",
    metric=Metric("revenue", "revenue", "us-gaap:Revenues", "adjusted", "cloud", "China"),
    period=Period("in the quarter", "2025-07-01", "2025-09-30", "fiscal"),
    contradicts=("00000000000000bb",),
    quantity=quantity("5%", value="1000", low=None, per="share"),
)


def _written(tmp_path: Path, made: Record) -> Record:
    text = "Acme gains\n\nAcme Corp said on Monday that revenue rose 5% to $2 billion."
    with Stored(store(tmp_path / "one.duckdb", [(Article(text=text, uri="acme.txt"), made)])) as stored:
        (found,) = stored.articles(Selection())
    assert found.text == text
    return found.record


ids = (Identifier("ticker", "ACME", "XNYS"), Identifier("cik", "0000000001"), Identifier("ticker", "0700.HK"))
RECORDS = {
    "plain": record(),
    "every slot": record(facts=(FULL, fact("00000000000000bb"))),
    "no company": record(companies=(), facts=(fact(companies=(), metric=None, measure=None, signed_value=None),)),
    "identifiers": record(companies=(company(ids=ids, legal_name=None), company("Other", mentions=()))),
    "nothing": record(companies=(), facts=()),
}


@pytest.mark.parametrize("name", list(RECORDS))
def test_a_record_comes_back_as_it_was(tmp_path: Path, name: str) -> None:
    assert _written(tmp_path, RECORDS[name]) == RECORDS[name]


def test_a_figure_too_large_for_its_column_is_read_from_its_words(tmp_path: Path) -> None:
    huge = quantity("$2 billion", value="1e30", kind="money", unit="USD")
    back = _written(tmp_path, record(facts=(fact(quantity=huge, signed_value=None),)))
    assert back.facts[0].quantity.value == Decimal(2_000_000_000)


@pytest.mark.slow
def test_records_of_the_sample_come_back_as_they_were(tmp_path: Path) -> None:
    articles = [one for one in read([str(folder("corpus/sample"))]) if isinstance(one, Article)]
    records = [made for made in Extractor().extract(articles) if isinstance(made, Record)]
    with Stored(store(tmp_path / "sample.duckdb", zip(articles, records, strict=True))) as stored:
        back = {found.record.article.article_id: found for found in stored.articles(Selection())}
    assert len(back) == len(records) > 10
    for made in records:
        found = back[made.article.article_id]
        assert found.record == made
        check(found.record, found.text or "")


def test_selections(tmp_path: Path) -> None:
    other = msgspec.structs.replace(record(), companies=(company("Baker"),), facts=())
    items = [item(1), item(2), (Article(text="Baker.", uri="b.txt"), other)]
    with Stored(store(tmp_path / "some.duckdb", items, [rejected(1)])) as stored:
        counted = {
            selection: (stored.count(selection), len(list(stored.articles(selection))))
            for selection in (
                Selection(),
                Selection(company="acme"),
                Selection(company="bak%"),
                Selection(metric="revenue"),
                Selection(metric="eps"),
                Selection(limit=2),
            )
        }
        assert list(counted.values()) == [(3, 3), (2, 2), (1, 1), (2, 2), (0, 0), (3, 2)]
        assert [one.place for one in stored.quarantine()] == ["line 1"]
        known = [found.record.article.article_id for found in stored.articles(Selection())]
        assert [found.record.article.article_id for found in stored.by_id([known[2], "none", known[0]])] == [
            known[2],
            known[0],
        ]


def test_other_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "text.duckdb").write_text("not a database")
    assert not is_database(tmp_path / "text.duckdb")
    assert not is_database(tmp_path / "missing.duckdb")
    with pytest.raises(InputError, match=r"text\.duckdb"):
        Stored(tmp_path / "text.duckdb")
    import duckdb

    duckdb.connect(str(tmp_path / "other.duckdb")).execute("CREATE TABLE articles (a INT)")
    assert is_database(tmp_path / "other.duckdb")
    with pytest.raises(InputError, match="no table"):
        Stored(tmp_path / "other.duckdb")
