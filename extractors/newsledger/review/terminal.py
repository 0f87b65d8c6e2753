"""An article in the terminal: figures and companies highlighted, its facts beneath."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from newsledger.facts.reasons import Reason
from newsledger.records import Fact, Record
from newsledger.wording import MARKS, amount, counted, metric_name, period_name

FIGURE_STYLE = "bold cyan"
COMPANY_STYLE = "bold magenta"
LOST_STYLE = "dim italic"


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
    table = Table(box=None, pad_edge=False, collapse_padding=True, header_style="bold", expand=False)
    table.add_column("figure", justify="right", style=FIGURE_STYLE, no_wrap=True)
    table.add_column("company", style=COMPANY_STYLE, min_width=8, overflow="fold")
    for heading, width in (("metric", 10), ("measure", 8), ("period", 10), ("status", 8), ("source", 6)):
        table.add_column(heading, min_width=width, overflow="fold")
    table.add_column("conf", justify="right", min_width=4, no_wrap=True)
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


def explained(record: Record, why: Mapping[str, Mapping[str, Reason]]) -> RenderableType:
    """Under each fact how its slots were filled: the slot, its value, the rules, and the value that lost."""
    parts: list[RenderableType] = []
    for number, fact in enumerate(record.facts):
        owner = ", ".join(fact.companies) or (fact.subject.text if fact.subject else "")
        head = Text.assemble((fact.quantity.text, FIGURE_STYLE), "  ", (owner, COMPANY_STYLE))
        rows = Table(box=None, pad_edge=False, show_header=False, padding=(0, 1))
        rows.add_column(style="bold", min_width=11, no_wrap=True)
        rows.add_column(ratio=2, overflow="fold")
        rows.add_column(style="dim", ratio=3, overflow="fold")
        values = _values(fact)
        for slot, reason in why.get(fact.fact_id, {}).items():
            lost = f" (not {reason.runner_up.replace('_', ' ')})" if reason.runner_up else ""
            rows.add_row(
                slot, Text.assemble(values.get(slot) or "-", (lost, LOST_STYLE)), Text(", ".join(reason.rules))
            )
        parts.append(Padding(Group(head, Padding(rows, (0, 0, 0, 2))), (1 if number else 0, 0, 0, 0)))
    return Group(*parts)


def _values(fact: Fact) -> dict[str, str | None]:
    """The slots of a fact in words, by the names that their reasons have."""
    metric, period, comparison = fact.metric, fact.period, fact.comparison
    others = counted(len(fact.contradicts), "other figure")
    return {
        "quantity": amount(fact),
        "metric": metric.name.replace("_", " ") if metric else None,
        "companies": ", ".join(fact.companies) or "nobody",
        "measure": " ".join(part for part in (MARKS[fact.direction] if fact.direction else "", fact.measure) if part),
        "basis": metric.basis.replace("_", " ") if metric and metric.basis else None,
        "segment": metric.segment if metric else None,
        "geography": metric.geography if metric else None,
        "period": f"{period_name(period.start, period.end)}, {period.basis}" if period else None,
        "comparison": comparison.basis.replace("_", " ") if comparison else None,
        "status": fact.status,
        "attribution": fact.attribution.source if fact.attribution else None,
        "arithmetic": f"contradicts {others}" if fact.contradicts else "agrees",
    }


def render(text: str, record: Record, *, why: Mapping[str, Mapping[str, Reason]] | None = None) -> RenderableType:
    """The article with its facts beneath, for a rich console.

    Args:
        text: ``article.text`` of the record.
        record: what was extracted from it.
        why: by fact, by slot, how it was filled (``newsledger.facts.reasons``), to be shown as well.
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
        if why is not None:
            parts.append(Padding(explained(record, why), (1, 0, 0, 0)))
    return Group(*parts)
