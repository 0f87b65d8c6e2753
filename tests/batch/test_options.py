"""Each option of ``newsledger extract`` that bounds or repeats a run has its effect, and says so when its value is bad.

The command runs in this process, and its workers with a small extractor in the model's place; what ``--thorough`` lets
the model find is tried in ``test_pipeline``.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from newsledger.batch import engine
from newsledger.cli import main
from newsledger.settings import ExtractSettings
from newsledger.sinks import Summary
from tests.batch import fakes


@pytest.fixture
def wire(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to run in, with articles that do what their second word says."""
    monkeypatch.setattr(engine, "_extractor", fakes.small)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    return tmp_path


def article(wire: Path, number: int, words: str) -> None:
    (wire / "in" / f"{number}.txt").write_text(f"{number} {words}\n", encoding="utf-8")


def extract(*options: str) -> Result:
    return CliRunner().invoke(main, ["extract", "in", "--to", "out.jsonl", *options], prog_name="newsledger")


def outcome(wire: Path) -> tuple[list[str], dict[str, str]]:
    """The files that were extracted, and the reasons for which others were not."""
    done = [json.loads(line)["article"]["uri"] for line in (wire / "out.jsonl").read_bytes().splitlines()]
    quarantine = wire / "out.jsonl.quarantine.jsonl"
    lines = quarantine.read_bytes().splitlines() if quarantine.exists() else []
    rejected = {Path(entry["uri"]).name: entry["reason"] for entry in map(json.loads, lines)}
    return [Path(uri).name for uri in done], rejected


def test_each_limit_stops_the_article_that_is_beyond_it(wire: Path) -> None:
    for number, words in enumerate(
        ("plain text", "hang a while", "greedy for gigabytes", "plain " + "word " * 40, "plain")
    ):
        article(wire, number, words)
    bounds = ["--time-limit", "2", "--memory-limit", "700"]
    result = extract(*bounds, "--size-limit", "100")
    assert result.exit_code == 3, result.output
    beyond = {"1.txt": "time_limit", "2.txt": "memory_limit", "3.txt": "too_long"}
    assert outcome(wire) == (["0.txt", "4.txt"], beyond)
    (wire / "in" / "1.txt").unlink()
    assert extract(*bounds, "--size-limit", "300").exit_code == 3
    assert outcome(wire)[0] == ["0.txt", "4.txt", "3.txt"]


STORY = (
    "plain Acme said on Monday that its revenue rose 5% to $2 billion in the third quarter, after a long summer. " * 3
)


@pytest.mark.parametrize(
    ("options", "marked", "facts"),
    [(["--mark-duplicates"], 1, 3), (["--skip-duplicates"], 1, 2)],
    ids=["mark", "skip"],
)
def test_near_duplicates(options: list[str], marked: int, facts: int, wire: Path) -> None:
    (wire / "in" / "1.txt").write_text(f"1 {STORY}", encoding="utf-8")
    (wire / "in" / "2.txt").write_text(f"1 {STORY} Adds background.", encoding="utf-8")
    (wire / "in" / "3.txt").write_text("3 plain Bolt sold a plant for $7 million.", encoding="utf-8")
    result = extract(*options, "--duplicates-file", "notes")
    assert result.exit_code == 0, result.output
    records = [json.loads(line) for line in (wire / "out.jsonl").read_bytes().splitlines()]
    assert len(records) == 3
    assert sum("duplicate_of" in record["article"] for record in records) == marked
    assert sum(len(record["facts"]) for record in records) == facts
    assert (wire / "notes").exists()


def test_thorough_reaches_the_extractor(wire: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = []

    def instead(articles: object, sink: object, settings: ExtractSettings, **_: object) -> Summary:
        told.append(settings.thorough)
        return Summary(read=1, extracted=1)

    monkeypatch.setattr("newsledger.commands.run", instead)
    article(wire, 1, "plain text")
    for options in ([], ["--thorough"]):
        assert extract(*options).exit_code == 0
    assert told == [False, True]


BAD = [
    ["--time-limit", "0"],
    ["--time-limit", "soon"],
    ["--memory-limit", "100"],
    ["--memory-limit", "much"],
    ["--size-limit", "0"],
    ["--size-limit", "1.5"],
    ["--watch", "0"],
    ["--watch", "often"],
    ["--limit", "0"],
    ["--workers", "none"],
    ["--duplicates-file", "nowhere/notes", "--mark-duplicates"],
]


@pytest.mark.parametrize("options", BAD, ids=[" ".join(options) for options in BAD])
def test_a_bad_value_is_told_in_a_line(options: list[str], wire: Path) -> None:
    article(wire, 1, "plain text")
    result = extract(*options)
    assert result.exit_code == 2
    last = result.output.strip().splitlines()[-1]
    assert options[0] in last or "notes" in last
    assert "Traceback" not in result.output


def test_watching_needs_a_destination_that_grows(wire: Path) -> None:
    result = CliRunner().invoke(main, ["extract", "in", "--watch", "1"], prog_name="newsledger")
    assert (result.exit_code, "--to" in result.output) == (2, True)
