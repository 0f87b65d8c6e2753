"""Workers of these tests begin with everything loaded; ``test_real_extractor`` starts one as a run of people does."""

from __future__ import annotations

import pytest

from newsledger.batch import crew
from tests.forking import FORKING


@pytest.fixture(autouse=True)
def _workers_that_start_at_once(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    if "started_by_itself" not in request.keywords:
        monkeypatch.setattr(crew, "_PROCESSES", FORKING)
