"""What whole markets, trades and countries have, and no company: "spot rates", "Chinese luxury spending"."""

from __future__ import annotations

from collections.abc import Iterator

from newsledger.facts.frames import Frame
from newsledger.facts.line import Line
from newsledger.facts.metric import Said
from newsledger.facts.naming import is_pronoun
from newsledger.facts.owner import Held
from newsledger.facts.story import Story
from newsledger.facts.vocabulary import country_adjectives, word_class

OF_TRADES = word_class("trade-wide words")
"""Words that say that a whole trade is meant, whatever follows: "industry losses", "spot fish"."""

WIDE = word_class("wide words") | country_adjectives()
"""Words of place that say so only before what economies have: "global trade", "Spanish power"; not "Spanish sales"."""

OF_MARKETS = word_class("market nouns")
"""What economies and markets have rather than companies: "trade", "wages", "stocks"."""

OWN = frozenset({"its", "their", "our", "his", "her"})
REACH = 3
"""Words at the start of a subject among which the word stands that says whose it is."""


def market_wide(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Industry losses may reach <$40 billion>; French food prices were <1.4%> dearer; global container trade would
    grow <1%>; UK average earnings were up <5.6%>: nobody's"""
    line, subject = frame.line, frame.clause.subject
    if subject is None:
        # A clause without a verb of its own: "Spot fish, at <65 crowns>".
        subject = (frame.clause.first, frame.place) if frame.clause.verb < 0 else (0, 0)
    first, last = subject[0], min(subject[1], frame.place)
    if first >= last or _somebodys(line, first, last):
        return
    at = first + (line.low(first) in ("the", "and", "but", "a", "while", "as", "that"))
    head = _head(line, at, last)
    opening = range(at, min(at + REACH, last))
    if any(line.low(place) in OF_TRADES for place in opening):
        yield Held((), 0.93, "owner.trade_wide", first, last)
    elif line.low(head) in OF_MARKETS and any(line.low(place) in WIDE and place < head for place in opening):
        yield Held((), 0.93, "owner.market_wide", first, last)


def _somebodys(line: Line, first: int, last: int) -> bool:
    """Whether words name a company, or say that what they speak of is of the one spoken of."""
    named = any(not is_pronoun(name) or line.low(name.first) in OWN for name in line.mentions(first, last))
    return named or any(line.low(place) in OWN or line.is_figure(place) for place in range(first, last))


def _head(line: Line, first: int, last: int) -> int:
    """The noun that a preposition, a comma or the verb follows."""
    ends = (at for at in range(first + 1, last) if line.tag(at) in ("IN", "TO", "WDT", "VBN", "RB", ",", "MD"))
    return next(ends, last) - 1
