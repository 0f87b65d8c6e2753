"""Lists that run side by side: "Northwind and Contoso posted gains of 12% and 7%, respectively"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from newsledger.facts.frames import PARTICLES, Frame
from newsledger.facts.line import Line, Mark, Named
from newsledger.facts.story import BRIDGES

M = TypeVar("M", Named, Mark)

BETWEEN_NAMES = frozenset({",", "and", "&", "both", "the", "'s", "or", "'", "while"})
BETWEEN_FIGURES = BRIDGES | PARTICLES | {"higher", "lower", "to", "at", "by", "more", "less", "than", "of"}


class Pairing(NamedTuple):
    """What a list gives one figure: the name or the metric word at its own position, by the rule ``rule``. Both
    ``None`` with ``rule`` set means that "respectively" was said of lists that do not have the same length:
    nothing is known."""

    name: Named | None
    mark: Mark | None
    rule: str
    member: int = -1

    def companies(self) -> tuple[int, ...]:
        """The companies of the name; of a name for several ("both", "the two") the one at the figure's position."""
        mention = self.name.mention if self.name else None
        if mention is None:
            return ()
        return mention.companies if self.member < 0 else (mention.companies[self.member],)


def figure_lists(line: Line, found: Sequence[Frame]) -> list[list[Frame]]:
    """The runs of two or more figures that stand in one list."""
    runs: list[list[Frame]] = []
    for frame in found:
        if runs:
            last = runs[-1][-1]
            between = line.lows[last.place + 1 : frame.place]
            listed = any(word in (",", "and", "or") for word in between) and "or" not in between
            respectively = "respectively" in line.lows[frame.place : frame.place + 8]
            plain = all(
                word in BETWEEN_FIGURES or (respectively and line.change(last.place + 1 + at, "verb") is not None)
                for at, word in enumerate(between)
            )
            if listed and last.kind == frame.kind and plain:
                runs[-1].append(frame)
                continue
        runs.append([frame])
    return [run for run in runs if len(run) > 1 and "and" in line.lows[run[-2].place : run[-1].place]]


LEADING_NAMES = BETWEEN_NAMES | {"its", "their", "sister", "fellow", "compatriot", "neighbour", "neighbor"}
"""Words before a later name of a list: "Hyundai and sister company Kia"."""

LONGEST_LEAD = 4
"""How many words may lead to a later name: "Alder and the much smaller Birch"."""


def _name_lists(line: Line) -> list[list[Named]]:
    lists: list[list[Named]] = []
    for name in line.names:
        if name.mention is not None and name.mention.kind == "pronoun":
            continue
        if lists:
            last = lists[-1][-1]
            if _explains(last, name):
                continue
            if _goes_on(line, last.last, name.first):
                lists[-1].append(name)
                continue
            if name.first < last.last:
                continue
        lists.append([name])
    return [names for names in lists if len(names) > 1]


def _goes_on(line: Line, first: int, last: int) -> bool:
    """Whether the words between two names make them members of one list: nothing but a link, and what leads to the
    second name, "Alder and Norway's Birch", "Alder and its smaller rival Birch"."""
    between = range(first, last)
    if not any(line.low(at) in BETWEEN_NAMES and line.low(at) != "'s" for at in between):
        return False
    leading = [at for at in between if line.low(at) not in BETWEEN_NAMES]
    return len(leading) <= LONGEST_LEAD and all(
        line.low(at) in LEADING_NAMES or line.is_country(at) or line.tag(at) in ("JJ", "JJR", "JJS", "RB", "NN", "HYPH")
        for at in leading
    ) and not line.marks(first, last)


def _explains(last: Named, name: Named) -> bool:
    """Whether a name only says more of the one before it in a list: "Alpha and Beta, the latter once its own"."""
    one, other = last.mention, name.mention
    return one is not None and other is not None and other.kind == "description" and one.companies == other.companies


def _mark_lists(line: Line) -> list[list[Mark]]:
    lists: list[list[Mark]] = []
    for mark in line.metrics:
        if lists:
            between = line.lows[lists[-1][-1].last : mark.first]
            if (
                between
                and len(between) <= 3
                and any(word in (",", "and") for word in between)
                and not any(line.is_figure(place) for place in range(lists[-1][-1].last, mark.first))
            ):
                lists[-1].append(mark)
                continue
        lists.append([mark])
    return [marks for marks in lists if len(marks) > 1]


def pairings(line: Line, found: Sequence[Frame]) -> dict[int, Pairing]:
    """What the lists of a line give to its figures, by the figures' index.

    With "respectively" a list must have as many members as there are figures. Without it, only a list right in the
    subject of the clause is taken ("Tesla and Boeing dropped 7.1% and 8.7%", "The two dropped 7.1% and 8.7%.").
    """
    given: dict[int, Pairing] = {}
    for run in figure_lists(line, found):
        end = run[-1].place
        said = "respectively" in line.lows[run[0].clause.first : min(len(line), end + 8)]
        clause = run[0].clause
        paired = False
        for names in _nearest_first(_name_lists(line), end):
            inside = clause.subject is not None and any(
                clause.subject[0] <= name.first < clause.subject[1] for name in names
            )
            if len(names) == len(run) and (said or inside):
                for frame, name in zip(run, names, strict=True):
                    given[frame.number] = Pairing(name, None, "respectively" if said else "list.names")
                paired = True
                break
        for marks in _nearest_first(_mark_lists(line), end):
            if len(marks) == len(run) and (
                said or (clause.subject is not None and clause.subject[0] <= marks[0].first < clause.subject[1])
            ):
                for frame, mark in zip(run, marks, strict=True):
                    held = given[frame.number].name if frame.number in given else None
                    given[frame.number] = Pairing(held, mark, "respectively" if said else "list.metrics")
                paired = True
                break
        together = next(
            (name for name in line.names if name.mention and len(name.mention.companies) == len(run) > 1), None
        )
        alone = together is not None and _only_subject(line, together, run)
        if (said or alone) and not paired and together is not None and together.first < run[0].place:
            for member, frame in enumerate(run):
                given[frame.number] = Pairing(together, None, "respectively" if said else "list.names", member)
            paired = True
        lists = [names for names in _name_lists(line) if names[0].mention is not None]
        if said and not paired and (lists or _half_known(line, clause.subject)):
            for frame in run:
                given[frame.number] = Pairing(None, None, "respectively.lengths_differ")
    return given


def _only_subject(line: Line, name: Named, run: Sequence[Frame]) -> bool:
    """Whether a name for several is the subject of a list that nothing follows: "Shares in the two rose 1.8% and
    0.9%." Months that follow would be what the list is of."""
    subject, after = run[0].clause.subject, run[-1].place + 1
    inside = subject is not None and subject[0] <= name.first < subject[1]
    ends = after >= len(line) or line.low(after) in (".", ";", ",")
    return inside and ends and not any(line.low(at) in ("both", "each") for at in range(name.first, after))


def _half_known(line: Line, subject: tuple[int, int] | None) -> bool:
    """Whether a subject joins a known company to one that is not known: "Warner and Paramount+"."""
    if subject is None:
        return False
    names = [name for name in line.mentions(*subject) if name.mention and name.mention.companies]
    joined = any(
        line.low(at) == "and" and (line.tag(at + 1) in ("NNP", "NNPS") or line.tag(at - 1) in ("NNP", "NNPS"))
        for at in range(subject[0] + 1, subject[1] - 1)
    )
    return joined and len(names) == 1 and len(names[0].mention.companies if names[0].mention else ()) == 1


def _nearest_first(lists: list[list[M]], place: int) -> list[list[M]]:
    return sorted(lists, key=lambda members: abs(place - members[-1].last))
