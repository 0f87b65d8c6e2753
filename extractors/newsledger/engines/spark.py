"""Spark: ``extract`` over a DataFrame of articles with ``mapInArrow``. Needs the extra ``spark`` and Java 17 or later.

    from newsledger.engines.spark import extract
    facts = extract(spark.read.parquet("articles/"), text="body", title="headline", published="date", uri="url")
    facts.write.parquet("facts/")

Rows stay where they are: no shuffle, no driver; a Python worker loads the model at its first batch and keeps it.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql.pandas.types import from_arrow_schema

from newsledger.engines.arrow import FACTS_SCHEMA, Columns, extract_batch
from newsledger.settings import ExtractSettings


def extract(
    frame: DataFrame,
    *,
    text: str = "text",
    title: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
    author: str | None = None,
    uri: str | None = None,
    settings: ExtractSettings | None = None,
) -> DataFrame:
    """The facts of the articles of a DataFrame; the keyword arguments name its columns.

    Returns:
        a DataFrame under ``FACTS_SCHEMA``: a row for each fact, and one without a fact for each article that states
        none or cannot be read, with the reason in ``rejected``. Decimals are exact, dates dates, lists arrays.

    Raises:
        InputError: a named column is not there.
    """
    columns = Columns(text, title, published, publisher, author, uri)
    columns.check(frame.columns, "frame")

    def extract_batches(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield extract_batch(batch, columns, settings)

    wanted = frame.select(*dict.fromkeys(columns.named().values()))
    return wanted.mapInArrow(extract_batches, from_arrow_schema(FACTS_SCHEMA))
