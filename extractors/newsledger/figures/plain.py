"""Text as the grammar reads it: odd characters made plain, with the way back to the article.

Non-breaking and full-width forms become their ASCII counterparts one for one, so offsets stay. Characters that are not
seen (soft hyphen, zero-width space, combining mark) are left out, and then a table maps offsets back.
"""

from __future__ import annotations

import re
import unicodedata

# Everything outside this class is left alone, so ordinary text pays for one scan only. Typographic dashes, quotes,
# currency signs and vulgar fractions are tokens of the grammar and need no change.
_ODD = re.compile(r"[^\x00-\x7f‘’“”–—…£€¥₹\xa0½¼¾•·™®©À-ÖØ-öø-ÿ]")
_HYPHENS = "‐‑⁃−﹣－˗"


class Plain:
    """``text`` is what the grammar reads; ``origin(offset)`` is the offset in the article."""

    __slots__ = ("_offsets", "text")

    def __init__(self, text: str, offsets: list[int] | None) -> None:
        self.text = text
        self._offsets = offsets

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The article span of the plain span ``[start, end)``."""
        if self._offsets is None:
            return start, end
        return self._offsets[start], self._offsets[end - 1] + 1 if end > start else self._offsets[start]

    def place(self, offset: int) -> int:
        """The plain offset at or after the article offset."""
        if self._offsets is None:
            return offset
        low, high = 0, len(self._offsets)
        while low < high:
            middle = (low + high) // 2
            if self._offsets[middle] < offset:
                low = middle + 1
            else:
                high = middle
        return low


def _plain_character(character: str) -> str:
    """One character's plain form: itself, one ASCII character, or nothing if it is not seen."""
    if character in _HYPHENS:
        return "-"
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category in ("Mn", "Me", "Cf"):
        return ""
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 and folded.isascii() else character


def make_plain(text: str) -> Plain:
    """Read any text as plain text; linear in its length."""
    odd = () if text.isascii() else set(_ODD.findall(text))
    if not odd:
        return Plain(text, None)
    changes = {character: _plain_character(character) for character in odd}
    table = {ord(old): new for old, new in changes.items() if new and new != old}
    unseen = {character for character, new in changes.items() if not new}
    if table:
        text = text.translate(table)
    if not unseen:
        return Plain(text, None)
    offsets = [place for place, character in enumerate(text) if character not in unseen]
    return Plain("".join([text[place] for place in offsets]), offsets)
