"""The DuckDB file: types, keys, comments, rows of every table, and other people's tables beside ours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from newsledger.errors import DestinationError
from newsledger.sinks import Summary, open_sink
from newsledger.sinks.tables import TABLES
from tests.sinks.samples import VERSION_2, item, rejected, run_info


@pytest.fixture
def database(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    dest = tmp_path / "out.duckdb"
    with open_sink(str(dest), run_info()) as sink:
        sink.write([item(1), item(2, facts=0)])
        sink.quarantine([rejected(1)])
        sink.close(Summary(read=3, extracted=2, facts=2, companies=4, words=12, rejected={"malformed_json": 1}))
    with duckdb.connect(str(dest), read_only=True) as connection:
        yield connection


def test_every_table_and_column_has_its_comment(database: duckdb.DuckDBPyConnection) -> None:
    tables = dict(database.execute("SELECT table_name, comment FROM duckdb_tables()").fetchall())
    columns = {
        (table, column): comment
        for table, column, comment in database.execute(
            "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal"
        ).fetchall()
    }
    for table in TABLES:
        assert tables[table.name] == table.comment
        for column in table.columns:
            assert columns[table.name, column.name] == column.comment


def test_keys(database: duckdb.DuckDBPyConnection) -> None:
    found = database.execute(
        "SELECT table_name, constraint_type, constraint_column_names, referenced_table FROM duckdb_constraints()"
    ).fetchall()
    for table in TABLES:
        assert (table.name, "PRIMARY KEY", list(table.key), None) in found
    for name in ("companies", "mentions", "facts", "fact_companies"):
        assert (name, "FOREIGN KEY", ["article_id"], "articles") in found


def test_a_row_of_every_table(database: duckdb.DuckDBPyConnection) -> None:
    one = item(1)[0].article_id
    article = database.execute(
        "SELECT uri, published, published_date, published_at, text, extractor_version FROM articles "
        "WHERE article_id = ?",
        [one],
    ).fetchone()
    assert article == (
        "news/1.txt",
        "2025-09-01T14:52:00+02:00",
        date(2025, 9, 1),
        datetime(2025, 9, 1, 12, 52),
        item(1)[0].text,
        "0.1.0",
    )
    company = database.execute("SELECT name, ticker, mic, cik, ids FROM companies WHERE position = 0").fetchone()
    assert company == ("Acme", "ACME", "XNYS", None, ["ticker:ACME@XNYS"])
    mention = database.execute("SELECT company, position, text, start_char, end_char, kind FROM mentions").fetchone()
    assert mention == ("Acme", 0, "Acme", 0, 4, "name")
    fact = database.execute(
        "SELECT value, unit, period_start, period_end, rules FROM facts WHERE position = 1"
    ).fetchone()
    assert fact == (Decimal("1.5"), "USD", date(2025, 8, 1), date(2025, 8, 31), ["first", "second"])
    run = database.execute(
        "SELECT articles_read, articles_extracted, facts, quarantined, exit_status FROM runs"
    ).fetchone()
    assert run == (3, 2, 2, 1, 3)


def test_views(database: duckdb.DuckDBPyConnection) -> None:
    rows = database.execute("SELECT companies, tickers FROM facts_flat").fetchall()
    assert rows == [(["Acme", 'Börse, "AG"; Ltd'], ["ACME", ""])] * 2
    count = database.execute("SELECT count(*) FROM company_facts WHERE company = 'Acme' AND ticker = 'ACME'").fetchone()
    assert count == (2,)


ORPHANS = """
SELECT count(*) FROM facts ANTI JOIN articles USING (article_id)
UNION ALL SELECT count(*) FROM companies ANTI JOIN articles USING (article_id)
UNION ALL SELECT count(*) FROM mentions m ANTI JOIN companies c ON c.article_id = m.article_id AND c.name = m.company
UNION ALL SELECT count(*) FROM fact_companies ANTI JOIN facts USING (article_id, fact_id)
UNION ALL
SELECT count(*) FROM fact_companies f ANTI JOIN companies c ON c.article_id = f.article_id AND c.name = f.company
UNION ALL SELECT count(*) FROM articles ANTI JOIN runs USING (run_id)
"""


def test_no_row_is_left_without_its_parent(tmp_path: Path) -> None:
    dest = tmp_path / "out.duckdb"
    for version, facts in [("1", 4), ("2", 1), ("3", 0), ("4", 2)]:
        with open_sink(str(dest), run_info(version)) as sink:
            sink.write([item(number, facts=facts) for number in range(int(version))])
    with duckdb.connect(str(dest), read_only=True) as connection:
        assert connection.execute(ORPHANS).fetchall() == [(0,)] * 6
        assert connection.execute("SELECT count(*) FROM runs").fetchone() == (4,)


def test_tables_of_others_stay(tmp_path: Path) -> None:
    dest = tmp_path / "out.duckdb"
    with duckdb.connect(str(dest)) as connection:
        connection.execute("CREATE TABLE prices AS SELECT 'ACME' AS ticker, 12.5 AS price")
    with open_sink(str(dest), run_info()) as sink:
        sink.write([item(1)])
    with duckdb.connect(str(dest), read_only=True) as connection:
        assert connection.execute("SELECT price FROM prices JOIN companies USING (ticker)").fetchall() == [(12.5,)]


def test_a_table_of_the_same_name_is_left_alone(tmp_path: Path) -> None:
    dest = tmp_path / "out.duckdb"
    with duckdb.connect(str(dest)) as connection:
        connection.execute("CREATE TABLE facts AS SELECT 1 AS one")
    with pytest.raises(DestinationError, match=r"table facts .* name another"):
        open_sink(str(dest), run_info())
    with duckdb.connect(str(dest), read_only=True) as connection:
        assert connection.execute("SELECT * FROM facts").fetchall() == [(1,)]
        assert connection.execute("SELECT count(*) FROM duckdb_tables()").fetchone() == (1,)


def test_a_column_that_is_new_is_added(tmp_path: Path) -> None:
    dest = tmp_path / "out.duckdb"
    with open_sink(str(dest), run_info()) as sink:
        sink.write([item(1)])
    with duckdb.connect(str(dest)) as connection:
        connection.execute("DROP VIEW facts_flat; DROP VIEW company_facts; ALTER TABLE facts DROP COLUMN concept")
    with open_sink(str(dest), run_info(VERSION_2)) as sink:
        sink.write([item(1)])
    with duckdb.connect(str(dest), read_only=True) as connection:
        assert connection.execute("SELECT DISTINCT concept FROM facts_flat").fetchall() == [("us-gaap:Revenues",)]
