"""Who says each figure: the speaker in whose words it stands, the crowd that expected it, the provider of the data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from newsledger.facts.candidates import Candidate, Choice, choose
from newsledger.facts.core import Core
from newsledger.facts.hearing import Hearing, Proposal, attributed
from newsledger.facts.houses import covered, standing
from newsledger.facts.metric_time import FLOWS, MACRO, MARKETS
from newsledger.facts.reading import Reading
from newsledger.facts.scenes import Scene
from newsledger.facts.source import Source, crowd_pattern
from newsledger.facts.telling import Speech
from newsledger.facts.timeline import Calendar
from newsledger.records import Attribution


def attributions(
    reading: Reading, cores: Sequence[Core], known: Calendar | None = None
) -> list[Choice[Attribution] | None]:
    """Who says each figure; ``None`` for the narrator."""
    hearing = Hearing(reading, cores, known)
    return [
        choose(candidate for rule in RULES for candidate in rule(hearing, figure, core))
        for figure, core in enumerate(cores)
    ]


def _known(hearing: Hearing, source: Source, core: Core) -> Source | None:
    """The source itself, or for "both sides" and "the Barbie owner" the company that the figure is about."""
    if source.kind != "parties":
        return source
    if not core.companies:
        return None
    name = hearing.reading.identities.names(core.companies[:1])[0]
    return Source(name, source.start, source.end, "company", core.companies[:1])


def _within(hearing: Hearing, figure: int, speech: Speech) -> bool:
    start, end = hearing.scene(figure).span(figure)
    return speech.said[0] <= start and end <= speech.said[1]


def said(hearing: Hearing, figure: int, core: Core) -> Proposal:
    """As in "Azure would expand by 31%, Hood said"; "12 points of that came from AI, according to the company"."""
    if hearing.expected[figure]:
        return
    best: Speech | None = None
    for speech in hearing.told(figure):
        shown = (speech.kind == "show" and _shows(hearing, figure, speech.source, core)) or (
            speech.kind == "tally" and _tallies(speech.source, core)
        )
        if _of_polled(speech) and hearing.status[figure] == "actual" and core.metric != "survey_share":
            continue
        denied = speech.kind == "deny" and hearing.status[figure] == "negated"
        if not (shown or denied or speech.kind in ("say", "phrase")) or not _within(hearing, figure, speech):
            continue
        if (
            speech.source.kind == "provider"
            and core.measure != "difference"
            and core.metric in FLOWS
            and core.companies
            and hearing.status[figure] == "actual"
        ):
            continue
        if speech.source.kind == "crowd" and speech.kind == "say" and hearing.status[figure] == "actual":
            continue
        if speech.source.kind == "document" and hearing.status[figure] == "actual" and not shown:
            continue
        start, end = hearing.scene(figure).span(figure)
        if _of_consensus(hearing.scene(figure), speech) and re.search(
            "[,#]", hearing.scene(figure).text(end, speech.place)
        ):
            continue
        if _superseded(hearing, figure, speech) or _of_expected(hearing, figure, speech):
            continue
        if best is None or abs(speech.place - start) < abs(best.place - start):
            best = speech
    if best is not None and not (
        core.metric in MARKETS and best.source.companies and set(best.source.companies) & set(core.companies)
    ):
        source = _known(hearing, best.source, core)
        if source is None:
            return
        yield Candidate(attributed(source, best.cue), 0.85, "attribution.said")


def _superseded(hearing: Hearing, figure: int, speech: Speech) -> bool:
    """Whether between a speaker and a figure another one takes the floor: "Alder warned that #, and Birch cut its
    forecast to #"."""
    scene = hearing.scene(figure)
    start = scene.span(figure)[0]
    return speech.place < start and any(
        other.kind in ("guide", "forecast", "set")
        and speech.place < other.source.start < start
        and other.source.name != speech.source.name
        and _AND_ANOTHER.search(scene.text(speech.place, other.source.start)) is not None
        for other in hearing.told(figure)
    )


_AND_ANOTHER = re.compile(r",\s+(?:and|but|while|whereas)\s+(?:[\w-]+\s+){0,3}$")


def _of_expected(hearing: Hearing, figure: int, speech: Speech) -> bool:
    """Whether a provider of data stands behind what others expected, and the figure before that: "sees sales of #,
    compared with an average estimate of #, according to FactSet"."""
    scene = hearing.scene(figure)
    end = scene.span(figure)[1]
    return speech.source.kind == "provider" and any(
        hearing.expected[other] and end <= scene.span(other)[0] < speech.place for other in scene.figures
    )


def _shows(hearing: Hearing, figure: int, source: Source, core: Core) -> bool:
    """Whether what data, a poll or an office "shows" is its word: its own finding, a reading of an economy, a share of
    those asked, or what is yet to come."""
    if source.kind in ("provider", "institution") or core.metric == "survey_share":
        return True
    told = core.metric in MACRO or not core.companies or hearing.status[figure] != "actual"
    return source.kind == "document" and told


def _tallies(source: Source, core: Core) -> bool:
    """Whether somebody counts what others do: "Dealroom counts $44bn of investment"."""
    return source.kind in ("provider", "institution", "company") and not set(source.companies) & set(core.companies)


def _of_polled(speech: Speech) -> bool:
    """Whether a telling names who asked others: what is so they did not say."""
    return speech.cue.lower().endswith(("polled by", "surveyed by", "survey", "poll"))


_GATHERED = re.compile(
    r"(?i)\b(?:consensus|estimates|forecasts|expectations|average|poll|analysts)\s+(?:that\s+was\s+)?$"
)


def _of_consensus(scene: Scene, speech: Speech) -> bool:
    """Whether a telling is of what was expected alone: "short of a consensus compiled by Vuma"."""
    return speech.cue.lower().endswith(" by") and bool(_GATHERED.search(scene.text(scene.start, speech.place)))


_THAT = re.compile(
    r"^(?:\s+(?!#|when\b|as\b|if\b|after\b|before\b|once\b|while\b)[\w-]+)?\s+(?:that\s+|which\s+)?(?:the\s+)?$"
)


def foreseen_after(hearing: Hearing, figure: int, core: Core) -> Proposal:
    """As in "less than the 300,000 that Bernstein had forecast": who had told a figure, in a clause behind it."""
    if hearing.expected[figure] or hearing.status[figure] == "actual":
        return
    scene = hearing.scene(figure)
    end = scene.span(figure)[1]
    for speech in hearing.told(figure):
        told = speech.kind in ("forecast", "say", "set", "guide") and speech.source.start >= end
        if (
            told
            and _THAT.match(scene.text(end, speech.source.start))
            and scene.text(speech.source.end, speech.place).strip() in ("", "had", "has", "have", "itself had")
        ):
            source = _known(hearing, speech.source, core)
            if source is not None:
                yield Candidate(attributed(source, speech.cue), 0.88, "attribution.behind")
            return


_HAVING = frozenset({"has", "have", "had"})


def foreseen(hearing: Hearing, figure: int, core: Core) -> Proposal:
    """As in "For the third quarter Intel sees revenue of $12.5 billion"; "Toyota left its forecast at 4.3 trillion
    yen".
    """
    if hearing.expected[figure]:
        return
    if core.measure == "previous" and hearing.status[figure] == "actual":
        return
    start = hearing.scene(figure).span(figure)[0]
    fitting = [
        speech
        for speech in hearing.told(figure)
        if speech.kind in ("forecast", "guide", "set")
        and (speech.kind == "set" or hearing.status[figure] != "actual")
        and not (
            speech.cue.lower() in _HAVING
            and core.metric in FLOWS
            and set(speech.source.companies) & set(core.companies)
        )
        and (speech.place < start or speech.said[0] < speech.place)
        and _within(hearing, figure, speech)
    ]
    if fitting:
        speech = fitting[-1]
        source = _known(hearing, speech.source, core)
        if source is None:
            return
        house = hearing.house_of(figure)
        if house is not None and source.pronoun and not set(house.companies) & set(core.companies):
            source = house
        yield Candidate(attributed(source, speech.cue), 0.7, f"attribution.{speech.kind}")


def reported(hearing: Hearing, figure: int, core: Core) -> Proposal:
    """As in "Vale reported iron ore production of 91 million tonnes": its own figure."""
    if core.metric in MARKETS or core.measure == "previous" or hearing.expected[figure]:
        return
    for speech in hearing.told(figure):
        own = bool(set(speech.source.companies) & set(core.companies)) or speech.source.kind in (
            "person",
            "institution",
        )
        others = bool(speech.source.companies) and not core.companies and core.metric in MACRO
        if speech.kind == "report" and _within(hearing, figure, speech) and (own or others):
            yield Candidate(attributed(speech.source, speech.cue), 0.5, "attribution.reported")
            return


@cache
def _crowd() -> re.Pattern[str]:
    return crowd_pattern()


_CONSENSUS = re.compile(
    r"(?i)^(?:['’]s)?\s*(?:poll|SmartEstimate|consensus|survey|estimates?|data|analysts?|mean|average|forecast)"
)


def expected(hearing: Hearing, figure: int, core: Core) -> Proposal:
    """As in "Analysts had looked for $3.10"; "a Refinitiv consensus of 210.2 billion yuan"."""
    if not hearing.expected[figure] and core.measure != "difference":
        return
    scene = hearing.scene(figure)
    start, end = scene.span(figure)
    for speech in hearing.told(figure):
        if _of_polled(speech) and set(speech.source.companies) & set(core.companies):
            continue
        gathered = speech.source.kind == "provider" or (
            speech.source.kind in ("person", "institution", "company") and _of_consensus(scene, speech)
        )
        if gathered and scene.start <= speech.said[0]:
            yield Candidate(attributed(speech.source, speech.cue), 0.9, "attribution.provider")
            return
    if core.measure == "difference":
        return
    for mention in hearing.reading.identities.within(max(scene.start, start - 120), min(end + 90, scene.end)):
        if mention.companies and _CONSENSUS.match(scene.text(mention.end, mention.end + 30)):
            source = hearing.sources.within(mention.start, mention.end)
            if source is not None and (source.kind == "provider" or "#" not in scene.text(mention.end, start)):
                yield Candidate(attributed(source, "consensus"), 0.88, "attribution.consensus")
                return
    crowds = [
        (match.start() + scene.start, match.end() + scene.start)
        for match in _crowd().finditer(scene.masked)
        if "consensus" not in match.group().lower()
    ]
    before = [span for span in crowds if span[1] <= start]
    after = [span for span in crowds if span[0] >= end and span[0] - end < 40]
    span = before[-1] if before else after[0] if after else None
    if span is not None:
        at = (
            hearing.sources.within(span[1], min(span[1] + 30, scene.end))
            if re.match(r"\s+(?:(?:at|with|from)\s|[A-Z])", scene.text(span[1], span[1] + 6))
            else None
        )
        if at is not None:
            yield Candidate(attributed(at, "expected"), 0.8, "attribution.house")
            return
        name = hearing.reading.article.text[span[0] : span[1]]
        name = re.sub(r"['’]s$", "", name)
        yield Candidate(Attribution(name, "expected", span[0], span[0] + len(name)), 0.75, "attribution.crowd")


def quoted(hearing: Hearing, figure: int, core: Core) -> Proposal:
    """As in "We hired too fast," she said. "That cost us $5m.": a quotation goes on where the marks say so."""
    scene = hearing.scene(figure)
    start = scene.span(figure)[0]
    if not _in_quotes(hearing.reading.article.text, scene, start):
        return
    for index in (scene.index, scene.index - 1, scene.index + 1):
        other = hearing.stage.get(index)
        if other is None or other.sentence.paragraph != scene.sentence.paragraph:
            continue
        for speech in hearing.speeches[index]:
            if speech.kind == "say" and speech.source.kind in ("person", "company", "institution"):
                yield Candidate(attributed(speech.source, speech.cue), 0.6, "attribution.quoted")
                return


def _in_quotes(text: str, scene: Scene, place: int) -> bool:
    """Whether an offset stands between quotation marks that were opened in its paragraph."""
    floor = text.rfind("\n\n", 0, place) + 1
    stretch = text[floor:place]
    return stretch.count("“") > stretch.count("”") or stretch.count('"') % 2 == 1


_CONTINUES = re.compile(
    r"(?:[A-Z][a-z]+,\s+)?(?:[Ii]t|[Hh]e|[Ss]he|[Tt]hey)\s+(?:also\s+|now\s+|still\s+)?(?:will|would|plans?|aims?|"
    r"should)\b"
)


def continued(hearing: Hearing, figure: int, core: Core) -> Proposal:
    """As in "It would not shrink, Acme said. Instead, it will hire 500 people.": what the same speaker means to do."""
    scene = hearing.scene(figure)
    before = hearing.stage.get(scene.index - 1)
    if hearing.status[figure] not in ("plan", "forecast") or hearing.expected[figure] or before is None:
        return
    if before.sentence.paragraph != scene.sentence.paragraph or not _CONTINUES.match(scene.masked):
        return
    for speech in reversed(hearing.speeches[before.index]):
        own = set(speech.source.companies) & set(core.companies) or speech.source.kind == "person"
        if speech.kind in ("say", "deny", "forecast") and own:
            yield Candidate(attributed(speech.source, speech.cue), 0.5, "attribution.continued")
            return


def denied(hearing: Hearing, figure: int, core: Core) -> Proposal:
    """As in "It is not about to pay $100m. "There is no truth in it," a spokesman said.": who denies."""
    if hearing.status[figure] != "negated":
        return
    index = hearing.scene(figure).index + 1
    for speech in hearing.speeches.get(index, []):
        if speech.kind == "say" and _in_quotes_at_start(hearing.stage[index]):
            yield Candidate(attributed(speech.source, speech.cue), 0.9, "attribution.denied")
            return


def _in_quotes_at_start(scene: Scene) -> bool:
    return scene.masked.lstrip()[:1] in "\"“‘'"


RULES = (said, foreseen, foreseen_after, reported, expected, quoted, continued, denied, covered, standing)
