"""Whose a figure is in a list of companies: "Alder earned 5%, Birch, the smaller of them, 3% and Cedar 2%".

The verb is said once; each later name stands before its figure, with nothing or a few words between.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsledger.facts.finite import MODIFIERS, has_finite
from newsledger.facts.frames import Frame
from newsledger.facts.line import Line, Named
from newsledger.facts.metric import Said
from newsledger.facts.naming import is_pronoun, list_to, name_set_apart
from newsledger.facts.owner import DECISIVE, PLACING, Held, held_by
from newsledger.facts.story import Story

JOINING = frozenset({",", ";", ":", "and", "but", "while", "whereas", "("})
"""Words before a member of a list."""

LEADING = MODIFIERS | {"on", "with", "at", "by", "own", "its", "only", "an", "owning", "holding", "for"}
"""Words that may stand between a name and its figure: "Beta on 5%", "Beta its own at $80 million"."""

CLOSED = {",": ",", ")": "(", ">": "<", "-": "-", "--": "--", "—": "—", "–": "–"}
"""What closes a remark on a name, and what opens it: "Beta (in Poland) 5%", "Beta - once second - 5%"."""

LONGEST_REMARK = 9
"""Words of a remark between a name and its figure."""


def beside(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """with Alpha owning 18 pct, Beta <14 pct> and Gamma <nine pct>; Beta, the smaller, <5%>; its junior rival <$8
    billion>: a name before each figure of a list"""
    line, place = frame.line, frame.place
    own = _right_before(line, place)
    if own is not None and any(at != place and _right_before(line, at) is not None for at in line.figures):
        yield held_by(own, DECISIVE, "owner.beside")
        return
    apart = name_set_apart(frame) if said.metric == "share_price" else None
    if apart is not None and not is_pronoun(apart):
        yield held_by(apart, DECISIVE, "owner.set_apart")
        return
    member = _member(line, place) or _opener(line, place)
    if member is not None:
        yield held_by(member, DECISIVE, "owner.beside")


NAMING = frozenset({"including", "like", "namely", "notably", "as"})
"""Words that lead from a group to some of its members: "chipmakers including Alpha, Beta and Gamma"."""


def examples(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Growth stocks such as Alpha, Beta and Gamma rose <2%>; chipmakers, including Alpha, Beta and Gamma, closed <3%>
    higher"""
    line = frame.line
    verb = frame.clause.verb_first if frame.clause.verb_first >= 0 else frame.verb
    if said.metric != "share_price" or not 0 < verb < frame.place:
        return
    last = _ending(line, verb - (line.low(verb - 1) == ","))
    if last is None or last.mention is None or not last.mention.companies:
        return
    found = list_to(line, last, 0)
    leader = line.low(found.first - 1)
    if leader in NAMING and (leader != "as" or line.low(found.first - 2) == "such"):
        yield Held(found.companies, 0.97, "owner.examples", found.first, found.last)


def _opener(line: Line, place: int) -> Named | None:
    """The first member of a list whose figure this is: "both did well, Alpha by <13 cents> and Beta by 12"."""
    later = next((at for at in line.figures if at > place), -1)
    name = _before(line, place) if later > 0 else None
    if name is None or name.mention is None or not name.mention.companies:
        return None
    if line.low(name.first - 1) not in (",", "are", "were") or _member(line, later) is None:
        return None
    return None if has_finite(line, name.last, place) else name


def _member(line: Line, place: int) -> Named | None:
    """The later member of a list whose figure this is: no verb stands between the figure before and its own."""
    earlier = max((at for at in line.figures if at < place), default=-1)
    name = _before(line, place) if earlier >= 0 else None
    if name is None or name.mention is None or not name.mention.companies or name.first <= earlier:
        return None
    begin = _phrase(line, name)
    if line.low(begin - 1) in PLACING:
        begin -= 1
    if begin <= earlier + 1 and line.low(begin - 1) != "and":
        return None
    return name if line.low(begin - 1) in JOINING and not has_finite(line, earlier + 1, place) else None


def _phrase(line: Line, name: Named) -> int:
    """Where the words begin that lead to a name: "its state-run rival Beta"."""
    for other in line.names:
        if is_pronoun(other) and other.last <= name.first <= other.last + 4:
            between = [line.tag(at) for at in range(other.last, name.first)]
            if all(tag[:2] in ("NN", "JJ", "VB", "HY", "CD") for tag in between):
                return other.first
    return name.first


def _before(line: Line, place: int) -> Named | None:
    """The name before a figure, a remark on it, a preposition and modifiers left out."""
    end = place
    while end > place - 4 and (line.low(end - 1) in LEADING or line.tag(end - 1) in ("JJ", "JJR", "RB")):
        if _ending(line, end) is not None:
            break
        end -= 1
    if line.low(end - 1) in CLOSED and _ending(line, end - 1) is None:
        opened = CLOSED[line.low(end - 1)]
        floor = max(end - 2 - LONGEST_REMARK, -1)
        begin = next((at for at in range(end - 2, floor, -1) if line.low(at) == opened), -1)
        if begin < 0 or has_finite(line, begin, end) or any(line.is_figure(at) for at in range(begin, end)):
            return None
        end = begin
    elif line.low(end - 1) == ",":
        end -= 1
    return _ending(line, end)


def _ending(line: Line, end: int) -> Named | None:
    """The name of a company that ends here, a possessive aside."""
    if line.low(end - 1) in ("'s", "'"):
        end -= 1
    return next((name for name in line.names if name.mention and name.last == end and not is_pronoun(name)), None)


def _right_before(line: Line, place: int) -> Named | None:
    """The name that stands right before a place, a code in brackets between them aside."""
    end = place - 1 if line.low(place - 1) in ("owning", "holding") else place
    if line.low(end - 1) in (")", ">"):
        end = next((at for at in range(end - 2, max(end - 6, -1), -1) if line.low(at) in ("(", "<")), end)
    name = next((name for name in line.names if name.mention and name.last == end), None)
    return name if name is not None and not is_pronoun(name) and name.mention and name.mention.companies else None
