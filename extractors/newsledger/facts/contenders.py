"""Which companies an article might mean as the owner of a figure, and how they stand in the article as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from newsledger.companies.identity import CompanyMention
from newsledger.facts.core import Core
from newsledger.facts.line import Line
from newsledger.facts.naming import Companies
from newsledger.facts.reading import Reading
from newsledger.facts.vocabulary import MetricRow

REFERENCE = 0.5
"""How much of a name a pronoun or a description counts."""

PARTIES = 6
"""Companies of which any two may be the sides of a deal; more are a list."""

LATE = 3
"""How many figures back the owners may be a side of the deal that a figure is of."""


class Cast:
    """The companies of an article: by company its share of all mentions (``share``), those named in the headline and in
    the lede, and by sentence the mentions of known companies (``lines``)."""

    def __init__(self, reading: Reading) -> None:
        weight: dict[int, float] = {}
        for mention in reading.identities.mentions:
            for company in mention.companies:
                weight[company] = weight.get(company, 0.0) + (1.0 if mention.kind == "name" else REFERENCE)
        total = sum(weight.values())
        self.share = {company: times / total for company, times in weight.items()}
        self.lines: list[list[CompanyMention]] = [
            [mention for mention in reading.identities.within(sentence.start, sentence.end) if mention.companies]
            for sentence in reading.sentences
        ]
        self._sets = [frozenset(company for mention in line for company in mention.companies) for line in self.lines]
        self.headline = self._of(reading, "headline")
        self.lede = self._of(reading, "lede")
        self._named = self._so_far()

    def _of(self, reading: Reading, role: str) -> frozenset[int]:
        return frozenset().union(*(self._sets[at.index] for at in reading.sentences if at.role == role))

    def _so_far(self) -> list[tuple[int, ...]]:
        seen: dict[int, None] = {}
        found = []
        for mentions in self.lines:
            seen.update(dict.fromkeys(company for mention in mentions for company in mention.companies))
            found.append(tuple(seen))
        return found

    def named(self, sentence: int) -> tuple[int, ...]:
        """The companies that were mentioned up to the end of a sentence, in the order of their first mention."""
        return self._named[sentence]

    def last(self, companies: frozenset[int], sentence: int) -> int:
        """The last sentence up to this one that mentions one of the companies; -1 if there is none."""
        return next((place for place in range(sentence, -1, -1) if not companies.isdisjoint(self._sets[place])), -1)

    def between(self, first: int, last: int) -> frozenset[int]:
        """The companies that sentences ``first`` to ``last`` mention, both included."""
        return frozenset().union(*self._sets[max(first, 0) : last + 1])


def contenders(
    line: Line, row: MetricRow, cast: Cast, proposed: Iterable[Companies], near: Sequence[int], stated: Sequence[Core]
) -> list[Companies]:
    """Whom a figure may be of: nobody, what the rules propose, each company mentioned so far; for a figure of a deal
    any two of the companies of the sentence, of those near (in focus, the article's own) and of the last owners."""
    found: dict[Companies, None] = {(): None}
    found.update(dict.fromkeys(proposed))
    found.update(dict.fromkeys((company,) for company in cast.named(line.index)))
    if row.group == "deal":
        late = (company for core in stated[-LATE:] for company in core.companies)
        here = (company for mention in cast.lines[line.index] for company in mention.companies)
        pool = list(dict.fromkeys((*here, *near, *late)))[:PARTIES]
        known = {frozenset(companies) for companies in found}
        for place, one in enumerate(pool):
            found.update({(one, other): None for other in pool[place + 1 :] if frozenset((one, other)) not in known})
    return list(found)
