"""Dates as sites, feeds and tables write them."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsledger.articles.dates import DateOrder, find_date, parse_date, zones
from newsledger.resources import folder

LINES = [
    ("Published 01/09/2025, 14:52", "2025-09-01T14:52:00", True),
    ("Published 13/02/2025", "2025-02-13", False),
    ("02/13/2025 4:05 pm ET", "2025-02-13T16:05:00-05:00", False),
    ("07/04/2025 4:05 pm ET", "2025-04-07T16:05:00-04:00", True),
    ("October 30, 2024 6:12 PM EDT", "2024-10-30T18:12:00-04:00", False),
    ("Tech Desk | Updated: Oct 10, 2024, 18:05 IST", "2024-10-10T18:05:00+05:30", False),
    ("Nov 18, 2024 at 2:14 p.m. UTC · 3 min read", "2024-11-18T14:14:00+00:00", False),
    ("Tuesday 7 January 2025, 07:48 GMT", "2025-01-07T07:48:00+00:00", False),
    ("27 February 2024 • 5:31pm", "2024-02-27T17:31:00", False),
    ("Oct 3, 2024 / 09:15 AM EDT", "2024-10-03T09:15:00-04:00", False),
    ("14:52 on 1 September 2025", "2025-09-01T14:52:00", False),
    ("5.30 pm IST, Sept. 5, 2024", "2024-09-05T17:30:00+05:30", False),
    ("May 5, 2020 0630 GMT", "2020-05-05T06:30:00+00:00", False),
    ("Wed, 30 Oct 2024 18:12:00 +0100", "2024-10-30T18:12:00+01:00", False),
    ("2024-10-30T18:12:00.123Z", "2024-10-30T18:12:00+00:00", False),
    ("2024-10-30 18:12", "2024-10-30T18:12:00", False),
    ("2024-10-30T18:12+05:30", "2024-10-30T18:12:00+05:30", False),
    ("2024/10/30", "2024-10-30", False),
    ("20241030", "2024-10-30", False),
    ("26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01", False),
    ("17.10.2024, 08:14", "2024-10-17T08:14:00", False),
    ("13/02/25", "2025-02-13", False),
    ("5/5/2025", "2025-05-05", False),
    ("Jan. 3rd, 2025 12 a.m.", "2025-01-03T00:00:00", False),
    ("NEW YORK, Dec. 17, 2024 --", "2024-12-17", False),
]

NO_DATES = [
    "",
    "NEW YORK, May 10 -",
    "31/02/2024",
    "June 31, 2024",
    "1.2.3",
    "version 12/13",
    "June 2024",
    "Q3 2024",
    "2024",
    "14:52",
    "S&P 500",
]


@pytest.mark.parametrize(("line", "iso", "ambiguous"), LINES)
def test_dates_in_lines(line: str, iso: str, ambiguous: bool) -> None:
    stamp = find_date(line)
    assert stamp is not None
    assert (stamp.iso[: len(iso)], stamp.ambiguous) == (iso, ambiguous)
    datetime.fromisoformat(stamp.iso)


@pytest.mark.parametrize("line", NO_DATES)
def test_lines_without_a_whole_date(line: str) -> None:
    assert find_date(line) is None


@pytest.mark.parametrize(
    ("order", "written", "iso", "ambiguous"),
    [
        ("DMY", "01/09/2025", "2025-09-01", True),
        ("MDY", "01/09/2025", "2025-01-09", True),
        ("MDY", "13/02/2025", "2025-02-13", False),
        ("DMY", "02/13/2025", "2025-02-13", False),
        ("YMD", "25-09-01", "2025-09-01", False),
        ("YMD", "2025-09-01", "2025-09-01", False),
        ("DMY", "2025/09/01", "2025-09-01", False),
    ],
)
def test_the_order_decides_what_can_be_read_two_ways(order: DateOrder, written: str, iso: str, ambiguous: bool) -> None:
    stamp = find_date(written, order)
    assert stamp is not None
    assert (stamp.iso, stamp.ambiguous) == (iso, ambiguous)


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        (datetime(2024, 10, 30, 18, 12, 5, 9, tzinfo=UTC), "2024-10-30T18:12:05+00:00"),
        (datetime(2024, 10, 30), "2024-10-30T00:00:00"),
        (date(2024, 10, 30), "2024-10-30"),
        (1700000000, "2023-11-14T22:13:20+00:00"),
        (1700000000000, "2023-11-14T22:13:20+00:00"),
        ("1700000000", "2023-11-14T22:13:20+00:00"),
        (20241030, "2024-10-30"),
        ("soon", None),
        (True, None),
        (None, None),
        (float("inf"), None),
    ],
)
def test_values_of_fields(value: object, iso: str | None) -> None:
    stamp = parse_date(value)
    assert (stamp.iso if stamp else None) == iso


@given(st.text(st.sampled_from("0123456789/-.:, JanOctGMTpam+Z"), max_size=40))
def test_never_raises_and_gives_iso(line: str) -> None:
    stamp = find_date(line)
    if stamp is not None:
        datetime.fromisoformat(stamp.iso)
        assert 0 <= stamp.start < stamp.end <= len(line)


def test_the_table_of_zones_is_sound() -> None:
    with (folder("lexicons") / "zones.csv").open(encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    assert len(rows) == len(zones())
    for zone in zones().values():
        if "/" in zone:
            ZoneInfo(zone)
        else:
            datetime.fromisoformat(f"2024-01-01T00:00:00{zone}")
