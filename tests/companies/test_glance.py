"""In which sentences the model is asked what a name names."""

from __future__ import annotations

import pytest

from newsledger.articles.article import Article
from newsledger.cleaning import survey
from newsledger.companies.glance import doubtful, glance
from newsledger.sentences import split
from tests.companies.reading import knowledge

CASES = [
    # What explains itself is not asked about.
    ("Volkswagen cut its forecast for 2024.", []),
    ("Kelmar Holdings Ltd cut its forecast for 2024.", []),
    ("Anna Kern left in March.", []),
    ("Revenue in Germany and in Paris rose.", []),
    ("The Chief Financial Officer resigned on Tuesday.", []),
    ("In the fourth quarter EBITDA rose.", []),
    # A name that nothing explains is, and one that is also a word.
    ("Analysts at Kelmar expect less.", [0]),
    ("Sales of Kelmar Bay rose.", [0]),
    ("Investors like Shell again.", [0]),
    # So is a known name that goes on to another.
    ("A fund of Merrill Lynch Capital Partners bought it.", [0]),
    # Each is asked about where it comes first.
    ("Kelmar grew. So did Kelmar's rivals. Then Dorvane grew. And Kelmar shrank.", [0, 2]),
    # Capitals say nothing where all letters have them.
    ("KELMAR SEES DORVANE BID", []),
]


@pytest.mark.parametrize(("text", "asked"), CASES)
def test_sentences_with_doubtful_names(text: str, asked: list[int]) -> None:
    sentences = split(text, survey(Article(text=text)))
    everything = {sentence.index for sentence in sentences}
    shown = glance(text, sentences, knowledge())
    assert sorted(doubtful(text, sentences, shown, knowledge(), everything)) == asked


def test_a_sentence_that_the_model_does_not_read_leaves_the_question_to_the_next() -> None:
    text = "Kelmar grew. So did Kelmar's rivals."
    sentences = split(text, survey(Article(text=text)))
    assert doubtful(text, sentences, glance(text, sentences, knowledge()), knowledge(), {1}) == {1}
