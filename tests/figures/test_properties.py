"""Figures made by a grammar, written in many spellings, planted in text and read back."""

from __future__ import annotations

from decimal import Decimal

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from newsledger.figures import Figure, find_figures

SPACES = [" ", "\u00a0", "\u2009", "\u202f", "\n", "\r\n"]
FULL_WIDTH = str.maketrans("0123456789$%.,-", "０１２３４５６７８９＄％．，－")
BEFORE = ["Sales came to ", "The board said on Friday that it was ", "“Naïve” São Paulo’s café 😀 paid ", "Total: ", ""]
AFTER = [" in the year.", ", it said.", " 🙂", "; no more", "\n\nThe end", " — and rising", ""]


class Planted(msgspec.Struct, frozen=True):
    """A spelling and what it must be read as."""

    written: str
    kind: str
    value: Decimal
    unit: str


@st.composite
def numbers(draw: st.DrawFn) -> tuple[str, Decimal]:
    """A number as written and its value: large enough to count things, and never one that looks like a year."""
    whole = draw(st.one_of(st.integers(10, 999), st.integers(3000, 999_999_999)))
    fraction = f"{draw(st.integers(0, 999)):03}"[: draw(st.integers(0, 3))]
    shown = f"{whole:,}" if draw(st.booleans()) else str(whole)
    value = Decimal(f"{whole}.{fraction}" if fraction else whole)
    return (f"{shown}.{fraction}" if fraction else shown), value


SCALES = [
    ("", 0),
    (" million", 6),
    (" billion", 9),
    (" trillion", 12),
    ("m", 6),
    ("bn", 9),
    (" mln", 6),
    (" bln", 9),
    (" crore", 7),
]
CURRENCIES_BEFORE = [
    ("US$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("A$", "AUD"),
    ("EUR ", "EUR"),
    ("CHF", "CHF"),
    ("₹", "INR"),
]
CURRENCIES_AFTER = [
    ("euros", "EUR"),
    ("yen", "JPY"),
    ("Swiss francs", "CHF"),
    ("U.S. dollars", "USD"),
    ("Turkish lira", "TRY"),
]
RATES = [("%", "percent", "percent"), (" percent", "percent", "percent"), (" pct", "percent", "percent")]
RATES += [
    (" basis points", "basis_point", "basis_point"),
    (" percentage points", "percentage_point", "percentage_point"),
]
THINGS = [("shares", "share"), ("barrels", "barrel"), ("vehicles", "vehicle"), ("subscribers", "subscriber")]


@st.composite
def figures(draw: st.DrawFn) -> Planted:
    shown, number = draw(numbers())
    kind = draw(st.sampled_from(["before", "after", "rate", "count"]))
    if kind == "rate":
        written, name, unit = draw(st.sampled_from(RATES))
        return Planted(shown + written, name, number, unit)
    scale, power = draw(st.sampled_from(SCALES))
    value = number * Decimal(10) ** power
    if kind == "before":
        sign, code = draw(st.sampled_from(CURRENCIES_BEFORE))
        return Planted(f"{sign}{shown}{scale}", "money", value, code)
    if kind == "after":
        name, code = draw(st.sampled_from(CURRENCIES_AFTER))
        return Planted(f"{shown}{scale} {name}", "money", value, code)
    things, thing = draw(st.sampled_from(THINGS))
    scale, power = ("", 0) if len(scale) < 3 else (scale, power)
    return Planted(f"{shown}{scale} {things}", "count", number * Decimal(10) ** power, thing)


@st.composite
def disguised(draw: st.DrawFn, written: str) -> str:
    """The same spelling with other spaces, full-width signs, soft hyphens or combining marks in it."""
    written = written.replace(" ", draw(st.sampled_from(SPACES)))
    if draw(st.booleans()):
        written = written.translate(FULL_WIDTH)
    unseen = draw(st.sampled_from(["", "", "\u00ad", "\u200b", "\u2060"]))
    place = draw(st.integers(0, len(written)))
    return written[:place] + unseen + written[place:]


def check_offsets(text: str, found: list[Figure]) -> None:
    end = 0
    for figure in found:
        quantity = figure.quantity
        assert text[quantity.start : quantity.end] == quantity.text
        assert end <= quantity.start < quantity.end
        assert quantity.start <= figure.core[0] < figure.core[1] <= quantity.end
        end = quantity.end


@given(planted=figures(), before=st.sampled_from(BEFORE), after=st.sampled_from(AFTER))
@settings(max_examples=600)
def test_planted_figure_is_read_back(planted: Planted, before: str, after: str) -> None:
    text = before + planted.written + after
    found = find_figures(text)
    check_offsets(text, found)
    [figure] = found
    quantity = figure.quantity
    assert (quantity.text, quantity.kind, quantity.value, quantity.unit) == (
        planted.written,
        planted.kind,
        planted.value,
        planted.unit,
    )


@given(data=st.data(), planted=figures(), before=st.sampled_from(BEFORE), after=st.sampled_from(AFTER))
@settings(max_examples=600)
def test_disguised_figure_is_read_back(data: st.DataObject, planted: Planted, before: str, after: str) -> None:
    written = data.draw(disguised(planted.written))
    text = before + written + after
    found = find_figures(text)
    check_offsets(text, found)
    [figure] = found
    assert (figure.quantity.value, figure.quantity.unit) == (planted.value, planted.unit)


@given(many=st.lists(figures(), min_size=2, max_size=6))
@settings(max_examples=200)
def test_many_figures_stay_apart_and_in_order(many: list[Planted]) -> None:
    text = "".join(f"Then it was {planted.written}. " for planted in many)
    found = find_figures(text)
    check_offsets(text, found)
    assert [figure.quantity.value for figure in found] == [planted.value for planted in many]


@given(number=numbers(), scale=st.sampled_from(SCALES))
@settings(max_examples=300)
def test_numbers_are_exact_and_plain(number: tuple[str, Decimal], scale: tuple[str, int]) -> None:
    shown, value = number
    [figure] = find_figures(f"It cost €{shown}{scale[0]}.")
    quantity = figure.quantity
    assert quantity.value == value * Decimal(10) ** scale[1]
    assert "E" not in str(quantity.value)
    assert quantity.value == quantity.low == quantity.high
    if quantity.value == quantity.value.to_integral_value():
        assert quantity.value.as_tuple().exponent == 0
