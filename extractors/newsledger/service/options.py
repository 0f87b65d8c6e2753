"""What the service is told when it starts."""

from __future__ import annotations

import ipaddress
from pathlib import Path

import msgspec

from newsledger.errors import UsageError
from newsledger.settings import ExtractSettings

TOKEN_VARIABLE = "NEWSLEDGER_TOKEN"
"""The environment variable that holds the token: a command line is seen by everybody on the machine."""

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})


class Bounds(msgspec.Struct, frozen=True):
    """What is too much.

    ``body`` bytes of a request; ``characters`` of one article; ``receiving`` and ``extracting`` seconds for a request's
    body and for one article; ``asking`` seconds for a question to the database; ``at_once`` requests that extract at
    the same time; ``in_hand`` articles of one request between reader and answer.
    """

    body: int = 10 << 20
    characters: int = 200_000
    receiving: float = 30.0
    extracting: float = 30.0
    asking: float = 20.0
    at_once: int = 8
    in_hand: int = 8


class ServiceOptions(msgspec.Struct, frozen=True):
    """How the service runs.

    Raises:
        UsageError: it would be open to others than this machine without a token.
    """

    database: Path | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    token: str | None = None
    workers: int = 1
    bounds: Bounds = Bounds()
    extracting: ExtractSettings = ExtractSettings()

    def __post_init__(self) -> None:
        if not self.is_local and not self.token:
            raise UsageError(
                f"{self.host} can be reached by others: set {TOKEN_VARIABLE} to a secret that they must know, "
                "or leave --host out"
            )

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach the service."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False
