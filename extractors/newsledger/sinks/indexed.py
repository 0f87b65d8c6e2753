"""Destinations that keep an index and a quarantine file beside them: what a call of each of them has in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from newsledger.records import Rejected
from newsledger.sinks.index import Index
from newsledger.sinks.quarantine import QuarantineFile
from newsledger.sinks.rows import distinct
from newsledger.sinks.sink import ClosingSink, Item, RunInfo


class IndexedSink(ClosingSink):
    """A destination whose index says what is in it; subclasses open both files and say how fresh articles are kept."""

    run: RunInfo
    _index: Index
    _quarantine: QuarantineFile

    def write(self, items: Sequence[Item]) -> None:
        """See ``Sink.write``."""
        items = distinct(items)
        done = self.finished(record.article.article_id for _, record in items)
        fresh = [item for item in items if item[1].article.article_id not in done]
        if fresh:
            self._keep(fresh)

    def quarantine(self, items: Sequence[Rejected]) -> None:
        """See ``Sink.quarantine``."""
        self._quarantine.add(items)

    def finished(self, article_ids: Iterable[str]) -> set[str]:
        """See ``Sink.finished``."""
        return self._index.finished(article_ids, self.run.extractor_version)

    def _keep(self, fresh: list[Item]) -> None:
        """Keep articles, none of them there under this version, and enter them in the index: at once or not at all."""
        raise NotImplementedError
