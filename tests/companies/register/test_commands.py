"""`newsledger companies`: what it writes, what it says, and its exit status."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from newsledger.cli import main
from tests.companies.register.lists import lei, write_lists


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["companies", *map(str, arguments)])


@pytest.fixture
def register(tmp_path: Path) -> Path:
    for kind, path in write_lists(tmp_path).items():
        assert run("import", kind, path, "--to", tmp_path / "register.sqlite").exit_code == 0
    return tmp_path / "register.sqlite"


def test_an_import_says_what_became_of_the_rows(tmp_path: Path) -> None:
    done = run("import", "gleif", write_lists(tmp_path)["gleif"], "--to", tmp_path / "register.sqlite")
    assert "13 of 16 rows" in done.stderr
    assert "1 branch" in done.stderr
    assert done.stdout == ""


def test_bad_rows_are_reported_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("name,lei\nAcme Widgets,\nZebra Foods,XX\n", encoding="utf-8")
    done = run("import", "csv", path, "--to", tmp_path / "register.sqlite")
    assert done.exit_code == 3
    assert "bad rows: 1" in done.stderr
    assert "line 3 'XX' is no lei" in done.stderr


def test_a_file_of_another_kind_is_one_line(tmp_path: Path) -> None:
    files = write_lists(tmp_path)
    done = run("import", "mic", files["csv"], "--to", tmp_path / "register.sqlite")
    assert done.exit_code == 2
    assert done.stderr.startswith("newsledger: ") and done.stderr.count("\n") == 1
    assert not (tmp_path / "register.sqlite").exists()


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Fenharrow Mining Ltd", ["gleif\twhole name\t", "gleif\twhole name\t", "gleif\tname with another form\t"]),
        ("Norvane Automi", ["gleif\tformer name\tNorvane Robotics S.p.A.\tIT\t"]),
        ("Toyota", ["built in\tname\tToyota = Toyota Motor Corp\tJP\t7203@XTKS, TM@XNYS"]),
        ("skylark", ["built in\tname\tSkylark\tJP", "csv\twhole name\tSkylark = Skylark Freight AG\tDE\tSKLK@QXAA"]),
        (lei(9), ["gleif\tidentifier\tNorvane Robotics S.p.A.\t"]),
        ("0007700002", ["sec\tidentifier\tHOLLOWAY REACH CORP\t\tHRCH@XNYS"]),
    ],
)
def test_find(register: Path, name: str, lines: list[str]) -> None:
    done = run("find", name, "--companies", register)
    assert done.exit_code == 0
    shown = done.stdout.splitlines()
    assert len(shown) == len(lines)
    assert all(line.startswith(expected) for line, expected in zip(shown, lines, strict=True)), shown


def test_find_nobody() -> None:
    done = run("find", "Qwertzuiop Widgets")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "no company" in done.stderr


def test_lint(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("name,country,tickers\nTarget,UK,TGT@NYSE\nAcme Widgets,GB,ACM@XLON\n", encoding="utf-8")
    done = run("lint", path)
    assert done.exit_code == 1
    assert [line.split(": ")[2] for line in done.stdout.splitlines()] == ["country", "tickers", "word"]
    path.write_text("name,country,tickers\nAcme Widgets,GB,ACM@XLON\n", encoding="utf-8")
    assert (run("lint", path).exit_code, run("lint", path).stdout) == (0, "")
    path.write_text("company\nAcme\n", encoding="utf-8")
    assert run("lint", path).exit_code == 2
