"""Scale words after the number of an amount: "mln", "lakh crore", "bn", "and a half"."""

from __future__ import annotations

from decimal import Decimal

from newsledger.figures.amount import Amount, bracketed
from newsledger.figures.tokens import ATTACHED, BROKEN, SPACED, WRAPPED, Tokens
from newsledger.figures.vocabulary import VOCABULARY

_HALF = Decimal("0.5")
_MAY_SCALE = frozenset({"-", "and"})
_SCALES = 3
_HIGHEST_POWER = 24


def read_scale(tokens: Tokens, amount: Amount) -> None:
    """Scale words, abbreviated or not, one after another ("lakh crore"), with a following "and a half"."""
    closed = bracketed(tokens, amount)
    place = amount.end + 1 if closed else amount.end
    following = tokens.words[place]
    if not closed and following not in _MAY_SCALE and following.lower() not in VOCABULARY.scales:
        return
    _read_and_half(tokens, amount, place)
    place = max(place, amount.end)
    for _ in range(_SCALES):
        power, place = scale_at(tokens, place, amount.unit is not None)
        if power == 0 or amount.power + power > _HIGHEST_POWER:
            break
        amount.power += power
        amount.scaled = True
        amount.letter = place - amount.end == 1 and len(tokens.words[amount.end]) == 1
        amount.end = place
    if amount.scaled:
        _read_and_half(tokens, amount, amount.end)
    elif closed:
        amount.end += 1


def _read_and_half(tokens: Tokens, amount: Amount, place: int) -> None:
    """Examples: "a billion and a half", "two and a half times"."""
    if tokens.lows[place] == "and" and tokens.lows[place + 1] == "a" and tokens.lows[place + 2] == "half":
        amount.number += _HALF
        amount.decimals += 1
        amount.end = place + 3


def scale_at(tokens: Tokens, index: int, money: bool) -> tuple[int, int]:
    """The power of ten of the scale word at a token, and the token after it; power 0 if there is none."""
    scales = VOCABULARY.scales
    gap = tokens.gaps[index]
    if gap == BROKEN:
        return 0, index
    place = index
    hyphen = tokens.words[index] == "-" and gap == ATTACHED and tokens.gaps[index + 1] == ATTACHED
    if hyphen:
        place += 1
    word = tokens.words[place]
    scale = scales.get(word) or scales.get(word.lower() if len(word) > 2 else word)
    if scale is None:
        return 0, index
    kind, attached = scale.place, gap == ATTACHED and not hyphen
    if kind == "attached":
        fits = attached
    elif kind == "letter":
        fits = attached or (money and not hyphen and gap == SPACED and not _letter_is_word(tokens, place))
    elif kind == "money":
        fits = not hyphen and (money or _money_follows(tokens, place + 1))
    elif kind == "spaced":
        fits = True
    else:
        fits = not hyphen or len(word) > 1
    if attached and tokens.gaps[place + 1] == ATTACHED and tokens.words[place + 1][:1].isdigit():
        fits = False
    if not fits:
        return 0, index
    end = place + 1
    if (
        tokens.words[end] == "."
        and word.lower() in ("mln", "bln", "mn", "bn", "tn", "m", "b")
        and tokens.gaps[end] == ATTACHED
    ):
        following = tokens.words[end + 1]
        if following and tokens.gaps[end + 1] <= WRAPPED and following[0].islower():
            end += 1
    return scale.power, end


def _letter_is_word(tokens: Tokens, index: int) -> bool:
    """Whether a single letter after an amount is an initial or the grade of a share ("$5 B shares")."""
    following = tokens.lows[index + 1]
    if following == ".":
        return tokens.words[index].isupper() and tokens.gaps[index + 2] <= SPACED and tokens.words[index + 2].istitle()
    return tokens.words[index].isupper() and following in ("share", "shares", "class", "-", "&")


def _money_follows(tokens: Tokens, index: int) -> bool:
    found = VOCABULARY.units.find(tokens, index)
    return found is not None and found[0].kind == "money" and found[0].place != "attached"
