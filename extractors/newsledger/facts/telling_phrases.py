"""Tellings that have no verb of their own: "according to LSEG", "by his count", "a report in the daily that"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsledger.facts.cues import any_of
from newsledger.facts.scenes import Scene
from newsledger.facts.source import Source
from newsledger.facts.sources import Sources
from newsledger.facts.telling import BREAK, Speech, resumed
from newsledger.facts.unnamed import unnamed_nouns

_ACCORDING = re.compile(
    r"(?i)\b(?P<cue>according to|going by|in the (?:words|view|opinion|estimation) of|citing|compiled by|"
    r"calculated by|collected by|gathered by|polled by|"
    r"surveyed by|published by|consulted by|survey by|poll by|survey from|poll from|study by|index from|"
    r"(?:survey|poll)\s+of\s+[^,.;#()]{2,40}?\s+by|"
    r"(?:calculations|analysis|research|modelling|a note|a tally) (?:by|from)|"
    r"data from|figures from|estimates? from|estimates? by|numbers from|statistics from|"
    r"a survey by|a poll by)\s+(?P<who>(?!#)[^,.;()]{2,70})"
)
_DATA = re.compile(
    r",\s+(?P<who>[A-Z][^,#;]{1,60}?)\s+(?:data|figures|numbers|tool|statistics|calculations|survey|poll)\s+"
    r"(?P<cue>shows?|showed|found|indicates?|indicated|suggests?|suggested)\b"
)
_PRINTED = re.compile(
    r"\b(?P<cue>[Rr]eport|[Ss]tory|[Aa]rticle)\s+(?:in|by|from)\s+(?:(?:the|"
    r"a)\s+)?(?:[a-z]+\s+){0,2}(?P<who>[A-Z][^,#;]{1,50}?)\s+"
    r"(?:that|saying)\b"
)
_PAPERS = re.compile(
    r"\b(?:[Aa]n?|[Tt]he|[Tt]hat)\s+(?P<who>[A-Z][\w&.’'-]*(?:\s+[A-Z][\w&.’'-]*){0,4})\s+(?P<cue>report|story|article)\s+"
    r"(?:(?:on|from|last|this)\s+\w+\s+)?(?:that|saying)\b"
)
_RECKONED = (
    r"(?:counts?|estimates?|reckoning|calculations?|account|tally|numbers|figures|forecasts?|definition|sums|maths|"
    r"assessment|projections?|model|view|opinion|judge?ment)"
)
_IN_POLL = re.compile(
    r"\b[Ii]n\s+(?:an?|the|its)\s+(?:[a-z-]+\s+){0,2}(?P<who>[A-Z][^,#;.]{1,40}?)\s+(?P<cue>survey|poll)\b"
)
_COUNT = re.compile(
    rf"(?i)\b(?:by|on|in)\s+(?P<who>[^,.;()#]{{2,40}}?)['’]s?\s+(?:new\s+|own\s+|latest\s+|base\s+)?{_RECKONED}\b"
)
_COUNT_OF = re.compile(
    rf"(?i)\b(?:by|on|in)\s+the\s+(?:latest\s+|own\s+)?{_RECKONED}\s+(?:of|from|by)\s+(?P<who>[^,.;()#]{{2,50}})"
)
_HIS_COUNT = re.compile(rf"(?i)\b(?:by|on|in)\s+(?P<who>his|her|its|their)\s+(?:own\s+|latest\s+)?{_RECKONED}\b")
_PASSIVE = re.compile(
    r"(?i)\b(?P<cue>(?:expected|seen|said|thought|believed|forecast|predicted|estimated|understood|projected|reckoned|"
    r"tipped)\s+by)\s+(?P<who>(?!the\s+end\b)[^,.;()#]{2,60}?)(?=\s+(?:to|as)\b|\s+[a-z]+ing\b)"
)
_DENIED_BY = re.compile(
    r"\b(?:was|were|is|are|been)\s+(?:\w+ly\s+)?(?P<cue>denied|dismissed|rejected|disputed|refuted|ruled out|"
    r"played down|brushed aside)\s+by\s+(?P<who>[^,.;()#]{2,50}?)(?=\s+as\b|\s+on\b|[,.;)]|$)"
)
_RECKONINGS = frozenset(
    {
        *("count", "counts", "estimate", "estimates", "reckoning", "calculation", "calculations", "account"),
        *("tally", "numbers", "figures", "forecast", "forecasts", "definition", "sums", "maths", "assessment"),
        *("projection", "projections", "model", "view", "opinion", "judgement", "judgment"),
    }
)
_PHRASES = (
    (
        _ACCORDING,
        frozenset(
            {
                *(
                    "according",
                    "going",
                    "citing",
                    "compiled",
                    "calculated",
                    "collected",
                    "gathered",
                    "polled",
                    "surveyed",
                ),
                *("words", "view", "opinion", "estimation"),
                *("calculations", "analysis", "research", "modelling", "note", "tally"),
                *("published", "consulted", "survey", "poll", "study", "index", "data", "figures", "estimates"),
                *("estimate", "numbers", "statistics"),
            }
        ),
    ),
    (_COUNT, _RECKONINGS),
    (_COUNT_OF, _RECKONINGS),
    (_HIS_COUNT, _RECKONINGS),
    (
        _PASSIVE,
        frozenset(
            {
                *("expected", "seen", "said", "thought", "believed", "forecast", "predicted", "estimated"),
                *("understood", "projected", "reckoned", "tipped"),
            }
        ),
    ),
    (
        _DATA,
        frozenset({"data", "figures", "numbers", "tool", "statistics", "calculations", "survey", "poll"}),
    ),
    (_IN_POLL, frozenset({"survey", "poll"})),
    (_PRINTED, frozenset({"report", "story", "article"})),
    (_PAPERS, frozenset({"report", "story", "article"})),
    (
        _DENIED_BY,
        frozenset({"denied", "dismissed", "rejected", "disputed", "refuted", "ruled", "played", "brushed"}),
    ),
)
"""Patterns of the tellings that have no verb of their own, each with the words of which it needs one."""


def by_phrases(scene: Scene, sources: Sources) -> Iterator[Speech]:
    """The tellings by phrases of a sentence, each with the source that the phrase names."""
    for pattern, cues in _PHRASES:
        if not scene.holds(cues):
            continue
        for match in pattern.finditer(scene.masked):
            start, end = match.start("who") + scene.start, match.end("who") + scene.start
            if (match.groupdict().get("cue") or "").lower() == "citing" and not _CITED.match(scene.text(start, end)):
                continue
            source = sources.meant(start, end) if pattern is _HIS_COUNT else _who(scene, sources, start, end)
            if source is None:
                continue
            place = match.start() + scene.start
            cue = match.groupdict().get("cue") or "count"
            opening = pattern in (_PRINTED, _PAPERS, _PASSIVE, _IN_POLL) or not re.sub(
                _IN_A, "", scene.masked[: match.start()]
            ).strip(' "“')
            inserted = pattern in (_COUNT, _COUNT_OF, _HIS_COUNT)
            breaks = list((_CLAUSE if inserted else BREAK).finditer(scene.masked, 0, match.start()))
            floor = scene.start + (breaks[-1].end() if breaks else 0)
            kind = "deny" if pattern is _DENIED_BY else "phrase"
            yield Speech(source, cue, place, (place, scene.end) if opening else _around(scene, floor, place, end), kind)


_CITED = re.compile(
    rf"(?i)(?:(?:the|an?|its|their)\s+)?(?:[\w-]+\s+)?(?-i:[A-Z])|[^,]*\b(?:{any_of(unnamed_nouns())}|data|reports?|documents?|filings?|"
    r"estimates|figures|sources?|statement|memo|letter)\b"
)
"""What one cites as a source, and not as a reason: "citing two bankers", but not "citing weak demand in Asia"."""

_CLAUSE = re.compile(r";|\bwhereas\b|,\s+(?:and|but|while)\s")
"""What a reckoning in the middle of a sentence does not reach across."""

_INSERTED = re.compile(r",\s+[a-z]+\s+(?:[a-z]+\s+){0,3}(?:#|an?\b|the\b)")
_LINK = re.compile(r"\b(?:after|as|because|since|while|when|that)\s+(?:[\w.&'’-]+\s+){1,4}$")
_GOES_ON = re.compile(
    r",\s+(?:(?:or|up|down|about|some|nearly|more than|an?|from|against|versus|compared (?:with|to)|after|and)\s+)*#"
)


def _around(scene: Scene, floor: int, place: int, end: int) -> tuple[int, int]:
    """What a phrase within a sentence tells: all before it, with a figure that goes on behind it ("..., according to
    LSEG, 28% less than"); of "leapt 19% after Uber, according to two sources, made an approach" the later clause."""
    before, rest = scene.text(floor, place).rstrip(" ,"), scene.text(end, scene.end)
    link = _LINK.search(before + " ")
    if link and _INSERTED.match(rest):
        return floor + link.start(), scene.end
    return floor, resumed(scene, end) if _GOES_ON.match(rest) else end


_APPOSED = re.compile(r"^,\s+(?P<name>[A-Z][\w’'-]+(?:\s+(?:[A-Z]\.|[A-Z][\w’'-]+)){1,3})(?=\s*(?:[,.;)]|$))")
_ROLE = re.compile(
    r"(?i)(?:the|a|an|its|their)\s+.*\b(?:head|chief|boss|chair\w*|director|president|governor|minister|secretary|"
    r"leader|"
    r"analyst|economist|strategist|manager|founder|owner|officer|executive|partner|professor)\b"
)
"""A role whose holder is named behind a comma: "according to the head of the works council, Ann Lee"."""

_IN_A = re.compile(r"(?i)^\W*(?:in|of|by|for)\s+(?:(?:a|an|the|its|those|new|latest|recent)\s+)*")
"""The words before "survey by X" and "polled by X" at the start of a sentence, all of which they then tell."""


def _who(scene: Scene, sources: Sources, start: int, end: int) -> Source | None:
    people = sources.unnamed_from(start, scene.end)
    if people is not None:
        return people
    called = _APPOSED.match(scene.text(end, scene.end))
    if called and _ROLE.match(scene.text(start, end)):
        place = end + called.start("name")
        return sources.of_words(place, end + called.end("name"))
    named = sources.within(start, end)
    if named is not None and named.start - start <= 30:
        return named
    analysis = scene.analysis
    if analysis is None:
        return named
    head = analysis.head(start, end)
    told = (sources.of(analysis, analysis.index(head)) if head is not None else None) or named
    if told is None or (told.name[:1].islower() and told.kind == "institution"):
        return sources.capitalised(start, end) or told
    return told
