"""What may follow a company's name, each kind of it a cue: a verb that companies do, shares, officers, an apposition.

The patterns hold hundreds of words, so they are tried only where the first word or mark behind the name can begin a
match.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from newsledger.companies.tables import cues

_FIRST = re.compile(r"\s*(?:(?P<word>\w+)|(?P<mark>\S))")
_ADVERB = (
    r"(?:(?:also|first|now|has|had|have|will|would|on\s+[A-Z]\w+day|today|yesterday|itself|since|recently"
    r"|last\s+week)\s+){0,2}"
)
_ADVERBS = (
    *("also", "first", "now", "has", "had", "have", "will", "would", "on", "today", "yesterday", "itself", "since"),
    *("recently", "last"),
)
_BRACKET = re.compile(r"[ \n]?\([^()\n]{1,30}\)")


class _Cue(msgspec.Struct, frozen=True):
    """A pattern, and the first words or marks with which a match can begin (both empty: any word)."""

    name: str
    pattern: re.Pattern[str]
    words: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()


@cache
def _cues(capitals: bool) -> tuple[_Cue, ...]:
    """The patterns; ``capitals`` for lines whose capitals say nothing."""
    flags = re.IGNORECASE if capitals else re.NOFLAG
    after = cues()["after"]

    def spelled(*lists: str) -> str:
        words = sorted({word for name in lists for word in after[name]}, key=len, reverse=True)
        return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)

    def firsts(name: str, *more: str) -> frozenset[str]:
        words = {found[0] for word in after[name] if (found := re.match(r"\w+", word))}
        return frozenset(word.casefold() for word in (*words, *more))

    def verb(name: str, before: str = "") -> _Cue:
        pattern = re.compile(rf"{before}\s+{_ADVERB}(?:{spelled(name + 's')})\b", flags)
        marks = frozenset(",") if before else frozenset[str]()
        return _Cue(name, pattern, firsts(name + "s", *_ADVERBS), marks)

    def noun(name: str, listed: str) -> _Cue:
        return _Cue(name, re.compile(rf"\s+(?:{spelled(listed)})\b", flags), firsts(listed))

    def marked(name: str, pattern: str, marks: str, *words: str) -> _Cue:
        return _Cue(name, re.compile(pattern, flags), frozenset(words), frozenset(marks))

    return (
        verb("business_verb"),
        verb("speech_verb", ",?"),
        verb("market_verb"),
        _Cue(
            "share_move",
            re.compile(
                rf"\s+{_ADVERB}(?:{spelled('market_verbs')})\s+(?:by\s+|as\s+much\s+as\s+|about\s+|nearly\s+)?"
                r"\d[\d.]*\s?(?:%|per\s?cent\b|pct\b|p\b)",
                flags,
            ),
            firsts("market_verbs", *_ADVERBS),
        ),
        noun("auxiliary", "auxiliaries"),
        noun("metric_noun", "metric_nouns"),
        noun("research_noun", "research_nouns"),
        noun("stock_noun", "stock_nouns"),
        noun("office_noun", "office_nouns"),
        _Cue("own", re.compile(r"\s+(?:\w+\s+){1,3}its\b", flags)),
        marked(
            "possessed",
            rf"(?:[ ]?['’]s?|[ ]s)\s+(?:[\w\-]+\s+){{0,2}}?(?:{spelled('possessed', 'office_nouns', 'stock_nouns')})\b",
            "'’",
            "s",
        ),
        marked(
            "apposition",
            r",\s+(?:(?:the|a|an|one\s+of|part\s+of|owner\s+of|maker\s+of)\s+[\w'’\-$.]+"
            r"|[A-Z]\w+['’]s\s+(?:largest|biggest|second|third|leading|most|No))",
            ",",
        ),
        marked(
            "located",
            r"\s+(?:\((?:[A-Z][a-z]+[ ,]*)+\)|of\s+[A-Z][a-z]+\s+[a-z])|,\s+(?:based|headquartered)\s+in\b",
            "(,",
            "of",
        ),
        _Cue(
            "moved",
            re.compile(
                r"(?:,\s+|\s+(?:was\s+|were\s+|is\s+)?)(?:up|down|off)\s+(?:by\s+|as\s+much\s+as\s+|about\s+|nearly\s+)?"
                r"\d[\d.]*\s?(?:%|per\s?cent\b|pct\b|p\b)",
                flags,
            ),
            frozenset({"up", "down", "off", "was", "were", "is"}),
            frozenset(","),
        ),
        _Cue(
            "rates",
            re.compile(
                rf"\s+{_ADVERB}(?:{spelled('rating_verbs')})\s+(?:(?:its|the|their|a)\s+)?(?:[\w\-]+\s+){{0,2}}?"
                r"(?:targets?|ratings?|recommendations?|estimates)\b",
                flags,
            ),
            firsts("rating_verbs", *_ADVERBS),
        ),
        marked(
            "unit_apposition",
            r",\s+(?:the|a|its)\s+(?:[\w\-]+\s+)?(?:(?:unit|division|segment|arm|business)(?!\s+of\s+[A-Z])|product|drug|pill"
            r"|service|app|model|game|tool|\w+\s+of\s+(?:its|the|their)\s+(?:\w+\s+)?"
            r"(?:divisions|units|segments|arms|businesses))\b",
            ",",
        ),
        marked(
            "funded",
            r",\s+(?:last\s+|most\s+recently\s+|recently\s+)?(?:(?:valued|worth|priced)\s+(?:at\s+)?(?:about\s+|some\s+"
            r"|around\s+|more\s+than\s+|over\s+)?(?:[A-Z]{1,3})?[$€£¥]\s?\d|backed\s+by\b|founded\s+(?:in|by)\b"
            r"|funded\s+by\b|owned\s+by\b|controlled\s+by\b|spun\s+(?:out|off)\b)"
            r"|\s+(?:has\s+|have\s+|had\s+)?(?:raised|secured|closed|landed|bagged)\s+(?:about\s+|some\s+|another\s+"
            r"|a\s+further\s+)?(?:[A-Z]{1,3})?[$€£¥]\s?\d",
            ",",
            *("has", "have", "had", "raised", "secured", "closed", "landed", "bagged"),
        ),
        marked("relative", r"[ ]?,\s+(?:which|whose)\b", ","),
        marked(
            "acquired",
            r"[ ]?\(?[ ,]\s*(?:was |now |then )?(?:acquired|bought|purchased|merged|now part of"
            r"|a (?:product|subsidiary|unit|division) of)\b",
            "(,",
            *("was", "now", "then", "acquired", "bought", "purchased", "merged", "a"),
        ),
    )


def follow(text: str, start: int, limit: int, *, capitals: bool) -> Iterator[str]:
    """The names of the cues that what follows a name gives, also behind a bracket: of "Dunmore (DUN) shares rose"
    ``stock_noun``. ``capitals`` says that the line's capitals mean nothing."""
    yield from _at(text, start, limit, capitals)
    bracket = _BRACKET.match(text, start, limit)
    if bracket:
        yield from _at(text, bracket.end(), limit, capitals)


def _at(text: str, start: int, limit: int, capitals: bool) -> Iterator[str]:
    first = _FIRST.match(text, start, limit)
    if first is None:
        return
    word, mark = first["word"], first["mark"]
    folded = word.casefold() if word else ""
    for cue in _cues(capitals):
        fits = mark in cue.marks if word is None else not (cue.words or cue.marks) or folded in cue.words
        if fits and cue.pattern.match(text, start, limit):
            yield cue.name
