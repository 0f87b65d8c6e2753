"""The exceptions of newsledger, as one tree.

NewsledgerError
├── UsageError            what was asked cannot be done; the message says what to do instead (exit status 2)
│   ├── InputError        nothing to read, or a table without a text column
│   ├── DestinationError  a destination that cannot be written
│   │   └── DestinationLostError   one that failed under a run, which can go on later (exit status 1)
│   └── ModelError        a model that is not installed or not the one that was promised
└── ContractError         a record of ours broke the schema: a bug of ours
"""

from __future__ import annotations

from typing import ClassVar


class NewsledgerError(Exception):
    """Anything that newsledger raises on purpose; the message is one line for people."""

    exit_status: ClassVar[int] = 1
    """What the command line exits with."""


class UsageError(NewsledgerError):
    """What was asked cannot be done; the message says what to do instead."""

    exit_status = 2


class InputError(UsageError):
    """There is nothing to read, or it has no text."""


class DestinationError(UsageError):
    """A destination cannot be written."""


class DestinationLostError(DestinationError):
    """A destination failed under a run. What was written stays, and the same command goes on from there."""

    exit_status = 1


class ModelError(UsageError):
    """A model is missing or is not the one that was promised."""


class ContractError(NewsledgerError):
    """A record does not satisfy its schema."""
