"""Gold files: annotated articles, one JSON file each, in the format of ``corpus/gold/README.md``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from newsledger.articles.article import Article
from newsledger.errors import InputError


class GoldCompany(msgspec.Struct, frozen=True):
    """A company of a gold article. ``also`` are other accepted names, ``tickers`` accepted tickers."""

    name: str
    also: tuple[str, ...] = ()
    tickers: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()


class GoldFact(msgspec.Struct, frozen=True):
    """One annotated figure. ``metric`` lists accepted names, the best first; ``accept`` holds, by slot, other values
    that count as right; an ``optional`` fact counts neither for nor against."""

    text: str
    start: int
    end: int
    kind: str
    value: float
    low: float | None
    high: float | None
    unit: str
    per: str | None
    modifier: str
    companies: tuple[str, ...]
    subject: str | None
    metric: tuple[str, ...]
    measure: str | None
    direction: str | None
    period: tuple[str, str] | None
    comparison: str | None
    status: str
    attribution: str | None
    optional: bool = False
    accept: dict[str, list[Any]] = {}


class GoldArticle(msgspec.Struct, frozen=True):
    """An annotated article."""

    id: str
    published: str | None
    style: str
    text: str
    companies: tuple[GoldCompany, ...]
    facts: tuple[GoldFact, ...]

    @property
    def series(self) -> str:
        """The letters that its name begins with: articles of one series are by one hand."""
        return self.id.rstrip("0123456789")

    def article(self) -> Article:
        """The article as the extractor gets it: text and publication date, nothing of the annotation."""
        return Article(text=self.text, published=self.published, uri=self.id)


def read_gold(place: Path) -> list[GoldArticle]:
    """The articles of a gold file, or of all in a folder, by name. A file holds one article or a list of them.

    Raises:
        InputError: the folder holds no gold file, or a file is not one; the message names it.
    """
    paths = sorted(place.glob("*.json")) if place.is_dir() else [place]
    if not paths:
        raise InputError(f"{place}: no gold files (*.json) here")
    articles: list[GoldArticle] = []
    for path in paths:
        try:
            found = msgspec.json.decode(path.read_bytes(), type=GoldArticle | list[GoldArticle])
            articles.extend(found if isinstance(found, list) else [found])
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise InputError(f"{path}: not a gold file: {error}") from error
    return articles
