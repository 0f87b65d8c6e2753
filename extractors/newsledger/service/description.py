"""The OpenAPI description, made of the same data as the routes: it cannot tell what they do not do."""

from __future__ import annotations

from typing import Any

from newsledger.contract import SCHEMA_NAMES, schema
from newsledger.service.bodies import MANY, PARAMETERS, READERS
from newsledger.service.paging import MOST, USUAL
from newsledger.service.problems import CONTENT_TYPE, TITLES
from newsledger.service.resources import RESOURCES, Filter, Resource
from newsledger.version import __version__

_TYPES: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "date": {"type": "string", "format": "date"},
    "number": {"type": "number", "minimum": 0, "maximum": 1},
}

_SCHEMA: dict[str, Any] = {"application/schema+json": {"schema": {"type": "object"}}}


def description(*, has_database: bool, has_token: bool) -> dict[str, Any]:
    """The description of a service, as OpenAPI 3.1; what needs a database is there only if it has one."""
    paths: dict[str, Any] = {
        "/extract": {"post": _extraction()},
        "/review": {"post": _review()},
        "/schema": {"get": _get("The JSON Schema of a record", _SCHEMA)},
        "/schema/{name}": {
            "get": _get(
                "One of the JSON Schemas",
                _SCHEMA,
                [_path("name", {"enum": list(SCHEMA_NAMES)})],
                problems=(404,),
            )
        },
        "/health": {"get": _get("Whether the service is well", _json({"type": "object", "required": ["status"]}))},
        "/metrics": {"get": _get("Counts for Prometheus", {"text/plain": {"schema": {"type": "string"}}})},
    }
    if has_database:
        for resource in RESOURCES:
            paths[f"/{resource.name}"] = {"get": _listing(resource)}
        paths["/articles/{article_id}"] = {
            "get": _get(
                "An article: its text and its record",
                _json({"$ref": "#/components/schemas/reviewed"}),
                [_path("article_id", {"type": "string"})],
                problems=(404, 503),
            )
        }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "newsledger",
            "version": __version__,
            "summary": "Financial news in, a table of facts out.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths,
        "components": {"schemas": _schemas()}
        | ({"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}} if has_token else {}),
    } | ({"security": [{"token": []}]} if has_token else {})


def _extraction() -> dict[str, Any]:
    line = {"oneOf": [{"$ref": "#/components/schemas/record"}, {"$ref": "#/components/schemas/rejected"}]}
    return {
        "summary": "Extract articles",
        "description": (
            "Text, HTML or one JSON object is one article, answered with its record. A JSON array, or JSON by the "
            "line, is many, answered line by line as they are done, in their order; a line with a reason is an article "
            "that could not be read. The keys of an article are text, title, published, publisher, author and uri."
        ),
        "operationId": "extract",
        "parameters": _body_parameters(),
        "requestBody": {"required": True, "content": _bodies(READERS)},
        "responses": {
            "200": {
                "description": "A record, or a line for each article",
                "content": _json({"$ref": "#/components/schemas/record"}) | {MANY: {"schema": line}},
            },
            **_problems(400, 401, 403, 408, 413, 415, 422, 503),
        },
    }


def _review() -> dict[str, Any]:
    return {
        "summary": "Extract articles for the review page",
        "operationId": "review",
        "parameters": _body_parameters(),
        "requestBody": {"required": True, "content": _bodies(READERS)},
        "responses": {
            "200": {
                "description": "Articles with text and record, exact values as texts, and what could not be read",
                "content": _json({"type": "object", "required": ["articles", "quarantine"]}),
            },
            **_problems(400, 401, 403, 408, 413, 415, 503),
        },
    }


def _bodies(kinds: dict[str, Any]) -> dict[str, Any]:
    article = {
        "type": "object",
        "required": ["text"],
        "properties": {"text": {"type": "string"}, "title": {"type": ["string", "null"]}},
    }
    shapes: dict[str, Any] = {
        "application/json": {"oneOf": [article, {"type": "array", "items": article, "minItems": 1}]},
    }
    return {kind: {"schema": shapes.get(kind, {"type": "string"})} for kind in kinds}


def _body_parameters() -> list[dict[str, Any]]:
    shapes = {"published": _TYPES["date"], "date_order": {"enum": ["DMY", "MDY", "YMD"]}}
    return [_query(name, about, shapes.get(name, _TYPES["text"])) for name, about in PARAMETERS.items()]


def _listing(resource: Resource) -> dict[str, Any]:
    items = {"type": "array", "items": {"type": "object", "required": [name for name, _ in resource.columns]}}
    page = {"type": "object", "required": ["items", "next"],
            "properties": {"items": items, "next": {"type": ["string", "null"]}}}  # fmt: skip
    limit = {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}
    parameters = [
        *(_query(one.name, one.about, _shape(one)) for one in resource.filters),
        _query("limit", "Rows of a page", limit),
        _query("cursor", "The field next of the page before", _TYPES["text"]),
    ]
    return _get(resource.about, _json(page), parameters, problems=(400, 503))


def _shape(one: Filter) -> dict[str, Any]:
    return {"enum": list(one.values)} if one.values else _TYPES[one.type]


def _get(
    summary: str,
    content: dict[str, Any],
    parameters: list[dict[str, Any]] | None = None,
    problems: tuple[int, ...] = (),
) -> dict[str, Any]:
    return {
        "summary": summary,
        "parameters": parameters or [],
        "responses": {"200": {"description": summary, "content": content}, **_problems(401, 403, *problems)},
    }


def _problems(*statuses: int) -> dict[str, Any]:
    content = {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/problem"}}}
    return {str(status): {"description": TITLES[status], "content": content} for status in sorted(statuses)}


def _query(name: str, about: str, shape: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": about, "schema": shape}


def _path(name: str, shape: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": shape}


def _json(shape: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": shape}}


def _schemas() -> dict[str, Any]:
    """The contract's schemas under the names by which the description refers to them."""
    text = {"type": "string"}
    found: dict[str, Any] = {name: _referring(schema(name)) for name in SCHEMA_NAMES}
    found["rejected"] = {
        "type": "object",
        "required": ["uri", "place", "reason", "detail"],
        "properties": {"uri": text, "place": {"type": ["string", "null"]}, "reason": text, "detail": text},
        "additionalProperties": False,
    }
    found["reviewed"] = {
        "type": "object",
        "required": ["text", "record"],
        "properties": {"text": {"type": ["string", "null"]}, "record": {"$ref": "#/components/schemas/record"}},
    }
    found["problem"] = {
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {"type": text, "title": text, "status": {"type": "integer"}, "detail": text},
    }
    return found


def _referring(shape: Any) -> Any:
    """A schema whose references point into the description."""
    if isinstance(shape, dict):
        return {
            key: f"#/components/schemas/{value.removesuffix('.schema.json')}" if key == "$ref" else _referring(value)
            for key, value in shape.items()
            if key not in ("$id", "$schema")
        }
    return [_referring(one) for one in shape] if isinstance(shape, list) else shape
