"""The service as a process: it starts, works, stops when told to, and says in a line why it cannot start."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.review.stores import store
from tests.sinks.samples import item
from tests.warm import Warm

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]

COMMAND = [sys.executable, "-m", "newsledger.cli", "serve"]
ARTICLE = "Nvidia sales jump\n\nNvidia said that revenue rose 94% to $35.1 billion in the third quarter of 2024.\n"
PATIENCE = 90


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _ask(url: str, body: str | None = None) -> bytes:
    request = urllib.request.Request(url, body.encode() if body else None, {"Content-Type": "text/plain"})
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        content: bytes = answer.read()
    return content


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    database = store(tmp_path / "facts.duckdb", [item(1)])
    port = _free_port()
    process = subprocess.Popen(
        [*COMMAND, "--db", str(database), "--port", str(port)], stderr=subprocess.PIPE, text=True, env=_without_token()
    )
    url = f"http://127.0.0.1:{port}"
    ends = time.monotonic() + PATIENCE
    while True:
        try:
            _ask(f"{url}/health")
            break
        except (urllib.error.URLError, ConnectionError):
            assert process.poll() is None and time.monotonic() < ends, process.stderr and process.stderr.read()
            time.sleep(0.1)
    yield process, url
    process.kill()
    process.wait()


def _without_token() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "NEWSLEDGER_TOKEN"}


def test_it_extracts_answers_and_stops_when_what_is_under_way_is_done(
    served: tuple[subprocess.Popen[str], str],
) -> None:
    process, url = served
    with ThreadPoolExecutor(1) as pool:
        # The model is still being loaded, so this is under way for a while.
        asked = pool.submit(_ask, f"{url}/extract", ARTICLE)
        ends = time.monotonic() + PATIENCE
        while not re.search(rb"^newsledger_extracting_requests 1", _ask(f"{url}/metrics"), re.MULTILINE):
            assert not asked.done() or time.monotonic() < ends
            if asked.done():
                break
        assert json.loads(_ask(f"{url}/facts"))["items"][0]["uri"] == "news/1.txt"
        process.send_signal(signal.SIGTERM)
        record = json.loads(asked.result())
    assert [fact["quantity"]["text"] for fact in record["facts"]] == ["94%", "$35.1 billion"]
    assert process.wait(timeout=PATIENCE) == 0
    assert process.stderr is not None
    assert re.fullmatch(r"newsledger serves on http://127\.0\.0\.1:\d+ \(Ctrl\+C stops it\)\n", process.stderr.read())


def test_it_says_in_a_line_why_it_cannot_start(tmp_path: Path, warm: Warm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEWSLEDGER_TOKEN", raising=False)
    (tmp_path / "no.duckdb").write_text("no database")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        for arguments, word in (
            (["--port", port], f"port {port}"),
            (["--host", "0.0.0.0"], "NEWSLEDGER_TOKEN"),
            (["--db", str(tmp_path / "no.duckdb")], "no.duckdb"),
            (["--model", "en_no_such_model"], "en_no_such_model"),
        ):
            done = warm.command("serve", *arguments)
            assert done.returncode == 2, done.stderr
            assert word in done.stderr.splitlines()[-1]
            assert "Traceback" not in done.stderr
