"""The pages for people run as they stand: every command, every piece of Python, every example file."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from newsledger.service.description import description
from tests.sinks import postgres
from tests.warm import Warm

pytestmark = pytest.mark.timeout(600)  # whole programs, on machines that have other things to do

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"


def _blocks(page: str, *languages: str) -> list[tuple[str, str]]:
    """The blocks of a page in some languages: language and content, in order."""
    found = re.findall(r"^```(\w+)\n(.*?)^```", (DOCS / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return [(language, content) for language, content in found if language in languages]


def _shell(scripts: list[str], folder: Path, warm: Warm, **environment: str) -> str:
    path = os.pathsep.join([str(warm.folder), str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        ["bash", "-euo", "pipefail"],
        input="\n".join(scripts),
        cwd=folder,
        env={**os.environ, "PATH": path, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return _told(done)


def _python(program: str, folder: Path, warm: Warm, **environment: str) -> str:
    return _told(warm.python(program, cwd=folder, MPLBACKEND="Agg", **environment))


def _told(done: CompletedProcess[str]) -> str:
    assert done.returncode == 0, done.stderr + done.stdout
    assert "Traceback" not in done.stderr
    return done.stdout


@pytest.mark.slow
def test_the_researcher_gets_a_plot(tmp_path: Path, warm: Warm) -> None:
    text = (DOCS / "tutorial.md").read_text(encoding="utf-8")
    cut = len(re.findall(r"^```(?:sh|python)$", text[: text.index("## A data team")], re.MULTILINE))
    blocks = _blocks("tutorial.md", "sh", "python")[:cut]
    assert [language for language, _ in blocks].count("python") == 4
    told = _shell([content for language, content in blocks if language == "sh"], tmp_path, warm, COLUMNS="160")
    assert "capital expenditure" in told
    program = "\n".join(content for language, content in blocks if language == "python")
    told = _python(program, tmp_path, warm)
    wide = [line.split() for line in told.splitlines() if re.match(r"20\d\dQ\d", line)]
    assert wide == [
        ["2023Q3", "8.1", "9.9"],
        ["2024Q3", "13.1", "14.9"],
        ["2024Q4", "14.3", "15.8"],
        ["2025Q1", "NaN", "17.0"],
    ]
    assert (tmp_path / "capex.png").stat().st_size > 5_000
    assert (tmp_path / "report.html").stat().st_size > 50_000
    assert "('$22.6 billion', 'money')" in told


@pytest.mark.slow
@pytest.mark.skipif(bool(postgres.marks()), reason="no PostgreSQL here")
def test_the_data_team_gets_its_tables(tmp_path: Path, warm: Warm) -> None:
    text = (DOCS / "tutorial.md").read_text(encoding="utf-8")
    cut = len(re.findall(r"^```(?:sh|python)$", text[: text.index("## A data team")], re.MULTILINE))
    blocks = _blocks("tutorial.md", "sh", "python")
    articles = blocks[0][1]
    shell = [content for language, content in blocks[cut:] if language == "sh" and not content.startswith("pip ")]
    address = postgres.address(tmp_path)
    told = _shell([articles, *shell], tmp_path, warm, DATABASE_URL=address)
    assert told.splitlines()[-1] == "status 0"
    program = "\n".join(content for language, content in blocks[cut:] if language == "python")
    told = _python(program, tmp_path, warm, DATABASE_URL=address)
    assert re.search(r"^Microsoft revenue level 65600000000(\.0+)? USD 2024-09-30$", told, re.MULTILINE)


@pytest.mark.slow
def test_the_way_from_a_mistake_to_a_case_runs(tmp_path: Path, warm: Warm) -> None:
    sample = tmp_path / "corpus" / "sample"
    sample.mkdir(parents=True)
    for name in ("halvorsen-marine.txt", "airline-brokers.html"):
        shutil.copy(ROOT / "corpus" / "sample" / name, sample)
    told = _shell([content for _, content in _blocks("improve.md", "sh")], tmp_path, warm)
    assert "acme-1\t5%\tmetric\t('operating_income',)\trevenue" in told
    assert (tmp_path / "report.html").exists()


def test_the_tables_that_the_pages_name_exist() -> None:
    lexicons = {path.name for path in (ROOT / "extractors" / "newsledger" / "lexicons").iterdir()}
    named = set(re.findall(r"`(?:lexicons/)?(\w+\.(?:csv|toml))`", (DOCS / "improve.md").read_text(encoding="utf-8")))
    assert len(named) >= 5
    assert named <= lexicons
    for folder in re.findall(r"`(tests/[\w/]+/)`", (DOCS / "improve.md").read_text(encoding="utf-8")):
        assert (ROOT / folder).is_dir(), folder


def test_the_page_of_the_service_names_every_path_and_filter() -> None:
    page = (DOCS / "service.md").read_text(encoding="utf-8")
    described = description(has_database=True, has_token=False)["paths"]
    for path, methods in described.items():
        assert path in page or path == "/review", path
        if path == "/facts":
            for parameter in methods["get"]["parameters"]:
                assert f"`{parameter['name']}`" in page, parameter["name"]


def test_the_container_installs_what_the_project_has() -> None:
    ((_, recipe),) = _blocks("service.md", "dockerfile")
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    (named,) = re.findall(r"'\.\[([\w,]+)\]'", recipe)
    assert set(named.split(",")) <= set(extras)
    for file in re.findall(r"--(?:constraint|requirement) (\S+)", recipe):
        assert (ROOT / file).exists(), file
