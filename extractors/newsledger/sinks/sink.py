"""What a destination is: the protocol that every sink obeys, and what a run tells it of itself."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from types import TracebackType
from typing import Protocol, Self

import msgspec

from newsledger.articles.article import Article
from newsledger.errors import DestinationError
from newsledger.records import Record, Rejected
from newsledger.wording import counted

Item = tuple[Article, Record]
"""What is written: a record together with the article that it was read from."""

FAILURES = frozenset({"contract", "failed"})
"""Reasons of rejection that are bugs of ours rather than faults of the input."""


class RunInfo(msgspec.Struct, frozen=True, kw_only=True):
    """What a destination is told of the run that writes to it.

    ``extractor_version`` names everything that decides the content of a record; an article that is there under another
    version is replaced, under the same one it is left alone. ``model`` and ``command`` are kept for people.
    """

    extractor_version: str
    model: str | None = None
    command: str | None = None
    run_id: str = msgspec.field(default_factory=lambda: uuid.uuid4().hex)
    started: datetime = msgspec.field(default_factory=lambda: datetime.now(UTC))


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the inputs of a run.

    ``read`` counts articles and rejected inputs; it always equals ``extracted + skipped`` and the sum of ``rejected``.
    Of the ``extracted``, ``duplicates`` repeat earlier ones and ``repeated`` of those were left unextracted.
    ``skipped`` articles were in the destination already, from an earlier run or from earlier in this one. ``rejected``
    counts the quarantined by reason. ``signal`` is the number of the signal that ended the run early, or 0.
    """

    read: int = 0
    extracted: int = 0
    skipped: int = 0
    duplicates: int = 0
    repeated: int = 0
    facts: int = 0
    companies: int = 0
    words: int = 0
    rejected: Mapping[str, int] = {}
    seconds: float = 0.0
    signal: int = 0

    @property
    def quarantined(self) -> int:
        """How many inputs went to quarantine, for whatever reason."""
        return sum(self.rejected.values())

    @property
    def failed(self) -> int:
        """How many of the quarantined are there for a failure of ours."""
        return sum(count for reason, count in self.rejected.items() if reason in FAILURES)

    @property
    def exit_status(self) -> int:
        """0 all well, 1 a failure of ours, 2 nothing to read, 3 something quarantined, 128 + signal if interrupted."""
        if self.signal:
            return 128 + self.signal
        if self.failed:
            return 1
        if not self.read:
            return 2
        return 3 if self.rejected else 0

    def line(self) -> str:
        """The summary of the run for people, on one line."""
        parts = [counted(self.extracted, "article"), counted(self.facts, "fact"), counted(self.companies, "company")]
        if self.duplicates:
            left = f", {self.repeated:,} of them not extracted again" if self.repeated else ""
            parts.append(f"{counted(self.duplicates, 'near-duplicate')}{left}")
        if self.skipped:
            parts.append(f"{self.skipped:,} already there")
        if self.rejected:
            reasons = ", ".join(f"{reason} {count:,}" for reason, count in sorted(self.rejected.items()))
            parts.append(f"{self.quarantined:,} quarantined ({reasons})")
        rate = f", {self.words / self.seconds:,.0f} words/s" if self.words and self.seconds > 0 else ""
        ended = f"; stopped by signal {self.signal}, run again to go on" if self.signal else ""
        return f"{', '.join(parts)} in {self.seconds:.1f} s{rate}{ended}"


class Sink(Protocol):
    """A destination of records.

    Every call is one transaction: after a crash each article is there whole or not at all. Whatever is written twice is
    there once. All methods raise ``DestinationError`` with one line for people where the destination fails.
    """

    def write(self, items: Sequence[Item]) -> None:
        """Write records: an article that is there under this version is left alone, under another replaced whole."""

    def quarantine(self, items: Sequence[Rejected]) -> None:
        """Keep what could not become a record, with its place and reason.

        An article that was rejected with its id as place leaves the quarantine when it becomes a record.
        """

    def finished(self, article_ids: Iterable[str]) -> set[str]:
        """Which of these articles are there already under this run's extractor version."""

    def close(self, summary: Summary | None = None) -> None:
        """Complete the destination. Without a summary the run broke off: what was written stays and can be resumed."""

    def __enter__(self) -> Self:
        """Enter the context; it closes the sink."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the sink if nobody has."""


class ClosingSink:
    """The context manager of every sink: ``close`` runs once, whoever calls it."""

    def close(self, summary: Summary | None = None) -> None:
        """Complete the destination."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.close()
            return
        # What broke the run is told; on a full disk closing fails as well.
        with suppress(DestinationError):
            self.close()
