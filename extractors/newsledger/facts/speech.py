"""Where a sentence tells who says something: the speaker, the words that tell it, and what part of the sentence is
said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

import msgspec
from spacy.tokens import Token

from newsledger.analysis import NOUN_TAGS, VERB_TAGS, Analysis
from newsledger.facts.cues import forms, phrases
from newsledger.facts.scenes import BARRIER, Scene
from newsledger.facts.sources import Source, Sources

_KINDS = ("say", "deny", "add", "forecast", "set", "guide", "report", "show")
_SUBJECT = frozenset({"nsubj"})
_BREAK = re.compile(r";|\bwhereas\b")
_OUTLOOK = re.compile(
    r"(?i)\b(?:" + "|".join(re.escape(noun) for noun in phrases("source_nouns", "kind", "outlook", "nouns")) + r")\b"
)
_ACCORDING = re.compile(
    r"(?i)\b(?P<cue>according to|citing|compiled by|calculated by|collected by|gathered by|polled by|"
    r"surveyed by|published by|consulted by|survey by|poll by|survey from|poll from|study by|index from|"
    r"data from|figures from|estimates from|a survey by|a poll by)\s+(?P<who>[^,.;()]{2,70})"
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
_COUNT = re.compile(
    r"(?i)\bby\s+(?P<who>[^,.;()#]{2,40}?)['’]s?\s+(?:count|estimate|reckoning|calculation|own account|tally)\b"
)
_PHRASES = (
    (
        _ACCORDING,
        frozenset(
            {
                *("according", "citing", "compiled", "calculated", "collected", "gathered", "polled", "surveyed"),
                *("published", "consulted", "survey", "poll", "study", "index", "data", "figures", "estimates"),
            }
        ),
    ),
    (_COUNT, frozenset({"count", "estimate", "reckoning", "calculation", "account", "tally"})),
    (
        _DATA,
        frozenset({"data", "figures", "numbers", "tool", "statistics", "calculations", "survey", "poll"}),
    ),
    (_PRINTED, frozenset({"report", "story", "article"})),
)
"""Patterns of the tellings that have no verb of their own, each with the words of which it needs one."""

_OUTSIDE = re.compile(
    r"(?i)^\s*(?:(?:on|late|early|last|in|at|earlier|this|to|via|through|by)\b[^,]*)?[\s\"”’]*(?:[,.;]|$|"
    r"as\b|after\b|ahead\b)"
)
_HEARERS = re.compile(
    r"^\s+(?:(?:the|a|an|its|his|her)\s+)?[\w.:'’-]+(?:\s+[\w.:'’-]+){0,6}\s*(?:[.\"”’]*$|"
    r",\s+which\b)"
)
_SHORT = re.compile(r"^\s*(?:the same|an hour|a day|a week|hours|days|minutes|when|told)\b[^,;#]{0,40}[.\"”’\s]*$")


class Speech(msgspec.Struct, frozen=True):
    """One telling: ``said`` is the stretch of the article that is told, ``kind`` that of the cue word."""

    source: Source
    cue: str
    place: int
    said: tuple[int, int]
    kind: str


def speeches(scene: Scene, sources: Sources) -> list[Speech]:
    """The tellings of a sentence, in order of the text."""
    found = []
    for speech in chain(_by_verbs(scene, sources), _by_opening(scene, sources), _by_phrases(scene, sources)):
        sources.remember(speech.source)
        found.append(speech)
    return sorted(found, key=lambda speech: speech.place)


@cache
def _kinds() -> dict[str, str]:
    """The kind of each cue word; of several the one that stands first in ``_KINDS``."""
    return {word: kind for kind in reversed(_KINDS) for word in forms("source_cues", "kind", kind)}


def _by_verbs(scene: Scene, sources: Sources) -> Iterator[Speech]:
    analysis = scene.analysis
    if analysis is None:
        yield from _by_words(scene, sources)
        return
    for place, low in enumerate(analysis.lows):
        kind = _kinds().get(low)
        if kind is None:
            continue
        token = analysis.token(place)
        if not _verbal(token) or (token.tag_ == "VBN" and _passive(token)):
            continue
        if (
            kind == "add"
            and not any(child.dep_ == "ccomp" for child in token.children)
            and not _closes(scene, analysis.end(token))
        ):
            continue
        if token.lower_ in _DEEDS and not any(child.dep_ == "ccomp" for child in token.children):
            continue
        if kind == "set" and not re.match(r"[^#;]{0,80}\bat\s", scene.text(analysis.end(token), scene.end)):
            continue
        kind = "say" if kind == "add" else kind
        subject = _subject(token)
        if subject is None or analysis.index(subject) < 0:
            opener = sources.within(scene.start, analysis.start(token)) if token.lower_ in ("says", "said") else None
            if opener is not None:
                yield Speech(opener, token.text, analysis.start(token), (analysis.end(token), scene.end), kind)
            continue
        if kind == "guide" and not _OUTLOOK.search(scene.text(analysis.end(token), analysis.end(token) + 70)):
            continue
        source = sources.of(analysis, subject)
        if source is not None and scene.text(source.end, source.end + 1) == ":":
            source = sources.within(source.end, analysis.start(token))
        if source is None:
            continue
        yield Speech(source, token.text, analysis.start(token), _said(scene, analysis, token, subject), kind)


_DEEDS = frozenset({"declare", "declared", "declares"})
"""Words that tell of a deed unless a clause follows: "declared a dividend"."""


def _verbal(token: Token) -> bool:
    """Whether a word is a verb, or was taken for a noun though it has a subject: "..., FedEx estimates"."""
    if token.tag_ in VERB_TAGS:
        return True
    return token.dep_ == "ROOT" and token.tag_ == "NNS" and any(child.dep_ in _SUBJECT for child in token.children)


_FORESEEING = frozenset({"forecast", "forecasts", "estimates", "predicts", "projects", "foresees"})
_OPENING = re.compile(
    r"^(?:The\s+)?(?P<who>[A-Z][^,#;:]{2,50}?)(?:,[^,#]{3,60},)?\s+(?P<cue>forecasts?|estimates|predicts|projects|"
    r"foresees)\s"
)


def _by_opening(scene: Scene, sources: Sources) -> Iterator[Speech]:
    """A verb of expecting that the model took for a noun: "The fund, in its review, forecast growth of 3%"."""
    match = _OPENING.match(scene.masked) if scene.holds(_FORESEEING) else None
    if match is None or scene.analysis is None:
        return
    at = match.start("cue") + scene.start
    if any(token.tag_ in VERB_TAGS for token in scene.analysis.covering(scene.start, match.end("cue") + scene.start)):
        return
    source = sources.of_words(match.start("who") + scene.start, match.end("who") + scene.start)
    if source is not None:
        yield Speech(source, match.group("cue"), at, (at, scene.end), "forecast")


_SAYING = frozenset({"said", "says", "told", "added", "adds"})
_TOLD = re.compile(
    r"(?:(?P<before>(?:^|[,\"“”])\s*(?P<subject>[^,\"“”#;:]{1,60}?)(?:,\s+\d\d,)?\s+)(?P<verb>said|says|told|added|"
    r"adds)\b)|"
    r"(?:[,\"”]\s*(?P<verb2>said|says|added)\s+(?P<subject2>[^,.\"“”#;:]{2,60}))"
)


def _by_words(scene: Scene, sources: Sources) -> Iterator[Speech]:
    """The tellings of a sentence that the model did not read: "..., said Chief Executive Mary Barra"."""
    if not scene.holds(_SAYING):
        return
    for match in _TOLD.finditer(scene.masked):
        name = "subject" if match.group("subject") else "subject2"
        start, end = match.start(name) + scene.start, match.end(name) + scene.start
        source = sources.of_words(start, end)
        if source is not None:
            cue = match.group("verb") or match.group("verb2")
            yield Speech(source, cue, start, (scene.start, scene.end), "say")


def _passive(token: Token) -> bool:
    return any(child.dep_ in ("auxpass", "nsubjpass") for child in token.children) or token.dep_ == "acl"


def _subject(token: Token) -> Token | None:
    """The subject of a verb, its own or that of the verb it is joined to ("raised its view and said")."""
    seen = 0
    while seen < 4:
        for child in token.children:
            if child.dep_ in _SUBJECT:
                return _antecedent(child, token)
        if token.dep_ in ("conj", "xcomp", "advcl", "ccomp", "dep") and token.head.i != token.i:
            if token.dep_ in ("ccomp",) and token.tag_ not in ("VB", "VBG"):
                return None
            token = token.head
            seen += 1
            continue
        if token.dep_ in ("acl", "relcl") and token.head.tag_ in NOUN_TAGS:
            return token.head
        return None
    return None


def _antecedent(subject: Token, verb: Token) -> Token:
    """What a relative pronoun stands for: "the bank, which said"."""
    if subject.tag_ in ("WP", "WDT") and verb.dep_ == "relcl":
        return verb.head
    return subject


def _said(scene: Scene, analysis: Analysis, verb: Token, subject: Token) -> tuple[int, int]:
    """What is said: all before a speaker who closes the sentence, else all after the verb, up to a break."""
    first = min(
        analysis.start(verb),
        analysis.start(subject.left_edge) if subject.left_edge.i < verb.i else analysis.start(verb),
    )
    last = max(analysis.end(verb), analysis.end(subject.right_edge) if subject.i > verb.i else 0)
    before = scene.text(scene.start, first).rstrip()
    told = verb.lower_ in ("told", "tells") and _HEARERS.match(scene.text(last, scene.end))
    if (told or _closes(scene, last)) and re.search(r"[,\"”’]$", before):
        breaks = list(_BREAK.finditer(before))
        return scene.start + (breaks[-1].end() if breaks else 0), _resumed(scene, last)
    stop = (_BREAK if _kinds().get(verb.lower_) in ("say", "deny", "add") else BARRIER).search(
        scene.masked, last - scene.start
    )
    return analysis.end(verb), scene.start + stop.start() if stop else scene.end


def _resumed(scene: Scene, last: int) -> int:
    """Where what is said ends when it goes on after its speaker: "sales rose 5%, the bank said on Friday, against 3% a
    year ago"."""
    rest = scene.text(last, scene.end)
    if not re.match(r"(?:\s+(?:on|late|early|last|in|at|to)\b[^,#]*)?,\s", rest):
        return last
    stop = BARRIER.search(rest) or _ANOTHER.search(rest)
    return last + stop.start() if stop else scene.end


_ANOTHER = re.compile(r",\s+(?:and|as|after|before|when|where|in a|adding|sending)\b")


def _closes(scene: Scene, last: int) -> bool:
    """Whether nothing but a time or place follows the speaker."""
    rest = scene.text(last, scene.end)
    return bool(_OUTSIDE.match(rest) or _SHORT.match(rest))


def _by_phrases(scene: Scene, sources: Sources) -> Iterator[Speech]:
    for pattern, cues in _PHRASES:
        if not scene.holds(cues):
            continue
        for match in pattern.finditer(scene.masked):
            start, end = match.start("who") + scene.start, match.end("who") + scene.start
            source = _who(scene, sources, start, end)
            if source is None:
                continue
            place = match.start() + scene.start
            cue = match.groupdict().get("cue") or "count"
            opening = pattern is _PRINTED or not re.sub(_IN_A, "", scene.masked[: match.start()]).strip(' "“')
            breaks = list(_BREAK.finditer(scene.masked, 0, match.start()))
            floor = scene.start + (breaks[-1].end() if breaks else 0)
            yield Speech(source, cue, place, (place, scene.end) if opening else (floor, end), "phrase")


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
    told = (sources.of(analysis, head) if head is not None else None) or named
    if told is None or (told.name[:1].islower() and told.kind == "institution"):
        return sources.capitalised(start, end) or told
    return told
