"""Who was spoken of so far, in order of the text: the memory in which descriptions and pronouns find whom they mean."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, takewhile

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
    """What was said of companies in the text so far; ``last`` is where each company was spoken of last, in a sentence
    of its own rather than among others, in the order of their first mention."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.last: dict[int, Event] = {}
        self._events: list[Event] = []
        self._in_sentence: dict[int, list[Event]] = {}
        self._in_paragraph: dict[int, list[Event]] = {}
        self._by_index = {sentence.index: sentence for sentence in sentences}

    def add(self, event: Event) -> None:
        """Remember what stands behind all that was added before."""
        self._events.append(event)
        self._in_sentence.setdefault(event.sentence, []).append(event)
        self._in_paragraph.setdefault(self._by_index[event.sentence].paragraph, []).append(event)
        for company in event.companies:
            before = self.last.get(company)
            if before is None or event.sentence > before.sentence or len(event.companies) <= len(before.companies):
                self.last[company] = event

    def said_in(self, index: int) -> Sequence[Event]:
        """What was said in a sentence, in order."""
        return self._in_sentence.get(index, ())

    def since(self, index: int) -> list[Event]:
        """What was said from a sentence on, the latest first."""
        return list(takewhile(lambda event: event.sentence >= index, reversed(self._events)))

    def named_in(self, index: int, before: int) -> list[int]:
        """The companies that a sentence speaks of before an offset, in order."""
        said = (event.companies for event in self.said_in(index) if event.start < before)
        return list(dict.fromkeys(chain.from_iterable(said)))

    def named_since(self, index: int, before: int) -> list[int]:
        """The companies that are spoken of from a sentence on and before an offset, in order."""
        said = (event.companies for event in reversed(self.since(index)) if event.start < before)
        return list(dict.fromkeys(chain.from_iterable(said)))

    def spoken_within(self, span: tuple[int, int], sentence: Sentence) -> set[int]:
        """The companies that a sentence speaks of in a stretch of it."""
        said = self.said_in(sentence.index)
        return {company for event in said if span[0] <= event.start < span[1] for company in event.companies}

    def turned_from(self, home: int | None, sentence: Sentence) -> bool:
        """Whether the sentence before, in this paragraph, names one company and the paragraph not the article's own."""
        said = self._in_paragraph.get(sentence.paragraph, ())
        named = [event for event in said if event.companies and self.same_paragraph(event, sentence)]
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
