"""Records as DataFrames: exact values, usable types, nothing lost."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

import newsledger
from newsledger.frames import Frames
from newsledger.records import Rejected
from tests.sinks.samples import item


def frames() -> Frames:
    return newsledger.to_frames(
        [item(1, value="123456789012345678.1234567891")[1], item(2, facts=0)[1], item(3, facts=1)[1]],
        quarantine=[Rejected("x.txt", None, "empty", "no text")],
    )


def test_values_are_exact_and_calculable() -> None:
    values = frames().facts["value"]
    assert list(values) == [Decimal("123456789012345678.1234567891")] * 2 + [Decimal("1.5")]
    assert values.sum() == Decimal("246913578024691357.7469135782")
    assert list(values > 2) == [True, True, False]
    assert values.astype(float).max() > 1e17


def test_one_row_per_fact_with_its_article_and_companies() -> None:
    facts = frames().facts
    assert list(facts["title"]) == ["Report 1", "Report 1", "Report 3"]
    assert facts["companies"][0] == ["Acme", 'Börse, "AG"; Ltd']
    assert facts["tickers"][0] == ["ACME", ""]
    assert facts["period_start"][0] == pd.Timestamp("2025-08-01")
    assert facts["source_start"].isna().all()


def test_articles_companies_and_mentions() -> None:
    tables = frames()
    assert len(tables.articles) == 3
    assert tables.articles["published_at"][0] == pd.Timestamp("2025-09-01 12:52")
    assert "text" not in tables.articles
    assert list(tables.companies["name"][:2]) == ["Acme", 'Börse, "AG"; Ltd']
    assert len(tables.mentions) == 3
    assert len(tables.fact_companies) == 6
    assert list(tables.quarantine["reason"]) == ["empty"]


def test_types_do_not_depend_on_the_rows() -> None:
    empty, full = newsledger.to_frames([]), frames()
    for name in Frames.__struct_fields__:
        assert list(getattr(empty, name).dtypes) == list(getattr(full, name).dtypes), name


def test_frames_join() -> None:
    tables = frames()
    joined = tables.fact_companies.merge(
        tables.companies, left_on=["article_id", "company"], right_on=["article_id", "name"], validate="many_to_one"
    )
    assert len(joined) == 6
