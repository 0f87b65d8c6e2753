"""Status by what holds only if something else does, and by what unnamed people say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsledger.facts.asking import asked
from newsledger.facts.candidates import Candidate
from newsledger.facts.core import Core
from newsledger.facts.metric_time import MARKETS
from newsledger.facts.scenes import Scene
from newsledger.records import Status

Proposal = Iterator[Candidate[Status]]

_IFS = frozenset({"if", "unless", "should"})
_IF_AFTER = re.compile(r"(?i)^[^,;#]{0,25}?\s(?:only\s+)?if\b")
_IF_BEFORE = re.compile(r"(?i)(?:^|[\s(])(?:if|unless|should\s+(?:the|a|an|it|they|\w+['’]s))\b[^,;]*$")


@asked(words=_IFS)
def conditional(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "worth up to $4 a share if sales reach $750m": what holds only if something else does."""
    if core.metric in MARKETS and core.measure == "change":
        return
    if _IF_AFTER.match(scene.after(figure)) or _IF_BEFORE.search(scene.before(figure)):
        yield Candidate("speculative", 0.85, "status.conditional")


_UNNAMED = frozenset({"people", "person", "persons", "source", "sources", "insider", "insiders"})
_RUMOUR = re.compile(
    r"(?i)\b(?:people|persons?|sources?|insiders)\s+(?:\w+\s+){0,2}(?:familiar|close|with knowledge|"
    r"briefed|involved|said|told)|"
    r"\bciting\s+(?:\w+\s+){0,2}(?:people|sources)"
)


_CITED = re.compile(r"(?is).*\S.*,\s+(?:according to|citing)\s+(?:\w+\s+){0,2}$")
"""Words before unnamed sources whose word ends at the next comma: "..., according to two"."""


@asked(words=_UNNAMED)
def rumoured(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "could seek about $3bn, people familiar with the matter said"."""
    if core.measure == "previous" or core.metric in MARKETS:
        return
    rumour = _RUMOUR.search(scene.masked)
    if rumour is None:
        return
    cited = scene.start + rumour.end()
    aside = _CITED.match(scene.masked[: rumour.start()]) is not None
    if not (aside and "," in scene.text(cited, scene.span(figure)[0])):
        yield Candidate("speculative", 0.93, "status.rumour")
