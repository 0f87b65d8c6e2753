"""Status by what holds only if something else does, and by what unnamed people say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsledger.facts.asking import asked
from newsledger.facts.candidates import Candidate
from newsledger.facts.core import Core
from newsledger.facts.metric_time import FLOWS, HELD, MARKETS
from newsledger.facts.scenes import Scene
from newsledger.records import Status

Proposal = Iterator[Candidate[Status]]

_IFS = frozenset({"if", "unless", "should"})
_IF_AFTER = re.compile(r"(?i)^[^,;#]{0,25}?\s(?:only\s+)?if\b")
_IF_BEFORE = re.compile(r"(?i)(?:^|[\s(])(?:if|unless|should\s+(?:the|a|an|it|they|\w+['’]s))\b[^,;]*$")


_IF_FIRST = re.compile(
    r"(?i)^\W*(?:if|unless|should)\s[^,;#]*,\s[^;#]*?\b(?:would|could|can|may|might|must|has to|have to|"
    r"(?:fee|fine|penalty|price|bill)\s+(?:is|will be))\b[^;#]*$"
)
"""A main clause whose "if" opens the sentence: "If the target walks away, the fee is #"."""

_LEFT_OUT = re.compile(
    r"(?i)\bif\b[^,;#]{1,60}\b(?:left aside|left out|set aside|stripped out|taken out|excluded|ignored|removed|"
    r"disregarded|discounted|adjusted for|counted|included|added)\b|"
    r"\bif\s+(?:measured|calculated|converted|expressed|adjusted|reckoned|translated)\b"
)
"""A condition that only says how a figure is reckoned."""


@asked(words=_IFS)
def conditional(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "worth up to $4 a share if sales reach $750m": what holds only if something else does."""
    if core.metric in MARKETS and core.measure == "change":
        return
    before, after = scene.before(figure), scene.after(figure)
    if _LEFT_OUT.search(scene.masked):
        return
    if _IF_AFTER.match(after) or _IF_BEFORE.search(before) or _IF_FIRST.match(before):
        yield Candidate("speculative", 0.85, "status.conditional")


_UNNAMED = frozenset({"people", "person", "persons", "source", "sources", "insider", "insiders"})
_RUMOUR = re.compile(
    r"(?i)\b(?:people|persons?|sources?|insiders)\s+(?:\w+\s+){0,2}(?:familiar|close|with knowledge|"
    r"briefed|involved|said|told)|"
    r"\bciting\s+(?:\w+\s+){0,2}(?:people|sources)"
)


_SAID_BY = re.compile(
    r"(?i)\b(?:is|was|are|were)\s+(?:said|thought|believed|understood|reported|rumou?red)\s+by\s+[^,;#]{2,40}?\s+to\s+be\s+"
    r"(?:\w+ing|in talks|close to|open to)\b[^;#]*(?:#[^;#]{0,30})?$"
)


@asked(words=("said", "thought", "believed", "understood", "reported", "rumoured", "rumored"))
def said_by(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "was said by two investors to be seeking $500m": what is told of somebody behind his back."""
    if _SAID_BY.search(scene.before(figure)):
        yield Candidate("speculative", 0.85, "status.said_by")


_CITED = re.compile(r"(?is).*\S.*,\s+(?:according to|citing)\s+(?:\w+\s+){0,2}$")
"""Words before unnamed sources whose word ends at the next comma: "..., according to two"."""


_TOLD_AS_DONE = FLOWS | HELD | {"stake"}
"""What has come about if unnamed people tell it as done; an offer is uncertain even where they say that it was made."""

_LOOKS_ON = re.compile(
    r"(?i)\b(?:will|would|could|may|might|should|expect\w*|forecast\w*|plan\w*|aim\w*|target\w*|seek\w*|want\w*|"
    r"consider\w*|weigh\w*|explor\w*|talks?|discuss\w*|likely|set to|due to|due in|about to|"
    r"estimat\w*|project\w*|prepar\w*|look\w*|sell\w*|buy\w*|rais\w*|"
    r"(?:is|are)\s+(?:\w+\s+)?\w+ing)\b"
)


_WHICH_IS = re.compile(
    r"(?i)\b(?:which|that)\s+(?:is|are|was|were)\s+(?:\w+\s+)?(?:worth|valued at)\s+(?:\w+\s+){0,2}$"
)
"""A relative clause that says what is so, whatever unnamed people say beside it."""


@asked(words=_UNNAMED)
def rumoured(scene: Scene, figure: int, core: Core) -> Proposal:
    """As in "could seek about $3bn, people familiar with the matter said"."""
    if core.measure == "previous" or core.metric in MARKETS:
        return
    if core.metric in _TOLD_AS_DONE and not _LOOKS_ON.search(scene.before(figure)):
        return
    if _WHICH_IS.search(scene.before(figure)):
        return
    rumour = _RUMOUR.search(scene.masked)
    if rumour is None:
        return
    cited = scene.start + rumour.end()
    aside = _CITED.match(scene.masked[: rumour.start()]) is not None
    if not (aside and "," in scene.text(cited, scene.span(figure)[0])):
        yield Candidate("speculative", 0.93, "status.rumour")
