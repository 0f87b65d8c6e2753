"""Who was spoken of so far, in order of the text: the memory in which descriptions and pronouns find whom they mean."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from newsledger.sentences import Sentence


class Event(msgspec.Struct, frozen=True):
    """Words that speak of companies (none: of an institution, or of nobody that could be told)."""

    start: int
    end: int
    sentence: int
    companies: tuple[int, ...]
    subject: bool


class Memory:
    """What was said of companies in the text so far; ``events`` are in order of the text."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.events: list[Event] = []
        self._by_index = {sentence.index: sentence for sentence in sentences}

    def last_of_each(self) -> dict[int, Event]:
        """Where each company was spoken of last, in a sentence of its own rather than among others."""
        last: dict[int, Event] = {}
        for event in self.events:
            for company in event.companies:
                before = last.get(company)
                if before is None or event.sentence > before.sentence or len(event.companies) <= len(before.companies):
                    last[company] = event
        return last

    def named_in(self, index: int, before: int) -> list[int]:
        """The companies that a sentence speaks of before an offset, in order."""
        return list(
            dict.fromkeys(
                company
                for event in self.events
                if event.sentence == index and event.start < before
                for company in event.companies
            )
        )

    def spoken_within(self, span: tuple[int, int], sentence: Sentence) -> set[int]:
        """The companies that a sentence speaks of in a stretch of it."""
        return {
            company
            for event in self.events
            if event.sentence == sentence.index and span[0] <= event.start < span[1]
            for company in event.companies
        }

    def turned_from(self, home: int | None, sentence: Sentence) -> bool:
        """Whether the sentence before, in this paragraph, names one company and the paragraph not the article's own."""
        named = [event for event in self.events if event.companies and self.same_paragraph(event, sentence)]
        lately = {event.companies for event in named if event.sentence == sentence.index - 1}
        return len(lately) == 1 and not any(home in event.companies for event in named)

    def same_paragraph(self, event: Event, sentence: Sentence) -> bool:
        """Whether something was said earlier in the paragraph of a sentence."""
        there = self._by_index[event.sentence]
        return there.paragraph == sentence.paragraph and there.index < sentence.index

    def distance(self, event: Event, sentence: Sentence) -> int:
        """How many sentences ago; a headline is further off than it stands, what is in the same paragraph nearer."""
        there = self._by_index[event.sentence]
        distance = sentence.index - event.sentence
        if there.role == "headline" and distance:
            return distance + 2
        return 1 if distance and there.paragraph == sentence.paragraph and distance < 3 else distance
