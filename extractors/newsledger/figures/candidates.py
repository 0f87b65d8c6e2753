"""Where a figure may begin: a scan that costs little per word, so that the grammar runs at few places only."""

from __future__ import annotations

from functools import cache

from newsledger.figures.phrases import WORDS
from newsledger.figures.tokens import ATTACHED, Tokens
from newsledger.figures.vocabulary import VOCABULARY

_DIGITS = frozenset("0123456789½¼¾⅓⅔⅛⅜⅝⅞")
_YEAR_LENGTH = 4
_FEW = frozenset({"one", "two", "three", "four"})
_CONTINUES = frozenset({"-", "–", "—", "/", "and", "to", "or", "of", "per", ")", "(", "%"})


def candidates(tokens: Tokens) -> list[int]:
    """The tokens at which a figure may begin, in order."""
    words = _words()
    distinct = set(tokens.words)
    starts = {word for word in distinct if not word.isalpha() and _is_number(word)} | (words & distinct)
    return [place for place, word in enumerate(tokens.words) if word in starts]


def _is_number(word: str) -> bool:
    return word[:1] in _DIGITS or (len(word) > 1 and word[0] == ".")


@cache
def _words() -> frozenset[str]:
    """Words at which a figure may begin, in the three usual cases."""
    lows = {word for word, (_, role) in VOCABULARY.number_words.items() if role != "some"} | set(WORDS)
    lows |= {word for word, scale in VOCABULARY.scales.items() if scale.place == "spaced"}
    return frozenset(form for word in lows for form in (word, word.capitalize(), word.upper()))


@cache
def _going_on() -> frozenset[str]:
    """Words that may follow the number of a figure directly."""
    return (
        _CONTINUES
        | VOCABULARY.scales.keys()
        | VOCABULARY.number_words.keys()
        | VOCABULARY.nouns.keys()
        | VOCABULARY.units.first_words
    )


def is_dull(tokens: Tokens, index: int) -> bool:
    """Whether a candidate is a day, a year or a small number word with nothing after it that could make it a figure.

    Examples: "Feb 26", "in 1987", "one analyst". A shortcut only: the grammar would refuse them too.
    """
    word = tokens.words[index]
    following = tokens.lows[index + 1]
    if following in _going_on() or (tokens.gaps[index + 1] == ATTACHED and following.isalpha()):
        return False
    before = tokens.lows[index - 1]
    if before in VOCABULARY.before_lows:
        return False
    if not word[0].isdigit():
        return tokens.lows[index] in _FEW
    months = VOCABULARY.lists["months"]
    if before in months or (before == "." and tokens.lows[index - 2] in months):
        return True
    return len(word) == _YEAR_LENGTH and word.isdigit() and word[:2] in ("19", "20")
