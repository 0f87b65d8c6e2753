"""Warehouses through dlt, tried on a DuckDB database as the warehouse: whole articles, once, exact, and quietly."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import duckdb
import pytest

from newsledger.errors import DestinationError
from newsledger.records import Rejected
from newsledger.sinks import Item, Summary, open_sink
from tests.sinks.samples import VERSION_1, VERSION_2, Seen, expected, item, rejected, run_info

# Looked for, not loaded: that takes a second, which only these tests shall pay.
pytestmark = pytest.mark.skipif(find_spec("dlt") is None, reason="run `pip install 'newsledger[dlt]'`")

DEST = "dlt:duckdb/news"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The database that is the warehouse; it and all files of dlt are in a folder of their own."""
    monkeypatch.setenv("DLT_DATA_DIR", str(tmp_path / "dlt"))
    monkeypatch.setenv("DESTINATION__DUCKDB__CREDENTIALS", str(tmp_path / "warehouse.duckdb"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "warehouse.duckdb"


def load(*items: Item, version: str = VERSION_1, bad: tuple[Rejected, ...] = ()) -> None:
    with open_sink(DEST, run_info(version)) as sink:
        for one in items:
            sink.write([one])
        sink.quarantine(bad)
        sink.close(Summary(read=len(items) + len(bad), extracted=len(items)))


def rows(warehouse: Path, query: str) -> list[dict[str, Any]]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        result = connection.execute(f"USE news; {query}")
        names = [column[0] for column in result.description]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


FACTS = """
SELECT f.article_id, f.fact_id, f.value, list(c.company ORDER BY c.position) AS companies, f.evidence, f.unit, f.rules
FROM articles__facts f JOIN articles__fact_companies c USING (article_id, fact_id) GROUP BY ALL
"""


def facts(warehouse: Path) -> list[Seen]:
    return sorted(
        Seen(**row | {"companies": tuple(row["companies"]), "rules": tuple(json.loads(row["rules"]))})
        for row in rows(warehouse, FACTS)
    )


AWKWARD = '\'; DROP TABLE articles; -- "quoted" \\N \\ \r\n\t \x00 \u2028 日本 \U0001f4c8'


def test_what_is_written_is_there_exactly(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda _, address: called.append(address))
    monkeypatch.setattr(socket.socket, "connect_ex", lambda _, address: called.append(address))
    items = [
        item(1, value="99999999999999999999999999.999999999999"),
        item(2, value="0.000000000001"),
        item(3, facts=0),
        item(4, text=AWKWARD),
    ]
    load(*items, items[0])
    wanted = [one._replace(evidence=one.evidence.replace("\x00", "\ufffd")) for one in expected(*items)]
    assert facts(warehouse) == sorted(wanted)
    (article,) = rows(warehouse, "SELECT text FROM articles WHERE text LIKE '%DROP%'")
    assert article == {"text": AWKWARD.replace("\x00", "\ufffd")}
    (run,) = rows(warehouse, "SELECT articles_read, exit_status FROM runs")
    assert run == {"articles_read": 4 + 1, "exit_status": 0}
    (types,) = rows(
        warehouse,
        "SELECT typeof(value) AS value, typeof(period_end) AS day, typeof(published_at) AS moment, "
        "published_at = TIMESTAMPTZ '2025-09-01 14:52+02' AS same "
        "FROM articles__facts JOIN articles USING (article_id) LIMIT 1",
    )
    assert types == {
        "value": "DECIMAL(38,12)",
        "day": "DATE",
        "moment": "TIMESTAMP WITH TIME ZONE",
        "same": True,
    }
    assert not called, "dlt told somebody"


def test_articles_are_replaced_whole_and_leave_quarantine(warehouse: Path) -> None:
    failed = Rejected("5.txt", item(5)[0].article_id, "failed", "no")
    load(item(1, facts=3), item(2), item(3), item(4, facts=0), bad=(failed, rejected(1)))
    assert len(rows(warehouse, "SELECT * FROM quarantine")) == 2
    newer = [item(3, facts=0), item(1, facts=1, value="7"), item(4, facts=1), item(5)]
    load(*newer, version=VERSION_2)
    assert facts(warehouse) == sorted(expected(*newer, item(2)))
    left = [Rejected(**row) for row in rows(warehouse, "SELECT uri, place, reason, detail FROM quarantine")]
    assert left == [rejected(1)]
    assert len(rows(warehouse, "SELECT * FROM runs")) == 2


CRASH = """
import os
from dlt.pipeline.pipeline import Pipeline
from newsledger.sinks import open_sink
from tests.sinks.samples import item, run_info
Pipeline.load = lambda *args, **kwargs: os._exit(9)
sink = open_sink("dlt:duckdb/news", run_info())
sink.write([item(1), item(2)])
sink.write([item(3)])
sink.close()
"""


def test_a_killed_load_and_a_dropped_dataset_are_made_up_for(warehouse: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
    assert subprocess.run([sys.executable, "-c", CRASH], env=environment).returncode == 9
    wanted = [item(number) for number in (1, 2, 3, 4)]
    with open_sink(DEST, run_info()) as sink:
        done = sink.finished(made.article.article_id for _, made in wanted)
        assert len(done) == 3
        sink.write([wanted[3]])
    assert facts(warehouse) == sorted(expected(*wanted))
    warehouse.unlink()
    load(item(1))
    assert facts(warehouse) == sorted(expected(item(1)))


def test_a_load_that_fails_is_made_up_for_when_enough_is_staged(warehouse: Path) -> None:
    from newsledger.sinks.dlt_warehouse import DltSink

    with DltSink(DEST, run_info(), facts_at_once=4) as sink:
        sink.write([item(1)])
        warehouse.unlink()
        warehouse.mkdir()
        with pytest.raises(DestinationError, match=r"^dlt:duckdb/news: ") as caught:
            sink.write([item(2)])
    assert "\n" not in str(caught.value)
    warehouse.rmdir()
    with DltSink(DEST, run_info(), facts_at_once=6) as sink:
        assert sink.finished([item(2)[0].article_id])
        sink.write([item(3)])
        assert facts(warehouse) == sorted(expected(item(1), item(2), item(3)))


@pytest.mark.parametrize(
    ("dest", "told"),
    [("dlt:", "dlt:bigquery"), ("dlt:nowhere/news", "nowhere"), ("dlt:postgres/news", "credentials")],
)
def test_what_is_wrong_with_a_destination_is_told(dest: str, told: str, warehouse: Path) -> None:
    with pytest.raises(DestinationError, match=told) as caught:
        open_sink(dest, run_info())
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400
