"""How a figure measures its metric by what stands right beside it: a bracket, a plus, a time that is past, a flow."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from newsledger.facts.asking import asked
from newsledger.facts.candidates import Candidate
from newsledger.facts.ellipsis import alike_size
from newsledger.facts.frames import Frame
from newsledger.facts.measure_against import AIMING, OLD, Sense
from newsledger.facts.story import Stated, Story
from newsledger.facts.vocabulary import metrics, word_class
from newsledger.records import Direction

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


NAMED_RATES = frozenset({"rate", "ratio", "yield", "share"})
BEING = frozenset({"was", "is", "stood", "stands", "remained", "remains", "held", "were", "are", "sat", "sits"})


@asked(kinds=("percent",), words=NAMED_RATES)
def named_rate(frame: Frame, metric: str | None, story: Story) -> Iterator[Candidate[Sense]]:
    """The participation rate was <67.1 per cent>: what is called a rate stands at one"""
    subject = frame.clause.subject
    if subject is None or frame.verb < 0 or frame.line.low(frame.verb) not in BEING or not frame.is_object():
        return
    if frame.line.low(subject[1] - 1) in NAMED_RATES and frame.line.low(frame.place + 1) not in MOVED_AFTER:
        yield Candidate(("level", None), 0.9, "measure.named_rate")


MOVED_AFTER = word_class("comparatives")

AGAINST = frozenset({"against", "versus", "vs"})


@asked(kinds=("money",), words=AGAINST)
def against_another(frame: Frame, metric: str | None, story: Story) -> Iterator[Candidate[Sense]]:
    """sold for €4bn, against net debt of <€9.5bn>: another amount that is told for its size, no former one"""
    line, before = frame.line, story.before(frame)
    if before is None or metric is None or before.core.metric is None or not frame.chain:
        return
    if any(stated.core.metric == metric and stated.frame.line is line for stated in story.stated):
        return
    opener = frame.chain[-1].first
    worded = any(word.metric == metric for mark in line.marks(opener, frame.place) for word in mark.words)
    if line.low(opener) in AGAINST and worded and not line.related("earlier", frame.place + 1, frame.tail):
        yield Candidate(("level", None), 0.97, "measure.against_another")


SUMMED_UP = frozenset({"gain", "gains", "rally", "advance", "rise", "climb"})
SUMMED_DOWN = frozenset({"loss", "losses", "decline", "declines", "drop", "fall", "slide", "slump"})


@asked(kinds=("percent",), words=SUMMED_UP | SUMMED_DOWN)
def summed(frame: Frame, metric: str | None, story: Story) -> Iterator[Candidate[Sense]]:
    """taking its gain since the new year to <8.4 per cent>; brought the week's loss to <9%>: a move, told as a sum"""
    line = frame.line
    if frame.preposition() != "to" or metric is None or metrics()[metric].group != "market":
        return
    for at in range(frame.lead - 1, frame.clause.first, -1):
        if line.is_figure(at):
            return
        if line.low(at) in SUMMED_UP or line.low(at) in SUMMED_DOWN:
            way: Direction = "up" if line.low(at) in SUMMED_UP else "down"
            if line.low(at - 1) in OWNING or line.low(at - 2) in OWNING:
                yield Candidate(("change", way), 0.97, "measure.summed")
            return


OWNING = frozenset({"its", "their", "the", "'s", "total", "overall"})

OLD_AIMS = frozenset({"range", "guidance", "forecast", "target", "outlook", "goal", "projection", "estimate"})


@asked(words=OLD)
def old_range(frame: Frame, metric: str | None, story: Story) -> Iterator[Candidate[Sense]]:
    """The top of its old range was <$61 billion>; its previous target had been <5%> -> previous"""
    line, subject = frame.line, frame.clause.subject
    if subject is None or frame.verb < 0 or line.low(frame.verb) not in BEING | {"been"} or frame.place < subject[1]:
        return
    words = range(subject[0], subject[1] - 1)
    if any(line.low(at) in OLD and line.low(at + 1) in OLD_AIMS for at in words):
        yield Candidate(("previous", None), 0.93, "measure.old_range")


@asked(words=("previously", "earlier", "once"))
def having_said(frame: Frame, metric: str | None, story: Story) -> Iterator[Candidate[Sense]]:
    """puts the market at $95 billion, having previously talked of <$130 billion> -> previous"""
    line, first = frame.line, frame.clause.first
    if line.low(first) == "having" and line.low(first + 1) in ("previously", "earlier", "once"):
        yield Candidate(("previous", None), 0.97, "measure.having_said")


SHED = word_class("losing value")


@asked(kinds=("money",), words=SHED)
def value_shed(frame: Frame, metric: str | None, story: Story) -> Iterator[Candidate[Sense]]:
    """had shed 14%, or <almost $100 billion> of market value: what is lost of a value is its move"""
    line = frame.line
    lost = frame.verb >= 0 and line.low(frame.verb) in SHED
    if metric == "market_cap" and lost and line.low(frame.place + 1) in ("of", "in", "off", "from"):
        yield Candidate(("change", "down"), 0.95, "measure.value_shed")


RULES: tuple[Rule, ...] = (
    bracketed,
    plus,
    time_before,
    used_to_be,
    promised_before,
    became,
    flowed,
    beyond_a_bar,
    named_rate,
    against_another,
    summed,
    old_range,
    having_said,
    value_shed,
)
