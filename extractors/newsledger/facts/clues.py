"""Which metric a figure states by words that stand apart from each other: a verb and what it is done to, for or from.

"settled the case for <$72 million>" says a fine by *settled* and *case* together; neither says it alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from newsledger.facts.fitting import fits
from newsledger.facts.frames import Frame
from newsledger.facts.metric import RELATIVE, Said
from newsledger.facts.story import Story

REACH = 14
"""Words after a figure that may belong to it."""

BESIDE = 2
"""Words that may stand between a figure and what is said right after it."""


def clue(frame: Frame, story: Story) -> Iterator[Said]:
    """settled the case for <$72 million>: a fine; has <103,000 people> on its books: headcount"""
    held, found = frame.line.clues, frame.line.clue_places
    if not held:
        return
    spans = _spans(frame)
    per = frame.figure.quantity.per
    for one in held:
        if frame.kind not in one.kinds or (one.per and per != one.per):
            continue
        if one.unclaimed and not story.unclaimed(frame.line):
            continue
        if all(any(at in spans[place] for at in found[number]) for place, number in one.cells) and fits(
            one.metric, frozenset() if frame.kind in RELATIVE else one.kinds, frame
        ):
            yield Said(one.metric, one.weight, one.rule, negative=one.negative)


def _spans(frame: Frame) -> dict[str, Collection[int]]:
    """The word places of each kind for a figure."""
    line, clause = frame.line, frame.clause
    end = frame.place + 1
    while end < min(len(line), frame.place + REACH) and not line.is_figure(end) and line.low(end) not in (";", ":"):
        end += 1
    return {
        "subject": range(*clause.subject) if clause.subject is not None else range(0),
        "verb": {at for at in (frame.verb, clause.verb, clause.verb_first) if at >= 0},
        "before": range(clause.first, frame.place),
        "after": range(frame.place + 1, end),
        "beside": range(frame.place + 1, min(end, frame.place + 2 + BESIDE)),
        "anywhere": range(len(line)),
    }


RULES = (clue,)
