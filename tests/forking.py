"""Processes of a test that have loaded everything when they begin, in a tenth of the time of a new interpreter.

They are forked from a process that only loads modules, so that no thread or lock of the tests is in them.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from contextlib import redirect_stdout
from io import StringIO
from multiprocessing.connection import Connection

FORKING = multiprocessing.get_context("forkserver")
FORKING.set_forkserver_preload(
    [
        "newsledger.batch",
        "newsledger.commands",
        "newsledger.pipeline",
        "newsledger.sinks.duckdb_database",
        "newsledger.sinks.flat_csv",
        "newsledger.sinks.parquet_dataset",
        "newsledger.sinks.sqlite_database",
        "tests.batch.fakes",
        "tests.sinks.samples",
        "tests.warm",
    ]
)


def run_script(script: str, *arguments: object) -> str:
    """Run a script in a process of its own; what it prints, or nothing if it ends by ``os._exit``.

    Raises:
        AssertionError: it does not exit with status 0.
    """
    ours, theirs = FORKING.Pipe(duplex=False)
    given = [str(argument) for argument in arguments]
    process = FORKING.Process(target=_run, args=(theirs, script, given, dict(os.environ)))
    process.start()
    theirs.close()
    try:
        printed = str(ours.recv())
    except EOFError:
        printed = ""
    process.join()
    ours.close()
    assert process.exitcode == 0, f"exit status {process.exitcode}"
    return printed


def _run(pipe: Connection, script: str, arguments: list[str], environment: dict[str, str]) -> None:
    os.environ.update(environment)
    sys.argv = ["-c", *arguments]
    with redirect_stdout(StringIO()) as printed:
        exec(compile(script, "<script>", "exec"), {"__name__": "__main__"})
    pipe.send(printed.getvalue())
