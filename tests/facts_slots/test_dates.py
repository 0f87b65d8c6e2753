"""Time expressions against the table of what they mean: words, publication date, direction, expected days."""

from __future__ import annotations

import csv
import itertools
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsledger.facts.periods import calendar
from newsledger.facts.periods.calendar import Span
from newsledger.facts.periods.expression import Anchor
from newsledger.facts.periods.fiscal import Ends, fiscal_ends, year_ending
from newsledger.facts.periods.mentions import find_times

_CASES = Path(__file__).parent / "cases"


def _rows(name: str) -> list[dict[str, str]]:
    with (_CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _spans(words: str, anchor: Anchor) -> list[Span]:
    found = (mention.span(words, anchor) for mention in find_times(words, 0, len(words)))
    return [span for span in found if span is not None]


@pytest.mark.parametrize(
    "row", _rows("dates.csv"), ids=lambda row: f"{row['words']} @ {row['published']} {row['ahead']}"
)
def test_the_words_mean_these_days(row: dict[str, str]) -> None:
    published = date.fromisoformat(row["published"]) if row["published"] else None
    expected = [Span(date.fromisoformat(row["start"]), date.fromisoformat(row["end"]))] if row["start"] else []
    assert _spans(row["words"], Anchor(published, bool(row["ahead"]))) == expected


@pytest.mark.parametrize(
    ("text", "year_end", "quarters_end"),
    [
        ("the business year to March 2025", 3, None),
        ("its fiscal year, which ends in September,", 9, None),
        ("For fiscal 2026, which ends in January,", 1, None),
        ("in the first fiscal quarter ended Dec. 28", None, 9),
        ("in the second quarter ended September 30", None, 3),
        ("in the second quarter ended Aug. 2", None, 1),
        ("in the quarter ended September 30", None, None),
    ],
)
def test_the_end_of_the_fiscal_year_is_read(text: str, year_end: int | None, quarters_end: int | None) -> None:
    assert fiscal_ends(text) == Ends(year_end, quarters_end)


@pytest.mark.parametrize(("quarter", "month", "end"), [(1, 6, 3), (2, 9, 3), (4, 12, 12), (-1, 1, 1), (3, 9, 12)])
def test_a_numbered_quarter_tells_when_its_year_ends(quarter: int, month: int, end: int) -> None:
    assert year_ending(quarter, month) == end


def test_a_fiscal_year_and_its_quarters_follow_the_anchor() -> None:
    anchor = Anchor(date(2024, 11, 6), year_end=3, quarters_end=3)
    assert _spans("fiscal 2025", anchor) == [Span(date(2024, 4, 1), date(2025, 3, 31))]
    assert _spans("in the second quarter", anchor) == [Span(date(2024, 7, 1), date(2024, 9, 30))]
    assert _spans("in 2025", anchor) == [Span(date(2025, 1, 1), date(2025, 12, 31))]


@pytest.mark.parametrize(
    "words", ["prices may rise", "the dec meeting", "they march on", "a 2,025-seat hall", "$2025", "second-hand cars"]
)
def test_words_that_are_no_dates(words: str) -> None:
    assert _spans(words, Anchor(date(2024, 11, 6))) == []


_FRAGMENTS = [
    *sorted({row["words"] for row in _rows("dates.csv")}),
    "from",
    "than",
    "a year earlier",
    "31 June 0000",
    "Q9",
]


@given(
    st.lists(st.sampled_from(_FRAGMENTS), max_size=4).map(" ".join) | st.text(max_size=60),
    st.none() | st.dates(),
    st.booleans(),
    st.integers(1, 12),
)
def test_any_text_gives_ordered_days_or_nothing(words: str, published: date | None, ahead: bool, year_end: int) -> None:
    anchor = Anchor(published, ahead, year_end, year_end)
    mentions = find_times(words, 0, len(words))
    assert all(left.end <= right.start for left, right in itertools.pairwise(mentions))
    for mention in mentions:
        span = mention.span(words, anchor)
        assert span is None or span.start <= span.end


_UNDATED = [words for words in _FRAGMENTS if not re.search(r"\d{4}|FY|[QH]\d\d|\d0s", words)]


@given(st.lists(st.sampled_from(_UNDATED), min_size=1, max_size=3).map(", ".join), st.booleans())
def test_without_a_publication_date_nothing_relative_is_told(words: str, ahead: bool) -> None:
    assert _spans(words, Anchor(None, ahead)) == []


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(-48, 48))
def test_shifting_by_months_there_and_back_keeps_the_month(day: date, count: int) -> None:
    there = calendar.shift_months(day, count)
    back = calendar.shift_months(there, -count)
    assert (back.year, back.month) == (day.year, day.month)


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(0, 3), st.integers(1, 12))
def test_the_latest_begun_had_begun_and_the_next_to_end_has_not_ended(on: date, quarter: int, year_end: int) -> None:
    def make(year: int) -> Span:
        return calendar.part(year, 3, quarter + 1, year_end)

    begun, ending = calendar.latest_begun(make, on), calendar.next_to_end(make, on)
    assert begun.start <= on < calendar.shift(begun, 12).start
    assert ending.end >= on > calendar.shift(ending, -12).end
