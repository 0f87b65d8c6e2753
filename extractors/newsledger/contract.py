"""The contract: JSON Schemas compiled once, and the check that every record passes before any sink sees it."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from typing import Any, Literal

import jsonschema_rs
import msgspec

from newsledger.errors import ContractError
from newsledger.records import Record
from newsledger.resources import folder

SchemaName = Literal["record", "article", "company", "fact"]
SCHEMA_NAMES: tuple[SchemaName, ...] = ("record", "article", "company", "fact")


@cache
def schema(name: SchemaName) -> dict[str, Any]:
    """One of the JSON Schemas (draft 2020-12) as it stands in ``schemas/``."""
    loaded: dict[str, Any] = json.loads((folder("schemas") / f"{name}.schema.json").read_text(encoding="utf-8"))
    return loaded


@cache
def _validator() -> jsonschema_rs.Validator:
    registry = jsonschema_rs.Registry([(schema(name)["$id"], schema(name)) for name in SCHEMA_NAMES])
    return jsonschema_rs.validator_for(schema("record"), registry=registry)


def check(record: Record, text: str) -> None:
    """Hold a record against the schemas and its offsets against the article's text.

    Raises:
        ContractError: with the place of the first thing that is wrong.
    """
    plain = msgspec.to_builtins(record, builtin_types=(Decimal,))
    validator = _validator()
    if not validator.is_valid(plain):
        first = next(iter(validator.iter_errors(plain)))
        place = "/".join(str(step) for step in first.instance_path)
        raise ContractError(f"{place}: {first.message}")
    if record.article.n_chars != len(text):
        raise ContractError(f"article/n_chars: {record.article.n_chars}, but the text has {len(text)} characters")
    for place, quote, start, end in _quotes(record):
        if text[start:end] != quote:
            raise ContractError(f"{place}: text[{start}:{end}] is not {quote!r}")
    names = {company.name for company in record.companies}
    known = {fact.fact_id for fact in record.facts}
    if len(known) != len(record.facts) or len(names) != len(record.companies):
        raise ContractError("facts or companies: two have the same key")
    for fact in record.facts:
        if not set(fact.companies) <= names:
            raise ContractError(f"facts/{fact.fact_id}/companies: not all are companies of the record")
        if fact.same_as is not None and fact.same_as not in known:
            raise ContractError(f"facts/{fact.fact_id}/same_as: no such fact in the record")
        if fact.fact_id in fact.contradicts or not known.issuperset(fact.contradicts):
            raise ContractError(f"facts/{fact.fact_id}/contradicts: not all are other facts of the record")
        if fact.period is not None and fact.period.start > fact.period.end:
            raise ContractError(f"facts/{fact.fact_id}/period: it ends before it starts")


def _quotes(record: Record) -> list[tuple[str, str, int, int]]:
    """Every stretch of text that the record quotes with offsets, and where in the record it stands."""
    quotes = [
        (f"companies/{company.name}/mentions", mention.text, mention.start, mention.end)
        for company in record.companies
        for mention in company.mentions
    ]
    for fact in record.facts:
        place = f"facts/{fact.fact_id}"
        quotes.append((f"{place}/quantity", fact.quantity.text, fact.quantity.start, fact.quantity.end))
        quotes.append((f"{place}/evidence", fact.evidence.text, fact.evidence.start, fact.evidence.end))
        if fact.subject is not None:
            quotes.append((f"{place}/subject", fact.subject.text, fact.subject.start, fact.subject.end))
    return quotes
