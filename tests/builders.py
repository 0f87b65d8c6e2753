"""Small records and articles for tests, made from what a test cares about."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec

from newsledger.articles.article import Article
from newsledger.records import (
    SCHEMA_VERSION,
    ArticleHead,
    Company,
    Fact,
    Identifier,
    Mention,
    Metric,
    Quantity,
    Record,
    Text,
)

TEXT = "Acme gains\n\nAcme Corp said on Monday that revenue rose 5% to $2 billion."


def article(text: str = TEXT, **fields: Any) -> Article:
    """An article in the project's own words."""
    return Article(text=text, uri=fields.pop("uri", "acme.txt"), **fields)


def quantity(text: str = "5%", start: int | None = None, value: str = "5", **fields: Any) -> Quantity:
    """A percentage at its place in ``TEXT``, unless told otherwise."""
    begin = TEXT.index(text) if start is None else start
    number = Decimal(value)
    plain: dict[str, Any] = {
        "kind": "percent",
        "low": number,
        "high": number,
        "decimals": 0,
        "unit": "percent",
        "per": None,
        "modifier": "exact",
    }
    return Quantity(text=text, start=begin, end=begin + len(text), value=number, **(plain | fields))


def fact(fact_id: str = "00000000000000aa", **fields: Any) -> Fact:
    """A complete fact about ``TEXT``."""
    plain: dict[str, Any] = {
        "quantity": quantity(),
        "companies": ("Acme",),
        "subject": None,
        "metric": Metric("revenue", "revenue", "us-gaap:Revenues"),
        "measure": "change",
        "direction": "up",
        "signed_value": Decimal(5),
        "period": None,
        "comparison": None,
        "status": "actual",
        "attribution": None,
        "same_as": None,
        "evidence": Text(TEXT[12:], 12, len(TEXT)),
        "confidence": 0.9,
        "rules": ("example",),
    }
    return Fact(fact_id=fact_id, **(plain | fields))


def company(name: str = "Acme", **fields: Any) -> Company:
    """A company mentioned at the start of ``TEXT``."""
    plain: dict[str, Any] = {
        "legal_name": "Acme Corp",
        "relevance": 1.0,
        "type_score": 0.9,
        "link_score": 0.9,
        "ids": (Identifier("ticker", "ACME", "XNYS"),),
        "mentions": (Mention("Acme", 0, 4, "name"),),
    }
    return Company(name=name, **(plain | fields))


def record(of: Article | None = None, **fields: Any) -> Record:
    """A record of ``TEXT`` that satisfies the contract."""
    source = of or article()
    head = ArticleHead(
        article_id=source.article_id,
        uri=source.uri,
        title="Acme gains",
        publisher=None,
        author=None,
        published="2025-09-01",
        published_ambiguous=False,
        language="en",
        n_chars=len(source.text),
        body_start=0,
    )
    made = Record(SCHEMA_VERSION, head, (company(),), (fact(),))
    return msgspec.structs.replace(made, **fields)
