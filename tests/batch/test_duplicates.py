"""Near-duplicates: what is alike, what only repeats, and that nothing depends on workers, batches or interruptions."""

from __future__ import annotations

import random
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import duckdb
import msgspec
import pytest

from newsledger.articles.article import Article
from newsledger.batch import run
from newsledger.batch.duplicates import SketchBook, book_beside
from newsledger.batch.sketch import sketch
from newsledger.errors import DestinationError
from newsledger.records import Record, Rejected, to_json
from newsledger.sinks import RunInfo, open_sink
from tests.batch import fakes

WORDS = ["alpha", "bravo", "carbon", "delta", "ember", "forge", "gravel", "harbour", "ingot", "joist", "kiln", "lumber"]


def story(seed: int, figure: str = "5 percent", length: int = 120) -> str:
    """A text of invented words with a figure in one of its sentences."""
    rng = random.Random(seed)
    sentences = [" ".join(rng.choices(WORDS, k=12)).capitalize() + "." for _ in range(length // 12)]
    sentences.insert(3, f"Revenue of the {rng.choice(WORDS)} group rose {figure} in March.")
    return " ".join(sentences)


PAIRS = [
    ("the same text", story(1), story(1), 1.0, 1.0),
    ("case and line breaks", story(1), story(1).upper().replace(" ", "\n", 40), 1.0, 1.0),
    ("another figure", story(1), story(1, "6 percent"), 0.88, 0.99),
    ("a word in ten", story(1, length=600), story(1, length=600).replace("alpha", "zinc"), 0.3, 0.9),
    ("another story", story(1), story(2), 0.0, 0.1),
    ("nothing", "", "", 1.0, 1.0),
]


@pytest.mark.parametrize(("one", "other", "least", "most"), [row[1:] for row in PAIRS], ids=[row[0] for row in PAIRS])
def test_likeness(one: str, other: str, least: float, most: float) -> None:
    assert least <= sketch(one).likeness(sketch(other)) <= most


def test_the_estimate_is_that_of_the_runs_themselves() -> None:
    for seed in range(20):
        words = story(seed, length=480).split()
        half = [*words[: len(words) * 3 // 4], *story(seed + 100, length=120).split()]
        runs = [{tuple(text[first : first + 4]) for first in range(len(text) - 3)} for text in (words, half)]
        exact = len(runs[0] & runs[1]) / len(runs[0] | runs[1])
        assert abs(sketch(" ".join(words)).likeness(sketch(" ".join(half))) - exact) < 0.16


REPEATS = [
    ("cut short", story(1), story(1)[:-30], True),
    ("another figure", story(1), story(1, "6 percent"), False),
    ("another sign", story(1, "-5%"), story(1, "5%"), False),
    ("another direction", story(1), story(1).replace("rose", "fell"), False),
    ("a sentence without a figure", story(1), story(1) + " More to come.", True),
    ("a sentence with one", story(1), story(1) + " It earned $3.", False),
]


@pytest.mark.parametrize(("one", "other", "repeats"), [row[1:] for row in REPEATS], ids=[row[0] for row in REPEATS])
def test_what_only_repeats(one: str, other: str, repeats: bool) -> None:
    assert sketch(other).repeats(sketch(one)) is repeats


def test_the_signature_is_the_same_in_every_process() -> None:
    code = "from newsledger.batch.sketch import sketch; print(sketch('Alpha rose 5% on Monday again').signature.hex())"
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert sketch("Alpha rose 5% on Monday again").signature.hex() == other
    assert other.startswith("ff30f5577e3de936a8eb")


def archive() -> list[Article]:
    """Sixty articles: of each three the second and third are copies of the first, some with another figure."""
    made = []
    for number in range(60):
        figure = "9 percent" if number % 9 == 1 else "5 percent"
        text = f"{('First', 'Second', 'Third')[number % 3]} plain text. {story(number // 3, figure)}"
        made.append(Article(text, uri=f"{number}.txt"))
    return made


ARCHIVE = archive()


def write(dest: Path, *, skipping: bool, workers: int = 0, batch: int = 7, count: int = 60) -> list[Record]:
    """The records of a run over the first articles of the archive."""
    inputs: Iterator[Article | Rejected] = iter(ARCHIVE[:count])
    with (
        open_sink(str(dest), RunInfo(extractor_version="1")) as sink,
        book_beside(str(dest), skipping=skipping) as book,
    ):
        summary = run(inputs, sink, workers=workers, batch=batch, make_extractor=fakes.plain, book=book)
    assert summary.read == summary.extracted + summary.skipped
    return [msgspec.json.decode(line, type=Record) for line in dest.read_bytes().splitlines()]


def test_copies_are_marked_with_the_first(tmp_path: Path) -> None:
    made = write(tmp_path / "out.jsonl", skipping=False)
    assert [record.article.uri for record in made] == [article.uri for article in ARCHIVE]
    first = [ARCHIVE[number - number % 3].article_id for number in range(60)]
    assert [record.article.duplicate_of for record in made] == [
        first[number] if number % 3 else None for number in range(60)
    ]
    assert all(record.facts for record in made)
    assert b"duplicate_of" not in to_json(made[0])


def test_copies_without_a_new_figure_are_not_extracted(tmp_path: Path) -> None:
    made = write(tmp_path / "out.jsonl", skipping=True)
    assert [bool(record.facts) for record in made] == [number % 3 == 0 or number % 9 == 1 for number in range(60)]
    assert sum(record.article.duplicate_of is not None for record in made) == 40


@pytest.mark.parametrize("skipping", [False, True])
def test_workers_and_batches_change_nothing(skipping: bool, tmp_path: Path) -> None:
    outputs = []
    for workers, batch in [(0, 50), (1, 3), (2, 1), (2, 8)]:
        dest = tmp_path / f"{workers}-{batch}.jsonl"
        write(dest, skipping=skipping, workers=workers, batch=batch)
        outputs.append(dest.read_bytes())
    assert len(set(outputs)) == 1


@pytest.mark.parametrize("count", [1, 20, 59])
@pytest.mark.parametrize("lost", [False, True])
def test_a_second_run_goes_on_even_without_its_sketch_book(count: int, lost: bool, tmp_path: Path) -> None:
    whole = write(tmp_path / "whole.jsonl", skipping=True)
    dest = tmp_path / "out.jsonl"
    write(dest, skipping=True, count=count)
    if lost:
        (tmp_path / "out.jsonl.duplicates").unlink()
    assert write(dest, skipping=True) == whole


def test_a_sketch_book_that_is_ahead_of_the_destination(tmp_path: Path) -> None:
    """As after a kill: all articles were noted, and few of them written."""
    whole = write(tmp_path / "whole.jsonl", skipping=True)
    dest = tmp_path / "out.jsonl"
    with book_beside(str(dest), skipping=True) as book, book.entering():
        for article in ARCHIVE:
            book.verdict(article)
    assert write(dest, skipping=True) == whole


@pytest.mark.parametrize("dest", ["out.duckdb", "out.csv", "out.parquet"])
def test_every_kind_of_destination_has_the_mark(dest: str, tmp_path: Path) -> None:
    path = tmp_path / dest
    with (
        open_sink(str(path), RunInfo(extractor_version="1")) as sink,
        book_beside(str(path), skipping=False) as book,
    ):
        run(iter(ARCHIVE), sink, workers=0, make_extractor=fakes.plain, book=book)
    with duckdb.connect() as connection:
        if dest == "out.duckdb":
            connection.execute(f"ATTACH '{path}' AS made (READ_ONLY)")
        source = f"'{path}'" if dest != "out.duckdb" else "made.facts_flat"
        rows = connection.execute(f"SELECT count(DISTINCT duplicate_of), count(duplicate_of) FROM {source}").fetchall()
    assert rows == [(20, 40)]


@pytest.mark.parametrize("dest", [None, "-", "postgresql://host/news", "dlt:bigquery"])
def test_a_destination_that_nothing_can_lie_beside(dest: str | None) -> None:
    with pytest.raises(DestinationError, match="--duplicates-file"):
        book_beside(dest, skipping=False)


def test_one_run_at_a_time(tmp_path: Path) -> None:
    with SketchBook(tmp_path / "notes"), pytest.raises(DestinationError, match="another run"):
        SketchBook(tmp_path / "notes")


def test_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    with SketchBook(tmp_path / "notes") as book:

        def note(numbers: range) -> int:
            tracemalloc.start()
            with book.entering():
                for number in numbers:
                    book.verdict(Article(f"{number} " + story(number, length=60)))
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            return peak

        few = note(range(200))
        assert note(range(200, 1200)) < 2 * few
