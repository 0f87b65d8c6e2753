"""A figure whose owner is sought, and what its contenders have in common."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from newsledger.companies.deals import Deal
from newsledger.facts.contenders import Cast, Tally
from newsledger.facts.core import Core
from newsledger.facts.frames import Frame
from newsledger.facts.line import Line, Named
from newsledger.facts.naming import Companies
from newsledger.facts.story import Story
from newsledger.facts.vocabulary import MetricRow


class Asked(NamedTuple):
    """A figure whose owner is sought, with all that its contenders have in common.

    ``proposed`` are whom the rules propose, ``names`` the known companies of the sentence, ``subjects`` those of the
    clause's subject, ``lately`` the companies of this sentence and the two before; ``before`` and ``last`` the cores of
    the figure before it in the sentence and in the article; ``currency`` is the figure's own, or that of the amount
    nearest to it in its clause; ``deal`` the takeover that the sentence is about; ``words`` the odds, as
    logarithms, that it is nobody's, of one company or of several (``owner_context.py``).
    """

    frame: Frame
    story: Story
    row: MetricRow
    proposed: Collection[Companies]
    names: Sequence[Named]
    subjects: Sequence[Named]
    lately: frozenset[int]
    before: Core | None
    last: Core | None
    currency: str
    deal: Deal | None
    words: Mapping[str, float]

    @property
    def line(self) -> Line:
        """The sentence."""
        return self.frame.line

    @property
    def cast(self) -> Cast:
        """The companies of the article."""
        return self.story.cast

    @property
    def owned(self) -> Tally:
        """How many figures so far are of whom."""
        return self.story.owned

    @property
    def home(self) -> int | None:
        """The article's own company."""
        return self.story.reading.identities.home


def companies_of(name: Named) -> Companies:
    """The companies that a name stands for."""
    return name.mention.companies if name.mention is not None else ()


def is_one(name: Named, whole: frozenset[int]) -> bool:
    """Whether a name stands for one of these companies."""
    return not whole.isdisjoint(companies_of(name))


def currency_of(frame: Frame, story: Story) -> str:
    """The currency of a figure, or of the amount nearest to it in its clause; empty if there is none."""
    figures, line = story.reading.figures, frame.line
    inside = [at for at in line.figures if frame.clause.first <= at < frame.clause.last]
    for at in sorted(inside, key=lambda at: abs(at - frame.place)):
        quantity = figures[line.numbers[at]].quantity
        if quantity.kind == "money" and quantity.unit:
            return quantity.unit
    return ""
