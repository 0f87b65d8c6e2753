"""An article in the terminal: figures and companies highlighted, its facts beneath."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from newsledger.records import Record
from newsledger.wording import MARKS, amount, metric_name, period_name

FIGURE_STYLE = "bold cyan"
COMPANY_STYLE = "bold magenta"


def highlight(text: str, record: Record) -> Text:
    """The article's text with every figure and every mention of a company in its style."""
    shown = Text(text)
    for company in record.companies:
        for mention in company.mentions:
            shown.stylize(COMPANY_STYLE, mention.start, mention.end)
    for fact in record.facts:
        shown.stylize(FIGURE_STYLE, fact.quantity.start, fact.quantity.end)
    return shown


def facts_table(record: Record) -> Table:
    """The facts of a record as a table, one row each."""
    table = Table(box=None, pad_edge=False, header_style="bold", expand=False)
    table.add_column("figure", justify="right", style=FIGURE_STYLE, no_wrap=True)
    table.add_column("company", style=COMPANY_STYLE, min_width=8)
    for heading, width in (("metric", 8), ("measure", 8), ("period", 10), ("status", 6), ("source", 6)):
        table.add_column(heading, min_width=width)
    table.add_column("conf.", justify="right")
    for fact in record.facts:
        direction = MARKS[fact.direction] + " " if fact.direction else ""
        comparison = f" ({fact.comparison.basis.replace('_', ' ')})" if fact.comparison else ""
        table.add_row(
            Text(amount(fact)),
            Text(", ".join(fact.companies) or (fact.subject.text if fact.subject else "-")),
            Text(metric_name(fact.metric) if fact.metric else "-"),
            Text(direction + (fact.measure or "-") + comparison),
            period_name(fact.period.start, fact.period.end) if fact.period else "",
            fact.status,
            Text(fact.attribution.source if fact.attribution else ""),
            f"{fact.confidence:.2f}",
        )
    return table


def reasons(record: Record) -> Table:
    """Which rules filled the slots of each fact."""
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(justify="right", style=FIGURE_STYLE, no_wrap=True)
    table.add_column(style="dim")
    for fact in record.facts:
        table.add_row(Text(amount(fact)), Text(", ".join(fact.rules)))
    return table


def render(text: str, record: Record, *, why: bool = False) -> RenderableType:
    """The article with its facts beneath, for a rich console.

    Args:
        text: ``article.text`` of the record.
        record: what was extracted from it.
        why: show which rules filled the slots.
    """
    head = record.article
    line = " · ".join(part for part in (head.publisher, head.published, head.author) if part)
    names = ", ".join(
        company.name + (f" ({company.ids[0].value})" if company.ids else "") for company in record.companies
    )
    parts: list[RenderableType] = []
    if line:
        parts.append(Text(line, style="dim"))
    parts.append(Padding(highlight(text, record), (0, 0, 1, 0)))
    if names:
        parts.append(Text.assemble(("companies ", "bold"), (names, COMPANY_STYLE)))
    if not record.facts:
        parts.append(Text("no figures found"))
    else:
        parts.append(Padding(facts_table(record), (1, 0, 0, 0)))
        if why:
            parts.append(Padding(reasons(record), (1, 0, 0, 0)))
    return Group(*parts)
