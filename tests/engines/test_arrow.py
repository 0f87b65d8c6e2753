"""The Arrow batch function: the same facts as the local engine, every row accounted for, one schema."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from newsledger.articles import ReadOptions, article_from_fields
from newsledger.articles.article import Article
from newsledger.engines import FACTS_SCHEMA, Columns, extract_batch
from newsledger.errors import InputError
from newsledger.pipeline import Extractor
from newsledger.records import Record
from newsledger.settings import ExtractSettings, extractor_version
from newsledger.sinks import RunInfo
from newsledger.sinks.arrow import to_arrow
from newsledger.sinks.rows import flat_rows
from newsledger.sinks.tables import FLAT

ROWS: list[dict[str, Any]] = [
    {"body": "Acme Corp said revenue rose 5% to $2 billion.", "head": "Acme gains", "day": "2025-09-01", "at": "a:1"},
    {"body": "The council met on Monday and talked about the weather.", "head": None, "day": None, "at": "a:2"},
    {"body": None, "head": "Nothing", "day": None, "at": "a:3"},
    {"body": "Le chiffre d'affaires du groupe a augmenté au premier trimestre, selon le rapport publié lundi par la"
     " société, qui prévoit une hausse de ses ventes pour toute l'année.", "head": None, "day": None, "at": "a:4"},
    {"body": "Bolt Inc cut 1,200 jobs, it said.", "head": "Bolt cuts jobs", "day": "2025-09-03", "at": "a:5"},
]  # fmt: skip
COLUMNS = Columns("body", title="head", published="day", uri="at")


def local() -> list[dict[str, Any]]:
    """What the local engine makes of the rows."""
    run = RunInfo(extractor_version=extractor_version(ExtractSettings()))
    articles = [
        article_from_fields(
            {"text": row["body"], "title": row["head"], "published": row["day"], "uri": row["at"]}, ReadOptions()
        )
        for row in ROWS
    ]
    found = Extractor().extract(article for article in articles if isinstance(article, Article))
    rows: list[dict[str, Any]] = to_arrow(
        FLAT, [row for record in found if isinstance(record, Record) for row in flat_rows(record, run)]
    ).to_pylist()
    return rows


def check(rows: list[dict[str, Any]]) -> None:
    """The rows are those of the local engine, and every article is accounted for."""
    facts = [{name: row[name] for name in FLAT.names} for row in rows if row["fact_id"] is not None]
    assert facts == local()
    assert [row["uri"] for row in rows if row["fact_id"] is None] == ["a:2", "a:3", "a:4"]
    reasons = [(row["rejected"] or "").partition(":")[0] for row in rows if row["fact_id"] is None]
    assert reasons == ["", "empty_text", "not_english"]


def test_the_facts_are_those_of_the_local_engine() -> None:
    made = extract_batch(pa.RecordBatch.from_pylist(ROWS), COLUMNS)
    assert made.schema.equals(FACTS_SCHEMA)
    check(made.to_pylist())


def test_batches_change_nothing() -> None:
    whole = pa.RecordBatch.from_pylist(ROWS)
    made = [extract_batch(whole.slice(first, 2), COLUMNS) for first in range(0, len(ROWS), 2)]
    check([row for batch in made for row in batch.to_pylist()])


def test_an_empty_batch() -> None:
    made = extract_batch(pa.RecordBatch.from_pylist([], schema=pa.schema([("text", pa.string())])))
    assert made.num_rows == 0
    assert made.schema.equals(FACTS_SCHEMA)


def test_a_column_that_is_not_there() -> None:
    with pytest.raises(InputError, match="no column 'story'"):
        extract_batch(pa.RecordBatch.from_pylist(ROWS), Columns("story"))
