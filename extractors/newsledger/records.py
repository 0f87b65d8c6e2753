"""The record types: what one line of output holds.

The words and their meaning are those of ``docs/records.md``; the JSON Schemas in ``schemas/`` say the same with
bounds, and a test holds the two together. All types are frozen: a record is made once, by the extractor, and every
sink sees the same one. Offsets count characters (Unicode code points) of ``article.text``; ``end`` is exclusive.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import msgspec

SCHEMA_VERSION = "1.0"

Kind = Literal["money", "percent", "percentage_point", "basis_point", "multiple", "count", "index_point", "measure"]
Modifier = Literal["exact", "approximate", "at_least", "at_most", "range"]
Measure = Literal["level", "change", "previous", "difference", "share"]
Direction = Literal["up", "down", "flat"]
Basis = Literal["year_over_year", "quarter_over_quarter", "month_over_month", "previous_period", "estimate"]
MetricBasis = Literal[
    "adjusted",
    "core",
    "underlying",
    "gaap",
    "organic",
    "constant_currency",
    "pro_forma",
    "seasonally_adjusted",
    "real",
    "nominal",
]
PeriodBasis = Literal["calendar", "fiscal", "assumed"]
Status = Literal["actual", "forecast", "plan", "speculative", "negated"]
MentionKind = Literal["name", "description", "pronoun"]
Scheme = Literal["ticker", "cik", "lei", "isin"]


class Text(msgspec.Struct, frozen=True):
    """A stretch of the article: ``article.text[start:end] == text``."""

    text: str
    start: int
    end: int


class Quantity(msgspec.Struct, frozen=True):
    """A figure as written and as read.

    ``value``, ``low`` and ``high`` are exact decimals in base units ("$45 billion" is 45000000000, "52 cents" is
    0.52). ``decimals`` is the precision of the text in the sense of XBRL 2.1, section 4.6.5: "$1.2 billion" is -8.
    """

    text: str
    start: int
    end: int
    kind: Kind
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    decimals: int
    unit: str
    per: str | None
    modifier: Modifier


class Metric(msgspec.Struct, frozen=True):
    """What is measured: ``name`` from the metric table, the words that say it, the XBRL concept where one exists.

    ``basis`` is how it is reckoned, ``segment`` the part of the business ("cloud") and ``geography`` the place
    ("China") that it is limited to, each only where words of the text say so.
    """

    name: str
    text: str | None
    concept: str | None
    basis: MetricBasis | None = None
    segment: str | None = None
    geography: str | None = None


class Period(msgspec.Struct, frozen=True):
    """The time the figure is for: ISO dates, both inclusive; a moment has ``start == end``.

    ``basis`` is what the dates rest on: words that name them (``calendar``), a fiscal year whose end is known
    (``fiscal``), or neither (``assumed``).
    """

    text: str | None
    start: str
    end: str
    basis: PeriodBasis | None = None


class Comparison(msgspec.Struct, frozen=True):
    """What a change or difference is measured against, and the words that say so."""

    basis: Basis
    text: str | None


class Attribution(msgspec.Struct, frozen=True):
    """Who says it, by name as short as it stands in the article; ``start``/``end`` are those of ``source``."""

    source: str
    cue: str | None
    start: int
    end: int


class Fact(msgspec.Struct, frozen=True):
    """One stated figure and all that is known about it. What is not known is ``None``.

    ``contradicts`` names the facts of the article with which this one cannot be true as the text states them.
    """

    fact_id: str
    quantity: Quantity
    companies: tuple[str, ...]
    subject: Text | None
    metric: Metric | None
    measure: Measure | None
    direction: Direction | None
    signed_value: Decimal | None
    period: Period | None
    comparison: Comparison | None
    status: Status
    attribution: Attribution | None
    same_as: str | None
    evidence: Text
    confidence: float
    rules: tuple[str, ...]
    contradicts: tuple[str, ...] = ()


class Identifier(msgspec.Struct, frozen=True, omit_defaults=True):
    """An identifier of a company; ``mic`` (ISO 10383) is set for tickers only."""

    scheme: Scheme
    value: str
    mic: str | None = None


class Mention(msgspec.Struct, frozen=True):
    """One place where the article speaks of a company."""

    text: str
    start: int
    end: int
    kind: MentionKind


class Company(msgspec.Struct, frozen=True):
    """A company of the article, with three separate scores from 0 to 1 and the identifiers that are certain enough."""

    name: str
    legal_name: str | None
    relevance: float
    type_score: float
    link_score: float
    ids: tuple[Identifier, ...]
    mentions: tuple[Mention, ...]


class ArticleHead(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a record says of its article. ``body_start`` is where the body begins in the text that offsets count in
    (0 unless a separate title was put before it). ``duplicate_of`` is the id of an earlier article that this one
    repeats almost word for word; only runs that look for duplicates fill it, and it is absent from JSON otherwise."""

    article_id: str
    uri: str | None
    title: str | None
    publisher: str | None
    author: str | None
    published: str | None
    published_ambiguous: bool
    language: str
    n_chars: int
    body_start: int
    duplicate_of: str | None = None


class Record(msgspec.Struct, frozen=True):
    """Everything said of one article: one line of JSONL."""

    schema_version: str
    article: ArticleHead
    companies: tuple[Company, ...]
    facts: tuple[Fact, ...]

    def _repr_html_(self) -> str:
        """What notebooks show; they look for this method."""
        from newsledger.notebook import record_html  # needs the types of this module

        return record_html(self)


class Rejected(msgspec.Struct, frozen=True):
    """An input that could not become a record. ``place`` is where in ``uri`` (line, row, member); ``reason`` is a short
    code such as ``"malformed_json"``, ``detail`` one line for people."""

    uri: str
    place: str | None
    reason: str
    detail: str


_encoder = msgspec.json.Encoder(decimal_format="number")


def to_json(value: msgspec.Struct) -> bytes:
    """Serialise a record to UTF-8 JSON on one line; decimals become JSON numbers, digit for digit."""
    return _encoder.encode(value)
