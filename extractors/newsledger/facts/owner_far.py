"""Whose figure it is, by what the text was about before the figure's own words."""

from __future__ import annotations

from collections.abc import Iterator

from newsledger.facts.frames import Frame
from newsledger.facts.metric import Said
from newsledger.facts.naming import somebody_else, subject_naming
from newsledger.facts.owner import NEAR, Held, Rule, possessor
from newsledger.facts.owner_deal import covered, deal
from newsledger.facts.owner_subject import CLAUSE
from newsledger.facts.story import Story
from newsledger.facts.vocabulary import metrics

CITED = 0.15
"""How far a rule is trusted, of its own weight, that proposes a company which the article only cites."""

RATES_OF_FIRMS = frozenset({"interest_rate", "exports", "imports"})
"""Metrics of economies that a company may have of its own ("their prime lending rates")."""


def clause_above(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Pfizer said that revenue would reach <$61 billion>: the subject of the clause above"""
    line = frame.line
    parts = story.clauses_of(line)
    place, weight = frame.clause.parent, 0.4
    while 0 <= place < len(parts):
        above = parts[place]
        if above.subject is not None:
            naming = subject_naming(line, above.subject)
            if naming is not None:
                yield Held(naming.companies, weight, "owner.clause_above", naming.first, naming.last)
                return
            pronoun = frame.clause.subject is not None and line.lows[slice(*frame.clause.subject)] in (["it"], ["they"])
            if pronoun and somebody_else(line, above.subject):
                yield Held((), 0.9, "owner.group_above", *above.subject)
                return
        if above.parent >= place:
            return
        place, weight = above.parent, weight * 0.8


def sibling(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """rose 5% to <$10bn>: the owner of the figure before it in the clause"""
    before = story.before(frame)
    if before is None:
        return
    same = before.core.metric == said.metric or story.coordinated(frame) is not None
    if before.frame.clause == frame.clause:
        yield Held(before.core.companies, 0.5 if same else 0.3, "owner.sibling")
    elif same:
        yield Held(before.core.companies, 0.3, "owner.sibling")


def twin(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Analysts had looked for <$3.10>: the owner of the figure that it is the estimate of"""
    found = story.twin(frame)
    if found is not None and said.rule == "metric.expected" and found.core.metric == said.metric:
        yield Held(found.core.companies, 0.7, "owner.twin")


def listed_again(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Those figures were up 15%, 8%, <4%> and 44%"""
    found = story.list_twin(frame)
    if found is not None:
        yield Held(found.core.companies, 0.95, "owner.listed_again")


def nobody(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Negotiated pay rose <5.4%>: in a text about an economy, in a sentence without a company, nobody's"""
    if story.macro and not any(name.mention and name.mention.companies for name in frame.line.names):
        yield Held((), 0.4, "owner.nobody")


def focus(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Revenue slipped <1%>: the company that the text is about at this point"""
    if story.focus:
        yield Held(story.focus, 0.3 if len(story.focus) == 1 else 0.15, "owner.focus")


RULES: tuple[Rule, ...] = (*NEAR, covered, *CLAUSE, clause_above, sibling, twin, listed_again, nobody, focus)


def _their_own(frame: Frame, said: Said) -> Held | None:
    """Chemical Bank and Citibank raised their prime lending rates to <7-3/4 pct>"""
    line, subject = frame.line, frame.clause.subject
    if said.first < 0 or subject is None or line.low(said.first - 1) not in ("its", "their"):
        return None
    naming = subject_naming(line, subject)
    return Held(naming.companies, 0.85, "owner.their_own", naming.first, naming.last) if naming is not None else None


def owners(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Everything that the rules propose for a figure whose metric is known.

    A metric of an economy or a market is nobody's; the two sides of a deal, once found, are the owners of its
    figures; a company that the article only cites is trusted little.
    """
    if metrics()[said.metric].owner == "none":
        own = next(possessor(frame, said, story), None)
        if (
            said.metric in RATES_OF_FIRMS
            and own is not None
            and own.companies
            and not set(own.companies) <= story.sources
        ):
            yield own
        yield Held((), 0.8, "owner.none")
        return
    sides = list(deal(frame, said, story))
    if sides:
        yield from sides
        return
    for rule in RULES:
        for held in rule(frame, said, story):
            if said.metric == "price_target" and held.companies and set(held.companies) <= story.sources:
                continue
            cited = bool(held.companies) and set(held.companies) <= story.sources and held.rule != "owner.heading"
            yield held._replace(weight=held.weight * CITED) if cited else held
