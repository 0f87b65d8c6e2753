"""Which metric a figure states: rules that look in its own noun phrase, its clause, its verb, and what went before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from newsledger.facts.frames import Frame
from newsledger.facts.line import Mark
from newsledger.facts.measure import words_after
from newsledger.facts.story import Story
from newsledger.facts.vocabulary import MetricWord, metrics, unit_metrics

RELATIVE = frozenset({"percent", "percentage_point", "basis_point", "multiple"})


class Said(NamedTuple):
    """A metric that a rule proposes: where its words stand (word places, or ``None``), and whether they say a loss."""

    metric: str
    weight: float
    rule: str
    first: int = -1
    last: int = -1
    negative: bool = False


Rule = Callable[[Frame, Story], Iterator[Said]]


def fits(metric: str, kinds: frozenset[str], frame: Frame) -> bool:
    """Whether a figure of this kind can state the metric: its level in a kind of its own, its change in percent."""
    row, kind = metrics()[metric], frame.kind
    if kinds and kind not in kinds:
        return False
    if kind in row.kinds:
        return True
    if kind == "percent" or kind == "multiple":
        return True
    if kind in ("percentage_point", "basis_point"):
        return row.rate or metric in ("gdp", "comparable_sales", "revenue", "inflation")
    if kind == "index_point":
        return metric == "index_level"
    if kind == "measure":
        return "count" in row.kinds and metric not in ("headcount", "users", "stores", "stake_count", "employment")
    return False


def _word(mark: Mark, frame: Frame) -> MetricWord | None:
    """The reading of a metric word that fits the figure."""
    for word in mark.words:
        if fits(word.metric, word.kinds, frame):
            return word
    return None


def _said(mark: Mark, frame: Frame, weight: float, rule: str) -> Iterator[Said]:
    word = _word(mark, frame)
    if word is not None:
        yield Said(word.metric, weight, rule, mark.first, mark.last, word.negative)


def noun_after(frame: Frame, story: Story) -> Iterator[Said]:
    """a <$3.4 billion> write-down; <5%> increase in net profit"""
    line = frame.line
    past_noun = False
    for at in words_after(frame, 9):
        for mark in line.metrics:
            if mark.first == at:
                yield from _said(mark, frame, 0.8, "metric.noun_after")
                return
        if line.change(at, "noun") is not None and line.tag(at) not in ("VBD", "VBZ", "VBP"):
            past_noun = True
            continue
        low, tag = line.low(at), line.tag(at)
        if (low == "of" and at == frame.place + 1) or (past_noun and low in ("in", "of", "on", "to", "for")):
            past_noun = True
            continue
        if tag in (
            "JJ",
            "JJR",
            "NN",
            "NNS",
            "NNP",
            "VBN",
            "DT",
            "PRP$",
            "POS",
            "HYPH",
            "CD",
            "VBG",
        ) or line.inside_name(at):
            continue
        return


def noun_before(frame: Frame, story: Story) -> Iterator[Said]:
    """revenue of <$12.5 billion>; a workforce of <over 6.12 lakh>; swung to a net loss of <$1.61 billion>"""
    line = frame.line
    floor = _region_start(frame)
    marks = [mark for mark in line.marks(floor, frame.place) if _word(mark, frame)]
    if not marks:
        return
    mark = marks[-1]
    between = range(mark.last, frame.lead)
    adjacent = all(
        line.low(at) in ("of", "at", "worth", "between", "to", "by", "is", "was", "in", "the", "range")
        for at in between
    )
    inside = mark.last > frame.lead
    weight = 0.85 if adjacent or inside else 0.7
    if mark.last <= (frame.verb if frame.verb >= 0 else -1):
        weight -= 0.1
    yield from _said(mark, frame, weight, "metric.noun_before")


def _region_start(frame: Frame) -> int:
    """Where the words begin that speak of this figure: after the verb of its clause and after the figure before it."""
    line = frame.line
    start = max(frame.clause.first, frame.clause.verb if frame.clause.verb >= frame.clause.first else 0)
    if frame.clause.verb > frame.place:
        start = frame.clause.first
    for place in range(frame.place - 1, start - 1, -1):
        if line.is_figure(place):
            return place + 1
    return start


def subject(frame: Frame, story: Story) -> Iterator[Said]:
    """Revenue slipped <1%> to <$12.83 billion>"""
    if frame.clause.subject is None:
        return
    first, last = frame.clause.subject
    marks = [mark for mark in frame.line.marks(first, min(last, frame.place)) if _word(mark, frame)]
    if marks:
        shared = frame.clause.link in ("and", "participle", "gap", "which")
        yield from _said(marks[0], frame, 0.6 if shared else 0.72, "metric.subject")


def before_verb_object(frame: Frame, story: Story) -> Iterator[Said]:
    """trimmed its plan for group sales to 10.85 million vehicles from <10.95 million>"""
    clause, line = frame.clause, frame.line
    start = clause.verb if clause.verb >= 0 else clause.first
    marks = [mark for mark in line.marks(start, frame.place) if _word(mark, frame)]
    if marks:
        yield from _said(marks[0], frame, 0.5, "metric.object")


def verb(frame: Frame, story: Story) -> Iterator[Said]:
    """earned <$6.26 billion>; fined it <91 million euros>; employed <116,500 people>"""
    line = frame.line
    unit = frame.figure.quantity.unit
    for at in range(frame.place - 1, frame.clause.first - 1, -1):
        if at not in line.frames:
            continue
        last, verb_frames = line.frames[at]
        if last > frame.place or not (
            line.tag(at).startswith("V")
            or line.change(at, "verb")
            or at == frame.verb
            or line.tag(at) in ("NNS", "NN", "NNP", "JJ", "")
        ):
            continue
        if line.tag(at) in ("NN", "NNS", "JJ") and at != frame.verb and frame.stop != at:
            continue
        distance = 0.75 if any(line.is_figure(place) for place in range(at, frame.place)) else 1.0
        for said in verb_frames:
            if frame.kind not in said.kinds or (said.units and unit not in said.units):
                continue
            if not fits(said.metric, frozenset(), frame):
                continue
            yield Said(said.metric, said.weight * distance, "metric.verb", at, last, said.negative)
        return


def verb_after(frame: Frame, story: Story) -> Iterator[Said]:
    """<91 million people> used its services; <105 million> visit the site"""
    line, clause = frame.line, frame.clause
    if clause.verb_first <= frame.place:
        return
    for at in (clause.verb, clause.verb_first):
        if at in line.frames:
            last, verb_frames = line.frames[at]
            for said in verb_frames:
                unit = frame.figure.quantity.unit
                if (
                    frame.kind in said.kinds
                    and (not said.units or unit in said.units)
                    and said.metric in ("users", "job_cuts")
                ):
                    yield Said(said.metric, said.weight, "metric.verb_after", at, last)
            return


def market(frame: Frame, story: Story) -> Iterator[Said]:
    """Brent crude settled <26 cents> higher; sterling was <0.5%> higher at <$1.2945>"""
    line, clause = frame.line, frame.clause
    places = []
    if clause.subject is not None:
        places += line.markets(clause.subject[0], min(clause.subject[1], frame.place))
    places += line.markets(clause.first, frame.place)
    for name in places:
        if name.metric is None or not _market_fits(name.metric, frame):
            continue
        followed = line.low(name.last)
        if any(mark.first < name.last and name.first < mark.last for mark in line.metrics):
            continue
        weight = 0.6 if clause.subject is not None and clause.subject[0] <= name.first < clause.subject[1] else 0.35
        if followed in (
            "output",
            "production",
            "exports",
            "imports",
            "producer",
            "demand",
            "sales",
            "stocks",
            "inventories",
            "'s",
        ):
            weight = 0.15
        yield Said(name.metric, weight, "metric.market", name.first, name.last)
        return


def _market_fits(metric: str, frame: Frame) -> bool:
    if frame.kind == "percent":
        return True
    if metric == "index_level":
        return frame.kind == "index_point"
    if metric == "bond_yield":
        return frame.kind in ("percentage_point", "basis_point")
    return frame.kind == "money"


def unit(frame: Frame, story: Story) -> Iterator[Said]:
    """<10.85 million vehicles>; <433 million members>; <151.23 points>"""
    quantity = frame.figure.quantity
    if quantity.kind == "index_point":
        yield Said("index_level", 0.6, "metric.unit")
    elif quantity.kind in ("count", "measure") and quantity.unit in unit_metrics():
        yield Said(unit_metrics()[quantity.unit], 0.45, "metric.unit")


def target(frame: Frame, story: Story) -> Iterator[Said]:
    """lifted its target to <1,480p>, where the article speaks of price targets"""
    line = frame.line
    if frame.kind not in ("money", "percent") or not story.speaks_of("price_target"):
        return
    if frame.kind == "money" and frame.figure.quantity.value > 100_000:
        return
    for at in range(frame.clause.first, min(len(line), frame.place + 3)):
        if line.low(at) in ("target", "targets"):
            yield Said("price_target", 0.75, "metric.target", at, at + 1)
            return


def share_move(frame: Frame, story: Story) -> Iterator[Said]:
    """Coinbase gave up <11.4%>; Tesla and Boeing dropped <7.1%> and <8.7%>"""
    line, clause = frame.line, frame.clause
    if clause.subject is None or frame.kind != "percent" or line.marks(*clause.subject):
        return
    change = frame.verb_change()
    if change is None or change.mode == "act" or change.hint == "growth" or frame.chain:
        return
    if any(name.mention and name.mention.companies for name in line.mentions(*clause.subject)):
        yield Said("share_price", 0.4, "metric.share_move")


def sibling(frame: Frame, story: Story) -> Iterator[Said]:
    """rose 16% to <$65.6 billion> from ...: what the figure before it in the clause states"""
    before = story.before(frame)
    if before is None or before.core.metric is None or not fits(before.core.metric, frozenset(), frame):
        return
    same_clause = before.frame.clause == frame.clause
    weight = 0.55 if same_clause else 0.25
    if frame.clause.link == "gap" and before.frame.clause.verb == frame.clause.verb:
        weight = 0.6
    if story.coordinated(frame):
        weight = 0.8
    yield Said(before.core.metric, weight, "metric.sibling", negative=before.core.negative)


def expected(frame: Frame, story: Story) -> Iterator[Said]:
    """Analysts had looked for <$3.10>: the figure of the same unit and size that was stated before"""
    line = frame.line
    around = range(frame.clause.first, min(frame.tail, frame.clause.last))
    said = any(line.relates(at, "estimate") for at in around)
    twin = story.twin(frame)
    if twin is None or twin.core.metric is None:
        return
    yield Said(
        twin.core.metric,
        0.7 if said else 0.3,
        "metric.expected" if said else "metric.twin",
        negative=twin.core.negative,
    )


RULES: tuple[Rule, ...] = (
    noun_after,
    noun_before,
    subject,
    before_verb_object,
    verb,
    verb_after,
    market,
    unit,
    target,
    share_move,
    sibling,
    expected,
)


def metrics_said(frame: Frame, story: Story) -> Iterator[Said]:
    """Everything that the rules propose for a figure."""
    for rule in RULES:
        yield from rule(frame, story)
