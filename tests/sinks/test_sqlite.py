"""The SQLite file: numbers beside exact texts, keys that are enforced, readers and writers at the same time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from newsledger.sinks import Summary, open_sink
from tests.forking import run_script
from tests.sinks.samples import KINDS, expected, item, run_info

DEST = "out.sqlite"
(KIND,) = [kind for kind in KINDS if kind.dest == DEST]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with open_sink(str(tmp_path / DEST), run_info()) as sink:
        sink.write([item(1, facts=1, value="123456789012345678.1234567891"), item(2, facts=1, value="-2.5")])
        sink.close(Summary(read=2, extracted=2, facts=2))
    with closing(sqlite3.connect(tmp_path / DEST)) as connection:
        yield connection


def test_numbers_compare_and_texts_are_exact(database: sqlite3.Connection) -> None:
    rows = database.execute("SELECT value_exact, signed_value FROM facts WHERE value > 1e17").fetchall()
    assert rows == [("123456789012345678.1234567891", pytest.approx(1.2345678901234568e17))]
    assert database.execute("SELECT value, value_exact FROM facts WHERE value < 0").fetchall() == [(-2.5, "-2.5")]


def test_no_row_is_without_its_parent(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert len(database.execute("PRAGMA foreign_key_list(fact_companies)").fetchall()) == 4


def test_columns_are_described_where_the_table_is_made(database: sqlite3.Connection) -> None:
    (made,) = database.execute("SELECT sql FROM sqlite_schema WHERE name = 'facts'").fetchone()
    assert '"period_end" TEXT /* Last day of the period, inclusive */' in made


def test_dates_and_lists(database: sqlite3.Connection) -> None:
    row = database.execute("SELECT published_date, published_at FROM articles LIMIT 1").fetchone()
    assert row == ("2025-09-01", "2025-09-01 12:52:00")
    assert database.execute("SELECT tickers, rules FROM facts_flat LIMIT 1").fetchone() == (
        '["ACME",""]',
        '["first","second"]',
    )


def test_a_reader_does_not_wait_for_a_run(tmp_path: Path) -> None:
    with open_sink(str(tmp_path / DEST), run_info()) as sink:
        sink.write([item(1)])
        with closing(sqlite3.connect(tmp_path / DEST, timeout=0)) as connection:
            assert connection.execute("SELECT count(*) FROM facts").fetchone() == (2,)
            sink.write([item(2)])
            assert connection.execute("SELECT count(*) FROM facts").fetchone() == (4,)


WRITER = """
import sys
from newsledger.sinks import open_sink
from tests.sinks.samples import item, run_info
with open_sink(sys.argv[1], run_info()) as sink:
    for number in range(40):
        sink.write([item(number)])
"""


def test_two_runs_at_once_write_each_article_once(tmp_path: Path) -> None:
    dest = tmp_path / DEST
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: run_script(WRITER, dest), range(2)))
    assert sorted(KIND.facts(dest)) == sorted(expected(*(item(number) for number in range(40))))
