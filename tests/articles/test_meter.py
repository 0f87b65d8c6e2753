"""The meter comes from nothing to all, whatever the format and however it is compressed."""

from __future__ import annotations

import gzip
from pathlib import Path

from newsledger.articles import Meter, read


def test_the_meter_runs_to_the_end(tmp_path: Path) -> None:
    line = b'{"text": "Acme gains\\n\\nAcme rose 5% on Monday."}\n'
    (tmp_path / "a.jsonl").write_bytes(line * 300)
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(line * 300))
    (tmp_path / "c.txt").write_bytes(b"Acme gains\n\nAcme rose 5%.\n")
    meter = Meter()
    articles = read([str(tmp_path)], meter=meter)
    assert meter.total == sum(file.stat().st_size for file in tmp_path.iterdir())
    seen = [meter.fraction for _ in articles]
    assert len(seen) == 601
    assert seen == sorted(seen, key=lambda part: part or 0.0)
    assert meter.fraction == 1.0
