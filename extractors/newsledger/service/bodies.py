"""From the body of a request to articles, by the readers that files are read by."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable, Iterator
from typing import get_args

import msgspec
from starlette.requests import Request

from newsledger.articles.article import Article
from newsledger.articles.dates import DateOrder
from newsledger.articles.html import read_html
from newsledger.articles.json_records import read_json
from newsledger.articles.options import Limits, ReadOptions
from newsledger.articles.origin import Origin
from newsledger.articles.plain import read_plain
from newsledger.articles.streams import buffered
from newsledger.errors import InputError
from newsledger.records import Rejected
from newsledger.service.options import Bounds
from newsledger.service.problems import ProblemError

Reader = Callable[[io.BufferedReader, Origin], Iterator[Article | Rejected]]

MANY = "application/x-ndjson"
READERS: dict[str, Reader] = {
    "text/plain": read_plain,
    "text/html": read_html,
    "application/json": read_json,
    MANY: read_json,
}
"""The reader of each content type."""

ORDERS: dict[str, DateOrder] = {order: order for order in get_args(DateOrder)}
PARAMETERS = {
    "published": "Publication date (ISO 8601) of articles that tell none",
    "publisher": "Publisher of articles that tell none",
    "uri": "What a text or page is called in its record; JSON has a key for it",
    "date_order": "How 01/09/2025 is read: DMY, MDY or YMD",
}
"""Query parameters that a body may come with."""


class Body(msgspec.Struct, frozen=True):
    """The articles of a request; ``many`` says that the answer is a line for each, however many there are."""

    articles: Iterator[Article | Rejected]
    many: bool


async def received(request: Request, bounds: Bounds) -> bytes:
    """The body of a request.

    Raises:
        ProblemError: it is too large, or takes too long.
    """
    too_large = ProblemError(413, f"at most {bounds.body:,} bytes are taken; send fewer articles at once")
    stated = request.headers.get("content-length", "0")
    if stated.isdigit() and int(stated) > bounds.body:
        raise too_large
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(bounds.receiving):
            async for part in request.stream():
                size += len(part)
                if size > bounds.body:
                    raise too_large
                parts.append(part)
    except TimeoutError:
        raise ProblemError(408, f"the body must be here within {bounds.receiving:g} seconds") from None
    return b"".join(parts)


def articles_of(request: Request, data: bytes, bounds: Bounds) -> Body:
    """The articles of a body: one of text or HTML or one JSON object, many of a JSON array or of lines.

    Raises:
        ProblemError: the content type or a parameter is not one that is known.
    """
    kind = request.headers.get("content-type", "text/plain").split(";")[0].strip().lower()
    if kind not in READERS:
        raise ProblemError(415, f"{kind or 'no content type'}: send one of {', '.join(READERS)}")
    told = parameters(request)
    order = ORDERS.get(told.get("date_order", "DMY").upper())
    if order is None:
        raise ProblemError(400, f"date_order: write one of {', '.join(ORDERS)}")
    try:
        options = ReadOptions(
            published=told.get("published"),
            publisher=told.get("publisher"),
            date_order=order,
            limits=Limits(characters=bounds.characters),
        )
    except InputError as error:
        raise ProblemError(400, str(error)) from None
    stream = buffered(io.BytesIO(data))
    many = kind == MANY or (kind == "application/json" and data.lstrip()[:1] == b"[")
    return Body(READERS[kind](stream, Origin(told.get("uri", "request.json"), False, options)), many)


def parameters(request: Request) -> dict[str, str]:
    """The query parameters of an extraction, each once.

    Raises:
        ProblemError: one is unknown or stands twice.
    """
    told: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name not in PARAMETERS or name in told:
            raise ProblemError(400, f"{name!r}: the parameters are {', '.join(PARAMETERS)}, each at most once")
        told[name] = value
    return told
