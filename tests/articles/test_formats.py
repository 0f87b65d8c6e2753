"""The shared suite of the readers: every format, bare, compressed, in archives, sniffed."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from newsledger.articles import Fields, ReadOptions, read
from newsledger.articles.article import Article
from newsledger.errors import InputError
from newsledger.records import Rejected

from .samples import BODY, COMPRESSIONS, FIELDS, FORMATS, PAGE, PLAIN, TITLE, json_lines, parquet, table, tarred, zipped


def put(folder: Path, name: str, data: bytes | str) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return str(path)


def articles(*inputs: str, options: ReadOptions | None = None) -> list[Article]:
    found = list(read(inputs, options))
    assert [item for item in found if isinstance(item, Rejected)] == []
    return [item for item in found if isinstance(item, Article)]


def check(article: Article) -> None:
    """It is the sample, whatever it came from."""
    assert article.title == TITLE
    assert article.published is not None
    assert article.published.startswith("2025-09-01")
    assert article.publisher == "Acme Wire"
    assert "revenue rose 5% to " in article.text
    assert article.text[: article.title_end or len(TITLE)].strip() == TITLE
    assert article.language == "en"


@pytest.mark.parametrize("name", FORMATS)
def test_each_format(tmp_path: Path, name: str) -> None:
    (article,) = articles(put(tmp_path, name, FORMATS[name]))
    check(article)


@pytest.mark.parametrize("suffix", COMPRESSIONS)
@pytest.mark.parametrize("name", FORMATS)
def test_each_format_compressed(tmp_path: Path, name: str, suffix: str) -> None:
    (article,) = articles(put(tmp_path, name + suffix, COMPRESSIONS[suffix](FORMATS[name])))
    check(article)


@pytest.mark.parametrize("suffix", ["", *COMPRESSIONS])
def test_every_format_in_a_tar(tmp_path: Path, suffix: str) -> None:
    data = tarred({f"news/{name}": data for name, data in FORMATS.items()})
    found = articles(put(tmp_path, f"all.tar{suffix}", COMPRESSIONS[suffix](data) if suffix else data))
    assert len(found) == len(FORMATS)
    for article in found:
        check(article)
    assert str(found[0].uri).endswith(f"all.tar{suffix}!news/a.txt")


def test_every_format_in_a_zip_and_in_archives_within(tmp_path: Path) -> None:
    inner = zipped({"b.jsonl.gz": COMPRESSIONS[".gz"](FORMATS["a.jsonl"]), "b.txt": FORMATS["a.txt"]})
    found = articles(put(tmp_path, "all.zip", zipped({**FORMATS, "inner.zip": inner, "t.tar": tarred(FORMATS)})))
    assert len(found) == 2 * len(FORMATS) + 2
    for article in found:
        check(article)
    assert any(str(article.uri).endswith("all.zip!inner.zip!b.txt") for article in found)


@pytest.mark.parametrize("name", FORMATS)
def test_the_format_is_told_by_content_where_no_suffix_tells_it(tmp_path: Path, name: str) -> None:
    (article,) = articles(put(tmp_path, "download", FORMATS[name]))
    check(article)


@pytest.mark.parametrize("name", FORMATS)
def test_standard_input(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = COMPRESSIONS[".gz"](FORMATS[name])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(data))))
    (article,) = articles("-")
    check(article)
    assert str(article.uri).startswith(("stdin", "https://acme.example", "acme-1", "urn:"))


def test_folders_are_read_in_order_and_hidden_files_are_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.txt", ".hidden.txt", ".git/x.txt", "c.txt"):
        put(tmp_path, f"news/{name}", PLAIN)
    monkeypatch.chdir(tmp_path)
    assert [item.uri for item in articles("news")] == ["news/a.txt", "news/c.txt", "news/b/1.txt", "news/b/2.txt"]
    assert [item.uri for item in articles("news/*.txt", "news/b/2.txt")] == ["news/a.txt", "news/c.txt", "news/b/2.txt"]
    assert [item.uri for item in articles(str(tmp_path / "news" / "a.txt"))] == ["news/a.txt"]


def test_a_page_gives_title_time_author_and_site(tmp_path: Path) -> None:
    (article,) = articles(put(tmp_path, "a.html", PAGE))
    assert (article.author, article.publisher) == ("Jane Roe", "Acme Wire")
    assert article.published == "2025-09-01T14:52:00+01:00"
    assert "£2 billion" in article.text
    assert "Markets" not in article.text


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("cp1252", "iso-8859-1"), ("utf-8", "utf-8"), ("utf-8", ""), ("utf-16", "utf-16"), ("cp1252", "windows-1252")],
)
def test_a_page_is_decoded_as_it_declares(tmp_path: Path, encoding: str, declared: str) -> None:
    page = PAGE.replace('<meta charset="utf-8">', f'<meta charset="{declared}">' if declared else "")
    (article,) = articles(put(tmp_path, "a.html", page.encode(encoding)))
    assert "£2 billion" in article.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.json", "a.csv", "a.tsv"])
def test_encodings_of_text(tmp_path: Path, name: str, encoding: str) -> None:
    (article,) = articles(put(tmp_path, name, FORMATS[name].decode().replace("Corp", "Café").encode(encoding)))
    check(article)
    assert "Café" in article.text


def test_text_is_stored_as_it_was_given(tmp_path: Path) -> None:
    text = f"{TITLE}\r\n\r\n{BODY}  \r\n\u00a0"
    assert articles(put(tmp_path, "a.txt", text))[0].text == text


def test_rows_are_called_by_their_file_and_number_unless_they_have_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    bare = {"text": BODY}
    put(tmp_path, "a.jsonl", json_lines(bare, {"text": BODY, "id": 7}, bare))
    assert [item.uri for item in articles("a.jsonl")] == ["a.jsonl#1", "7", "a.jsonl#3"]
    put(tmp_path, "a.csv", table([bare, bare]))
    assert [item.uri for item in articles("a.csv")] == ["a.csv#1", "a.csv#2"]
    put(tmp_path, "a.parquet", parquet({"text": [BODY] * 3}))
    assert [item.uri for item in articles("a.parquet")] == ["a.parquet#1", "a.parquet#2", "a.parquet#3"]
    for name, data in {"one.json": json.dumps(bare), "pretty.json": json.dumps(bare, indent=1)}.items():
        put(tmp_path, name, data)
        assert [item.uri for item in articles(name)] == [name]
    put(tmp_path, "many.json", "\n".join(json.dumps(bare, indent=1) for _ in range(2)))
    assert [item.uri for item in articles("many.json")] == ["many.json", "many.json#2"]


def test_named_columns(tmp_path: Path) -> None:
    rows = [
        {"text": "the wrong one", "nitf": BODY, "when": "01/09/2025", "who": "Acme Wire", "ref": "r1", "top": TITLE}
    ]
    options = ReadOptions(
        fields=Fields(text="nitf", published="when", publisher="who", uri="ref", title="top"), date_order="MDY"
    )
    for name, data in {"a.csv": table(rows, ";"), "a.jsonl": json_lines(*rows)}.items():
        (article,) = articles(put(tmp_path, name, data), options=options)
        assert (article.title, article.published) == (TITLE, "2025-01-09")
        assert (article.publisher, article.uri) == ("Acme Wire", "r1")
        assert article.text.endswith(BODY)
    # Plain text has no columns, so naming them does not hide its text.
    assert articles(put(tmp_path, "a.txt", PLAIN), options=options)[0].title == TITLE


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.parquet", "a.json"])
def test_a_named_table_without_text_is_a_mistake_that_lists_the_columns(tmp_path: Path, name: str) -> None:
    row = {"ticker": "ACM", "price": "5"}
    data = {
        "a.jsonl": json_lines(row),
        "a.json": json.dumps([row]).encode(),
        "a.csv": table([row]),
        "a.parquet": parquet({"ticker": ["ACM"], "price": ["5"]}),
    }[name]
    with pytest.raises(InputError, match="ticker, price"):
        list(read([put(tmp_path, f"one/{name}", data)]))
    with pytest.raises(InputError, match="'nitf'"):
        list(read([str(tmp_path / "one" / name)], ReadOptions(fields=Fields(text="nitf"))))
    # Among many it is one bad input.
    put(tmp_path, "one/z.txt", PLAIN)
    found = list(read([str(tmp_path / "one")]))
    assert [item.reason for item in found if isinstance(item, Rejected)] == ["no_text_column"]
    assert len(found) == 2


@pytest.mark.parametrize("inputs", [[], ["missing.txt"], ["missing/*.txt"]])
def test_nothing_to_read_is_said_at_once(inputs: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError):
        read(inputs)


def test_an_empty_folder_is_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nothing to read"):
        list(read([str(tmp_path)]))


def test_reading_is_lazy(tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl", json_lines(FIELDS) * 1000 + b"not json\n")
    stream = read([path])
    check(next(item for item in stream if isinstance(item, Article)))
