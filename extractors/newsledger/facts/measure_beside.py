"""How a figure measures its metric by what stands right beside it: a bracket, a plus, a time that is past, a flow."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from newsledger.facts.asking import asked
from newsledger.facts.candidates import Candidate
from newsledger.facts.ellipsis import alike_size
from newsledger.facts.frames import Frame
from newsledger.facts.measure_against import AIMING, Sense
from newsledger.facts.story import Stated, Story
from newsledger.facts.vocabulary import word_class

Rule = Callable[[Frame, str | None, Story], Iterator[Candidate[Sense]]]

COMPARABLE = 30
"""How many times as large as a value its former value can be."""

LONGEST_BRACKET = 5

THEN = word_class("words of a time before")
"""Words that may stand before a former value in brackets: "(a year since, £3.9m)", "(2023: £188m)"."""

FLOWS = frozenset({"assets_under_management", "deposits"})

IN_FLOWS = frozenset({"inflow", "inflows", "poured", "supplied", "entrusted", "added", "new", "subscriptions"})

OUT_FLOWS = frozenset({"outflow", "outflows", "withdrawn", "withdrew", "pulled", "redemptions", "elsewhere", "yanked"})

BECOMING = frozenset({"become", "became", "becomes", "turned", "gave", "melted"})

RESULTS = frozenset({"loss", "profit", "surplus", "deficit", "gain", "hole", "shortfall"})

OUTSIDE = word_class("setters of a bar")
"""Who or what sets a bar that a figure is above or below: "roomier than regulators require"."""


def _value_before(frame: Frame, story: Story) -> Stated | None:
    """The level that stands before a figure in its sentence and that it may be a former value of."""
    before = story.before(frame)
    if before is None or before.core.measure != "level" or before.frame.kind != frame.kind:
        return None
    one_unit = before.frame.figure.quantity.unit == frame.figure.quantity.unit
    return before if one_unit and alike_size(before, frame, COMPARABLE) else None


@asked(words=("(",))
def bracketed(frame: Frame, metric: str | None, story: Story) -> Iterator[Candidate[Sense]]:
    """revenue of £203m (2023: <£188m>); £29.9m before tax (<£23.8m>): the value of the time before"""
    line, before = frame.line, _value_before(frame, story)
    if before is None or line.low(frame.place + 1) not in (")", ";", ","):
        return
    opened = next((at for at in range(frame.place - 1, max(frame.place - 7, 0), -1) if line.low(at) == "("), -1)
    if opened < 0 or opened - before.frame.place > 3 or frame.place - opened > LONGEST_BRACKET:
        return
    if all(line.low(at) in THEN or line.low(at).isdigit() for at in range(opened + 1, frame.place)):
        yield Candidate(("previous", None), 0.93, "measure.bracketed")


@asked(kinds=("percent", "basis_point", "percentage_point"), words=("plus",))
def plus(frame: Frame, metric: str | None, story: Story) -> Iterator[Candidate[Sense]]:
    """Margin: 1.57%, plus <4 bp>: a step up"""
    line = frame.line
    if line.low(frame.place - 1) == "plus" and line.low(frame.place - 2) in (",", "(", ";", ":"):
        yield Candidate(("change", "up"), 0.9, "measure.plus")


def time_before(frame: Frame, metric: str | None, story: Story) -> Iterator[Candidate[Sense]]:
    """took 66.5% of revenue; a year ago, <70.1%>: a value that a time before opens"""
    line = frame.line
    at = frame.lead - 1
    at -= line.low(at) in (",", ":")
    if not line.relates(at, "earlier") or line.cue_start[at] == 0:
        return
    if frame.verb > line.cue_start[at] or line.low(line.cue_start[at] - 1) not in (",", ";", "(", ".", ":", "and"):
        return
    for stated in reversed(story.stated):
        if stated.frame.line is not line:
            return
        if stated.frame.kind == frame.kind and stated.core.measure in ("level", "share"):
            yield Candidate(("previous", None), 0.9, "measure.time_before")
            return


@asked(words=("used",))
def used_to_be(frame: Frame, metric: str | None, story: Story) -> Iterator[Candidate[Sense]]:
    """Technology budgets used to be <$310 million>"""
    line = frame.line
    for at in range(frame.clause.first, frame.place - 2):
        if line.lows[at : at + 2] == ["used", "to"] and line.low(at + 2) in ("be", "stand", "run", "earn", "make"):
            yield Candidate(("previous", None), 0.9, "measure.used_to_be")
            return


@asked(words=("had", "was", "were"))
def promised_before(frame: Frame, metric: str | None, story: Story) -> Iterator[Candidate[Sense]]:
    """Gross margin is guided to 52%, where <54%> had been promised"""
    line = frame.line
    if line.low(frame.lead - 1) not in ("where", "when", "whereas") or line.low(frame.place + 1) not in ("had", "was"):
        return
    if any(line.low(at) in AIMING for at in range(frame.place + 2, frame.place + 5)):
        yield Candidate(("previous", None), 0.9, "measure.promised_before")


@asked(words=BECOMING)
def became(frame: Frame, metric: str | None, story: Story) -> Iterator[Candidate[Sense]]:
    """a <£2.2m> loss has become a £7.9m profit"""
    line = frame.line
    if line.low(frame.place + 1) not in RESULTS:
        return
    ahead = range(frame.place + 2, min(len(line), frame.place + 8))
    turned = next((at for at in ahead if line.low(at) in BECOMING), -1)
    if turned > 0 and any(line.is_figure(at) for at in range(turned, min(len(line), turned + 6))):
        yield Candidate(("previous", None), 0.9, "measure.became")


def flowed(frame: Frame, metric: str | None, story: Story) -> Iterator[Candidate[Sense]]:
    """Fund inflows of <NOK 31bn>; <$1.9 billion> was withdrawn: money that comes and goes moves what is held"""
    if metric not in FLOWS or frame.kind != "money":
        return
    near = frame.line.lows[max(frame.clause.first, frame.place - 8) : min(frame.tail, frame.place + 6)]
    if not OUT_FLOWS.isdisjoint(near) or frame.figure.quantity.text.startswith(("minus", "-")):
        yield Candidate(("change", "down"), 0.88, "measure.flowed")
    elif not IN_FLOWS.isdisjoint(near):
        yield Candidate(("change", "up"), 0.88, "measure.flowed")


@asked(words=("than",))
def beyond_a_bar(frame: Frame, metric: str | None, story: Story) -> Iterator[Candidate[Sense]]:
    """<510 basis points> roomier than the ECB requires: a distance from a bar, no move"""
    line = frame.line
    word = line.change(frame.place + 1, "adverb")
    if word is None or word.direction not in ("up", "down") or line.low(frame.place + 2) != "than":
        return
    after = line.lows[frame.place + 3 : frame.place + 8]
    if not OUTSIDE.isdisjoint(after) and not line.related("earlier", frame.place + 3, frame.place + 8):
        yield Candidate(("difference", word.direction), 0.9, "measure.beyond_a_bar")


RULES: tuple[Rule, ...] = (
    bracketed,
    plus,
    time_before,
    used_to_be,
    promised_before,
    became,
    flowed,
    beyond_a_bar,
)
