"""Amounts: a number with its sign, currency, scale word and unit."""

from __future__ import annotations

from decimal import Decimal

from newsledger.figures.numerals import ZERO, Numeral, read_numeral
from newsledger.figures.tokens import ATTACHED, BROKEN, SPACED, WRAPPED, Tokens
from newsledger.figures.vocabulary import ONE, VOCABULARY, Unit

_MINUS = frozenset({"-", "–", "—"})
_SPOKEN_MINUS = frozenset({"minus", "negative"})
_TENS: dict[int, Decimal] = {power: Decimal(10) ** power for power in range(40)}
# Written "fifty per cent" these are one number, written "2 to 5" they are two.
_HALF = Decimal("0.5")
_MAY_SCALE = frozenset({"-", "and"})
_SCALES = 3
_HIGHEST_POWER = 24


class Amount:
    """A number and what belongs to it, at tokens ``[first, end)``.

    ``number`` is the number as written, ``power`` the power of ten of its scale words; ``letter`` says that the scale
    is a single letter. ``unit`` is ``None`` where none is written beside the number; ``prefixed``: it stood before.
    """

    __slots__ = (
        "contested",
        "core_end",
        "core_first",
        "decimals",
        "end",
        "first",
        "fraction",
        "grouped",
        "letter",
        "number",
        "numeral_end",
        "numeral_first",
        "power",
        "prefixed",
        "rules",
        "scaled",
        "sign",
        "unit",
        "words",
    )

    def __init__(self, numeral: Numeral) -> None:
        self.first = self.core_first = self.numeral_first = numeral.first
        self.end = self.core_end = self.numeral_end = numeral.end
        self.number = numeral.value
        self.decimals = numeral.decimals
        self.grouped = numeral.grouped
        self.words = numeral.words
        self.fraction = numeral.fraction
        self.power = 0
        self.scaled = False
        self.letter = False
        self.sign = 0
        self.unit: Unit | None = None
        self.prefixed = False
        self.contested = False
        self.rules: list[str] = []

    @property
    def value(self) -> Decimal:
        """The value in base units, with its written sign; exact."""
        value = self.number * _TENS[self.power] if self.power else self.number
        if self.unit is not None and self.unit.factor != ONE:
            value *= self.unit.factor
        return -value if self.sign < 0 else value

    @property
    def precision(self) -> int:
        """The decimals of the value in the sense of XBRL: "$1.2 billion" is -8."""
        shift = self.unit.factor.adjusted() if self.unit is not None else 0
        return self.decimals - self.power - shift


def read_amount(tokens: Tokens, index: int, floor: int, *, quoted: bool = False) -> Amount | None:
    """The amount whose number begins at token ``index``, looking back no further than token ``floor``.

    An amount without a unit is returned too: what stands near it may still say what it is. ``None`` where the token is
    no number, or is part of a name, a date, an address. ``quoted`` allows a slash before it ("1.8265/75").
    """
    numeral = (read_part(tokens, index) if tokens.words[index][0].isalpha() else None) or read_numeral(tokens, index)
    if numeral is None:
        return None
    amount = Amount(numeral)
    _read_prefix(tokens, amount, floor)
    if not quoted and not _stands_free(tokens, amount, floor):
        return None
    _read_sign(tokens, amount, floor)
    read_tail(tokens, amount)
    return amount


def read_tail(tokens: Tokens, amount: Amount) -> None:
    """Read what follows the number: scale words and unit."""
    if _bracketed(tokens, amount):
        amount.sign = -1
    _read_scale(tokens, amount)
    _read_unit(tokens, amount)
    amount.core_first, amount.core_end = amount.first, amount.end


# --- fractions in words ---------------------------------------------------------------------------------------------


def read_part(tokens: Tokens, index: int) -> Numeral | None:
    """A fraction in words before a scale or unit: "half a million", "three quarters of a billion", "quarter point"."""
    words = VOCABULARY.number_words
    found = words.get(tokens.lows[index])
    top, place, first = 1, index, index
    if found is None:
        return None
    if found[1] == "part" and tokens.lows[index - 1] in ("a", "an") and tokens.gaps[index] <= WRAPPED:
        first = index - 1
    if found[1] == "unit":
        place = index + 1
        if tokens.lows[place] == "-" and tokens.gaps[place] == ATTACHED:
            place += 1
        if tokens.gaps[place] > WRAPPED:
            return None
        top, found = found[0], words.get(tokens.lows[place])
    if found is None or found[1] != "part" or (top > 1 and not tokens.lows[place].endswith("s")):
        return None
    bottom, place = found[0], place + 1
    for skipped in (_OF, _ONE):
        step = 1 if tokens.lows[place] == "-" else 0
        if tokens.lows[place + step] in skipped:
            place += step + 1
    if tokens.lows[place] == "-" and tokens.gaps[place] == ATTACHED:
        place += 1
    if tokens.gaps[place] > WRAPPED:
        return None
    low = tokens.lows[place]
    scale = VOCABULARY.scales.get(low)
    if (scale is None or scale.place != "spaced" or scale.power < 3) and low not in _SMALL_UNITS:
        return None
    if low in ("point", "points", "%") and bottom not in (2, 4, 8, 16):
        return None
    value = Decimal(top) / Decimal(bottom)
    exponent = int(value.as_tuple().exponent)
    if exponent < -8:
        value, exponent = value.quantize(Decimal("1e-8")), 0
    return Numeral(first, place, value, -exponent, words=True, fraction=True)


_OF = frozenset({"of"})
_ONE = frozenset({"a", "an", "one", "1"})
_SMALL_UNITS = frozenset(["percent", "percentage", "pct", "per", "point", "points", "%", "cent", "penny"])


# --- before the number ------------------------------------------------------------------------------------------------


def _read_prefix(tokens: Tokens, amount: Amount, floor: int) -> None:
    """A currency before the number: "US$", "Rs", "EUR", "MUSD"; the longest written form wins."""
    last = amount.first - 1
    if last >= floor and tokens.words[last] in ("-", "–", "+", "("):
        # "$-5", "$(3.2) million"
        if tokens.gaps[amount.first] == ATTACHED and tokens.gaps[last] == ATTACHED:
            last -= 1
        else:
            return
    if last < floor or tokens.words[last] not in VOCABULARY.before_last or tokens.gaps[last + 1] > WRAPPED:
        return
    for reach in range(VOCABULARY.before_reach, 0, -1):
        first = last - reach + 1
        if first < floor:
            continue
        written = tokens.words[first]
        for place in range(first + 1, last + 1):
            gap = tokens.gaps[place]
            if gap > SPACED:
                written = ""
                break
            written += (" " if gap else "") + tokens.words[place]
        unit = VOCABULARY.before.get(written) if written else None
        if unit is None or not _prefix_fits(tokens, amount, first, written, unit):
            continue
        amount.unit, amount.first, amount.prefixed = unit, first, True
        return


def _prefix_fits(tokens: Tokens, amount: Amount, first: int, written: str, unit: Unit) -> bool:
    """Whether a form that has another meaning ("R", "ALL", "yen") is a currency before this number."""
    if tokens.gaps[first] == ATTACHED and (tokens.words[first - 1].isalnum() or tokens.words[first - 1] == "_"):
        return tokens.words[first - 1].isdigit() and not written[0].isalpha()
    attached = tokens.gaps[amount.numeral_first] == ATTACHED
    if unit.place == "attached_before":
        return attached
    if written in VOCABULARY.lists["shy_codes"]:
        return attached or amount.grouped or amount.decimals > 0
    if written.isalpha() and written.islower() and unit.place == "both" and written.upper() not in VOCABULARY.before:
        return amount.grouped or amount.decimals > 0 or tokens.lows[amount.numeral_end] in VOCABULARY.scales
    return True


def _stands_free(tokens: Tokens, amount: Amount, floor: int) -> bool:
    """Whether nothing before the number makes it part of a name ("A320"), a date ("5/12"), a time or an address."""
    first = amount.first
    gap = tokens.gaps[first]
    if gap != ATTACHED or first == 0:
        return True
    before = tokens.words[first - 1]
    if before in ("-", "–", "—"):
        if tokens.gaps[first - 1] != ATTACHED or first - 1 <= floor:
            return True
        outer = tokens.words[first - 2]
        if outer.lower() in VOCABULARY.lists["hyphen_prefixes"]:
            return True
        return not (outer.isalnum() or outer in "./_") or amount.prefixed
    if before in ("'", "’", "‘"):
        return tokens.gaps[first - 1] != ATTACHED and amount.prefixed
    if before in "/:.,_#@&=\\^*" or before[-1].isalnum():
        return amount.prefixed and before in "/:,*&"
    return True


def _read_sign(tokens: Tokens, amount: Amount, floor: int) -> None:
    """Examples: "-0.4%", "+6.1%", "$-5", "minus 0.4 percent"."""
    first = amount.first
    before = tokens.words[first - 1] if first > floor else ""
    inner = tokens.words[amount.numeral_first - 1] if amount.prefixed and amount.numeral_first > floor else ""
    if inner in _MINUS or inner == "+":
        amount.sign = 1 if inner == "+" else -1
    elif before in _MINUS or before == "+":
        if (tokens.gaps[first] == ATTACHED and tokens.gaps[first - 1] != ATTACHED) or (
            tokens.gaps[first] == ATTACHED and tokens.words[first - 2] in ("(", "[", ":")
        ):
            amount.sign = 1 if before == "+" else -1
            amount.first = first - 1
    elif before.lower() in _SPOKEN_MINUS and tokens.gaps[first] <= WRAPPED:
        amount.sign, amount.first = -1, first - 1
    elif (
        before.lower() == "plus"
        and tokens.gaps[first] <= WRAPPED
        and tokens.words[first - 2] in ("", ",", ".", "of", "at", "to")
    ):
        amount.sign, amount.first = 1, first - 1


def _bracketed(tokens: Tokens, amount: Amount) -> bool:
    """Whether brackets make a number negative that has a currency before them: "$(3.2) million"."""
    opening = amount.numeral_first - 1
    return amount.prefixed and tokens.words[opening] == "(" and tokens.words[amount.numeral_end] == ")"


# --- after the number -------------------------------------------------------------------------------------------------


def _read_scale(tokens: Tokens, amount: Amount) -> None:
    """Scale words, abbreviated or not, one after another ("lakh crore"), with a following "and a half"."""
    bracketed = _bracketed(tokens, amount)
    place = amount.end + 1 if bracketed else amount.end
    following = tokens.words[place]
    if not bracketed and following not in _MAY_SCALE and following.lower() not in VOCABULARY.scales:
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
    elif bracketed:
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
    return tokens.words[index].isupper() and tokens.lows[index + 1] in ("share", "shares", "class", ".", "-", "&")


def _money_follows(tokens: Tokens, index: int) -> bool:
    found = VOCABULARY.units.find(tokens, index)
    return found is not None and found[0].kind == "money" and found[0].place != "attached"


def _read_unit(tokens: Tokens, amount: Amount) -> None:
    """The currency, per cent or other unit sign after the number."""
    place = amount.end
    gap = tokens.gaps[place]
    if gap == BROKEN:
        return
    joined = False
    if tokens.words[place] in ("-", "‑") and gap == ATTACHED and tokens.gaps[place + 1] == ATTACHED:
        place, joined = place + 1, True
    if tokens.lows[place] == "of" and not amount.prefixed:
        if amount.scaled:
            place += 1
        elif amount.fraction and tokens.lows[place + 1] in _ONE:
            place += 2
    found = VOCABULARY.units.find(tokens, place)
    if found is None:
        return
    unit, end = found
    if amount.prefixed:
        _read_second_currency(tokens, amount, unit, end)
        return
    if not _unit_fits(tokens, amount, unit, end, gap, joined):
        return
    if unit.kind == "money" and not amount.scaled:
        power, after = scale_at(tokens, end, True)
        if power >= 5:
            amount.power, amount.scaled, end = power, True, after
    amount.unit, amount.end = unit, end


def _read_second_currency(tokens: Tokens, amount: Amount, unit: Unit, end: int) -> None:
    """Example: "$ 10 dollars"; the name says the same as the sign, or makes it exact ("$5m Canadian dollars")."""
    if unit.kind != "money" or amount.unit is None or unit.place in ("both", "attached", "shy"):
        return
    shared = tuple(code for code in unit.codes if code in amount.unit.codes)
    if shared and unit.factor == ONE:
        amount.unit = Unit("money", shared[0], amount.unit.factor, None, shared)
        amount.end = end


def _unit_fits(tokens: Tokens, amount: Amount, unit: Unit, end: int, gap: int, joined: bool) -> bool:
    """Whether a unit that is also a word or a letter is the unit of this number."""
    place = unit.place
    if place == "attached":
        spoiled = tokens.words[end] == "." and tokens.gaps[end] == ATTACHED and tokens.gaps[end + 1] == ATTACHED
        return gap == ATTACHED and not joined and not spoiled and not amount.scaled
    if place == "joined":
        return joined or (gap == ATTACHED and not amount.scaled)
    if place == "times":
        return times_is_multiple(tokens, amount, end)
    if place == "shy":
        return amount.scaled or amount.grouped or amount.decimals > 0
    if unit.kind == "money" and gap <= SPACED and place == "both" and _sign_of_next(tokens, end, gap):
        return False
    return not (unit.kind == "index_point" and joined and amount.words)


def _sign_of_next(tokens: Tokens, end: int, gap: int) -> bool:
    """Whether a currency sign or code after a number belongs to the number behind it ("3 USD50 cards")."""
    following = tokens.words[end]
    if not following[:1].isdigit() or tokens.gaps[end] > SPACED or gap == ATTACHED:
        return False
    if tokens.gaps[end] == ATTACHED:
        return True
    if tokens.words[end - 1].isalpha() or tokens.words[end + 1] == tokens.words[end - 1]:
        return False
    minor = VOCABULARY.units.find(tokens, end + 1)
    return minor is None or minor[0].kind != "money" or minor[0].factor == ONE


def times_is_multiple(tokens: Tokens, amount: Amount, end: int) -> bool:
    """ "2.5 times" and "50 times expected earnings" are multiples; "three times a week" is a count of occasions."""
    lists = VOCABULARY.lists
    if amount.decimals or amount.fraction:
        return True
    following = tokens.lows[end]
    if following[:1].isdigit() or following in VOCABULARY.lists["occasion_followers"]:
        return False
    if following in lists["multiple_followers"]:
        return True
    return tokens.lows[amount.first - 1] in lists["multiple_leaders"] and amount.value != ZERO
