"""Facts in as few words as a column has room for."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from newsledger.records import Fact, Metric

MARKS = {"up": "▲", "down": "▼", "flat": "■"}
_PARTS_OF_YEAR = {3: "Q", 6: "H", 12: ""}
_SCALES = ((12, "tn"), (9, "bn"), (6, "m"))


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


def metric_name(metric: Metric) -> str:
    """A metric with what it is limited to: "operating income (adjusted, cloud, China)".

    >>> metric_name(Metric("net_income", None, None, "adjusted"))
    'net income (adjusted)'
    """
    limits = [metric.basis, metric.segment, metric.geography]
    said = ", ".join(limit.replace("_", " ") for limit in limits if limit)
    name = metric.name.replace("_", " ")
    return f"{name} ({said})" if said else name


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "company"), counted(2000, "company")
    ('1 company', '2,000 companies')
    """
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number:,} {noun if number == 1 else plural}"


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
