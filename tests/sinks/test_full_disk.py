"""A disk that is really full, and the same run again when there is room: the result is that of an undisturbed run.

A small file system in memory is mounted for one process alone, which needs the rights of an administrator, and Linux.
"""

from __future__ import annotations

import ctypes
import os
import random
import shutil
import sys
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from newsledger.articles.article import Article
from newsledger.batch import run
from newsledger.errors import DestinationLostError
from newsledger.records import Rejected
from tests.batch import fakes
from tests.forking import FORKING
from tests.sinks.samples import DATASET, KINDS, Kind, each, open_at, run_info

COUNT, LETTERS = 400, 20_000
SMALL, LARGE = "size=3m", "size=200m"
_NEW_NAMESPACE, _REMOUNT, _PRIVATE = 0x20000, 0x20, 0x44000

tried = each(
    kind
    for kind in KINDS
    if kind.dest in ("out.jsonl", "out.jsonl.gz", "out.csv", "out.parquet", DATASET, "out.duckdb", "out.sqlite")
)


def inputs() -> Iterator[Article | Rejected]:
    """Articles that no compression makes small."""
    noise = random.Random(7)
    for number in range(COUNT):
        yield fakes.article(number, f"plain {noise.randbytes(LETTERS // 2).hex()}")


def load(dest: Path) -> None:
    with open_at(dest, run_info()) as sink:
        run(inputs(), sink, workers=0, batch=20, make_extractor=fakes.plain)


def mount(source: str, place: Path | str, flags: int, options: str) -> bool:
    libc = ctypes.CDLL(None, use_errno=True)
    return bool(libc.mount(source.encode(), str(place).encode(), b"tmpfs", flags, options.encode()) == 0)


def fill(name: str, disk: Path, kept: Path, told: Connection) -> None:
    """Load onto a disk that becomes full, and again when it has room; what came of it is copied to ``kept``."""
    libc = ctypes.CDLL(None, use_errno=True)
    private = libc.unshare(_NEW_NAMESPACE) == 0 and mount("none", "/", _PRIVATE, "")
    if not private or not mount("tmpfs", disk, 0, SMALL):
        told.send(("no", os.strerror(ctypes.get_errno())))
        return
    try:
        load(disk / name)
        told.send(("never", ""))
        return
    except DestinationLostError as error:
        told.send(("full", str(error)))
    assert not list(disk.rglob("*.new"))
    assert mount("tmpfs", disk, _REMOUNT, LARGE)
    load(disk / name)
    shutil.copytree(disk, kept)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="mounting for one process is of Linux")
@tried
def test_a_disk_that_was_full_and_has_room_again(kind: Kind, tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "whole").mkdir()
    ours, theirs = FORKING.Pipe(duplex=False)
    process = FORKING.Process(target=fill, args=(kind.dest, tmp_path / "disk", tmp_path / "kept", theirs))
    process.start()
    theirs.close()
    became, message = ours.recv()
    process.join()
    if became == "no":
        pytest.skip(f"no file system can be mounted here: {message}")
    assert became == "full"
    assert kind.dest in message and "\n" not in message
    assert process.exitcode == 0
    undisturbed, found = tmp_path / "whole" / kind.dest, tmp_path / "kept" / kind.dest
    load(undisturbed)
    assert sorted(kind.facts(found)) == sorted(kind.facts(undisturbed))
    assert len(kind.facts(found)) == COUNT
    if kind.dest in ("out.jsonl", "out.csv"):
        assert found.read_bytes() == undisturbed.read_bytes()
