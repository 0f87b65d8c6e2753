"""The compiled form of the tables: kept once, used only for what it was made of, made anew where it is damaged."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from newsledger.companies import compiled
from newsledger.companies.compiling import Compiled, compile_tables
from newsledger.companies.knowledge import KnowledgeBase


@pytest.fixture(scope="module")
def made() -> Compiled:
    return compile_tables()


def plain(tables: Compiled) -> bytes:
    return msgspec.msgpack.encode(tables)


def test_a_kept_form_says_the_same(made: Compiled, tmp_path: Path) -> None:
    def refuse() -> Compiled:
        raise AssertionError("made again")

    table = tmp_path / "table.csv"
    table.write_text("name\nAcme\n", encoding="utf-8")
    compiled.kept(tmp_path / "cache", [table], lambda: made)
    again = compiled.kept(tmp_path / "cache", [table], refuse)
    assert plain(again) == plain(made)
    assert KnowledgeBase(again).entries[5] == KnowledgeBase(made).entries[5]


def test_a_changed_table_is_compiled_anew_and_old_forms_go(made: Compiled, tmp_path: Path) -> None:
    table, cache = tmp_path / "table.csv", tmp_path / "cache"
    times = 0

    def make() -> Compiled:
        nonlocal times
        times += 1
        return made

    for content in ("a", "b", "a", "c", "d", "e"):
        table.write_text(content, encoding="utf-8")
        compiled.kept(cache, [table], make)
    assert times == 5
    assert len(list(cache.iterdir())) == 3


@pytest.mark.parametrize("damage", [b"", b"x" * 64, None])
def test_a_damaged_form_is_made_anew(made: Compiled, tmp_path: Path, damage: bytes | None) -> None:
    table, cache = tmp_path / "table.csv", tmp_path / "cache"
    table.write_text("a", encoding="utf-8")
    compiled.kept(cache, [table], lambda: made)
    (path,) = cache.iterdir()
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + b"\x00" if damage is None else damage)
    assert plain(compiled.kept(cache, [table], lambda: made)) == plain(made)
    assert path.read_bytes() == whole


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_a_folder_that_cannot_be_written_does_no_harm(made: Compiled, tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert compiled.kept(tmp_path / place, [tmp_path / "file"], lambda: made) is made


def test_a_table_that_is_no_file_is_not_kept(made: Compiled, tmp_path: Path) -> None:
    assert compiled.kept(tmp_path / "cache", [tmp_path / "nowhere.csv"], lambda: made) is made
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize(
    ("named", "expected"), [("/x/y", Path("/x/y")), ("", None), (None, Path("/home/cache/newsledger"))]
)
def test_where_it_is_kept(named: str | None, expected: Path | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", "/home/cache")
    if named is None:
        monkeypatch.delenv("NEWSLEDGER_CACHE", raising=False)
    else:
        monkeypatch.setenv("NEWSLEDGER_CACHE", named)
    assert compiled.cache_folder() == expected


def test_every_table_that_decides_is_in_the_digest() -> None:
    code = "".join((Path(compiled.__file__).parent / name).read_text(encoding="utf-8") for name in compiled._CODE[1:])
    assert set(re.findall(r'"([\w.]+\.(?:csv|txt)(?:\.gz)?)"', code)) == set(compiled._TABLES)
