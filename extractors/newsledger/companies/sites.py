"""Sites: the places in the text that may name a company, before anything is decided about them."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from newsledger.companies.compiling import Known
from newsledger.companies.tags import Tag
from newsledger.sentences import Sentence

Origin = Literal["table", "form", "tag", "model", "cue", "short"]


class Site(msgspec.Struct):
    """A place that may name a company. ``[start, bare_end)`` is the name, ``end`` includes its legal form.

    ``key`` is the key of the bare name. ``cues`` maps each kind of evidence that was seen here to its weight; a
    negative weight speaks against. ``initial`` says that the name opens its sentence or a quotation, where any word
    has a capital; ``styled`` that its line writes all words with capitals, so that capitals say nothing.
    """

    start: int
    bare_end: int
    end: int
    key: str
    sentence: Sentence
    origin: Origin
    known: Known | None = None
    tag: Tag | None = None
    initial: bool = False
    styled: bool = False
    cues: dict[str, float] = {}

    @property
    def form(self) -> bool:
        """Whether a legal form or group word follows the name."""
        return self.end > self.bare_end


class SentenceIndex:
    """Finds the sentence that holds an offset."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.sentences = sentences
        self._starts = [sentence.start for sentence in sentences]

    def at(self, offset: int) -> Sentence | None:
        """The sentence around an offset, or ``None`` between sentences."""
        place = bisect.bisect_right(self._starts, offset) - 1
        if place >= 0 and offset < self.sentences[place].end:
            return self.sentences[place]
        return None


def without_overlaps(sites: Iterable[Site]) -> list[Site]:
    """Of sites that overlap the longest stays; of equal ones the first given. Sorted by start.

    Evidence of a site that loses to one of the same extent is kept by the winner.
    """
    kept: list[Site] = []
    taken: list[tuple[int, int]] = []
    for site in sorted(sites, key=lambda site: (site.start - site.end, site.start)):
        place = bisect.bisect_left(taken, (site.start, site.end))
        clash = (place > 0 and taken[place - 1][1] > site.start) or (place < len(taken) and taken[place][0] < site.end)
        if not clash:
            taken.insert(place, (site.start, site.end))
            kept.append(site)
            continue
        for other in kept:
            if other.start <= site.start and site.end <= other.end and other.key == site.key:
                other.cues = {**site.cues, **other.cues}
                other.tag = other.tag or site.tag
    return sorted(kept, key=lambda site: site.start)


class Entity(msgspec.Struct):
    """Sites that name one company. ``entries`` are the companies of the knowledge base that it may be (none: unknown to
    it, more than one: not yet decided); ``believed`` is the belief that it is a company at all."""

    entries: tuple[int, ...]
    keys: list[str]
    sites: list[Site]
    believed: float

    @property
    def first(self) -> int:
        """Offset of the first mention."""
        return self.sites[0].start


def proved(site: Site) -> bool:
    """Whether a ticker or a legal form proves that the site names a company."""
    return "ticker" in site.cues or "legal_form" in site.cues
