"""One small article in every format that can be read."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

from newsledger.articles import ReadOptions, article_from_fields
from newsledger.articles.article import Article
from newsledger.records import Rejected

from . import news_samples

TITLE = "Acme gains on higher sales"
BODY = "Acme Corp said on Monday that revenue rose 5% to $2 billion.\n\nIt hired 300 people in the quarter, it said."
TEXT = f"{TITLE}\n\n{BODY}"
PLAIN = f"{TITLE}\n\nPublished 01/09/2025, 14:52\n\nLONDON, Sept 1 (Acme Wire) - {BODY}\n"
FIELDS = {
    "title": TITLE,
    "body": BODY,
    "published": "2025-09-01",
    "source": "Acme Wire",
    "url": "https://acme.example/1",
}
FOREIGN = (
    "Der Umsatz des Konzerns stieg im dritten Quartal um 5 Prozent auf 3,2 Milliarden Euro. Analysten hatten nur mit 3"
    " Milliarden gerechnet. Der Vorstand hob die Prognose an und will eine Dividende zahlen."
)
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{TITLE} | Acme Wire</title>
<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="Acme Wire">
<meta name="author" content="Jane Roe"><meta property="article:published_time" content="2025-09-01T14:52:00+01:00">
</head><body><nav><a href="/">Home</a> <a href="/markets">Markets</a></nav><article><h1>{TITLE}</h1>
<p>Acme Corp said on Monday that revenue rose 5% to £2 billion, after a strong summer in which it sold more anvils.</p>
<p>It hired 300 people in the quarter, it said, and plans to open two more plants in Ohio before the end
of the year.</p>
</article><footer>All rights reserved</footer></body></html>"""


def json_lines(*records: Any) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def table(records: list[dict[str, str]], delimiter: str = ",") -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(records[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(records)
    return out.getvalue().encode()


def parquet(columns: dict[str, Any]) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out, row_group_size=2)
    return out.getvalue()


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


COMPRESSIONS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".zst": zstandard.ZstdCompressor().compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
}

FORMATS: dict[str, bytes] = {
    "a.txt": PLAIN.encode(),
    "a.html": PAGE.encode(),
    "a.jsonl": json_lines(FIELDS),
    "a.json": json.dumps([FIELDS], indent=2).encode(),
    "a.csv": table([FIELDS]),
    "a.tsv": table([FIELDS], "\t"),
    "a.parquet": parquet({name: [value] for name, value in FIELDS.items()}),
    "a.nitf": news_samples.NITF.encode(),
    "a.xml": news_samples.NEWSML.encode(),
    "a.rss": news_samples.RSS.encode(),
    "a.atom": news_samples.ATOM.encode(),
    "ninjs.json": json.dumps(news_samples.NINJS).encode(),
    "a.warc": news_samples.warc(("https://acme.example/1", news_samples.OK, PAGE.encode())),
}


def accepted(fields: dict[str, Any], options: ReadOptions | None = None, uri: str | None = None) -> Article:
    found = article_from_fields(fields, options or ReadOptions(), uri=uri)
    assert isinstance(found, Article), found
    return found


def refused(fields: dict[str, Any], options: ReadOptions | None = None) -> Rejected:
    found = article_from_fields(fields, options or ReadOptions(), uri="a", place="row 1")
    assert isinstance(found, Rejected)
    return found
