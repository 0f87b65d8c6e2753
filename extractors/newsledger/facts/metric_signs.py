"""What speaks for and against each metric that a figure might state, as numbers that ``metric_model.py`` weighs.

Signs say who proposes a metric, how surely, and how probable the words around the figure make it. They name rules,
metrics and kinds of figure, and no words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from math import log

from newsledger.facts.candidates import Choice, doubts
from newsledger.facts.context import odds, pointers
from newsledger.facts.fitting import fits
from newsledger.facts.frames import Frame
from newsledger.facts.loglinear import LogLinear
from newsledger.facts.metric import Said
from newsledger.facts.story import Story
from newsledger.facts.vocabulary import metrics
from newsledger.facts.weighing import Sign, Signs, of_rules

LIKELIEST = 4
"""How many metrics the words around a figure may bring in that no rule proposes."""

LEAST = 0.003
"""Probability below which they bring none in."""

FAINTEST = 1e-4
"""Less probable than this nothing is held to be."""

NAMELESS = "other"

FAR_SURE, FAIRLY_SURE = 0.9, 0.6
"""Support above which the rules are far surer than not, or fairly sure."""


def signs(
    frame: Frame, story: Story, proposals: Sequence[Said], chosen: Choice[str] | None, model: LogLinear
) -> list[tuple[str, Signs]]:
    """The contenders for a figure, each with its signs; signs that are 0 may be left out."""
    pointing = pointers(frame, story)
    likely = dict(zip(model.names, odds(model, frame, story, pointing).tolist(), strict=True))
    doubt = doubts((said.metric, said.weight) for said in proposals)
    names = _contenders(frame, doubt, likely)
    likeliest = max(names, key=likely.__getitem__)
    pointed: dict[str, list[Sign]] = {}
    for (how, name), much in pointing.items():
        pointed.setdefault(name, []).append((f"points={how}", much))
    found = []
    for name in names:
        given = dict(_of_the_rules(name, proposals, doubt, chosen))
        given.update(_of_the_words(name, likely[name], chosen))
        if name == likeliest:
            given["context.best"] = 1.0
            given["context.agrees"] = float(chosen is not None and chosen.value == name)
        given.update(pointed.get(name, ()))
        given.update(_of_the_metric(name, frame.kind, bool(proposals)))
        found.append((name, given))
    return found


def _contenders(frame: Frame, doubt: Mapping[str, float], odds: Mapping[str, float]) -> list[str]:
    """What the rules propose, what the words make likely, and none that has a name."""
    likely = sorted((name for name, share in odds.items() if share > LEAST), key=odds.__getitem__, reverse=True)
    fitting = (name for name in likely if name == NAMELESS or fits(name, frozenset(), frame))
    return list(dict.fromkeys((*doubt, *islice(fitting, LIKELIEST), NAMELESS)))


def _of_the_rules(
    name: str, proposals: Sequence[Said], doubt: Mapping[str, float], chosen: Choice[str] | None
) -> Iterator[Sign]:
    others = (left for other, left in doubt.items() if other != name)
    yield from of_rules(doubt.get(name, 1.0), others, chosen is not None and chosen.value == name)
    surest: dict[str, float] = {}
    for said in proposals:
        if said.metric == name:
            rule = "clue" if said.rule.startswith("metric.clue.") else said.rule.removeprefix("metric.")
            surest[rule] = max(surest.get(rule, 0.0), said.weight)
    for rule, weight in surest.items():
        yield f"rule={rule}", weight


def _of_the_words(name: str, share: float, chosen: Choice[str] | None) -> Iterator[Sign]:
    """How probable the words make a metric, and so beside rules that are sure, or not, or silent."""
    yield "context.share", share
    surprise = log(max(share, FAINTEST)) / 5
    yield "context.log", surprise
    beside = "silence"
    if chosen is not None:
        support = chosen.support
        beside = "sure" if support > FAR_SURE else "fairly" if support > FAIRLY_SURE else "weak"
    yield f"context.beside={beside}", surprise


def _of_the_metric(name: str, kind: str, proposed: bool) -> Iterator[Sign]:
    """What kind of metric it is, for what kind of figure."""
    row = metrics()[name]
    yield f"metric={name}", 1.0
    yield f"group={row.group}.{kind}", 1.0
    yield f"level={kind}.{kind in row.kinds}", 1.0
    if name == NAMELESS:
        yield f"nameless={kind}", 1.0
        if not proposed:
            yield "nameless.silence", 1.0
