"""Houses that have views: brokers whose targets and estimates an article tells."""

from __future__ import annotations

import re

from newsledger.facts.aims import standing_house
from newsledger.facts.candidates import Candidate
from newsledger.facts.citing import RATING_VERBS
from newsledger.facts.core import Core
from newsledger.facts.cues import any_of, forms
from newsledger.facts.hearing import Hearing, Proposal, attributed
from newsledger.facts.scenes import Scene
from newsledger.facts.source import Source


def covered(hearing: Hearing, figure: int, core: Core) -> Proposal:
    """As in "Jefferies raised its price target to 1,480p": a target is the broker's until another is named."""
    if core.metric != "price_target":
        return
    scene = hearing.scene(figure)
    start = scene.span(figure)[0]
    house = _beside(hearing, scene, start) or _rater(hearing, figure, start, core)
    if house is not None:
        hearing.broker = house
        yield Candidate(attributed(house, None), 0.85, "attribution.house")
        return
    own = {company for other in scene.figures for company in hearing.cores[other].companies}
    paragraph = hearing.reading.article.text.rfind("\n", 0, start)
    rater = _adviser(hearing, scene, start, own)
    if rater is None and (hearing.broker is None or hearing.broker.end < paragraph):
        rater = _adviser(hearing, scene, scene.end, own)
    if rater is not None:
        hearing.broker = rater
        yield Candidate(attributed(rater, None), 0.82, "attribution.house")
        return
    if hearing.broker is None:
        hearing.broker = hearing.house_before(figure)
    identities = hearing.reading.identities
    for mention in identities.within(scene.start, scene.span(figure)[0]):
        known = hearing.broker is None or set(mention.companies) <= identities.advisers
        if mention.companies and not set(mention.companies) & own and mention.kind == "name" and known:
            hearing.broker = hearing.sources.within(mention.start, mention.end)
            break
    if hearing.broker is not None:
        yield Candidate(attributed(hearing.broker, None), 0.8, "attribution.broker")


_RATES = re.compile(rf"(?i)\s+(?:has\s+)?(?:{any_of(forms('source_cues', 'kind', 'guide') | RATING_VERBS)})\b")


def _adviser(hearing: Hearing, scene: Scene, start: int, own: set[int]) -> Source | None:
    """The house of those named before a target: the first that no figure of the sentence is told of, or else one that
    is named beside a company that is none."""
    identities = hearing.reading.identities
    named = [mention for mention in identities.within(scene.start, start) if mention.companies]
    houses = [mention for mention in named if set(mention.companies) <= identities.advisers - {identities.home}]
    apart = [mention for mention in houses if not set(mention.companies) & own]
    covers = any(not set(mention.companies) & identities.advisers for mention in named)
    rating = [mention for mention in named if not set(mention.companies) & {*own, identities.home}]
    rating = [mention for mention in rating if _RATES.match(scene.text(mention.end, mention.end + 20))]
    chosen = rating or apart or (houses if covers else [])
    return hearing.sources.within(chosen[0].start, chosen[0].end) if chosen else None


def _beside(hearing: Hearing, scene: Scene, start: int) -> Source | None:
    """The house before its target: "whereas Jefferies, at 310p,"."""
    match = _AT_TARGET.search(scene.text(scene.start, start))
    return hearing.sources.within(scene.start + match.start(), start) if match else None


_AT_TARGET = re.compile(r"[A-Z][\w&.’'-]*(?:\s+[A-Z][\w&.’'-]*)*,\s+at\s+$")


def _rater(hearing: Hearing, figure: int, start: int, core: Core) -> Source | None:
    """The house that changed a target in the figure's sentence, the last before the figure; nobody sets his own."""
    for speech in reversed(hearing.told(figure)):
        named = speech.source.kind in ("company", "institution") and not speech.source.pronoun
        if speech.kind in ("guide", "forecast", "set") and named and speech.place < start:
            return speech.source if not set(core.companies) & set(speech.source.companies) else None
    return None


def standing(hearing: Hearing, figure: int, core: Core) -> Proposal:
    """As in "Goldman sees $125 next year. Citi is at $75": the house that stands there."""
    if hearing.status[figure] != "forecast" or hearing.expected[figure]:
        return
    mention = standing_house(hearing.scene(figure), figure, core)
    source = hearing.sources.within(mention.start, mention.end) if mention is not None else None
    if source is not None:
        yield Candidate(attributed(source, None), 0.8, "attribution.standing")
