"""The company that an article is mainly about."""

from __future__ import annotations

import math
from collections.abc import Sequence

from newsledger.companies.identity import CompanyMention
from newsledger.sentences import Sentence

_HEADLINE, _FIRST, _LEDE = 2.0, 0.6, 1.5
_LEAST, _LEAD = 2.8, 0.4
_CITED = 0.35


def find_home(
    names: Sequence[CompanyMention], sentences: Sequence[Sentence], cited: Sequence[bool], parents: dict[int, int]
) -> int | None:
    """The company that headline, lede and the number of mentions speak for, or ``None`` if none does clearly.

    ``cited[i]`` says that company ``i`` is mostly a source; ``parents`` maps a unit to its owner, which wins over it.
    """
    headline = max((sentence.end for sentence in sentences if sentence.role == "headline"), default=0)
    lede = max((sentence.end for sentence in sentences if sentence.role == "lede"), default=headline)
    scores: dict[int, float] = {}
    counts: dict[int, int] = {}
    in_title: list[int] = []
    in_lede: set[int] = set()
    for mention in names:
        company = mention.companies[0]
        counts[company] = counts.get(company, 0) + 1
        if mention.start < headline and company not in in_title:
            in_title.append(company)
        elif headline <= mention.start < lede:
            in_lede.add(company)
    for company, count in counts.items():
        score = math.log2(1 + count)
        if company in in_title:
            score += _HEADLINE
        if company in in_lede:
            score += _LEDE
        scores[company] = score * (_CITED if cited[company] else 1.0)
    leading = [company for company in in_title if not cited[company]]
    if leading:
        scores[leading[0]] += _FIRST
    ranked = sorted(scores, key=lambda company: -scores[company])
    if not ranked or scores[ranked[0]] < _LEAST:
        return None
    best = ranked[0]
    owner = parents.get(best)
    if owner in scores and scores[owner] >= scores[best] - _FIRST:
        return owner
    if len(ranked) > 1 and scores[best] - scores[ranked[1]] < _LEAD and best not in in_title[:1]:
        return None
    return best
