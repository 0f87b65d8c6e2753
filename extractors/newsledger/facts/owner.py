"""Whose figure it is: the companies that a figure is about, for a metric that is already known."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from newsledger.facts.frames import Frame
from newsledger.facts.line import Line, Named
from newsledger.facts.metric import Said
from newsledger.facts.story import Story
from newsledger.facts.vocabulary import metrics

Companies = tuple[int, ...]

OWNING = frozenset({"of", "at", "for", "on", "in", "from", "by"})
"""Prepositions between a metric and the company that has it."""

LISTING = frozenset({",", "and", "&", "both", "the", "or"})
APART = frozenset(
    {
        "by",
        "with",
        "from",
        "against",
        "despite",
        "to",
        "versus",
        "without",
        "as",
        "than",
        "after",
        "before",
        "via",
        "unlike",
    }
)
"""Prepositions after which a company in the subject is not what the clause is about."""


class Held(NamedTuple):
    """Companies that a rule proposes as the owners of a figure; ``first`` and ``last`` are the words that name them."""

    companies: Companies
    weight: float
    rule: str
    first: int = -1
    last: int = -1


Rule = Callable[[Frame, Said, Story], Iterator[Held]]


def _listed(line: Line, name: Named, last: int) -> tuple[Companies, int]:
    """The companies of a list of names that begins with ``name``, and where it ends."""
    companies = list(name.mention.companies) if name.mention else []
    end = name.last
    for other in line.names:
        if other.first < end or other.last > last or other.mention is None:
            continue
        between = line.lows[end : other.first]
        if not between or not all(word in LISTING for word in between) or other.mention.kind == "pronoun":
            break
        companies += [company for company in other.mention.companies if company not in companies]
        end = other.last
    return tuple(companies), end


def _resolved(names: list[Named]) -> list[Named]:
    return [name for name in names if name.mention is not None and name.mention.companies]


def none_has_it(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Consumer price inflation fell to <1.7%>: no company's"""
    if metrics()[said.metric].owner == "none":
        yield Held((), 0.95, "owner.none")


def possessor(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Target's stock crashed <24.9%>; Pfizer shares closed up <4.7%>; its operating margin"""
    if said.first < 0:
        return
    line = frame.line
    for name in reversed(_resolved(line.mentions(0, said.first))):
        between = line.lows[name.last : said.first]
        if len(between) > 5 or any(word in (",", "and", "or", ";") or word in OWNING for word in between):
            continue
        if any(
            line.is_figure(place) or line.tag(place) in ("VBD", "VBZ", "VBP", "MD", "IN", "TO")
            for place in range(name.last, said.first)
        ):
            continue
        mention = name.mention
        assert mention is not None
        owned = mention.possessive or not between or between[0] in ("'s", "'") or mention.kind == "name"
        if owned:
            yield Held(mention.companies, 0.8, "owner.possessor", name.first, name.last)
            return


def after_metric(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Comparable sales at the retailer grew <3.3%>; shares of Toyota; combined capex at Baidu, Alibaba and Tencent"""
    line = frame.line
    if said.first < 0 or line.low(said.last) not in OWNING:
        return
    for name in _resolved(line.mentions(said.last, min(said.last + 8, len(line)))):
        if name.first - said.last > 3 or any(line.is_figure(place) for place in range(said.last, name.first)):
            return
        companies, end = _listed(line, name, len(line))
        yield Held(companies, 0.85, "owner.after_metric", name.first, end)
        return


def after_figure(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """came to <40.5%> at Hermes, <23.1%> at LVMH; against <22 times> for LVMH"""
    line = frame.line
    at = frame.place + 1
    while (
        at < frame.tail
        and line.tag(at) in ("NN", "NNS", "JJ", "VBN")
        and at < frame.place + 4
        and not line.inside_name(at)
    ):
        at += 1
    if line.low(at) not in ("at", "for", "of", "in") or (
        line.low(at) == "of" and said.metric not in ("stake", "share_buyback")
    ):
        return
    for name in _resolved(line.mentions(at, min(at + 4, len(line)))):
        if name.first - at <= 2 and name.mention is not None and name.mention.kind != "pronoun":
            yield Held(_listed(line, name, len(line))[0], 0.85, "owner.after_figure", name.first, name.last)
        return


def acted_on(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Ireland's watchdog fined it <91 million euros>; that valued it at <$82.4 billion>; upheld <2.42 billion euros> against Google"""
    line = frame.line
    if said.metric not in ("fine", "valuation", "market_cap", "price_target", "compensation"):
        return
    start = max(frame.verb, frame.clause.first)
    ahead = _resolved(line.mentions(start, frame.place))
    if said.metric == "price_target":
        for name in ahead:
            if line.low(name.first - 1) in ("on", "for", "of") or line.low(name.first - 2) in ("on", "for", "of"):
                yield Held(_listed(line, name, frame.place)[0], 0.85, "owner.covered", name.first, name.last)
                return
        for name in _resolved(line.mentions(frame.place, min(len(line), frame.place + 7))):
            if line.low(name.first - 1) in ("on", "for"):
                yield Held(name.mention.companies if name.mention else (), 0.85, "owner.covered", name.first, name.last)
                return
    elif ahead and frame.verb >= 0:
        name = ahead[0]
        yield Held(name.mention.companies if name.mention else (), 0.7, "owner.acted_on", name.first, name.last)
    if said.metric == "fine" and line.low(frame.place + 1) in ("against", "on"):
        for name in _resolved(line.mentions(frame.place + 1, min(len(line), frame.place + 5))):
            yield Held(name.mention.companies if name.mention else (), 0.8, "owner.acted_on", name.first, name.last)
            return


def subject_names(line: Line, span: tuple[int, int], limit: int) -> Held | None:
    """The companies that the subject of a clause is about."""
    first, last = span
    last = min(last, limit) if first < limit else last
    for name in _resolved(line.mentions(first, last)):
        if any(line.low(place) in APART for place in range(first, name.first)):
            continue
        companies, end = _listed(line, name, last)
        return Held(companies, 0.6, "owner.subject", name.first, end)
    return None


def subject(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Rival Chevron earned <$6.26 billion>"""
    clause, line = frame.clause, frame.line
    if clause.subject is None:
        names = _resolved(line.mentions(clause.first, frame.place))
        if names and clause.verb < 0:
            companies, end = _listed(line, names[0], frame.place)
            yield Held(companies, 0.5, "owner.headline", names[0].first, end)
        return
    held = subject_names(line, clause.subject, frame.place if clause.subject[0] <= frame.place else len(line))
    if held is not None:
        yield held
        return
    first, last = clause.subject
    for place in range(first, last):
        if place in line.groups and not any(mark.first <= place < mark.last for mark in line.metrics):
            expected = any(line.relates(at, "estimate") for at in range(first, last))
            if not expected and line.groups[place][1] in ("group", "people", "public"):
                yield Held((), 0.62, "owner.group", first, last)
            return


def clause_above(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Pfizer said that revenue would reach <$61 billion>: the subject of the clause above"""
    line = frame.line
    parts = story.clauses_of(line)
    place, weight = frame.clause.parent, 0.4
    while 0 <= place < len(parts):
        above = parts[place]
        if above.subject is not None:
            held = subject_names(line, above.subject, len(line))
            if held is not None:
                if not set(held.companies) <= story.sources:
                    yield held._replace(weight=weight, rule="owner.clause_above")
                return
        if above.parent >= place:
            return
        place, weight = above.parent, weight * 0.8


def in_sentence(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """At Vistry, a write-down of <up to £40m> could not be ruled out"""
    line = frame.line
    for name in reversed(_resolved(line.mentions(frame.clause.first, frame.place))):
        mention = name.mention
        if mention is None or set(mention.companies) <= story.sources:
            continue
        before = line.low(name.first - 1)
        weight = 0.55 if before == "at" or name.first == frame.clause.first else 0.2
        yield Held(mention.companies, weight, "owner.in_clause", name.first, name.last)
        return


def opening(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """At Walmart, US same-store sales climbed <3%>"""
    line = frame.line
    for name in _resolved(line.mentions(0, frame.place)):
        if (line.low(name.first - 1) == "at" and name.first == 1) or (
            line.low(name.first - 1) == "at" and name.first == 2
        ):
            yield Held(name.mention.companies if name.mention else (), 0.6, "owner.opening", name.first, name.last)
        return


def heading(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """* TESLA: Morgan Stanley ups price target to <$250>: the name that heads the item"""
    if metrics()[said.metric].owner != "none" and story.heading:
        yield Held(story.heading, 0.9, "owner.heading")


def whose(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Bakkt, whose market cap stood at <just over $150M>"""
    line, clause = frame.line, frame.clause
    if clause.link != "which":
        return
    if line.low(clause.first) != "whose" and clause.subject is not None and line.mentions(*clause.subject):
        return
    for name in reversed(_resolved(line.mentions(0, clause.first))):
        if clause.first - name.last <= (2 if line.low(clause.first) == "whose" else 9):
            yield Held(name.mention.companies if name.mention else (), 0.7, "owner.whose", name.first, name.last)
        return


def named_with(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """more than Switzerland's Kuehne+Nagel with <4%>; the 11.4% of Bradesco"""
    line = frame.line
    if frame.preposition() == "with":
        for name in reversed(_resolved(line.mentions(frame.clause.first, frame.place))):
            if name.last == frame.chain[0].first and not any(line.is_figure(at) for at in range(name.last, frame.place)):
                yield Held(name.mention.companies if name.mention else (), 0.85, "owner.named_with", name.first, name.last)
            return


def listed_again(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Those figures were up 15%, 8%, <4%> and 44%"""
    found = story.list_twin(frame)
    if found is not None:
        yield Held(found.core.companies, 0.95, "owner.listed_again")


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
    if found is not None and said.rule in ("metric.expected",) and found.core.metric == said.metric:
        yield Held(found.core.companies, 0.7, "owner.twin")


def focus(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Revenue slipped <1%>: the company that the text is about at this point"""
    if story.focus:
        yield Held(story.focus, 0.3, "owner.focus")


def deal(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Microsoft agreed to acquire LinkedIn for <$196> per share: both sides"""
    if metrics()[said.metric].owner != "deal":
        return
    line, clause = frame.line, frame.clause
    sides: list[int] = []
    first = -1
    if clause.subject is not None:
        held = subject_names(line, clause.subject, len(line))
        if held is not None and not set(held.companies) <= story.sources:
            sides += held.companies
            first = held.first
    start = max(clause.first, clause.verb) if clause.verb >= 0 else clause.first
    for name in _resolved(line.mentions(start, clause.last)):
        if (
            line.low(name.first - 1) in ("by", "with")
            and said.metric != "stake"
            and clause.verb_first >= 0
            and name.first > frame.place
        ):
            continue
        for company in name.mention.companies if name.mention else ():
            if company not in sides and company not in story.sources:
                sides.append(company)
    if len(sides) >= 2:
        yield Held(tuple(sides[:2]), 0.8, "owner.deal", first)
    elif story.deal and set(sides) <= set(story.deal):
        yield Held(story.deal, 0.75, "owner.deal_before")


RULES: tuple[Rule, ...] = (
    none_has_it,
    heading,
    possessor,
    after_metric,
    after_figure,
    acted_on,
    subject,
    clause_above,
    opening,
    in_sentence,
    sibling,
    twin,
    whose,
    named_with,
    listed_again,
    focus,
)


def owners(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Everything that the rules propose for a figure whose metric is known; a company that the article only cites is
    trusted little, and the two sides of a deal, once found, are the owners of its figures."""
    sides = list(deal(frame, said, story))
    if sides:
        yield from sides
        return
    for rule in RULES:
        for held in rule(frame, said, story):
            cited = bool(held.companies) and set(held.companies) <= story.sources and held.rule != "owner.heading"
            yield held._replace(weight=held.weight * 0.15) if cited else held
