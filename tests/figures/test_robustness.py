"""The reader never raises and takes time linear in the text, whatever the text."""

from __future__ import annotations

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
@settings(max_examples=500, deadline=None)
def test_any_text_is_read(text: str) -> None:
    check_offsets(text, find_figures(text))


@given(pieces=st.lists(st.tuples(PIECES, st.sampled_from(["", " ", "\n"])), max_size=60))
@settings(max_examples=1500, deadline=None)
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
SMALL, LARGE = 4_000, 64_000


def _seconds(text: str) -> float:
    """Processor time of one run, so that a busy machine does not count."""
    begin = time.process_time()
    find_figures(text)
    return time.process_time() - begin


@pytest.mark.slow
@pytest.mark.parametrize("piece", HOSTILE, ids=repr)
def test_time_grows_linearly(piece: str) -> None:
    """Sixteen times the text takes about sixteen times as long; quadratic work would take 256 times as long."""
    small, large = (piece * (size // len(piece)) for size in (SMALL, LARGE))
    quick = min(_seconds(small), _seconds(small))
    assert _seconds(large) < 80 * max(quick, 0.002)


def test_a_megabyte_of_digits_dollars_and_spaces() -> None:
    for piece in ("7", "$", " "):
        assert find_figures(piece * 1_000_000) == []
