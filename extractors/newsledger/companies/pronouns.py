"""Pronouns that may mean companies: "it", "its", "itself", and those for several: "both", "each", "the pair"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from newsledger.companies.tables import cues
from newsledger.sentences import Sentence

_SINGULAR = re.compile(r"(?<![\w\-'’])(?:it|its|itself)(?![\w\-]|['’](?!s\b|ll\b|d\b))", re.IGNORECASE)
_RATED = re.compile(r"\s+(?:[\w+\-]+\s+){0,3}(?:ratings?|outlook)\b")
_PREPOSITION = re.compile(r"\b(?:for|in|of|with|to|from|on|into|beside|about|at|by|behind|against)\s+$")
_SEVERAL = re.compile(
    r"(?<![\w\-])(?:(?P<two>[Bb]oth|[Tt]he[ \n](?:pair|duo|two))|(?P<three>[Tt]he[ \n](?:trio|three)|[Aa]ll[ \n]three)"
    r"|(?P<four>[Tt]he[ \n](?:quartet|four)|[Aa]ll[ \n]four)"
    r"|(?P<any>[Ee]ach(?:[ \n]of[ \n]them)?|(?:(?<=ogether )|(?<=ogether, )|(?<=ombined )|(?<=ombined, )|(?<=ointly )"
    r"|(?<=ointly, )|(?<=etween them )|(?<=etween them, ))they))(?![\w\-'’])"
)
_DOING = re.compile(
    r"(?:[ \n]+(?:now|still|also|already|together|jointly|each|both|alone|currently|only))?"
    r"[ \n]+(?:have|had|has|were|are|was|is|will|would|can|could|own|earn|rose|fell|grew|took|taking|losing|making|beat"
    r"|account|aim|control|employ|expect|forecast|held|hold|make|operate|pay|plan|produce|project|run|sell|ship|spend"
    r"|want|made|lost|sold|paid|spent|won|kept|put|cut|brought|came|went"
    r"|ran|drew|shed|built|bought|sent|led|set|hit|saw|gave|got|said|say|agree|agreed|think|see|get|give|bring|serve"
    r"|[a-z]+ed[ \n]+(?:up|down|to|by|in|on|their|its|the|a|an|more|less|about|higher|lower|[\d$€£¥][\d.,]*))\b"
)
_BOTH = re.compile(r"[ \n]+(?:stocks?|shares|before|after|on|in)\b|[ \n]*[.,;]")
_COUNTS = {"two": 2, "three": 3, "four": 4, "any": 0}
"""For how many companies the words stand; 0: two or more."""


class Pronoun(msgspec.Struct, frozen=True):
    """A pronoun. ``rated`` says that it owns a rating ("its Ba1 rating"), which its rater does not; ``governed`` that a
    preposition stands before it ("for it"). ``agent`` says that what it does or has is what companies do or have ("it
    said", "its revenue"); ``opens`` that it opens its sentence; ``count`` for how many companies it stands (0: for two
    or more, as "each")."""

    start: int
    end: int
    possessive: bool
    agent: bool
    opens: bool
    count: int = 1
    rated: bool = False
    governed: bool = False


@cache
def _empty() -> re.Pattern[str]:
    words = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in cues()["pronouns"]["empty"])
    return re.compile(
        rf"(?:\s+(?:is|was|would\s+be|will\s+be|may\s+be|seems|seemed|appears|became|becomes|remains|has\s+been)"
        rf"|['’]s)\s+(?:\w+\s+)?(?:{words})\b|\s+that\b|\s+(?:takes?|took|is\s+not\s+clear|happens|happened|goes\s+through|comes\s+off|comes\s+to\s+pass|turns\s+out|turned\s+out)\b"
    )


@cache
def _agent() -> re.Pattern[str]:
    words = "|".join(map(re.escape, cues()["pronouns"]["agents"]))
    return re.compile(
        rf"(?:['’](?:ll|d|s)|\s+(?:also|now|will|would|had|has|still|then|already|since|plans?\s+to|aims?\s+to"
        rf"|expects?\s+to|could|may|must|did\s+not|does\s+not)){{0,3}}\s+(?:{words})\b"
    )


@cache
def _possessed() -> frozenset[str]:
    return frozenset(cues()["pronouns"]["possessed"])


def find_pronouns(text: str, sentences: Sequence[Sentence]) -> Iterator[Pronoun]:
    """The pronouns of an article in order, without those that mean nothing ("it is likely that")."""
    for sentence in sentences:
        for match in _SINGULAR.finditer(text, sentence.start, sentence.end):
            word = match[0].casefold()
            if match[0] == "IT":
                continue
            opens = match.start() == sentence.start
            if word == "its":
                following = re.match(r"\s+([\w\-.]+)", text[match.end() : match.end() + 30])
                yield Pronoun(
                    match.start(),
                    match.end(),
                    possessive=True,
                    agent=following is not None and following[1] in _possessed(),
                    opens=opens,
                    rated=_RATED.match(text, match.end(), sentence.end) is not None,
                )
            elif word == "itself" or not _empty().match(text, match.end(), sentence.end):
                yield Pronoun(
                    match.start(),
                    match.end(),
                    possessive=False,
                    agent=_agent().match(text, match.end(), sentence.end) is not None,
                    opens=opens,
                    governed=_PREPOSITION.search(text, max(sentence.start, match.start() - 12), match.start())
                    is not None,
                )
        for match in _SEVERAL.finditer(text, sentence.start, sentence.end):
            both = match[0].casefold() == "both" and _BOTH.match(text, match.end(), sentence.end)
            does = _DOING.match(text, match.end(), sentence.end) or _agent().match(text, match.end(), sentence.end)
            if both or does:
                count = _COUNTS[match.lastgroup or "any"]
                yield Pronoun(match.start(), match.end(), False, True, match.start() == sentence.start, count)
