"""The other side of a deal of which the clause names one: by the deal stated lately, or as the only other company."""

from __future__ import annotations

from collections.abc import Iterator

from newsledger.facts.asking import asked
from newsledger.facts.frames import Frame
from newsledger.facts.metric import Said
from newsledger.facts.naming import Companies, resolved, subject_naming
from newsledger.facts.owner import Held
from newsledger.facts.story import Story
from newsledger.facts.vocabulary import metrics, word_class

LATELY = 4
"""How many figures back a deal may be that a figure goes on about."""

NEAR = 2
"""Sentences back in which it may have been stated, or the other company named."""

DISPOSALS = frozenset({"disposals", "divestments", "divestitures", "asset"})
"""What is sold in more than one deal, of no company that is named."""

SYNERGIES = frozenset({"synergies", "synergy", "efficiencies"})

OWED = frozenset({"owed", "claiming"})

CREDITORS = word_class("creditors")
"""Words that tell that who is named is owed, not owing."""


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


@asked(words=SYNERGIES)
def synergies(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """It has reaped <$140 million> in synergies: what both sides of the deal save that was spoken of"""
    if said.metric != "cost_savings":
        return
    pair, home = story.deal or stated_pair(frame, story), story.reading.identities.home
    subject = frame.clause.subject
    named = subject_naming(frame.line, subject) if subject is not None else None
    # In a report on one company what that one expects is its own.
    apart = named is not None and (home is not None or not set(named.companies) & set(pair))
    if len(pair) == 2 and not apart and (home is None or home in pair):
        yield Held(pair, 0.985, "owner.synergies")


@asked(kinds=("money",), words=CREDITORS)
def debtor(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Lenders led by Alpha swap <$1.9 billion> of what they are owed; Beta, owed <€64 million>: the one other company
    that the text has named before, who owes it"""
    line, clause = frame.line, frame.clause
    if said.metric != "debt":
        return
    before = line.lows[clause.first : frame.place]
    owed = line.low(frame.lead - 1) in OWED
    if not owed and CREDITORS.isdisjoint(before):
        return
    creditors = {
        company
        for name in resolved(line.mentions(clause.first, frame.place))
        if name.mention is not None and name.mention.kind == "name"
        for company in name.mention.companies
    }
    if not creditors:
        return
    told = [company for company in story.cast.named(line.index) if company not in creditors | story.sources]
    home = story.reading.identities.home
    if home is not None and home not in creditors:
        yield Held((home,), 0.985, "owner.debtor")
    elif home is None and told:
        yield Held((told[0],), 0.985, "owner.debtor")
