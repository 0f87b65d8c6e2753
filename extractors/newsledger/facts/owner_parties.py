"""Whose figure it is in a text about a deal, by the parts that the whole article gives: bidder, target, holder."""

from __future__ import annotations

from collections.abc import Iterator

from newsledger.facts.frames import Frame
from newsledger.facts.line import Line
from newsledger.facts.metric import Said
from newsledger.facts.naming import TIMES, Companies, resolved
from newsledger.facts.owner import Held
from newsledger.facts.story import Story
from newsledger.facts.vocabulary import word_class

BIDDING = word_class("bids")
MERGED = frozenset({"combined", "enlarged", "merged"})
"""What two companies are together after a merger."""

GROUPS = frozenset({"group", "company", "firm", "business", "entity", "bank", "airline", "insurer", "companies"})
SHARES = frozenset({"shares", "stock", "equity", "votes", "capital", "company", "it", "business", "firm", "group"})
"""What a holder has a part of, where its name is not said again."""

OWN_STAKE = frozenset({"stake", "stakes", "holding", "interest", "shareholding", "position"})
LARGEST = frozenset({"largest", "biggest", "top", "main", "major", "controlling"})
HOLDERS = frozenset({"shareholder", "shareholders", "holder", "holders", "investor", "owner", "stakeholder"})
LEAPING = word_class("leaping verbs")
"""How the stock of a company moves for which somebody bids."""

SURGE = 10
"""Per cent from which a rise on the news of a bid is the target's."""


def other_side(side: int, frame: Frame, story: Story) -> Companies:
    """Both sides of the deal that the article tells of one side; a third that bids bids for what others want."""
    line = frame.line
    pair = story.book.pair_of(side, line.index)
    if pair:
        return pair
    told = story.book.at(line.index)
    bids = any(low in BIDDING or low in ("offered", "bidding", "ceiling", "counterbid") for low in line.lows)
    return (side, told[1]) if told and bids else ()


def held_company(frame: Frame, story: Story, holder: int | None) -> int | None:
    """The company of which somebody has a part that the sentence does not name: what others bid for, else the
    article's own. "Third Point, an activist, sits on <3.8%> of the equity"."""
    unsaid = story.spotlight.alone and _unnamed(frame)
    if not (unsaid or _of_shares(frame)):
        return None
    told = story.book.pair_of(holder, frame.line.index) if holder is not None else ()
    told = told or story.book.at(frame.line.index)
    target = told[1] if told else story.reading.identities.home
    return target if target != holder else None


def _of_shares(frame: Frame) -> bool:
    """Whether the words after a figure, or before it, say a part of an unnamed company: "of the equity", "the largest
    shareholder with <14.6%>"."""
    line, at = frame.line, frame.place + 1
    if line.low(at) in ("of", "in"):
        ahead = line.lows[at + 1 : at + 4]
        return any(low in SHARES for low in ahead) and not resolved(line.mentions(at, min(at + 3, len(line))))
    before = line.lows[max(0, frame.place - 7) : frame.place]
    after = line.lows[at : at + 8]
    return any(LARGEST.intersection(words) and HOLDERS.intersection(words) for words in (before, after))


def _unnamed(frame: Frame) -> bool:
    """Whether the sentence speaks of a stake and does not say in what: "is left with a stake of <around 21%>"."""
    line = frame.line
    after, at = line.low(frame.place + 1), frame.place + 2
    timed = after == "in" and (line.low(at) in TIMES or line.low(at).isdigit())
    return (timed or after not in ("of", "in")) and any(
        low in OWN_STAKE and line.low(at + 1) != "in" for at, low in enumerate(line.lows)
    )


def held_by_stranger(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """The government, which owns <51%> of the shares; the founder, who controls <53%> of the votes: whoever has them,
    the shares are the company's"""
    if said.metric != "stake" or frame.kind not in ("percent", "multiple"):
        return
    subject, line, home = frame.clause.subject, frame.line, story.reading.identities.home
    if line.low(frame.place - 1) in ("his", "her") and home is not None and not story.book.at(line.index):
        # "is not parting with any of his 7%": of the company that the text is about.
        yield Held((home,), 0.97, "owner.held_by_stranger")
        return
    if subject is None or resolved(line.mentions(*subject)):
        return
    named = next(iter(resolved(line.mentions(frame.place + 1, min(frame.place + 5, len(line))))), None)
    if named is not None and line.low(frame.place + 1) == "of" and named.mention is not None:
        yield Held(named.mention.companies, 0.97, "owner.held_by_stranger", named.first, named.last)
        return
    target = held_company(frame, story, None)
    if target is not None:
        yield Held((target,), 0.97, "owner.held_by_stranger")


def together(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """the enlarged group, which had combined sales of <$12.6 billion>; <5%> of the combined staff: both sides of the
    deal"""
    line, clause = frame.line, frame.clause
    pair = story.book.at(line.index)
    if not pair:
        return
    spans = [range(*clause.subject)] if clause.subject is not None else []
    spans.append(range(frame.place + 1, min(frame.place + 6, clause.last)))
    if any(_is_merged(line, place) for span in spans for place in span):
        yield Held(pair, 0.97, "owner.together")


def _is_merged(line: Line, place: int) -> bool:
    """Whether a word says that two are one: "the enlarged group", "of the combined workforce"."""
    return line.low(place) in MERGED and line.low(place - 1) in ("the", "a", "of", "their")


def bid_for_stock(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """The stock leapt <56%> on the news of a bid: the target's, whoever was spoken of before"""
    line, clause = frame.line, frame.clause
    pair = story.book.at(line.index)
    if said.metric != "share_price" or not pair or clause.subject is None:
        return
    if [low for low in line.lows[slice(*clause.subject)] if low != "the"] not in (["stock"], ["shares"]):
        return
    leaps = clause.verb >= 0 and line.low(clause.verb) in LEAPING
    value = frame.figure.quantity.value
    if frame.kind == "percent" and leaps and value is not None and value >= SURGE:
        yield Held((pair[1],), 0.9, "owner.bid_for_stock")
