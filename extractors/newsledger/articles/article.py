"""The article, as every later room sees it: nothing after the readers knows what format it came from."""

from __future__ import annotations

import hashlib
from datetime import date

import msgspec

SEPARATOR = "\n\n"
"""What stands between a title that came in a field of its own and the body."""


class Article(msgspec.Struct, frozen=True):
    """A text with what is known about it.

    ``text`` is stored as it was given; all offsets count its characters. Where the title came in a field of its own and
    does not open the text, the reader puts it before the body with a blank line between (``compose``), because figures
    of the headline are facts too; ``body_start`` then tells how many characters to subtract to count in the body alone.
    ``published`` is an ISO 8601 date or date and time, with a zone where one was given.
    ``title`` is the headline as text; ``title_end`` is where it ends in ``text`` (0 if it is not part of it).
    """

    text: str
    title: str | None = None
    title_end: int = 0
    body_start: int = 0
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    published_ambiguous: bool = False
    language: str = "en"
    uri: str | None = None
    dateline: str | None = None

    @property
    def article_id(self) -> str:
        """``sha256:`` and the hex digest of the text: the same text has the same id, wherever it came from."""
        return "sha256:" + hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def published_date(self) -> date | None:
        """The publication date, in the zone that the article gives; ``None`` if unknown."""
        return date.fromisoformat(self.published[:10]) if self.published else None


def compose(title: str | None, body: str) -> tuple[str, int, int]:
    """Join a separate title and a body: ``(text, title_end, body_start)``.

    A body that opens with the title is left as it is.

    >>> compose("Alpha gains 5%", "Alpha rose on Monday.")
    ('Alpha gains 5%\\n\\nAlpha rose on Monday.', 14, 16)
    """
    if not title or not title.strip():
        return body, 0, 0
    lead = len(body) - len(body.lstrip())
    if body.startswith(title.strip(), lead):
        return body, lead + len(title.strip()), 0
    text = title + SEPARATOR + body
    return text, len(title), len(title) + len(SEPARATOR)
