"""Which words a figure is attached to, against the relations of FIRE: a second opinion by other annotators.

    python -m newsledger.evaluation.attachment FILE [--errors]

FIRE links an amount to the words that say what it is (``Value``, ``Quantity``, ``ValueChange...``), to its date
(``Valuein``) and, through those words, to a company (``Propertyof``). Its types are not ours, so only what both can say
is compared, of the figures that both have: whether the words of the metric are the ones that it names (or the noun that
is counted: "38,550 shares"), whether a change
is told as one with its direction, whether the period is that of the date, whether the company is among the fact's. What
is left open on our side is told apart from what is told otherwise.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

import msgspec

from newsledger.articles.article import Article
from newsledger.evaluation.fire import Span, fire_rows
from newsledger.evaluation.names import same_name
from newsledger.pipeline import Extractor
from newsledger.records import Fact, Record

Verdict = Literal["same", "other", "open", "no figure"]

ASPECTS = ("metric", "change", "period", "company")
_LEVELS = ("Value", "Quantity")
_CHANGES = {"ValueChangeIncreaseby": "up", "ValueChangeDecreaseby": "down"}
_AMOUNTS = frozenset({"Money", "Quantity"})


class Link(msgspec.Struct, frozen=True):
    """What FIRE says of one amount at ``[start, end)``: ``words`` and ``date`` are spans, ``direction`` of a change."""

    start: int
    end: int
    words: Span | None = None
    direction: str | None = None
    date: Span | None = None
    companies: tuple[str, ...] = ()


class Sentence(msgspec.Struct, frozen=True):
    """A sentence of FIRE with what it says of its amounts."""

    article: Article
    links: tuple[Link, ...]


def sentences(path: Path) -> Iterator[Sentence]:
    """The sentences of a file of FIRE that link an amount to something."""
    for text, row, spans in fire_rows(path):
        entities = row["entities"]
        owners: dict[int, list[str]] = {}
        for relation in row["relations"]:
            if relation["type"] == "Propertyof" and entities[relation["tail"]]["type"] == "Company":
                owners.setdefault(relation["head"], []).append(text[slice(*spans[relation["tail"]])])
        links: dict[int, Link] = {}
        for relation in row["relations"]:
            kind, head, tail = relation["type"], relation["head"], relation["tail"]
            if kind == "Valuein" and entities[head]["type"] in _AMOUNTS:
                link = links.get(head, Link(*spans[head]))
                links[head] = msgspec.structs.replace(link, date=spans[tail])
            elif kind in (*_LEVELS, *_CHANGES) and entities[tail]["type"] in _AMOUNTS:
                link = links.get(tail, Link(*spans[tail]))
                if entities[head]["type"] == "FinancialEntity":
                    companies = tuple(owners.get(head, ()))
                    link = msgspec.structs.replace(link, words=spans[head], companies=companies)
                links[tail] = msgspec.structs.replace(link, direction=_CHANGES.get(kind, link.direction))
        if links:
            yield Sentence(Article(text=text), tuple(links.values()))


def verdicts(link: Link, facts: Iterable[Fact]) -> Iterator[tuple[str, Verdict]]:
    """What the fact of a linked amount says of it, by aspect."""
    fact = next((f for f in facts if f.quantity.start < link.end and link.start < f.quantity.end), None)
    if fact is None:
        said = (link.words, link.direction, link.date, link.companies)
        yield from ((aspect, "no figure") for aspect, given in zip(ASPECTS, said, strict=True) if given)
        return
    metric, period = fact.metric, fact.period
    counted = link.words is not None and link.words[0] < fact.quantity.end and fact.quantity.start < link.words[1]
    if link.words is not None:
        words = metric.text if metric is not None and metric.name != "other" else None
        named = counted or _touches(fact, words, link.words)
        yield "metric", _verdict(named, unsaid=metric is None or metric.name == "other")
    if link.direction is not None:
        moved = fact.measure in ("change", "difference") and fact.direction == link.direction
        yield "change", _verdict(moved, unsaid=fact.measure is None)
    if link.date is not None:
        dated = _touches(fact, period.text if period is not None else None, link.date)
        yield "period", _verdict(dated, unsaid=period is None)
    if link.companies:
        shared = any(same_name(own, other) for own in fact.companies for other in link.companies)
        yield "company", _verdict(shared, unsaid=not fact.companies)


def _verdict(same: bool, *, unsaid: bool) -> Verdict:
    return "same" if same else "open" if unsaid else "other"


def _touches(fact: Fact, said: str | None, span: Span) -> bool:
    """Whether words of the fact's sentence touch a span of the text."""
    if said is None:
        return False
    start = fact.evidence.text.find(said) + fact.evidence.start
    return start < span[1] and span[0] < start + len(said)


def compare(held: list[Sentence], extractor: Extractor) -> tuple[Counter[tuple[str, Verdict]], list[str]]:
    """How often each verdict falls on each aspect, and a line for each amount of which something else is said."""
    found: Counter[tuple[str, Verdict]] = Counter()
    lines: list[str] = []
    for sentence, record in zip(held, extractor.extract(one.article for one in held), strict=True):
        facts = record.facts if isinstance(record, Record) else ()
        text = sentence.article.text
        for link in sentence.links:
            for aspect, verdict in verdicts(link, facts):
                found[aspect, verdict] += 1
                if verdict != "same":
                    lines.append(f"{aspect}\t{verdict}\t{text[link.start : link.end]}\t{text}")
    return found, lines


def main(arguments: list[str] | None = None) -> int:
    """Print the comparison; status 2 where there is no file."""
    parser = argparse.ArgumentParser(prog="python -m newsledger.evaluation.attachment", description="Attachment.")
    parser.add_argument("file", help="a file of FIRE")
    parser.add_argument("--errors", action="store_true", help="list what is said otherwise or not said")
    options = parser.parse_args(arguments)
    if not Path(options.file).is_file():
        print(f"no such file: {options.file}", file=sys.stderr)
        return 2
    found, lines = compare(list(sentences(Path(options.file))), Extractor())
    print(f"{'':10}{'linked':>8}{'same':>8}{'other':>8}{'open':>8}{'no figure':>11}{'same of told':>14}")
    for aspect in ASPECTS:
        same, other, unsaid, none = (found[aspect, verdict] for verdict in ("same", "other", "open", "no figure"))
        told = f"{100 * same / (same + other):.1f}%" if same + other else "-"
        print(f"{aspect:10}{same + other + unsaid + none:8}{same:8}{other:8}{unsaid:8}{none:11}{told:>14}")
    for line in lines if options.errors else ():
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
