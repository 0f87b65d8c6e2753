"""What a metric is limited to: its basis, a segment of the business, a place; each only where words say so.

The words stand in the noun phrase of the metric ("adjusted cloud revenue in China"), beside the figure or at the head
of its clause. A figure that has no words for its metric has the scope of the one that it goes on from: "adjusted profit
rose 5% to $3 billion".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TypeVar

import msgspec

from newsledger.facts.candidates import Candidate, Choice, choose
from newsledger.facts.core import Core
from newsledger.facts.frames import Frame
from newsledger.facts.line import Line
from newsledger.facts.scope import basis, geography, segment
from newsledger.facts.scope.phrase import Phrase, Setting, phrase_of, setting
from newsledger.facts.scope_tables import scope_words

T = TypeVar("T")

Rule = Callable[[Setting, Frame, Core, Phrase | None], Iterator[Candidate[T]]]

SLOTS = ("basis", "segment", "geography")


def scoped(line: Line, frames: Sequence[Frame], cores: Mapping[int, Core]) -> dict[int, Core]:
    """The cores of a line's figures with basis, segment and geography, by the figures' index."""
    here = setting(line)
    found: dict[int, Core] = {}
    for frame in frames:
        core = cores[frame.number]
        phrase = phrase_of(here, frame, core)
        same = frame.figure.same_as
        if same is not None and same in found:
            # A conversion has all slots of the figure that it repeats.
            core = msgspec.structs.replace(core, **{slot: getattr(found[same], slot) for slot in SLOTS})
        elif core.metric is not None:
            if here.bases:
                core = _filled(core, "basis", _chosen(basis.RULES, here, frame, core, phrase))
            core = _filled(core, "segment", _chosen(segment.RULES, here, frame, core, phrase, "metrics of parts"))
            if here.places:
                places = _chosen(geography.RULES, here, frame, core, phrase, "metrics of places")
                core = _filled(core, "geography", places)
            core = _shared(core, frame, found, cores)
        found[frame.number] = core
    return found | dict(_backwards(frames, found))


def _chosen(
    rules: Iterable[Rule[T]],
    here: Setting,
    frame: Frame,
    core: Core,
    phrase: Phrase | None,
    admitted: str | None = None,
) -> Choice[T] | None:
    if admitted is not None and core.metric not in scope_words(admitted):
        return None
    return choose(candidate for rule in rules for candidate in rule(here, frame, core, phrase))


def _filled(core: Core, slot: str, choice: Choice[T] | None) -> Core:
    if choice is None:
        return core
    lost = {slot: str(choice.runner_up)} if choice.runner_up is not None else {}
    return msgspec.structs.replace(
        core,
        **{slot: choice.value},
        rules=(*core.rules, *choice.rules),
        filled=core.filled | {slot: choice.rules},
        runner_up=core.runner_up | lost,
    )


def _shared(core: Core, frame: Frame, before: Mapping[int, Core], cores: Mapping[int, Core]) -> Core:
    """adjusted profit rose 5% to <$3 billion>, against <$2.9 billion>: of the same statement"""
    for number in sorted(before, reverse=True):
        other = before[number]
        same = (other.metric, other.companies) == (core.metric, core.companies)
        if not same or not (core.metric_span is None or core.metric_span == other.metric_span):
            continue
        for slot in SLOTS:
            value = getattr(other, slot)
            if getattr(core, slot) is None and value is not None:
                if value in basis.OF_GROWTH and core.measure != other.measure:
                    continue
                core = _filled(core, slot, Choice(value, (f"{slot}.shared",), 0.6, None))
        return core
    return core


def _backwards(frames: Sequence[Frame], found: Mapping[int, Core]) -> Iterator[tuple[int, Core]]:
    """rose <5%> to $10 billion in China: what follows the second figure is said of both"""
    for frame, following in pairwise(frames):
        core, other = found[frame.number], found[following.number]
        linked = all(
            low in ("to", "from", "at", "a", "an", "about", "record", "around", ",")
            for low in frame.line.lows[frame.place + 1 : following.place]
        )
        place = other.geography
        alike = core.metric == other.metric and "geography.after_figure" in other.rules
        if core.geography is None and place is not None and linked and alike:
            yield frame.number, _filled(core, "geography", Choice(place, ("geography.shared",), 0.6, None))
