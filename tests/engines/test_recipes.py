"""The recipes of docs/scale.md for other engines, where these are installed: the same facts as the local engine."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from tests.engines.test_arrow import ROWS, check

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
FUNCTION, *RECIPES = re.findall(r"^```python\n(.*?)^```", PAGE.partition("## Beyond one machine")[2], re.M | re.S)
NAMES = {"body": "body", "head": "headline", "day": "date", "at": "url"}


def _recipe(package: str) -> str:
    (found,) = [recipe for recipe in RECIPES if f"import {package}\n" in recipe]
    return f"{FUNCTION}\n{found}"


@pytest.mark.cluster
@pytest.mark.timeout(600)
@pytest.mark.parametrize("package", ["ray", "dask"])
def test_a_recipe_gives_what_the_local_engine_gives(package: str, tmp_path: Path) -> None:
    pytest.importorskip(package, reason=f"no {package}: the recipe of docs/scale.md says what to install")
    (tmp_path / "articles").mkdir()
    for number, rows in enumerate((ROWS[:3], ROWS[3:])):
        table = pa.Table.from_pylist([{NAMES[name]: value for name, value in row.items()} for row in rows])
        pq.write_table(table, tmp_path / "articles" / f"{number}.parquet")
    (tmp_path / "recipe.py").write_text(_recipe(package), encoding="utf-8")
    quiet = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_DATA_DISABLE_PROGRESS_BARS": "1"}
    path = os.pathsep.join([str(ROOT / "extractors"), *filter(None, [os.environ.get("PYTHONPATH")])])
    done = subprocess.run(
        [sys.executable, "recipe.py"],
        cwd=tmp_path,
        env={**os.environ, **quiet, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rows = ds.dataset(tmp_path / "facts").to_table().to_pylist()
    check(sorted(rows, key=lambda row: (row["uri"], row["position"] or 0)))
