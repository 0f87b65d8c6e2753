"""Articles with their records, and what every kind of destination holds of them when it is read back."""

from __future__ import annotations

import csv
import gzip
import io
import json
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import msgspec
import pyarrow.parquet as pq
import pytest
import zstandard

from newsledger.articles.article import Article
from newsledger.records import Metric, Period, Record, Rejected, Text
from newsledger.sinks import Item, RunInfo, Sink, open_sink
from tests.builders import company, fact, quantity, record
from tests.sinks import postgres

VERSION_1 = "0.1.0"
VERSION_2 = "0.2.0"
DATASET = "dataset.parquet"
POSTGRES = "postgresql"


def run_info(version: str = VERSION_1) -> RunInfo:
    return RunInfo(extractor_version=version, model="tiny", command="extract in --to out")


def item(number: int = 0, *, facts: int = 2, value: str = "1.5", text: str | None = None) -> Item:
    """An article with that many facts. The same number gives the same article whatever its facts."""
    article = Article(
        text=text or f"Report {number}. Acme Corp earned $1.50.",
        uri=f"news/{number}.txt",
        title=f"Report {number}",
        publisher="The Gazette",
        published="2025-09-01T14:52:00+02:00",
    )
    made = tuple(
        fact(
            f"{position:016x}",
            quantity=quantity("$1.50", 10, value, kind="money", unit="USD", decimals=2),
            signed_value=Decimal(value),
            companies=("Acme", 'Börse, "AG"; Ltd'),
            metric=Metric("revenue", "sales", "us-gaap:Revenues", "adjusted", "cloud", "China"),
            period=Period("in August", "2025-08-01", "2025-08-31", "calendar"),
            contradicts=tuple(f"{other:016x}" for other in range(facts) if other != position),
            evidence=Text(article.text, 0, len(article.text)),
            rules=("first", "second"),
        )
        for position in range(facts)
    )
    companies = (company(), company('Börse, "AG"; Ltd', ids=(), mentions=()))
    return article, head_of(record(article, companies=companies, facts=made), article)


def head_of(made: Record, article: Article) -> Record:
    """The record with everything that its article says of itself."""
    head = msgspec.structs.replace(
        made.article, title=article.title, publisher=article.publisher, published=article.published
    )
    return msgspec.structs.replace(made, article=head)


def rejected(number: int = 0) -> Rejected:
    return Rejected(f"in/{number}.jsonl", f"line {number}", "malformed_json", "expected a comma, found 'x'")


class Seen(NamedTuple):
    """One fact as a destination holds it."""

    article_id: str
    fact_id: str
    value: Decimal | None
    companies: tuple[str, ...]
    evidence: str
    unit: str
    rules: tuple[str, ...]


class Kind(NamedTuple):
    """A kind of destination under test: its file name, and functions that read back its facts, the articles that it
    shows (those with facts only, where it has no articles of their own) and its quarantine.

    ``indexed`` is whether an index and a quarantine file stand beside it, ``exclusive`` whether only one run can write.
    """

    dest: str
    facts: Callable[[Path], list[Seen]]
    quarantine: Callable[[Path], list[Rejected]]
    indexed: bool = True
    exclusive: bool = True
    marks: tuple[pytest.MarkDecorator, ...] = ()


def expected(*items: Item) -> list[Seen]:
    """What a destination shall hold of these articles."""
    return [
        Seen(
            made.article.article_id,
            one.fact_id,
            one.quantity.value,
            one.companies,
            one.evidence.text,
            one.quantity.unit,
            one.rules,
        )
        for _, made in items
        for one in made.facts
    ]


def _open(path: Path) -> bytes:
    data = path.read_bytes()
    if path.suffix == ".gz":
        return gzip.decompress(data)
    if path.suffix == ".zst":
        return zstandard.ZstdDecompressor().stream_reader(io.BytesIO(data), read_across_frames=True).read()
    return data


def open_at(dest: Path, run: RunInfo) -> Sink:
    """The sink of a kind at its place; the name of a dataset ends in a slash, which paths do not keep."""
    if dest.name == POSTGRES:
        return open_sink(postgres.address(dest), run)
    return open_sink(f"{dest}/" if dest.name == DATASET else str(dest), run)


def _jsonl_facts(path: Path) -> list[Seen]:
    seen: list[Seen] = []
    for line in _open(path).splitlines():
        seen += expected((Article(""), msgspec.json.decode(line, type=Record)))
    return seen


def _csv_facts(path: Path) -> list[Seen]:
    rows = csv.DictReader(io.StringIO(_open(path).decode("utf-8"), newline=""))
    return [_flat(row, tuple(filter(None, [row["companies"]])), tuple(row["rules"].split("; "))) for row in rows]


def _parquet_facts(path: Path) -> list[Seen]:
    return [_flat(row, tuple(row["companies"]), tuple(row["rules"])) for row in pq.read_table(path).to_pylist()]


def _dataset_facts(path: Path) -> list[Seen]:
    return _parquet_facts(path / "facts") if (path / "facts").exists() else []


def _dataset_quarantine(path: Path) -> list[Rejected]:
    return _rejected_lines(path / "_quarantine.jsonl")


def _duckdb_facts(path: Path) -> list[Seen]:
    with duckdb.connect(str(path), read_only=True) as connection:
        result = connection.execute("SELECT * FROM facts_flat")
        names = [column[0] for column in result.description]
        rows = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    return [_flat(row, tuple(row["companies"]), tuple(row["rules"])) for row in rows]


def _sqlite_facts(path: Path) -> list[Seen]:
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        rows = [dict(row) for row in connection.execute("SELECT * FROM facts_flat")]
    return [
        _flat(row | {"value": row["value_exact"]}, tuple(json.loads(row["companies"])), tuple(json.loads(row["rules"])))
        for row in rows
    ]


def _sqlite_quarantine(path: Path) -> list[Rejected]:
    with closing(sqlite3.connect(path)) as connection:
        return [Rejected(*row) for row in connection.execute("SELECT uri, place, reason, detail FROM quarantine")]


def _postgres_facts(path: Path) -> list[Seen]:
    rows = postgres.query(path, "SELECT * FROM facts_flat")
    return [_flat(row, tuple(row["companies"]), tuple(row["rules"])) for row in rows]


def _postgres_quarantine(path: Path) -> list[Rejected]:
    rows = postgres.query(path, "SELECT uri, place, reason, detail FROM quarantine")
    return [Rejected(**row) for row in rows]


def _flat(row: dict[str, Any], companies: tuple[str, ...], rules: tuple[str, ...]) -> Seen:
    value = None if row["value"] in (None, "") else Decimal(row["value"])
    return Seen(row["article_id"], row["fact_id"], value, companies, row["evidence"], row["unit"], rules)


def _quarantine_file(path: Path) -> list[Rejected]:
    return _rejected_lines(path.with_name(path.name + ".quarantine.jsonl"))


def _rejected_lines(file: Path) -> list[Rejected]:
    if not file.exists():
        return []
    return [msgspec.convert(json.loads(line), Rejected) for line in file.read_bytes().splitlines()]


def _quarantine_table(path: Path) -> list[Rejected]:
    with duckdb.connect(str(path), read_only=True) as connection:
        rows = connection.execute("SELECT uri, place, reason, detail FROM quarantine").fetchall()
    return [Rejected(*row) for row in rows]


KINDS = [
    Kind("out.jsonl", _jsonl_facts, _quarantine_file),
    Kind("out.jsonl.gz", _jsonl_facts, _quarantine_file),
    Kind("out.jsonl.zst", _jsonl_facts, _quarantine_file),
    Kind("out.csv", _csv_facts, _quarantine_file),
    Kind("out.csv.gz", _csv_facts, _quarantine_file),
    Kind("out.parquet", _parquet_facts, _quarantine_file),
    Kind(DATASET, _dataset_facts, _dataset_quarantine, indexed=False),
    Kind("out.duckdb", _duckdb_facts, _quarantine_table, indexed=False),
    Kind("out.sqlite", _sqlite_facts, _sqlite_quarantine, indexed=False, exclusive=False),
]
"""The kinds that are files or folders."""

DATABASE_SERVERS = [
    Kind(POSTGRES, _postgres_facts, _postgres_quarantine, indexed=False, exclusive=False, marks=postgres.marks())
]
"""The kinds that an address names."""


def each(kinds: Iterable[Kind]) -> pytest.MarkDecorator:
    """Run a test for each of the kinds, as its argument ``kind``."""
    return pytest.mark.parametrize("kind", [pytest.param(kind, id=kind.dest, marks=kind.marks) for kind in kinds])


every_file = each(KINDS)
every_sink = each([*KINDS, *DATABASE_SERVERS])


def joined(kind: Kind, seen: list[Seen]) -> list[Seen]:
    """What is expected, as this kind of destination shows it, in a fixed order: CSV joins the companies."""
    if ".csv" in kind.dest:
        seen = [one._replace(companies=tuple(filter(None, ["; ".join(one.companies)]))) for one in seen]
    if kind.dest == POSTGRES:
        seen = [_without_nul(one) for one in seen]
    return sorted(seen)


def _without_nul(one: Seen) -> Seen:
    """PostgreSQL has no NUL in texts."""
    texts = {name: getattr(one, name).replace("\x00", "\ufffd") for name in ("evidence", "unit")}
    return one._replace(companies=tuple(name.replace("\x00", "\ufffd") for name in one.companies), **texts)
