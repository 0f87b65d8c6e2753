"""The exceptions of newsledger, as one tree.

NewsledgerError
├── UsageError            what was asked cannot be done; the message says what to do instead (exit status 2)
│   ├── InputError        nothing to read, or a table without a text column
│   ├── DestinationError  a destination that cannot be written
│   └── ModelError        a model that is not installed or not the one that was promised
└── ContractError         a record of ours broke the schema: a bug of ours
"""

from __future__ import annotations


class NewsledgerError(Exception):
    """Anything that newsledger raises on purpose; the message is one line for people."""


class UsageError(NewsledgerError):
    """What was asked cannot be done; the message says what to do instead."""


class InputError(UsageError):
    """There is nothing to read, or it has no text."""


class DestinationError(UsageError):
    """A destination cannot be written."""


class ModelError(UsageError):
    """A model is missing or is not the one that was promised."""


class ContractError(NewsledgerError):
    """A record does not satisfy its schema."""
