"""Whom the text is about at each point: the article's own company, the subject of the sentence before, or a heading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from newsledger.facts.clauses import Clause
from newsledger.facts.core import Core
from newsledger.facts.line import Line
from newsledger.facts.naming import Companies, resolved, subject_naming
from newsledger.facts.reading import Reading

TOP = frozenset({"main", "and", "comma", "but"})
"""Links of clauses that stand by themselves in a sentence."""

LONGEST_HEADING = 9
"""Words of a line that may head the paragraphs after it: "MATTEL (NASDAQ: MAT)"."""

OWN = 0.6
"""Share of the mentions from which on an article is about one company."""


HOLDINGS = frozenset({"stake", "stake_count"})
"""What a holder has of another company."""


class Focus:
    """The companies in focus (``companies``), and those whose name heads an item (``heading``; ``heads_line`` says that
    it stands in the sentence itself).

    ``alone`` says that the article is about one company nearly throughout, so that what is nobody else's is its;
    ``fresh`` that the company in focus was named in this paragraph.
    """

    def __init__(self, reading: Reading, sources: frozenset[int]) -> None:
        self._reading = reading
        self._home = reading.identities.home
        self._section: Companies = () if self._home is None or self._home in sources else (self._home,)
        self._paragraph = -1
        self._headed = -1
        self._titled = False
        self._alone = _alone(reading, sources)
        self._named_in = _first_named(reading)
        self._elsewhere = False
        self.companies: Companies = () if self._home is None else (self._home,)
        self.heading: Companies = ()
        self.heads_line = False
        self.alone = self._alone
        self.fresh = False

    def begin(self, line: Line) -> None:
        """Begin a sentence: a new paragraph turns to the article's own company, or to that of the last heading."""
        paragraph = self._reading.sentences[line.index].paragraph
        head = next((name for name in line.mentions(0, min(4, len(line))) if line.low(name.last) == ":"), None)
        self.heads_line = head is not None
        if head is not None and head.mention is not None:
            self.heading, self._headed = head.mention.companies, paragraph
        elif paragraph != self._headed:
            self.heading = ()
        unnamed = self._unnamed(line)
        self.alone = self._alone and not unnamed
        if unnamed:
            # Its first sentence will turn to it, as a paragraph does.
            self.companies, self._paragraph = (), -1
        elif paragraph != self._paragraph:
            self._paragraph = paragraph
            self.fresh = self._titled
            titled = self._reading.sentences[line.index].role == "headline"
            section = () if titled else _titles(line)
            if section:
                self._section, self._titled = section, True
            self.companies = self._section or self.companies

    def _unnamed(self, line: Line) -> bool:
        """Whether the article's own company is named only later, and what comes before does not lead up to it ("Few
        bankers can boast of 4.9%. Alpha's can."): it has gone on for longer, or spoken of a country, a group, a market.
        """
        if line.index >= self._named_in:
            return False
        others = line.names_country(0, len(line)) or line.groups or any(name.metric for name in line.names)
        self._elsewhere |= bool(others) or self._named_in - line.index > 1
        return self._elsewhere

    def end(self, line: Line, parts: Sequence[Clause], stated: Sequence[Core], sources: frozenset[int]) -> None:
        """End a sentence: what its subject names is in focus for the next one; else, if it has no figures, the one
        company that it names without a preposition ("A. Stone is leaving Alpha."); else the first owner of its figures.
        """
        subject = next((part.subject for part in parts if part.subject is not None and part.link in TOP), None)
        naming = subject_naming(line, subject or (parts[0].first, min(parts[0].last, parts[0].first + 4)))
        if naming is not None and not set(naming.companies) <= sources:
            unit_of = self._reading.identities.unit_of
            wanted = _wanted(naming.companies, stated) if self._home is None else ()
            self.companies = wanted or tuple(
                dict.fromkeys(unit_of.get(company, company) for company in naming.companies)
            )
            self.fresh = True
            return
        judged = self._judged(line, sources) if naming is not None else ()
        if judged:
            self.companies, self.fresh = judged, True
            return
        names = resolved(line.mentions(0, len(line)))
        named = {name.mention.companies for name in names if name.mention}
        placed = any(line.tag(name.first - 1) in ("IN", "TO") for name in names)
        if len(named) == 1 and not (placed or stated or self.fresh or self.alone):
            only = next(iter(named))
            if not set(only) <= sources:
                self.companies, self.fresh = only, True
                return
        owners = next((core.companies for core in stated if core.companies and not set(core.companies) & sources), ())
        if owners:
            own = self._home in owners and len(owners) > 1
            self.companies = (self._home,) if own and self._home is not None else owners

    def _judged(self, line: Line, sources: frozenset[int]) -> Companies:
        """The one company of which a source speaks: "Jefferies thinks the worst is over at Greggs"."""
        named = {name.mention.companies for name in resolved(line.mentions(0, len(line))) if name.mention}
        others = [companies for companies in named if not set(companies) & sources]
        return others[0] if len(others) == 1 else ()


def _first_named(reading: Reading) -> int:
    """The first sentence that mentions the article's own company or a unit of it; 0 if there is none."""
    home, unit_of = reading.identities.home, reading.identities.unit_of
    starts = (
        mention.start
        for mention in reading.identities.mentions
        if any(company == home or unit_of.get(company) == home for company in mention.companies)
    )
    first = min(starts, default=0)
    return next((sentence.index for sentence in reading.sentences if first < sentence.end), 0)


def _wanted(named: Companies, stated: Sequence[Core]) -> Companies:
    """The company in which the one that a sentence names has no more than a stake, where it states nothing else: a text
    without a company of its own goes on about that one. "Alpha, a <29%> holder of Beta, wanted more. Sales fell."
    """
    pairs = {core.companies for core in stated}
    if len(named) != 1 or len(pairs) != 1 or any(core.metric not in HOLDINGS for core in stated):
        return ()
    others = [company for company in next(iter(pairs)) if company not in named]
    return tuple(others) if len(next(iter(pairs))) == 2 and len(others) == 1 else ()


def _titles(line: Line) -> Companies:
    """The company that a line without a verb and a figure consists of."""
    names = line.mentions(0, len(line))
    if not names or names[0].first > 0 or len(line) > LONGEST_HEADING or line.figures:
        return ()
    mention = names[0].mention
    rest = [low for low in line.lows[names[0].last :] if low.isalpha()]
    bracketed = line.low(names[0].last) == "(" and line.low(len(line) - 1) == ")"
    return mention.companies if mention is not None and mention.kind == "name" and (bracketed or not rest) else ()


def _alone(reading: Reading, sources: frozenset[int]) -> bool:
    counts: Counter[int] = Counter()
    for mention in reading.identities.mentions:
        if mention.kind == "name":
            counts.update(company for company in mention.companies if company not in sources)
    home = reading.identities.home
    if home is None:
        return False
    own = counts[home] + sum(n for company, n in counts.items() if reading.identities.unit_of.get(company) == home)
    return own >= OWN * counts.total()
