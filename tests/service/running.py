"""A service to ask in tests: over a small database, with an extractor that needs no model."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from starlette.testclient import TestClient

from newsledger.articles.article import Article
from newsledger.batch.crew import Inline
from newsledger.records import Record, Rejected
from newsledger.service.app import application
from newsledger.service.options import Bounds, ServiceOptions
from tests.builders import record
from tests.sinks.samples import head_of

LOCAL = "http://127.0.0.1:8000"
SLOW, BROKEN = "Acme takes its time.", "Acme breaks the extractor."


class QuickExtractor:
    """Makes the same record of every article, and has its moments."""

    def extract(self, articles: Iterable[Article]) -> Iterator[Record | Rejected]:
        for article in articles:
            if article.text == SLOW:
                time.sleep(0.5)
            if article.text == BROKEN:
                raise RuntimeError("it broke")
            made = head_of(record(article), article)
            yield msgspec.structs.replace(
                made, article=msgspec.structs.replace(made.article, n_chars=len(article.text))
            )


@contextmanager
def service(
    database: Path | None = None,
    *,
    token: str | None = None,
    bounds: Bounds | None = None,
    base_url: str = LOCAL,
) -> Iterator[TestClient]:
    """A client of a running service."""
    options = ServiceOptions(database=database, token=token, bounds=bounds or Bounds())
    app = application(options, lambda: Inline(QuickExtractor))
    with TestClient(app, base_url=base_url, raise_server_exceptions=False) as client:
        yield client
