"""The engine with the extractor that people get: the same records in this process and in workers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsledger.articles.article import Article
from newsledger.batch import run
from newsledger.pipeline import Extractor
from newsledger.records import Record, Rejected, to_json
from newsledger.settings import ExtractSettings, extractor_version
from newsledger.sinks import RunInfo, open_sink

FIRMS = [("Siemens", "revenue", 5), ("Nestle", "sales", 3), ("Toyota", "net profit", 12), ("Shell", "dividend", 4)]


def articles() -> Iterator[Article | Rejected]:
    for number, (firm, metric, percent) in enumerate(FIRMS):
        text = (
            f"{firm} reports results\n\n{firm} said on Monday that its {metric} rose {percent}% to "
            f"${number + 1}.5 billion in the third quarter. Analysts had expected ${number + 1}.2 billion."
        )
        yield Article(text=text, uri=f"{number}.txt", published="2025-11-04")


@pytest.mark.slow
@pytest.mark.started_by_itself
def test_workers_write_what_the_extractor_gives(tmp_path: Path) -> None:
    settings = ExtractSettings()
    dest = tmp_path / "out.jsonl"
    with open_sink(str(dest), RunInfo(extractor_version=extractor_version(settings))) as sink:
        summary = run(articles(), sink, settings, workers=1, batch=1)
    given = [one for one in articles() if isinstance(one, Article)]
    expected = [one for one in Extractor(settings).extract(given) if isinstance(one, Record)]
    assert dest.read_bytes() == b"".join(to_json(record) + b"\n" for record in expected)
    assert summary.extracted == len(FIRMS)
    assert summary.facts == sum(len(record.facts) for record in expected) == 3 * len(FIRMS)
    assert summary.exit_status == 0
