"""Articles for the slot tests, written with marks: ``{Acme}`` is a company, ``[5%|revenue|change]`` a figure with its
metric and measure, and with a fourth part the company that it is about (else the first one of its sentence). ``*``
before the metric says that it belongs to the last figure of that metric ("[$2bn|*revenue|previous]"). Everything else
is read by the project's own code."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import msgspec

from newsledger.analysis import Analysis
from newsledger.articles.article import Article
from newsledger.cleaning import survey
from newsledger.companies.identity import CompanyMention, Identities
from newsledger.facts.clauses import clauses
from newsledger.facts.core import Core
from newsledger.facts.line import Line
from newsledger.facts.reading import Reading
from newsledger.figures.figure import Figure
from newsledger.records import Company, Kind, Measure, MentionKind, Quantity
from newsledger.sentences import split
from tests.analysing import Unread, analyses_of

_MARK = re.compile(
    r"\{(?P<company>[^}]*)\}|"
    r"\[(?P<figure>[^|\]]*)\|(?P<metric>[^|\]]*)\|(?P<measure>[^|\]]*)(?:\|(?P<owner>[^\]]*))?\]"
)


class Case(msgspec.Struct, frozen=True):
    """A marked text, its day, and the months in which the fiscal years of companies end."""

    text: str
    published: str | None
    year_ends: tuple[tuple[str, int], ...] = ()


def case_of(row: Mapping[str, Any], published: str = "2024-11-06") -> Case:
    """The case of a row of a table; ``published`` is its day where it names none."""
    return Case(row["text"], row.get("published", published), tuple(row.get("year_ends", {}).items()))


class Marked(msgspec.Struct, frozen=True):
    """A marked article as read: the slots' two arguments."""

    reading: Reading
    cores: list[Core]


class _Marks(msgspec.Struct, frozen=True):
    """What the marks of a text tell: companies and their mentions, and metric, measure and owner of each figure."""

    names: list[str]
    mentions: list[CompanyMention]
    meant: list[tuple[str, Measure, str | None]]


def read(marked: str, published: str | None) -> Marked:
    """Read one marked text. A pronoun or description is a mention where it is marked ``{it=Acme}``."""
    return read_all([Case(marked, published)])[0]


def read_all(cases: Sequence[Case]) -> list[Marked]:
    """Read marked texts at once."""
    prepared = [_prepared(case) for case in cases]
    analyses = analyses_of([unread for _, unread, _ in prepared])
    return [_marked(case, *parts, told) for case, parts, told in zip(cases, prepared, analyses, strict=True)]


def _prepared(case: Case) -> tuple[Article, Unread, _Marks]:
    parts: list[str] = []
    marks = _Marks([], [], [])
    figures: list[Figure] = []
    position = length = 0
    for mark in _MARK.finditer(case.text):
        parts.append(case.text[position : mark.start()])
        length += len(parts[-1])
        position = mark.end()
        if mark["company"] is not None:
            words, _, name = mark["company"].partition("=")
            name = name or words
            if name not in marks.names:
                marks.names.append(name)
            pronoun = words.lower() in ("it", "they")
            kind: MentionKind = "name" if name == words else "pronoun" if pronoun else "description"
            marks.mentions.append(CompanyMention(length, length + len(words), kind, (marks.names.index(name),)))
        else:
            words = mark["figure"]
            figures.append(_figure(words, length))
            marks.meant.append((mark["metric"], msgspec.convert(mark["measure"], Measure), mark["owner"]))
        parts.append(words)
        length += len(words)
    text = "".join([*parts, case.text[position:]])
    title_end = text.find("\n\n") if "\n\n" in text else 0
    article = Article(text=text, title=text[:title_end] or None, title_end=title_end, published=case.published)
    sentences = split(text, survey(article))
    places = [next(s.index for s in sentences if s.start <= figure.core[0] < s.end) for figure in figures]
    return article, Unread(text, sentences, figures, places), marks


def _marked(case: Case, article: Article, read: Unread, marks: _Marks, analyses: dict[int, Analysis]) -> Marked:
    names = marks.names
    companies = [Company(name, None, 1.0, 1.0, 1.0, (), ()) for name in names]
    ends = {names.index(name): month for name, month in case.year_ends}
    advisers = frozenset(place for place, name in enumerate(names) if name.startswith("Broker"))
    identities = Identities(companies, marks.mentions, 0 if names else None, year_ends=ends, advisers=advisers)
    reading = Reading(article, read.sentences, read.figures, read.places, analyses, identities)
    return Marked(reading, _cores(reading, marks.meant))


def _figure(words: str, start: int) -> Figure:
    number = Decimal(re.sub(r"[^\d.]", "", words) or "1")
    kind: Kind = "percent" if "%" in words else "money" if re.search(r"[$€£]|cents|euros", words) else "count"
    unit = {"percent": "percent", "money": "USD"}.get(kind, "unit")
    quantity = Quantity(words, start, start + len(words), kind, number, number, number, 0, unit, None, "exact")
    return Figure(quantity, (start, start + len(words)), 0, None, None, (), False)


def _cores(reading: Reading, meant: list[tuple[str, Measure, str | None]]) -> list[Core]:
    lines = {place: Line(reading, place, reading.figures_in(place)) for place in set(reading.sentence_of)}
    spans = {place: [line.span(clause.first, clause.last) for clause in clauses(line)] for place, line in lines.items()}
    cores: list[Core] = []
    for index, (named, measure, owner) in enumerate(meant):
        metric = named.lstrip("*")
        start = reading.figures[index].quantity.start
        clause = next((span for span in spans[reading.sentence_of[index]] if span[0] <= start < span[1]), None)
        group = index
        if named.startswith("*"):
            group = next(other for other in range(index - 1, -1, -1) if cores[other].metric == metric)
        sentence = reading.sentences[reading.sentence_of[index]]
        first = [mention for mention in reading.identities.within(sentence.start, sentence.end) if mention.companies]
        companies = [company.name for company in reading.identities.companies]
        owners = (
            (companies.index(owner),)
            if owner
            else first[0].companies
            if first
            else (0,)
            if reading.identities.companies
            else ()
        )
        cores.append(Core(companies=owners, metric=metric or None, measure=measure, clause=clause, group=group))
    return cores
