"""Running the service: its workers, its server, and how it stops."""

from __future__ import annotations

import signal
import socket
from functools import partial
from types import FrameType

import uvicorn

from newsledger.batch.crew import Limits, Workers
from newsledger.errors import UsageError
from newsledger.pipeline import Extractor
from newsledger.review.stored import Stored
from newsledger.service.app import application
from newsledger.service.options import ServiceOptions
from newsledger.settings import extractor_version

MEMORY = 4 << 30
"""Bytes that a worker may have in all."""

LAST_SECONDS = 20
"""How long requests that are under way may take to end when the service is told to stop."""

CONNECTIONS = 200
"""Connections beyond which others are turned away."""


def serve(options: ServiceOptions) -> None:
    """Serve until told to stop; what is under way then is finished.

    Raises:
        UsageError: the model is missing, the database cannot be read, or somebody else listens on the port.
    """
    extractor_version(options.extracting)
    if options.database is not None:
        Stored(options.database).close()
    limits = Limits(seconds=options.bounds.extracting, memory=MEMORY)
    crew = partial(Workers, partial(Extractor, options.extracting), options.workers, limits)
    config = uvicorn.Config(
        application(options, crew),
        limit_concurrency=CONNECTIONS,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=LAST_SECONDS,
        server_header=False,
        proxy_headers=False,
        log_level="warning",
    )
    with _listening(options) as listener:
        # The server raises the signal that stopped it once more when it has stopped, which is no error here.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, _pass)
        uvicorn.Server(config).run(sockets=[listener])


def _listening(options: ServiceOptions) -> socket.socket:
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    try:
        return socket.create_server((options.host, options.port), family=family)
    except OSError as error:
        raise UsageError(f"cannot listen on {options.host}, port {options.port}: {error.strerror}") from error


def _pass(number: int, frame: FrameType | None) -> None:
    """Let a signal pass that the server has answered already."""
