"""The arithmetic of a sentence as a witness of how its figures were read.

Where a level, the one before and the change between them are stated of one metric of one owner, they must agree. If
they do, all three readings are surer and the change goes the way of the two levels. If they do not, however each of
them was rounded, or if something is said to rise to less than it was, one of them was read wrong or the text
contradicts itself: the facts name each other in ``contradicts`` and are less sure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import product

import msgspec

from newsledger.facts.arithmetic import agree, slack, within_rounding
from newsledger.facts.core import Core
from newsledger.facts.frames import Frame
from newsledger.facts.vocabulary import metrics
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
        unit = None if moved.kind == "percent" else POINTS.get(moved.kind, ONE)
        agreed = unit is None and agree(level.value, before.value, moved)
        fits = agreed or within_rounding(level, before, moved, unit)
        way: Direction = "up" if level.value >= before.value else "down"
        core = stated[change][1]
        known = core.direction in ("up", "down")
        if fits and not core.negative:
            core = msgspec.structs.replace(core, direction=way)
        elif known and core.direction != way and not core.negative:
            fits = False
        if fits or not _quoted(core):
            for index, reading in ((now, stated[now][1]), (then, stated[then][1]), (change, core)):
                heard[index] = _weighed(heard.get(index, reading), fits, (now, then, change), index)
    for pair in _crossed(stated, heard):
        for index in pair:
            heard[index] = _weighed(stated[index][1], False, pair, index)
    return heard


def _quoted(core: Core) -> bool:
    """Whether a price moved: over a day, while the price that is gone back to may be of any time."""
    return core.metric is not None and metrics()[core.metric].group == "market"


def _amount(core: Core) -> bool:
    """Whether more is more: a ratio may improve downwards."""
    return core.metric is not None and not metrics()[core.metric].rate and not _quoted(core)


def _crossed(stated: Mapping[int, tuple[Frame, Core]], heard: Mapping[int, Core]) -> Iterator[tuple[int, int]]:
    """Revenue fell to <$10 billion> from <$9 billion>: a level and the one before that go against their verb."""
    by_clause: dict[int, list[int]] = {}
    for index, (frame, core) in stated.items():
        if core.measure in ("level", "previous") and index not in heard and frame.figure.same_as is None:
            by_clause.setdefault(frame.clause.first, []).append(index)
    for now, then in (pair for pair in by_clause.values() if len(pair) == 2):
        (frame, level), (other, before) = stated[now], stated[then]
        alike = (level.metric, level.companies, frame.kind) == (before.metric, before.companies, other.kind)
        roles = (level.measure, before.measure, frame.preposition(), other.preposition())
        if not alike or roles != ("level", "previous", "to", "from") or not _amount(level):
            continue
        verb = frame.verb_change()
        first, second = frame.figure.quantity, other.figure.quantity
        plain = (first.modifier, second.modifier, first.unit) == ("exact", "exact", second.unit)
        if verb is None or verb.mode not in ("move", "both") or level.negative or before.negative or not plain:
            continue
        off = 2 * min(slack(first), slack(second))
        up, down = first.value - second.value > off, second.value - first.value > off
        if (verb.direction == "up" and down) or (verb.direction == "down" and up):
            yield now, then


def _triples(stated: Mapping[int, tuple[Frame, Core]]) -> Iterator[tuple[int, int, int]]:
    """Level, previous and change of one metric and owner: of each clause, and only where there is one of each."""
    groups: dict[tuple[object, ...], dict[str, list[int]]] = {}
    for index, (frame, core) in stated.items():
        if core.metric is not None and frame.figure.same_as is None and frame.figure.quantity.modifier == "exact":
            key = (core.metric, core.companies, frame.clause.first, core.basis, core.segment, core.geography)
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


def _weighed(core: Core, fits: bool, among: tuple[int, ...], own: int) -> Core:
    support = {
        slot: 1.0 - (1.0 - value) * DOUBT_LEFT if fits else value * BELIEF_LEFT for slot, value in core.support.items()
    }
    said = AGREES if fits else CONTRADICTS
    rules = core.rules if said in core.rules else (*core.rules, said)
    others = () if fits else tuple(sorted(index for index in among if index != own))
    return msgspec.structs.replace(core, support=support, rules=rules, contradicts=others)
