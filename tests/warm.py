"""The command ``newsledger``, and programs that use it, in processes that had everything loaded when they began.

What a fresh process does first - loading libraries, model and tables, two seconds of work - is the same each time, and
is tried by the tests that start the installed command. Here a process that has read an article waits, and forks for
each call. A call with one worker extracts in its own process; several workers are forked from it, where no thread
runs yet, and have what it has loaded.
"""

from __future__ import annotations

import gc
import json
import multiprocessing
import os
import socket
import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from pathlib import Path
from subprocess import CompletedProcess

import msgspec

from newsledger.articles.article import Article
from newsledger.batch import crew, engine
from newsledger.batch.crew import Crew, Inline, Limits, Workers
from newsledger.batch.work import MakeExtractor
from newsledger.cli import main
from newsledger.pipeline import Extractor
from tests.forking import FORKING

SHIM = """#!{python} -IS
import json, os, socket, sys
with socket.socket(socket.AF_UNIX) as door:
    door.connect({address!r})
    socket.send_fds(door, [b"."], [0, 1, 2])
    door.sendall(json.dumps([sys.argv[1:], None, os.getcwd(), dict(os.environ)]).encode())
    door.shutdown(socket.SHUT_WR)
    sys.exit(int(door.recv(9)))
"""
"""The command for shells: it hands over its arguments, folder, environment and files, and ends as the call did."""


class Warm(msgspec.Struct, frozen=True):
    """A process that waits at ``address`` for calls; ``folder`` holds the command for the ``PATH`` of a shell."""

    address: str
    folder: Path

    def command(
        self, *arguments: object, cwd: Path | None = None, text: str = "", **environment: str
    ) -> CompletedProcess[str]:
        """Call the command with ``text`` on its standard input; ``environment`` is added to that of the tests."""
        return self._call([str(argument) for argument in arguments], None, cwd, text, environment)

    def python(self, program: str, *, cwd: Path | None = None, **environment: str) -> CompletedProcess[str]:
        """Run a program of Python."""
        return self._call([], program, cwd, "", environment)

    def _call(
        self, arguments: Sequence[str], program: str | None, cwd: Path | None, text: str, environment: dict[str, str]
    ) -> CompletedProcess[str]:
        with (
            tempfile.TemporaryFile("w+") as given,
            tempfile.TemporaryFile("w+", newline="") as out,
            tempfile.TemporaryFile("w+", newline="") as errors,
            socket.socket(socket.AF_UNIX) as door,
        ):
            given.write(text)
            given.seek(0)
            door.connect(self.address)
            socket.send_fds(door, [b"."], [file.fileno() for file in (given, out, errors)])
            told = [arguments, program, str(cwd or Path.cwd()), os.environ | environment]
            door.sendall(json.dumps(told).encode())
            door.shutdown(socket.SHUT_WR)
            status = int(door.recv(9))
            out.seek(0)
            errors.seek(0)
            return CompletedProcess(list(arguments), status, out.read(), errors.read())


@contextmanager
def waiting(folder: Path) -> Iterator[Warm]:
    """A process that waits for calls as long as the context lasts."""
    # A socket's path may have no more than a hundred characters, and those of test folders do.
    with tempfile.TemporaryDirectory(prefix="newsledger-") as short, socket.socket(socket.AF_UNIX) as listener:
        address = f"{short}/door"
        listener.bind(address)
        listener.listen()
        theirs, ours = FORKING.Pipe(duplex=False)
        process = FORKING.Process(target=_wait_for_calls, args=(listener, theirs))
        process.start()
        theirs.close()
        shim = folder / "newsledger"
        shim.write_text(SHIM.format(python=sys.executable, address=address), encoding="utf-8")
        shim.chmod(0o755)
        yield Warm(address, folder)
        ours.close()
        process.join()


def _wait_for_calls(listener: socket.socket, life: Connection) -> None:
    """Fork for each call until the other end of ``life`` is closed."""
    list(Extractor().extract([Article(text="Acme gains\n\nAcme Corp said revenue rose 5% to $2 billion in 2024.")]))
    gc.collect()
    gc.freeze()
    while life not in wait([listener, life]):
        caller, _ = listener.accept()
        if os.fork() == 0:
            listener.close()
            _answer(caller)
        caller.close()
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _answer(caller: socket.socket) -> None:
    status = 1
    try:
        _, files, _, _ = socket.recv_fds(caller, 1, 3)
        told = b"".join(iter(lambda: caller.recv(1 << 16), b""))
        for target, file in enumerate(files):
            os.dup2(file, target)
            os.close(file)
        status = _run(*json.loads(told))
    finally:
        caller.sendall(b"%d" % status)
        os._exit(status)


def _run(arguments: list[str], program: str | None, folder: str, environment: dict[str, str]) -> int:
    sys.stdin, sys.stdout, sys.stderr = (
        open(file, mode, encoding="utf-8", closefd=False)  # noqa: SIM115
        for file, mode in enumerate(("r", "w", "w"))
    )
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["newsledger", *arguments]
    vars(engine)["Workers"] = _crew
    vars(crew)["_PROCESSES"] = multiprocessing.get_context("fork")
    try:
        if program is None:
            main(arguments, prog_name="newsledger")
        else:
            exec(compile(program, "<program>", "exec"), {"__name__": "__main__"})
        return 0
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
        return 1
    finally:
        for stream in (sys.stdout, sys.stderr):
            if not stream.closed:
                stream.flush()


def _crew(make_extractor: MakeExtractor, count: int, limits: Limits) -> Crew:
    return Inline(make_extractor) if count == 1 else Workers(make_extractor, count, limits)
