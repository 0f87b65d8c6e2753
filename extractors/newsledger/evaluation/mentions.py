"""The company mentions against annotations that others made, and against the codes that wires print after names.

    python -m newsledger.evaluation.mentions fire FILE        sentences with token spans (FIRE, entity type Company)
    python -m newsledger.evaluation.mentions finentity FILE   texts with character spans (FinEntity)
    python -m newsledger.evaluation.mentions archive INPUT    any input of `newsledger extract` that has ``<XYZ>`` codes

A mention by name counts as right when it overlaps an annotated span, and an annotated span as found when a mention
overlaps it. For an archive the codes are cut out of the text first; a coded company counts as covered when a mention
holds the end of the name that stood before the code. ``--errors`` lists what was missed and what was extra.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from newsledger.articles import ReadOptions, read
from newsledger.articles.article import Article
from newsledger.evaluation.fire import fire_rows
from newsledger.pipeline import Extractor
from newsledger.records import Record

_CODE = re.compile(r"[ ]?<[A-Z]{1,5}(?:\.[A-Z]{1,2})?>")
_TAIL = re.compile(r"(?:['’]s?|[\s,.)])*$")
_AROUND = 60


class Text(msgspec.Struct, frozen=True):
    """An article with the spans of company names that somebody else marked in it."""

    article: Article
    spans: tuple[tuple[int, int], ...]


class Tally(msgspec.Struct, frozen=True):
    """How mentions and annotated spans agree; ``failures`` are lines for people."""

    texts: int
    given: int
    right: int
    wanted: int
    found: int
    failures: tuple[str, ...]

    def line(self) -> str:
        """Precision, recall and F1 in percent."""
        precision = 100 * self.right / self.given if self.given else 0.0
        recall = 100 * self.found / self.wanted if self.wanted else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return (
            f"{self.texts} texts   precision {precision:.1f} ({self.right} of {self.given})   "
            f"recall {recall:.1f} ({self.found} of {self.wanted})   F1 {f1:.1f}"
        )


def fire(path: Path) -> Iterator[Text]:
    """Sentences of FIRE with the spans of type ``Company``."""
    for text, row, spans in fire_rows(path):
        named = zip(row["entities"], spans, strict=True)
        yield Text(Article(text=text), tuple(span for entity, span in named if entity["type"] == "Company"))


def finentity(path: Path) -> Iterator[Text]:
    """Texts with the character spans of companies and other entities that the market moves."""
    for row in json.loads(path.read_text(encoding="utf-8")):
        spans = tuple((int(mark["start"]), int(mark["end"])) for mark in row["annotations"])
        yield Text(Article(text=row["content"]), spans)


def archive(source: str, step: int) -> Iterator[Text]:
    """Every ``step``-th article that has codes, without them, with the ends of the names that stood before them."""
    coded = (
        article
        for article in read([source], ReadOptions())
        if isinstance(article, Article) and _CODE.search(article.text)
    )
    for place, article in enumerate(coded):
        if place % step == 0:
            yield without_codes(article)


def without_codes(article: Article) -> Text:
    """An article whose codes are cut out; the spans are the last characters of the names before them.

    >>> without_codes(Article(text="Dunmore Ltd <DUN.L> said")).article.text
    'Dunmore Ltd said'
    """
    spans: list[tuple[int, int]] = []
    for code in _CODE.finditer(article.text):
        name = _TAIL.sub("", _cut(article.text[: code.start()]))
        if name:
            spans.append((len(name) - 1, len(name)))
    changed = msgspec.structs.replace(
        article,
        text=_cut(article.text),
        title_end=len(_cut(article.text[: article.title_end])),
        body_start=len(_cut(article.text[: article.body_start])),
    )
    return Text(changed, tuple(spans))


def _cut(text: str) -> str:
    """A text without codes; words between which only a code stood keep a space."""
    return _CODE.sub(lambda code: " " if text[code.end() : code.end() + 1].isalnum() else "", text)


def compare(texts: Iterable[Text], extractor: Extractor) -> Tally:
    """Extract the texts and compare their mentions by name with the spans."""
    held = list(texts)
    given = right = wanted = found = 0
    failures: list[str] = []
    for text, record in zip(held, extractor.extract(text.article for text in held), strict=True):
        if not isinstance(record, Record):
            failures.append(f"rejected\t{record.detail}")
            continue
        names = {(m.start, m.end) for company in record.companies for m in company.mentions if m.kind == "name"}
        given, wanted = given + len(names), wanted + len(text.spans)
        extra = [name for name in sorted(names) if not _touches(name, text.spans)]
        missed = [span for span in text.spans if not _touches(span, names)]
        right, found = right + len(names) - len(extra), found + len(text.spans) - len(missed)
        failures += [f"missed\t{_shown(text.article.text, span)}" for span in missed]
        failures += [f"extra\t{_shown(text.article.text, name)}" for name in extra]
    return Tally(len(held), given, right, wanted, found, tuple(failures))


def _touches(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


def _shown(text: str, span: tuple[int, int]) -> str:
    start, end = span
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return " ".join(f"{text[start:end]}\t... {before}[{text[start:end]}]{after} ...".split(" ")).replace("\n", " ")


_READERS: dict[str, Any] = {"fire": fire, "finentity": finentity}


def main(arguments: list[str] | None = None) -> int:
    """Print the comparison; status 2 where there is nothing to compare with."""
    parser = argparse.ArgumentParser(prog="python -m newsledger.evaluation.mentions", description="Company mentions.")
    parser.add_argument("kind", choices=["fire", "finentity", "archive"])
    parser.add_argument("source", help="a file of annotations, or an archive with codes")
    parser.add_argument("--step", type=int, default=20, help="of an archive, every how many articles (default 20)")
    parser.add_argument("--errors", action="store_true", help="list what was missed and what was extra")
    options = parser.parse_args(arguments)
    if not Path(options.source).exists():
        print(f"no such file: {options.source}", file=sys.stderr)
        return 2
    texts = (
        archive(options.source, options.step)
        if options.kind == "archive"
        else _READERS[options.kind](Path(options.source))
    )
    tally = compare(texts, Extractor())
    if not tally.wanted:
        print("nothing is annotated there", file=sys.stderr)
        return 2
    if options.kind == "archive":
        share = 100 * tally.found / tally.wanted
        print(f"{tally.texts} articles   {tally.found} of {tally.wanted} coded names covered ({share:.1f}%)")
    else:
        print(tally.line())
    if options.errors:
        for failure in tally.failures:
            if options.kind != "archive" or not failure.startswith("extra"):
                print(failure)
    return 0


if __name__ == "__main__":
    sys.exit(main())
