"""What rules propose for the metric, set right by what kind of figure it is and what its sentence is about."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from newsledger.facts.frames import Frame, changes_before
from newsledger.facts.metric import Said
from newsledger.facts.story import Story
from newsledger.facts.vocabulary import metrics

PROFITS = frozenset({"operating_income", "pretax_income", "ebitda", "gross_profit"})
"""Profits that are called "profit" or "loss" for short once they are named."""

EARNINGS = frozenset({"net_income", "revenue", "operating_income"})
"""Metrics that become earnings per share where the figure is per share."""


def adjusted(proposals: Sequence[Said], frame: Frame, story: Story) -> list[Said]:
    """The proposals as they can be meant: earnings of a figure per share are those per share, a bare loss is of the
    kind of profit that is spoken of, an amount does not move "to 8%", and so on."""
    proposals = list(proposals)
    per_share = _per_share(frame, story)
    if per_share or _too_small(frame, story):
        earnings = EARNINGS if per_share else {"net_income"}
        proposals = [said._replace(metric="eps") if said.metric in earnings else said for said in proposals]
    family = _family(frame, story)
    if family is not None:
        proposals = [
            said._replace(metric=family) if said.metric in ("net_income", "share_price") else said for said in proposals
        ]
    told = _kind_of_profit(frame, story)
    if told is not None:
        proposals = [said._replace(metric=told) if _is_bare_profit(said, frame) else said for said in proposals]
    if frame.kind == "index_point" and not SURVEYED.isdisjoint(frame.line.lows[frame.clause.first : frame.place]):
        proposals = [said for said in proposals if said.metric != "index_level"]
    if frame.kind == "percent" and frame.preposition() in ("to", "at"):
        proposals = [_unlikely(said) for said in proposals]
    if frame.kind == "count":
        proposals = [said._replace(metric="stake_count") if said.metric == "stake" else said for said in proposals]
        if frame.preposition() in ("to", "from"):
            proposals = [_left(said) for said in proposals]
    return proposals


def _left(said: Said) -> Said:
    """Who is left after a cut: "will cut its workforce to <72,000 people> from <86,000>"."""
    cut = said.metric == "job_cuts" and said.rule in ("metric.verb", "metric.clue.thinned_by")
    return said._replace(metric="headcount") if cut else said


def _unlikely(said: Said) -> Said:
    """A metric that is an amount does not move "to 8.1%"."""
    row = metrics()[said.metric]
    amount = "percent" not in row.kinds and said.metric != "inflation"
    return said._replace(weight=said.weight * 0.4) if amount else said


def _family(frame: Frame, story: Story) -> str | None:
    """The kind of profit that the clause speaks of: in "adjusted EBITDA of $5m from a loss of <$2m>" the loss is
    EBITDA's; in "shares rose 5%, paring their loss to <8%>" the share's."""
    before = story.before(frame)
    if before is None or before.core.metric is None:
        return None
    relation = frame.relations & {"previous"} or any(change.mode == "pare" for change in changes_before(frame))
    if not relation:
        return None
    if before.core.metric in PROFITS or (before.core.metric == "share_price" and frame.kind == "percent"):
        return before.core.metric
    return None


SURVEYED = frozenset({"climate", "sentiment", "confidence", "morale", "optimism", "purchasing", "expectations", "mood"})
"""What an index measures that is none of a stock market: "the business climate index"."""

BARE_PROFITS = frozenset({"profit", "profits", "loss", "losses"})


def _is_bare_profit(said: Said, frame: Frame) -> bool:
    """Whether a profit or loss is named without its kind, the figure following: "to a profit of <34 million>"."""
    bare = said.metric == "net_income" and said.last == said.first + 1 and said.last <= frame.place
    return bare and frame.line.low(said.first) in BARE_PROFITS


def _kind_of_profit(frame: Frame, story: Story) -> str | None:
    """The kind of profit that a sentence is about: in "the operating result swung to a profit of $5m" that of the
    subject, in "EBIT of $3m, where it had seen a loss of $1m" that of the figure before."""
    line, subject = frame.line, frame.clause.subject
    if frame.kind != "money" or BARE_PROFITS.isdisjoint(line.held):
        return None
    marks = line.marks(subject[0], min(subject[1], frame.place)) if subject is not None else ()
    kinds = [word.metric for mark in marks for word in mark.words if word.metric in PROFITS]
    if kinds:
        return kinds[0]
    before = story.before(frame)
    alike = before is not None and before.frame.kind == "money" and before.core.metric in PROFITS
    return before.core.metric if alike and before is not None else None


def _per_share(frame: Frame, story: Story) -> bool:
    """Whether the figure is per share: in its own words, or as the second of "$22.29 billion, or $2.99"."""
    quantity = frame.figure.quantity
    if quantity.kind != "money":
        return False
    if quantity.per == "share":
        return True
    last = story.before(frame)
    if last is not None and last.core.metric == "eps":
        return bool(abs(quantity.value) < 10 * max(abs(last.frame.figure.quantity.value), Decimal(1)))
    before = story.coordinated(frame)
    if before is None or "or" not in frame.line.lows[before.frame.place : frame.place]:
        return False
    other = before.frame.figure.quantity
    return other.kind == "money" and abs(quantity.value) * 10_000 < abs(other.value)


SMALLEST_PROFIT = 1000
"""A profit of less, in any currency, is one per share: "earned $1.02"."""


EARNED = frozenset({"earnings", "profit", "net"})


def _too_small(frame: Frame, story: Story) -> bool:
    """Whether an amount is too small for a company's profit, so that it must be per share."""
    quantity = frame.figure.quantity
    return (
        quantity.kind == "money"
        and quantity.per is None
        and abs(quantity.value) < SMALLEST_PROFIT
        and not story.in_table
        and (frame.line.low(frame.place + 1) != "of" or frame.line.low(frame.place + 2) in EARNED)
    )
