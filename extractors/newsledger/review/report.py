"""The report of a database: self-contained pages of at most 200 articles, the newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import msgspec

from newsledger.errors import InputError
from newsledger.review.overview import overview
from newsledger.review.page import Content, Item, Link, item, packed, page
from newsledger.review.reasons import Reasons
from newsledger.review.stored import Selection, Stored
from newsledger.sinks.replacing import replacing

ARTICLES_PER_PAGE = 200
BYTES_PER_PAGE = 6 << 20
"""Bytes of JSON beyond which a page is closed early; packed, they are about a sixth."""

MOST_QUARANTINE = 2_000
"""Lines of quarantine that the first page shows; the number of all is shown whatever it is."""


class Written(msgspec.Struct, frozen=True):
    """What was written: the pages in their order, and how many articles and facts they show."""

    pages: tuple[Path, ...]
    articles: int
    facts: int


def write_report(
    database: Path, dest: Path, selection: Selection, title: str | None = None, reasons: Reasons | None = None
) -> Written:
    """Write the report of a database to ``dest`` and, if it needs more pages, to ``dest-2.html`` and so on.

    Args:
        database: a DuckDB file that ``extract`` wrote.
        dest: the first page; a file that is there is replaced.
        selection: which articles.
        title: how the page is called; by default by the database.
        reasons: tell what lost in each slot; the articles are read again for that.

    Raises:
        InputError: no database of newsledger, or the selection is empty.
        DestinationError: a page cannot be written.
    """
    with Stored(database) as stored:
        numbers = overview(stored, selection)
        if not numbers.articles and not numbers.quarantined:
            raise InputError(f"{database}: no article of that selection to report on")
        quarantine = list(islice(stored.quarantine(), MOST_QUARANTINE))
        written: list[Path] = []
        first = 1
        for articles, more in _pages(item(one, reasons) for one in stored.articles(selection)):
            number = len(written) + 1
            content = Content(
                title=title or f"newsledger: {database.stem}",
                articles=articles,
                quarantine=quarantine if number == 1 else (),
                overview=numbers,
                pages=_links(dest, number, first, len(articles), more),
            )
            path = dest.with_name(_name(dest, number))
            with replacing(path) as file:
                file.write(page(content).encode("utf-8"))
            written.append(path)
            first += len(articles)
    return Written(tuple(written), numbers.articles, numbers.facts)


def _pages(items: Iterable[Item]) -> Iterator[tuple[list[Item], bool]]:
    """The articles of each page, and whether there is another one; at least one page."""
    rest = iter(items)
    kept: list[Item] = []
    size = 0
    for one in rest:
        weight = len(packed(one))
        if kept and (len(kept) == ARTICLES_PER_PAGE or size + weight > BYTES_PER_PAGE):
            yield kept, True
            kept, size = [], 0
        kept.append(one)
        size += weight
    yield kept, False


def _links(dest: Path, number: int, first: int, count: int, more: bool) -> Sequence[Link]:
    """The way to the pages beside this one; none where the report has but one."""
    if number == 1 and not more:
        return ()
    links = [Link("#articles", f"page {number}: articles {first:,} to {first + count - 1:,}")]
    if number > 1:
        links.append(Link(_name(dest, number - 1), "previous page"))
    if more:
        links.append(Link(_name(dest, number + 1), "next page"))
    return links


def _name(dest: Path, number: int) -> str:
    return dest.name if number == 1 else f"{dest.stem}-{number}{dest.suffix}"
