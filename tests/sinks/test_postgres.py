"""PostgreSQL: keys, comments, several runs at once, a connection that is lost, and secrets that stay secret."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest

from newsledger.errors import DestinationError
from newsledger.sinks import RunInfo, Summary, open_sink
from newsledger.sinks.registry import SinkKind
from newsledger.sinks.tables import TABLES
from tests.forking import run_script
from tests.sinks import postgres
from tests.sinks.samples import DATABASE_SERVERS, POSTGRES, expected, item, open_at, rejected, run_info

(KIND,) = DATABASE_SERVERS


@pytest.fixture
def place(tmp_path: Path) -> Path:
    for mark in postgres.marks():
        pytest.skip(str(mark.kwargs["reason"]))
    return tmp_path / POSTGRES


def loaded(place: Path) -> Path:
    with open_at(place, run_info()) as sink:
        sink.write([item(1), item(2, facts=0)])
        sink.quarantine([rejected(1)])
        sink.close(Summary(read=3, extracted=2, facts=2, rejected={"malformed_json": 1}))
    return place


def test_every_table_and_column_has_its_comment(place: Path) -> None:
    rows = postgres.query(
        loaded(place),
        "SELECT c.relname AS table, a.attname AS column, col_description(c.oid, a.attnum) AS comment "
        "FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 "
        "WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'",
    )
    found = {(row["table"], row["column"]): row["comment"] for row in rows}
    assert found == {(table.name, column.name): column.comment for table in TABLES for column in table.columns}


def test_all_keys_are_enforced(place: Path) -> None:
    rows = postgres.query(
        loaded(place),
        "SELECT conrelid::regclass::text AS child, confrelid::regclass::text AS parent FROM pg_constraint "
        "WHERE contype = 'f' AND connamespace = current_schema()::regnamespace",
    )
    wanted = {(table.name, key.table) for table in TABLES for key in table.foreign_keys}
    assert {(row["child"], row["parent"]) for row in rows} == wanted


def test_types(place: Path) -> None:
    (row,) = postgres.query(
        loaded(place),
        "SELECT pg_typeof(value)::text AS value, pg_typeof(period_end)::text AS day, pg_typeof(rules)::text AS rules, "
        "(SELECT pg_typeof(published_at)::text FROM articles LIMIT 1) AS moment, "
        "(SELECT published_at = '2025-09-01 14:52+02' FROM articles LIMIT 1) AS same FROM facts LIMIT 1",
    )
    assert row == {
        "value": "numeric",
        "day": "date",
        "rules": "text[]",
        "moment": "timestamp with time zone",
        "same": True,
    }


def test_numbers_of_any_size_are_exact(place: Path) -> None:
    with open_at(place, run_info()) as sink:
        sink.write([item(1, facts=1, value="1" + "0" * 25 + ".000000000001")])
    assert [seen.value for seen in KIND.facts(place)] == [Decimal("1" + "0" * 25 + ".000000000001")]


WRITER = """
import sys
from pathlib import Path
from tests.sinks.samples import item, open_at, run_info
with open_at(Path(sys.argv[1]), run_info(sys.argv[2])) as sink:
    for first in range(0, 60, 6):
        sink.write([item(number, value=sys.argv[3]) for number in range(first, first + 6)][:: int(sys.argv[4])])
"""


def test_runs_at_the_same_time(place: Path) -> None:
    runs = [("1", "1", "1"), ("1", "1", "-1"), ("2", "2", "1"), ("2", "2", "-1")]
    with ThreadPoolExecutor(len(runs)) as pool:
        list(pool.map(lambda run: run_script(WRITER, place, *run), runs))
    seen = KIND.facts(place)
    assert len(seen) == 120
    by_article = {one.article_id: {other.value for other in seen if other.article_id == one.article_id} for one in seen}
    assert len(by_article) == 60
    assert all(len(values) == 1 for values in by_article.values())
    assert len(postgres.query(place, "SELECT 1 AS one FROM runs")) == 4


def test_a_lost_connection(place: Path) -> None:
    with pytest.raises(DestinationError) as caught, open_at(place, run_info()) as sink:
        sink.write([item(1)])
        postgres.query(
            place,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE application_name = 'newsledger' AND pid <> pg_backend_pid()",
        )
        sink.write([item(2)])
    assert "\n" not in str(caught.value)
    with open_at(place, run_info()) as sink:
        sink.write([item(1), item(2)])
    assert sorted(KIND.facts(place)) == sorted(expected(item(1), item(2)))


def test_a_table_of_the_same_name_is_left_alone(place: Path) -> None:
    import psycopg

    with psycopg.connect(postgres.address(place), autocommit=True) as connection:
        connection.execute("CREATE TABLE facts AS SELECT 1 AS one")
    with pytest.raises(DestinationError, match=r"table facts .* name another"):
        open_at(place, run_info())
    assert postgres.query(place, "SELECT * FROM facts") == [{"one": 1}]


def test_nobody_listens(place: Path) -> None:
    with pytest.raises(DestinationError, match="news at localhost") as caught:
        open_sink("postgresql://reader:secret@localhost:1/news", run_info())
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("command", "kept"),
    [
        ("extract in --to postgresql://me:pa/ss@db/news", "extract in --to postgresql://me:***@db/news"),
        (
            "-v --to postgresql://db/news?user=me&password=x&a=b",
            "-v --to postgresql://db/news?user=me&password=***&a=b",
        ),
        ("extract mail@x.de:y --to out.duckdb", "extract mail@x.de:y --to out.duckdb"),
    ],
)
def test_passwords_are_not_kept(place: Path, command: str, kept: str) -> None:
    with open_sink(postgres.address(place), RunInfo(extractor_version="1", command=command)):
        pass
    assert [row["command"] for row in postgres.query(place, "SELECT command FROM runs")] == [kept]


def test_what_to_install_where_an_extra_is_missing() -> None:
    kind = SinkKind("nowhere://", "newsledger.sinks.no_such_module:Sink", "nothing", extra="nowhere")
    with pytest.raises(DestinationError, match=r"pip install 'newsledger\[nowhere\]'"):
        kind.sink_type()
