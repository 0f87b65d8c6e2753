"""Lists that run side by side: "Alibaba and Baidu reporting gains of 57% and 30%, respectively"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from newsledger.facts.frames import PARTICLES, Frame
from newsledger.facts.line import Line, Mark, Named
from newsledger.facts.story import BRIDGES

M = TypeVar("M", Named, Mark)

BETWEEN_NAMES = frozenset({",", "and", "&", "both", "the", "'s", "or", "'", "while"})
BETWEEN_FIGURES = BRIDGES | PARTICLES | {"higher", "lower", "to", "at", "by", "more", "less", "than", "of"}


class Pairing(NamedTuple):
    """What a list gives one figure: the name or the metric word at its own position, by the rule ``rule``. Both ``None``
    with ``rule`` set means that "respectively" was said of lists that do not have the same length: nothing is known."""

    name: Named | None
    mark: Mark | None
    rule: str


def figure_lists(line: Line, found: Sequence[Frame]) -> list[list[Frame]]:
    """The runs of two or more figures that stand in one list."""
    runs: list[list[Frame]] = []
    for frame in found:
        if runs:
            last = runs[-1][-1]
            between = line.lows[last.place + 1 : frame.place]
            listed = any(word in (",", "and", "or") for word in between) and "or" not in between
            if listed and last.kind == frame.kind and all(word in BETWEEN_FIGURES for word in between):
                runs[-1].append(frame)
                continue
        runs.append([frame])
    return [run for run in runs if len(run) > 1]


def _name_lists(line: Line) -> list[list[Named]]:
    lists: list[list[Named]] = []
    for name in line.names:
        if name.mention is not None and name.mention.kind == "pronoun":
            continue
        if lists:
            last = lists[-1][-1]
            between = line.lows[last.last : name.first]
            if between and all(word in BETWEEN_NAMES for word in between) and any(word != "'s" for word in between):
                lists[-1].append(name)
                continue
            if name.first < last.last:
                continue
        lists.append([name])
    return [names for names in lists if len(names) > 1]


def _mark_lists(line: Line) -> list[list[Mark]]:
    lists: list[list[Mark]] = []
    for mark in line.metrics:
        if lists:
            between = line.lows[lists[-1][-1].last : mark.first]
            if (
                between
                and len(between) <= 3
                and any(word in (",", "and") for word in between)
                and not any(line.is_figure(place) for place in range(lists[-1][-1].last, mark.first))
            ):
                lists[-1].append(mark)
                continue
        lists.append([mark])
    return [marks for marks in lists if len(marks) > 1]


def pairings(line: Line, found: Sequence[Frame]) -> dict[int, Pairing]:
    """What the lists of a line give to its figures, by the figures' index.

    With "respectively" a list must have as many members as there are figures. Without it, only a list right in the
    subject of the clause is taken ("Tesla and Boeing dropped 7.1% and 8.7%").
    """
    given: dict[int, Pairing] = {}
    for run in figure_lists(line, found):
        end = run[-1].place
        said = "respectively" in line.lows[run[0].clause.first : min(len(line), end + 8)]
        clause = run[0].clause
        paired = False
        for names in _nearest_first(_name_lists(line), end):
            inside = clause.subject is not None and clause.subject[0] <= names[0].first < clause.subject[1]
            if len(names) == len(run) and (said or inside):
                for frame, name in zip(run, names, strict=True):
                    given[frame.number] = Pairing(name, None, "respectively" if said else "list.names")
                paired = True
                break
        for marks in _nearest_first(_mark_lists(line), end):
            if len(marks) == len(run) and (
                said or (clause.subject is not None and clause.subject[0] <= marks[0].first < clause.subject[1])
            ):
                for frame, mark in zip(run, marks, strict=True):
                    held = given[frame.number].name if frame.number in given else None
                    given[frame.number] = Pairing(held, mark, "respectively" if said else "list.metrics")
                paired = True
                break
        lists = [names for names in _name_lists(line) if names[0].mention is not None]
        if said and not paired and lists:
            for frame in run:
                given[frame.number] = Pairing(None, None, "respectively.lengths_differ")
    return given


def _nearest_first(lists: list[list[M]], place: int) -> list[list[M]]:
    return sorted(lists, key=lambda members: abs(place - members[-1].last))
