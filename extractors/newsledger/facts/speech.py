"""Where a sentence tells who says something: the speaker, the words that tell it, and what part of the sentence is
said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

import msgspec
from spacy.tokens import Token

from newsledger.analysis import Analysis
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
    r"surveyed by|published by|"
    r"data from|figures from|estimates from|a survey by|a poll by)\s+(?P<who>[^,.;()]{2,70})"
)
_COUNT = re.compile(
    r"(?i)\bby\s+(?P<who>[^,.;()#]{2,40}?)['’]s?\s+(?:count|estimate|reckoning|calculation|own account|tally)\b"
)
_OUTSIDE = re.compile(
    r"(?i)^\s*(?:(?:on|late|early|last|in|at|earlier|this|to|via|through|by)\b[^,]*)?[\s\"”’]*(?:[,.;]|$|"
    r"as\b|after\b|ahead\b)"
)
_HEARERS = re.compile(r"^\s+(?:(?:the|a|an|its|his|her)\s+)?[\w.:'’-]+(?:\s+[\w.:'’-]+){0,6}\s*[.\"”’]*$")
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
    for speech in chain(_by_verbs(scene, sources), _by_phrases(scene, sources)):
        sources.remember(speech.source)
        found.append(speech)
    return sorted(found, key=lambda speech: speech.place)


def _kind(token: Token) -> str | None:
    low = token.lower_
    for kind in _KINDS:
        if low in forms("source_cues", "kind", kind):
            return kind
    return None


def _by_verbs(scene: Scene, sources: Sources) -> Iterator[Speech]:
    analysis = scene.analysis
    if analysis is None:
        yield from _by_words(scene, sources)
        return
    for token in analysis:
        if token.pos_ not in ("VERB", "AUX") or (token.tag_ == "VBN" and _passive(token)):
            continue
        kind = _kind(token)
        if kind is None:
            continue
        if (
            kind == "add"
            and not any(child.dep_ == "ccomp" for child in token.children)
            and not _closes(scene, analysis.end(token))
        ):
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


_TOLD = re.compile(
    r"(?:(?P<before>(?:^|[,\"“”])\s*(?P<subject>[^,\"“”#;:]{1,60}?)(?:,\s+\d\d,)?\s+)(?P<verb>said|says|told|added|adds)\b)|"
    r"(?:[,\"”]\s*(?P<verb2>said|says|added)\s+(?P<subject2>[^,.\"“”#;:]{2,60}))"
)


def _by_words(scene: Scene, sources: Sources) -> Iterator[Speech]:
    """The tellings of a sentence that the model did not read: "..., said Chief Executive Mary Barra"."""
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
        if token.dep_ in ("acl", "relcl") and token.head.pos_ in ("NOUN", "PROPN"):
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
        return scene.start + (breaks[-1].end() if breaks else 0), last
    stop = (_BREAK if _kind(verb) in ("say", "deny", "add") else BARRIER).search(scene.masked, last - scene.start)
    return analysis.end(verb), scene.start + stop.start() if stop else scene.end


def _closes(scene: Scene, last: int) -> bool:
    """Whether nothing but a time or place follows the speaker."""
    rest = scene.text(last, scene.end)
    return bool(_OUTSIDE.match(rest) or _SHORT.match(rest))


def _by_phrases(scene: Scene, sources: Sources) -> Iterator[Speech]:
    for pattern in (_ACCORDING, _COUNT):
        for match in pattern.finditer(scene.masked):
            start, end = match.start("who") + scene.start, match.end("who") + scene.start
            source = _who(scene, sources, start, end)
            if source is None:
                continue
            place = match.start() + scene.start
            cue = match.groupdict().get("cue") or "count"
            opening = not scene.masked[: match.start()].strip(' "“')
            breaks = list(_BREAK.finditer(scene.masked, 0, match.start()))
            floor = scene.start + (breaks[-1].end() if breaks else 0)
            yield Speech(source, cue, place, (place, scene.end) if opening else (floor, end), "phrase")


def _who(scene: Scene, sources: Sources, start: int, end: int) -> Source | None:
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
