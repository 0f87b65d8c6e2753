"""Lists that run side by side: "Northwind and Contoso posted gains of 12% and 7%, respectively"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from newsledger.facts.finite import has_finite
from newsledger.facts.frames import PARTICLES, Frame
from newsledger.facts.line import Line, Mark, Named
from newsledger.facts.story import BRIDGES

M = TypeVar("M", Named, Mark)

BETWEEN_NAMES = frozenset({",", "and", "&", "both", "the", "'s", "or", "'", "while"})
BETWEEN_FIGURES = BRIDGES | PARTICLES | {"higher", "lower", "to", "at", "by", "more", "less", "than", "of"}


LISTED = "list.names"
"""The rule by which a list of names gives its figures their owners without "respectively"."""


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


PLACING = frozenset({"at", "for", "in", "by"})
"""Prepositions between figures and those whose they are."""

SUMMED = frozenset({"together", "combined", "jointly", "each", "between"})
"""Words that say that figures are of several companies at once, or each of all of them."""

KIN_NAMES = frozenset({"sister", "rival", "peer", "affiliate", "company", "fellow"})
"""Words before a later name of a list: "Hyundai and sister company Kia"."""


LONGEST_EPITHET = 5
"""Words that may say of a later name of a list what it is: "and its smaller German rival Deutz"."""

EPITHET_TAGS = ("NN", "JJ", "VBN", "HYPH", "POS", "PRP$", "DT")

LONGEST_REMARK = 8
"""Words of a remark on a name of a list, between commas."""


def _name_lists(line: Line) -> list[list[Named]]:
    lists: list[list[Named]] = []
    for name in line.names:
        if name.mention is not None and name.mention.kind == "pronoun":
            continue
        if lists:
            last = lists[-1][-1]
            if _explains(last, name):
                continue
            if _joined(line, last.last, name) and not _tells_trade(last, name):
                lists[-1].append(name)
                continue
            if name.first < last.last:
                continue
        lists.append([name])
    return [names for names in lists if len(names) > 1]


def _joined(line: Line, end: int, name: Named) -> bool:
    """Whether a name goes on the list whose last name ends at ``end``: "Alpha and Beta", "Alpha and Sweden's Beta",
    "Alpha, the former monopoly, and its challenger Beta"."""
    between = line.lows[end : name.first]
    if not between:
        return False
    if all(word in BETWEEN_NAMES or word in KIN_NAMES for word in between):
        return any(word != "'s" for word in between)
    if line.low(end) == ",":
        close = next((at for at in range(end + 1, end + 2 + LONGEST_REMARK) if line.low(at) == ","), -1)
        remark = close > end + 1 and line.low(close + 1) == "and" and not has_finite(line, end, close)
        if remark and not any(line.is_figure(at) for at in range(end, close)):
            end = close
    begin = end + (line.low(end) == ",")
    begin += line.low(begin) == "and"
    epithet = range(begin, name.first)
    if begin == end or not 0 <= len(epithet) <= LONGEST_EPITHET:
        return False
    return all(line.tag(at).startswith(EPITHET_TAGS) and line.low(at) != "shares" for at in epithet)


def _tells_trade(last: Named, name: Named) -> bool:
    """Whether what is traded says what a company does that follows: "the oil and gas major Alpha"."""
    return last.metric == "commodity_price" and last.mention is None and name.mention is not None


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
    subject of the clause is taken ("Tesla and Boeing dropped 7.1% and 8.7%").
    """
    given: dict[int, Pairing] = {}
    for run in figure_lists(line, found):
        end = run[-1].place
        said = "respectively" in line.lows[run[0].clause.first : min(len(line), end + 8)]
        clause = run[0].clause
        paired = False
        for names in _nearest_first(_name_lists(line), end):
            if len(names) == len(run) and (said or _beside(line, names, run)):
                for frame, name in zip(run, names, strict=True):
                    given[frame.number] = Pairing(name, None, "respectively" if said else LISTED)
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
        each = together is not None and (said or _of_each(line, together, run))
        if each and not paired and together is not None and together.first < run[0].place:
            for member, frame in enumerate(run):
                given[frame.number] = Pairing(together, None, "respectively", member)
            paired = True
        lists = [names for names in _name_lists(line) if names[0].mention is not None]
        if said and not paired and (lists or _half_known(line, clause.subject)):
            for frame in run:
                given[frame.number] = Pairing(None, None, "respectively.lengths_differ")
    return given


def _beside(line: Line, names: Sequence[Named], run: Sequence[Frame]) -> bool:
    """Whether a list of names stands where a list of figures can be told of it without "respectively": in the subject,
    right before the figures ("with Alpha and Beta down 3% and 5%") or right after them ("gains of 2% and 3% at Alpha
    and Beta")."""
    subject = run[0].clause.subject
    if subject is not None and any(subject[0] <= name.first < subject[1] for name in (names[0], names[-1])):
        return True
    led = range(names[-1].last, run[0].place)
    if led and all(line.low(at) in PARTICLES for at in led):
        return True
    after = run[-1].place + 1
    return line.low(after) in PLACING and names[0].first == after + 1


def _of_each(line: Line, together: Named, run: Sequence[Frame]) -> bool:
    """Whether a list of figures is told of each of several companies called in one word: "Shares in the two rose 1.8%
    and 0.9%", not "rose 5% and 3% on Monday and Tuesday"."""
    subject, end = run[0].clause.subject, run[-1].place + 1
    if subject is None or together.mention is None or together.mention.kind == "name":
        return False
    inside = subject[0] <= together.first < subject[1] or together.first == run[0].clause.first
    whole = not SUMMED.isdisjoint(line.lows[: run[0].place])
    return inside and not whole and "and" not in line.lows[end : end + LONGEST_REMARK]


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
