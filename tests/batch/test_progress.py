"""The progress bar: at a terminal with rate and remaining time, nowhere else."""

from __future__ import annotations

import io
import time

import pytest

from newsledger.batch import terminal_progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_nothing_in_a_pipe() -> None:
    stream = io.StringIO()
    with terminal_progress(lambda: 0.5, stream=stream) as progress:
        assert progress is None
    assert stream.getvalue() == ""


@pytest.mark.parametrize(
    ("fraction", "limit", "shown"),
    [(0.25, None, "25%"), (0.25, 8, "50%"), (None, 8, "50%"), (None, None, "4 articles")],
)
def test_share_count_and_rate_at_a_terminal(
    fraction: float | None, limit: int | None, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()
    with terminal_progress(lambda: fraction, limit, stream) as progress:
        assert progress is not None
        progress(3)
        time.sleep(0.3)
        progress(1)
    assert shown in stream.getvalue()
    assert "/s" in stream.getvalue()
