"""The page on which people look at articles and facts: one HTML file that loads nothing from anywhere.

The data travels inside as compressed JSON, the records in the shape of the schemas. Nothing of an article is ever
written as markup: the script makes text nodes of it, the data's own letters have no "<" among them, and the page's
policy lets no script run but the one whose hash it names.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import re
from collections.abc import Sequence
from functools import cache
from string import Template
from typing import Any, get_args

import msgspec

from newsledger.evaluation.scores import article_key
from newsledger.facts.vocabulary import metrics
from newsledger.records import Basis, Direction, Kind, Measure, Modifier, Record, Rejected, Status
from newsledger.resources import folder
from newsledger.review.overview import Overview
from newsledger.review.reasons import Reasons, RunnersUp
from newsledger.review.stored import Reviewed, Selection

SCRIPTS = ("dom.js", "model.js", "store.js", "article.js", "fact.js", "table.js", "plots.js", "paste.js", "page.js")
"""The parts of the script, in their order."""


class Item(msgspec.Struct, frozen=True):
    """An article on the page. ``gold_id`` is what a gold file calls it, ``runners_up`` what lost in the slots of its
    facts, where that was asked for."""

    text: str | None
    record: Record
    gold_id: str
    runners_up: RunnersUp = {}


class Link(msgspec.Struct, frozen=True):
    """A link to another page of the report."""

    href: str
    label: str


class Content(msgspec.Struct, frozen=True):
    """All that a page shows. ``served`` pages have a box for articles; ``selection`` is what of a database they show,
    ``None`` where there is none."""

    title: str
    articles: Sequence[Item] = ()
    quarantine: Sequence[Rejected] = ()
    overview: Overview | None = None
    pages: Sequence[Link] = ()
    served: bool = False
    selection: Selection | None = None


def item(reviewed: Reviewed, reasons: Reasons | None = None) -> Item:
    """An article as the page has it, with what lost if ``reasons`` are there to tell it."""
    head = reviewed.record.article
    key = re.sub(r"[^\w-]+", "-", article_key(head.uri)).strip("-") or "article"
    gold_id = f"{key}-{head.article_id.removeprefix('sha256:')[:8]}"
    return Item(reviewed.text, reviewed.record, gold_id, reasons(reviewed) if reasons else {})


def packed(value: object) -> bytes:
    """JSON as the page reads it: exact values are texts, as JavaScript's numbers are not exact."""
    return msgspec.json.encode(value)


def page(content: Content) -> str:
    """The HTML of a page."""
    plain = msgspec.structs.asdict(content) | {"vocabulary": vocabulary()}
    data = base64.b64encode(gzip.compress(packed(plain), compresslevel=9, mtime=0)).decode("ascii")
    return Template(_asset("page.html")).substitute(
        policy=policy(content.served), title=html.escape(content.title), style=style(), script=script(), data=data
    )


@cache
def style() -> str:
    """The style sheet."""
    return _asset("page.css")


@cache
def script() -> str:
    """The script, its parts as one module."""
    return "\n".join(_asset(name) for name in SCRIPTS)


def policy(served: bool) -> str:
    """The content security policy: this style and this script; a served page may ask its own server, no page any
    other."""
    own = "'self'" if served else "'none'"
    return (
        f"default-src 'none'; script-src {_hash(script())}; style-src {_hash(style())}; img-src data:; "
        f"connect-src {own}; form-action {own}; base-uri 'none'"
    )


@cache
def vocabulary() -> dict[str, Any]:
    """The values that a slot may have, for the form of corrections."""
    return {
        "metrics": sorted(metrics()),
        "kind": get_args(Kind),
        "modifier": get_args(Modifier),
        "measure": get_args(Measure),
        "direction": get_args(Direction),
        "comparison": get_args(Basis),
        "status": get_args(Status),
    }


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


@cache
def _asset(name: str) -> str:
    return (folder("review/assets") / name).read_text(encoding="utf-8")
