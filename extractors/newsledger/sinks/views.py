"""The views of a database: what most questions start from."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from newsledger.sinks.dialect import Dialect, quoted
from newsledger.sinks.tables import FLAT


class View(msgspec.Struct, frozen=True):
    """A view: its name, what it is for people, and its query in a dialect."""

    name: str
    comment: str
    query: Callable[[Dialect], str]


def _flat(dialect: Dialect) -> str:
    companies = (
        "FROM (SELECT fc.company AS name, coalesce(c.ticker, '') AS ticker, fc.position AS position "
        "FROM fact_companies fc JOIN companies c ON c.article_id = fc.article_id AND c.name = fc.company "
        "WHERE fc.article_id = f.article_id AND fc.fact_id = f.fact_id ORDER BY fc.position) AS listed"
    )
    names, tickers = (dialect.gathered.format(value=value) for value in ("name", "ticker"))
    return (
        f"SELECT f.article_id, f.fact_id, a.uri, a.title, a.publisher, a.published, a.duplicate_of, "
        f"(SELECT {names} {companies}) AS companies, (SELECT {tickers} {companies}) AS tickers, {_slots(dialect)}, "
        "a.extractor_version FROM facts f JOIN articles a ON a.article_id = f.article_id"
    )


def _company_facts(dialect: Dialect) -> str:
    return (
        "SELECT fc.company, c.ticker, c.mic, a.published_date, a.published, a.publisher, f.article_id, f.fact_id, "
        f"{_slots(dialect)} FROM fact_companies fc "
        "JOIN facts f ON f.article_id = fc.article_id AND f.fact_id = fc.fact_id "
        "JOIN companies c ON c.article_id = fc.article_id AND c.name = fc.company "
        "JOIN articles a ON a.article_id = fc.article_id"
    )


def _story_versions(dialect: Dialect) -> str:
    # Of equal or no times of publication the text that came later is the later version.
    order = f"PARTITION BY uri ORDER BY {dialect.moment} NULLS FIRST, first_seen NULLS FIRST, article_id"
    return (
        f"SELECT uri, article_id, published, title, row_number() OVER ({order}) AS version, "
        f"lag(article_id) OVER ({order}) AS supersedes, lead(article_id) OVER ({order}) AS superseded_by "
        "FROM articles WHERE uri IS NOT NULL"
    )


def _novelty(dialect: Dialect) -> str:
    coarser = f"{dialect.least}(e.decimals, f.decimals)"
    first = "min(e.published_date)"
    return (
        "SELECT f.company, f.article_id, f.fact_id, f.metric, f.period_start, f.period_end, f.published_date, "
        f"{first} AS first_seen, {dialect.days.format(later='f.published_date', earlier=first)} AS novelty "
        "FROM company_facts f JOIN company_facts e ON e.company = f.company AND e.metric = f.metric "
        "AND e.measure = f.measure AND e.status = f.status AND e.unit = f.unit AND e.period_start = f.period_start "
        "AND e.period_end = f.period_end AND e.published_date <= f.published_date "
        f"AND abs(e.value - f.value) <= 0.5 * power(10, -{coarser}) "
        "GROUP BY f.company, f.article_id, f.fact_id, f.metric, f.period_start, f.period_end, f.published_date"
    )


def _slots(dialect: Dialect) -> str:
    """The columns of facts, as the flat table has them."""
    columns = [column for column in FLAT.columns if column.name in _OF_FACTS]
    stored = dict.fromkeys(name for column in columns for name in (column.name, dialect.stored_name(column)))
    return ", ".join(f"f.{quoted(name)}" for name in stored)


_OF_FACTS = frozenset(FLAT.names[FLAT.names.index("position") : -1])

VIEWS = (
    View(FLAT.name, FLAT.comment, _flat),
    View(
        "company_facts",
        "One row per company and fact that is about it, with ticker and date of the article",
        _company_facts,
    ),
    View(
        "story_versions",
        "One row per article of a known place: articles of the same uri are versions of a story, by publication and "
        "then by arrival; the last is current",
        _story_versions,
    ),
    View(
        "fact_novelty",
        "One row per company and fact with metric and period: days since the same fact, its value within rounding, "
        "was first published",
        _novelty,
    ),
)
"""All views, in the order in which they are made."""
