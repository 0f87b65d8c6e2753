"""Companies that an article cites rather than reports on: data houses, pollsters, and brokers with their ratings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from newsledger.facts.clauses import Clause
from newsledger.facts.line import Line
from newsledger.facts.naming import TIMES, subject_naming
from newsledger.facts.reading import Reading
from newsledger.facts.vocabulary import word_class

CITING = frozenset(
    (who, by)
    for who, by in (
        ("according", "to"),
        ("compiled", "by"),
        ("polled", "by"),
        ("surveyed", "by"),
        ("analysts", "at"),
        ("analyst", "at"),
        ("economists", "at"),
        ("strategists", "at"),
        ("bankers", "at"),
        ("brokers", "at"),
        ("data", "from"),
        ("figures", "from"),
    )
)
"""Words before a company that the article cites."""

CITED = word_class("cited words")
"""Words after a company's name that make a source of it: "LSEG data", "Jefferies analysts"."""

HOUSES = word_class("research houses")
"""Last words of names of houses that analyse others."""

RATING_VERBS = word_class("rating verbs")
"""What brokers do to ratings and price targets."""

RATING = word_class("rating words")
"""Words of an article in which a "target" may be a price target."""

RATED = frozenset({"outperform", "overweight", "underperform", "underweight", "rating"})
TARGETS = RATED | frozenset({"target", "targets", "pt", "tp", "pts", "buy", "hold", "sell", "neutral"})
OPINING = word_class("opining verbs")
"""What somebody does who has a view of others: "thinks", "forecasts", "pencils in"."""

GAUGING = word_class("gauging verbs")
"""What somebody does who puts a value on what others have, with "at": "puts", "had seen"."""

SPEAKING = frozenset({"said", "says", "say", "wrote", "noted", "notes", "added", "adds", "warned", "warns"})
GRADES = RATED | frozenset({"target", "targets", "pt", "tp", "pts", "tips", "tipped"})
OF_ITSELF = frozenset({"to", "its", "it", "they"})
"""Words after such a verb with which a company speaks of itself: "expects to earn", "thinks its margin"."""

BEFORE_HOUSES = frozenset({"the", "a", "broker", "brokers", "brokerage", "bank", "investment"})


def find_sources(reading: Reading) -> frozenset[int]:
    """Companies that the article mostly cites: "according to LSEG", "Jefferies analysts", "polled by Reuters".

    One that is cited once but named more often besides is what the article is about.
    """
    text = reading.article.text
    cited: Counter[int] = Counter()
    named: Counter[int] = Counter()
    for mention in reading.identities.mentions:
        if mention.kind != "name":
            continue
        named.update(mention.companies)
        after = text[mention.end : mention.end + 24].lower().replace("’", "'").removeprefix("'s").split()
        if after and after[0].strip(".,;") in CITED:
            cited.update(mention.companies)
            continue
        before = text[max(0, mention.start - 30) : mention.start].lower().split()
        tail = [word for word in before if word not in BEFORE_HOUSES][-2:]
        if tuple(tail) in CITING:
            cited.update(mention.companies)
    found = {company for company, times in cited.items() if 2 * times >= named[company]}
    houses = {
        place
        for place, company in enumerate(reading.identities.companies)
        if company.name.split()[-1].lower() in HOUSES and len(company.name.split()) > 1
    }
    return frozenset((found | houses | reading.identities.cited) - {reading.identities.home})


def brokers(line: Line, parts: Sequence[Clause], home: int | None) -> set[int]:
    """Companies that set a price target, a rating or an estimate for another one in this sentence."""
    lows = line.lows
    rating = any(low in TARGETS for low in lows) or any(
        low in ("estimate", "estimates", "forecast", "forecasts")
        and line.low(at + 1) in ("for", "of", "on")
        and line.mentions(at + 1, min(at + 5, len(line)))
        for at, low in enumerate(lows)
    )
    found: set[int] = set()
    if not rating:
        return found
    for part in parts:
        if (
            part.subject is not None
            and part.verb >= 0
            and {line.low(part.verb), line.low(part.verb_first)} & RATING_VERBS
        ):
            naming = subject_naming(line, part.subject)
            owned = naming is not None and line.low(naming.last) in ("'s", "'")
            if naming is not None and len(naming.companies) == 1 and not owned and naming.companies != (home,):
                found |= set(naming.companies)
        if part.verb >= 0 and line.low(part.verb) in RATING_VERBS and line.tag(part.verb) == "VBN":
            found |= _passive(line, part)
    return found


def voices(line: Line, parts: Sequence[Clause], advisers: frozenset[int], *, speaking: bool) -> set[int]:
    """Advisers that give a view of others in this sentence: "Barclays thinks that the margin will shrink", "Peel Hunt
    chopped its target"; ``speaking``: also by merely saying something.
    """
    found: set[int] = set()
    for part in parts:
        if part.subject is None or part.verb < 0:
            continue
        naming = subject_naming(line, part.subject)
        if naming is None or len(naming.companies) != 1 or naming.companies[0] not in advisers:
            continue
        if line.low(naming.last) in ("'s", "'"):
            continue
        said = OPINING | SPEAKING if speaking else OPINING
        verb = next((at for at in (part.verb_first, part.verb) if line.low(at) in said), -1)
        grades = any(line.low(at) in GRADES for at in range(part.verb_first, part.last)) or _gauges(line, part)
        own = any(line.low(at) == "its" for at in range(verb + 1, part.last)) and line.low(part.subject[0]) == "it"
        if grades or (verb >= 0 and not own and line.low(_complement(line, verb)) not in OF_ITSELF):
            found.add(naming.companies[0])
    return found


def _gauges(line: Line, part: Clause) -> bool:
    """Whether a house puts a value on something of others: "had seen fair value at £34", "puts it at €13bn", "has 75p
    in mind"."""
    low = line.low(part.verb)
    if low in GAUGING:
        after = line.low(part.verb + 1)
        figure = next((at for at in range(part.verb, part.last) if line.is_figure(at)), -1)
        return after not in OF_ITSELF - {"it"} and figure > 0 and "at" in line.lows[part.verb : figure]
    return "mind" in line.lows[part.verb : part.last] and low in ("has", "have", "had")


def _complement(line: Line, verb: int) -> int:
    """Where what somebody thinks or says begins: after adverbs, the day and "that"."""
    place = verb + 1
    while (
        line.tag(place) in ("RB", "RP")
        or line.low(place) in ("that", "late", "earlier")
        or line.low(place) in TIMES
        or (line.low(place) == "on" and line.low(place + 1) in TIMES)
    ):
        place += 1
    return place


def _passive(line: Line, part: Clause) -> set[int]:
    """Apple was raised to buy by Corvid Research"""
    return {
        company
        for name in line.mentions(part.verb, part.last)
        if line.low(name.first - 1) == "by" and name.mention is not None
        for company in name.mention.companies
    }
