"""Which companies an article might mean as the owner of a figure, and how they stand in the article as a whole."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence, Set

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


MEMORY = 40
"""Sentences after which a company is no longer thought of, unless the headline or the lede names it."""


class Cast:
    """The companies of an article: by company its share of all mentions (``share``), those named in the headline and in
    the lede, and by sentence the mentions of known companies (``lines``). Who is quoted by trade is not among them."""

    def __init__(self, reading: Reading) -> None:
        weight: dict[int, float] = {}
        for mention in reading.identities.mentions:
            for company in mention.companies:
                weight[company] = weight.get(company, 0.0) + (1.0 if mention.kind == "name" else REFERENCE)
        total = sum(weight.values())
        self.share = {company: times / total for company, times in weight.items()}
        media = reading.identities.media
        self.lines: list[list[CompanyMention]] = [
            [
                mention
                for mention in reading.identities.within(sentence.start, sentence.end)
                if mention.companies and not (media and media.issuperset(mention.companies))
            ]
            for sentence in reading.sentences
        ]
        self._sets = [frozenset(company for mention in line for company in mention.companies) for line in self.lines]
        self.headline = self._of(reading, "headline")
        self.lede = self._of(reading, "lede")
        self._places: dict[int, list[int]] = {}
        for place, companies in enumerate(self._sets):
            for company in companies:
                self._places.setdefault(company, []).append(place)
        self._first = {company: number for number, company in enumerate(self._in_order())}
        self._named: tuple[int, tuple[int, ...]] = (-1, ())

    def _of(self, reading: Reading, role: str) -> frozenset[int]:
        return frozenset().union(*(self._sets[at.index] for at in reading.sentences if at.role == role))

    def _in_order(self) -> dict[int, None]:
        return dict.fromkeys(company for line in self.lines for mention in line for company in mention.companies)

    def named(self, sentence: int) -> tuple[int, ...]:
        """The companies that were mentioned up to the end of a sentence and not long ago, or in headline or lede, in
        the order of their first mention."""
        if self._named[0] != sentence:
            opening = (company for company in self.headline | self.lede if self._places[company][0] <= sentence)
            here = self.between(sentence - MEMORY, sentence).union(opening)
            self._named = sentence, tuple(sorted(here, key=self._first.__getitem__))
        return self._named[1]

    def last(self, companies: frozenset[int], sentence: int) -> int:
        """The last sentence up to this one that mentions one of the companies; -1 if there is none."""
        places = (self._places.get(company, ()) for company in companies)
        upto = ((known, bisect_right(known, sentence)) for known in places)
        return max((known[count - 1] for known, count in upto if count), default=-1)

    def between(self, first: int, last: int) -> frozenset[int]:
        """The companies that sentences ``first`` to ``last`` mention, both included; of a long stretch its end."""
        return frozenset().union(*self._sets[max(first, last - MEMORY, 0) : last + 1])


class Tally:
    """Whose the figures stated so far in an article are."""

    def __init__(self) -> None:
        self.total = 0
        """How many figures there are."""
        self.most = 0
        """How many its most frequent owner has."""
        self._times: Counter[Companies] = Counter()
        self._wholes: set[frozenset[int]] = set()
        self._of_metric: dict[str | None, tuple[set[Companies], Companies]] = {}

    def add(self, core: Core) -> None:
        """Take note of a figure."""
        owner = core.companies
        self.total += 1
        self._times[owner] += 1
        self.most = max(self.most, self._times[owner])
        self._wholes.add(frozenset(owner))
        owners, _ = self._of_metric.get(core.metric, (set(), ()))
        owners.add(owner)
        self._of_metric[core.metric] = owners, owner

    def __getitem__(self, companies: Companies) -> int:
        """How many figures are of these companies together."""
        return self._times[companies]

    def knows(self, whole: frozenset[int]) -> bool:
        """Whether some figure is of these companies together, in whatever order."""
        return whole in self._wholes

    def of_metric(self, metric: str) -> tuple[Set[Companies], Companies | None]:
        """Whose the figures of a metric are, and whose the last of them is."""
        return self._of_metric.get(metric, (frozenset(), None))


def contenders(
    line: Line, row: MetricRow, cast: Cast, proposed: Iterable[Companies], near: Sequence[int], stated: Sequence[Core]
) -> list[Companies]:
    """Whom a figure may be of: nobody, what the rules propose, each company that the article has named (see
    ``Cast.named``); for a figure of a deal any two of the companies of the sentence, of those near (in focus, the
    article's own) and of the last owners."""
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
