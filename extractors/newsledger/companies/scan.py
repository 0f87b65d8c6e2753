"""Finding known names in text: one look at each capitalised word, the longest known name wins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from newsledger.companies.compiling import Known
from newsledger.companies.knowledge import KnowledgeBase
from newsledger.companies.names import PIECE, fold, form_pattern, growing_keys
from newsledger.companies.tables import cues
from newsledger.sentences import Sentence


@cache
def _small_words() -> frozenset[str]:
    """Words that stand small in names."""
    return frozenset(cues()["names"]["small"])


_LONGEST_SHORT = 3


class Hit(msgspec.Struct, frozen=True):
    """A known name in the text. ``[start, bare_end)`` is the name, ``end`` includes legal forms that follow it."""

    start: int
    bare_end: int
    end: int
    key: str
    known: Known


class Scanner:
    """Finds known names in sentences."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self._knowledge = knowledge
        small = "|".join(sorted(map(re.escape, knowledge.lower), key=len, reverse=True))
        lower = rf"|(?:{small})(?![^\W_])" if small else ""
        # A name begins with a capital, a digit that a letter follows soon ("3M", "7-Eleven"), or a small letter
        # before a capital ("eBay"); the few that are all small are listed one by one.
        self._head = re.compile(
            rf"(?<![^\W_])(?:[A-ZÀ-ÖØ-ÞŠŽİĄ-Ż][^\W_]*|\d{{1,3}}(?=[A-Za-z&\-])[^\W_]*|[a-z]{{1,5}}[A-Z][^\W_]*{lower})"
        )

    def scan(self, text: str, sentences: Sequence[Sentence]) -> Iterator[Hit]:
        """Known names in order of the text; they do not overlap and do not cross sentences."""
        reach = self._knowledge.reach
        for sentence in sentences:
            upper = _is_upper(text, sentence)
            position = sentence.start
            for head in self._head.finditer(text, sentence.start, sentence.end):
                if head.start() < position:
                    continue
                piece = head[0].casefold() if head[0].isascii() else fold(head[0])
                longest = reach.get(piece)
                if longest is None:
                    continue
                hit = self._longest(text, head.start(), longest, sentence.end, upper)
                if hit is not None:
                    yield hit
                    position = hit.end

    def _longest(self, text: str, start: int, longest: int, limit: int, upper: bool) -> Hit | None:
        best: tuple[int, str, Known] | None = None
        for end, name_key in growing_keys(text, start, limit, longest, None if upper else _small_words()):
            known = self._knowledge.lookup(name_key)
            if known is not None and (upper or _case_fits(text[start:end], known)):
                best = (end, name_key, known)
        if best is None:
            return None
        bare_end, name_key, known = best
        forms = form_pattern().match(text, bare_end, limit)
        return Hit(start, bare_end, forms.end() if forms else bare_end, name_key, known)


def _is_upper(text: str, sentence: Sentence) -> bool:
    return text[sentence.start : sentence.end].isupper()


def _case_fits(found: str, known: Known) -> bool:
    """Whether a short name is more than a common word in capitals ("IT", "ALL")."""
    return (
        len(found) > _LONGEST_SHORT
        or not known.written
        or found == known.written
        or PIECE.fullmatch(found) is None
        or found.casefold() != known.written.casefold()
    )
