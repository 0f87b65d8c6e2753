"""The summary of a run: its line and its exit status; and the names of destinations."""

from __future__ import annotations

import io

import pytest

from newsledger.errors import DestinationError
from newsledger.records import Record
from newsledger.sinks import Summary, kind_of
from newsledger.sinks.stream import StreamSink
from tests.sinks.samples import item, rejected, run_info

STATUS = [
    (Summary(), 2),
    (Summary(read=1, extracted=1), 0),
    (Summary(read=1, skipped=1), 0),
    (Summary(read=2, extracted=1, rejected={"empty": 1}), 3),
    (Summary(read=1, rejected={"empty": 1}), 3),
    (Summary(read=2, rejected={"empty": 1, "failed": 1}), 1),
    (Summary(read=1, rejected={"contract": 1}), 1),
    (Summary(read=1, rejected={"time_limit": 1}), 3),
    (Summary(read=1, rejected={"failed": 1}, signal=15), 143),
    (Summary(signal=2), 130),
]


@pytest.mark.parametrize(("summary", "status"), STATUS)
def test_exit_status(summary: Summary, status: int) -> None:
    assert summary.exit_status == status


LINES = [
    (
        Summary(read=1, extracted=1, facts=1, companies=1, words=300, seconds=2.0),
        "1 article, 1 fact, 1 company in 2.0 s, 150 words/s",
    ),
    (
        Summary(read=2001, extracted=1200, skipped=800, facts=9000, companies=0, rejected={"empty": 1}, seconds=0.25),
        "1,200 articles, 9,000 facts, 0 companies, 800 already there, 1 quarantined (empty 1) in 0.2 s",
    ),
    (
        Summary(read=3, rejected={"not_english": 2, "failed": 1}, signal=2, seconds=1.0),
        "0 articles, 0 facts, 0 companies, 3 quarantined (failed 1, not_english 2) in 1.0 s; "
        "stopped by signal 2, run again to go on",
    ),
]


@pytest.mark.parametrize(("summary", "line"), LINES)
def test_line(summary: Summary, line: str) -> None:
    assert summary.line() == line


NAMES = [
    ("a.jsonl", ".jsonl"),
    ("b/A.JSONL.GZ", ".jsonl"),
    ("a.csv.zst", ".csv"),
    ("a.b.parquet", ".parquet"),
    ("a.b.parquet/", ".parquet/"),
    ("facts.duckdb", ".duckdb"),
    ("facts.sqlite", ".sqlite"),
    ("postgresql://me@db/news", "postgresql://"),
    ("dlt:bigquery/news", "dlt:"),
]


@pytest.mark.parametrize(("dest", "suffix"), NAMES)
def test_the_suffix_names_the_destination(dest: str, suffix: str) -> None:
    assert kind_of(dest).suffix == suffix


@pytest.mark.parametrize(
    "dest", ["a.json", "a.txt", "a", "jsonl", "a.parquet.gz", "a.duckdb.zst", "a.duckdb/", "out/", ""]
)
def test_other_suffixes_are_refused_with_those_that_there_are(dest: str) -> None:
    with pytest.raises(DestinationError, match=r"\.jsonl, \.csv, \.parquet, \.parquet/, \.duckdb, \.sqlite"):
        kind_of(dest)


def test_a_stream_gets_each_article_once(capsys: pytest.CaptureFixture[str]) -> None:
    stream = io.BytesIO()
    sink = StreamSink(run_info(), stream)
    sink.write([item(1), item(2), item(1)])
    sink.write([item(2)])
    sink.quarantine([rejected(1)])
    assert stream.getvalue().count(b"\n") == 2
    made: Record = item(1)[1]
    assert sink.finished([made.article.article_id, "other"]) == {made.article.article_id}
    assert capsys.readouterr().err == "newsledger: in/1.jsonl (line 1): malformed_json: expected a comma, found 'x'\n"
