"""Which figures tell what a plant, a network or a ship can make or hold, and not what it did."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from newsledger.facts.asking import asked
from newsledger.facts.fitting import fits
from newsledger.facts.frames import Frame
from newsledger.facts.metric import Said
from newsledger.facts.story import Story
from newsledger.facts.vocabulary import word_class

Rule = Callable[[Frame, Story], Iterator[Said]]

PLANTS = word_class("plants")

ABLE = frozenset({"can", "able", "capable"})

NO_FEATS = word_class("no feats of a plant")
"""What can be done to a number without making or holding it: "could reach <300,000>"."""

SIZES = frozenset({"of", ",", "(", ":", "with", "-", "–", "—"})

RATES = frozenset({"day", "week", "month", "year", "hour", "minute"})

MADE = frozenset({"MD", "VBZ", "VBP", "VB", "VBG"})


@asked(kinds=("count", "measure"), words=ABLE)
def can_do(frame: Frame, story: Story) -> Iterator[Said]:
    """On paper it can press <630,000 tonnes> of rail; its third line can wrap <850 million>"""
    line = frame.line
    if frame.verb < 0 or not frame.is_object() or line.low(frame.verb) in NO_FEATS or not _states(frame):
        return
    if any(line.low(at) in ABLE for at in range(max(frame.clause.first, frame.verb - 3), frame.verb)):
        yield Said("capacity", 0.975, "metric.can_do", frame.verb, frame.verb + 1)


@asked(kinds=("count", "measure"), words=PLANTS)
def size_of_plant(frame: Frame, story: Story) -> Iterator[Said]:
    """An arc furnace of <3 million tonnes>; a second mill, <6 million tonnes>, is on paper; quit its Rayong plant
    (<60,000 units> a year)"""
    line = frame.line
    if not _states(frame) or line.low(frame.lead - 1) not in SIZES or line.change(frame.verb, "verb") is not None:
        return
    at = frame.lead - 2
    near = range(at, max(at - 5, frame.clause.first - 1), -1)
    plant = next((place for place in near if line.low(place) in PLANTS), -1)
    if plant < 0 or any(line.tag(place).startswith("V") or line.is_figure(place) for place in range(plant, at + 1)):
        return
    if line.low(frame.lead - 1) == "of" or plant == at or frame.figure.quantity.per in RATES:
        yield Said("capacity", 0.975, "metric.size_of_plant", plant, plant + 1)


@asked(kinds=("count", "measure"), words=PLANTS)
def plant_a_year(frame: Frame, story: Story) -> Iterator[Said]:
    """a line that fills <1,200 bottles> a minute; a works for <200,000 vehicles> a year: what it does at a time, told
    of no time past"""
    line = frame.line
    if frame.figure.quantity.per not in RATES or not _states(frame):
        return
    verb = frame.clause.verb
    _, said = line.frames.get(frame.verb, (0, ()))
    if any(one.metric in ("production", "sales_volume") for one in said):
        return
    standing = verb < 0 or line.tag(verb) in MADE or verb > frame.place
    if standing and any(line.low(at) in PLANTS for at in range(max(frame.place - 12, 0), frame.place)):
        yield Said("capacity", 0.9, "metric.plant_a_year")


def _states(frame: Frame) -> bool:
    return fits("capacity", frozenset(), frame)


RULES: tuple[Rule, ...] = (can_do, size_of_plant, plant_a_year)
