"""The arithmetic of a sentence as a witness of how its figures were read.

Where a level, the one before and the change between them are stated of one metric of one owner, they must agree. If
they do, all three readings are surer and the change goes the way of the two levels; if they do not, one of them was
read wrong or the text contradicts itself: the facts say so among their rules and are less sure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import product

import msgspec

from newsledger.facts.arithmetic import agree, differ
from newsledger.facts.core import Core
from newsledger.facts.frames import Frame
from newsledger.records import Direction

AGREES, CONTRADICTS = "arithmetic.agrees", "arithmetic.contradicts"
ONE = Decimal(1)
POINTS = {"basis_point": Decimal("0.01")}
"""What one unit of a change is in units of the level that it changes."""

DOUBT_LEFT = 0.3
"""The part of the doubt in a reading that is left once the arithmetic agrees."""

BELIEF_LEFT = 0.7
"""The part of the support of a reading that is left once the arithmetic contradicts it."""


def testify(stated: Mapping[int, tuple[Frame, Core]]) -> dict[int, Core]:
    """The cores of a sentence's figures as changed by their arithmetic, by the figures' index; those that no arithmetic
    binds are left out."""
    heard: dict[int, Core] = {}
    for now, then, change in _triples(stated):
        level, before, moved = (stated[index][0].figure.quantity for index in (now, then, change))
        if moved.kind == "percent":
            fits = agree(level.value, before.value, moved)
        else:
            fits = differ(level.value, before.value, moved, POINTS.get(moved.kind, ONE))
        way: Direction = "up" if level.value >= before.value else "down"
        core = stated[change][1]
        known = core.direction in ("up", "down")
        if fits and not core.negative:
            core = msgspec.structs.replace(core, direction=way)
        elif known and core.direction != way and not core.negative:
            fits = False
        for index, reading in ((now, stated[now][1]), (then, stated[then][1]), (change, core)):
            heard[index] = _weighed(heard.get(index, reading), fits)
    return heard


def _triples(stated: Mapping[int, tuple[Frame, Core]]) -> Iterator[tuple[int, int, int]]:
    """Level, previous and change of one metric and owner: of each clause, and only where there is one of each."""
    groups: dict[tuple[str, tuple[int, ...], int], dict[str, list[int]]] = {}
    for index, (frame, core) in stated.items():
        if core.metric is not None and frame.figure.same_as is None and frame.figure.quantity.modifier == "exact":
            key = (core.metric, core.companies, frame.clause.first)
            groups.setdefault(key, {}).setdefault(core.measure or "", []).append(index)
    for roles in groups.values():
        levels, befores, changes = (roles.get(name, []) for name in ("level", "previous", "change"))
        if len(levels) == len(befores) == len(changes) == 1:
            for now, then, change in product(levels, befores, changes):
                kinds = [stated[index][0].kind for index in (now, then, change)]
                units = {stated[index][0].figure.quantity.unit for index in (now, then)}
                if kinds[0] == kinds[1] and len(units) == 1 and _comparable(kinds):
                    yield now, then, change


def _comparable(kinds: list[str]) -> bool:
    """Whether two such levels can have such a change: a percentage of amounts, points of percentages, or their own
    kind."""
    level, _, change = kinds
    if level == "percent":
        return change in ("percentage_point", "basis_point")
    return level != "multiple" and change in ("percent", level)


def _weighed(core: Core, fits: bool) -> Core:
    support = {
        slot: 1.0 - (1.0 - value) * DOUBT_LEFT if fits else value * BELIEF_LEFT for slot, value in core.support.items()
    }
    said = AGREES if fits else CONTRADICTS
    rules = core.rules if said in core.rules else (*core.rules, said)
    return msgspec.structs.replace(core, support=support, rules=rules)
