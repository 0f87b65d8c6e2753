"""What a reader may be told."""

from __future__ import annotations

from typing import Literal

import msgspec

from newsledger.articles.dates import DateOrder, Stamp, parse_date
from newsledger.errors import InputError

Language = Literal["en", "any"]
MEBIBYTE = 1 << 20


class Fields(msgspec.Struct, frozen=True):
    """Names of columns (or JSON keys) where they are not to be found by themselves."""

    text: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    author: str | None = None
    uri: str | None = None


class Limits(msgspec.Struct, frozen=True):
    """What is too much. A compressed stream is refused as a bomb when, past ``ratio_floor`` bytes, it has grown by more
    than ``ratio``; ``in_memory`` bytes are held at most of a member that must be read whole (Parquet or zip within
    another archive); ``depth`` is how deep archives may lie in archives."""

    characters: int = 1_000_000
    ratio: int = 250
    ratio_floor: int = 32 * MEBIBYTE
    in_memory: int = 1024 * MEBIBYTE
    depth: int = 3

    @property
    def bytes_of_text(self) -> int:
        """More bytes than the longest text can have in UTF-8 or UTF-16."""
        return 4 * self.characters + 4

    @property
    def bytes_of_record(self) -> int:
        """More bytes than a page or JSON record can have around the longest text, escapes and markup included."""
        return 12 * self.characters + MEBIBYTE


class ReadOptions(msgspec.Struct, frozen=True):
    """How inputs are read. ``published`` and ``publisher`` stand in where an article tells none; ``date_order`` decides
    what "01/09/2025" is; ``language`` "any" lets texts of all languages through. Files of a folder or glob whose path
    begins with one of ``exclude`` are left out: a destination within the folder, and what stands beside it.

    Raises:
        InputError: ``published`` is no date.
    """

    fields: Fields = Fields()
    published: str | None = None
    publisher: str | None = None
    date_order: DateOrder = "DMY"
    language: Language = "en"
    limits: Limits = Limits()
    exclude: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.published is not None and self.default_date() is None:
            raise InputError(f"{self.published!r} is not a date: write it as 2025-09-01")

    def default_date(self) -> Stamp | None:
        """``published``, read."""
        return parse_date(self.published, self.date_order)
