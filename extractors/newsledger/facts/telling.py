"""What part of a sentence is told: all before a speaker who closes it, or what follows a verb of telling."""

from __future__ import annotations

import re

import msgspec

from newsledger.analysis import Analysis
from newsledger.facts.scenes import BARRIER, Scene
from newsledger.facts.source import Source
from newsledger.grammar import phrase_first, phrase_last

BREAK = re.compile(r";|\bwhereas\b")
_SEMICOLON = re.compile(";")

_DAYS = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|tonight|(?:now|then|recently|again)\b(?=[,.])"
"""A day right after a verb of telling: "the agency said Tuesday, a smaller gain than"."""

_OUTSIDE = re.compile(
    rf"(?i)^\s*(?:(?:on|late|early|last|in|at|earlier|this|to|via|through|by|{_DAYS})\b(?:(?!\sthat\s)[^,])*)?[\s\"”’]*(?:[,.;]|$|"
    r"as\b|after\b|ahead\b)"
)
_HEARERS = re.compile(
    r"^\s+(?:(?:the|a|an|its|his|her)\s+)?[\w.:'’-]+(?:\s+[\w.:'’-]+){0,6}\s*(?:[.\"”’]*$|"
    r",\s+(?:which|while|as|after|and|adding|up|down|about|nearly|some|more|less|against|from|or|#))"
)
"""Who is told, behind whom the sentence ends or what is told goes on: "..., he told reporters, # more than"."""
_SHORT = re.compile(r"^\s*(?:the same|an hour|a day|a week|hours|days|minutes|when|told)\b[^,;#]{0,40}[.\"”’\s]*$")


class Speech(msgspec.Struct, frozen=True):
    """One telling: ``said`` is the stretch of the article that is told, ``kind`` that of the cue word."""

    source: Source
    cue: str
    place: int
    said: tuple[int, int]
    kind: str


def said_by(scene: Scene, analysis: Analysis, verb: int, speaker: tuple[int, int], *, saying: bool) -> tuple[int, int]:
    """What is said by a speaker (his place, and where his name ends): all before one who closes the sentence, else all
    after the verb, up to a break; ``saying``: by a verb of saying, which reaches further than one of expecting."""
    subject, named = speaker
    first = analysis.starts[min(verb, phrase_first(analysis, subject))]
    last = analysis.ends[verb if subject < verb else max(phrase_last(analysis, subject), verb)]
    last = max(last, named) if subject > verb else last
    before = scene.text(scene.start, first).rstrip()
    low = analysis.lows[verb]
    told = low in ("told", "tells") and _HEARERS.match(scene.text(last, scene.end))
    if (told or closes(scene, last)) and re.search(r"[,\"”’]$", before):
        breaks = list(BREAK.finditer(before))
        floor = scene.start + max(breaks[-1].end() if breaks else 0, _own_quote(before))
        return floor, scene.end if told and _GOES_ON_TELLING.search(scene.text(last, scene.end)) else resumed(
            scene, last
        )
    ends = _SEMICOLON if saying and scene.text(last, last + 5) == " that" else BREAK if saying else BARRIER
    stop = ends.search(scene.masked, last - scene.start)
    return analysis.ends[verb], scene.start + stop.start() if stop else scene.end


def resumed(scene: Scene, last: int) -> int:
    """Where what is said ends when it goes on after its speaker: "sales rose 5%, the bank said on Friday, against 3% a
    year ago"."""
    rest = scene.text(last, scene.end)
    if not _TIMED.match(rest) or _WHO_IS.match(rest):
        return last
    stop = _ANOTHER.search(rest)
    return last + stop.start() if stop else scene.end


def _own_quote(before: str) -> int:
    """Where a quotation begins that a speaker closes and "and" joins to what the narrator tells, or 0: "Acme has #
    staff, and "those who pay did not err", said"."""
    before = before.rstrip(",.!? ")
    if before[-1:] not in ('"', "”"):
        return 0
    opening = max(before.rfind("“"), before.rfind('"', 0, len(before) - 1))
    return opening if opening > 0 and _AND_SO.search(before[:opening]) else 0


_AND_SO = re.compile(r",\s+(?:and|but|while|as)\s+$")

_GOES_ON_TELLING = re.compile(r",\s+(?:while|up|down|about|nearly|some|more|less|against|from|or|#)")

_TIMED = re.compile(rf"(?i)(?:\s+(?:on|late|early|last|in|at|to|after|before|following|{_DAYS})\b[^,#]*)?,\s")
"""A time or occasion after a speaker, behind which what is said goes on."""

_WHO_IS = re.compile(
    r",\s+(?:whose\b|who\s+(?:owns?|holds?|has|had|is|was|took|joined|left|leaves|runs?|ran|founded|became|will|personally)\b)"
)
"""Opens what the narrator tells of a speaker."""

_ANOTHER = re.compile(
    r"(?i);|—|--|\b(?:whereas|but|although|though|even as)\b|(?<!,\s)\bwhile\b|"
    r",\s+(?:(?:and|while)\b(?!\s+(?:to|would|will|should|that)\s|(?:\s+(?!#)[\w’'-]+){1,9}?\s+(?:would|should|will|won['’]t)\s)|"
    r"(?:as|after|before|when|where|in a|adding|sending)\b)"
)
"""Opens what others tell behind a speaker, unless it is yet to come as well: "..., she said, and to lift output"."""


def closes(scene: Scene, last: int) -> bool:
    """Whether nothing but a time or place follows the speaker."""
    rest = scene.text(last, scene.end)
    return bool(_OUTSIDE.match(rest) or _SHORT.match(rest))
