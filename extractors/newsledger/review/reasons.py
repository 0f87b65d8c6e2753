"""What lost in the slots of facts: it is stored nowhere, so the articles are read once more."""

from __future__ import annotations

from newsledger.articles.article import Article
from newsledger.facts.reasons import runners_up
from newsledger.pipeline import Extractor
from newsledger.review.stored import Reviewed
from newsledger.settings import ExtractSettings

RunnersUp = dict[str, dict[str, str]]
"""By fact, by slot, the best value that was not taken, in words."""


class Reasons:
    """Reads articles again for the values that lost. Facts that another version stated are passed over: what lost
    against them is not known any more.

    Raises:
        ModelError: the model is not installed.
    """

    def __init__(self, settings: ExtractSettings | None = None) -> None:
        self._extractor = Extractor(settings)

    def __call__(self, reviewed: Reviewed) -> RunnersUp:
        """The runners-up of the facts of an article; none where its text was not kept."""
        if reviewed.text is None:
            return {}
        known = {fact.fact_id for fact in reviewed.record.facts}
        found = runners_up(self._extractor.read(_article(reviewed, reviewed.text)))
        return {fact_id: lost for fact_id, lost in found.items() if fact_id in known}


def _article(reviewed: Reviewed, text: str) -> Article:
    head = reviewed.record.article
    title_end = 0
    if head.title and text.lstrip().startswith(head.title):
        title_end = len(text) - len(text.lstrip()) + len(head.title)
    return Article(
        text=text,
        title=head.title,
        title_end=title_end,
        body_start=head.body_start,
        publisher=head.publisher,
        author=head.author,
        published=head.published,
        published_ambiguous=head.published_ambiguous,
        language=head.language,
        uri=head.uri,
    )
