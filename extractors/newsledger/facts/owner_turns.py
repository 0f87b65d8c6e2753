"""Whose a figure is where the sentence turns to another company without a verb that says so: "so did Beta, to $5m"."""

from __future__ import annotations

from collections.abc import Iterator

from newsledger.facts.asking import asked
from newsledger.facts.finite import has_finite
from newsledger.facts.frames import Frame
from newsledger.facts.line import Line, Named
from newsledger.facts.metric import Said
from newsledger.facts.naming import is_pronoun, listed, resolved, subject_naming
from newsledger.facts.owner import Held, Rule, held_by
from newsledger.facts.story import Story

SURE = 0.95

SO = frozenset({"so", "as", "neither", "nor"})
DOING = frozenset({"did", "has", "had", "does", "was", "is"})

STEPPING = frozenset({"to", "at", "by", "with"})
"""Words between a name and the figure that it comes to: "on Wipro to <240>"."""

TURNING = frozenset({"on", "for", "at", "of", "in"})
"""Words between "and" and a name to which the same is done: "and on Wipro to <240>"."""

LONGEST_SUBJECT = 9
"""Words within which the subject follows what a sentence puts first: "At <45 times> earnings the bag maker"."""


def _name_at(line: Line, place: int) -> Named | None:
    """The known company that is named here."""
    return next((name for name in resolved(list(line.names)) if name.first == place and not is_pronoun(name)), None)


@asked(words=("in", "for", "at", "by"))
def move_of(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """while a <5.9%> slide in Apple wiped out the gain; against a <3%> rise for Shell: whose move the figure is"""
    line, at = frame.line, frame.place + 1
    while line.tag(at) in ("JJ", "HYPH", "NN") and line.change(at, "noun") is None and at < frame.place + 3:
        at += 1
    if line.change(at, "noun") is None or line.low(at + 1) not in ("in", "for", "at", "by"):
        return
    name = _name_at(line, at + 2)
    if name is not None:
        found = listed(line, name, len(line))
        yield Held(found.companies, SURE, "owner.move_of", found.first, found.last)


@asked(words=SO)
def so_did(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """Alpha slipped 3%, and so did Beta, to <€635.5 million>: of whom the same is said"""
    line = frame.line
    for at in range(frame.place - 2, frame.clause.first - 1, -1):
        if line.is_figure(at):
            return
        if line.low(at) in DOING and line.low(at - 1) in SO:
            name = next((one for one in resolved(line.mentions(at + 1, frame.place)) if one.first <= at + 4), None)
            if name is not None:
                yield held_by(name, SURE, "owner.so_did")
            return


@asked(words=("and",))
def in_turn(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """cut its target on Alpha to 3,600 rupees and on Beta to <240>: to whom the same is done in turn"""
    line = frame.line
    end = frame.place - 1 if line.low(frame.place - 1) in STEPPING else frame.place
    name = next((one for one in resolved(list(line.names)) if one.last == end and not is_pronoun(one)), None)
    if name is None or end == frame.place or line.low(name.first - 1) not in TURNING:
        return
    earlier = max((at for at in line.figures if at < name.first), default=-1)
    joined = line.low(name.first - 2) in ("and", ",", "but", "while")
    if earlier >= 0 and joined and not has_finite(line, earlier + 1, frame.place):
        yield held_by(name, SURE, "owner.in_turn")


@asked(words=("for",))
def of_whom(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """For Beta, whose users pay 206 rupees, they forecast <232>: of whom somebody else tells it"""
    line, clause = frame.line, frame.clause
    name = _name_at(line, 1) if line.low(0) == "for" else None
    if name is None or clause.subject is None or clause.first == 0:
        return
    teller = subject_naming(line, clause.subject)
    if teller is None or set(teller.companies) <= story.sources:
        yield held_by(name, 0.8, "owner.of_whom")


@asked(words=("at", "with", "on"))
def before_subject(frame: Frame, said: Said, story: Story) -> Iterator[Held]:
    """At <45 times> earnings Alpha is dear; With <12%> of the market, Beta leads: the subject that follows"""
    line = frame.line
    if frame.preposition() not in ("at", "with", "on") or frame.chain[0].first > frame.clause.first + 1:
        return
    if frame.clause.first and line.low(frame.clause.first - 1) not in (",", ";", "and", "but", "."):
        return
    for name in resolved(line.mentions(frame.place + 1, min(frame.place + LONGEST_SUBJECT, len(line)))):
        if has_finite(line, frame.place + 1, name.first) or any(
            line.is_figure(at) for at in range(frame.place + 1, name.first)
        ):
            return
        cited = name.mention is not None and set(name.mention.companies) <= story.sources
        governed = line.tag(name.first - 1) in ("IN", "TO") or line.low(name.first - 1) in (",", "and")
        if not cited and not governed and line.tag(name.last)[:2] in ("VB", "MD", "RB", "PO"):
            yield held_by(name, 0.85, "owner.before_subject")
        return


TURNS: tuple[Rule, ...] = (move_of, so_did, in_turn, of_whom, before_subject)
