"""Numbers without units: digits, fractions and number words, as exact decimals."""

from __future__ import annotations

import re
from decimal import Decimal

import msgspec

from newsledger.figures.tokens import ATTACHED, SPACED, WRAPPED, Tokens
from newsledger.figures.vocabulary import VOCABULARY

_PLAIN = re.compile(r"\d+(?:\.\d+)?|\.\d+")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")
_COMMA_DECIMAL = re.compile(r"\d{1,3},\d{1,2}")
_VULGAR = {
    "½": (1, 2),
    "¼": (1, 4),
    "¾": (3, 4),
    "⅓": (1, 3),
    "⅔": (2, 3),
    "⅛": (1, 8),
    "⅜": (3, 8),
    "⅝": (5, 8),
    "⅞": (7, 8),
}
_DENOMINATORS = frozenset(["2", "3", "4", "5", "8", "10", "16", "32", "64"])
_THIN = frozenset("\u00a0\u2009\u202f\u2007\u2008")
_MAX_DIGITS = 22
ZERO = Decimal(0)


class Numeral(msgspec.Struct, frozen=True):
    """A number at tokens ``[first, end)``: its value before any scale word, the decimals as written, and how it was
    written: with thousands separators (``grouped``), in words, as a fraction."""

    first: int
    end: int
    value: Decimal
    decimals: int
    grouped: bool = False
    words: bool = False
    fraction: bool = False


def read_numeral(tokens: Tokens, index: int) -> Numeral | None:
    """The number that begins at token ``index``, if one does."""
    word = tokens.words[index]
    if word[0].isdigit() or word[0] == ".":
        return _read_digits(tokens, index, word)
    if word in _VULGAR:
        top, bottom = _VULGAR[word]
        return _fraction(index, index + 1, ZERO, top, bottom)
    return _read_words(tokens, index)


def read_digits(word: str) -> tuple[Decimal, int, bool] | None:
    """The value, the decimals and whether thousands are grouped; ``None`` for a shape that is no number.

    >>> read_digits("12,34,567.89")
    (Decimal('1234567.89'), 2, True)
    """
    if len(word) > _MAX_DIGITS:
        return None
    if word.isdigit():
        return Decimal(word), 0, False
    if _PLAIN.fullmatch(word):
        return Decimal(word), len(word) - word.index(".") - 1 if "." in word else 0, False
    if _GROUPED.fullmatch(word) or _INDIAN.fullmatch(word):
        plain = word.replace(",", "")
        return Decimal(plain), len(plain) - plain.index(".") - 1 if "." in plain else 0, True
    if _DOTTED.fullmatch(word):
        return Decimal(word.replace(".", "")), 0, True
    if _COMMA_DECIMAL.fullmatch(word):
        plain = word.replace(",", ".")
        return Decimal(plain), len(plain) - plain.index(".") - 1, False
    return None


def _fraction(first: int, end: int, whole: Decimal, top: int, bottom: int) -> Numeral:
    """A whole number and a fraction. Thirds are rounded to eight decimals; others are exact."""
    part = Decimal(top) / Decimal(bottom)
    if part.as_tuple().exponent < -8:  # type: ignore[operator]
        part = part.quantize(Decimal("1e-8"))
        return Numeral(first, end, whole + part, 0, fraction=True)
    exponent = part.as_tuple().exponent
    return Numeral(first, end, whole + part, -int(exponent), fraction=True)


def _read_digits(tokens: Tokens, index: int, word: str) -> Numeral | None:
    read = read_digits(word)
    if read is None:
        return None
    value, decimals, grouped = read
    end = index + 1
    if decimals == 2 and tokens.words[end] == "-" and tokens.gaps[end] == ATTACHED == tokens.gaps[end + 1]:
        slash = _slash(tokens, end + 1)
        if slash is not None:
            cents = _fraction(index, slash[2], ZERO, slash[0], slash[1])
            return Numeral(index, slash[2], value + cents.value.scaleb(-2), cents.decimals + 2, grouped, fraction=True)
    if not decimals:
        joined = _spaced_thousands(tokens, index) if not grouped and len(word) <= 3 else None
        if joined is not None:
            return joined
        mixed = _mixed_fraction(tokens, index, value)
        if mixed is not None:
            return mixed
    return Numeral(index, end, value, decimals, grouped)


def _spaced_thousands(tokens: Tokens, index: int) -> Numeral | None:
    """Example: "10 000 tonnes", with thin or non-breaking spaces, or plain ones where two groups follow."""
    end, thin, text = index + 1, True, tokens.words[index]
    while (
        end < tokens.count
        and len(tokens.words[end]) == 3
        and tokens.words[end].isdigit()
        and len(tokens.space(end)) == 1
    ):
        if tokens.gaps[end] != SPACED or end - index > 4:
            break
        thin = thin and tokens.space(end) in _THIN
        text += tokens.words[end]
        end += 1
    if end == index + 1 or not (thin or end > index + 2) or text[0] == "0":
        return None
    if tokens.gaps[end] == ATTACHED and tokens.lows[end][:1].isdigit():
        return None
    return Numeral(index, end, Decimal(text), 0, True)


def _slash(tokens: Tokens, index: int) -> tuple[int, int, int] | None:
    """A fraction "3/4" (or spaced out, "3 / 4") at the token: top, bottom and the token after it."""
    if tokens.lows[index + 1] != "/" or tokens.gaps[index + 2] > SPACED or tokens.gaps[index + 1] > SPACED:
        return None
    top, bottom = tokens.words[index], tokens.words[index + 2]
    if bottom not in _DENOMINATORS or not top.isdigit() or len(top) > 2 or not 0 < int(top) < int(bottom):
        return None
    if (
        tokens.gaps[index + 3] == ATTACHED
        and tokens.lows[index + 3] in ("/", "-")
        and tokens.words[index + 4][:1].isdigit()
    ):
        return None
    return int(top), int(bottom), index + 3


def _mixed_fraction(tokens: Tokens, index: int, value: Decimal) -> Numeral | None:
    """Examples: "3-1/2 pct", "1 1/4 points", "7/8 point", "3½%"."""
    after = tokens.words[index + 1]
    if after in _VULGAR and tokens.gaps[index + 1] <= SPACED:
        top, bottom = _VULGAR[after]
        return _fraction(index, index + 2, value, top, bottom)
    place = index + 1
    if after in ("-", "–") and tokens.gaps[place] == ATTACHED and tokens.gaps[place + 1] == ATTACHED:
        place += 1
    elif tokens.gaps[place] not in (SPACED, WRAPPED):
        place = index
    if place > index and tokens.words[place].isdigit():
        slash = _slash(tokens, place)
        if slash is not None:
            top, bottom, end = slash
            return _fraction(index, end, value, top, bottom)
    slash = _slash(tokens, index)
    if slash is not None:
        top, bottom, end = slash
        return _fraction(index, end, ZERO, top, bottom)
    return None


def _under_hundred(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """A number word or a hyphenated pair below a hundred, and the token after it."""
    words = VOCABULARY.number_words
    found = words.get(tokens.lows[index])
    if found is None or found[1] not in ("unit", "teen", "ten"):
        return None
    value, role = found
    if role == "ten":
        place = index + 1
        if tokens.lows[place] == "-" and tokens.gaps[place] == ATTACHED and tokens.gaps[place + 1] == ATTACHED:
            place += 1
        following = words.get(tokens.lows[place])
        if following is not None and following[1] == "unit" and following[0] and tokens.gaps[place] <= WRAPPED:
            return value + following[0], place + 1
    return value, index + 1


def _group(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """A number in words below a thousand: "three hundred and fifty"."""
    found = _under_hundred(tokens, index)
    if found is None and tokens.lows[index] in ("a", "an") and tokens.lows[index + 1] == "hundred":
        found = 1, index + 1
    if found is None:
        return None
    value, end = found
    if tokens.lows[end] == "hundred" and tokens.gaps[end] <= WRAPPED and value < 100:
        value, end = value * 100, end + 1
        place = end + 1 if tokens.lows[end] == "and" else end
        rest = _under_hundred(tokens, place) if tokens.gaps[place] <= WRAPPED else None
        if rest is not None:
            value, end = value + rest[0], rest[1]
    return value, end


def _read_words(tokens: Tokens, index: int) -> Numeral | None:
    """A number in words; a last "million" is left to the reader of scales ("three hundred and fifty million")."""
    scales = VOCABULARY.scales
    total, end, power = 0, index, 99
    place = index
    while True:
        group = _group(tokens, place)
        if group is None:
            break
        value, after = group
        scale = scales.get(tokens.lows[after]) if tokens.gaps[after] <= WRAPPED else None
        following = after + 2 if tokens.lows[after + 1] == "and" else after + 1
        nested = scale is not None and scale.place == "spaced" and 3 <= scale.power < power
        if nested and scale is not None and _group(tokens, following) and tokens.gaps[following] <= WRAPPED:
            total, power, place = total + value * 10**scale.power, scale.power, following
            continue
        total, end = total + value, after
        break
    if end == index:
        return None
    return Numeral(index, end, Decimal(total), 0, words=True)
