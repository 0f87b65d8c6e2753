"""Small extractors with the faults of the world, for the engine's tests. Workers import them by name."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from newsledger.articles.article import Article
from newsledger.errors import ModelError
from newsledger.records import Record, Rejected, Text
from newsledger.settings import ExtractSettings
from tests.builders import fact, record

Inputs = Iterator[Article | Rejected]


def article(number: int, words: str = "plain") -> Article:
    return Article(text=f"{number} {words} text", uri=f"{number}.txt")


def articles(count: int, **words: str) -> Inputs:
    """Articles 0 to ``count``; ``n7="die"`` puts a word into number 7."""
    return (article(number, words.get(f"n{number}", "plain")) for number in range(count))


def record_of(source: Article) -> Record:
    """A record with one fact that says which article it is of."""
    evidence = Text(source.text, 0, len(source.text))
    return msgspec.structs.replace(record(source), facts=(fact(evidence=evidence),))


class Plain:
    """Works, unless a word of the article says otherwise."""

    def extract(self, articles: Iterable[Article]) -> Iterator[Record | Rejected]:
        for one in articles:
            word = one.text.split()[1]
            if word == "fail":
                raise ValueError(f"cannot read\n{one.text}")
            if word == "die":
                os.kill(os.getpid(), signal.SIGKILL)
            if word == "exit":
                raise SystemExit(5)
            if word == "hang":
                time.sleep(600)
            if word == "greedy":
                bytes(8 << 30)
            if word == "deep":
                self._sink()
            if word == "reject":
                yield Rejected(one.uri or "", None, "not_english", "it is in German")
            elif word == "twice":
                yield record_of(one)
                yield record_of(one)
            elif word == "other":
                yield record_of(article(999))
            elif word != "none":
                yield record_of(one)

    def _sink(self) -> None:
        self._sink()


def plain() -> Plain:
    return Plain()


def small(settings: ExtractSettings | None) -> Plain:
    """What stands in for ``engine._extractor``, here and in the workers, which import it by its name."""
    return Plain()


class Slow(Plain):
    """Takes a while for each article, the longer the earlier it is, so that later ones are done first."""

    def extract(self, articles: Iterable[Article]) -> Iterator[Record | Rejected]:
        for one in articles:
            time.sleep(0.05 if int(one.text.split()[0]) % 3 == 0 else 0.002)
            yield from super().extract([one])


def slow() -> Slow:
    return Slow()


class Noting(msgspec.Struct, frozen=True):
    """A factory whose extractors note each article that they read, and each making, in a folder."""

    folder: str

    def __call__(self) -> Plain:
        (Path(self.folder) / f"made.{os.getpid()}").touch()
        return _Noter(self.folder)


class _Noter(Plain):
    def __init__(self, folder: str) -> None:
        self.folder = folder

    def extract(self, articles: Iterable[Article]) -> Iterator[Record | Rejected]:
        for one in articles:
            with (Path(self.folder) / f"read.{os.getpid()}").open("a") as file:
                file.write(f"{one.uri}\n")
            time.sleep(0.004)
            yield from super().extract([one])


def without_model() -> Plain:
    raise ModelError("the model is not installed; install it")


def broken() -> Plain:
    raise ZeroDivisionError("no\nway")


def dying_at_start() -> Plain:
    os._exit(3)
