"""End to end through the installed command: what it writes, what it says, and its exit status."""

from __future__ import annotations

import csv
import gzip
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from subprocess import CompletedProcess
from typing import Protocol

import click
import duckdb
import msgspec
import pytest
from click.testing import CliRunner

from newsledger.cli import main
from newsledger.contract import schema
from newsledger.pipeline import Extractor
from newsledger.records import Record
from newsledger.settings import ExtractSettings
from tests.warm import Warm

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "corpus" / "sample"
COMMAND = Path(sys.executable).parent / "newsledger"
ARTICLE = "Nvidia sales jump\n\nNvidia said that revenue rose 94% to $35.1 billion in the third quarter of 2024.\n"


def _run_cold(*arguments: object, text: str = "", cwd: Path | None = None) -> CompletedProcess[str]:
    """The installed command."""
    return subprocess.run(
        [str(COMMAND), *map(str, arguments)],
        input=text,
        cwd=cwd,
        env={**os.environ, "NO_COLOR": "1", "COLUMNS": "160"},
        capture_output=True,
        text=True,
        check=False,
    )


class Run(Protocol):
    """The command, without its start-up where nothing hangs on that."""

    def __call__(self, *arguments: object, text: str = "", cwd: Path | None = None) -> CompletedProcess[str]: ...


@pytest.fixture
def run(warm: Warm) -> Run:
    return partial(warm.command, NO_COLOR="1", COLUMNS="160")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "one.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def test_standard_input_to_a_pipe_is_jsonl() -> None:
    done = _run_cold("extract", "-", text=ARTICLE)
    assert (done.returncode, done.stdout.count("\n")) == (0, 1)
    record = msgspec.json.decode(done.stdout, type=Record)
    assert [fact.quantity.text for fact in record.facts] == ["94%", "$35.1 billion"]
    assert "1 article" in done.stderr
    assert "\r" not in done.stderr


def test_the_installed_command_ends_with_its_status(folder: Path) -> None:
    done = _run_cold("extract", "nowhere.txt", cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert "nowhere.txt" in done.stderr


def test_every_destination_holds_the_same_facts(folder: Path, run: Run) -> None:
    for suffix in ("jsonl", "csv", "parquet", "duckdb"):
        assert run("extract", "one.txt", "--to", f"out.{suffix}", cwd=folder).returncode == 0
    record = msgspec.json.decode((folder / "out.jsonl").read_bytes(), type=Record)
    wanted = [(fact.fact_id, str(fact.quantity.value)) for fact in record.facts]
    with (folder / "out.csv").open(encoding="utf-8", newline="") as file:
        assert [(row["fact_id"], row["value"]) for row in csv.DictReader(file)] == wanted
    for source in (f"'{folder / 'out.parquet'}'", "database.facts"):
        with duckdb.connect() as connection:
            connection.execute(f"ATTACH '{folder / 'out.duckdb'}' AS database (READ_ONLY)")
            rows = connection.execute(f"SELECT fact_id, value FROM {source} ORDER BY position").fetchall()
        assert [(key, f"{value.normalize():f}") for key, value in rows] == wanted


def test_the_same_article_twice_is_there_once(folder: Path, run: Run) -> None:
    (folder / "again.txt").write_text(ARTICLE, encoding="utf-8")
    for _ in range(2):
        assert run("extract", folder, "--to", folder / "out.duckdb").returncode == 0
    with duckdb.connect(str(folder / "out.duckdb"), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM articles").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM facts").fetchone() == (2,)
        assert connection.execute("SELECT count(*) FROM runs").fetchone() == (2,)


def test_workers_change_nothing(tmp_path: Path, run: Run) -> None:
    for workers in (1, 2):
        done = run("extract", SAMPLE, "--to", tmp_path / f"{workers}.jsonl", "--workers", workers, cwd=ROOT)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()


BAD: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"  \n", "empty"),
    "latin.txt": ("Société Générale a gagné 5%".encode("latin-1"), "undecodable"),
    "line.jsonl": (b'{"text": "unfinished\n', "malformed"),
    "cut.txt.gz": (gzip.compress(ARTICLE.encode() * 50)[:-20], "truncated"),
    "french.txt": (
        ("Le groupe a annoncé une hausse de ses ventes au premier trimestre, " * 8).encode(),
        "language",
    ),
}


def test_bad_input_goes_to_quarantine_and_the_run_goes_on(folder: Path, run: Run) -> None:
    for name, (content, _) in BAD.items():
        (folder / name).write_bytes(content)
    done = run("extract", ".", "--to", "out.jsonl", cwd=folder)
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    assert "quarantine" in done.stderr
    assert (folder / "out.jsonl").read_bytes().count(b"\n") == 1
    entries = [json.loads(line) for line in (folder / "out.jsonl.quarantine.jsonl").read_text().splitlines()]
    told = {Path(entry["uri"]).name: entry["reason"] + entry["detail"] for entry in entries}
    assert told.keys() == BAD.keys()
    assert len(entries) == len(BAD)
    for name, (_, reason) in BAD.items():
        assert reason in told[name], name


USAGE: list[tuple[list[str], str]] = [
    (["extract", "nowhere.txt"], "nowhere.txt"),
    (["extract", "one.txt", "--to", "out.docx"], ".docx"),
    (["extract", "one.txt", "--model", "en_no_such_model", "--to", "out.jsonl"], "en_no_such_model"),
    (["extract", "table.csv", "--to", "out.jsonl"], "columns"),
    (["extract", "one.txt", "--workers", "0"], "workers"),
    (["show", "nowhere.txt"], "nowhere.txt"),
    (["eval", "."], "gold"),
    (["facts", "one.txt"], "one.txt"),
    (["report", "nowhere.duckdb", "-o", "out.html"], "nowhere.duckdb"),
    (["report", "one.txt", "-o", "no/such/folder/out.html"], "out.html"),
]


@pytest.mark.parametrize(("arguments", "word"), USAGE, ids=[" ".join(row[0]) for row in USAGE])
def test_usage_errors_say_what_is_wrong_in_a_line(folder: Path, arguments: list[str], word: str, run: Run) -> None:
    (folder / "table.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    done = run(*arguments, cwd=folder)
    assert done.returncode == 2, done.stderr
    assert word in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) <= 4


def test_show(folder: Path, run: Run) -> None:
    done = run("show", "one.txt", "--why", cwd=folder)
    assert done.returncode == 0, done.stderr
    for word in ("Nvidia sales jump", "USD 35.1bn", "revenue", "Nvidia"):
        assert word in done.stdout
    filled = {line.split()[0]: line for line in done.stdout.splitlines() if line.startswith("  ") and line.strip()}
    assert {"metric", "companies", "measure", "status"} <= filled.keys()
    assert "metric." in filled["metric"] and "owner." in filled["companies"]
    assert "\x1b[" not in done.stdout


def test_show_without_why_has_no_rules(folder: Path, run: Run) -> None:
    assert "metric." not in run("show", "one.txt", cwd=folder).stdout


@pytest.mark.parametrize("name", ["record", "article", "company", "fact"])
def test_schema(name: str, run: Run) -> None:
    done = run("schema", name)
    assert json.loads(done.stdout) == schema(name)


def test_doctor_says_that_all_is_well(run: Run) -> None:
    done = run("doctor")
    assert done.returncode == 0, done.stdout
    assert "sha256 as pinned" in done.stdout
    assert ".duckdb" in done.stdout


def test_eval_on_a_small_gold_folder(tmp_path: Path, run: Run) -> None:
    gold = ROOT / "corpus" / "gold" / "d01.json"
    (tmp_path / "d01.json").write_bytes(gold.read_bytes())
    done = run("eval", tmp_path, "--errors")
    assert done.returncode == 0, done.stderr
    assert "core facts" in done.stdout
    (tmp_path / "floors.txt").write_text('{"figure_f1": 100.1}')
    done = run("eval", tmp_path, "--floors", tmp_path / "floors.txt")
    assert done.returncode == 1
    assert "figure_f1" in done.stderr


def test_eval_lets_the_model_read_every_sentence_where_it_is_told_to(monkeypatch: pytest.MonkeyPatch) -> None:
    told = []

    class Listening(Extractor):
        def __init__(self, settings: ExtractSettings | None = None) -> None:
            told.append(settings is not None and settings.thorough)
            super().__init__(settings)

    monkeypatch.setattr("newsledger.pipeline.Extractor", Listening)
    gold = str(ROOT / "corpus" / "gold" / "d01.json")
    for options in ([], ["--thorough"]):
        assert CliRunner().invoke(main, ["eval", gold, *options]).exit_code == 0
    assert told == [False, True]


def test_a_gold_file_may_hold_many_articles(tmp_path: Path, run: Run) -> None:
    articles = [json.loads((ROOT / "corpus" / "gold" / f"d0{number}.json").read_bytes()) for number in (1, 2)]
    (tmp_path / "corrections.json").write_text(json.dumps(articles))
    done = run("eval", tmp_path / "corrections.json", "--json")
    assert (done.returncode, json.loads(done.stdout)["articles"]) == (0, 2), done.stderr


def test_report_of_articles_and_of_a_database(folder: Path, run: Run) -> None:
    (folder / "bad.txt").write_bytes(b"  ")
    done = run("report", ".", "-o", "report.html", cwd=folder)
    assert done.returncode == 3, done.stderr
    assert "report.html: articles 1, facts 2" in done.stderr
    again = run("report", ".", "-o", "report.html", "-q", cwd=folder)
    assert again.returncode == 3
    assert "1 quarantined (empty_text 1)" in again.stderr
    assert run("extract", "one.txt", "--to", "out.duckdb", cwd=folder).returncode == 0
    done = run("report", "out.duckdb", "-o", "other.html", "--company", "Nvidia", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert (folder / "other.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_limit_and_quiet(tmp_path: Path, run: Run) -> None:
    done = run("extract", SAMPLE, "--to", tmp_path / "out.jsonl", "--limit", 3, "-q", cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "out.jsonl").read_bytes().count(b"\n") == 3


def _commands(group: click.Group, *path: str) -> Iterator[list[str]]:
    """The words that call each command."""
    for name, command in group.commands.items():
        yield [*path, name]
        if isinstance(command, click.Group):
            yield from _commands(command, *path, name)


COMMANDS = [" ".join(words) for words in _commands(main)]


@pytest.mark.parametrize("words", COMMANDS)
def test_the_help_of_every_command_has_an_example_that_can_be_read(words: str) -> None:
    told = CliRunner().invoke(main, [*words.split(), "--help"], prog_name="newsledger", terminal_width=100)
    assert told.exit_code == 0
    assert re.search(rf"^  .*newsledger {words}\b.*$", told.output, re.MULTILINE), told.output
    assert all(len(line) <= 120 for line in told.output.splitlines())


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(shell: str) -> None:
    told = CliRunner().invoke(main, ["completion", shell], prog_name="newsledger")
    assert "_NEWSLEDGER_COMPLETE" in told.output


def test_completion_knows_commands_and_metrics() -> None:
    for typed, wanted in (
        ("newsledger re", "report"),
        ("newsledger facts x.duckdb --metric capital", "capital_expenditure"),
    ):
        environment = {"COMP_WORDS": typed, "COMP_CWORD": str(len(typed.split()) - 1)}
        told = CliRunner().invoke(
            main, [], prog_name="newsledger", env={**environment, "_NEWSLEDGER_COMPLETE": "bash_complete"}
        )
        assert wanted in told.output, told.output


def test_colours_are_left_out_where_no_color_is_set(folder: Path, warm: Warm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    colours = re.compile(r"\x1b\[[\d;]*3[0-7]m")
    told = {}
    for variables in ({"FORCE_COLOR": "1"}, {"FORCE_COLOR": "1", "NO_COLOR": "1"}):
        done = warm.command("show", "one.txt", cwd=folder, **variables)
        assert done.returncode == 0, done.stderr
        told["NO_COLOR" in variables] = done.stdout
    assert colours.search(told[False])
    assert not colours.search(told[True])
