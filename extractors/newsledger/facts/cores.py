"""The core of every fact of an article: metric first, then owner and measure, sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from newsledger.facts import (
    bargains,
    business,
    clues,
    context,
    dealing,
    earnings,
    economies,
    ellipsis,
    elsewhere,
    metric,
    metric_model,
    namesakes,
    owner_model,
    plants,
    pricing,
    sense_model,
    staffing,
    tape,
    targets,
    topics,
    trading,
    wholes,
)
from newsledger.facts.adjusting import adjusted
from newsledger.facts.alignment import LISTED, Pairing, figure_lists, pairings
from newsledger.facts.asking import Panel
from newsledger.facts.candidates import Choice
from newsledger.facts.clauses import Clause, clauses, whole
from newsledger.facts.core import Core
from newsledger.facts.fitting import fits
from newsledger.facts.frames import Frame, frames
from newsledger.facts.line import Line
from newsledger.facts.measure_against import Sense
from newsledger.facts.measure_far import senses
from newsledger.facts.metric import Said
from newsledger.facts.metric_model import Namer
from newsledger.facts.naming import Companies
from newsledger.facts.owner import Held
from newsledger.facts.owner_far import owners
from newsledger.facts.owner_model import Judge
from newsledger.facts.reading import Reading
from newsledger.facts.scope import scoped
from newsledger.facts.sense_model import Gauge
from newsledger.facts.story import Story
from newsledger.facts.tables import caption_of, is_row, row_metrics, row_senses
from newsledger.facts.vocabulary import metrics
from newsledger.facts.witness import testify
from newsledger.sentences import Sentence

LONGEST_HEADING = 150
"""Characters of a sentence that may be the heading of a table."""

LONGEST_CAPTION = 14
"""Words of a line that may be the heading of a table."""

METRIC_RULES: Panel[metric.Rule] = Panel(
    (
        row_metrics,
        *metric.RULES,
        *targets.RULES,
        *trading.RULES,
        *tape.RULES,
        *dealing.RULES,
        *bargains.RULES,
        *topics.RULES,
        *business.RULES,
        *earnings.RULES,
        *wholes.RULES,
        *pricing.RULES,
        *staffing.RULES,
        *plants.RULES,
        *clues.RULES,
        *economies.RULES,
        *namesakes.RULES,
        *elsewhere.RULES,
        *ellipsis.RULES,
    )
)
"""All rules that propose a metric, in the order in which they are preferred where their support is equal."""


class Asked(NamedTuple):
    """Who is asked after the rules: about metrics, owners, and measures."""

    namer: Namer
    judge: Judge
    gauge: Gauge


def cores(
    reading: Reading, namer: Namer | None = None, judge: Judge | None = None, gauge: Gauge | None = None
) -> list[Core]:
    """The cores of an article's facts, one per figure, in the order of ``reading.figures``.

    ``namer`` is asked about the metric of each figure after the rules (default: the model of metrics), ``judge``
    about its owner (default: the model of owners), ``gauge`` about how it measures (default: the model of senses).
    """
    if not reading.figures:
        return []
    story = Story(reading)
    asked = Asked(namer or metric_model.fitted(), judge or owner_model.fitted(), gauge or sense_model.fitted())
    found: dict[int, Core] = {}
    by_sentence: dict[int, list[int]] = {}
    for figure, place in enumerate(reading.sentence_of):
        by_sentence.setdefault(place, []).append(figure)
    for sentence in reading.sentences[: max(by_sentence) + 1]:
        figures = by_sentence.get(sentence.index, [])
        if not figures and _idle(reading, sentence):
            continue
        line = Line(reading, sentence.index, figures)
        # Without figures and names a sentence has but words: of its clauses nobody asks.
        parts = clauses(line) if figures or line.names else [whole(line)]
        story.open(line, parts)
        if figures:
            found.update(_state_line(line, parts, reading, story, asked))
        if not figures or not story.in_table:
            story.caption = caption_of(line) if len(line) <= LONGEST_CAPTION else None
        story.close(line, parts)
    return [found.get(index, Core(group=index)) for index in range(len(reading.figures))]


def _idle(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence without a figure has nothing to say to the others: it names no company and is no heading."""
    return sentence.end - sentence.start > LONGEST_HEADING and not reading.identities.within(
        sentence.start, sentence.end
    )


def _state_line(line: Line, parts: Sequence[Clause], reading: Reading, story: Story, asked: Asked) -> dict[int, Core]:
    stated: dict[int, Core] = {}
    found = frames(line, parts, reading.figures)
    paired = pairings(line, found)
    story.begin_lists(figure_lists(line, found))
    if is_row(line):
        story.begin_row(found)
    for frame in found:
        same = frame.figure.same_as
        if same is not None and same in stated:
            core = msgspec.structs.replace(stated[same], rules=(*stated[same].rules, "same_as"))
        else:
            core = _core(frame, story, paired.get(frame.number), asked)
        stated[frame.number] = core
        story.state(frame, core)
    stated = scoped(line, found, stated)
    return stated | testify({frame.number: (frame, stated[frame.number]) for frame in found})


def _core(frame: Frame, story: Story, pairing: Pairing | None, asked: Asked) -> Core:
    said, chosen_metric = _metric(frame, story, pairing, asked.namer)
    held, owner = _owner(frame, said, story, pairing, asked.judge)
    sense = _sense(frame, said, story, asked.gauge)
    line = frame.line
    name = said.metric if said else None
    span = line.span(said.first, said.last) if said and 0 <= said.first < said.last else None
    before = story.before(frame)
    joined = before is not None and before.frame.clause == frame.clause and before.core.metric in (name, None)
    chosen: dict[str, Choice[object] | None] = {"metric": chosen_metric, "companies": owner, "measure": sense}  # type: ignore[dict-item]
    measure, direction = sense.value if sense else (None, None)
    subject = frame.clause.subject
    return Core(
        companies=held.companies,
        subject=line.span(held.first, held.last)
        if 0 <= held.first < held.last
        else line.span(*subject)
        if subject
        else None,
        metric=name,
        metric_span=span,
        measure=measure,
        direction=direction,
        negative=bool(said and said.negative),
        clause=line.span(frame.clause.first, frame.clause.last),
        group=before.core.group if joined and before else frame.number,
        rules=tuple(rule for choice in chosen.values() if choice for rule in choice.rules),
        filled={slot: choice.rules for slot, choice in chosen.items() if choice},
        support={slot: choice.support if choice else 0.0 for slot, choice in chosen.items()},
        runner_up={
            slot: _text(choice.runner_up, story)
            for slot, choice in chosen.items()
            if choice and choice.runner_up is not None
        },
    )


def _text(value: object, story: Story) -> str:
    """A value that lost, as text: company indices become names."""
    if isinstance(value, tuple) and all(isinstance(part, int) for part in value):
        return ", ".join(story.reading.identities.names(value))
    if isinstance(value, tuple):
        return " ".join(str(part) for part in value if part)
    return str(value)


def _metric(
    frame: Frame, story: Story, pairing: Pairing | None, namer: Namer
) -> tuple[Said | None, Choice[str] | None]:
    rules = METRIC_RULES.due(frame.line.held, frame.kind)
    proposals = [said for rule in rules for said in rule(frame, story)]
    if pairing and pairing.mark:
        for word in pairing.mark.words:
            if fits(word.metric, word.kinds, frame):
                proposals.append(
                    Said(word.metric, 0.95, pairing.rule, pairing.mark.first, pairing.mark.last, word.negative)
                )
                break
    elif pairing and pairing.name and pairing.name.metric:
        proposals.append(Said(pairing.name.metric, 0.9, pairing.rule, pairing.name.first, pairing.name.last))
    proposals = adjusted(proposals, frame, story)
    choice = namer(frame, story, proposals)
    if choice is None:
        return None, None
    told = economies.transposed(frame, story, choice)
    if told != choice.value:
        return Said(told, choice.support, economies.RULE), Choice(told, (economies.RULE,), choice.support, choice.value)
    best = max(
        (said for said in proposals if said.metric == choice.value),
        key=lambda said: (said.first >= 0, said.weight),
        default=None,
    )
    if best is None:
        words = context.telling(context.fitted(), frame, choice.value)
        return Said(choice.value, choice.support, metric_model.RULE, *words), choice
    if not any(said.metric == choice.value and said.negative for said in proposals):
        return best, choice
    return best._replace(negative=_negative(proposals, choice.value)), choice


def _negative(proposals: Sequence[Said], metric: str) -> bool:
    """Whether the words nearest to the figure call it a loss."""
    worded = [said for said in proposals if said.metric == metric and said.first >= 0]
    return max(worded, key=lambda said: said.weight).negative if worded else proposals[0].negative


def _owner(
    frame: Frame, said: Said | None, story: Story, pairing: Pairing | None, judge: Judge
) -> tuple[Held, Choice[Companies]]:
    if pairing and pairing.rule == "respectively.lengths_differ":
        return Held((), 0.5, pairing.rule), Choice((), (pairing.rule,), 0.5, None)
    known = said or Said("other", 0.0, "")
    proposals = list(owners(frame, known, story))
    name = pairing.name if pairing else None
    if name is not None and pairing is not None and not (pairing.rule == LISTED and _has_sides(known)):
        companies = pairing.companies()
        # What stands at the end of a list is not of the last figure alone.
        proposals = [held for held in proposals if held.companies == companies]
        proposals.append(Held(companies, 0.999, pairing.rule, name.first, name.last))
    chosen = judge(frame, known, story, proposals)
    best = max(
        (held for held in proposals if held.companies == chosen.value),
        key=lambda held: (held.first >= 0, held.weight),
        default=Held(chosen.value, chosen.support, owner_model.RULE),
    )
    if known.metric in ("deal_value", "premium") and len(chosen.value) == 2:
        story.deal = chosen.value
    return best, chosen


def _has_sides(said: Said) -> bool:
    """Whether a figure is of two sides, so that a list of names gives but one of its owners: "owned by Alpha and Beta
    (61% and 39%)"."""
    return metrics()[said.metric].owner == "deal"


def _sense(frame: Frame, said: Said | None, story: Story, gauge: Gauge) -> Choice[Sense] | None:
    name = said.metric if said else None
    return gauge(frame, name, story, [*senses(frame, name, story), *row_senses(frame, name, story)])
