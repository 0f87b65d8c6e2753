"""Everything that is known of an article when the facts are stated, and the slots that rules fill."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from newsledger.analysis import Analysis
from newsledger.articles.article import Article
from newsledger.companies.identity import Identities
from newsledger.figures.figure import Figure
from newsledger.sentences import Sentence


class Reading(msgspec.Struct, frozen=True):
    """One article as read so far. ``analyses`` maps a sentence's index to its tags; ``sentence_of[i]`` is the index of
    the sentence of ``figures[i]``."""

    article: Article
    sentences: Sequence[Sentence]
    figures: Sequence[Figure]
    sentence_of: Sequence[int]
    analyses: Mapping[int, Analysis]
    identities: Identities

    def figures_in(self, sentence: int) -> list[int]:
        """Indices of the figures of a sentence, in order."""
        return [index for index, place in enumerate(self.sentence_of) if place == sentence]
