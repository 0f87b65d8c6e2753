"""What speaks for each sense of a figure (level, change, previous ...), as ``sense_model.py`` weighs it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import get_args

from newsledger.facts import context
from newsledger.facts.candidates import Candidate, Choice, doubts
from newsledger.facts.frames import Frame, words_after
from newsledger.facts.loglinear import Pointers
from newsledger.facts.measure_against import Sense
from newsledger.facts.story import Story
from newsledger.facts.vocabulary import ChangeWord, metrics
from newsledger.facts.weighing import Sign, of_rules
from newsledger.records import Measure

FAR = 8
"""Words after a figure among which a word of change or of comparison may still be about it."""


def named(sense: Sense) -> str:
    """A sense in words: "level", "change up"."""
    measure, direction = sense
    return f"{measure} {direction}" if direction else measure


MOVES: tuple[Measure, ...] = ("change", "difference")

SENSES: dict[str, Sense] = {
    named(sense): sense
    for measure in get_args(Measure)
    for sense in (((measure, "up"), (measure, "down")) if measure in MOVES else ((measure, None),))
}
"""The senses that are weighed, by name."""


def signs(frame: Frame, metric: str | None, story: Story) -> frozenset[str]:
    """The words beside a figure, and what the vocabulary knows of them: moves and comparisons before and after it.

    >>> # "Sales rose to <$5 billion>": {"L0=to", "v=ris", "verb=up.", "metric=revenue", "rate=False.money", ...}
    """
    return frozenset((*context.beside(frame, story), *_of_the_metric(frame, metric), *_of_moves(frame, story)))


def _of_the_metric(frame: Frame, metric: str | None) -> Iterator[str]:
    kind = frame.kind
    yield f"metric={metric}"
    yield f"metric={metric}.{kind}"
    if metric is not None:
        row = metrics()[metric]
        yield f"rate={row.rate}.{kind}"
        yield f"stated={kind in row.kinds}.{kind}"
        yield f"stated={kind in row.kinds}.{kind}.{frame.preposition()}"
        yield f"group={row.group}.{kind}.{frame.preposition()}"


def _of_moves(frame: Frame, story: Story) -> Iterator[str]:
    line, kind = frame.line, frame.kind
    verb = _told(frame.verb_change())
    yield f"verb={verb}"
    yield f"verb={verb}.{kind}"
    yield f"verb={verb}.{kind}.{frame.preposition()}"
    yield f"object={verb}.{frame.is_object()}.{kind}"
    for relation in frame.relations:
        yield f"chain={relation}"
        yield f"chain={relation}.{kind}"
    for at in words_after(frame, FAR):
        near = "close" if at <= frame.place + 2 else "far"
        for word in line.changes.get(at, (0, ()))[1]:
            yield f"after={near}.{_told(word)}"
        for relation in line.relation[at]:
            yield f"after={near}.{relation}"
            yield f"after={near}.{relation}.{kind}"
    for place in line.changed(frame.clause.first, frame.place):
        for word in line.changes[place][1]:
            yield f"before={_told(word)}.{kind}"
    if frame.figure.sign:
        yield f"sign={frame.figure.sign > 0}"
    before = story.before(frame)
    if before is not None:
        last, alike = before.core, before.frame.kind == kind
        sense = f"{last.measure}.{last.direction}"
        yield f"last={sense}.{alike}"
        yield f"last={sense}.{kind}.{frame.preposition()}"
        if before.frame.clause == frame.clause:
            yield f"clause={sense}.{alike}"


def _told(word: ChangeWord | None) -> str:
    return f"{word.direction}.{word.mode}" if word is not None else ""


def pointers(proposals: Sequence[Candidate[Sense]], chosen: Choice[Sense] | None) -> Pointers:
    """What the rules propose, by rule and sense, and how sure they are of it."""
    proposals = [said for said in proposals if named(said.value) in SENSES]
    doubt = doubts((said.value, said.weight) for said in proposals)
    found: Pointers = {}
    for sense, left in doubt.items():
        others = (other for value, other in doubt.items() if value != sense)
        told: list[Sign] = list(of_rules(left, others, chosen is not None and chosen.value == sense))
        found.update(((sign, named(sense)), value) for sign, value in told)
    for said in proposals:
        key = said.rule.removeprefix("measure."), named(said.value)
        found[key] = max(found.get(key, 0.0), said.weight)
    return found
