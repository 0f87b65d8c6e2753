"""Records as rows: the one place where the nesting of a record becomes tables.

A row is a tuple of values in the order of its table's columns (``tables.py``). Text, booleans, integers, floats stand
as they are, exact values as ``Decimal``, dates as ``date``, times as naive ``datetime`` in UTC, lists of texts as
``list[str]``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Any

from newsledger.articles.article import Article
from newsledger.records import SCHEMA_VERSION, ArticleHead, Company, Fact, Record, Rejected
from newsledger.sinks.sink import RunInfo, Summary
from newsledger.sinks.tables import CONTENT, DECIMAL_DIGITS, DECIMAL_SCALE

Row = tuple[Any, ...]
Rows = dict[str, list[Row]]
"""Rows by the name of their table."""

_QUANTUM = Decimal(1).scaleb(-DECIMAL_SCALE)
_LIMIT = Decimal(1).scaleb(DECIMAL_DIGITS - DECIMAL_SCALE)
_CONTEXT = Context(prec=DECIMAL_DIGITS + 2)
_SECRET = re.compile(r"(?P<before>://[^\s:/@]*:)[^\s@]+(?=@)|(?<=password=)[^&\s]+")
"""A password in an address."""
_SURROGATE = re.compile("[\ud800-\udfff]")


def content_rows(items: Iterable[tuple[Record, str | None]], run: RunInfo) -> Rows:
    """The rows of records in all tables of ``CONTENT``; each record comes with its article's text, or ``None``."""
    rows: Rows = {table.name: [] for table in CONTENT}
    now = _utc(datetime.now(UTC))
    for number, (record, text) in enumerate(items):
        article_id = record.article.article_id
        # So far apart that the order in which articles came can be told.
        seen = now + timedelta(microseconds=number)
        rows["articles"].append(article_row(record.article, text, run, seen))
        for position, company in enumerate(record.companies):
            rows["companies"].append(company_row(article_id, position, company))
            rows["mentions"].extend(
                (article_id, company.name, number, mention.text, mention.start, mention.end, mention.kind)
                for number, mention in enumerate(company.mentions)
            )
        for position, fact in enumerate(record.facts):
            rows["facts"].append((article_id, fact.fact_id, *fact_columns(position, fact)))
            rows["fact_companies"].extend(
                (article_id, fact.fact_id, name, number) for number, name in enumerate(dict.fromkeys(fact.companies))
            )
    return rows


def flat_rows(record: Record, run: RunInfo) -> list[Row]:
    """One row per fact with its article and companies, in the columns of ``FLAT``."""
    head = record.article
    tickers = {company.name: _first(company, "ticker") or "" for company in record.companies}
    return [
        (
            head.article_id,
            fact.fact_id,
            head.uri,
            head.title,
            head.publisher,
            head.published,
            head.duplicate_of,
            list(fact.companies),
            [tickers.get(name, "") for name in fact.companies],
            *fact_columns(position, fact),
            run.extractor_version,
        )
        for position, fact in enumerate(record.facts)
    ]


def article_row(head: ArticleHead, text: str | None, run: RunInfo, seen: datetime) -> Row:
    """The row of ``articles``; ``seen`` is when it is written, in UTC."""
    return (
        head.article_id,
        head.uri,
        head.title,
        head.publisher,
        head.author,
        head.published,
        as_date(head.published[:10]) if head.published else None,
        as_moment(head.published) if head.published else None,
        head.published_ambiguous,
        head.language,
        head.n_chars,
        head.body_start,
        text,
        head.duplicate_of,
        run.extractor_version,
        SCHEMA_VERSION,
        run.run_id,
        seen,
    )


def company_row(article_id: str, position: int, company: Company) -> Row:
    """The row of ``companies``; of several identifiers of a scheme the first stands in its column, all in ``ids``."""
    ticker = next((one for one in company.ids if one.scheme == "ticker"), None)
    return (
        article_id,
        company.name,
        position,
        company.legal_name,
        company.relevance,
        company.type_score,
        company.link_score,
        ticker.value if ticker else None,
        ticker.mic if ticker else None,
        _first(company, "cik"),
        _first(company, "lei"),
        _first(company, "isin"),
        [f"{one.scheme}:{one.value}" + (f"@{one.mic}" if one.mic else "") for one in company.ids],
    )


def fact_columns(position: int, fact: Fact) -> Row:
    """The columns of ``facts`` after its keys."""
    quantity, subject, metric = fact.quantity, fact.subject, fact.metric
    period, comparison, attribution = fact.period, fact.comparison, fact.attribution
    return (
        position,
        quantity.text,
        quantity.start,
        quantity.end,
        quantity.kind,
        quantity.value,
        quantity.low,
        quantity.high,
        quantity.decimals,
        quantity.unit,
        quantity.per,
        quantity.modifier,
        *((subject.text, subject.start, subject.end) if subject else (None, None, None)),
        *(
            (metric.name, metric.text, metric.concept, metric.basis, metric.segment, metric.geography)
            if metric
            else (None,) * 6
        ),
        fact.measure,
        fact.direction,
        fact.signed_value,
        *((period.text, as_date(period.start), as_date(period.end), period.basis) if period else (None,) * 4),
        *((comparison.basis, comparison.text) if comparison else (None, None)),
        fact.status,
        *(
            (attribution.source, attribution.cue, attribution.start, attribution.end)
            if attribution
            else (None, None, None, None)
        ),
        fact.same_as,
        fact.evidence.text,
        fact.evidence.start,
        fact.evidence.end,
        fact.confidence,
        list(fact.rules),
        list(fact.contradicts),
    )


def rejected_row(rejected: Rejected, run: RunInfo) -> Row:
    """The row of ``quarantine``."""
    fields = (rejected.uri, rejected.place, rejected.reason, rejected.detail)
    digest = hashlib.sha256(repr(fields).encode("utf-8", "surrogatepass")).hexdigest()
    return (digest, *(storable(field) if field is not None else None for field in fields), run.run_id)


def run_row(run: RunInfo, summary: Summary | None, finished: datetime | None) -> Row:
    """The row of ``runs``; without a summary the counts are null."""
    counts: Sequence[Any] = (None,) * 10
    if summary is not None:
        counts = (
            summary.read,
            summary.extracted,
            summary.skipped,
            summary.facts,
            summary.companies,
            summary.words,
            summary.quarantined,
            summary.failed,
            summary.seconds,
            summary.exit_status,
        )
    ended = _utc(finished) if finished else None
    return (
        run.run_id,
        _utc(run.started),
        ended,
        run.extractor_version,
        SCHEMA_VERSION,
        run.model,
        _SECRET.sub(r"\g<before>***", run.command) if run.command else None,
        *counts,
    )


def exact(value: Decimal) -> Decimal | None:
    """A value as ``DECIMAL(38, 12)`` holds it.

    Digits beyond the twelfth are rounded half to even; a number of more than 26 digits before the point is ``None``
    (its words and offsets are still there).

    >>> exact(Decimal("0.52")), exact(Decimal("1e30"))
    (Decimal('0.52'), None)
    """
    if not value.is_finite() or value.copy_abs() >= _LIMIT:
        return None
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -DECIMAL_SCALE:
        value = value.quantize(_QUANTUM, rounding=ROUND_HALF_EVEN, context=_CONTEXT)
    return value if value.copy_abs() < _LIMIT else None


def portable(value: Any) -> Any:
    """A value of a row for a server: NUL, which few can hold in texts, becomes U+FFFD, one for one; times say UTC."""
    match value:
        case str():
            return value.replace("\x00", "\N{REPLACEMENT CHARACTER}")
        case list():
            return [portable(one) for one in value]
        case datetime():
            return value.replace(tzinfo=UTC)
        case _:
            return value


def as_date(text: str) -> date | None:
    """An ISO date, or ``None`` for what the calendar does not have."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def as_moment(text: str) -> datetime | None:
    """An ISO date and time in UTC; one without a zone as written; ``None`` for a date alone.

    >>> as_moment("2025-09-01T14:52:00+02:00"), as_moment("2025-09-01")
    (datetime.datetime(2025, 9, 1, 12, 52), None)
    """
    if len(text) <= len("2025-09-01"):
        return None
    try:
        return _utc(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        return None


def storable(text: str) -> str:
    """Text that UTF-8 can hold: a lone surrogate becomes U+FFFD, one for one."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def is_storable(article: Article) -> bool:
    """Whether everything that is said of the article can be written as UTF-8."""
    parts = (article.text, article.title, article.publisher, article.author, article.uri)
    try:
        for part in parts:
            if part is not None:
                part.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _first(company: Company, scheme: str) -> str | None:
    return next((one.value for one in company.ids if one.scheme == scheme), None)


def distinct(items: Iterable[tuple[Article, Record]]) -> list[tuple[Article, Record]]:
    """The items without repetitions of an article; the first one stays."""
    first: dict[str, tuple[Article, Record]] = {}
    for item in items:
        first.setdefault(item[1].article.article_id, item)
    return list(first.values())
