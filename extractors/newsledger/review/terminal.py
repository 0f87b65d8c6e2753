"""An article in the terminal: figures and companies highlighted, its facts beneath."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from newsledger.records import Fact, Record

FIGURE_STYLE = "bold cyan"
COMPANY_STYLE = "bold magenta"
MARKS = {"up": "▲", "down": "▼", "flat": "■"}
_PARTS_OF_YEAR = {3: "Q", 6: "H", 12: ""}
_SCALES = ((12, "tn"), (9, "bn"), (6, "m"))


def highlight(text: str, record: Record) -> Text:
    """The article's text with every figure and every mention of a company in its style."""
    shown = Text(text)
    for company in record.companies:
        for mention in company.mentions:
            shown.stylize(COMPANY_STYLE, mention.start, mention.end)
    for fact in record.facts:
        shown.stylize(FIGURE_STYLE, fact.quantity.start, fact.quantity.end)
    return shown


def amount(fact: Fact) -> str:
    """A value short enough for a column: "USD 65.6bn", "16%", "25 bp", "180m share".

    >>> # a range shows both ends: "USD 68.1bn-69.1bn"
    """
    quantity = fact.quantity
    ends = (quantity.low, quantity.high) if quantity.modifier == "range" else (quantity.value,)
    number = "-".join(_short(end) for end in ends if end is not None)
    number = {"at_least": "≥", "at_most": "≤", "approximate": "~"}.get(quantity.modifier, "") + number
    per = f"/{quantity.per}" if quantity.per else ""
    match quantity.kind:
        case "money":
            return f"{quantity.unit} {number}{per}"
        case "percent":
            return f"{number}%{per}"
        case "percentage_point":
            return f"{number} pp"
        case "basis_point":
            return f"{number} bp"
        case "multiple":
            return f"{number}x"
        case _:
            return f"{number} {quantity.unit.replace('_', ' ')}{per}"


def _short(value: Decimal) -> str:
    for digits, word in _SCALES:
        if abs(value) >= Decimal(10) ** digits:
            return f"{value.scaleb(-digits).normalize():f}{word}"
    return f"{value:,f}"


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
            Text(fact.metric.name.replace("_", " ") if fact.metric else "-"),
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


def period_name(start: str, end: str) -> str:
    """A period as short as people write it: "2024", "H1 2024", "Q4 2024", "Nov 2024", a day, or both dates.

    >>> period_name("2024-10-01", "2024-12-31")
    'Q4 2024'
    """
    if start == end:
        return start
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    whole_months = first.day == 1 and (last + timedelta(days=1)).day == 1
    if whole_months and first.year == last.year:
        months = last.month - first.month + 1
        if months == 1:
            return f"{first:%b %Y}"
        if months in _PARTS_OF_YEAR and (first.month - 1) % months == 0:
            letter = _PARTS_OF_YEAR[months]
            part = f"{letter}{(first.month - 1) // months + 1} " if letter else ""
            return f"{part}{first.year}"
    return f"{start} to {end}"


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
