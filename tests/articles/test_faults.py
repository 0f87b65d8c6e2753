"""Bad input ends no run: each fault becomes one rejection with its reason and place, and the rest is read."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsledger.articles import Limits, ReadOptions, read
from newsledger.articles.article import Article
from newsledger.articles.rejection import REASONS
from newsledger.records import Rejected

from .samples import (
    BODY,
    COMPRESSIONS,
    FIELDS,
    FOREIGN,
    FORMATS,
    PAGE,
    PLAIN,
    json_lines,
    parquet,
    table,
    tarred,
    zipped,
)
from .test_formats import put

GOOD = json_lines({"text": BODY})
SMALL = ReadOptions(limits=Limits(characters=2000, ratio=50, ratio_floor=100_000, in_memory=200_000, depth=2))
DEEP = b"[" * 100_000 + b"]" * 100_000
TEXTS = {"a.txt": PLAIN.encode(), "b.txt": PLAIN.encode() * 3}
ZEROS = b"0" * 3_000_000

# name, content, (reason, place) of each rejection, articles that are read all the same
FAULTS: list[tuple[str, bytes, list[tuple[str, str | None]], int]] = [
    ("a.jsonl", GOOD + b'{"text": "half\n' + GOOD, [("malformed_json", "line 2")], 2),
    ("a.jsonl", GOOD + b"\n\n[1, 2]\n5\n" + GOOD, [("malformed_json", "line 4"), ("malformed_json", "line 5")], 2),
    ("a.jsonl", GOOD + b'{"text": "caf\xe9"}\n' + GOOD, [("undecodable", "line 2")], 2),
    ("a.jsonl", GOOD + json_lines({"text": "a\0b"}), [("nul_characters", "line 2")], 1),
    ("a.jsonl", GOOD + json_lines({"text": "  "}), [("empty_text", "line 2")], 1),
    ("a.jsonl", GOOD + json_lines({"text": None}), [("empty_text", "line 2")], 1),
    ("a.jsonl", GOOD + json_lines({"text": {"html": "x"}}), [("wrong_type", "line 2")], 1),
    ("a.jsonl", GOOD + json_lines({"text": 5}), [("wrong_type", "line 2")], 1),
    ("a.jsonl", GOOD + json_lines({"headline": "x"}), [("no_text_column", "line 2")], 1),
    ("a.jsonl", GOOD + json_lines({"text": FOREIGN}), [("not_english", "line 2")], 1),
    ("a.jsonl", GOOD + json_lines({"text": "long " * 401}) + GOOD, [("too_long", "line 2")], 2),
    ("a.jsonl", GOOD + json_lines({"text": "x" * 2_000_000}) + GOOD, [("too_long", "line 2")], 2),
    ("a.jsonl", GOOD + b'{"text": "one", "text": "two"}\n' + GOOD, [("duplicate_key", "line 2")], 2),
    ("a.jsonl", b'{"text": "Sales rose 5%.", "text": "Sales rose 5%."}\n', [], 1),
    ("a.jsonl", b'{"text": "Sales rose 5%.", "score": NaN, "top": Infinity}\n', [], 1),
    (
        "a.jsonl",
        GOOD + b'{"text": ' + DEEP + b"}\n" + GOOD,
        [("malformed_json", "line 2")],
        2,
    ),
    ("a.jsonl", GOOD + b'{"text": "\\ud800 lone"}\n', [("undecodable", "line 2")], 1),
    ("a.jsonl", b"", [("empty_text", None)], 0),
    ("a.json", b'[{"text": "Sales rose."}, {"text": "half', [("truncated", "item 2")], 1),
    (
        "a.json",
        b'[{"text": "a \\"b\\\\"}, {"text": }, {"text": "c } d ]"}]',
        [("malformed_json", "item 2")],
        2,
    ),
    ("a.json", b'[{"text": "Sales rose."}, {"text": "' + b"x" * 2_000_000, [("too_long", "item 2")], 1),
    ("a.json", b"[]", [("empty_text", None)], 0),
    ("a.csv", b"id,text\n1,Sales rose.\n2,Costs,fell,twice\n3,Jobs go.\n", [("malformed_row", "row 2")], 2),
    ("a.csv", b"id,text\n1,Sales rose.\n2\n3,Jobs go.\n", [("empty_text", "row 2")], 2),
    ("a.csv", b"id,text\n1,Sales rose.\n2,caf\xe9\n3,Jobs go.\n", [("undecodable", "row 2")], 2),
    ("a.csv", b"id,text\n1,Sales rose.\n2,a\0b\n3,Jobs go.\n", [("nul_characters", "row 2")], 2),
    ("a.csv", table([{"text": "x" * 200_000}, {"text": "Jobs go."}]), [("too_long", "row 1")], 1),
    ("a.csv", b'id,text\n1,Sales rose.\n2,"never closed\n3,Jobs go.\n' * 1, [], 2),
    ("a.csv", b"", [("empty_text", None)], 0),
    ("a.csv", b"id,text\r1,Sales rose.\r2,Jobs go.\r", [], 2),
    ("a.csv", b"id,text\r\n1,Sales\rrose.\r\n2,Jobs go.\r\n", [("empty_text", "row 2")], 2),
    ("a.csv", b"\rtext\r1", [("empty_text", None)], 0),
    ("a.txt", b"", [("empty_text", None)], 0),
    ("a.txt", b"caf\xe9 sales rose", [("undecodable", None)], 0),
    ("a.txt", b"\xff\xfeS\x00a", [("undecodable", None)], 0),
    ("a.txt", b"\xff\xfeS\x00a\x00\x00\xd8", [("undecodable", None)], 0),
    ("a.txt", b"x" * 9000, [("too_long", None)], 0),
    ("a.txt", b"x " * 1500, [("too_long", None)], 0),
    ("a.html", b"<html><body></body></html>", [("empty_text", None)], 0),
    ("a.html", b"", [("empty_text", None)], 0),
    ("a.html", PAGE.replace("utf-8", "no-such").encode("cp1252"), [("undecodable", None)], 0),
    ("a.html", b"<p>a\0b</p>", [("nul_characters", None)], 0),
    ("a.parquet", b"PAR1 and no more", [("malformed_file", None)], 0),
    ("a.parquet", FORMATS["a.parquet"][:-60] + FORMATS["a.parquet"][-8:], [("malformed_file", None)], 0),
    ("a.parquet", parquet({"text": [1, 2]}), [("wrong_type", None)], 0),
    ("a.parquet", parquet({"text": ["Sales rose.", None, ""]}), [("empty_text", "row 2"), ("empty_text", "row 3")], 1),
    ("a.jsonl.gz", COMPRESSIONS[".gz"](GOOD * 300)[:-8], [("truncated", None)], 300),
    ("a.jsonl.zst", COMPRESSIONS[".zst"](GOOD) + COMPRESSIONS[".zst"](GOOD * 300)[:-3], [("truncated", None)], 1),
    ("a.jsonl.bz2", COMPRESSIONS[".bz2"](GOOD)[:-9], [("truncated", None)], 1),
    ("a.jsonl.xz", COMPRESSIONS[".xz"](GOOD)[:-20], [("truncated", None)], 1),
    ("a.txt.gz", b"\x1f\x8b" + b"\x08 damaged in the middle" * 4, [("malformed_file", None)], 0),
    ("a.jsonl.gz", COMPRESSIONS[".gz"](GOOD + b'{"text": "' + ZEROS + b'"}'), [("unsafe_archive", None)], 1),
    ("a.zip", zipped({"z.jsonl": ZEROS, "a.txt": PLAIN.encode()}), [("unsafe_archive", None)], 1),
    ("a.zip", b"PK\x03\x04 and no more", [("malformed_file", None)], 0),
    ("a.zip", zipped({"1.zip": zipped({"2.zip": zipped({"a.txt": b"x"})})}), [("nested_too_deep", None)], 0),
    (
        "a.zip",
        zipped({"a.bin": b"\0\1\2", "__MACOSX/._a.txt": b"x", **TEXTS}),
        [("unknown_format", None)],
        2,
    ),
    (
        "a.tar",
        tarred(TEXTS)[:1800],
        [("truncated", None), ("truncated", None)],
        1,
    ),
    ("a.docx", zipped({"word/document.xml": b"<x/>"}), [("unknown_format", None)], 0),
    ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0", [("unknown_format", None)], 0),
]


@pytest.mark.parametrize(("name", "data", "expected", "good"), FAULTS)
def test_faults(tmp_path: Path, name: str, data: bytes, expected: list[tuple[str, str | None]], good: int) -> None:
    found = list(read([put(tmp_path, name, data)], SMALL))
    rejections = [item for item in found if isinstance(item, Rejected)]
    assert [(item.reason, item.place) for item in rejections] == expected
    assert len(found) - len(rejections) == good
    for item in rejections:
        assert name in item.uri
        assert item.detail.strip()
        assert "\n" not in item.detail


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path, "a.zip", zipped({"a.txt": PLAIN.encode(), "b.txt": PLAIN.encode()}, zipfile.ZIP_STORED))
    data = bytearray(Path(path).read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    Path(path).write_bytes(bytes(data))
    found = list(read([path]))
    assert [type(item).__name__ for item in found] == ["Rejected", "Article"]
    assert isinstance(found[0], Rejected)
    assert found[0].reason == "encrypted"


def test_a_quote_that_is_never_closed_stops_the_table_with_its_place(tmp_path: Path) -> None:
    data = b'id,text\n1,Sales rose.\n2,"' + b"never closed\n" * 200_000
    found = list(read([put(tmp_path, "a.csv", data)], SMALL))
    assert isinstance(found[0], Article)
    assert [(item.reason, item.place) for item in found[1:] if isinstance(item, Rejected)] in (
        [("malformed_row", "row 2")],
        [("too_long", "row 2")],
    )


def test_a_file_without_permission_is_refused_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "news/a.txt", PLAIN)
    put(tmp_path, "news/b.txt", PLAIN)
    opened = Path.open

    def no_a(self: Path, *args: object, **kwargs: object) -> object:
        if self.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return opened(self, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", no_a)
    found = list(read([str(tmp_path / "news")]))
    assert [item.reason if isinstance(item, Rejected) else "read" for item in found] == ["unreadable", "read"]


def test_texts_in_other_languages_pass_when_any_language_may(tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl", json_lines({"text": FOREIGN}))
    (article,) = read([path], ReadOptions(language="any"))
    assert isinstance(article, Article)
    assert article.language == "de"


def test_every_reason_says_what_is_wrong_and_what_to_do() -> None:
    assert {reason for _, _, expected, _ in FAULTS for reason, _ in expected} | {"encrypted", "unreadable"} == set(
        REASONS
    )
    assert all(";" in line and "\n" not in line for line in REASONS.values())


PACKED = [pack(FORMATS["a.jsonl"]) for pack in COMPRESSIONS.values()]
SEEDS = st.sampled_from([*FORMATS.values(), *PACKED, zipped(FORMATS), tarred(FORMATS)])


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=SEEDS, data=st.data(), name=st.sampled_from(["x", *FORMATS, "a.zip", "a.gz"]))
def test_damaged_bytes_never_raise(tmp_path: Path, seed: bytes, data: st.DataObject, name: str) -> None:
    damaged = bytearray(seed[: data.draw(st.integers(0, len(seed)))])
    for place, value in data.draw(st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), max_size=6)):
        if place < len(damaged):
            damaged[place] = value
    path = put(tmp_path, f"folder/{name}", bytes(damaged))
    for item in read([str(Path(path).parent)], SMALL):
        assert isinstance(item, Article | Rejected)
        if isinstance(item, Article):
            assert item.text.strip()
            assert "\0" not in item.text
        else:
            json.dumps([item.uri, item.place, item.reason, item.detail]).encode()
    Path(path).unlink()


def test_fields_are_the_only_thing_between_formats(tmp_path: Path) -> None:
    """The same record has the same id in every table format."""
    ids = set()
    for name in ("a.jsonl", "a.json", "a.csv", "a.tsv", "a.parquet"):
        for item in read([put(tmp_path, name, FORMATS[name])]):
            assert isinstance(item, Article)
            ids.add((item.article_id, item.uri, item.title, item.published))
    assert len(ids) == 1
    assert FIELDS["url"] in next(iter(ids))
