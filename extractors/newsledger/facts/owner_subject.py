"""Whose figure it is, by the clause that the figure stands in: its subject, what it opens with, whom it acts on."""

from __future__ import annotations

from collections.abc import Iterator

from newsledger.facts.asking import asked
from newsledger.facts.citing import GRADES
from newsledger.facts.clauses import Clause
from newsledger.facts.frames import Frame
from newsledger.facts.line import Line
from newsledger.facts.metric import Said
from newsledger.facts.naming import APART, Companies, is_pronoun, listed, resolved, somebody_else, subject_naming
from newsledger.facts.openings import RELATIVES, REPORTING
from newsledger.facts.owner import Held, Rule, held_by
from newsledger.facts.story import Story
from newsledger.facts.vocabulary import metrics, word_class

DONE_TO = frozenset({"fine", "valuation", "market_cap", "price_target", "compensation"})
"""Metrics that others give to a company: the subject of the verb is not the one that has it."""

JUDGING = word_class("judging verbs")
"""What somebody does who says of another what it will come to: "sees", "puts", "values"."""

MOVING = word_class("moving verbs")
"""What moves another's figure: "dragging down Beta by 4%"."""

LEADING = frozenset({"DT", "PRP$", "JJ", "JJR", "JJS", "NN", "NNS", "HYPH", "POS"})
LONGEST_LEAD = 4
"""Words, and how many, that may lead to the name of whom it is told: "lifting its German rival Beta by <7%>"."""

LENDING = word_class("lending verbs")
"""What banks do with a loan, which is the borrower's."""

COURTS = frozenset({"warned", "ordered", "told", "upheld", "allowed", "let"})
WORLDWIDE = frozenset({"global", "worldwide", "industry-wide", "nationwide", "world"})
OPENERS = ("", ",", ";", "and", "but", "while", "whereas", "back", "over", "only")


def acted_on(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Ireland's watchdog fined it <91 million euros>; that valued it at <$82.4 billion>; upheld <2.42 billion>
    against Google"""
    line = frame.line
    if said.metric not in ("fine", "valuation", "market_cap", "compensation"):
        return
    start = max(frame.clause.verb_first, frame.clause.first)
    ahead = resolved(line.mentions(start, frame.place)) if frame.clause.verb_first >= 0 else []
    if ahead and line.low(ahead[0].first - 1) not in ("by", "with", "to"):
        yield held_by(ahead[0], 0.8, "owner.acted_on")
    if said.metric == "fine" and line.low(frame.place + 1) in ("against", "on", "from"):
        for name in resolved(line.mentions(frame.place + 1, min(len(line), frame.place + 5))):
            yield held_by(name, 0.97, "owner.acted_on")
            return


@asked(words=JUDGING | MOVING)
def told_of(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Counterpoint puts Xiaomi's growth at <3%>; sees the pair taking <two points>; dragging down Beta by <4.4%>"""
    line, clause = frame.line, frame.clause
    place = _verb_of(line, clause, frame.place, JUDGING | MOVING)
    if place < 0:
        return
    begin = place + 1
    while line.tag(begin) in ("RP", "RB") or line.low(begin) in ("up", "down", "back"):
        begin += 1
    for name in line.mentions(begin, frame.place):
        led = all(line.tag(at) in LEADING or line.is_country(at) for at in range(begin, name.first))
        late = name.first > begin + LONGEST_LEAD or (name.first > begin and not led)
        if late or is_pronoun(name) or name.mention is None:
            return
        if name.mention.companies:
            found = listed(line, name, frame.place)
            yield Held(found.companies, 0.97, "owner.told_of", found.first, found.last)
        return


def _verb_of(line: Line, clause: Clause, place: int, verbs: frozenset[str]) -> int:
    """The place of the clause's verb, if it is one of these and stands before the figure; else -1."""
    for at in (clause.verb, clause.verb_first):
        if 0 <= at < place and line.low(at) in verbs:
            return at
    return -1


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
    if first == frame.place:
        return
    if first < frame.place < last:
        last = frame.place
    naming = subject_naming(line, (first, last))
    if naming is not None:
        judged = said.metric == "share_price" and _verb_of(line, clause, frame.place, JUDGING) >= 0
        lends = _lends(frame, said, story, naming.companies)
        advisers = story.reading.identities.advisers
        views = set(naming.companies) <= advisers - {story.reading.identities.home} and _stands_at(frame)
        weight = 0.2 if judged or lends else 0.05 if views else 0.72
        yield Held(naming.companies, weight, "owner.subject", naming.first, naming.last)
        return
    if said.metric in DONE_TO or line.related("estimate", first, last):
        return
    paid_out = metrics()[said.metric].group == "shareholder" and not story.in_list(frame)
    if paid_out and story.reading.identities.home is not None:
        return
    verb = line.low(clause.verb_first) if clause.verb_first >= 0 else ""
    if verb not in REPORTING | COURTS and somebody_else(line, (first, last)):
        # "Alpha noted that its peers had <5%>": what somebody tells of others is not his.
        yield Held((), 0.85 if clause.parent >= 0 else 0.75, "owner.group", first, last)
    elif not story.spotlight.alone and {line.low(first), line.low(first + 1)} & WORLDWIDE:
        yield Held((), 0.75, "owner.worldwide", first, last)


def _lends(frame: Frame, said: Said, story: Story, companies: Companies) -> bool:
    """Whether banks are told to lend what is another's debt: "JPMorgan is providing a <$1.1 billion> loan"."""
    if said.metric != "debt_issue" or _verb_of(frame.line, frame.clause, frame.place, LENDING) < 0:
        return False
    return set(companies) <= story.reading.identities.advisers


STANDING = frozenset({"is", "stays", "remains", "stands"})
"""Verbs with which a house is told to stand somewhere."""


def _stands_at(frame: Frame) -> bool:
    """Whether a house is told to be at a figure: "RBC is on <68p>"; "Citi is at <$75>"."""
    verb = frame.clause.verb_first
    return verb >= 0 and frame.line.low(verb) in STANDING and frame.preposition() in ("at", "on")


@asked(words=("was", "came", "is", "were"))
def turned_round(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Third was Xiaomi on <14%>; Next came Alpha with <9%>: the name after a verb of being without another subject"""
    line, clause = frame.line, frame.clause
    if clause.verb < 0 or clause.verb >= frame.place or line.low(clause.verb) not in ("was", "came", "is", "were"):
        return
    if clause.subject is not None and clause.subject[1] - clause.subject[0] > 2:
        return
    for name in line.mentions(clause.verb + 1, frame.place):
        if name.first == clause.verb + 1 and not is_pronoun(name) and name.mention and name.mention.companies:
            yield held_by(name, 0.8, "owner.turned_round")
        return


@asked(words=("at",))
def opening(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """At Walmart, US same-store sales climbed <3%>; At Vistry, a write-down of <up to £40m> could not be ruled out"""
    line = frame.line
    for begin, weight in ((frame.clause.first, 0.85), (0, 0.6)):
        name = next(iter(resolved(line.mentions(begin, frame.place))), None)
        if name is None or line.low(name.first - 1) != "at":
            continue
        if line.low(name.first - 2) in OPENERS or name.first == begin + 1:
            yield held_by(name, weight, "owner.opening")
            return


def in_clause(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """the last name before the figure in its clause, where no better rule speaks"""
    line = frame.line
    for name in reversed(resolved(line.mentions(frame.clause.first, frame.place))):
        apart = line.low(name.first - 1) in APART
        first = name.first == frame.clause.first
        if name.mention is not None and _lends(frame, said, story, name.mention.companies):
            return
        yield held_by(name, 0.5 if first else 0.1 if apart else 0.2, "owner.in_clause")
        return


@asked(words=RELATIVES)
def whose(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Bakkt, whose market cap stood at <just over $150M>; led by Emaar, the builder of the tower, which closed <1.9%>
    higher"""
    line, clause = frame.line, frame.clause
    if clause.link != "which":
        return
    its_own = line.low(clause.first) == "whose"
    if not its_own and clause.subject is not None and line.mentions(*clause.subject):
        return
    if its_own and any(line.low(place) in GRADES for place in range(clause.first, frame.place)):
        # "said Ann Lee of Alder Bank, whose target is <565 pence>": a target is of another.
        return
    for name in reversed(line.mentions(0, clause.first)):
        distance = clause.first - name.last
        if name.mention is None or is_pronoun(name) or distance > (2 if its_own else 9):
            return
        if not name.mention.companies:
            yield Held((), 0.5, "owner.whose_open")
            return
        apposed = line.low(name.last) == "," and line.low(name.last + 1) in ("the", "a", "an", "its", "which", "who")
        if its_own or distance <= 1 or apposed:
            yield held_by(name, 0.85, "owner.whose")
            return


CLAUSE: tuple[Rule, ...] = (acted_on, told_of, subject, turned_round, whose, opening, in_clause)
