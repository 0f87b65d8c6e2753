"""Whether a text is English: by its small words, and where those are few, by py3langid's ranking of languages."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from newsledger.resources import folder

_ENOUGH_WORDS = 20
_LETTERS = 5
_ENGLISH_SHARE = 0.12
"""Share of small words that no other language's text reaches; French and Italian, with "a" and "on", come to 0.08."""
_MARGIN = 2.0
"""How much better another language must explain a word (natural logarithm of the odds). On 19,043 English wire texts,
tables included, the largest margin is 0.3; short news in 14 other languages has 6 or more."""
_RANK = 2
_START = 800
_SAMPLE = 3000
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _vocabulary() -> tuple[re.Pattern[str], frozenset[str]]:
    with (folder("lexicons") / "languages.toml").open("rb") as table:
        rows = tomllib.load(table)
    small_words = re.compile(rf"\b(?:{'|'.join(map(re.escape, rows['small_words']))})\b", re.IGNORECASE)
    return small_words, frozenset(rows["written_news"])


def other_language(text: str) -> str | None:
    """The ISO 639-1 code of the language if the text is surely not English; ``None`` if it is, or is too short or too
    full of figures to tell.

    >>> other_language("Revenue rose 5% to $2 billion in the third quarter.") is None
    True
    """
    small_words, written_news = _vocabulary()
    start = text[:_START]
    if len(small_words.findall(start)) > _ENGLISH_SHARE * (start.count(" ") + start.count("\n") + _ENOUGH_WORDS):
        return None
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample)
    # Chinese, Japanese and Thai write no spaces between words: the letters of a long word count as one.
    count = max(len(words), sum(map(len, words)) // _LETTERS)
    if count < _ENOUGH_WORDS:
        return None
    if len(small_words.findall(sample)) >= _ENGLISH_SHARE * len(words):
        return None
    import py3langid  # loads its model on first use, which most archives never need

    ranking: list[tuple[str, float]] = py3langid.rank(sample)
    best, likelihood = ranking[0]
    place = next(place for place, (language, _) in enumerate(ranking) if language == "en")
    if best not in written_news or place < _RANK or (likelihood - ranking[place][1]) / count < _MARGIN:
        return None
    return best
