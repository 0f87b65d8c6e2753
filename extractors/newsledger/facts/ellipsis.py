"""Which metric a figure states where its own words leave that out: what was said before says it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from newsledger.facts.frames import Frame
from newsledger.facts.metric import Said, fits
from newsledger.facts.story import Stated, Story

Rule = Callable[[Frame, Story], Iterator[Said]]

STANDING_IN = frozenset({"that", "those", "figure", "figures", "number", "numbers", "tally", "total", "sum"})
"""Words that stand for a metric named before."""

FOLLOWING = frozenset({"of", "for", "at", "from", "in", "on"})


def _again(stated: Stated, frame: Frame, weight: float, rule: str) -> Iterator[Said]:
    metric = stated.core.metric
    if metric is not None and fits(metric, frozenset(), frame):
        yield Said(metric, weight, rule, negative=stated.core.negative)


def sibling(frame: Frame, story: Story) -> Iterator[Said]:
    """rose 16% to <$65.6 billion> from ...: what the figure before it in the sentence states"""
    before = story.before(frame)
    if before is None:
        return
    weight = 0.55 if before.frame.clause == frame.clause else 0.25
    if frame.clause.link == "gap" and before.frame.clause.verb == frame.clause.verb:
        weight = 0.6
    if story.coordinated(frame):
        weight = 0.8
    yield from _again(before, frame, weight, "metric.sibling")


def expected(frame: Frame, story: Story) -> Iterator[Said]:
    """Analysts had looked for <$3.10>: the figure of the same unit and size that was stated before"""
    line = frame.line
    said = any(line.relates(at, "estimate") for at in range(frame.clause.first, min(frame.tail, frame.clause.last)))
    twin = story.twin(frame)
    if twin is not None:
        yield from _again(twin, frame, 0.7 if said else 0.3, "metric.expected" if said else "metric.twin")


def stand_in(frame: Frame, story: Story) -> Iterator[Said]:
    """Those at home-improvement chain Lowe's fell <4%>; cut that for the latter to <€625>"""
    line, clause = frame.line, frame.clause
    if not story.stated:
        return
    begin = clause.subject[0] if clause.subject is not None else clause.first
    places = [begin, begin + 1, *range(max(clause.verb, clause.first), frame.place)]
    for at in places:
        plain = line.low(at) in ("that", "those") and line.low(at + 1) in FOLLOWING
        worded = line.low(at) in STANDING_IN - {"that"} and at < frame.place and line.low(at - 1) in ("that", "those", "the", "its", "own", "'s")
        if plain or worded:
            yield from _again(story.stated[-1], frame, 0.78, "metric.stand_in")
            return


def own(frame: Frame, story: Story) -> Iterator[Said]:
    """while the acquirer's lost <2.6%>; Mattel's <7.6%>; Samsung's own figure is <12.8%> lower"""
    line, clause = frame.line, frame.clause
    if clause.subject is None or not story.stated:
        return
    first, last = clause.subject
    if last - 1 >= first and line.low(last - 1) in ("'s", "'") and last <= frame.place:
        yield from _again(story.stated[-1], frame, 0.78, "metric.own")


def it_stands(frame: Frame, story: Story) -> Iterator[Said]:
    """Target now sees it at <around 6%>, not the 8% it guided to: "it" is what the figure before it measured"""
    line, clause = frame.line, frame.clause
    if frame.preposition() not in ("at", "to") or not story.stated:
        return
    at = frame.chain[0].first - 1
    subject_it = clause.subject is not None and line.lows[slice(*clause.subject)] in (["it"], ["they"], ["that"], ["this"])
    if line.low(at) in ("it", "them", "this", "that") and at > clause.verb_first >= 0 or subject_it:
        twin = story.twin(frame) or story.stated[-1]
        yield from _again(twin, frame, 0.5 if subject_it else 0.7, "metric.it_stands")


def listed_again(frame: Frame, story: Story) -> Iterator[Said]:
    """Those figures were up 15%, 8%, <4%> and 44%: each goes back to the figure at its place of the last list"""
    found = story.list_twin(frame)
    if found is not None:
        yield from _again(found, frame, 0.85, "metric.listed_again")


RULES: tuple[Rule, ...] = (sibling, expected, stand_in, own, it_stands, listed_again)


def metrics_implied(frame: Frame, story: Story) -> Iterator[Said]:
    """Everything that the rules of this module propose for a figure."""
    for rule in RULES:
        yield from rule(frame, story)
