"""The Parquet dataset: months, parts, replacements in older parts, crashes between files."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pandas as pd
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from newsledger.errors import DestinationError
from newsledger.sinks import Item, open_sink
from newsledger.sinks.parquet_dataset import ParquetDatasetSink
from tests.forking import run_script
from tests.sinks.samples import DATASET, KINDS, VERSION_1, VERSION_2, expected, head_of, item, run_info

(KIND,) = [kind for kind in KINDS if kind.dest == DATASET]
MONTHS = ["2025-08-31T23:59:00", "2025-09-01", "2025-09-30T23:00:00-05:00", None]


def dated(number: int, facts: int = 2) -> Item:
    article, made = item(number, facts=facts)
    article = msgspec.structs.replace(article, published=MONTHS[number % len(MONTHS)])
    return article, head_of(made, article)


def load(folder: Path, items: list[Item], version: str = VERSION_1, facts_in_part: int = 5) -> None:
    with ParquetDatasetSink(folder, run_info(version), facts_in_part) as sink:
        for one in items:
            sink.write([one])


def names(folder: Path, table: str) -> list[str]:
    return sorted(str(file.relative_to(folder / table)) for file in (folder / table).rglob("*.parquet"))


def test_a_file_per_month_and_part(tmp_path: Path) -> None:
    load(tmp_path, [dated(number) for number in range(4)])
    assert names(tmp_path, "articles") == [
        "month=2025-08/part-00000001.parquet",
        "month=2025-09/part-00000001.parquet",
        "month=unknown/part-00000002.parquet",
    ]
    assert names(tmp_path, "facts") == names(tmp_path, "articles") == names(tmp_path, "companies")


def test_readers_see_one_table_with_its_month(tmp_path: Path) -> None:
    load(tmp_path, [dated(number) for number in range(4)])
    frame = pd.read_parquet(tmp_path / "facts", filters=[("month", "=", "2025-09")])
    assert len(frame) == 4
    articles = ds.dataset(tmp_path / "articles", partitioning="hive").to_table()
    assert sorted(articles["text"].to_pylist()) == sorted(dated(number)[0].text for number in range(4))
    assert pq.read_table(tmp_path / "mentions").num_rows == 4


def test_rows_of_replaced_articles_leave_older_parts(tmp_path: Path) -> None:
    load(tmp_path, [dated(number) for number in range(8)])
    load(tmp_path, [dated(1, facts=1), dated(2, facts=0), dated(5, facts=3)], VERSION_2)
    left = [dated(number, facts) for number, facts in enumerate([2, 1, 0, 2, 2, 3, 2, 2])]
    assert sorted(KIND.facts(tmp_path)) == sorted(expected(*left))
    assert len(pd.read_parquet(tmp_path / "articles")) == 8


def test_a_part_of_which_nothing_is_left_is_removed(tmp_path: Path) -> None:
    load(tmp_path, [dated(0), dated(4)], facts_in_part=100)
    load(tmp_path, [dated(0), dated(4)], VERSION_2)
    assert names(tmp_path, "facts") == ["month=2025-08/part-00000002.parquet"]


CRASH = """
import os, sys
from pathlib import Path
from newsledger.sinks import parquet_dataset
from tests.sinks.samples import VERSION_2, run_info
from tests.sinks.test_parquet_dataset import dated
left = int(sys.argv[2])
write = parquet_dataset._write
def dying(file, table):
    global left
    if left == 0:
        os._exit(0)
    left -= 1
    write(file, table)
parquet_dataset._write = dying
sink = parquet_dataset.ParquetDatasetSink(Path(sys.argv[1]), run_info(VERSION_2))
sink.write([dated(number, facts=3) for number in range(5)])
sink.close()
os._exit(1)
"""


@pytest.mark.parametrize("files", [0, 2, 8, 13])
def test_a_crash_between_the_files_of_a_part(files: int, tmp_path: Path) -> None:
    load(tmp_path, [dated(number) for number in range(8)], facts_in_part=100)
    run_script(CRASH, tmp_path, files)
    load(tmp_path, [dated(number, facts=3) for number in range(8)], VERSION_2)
    assert sorted(KIND.facts(tmp_path)) == sorted(expected(*(dated(number, facts=3) for number in range(8))))
    assert len(pd.read_parquet(tmp_path / "articles")) == 8


def test_a_lost_index_costs_only_time(tmp_path: Path) -> None:
    load(tmp_path, [dated(number) for number in range(6)])
    (tmp_path / "_newsledger.index").unlink()
    load(tmp_path, [dated(3)])
    assert sorted(KIND.facts(tmp_path)) == sorted(expected(*(dated(number) for number in range(6))))
    load(tmp_path, [dated(number) for number in range(8)])
    assert sorted(KIND.facts(tmp_path)) == sorted(expected(*(dated(number) for number in range(8))))


def test_a_folder_of_something_else(tmp_path: Path) -> None:
    folder = tmp_path / "holiday.parquet"
    (folder / "photos").mkdir(parents=True)
    with pytest.raises(DestinationError, match="something else"):
        open_sink(f"{folder}/", run_info())
