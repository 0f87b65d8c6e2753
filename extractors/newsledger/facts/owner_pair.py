"""The other side of a deal of which the clause names one: by the deal stated lately, or as the only other company."""

from __future__ import annotations

from newsledger.facts.frames import Frame
from newsledger.facts.naming import Companies
from newsledger.facts.story import Story
from newsledger.facts.vocabulary import metrics

LATELY = 4
"""How many figures back a deal may be that a figure goes on about."""

NEAR = 2
"""Sentences back in which it may have been stated, or the other company named."""

DISPOSALS = frozenset({"disposals", "divestments", "divestitures", "asset"})
"""What is sold in more than one deal, of no company that is named."""


def stated_pair(frame: Frame, story: Story) -> Companies:
    """The two sides of the last deal or stake that a figure just before was of: who wants before who is wanted."""
    for stated in reversed(story.stated[-LATELY:]):
        if frame.line.index - stated.frame.line.index > NEAR:
            break
        pair = stated.core.companies
        if len(pair) == 2 and stated.core.metric is not None and metrics()[stated.core.metric].owner == "deal":
            return story.book.ordered(pair)
    return ()


def completed(side: int, frame: Frame, metric: str, story: Story) -> Companies:
    """Both sides of what one side bids, pays or holds; none, if nothing tells the other.

    "Owner Thoma Bravo, with <9%>": of the company bid for before; "Elliott sits on <6%>" in a text about one other.
    """
    if not DISPOSALS.isdisjoint(frame.line.lows[frame.clause.first : frame.clause.last]):
        return ()
    pair = stated_pair(frame, story)
    if side in pair:
        return pair if metric != "stake" else ()
    home = story.reading.identities.home
    if pair:
        return side, home if home is not None and home != side else pair[1]
    other = only_other(side, frame, story)
    if other is None:
        return ()
    return (other, side) if metric == "stake" and side == home else (side, other)


def only_other(side: int, frame: Frame, story: Story) -> int | None:
    """The one company that is named near a figure beside a side and those who are only cited; in a text that has a
    company of its own, that one or one of the same sentence, else of several the one named first in the text."""
    line, identities = frame.line, story.reading.identities
    home = identities.home
    out = {side, *story.sources, *(identities.advisers - {home})}
    if home is not None:
        near = story.cast.between(line.index, line.index) - out
        if not near and home != side:
            return home if story.cast.last(frozenset((home,)), line.index) >= line.index - NEAR else None
        return next(iter(near)) if len(near) == 1 else None
    near = story.cast.between(line.index - 1, line.index) - out
    told = [company for company in story.cast.named(line.index) if company not in out]
    if len(near) == 1:
        return next(iter(near))
    return told[0] if told and (near or len(told) == 1) else None


def both_near(frame: Frame, story: Story) -> Companies:
    """The sides of a deal of whose figure nobody is named: those of the figures before, else the only two companies
    that a text without one of its own has named lately. "At <2,750 yen> a share the chain would be a prize."
    """
    pair = stated_pair(frame, story)
    if pair or story.reading.identities.home is not None:
        return pair
    line = frame.line
    near = story.cast.between(line.index - NEAR, line.index) - story.sources - story.reading.identities.advisers
    return tuple(company for company in story.cast.named(line.index) if company in near) if len(near) == 2 else ()
