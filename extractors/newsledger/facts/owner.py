"""Whose figure it is: the companies that a figure is about, for a metric that is already known.

The rules here look at the words around the figure; those of ``owner_far`` at what the text was about before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from newsledger.facts.frames import Frame
from newsledger.facts.line import Line, Named
from newsledger.facts.metric import Said
from newsledger.facts.naming import Companies, listed, resolved, somebody_else, subject_naming
from newsledger.facts.openings import REPORTING
from newsledger.facts.story import Story
from newsledger.facts.vocabulary import metrics, word_class

BIDS = word_class("bids")
"""What a bidder makes: "an approach from X" names it."""

OWNING = frozenset({"of", "at", "for", "on", "in", "from", "by", "across"})
"""Prepositions between a metric and the one that has it."""

DONE_TO = frozenset({"fine", "valuation", "market_cap", "price_target", "compensation"})
"""Metrics that others give to a company: the subject of the verb is not the one that has it."""


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


def _named(name: Named, weight: float, rule: str) -> Held:
    return Held(name.mention.companies if name.mention else (), weight, rule, name.first, name.last)


def heading(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """* TESLA: Morgan Stanley ups price target to <$250>: the name that heads the item"""
    if story.heading:
        yield Held(story.heading, 0.9, "owner.heading")


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
            yield _named(name, 0.85, "owner.description")
            return
        if _governs(line, name.last, said.first):
            owned = mention.possessive or name.last == said.first or line.low(name.last) in ("'s", "'")
            if owned or mention.kind == "name":
                yield _named(name, 0.85, "owner.possessor")
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
        or line.low(place) in (",", ";", "and", "or", ":")
        or line.low(place) in OWNING
        for place in range(first, last)
    )


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
        yield Held(found.companies, 0.9, "owner.after_metric", found.first, found.last)
        return
    end = next(
        (at for at in range(begin, min(begin + 5, len(line))) if line.tag(at).startswith("V") or line.is_figure(at)),
        begin + 3,
    )
    if somebody_else(line, (begin, min(end, len(line)))):
        yield Held((), 0.8, "owner.group_after", begin, min(end, len(line)))


def after_figure(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """came to <40.5%> at Hermes, <23.1%> at LVMH; against <22 times> for LVMH; twice the <11.4%> of Bradesco"""
    line = frame.line
    at = frame.place + 1
    while (
        at < frame.tail
        and line.tag(at) in ("NN", "NNS", "JJ", "VBN")
        and at < frame.place + 4
        and not line.inside_name(at)
    ):
        at += 1
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
        if name.first - at <= 2 and name.mention is not None and name.mention.kind != "pronoun":
            found = listed(line, name, len(line))
            yield Held(found.companies, DECISIVE, "owner.after_figure", found.first, found.last)
        return


def bracketed(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """outpacing the gearbox maker Renk (<+1.9%>)"""
    line = frame.line
    if line.low(frame.place - 1) == "(":
        for name in resolved(line.mentions(max(frame.place - 8, 0), frame.place - 1)):
            if name.last == frame.place - 1 and name.mention is not None and name.mention.kind != "pronoun":
                yield _named(name, DECISIVE, "owner.bracketed")


def possessed(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """compares with British Land's <38.6%>"""
    line = frame.line
    if line.low(frame.place - 1) in ("'s", "'"):
        for name in reversed(resolved(line.mentions(0, frame.place))):
            if name.last in (frame.place - 1, frame.place) and name.mention and name.mention.kind != "pronoun":
                yield _named(name, DECISIVE, "owner.possessed")
            return


def named_with(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """more than Switzerland's Kuehne+Nagel with <4%>; LVMH accounted for €20.3 billion of that, Hermes for <€4.1
    billion>"""
    line = frame.line
    before = story.before(frame)
    again = (
        before is not None and before.frame.clause == frame.clause and before.frame.preposition() == frame.preposition()
    )
    if not frame.chain or (frame.preposition() != "with" and not again):
        return
    for name in reversed(resolved(line.mentions(frame.clause.first, frame.place))):
        mention = name.mention
        governs = name.last == frame.chain[0].first and mention is not None and mention.kind != "pronoun"
        if governs and (not again or (before is not None and name.first > before.frame.place)):
            yield _named(name, DECISIVE, "owner.named_with")
        return


def acted_on(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Ireland's watchdog fined it <91 million euros>; that valued it at <$82.4 billion>; upheld <2.42 billion>
    against Google"""
    line = frame.line
    if said.metric not in ("fine", "valuation", "market_cap", "compensation"):
        return
    start = max(frame.clause.verb_first, frame.clause.first)
    ahead = resolved(line.mentions(start, frame.place)) if frame.clause.verb_first >= 0 else []
    if ahead and line.low(ahead[0].first - 1) not in ("by", "with", "to"):
        yield _named(ahead[0], 0.8, "owner.acted_on")
    if said.metric == "fine" and line.low(frame.place + 1) in ("against", "on"):
        for name in resolved(line.mentions(frame.place + 1, min(len(line), frame.place + 5))):
            yield _named(name, 0.9, "owner.acted_on")
            return


def covered(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """lifted its price target on the UK housebuilder to <1,480p>; kept its <€2,600> target for the former"""
    line = frame.line
    if said.metric != "price_target":
        return
    for name in resolved(line.mentions(max(frame.clause.first, frame.clause.verb), frame.place)):
        if {line.low(name.first - 1), line.low(name.first - 2)} & {"on", "for", "of"}:
            found = listed(line, name, frame.place)
            yield Held(found.companies, 0.93, "owner.covered", found.first, found.last)
            return
    for name in resolved(line.mentions(frame.place, min(len(line), frame.place + 7))):
        if line.low(name.first - 1) in ("on", "for"):
            yield _named(name, 0.93, "owner.covered")
            return
    for name in reversed(resolved(line.mentions(0, frame.place))):
        if (
            name.mention is not None
            and name.mention.kind == "name"
            and not set(name.mention.companies) <= story.sources
        ):
            yield _named(name, 0.5, "owner.rated")
            return


def subject(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Rival Chevron earned <$6.26 billion>; Chinese shoppers make up <roughly 30%> of sales: nobody's"""
    clause, line = frame.clause, frame.line
    if clause.subject is None:
        names = resolved(line.mentions(clause.first, frame.place))
        if names and clause.verb < 0:
            found = listed(line, names[0], frame.place)
            yield Held(found.companies, 0.5, "owner.headline", found.first, found.last)
        return
    first, last = clause.subject
    if first < frame.place < last:
        last = frame.place
    naming = subject_naming(line, (first, last))
    if naming is not None:
        yield Held(naming.companies, 0.72, "owner.subject", naming.first, naming.last)
        return
    if said.metric in DONE_TO or any(line.relates(at, "estimate") for at in range(first, last)):
        return
    verb = line.low(clause.verb_first) if clause.verb_first >= 0 else ""
    if verb not in REPORTING | {"warned", "ordered", "told", "upheld", "allowed", "let"} and somebody_else(
        line, (first, last)
    ):
        yield Held((), 0.75, "owner.group", first, last)


def opening(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """At Walmart, US same-store sales climbed <3%>; At Vistry, a write-down of <up to £40m> could not be ruled out"""
    line = frame.line
    for begin, weight in ((frame.clause.first, 0.85), (0, 0.6)):
        name = next(iter(resolved(line.mentions(begin, frame.place))), None)
        starts = name is not None and line.low(name.first - 2) in ("", ",", ";", "and", "but", "while", "whereas")
        if name is not None and line.low(name.first - 1) == "at" and (starts or name.first == begin + 1):
            yield _named(name, weight, "owner.opening")
            return


def in_clause(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """the last name before the figure in its clause, where no better rule speaks"""
    line = frame.line
    for name in reversed(resolved(line.mentions(frame.clause.first, frame.place))):
        yield _named(name, 0.5 if name.first == frame.clause.first else 0.2, "owner.in_clause")
        return


def whose(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Bakkt, whose market cap stood at <just over $150M>; led by Emaar, the builder of the tower, which closed <1.9%>
    higher"""
    line, clause = frame.line, frame.clause
    if clause.link != "which":
        return
    its_own = line.low(clause.first) == "whose"
    if not its_own and clause.subject is not None and line.mentions(*clause.subject):
        return
    for name in reversed(resolved(line.mentions(0, clause.first))):
        if clause.first - name.last <= (2 if its_own else 9):
            yield _named(name, 0.85, "owner.whose")
        return


def deal(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Microsoft agreed to acquire LinkedIn for <$196> per share: both sides"""
    if metrics()[said.metric].owner != "deal":
        return
    line, clause = frame.line, frame.clause
    sides: list[int] = []
    first = -1
    naming = subject_naming(line, clause.subject) if clause.subject is not None else None
    if naming is None and clause.subject is not None and clause.link != "which":
        above = next(
            (part for part in reversed(story.clauses_of(line)) if part.last <= clause.first and part.subject), None
        )
        naming = subject_naming(line, above.subject) if above is not None and above.subject is not None else None
    if naming is None and clause.link == "which":
        held = next(whose(frame, said, story), None)
        naming = subject_naming(line, (held.first, held.last)) if held is not None else None
    if naming is not None and not set(naming.companies) <= story.sources:
        sides += naming.companies
        first = naming.first
    start = max(clause.first, clause.verb) if clause.verb >= 0 else clause.first
    if line.lows[clause.first + 1 : clause.first + 2] == ["which"] or (
        line.low(clause.first - 1) in ("of", "in") and clause.link == "which"
    ):
        for name in resolved(line.mentions(0, clause.first))[-1:]:
            sides += [c for c in (name.mention.companies if name.mention else ()) if c not in sides]
    for name in resolved(line.mentions(start, clause.last)):
        before = line.low(name.first - 1)
        if (
            before in ("with", "than")
            or (before == "from" and line.low(name.first - 2) not in BIDS)
            or (before == "by" and name.first > frame.place and clause.verb_first >= 0)
        ):
            continue
        if name.mention is not None and name.mention.kind == "pronoun" and name.first > frame.place:
            continue
        for company in name.mention.companies if name.mention else ():
            if company not in sides and company not in story.sources:
                sides.append(company)
    if len(sides) >= 2:
        yield Held(tuple(sides[:2]), 0.85, "owner.deal", first)
    elif story.deal and set(sides) <= set(story.deal) and (sides or said.metric != "stake"):
        yield Held(story.deal, 0.75, "owner.deal_before")
    elif story.deal and len(sides) == 1 and said.metric != "stake":
        yield Held((sides[0], story.deal[-1]), 0.6, "owner.rival_bid", first)


NEAR: tuple[Rule, ...] = (
    heading,
    possessor,
    after_metric,
    after_figure,
    possessed,
    bracketed,
    named_with,
    acted_on,
    covered,
    subject,
    whose,
    opening,
    in_clause,
)
