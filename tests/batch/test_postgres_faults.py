"""PostgreSQL in trouble under a run: one line says so, and the same command again gives what it would have given."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from newsledger.batch import run
from newsledger.errors import DestinationLostError
from tests.batch import fakes
from tests.sinks import postgres
from tests.sinks.samples import DATABASE_SERVERS, POSTGRES, open_at, run_info

pytestmark = list(postgres.marks())

(KIND,) = DATABASE_SERVERS
COUNT = 90
TROUBLE = 50
"""The article before which the trouble begins."""


def load(place: Path, trouble: Callable[[], None] | None = None) -> int:
    """Run over all articles; how many were extracted."""

    def inputs() -> fakes.Inputs:
        for number, article in enumerate(fakes.articles(COUNT, n20="reject", n80="reject")):
            if trouble is not None and number == TROUBLE:
                trouble()
            yield article

    with open_at(place, run_info()) as sink:
        return run(inputs(), sink, workers=0, batch=8, make_extractor=fakes.plain).extracted


def fails(place: Path, trouble: Callable[[], None]) -> str:
    """The line about a run that the trouble ended."""
    with pytest.raises(DestinationLostError) as caught:
        load(place, trouble)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_status == 1
    return str(caught.value)


def finishes_as_if_nothing_had_been(place: Path, undisturbed: Path) -> None:
    assert COUNT - TROUBLE - 2 < load(place) < COUNT - 2, "it began anew, or there was nothing left to do"
    load(undisturbed)
    assert sorted(KIND.facts(place)) == sorted(KIND.facts(undisturbed))
    assert len(KIND.facts(place)) == COUNT - 2
    assert sorted(KIND.quarantine(place), key=repr) == sorted(KIND.quarantine(undisturbed), key=repr)


@pytest.fixture
def undisturbed(tmp_path: Path) -> Path:
    (tmp_path / "whole").mkdir()
    return tmp_path / "whole" / POSTGRES


def test_a_server_that_is_killed(tmp_path: Path, undisturbed: Path) -> None:
    told = fails(tmp_path / POSTGRES, postgres.kill)
    assert "run again when the server is back" in told
    postgres.restart()
    finishes_as_if_nothing_had_been(tmp_path / POSTGRES, undisturbed)


FULL = """
CREATE FUNCTION is_full() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE disk_full USING MESSAGE = 'could not extend file: No space left on device'; END $$;
CREATE TRIGGER full_disk BEFORE INSERT ON facts EXECUTE FUNCTION is_full();
"""


def test_a_server_whose_disk_is_full(tmp_path: Path, undisturbed: Path) -> None:
    import psycopg

    place = tmp_path / POSTGRES

    def change(statements: str) -> None:
        with psycopg.connect(postgres.address(place), autocommit=True) as connection:
            connection.execute(statements.encode())

    told = fails(place, lambda: change(FULL))
    assert "disk of the server is full" in told
    assert "run again" in told
    whole = len(postgres.query(place, "SELECT 1 AS one FROM articles"))
    assert whole == len(KIND.facts(place)), "an article is there without its facts"
    change("DROP TRIGGER full_disk ON facts")
    finishes_as_if_nothing_had_been(place, undisturbed)
