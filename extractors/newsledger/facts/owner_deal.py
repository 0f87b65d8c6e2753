"""Whose figure it is, where two companies stand in it: bids, stakes, price targets."""

from __future__ import annotations

from collections.abc import Iterator

from newsledger.facts.frames import Frame
from newsledger.facts.line import Line, Named
from newsledger.facts.metric import Said
from newsledger.facts.naming import Naming, listed, resolved, stranger_in, subject_naming
from newsledger.facts.owner import Held, held_by, is_pronoun
from newsledger.facts.owner_subject import whose
from newsledger.facts.story import Story
from newsledger.facts.vocabulary import metrics, word_class

BIDS = word_class("bids")
"""What a bidder makes: "an approach from X" names it."""

RIVALS = frozenset({"rival", "rivals", "competing", "counter", "higher", "topped", "sweetened", "improved", "outbid"})
"""Words of a clause in which another bidder bids for the same company."""

BESIDE = frozenset({"with", "than", "behind", "like", "advised"})
"""Words before a company that is no side of the deal."""

OWN_STAKE = frozenset({"stake", "stakes", "holding", "interest", "shareholding", "position"})


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
            yield held_by(name, 0.93, "owner.covered")
            return
    for name in reversed(resolved(line.mentions(0, frame.place))):
        mention = name.mention
        if mention is not None and mention.kind == "name" and not set(mention.companies) <= story.sources:
            yield held_by(name, 0.5, "owner.rated")
            return


def deal(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Microsoft agreed to acquire LinkedIn for <$196> per share: both sides"""
    if metrics()[said.metric].owner != "deal":
        return
    line, clause = frame.line, frame.clause
    acting = _acting(frame, said, story)
    if acting is None and _stranger(frame) and not _person(frame):
        yield Held((), 0.5, "owner.unknown_side")
        return
    sides: list[int] = []
    if acting is not None and not set(acting.companies) <= story.sources:
        sides += acting.companies
    for name in _acted_upon(frame):
        for company in name.mention.companies if name.mention else ():
            if company not in sides and company not in story.sources:
                sides.append(company)
    first = acting.first if acting is not None else -1
    known = set(sides) <= set(story.deal)
    if len(sides) >= 2:
        yield Held(tuple(sides[:2]), 0.85, "owner.deal", first)
    elif said.metric == "stake":
        if sides and story.deal and known and acting is not None and _unnamed_stake(frame):
            yield Held(story.deal, 0.75, "owner.deal_before")
        elif sides:
            target = _same_target(frame, story, sides[0]) if _unnamed_stake(frame) else None
            both = (sides[0], target) if target is not None else tuple(sides)
            yield Held(both, 0.7, "owner.one_side" if target is None else "owner.same_target", first)
    elif story.deal and known and not _of_many(line, clause.subject):
        yield Held(story.deal, 0.75, "owner.deal_before")
    elif story.deal and sides and any(low in RIVALS for low in line.lows):
        yield Held((sides[0], story.deal[-1]), 0.6, "owner.rival_bid", first)
    elif sides:
        yield Held(tuple(sides), 0.6, "owner.one_side", first)


def _acting(frame: Frame, said: Said, story: Story) -> Naming | None:
    """The side that acts: the subject of the clause, of the clause above, or what "which" goes back to."""
    line, clause = frame.line, frame.clause
    naming = subject_naming(line, clause.subject) if clause.subject is not None else None
    if naming is None and clause.subject is not None and clause.link != "which" and not _stranger(frame):
        above = next(
            (part for part in reversed(story.clauses_of(line)) if part.last <= clause.first and part.subject), None
        )
        naming = subject_naming(line, above.subject) if above is not None and above.subject is not None else None
    if naming is None and clause.link == "which":
        held = next(whose(frame, said, story), None)
        naming = subject_naming(line, (held.first, held.last)) if held is not None and held.companies else None
    if naming is None and clause.verb < 0:
        names = resolved(line.mentions(clause.first, frame.place))
        naming = (
            Naming(names[0].mention.companies, names[0].first, names[0].last) if names and names[0].mention else None
        )
    return naming


def _stranger(frame: Frame) -> bool:
    """Whether the subject is somebody who is no known company: "Carl Icahn owns <12.3%> of Texaco"."""
    line, subject = frame.line, frame.clause.subject
    if subject is None or resolved(line.mentions(*subject)):
        return False
    return stranger_in(line, subject) or any(line.person(place) for place in range(*subject))


def _person(frame: Frame) -> bool:
    subject = frame.clause.subject
    return subject is not None and any(frame.line.person(place) for place in range(*subject))


def _acted_upon(frame: Frame) -> Iterator[Named]:
    """The companies that the clause acts on, what a bid is for before others."""
    line, clause = frame.line, frame.clause
    if line.lows[clause.first + 1 : clause.first + 2] == ["which"] or (
        line.low(clause.first - 1) in ("of", "in") and clause.link == "which"
    ):
        yield from resolved(line.mentions(0, clause.first))[-1:]
    elif line.low(clause.first) == "which" and clause.subject is not None and line.mentions(*clause.subject):
        yield from [name for name in resolved(line.mentions(0, clause.first)) if name.last >= clause.first - 1][-1:]
    start = max(clause.first, clause.verb) if clause.verb >= 0 else clause.first
    names = []
    for name in resolved(line.mentions(start, clause.last)):
        before = line.low(name.first - 1)
        if (
            before in BESIDE
            or (before == "of" and line.low(name.first - 2) == "ahead")
            or (line.low(name.last) == "(" and line.is_figure(name.last + 1))
            or (before == "from" and line.low(name.first - 2) not in BIDS)
            or (before == "by" and name.first > frame.place and clause.verb_first >= 0)
        ):
            continue
        if is_pronoun(name) and name.first > frame.place:
            continue
        names.append(name)
    bid_for = [name for name in names if line.low(name.first - 1) == "for" and line.low(name.first - 2) in BIDS]
    yield from [*bid_for, *(name for name in names if name not in bid_for)]


def _unnamed_stake(frame: Frame) -> bool:
    """Whether the figure is of a stake that the text does not name again: "would lift its stake to <60%>"."""
    line = frame.line
    return line.low(frame.place + 1) not in ("of", "in") and any(
        low in OWN_STAKE and line.low(at + 1) not in ("in", "of") for at, low in enumerate(line.lows)
    )


def _same_target(frame: Frame, story: Story, holder: int) -> int | None:
    """The company in which the stake before was held: "A smaller holder, Gamma, with a <2.1%> stake"."""
    for stated in reversed(story.stated[-3:]):
        pair = stated.core.companies
        lately = frame.line.index - stated.frame.line.index <= 2
        if stated.core.metric == "stake" and len(pair) == 2 and lately and holder not in pair:
            return pair[1]
    return None


def _of_many(line: Line, subject: tuple[int, int] | None) -> bool:
    """Whether a subject is of deals in general: "Bids for UK companies", "block trades"."""
    if subject is None:
        return False
    plural = line.lows[subject[0]] in ("bids", "deals", "mergers", "takeovers", "acquisitions", "buyouts")
    return plural or any(line.low(place) in ("block", "global", "total") for place in range(*subject))
