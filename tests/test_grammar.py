"""Subjects, phrases and verbs against tagged sentences: ``word/TAG`` each, as the model tags them."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from newsledger.analysis import Analysis
from newsledger.grammar import apposed, clause_follows, is_passive, phrase_first, phrase_last, subject_of, subjects_of
from newsledger.sentences import Sentence

_VOCAB = spacy.blank("en").vocab


def _read(tagged: str) -> Analysis:
    pairs = [pair.rsplit("/", 1) for pair in tagged.split()]
    doc = Doc(_VOCAB, words=[word for word, _ in pairs], tags=[tag for _, tag in pairs])
    sentence = Sentence(0, 0, len(doc.text), 0, "body")
    return Analysis.of_span(sentence, doc[:])


@pytest.mark.parametrize(
    ("tagged", "verb", "subject"),
    [
        ("Acme/NNP said/VBD sales/NNS rose/VBD ./.", "said", "Acme"),
        ("Acme/NNP ,/, the/DT maker/NN of/IN paint/NN ,/, said/VBD sales/NNS rose/VBD", "said", "Acme"),
        ("Acme/NNP likes/VBZ Bolt/NNP ,/, which/WDT sells/VBZ paint/NN ,/, but/CC puts/VBZ growth/NN", "puts", "Acme"),
        ("A/DT person/NN familiar/JJ with/IN the/DT matter/NN said/VBD", "said", "person"),
        ("Analysts/NNS at/IN Acme/NNP ,/, who/WP rate/VBP it/PRP ,/, see/VBP growth/NN", "see", "Analysts"),
        ("The/DT bank/NN late/RB on/IN Friday/NNP said/VBD", "said", "bank"),
        ("Acme/NNP today/NN reported/VBD revenue/NN", "reported", "Acme"),
        ("Sales/NNS rose/VBD ,/, said/VBD Ann/NNP Lee/NNP ./.", "said", "Lee"),
        ("Sales/NNS rose/VBD ,/, said/VBD a/DT spokesman/NN for/IN Acme/NNP ./.", "said", "spokesman"),
        ("Acme/NNP raised/VBD its/PRP$ view/NN and/CC said/VBD so/RB", "said", "Acme"),
        ("Sales/NNS rose/VBD ,/, Acme/NNP said/VBD ,/, adding/VBG that/IN", "adding", "Acme"),
        ("Data/NNS showing/VBG growth/NN", "showing", "Data"),
        ("The/DT latter/JJ ,/, which/WDT bought/VBD it/PRP ,/, still/RB sees/VBZ growth/NN", "sees", "latter"),
        ("Acme/NNP is/VBZ expected/VBN to/TO keep/VB its/PRP$ view/NN", "keep", None),
        ("Sales/NNS rose/VBD ,/, the/DT chief/NN ,/, Ann/NNP Lee/NNP ,/, told/VBD Reuters/NNP", "told", "chief"),
        ("in/IN Paris/NNP ,/, said/VBD", "said", None),
    ],
)
def test_subject(tagged: str, verb: str, subject: str | None) -> None:
    analysis = _read(tagged)
    found = subject_of(analysis, analysis.lows.index(verb))
    assert (analysis.token(found).text if found >= 0 else None) == subject


def test_a_shared_subject_is_looked_for_in_earlier_verbs() -> None:
    analysis = _read("Acme/NNP said/VBD sales/NNS rose/VBD ,/, adding/VBG that/IN")
    found = [analysis.token(place).text for place in subjects_of(analysis, analysis.lows.index("adding"))]
    assert found == ["sales", "Acme"]


@pytest.mark.parametrize(
    ("tagged", "verb", "passive"),
    [
        ("Sales/NNS are/VBP expected/VBN", "expected", True),
        ("Estimates/NNS compiled/VBN by/IN Acme/NNP", "compiled", True),
        ("Acme/NNP has/VBZ expected/VBN sales/NNS", "expected", False),
        ("Acme/NNP estimated/VBN on/IN Monday/NNP that/IN sales/NNS fell/VBD", "estimated", False),
    ],
)
def test_passive(tagged: str, verb: str, passive: bool) -> None:
    analysis = _read(tagged)
    assert is_passive(analysis, analysis.lows.index(verb)) is passive


def test_clause_after_a_verb() -> None:
    told = _read("Acme/NNP declared/VBD that/IN sales/NNS fell/VBD")
    paid = _read("Acme/NNP declared/VBD a/DT dividend/NN ,/, it/PRP said/VBD")
    assert clause_follows(told, 1)
    assert not clause_follows(paid, 1)


def test_phrases() -> None:
    analysis = _read(
        "On/IN Friday/NNP the/DT bank/NN 's/POS chief/JJ economist/NN for/IN Asia/NNP ,/, Ann/NNP Lee/NNP ,/, said/VBD"
    )
    economist = analysis.lows.index("economist")
    assert analysis.lows[phrase_first(analysis, economist)] == "the"
    assert analysis.lows[phrase_last(analysis, economist)] == "asia"
    assert analysis.lows[apposed(analysis, economist)] == "lee"
