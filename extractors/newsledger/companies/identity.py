"""What the companies room gives to the later ones."""

from __future__ import annotations

import bisect
from collections.abc import Mapping, Sequence

import msgspec

from newsledger.companies.deals import Deal
from newsledger.records import Company, MentionKind


class CompanyMention(msgspec.Struct, frozen=True):
    """One mention: ``companies`` are indices into ``Identities.companies`` (more than one for "the companies", "both");
    empty when a description or pronoun could not be resolved."""

    start: int
    end: int
    kind: MentionKind
    companies: tuple[int, ...]
    possessive: bool = False


class Identities:
    """The companies of one article and every place where they are mentioned.

    ``companies`` are final records but for ``relevance``, which the pipeline sets once the facts are known.
    ``mentions`` are sorted by start and do not overlap, save that a company inside a longer name keeps both.
    ``home`` is the index of the company that the article is mainly about, if there is one. ``year_ends`` maps the index
    of a company to the month in which its fiscal year ends, for those whose calendar is known. ``cited`` are
    the companies that the article mostly quotes, by their trade or by what they do in it; ``advisers`` are those whose
    trade is to have views of others: banks, brokers, research houses. ``deals`` are the takeovers that the article
    reports, each with the index of the sentence that tells of it. ``countries`` maps the index of a company to the
    country of its seat (ISO 3166), where that is known. ``media`` are those of ``cited`` whose trade it is to be
    quoted: papers, agencies, houses of data.
    """

    __slots__ = (
        "_starts",
        "advisers",
        "cited",
        "companies",
        "countries",
        "deals",
        "home",
        "media",
        "mentions",
        "unit_of",
        "year_ends",
    )

    def __init__(
        self,
        companies: Sequence[Company],
        mentions: Sequence[CompanyMention],
        home: int | None = None,
        unit_of: dict[int, int] | None = None,
        year_ends: Mapping[int, int] | None = None,
        cited: frozenset[int] = frozenset(),
        advisers: frozenset[int] = frozenset(),
        deals: Sequence[tuple[int, Deal]] = (),
        countries: Mapping[int, str] | None = None,
        media: frozenset[int] = frozenset(),
    ) -> None:
        self.companies = tuple(companies)
        self.mentions = tuple(sorted(mentions, key=lambda mention: (mention.start, mention.end)))
        self.home = home
        self.unit_of = unit_of or {}
        self.cited = cited
        self.advisers = advisers
        self.deals = tuple(deals)
        self.year_ends = year_ends or {}
        self.countries = countries or {}
        self.media = media
        self._starts = [mention.start for mention in self.mentions]

    def within(self, start: int, end: int) -> list[CompanyMention]:
        """The mentions that lie in ``[start, end)``, in order."""
        first = bisect.bisect_left(self._starts, start)
        found = []
        for mention in self.mentions[first:]:
            if mention.start >= end:
                break
            if mention.end <= end:
                found.append(mention)
        return found

    def names(self, indices: Sequence[int]) -> tuple[str, ...]:
        """Canonical short names of companies by index."""
        return tuple(self.companies[index].name for index in indices)
