"""Which metric a figure states by words that stand elsewhere in its sentence: before a colon or a relative clause,
after the figure, in the list that it goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from newsledger.facts.asking import asked
from newsledger.facts.business import MARGINS
from newsledger.facts.ellipsis import again, alike_size
from newsledger.facts.fitting import fits
from newsledger.facts.frames import Frame
from newsledger.facts.line import Mark
from newsledger.facts.metric import DESCRIBING, Said, unit_in
from newsledger.facts.story import Stated, Story

Rule = Callable[[Frame, Story], Iterator[Said]]

BEING = frozenset({"is", "are", "was", "were"})

RELATIVES = frozenset({"which", "that"})

LONGEST_TIE = 5
"""Words that may stand between a figure and the verb of a clause about it: "the £830m that Northwind Water raised"."""

AGO = frozenset({"ago", "earlier", "previously", "before", "formerly"})

OPENERS = frozenset({",", ";", ":", "and", "but", ".", "(", "-", "–", "—"})

CLOSERS = frozenset({",", ".", ";", ")", "-", "–", "—"})

STEPS = frozenset({"up", "down", "plus", "minus", "off", "ahead"})


def _said(mark: Mark, frame: Frame, weight: float, rule: str) -> Iterator[Said]:
    for word in mark.words:
        if fits(word.metric, word.kinds, frame):
            yield Said(word.metric, weight, rule, mark.first, mark.last, word.negative)
            return


WHICH = frozenset({"which", "that"})

REACH = 4
"""Words after "that", a verb of change among them, within which the figure is of what stands before it."""


@asked(words=RELATIVES | WHICH)
def which_is(frame: Frame, story: Story) -> Iterator[Said]:
    """Noninterest expense, which analysts had put at <$71 million>; on revenue that crept <0.3%> higher: what the
    relative clause hangs on"""
    line, clause = frame.line, frame.clause
    at = next((at for at in range(frame.place - 1, 0, -1) if line.low(at) in WHICH or line.is_figure(at)), 0)
    if not at or line.low(at) not in WHICH or line.marks(at, frame.place):
        return
    bare = line.low(at) == "that" and line.change(at + 1, "verb") is not None and frame.place <= at + REACH
    if not bare and (line.low(at) != "which" or line.low(at - 1) != ","):
        return
    if clause.verb < at and frame.verb < at:
        return
    for mark in reversed(line.marks(0, at)):
        if mark.last == (at if bare else at - 1):
            yield from _said(mark, frame, 0.95, "metric.which_is")
        return


@asked(words=(":",))
def after_colon(frame: Frame, story: Story) -> Iterator[Said]:
    """Order intake explains it: <£266m> in six months: what the words before the colon speak of"""
    line = frame.line
    if line.low(frame.lead - 1) != ":" or frame.lead < frame.place - 1:
        return
    colon = frame.lead - 1
    if any(line.is_figure(at) for at in range(colon)):
        return
    marks = line.marks(0, colon)
    if marks:
        yield from _said(marks[-1], frame, 0.7, "metric.after_colon")


@asked(words=BEING)
def is_what(frame: Frame, story: Story) -> Iterator[Said]:
    """Of those assets, <$4.9 billion> were loans: the noun that is said of the figure"""
    line = frame.line
    if line.low(frame.place + 1) not in BEING or (frame.verb > frame.clause.first and frame.verb < frame.place):
        return
    for at in range(frame.place + 2, min(len(line), frame.place + 6)):
        for mark in line.metrics:
            if mark.first == at:
                yield from _said(mark, frame, 0.93, "metric.is_what")
                return
        if line.tag(at) not in DESCRIBING or line.is_figure(at):
            return


@asked(kinds=("money", "count"))
def of_which_it(frame: Frame, story: Story) -> Iterator[Said]:
    """48% of the <EGP 21 billion> it billed; the <£830m> that it raised: what a clause without a link says was done"""
    line = frame.line
    at = frame.place + 1 + (line.low(frame.place + 1) in RELATIVES)
    if line.low(frame.lead) not in ("the", "what") and line.low(frame.place - 1) != "the":
        return
    if not (line.tag(at) in ("PRP", "DT", "NNP", "NNPS", "NNS") or at in (name.first for name in line.names)):
        return
    for verb in range(at + 1, min(len(line), at + LONGEST_TIE)):
        if line.is_figure(verb) or line.low(verb) in OPENERS:
            return
        if line.tag(verb).startswith("V") and verb in line.frames:
            last, said = line.frames[verb]
            for one in said:
                suits = frame.kind in one.kinds and (not one.units or unit_in(frame.figure.quantity.unit, one.units))
                if suits and fits(one.metric, frozenset(), frame):
                    yield Said(one.metric, max(one.weight, 0.6), "metric.of_which_it", verb, last, one.negative)
            return


@asked(kinds=("money", "percent", "basis_point", "percentage_point"))
def named_later(frame: Frame, story: Story) -> Iterator[Said]:
    """From <11.8%> to 10.9% in one quarter: its Tier 1 ratio is being eaten: where nothing was named before, what is
    named after"""
    line = frame.line
    if frame.verb >= 0 or story.before(frame) is not None or line.marks(0, frame.place):
        return
    for mark in line.marks(frame.tail, len(line)):
        parts = story.clauses_of(line)
        if any(part.subject is not None and part.subject[0] <= mark.first < part.subject[1] for part in parts):
            yield from _said(mark, frame, 0.4, "metric.named_later")
        return


@asked(words=AGO | {"from", "against", "versus", "compared"})
def of_its_kind(frame: Frame, story: Story) -> Iterator[Said]:
    """Pay took 66.5% of revenues of $734 million; a year ago, <70.1%>: what a former value is compared with is of its
    kind"""
    line, before = frame.line, story.before(frame)
    if before is None or before.frame.kind == frame.kind or line.marks(before.frame.place + 1, frame.place):
        return
    between = line.lows[before.frame.place + 1 : frame.place]
    former = bool(frame.chain) and "previous" in frame.chain[0].relations
    if not former and (frame.chain or AGO.isdisjoint(between)):
        return
    for stated in reversed(story.stated):
        if stated.frame.line is not line:
            return
        if _of_one_kind(stated, frame):
            yield from again(stated, frame, 0.93, "metric.of_its_kind")
            return


def _of_one_kind(stated: Stated, frame: Frame) -> bool:
    alike = stated.frame.kind == frame.kind and stated.frame.figure.quantity.unit == frame.figure.quantity.unit
    return alike and alike_size(stated, frame, 100)


@asked(kinds=("money",), words=("on",))
def on_sales_of(frame: Frame, story: Story) -> Iterator[Said]:
    """earned $21 million on <$350 million>: what a profit is made on is sales"""
    before = story.before(frame)
    if before is None or frame.preposition() != "on" or before.core.metric not in MARGINS:
        return
    one, other = before.frame.figure.quantity, frame.figure.quantity
    beside = frame.line.lows[before.frame.place + 1 : frame.lead] == ["on"]
    if beside and before.frame.kind == "money" and other.unit == one.unit and abs(other.value) > abs(one.value):
        yield Said("revenue", 0.975, "metric.on_sales_of")


def item(frame: Frame, story: Story) -> Iterator[Said]:
    """commissions ticked up 4%, staff expense down <2%>: an item of a list begins with its own words"""
    line = frame.line
    at = frame.place - 1
    if line.low(at) in STEPS or line.low(at) in (",", "at", ":", "of"):
        at -= 1
    mark = next((one for one in line.metrics if one.last == at + 1), None)
    if mark is None or story.before(frame) is None:
        return
    first = mark.first
    while first > 0 and mark.first - first < 3 and line.tag(first - 1) in ("JJ", "DT", "PRP$", "VBN", "NN", "NNP"):
        first -= 1
    if line.low(first - 1) in OPENERS and not line.is_figure(first - 1):
        yield from _said(mark, frame, 0.975, "metric.item")


@asked(kinds=("money",))
def beside_again(frame: Frame, story: Story) -> Iterator[Said]:
    """off its turnover and <95 million> off its operating result: what stands after a figure as after the one before"""
    line, before = frame.line, story.before(frame)
    if before is None:
        return
    link = line.low(frame.place + 1)
    if link not in ("off", "of", "from", "in", "for", "on", "to") or line.low(before.frame.place + 1) != link:
        return
    for mark in line.marks(frame.place + 2, min(len(line), frame.place + 7)):
        if all(line.tag(at) in DESCRIBING for at in range(frame.place + 2, mark.first)):
            yield from _said(mark, frame, 0.975, "metric.beside_again")
        return


@asked(kinds=("money", "percent", "basis_point", "percentage_point"), words=(",",))
def apposed(frame: Frame, story: Story) -> Iterator[Said]:
    """exceeds a half-year's turnover, <1.7 billion>; takings, at <€288m>, were the best: what a figure stands beside"""
    line = frame.line
    at = frame.place - 1 - (line.low(frame.place - 1) == "at")
    if line.low(at) != "," or line.low(frame.place + 1) not in CLOSERS or line.relates(frame.place + 1, "previous"):
        return
    for mark in line.metrics:
        if mark.last == at:
            yield from _said(mark, frame, 0.95, "metric.apposed")
            return


RULES: tuple[Rule, ...] = (
    which_is,
    apposed,
    after_colon,
    is_what,
    of_which_it,
    named_later,
    of_its_kind,
    on_sales_of,
    item,
    beside_again,
)
