"""Spark, where it and Java are there (``make test-spark``): the same facts as the local engine."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from shutil import which
from typing import TYPE_CHECKING, Any

import pytest

from newsledger.errors import InputError
from tests.engines.test_arrow import ROWS, check

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = [
    pytest.mark.cluster,
    pytest.mark.skipif(not find_spec("pyspark"), reason="no Spark: run `make test-spark`"),
    pytest.mark.skipif(
        not (which("java") or os.environ.get("JAVA_HOME")), reason="no Java: install version 17 or later"
    ),
]


@pytest.fixture(scope="module")
def spark() -> Any:
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    yield session
    session.stop()


def test_spark_gives_what_the_local_engine_gives(spark: SparkSession) -> None:
    from newsledger.engines.spark import extract

    frame = spark.createDataFrame(ROWS, "body string, head string, day string, at string").repartition(2, "at")
    made = extract(frame, text="body", title="head", published="day", uri="at")
    rows = [row.asDict() for row in made.collect()]
    assert dict(made.dtypes)["value"] == "decimal(38,12)"
    check(sorted(rows, key=lambda row: (row["uri"], row["position"] or 0)))


def test_a_column_that_is_not_there(spark: SparkSession) -> None:
    from newsledger.engines.spark import extract

    with pytest.raises(InputError, match="no column 'story'"):
        extract(spark.createDataFrame([("x",)], "body string"), text="story")
