"""Status by the kind of figure alone: a price target is a forecast, a deal or a dividend a plan until it is done."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsledger.facts.candidates import Candidate
from newsledger.facts.core import Core
from newsledger.facts.scenes import Scene
from newsledger.facts.settled import DONE_AFTER
from newsledger.records import Status

Proposal = Iterator[Candidate[Status]]


def by_metric(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "cut its price target to $40": a target is a forecast, a deal is a plan until it is done."""
    if core.metric in ("price_target", "probability"):
        yield Candidate("forecast", 0.9, "status.metric")
    elif core.metric == "fine" and _EXPOSED.search(scene.before(figure)):
        yield Candidate("speculative", 0.82, "status.metric")
    elif core.metric == "job_cuts" and _ANNOUNCED.search(scene.before(figure)):
        yield Candidate("plan", 0.6, "status.metric")
    elif core.metric in ("deal_value", "premium") and core.measure == "level" and not _done(scene, figure):
        yield Candidate("plan", 0.5, "status.metric")
    elif (
        core.metric in ("dividend", "share_buyback")
        and core.measure not in ("change", "previous")
        and _money(scene, figure)
        and not _done(scene, figure)
    ):
        yield Candidate("plan", 0.45, "status.metric")


_EXPOSED = re.compile(r"(?i)\b(?:can|faces?|facing|risks?|risking|liable|maximum|threatened with)\b[^#;]*$")
"""Words before a fine that nobody has been told to pay yet."""

_DONE = re.compile(
    r"(?i)\b(?:(?:was|were|been) (?:buying|paying|returning|repurchasing|spending|borrowing|handing)|"
    r"completed|closed|bought|acquired|sold|paid|spent|returned|repurchased|took|merged|was acquired|purchased|"
    r"obtained|received|borrowed|signed|pays|handled|moved|processed|holds|held|earned|"
    r"(?:is|are|was|were) (?:\w+ )?worth)\b"
)
_UNDONE = re.compile(
    r"(?i)\b(?:will|would|to\s+(?:buy|acquire|sell|purchase|pay|take|merge|return|repurchase|spend)|"
    r"agreed|plans?|planned|offer(?:ed)?|bid|proposed|could|(?-i:may)|might)\b"
)


_ANNOUNCED = re.compile(r"(?i)\bannounced\s+(?:\w+\s+){0,3}$")


def _money(scene: Scene, figure: int) -> bool:
    return scene.reading.figures[figure].quantity.kind in ("money", "count")


def _done(scene: Scene, figure: int) -> bool:
    before = scene.before(figure)
    done = list(_DONE.finditer(before))
    if DONE_AFTER.match(scene.after(figure)):
        return True
    return bool(done) and not _UNDONE.search(before[max(done[-1].start() - 25, 0) :])
