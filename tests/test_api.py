"""The Python functions and the spaCy component: one path of code behind all of them."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pandas as pd
import pytest
import spacy

import newsledger
from newsledger.contract import check
from newsledger.model import load_model

TEXT = (
    "Nvidia sales jump\n\nNvidia said on Wednesday that revenue rose 94% to $35.1 billion in the third quarter, "
    "while Apple and Alibaba gained 2% and 3%, respectively."
)


def _record(text: str = TEXT, published: str | None = "2024-11-20") -> newsledger.Record:
    return next(newsledger.extract(text, published=published))


def test_extract_gives_records_that_keep_the_contract() -> None:
    record = _record()
    check(record, TEXT)
    values = [fact.quantity.value for fact in record.facts]
    assert values == [Decimal(94), Decimal(35_100_000_000), Decimal(2), Decimal(3)]
    assert record.facts[0].companies == ("Nvidia",)
    assert record.facts[0].metric is not None
    assert record.facts[0].metric.name == "revenue"
    assert [fact.companies for fact in record.facts[2:]] == [("Apple",), ("Alibaba",)]


def test_extract_is_lazy_ordered_and_takes_articles() -> None:
    texts = [f"Nvidia sales jump\n\nNvidia said revenue rose {number}%." for number in range(3, 9)]
    mixed = [newsledger.Article(text=text) if index % 2 else text for index, text in enumerate(texts)]
    records = newsledger.extract(iter(mixed))
    assert [record.facts[0].quantity.text for record in records] == [f"{number}%" for number in range(3, 9)]


@pytest.mark.parametrize(("text", "reason"), [("", "no text"), ("   \n ", "no text"), ("x" * 2_000_000, "long")])
def test_a_text_that_cannot_be_extracted_is_an_error_in_one_line(text: str, reason: str) -> None:
    with pytest.raises(newsledger.InputError, match=reason) as caught:
        list(newsledger.extract(text))
    assert "\n" not in str(caught.value)


def test_frames() -> None:
    frame = pd.DataFrame({"body": [TEXT, ""], "date": ["2024-11-20", None], "key": ["a", "b"]})
    tables = newsledger.extract_frame(frame, text="body", published="date", uri="key")
    assert list(tables.facts["value"][:2]) == [Decimal(94), Decimal(35_100_000_000)]
    assert list(tables.articles["uri"]) == ["a"]
    assert list(tables.quarantine["uri"]) == ["b"]
    same = newsledger.to_frames([_record()])
    assert list(same.facts["fact_id"]) == list(tables.facts["fact_id"])


def test_a_missing_column_is_named_with_those_that_are_there() -> None:
    with pytest.raises(newsledger.InputError, match=r"no column 'text'.*body"):
        newsledger.extract_frame(pd.DataFrame({"body": [TEXT]}))


def test_spacy_pipeline() -> None:
    nlp = newsledger.load()
    doc = nlp(TEXT)
    assert [span.text for span in doc.spans["figures"]] == ["94%", "$35.1 billion", "2%", "3%"]
    assert {span.label_ for span in doc.spans["companies"]} >= {"Nvidia", "Apple", "Alibaba"}
    plain = msgspec.to_builtins(_record(published=None).facts)
    assert [fact["quantity"]["text"] for fact in doc._.facts] == [fact["quantity"]["text"] for fact in plain]
    assert doc._.facts[0]["metric"]["name"] == "revenue"


def test_spacy_date_is_per_doc() -> None:
    nlp = newsledger.load()
    doc = nlp.make_doc(TEXT)
    doc._.published = "2024-11-20"
    doc = nlp(doc)
    assert doc._.facts[0]["period"] == {
        "text": doc._.facts[0]["period"]["text"],
        "start": "2024-08-01",  # Nvidia's fiscal year ends in January
        "end": "2024-10-31",
        "basis": "fiscal",
    }


def test_component_on_a_pipeline_of_ones_own_uses_its_tags_and_names() -> None:
    nlp = spacy.load(load_model().meta["lang"] + "_" + load_model().meta["name"])
    nlp.add_pipe("newsledger", config={"published": "2024-11-20"})
    doc = nlp(TEXT)
    assert doc.has_annotation("TAG")
    assert [fact["quantity"]["text"] for fact in doc._.facts] == ["94%", "$35.1 billion", "2%", "3%"]
    again = spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.facts == doc._.facts
    assert [span.text for span in again.spans["figures"]] == ["94%", "$35.1 billion", "2%", "3%"]


def test_public_names_are_there_and_others_are_not() -> None:
    for name in newsledger.__all__:
        assert getattr(newsledger, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'facts_of'"):
        _ = newsledger.facts_of
