"""Rows of tables: "Revs 48.2 mln vs 39.7 mln", "Shops (2.1%)", "Flow  $268.1M  $231.0M  16.1%".

A row has no verb. Its words name the metric, or a part of the business whose metric stands in the heading above the
rows; its columns are this period, the one before, and the change between them.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsledger.facts.arithmetic import agree
from newsledger.facts.candidates import Candidate
from newsledger.facts.finite import is_finite
from newsledger.facts.fitting import fits
from newsledger.facts.frames import Frame
from newsledger.facts.line import Line
from newsledger.facts.measure_against import Sense
from newsledger.facts.metric import Said
from newsledger.facts.story import Story

LONGEST_LABEL = 7
"""Words before the first figure of a row."""

ROW_WORDS = {
    "net": "net_income",
    "shr": "eps",
    "revs": "revenue",
    "sales": "revenue",
    "rev": "revenue",
    "revenues": "revenue",
    "oper": "operating_income",
}
"""First words of the rows of results as wires tabulate them."""


def is_row(line: Line) -> bool:
    """Whether the line is a row of a table: a short label, then figures, and no sentence."""
    places = line.figures
    if not places or places[0] > LONGEST_LABEL:
        return False
    if line.low(len(line) - 1) in (".", "!", "?") and len(line) > places[-1] + 2:
        return False
    words = [at for at in range(len(line)) if not line.is_figure(at) and line.low(at)[:1].isalpha()]
    return len(words) <= LONGEST_LABEL + 2 * len(places) and not any(
        (is_finite(line, at) or line.tag(at) in ("VBG", "VBN", "VBD", "MD")) and line.low(at) not in ROW_WORDS
        for at in words
        if at > 0
    )


def row_metrics(frame: Frame, story: Story) -> Iterator[Said]:
    """Revs <48.2 mln> vs 39.7 mln; Shops <(2.1%)> under "Full price sales": the row's label, or the heading's words"""
    line = frame.line
    if not story.in_table:
        return
    first = ROW_WORDS.get(line.low(0)) or (ROW_WORDS.get(line.low(1)) if line.low(0) in ("qtr", "year") else None)
    if first is not None and frame.kind in ("money", "count", "percent"):
        yield Said(first, 0.6, "metric.row_label", 0, 1)
    if story.caption is not None and fits(story.caption, frozenset(), frame):
        yield Said(story.caption, 0.5, "metric.row_caption")


def row_senses(frame: Frame, metric: str | None, story: Story) -> Iterator[Candidate[Sense]]:
    """Flow $268.1M <$231.0M> 16.1%: the second of two like amounts is the one before; a percentage that agrees is the
    change"""
    if not story.in_table:
        return
    row = story.row_of(frame)
    at = row.index(frame)
    if at == 1 and len(row) >= 2 and row[0].kind == frame.kind != "percent":
        yield Candidate(("previous", None), 0.6, "measure.row_previous")
    if frame.kind == "percent" and at >= 2 and row[0].kind == row[1].kind != "percent":
        now, then = row[0].figure.quantity.value, row[1].figure.quantity.value
        if agree(now, then, frame.figure.quantity):
            yield Candidate(("change", "up" if now >= then else "down"), 0.9, "measure.row_change")


def caption_of(line: Line) -> str | None:
    """The metric that a heading above rows names, if it names one."""
    for mark in line.metrics:
        return mark.words[0].metric
    return None
