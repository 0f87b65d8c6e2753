"""Which metric a figure states where its own words leave that out: what was said before says it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from newsledger.facts.asking import asked
from newsledger.facts.fitting import fits, sized
from newsledger.facts.frames import Frame, particle
from newsledger.facts.metric import Said
from newsledger.facts.story import Stated, Story
from newsledger.facts.vocabulary import metrics, unit_metrics, word_class

Rule = Callable[[Frame, Story], Iterator[Said]]

STANDING_IN = word_class("stand-ins")
"""Words that stand for a metric named before."""

STANDS = STANDING_IN | {"that", "those", "which", "this", "it"}
"""Words of which one must stand in the sentence for a figure to go back by them to what was said before."""

STANDALONE = (["it"], ["they"], ["both"], ["the", "two"], ["each"])
MOVING = frozenset({"share_price", "index_level", "commodity_price", "exchange_rate", "bond_yield"})
FOLLOWING = frozenset({"of", "for", "at", "from", "in", "on"})


def again(stated: Stated, frame: Frame, weight: float, rule: str) -> Iterator[Said]:
    """The metric of a figure that was stated before, if this one can state it."""
    metric = stated.core.metric
    if metric == "eps" and frame.kind == "money" and not sized("eps", frame):
        metric = "net_income"  # "earned 35 cents a share; a year before it had booked $1.19 billion"
    if metric is not None and fits(metric, frozenset(), frame):
        yield Said(metric, weight, rule, negative=stated.core.negative)


def sibling(frame: Frame, story: Story) -> Iterator[Said]:
    """rose 16% to <$65.6 billion> from ...: what the figure before it in the sentence states"""
    before = story.before(frame)
    if before is None:
        return
    same = before.frame.clause == frame.clause
    weight = 0.55 if same else 0.25
    if {before.frame.kind, frame.kind} == {"money", "count"}:
        weight = 0.3 if same else 0.1
    if frame.clause.link == "gap" and before.frame.clause.verb == frame.clause.verb:
        weight = 0.6
    if story.coordinated(frame) and (alike_size(before, frame) or before.frame.kind != frame.kind):
        weight = 0.8
    elif _apposed(before, frame):
        weight = 0.88
    yield from again(before, frame, weight, "metric.sibling")


def moved_from(frame: Frame, story: Story) -> Iterator[Said]:
    """slipped to 17.3% of global shipments from <19%>: what moves from one to another is one thing"""
    before = story.before(frame)
    if before is None or frame.preposition() != "from" or before.frame.preposition() != "to":
        return
    if (
        before.frame.clause == frame.clause
        and before.frame.kind == frame.kind
        and alike_size(before, frame, COMPARABLE)
    ):
        yield from again(before, frame, 0.96, "metric.moved_from")


EQUAL = word_class("equal to")


def compared(frame: Frame, story: Story) -> Iterator[Said]:
    """put aside $182 million for loans that may sour, versus <$171 million>: what it is compared with is of one kind"""
    if not frame.chain or "previous" not in frame.chain[0].relations or frame.chain[0].word == "from":
        return
    if frame.line.low(frame.chain[0].first - 1) not in (",", "("):
        return
    unit = frame.figure.quantity.unit
    for stated in reversed(story.stated):
        if stated.frame.line is not frame.line:
            return
        of_one_kind = stated.frame.kind == frame.kind and stated.frame.figure.quantity.unit == unit
        if of_one_kind and (frame.kind == "percent" or alike_size(stated, frame, COMPARABLE)):
            yield from again(stated, frame, 0.93, "metric.compared")
            return


COMPARABLE = 30
"""How many times as large as another amount one can be that it is compared with."""


@asked(kinds=("money",), words=("worth", "valued", "value", "for", "cost"))
def worth_of(frame: Frame, story: Story) -> Iterator[Said]:
    """305 million shares worth <14.9 trillion won>; a backlog of 17,053 homes, valued at <$10.6 billion>; bought back
    1.2 million shares at a cost of <$61 million>"""
    before = story.before(frame)
    if before is None or before.frame.kind not in ("count", "measure"):
        return
    between = frame.line.lows[before.frame.place + 1 : frame.place]
    if before.core.metric == "share_buyback" and (between[-1:] == ["for"] or between[-2:] == ["cost", "of"]):
        yield from again(before, frame, 0.98, "metric.worth_of")
        return
    said = bool(between) and WORTH.issuperset(between) and not {"worth", "valued", "value"}.isdisjoint(between)
    if said and before.core.metric in COUNTED_OR_VALUED:
        yield from again(before, frame, 0.95, "metric.worth_of")


WORTH = frozenset({",", "worth", "valued", "with", "a", "total", "combined", "value", "of", "at", "together", "some"})
COUNTED_OR_VALUED = frozenset(
    {
        "orders",
        "trading_volume",
        "inventory",
        "share_buyback",
        "equity_issue",
        "exports",
        "imports",
        "assets",
        "investment",
    }
)
"""Metrics that are told in things and in money alike."""


@asked(kinds=("percent",), words=EQUAL)
def equal_to(frame: Frame, story: Story) -> Iterator[Said]:
    """200 billion yen on its own shares, equivalent to <3%> of those outstanding: another measure of the same"""
    line, before = frame.line, story.before(frame)
    if before is None or frame.preposition() not in ("to", "for"):
        return
    at = frame.chain[0].first - 1
    if line.low(at) in EQUAL and line.low(at - 1) in (",", "(", "is", "or", "was", "sum"):
        yield from again(before, frame, 0.9, "metric.equal_to")


def alike_size(before: Stated, frame: Frame, times: int = 10_000) -> bool:
    """Whether two figures can be of one list: "$63.22 billion and $2.89" are not, "$1.2 billion, or 35 cents" is an
    alternative."""
    one, other = abs(before.frame.figure.quantity.value), abs(frame.figure.quantity.value)
    joined = "or" in frame.line.lows[before.frame.place : frame.place]
    return joined or not one or not other or max(one, other) / min(one, other) < times


def _apposed(before: Stated, frame: Frame) -> bool:
    """Whether a figure stands in apposition to the one before: "more than 15% of its workforce, <some 17,500
    people>,"."""
    line = frame.line
    if (
        before.frame.clause != frame.clause
        or frame.chain
        or line.low(frame.stop) != ","
        or frame.verb > before.frame.place
    ):
        return False
    return line.low(frame.place + 1) in (
        ",",
        "more",
        "less",
        "fewer",
        "higher",
        "lower",
        "above",
        "below",
        "ahead",
        "of",
        "",
    ) and not any(mark.first > frame.stop for mark in line.marks(before.frame.place, frame.place))


def expected(frame: Frame, story: Story) -> Iterator[Said]:
    """Analysts had looked for <$3.10>: the figure of the same unit and size that was stated before"""
    line = frame.line
    own = frame.clause.subject is not None and any(
        fits(word.metric, word.kinds, frame) for mark in line.marks(*frame.clause.subject) for word in mark.words
    )
    said = not own and line.related("estimate", frame.clause.first, min(frame.tail, frame.clause.last))
    twin = story.twin(frame)
    if twin is not None and (said or frame.kind in ("money", "count")):
        yield from again(twin, frame, 0.7 if said else 0.3, "metric.expected" if said else "metric.twin")


def _named_before(frame: Frame, story: Story, at: int) -> Said | None:
    """What "the figure" at a place stands for where words, and no figure, name it before: "would trim capital
    expenditure; people put the figure at <10 trillion won>"."""
    line = frame.line
    if any(line.is_figure(place) for place in range(at)):
        return None
    for mark in (*reversed(line.marks(0, at)), *story.announced):
        for word in mark.words:
            if fits(word.metric, word.kinds, frame):
                return Said(word.metric, 0.86, "metric.stand_in_named", negative=word.negative)
    return None


@asked(words=STANDS)
def stand_in(frame: Frame, story: Story) -> Iterator[Said]:
    """Those at home-improvement chain Lowe's fell <4%>; cut that for the latter to <€625>"""
    line, clause = frame.line, frame.clause
    if not story.stated:
        return
    begin, end = clause.subject if clause.subject is not None else (clause.first, clause.first + 1)
    after_verb = range(max(clause.verb, clause.first), frame.place)
    for at in (*range(begin, min(end, frame.place)), *after_verb):
        plain = (
            line.low(at) in ("that", "those")
            and line.low(at + 1) in FOLLOWING
            and (at <= begin + 1 or at in after_verb)
        )
        heads = at + 1 >= end or line.low(at + 1) in FOLLOWING or at >= clause.verb >= 0
        worded = (
            line.low(at) in STANDING_IN
            and heads
            and line.low(at - 1)
            in (
                "that",
                "those",
                "the",
                "its",
                "own",
                "'s",
                "whose",
            )
        )
        named = _named_before(frame, story, at) if worded else None
        if named is not None:
            yield named
            return
        if plain or worded:
            yield from again(story.stated[-1], frame, 0.85, "metric.stand_in")
            return
    if line.low(frame.place + 1) == "of" and line.low(frame.place + 2) in ("that", "which", "this", "it"):
        yield from again(story.stated[-1], frame, 0.75, "metric.of_that")


@asked(words=("'s", "'"))
def own(frame: Frame, story: Story) -> Iterator[Said]:
    """while the acquirer's lost <2.6%>; Mattel's <7.6%>; Samsung's own figure is <12.8%> lower"""
    line, clause = frame.line, frame.clause
    if clause.subject is None or not story.stated:
        return
    first, last = clause.subject
    if last - 1 >= first and line.low(last - 1) in ("'s", "'") and last <= frame.place:
        announced = _announced(frame, story, 0.97) if clause.first == 0 else None
        if announced is not None:
            yield announced
            return
        yield from again(story.stated[-1], frame, 0.78, "metric.own")


def it_stands(frame: Frame, story: Story) -> Iterator[Said]:
    """Target now sees it at <around 6%>, not the 8% it guided to: "it" is what the figure before it measured"""
    line, clause = frame.line, frame.clause
    if not story.stated:
        return
    if frame.preposition() not in ("at", "to"):
        last = story.stated[-1]
        alone = clause.subject is not None and line.lows[slice(*clause.subject)] in STANDALONE
        rated = [one for one in story.stated[-4:] if one.core.metric is not None and metrics()[one.core.metric].rate]
        if alone and rated and frame.is_object() and frame.kind == "percent" and clause.link != "participle":
            yield from again(rated[-1], frame, 0.5, "metric.it_stands")
        change = frame.verb_change()
        moved = (change is not None and change.mode == "move" and not frame.chain) or particle(frame) is not None
        # "They have nearly tripled": the figure is the move.
        worded = not any(sign.isdigit() for sign in frame.figure.quantity.text)
        if alone and (moved or worded) and last.core.metric in MOVING:
            yield from again(last, frame, 0.96 if worded else 0.6, "metric.it_stands")
        return
    at = frame.chain[0].first - 1
    subject_it = clause.subject is not None and line.lows[slice(*clause.subject)] in (
        ["it"],
        ["they"],
        ["that"],
        ["this"],
    )
    if (line.low(at) in ("it", "them", "this", "that") and at > clause.verb_first >= 0) or subject_it:
        twin = story.twin(frame) or story.stated[-1]
        yield from again(twin, frame, 0.5 if subject_it else 0.7, "metric.it_stands")


@asked(words=("that", "this"))
def that_was(frame: Frame, story: Story) -> Iterator[Said]:
    """It earned $5 billion. That was <13.9%> more than a year before: what the figure before it measured"""
    line, subject = frame.line, frame.clause.subject
    if subject is None or not story.stated or line.lows[slice(*subject)] not in (["that"], ["this"]):
        return
    compared = line.change(frame.place + 1, "adverb") is not None or particle(frame) is not None
    if frame.line.tag(frame.clause.verb) in ("VBD", "VBZ", "VBP", "VB") and (compared or frame.kind != "percent"):
        levels = [stated for stated in story.stated[-4:] if stated.core.measure == "level"]
        yield from again((levels or story.stated)[-1], frame, 0.75, "metric.that_was")


@asked(kinds=("percent",), words=("to", "about"))
def goes_to(frame: Frame, story: Story) -> Iterator[Said]:
    """car sales are to grow <24%> to 16 million cars: what is counted after "to" says what grew"""
    line, subject = frame.line, frame.clause.subject
    for at in range(frame.place + 1, min(len(line), frame.place + 6)):
        if line.is_figure(at):
            quantity = story.reading.figures[line.numbers[at]].quantity
            metric = unit_metrics().get(quantity.unit) or unit_metrics().get(quantity.unit.rpartition(" ")[2])
            if quantity.kind in ("count", "measure") and metric is not None and line.low(at - 1) in ("to", "about"):
                named = subject is not None and "sales" in line.lows[slice(*subject)]
                yield Said(metric, 0.9 if named and metric == "sales_volume" else 0.45, "metric.goes_to")
            return


@asked(kinds=("percent", "basis_point", "percentage_point", "money"))
def unsaid(frame: Frame, story: Story) -> Iterator[Said]:
    """In July it had still promised an improvement on last year's <17.3 percent>: where nothing else is said, the
    metric of the last figure of its kind in the paragraph"""
    for stated in reversed(story.stated[-4:]):
        if stated.frame.kind == frame.kind and stated.frame.figure.quantity.unit == frame.figure.quantity.unit:
            same = (
                story.reading.sentences[stated.frame.line.index].paragraph
                == story.reading.sentences[frame.line.index].paragraph
            )
            if same:
                yield from again(stated, frame, 0.12, "metric.unsaid")
            return


def _announced(frame: Frame, story: Story, weight: float) -> Said | None:
    """What the sentence before was about, if it has no figures and this one can state it."""
    for mark in story.announced:
        for word in mark.words:
            if fits(word.metric, word.kinds, frame):
                return Said(word.metric, weight, "metric.announced", negative=word.negative)
    return None


@asked(words=[words[-1] for words in STANDALONE])
def pronoun_subject(frame: Frame, story: Story) -> Iterator[Said]:
    """Sales rose in every region but one, where they fell <3%>: what the clause before was about; Orders offer a hint.
    They rose <19%>: what the sentence before was about, if it has no figures"""
    line, clause = frame.line, frame.clause
    if clause.subject is None or line.lows[slice(*clause.subject)] not in STANDALONE:
        return
    if frame.verb_change() is None and particle(frame) is None:
        announced = _announced(frame, story, 0.85) if clause.first == 0 and frame.is_object() else None
        if announced is not None and frame.kind == "percent" and metrics()[announced.metric].rate:
            yield announced
        return
    for part in reversed(story.clauses_of(line)):
        if part.last > clause.first or part.subject is None:
            continue
        for mark in line.marks(*part.subject):
            for word in mark.words:
                if fits(word.metric, word.kinds, frame):
                    alone = not any(line.is_figure(at) for at in range(part.first, clause.first))
                    weight = 0.85 if alone and clause.subject[1] - clause.subject[0] == 1 else 0.5
                    yield Said(word.metric, weight, "metric.pronoun_subject", mark.first, mark.last, word.negative)
                    return
    announced = _announced(frame, story, 0.85) if clause.first == 0 else None
    if announced is not None:
        yield announced


def listed_again(frame: Frame, story: Story) -> Iterator[Said]:
    """Those figures were up 15%, 8%, <4%> and 44%: each goes back to the figure at its place of the last list"""
    found = story.list_twin(frame)
    if found is not None:
        yield from again(found, frame, 0.85, "metric.listed_again")


RULES: tuple[Rule, ...] = (
    sibling,
    moved_from,
    compared,
    worth_of,
    equal_to,
    expected,
    stand_in,
    own,
    it_stands,
    that_was,
    goes_to,
    listed_again,
    pronoun_subject,
    unsaid,
)
