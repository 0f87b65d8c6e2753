"""Reading a file of FIRE (Hamad et al. 2024): sentences of tokens with entities and the relations between them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

Span = tuple[int, int]


def fire_rows(path: Path) -> Iterator[tuple[str, dict[str, Any], list[Span]]]:
    """The text of each sentence, its tokens joined by spaces, with its row of the file and the spans of its entities in
    characters."""
    for row in json.loads(path.read_text(encoding="utf-8")):
        starts = list(accumulate((len(token) + 1 for token in row["tokens"]), initial=0))
        spans = [(starts[entity["start"]], starts[entity["end"]] - 1) for entity in row["entities"]]
        yield " ".join(row["tokens"]), row, spans
