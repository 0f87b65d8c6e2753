"""Texts with their facts marked in place, for tables of cases.

``{Northwind}`` is a mention of the company Northwind, ``{its=Northwind}`` one in other words, ``{both=Alpha+Beta}`` one
of two companies, ``{the latter=-}`` one that stays open. A company whose name begins with Broker has views of others.
``<16%|revenue change up @Northwind>`` is a figure and what is expected of it: metric (alternatives with a stroke,
``-`` for none), measure (likewise), direction where there is one, and its companies after ``@`` (joined by ``+``,
``@-`` for none; left out: all companies of the text). ``<5%>`` is a figure of which nothing is expected.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from newsledger.analysis import Analysis
from newsledger.articles.article import Article
from newsledger.companies.deals import find_deals
from newsledger.companies.identity import CompanyMention, Identities
from newsledger.facts.reading import Reading
from newsledger.figures import find_figures
from newsledger.records import Company, MentionKind
from newsledger.sentences import Sentence
from tests.analysing import Unread, analyses_of

_MARK = re.compile(r"\{(?P<mention>[^{}]+)\}|<(?P<figure>[^<>|]+)(?:\|(?P<wanted>[^<>]+))?>")
_STOP = re.compile(r"(?<=[.!?][\"”])\s+(?=[A-Z{])|(?<=[a-z0-9%)][.!?])\s+(?=[\"“A-Z])|\n+")
_PRONOUNS = frozenset({"it", "its", "they", "their", "them", "both"})


class Wanted(msgspec.Struct, frozen=True):
    """What is expected of the figure that overlaps ``[start, end)``."""

    start: int
    end: int
    text: str
    metrics: tuple[str, ...]
    measures: tuple[str, ...]
    direction: str | None
    companies: frozenset[str]

    def fits(self, metric: str | None, measure: str | None, direction: str | None, companies: frozenset[str]) -> bool:
        """Whether a core is as expected; a direction is asked of changes and differences only."""
        moved = measure in ("change", "difference")
        return (
            (metric or "-") in self.metrics
            and measure in self.measures
            and (not moved or direction == self.direction)
            and companies == self.companies
        )


Marked = tuple[Reading, tuple[Wanted, ...]]
"""The reading of a marked text, and what is expected of its figures."""


def read_marked(marked: str) -> tuple[str, list[Wanted], list[CompanyMention], list[str]]:
    """The plain text, what is expected of its figures, its mentions, and the names of its companies."""
    names = list(
        dict.fromkeys(
            name for found in _MARK.finditer(marked) if found["mention"] for name in _companies(found["mention"])
        )
    )
    text, wanted, mentions, position = "", [], [], 0
    for found in _MARK.finditer(marked):
        text += marked[position : found.start()]
        position = found.end()
        start = len(text)
        if found["mention"]:
            shown = found["mention"].partition("=")[0]
            text += shown
            companies = tuple(names.index(name) for name in _companies(found["mention"]))
            after = marked[found.end() : found.end() + 2].replace("’", "'")
            owns = after == "'s" or shown.lower() in ("its", "their")
            mentions.append(CompanyMention(start, len(text), _kind(found["mention"]), companies, owns))
        else:
            text += found["figure"]
            if found["wanted"]:
                wanted.append(_wanted(start, len(text), found["figure"], found["wanted"], names))
    return text + marked[position:], wanted, mentions, names


def _companies(mention: str) -> list[str]:
    shown, _, named = mention.partition("=")
    return [] if named == "-" else (named or shown).split("+")


def _kind(mention: str) -> MentionKind:
    shown, equals, _ = mention.partition("=")
    if not equals or (shown[:1].isupper() and not shown.startswith("The ") and shown.lower() not in _PRONOUNS):
        return "name"
    return "pronoun" if shown.lower() in _PRONOUNS else "description"


def _wanted(start: int, end: int, figure: str, said: str, names: list[str]) -> Wanted:
    words, _, owners = said.partition("@")
    parts = words.split()
    companies = (
        frozenset(names) if not owners else frozenset() if owners == "-" else frozenset(owners.strip().split("+"))
    )
    return Wanted(
        start,
        end,
        figure,
        tuple(parts[0].split("/")),
        tuple(parts[1].split("/")),
        parts[2] if len(parts) > 2 else None,
        companies,
    )


def sentences_of(text: str) -> list[Sentence]:
    """The sentences of a case: cut at stops and line breaks."""
    found: list[Sentence] = []
    start = 0
    for gap in [*_STOP.finditer(text), None]:
        end = gap.start() if gap else len(text)
        if text[start:end].strip():
            found.append(Sentence(len(found), start, end, 1, "body"))
        start = gap.end() if gap else end
    return found


@cache
def reading_of(marked: str) -> Marked:
    """The reading of one marked text."""
    return readings_of([marked])[0]


def readings_of(texts: Sequence[str]) -> list[Marked]:
    """The readings of marked texts, with the real figures and the real model, and what is expected of each."""
    marked = [read_marked(text) for text in texts]
    unread = [_unread(text) for text, *_ in marked]
    return [
        (_reading(one, analyses, mentions, names), tuple(wanted))
        for one, analyses, (_, wanted, mentions, names) in zip(unread, analyses_of(unread), marked, strict=True)
    ]


def _unread(text: str) -> Unread:
    figures = find_figures(text)
    sentences = sentences_of(text)
    places = [
        next(part.index for part in sentences if part.start <= figure.quantity.start < part.end) for figure in figures
    ]
    return Unread(text, sentences, figures, places)


def _reading(read: Unread, analyses: dict[int, Analysis], mentions: list[CompanyMention], names: list[str]) -> Reading:
    companies = [Company(name, None, 0.0, 1.0, 0.0, (), ()) for name in names]
    advisers = frozenset(place for place, name in enumerate(names) if name.startswith("Broker"))
    home = 0 if len(companies) == 1 else None
    named = {
        sentence.index: [
            (mention.start, mention.end, mention.companies[0])
            for mention in mentions
            if mention.kind == "name" and sentence.start <= mention.start < sentence.end
        ]
        for sentence in read.sentences
    }
    deals = find_deals(read.text, read.sentences, named)
    identities = Identities(companies, mentions, home, advisers=advisers, deals=deals)
    article = Article(text=read.text, published="2024-10-30")
    return Reading(article, read.sentences, read.figures, read.places, analyses, identities)
