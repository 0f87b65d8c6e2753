"""kill -9 at random moments, then the same command again: for every sink the result is that of an undisturbed run."""

from __future__ import annotations

import os
import random
import time
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from newsledger.batch import run
from newsledger.batch.crew import JOBS_PER_WORKER
from tests.batch import fakes
from tests.forking import FORKING
from tests.sinks.samples import DATABASE_SERVERS, KINDS, POSTGRES, Kind, each, open_at, run_info

COUNT = 120
BATCH = 8
KILLS = int(os.environ.get("NEWSLEDGER_KILLS", "2"))
"""How often each sink's run is killed; more are for a night."""

SIMILAR = ("out.jsonl.zst", "out.csv.gz")
"""Kinds that write as another one does."""

WITH_WORKERS = ("out.jsonl", POSTGRES)
"""Kinds whose killed runs leave a worker behind; those of the others extract in their own process, which is quicker."""


def load(dest: Path, notes: Path, workers: int, environment: dict[str, str]) -> None:
    """One run, in a process of its own."""
    os.environ.update(environment)
    with open_at(dest, run_info()) as sink:
        run(inputs(), sink, workers=workers, batch=BATCH, make_extractor=fakes.Noting(str(notes)))


def inputs() -> fakes.Inputs:
    return fakes.articles(COUNT, n20="fail", n90="reject", n91="reject")


def read_so_far(notes: Path) -> list[str]:
    """The articles that extractors have read, in all runs; one that fails is read once more, alone."""
    return [line for file in notes.glob("read.*") for line in file.read_text().split("\n") if line]


@pytest.mark.slow
@each(kind for kind in [*KINDS, *DATABASE_SERVERS] if kind.dest not in SIMILAR)
def test_a_killed_run_can_be_repeated_until_it_is_done(kind: Kind, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    (tmp_path / "killed").mkdir()
    (tmp_path / "whole").mkdir()
    dest, undisturbed = tmp_path / "killed" / kind.dest, tmp_path / "whole" / kind.dest
    with open_at(undisturbed, run_info()) as sink:
        run(inputs(), sink, workers=0, batch=BATCH, make_extractor=fakes.plain)
    rng = random.Random(kind.dest)

    def begin() -> BaseProcess:
        arguments = (dest, notes, int(kind.dest in WITH_WORKERS), dict(os.environ))
        process = FORKING.Process(target=load, args=arguments)
        process.start()
        return process

    for _ in range(KILLS):
        goal = len(read_so_far(notes)) + rng.randint(1, max(1, COUNT // (KILLS + 1)))
        process = begin()
        while len(read_so_far(notes)) < goal:
            assert process.is_alive(), "it was done before it could be killed"
            time.sleep(rng.uniform(0, 0.02))
        process.kill()
        process.join()
    process = begin()
    process.join()
    assert process.exitcode == 0
    assert sorted(kind.facts(dest)) == sorted(kind.facts(undisturbed))
    assert len(kind.facts(dest)) == COUNT - 3
    assert sorted(kind.quarantine(dest), key=repr) == sorted(kind.quarantine(undisturbed), key=repr)
    if kind.dest in ("out.jsonl", "out.csv"):
        assert dest.read_bytes() == undisturbed.read_bytes()
    again = len(read_so_far(notes)) - COUNT
    # Failing articles make their batch be read again, one by one, and quarantined ones are tried anew by each run.
    assert again <= KILLS * (JOBS_PER_WORKER * BATCH + 3) + (KILLS + 1) * 2 * BATCH
