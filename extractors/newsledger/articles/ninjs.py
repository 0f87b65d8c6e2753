"""ninjs, the JSON of the IPTC (versions 1 to 3): its text and headline stand deeper than those of other records."""

from __future__ import annotations

from typing import Any

from newsledger.articles.markup import text_of_fragment

_MARKS = frozenset(["body_text", "body_html", "body_xhtml", "bodies", "headlines", "versioncreated", "versionCreated"])
_MARKUP = ("body_html", "body_xhtml")


def is_ninjs(value: dict[str, Any]) -> bool:
    """Whether an object has at least two of the names that only ninjs has."""
    return len(_MARKS.intersection(value)) > 1 or ("bodies" in value and "uri" in value)


def plain_fields(value: dict[str, Any]) -> dict[str, Any]:
    """The object as a flat record.

    >>> plain_fields({"uri": "a:1", "bodies": [{"contenttype": "text/html", "value": "<p>Sales rose.</p>"}]})
    {'uri': 'a:1', 'text': 'Sales rose.'}
    """
    flat = {name: part for name, part in value.items() if name not in (*_MARKUP, "body_text", "bodies", "headlines")}
    bodies = [body for body in _objects(value.get("bodies")) if isinstance(body.get("value"), str)]
    plain = next((body["value"] for body in bodies if "html" not in _kind(body)), None)
    marked = next((body["value"] for body in bodies if "html" in _kind(body)), None)
    marked = marked or next((value[name] for name in _MARKUP if value.get(name)), None)
    flat["text"] = plain or value.get("body_text") or (text_of_fragment(marked) if isinstance(marked, str) else marked)
    headlines = [headline.get("value") for headline in _objects(value.get("headlines"))]
    if headlines:
        flat["title"] = headlines[0]
    source = next((one.get("name") for one in _objects(value.get("infosources")) if one.get("name")), None)
    if source and "source" not in flat:
        flat["source"] = source
    return flat


def _objects(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _kind(body: dict[str, Any]) -> str:
    return str(body.get("contenttype") or body.get("contentType") or body.get("role") or "")
