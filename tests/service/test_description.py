"""The OpenAPI description against the service itself, with requests that nobody thought of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.specs.openapi.schemas import OpenApiSchema

from newsledger.batch.crew import Inline
from newsledger.service.app import application
from newsledger.service.options import ServiceOptions
from tests.review.stores import store
from tests.service.running import QuickExtractor, service
from tests.sinks.samples import item, rejected

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> OpenApiSchema:
    database = store(tmp_path_factory.mktemp("db") / "some.duckdb", [item(1), item(2)], [rejected()])
    app = application(ServiceOptions(database=database), lambda: Inline(QuickExtractor))
    return schemathesis.openapi.from_asgi("/openapi.json", app, headers={"Host": "localhost"})


OPERATIONS = [
    *("POST /extract", "POST /review", "GET /schema", "GET /schema/{name}", "GET /health", "GET /metrics"),
    *("GET /facts", "GET /companies", "GET /articles", "GET /articles/{article_id}"),
]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_the_service_does_what_it_says(api: OpenApiSchema, operation: str) -> None:
    method, path = operation.split()

    @settings(max_examples=12, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(case=api[path][method].as_strategy())
    def ask(case: schemathesis.Case[Any]) -> None:
        case.call_and_validate(checks=CHECKS, headers={"Host": "localhost"})

    ask()


def test_every_route_is_described(tmp_path: Path) -> None:
    with service(store(tmp_path / "some.duckdb", [])) as client:
        told = client.get("/openapi.json").json()
    described = [f"{method.upper()} {path}" for path, methods in told["paths"].items() for method in methods]
    assert sorted(described) == sorted(OPERATIONS)
    assert "security" not in told
