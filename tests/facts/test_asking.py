"""Which rules a figure is asked of: by its kind and the words of its sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import get_args

import pytest

from newsledger.facts.asking import Panel, asked, noted
from newsledger.facts.cores import METRIC_RULES
from newsledger.facts.vocabulary import spelled
from newsledger.records import Kind

Rule = Callable[[], Iterator[str]]


def anything() -> Iterator[str]:
    yield "anything"


@asked(kinds=("percent", "money"))
def of_kinds() -> Iterator[str]:
    yield "of_kinds"


@asked(words=("target", "targets"))
def by_words() -> Iterator[str]:
    yield "by_words"


@asked(kinds=("percent",), words=("growth",))
def by_both() -> Iterator[str]:
    yield "by_both"


@pytest.mark.parametrize(
    ("kind", "sentence", "due"),
    [
        ("count", "the target was raised", ["by_words", "anything"]),
        ("count", "growth of orders", ["anything"]),
        ("money", "growth of orders", ["anything", "of_kinds"]),
        ("percent", "growth of orders", ["by_both", "anything", "of_kinds"]),
        ("percent", "targets for growth", ["by_both", "by_words", "anything", "of_kinds"]),
        ("percent", "", ["anything", "of_kinds"]),
    ],
)
def test_a_rule_is_due_for_its_kinds_and_words(kind: str, sentence: str, due: list[str]) -> None:
    panel: Panel[Rule] = Panel((by_both, by_words, anything, of_kinds))
    assert [rule.__name__ for rule in panel.due(frozenset(sentence.split()), kind)] == due


@pytest.mark.parametrize("rule", METRIC_RULES.rules, ids=lambda rule: f"{rule.__module__}.{rule.__name__}")
def test_what_rules_need_can_be_found(rule: Callable[..., object]) -> None:
    needs = noted(rule)
    assert needs.kinds <= set(get_args(Kind))
    assert {word for word in needs.words if spelled(word) != [word] and word != "'"} == set()
