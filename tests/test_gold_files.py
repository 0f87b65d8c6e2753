"""Every gold file is sound: offsets, order, fields, allowed values, names and mentions; and the linter can fail."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import newsledger
from newsledger.contract import schema
from newsledger.resources import folder

Json = dict[str, Any]

FILES = sorted((folder("corpus") / "gold").glob("*.json"))
LEXICONS = Path(newsledger.__file__).parent / "lexicons"

ARTICLE_FIELDS = {"id": str, "published": str, "style": str, "text": str, "companies": list, "facts": list}
COMPANY_FIELDS = {"name": str, "also": list, "tickers": list, "mentions": list}
FACT_FIELDS = [
    *("text", "start", "end", "kind", "value", "low", "high", "unit", "per", "modifier"),
    *("companies", "subject", "metric", "measure", "direction", "period", "comparison", "status", "attribution"),
    *("optional", "accept"),
]
FIXED_UNITS = {
    "percent": "percent",
    "percentage_point": "percentage_point",
    "basis_point": "basis_point",
    "multiple": "times",
    "index_point": "index_point",
}


def _column(lexicon: str, name: str) -> set[str]:
    with (LEXICONS / lexicon).open(encoding="utf-8", newline="") as lines:
        return {row[name] for row in csv.DictReader(lines)}


def _allowed() -> dict[str, set[str | None]]:
    """The allowed values of each slot that has a fixed set, as the fact schema has them."""
    properties = schema("fact")["properties"]
    quantity = properties["quantity"]["properties"]
    basis = next(option for option in properties["comparison"]["oneOf"] if option["type"] == "object")
    return {
        "kind": set(quantity["kind"]["enum"]),
        "modifier": set(quantity["modifier"]["enum"]),
        "measure": set(properties["measure"]["enum"]),
        "direction": set(properties["direction"]["enum"]),
        "status": set(properties["status"]["enum"]),
        "comparison": {*basis["properties"]["basis"]["enum"], None},
        "metric": set(_column("metrics.csv", "name")),
    }


ALLOWED = _allowed()
CURRENCIES = _column("currencies.csv", "code")


def problems(gold: Json) -> list[str]:
    """What is wrong with a gold article, each as "place: what"; nothing for a sound one."""
    found = [f"article: {key} is missing or no {kind.__name__}" for key, kind in ARTICLE_FIELDS.items()
             if not isinstance(gold.get(key), kind)]  # fmt: skip
    if found:
        return found
    try:
        date.fromisoformat(gold["published"])
    except ValueError:
        found.append(f"article: published {gold['published']!r} is no ISO date")
    names = [company.get("name") for company in gold["companies"]]
    if len(set(names)) != len(names):
        found.append("companies: two have one name")
    for company in gold["companies"]:
        found += [f"company {company.get('name')}: {what}" for what in _company_problems(company, gold["text"])]
    starts = [fact.get("start", -1) for fact in gold["facts"]]
    if not starts or starts != sorted(set(starts)):
        found.append("facts: none, or not in the order of the text")
    for fact in gold["facts"]:
        found += [f"fact {fact.get('text')!r}: {what}" for what in _fact_problems(fact, gold["text"], set(names))]
    return found


def _company_problems(company: Json, text: str) -> list[str]:
    found = [f"{key} is missing or no {kind.__name__}" for key, kind in COMPANY_FIELDS.items()
             if not isinstance(company.get(key), kind)]  # fmt: skip
    if found:
        return found
    if not company["mentions"]:
        found.append("no mention")
    return found + [f"mention {mention!r} is not in the text" for mention in company["mentions"] if mention not in text]


def _fact_problems(fact: Json, text: str, names: set[str]) -> list[str]:
    if list(fact) != FACT_FIELDS:
        return [f"fields are {list(fact)}"]
    found = []
    if not fact["text"] or text[fact["start"] : fact["end"]] != fact["text"]:
        found.append("text is not at its offsets")
    for slot, accepted in fact["accept"].items():
        if slot not in FACT_FIELDS or not isinstance(accepted, list) or not accepted:
            found.append(f"accept {slot}: no slot, or not a list of values")
    for slot, allowed in ALLOWED.items():
        values = fact["metric"] if slot == "metric" else [fact[slot]]
        values = values + fact["accept"].get(slot, [])
        found += [f"{slot} {value!r} is not allowed" for value in values if value not in allowed]
    if not fact["metric"]:
        found.append("no metric")
    for companies in [fact["companies"], *fact["accept"].get("companies", [])]:
        found += [f"{name} is not in companies" for name in companies if name not in names]
    for period in [fact["period"], *fact["accept"].get("period", [])]:
        found += _period_problems(period)
    subject = fact["subject"]
    if subject is not None and subject.casefold() not in text.casefold():
        found.append(f"subject {subject!r} is not in the text")
    if (fact["direction"] is not None) != (fact["measure"] in ("change", "difference")):
        found.append(f"direction {fact['direction']} of a {fact['measure']}")
    if not isinstance(fact["optional"], bool):
        found.append("optional is no boolean")
    return found + _number_problems(fact)


def _period_problems(period: list[str] | None) -> list[str]:
    if period is None:
        return []
    try:
        start, end = (date.fromisoformat(day) for day in period)
    except ValueError:
        return [f"period {period} is not two ISO dates"]
    return [f"period {period} runs backwards"] if start > end else []


def _number_problems(fact: Json) -> list[str]:
    """Value, ends and modifier agree, and the unit is one of its kind."""
    value, low, high = fact["value"], fact["low"], fact["high"]
    if not isinstance(value, int | float) or isinstance(value, bool):
        return [f"value {value!r} is no number"]
    ends = {
        "exact": (value, value),
        "approximate": (value, value),
        "at_least": (value, None),
        "at_most": (None, value),
    }
    found = []
    if fact["modifier"] == "range":
        if low is None or high is None or not low < high or abs(value - (low + high) / 2) > 1e-9 * abs(high):
            found.append(f"range {low} to {high} with value {value}")
    elif (low, high) != ends.get(fact["modifier"]):
        found.append(f"{fact['modifier']} {value} with ends {low} and {high}")
    kind, unit = fact["kind"], fact["unit"]
    if kind == "money" and unit not in CURRENCIES:
        found.append(f"unit {unit!r} is no currency")
    if kind in FIXED_UNITS and unit != FIXED_UNITS[kind]:
        found.append(f"unit {unit!r} of a {kind}")
    if not isinstance(unit, str) or not unit:
        found.append("no unit")
    return found


def _load(path: Path) -> Json:
    loaded: Json = json.loads(path.read_text(encoding="utf-8"))
    return loaded


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_a_gold_file_is_sound(path: Path) -> None:
    gold = _load(path)
    assert problems(gold) == []
    assert gold["id"] == path.stem


def test_there_is_gold_of_both_series() -> None:
    assert {path.stem[0] for path in FILES} >= {"d", "e"}
    assert len({_load(path)["text"] for path in FILES}) == len(FILES)


def sound() -> Json:
    """A small gold article with nothing wrong."""
    text = "Acme sales up 5% in the June quarter"
    start = text.index("5%")
    figure: Json = {"text": "5%", "start": start, "end": start + 2, "kind": "percent", "value": 5, "low": 5, "high": 5}
    figure |= {"unit": "percent", "per": None, "modifier": "exact"}
    slots: Json = {
        "companies": ["Acme"],
        "subject": "Acme",
        "metric": ["revenue"],
        "measure": "change",
        "direction": "up",
    }
    slots |= {"period": ["2025-04-01", "2025-06-30"], "comparison": None, "status": "actual", "attribution": None}
    fact = {**figure, **slots, "optional": False, "accept": {"period": [None], "companies": [[]]}}
    company = {"name": "Acme", "also": [], "tickers": [], "mentions": ["Acme"]}
    return {"id": "x01", "published": "2025-07-30", "style": "headline", "text": text, "companies": [company],
            "facts": [fact]}  # fmt: skip


def _set(**slots: Any) -> Callable[[Json], None]:
    return lambda gold: gold["facts"][0].update(slots)


def _accept(**slots: Any) -> Callable[[Json], None]:
    return lambda gold: gold["facts"][0]["accept"].update(slots)


BROKEN: list[tuple[str, Callable[[Json], None], str]] = [
    ("offset off by one", _set(start=13), "offsets"),
    ("a field is missing", lambda gold: gold["facts"][0].pop("per"), "fields"),
    ("two facts in one place", lambda gold: gold["facts"].append(gold["facts"][0]), "order"),
    ("no facts", lambda gold: gold["facts"].clear(), "order"),
    ("a company that is not listed", _set(companies=["Nobody"]), "Nobody"),
    ("an accepted company that is not listed", _accept(companies=[["Nobody"]]), "Nobody"),
    ("an unknown metric", _set(metric=["turnover"]), "turnover"),
    ("no metric", _set(metric=[]), "no metric"),
    ("an unknown accepted status", _accept(status=["rumoured"]), "rumoured"),
    ("a slot that does not exist", _accept(colour=["red"]), "colour"),
    ("a level with a direction", _set(measure="level"), "direction"),
    ("a change without a direction", _set(direction=None), "direction"),
    ("a period that runs backwards", _set(period=["2025-06-30", "2025-04-01"]), "backwards"),
    ("a period that is no date", _accept(period=[["2025-04-01", "2025-06-31"]]), "ISO"),
    ("a bound with both ends", _set(modifier="at_least"), "ends"),
    ("a plain figure with other ends", _set(low=4), "ends"),
    ("a range that is not centred", _set(modifier="range", low=4, high=7), "range"),
    ("a percentage in other units", _set(unit="pct"), "pct"),
    ("money in no currency", _set(kind="money", unit="dollar"), "dollar"),
    ("a value in words", _set(value="five"), "number"),
    ("a subject from elsewhere", _set(subject="Bolt"), "Bolt"),
    ("a mention from elsewhere", lambda gold: gold["companies"][0].update(mentions=["ACME"]), "ACME"),
    ("a company without a mention", lambda gold: gold["companies"][0].update(mentions=[]), "mention"),
    ("two companies with one name", lambda gold: gold["companies"].append(gold["companies"][0]), "one name"),
    ("a date that is none", lambda gold: gold.update(published="30 July 2025"), "published"),
    ("no text", lambda gold: gold.pop("text"), "text"),
]


def test_the_linter_passes_a_sound_article() -> None:
    assert problems(sound()) == []


@pytest.mark.parametrize(("spoil", "told"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_the_linter_names_what_is_wrong(spoil: Callable[[Json], None], told: str) -> None:
    gold = sound()
    spoil(gold)
    assert any(told in problem for problem in problems(gold))
