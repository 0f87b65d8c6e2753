"""Settings of all tests, and what takes long to make and is shared by many."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from tests.warm import Warm

# Tests run side by side, so how long one example takes says nothing.
settings.register_profile("newsledger", deadline=None)
settings.load_profile("newsledger")

# ... and each has one core: threads of small matrices would only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# Processes by the dozen load the same modules: without kept bytecode each would compile them anew.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_collection_finish() -> None:
    """Spare modules and tables, which live to the end, from being searched for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_unconfigure() -> None:
    """Libraries complain of what is still frozen when Python ends."""
    gc.unfreeze()


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warm]:
    """The command without its start-up."""
    from tests.warm import waiting  # takes a second, which only tests that need it shall pay

    with waiting(tmp_path_factory.mktemp("bin")) as process:
        yield process
