"""Runs the companies room on a short text, with inline marks for what should be found.

``[[Ford Motor Co|Ford]]`` marks a mention by name and the company's canonical name; ``{{the lender|Barclays}}`` a
description or pronoun, with several companies separated by ``+`` and none for one that must stay open.
"""

from __future__ import annotations

import re
from functools import cache

from newsledger.articles.article import Article
from newsledger.cleaning import survey
from newsledger.companies import Identities, KnowledgeBase, identify
from newsledger.companies.glance import glance
from newsledger.sentences import split
from tests.analysing import Unread, analyses_of

_MARK = re.compile(r"(\[\[|\{\{)(.+?)\|(.*?)(\]\]|\}\})", re.DOTALL)

Marked = list[tuple[str, int, tuple[str, ...], bool]]


@cache
def knowledge() -> KnowledgeBase:
    return KnowledgeBase.load()


def unmark(marked: str) -> tuple[str, Marked]:
    """The text without marks, and ``(text, start, companies, is_name)`` for each."""
    parts: list[str] = []
    marks: Marked = []
    position = length = 0
    for match in _MARK.finditer(marked):
        before = marked[position : match.start()]
        length += len(before)
        companies = tuple(match[3].split("+")) if match[3] else ()
        marks.append((match[2], length, companies, match[1] == "[["))
        length += len(match[2])
        parts += [before, match[2]]
        position = match.end()
    parts.append(marked[position:])
    return "".join(parts), marks


def read(
    text: str,
    *,
    published: str | None = None,
    publisher: str | None = None,
    model: bool = False,
    base: KnowledgeBase | None = None,
) -> Identities:
    """The companies of a text; with ``model`` the model reads all sentences; ``base`` is what it is linked against."""
    article = Article(text=text, published=published, publisher=publisher)
    layout = survey(article)
    sentences = split(text, layout)
    analyses = analyses_of([Unread(text, sentences)])[0] if model else {}
    known = base or knowledge()
    return identify(article, layout, sentences, [], analyses, known, glance(text, sentences, known))


def named(identities: Identities, text: str) -> set[tuple[str, int, str]]:
    """``(text, start, company)`` of every mention by name."""
    return {
        (text[mention.start : mention.end], mention.start, identities.companies[mention.companies[0]].name)
        for mention in identities.mentions
        if mention.kind == "name"
    }
