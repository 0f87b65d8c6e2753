"""The model's view of a sentence, and the way back from its tokens to the article."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import msgspec
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from newsledger.analysis import Analysis, view
from newsledger.figures.figure import Figure
from newsledger.sentences import Sentence
from tests.builders import quantity

MONEY: dict[str, object] = {"kind": "money", "unit": "USD"}

# text, figures as (written, value, fields), what the model is shown
VIEWS: list[tuple[str, list[tuple[str, str, dict[str, object]]], str]] = [
    ("Profit rose 8.5 pct.", [("8.5 pct", "8.5", {})], "Profit rose 5%."),
    ("Profit was 120 mln dlrs in May.", [("120 mln dlrs", "120000000", MONEY)], "Profit was $5 million in May."),
    ("It paid Rs 11,909 crore.", [("Rs 11,909 crore", "119090000000", MONEY)], "It paid $5 billion."),
    ("It costs 52 cts a share.", [("52 cts", "0.52", MONEY)], "It costs $5 a share."),
    ("Sees $1-$3 billion\n  this year.", [("$1-$3 billion", "2000000000", MONEY | {"modifier": "range"})],
     "Sees $5 to $5 billion this year."),
    ("Sees 2-3 pct.", [("2-3 pct", "2.5", {"modifier": "range"})], "Sees 5% to 6%."),
    ("A quarter left.", [("A quarter", "25", {})], "A quarter left."),
    ("It sold\r\n 10,000   cars.", [("10,000", "10000", {"kind": "count", "unit": "car"})], "It sold 10,000 cars."),
]  # fmt: skip


@cache
def plain() -> Language:
    return spacy.blank("en")


def _figure(text: str, written: str, value: str, fields: dict[str, object]) -> Figure:
    start = text.index(written)
    read = msgspec.structs.replace(
        quantity(), text=written, start=start, end=start + len(written), value=Decimal(value)
    )
    return Figure(
        quantity=msgspec.structs.replace(read, **fields),
        core=(start, start + len(written)),
        sign=0,
        same_as=None,
        per_span=None,
        rules=(),
        contested=False,
    )


@pytest.mark.parametrize(("text", "figures", "shown"), VIEWS, ids=[row[0] for row in VIEWS])
def test_the_model_sees_familiar_spellings(
    text: str, figures: list[tuple[str, str, dict[str, object]]], shown: str
) -> None:
    made = view(text, Sentence(0, 0, len(text), 0, "body"), [_figure(text, *figure) for figure in figures])
    assert made.text == shown


@pytest.mark.parametrize(("text", "figures"), [row[:2] for row in VIEWS], ids=[row[0] for row in VIEWS])
def test_tokens_find_back_to_the_article(text: str, figures: list[tuple[str, str, dict[str, object]]]) -> None:
    sentence = Sentence(0, 0, len(text), 0, "body")
    read = [_figure(text, *figure) for figure in figures]
    made = view(text, sentence, read)
    analysis = Analysis.of_view(sentence, plain()(made.text), made)
    cores = [figure.core for figure in read if figure.quantity.kind in ("money", "percent") and "quarter" not in text]
    for token in analysis:
        place = (analysis.start(token), analysis.end(token))
        assert place in cores or text[slice(*place)].split() == [token.text], (token.text, place)
    for core in cores:
        assert analysis.covering(*core)


@given(st.text(alphabet="ab $5%.\n\u00a0\u200b\u00ad\U0001f600é", max_size=60), st.data())
def test_offsets_are_ordered_and_inside_for_any_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    sentence = Sentence(0, start, end, 0, "body")
    made = view(text, sentence, [])
    analysis = Analysis.of_view(sentence, plain()(made.text), made)
    places = list(zip(analysis.starts, analysis.ends, strict=True))
    assert all(start <= first <= last <= end for first, last in places)
    assert analysis.starts == sorted(analysis.starts)


def test_covering_and_head() -> None:
    text = "Analysts at Acme said net profit rose."
    sentence = Sentence(0, 0, len(text), 0, "body")
    doc = spacy.tokens.Doc(
        plain().vocab,
        words=["Analysts", "at", "Acme", "said", "net", "profit", "rose", "."],
        spaces=[True, True, True, True, True, True, False, False],
        tags=["NNS", "IN", "NNP", "VBD", "JJ", "NN", "VBD", "."],
    )
    analysis = Analysis.of_view(sentence, doc, view(text, sentence, []))
    start = text.index("net profit")
    assert [token.text for token in analysis.covering(start, start + 10)] == ["net", "profit"]
    assert str(analysis.head(start, start + 10)) == "profit"
    assert str(analysis.head(0, text.index("said"))) == "Analysts"
    assert analysis.head(len(text), len(text) + 3) is None
