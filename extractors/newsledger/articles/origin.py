"""Where bytes come from, as the readers of formats see it."""

from __future__ import annotations

import msgspec

from newsledger.articles.options import ReadOptions


class Origin(msgspec.Struct, frozen=True):
    """A file or archive member. ``uri`` is what its articles are called; ``named`` says that the user named it, so that
    a table without a text column is a mistake in what was asked and not a bad input among many."""

    uri: str
    named: bool
    options: ReadOptions

    def row(self, number: int) -> str:
        """The uri of a row that has none of its own."""
        return f"{self.uri}#{number}"
