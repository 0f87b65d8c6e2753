"""The formats that can be read. A new one is a module with one function and a row here."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

import msgspec

from newsledger.articles.article import Article
from newsledger.articles.delimited import best_delimiter, read_delimited
from newsledger.articles.fields import find_columns
from newsledger.articles.html import read_html
from newsledger.articles.json_records import read_json
from newsledger.articles.origin import Origin
from newsledger.articles.parquet import read_parquet
from newsledger.articles.plain import read_plain
from newsledger.articles.sgml import read_sgml
from newsledger.articles.streams import BOMS, SUFFIXES
from newsledger.articles.warc import read_warc
from newsledger.articles.xml_news import read_xml
from newsledger.records import Rejected

Reader = Callable[[io.BufferedReader, Origin], Iterator[Article | Rejected]]
HEAD = 4096
"""Bytes of a file by which its format is told."""


class Format(msgspec.Struct, frozen=True):
    """A format: its suffixes, how its first bytes look, and its reader. ``magic`` bytes settle the format whatever the
    suffix says; ``sniff`` is asked only where the suffix says nothing."""

    name: str
    suffixes: tuple[str, ...]
    read: Reader
    sniff: Callable[[bytes], bool]
    magic: bytes | None = None


def _looks_like_html(head: bytes) -> bool:
    start = head.lstrip().lower()
    return start.startswith((b"<!doctype html", b"<html")) or (start.startswith(b"<") and b"<html" in start)


def _looks_like_json(head: bytes) -> bool:
    start = head.lstrip()
    return (start.startswith(b"{") and b'"' in start[:200]) or start.startswith((b"[{", b"[\n", b"[\r", b"[ "))


def _looks_like_sgml(head: bytes) -> bool:
    return head.lstrip().startswith((b"<!DOCTYPE lewis", b"<REUTERS"))


_NEWS_ROOT = re.compile(
    rb"(?:<[?!][^>]{0,500}>\s*)*<(?:\w+:)?(?:nitf|newsItem|newsMessage|rss|feed|RDF)\b", re.IGNORECASE
)


def _looks_like_news(head: bytes) -> bool:
    return _NEWS_ROOT.match(head.lstrip()) is not None


def _looks_like_table(head: bytes) -> bool:
    header = head.split(b"\n", 1)[0].decode("utf-8", "replace").strip()
    columns = tuple(column.strip(' "') for column in header.split(best_delimiter(header)))
    found = find_columns(columns)
    return found.text is not None and len(found.used()) > 1


FORMATS: tuple[Format, ...] = (
    Format("Parquet", (".parquet", ".pq"), read_parquet, lambda head: False, b"PAR1"),
    Format("WARC", (".warc",), read_warc, lambda head: False, b"WARC/1."),
    Format("JSON", (".jsonl", ".ndjson", ".json", ".jl"), read_json, _looks_like_json),
    Format("NITF, NewsML-G2, RSS, Atom", (".xml", ".nitf", ".rss", ".atom", ".rdf"), read_xml, _looks_like_news),
    Format("HTML", (".html", ".htm", ".xhtml"), read_html, _looks_like_html),
    Format("Reuters SGML", (".sgm", ".sgml"), read_sgml, _looks_like_sgml),
    Format("CSV", (".csv", ".tsv", ".tab"), read_delimited, _looks_like_table),
    Format("plain text", (".txt", ".text", ".md"), read_plain, lambda head: True),
)

_OTHER_SUFFIXES = frozenset([".docx", ".xlsx", ".pptx", ".odt", ".ods", ".epub", ".jar", ".whl", ".apk"])
"""Zip archives inside, but no archives of articles."""


def suffix_of(name: str) -> str:
    """The suffix that tells the format, those of compression apart: ``.csv`` for "a/b.csv.gz"."""
    suffixes = [suffix.lower() for suffix in PurePosixPath(name.replace("!", "/")).suffixes]
    while suffixes and suffixes[-1] in SUFFIXES:
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


def is_foreign(name: str) -> bool:
    """Whether a file is of a kind that looks like an archive and is none."""
    return suffix_of(name) in _OTHER_SUFFIXES


def choose(name: str, head: bytes) -> Format | None:
    """The format of a file by its first bytes and its suffix; ``None`` for binary files of no known format."""
    for known in FORMATS:
        if known.magic is not None and head.startswith(known.magic):
            return known
    suffix = suffix_of(name)
    for known in FORMATS:
        if suffix in known.suffixes:
            return known
    for mark, encoding in BOMS:
        if head.startswith(mark):
            head = head[len(mark) :].decode(encoding, "ignore").encode("utf-8", "ignore")
            break
    if b"\0" in head:
        return None
    return next(known for known in FORMATS if known.sniff(head))
