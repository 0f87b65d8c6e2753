"""A folder that grows: new files once, when they are whole; and an end in order."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path

import pytest

from newsledger.batch import engine
from newsledger.batch.interruption import Interruption
from newsledger.batch.watch import Watch, watching
from newsledger.cli import main
from tests.batch import fakes
from tests.forking import FORKING


def names(watch: Watch) -> list[str]:
    return [path.name for path in watch.look()]


def test_a_file_is_told_once_when_it_has_rested(tmp_path: Path) -> None:
    watch = Watch([str(tmp_path)])
    assert names(watch) == []
    (tmp_path / "a.txt").write_text("first")
    assert [names(watch), names(watch), names(watch)] == [[], ["a.txt"], []]
    (tmp_path / "b.txt").write_text("be")
    names(watch)
    (tmp_path / "b.txt").write_text("begun and not yet ended")
    (tmp_path / "c.txt").write_text("c")
    assert [names(watch), names(watch), names(watch)] == [[], ["b.txt", "c.txt"], []]


def test_a_file_that_changed_is_told_again(tmp_path: Path) -> None:
    watch = Watch([str(tmp_path / "*.txt")])
    (tmp_path / "a.txt").write_text("one")
    names(watch)
    assert names(watch) == ["a.txt"]
    (tmp_path / "a.txt").write_text("one and two")
    assert [names(watch), names(watch)] == [[], ["a.txt"]]
    (tmp_path / "a.txt").unlink()
    assert names(watch) == []


@pytest.mark.parametrize("shift", [-86_400, 86_400])
def test_a_file_of_another_day_is_told(shift: int, tmp_path: Path) -> None:
    """The clock of the machine may have been set, or that of another one from which files are copied."""
    file = tmp_path / "a.txt"
    file.write_text("one")
    watch = Watch([str(tmp_path)])
    for words in ("one", "two!"):
        file.write_text(words)
        os.utime(file, (time.time() + shift, time.time() + shift))
        assert names(watch) == []
        assert names(watch) == ["a.txt"]


def test_what_is_excluded_is_not_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one")
    (tmp_path / "out.jsonl.index").write_text("x")
    watch = Watch([str(tmp_path)], exclude=[str(tmp_path / "out.jsonl")])
    names(watch)
    assert names(watch) == ["a.txt"]


def _met(inside: bool) -> int:
    """Work that a signal meets when all is done: before it has left its own care for signals, or just after."""
    with Interruption():
        if inside:
            os.kill(os.getpid(), signal.SIGTERM)
    if not inside:
        os.kill(os.getpid(), signal.SIGTERM)
    return 0


@pytest.mark.parametrize("inside", [True, False])
def test_a_signal_that_comes_when_the_work_is_done_ends_the_watch(tmp_path: Path, inside: bool) -> None:
    (tmp_path / "a.txt").write_text("one")
    rounds: list[list[str]] = []

    def work(fresh: list[str]) -> int:
        rounds.append(fresh)
        assert len(rounds) == 1, "the signal was lost"
        return _met(inside)

    before = signal.getsignal(signal.SIGTERM)
    assert watching(_Restless(tmp_path), work, 0.01) == 128 + signal.SIGTERM
    assert signal.getsignal(signal.SIGTERM) is before


class _Restless(Watch):
    """Tells its files anew at every look."""

    def __init__(self, folder: Path) -> None:
        super().__init__([str(folder)])
        self._folder = folder

    def look(self) -> list[Path]:
        return sorted(self._folder.iterdir())


def _until(dest: Path, lines: int) -> None:
    end = time.monotonic() + 120
    while not dest.exists() or dest.read_bytes().count(b"\n") < lines:
        assert time.monotonic() < end, "the file was not read"
        time.sleep(0.1)


def _command(arguments: list[str], errors: Path) -> None:
    """The command with a small extractor in the model's place."""
    engine._extractor = fakes.small
    with errors.open("w") as sys.stderr:
        main(arguments)


def test_the_command_reads_what_comes_and_ends_in_order(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    dest, errors = tmp_path / "out.jsonl", tmp_path / "errors.txt"
    arguments = ["extract", str(tmp_path / "in"), "--to", str(dest), "--watch", "0.2", "-q"]
    process = FORKING.Process(target=_command, args=(arguments, errors))
    process.start()
    try:
        for number in (1, 2):
            (tmp_path / "in" / f"{number}.txt").write_text(f"Acme plain\n\nAcme Corp said revenue rose {number}5%.\n")
            _until(dest, number)
    finally:
        assert process.pid is not None
        os.kill(process.pid, signal.SIGTERM)
        process.join(120)
    assert process.exitcode == 143, errors.read_text()
    assert errors.read_text() == ""
    found = [Path(json.loads(line)["article"]["uri"]).name for line in dest.read_bytes().splitlines()]
    assert found == ["1.txt", "2.txt"]
