"""What can be asked of a database, as data: columns, order and filters of each resource.

Filters, cursor paging, the OpenAPI description and the errors for people all come from here.
"""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

from newsledger.records import Direction, Kind, Measure, Status
from newsledger.sinks.tables import ARTICLES, FACTS

FilterType = Literal["text", "number", "date"]
NEWEST = "coalesce(date_diff('day', a.published_date, DATE '9999-12-31'), 9999999)"
"""Orders articles by date, the newest first, those without a date last, by numbers that grow."""


class Filter(msgspec.Struct, frozen=True):
    """A query parameter and the condition that it sets; ``{}`` stands for the parameter in SQL. ``values`` are all that
    it may be, if they are few."""

    name: str
    type: FilterType
    condition: str
    about: str
    values: tuple[str, ...] = ()


class Resource(msgspec.Struct, frozen=True):
    """Something that can be listed. ``order`` are expressions that grow from row to row and tell rows apart."""

    name: str
    about: str
    columns: tuple[tuple[str, str], ...]
    source: str
    order: tuple[str, ...]
    order_types: tuple[type, ...]
    filters: tuple[Filter, ...]
    grouping: str = ""


_DATES = (
    Filter("published_from", "date", "a.published_date >= {}", "Articles published on this day or later"),
    Filter("published_to", "date", "a.published_date <= {}", "Articles published on this day or earlier"),
    Filter("publisher", "text", "a.publisher ILIKE {}", "Publisher; % stands for anything, case does not matter"),
)
_OWNED = (
    "EXISTS (SELECT 1 FROM fact_companies AS o "
    "JOIN companies AS k ON k.article_id = o.article_id AND k.name = o.company "
    "WHERE o.article_id = f.article_id AND o.fact_id = f.fact_id AND {})"
)

FACTS_OF = Resource(
    "facts",
    "Facts, those of the newest articles first",
    (
        ("article_id", "f.article_id"),
        ("fact_id", "f.fact_id"),
        *((name, f"a.{name}") for name in ("uri", "title", "publisher", "published")),
        (
            "companies",
            "coalesce((SELECT list(o.company ORDER BY o.position) FROM fact_companies AS o "
            "WHERE o.article_id = f.article_id AND o.fact_id = f.fact_id), [])",
        ),
        *((name, f"f.{name}") for name in FACTS.names if name not in FACTS.key),
    ),
    "facts AS f JOIN articles AS a ON a.article_id = f.article_id",
    (NEWEST, "f.article_id", "f.position"),
    (int, str, int),
    (
        Filter("company", "text", _OWNED.format("k.name ILIKE {}"), "Company; % stands for anything"),
        Filter("ticker", "text", _OWNED.format("upper(k.ticker) = upper({})"), "First ticker of a company"),
        Filter("metric", "text", "f.metric = {}", "What is measured, such as revenue"),
        Filter("kind", "text", "f.kind = {}", "Kind of figure", get_args(Kind)),
        Filter("measure", "text", "f.measure = {}", "Measure", get_args(Measure)),
        Filter("direction", "text", "f.direction = {}", "Direction of a change", get_args(Direction)),
        Filter("status", "text", "f.status = {}", "Status", get_args(Status)),
        Filter("unit", "text", "f.unit = {}", "Unit, such as USD or percent"),
        Filter("source", "text", "f.source ILIKE {}", "Who says it; % stands for anything"),
        Filter("article_id", "text", "f.article_id = {}", "Facts of this article"),
        Filter("period_from", "date", "f.period_end >= {}", "Periods that end on this day or later"),
        Filter("period_to", "date", "f.period_end <= {}", "Periods that end on this day or earlier"),
        Filter("min_confidence", "number", "f.confidence >= {}", "Least confidence, 0 to 1"),
        *_DATES,
    ),
)

ARTICLES_OF = Resource(
    "articles",
    "Articles, the newest first",
    (
        *((name, f"a.{name}") for name in ARTICLES.names if name not in ("text", "run_id", "schema_version")),
        ("companies", "(SELECT count(*) FROM companies AS k WHERE k.article_id = a.article_id)"),
        ("facts", "(SELECT count(*) FROM facts AS f WHERE f.article_id = a.article_id)"),
    ),
    "articles AS a",
    (NEWEST, "a.article_id"),
    (int, str),
    (
        Filter(
            "company",
            "text",
            "EXISTS (SELECT 1 FROM companies AS k WHERE k.article_id = a.article_id AND k.name ILIKE {})",
            "Articles that speak of this company; % stands for anything",
        ),
        Filter(
            "metric",
            "text",
            "EXISTS (SELECT 1 FROM facts AS f WHERE f.article_id = a.article_id AND f.metric = {})",
            "Articles with a fact of this metric",
        ),
        Filter("title", "text", "a.title ILIKE {}", "Headline; % stands for anything"),
        *_DATES,
    ),
)

COMPANIES_OF = Resource(
    "companies",
    "Companies over all articles, those that most articles speak of first",
    (
        ("name", "k.name"),
        ("legal_name", "any_value(k.legal_name)"),
        ("ticker", "any_value(k.ticker)"),
        ("mic", "any_value(k.mic)"),
        ("cik", "any_value(k.cik)"),
        ("lei", "any_value(k.lei)"),
        ("isin", "any_value(k.isin)"),
        ("articles", "count(*)"),
        ("facts", "coalesce(sum((SELECT count(*) FROM fact_companies AS o WHERE o.article_id = k.article_id "
                  "AND o.company = k.name)), 0)::BIGINT"),
        ("relevance", "avg(k.relevance)"),
        ("first_published", "min(a.published_date)"),
        ("last_published", "max(a.published_date)"),
    ),
    "companies AS k JOIN articles AS a ON a.article_id = k.article_id",
    ("-count(*)", "k.name"),
    (int, str),
    (
        Filter("name", "text", "k.name ILIKE {}", "Name; % stands for anything"),
        Filter("ticker", "text", "upper(k.ticker) = upper({})", "First ticker"),
        Filter("min_relevance", "number", "k.relevance >= {}", "Only mentions in articles that are about it so much"),
        *_DATES,
    ),
    grouping="GROUP BY k.name",
)  # fmt: skip

RESOURCES = (FACTS_OF, COMPANIES_OF, ARTICLES_OF)
"""All resources."""
