"""What the neural model recognises as organisations and persons, cleaned of its usual errors.

The model puts "Baidu, Alibaba and Tencent" into one organisation, takes "the", possessives and job titles into names,
and calls departments, indices and abbreviations organisations. What is left after cleaning is a proposal, never a
verdict.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import msgspec

from newsledger.analysis import Analysis
from newsledger.companies.names import fold, forms, key
from newsledger.companies.runs import openers
from newsledger.companies.tables import cues

_SPLIT = re.compile(r"\s*(?:,\s+(?:and\s+)?|;\s+|\s+and\s+|\s+/\s+)\s*")
_EDGES = re.compile(r"^[\s\"'“”‘’(\[<–—-]+|[\s\"“”‘’)\]>,.:;&–—-]+$")
_OWNED = re.compile(r"['’]s?$")
_SLUG = re.compile(r"[A-Z]{3,}(?: [A-Z]+)*(?: \d+)?-(?=[A-Z][a-z])")
"""What a wire puts before a headline: "FOREX-Yen falls", "UPDATE 2-Dunmore sees loss"."""
_NAME = re.compile(r"[^\W\d_]")


class Recognised(msgspec.Struct, frozen=True):
    """A span that the model took for a name; ``label`` is ``ORG``, ``PERSON`` or ``GPE``."""

    start: int
    end: int
    label: str


def recognised(text: str, analyses: Mapping[int, Analysis]) -> Iterator[Recognised]:
    """The model's names as spans of the article, cleaned and with coordinations split, in order of the sentences."""
    for _, analysis in sorted(analyses.items()):
        first = analysis.tokens[0].i if len(analysis) else 0
        for entity in analysis.tokens.ents:
            label = entity.label_
            if label in ("ORG", "PERSON", "GPE", "PRODUCT", "NORP", "FAC", "WORK_OF_ART"):
                start, end = analysis.starts[entity.start - first], analysis.ends[entity.end - first - 1]
                if label == "ORG":
                    yield from _parts(text, start, end)
                else:
                    trimmed = _trim(text, start, end)
                    if trimmed:
                        yield Recognised(*trimmed, label)


def _parts(text: str, start: int, end: int) -> Iterator[Recognised]:
    """The names of one span: lists are cut at commas and, where a list or two known shapes show it, at "and"."""
    whole = text[start:end]
    if "," in whole and not _form_follows(whole):
        position = start
        for gap in _SPLIT.finditer(text, start, end):
            yield from _one(text, position, gap.start())
            position = gap.end()
        yield from _one(text, position, end)
    else:
        yield from _one(text, start, end)


def _form_follows(whole: str) -> bool:
    tail = whole.rsplit(",", 1)[1].strip(" .").casefold()
    return forms().get(tail) in ("legal", "group") and whole.count(",") == 1


def _one(text: str, start: int, end: int) -> Iterator[Recognised]:
    trimmed = _trim(text, start, end)
    if trimmed and plausible(text[slice(*trimmed)]):
        yield Recognised(*trimmed, "ORG")


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A span without quotes, brackets, a leading article or opener, or a trailing possessive."""
    opening = openers()
    while start < end:
        piece = text[start:end]
        edge = _EDGES.match(piece)
        if edge and edge.start() == 0 and edge.end() > 0 and edge.end() < len(piece):
            start += edge.end()
            continue
        owned = _OWNED.search(piece)
        if owned and owned.start() > 0:
            end = start + owned.start()
            continue
        tail = _EDGES.search(piece)
        if tail and tail.end() == len(piece) and tail.start() > 0 and not re.search(r"\b[A-Z]\.$", piece):
            end = start + tail.start()
            continue
        slug = _SLUG.match(piece)
        if slug:
            start += slug.end()
            continue
        head = re.match(r"[\w'’]+\s+", piece)
        if head and (head[0].strip() in opening or head[0].strip().islower()) and head.end() < len(piece):
            start += head.end()
            continue
        break
    return (start, end) if _NAME.search(text, start, end) else None


@cache
def finance_words() -> frozenset[str]:
    """Terms of finance that are written with capitals, folded."""
    return frozenset(map(fold, cues()["finance_words"]["words"]))


@cache
def _institution_words() -> frozenset[str]:
    return frozenset(map(fold, cues()["institutions"]["heads"]))


def institutional(name: str) -> bool:
    """Whether a name is that of a public body, school, index or the like: "Finance Ministry", "University of Ghent"."""
    words = [fold(word) for word in re.findall(r"[^\W\d_]+", name)]
    if not words:
        return False
    heads = _institution_words()
    if words[-2:] in (["reserve", "bank"], ["central", "bank"], ["people's", "bank"]) or words[:3] in (
        ["central", "bank", "of"],
        ["reserve", "bank", "of"],
    ):
        return True
    before_of = words[: words.index("of")] if "of" in words else words
    return before_of[-1:] != [] and (before_of[-1] in heads or words[-1] in heads)


def plausible(name: str) -> bool:
    """Whether what the model calls an organisation could be a company at all."""
    folded = fold(name)
    if len(name) < 2 or not name[0].isalnum() or folded in finance_words() or institutional(name):
        return False
    if name.islower() or re.fullmatch(r"[\d\W]+", name) or re.search(r"\d{4}|[$€£¥%]", name):
        return False
    if name[0].islower() and not re.match(r"[a-z]{1,5}[A-Z]", name):
        return False
    return bool(key(name)) and not folded.startswith(("form ", "q1", "q2", "q3", "q4"))


def overlapping(spans: Iterable[Recognised], start: int, end: int) -> list[Recognised]:
    """The names that touch a stretch of text."""
    return [span for span in spans if span.start < end and start < span.end]
