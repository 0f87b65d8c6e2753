"""What the article has said so far, for the words that leave it out: who is in focus, which figures were stated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from newsledger.facts.clauses import Clause
from newsledger.facts.core import Core
from newsledger.facts.frames import Frame
from newsledger.facts.line import Line
from newsledger.facts.naming import subject_naming
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

BUYING = word_class("buying verbs")
COURTING = frozenset(["takeover", "approach", "bid", "proposal", "merger"])
"""Words of a clause that speaks of a deal between two companies."""

TOP = frozenset({"main", "and", "comma", "but"})
"""Links of clauses that stand by themselves in a sentence."""

TARGETS = frozenset({"target", "targets", "pt", "tp", "pts", "buy", "hold", "sell", "neutral"})
RATING_VERBS = word_class("rating verbs")
"""What brokers do to ratings and price targets."""

RATING = word_class("rating words")
"""Words of an article in which a "target" may be a price target."""

FAR = 12
"""How many figures back an elliptical figure may find its twin."""


class Stated(NamedTuple):
    """A figure whose core is known."""

    frame: Frame
    core: Core


class Story:
    """The figures stated so far in an article, and what it is about as a whole.

    ``focus`` are the companies that the text is about at this point; ``deal`` acquirer and target of the last deal
    that was named; ``sources`` the companies that the article quotes or cites rather than reports on.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.stated: list[Stated] = []
        self.home = reading.identities.home
        self.focus: tuple[int, ...] = (self.home,) if self.home is not None else ()
        self.deal: tuple[int, ...] = ()
        self.sources: frozenset[int] = frozenset()
        self.heading: tuple[int, ...] = ()
        self._headed = -1
        self._paragraph = -1
        self.in_table = False
        self.caption: str | None = None
        self._row: Sequence[Frame] = ()
        self._line: Line | None = None
        self._parts: Sequence[Clause] = ()
        self._lists: Sequence[Sequence[Frame]] = ()
        self._last_lists: dict[int, tuple[Sequence[Frame], int]] = {}
        self._topics: Counter[str] = Counter()
        words = spelled(reading.article.text)
        for _, _, said in metric_words().match(words):
            self._topics.update({word.metric for word in said})
        self.trades_commodities = any(
            metric == "commodity_price" for _, _, names in market_names().match(words) for metric in names
        )
        self.rates = self.speaks_of("price_target") or any(word in RATING for word in words)

    def mentions_of(self, metric: str) -> int:
        """How often words for the metric stand in the article."""
        return self._topics[metric]

    @property
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

    def open(self, line: Line, parts: Sequence[Clause]) -> None:
        """Begin a sentence."""
        self._line, self._parts = line, parts
        self.in_table = False
        self._note_brokers(line, parts)
        self._note_deal(line, parts)
        head = next((name for name in line.mentions(0, min(4, len(line))) if line.low(name.last) == ":"), None)
        paragraph = self.reading.sentences[line.index].paragraph
        if head is not None and head.mention is not None:
            self.heading, self._headed = head.mention.companies, paragraph
        elif paragraph != self._headed:
            self.heading = ()
        home = self.home
        if paragraph != self._paragraph:
            self._paragraph = paragraph
            if home is not None and home not in self.sources:
                self.focus = (home,)

    def _note_deal(self, line: Line, parts: Sequence[Clause]) -> None:
        """Two companies of which one buys or courts the other are the sides of the deal that the text speaks of."""
        for part in parts:
            if part.subject is None or part.verb < 0:
                continue
            words = line.lows[part.verb_first : part.last]
            if not any(low in BUYING for low in line.lows[part.verb_first : part.verb + 1]) and not any(
                low in COURTING for low in words
            ):
                continue
            one = subject_naming(line, part.subject)
            other = subject_naming(line, (part.verb, part.last))
            for name in line.mentions(part.verb, part.last):
                if (
                    one is not None
                    and name.mention
                    and name.mention.companies
                    and name.mention.companies != one.companies
                ):
                    sides = (one.companies[0], name.mention.companies[0])
                    if sides[0] != sides[1] and not set(sides) & self.sources and other is not None:
                        self.deal = sides
                    return

    def _note_brokers(self, line: Line, parts: Sequence[Clause]) -> None:
        """A company that sets a price target or a rating is a source of the article, not what its figures are about."""
        if not self.rates:
            return
        rating = any(low in RATING or low in TARGETS for low in line.lows)
        rating = rating or any(
            low in ("estimate", "estimates", "forecast", "forecasts") and line.low(at + 1) in ("for", "of", "on")
            for at, low in enumerate(line.lows)
        )
        for part in parts:
            if rating and part.subject is not None and part.verb >= 0 and line.low(part.verb) in RATING_VERBS:
                naming = subject_naming(line, part.subject)
                owned = naming is not None and line.low(naming.last) in ("'s", "'")
                if naming is not None and len(naming.companies) == 1 and not owned:
                    self.sources |= set(naming.companies)

    def close(self, line: Line, parts: Sequence[Clause]) -> None:
        """End a sentence: what its subject names is in focus for the next one."""
        subject = next((part.subject for part in parts if part.subject is not None and part.link in TOP), None)
        naming = subject_naming(line, subject or (parts[0].first, min(parts[0].last, parts[0].first + 4)))
        if naming is not None and not set(naming.companies) <= self.sources:
            unit_of = self.reading.identities.unit_of
            self.focus = tuple(dict.fromkeys(unit_of.get(company, company) for company in naming.companies))
            return
        owners = [
            stated.core.companies for stated in self.stated if stated.frame.line is line and stated.core.companies
        ]
        if owners:
            self.focus = owners[0]

    def clauses_of(self, line: Line) -> Sequence[Clause]:
        """The clauses of the sentence that is being read."""
        return self._parts if line is self._line else ()

    def state(self, frame: Frame, core: Core) -> None:
        """Take note of a figure whose core is known."""
        self.stated.append(Stated(frame, core))

    def before(self, frame: Frame) -> Stated | None:
        """The figure before this one in its sentence."""
        if self.stated and self.stated[-1].frame.line is frame.line:
            return self.stated[-1]
        return None

    def coordinated(self, frame: Frame) -> Stated | None:
        """The figure to which nothing but "or", "and" or a comma joins this one: "$24.67 billion, or <$3.30>"."""
        before = self.before(frame)
        if before is None:
            return None
        lows = frame.line.lows[before.frame.place + 1 : frame.place]
        return before if lows and all(low in BRIDGES for low in lows) else None

    def twin(self, frame: Frame) -> Stated | None:
        """The last figure with the same unit and per, and a like size."""
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


def alike(one: Decimal, other: Decimal) -> bool:
    """Whether two values are of one size: within a factor of 1.6.

    >>> alike(Decimal("3.30"), Decimal("3.10"))
    True
    """
    one, other = abs(one), abs(other)
    return bool(one and other) and max(one, other) / min(one, other) <= Decimal("1.6")
