"""What speaks for and against each contender for a figure, as numbers that ``owner_model.py`` weighs.

A sign is a name with a number, mostly 0 or 1. Signs say what any reader goes by: what the rules found, where the
company stands in the sentence and before it, how much the article speaks of it, whose the figures before were, and what
kind of metric is asked about. They name no words of the text, so that few articles are enough to weigh them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log1p

from newsledger.companies.deals import deal_at
from newsledger.facts import owner_context
from newsledger.facts.candidates import doubts
from newsledger.facts.contenders import contenders
from newsledger.facts.frames import Frame
from newsledger.facts.line import Line, Named
from newsledger.facts.loglinear import LogLinear
from newsledger.facts.metric import Said
from newsledger.facts.naming import APART, Companies, is_pronoun, resolved, somebody_else
from newsledger.facts.owner import OWNING, Held
from newsledger.facts.owner_asked import Asked, companies_of, currency_of, is_one
from newsledger.facts.owner_side_signs import both_sides, by_words, in_deal, in_money
from newsledger.facts.story import Story
from newsledger.facts.vocabulary import metrics
from newsledger.facts.weighing import Sign, Signs, of_rules

NEAR = 3
"""Words after a figure within which a name stands right at it; sentences that are near each other."""

RECENT = 6
"""Figures before this one whose owners count as recent."""

UNKNOWN_DISTANCE = 20
"""Sentences since the last mention of a company that was not mentioned yet."""

REFERRING = frozenset({"it", "its", "they", "their", "we", "he", "she", "that", "this"})
OWN_WORDS = frozenset({"its", "their", "our", "we"})

ACCOUNTS = frozenset({"income", "cash", "balance", "ratio"})
"""Groups of metrics that stand in a company's accounts."""


def signs(
    frame: Frame,
    said: Said,
    story: Story,
    proposals: Sequence[Held],
    chosen: Companies,
    words: LogLinear,
) -> list[tuple[Companies, Signs]]:
    """The contenders for a figure, each with its signs; signs that are 0 may be left out. ``words`` is the model that
    says by the words whether the figure is nobody's, of one company or of several."""
    row, line = metrics()[said.metric], frame.line
    doubt = doubts((held.companies, held.weight) for held in proposals)
    names = resolved([name for name in line.names if name.mention])
    subject = frame.clause.subject
    before = story.before(frame)
    asked = Asked(
        frame,
        story,
        row,
        doubt,
        names,
        [name for name in names if subject[0] <= name.first < subject[1]] if subject else (),
        story.cast.between(line.index - NEAR + 1, line.index),
        before.core if before else None,
        story.stated[-1].core if story.stated else None,
        currency_of(frame, story),
        deal_at(story.reading.identities.deals, line.index),
        owner_context.odds(words, frame, story, row.name),
    )
    home = story.reading.identities.home
    near = (*story.focus, *(() if home is None else (home,)))
    stated = [stated.core for stated in story.stated[-RECENT:]]
    found: list[tuple[Companies, Signs]] = []
    for companies in contenders(line, row, story.cast, doubt, near, stated):
        others = (left for other, left in doubt.items() if other != companies)
        given = dict(of_rules(doubt.get(companies, 1.0), others, companies == chosen))
        parts = (_nobody(asked),) if not companies else _somebody(asked, companies)
        for part in parts:
            given.update(part)
        found.append((companies, given))
    return found


def _nobody(asked: Asked) -> Iterator[Sign]:
    """What speaks for a figure that is no company's: the metric, the words, and what else the sentence is about."""
    yield from by_words("none", asked, owner_context.NOBODY)
    story, line, row, subject = asked.story, asked.line, asked.row, asked.frame.clause.subject
    yield f"none.owner={row.owner}", 1.0
    yield f"none.group={row.group}", 1.0
    yield f"none.metric={row.name}", 1.0
    yield f"none.kind={asked.frame.kind}", 1.0
    yield "none.macro", float(story.macro)
    yield "none.alone", float(story.spotlight.alone)
    yield "none.home", float(asked.home is not None)
    yield "none.focus", float(bool(story.focus))
    yield "none.named", float(bool(asked.names))
    yield "none.market", float(any(name.metric for name in line.names))
    yield "none.country", float(line.names_country(0, len(line)))
    yield "none.open", float(any(name.mention is not None and not name.mention.companies for name in line.names))
    yield f"none.companies={_step(len(asked.cast.named(line.index)))}", 1.0
    if subject is not None:
        yield "none.subject_country", float(line.names_country(*subject))
        yield "none.subject_group", float(somebody_else(line, subject))
    if asked.last is not None:
        yield "none.stated", asked.owned[()] / asked.owned.total
        yield "none.last", float(not asked.last.companies)
    if asked.before is not None:
        own = not asked.before.companies
        yield "none.before", float(own)
        yield "none.before_same", float(own and asked.before.metric == row.name)


def _somebody(asked: Asked, companies: Companies) -> tuple[Iterator[Sign], ...]:
    whole = frozenset(companies)
    named = [name for name in asked.names if name.mention and not whole.isdisjoint(name.mention.companies)]
    parts = (
        _in_article(asked, whole, companies),
        _in_sentence(asked, whole, named),
        _in_focus(asked, whole, companies, named),
        _since(asked, whole, named),
        _stated(asked, companies),
        in_money(asked, companies),
        in_deal(asked, companies, named),
    )
    return (*parts, both_sides(asked, whole, companies)) if len(companies) > 1 else parts


def _in_article(asked: Asked, whole: frozenset[int], companies: Companies) -> Iterator[Sign]:
    """How the company stands in the article as a whole."""
    cast, identities, row, story = asked.cast, asked.story.reading.identities, asked.row, asked.story
    yield f"owner={row.owner}", 1.0
    yield f"group={row.group}", 1.0
    yield "share", sum(cast.share.get(company, 0.0) for company in companies) / len(companies)
    yield "headline", float(not whole.isdisjoint(cast.headline))
    yield "headline_alone", float(len(cast.headline) == 1 and whole <= cast.headline)
    yield "lede", float(not whole.isdisjoint(cast.lede))
    yield "identified", float(any(identities.companies[company].ids for company in companies))
    yield "source", float(whole <= story.sources)
    home = asked.home in whole
    if whole <= identities.advisers:
        yield "adviser", 1.0
        yield "adviser.home", float(home)
        yield "adviser.rates", float(story.rates)
        yield "adviser.subject", float(any(is_one(name, whole) for name in asked.subjects))
        yield "adviser.accounts", float(row.group in ACCOUNTS)
        yield "adviser.target", float(row.name == "price_target")
    if any(company in identities.unit_of for company in companies):
        yield "unit", 1.0
        yield f"unit.group={row.group}", 1.0
    if any(identities.unit_of.get(company) in whole for name in asked.names for company in companies_of(name)):
        yield "unit_named", 1.0
    if home:
        yield "home", 1.0
        yield "home.alone", float(story.spotlight.alone)
        yield "home.unnamed", float(not asked.names)
        yield "home.market", float(row.owner == "none")
        yield "home.market_alone", float(row.owner == "none" and story.spotlight.alone)
        yield "home.target", float(row.name == "price_target")
        yield "home.lede", float(story.reading.sentences[asked.line.index].role == "lede")


def _in_sentence(asked: Asked, whole: frozenset[int], named: Sequence[Named]) -> Iterator[Sign]:
    """Where the company stands in the figure's sentence."""
    line, frame = asked.line, asked.frame
    if not named:
        if asked.subjects:
            yield "other_subject", 1.0
        elif asked.names:
            yield "others_named", 1.0
        return
    yield "named", 1.0
    yield "named.source", float(whole <= asked.story.sources)
    yield "possessive", float(any(_possesses(line, name) for name in named))
    yield "first_name", float(is_one(asked.names[0], whole))
    ahead = [name for name in named if name.last <= frame.place]
    after = next((name for name in named if name.first > frame.place), None)
    if ahead:
        last = ahead[-1]
        between = sum(1 for name in asked.names if last.last <= name.first < frame.place and not is_one(name, whole))
        yield "ahead", 1.0
        yield "ahead.far", log1p(frame.place - last.last) / 3
        yield "ahead.figures", float(sum(last.last <= place < frame.place for place in line.figures))
        yield "ahead.names", float(between)
        yield "ahead.clause", float(any(name.first >= frame.clause.first for name in ahead))
        yield "ahead.placed", float(line.tag(last.first - 1) == "IN" or line.low(last.first - 1) in ("to", "at"))
        yield "ahead.apart", float(line.low(last.first - 1) in APART)
        yield "ahead.pronoun", float(any(is_pronoun(name) for name in ahead))
        yield "ahead.described", float(any(_kind(name) == "description" for name in ahead))
        if len(asked.names) > 1 and len(line.figures) > 1:
            yield "ahead.nearest_of_several", float(not between)
        subject = any(name in asked.subjects for name in ahead)
        yield "subject", float(subject)
        yield "other_subject", float(bool(asked.subjects) and not subject)
        yield "subject_first", float(bool(asked.subjects) and is_one(asked.subjects[0], whole))
    elif asked.subjects:
        yield "other_subject", 1.0
    if after is not None:
        yield "after", 1.0
        yield "after.far", log1p(after.first - frame.place) / 3
        yield "after.figures", float(sum(frame.place < place < after.first for place in line.figures))
        yield "after.next", float(after.first - frame.place <= NEAR)
        yield "after.owning", float(line.low(after.first - 1) in OWNING)


def _in_focus(asked: Asked, whole: frozenset[int], companies: Companies, named: Sequence[Named]) -> Iterator[Sign]:
    """Whether the text was about the company at this point."""
    story, line, subject = asked.story, asked.line, asked.frame.clause.subject
    inside = not whole.isdisjoint(story.focus)
    if story.spotlight.heading == companies:
        yield "heading", 1.0
    if not inside:
        if asked.names and not named:
            yield "out_of_focus", 1.0
        return
    alone = story.focus == companies
    yield "in_focus", 1.0
    yield "focus", float(alone)
    yield "focus.fresh", float(alone and story.spotlight.fresh)
    yield "focus.unnamed", float(alone and not asked.names)
    yield "focus.own_words", float(not OWN_WORDS.isdisjoint(line.held))
    yield "focus.market_own_words", float(asked.row.owner == "none" and not OWN_WORDS.isdisjoint(line.held))
    yield "focus.pronoun", float(subject is not None and line.low(subject[0]) in REFERRING)


def _since(asked: Asked, whole: frozenset[int], named: Sequence[Named]) -> Iterator[Sign]:
    """When the company was last mentioned, and who was mentioned since."""
    cast, line = asked.cast, asked.line
    sentences = asked.story.reading.sentences
    last = cast.last(whole, line.index)
    yield f"sentences={_step(line.index - last if last >= 0 else UNKNOWN_DISTANCE)}", 1.0
    if last >= 0:
        since = cast.between(last, line.index) - whole
        yield "paragraph", float(sentences[last].paragraph == sentences[line.index].paragraph)
        yield "others_since", min(len(since), 5) / 5
    yield "only_near", float(asked.lately == whole)
    if named or not line.index:
        return
    earlier = cast.lines[line.index - 1]
    if earlier:
        yield "first_before", float(not whole.isdisjoint(earlier[0].companies))
        yield "last_before", float(not whole.isdisjoint(earlier[-1].companies))
        yield "only_before", float(all(not whole.isdisjoint(mention.companies) for mention in earlier))


def _stated(asked: Asked, companies: Companies) -> Iterator[Sign]:
    """Whose the figures before were."""
    before, row, owned = asked.before, asked.row, asked.owned
    if before is not None:
        own = before.companies == companies
        yield "before", float(own)
        yield "before.other", float(not own)
        yield "before.same", float(own and before.metric == row.name)
    times = owned[companies]
    if not times or asked.last is None:
        return
    stated = asked.story.stated
    yield "last", float(asked.last.companies == companies)
    yield "recent", sum(late.core.companies == companies for late in stated[-RECENT:]) / RECENT
    yield "stated", times / owned.total
    yield "stated.most", float(times == owned.most)
    same, latest = owned.of_metric(row.name)
    yield "stated.metric", float(companies in same)
    yield "stated.metric_last", float(latest == companies)


def _kind(name: Named) -> str:
    return name.mention.kind if name.mention is not None else ""


def _possesses(line: Line, name: Named) -> bool:
    return line.low(name.last) in ("'s", "'") or (name.mention is not None and name.mention.possessive)


def _step(count: int) -> int:
    """A count in steps: 0, 1, 2, 3 (3 or 4), 5 (up to 8), 9 (more)."""
    return count if count < 3 else 3 if count < 5 else 5 if count < 9 else 9
