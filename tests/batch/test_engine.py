"""The engine: order, isolation, dying and hanging workers, and that every input is accounted for."""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from newsledger.articles.article import Article
from newsledger.batch import Limits, Summary, run
from newsledger.batch.work import MakeExtractor
from newsledger.errors import DestinationError, DestinationLostError, ModelError, NewsledgerError
from newsledger.records import Record, Rejected, to_json
from newsledger.sinks import Item, RunInfo, open_sink
from newsledger.sinks.stream import StreamSink
from tests.batch import fakes
from tests.batch.fakes import article, articles

crews = pytest.mark.parametrize("workers", [0, 2])


class ListSink(StreamSink):
    """Keeps what it is given."""

    def __init__(self) -> None:
        super().__init__(RunInfo(extractor_version="1"))
        self.records: list[Record] = []
        self.rejected: list[Rejected] = []
        self.closed_with: Summary | None = None

    def write(self, items: Sequence[Item]) -> None:
        self.records += [record for _, record in items]
        self._written.update(record.article.article_id for _, record in items)

    def quarantine(self, items: Sequence[Rejected]) -> None:
        self.rejected += items

    def close(self, summary: Summary | None = None) -> None:
        self.closed_with = self.closed_with or summary

    @property
    def numbers(self) -> list[int]:
        return [int(record.facts[0].evidence.text.split()[0]) for record in self.records]


def go(
    inputs: Iterator[Article | Rejected],
    *,
    workers: int = 1,
    make: MakeExtractor = fakes.plain,
    batch: int = 4,
    limit: int | None = None,
    limits: Limits | None = None,
) -> tuple[ListSink, Summary]:
    sink = ListSink()
    summary = run(inputs, sink, workers=workers, batch=batch, limit=limit, limits=limits, make_extractor=make)
    assert summary.read == summary.extracted + summary.skipped + summary.quarantined
    assert sink.closed_with == summary
    assert len(sink.records) == summary.extracted
    return sink, summary


@crews
@pytest.mark.parametrize("batch", [1, 7, 100])
def test_output_is_the_same_for_any_crew_and_batch(workers: int, batch: int) -> None:
    sink, summary = go(articles(30), workers=workers, batch=batch, make=fakes.slow)
    assert sink.numbers == list(range(30))
    assert (summary.facts, summary.companies, summary.words) == (30, 30, 90)
    assert summary.exit_status == 0


FAULTS = [
    ("fail", "failed", "ValueError: cannot read 5 fail text", 1),
    ("none", "failed", "1 articles in, 0 records out", 1),
    ("twice", "failed", "1 articles in, 2 records out", 1),
    ("other", "failed", "a record is not of the article in its place", 1),
    ("deep", "failed", "RecursionError", 1),
    ("reject", "not_english", "it is in German", 3),
]


@crews
@pytest.mark.parametrize(("word", "reason", "detail", "status"), FAULTS, ids=[fault[0] for fault in FAULTS])
def test_a_fault_stays_with_its_article(workers: int, word: str, reason: str, detail: str, status: int) -> None:
    sink, summary = go(articles(9, n5=word), workers=workers)
    assert sink.numbers == [0, 1, 2, 3, 4, 6, 7, 8]
    assert summary.rejected == {reason: 1}
    assert summary.exit_status == status
    (rejected,) = sink.rejected
    assert (rejected.uri, rejected.place) == ("5.txt", article(5, word).article_id)
    assert detail in rejected.detail
    assert "\n" not in rejected.detail


DEADLY = [("die", "failed"), ("exit", "failed"), ("hang", "time_limit"), ("greedy", "memory_limit")]


@pytest.mark.parametrize(("word", "reason"), DEADLY)
def test_a_deadly_article_costs_only_itself(word: str, reason: str) -> None:
    limits = Limits(seconds=2.0 if word == "hang" else 60.0, memory=4 << 30)
    sink, summary = go(articles(20, n5=word, n14=word), workers=2, limits=limits)
    assert sink.numbers == [number for number in range(20) if number not in (5, 14)]
    assert summary.rejected == {reason: 2}
    assert [one.uri for one in sink.rejected] == ["5.txt", "14.txt"]


def test_a_killed_worker_is_replaced_and_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    stop = threading.Event()
    killed: set[int] = set()

    def kill() -> None:
        while len(killed) < 3 and not stop.wait(0.05):
            # Only those that have read something: three that die before they are ready end the run.
            at_work = {int(file.suffix[1:]) for file in tmp_path.glob("read.*")} - killed
            for worker in sorted(at_work)[:1]:
                os.kill(worker, signal.SIGKILL)
                killed.add(worker)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        sink, summary = go(articles(200), workers=2, make=fakes.Noting(str(tmp_path)))
    finally:
        stop.set()
        killer.join()
    assert len(killed) >= 2
    assert sink.numbers == list(range(200))
    assert summary.rejected == {}


@crews
def test_rejected_inputs_pass_through(workers: int) -> None:
    bad = Rejected("x.jsonl", "line 3", "malformed_json", "no")
    sink, summary = go(iter([article(0), bad, article(1)]), workers=workers)
    assert sink.numbers == [0, 1]
    assert sink.rejected == [bad]
    assert (summary.read, summary.exit_status) == (3, 3)


def test_only_rejected_inputs() -> None:
    sink, summary = go(iter([Rejected("x", None, "empty", "no text")] * 9), make=fakes.without_model)
    assert len(sink.rejected) == 9
    assert summary.exit_status == 3


def test_nothing_to_read() -> None:
    _, summary = go(iter([]), make=fakes.without_model)
    assert summary.exit_status == 2


def test_lone_surrogates_are_rejected() -> None:
    sink, summary = go(iter([article(0), Article("1 \ud800 text", uri="1.txt")]))
    assert sink.numbers == [0]
    assert summary.rejected == {"undecodable": 1}


@crews
def test_repeated_articles_are_written_once(workers: int) -> None:
    repeated = [article(number) for number in (0, 1, 1, 0, 2, 0, 1, 2, 3, 0, 3)]
    sink, summary = go(iter(repeated), workers=workers, batch=3)
    assert sink.numbers == [0, 1, 2, 3]
    assert summary.skipped == 7


@pytest.mark.parametrize(("limit", "count"), [(0, 0), (1, 1), (5, 5), (99, 12)])
def test_limit(limit: int, count: int) -> None:
    sink, _ = go(articles(12), limit=limit, workers=0)
    assert sink.numbers == list(range(count))


def test_a_second_run_does_nothing_again(tmp_path: Path) -> None:
    dest = str(tmp_path / "out.jsonl")
    notes = tmp_path / "notes"
    notes.mkdir()
    for extracted, skipped in [(10, 0), (5, 10)]:
        count = extracted + skipped
        with open_sink(dest, RunInfo(extractor_version="1")) as sink:
            summary = run(articles(count), sink, make_extractor=fakes.Noting(str(notes)))
        assert (summary.extracted, summary.skipped) == (extracted, skipped)
    read = [line for file in notes.glob("read.*") for line in file.read_text().split()]
    assert sorted(read) == sorted(f"{number}.txt" for number in range(15))


def test_output_is_identical_to_the_byte(tmp_path: Path) -> None:
    written = []
    for workers, batch in [(0, 50), (1, 3), (2, 1), (2, 16)]:
        dest = tmp_path / f"{workers}-{batch}.jsonl"
        with open_sink(str(dest), RunInfo(extractor_version="1")) as sink:
            inputs = articles(40, n7="fail", n8="reject")
            run(inputs, sink, workers=workers, batch=batch, make_extractor=fakes.slow)
        written.append(dest.read_bytes())
    assert len(set(written)) == 1
    assert written[0].count(b"\n") == 38


def test_inputs_are_read_only_as_they_are_needed() -> None:
    taken = 0
    sink = ListSink()
    most = 0

    def inputs() -> Iterator[Article | Rejected]:
        nonlocal taken, most
        for number in range(400):
            taken += 1
            most = max(most, taken - len(sink.records))
            yield article(number)

    run(inputs(), sink, workers=2, batch=5, make_extractor=fakes.plain)
    assert taken == 400
    assert most <= 5 * 2 * 2


class FullSink(ListSink):
    def write(self, items: Sequence[Item]) -> None:
        raise DestinationError("out.jsonl: the disk is full")


def test_a_failing_destination_ends_the_run() -> None:
    with pytest.raises(DestinationError, match="disk is full"):
        run(articles(100), FullSink(), workers=2, make_extractor=fakes.plain)


class GoneSink(FullSink):
    def close(self, summary: Summary | None = None) -> None:
        raise DestinationError("out.jsonl: nor can it be closed")


def test_what_broke_the_run_is_told_although_closing_fails_too() -> None:
    with pytest.raises(DestinationLostError, match="disk is full"), GoneSink() as sink:
        run(articles(10), sink, workers=0, make_extractor=fakes.plain)
    with pytest.raises(DestinationError, match="nor can it be closed"), GoneSink():
        pass


def test_a_failing_reader_ends_the_run() -> None:
    def inputs() -> Iterator[Article | Rejected]:
        yield article(0)
        raise OSError("the network is down")

    with pytest.raises(OSError, match="network"):
        run(inputs(), ListSink(), make_extractor=fakes.plain)


@pytest.mark.parametrize(
    ("make", "error", "words"),
    [
        (fakes.without_model, ModelError, "the model is not installed"),
        (fakes.broken, NewsledgerError, "ZeroDivisionError: no way"),
        (fakes.dying_at_start, NewsledgerError, "exit code 3"),
    ],
)
def test_an_extractor_that_cannot_be_made(make: MakeExtractor, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words) as caught:
        run(articles(5), ListSink(), workers=2, make_extractor=make)
    assert "\n" not in str(caught.value)


def test_the_traceback_of_a_failure_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "newsledger.batch"):
        go(articles(3, n1="fail"))
    assert "1.txt: Traceback" in caplog.text
    assert "ValueError" in caplog.text


def test_progress_counts_every_input() -> None:
    told: list[int] = []
    run(articles(10, n3="fail"), ListSink(), batch=4, progress=told.append, make_extractor=fakes.plain)
    assert told == [4, 4, 2]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_finishes_what_is_in_hand(number: signal.Signals) -> None:
    def inputs() -> Iterator[Article | Rejected]:
        for one in range(1000):
            if one == 60:
                os.kill(os.getpid(), number)
            yield article(one)

    sink, summary = go(inputs(), workers=2)
    assert summary.exit_status == 128 + number
    assert 0 < len(sink.records) <= 60
    assert sink.numbers == list(range(len(sink.records)))


def test_a_signal_interrupts_the_wait_for_input() -> None:
    reader, writer = os.pipe()

    def inputs() -> Iterator[Article | Rejected]:
        yield article(0)
        os.read(reader, 1)
        pytest.fail("nothing is ever written to this pipe")

    timer = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    begun = time.monotonic()
    sink, summary = go(inputs())
    assert time.monotonic() - begun < 20
    assert sink.numbers == [0]
    assert summary.exit_status == 130
    os.close(reader)
    os.close(writer)


@crews
def test_a_clock_that_is_set_changes_nothing(workers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing but dates is taken from the clock of the day: neither limits nor what a run says of its time."""
    days = iter(range(-1, -10_000, -1))
    monkeypatch.setattr(time, "time", lambda: 1.8e9 + (-1) ** next(days) * 86_400 * next(days))
    sink, summary = go(articles(20), workers=workers, limits=Limits(seconds=30))
    assert sink.numbers == list(range(20))
    assert summary.rejected == {}
    assert 0 <= summary.seconds < 120


def test_handlers_are_put_back() -> None:
    before = signal.getsignal(signal.SIGTERM)
    go(articles(2))
    assert signal.getsignal(signal.SIGTERM) is before


def test_outside_the_main_thread() -> None:
    results: list[Summary] = []
    thread = threading.Thread(target=lambda: results.append(go(articles(3))[1]))
    thread.start()
    thread.join()
    assert results[0].extracted == 3


def test_records_travel_unchanged() -> None:
    sink, _ = go(articles(1), workers=1)
    assert to_json(sink.records[0]) == to_json(fakes.record_of(article(0)))
