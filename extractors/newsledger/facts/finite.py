"""Verbs of a line by their tags and, where the tagger errs, by the words around them: headlines, lists, figures."""

from __future__ import annotations

from functools import lru_cache

from newsledger.analysis import FINITE_TAGS
from newsledger.facts.line import Line
from newsledger.facts.vocabulary import change_words, word_class

_TAGS = FINITE_TAGS | {"VB", "VBN"}
"""Tags of words that can be finite, the tagger's errors included; any other must be a word of change or a figure."""

NOMINAL = frozenset(
    {
        "NN",
        "NNS",
        "NNP",
        "NNPS",
        "JJ",
        "JJR",
        "JJS",
        "DT",
        "PRP$",
        "POS",
        "CD",
        "PRP",
        "PDT",
        "HYPH",
        "WP$",
        "FW",
        "AFX",
    }
)

MODIFIERS = word_class("figure modifiers")
"""Words that may stand between a preposition and its figure."""


SPANS = frozenset({"quarter", "year", "months", "month", "period", "half", "week", "weeks", "quarters", "years"})
"""What ends on a date: "the three months ended March 31"."""

MONTHS = frozenset({"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"})


def is_finite(line: Line, place: int) -> bool:
    """Whether a finite verb stands at the place: by its tag, or, where the tagger errs on it, a word of change that a
    figure or "to" follows ("shares slip 4%")."""
    return place in (line.finite if line.finite is not None else finite_places(line))


def finite_places(line: Line) -> dict[int, None]:
    """The places of the finite verbs of a line, in order."""
    if line.finite is None:
        changes = line.changes
        line.finite = dict.fromkeys(
            place
            for place, tag in enumerate(line.tags)
            if (tag in _TAGS or place in changes or line.numbers[place] >= 0) and _finite(line, place)
        )
    return line.finite


def _finite(line: Line, place: int) -> bool:
    if line.is_figure(place):
        return spelled_change(line, place)
    if line.low(place) in ("'s", "s") or (line.inside_name(place) and not _phrasal(line, place)):
        return False
    tag, low = line.tag(place), line.low(place)
    if tag == "VB" and line.tag(place - 1) == "NNS" and line.low(place - 1) not in ("helps", "lets"):
        return True
    if tag == "VBN" and line.change(place, "verb") and line.low(place - 1) == "each":
        return True
    if tag in FINITE_TAGS:
        if tag == "VBD" and _reduced(line, place):
            return False
        return not (line.tag(place - 1) in ("DT", "PRP$", "JJ") and line.change(place, "noun") is not None)
    if line.change(place, "verb") is None or not line.changes[place][1] or low.endswith("ing"):
        return False
    if line.change(place, "adverb") is not None or place == 0:
        return False
    before, after = line.tag(place - 1), line.low(place + 1)
    if before in ("DT", "PRP$", "IN", "TO", "CD", "JJ", "VBN", "VB") or line.low(place - 1) in (
        "a",
        "the",
        "to",
        "of",
        "in",
    ):
        return False
    if line.is_figure(place - 1) or line.tag(place - 1) in ("VBZ", "VBD", "VBP", "MD"):
        return False
    following = place + 1
    while line.low(following) in MODIFIERS - {"than"} or line.low(following) in (
        "by",
        "from",
        "over",
        "up",
        "to",
        "as",
        "at",
    ):
        following += 1
    return line.is_figure(following) or after in ("to", "by")


def _phrasal(line: Line, place: int) -> bool:
    """Whether a verb opens words for a metric: "rang up", "took in"."""
    opens = any(mark.first == place and mark.last == place + 2 for mark in line.metrics)
    return opens and line.tag(place) in ("VBD", "VBZ", "VBP") and line.tag(place + 1) in ("RP", "IN", "RB")


def spelled_change(line: Line, place: int) -> bool:
    """Whether the figure is a verb of change: "more than halved", "doubled"."""
    return line.numbers[place] >= 0 and _moves(line.low(place).split()[-1])


@lru_cache(maxsize=1 << 12)
def _moves(word: str) -> bool:
    """Whether a word is a verb of change."""
    return any(said.part == "verb" for _, _, words in change_words().match([word]) for said in words)


def _reduced(line: Line, place: int) -> bool:
    """A past participle that the tagger took for a past tense: "estimates compiled by LSEG", "the quarter ended March
    31"."""
    if line.low(place) == "ended" and line.low(place - 1) in SPANS and line.low(place + 1)[:3] in MONTHS | {"on"}:
        return True
    return line.low(place + 1) == "by" and line.change(place, "verb") is None and line.tag(place - 1) in ("NNS", "NN")


def has_finite(line: Line, first: int, last: int) -> bool:
    """Whether a finite verb stands within words ``[first, last)``."""
    return any(first <= place < last for place in finite_places(line))


def verb_group(line: Line, place: int) -> int:
    """The place of the last verb of the group that begins here: "has agreed to acquire" -> "acquire"."""
    main, at = place, place + 1
    while at < len(line):
        tag = line.tag(at)
        if line.is_figure(at):
            break
        if tag in ("RB", "RP") or line.low(at) in ("not", "n't", "also", "now"):
            at += 1
            continue
        if tag == "TO" or line.low(at) == "to":
            if line.tag(at + 1) == "VB":
                at += 1
                continue
            break
        if tag in ("VB", "VBN", "VBG") or (
            tag in FINITE_TAGS and line.tag(at - 1) in ("MD", "RB", "TO") and at == main + 1
        ):
            main = at
            at += 1
            continue
        if (
            tag == "JJ"
            and line.low(at) in ("likely", "set", "due", "able", "willing", "ready")
            and line.low(at + 1) == "to"
        ):
            at += 1
            continue
        break
    return main
