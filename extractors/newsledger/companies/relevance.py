"""How much of an article is about a company."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from newsledger.companies.identity import Identities
from newsledger.records import Company

_HEADLINE, _LEDE, _MENTIONS, _FACTS = 0.3, 0.2, 0.25, 0.25
"""Shares of the score; they sum to one, so that only a company that has all of headline, lede, mentions and facts gets
1."""


def weigh(
    identities: Identities,
    fact_companies: Sequence[Sequence[str]],
    headline_end: int,
    lede_end: int,
) -> tuple[Company, ...]:
    """The companies of an article with their relevance: named in the headline, named in the lede, share of mentions,
    share of the facts that have a company. All parts are between 0 and 1; the result has two decimals.
    """
    total_mentions = sum(len(company.mentions) for company in identities.companies)
    attributed = [names for names in fact_companies if names]
    weighed = []
    for company in identities.companies:
        starts = [mention.start for mention in company.mentions]
        facts = sum(company.name in names for names in attributed)
        score = _HEADLINE * any(start < headline_end for start in starts)
        score += _LEDE * any(headline_end <= start < lede_end for start in starts)
        score += _MENTIONS * len(starts) / total_mentions if total_mentions else 0.0
        score += _FACTS * facts / len(attributed) if attributed else 0.0
        weighed.append(msgspec.structs.replace(company, relevance=round(score, 2)))
    return tuple(weighed)
