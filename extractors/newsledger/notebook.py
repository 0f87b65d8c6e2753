"""Records as a notebook shows them: HTML in which every text of an article is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from newsledger.records import Fact, Record, Text
from newsledger.wording import MARKS, amount, period_name

FACTS_SHOWN = 50
"""Facts that a cell of a notebook has room for."""

_HEADINGS = ("figure", "company", "metric", "measure", "period", "status", "source", "conf.")
# Colours that can be read on light and on dark pages, as a notebook does not say which it is.
_FIGURE = "background:#d9eaff;color:#0a376b;border-radius:3px;padding:0 .2em"
_COMPANY = "text-decoration:underline;text-decoration-thickness:2px"
_QUIET = "opacity:.75"


def record_html(record: Record) -> str:
    """A record as HTML: its sentences with figures and companies highlighted, and a table of its facts."""
    head = record.article
    title = escape(head.title or head.uri or head.article_id)
    line = " · ".join(escape(part) for part in (head.publisher, head.published, head.author) if part)
    shown = record.facts[:FACTS_SHOWN]
    left = len(record.facts) - len(shown)
    return "".join(
        (
            f"<div><p><strong>{title}</strong>",
            f'<br><span style="{_QUIET}">{line}</span></p>' if line else "</p>",
            *(f"<p>{_highlighted(sentence, record)}</p>" for sentence in _sentences(shown)),
            _table(shown) if shown else "<p>no figures found</p>",
            f"<p>and {left:,} more facts</p>" if left else "",
            "</div>",
        )
    )


def _sentences(facts: Sequence[Fact]) -> list[Text]:
    """The sentences of facts, each once, in the order of the text."""
    return sorted({fact.evidence for fact in facts}, key=lambda sentence: sentence.start)


def _highlighted(sentence: Text, record: Record) -> str:
    """A sentence with its figures and companies marked; of marks that overlap, the figure's holds."""
    marks = [(fact.quantity.start, fact.quantity.end, _FIGURE) for fact in record.facts]
    marks += [(mention.start, mention.end, _COMPANY) for one in record.companies for mention in one.mentions]
    parts: list[str] = []
    place = sentence.start
    taken = [(start, end) for start, end, style in marks if style == _FIGURE]
    for start, end, style in sorted(marks):
        overlaps = style == _COMPANY and any(
            start < other_end and other_start < end for other_start, other_end in taken
        )
        if start < place or end > sentence.end or overlaps:
            continue
        parts.append(escape(_piece(sentence, place, start)))
        parts.append(f'<span style="{style}">{escape(_piece(sentence, start, end))}</span>')
        place = end
    return "".join(parts) + escape(_piece(sentence, place, sentence.end))


def _piece(sentence: Text, start: int, end: int) -> str:
    return sentence.text[start - sentence.start : end - sentence.start]


def _table(facts: Sequence[Fact]) -> str:
    head = "".join(f'<th style="text-align:left">{heading}</th>' for heading in _HEADINGS)
    rows = ("".join(f'<td style="text-align:left">{escape(cell)}</td>' for cell in _cells(fact)) for fact in facts)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(f'<tr>{row}</tr>' for row in rows)}</tbody></table>"


def _cells(fact: Fact) -> tuple[str, ...]:
    direction = MARKS[fact.direction] + " " if fact.direction else ""
    return (
        amount(fact),
        ", ".join(fact.companies) or (fact.subject.text if fact.subject else "-"),
        fact.metric.name.replace("_", " ") if fact.metric else "-",
        direction + (fact.measure or "-"),
        period_name(fact.period.start, fact.period.end) if fact.period else "",
        fact.status,
        fact.attribution.source if fact.attribution else "",
        f"{fact.confidence:.2f}",
    )
