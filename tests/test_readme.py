"""The README's commands and code run as they stand, from a copy of the folders they name."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.warm import Warm

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHELL = re.findall(r"^```sh\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
PYTHON = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


@pytest.mark.slow
def test_every_command_of_the_readme_runs(tmp_path: Path, warm: Warm) -> None:
    (tmp_path / "corpus").mkdir()
    shutil.copytree(ROOT / "corpus" / "sample", tmp_path / "corpus" / "sample")
    script = "\n".join(SHELL).replace("source .venv/bin/activate\n", "")
    assert script.count("newsledger ") >= 6
    path = os.pathsep.join([str(warm.folder), str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    for made in ("facts.duckdb", "facts.csv", "records.jsonl", "rout.parquet"):
        assert (tmp_path / made).stat().st_size > 0
    assert "Halvorsen Marine" in done.stdout
    assert "35.1 billion" in done.stdout


@pytest.mark.slow
def test_the_python_of_the_readme_runs(warm: Warm) -> None:
    assert len(PYTHON) >= 3
    done = warm.python("\n".join(PYTHON))
    assert done.returncode == 0, done.stderr
    assert "revenue change 5" in done.stdout


def test_the_first_commands_are_targets() -> None:
    first = re.findall(r"^    make (\w+)", README, re.MULTILINE)
    assert first == ["demo", "test"]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in first)


def test_the_documents_that_are_linked_exist() -> None:
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]:
        for link in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.name} links to {link}"
