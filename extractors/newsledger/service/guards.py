"""What stands before every route: who may ask, what the answer allows a browser, and the count of it."""

from __future__ import annotations

import base64
import binascii
import hmac
import time

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from newsledger.service.measuring import Measures
from newsledger.service.options import LOCAL_NAMES, ServiceOptions
from newsledger.service.problems import ProblemError

OPEN_PATHS = frozenset({"/health"})
"""What may be asked without a token."""

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""No answer may be framed, embedded, kept or taken for something else; there is no CORS header at all."""

_SCRIPTLESS = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


class Guard:
    """Lets in who may come in.

    Without a token only this machine is served, and only under a local name: a page of somebody else's whose name was
    pointed at this machine says another ``Host``. With a token, it must be given as ``Authorization: Bearer`` or as the
    password of ``Basic``, which a browser asks for. What another site's page sends is refused.
    """

    def __init__(self, app: ASGIApp, options: ServiceOptions, measures: Measures) -> None:
        self._app = app
        self._options = options
        self._measures = measures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = time.perf_counter()
        status = 500

        async def guarded(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Content-Security-Policy", _SCRIPTLESS)
            await send(message)

        try:
            refusal = self._refusal(Request(scope))
            if refusal is not None:
                await refusal.response()(scope, receive, guarded)
            else:
                await self._app(scope, receive, guarded)
        finally:
            route = getattr(scope.get("route"), "path", "none")
            self._measures.requests.labels(route, _method(scope), str(status)).inc()
            self._measures.seconds.labels(route).observe(time.perf_counter() - begun)

    def _refusal(self, request: Request) -> ProblemError | None:
        if request.method not in ("GET", "HEAD") and request.headers.get("sec-fetch-site") in (
            "cross-site",
            "same-site",
        ):
            return ProblemError(403, "pages of other sites may not ask this service")
        if self._options.token is None:
            if _host(request.headers) not in LOCAL_NAMES:
                return ProblemError(403, "this service answers to the names localhost, 127.0.0.1 and [::1] only")
            return None
        if request.url.path in OPEN_PATHS or _carries(request.headers, self._options.token):
            return None
        ask = {"WWW-Authenticate": 'Basic realm="newsledger", charset="UTF-8"'}
        return ProblemError(401, "send the token as Authorization: Bearer, or as the password of Basic", ask)


def _method(scope: Scope) -> str:
    """The method; one that nobody knows is not to become a label."""
    method = str(scope["method"])
    return method if method in ("GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH") else "other"


def _host(headers: Headers) -> str:
    """The host that was asked for, without its port."""
    host = headers.get("host", "").lower()
    return host[: host.index("]") + 1] if host.startswith("[") and "]" in host else host.split(":")[0]


def _carries(headers: Headers, token: str) -> bool:
    scheme, _, given = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        try:
            given = base64.b64decode(given, validate=True).decode("utf-8").partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return False
    elif scheme.lower() != "bearer":
        return False
    return hmac.compare_digest(given.strip().encode("utf-8"), token.encode("utf-8"))
