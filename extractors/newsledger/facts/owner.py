"""Whose figure it is, by the words right around it, for a metric that is already known.

The rules of ``owner_subject`` look at the clause, those of ``owner_deal`` at bids and stakes, those of ``owner_far`` at
what the text was about before. All propose ``Held``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from newsledger.facts.asking import asked
from newsledger.facts.finite import MODIFIERS
from newsledger.facts.frames import Frame
from newsledger.facts.line import Line, Named
from newsledger.facts.metric import Said
from newsledger.facts.naming import (
    GENERIC,
    KIN,
    Companies,
    is_another,
    is_pronoun,
    leads_on,
    list_to,
    listed,
    resolved,
    somebody_else,
    subject_naming,
)
from newsledger.facts.story import Story
from newsledger.facts.vocabulary import word_class

OWNING = frozenset({"of", "at", "for", "on", "in", "by", "across"})
"""Prepositions between a metric and the one that has it."""

PLACING = frozenset({"at", "for", "in"})
"""Prepositions before the company at which a figure was reached."""

STEPS = frozenset({"to", "from", "by", "or", "a", "per", "share", "about", "some", "nearly", "higher", "lower"})
"""Words that may stand between two figures of one company: "grew 1% to 567p at the latter"."""

EVERY = frozenset({"daily", "weekly", "monthly", "yearly", "annually", "apiece", "each"})
"""How often or of each what a figure counts, between it and whose it is: "500 barrels daily at the former"."""

ACHIEVED = word_class("achieving participles")
"""What was done with a figure by the one whose it is: "suffered by", "posted by"."""

DECISIVE = 0.998
"""The weight of a name that stands right at the figure: no number of rules that look further away outweighs it."""


class Held(NamedTuple):
    """Companies that a rule proposes as the owners of a figure; ``first`` and ``last`` are the words that name them."""

    companies: Companies
    weight: float
    rule: str
    first: int = -1
    last: int = -1


Rule = Callable[[Frame, Said, Story], Iterator[Held]]


def held_by(name: Named, weight: float, rule: str) -> Held:
    """The proposal that a name is the owner."""
    return Held(name.mention.companies if name.mention else (), weight, rule, name.first, name.last)


def heading(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """* TESLA: Morgan Stanley ups price target to <$250>: the name that heads the item"""
    heading, line, subject = story.spotlight.heading, frame.line, frame.clause.subject
    if not heading:
        return
    if story.spotlight.heads_line:
        yield Held(heading, 0.9, "owner.heading")
        return
    other = subject_naming(line, subject) if subject is not None else None
    turned = other is not None and not set(other.companies) & {*heading} and not set(other.companies) <= story.sources
    yield Held(heading, 0.1 if turned else 0.4, "owner.heading")


def possessor(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Target's stock crashed <24.9%>; Pfizer shares closed up <4.7%>; its operating margin; Russia's wheat crop"""
    if said.first < 0 or frame.line.tag(said.first).startswith("V"):
        return
    line = frame.line
    for name in reversed(resolved(line.mentions(0, said.last))):
        mention = name.mention
        if mention is None or name.first > said.first:
            continue
        if name.last >= said.last:
            yield held_by(name, 0.85, "owner.description")
            return
        if _governs(line, name.last, said.first):
            owned = mention.possessive or name.last == said.first or line.low(name.last) in ("'s", "'")
            if owned or mention.kind == "name":
                found = list_to(line, name, frame.clause.first)
                weight = 0.85 if said.first >= frame.clause.first or frame.clause.subject is None else 0.6
                yield Held(found.companies, weight, "owner.possessor", found.first, found.last)
        break
    for place in range(max(said.first - 6, 0), said.first):
        if line.is_country(place) or (
            place in line.groups and line.groups[place][1] == "public" and not line.inside_metric(place)
        ):
            end = next((at for at in range(place, said.first) if line.low(at) == "'s"), -1)
            if end >= 0 and _governs(line, end, said.first) and not resolved(line.mentions(place, said.first)):
                yield Held((), 0.85, "owner.country")
                return


def _governs(line: Line, first: int, last: int) -> bool:
    """Whether words ``[first, last)`` may stand between a possessor and what it has: no verb, preposition or comma."""
    if last - first > 6:
        return False
    return not any(
        line.is_figure(place)
        or (line.tag(place) in ("VBD", "VBZ", "VBP", "MD", "IN", "TO") and not line.inside_name(place))
        or line.low(place) in (",", ";", "and", "or", ":", "each")
        or line.low(place) in OWNING
        for place in range(first, last)
    )


@asked(words=OWNING)
def after_metric(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Comparable sales at the retailer grew <3.3%>; the combined spending of three firms; prices across the
    sector"""
    line = frame.line
    if said.first < 0 or line.low(said.last) not in OWNING or said.rule == "metric.market_part":
        return
    begin = said.last + 1
    for name in resolved(line.mentions(said.last, min(said.last + 8, len(line)))):
        if name.first - said.last > 3 or any(line.is_figure(place) for place in range(said.last, name.first)):
            break
        found = listed(line, name, len(line))
        # "Revenue at the unit fell 1%, at Abbott it rose <7%": the clause has its own.
        passed = said.last < frame.clause.first and bool(resolved(line.mentions(frame.clause.first, frame.place)))
        weight = 0.3 if passed and found.last <= frame.clause.first else 0.9
        yield Held(found.companies, weight, "owner.after_metric", found.first, found.last)
        return
    end = next(
        (at for at in range(begin, min(begin + 5, len(line))) if line.tag(at).startswith("V") or line.is_figure(at)),
        begin + 3,
    )
    if somebody_else(line, (begin, min(end, len(line)))):
        yield Held((), 0.8, "owner.group_after", begin, min(end, len(line)))


@asked(words=("at", "for", "of", "in"))
def after_figure(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """came to <40.5%> at Hermes, <23.1%> at LVMH; against <22 times> for LVMH; twice the <11.4%> of Bradesco;
    against <16%> for the DAX: nobody's"""
    line = frame.line
    at = frame.place + 1
    while (
        (at < frame.tail or line.low(at) in EVERY)
        and (line.tag(at) in ("NN", "NNS", "JJ", "VBN") or line.low(at) in EVERY)
        and at < frame.place + 4
        and not line.inside_name(at)
    ):
        at += 1
    if line.low(at) in ("a", "an", "per") and line.tag(at + 1) == "NN" and line.low(at + 2) == "at":
        at += 2
    low = line.low(at)
    if low not in ("at", "for", "of", "in"):
        return
    if (
        low == "of"
        and said.metric not in ("stake", "share_buyback")
        and line.low(frame.lead) != "the"
        and at > frame.place + 1
    ):
        return
    for name in resolved(line.mentions(at, min(at + 4, len(line)))):
        if name.first - at <= 2 and not is_pronoun(name):
            found = listed(line, leads_on(line, name) or name, len(line))
            yield Held(found.companies, DECISIVE, "owner.after_figure", found.first, found.last)
            return
        break
    market = next(iter(line.markets(at, min(at + 6, len(line)))), None)
    if low == "for" and market is not None and market.first - at <= 2:
        yield Held((), DECISIVE, "owner.market_after", market.first, market.last)
        return
    other = _named_at(line, at + 1)
    if other is not None and is_another(line, other):
        yield Held((), 0.95, "owner.another_after", other.first, other.last)


@asked(words=("by",))
def done_by(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """a milder fall than the <11%> decline suffered by Honda; more than the <$47.5bn> taken in by Meta"""
    line, stop = frame.line, frame.place + 7
    at = next((at for at in range(frame.place + 1, stop) if line.low(at) in ACHIEVED), -1)
    if at < 0 or any(line.tag(place) not in ("NN", "NNS", "JJ", "IN") for place in range(frame.place + 1, at)):
        return
    at += 1 + (line.tag(at + 1) in ("RP", "IN") and line.low(at + 1) != "by")
    name = _named_at(line, at + 1) if line.low(at) == "by" else None
    if name is not None and name.mention is not None and name.mention.companies:
        found = listed(line, leads_on(line, name) or name, len(line))
        yield Held(found.companies, DECISIVE, "owner.done_by", found.first, found.last)


@asked(words=PLACING)
def located(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """grew <1%> to 567p at the latter; $1.5 billion at Alpha from <$1.2 billion> and at Beta to <$2.7 billion>"""
    line = frame.line
    if line.low(frame.place - 1) in PLACING:
        return
    after = frame.place + 1
    while after < len(line) and (line.is_figure(after) or line.low(after) in STEPS) and after < frame.place + 8:
        after += 1
    ahead = _named_at(line, after + 1) if line.low(after) in PLACING else None
    if ahead is not None and after > frame.place + 1 and any(line.is_figure(p) for p in range(frame.place + 1, after)):
        yield held_by(ahead, _surely(line, ahead, story), "owner.located")
        return
    before = frame.place - 1
    while before > frame.clause.first and (line.is_figure(before) or line.low(before) in STEPS):
        before -= 1
    name = next((name for name in line.names if name.mention and name.last == before + 1), None)
    if name is None or before == frame.place - 1 or is_pronoun(name) or line.low(name.first - 1) not in PLACING:
        return
    if line.is_figure(name.first - 2) or line.low(name.first - 2) in ("and", ",", "but", "while"):
        yield held_by(name, _surely(line, name, story), "owner.located")


def _surely(line: Line, name: Named, story: Story) -> float:
    """How far a name is trusted; whom an open description means may still be the article's own company."""
    if (name.mention is not None and name.mention.companies) or is_another(line, name):
        return 0.95
    return 0.2 if story.spotlight.alone else 0.6


def _named_at(line: Line, place: int) -> Named | None:
    """The company or its description that begins here."""
    return next((name for name in line.names if name.mention and name.first == place and not is_pronoun(name)), None)


WORTH = frozenset({"worth", "valued", "priced", "capitalised", "capitalized"})
LONGEST_APPOSITION = 5
"""Words of what a company is called before what it is worth: ", a Dutch software group worth"."""


@asked(words=WORTH)
def worth(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """more than was taken in by Meta, a group worth <$1.9tn>; Stripe, valued at <$65bn>"""
    line, at = frame.line, frame.place - 1
    while line.low(at) in MODIFIERS or line.low(at) in ("at", "over", "nearly"):
        at -= 1
    if line.low(at) not in WORTH:
        return
    comma = next((c for c in range(at - 1, at - 2 - LONGEST_APPOSITION, -1) if line.low(c) == ","), -1)
    called = comma == at - 1 or (line.low(at - 1) in GENERIC | KIN and line.low(comma + 1) in ("a", "an", "the", "now"))
    name = next((name for name in line.names if name.mention and name.last == comma), None)
    if comma > 0 and called and name is not None and name.mention and name.mention.companies and not is_pronoun(name):
        yield held_by(name, DECISIVE, "owner.worth")


@asked(words=("(",))
def bracketed(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """outpacing the gearbox maker Renk (<+1.9%>)"""
    line = frame.line
    if line.low(frame.place - 1) == "(":
        for name in resolved(line.mentions(max(frame.place - 8, 0), frame.place - 1)):
            if name.last == frame.place - 1 and not is_pronoun(name):
                yield held_by(name, DECISIVE, "owner.bracketed")


@asked(words=("'s", "'"))
def possessed(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """compares with British Land's <38.6%>; and Deckers Outdoor's to <$1,050>"""
    line = frame.line
    end = frame.place
    if line.low(end - 1) in ("to", "at", "by") and line.low(end - 2) in ("'s", "'"):
        end -= 1
    if line.low(end - 1) in ("'s", "'"):
        for name in reversed(resolved(line.mentions(0, end))):
            if name.last in (end - 1, end) and not is_pronoun(name):
                yield held_by(name, DECISIVE, "owner.possessed")
            return


def named_with(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """more than Switzerland's Kuehne+Nagel with <4%>; LVMH accounted for €20.3 billion of that, Hermes for <€4.1
    billion>; followed by Lidl on <8.8%>"""
    line = frame.line
    before = story.before(frame)
    again = (
        before is not None and before.frame.clause == frame.clause and before.frame.preposition() == frame.preposition()
    )
    if not frame.chain or (frame.preposition() not in ("with", "on") and not again):
        return
    for name in reversed(resolved(line.mentions(frame.clause.first, frame.place))):
        governs = name.last == frame.chain[0].first and not is_pronoun(name)
        if governs and (not again or (before is not None and name.first > before.frame.place)):
            found = list_to(line, name, frame.clause.first) if "each" in line.lows[frame.place :] else None
            yield (
                Held(found.companies, DECISIVE, "owner.named_with", found.first, found.last)
                if found
                else held_by(name, DECISIVE, "owner.named_with")
            )
        return


@asked(words=("that", "those"))
def same_of(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """while that of Norfolk Southern more than doubled to <$737 million>; and that of Transsion at <5%>"""
    line = frame.line
    floor = story.floor(frame)
    for place in range(frame.place - 1, floor, -1):
        if line.low(place) == "of" and line.low(place - 1) in ("that", "those"):
            names = resolved(line.mentions(place, frame.place))
            if names and names[0].first <= place + 2:
                found = listed(line, names[0], frame.place)
                yield Held(found.companies, DECISIVE, "owner.same_of", found.first, found.last)
            return


NEAR: tuple[Rule, ...] = (
    heading,
    possessor,
    after_metric,
    after_figure,
    done_by,
    located,
    possessed,
    worth,
    bracketed,
    named_with,
    same_of,
)
