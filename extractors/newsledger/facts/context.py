"""Which metric a figure states by all the words around it, weighed together: for what no rule has foreseen.

Rules name what they know; news says the rest in words that nobody listed. A log-linear model of the words before and
after a figure, its subject, verb, kind and size, of the metrics that stand near it and of those stated before it says
how probable each metric is. It is asked only where the rules are silent or unsure, and ``metric_model.py`` weighs
what it says against what they propose. ``scripts/fit_context.py`` fits it to annotated articles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from math import log1p

import numpy as np
import numpy.typing as npt

from newsledger.facts.fitting import PEOPLE, can_state, counts, counts_things, told_sort, told_unit
from newsledger.facts.frames import Frame
from newsledger.facts.line import Line
from newsledger.facts.loglinear import LogLinear, Pointers, read
from newsledger.facts.story import Story
from newsledger.facts.vocabulary import metrics

BEFORE, AFTER = 14, 9
"""Words before and after a figure that are weighed."""

WORDED = ("NN", "NNS", "NNP", "NNPS")


def odds(model: LogLinear, frame: Frame, story: Story, pointing: Pointers) -> npt.NDArray[np.float32]:
    """How probable each metric is, in the order of the model's names; 0 for those that the figure's kind cannot state.
    ``pointing`` are the figure's ``pointers``."""
    sort = told_sort(frame) if frame.kind in ("count", "measure") else ""
    possible = _possible(model.names, frame.kind, counts_things(frame), _small(frame), sort)
    return model.odds(signs(frame, story), pointing, possible)


def telling(model: LogLinear, frame: Frame, metric: str) -> tuple[int, int]:
    """The words ``[first, last)`` near the figure that speak most for the metric: those of the vocabulary, else
    nouns; -1, -1 if there are none."""
    line, column = frame.line, model.places[metric]
    worded = [mark for mark in line.metrics if any(word.metric == metric for word in mark.words)]
    if worded:
        nearest = min(worded, key=lambda mark: abs(mark.first - frame.place))
        return nearest.first, nearest.last
    best, weight = -1, 0
    # What a figure of an economy has for its subject is a part of that economy: "services edged up <0.1%>".
    part = frame.clause.subject if metrics()[metric].owner == "none" else None
    for prefix, places in _near(frame).items():
        for at in places:
            if part is not None and part[0] <= at < part[1]:
                continue
            row = model.rows.get(f"{prefix}={line.stems[at]}")
            if row is not None and _is_noun(line, at) and model.table[row, column] > weight:
                best, weight = at, int(model.table[row, column])
    if best < 0:
        return -1, -1
    first, last = best, best + 1
    while _is_noun(line, first - 1):
        first -= 1
    while _is_noun(line, last):
        last += 1
    return first, last


def signs(frame: Frame, story: Story) -> frozenset[str]:
    """What the model weighs by word: where each word stands to the figure, what is beside it, which words the sentence
    has, and the nouns of the sentence before and of the headline.

    >>> # "Acme took in <$5 billion>": {"l=acm", "l=took", "l=in", "L0=in", "v=took", "w=took", "l2=took_in", ...}
    """
    if story.weighed is None or story.weighed[0] is not frame:
        stems = frame.line.stems
        words = {f"{prefix}={stems[at]}" for prefix, places in _near(frame).items() for at in places}
        words |= beside(frame, story)
        words.update(_pairs(frame))
        words |= frame.line.signs
        words |= story.signs
        story.weighed = frame, frozenset(words)
    return story.weighed[1]


LEFT, RIGHT = 7, 6
"""Words before and after a figure that are weighed in pairs."""


def _pairs(frame: Frame) -> Iterator[str]:
    """Words that stand side by side before or after the figure, and the head of its subject with its verb."""
    stems, near, subject = frame.line.stems, _near(frame), frame.clause.subject
    for prefix, places in (("l2", near["l"][-LEFT:]), ("r2", near["r"][:RIGHT])):
        for at in places[:-1]:
            yield f"{prefix}={stems[at]}_{stems[at + 1]}"
    if subject is not None:
        head = stems[subject[1] - 1]
        yield f"sh={head}"
        yield f"sv={head}_{stems[frame.verb] if frame.verb >= 0 else ''}"


def beside(frame: Frame, story: Story) -> set[str]:
    """The words right beside a figure, its verb and preposition, and its kind, unit and size.

    >>> # "Acme took in <$5 billion>": {"k=money", "L0=in", "LL=took_in", "v=took", "size=money9", ...}
    """
    quantity, stems = frame.figure.quantity, frame.line.stems
    kind = _kind(frame.kind)
    told = told_unit(quantity) if quantity.kind in ("count", "measure") else ""
    counted = told.split()[-1] if told else quantity.kind
    before = story.before(frame)
    near = _near(frame)
    left = [stems[at] for at in reversed(near["l"])] + ["<", "<"]
    right = [stems[at] for at in near["r"]] + [">", ">"]
    verb = stems[frame.verb] if frame.verb >= 0 else ""
    return {
        f"k={kind}",
        f"u={counted}",
        f"per={quantity.per}",
        f"size={kind}{quantity.value.adjusted()}",
        f"L0={left[0]}",
        f"L1={left[1]}",
        f"R0={right[0]}",
        f"R1={right[1]}",
        f"LL={left[1]}_{left[0]}",
        f"RR={right[0]}_{right[1]}",
        f"LR={left[0]}_{right[0]}",
        f"v={verb}",
        f"vk={verb}_{kind}",
        f"prep={frame.preposition()}_{kind}",
        f"pk={_kind(before.frame.kind) if before else ''}_{kind}",
    }


def pointers(frame: Frame, story: Story) -> Pointers:
    """What points to a metric by name, as ``(how, metric) -> how much``: words for it, what was stated before, and how
    much the article speaks of it."""
    line, clause = frame.line, frame.clause
    found: Pointers = {("topic", name): log1p(times) for name, times in story.topics() if times}
    before = story.before(frame)
    if before is not None and before.core.metric is not None:
        alike = "alike" if before.frame.kind == frame.kind else "other"
        found["before", before.core.metric] = found["before_" + alike, before.core.metric] = 1.0
        if before.frame.clause == clause:
            found["before_clause", before.core.metric] = 1.0
    elif story.stated and story.stated[-1].core.metric is not None:
        found["last", story.stated[-1].core.metric] = 1.0
    for stated in story.stated[-6:]:
        if stated.core.metric is not None and stated.frame.kind == frame.kind:
            found["lately", stated.core.metric] = 1.0
    twin = story.twin(frame)
    if twin is not None and twin.core.metric is not None:
        found["twin", twin.core.metric] = 1.0
    subject = range(*clause.subject) if clause.subject is not None else range(0)
    for mark in line.metrics:
        side = "left" if mark.last <= frame.place else "right"
        inside = clause.first <= mark.first < clause.last
        close = mark.last >= frame.place - 3 if side == "left" else mark.first <= frame.place + 4
        for word in mark.words:
            found[f"{side}_{'clause' if inside else 'line'}", word.metric] = 1.0
            if mark.first in subject:
                found["subject", word.metric] = 1.0
            if close:
                found[f"{side}_close", word.metric] = 1.0
    for name in line.names:
        if name.metric is not None:
            side = "subject" if name.first in subject else "left" if name.last <= frame.place else "right"
            found[f"market_{side}", name.metric] = 1.0
    return found


def _near(frame: Frame) -> dict[str, Sequence[int]]:
    """The words that are weighed, by where they stand: before the figure in its clause, after it, in its subject."""
    line, clause = frame.line, frame.clause
    end = frame.place + 1
    while end < min(len(line), frame.place + 1 + AFTER) and not line.is_figure(end):
        end += 1
    return {
        "l": range(max(clause.first, frame.place - BEFORE), frame.place),
        "r": range(frame.place + 1, end),
        "s": range(*clause.subject) if clause.subject is not None else range(0),
    }


def _is_noun(line: Line, at: int) -> bool:
    return line.tag(at) in WORDED and line.stems[at] not in ("@", "#")


def _kind(kind: str) -> str:
    """Points and basis points are told in the same words."""
    return "point" if kind in ("percentage_point", "basis_point") else kind


SMALLEST_SUM = 1000
"""An amount of less, in any currency, is the price of something: no sum that a whole company has, owes or spends."""

SUMS = frozenset(
    {
        *("revenue", "comparable_sales", "operating_income", "ebitda", "pretax_income", "net_income"),
        *("net_interest_income", "research_and_development", "impairment", "restructuring_cost"),
        *("loan_loss_provision", "cost_savings", "capital_expenditure", "free_cash_flow", "operating_cash_flow"),
        *("cash", "debt", "assets_under_management", "inventory", "deposits", "loans", "orders", "market_cap"),
        *("debt_issue", "investment", "contract_value", "market_size", "trading_volume", "exports", "imports"),
        *("trade_balance", "budget_balance", "public_debt"),
    }
)
"""Metrics of money that are told for a whole company or country."""


def _small(frame: Frame) -> bool:
    quantity = frame.figure.quantity
    return quantity.kind == "money" and abs(quantity.value) < SMALLEST_SUM


@cache
def _possible(names: tuple[str, ...], kind: str, things: bool, small: bool, sort: str) -> npt.NDArray[np.bool_]:
    """Which metrics figures of the kind can state: of things no number of people, of a small amount no sum, and of
    what is counted by name what is counted so."""
    return np.array(
        [
            can_state(name, kind)
            and counts(name, sort)
            and not (things and name in PEOPLE)
            and not (small and name in SUMS)
            for name in names
        ]
    )


@cache
def fitted() -> LogLinear:
    """The model of ``lexicons/metric_context.npz``, read once."""
    return read("metric_context")
