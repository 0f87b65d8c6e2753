"""What the service counts of itself, for Prometheus."""

from __future__ import annotations

from collections.abc import Iterable

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.responses import Response

from newsledger.records import Record, Rejected
from newsledger.version import __version__


class Measures:
    """The counts of one service. Labels are routes and codes, never anything that somebody sent."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "newsledger_requests", "Requests answered", ("route", "method", "status"), registry=self.registry
        )
        self.seconds = Histogram(
            "newsledger_request_seconds", "Time until a request was answered", ("route",), registry=self.registry
        )
        self.extracting = Gauge(
            "newsledger_extracting_requests", "Requests that extract at this moment", registry=self.registry
        )
        self.articles = Counter("newsledger_articles", "Articles extracted", registry=self.registry)
        self.facts = Counter("newsledger_facts", "Facts extracted", registry=self.registry)
        self.rejected = Counter(
            "newsledger_rejected", "Inputs that became no record", ("reason",), registry=self.registry
        )
        version = Gauge("newsledger_info", "The version that runs", ("version",), registry=self.registry)
        version.labels(__version__).set(1)

    def extracted(self, results: Iterable[Record | Rejected]) -> None:
        """Count what became of articles."""
        for result in results:
            if isinstance(result, Rejected):
                self.rejected.labels(result.reason).inc()
            else:
                self.articles.inc()
                self.facts.inc(len(result.facts))

    def response(self) -> Response:
        """The counts in the text format of Prometheus."""
        return Response(generate_latest(self.registry), headers={"Content-Type": CONTENT_TYPE_LATEST})
