"""Files by address, through fsspec's own file system in memory."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from newsledger.articles import read
from newsledger.errors import InputError

from .samples import COMPRESSIONS, FORMATS
from .test_formats import articles, check

fsspec = pytest.importorskip("fsspec")


@pytest.fixture
def memory() -> Iterator[str]:
    files = fsspec.filesystem("memory")
    for name in ("a.jsonl", "a.txt", "a.parquet", "a.rss"):
        files.pipe(f"/news/{name}", FORMATS[name])
    files.pipe("/news/deep/b.jsonl.gz", COMPRESSIONS[".gz"](FORMATS["a.jsonl"]))
    files.pipe("/news/.hidden", b"x")
    yield "memory://news"
    files.rm("/news", recursive=True)


@pytest.mark.parametrize(("path", "count"), [("", 5), ("/a.jsonl", 1), ("/a.*", 4), ("/deep", 1), ("/**/*.gz", 1)])
def test_files_folders_and_patterns(memory: str, path: str, count: int) -> None:
    found = articles(memory + path)
    assert len(found) == count
    for article in found:
        check(article)


def test_an_article_is_called_by_the_address(memory: str) -> None:
    (article,) = articles(memory + "/a.txt")
    assert article.uri == "memory://news/a.txt" or article.uri == "memory:///news/a.txt"


@pytest.mark.parametrize("address", ["memory://nowhere/a.txt", "memory://nowhere/*.txt", "nosuch://bucket/a"])
def test_what_is_not_there(address: str) -> None:
    with pytest.raises(InputError) as caught:
        list(read([address]))
    assert address in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(InputError, match=r"newsledger\[remote\]"):
        list(read(["s3://bucket/a.txt"]))
