"""Which figures tell of a company's people: what they are paid and want, and how many there are of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from newsledger.facts.asking import asked
from newsledger.facts.fitting import sort_of, sort_of_word, told_sort
from newsledger.facts.frames import Frame
from newsledger.facts.metric import Said
from newsledger.facts.pricing import head_of
from newsledger.facts.story import Story
from newsledger.facts.vocabulary import word_class

Rule = Callable[[Frame, Story], Iterator[Said]]

EARNING = word_class("earning")
"""Verbs by which people who work are paid or ask for more."""

REWARDING = word_class("rewarding staff")

AT_STAKE = EARNING | REWARDING

LARGEST_PAY = 1_000_000_000
"""An amount above which nobody's pay is, in any currency."""

PRIZES = frozenset({"prize", "bonus", "raise", "rise", "cheque", "reward", "increase", "allowance", "premium"})
"""What staff get an amount as."""

KEEPING = word_class("having staff")

OURS = frozenset({"its", "their", "'s", "his", "her", "our"})

TABLE = frozenset({"table"})


PEOPLE_AT_WORK = frozenset({"staff", "crew", "crews", "union", "unions", "workforce", "driver", "drivers"})


def _is_staff(low: str) -> bool:
    return low in PEOPLE_AT_WORK or sort_of_word(low) == "staff"


def _small(frame: Frame) -> bool:
    if frame.figure.quantity.per == "share":
        return False
    return frame.kind == "percent" or frame.figure.quantity.value <= LARGEST_PAY


@asked(kinds=("money", "percent"), words=EARNING)
def staff_earn(frame: Frame, story: Story) -> Iterator[Said]:
    """Pilots earning less than <SEK 42,000> a month; conductors want <€300> monthly on top; an accountant will be
    given <£39,000>"""
    line, subject = frame.line, frame.clause.subject
    if not _small(frame) or frame.place < frame.verb or not frame.is_object():
        return
    if line.low(frame.verb) not in EARNING:
        return
    head = head_of(line, *subject) if subject is not None else head_of(line, max(frame.verb - 6, 0), frame.verb)
    if head < 0 or head > frame.verb or not _is_staff(line.low(head)):
        return
    if any(name.mention and name.last > head for name in line.mentions(max(head - 3, 0), head + 1)):
        return
    if frame.kind == "percent" and line.low(frame.place + 1) == "of":
        return
    yield Said("compensation", 0.985 if frame.kind == "money" else 0.9, "metric.staff_earn", head, head + 1)


@asked(kinds=("money", "percent"), words=REWARDING)
def staff_rewarded(frame: Frame, story: Story) -> Iterator[Said]:
    """rewards its deckhands with <NT$2.1 million> each; pays shop hands from <£12.60>"""
    line = frame.line
    if not _small(frame):
        return
    for verb in (frame.verb, frame.clause.verb):
        if line.low(verb) in REWARDING and verb < frame.place:
            nouns = [at for at in range(verb + 1, frame.lead) if line.tag(at) in ("NN", "NNS")]
            nouns = nouns[:-1] if nouns and line.low(nouns[-1]) in PRIZES else nouns
            if nouns and line.tag(nouns[-1]) == "NNS" and _is_staff(line.low(nouns[-1])):
                yield Said("compensation", 0.95, "metric.staff_rewarded", verb, verb + 1)
            return


@asked(kinds=("money",))
def by_the_hour(frame: Frame, story: Story) -> Iterator[Said]:
    """went back to the aisles for <$1.45> an hour extra: hourly, work is paid"""
    if frame.figure.quantity.per == "hour":
        yield Said("compensation", 0.8, "metric.by_the_hour")


@asked(kinds=("percent", "money"), words=TABLE)
def in_dispute(frame: Frame, story: Story) -> Iterator[Said]:
    """Unions want more in the pay packet; management has put <3.2%> on the table"""
    line = frame.line
    table = line.lows[frame.place + 1 : frame.place + 4] == ["on", "the", "table"]
    if table and _small(frame) and story.speaks_of("compensation"):
        yield Said("compensation", 0.9, "metric.in_dispute")


STRIKING = frozenset(
    {
        "strike",
        "strikes",
        "striking",
        "strikers",
        "union",
        "unions",
        "picket",
        "pickets",
        "walkout",
        "wage",
        "wages",
        "pay",
    }
)


@asked(kinds=("money",), words=AT_STAKE)
def put_to_strikers(frame: Frame, story: Story) -> Iterator[Said]:
    """past 6,200 strikers. The steelmaker had offered <110,000 won> monthly; the union wants <€300>"""
    line = frame.line
    if line.low(frame.verb) not in AT_STAKE or not frame.is_object() or not _small(frame):
        return
    sum_named = line.marks(frame.place, min(len(line), frame.place + 3))
    if frame.figure.quantity.value < LARGEST_BONUS and story.names_of(STRIKING) and not sum_named:
        yield Said("compensation", 0.9, "metric.put_to_strikers")


LARGEST_BONUS = 100_000_000
"""An amount above which an offer is made to a company, not to one who works for it, in any currency."""


@asked(kinds=("count",))
def staff_kept(frame: Frame, story: Story) -> Iterator[Said]:
    """rewarded its <28,500 people>; its rival has <158,000 people>; keeps <1,300> guards there"""
    line = frame.line
    sort = told_sort(frame)
    if sort not in ("staff", "people"):
        return
    owned = OURS.intersection((line.low(frame.lead - 1), line.low(frame.lead)))
    if owned:
        yield Said("headcount", 0.93, "metric.staff_kept")
        return
    subject = frame.clause.subject
    company = subject is not None and any(name.mention for name in line.mentions(*subject))
    pronoun = subject is not None and line.lows[slice(*subject)] in (["it"], ["which"], ["they"])
    if (company or pronoun) and line.low(frame.verb) in KEEPING and frame.is_object():
        yield Said("headcount", 0.85, "metric.staff_kept")


@asked(kinds=("percent",))
def part_of_staff(frame: Frame, story: Story) -> Iterator[Said]:
    """45,900 unionists, <a third> of its Korean crew: a part of the people is counted as they are"""
    line, before = frame.line, story.before(frame)
    if before is None or before.core.metric != "headcount" or line.low(frame.place + 1) != "of":
        return
    if sort_of(before.frame.figure.quantity.unit) in ("staff", "people") and any(
        _is_staff(line.low(at)) or line.low(at) in ("them", "whom") for at in range(frame.place + 2, frame.place + 6)
    ):
        yield Said("headcount", 0.85, "metric.part_of_staff")


RULES: tuple[Rule, ...] = (
    staff_earn,
    staff_rewarded,
    put_to_strikers,
    by_the_hour,
    in_dispute,
    staff_kept,
    part_of_staff,
)
