"""The reader never raises and takes time linear in the text, whatever the text."""

from __future__ import annotations

import gc
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsledger.figures import MoneyContext, find_figures
from tests.figures.test_properties import check_offsets

WORDS = """
$ € £ ¥ US$ USD Rs % pct p c x
m bn k million billion hundred half quarter third twice doubled times points bps cents dollars
yen a of and to
between from per share barrel 1 2.5 3,000 1,23 007 1/2 3-1/2 1987 .5 - – — ( ) / : . , ; ' " @ # + ~ > <= =
Sept. No. S&P 500 vs Net the mln crore lakh tens 😀 ３ ٣ ½ − www. :// a@b.c
"""
PIECES = st.sampled_from([*WORDS.split(), "\u00ad", "\u200b", "\u0301", "\n\n", "\r\n", "\t", "\u2009"])


@given(text=st.text())
@settings(max_examples=300, deadline=None)
def test_any_text_is_read(text: str) -> None:
    check_offsets(text, find_figures(text))


@given(pieces=st.lists(st.tuples(PIECES, st.sampled_from(["", " ", "\n"])), max_size=60))
@settings(max_examples=800, deadline=None)
def test_any_mixture_of_the_grammar_is_read(pieces: list[tuple[str, str]]) -> None:
    text = "".join(piece + gap for piece, gap in pieces)
    context = MoneyContext(dateline="SYDNEY, Nov 3", country="AU", publisher="A paper")
    check_offsets(text, find_figures(text, context=context))
    check_offsets(text, find_figures(text, skip=[(0, len(text) // 2), (len(text) // 2, len(text) // 2)]))


HOSTILE = [
    "0",
    "1,",
    "1.",
    "$",
    " ",
    "\n",
    "-",
    "(",
    "@",
    "a@",
    "a",
    "A.",
    "million ",
    "one ",
    "twenty-",
    "half a ",
    "1/",
    "1-",
    "1 1/2 ",
    "between 1 and ",
    "$5 to ",
    "5, ",
    "5 percent ",
    "3,000 vs ",
    "tens of ",
    "é",
    "\xad",
    "１",
    "1\xa0",
    "www.",
    "USD ",
    "of a share ",
    "per ",
    "10 million from ",
    "S&P 500 to 1,000 ",
]
FIRST_SIZE, LAST_SIZE, LEAST_SECONDS, TIMES = 4_000, 400_000, 0.015, 4
# Four times the text takes about four times as long where work is linear, sixteen times where it is quadratic.
BOUND = 9


def _seconds(text: str) -> float:
    """Processor time of one run without garbage collection, so that neither a busy machine nor the heap counts."""
    gc.disable()
    try:
        begin = time.process_time()
        find_figures(text)
        return time.process_time() - begin
    finally:
        gc.enable()


@pytest.mark.slow
@pytest.mark.parametrize("piece", HOSTILE, ids=repr)
def test_time_grows_linearly(piece: str) -> None:
    """Both sizes are large enough to be timed; the larger has three tries, for the machine may slow down in one."""
    size = FIRST_SIZE
    while (quick := _seconds(piece * (size // len(piece)))) < LEAST_SECONDS and size < LAST_SIZE:
        size *= 2
    small, large = (piece * (size * times // len(piece)) for times in (1, TIMES))
    quick = min(quick, _seconds(small), _seconds(small))
    assert any(_seconds(large) < BOUND * max(quick, LEAST_SECONDS / TIMES) for _ in range(3))


def test_a_megabyte_of_digits_dollars_and_spaces() -> None:
    for piece in ("7", "$", " "):
        assert find_figures(piece * 1_000_000) == []
