"""Inputs without measure: lines of 100 MB, a million columns, ten thousand tags, archives that reach out of themselves.

Each is refused or read in bounded memory and time, and what stands beside it is read.
"""

from __future__ import annotations

import io
import tarfile
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from newsledger.articles import ReadOptions, read
from newsledger.articles.article import Article
from newsledger.records import Rejected

from .samples import BODY, FORMATS, PLAIN, json_lines, zipped
from .test_formats import put

MEGABYTE = 1 << 20


@contextmanager
def bounded(*, seconds: float, megabytes: int) -> Iterator[None]:
    """Whether what is inside takes no more, in time and in Python's memory."""
    tracemalloc.start()
    begun = time.process_time()
    try:
        yield
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert time.process_time() - begun < seconds
    assert peak < megabytes * MEGABYTE, f"{peak / MEGABYTE:.0f} MB"


def told(items: list[Article | Rejected]) -> list[str]:
    return [item.reason if isinstance(item, Rejected) else "read" for item in items]


GOOD = json_lines({"text": BODY})
LINES = [
    ("a.jsonl", b'{"text": "', b'"}\n' + GOOD, ["too_long", "read"]),
    ("a.csv", b"id,text\n1,", b"\n2,Jobs go.\n", ["too_long", "read"]),
    ("a.json", b'[{"text": "', b'"}]', ["too_long"]),
    ("a.txt", b"", b"", ["too_long"]),
    ("a.html", b"<html><body><p>", b"</p></body></html>", ["too_long"]),
    ("a.xml", b"<rss><channel><item><description>", b"</description></item></channel></rss>", ["malformed_file"]),
    ("a.sgm", b'<!DOCTYPE lewis SYSTEM "lewis.dtd">\n<REUTERS><BODY>', b"</BODY></REUTERS>", ["too_long"]),
]


@pytest.mark.parametrize(("name", "before", "after", "expected"), LINES, ids=[row[0] for row in LINES])
def test_a_line_of_a_hundred_megabytes(
    name: str, before: bytes, after: bytes, expected: list[str], tmp_path: Path
) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.write(before)
        for _ in range(100):
            file.write(b"x" * MEGABYTE)
        file.write(after)
    try:
        with bounded(seconds=20, megabytes=80):
            assert told(list(read([str(path)]))) == expected
    finally:
        path.unlink()


def test_a_table_of_a_million_columns(tmp_path: Path) -> None:
    names = ",".join(f"c{number}" for number in range(1_000_000))
    path = put(tmp_path, "a.csv", f"{names},text\n" + f"{',' * 1_000_000}Sales rose.\n" * 3)
    begun = time.process_time()
    assert told(list(read([path]))) == ["read"] * 3
    assert time.process_time() - begun < 30


DEEP = [
    ("div", "<div>" * 1_500, "</div>" * 1_500, "read"),
    ("unclosed", "<b><i>" * 700, "", "read"),
    ("tables", "<table><tr><td>" * 150, "", "read"),
    ("ten thousand", "<div>" * 10_000, "</div>" * 10_000, "malformed_file"),
    ("ten thousand unclosed", "<ul><li>" * 10_000, "", "malformed_file"),
]


@pytest.mark.parametrize(("before", "after", "expected"), [row[1:] for row in DEEP], ids=[row[0] for row in DEEP])
def test_tags_that_lie_deep_in_each_other(before: str, after: str, expected: str, tmp_path: Path) -> None:
    page = FORMATS["a.html"].decode().replace("<article>", f"<article>{before}")
    with bounded(seconds=20, megabytes=100):
        (item,) = read([put(tmp_path, "a.html", page.replace("</article>", f"{after}</article>"))])
    assert told([item]) == [expected]
    if isinstance(item, Article):
        assert "revenue rose 5%" in item.text, "a part of the page was lost in silence"


OUTSIDE = ["../../escaped.txt", "/escaped.txt", "in/../../escaped.txt", "..\\..\\escaped.txt", "C:\\escaped.txt"]


@pytest.mark.parametrize("name", OUTSIDE)
def test_members_that_lead_out_of_their_archive_write_nothing(name: str, tmp_path: Path) -> None:
    (tmp_path / "deep" / "deeper").mkdir(parents=True)
    before = set(tmp_path.rglob("*"))
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        info = tarfile.TarInfo(name)
        info.size = len(PLAIN)
        archive.addfile(info, io.BytesIO(PLAIN.encode()))
    for path, data in (("a.zip", zipped({name: PLAIN.encode()})), ("a.tar", out.getvalue())):
        (item,) = read([put(tmp_path / "deep" / "deeper", path, data)])
        assert isinstance(item, Article)
        assert item.uri is not None
        assert path in item.uri
    assert {path.name for path in set(tmp_path.rglob("*")) - before} == {"a.zip", "a.tar"}
    assert not Path("/escaped.txt").exists()


def test_links_and_devices_of_an_archive_lead_nowhere(tmp_path: Path) -> None:
    put(tmp_path, "secret.txt", "root:x:0:0 earned $5 million")
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, kind, target in (
            ("soft.txt", tarfile.SYMTYPE, str(tmp_path / "secret.txt")),
            ("hard.txt", tarfile.LNKTYPE, "../secret.txt"),
            ("device.txt", tarfile.CHRTYPE, ""),
            ("pipe.txt", tarfile.FIFOTYPE, ""),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, target
            archive.addfile(info)
        info = tarfile.TarInfo("good.txt")
        info.size = len(PLAIN)
        archive.addfile(info, io.BytesIO(PLAIN.encode()))
    items = list(read([put(tmp_path, "archives/a.tar", out.getvalue())]))
    articles = [item for item in items if isinstance(item, Article)]
    assert [item.uri and item.uri.rpartition("/")[2].rpartition("!")[2] for item in articles] == ["good.txt"]


def test_an_archive_of_archives_ends_at_the_depth_that_is_allowed(tmp_path: Path) -> None:
    data = zipped({"deepest.txt": PLAIN.encode()})
    for level in range(50):
        data = zipped({f"{level}.zip": data, f"{level}.txt": PLAIN.encode() + b"%d" % level})
    items = list(read([put(tmp_path, "a.zip", data)], ReadOptions()))
    assert told(items).count("read") == ReadOptions().limits.depth
    assert set(told(items)) == {"read", "nested_too_deep"}
