"""Whose figure it is, where two companies stand in it: bids, stakes, price targets."""

from __future__ import annotations

from collections.abc import Iterator

from newsledger.facts.frames import Frame
from newsledger.facts.line import Line, Named
from newsledger.facts.metric import Said
from newsledger.facts.naming import TIMES, Companies, Naming, is_pronoun, listed, resolved, stranger_in, subject_naming
from newsledger.facts.owner import Held, held_by
from newsledger.facts.owner_pair import both_near, completed
from newsledger.facts.owner_parties import OWN_STAKE, held_by_stranger, held_company, other_side
from newsledger.facts.owner_subject import JUDGING, whose
from newsledger.facts.story import Story
from newsledger.facts.vocabulary import metrics, word_class

OWNED = frozenset({"owned", "held", "controlled"})
TRADING = word_class("trading in stakes")
"""What a holder does with shares of others."""

BIDS = word_class("bids")
"""What a bidder makes: "an approach from X" names it."""

RIVALS = frozenset({"rival", "rivals", "competing", "counter", "higher", "topped", "sweetened", "improved", "outbid"})
"""Words of a clause in which another bidder bids for the same company."""

BESIDE = frozenset({"with", "than", "behind", "like", "advised"})
"""Words before a company that is no side of the deal."""

EACH = frozenset({"share", "apiece", "cash"})
"""What ends the words for what is bid."""

MANY = frozenset({"bids", "deals", "mergers", "takeovers", "acquisitions", "buyouts"})
"""Words for deals in general: "led the advisers, with deals worth <$644 billion>"."""


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


def covered_here(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """At Piper Sandler, analysts stuck with Lululemon but trimmed their estimate by <5 cents>: the one company of a
    sentence that besides names its sources"""
    line = frame.line
    if frame.clause.verb >= 0 and line.low(frame.clause.verb_first) in JUDGING:
        return
    named = {
        company
        for name in line.mentions(0, frame.place)
        if name.mention is not None and name.mention.kind == "name"
        for company in name.mention.companies
    }
    identities = story.reading.identities
    covered = named - story.sources - (identities.advisers - {identities.home})
    if len(covered) == 1 and named & story.sources:
        yield Held(tuple(covered), 0.5, "owner.covered_here")


def owned_by(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Daihatsu is owned <15.1 pct> by Toyota; Norcen, <41 pct> owned by Hees, said; owned 80 pct by Alpha and <20
    pct> by Beta"""
    line = frame.line
    if frame.kind != "percent":
        return
    after = frame.place + 1
    while line.low(after) in ("-", "owned", "held", "controlled"):
        after += 1
    owned = any(low in OWNED for low in line.lows[max(frame.place - 8, 0) : after])
    if not owned or line.low(after) != "by":
        return
    holder = next(iter(resolved(line.mentions(after, min(after + 6, len(line))))), None)
    words = next((at for at in range(after - 1, -1, -1) if line.low(at) in OWNED), frame.place)
    held = next(
        (name for name in reversed(resolved(line.mentions(0, min(words, frame.place)))) if not is_pronoun(name)), None
    )
    if frame.clause.subject is not None and line.low(words - 1) in ("is", "was", "are"):
        naming = subject_naming(line, frame.clause.subject)
        target = naming.companies if naming is not None else ()
    else:
        target = held.mention.companies if held is not None and held.mention else ()
    sides = tuple(dict.fromkeys([*(holder.mention.companies if holder and holder.mention else ()), *target]))
    if sides:
        yield Held(sides[:2], 0.95, "owner.owned_by")


def shares_of(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """bought <217,150 Wrather shares>; disposed of <40.5 million shares> in Charles Schwab: who traded, and whose they
    are"""
    line = frame.line
    if said.metric != "stake_count" or frame.clause.subject is None:
        return
    if not any(low in TRADING for low in line.lows[frame.clause.first : frame.place]):
        return
    inside = resolved(line.mentions(frame.place, frame.place + 1))
    after = resolved(line.mentions(frame.place + 1, min(frame.place + 6, len(line))))
    named = inside or [
        name for name in after if line.low(frame.place + 1) in ("of", "in") and name.first <= frame.place + 3
    ]
    trader = subject_naming(line, frame.clause.subject)
    if not named or trader is None or named[0].mention is None or set(trader.companies) <= story.sources:
        return
    whose_shares = named[0].mention.companies
    if set(whose_shares) != set(trader.companies):
        yield Held((trader.companies[0], *whose_shares)[:2], 0.9995, "owner.shares_of", trader.first, trader.last)


def deal(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Microsoft agreed to acquire LinkedIn for <$196> per share: both sides"""
    if metrics()[said.metric].owner != "deal" or (said.first >= 0 and frame.line.low(said.first) in MANY):
        return
    line, clause = frame.line, frame.clause
    held = list(held_by_stranger(frame, said, story))
    if held:
        yield from held
        return
    acting = _acting(frame, said, story)
    if acting is None and _stranger(frame) and not _person(frame):
        yield Held((), 0.5, "owner.unknown_side")
        return
    sides: list[int] = []
    if acting is not None and not set(acting.companies) <= story.sources:
        sides += acting.companies
    for name in _acted_upon(frame, said):
        traded = said.metric == "stake" and line.low(name.first - 1) == "to"
        for company in name.mention.companies if name.mention else ():
            # "sold a stake to Deutsche Boerse": whoever is cited elsewhere is a side here.
            if company not in sides and (traded or company not in story.sources):
                sides.append(company)
    first = acting.first if acting is not None else -1
    known = set(sides) <= set(story.deal)
    if len(sides) >= 2:
        # A consortium bids together for what is wanted.
        together = len(acting.companies) + 1 if acting is not None else 2
        yield Held(tuple(sides[: max(together, 2)]), 0.85, "owner.deal", first)
    elif sides and not known and _target(frame, said)[1] is None and _unknown_party(frame):
        yield Held((), 0.6, "owner.unknown_party")
    elif said.metric == "stake":
        if sides and story.deal and known and acting is not None and _unnamed_stake(frame):
            yield Held(story.deal, 0.75, "owner.deal_before")
        elif sides:
            target = _same_target(frame, story, sides[0]) if _unnamed_stake(frame) else None
            target = held_company(frame, story, sides[0]) if target is None else target
            pair: Companies = (sides[0], target) if target is not None else ()
            if not pair and not _target(frame, said)[0]:
                pair = completed(sides[0], frame, said.metric, story)
            yield Held(pair or tuple(sides), 0.7, "owner.same_target" if pair else "owner.one_side", first)
        elif _unnamed_stake(frame) and (both := both_near(frame, story)):
            yield Held(both, 0.7, "owner.both_near")
    elif story.deal and known and not _of_many(line, clause.subject):
        yield Held(story.deal, 0.75, "owner.deal_before")
    elif sides and (both := other_side(sides[0], frame, story)):
        yield Held(both, 0.75, "owner.other_side", first)
    elif story.deal and sides and any(low in RIVALS for low in line.lows):
        yield Held((sides[0], story.deal[-1]), 0.6, "owner.rival_bid", first)
    elif sides and (both := completed(sides[0], frame, said.metric, story)):
        yield Held(both, 0.8, "owner.completed", first)
    elif sides:
        yield Held(tuple(sides), 0.6, "owner.one_side", first)
    elif not _of_many(line, clause.subject) and (both := both_near(frame, story)):
        yield Held(both, 0.75, "owner.both_near")


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


def _target(frame: Frame, said: Said) -> tuple[bool, Named | None]:
    """Whether the words right after a figure or its stake say what is held, and the company that they name: "<20%> of
    Beta", "a <20%> stake in a mine" (none)."""
    line = frame.line
    at = frame.place + 1
    while line.low(at) in OWN_STAKE or (line.tag(at) in ("JJ", "NN") and at < frame.place + 3):
        at += 1
    if said.metric != "stake" or line.low(at) not in ("of", "in") or line.low(at + 1) in ("the", "its", "cash"):
        return False, None
    near = (name for name in resolved(line.mentions(at, min(at + 7, len(line)))) if not is_pronoun(name))
    return True, next((name for name in near if name.first <= at + 4), None)


def _acted_upon(frame: Frame, said: Said) -> Iterator[Named]:
    """The companies that the clause acts on, what a bid is for before others."""
    line, clause = frame.line, frame.clause
    told, target = _target(frame, said)
    if told:
        if target is not None:
            yield target
        return
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
    bid_for = [name for name in names if line.low(name.first - 1) == "for" and _is_bid(line, name.first - 2)]
    yield from [*bid_for, *(name for name in names if name not in bid_for)]


def _is_bid(line: Line, place: int) -> bool:
    """Whether a word is a bid or what is bid: "a bid for Beta", "$12.95 for Beta", "$40 a share for Beta"."""
    return line.low(place) in BIDS or line.is_figure(place) or line.low(place) in EACH


def _unknown_party(frame: Frame) -> bool:
    """Whether the clause names somebody unknown as the other party: "a bid of <€900 million> for Hammarby Kyl"."""
    line, clause = frame.line, frame.clause
    start = max(clause.verb + 1, clause.first)
    for place in range(start, clause.last):
        if line.tag(place) not in ("NNP", "NNPS") or line.inside_name(place) or line.low(place) in TIMES:
            continue
        before = place - 1
        while before >= start and line.tag(before) in ("NN", "JJ", "NNP", "HYPH", "POS", "DT"):
            before -= 1
        if line.is_country(place) or line.low(place + 1) == "'s":
            continue
        held = line.low(before) == "in" and line.low(before - 1) in OWN_STAKE
        if held or before < start or line.low(before) in ("for", "of") or line.tag(before).startswith("V"):
            return True
    return False


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
    plural = line.lows[subject[0]] in MANY
    return plural or any(line.low(place) in ("block", "global", "total") for place in range(*subject))
