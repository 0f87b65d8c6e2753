"""What each figure says: metric, owner, measure, period, comparison, status, attribution, and how sure that is."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import TypeVar

from newsledger.facts.candidates import Choice
from newsledger.facts.confidence import confidence
from newsledger.facts.core import Core
from newsledger.facts.cores import cores
from newsledger.facts.metric_model import Namer
from newsledger.facts.per import per_rules, quantities
from newsledger.facts.reading import Reading
from newsledger.facts.slots import slots
from newsledger.facts.vocabulary import metrics
from newsledger.figures.figure import Figure
from newsledger.records import Fact, Metric, Text

T = TypeVar("T")

__all__ = ["state"]


def state(reading: Reading, namer: Namer | None = None) -> list[Fact]:
    """The facts of an article, one per figure, in the order of ``reading.figures``; ``namer`` as for ``cores``.

    A converted figure ("1.2 billion yuan ($166 million)") has the slots of the figure that it repeats and names it in
    ``same_as``.
    """
    stated = cores(reading, namer)
    if not stated:
        return []
    article_id = reading.article.article_id
    ids = [fact_id(article_id, figure) for figure in reading.figures]
    around = slots(reading, stated)
    amounts = quantities(reading.figures, stated)
    facts = []
    for index, (figure, core, quantity) in enumerate(zip(reading.figures, stated, amounts, strict=True)):
        filled = around[index if figure.same_as is None else figure.same_as]
        sentence = reading.sentences[reading.sentence_of[index]]
        companies = reading.identities.names(core.companies)
        named = (
            *figure.rules,
            *per_rules(figure.quantity, quantity),
            *core.rules,
            *_rules(filled.period),
            *_rules(filled.comparison),
            *_rules(filled.status),
            *_rules(filled.attribution),
        )
        facts.append(
            Fact(
                fact_id=ids[index],
                quantity=quantity,
                companies=tuple(dict.fromkeys(companies)),
                subject=_text(reading, core.subject),
                metric=_metric(reading, core),
                measure=core.measure,
                direction=core.direction,
                signed_value=signed_value(figure, core),
                period=_value(filled.period),
                comparison=_value(filled.comparison),
                status=filled.status.value,
                attribution=_value(filled.attribution),
                same_as=ids[figure.same_as] if figure.same_as is not None else None,
                evidence=Text(reading.article.text[sentence.start : sentence.end], sentence.start, sentence.end),
                confidence=confidence(core, figure.contested),
                rules=tuple(dict.fromkeys(named)),
                contradicts=tuple(ids[other] for other in core.contradicts),
            )
        )
    return facts


def fact_id(article_id: str, figure: Figure) -> str:
    """A stable name of a fact: the same figure at the same place of the same text has the same one."""
    quantity = figure.quantity
    return hashlib.sha256(f"{article_id}:{quantity.start}:{quantity.end}".encode()).hexdigest()[:32]


def signed_value(figure: Figure, core: Core) -> Decimal | None:
    """The value with the sign a spreadsheet would hold: negative for a fall, a loss, a deficit.

    >>> # "a net loss of $1.6bn" -> -1.6e9; "fell 5%" -> -5
    """
    value = figure.quantity.value
    if core.measure is None:
        return None
    if core.measure in ("change", "difference"):
        if core.direction is None:
            return value
        return -abs(value) if core.direction == "down" else abs(value)
    return -abs(value) if core.negative and core.measure in ("level", "previous") else value


def _metric(reading: Reading, core: Core) -> Metric | None:
    if core.metric is None:
        return None
    said = _text(reading, core.metric_span)
    concept = metrics()[core.metric].concept
    return Metric(core.metric, said.text if said else None, concept, core.basis, core.segment, core.geography)


def _text(reading: Reading, span: tuple[int, int] | None) -> Text | None:
    if span is None or span[0] >= span[1]:
        return None
    return Text(reading.article.text[slice(*span)], *span)


def _value(choice: Choice[T] | None) -> T | None:
    return choice.value if choice is not None else None


def _rules(choice: Choice[T] | None) -> tuple[str, ...]:
    return choice.rules if choice is not None else ()
