"""From the fields of a record to an article: which column is what, what the text itself tells, and what is refused."""

from __future__ import annotations

import csv
import math
import re
from datetime import UTC, datetime
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsledger.articles import Fields, Limits, ReadOptions, article_from_fields
from newsledger.articles.article import Article
from newsledger.articles.fields import bare, column_names, find_columns
from newsledger.articles.masthead import publishers
from newsledger.errors import InputError
from newsledger.records import Rejected
from newsledger.resources import folder

from .samples import BODY, PLAIN, TITLE, accepted, refused

COLUMNS = [
    (("id", "text"), {"text": "text", "uri": "id"}),
    (
        ("Headline", "Body Text", "Publish-Date"),
        {"title": "Headline", "text": "Body Text", "published": "Publish-Date"},
    ),
    (("article_text", "source", "url", "id"), {"text": "article_text", "publisher": "source", "uri": "url"}),
    (("content", "publishedAt", "author"), {"text": "content", "published": "publishedAt", "author": "author"}),
    (("body", "text"), {"text": "text"}),
    (("ticker", "price"), {}),
    ((), {}),
]


@pytest.mark.parametrize(("columns", "expected"), COLUMNS)
def test_columns_are_found_by_their_names(columns: tuple[str, ...], expected: dict[str, str]) -> None:
    found = find_columns(columns)
    assert {part: getattr(found, part) for part in column_names() if getattr(found, part)} == expected


def test_a_named_column_holds_and_no_other_stands_in_for_it() -> None:
    assert find_columns(("text", "story"), Fields(text="story")).text == "story"
    assert find_columns(("text", "story"), Fields(text="nitf")).text is None


# What a plain text tells of itself: text, then the fields of the article that must come out.
SELF_TOLD: list[tuple[str, dict[str, Any]]] = [
    (
        PLAIN,
        {"title": TITLE, "published": "2025-09-01T14:52:00", "published_ambiguous": True, "publisher": "Acme Wire"},
    ),
    (PLAIN, {"dateline": "LONDON, Sept 1 (Acme Wire) -", "title_end": 0, "body_start": 0}),
    (f"{TITLE}\n\nNEW YORK, May 10 - {BODY}", {"published": None, "dateline": "NEW YORK, May 10 -", "publisher": None}),
    (f"{TITLE}\n\nNEW YORK, Dec. 17, 2024 -- {BODY}", {"published": "2024-12-17", "published_ambiguous": False}),
    (f"{TITLE}\n\nInvesting.com -- {BODY}", {"publisher": "Investing.com", "dateline": "Investing.com --"}),
    (f"{TITLE}\n\n(Reuters) - {BODY}", {"publisher": "Reuters", "dateline": "(Reuters) -"}),
    (f"{TITLE}\n\nBUDAPEST, April 7, Reuter - {BODY}", {"dateline": "BUDAPEST, April 7, Reuter -"}),
    (
        f"{TITLE}\n\nSEATTLE, Jan. 5, 2024 /PRNewswire/ -- {BODY}",
        {"publisher": "PR Newswire"},
    ),
    (f"{TITLE}\n\nMumbai, Oct 10 (PTI) {BODY}", {"dateline": None}),
    (f"{TITLE}\n\nTORONTO - {BODY}", {"dateline": "TORONTO -"}),
    (f"{TITLE}\n\nIBM - the computer maker - said revenue rose 5%.", {"dateline": None}),
    (
        f"{TITLE}\n\nBy Jane Roe and John Doe\n3 May 2024\n\n{BODY}",
        {"author": "Jane Roe and John Doe"},
    ),
    (f"{TITLE}\n\nBy a staff reporter\n\n{BODY}", {"author": None}),
    (
        f"{TITLE}\n\nBy Staff Writer, Published 24/04/2025, 10:05\n\n{BODY}",
        {"author": None, "published": "2025-04-24T10:05:00"},
    ),
    (f"{TITLE}\nBy Jane Roe\n{BODY}", {"title": TITLE, "author": "Jane Roe"}),
    (f"Reuters\n3 May 2024\n{TITLE}\n\n{BODY}", {"title": TITLE, "publisher": "Reuters", "published": "2024-05-03"}),
    (f"{TITLE}\n\nA standfirst that sums it up\n\nBy Jane Roe\n\n{BODY}", {"title": TITLE, "author": "Jane Roe"}),
    (BODY, {"title": None}),
    ("Acme Corp and the bank that lends\nto it said on Monday that they will merge.", {"title": None}),
    ("Acme buys Rival Inc.\n\nThe price is $5 billion.", {"title": "Acme buys Rival Inc."}),
    ("Acme rose on Monday.\n\nRival fell.", {"title": None}),
    ("Acme gains 5%", {"title": None}),
]


@pytest.mark.parametrize(("text", "expected"), SELF_TOLD)
def test_what_the_text_tells(text: str, expected: dict[str, Any]) -> None:
    article = accepted({"text": text})
    assert {name: getattr(article, name) for name in expected} == expected
    assert article.text == text


VALUES: list[tuple[dict[str, Any], dict[str, Any]]] = [
    (
        {"text": BODY, "title": f" {TITLE} \n"},
        {"title": TITLE, "text": f"{TITLE}\n\n{BODY}", "body_start": 28},
    ),
    (
        {"text": f"{TITLE}\n{BODY}", "title": TITLE},
        {"title_end": 26, "body_start": 0},
    ),
    ({"text": [BODY, "Jobs go."]}, {"text": f"{BODY}\n\nJobs go."}),
    ({"text": BODY, "source": {"id": "acme", "name": "Acme Wire"}}, {"publisher": "Acme Wire"}),
    ({"text": BODY, "source": "reuters.com"}, {"publisher": "Reuters"}),
    ({"text": BODY, "authors": ["Jane Roe", {"name": "John Doe"}]}, {"author": "Jane Roe, John Doe"}),
    ({"text": BODY, "id": 7}, {"uri": "7"}),
    ({"text": BODY, "id": 7.0}, {"uri": "7"}),
    ({"text": BODY, "id": math.nan, "date": pd.NaT, "title": pd.NA}, {"uri": None, "published": None, "title": None}),
    ({"text": BODY, "date": pd.Timestamp("2025-09-01 14:52", tz="UTC")}, {"published": "2025-09-01T14:52:00+00:00"}),
    ({"text": BODY, "date": datetime(2025, 9, 1, tzinfo=UTC)}, {"published": "2025-09-01T00:00:00+00:00"}),
    ({"text": BODY, "timestamp": 1700000000}, {"published": "2023-11-14T22:13:20+00:00"}),
    ({"text": PLAIN, "date": "2024-01-05"}, {"published": "2024-01-05", "published_ambiguous": False}),
    ({"text": PLAIN, "date": "some day"}, {"published": "2025-09-01T14:52:00"}),
    ({"text": BODY, "dateline": "PARIS, May 5 -"}, {"dateline": "PARIS, May 5 -"}),
    ({"text": BODY, "language": "en-GB"}, {"language": "en"}),
]


@pytest.mark.parametrize(("fields", "expected"), VALUES)
def test_what_the_fields_tell(fields: dict[str, Any], expected: dict[str, Any]) -> None:
    article = accepted(fields)
    assert {name: getattr(article, name) for name in expected} == expected


def test_defaults_stand_in_only_where_nothing_is_told() -> None:
    options = ReadOptions(published="2020-02-03", publisher="Acme Daily")
    assert accepted({"text": BODY}, options).published == "2020-02-03"
    assert accepted({"text": BODY}, options).publisher == "Acme Daily"
    assert accepted({"text": PLAIN}, options).published == "2025-09-01T14:52:00"
    assert accepted({"text": PLAIN}, options).publisher == "Acme Wire"


def test_the_date_order_decides() -> None:
    assert accepted({"text": PLAIN}, ReadOptions(date_order="MDY")).published == "2025-01-09T14:52:00"


def test_a_default_that_is_no_date_is_said_at_once() -> None:
    with pytest.raises(InputError, match="yesterday"):
        ReadOptions(published="yesterday")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"text": ""}, "empty_text"),
        ({"text": "  \n", "title": TITLE}, "empty_text"),
        ({"title": TITLE}, "empty_text"),
        ({"text": math.nan}, "empty_text"),
        ({"text": b"bytes"}, "wrong_type"),
        ({"text": ["a", 5]}, "wrong_type"),
        ({"text": "a\0b"}, "nul_characters"),
        ({"text": "a\udc80b"}, "undecodable"),
        ({"text": "x" * 101}, "too_long"),
        ({"text": BODY[:90], "language": "de"}, "not_english"),
    ],
)
def test_what_is_refused(fields: dict[str, Any], reason: str) -> None:
    rejection = refused(fields, ReadOptions(limits=Limits(characters=100)))
    assert (rejection.reason, rejection.place) == (reason, "row 1")


ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=30)
    | st.binary(max_size=5)
    | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(
    st.dictionaries(
        st.sampled_from(["text", "title", "date", "source", "author", "id", "language", "dateline", "x"]), ANY
    )
)
def test_never_raises(fields: dict[str, Any]) -> None:
    found = article_from_fields(fields, ReadOptions())
    assert isinstance(found, Article | Rejected)
    if isinstance(found, Article):
        assert found.text[found.body_start :].strip()
        assert 0 <= found.title_end <= len(found.text)
        assert len(found.article_id) == 71


def test_the_lexicon_of_columns_is_sound() -> None:
    names = [bare(name) for names in column_names().values() for name in names]
    assert sorted(names) == sorted(set(names))


def test_the_table_of_publishers_is_sound() -> None:
    with (folder("lexicons") / "publishers.csv").open(encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    names = [row["name"].lower() for row in rows]
    assert sorted(names) == sorted(set(names))
    assert all(re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", row["domain"]) for row in rows)
    assert publishers()["ap"] == publishers()["apnews.com"] == "Associated Press"
