"""The tables of a destination as data: every column once, with its type, its meaning and its keys.

The SQL of every database, the Arrow schemas, the header of the CSV file and the page ``docs/databases.md`` come from
here.
"""

from __future__ import annotations

from typing import Literal

import msgspec

ColumnType = Literal["text", "texts", "integer", "decimal", "real", "boolean", "date", "timestamp"]

DECIMAL_DIGITS = 38
DECIMAL_SCALE = 12
"""Exact values hold 26 digits before the point and 12 after it: room for 10^18 of anything in hundredths of a cent."""


class Column(msgspec.Struct, frozen=True):
    """One column. ``required`` columns are never null; ``kept`` ones keep their value when the row is replaced."""

    name: str
    type: ColumnType
    comment: str
    required: bool = False
    kept: bool = False


class ForeignKey(msgspec.Struct, frozen=True):
    """Columns of one table that name a row of another, by its primary key."""

    columns: tuple[str, ...]
    table: str


class Table(msgspec.Struct, frozen=True):
    """One table. ``indexes`` are the column lists that the usual queries look up by."""

    name: str
    comment: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The column names, in order."""
        return tuple(column.name for column in self.columns)


def _must(name: str, kind: ColumnType, comment: str) -> Column:
    return Column(name, kind, comment, required=True)


ARTICLE_ID = _must("article_id", "text", "sha256: and the digest of the text; the same text has the same id")
FACT_ID = _must("fact_id", "text", "Identifies the fact within its article")
RUN_ID = _must("run_id", "text", "The run that wrote the row, see runs")
URI = Column("uri", "text", "Where the article came from")
TITLE = Column("title", "text", "Headline")
PUBLISHER = Column("publisher", "text", "Who published it")
PUBLISHED = Column("published", "text", "Publication date or date and time, ISO 8601, with the zone if one was given")
DUPLICATE_OF = Column(
    "duplicate_of",
    "text",
    "article_id of an earlier article that it repeats almost word for word, where it was looked for",
)
EXTRACTOR_VERSION = _must(
    "extractor_version", "text", "The version that read the article; another one replaces its rows"
)

RUNS = Table(
    "runs",
    "One row per run of the extractor into this destination",
    (
        _must("run_id", "text", "Identifies the run"),
        _must("started", "timestamp", "When it began, UTC"),
        Column("finished", "timestamp", "When it ended, UTC; null while it runs or if it was killed"),
        _must("extractor_version", "text", "Everything that decides what is extracted"),
        _must("schema_version", "text", "Version of the record's schema"),
        Column("model", "text", "Name and version of the language model"),
        Column("command", "text", "What was asked for"),
        Column("articles_read", "integer", "Inputs read, those in quarantine among them"),
        Column("articles_extracted", "integer", "Articles written by the run"),
        Column("articles_skipped", "integer", "Articles that were there already"),
        Column("facts", "integer", "Facts written"),
        Column("companies", "integer", "Companies written, counted per article"),
        Column("words", "integer", "Words of the articles written"),
        Column("quarantined", "integer", "Inputs that became no record"),
        Column("failed", "integer", "Those of them that are failures of newsledger"),
        Column("seconds", "real", "How long it took"),
        Column("exit_status", "integer", "0 all well, 1 a failure, 2 nothing to read, 3 quarantine, 128 + signal"),
    ),
    key=("run_id",),
)

ARTICLES = Table(
    "articles",
    "One row per article, with its text; all offsets count characters of that text",
    (
        ARTICLE_ID,
        URI,
        TITLE,
        PUBLISHER,
        Column("author", "text", "Who wrote it"),
        PUBLISHED,
        Column("published_date", "date", "Publication date, in the zone of the article"),
        Column(
            "published_at", "timestamp", "Publication time in UTC; as written where no zone is given; null for a date"
        ),
        _must("published_ambiguous", "boolean", "Whether the date could be read in two ways, such as 01/09/2025"),
        _must("language", "text", "Language, ISO 639-1"),
        _must("n_chars", "integer", "Length of the text in characters"),
        _must("body_start", "integer", "Where the body begins if a separate title was put before it, else 0"),
        Column("text", "text", "The text as it was given"),
        DUPLICATE_OF,
        EXTRACTOR_VERSION,
        _must("schema_version", "text", "Version of the record's schema"),
        RUN_ID,
        Column("first_seen", "timestamp", "When the text first came into this database, UTC", kept=True),
    ),
    key=("article_id",),
    foreign_keys=(ForeignKey(("run_id",), "runs"),),
    indexes=(("published_date",), ("uri",)),
)

COMPANIES = Table(
    "companies",
    "One row per article and company that acts in it",
    (
        ARTICLE_ID,
        _must("name", "text", "Canonical short name"),
        _must("position", "integer", "Order in the record, from 0"),
        Column("legal_name", "text", "Registered name"),
        _must("relevance", "real", "How much of the article is about it, 0 to 1"),
        _must("type_score", "real", "That it is a company at all, 0 to 1"),
        _must("link_score", "real", "That the identifiers are its own, 0 to 1"),
        Column("ticker", "text", "First ticker"),
        Column("mic", "text", "Exchange of that ticker, ISO 10383"),
        Column("cik", "text", "Number with the US Securities and Exchange Commission, ten digits"),
        Column("lei", "text", "Legal Entity Identifier, ISO 17442"),
        Column("isin", "text", "Security identifier, ISO 6166"),
        _must("ids", "texts", "All identifiers as scheme:value, tickers as ticker:VALUE@MIC"),
    ),
    key=("article_id", "name"),
    foreign_keys=(ForeignKey(("article_id",), "articles"),),
    indexes=(("name",), ("ticker",)),
)

MENTIONS = Table(
    "mentions",
    "One row per place where an article speaks of a company",
    (
        ARTICLE_ID,
        _must("company", "text", "Canonical name of the company"),
        _must("position", "integer", "Order among the company's mentions, from 0"),
        _must("text", "text", "The words"),
        _must("start_char", "integer", "Where they begin in the article's text"),
        _must("end_char", "integer", "Where they end, exclusive"),
        _must("kind", "text", "name, description or pronoun"),
    ),
    key=("article_id", "company", "position"),
    foreign_keys=(ForeignKey(("article_id", "company"), "companies"),),
)

FACTS = Table(
    "facts",
    "One row per stated figure; what is not known is null",
    (
        ARTICLE_ID,
        FACT_ID,
        _must("position", "integer", "Order in the record, from 0"),
        _must("text", "text", "The figure as written"),
        _must("start_char", "integer", "Where it begins in the article's text"),
        _must("end_char", "integer", "Where it ends, exclusive"),
        _must("kind", "text", "money, percent, percentage_point, basis_point, multiple, count, index_point or measure"),
        Column("value", "decimal", "The number in base units, as written; the midpoint of a range"),
        Column("low", "decimal", "Lower end or bound; the value itself for a plain figure; null where it is open"),
        Column("high", "decimal", "Upper end or bound; the value itself for a plain figure; null where it is open"),
        _must("decimals", "integer", "Precision of the text as in XBRL: $1.2 billion is -8, $1.25 is 2"),
        _must("unit", "text", "ISO 4217 code for money, else percent, times, share, barrel ..."),
        Column("per", "text", "What the figure is per: share, barrel, day ..."),
        _must("modifier", "text", "exact, approximate, at_least, at_most or range"),
        Column("subject", "text", "The words that name what the figure is about"),
        Column("subject_start", "integer", "Where they begin"),
        Column("subject_end", "integer", "Where they end, exclusive"),
        Column("metric", "text", "What is measured: a name from the table of metrics"),
        Column("metric_text", "text", "The words that say it"),
        Column("concept", "text", "The XBRL concept, where there is one"),
        Column("metric_basis", "text", "adjusted, core, underlying, gaap, organic, constant_currency ... where stated"),
        Column("segment", "text", "The part of the business that the metric is limited to, where stated"),
        Column("geography", "text", "The place that the metric is limited to, where stated"),
        Column("measure", "text", "level, change, previous, difference or share"),
        Column("direction", "text", "up, down or flat, for a change or difference"),
        Column("signed_value", "decimal", "The value with the sign that a spreadsheet would hold"),
        Column("period_text", "text", "The words that name the period"),
        Column("period_start", "date", "First day of the period"),
        Column("period_end", "date", "Last day of the period, inclusive"),
        Column("period_basis", "text", "What its dates rest on: calendar, fiscal or assumed"),
        Column(
            "comparison", "text", "year_over_year, quarter_over_quarter, month_over_month, previous_period or estimate"
        ),
        Column("comparison_text", "text", "The words that say it"),
        _must("status", "text", "actual, forecast, plan, speculative or negated"),
        Column("source", "text", "Who says it; null for the narrator"),
        Column("source_cue", "text", "The word that attributes it, such as said"),
        Column("source_start", "integer", "Where the source's name begins"),
        Column("source_end", "integer", "Where it ends, exclusive"),
        Column("same_as", "text", "fact_id of the figure that this one converts or repeats"),
        _must("evidence", "text", "The sentence"),
        _must("evidence_start", "integer", "Where the sentence begins"),
        _must("evidence_end", "integer", "Where it ends, exclusive"),
        _must("confidence", "real", "How likely the fact is right, 0 to 1"),
        _must("rules", "texts", "Names of the rules that filled the slots"),
        Column("contradicts", "texts", "fact_id of the figures with which it cannot be true as the text states them"),
    ),
    key=("article_id", "fact_id"),
    foreign_keys=(ForeignKey(("article_id",), "articles"),),
    indexes=(("metric", "period_end"),),
)

FACT_COMPANIES = Table(
    "fact_companies",
    "One row per fact and company that the figure is about",
    (
        ARTICLE_ID,
        FACT_ID,
        _must("company", "text", "Canonical name of the company"),
        _must("position", "integer", "Order in the text, from 0"),
    ),
    key=("article_id", "fact_id", "company"),
    foreign_keys=(ForeignKey(("article_id", "fact_id"), "facts"), ForeignKey(("article_id", "company"), "companies")),
    indexes=(("company",),),
)

QUARANTINE = Table(
    "quarantine",
    "One row per input that could not become a record",
    (
        _must("rejected_id", "text", "Digest of the next four columns"),
        _must("uri", "text", "The input"),
        Column("place", "text", "Where in it: line, row, member of an archive, or the id of the article"),
        _must("reason", "text", "A short code, such as malformed_json"),
        _must("detail", "text", "One line for people"),
        RUN_ID,
    ),
    key=("rejected_id",),
)

CONTENT = (ARTICLES, COMPANIES, MENTIONS, FACTS, FACT_COMPANIES)
"""The tables that an article has rows in, parents before children."""

TABLES = (RUNS, *CONTENT, QUARANTINE)
"""All tables of a database, parents before children."""

FLAT = Table(
    "facts_flat",
    "One row per fact with its article and companies: the CSV file, the Parquet file and the view of the same name",
    (
        ARTICLE_ID,
        FACT_ID,
        URI,
        TITLE,
        PUBLISHER,
        PUBLISHED,
        DUPLICATE_OF,
        _must("companies", "texts", "The companies that the figure is about, in the order of the text"),
        _must("tickers", "texts", "Their tickers, in the same order; empty text where none is known"),
        *(column for column in FACTS.columns if column.name not in FACTS.key),
        EXTRACTOR_VERSION,
    ),
    key=("article_id", "fact_id"),
)
