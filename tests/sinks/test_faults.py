"""What befalls destinations: crashes at bad moments, full disks, files that others touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsledger.errors import DestinationError
from tests.forking import run_script
from tests.sinks.samples import (
    DATASET,
    KINDS,
    VERSION_1,
    VERSION_2,
    Kind,
    each,
    every_file,
    expected,
    item,
    joined,
    open_at,
    rejected,
    run_info,
)

text_files = each(kind for kind in KINDS if kind.dest.startswith(("out.jsonl", "out.csv")))
indexed = each(kind for kind in KINDS if kind.indexed)

ITEMS = [item(number, facts=number % 4) for number in range(12)]


def load(dest: Path, version: str = VERSION_1, count: int = len(ITEMS)) -> None:
    """Load in small steps what is not there yet, as a run does."""
    with open_at(dest, run_info(version)) as sink:
        for first in range(0, count, 3):
            step = ITEMS[first : first + 3]
            done = sink.finished(made.article.article_id for _, made in step)
            sink.write([one for one in step if one[1].article.article_id not in done])


def check(kind: Kind, dest: Path) -> None:
    assert sorted(kind.facts(dest)) == joined(kind, expected(*ITEMS))


FILL = """
import resource, signal, sys
from pathlib import Path
from newsledger.errors import DestinationError
from tests.sinks.samples import item, open_at, run_info
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
sink = open_at(Path(sys.argv[1]), run_info())
sink.write([item(0)])
room = max(path.stat().st_size for path in Path(sys.argv[1]).parent.rglob("*")) + 1500
resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
try:
    for number in range(1, 300, 20):
        sink.write([item(number + more) for more in range(20)])
    sink.close()
except DestinationError as error:
    print(error)
"""


@every_file
def test_a_full_disk_loses_nothing(kind: Kind, tmp_path: Path) -> None:
    dest = tmp_path / kind.dest
    printed = run_script(FILL, dest)
    assert dest.name in printed
    assert printed.count("\n") == 1
    assert not [path for path in tmp_path.rglob("*") if path.name.endswith(".new")]
    items = [item(number) for number in range(300)]
    with open_at(dest, run_info()) as sink:
        assert sink.finished([items[0][1].article.article_id])
        for first in range(0, len(items), 50):
            sink.write(items[first : first + 50])
    assert sorted(kind.facts(dest)) == joined(kind, expected(*items))


@every_file
def test_a_place_where_nothing_can_be_written(kind: Kind) -> None:
    with pytest.raises(DestinationError) as caught:
        open_at(Path("/proc") / kind.dest, run_info())
    assert "\n" not in str(caught.value)


@text_files
@pytest.mark.parametrize("cut", [1, 7, 40])
def test_a_torn_end_is_repaired(kind: Kind, cut: int, tmp_path: Path) -> None:
    dest = tmp_path / kind.dest
    load(dest, count=9)
    dest.write_bytes(dest.read_bytes()[:-cut])
    load(dest)
    check(kind, dest)


@text_files
@pytest.mark.parametrize("tail", [b"{", b'"a', b"\x1f\x8b\x08", b"\x00" * 90])
def test_a_torn_write_is_cut_off(kind: Kind, tail: bytes, tmp_path: Path) -> None:
    dest = tmp_path / kind.dest
    load(dest, count=6)
    dest.write_bytes(dest.read_bytes() + tail)
    load(dest)
    check(kind, dest)


@text_files
def test_whole_lines_of_a_write_that_was_never_entered(kind: Kind, tmp_path: Path) -> None:
    dest = tmp_path / kind.dest
    load(dest, count=6)
    index = dest.with_name(dest.name + ".index")
    before = index.read_bytes()
    load(dest, count=9)
    index.write_bytes(before)
    load(dest)
    check(kind, dest)


@indexed
def test_a_lost_index_costs_only_time(kind: Kind, tmp_path: Path) -> None:
    dest = tmp_path / kind.dest
    load(dest, count=9)
    dest.with_name(dest.name + ".index").unlink()
    load(dest)
    check(kind, dest)


@indexed
def test_an_index_that_is_none(kind: Kind, tmp_path: Path) -> None:
    dest = tmp_path / kind.dest
    dest.with_name(dest.name + ".index").write_bytes(b"not an index at all" * 100)
    with pytest.raises(DestinationError, match="index"):
        open_at(dest, run_info())


@indexed
def test_a_destination_that_was_taken_away(kind: Kind, tmp_path: Path) -> None:
    dest = tmp_path / kind.dest
    load(dest)
    dest.unlink()
    load(dest)
    check(kind, dest)


@indexed
def test_an_older_copy_that_was_put_back(kind: Kind, tmp_path: Path) -> None:
    dest = tmp_path / kind.dest
    load(dest, count=6)
    older = dest.read_bytes()
    load(dest)
    dest.write_bytes(older)
    load(dest)
    check(kind, dest)


CRASH = """
import os, sys
from pathlib import Path
from tests.sinks.samples import open_at, run_info
from tests.sinks.test_faults import ITEMS
sink = open_at(Path(sys.argv[1]), run_info(sys.argv[2]))
sink.write(ITEMS[3:9])
os._exit(0)
"""


@indexed
def test_a_copy_put_back_while_rows_are_staged(kind: Kind, tmp_path: Path) -> None:
    dest = tmp_path / kind.dest
    load(dest, count=6)
    older = dest.read_bytes()
    load(dest, VERSION_2, count=3)
    run_script(CRASH, dest, VERSION_2)
    dest.write_bytes(older)
    load(dest, VERSION_2)
    check(kind, dest)


@each(kind for kind in KINDS if kind.dest != DATASET)
def test_a_link_stays_a_link(kind: Kind, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    dest = tmp_path / kind.dest
    dest.symlink_to(tmp_path / "elsewhere" / kind.dest)
    load(dest)
    load(dest, VERSION_2)
    check(kind, dest)
    assert dest.is_symlink()


@each(kind for kind in KINDS if kind.dest != DATASET)
def test_a_file_that_was_only_made(kind: Kind, tmp_path: Path) -> None:
    dest = tmp_path / kind.dest
    dest.touch()
    load(dest)
    check(kind, dest)


@indexed
def test_a_torn_line_of_the_quarantine(kind: Kind, tmp_path: Path) -> None:
    dest = tmp_path / kind.dest
    with open_at(dest, run_info()) as sink:
        sink.quarantine([rejected(1), rejected(2)])
    file = dest.with_name(dest.name + ".quarantine.jsonl")
    file.write_bytes(file.read_bytes()[:-9])
    with open_at(dest, run_info()) as sink:
        sink.quarantine([rejected(1), rejected(2), rejected(3)])
    assert kind.quarantine(dest) == [rejected(1), rejected(2), rejected(3)]
