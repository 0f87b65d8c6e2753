"""What the article has said so far, for the words that leave it out: who is in focus, which figures were stated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple

from newsledger.facts.citing import RATING, brokers, find_sources, voices
from newsledger.facts.clauses import Clause
from newsledger.facts.contenders import Cast, Tally
from newsledger.facts.core import Core
from newsledger.facts.focus import Focus
from newsledger.facts.frames import Frame
from newsledger.facts.line import Line, Mark
from newsledger.facts.parties import Book, sides_of
from newsledger.facts.reading import Reading
from newsledger.facts.vocabulary import market_names, metric_words, metrics, spelled, word_class

BRIDGES = frozenset(
    {
        ",",
        "or",
        "and",
        "a",
        "an",
        "per",
        "share",
        "respectively",
        "both",
        "(",
        ")",
        "the",
        "barrel",
        "about",
        "some",
        "nearly",
    }
)
"""Words that may stand between two figures that say the same of the same thing."""

HEADING = 7
"""Words at the start of a sentence that may say what the next one is about."""

FAR = 12
"""How many figures back an elliptical figure may find its twin."""


HEARD = 3
"""How many sentences are told apart from the rest as what was spoken of just now."""

RESULTS = frozenset({"revenue", "net_income", "eps", "operating_income", "pretax_income", "share_price", "deposits"})
"""Metrics of which a company that an article reports on has figures of its own."""


TRADED_GROUPS = frozenset({"market", "deal"})
"""Groups of metrics whose words tell of no business that is done."""

OF_TRADING = ("share_price", "price_target", "index_level", "market_cap", "exchange_rate", "valuation")
"""Metrics whose words tell of trading."""

MUCH_TRADING = 1.5
"""How many words of trading an article about it has for each of business."""


class Stated(NamedTuple):
    """A figure whose core is known."""

    frame: Frame
    core: Core


class Story:
    """The figures stated so far in an article (``owned``: how many are of whom), and what it is about as a whole.

    ``deal`` are acquirer and target of the last deal that was named, ``book`` all deals of the article; ``announced``
    the words for metrics at the start of the sentence before, if it has no figures; ``sources`` the companies that the
    article quotes or cites rather than reports on.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.stated: list[Stated] = []
        self.owned = Tally()
        self.book = Book(reading)
        self.sources = find_sources(reading) - self.book.parties
        self.spotlight = Focus(reading, self.sources)
        self.deal: tuple[int, ...] = ()
        self.in_table = False
        self.caption: str | None = None
        self.announced: Sequence[Mark] = ()
        self._row: Sequence[Frame] = ()
        self._line: Line | None = None
        self._held: tuple[frozenset[str], ...] = ()
        self.signs: frozenset[str] = frozenset()
        """The nouns of the sentence before and of the headline, as signs of any figure of the sentence."""
        self._above: frozenset[str] = frozenset()
        self.weighed: tuple[Frame, frozenset[str]] | None = None
        """The figure whose words were weighed last, and their signs (``context.py``)."""
        self._parts: Sequence[Clause] = ()
        self._lists: Sequence[Sequence[Frame]] = ()
        self._last_lists: dict[int, tuple[Sequence[Frame], int]] = {}
        self._topics: Counter[str] = Counter()
        words = spelled(reading.article.text)
        for _, _, said in metric_words().match(words):
            self._topics.update({word.metric for word in said})
        self._words = words
        self._twins: dict[int, Stated | None] = {}
        self.rates = self.speaks_of("price_target") or not RATING.isdisjoint(words)

    @cached_property
    def cast(self) -> Cast:
        """The companies of the article, as they stand in it as a whole."""
        return Cast(self.reading)

    @cached_property
    def trades(self) -> bool:
        """Whether the article is about trading rather than about what companies do: it has more words of markets."""
        rows = metrics()
        business = sum(count for metric, count in self._topics.items() if rows[metric].group not in TRADED_GROUPS)
        floor = word_class("trading floor")
        spoken = sum(1 for word in self._words if word in floor)
        named = sum(1 for _ in market_names().match(self._words))
        return spoken + named + sum(self._topics[metric] for metric in OF_TRADING) >= MUCH_TRADING * max(business, 1)

    @cached_property
    def trades_commodities(self) -> bool:
        """Whether the article names a commodity that is traded."""
        named = market_names().match(self._words)
        return any(metric == "commodity_price" for _, _, metrics_of in named for metric in metrics_of)

    def names_of(self, words: frozenset[str]) -> bool:
        """Whether the article has at least two of the words of a trade."""
        return self.count_of(words) > 1

    def count_of(self, words: frozenset[str]) -> int:
        """How many of these words the article has."""
        return len(words & self._vocabulary)

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        return frozenset(self._words)

    def mentions_of(self, metric: str) -> int:
        """How often words for the metric stand in the article."""
        return self._topics[metric]

    def topics(self) -> Iterable[tuple[str, int]]:
        """The metrics that the article has words for, each with how many."""
        return self._topics.items()

    @cached_property
    def macro(self) -> bool:
        """Whether the article is about an economy rather than about companies."""
        rows = metrics()
        economy = sum(count for metric, count in self._topics.items() if rows[metric].group == "macro")
        business = sum(
            count for metric, count in self._topics.items() if rows[metric].group in ("income", "shareholder", "deal")
        )
        return economy > 2 * business

    def begin_row(self, found: Sequence[Frame]) -> None:
        """Note that the sentence that is being read is a row of a table, with these columns."""
        self.in_table, self._row = True, [frame for frame in found if frame.figure.same_as is None]

    def row_of(self, frame: Frame) -> Sequence[Frame]:
        """The columns of the row that is being read."""
        return self._row if frame in self._row else [frame]

    def begin_lists(self, lists: Sequence[Sequence[Frame]]) -> None:
        """Note the lists of figures of the sentence that is being read."""
        self._lists = lists
        self._last_lists = {frame.number: (run, place) for run in lists for place, frame in enumerate(run)}

    def in_list(self, frame: Frame) -> bool:
        """Whether the figure stands in a list of figures."""
        return frame.number in self._last_lists

    def list_end(self, frame: Frame) -> int:
        """The place of the last figure of the list that the figure is in; its own, if it is in none."""
        run, _ = self._last_lists.get(frame.number, ((frame,), 0))
        return run[-1].place

    def list_twin(self, frame: Frame) -> Stated | None:
        """For "those figures were up 15%, 8% and 4%": the figure at the same place of the last run of figures stated in
        an earlier sentence, if that has as many."""
        run, place = self._last_lists.get(frame.number, ((), 0))
        if not run:
            return None
        again = any(low in ("those", "these") for low in frame.line.lows[: run[0].place])
        unnamed = len(run) > 2 and not any(name.mention and name.mention.companies for name in frame.line.names)
        if not again and not unnamed:
            return None
        earlier = [stated for stated in self.stated if stated.frame.line is not frame.line]
        if not earlier:
            return None
        line = earlier[-1].frame.line
        last = [stated for stated in earlier if stated.frame.line is line and stated.frame.figure.same_as is None]
        return last[place] if len(last) == len(run) else None

    def speaks_of(self, metric: str) -> bool:
        """Whether words for the metric stand anywhere in the article."""
        return self._topics[metric] > 0

    def heard(self, words: frozenset[str], least: int = 1) -> bool:
        """Whether this sentence and the two before have one of the words, or at least so many of them."""
        if least == 1:
            return not all(words.isdisjoint(held) for held in self._held)
        return len(words & frozenset().union(*self._held)) >= least

    def open(self, line: Line, parts: Sequence[Clause]) -> None:
        """Begin a sentence."""
        if self._line is not None:
            if self.reading.sentences[self._line.index].role == "headline":
                self._above = frozenset(f"h={noun}" for noun in self._line.nouns)
            self.signs = self._above.union(f"p={noun}" for noun in self._line.nouns)
        self._line, self._parts = line, parts
        self._held = (*self._held[1 - HEARD :], line.held)
        self.in_table = False
        if self.rates:
            self.sources |= brokers(line, parts, self.reading.identities.home) - self.book.parties
        self.sources |= self._voices(line, parts) - self.book.parties
        self.deal = self.book.ordered(sides_of(line, parts, self.sources)) or self.deal
        self.spotlight.begin(line)

    def _voices(self, line: Line, parts: Sequence[Clause]) -> set[int]:
        """Those who give a view of others in this sentence, unless the article reports on them as well."""
        identities = self.reading.identities
        asked = identities.advisers - {identities.home} - self.sources
        if not asked:
            return set()
        reported = {
            company for stated in self.stated if stated.core.metric in RESULTS for company in stated.core.companies
        }
        speaking = identities.home is not None and identities.home not in identities.advisers
        return voices(line, parts, asked - reported, speaking=speaking)

    def close(self, line: Line, parts: Sequence[Clause]) -> None:
        """End a sentence: what its subject names is in focus for the next one."""
        here = [stated.core for stated in takewhile(lambda late: late.frame.line is line, reversed(self.stated))][::-1]
        self.spotlight.end(line, parts, here, self.sources)
        heading = line.marks(0, min(len(line), HEADING)) if not here else ()
        subject = parts[0].subject if parts else None
        self.announced = heading or (line.marks(*subject) if subject is not None and not here else ())

    @property
    def focus(self) -> tuple[int, ...]:
        """The companies that the text is about at this point."""
        return self.spotlight.companies

    def unclaimed(self, line: Line) -> bool:
        """Whether no company can have what a sentence tells: none is in focus, and none but those cited is named."""
        return not self.focus and all(
            name.mention is None or set(name.mention.companies) <= self.sources for name in line.names
        )

    def clauses_of(self, line: Line) -> Sequence[Clause]:
        """The clauses of the sentence that is being read."""
        return self._parts if line is self._line else ()

    def state(self, frame: Frame, core: Core) -> None:
        """Take note of a figure whose core is known."""
        self.stated.append(Stated(frame, core))
        self.owned.add(core)
        self._twins.clear()

    def before(self, frame: Frame) -> Stated | None:
        """The figure before this one in its sentence."""
        if self.stated and self.stated[-1].frame.line is frame.line:
            return self.stated[-1]
        return None

    def floor(self, frame: Frame) -> int:
        """The place after the figure before this one in its clause, or the clause's first word."""
        before = self.before(frame)
        inside = before is not None and before.frame.clause == frame.clause
        return before.frame.place + 1 if inside and before is not None else frame.clause.first

    def coordinated(self, frame: Frame) -> Stated | None:
        """The figure to which nothing but "or", "and" or a comma joins this one: "$24.67 billion, or <$3.30>"."""
        before = self.before(frame)
        if before is None:
            return None
        lows = frame.line.lows[before.frame.place + 1 : frame.place]
        return before if lows and all(low in BRIDGES for low in lows) else None

    def twin(self, frame: Frame) -> Stated | None:
        """The last figure with the same unit and per, and a like size."""
        if frame.number not in self._twins:
            self._twins[frame.number] = self._find_twin(frame)
        return self._twins[frame.number]

    def _find_twin(self, frame: Frame) -> Stated | None:
        quantity = frame.figure.quantity
        for stated in reversed(self.stated[-FAR:]):
            other = stated.frame.figure.quantity
            if (
                other.unit != quantity.unit
                or other.kind != quantity.kind
                or stated.core.measure in ("change", "difference", "share")
            ):
                continue
            if (other.per or quantity.per) and other.per != quantity.per and "share" not in (other.per, quantity.per):
                continue
            if alike(quantity.value, other.value):
                return stated
        return None


_ALIKE = Decimal("1.6")


def alike(one: Decimal, other: Decimal) -> bool:
    """Whether two values are of one size: within a factor of 1.6.

    >>> alike(Decimal("3.30"), Decimal("3.10"))
    True
    """
    one, other = abs(one), abs(other)
    return bool(one and other) and max(one, other) <= min(one, other) * _ALIKE
