"""Near-duplicates: articles that repeat an earlier one almost word for word, as a good part of wire copy does.

A sketch book on disk keeps a sketch of every article that is like no earlier one, so memory stays bounded over any
number of articles. Articles are entered in the order of the input, whatever the number of workers, and what was found
of one is kept: a run that was killed and begun again finds the same.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
import numpy as np

from newsledger.articles.article import Article
from newsledger.batch.sketch import Sketch, sketch
from newsledger.errors import DestinationError
from newsledger.records import SCHEMA_VERSION, ArticleHead, Record
from newsledger.sinks.faults import destination_errors
from newsledger.sinks.registry import kind_of

ALIKE = 0.8
"""The share of common runs of words from which on an article is a near-duplicate."""

_TABLES = """
CREATE TABLE IF NOT EXISTS article (id TEXT PRIMARY KEY, original INTEGER NOT NULL, repeats INTEGER NOT NULL)
  WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS original (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL, signature BLOB NOT NULL, stated BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS band (key INTEGER, original INTEGER, PRIMARY KEY (key, original)) WITHOUT ROWID;
"""
_MOST_IN_BAND = 50
"""Of the originals that share a band so many are compared, the earliest: a bound on what boilerplate can cost."""


class Verdict(msgspec.Struct, frozen=True):
    """What an article is like: ``original`` is the id of the earliest article of which it is a near-duplicate, and
    ``repeats`` says that it has no sentence with a figure that the original has not."""

    original: str
    repeats: bool


class SketchBook:
    """The sketches of articles, a file that one run at a time holds.

    ``skipping`` is whether articles that only repeat are left unextracted. All methods raise ``DestinationError``.
    """

    def __init__(self, path: Path, *, skipping: bool = False) -> None:
        self.path = path
        self.skipping = skipping
        with destination_errors(path):
            self._connection = sqlite3.connect(path, timeout=0, isolation_level=None)
            try:
                self._connection.execute("PRAGMA locking_mode = EXCLUSIVE")
                self._connection.execute("PRAGMA journal_mode = WAL")
                # A loss of power may lose the last entries; they are made again, as every article is asked about.
                self._connection.execute("PRAGMA synchronous = NORMAL")
                self._connection.executescript(f"BEGIN EXCLUSIVE; {_TABLES} COMMIT;")
            except BaseException:
                self._connection.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    @contextmanager
    def entering(self) -> Iterator[None]:
        """Around questions about articles: what they enter is kept together."""
        with destination_errors(self.path):
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                self._connection.execute("COMMIT")

    def verdict(self, article: Article) -> Verdict | None:
        """Of which earlier article this is a near-duplicate, ``None`` if of none; it is entered if it is new."""
        article_id = article.article_id
        known = self._connection.execute(
            "SELECT o.id, a.repeats FROM article a JOIN original o ON o.number = a.original WHERE a.id = ?",
            (article_id,),
        ).fetchone()
        if known is not None:
            original, repeats = known
            return Verdict(original, bool(repeats)) if original != article_id else None
        made = sketch(article.text)
        found = self._original_of(made)
        if found is None:
            self._enter(article_id, made)
            return None
        number, original, repeats = found
        self._connection.execute("INSERT INTO article VALUES (?, ?, ?)", (article_id, number, repeats))
        return Verdict(original, repeats)

    def _original_of(self, made: Sketch) -> tuple[int, str, bool] | None:
        numbers: set[int] = set()
        for key in made.bands():
            rows = self._connection.execute(
                "SELECT original FROM band WHERE key = ? ORDER BY original LIMIT ?", (key, _MOST_IN_BAND)
            )
            numbers.update(number for (number,) in rows)
        for number in sorted(numbers):
            article_id, signature, stated = self._connection.execute(
                "SELECT id, signature, stated FROM original WHERE number = ?", (number,)
            ).fetchone()
            other = Sketch(signature, frozenset(np.frombuffer(stated, np.uint32).tolist()))
            if made.likeness(other) >= ALIKE:
                return number, article_id, made.repeats(other)
        return None

    def _enter(self, article_id: str, made: Sketch) -> None:
        stated = np.array(sorted(made.stated), np.uint32).tobytes()
        number = self._connection.execute(
            "INSERT INTO original (id, signature, stated) VALUES (?, ?, ?)", (article_id, made.signature, stated)
        ).lastrowid
        self._connection.execute("INSERT INTO article VALUES (?, ?, 0)", (article_id, number))
        self._connection.executemany(
            "INSERT OR IGNORE INTO band VALUES (?, ?)", ((key, number) for key in made.bands())
        )


def book_beside(dest: str | None, *, skipping: bool) -> SketchBook:
    """The sketch book of a destination that is a file or folder, beside it in ``DEST.duplicates``.

    Raises:
        DestinationError: the destination is none of these.
    """
    if dest is None or dest == "-" or kind_of(dest).is_address:
        raise DestinationError(
            "near-duplicates are noted beside the destination, which must be a file or folder here: "
            "name one with --to, or name the file of notes with --duplicates-file"
        )
    return SketchBook(Path(dest.rstrip("/\\") + ".duplicates"), skipping=skipping)


def marked(record: Record, original: str) -> Record:
    """The record, saying of which article its own is a near-duplicate."""
    return msgspec.structs.replace(record, article=msgspec.structs.replace(record.article, duplicate_of=original))


def unextracted(article: Article, original: str) -> Record:
    """The record of an article that only repeats another one: its companies and facts are those of the original."""
    head = ArticleHead(
        article_id=article.article_id,
        uri=article.uri,
        title=article.title,
        publisher=article.publisher,
        author=article.author,
        published=article.published,
        published_ambiguous=article.published_ambiguous,
        language=article.language,
        n_chars=len(article.text),
        body_start=article.body_start,
        duplicate_of=original,
    )
    return Record(SCHEMA_VERSION, head, (), ())
