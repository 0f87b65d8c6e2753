"""Questions to a database, a page at a time: filters checked, a cursor that tells where the next page begins."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from newsledger.review.stored import Stored, plain
from newsledger.service.problems import ProblemError
from newsledger.service.resources import Filter, Resource

MOST, USUAL = 1_000, 100
"""Rows of a page: at most, and where nothing is said."""


class Question(msgspec.Struct, frozen=True):
    """What is asked: values by filter, how many rows, and after which."""

    values: dict[str, Any]
    limit: int = USUAL
    after: list[Any] | None = None


class Page(msgspec.Struct, frozen=True):
    """Some rows, and the cursor of the next page; ``None`` if there is none."""

    items: list[dict[str, Any]]
    next: str | None


def question(resource: Resource, told: Iterable[tuple[str, str]]) -> Question:
    """Read query parameters.

    Raises:
        ProblemError: one is unknown, stands twice, or is not what it should be.
    """
    filters = {one.name: one for one in resource.filters}
    values: dict[str, Any] = {}
    limit, after = USUAL, None
    seen: set[str] = set()
    for name, text in told:
        if name in seen:
            raise ProblemError(400, f"{name} stands twice")
        seen.add(name)
        if name == "limit":
            limit = _limit(text)
        elif name == "cursor":
            after = _position(resource, text)
        elif name in filters:
            values[name] = _value(filters[name], text)
        else:
            raise ProblemError(400, f"{name!r}: the parameters are {', '.join(filters)}, limit and cursor")
    return Question(values, limit, after)


def page_of(stored: Stored, resource: Resource, asked: Question) -> Page:
    """The rows that are asked for, in the order of the resource."""
    conditions = [one.condition.format(f"${one.name}") for one in resource.filters if one.name in asked.values]
    parameters: dict[str, Any] = dict(asked.values)
    kept = [f"({', '.join(resource.order)}) > ({', '.join(f'$after{n}' for n in range(len(resource.order)))})"]
    if asked.after is None:
        kept = []
    else:
        parameters |= {f"after{number}": value for number, value in enumerate(asked.after)}
    where = "" if resource.grouping else _all(" WHERE ", conditions + kept)
    grouped = f"{_all(' WHERE ', conditions)} {resource.grouping}{_all(' HAVING ', kept)}" if resource.grouping else ""
    selected = ", ".join(
        f"{expression} AS {name}"
        for name, expression in (
            *resource.columns,
            *((f"order{number}", expression) for number, expression in enumerate(resource.order)),
        )
    )
    order = ", ".join(f"order{number}" for number in range(len(resource.order)))
    query = f"SELECT {selected} FROM {resource.source}{where}{grouped} ORDER BY {order} LIMIT {asked.limit + 1:d}"
    rows = stored.rows(query, parameters)
    names = [name for name, _ in resource.columns]
    items = [dict(zip(names, map(_shown, row), strict=False)) for row in rows[: asked.limit]]
    more = len(rows) > asked.limit
    return Page(items, _cursor(rows[asked.limit - 1][len(names) :]) if more else None)


def _all(word: str, conditions: list[str]) -> str:
    return word + " AND ".join(conditions) if conditions else ""


def _shown(value: Any) -> Any:
    return plain(value) if isinstance(value, Decimal) else value


def _limit(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text[:9]) <= MOST:
        raise ProblemError(400, f"limit: {text!r} is no number from 1 to {MOST}")
    return int(text)


def _value(wanted: Filter, text: str) -> Any:
    try:
        match wanted.type:
            case "date":
                return date.fromisoformat(text)
            case "number":
                number = float(text)
                if not 0 <= number <= 1:
                    raise ValueError(text)
                return number
            case "text":
                if wanted.values and text not in wanted.values:
                    raise ValueError(text)
                return text
    except ValueError:
        kinds = {"date": "a date such as 2025-09-01", "number": "a number from 0 to 1"}
        fitting = f"one of {', '.join(wanted.values)}" if wanted.values else kinds.get(wanted.type, "text")
        raise ProblemError(400, f"{wanted.name}: {text!r} is not {fitting}") from None


def _cursor(keys: tuple[Any, ...]) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(keys)).decode("ascii").rstrip("=")


def _position(resource: Resource, cursor: str) -> list[Any]:
    try:
        keys = msgspec.json.decode(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)), type=list[int | str])
        if [type(key) for key in keys] != list(resource.order_types):
            raise ValueError(cursor)
    except (ValueError, binascii.Error, msgspec.DecodeError):
        raise ProblemError(400, "cursor: take it from the field next of the page before") from None
    return keys
