"""The model, run faster, says what spaCy's own run of it says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pytest
import spacy

from newsledger import encoding
from newsledger.encoding import Forms, quickened
from newsledger.model import analyse, find_model, load_model

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import TrainablePipe
    from spacy.tokens import Doc

SENTENCES = (
    "Acme Corp said revenue rose 5% to $2 billion in the three months ended June 30.",
    "Rose",
    "John Smith of Goldman Sachs didn't expect that, he told the Nikkei in Tokyo on Thursday.",
    "ACME   sees higher profit; shares of Bolt Inc. and Zeta Holdings Plc fell in London, Paris and New York.",
    "The stock rose , it fell , and it rose again .",
)


@pytest.fixture(scope="module")
def plain() -> Language:
    """The model as spaCy loads it."""
    return spacy.load(find_model())


def part(nlp: Language, name: str) -> Any:
    """The neural model of a part of the pipeline."""
    return cast("TrainablePipe", nlp.get_pipe(name)).model


def own(nlp: Language, texts: tuple[str, ...]) -> list[Doc]:
    """spaCy's own reading of texts that are one sentence each."""

    def marked() -> Iterator[Doc]:
        for text in texts:
            doc = nlp.make_doc(text)
            for token in doc:
                token.is_sent_start = token.i == 0
            yield doc

    return list(nlp.pipe(marked(), disable=["parser", "attribute_ruler", "lemmatizer"]))


def test_tags_and_names_are_those_of_spacy(plain: Language) -> None:
    texts = SENTENCES * 40  # more than are read at once
    named = [place % 3 > 0 for place in range(len(texts))]
    for doc, expected, wanted in zip(analyse(load_model(), texts, named), own(plain, texts), named, strict=True):
        assert [token.tag_ for token in doc] == [token.tag_ for token in expected]
        told = [(entity.text, entity.label_) for entity in expected.ents] if wanted else []
        assert [(entity.text, entity.label_) for entity in doc.ents] == told


def test_no_sentences_are_read_as_none() -> None:
    assert analyse(load_model(), [], []) == []


@pytest.mark.parametrize("pipe", ["tok2vec", "ner"])
def test_vectors_are_those_of_spacy(plain: Language, pipe: str) -> None:
    model = part(plain, pipe)
    found = [(node, fast) for node in model.walk() if (fast := quickened(node)) is not None]
    assert len(found) == 1, "the encoder of the default model is of the build that is known"
    (node, fast), docs = found[0], own(plain, SENTENCES)
    for once in (docs, docs[::-1], docs[2:3]):  # the second time nothing is new
        for vectors, expected in zip(fast.predict(once), node.predict(once), strict=True):
            assert vectors.shape == expected.shape
            assert np.abs(vectors - expected).max() < 1e-5


def test_keeping_begins_anew_when_there_are_too_many_forms(plain: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "FORMS_KEPT", 10)
    encoder = part(plain, "tok2vec")
    forms, docs = Forms(encoder.layers[0]), own(plain, SENTENCES)
    for doc in docs * 2:
        expected = encoder.layers[0].predict([doc])[0]
        assert np.abs(forms.vectors([doc]) - expected).max() < 1e-5
        assert len(forms) <= 10 + len(doc)


def test_an_encoder_of_another_build_is_left_alone(plain: Language) -> None:
    assert quickened(part(plain, "tagger")) is None
    windows = part(plain, "tok2vec").layers[1]
    assert quickened(windows) is None
