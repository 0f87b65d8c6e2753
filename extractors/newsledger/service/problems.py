"""Errors as RFC 9457 has them: ``application/problem+json`` with a title, a status and a line for people."""

from __future__ import annotations

import logging
from collections.abc import Mapping

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from newsledger.errors import InputError, NewsledgerError

CONTENT_TYPE = "application/problem+json"
TITLES = {
    400: "The question cannot be understood",
    401: "A token is needed",
    403: "Not from there",
    404: "There is no such thing",
    405: "Not with this method",
    408: "The body took too long",
    413: "The body is too large",
    415: "Not a kind of text that can be read",
    422: "The text cannot be extracted",
    500: "A failure of newsledger",
    503: "Busy",
}
logger = logging.getLogger(__name__)


class ProblemError(Exception):
    """What goes wrong with a request, to be answered with a status and a line for people."""

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = dict(headers or {})

    def response(self) -> Response:
        """The answer."""
        body = {"type": "about:blank", "title": TITLES[self.status], "status": self.status, "detail": self.detail}
        return Response(msgspec.json.encode(body), self.status, self.headers, media_type=CONTENT_TYPE)


def on_problem(request: Request, error: Exception) -> Response:
    """Answer a ``ProblemError``."""
    assert isinstance(error, ProblemError)
    return error.response()


def on_http_exception(request: Request, error: Exception) -> Response:
    """Answer what the framework raises: an unknown path, a method that is not there."""
    assert isinstance(error, HTTPException)
    detail = f"{request.method} {request.url.path}: {error.detail}"
    return ProblemError(error.status_code if error.status_code in TITLES else 400, detail, error.headers).response()


def on_failure(request: Request, error: Exception) -> Response:
    """Answer what nobody foresaw, without telling what it was; the log has it."""
    logger.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return ProblemError(500, "The log of the service says more.").response()


def on_our_error(request: Request, error: Exception) -> Response:
    """Answer an error of ours: a database that is being written is busy, all else a failure."""
    assert isinstance(error, NewsledgerError)
    if isinstance(error, InputError):
        logger.warning("%s", error)
        return ProblemError(503, "The database cannot be read now; try again.", {"Retry-After": "5"}).response()
    return on_failure(request, error)
