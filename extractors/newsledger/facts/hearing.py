"""Who speaks where in an article, as the rules of attribution ask it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsledger.facts.candidates import Candidate
from newsledger.facts.core import Core
from newsledger.facts.reading import Reading
from newsledger.facts.scenes import Scene
from newsledger.facts.source import Source
from newsledger.facts.sources import Sources
from newsledger.facts.speech import speeches
from newsledger.facts.telling import Speech
from newsledger.facts.timeline import Calendar
from newsledger.records import Attribution

Proposal = Iterator[Candidate[Attribution]]


class Hearing:
    """Who speaks where in an article."""

    def __init__(self, reading: Reading, cores: Sequence[Core], known: Calendar | None = None) -> None:
        self.reading = reading
        self.cores = cores
        known = known or Calendar(reading, cores)
        self.stage, self.status, self.expected = known.stage, known.status, known.expected
        self.sources = Sources(reading)
        # Of a sentence after the one that follows the last figure nobody asks.
        last = max(reading.sentence_of, default=-1) + 1
        self.speeches: dict[int, list[Speech]] = {
            index: speeches(scene, self.sources) for index, scene in sorted(self.stage.items()) if index <= last
        }
        self.broker: Source | None = None

    def scene(self, figure: int) -> Scene:
        """The sentence of a figure."""
        return self.stage[self.reading.sentence_of[figure]]

    def house_before(self, figure: int) -> Source | None:
        """The company that told in the sentence before of others than itself: a broker, a fund."""
        index = self.reading.sentence_of[figure] - 1
        for speech in reversed(self.speeches.get(index, [])):
            about = {company for other in self.stage[index].figures for company in self.cores[other].companies}
            told = set(self.cores[figure].companies)
            if speech.source.kind == "company" and not set(speech.source.companies) & (about | told):
                return speech.source
        return None

    def house_of(self, figure: int) -> Source | None:
        """The house that "it" stands for in a sentence: one that set a target there, or was heard before."""
        broker = self.broker
        if broker is not None and broker.start >= self.scene(figure).start:
            return broker
        return self.house_before(figure) or broker

    def told(self, figure: int) -> list[Speech]:
        """The tellings of the figure's sentence."""
        return self.speeches[self.reading.sentence_of[figure]]


def attributed(source: Source, cue: str | None) -> Attribution:
    """The attribution to a source, by a cue."""
    return Attribution(source.name, cue, source.start, source.end)
