"""Figures that stand in words alone: "twice the", "halved", "a quarter of", "tens of millions of dollars"."""

from __future__ import annotations

from decimal import Decimal

from newsledger.figures.amount import Amount
from newsledger.figures.counts import read_count
from newsledger.figures.draft import Draft
from newsledger.figures.numerals import Numeral
from newsledger.figures.tokens import ATTACHED, WRAPPED, Tokens
from newsledger.figures.vocabulary import VOCABULARY, Unit

_TIMES = Unit("multiple", "times")
_PERCENT = Unit("percent", "percent")

# What a verb says of the new value as a multiple of the old one, and adverbs that say the same before a noun.
_VERBS = {
    **dict.fromkeys(("doubled", "doubles", "doubling"), Decimal(2)),
    **dict.fromkeys(("tripled", "triples", "tripling", "trebled", "trebles", "trebling"), Decimal(3)),
    **dict.fromkeys(("quadrupled", "quadruples", "quadrupling"), Decimal(4)),
    **dict.fromkeys(("quintupled", "quintuples"), Decimal(5)),
    **dict.fromkeys(("halved", "halves", "halving"), Decimal("0.5")),
}
_BASES = {
    "double": Decimal(2),
    "triple": Decimal(3),
    "treble": Decimal(3),
    "quadruple": Decimal(4),
    "halve": Decimal("0.5"),
}
_FOLD = {
    "twofold": 2,
    "threefold": 3,
    "fourfold": 4,
    "fivefold": 5,
    "sixfold": 6,
    "sevenfold": 7,
    "eightfold": 8,
    "tenfold": 10,
}
_DETERMINERS = VOCABULARY.lists["determiners"]
_OCCASIONS = VOCABULARY.lists["occasions"]
_MODALS = VOCABULARY.lists["modals"]
_NOT_SHARE_BEFORE = VOCABULARY.lists["not_share_before"]
_SOME = {"tens": 1, "hundreds": 2, "thousands": 3}
_SHARE_FOLLOWERS = VOCABULARY.lists["share_followers"]

WORDS = frozenset(_VERBS) | frozenset(_BASES) | frozenset(_FOLD) | {"twice", "thrice"} | frozenset(_SOME)


def read_phrase(tokens: Tokens, index: int) -> Draft | None:
    """The figure in words at a token, if there is one."""
    low = tokens.lows[index]
    if low in WORDS:
        return _some(tokens, index) if low in _SOME else _multiple(tokens, index, low)
    return _share(tokens, index)


def _draft(first: int, end: int, value: Decimal, unit: Unit, rule: str) -> Draft:
    exponent = int(value.as_tuple().exponent)
    amount = Amount(Numeral(first, end, value, max(-exponent, 0), words=True))
    amount.unit = unit
    amount.rules.append(rule)
    return Draft(amount)


def _multiple(tokens: Tokens, index: int, low: str) -> Draft | None:
    """Examples: "twice the 245 million", "profit more than halved", "a threefold rise"."""
    following = tokens.lows[index + 1]
    if tokens.lows[index - 1] == "-" and tokens.gaps[index] == ATTACHED:
        return None
    if following == "-" and tokens.gaps[index + 1] == ATTACHED:
        return None
    if low in ("twice", "thrice"):
        if following in _OCCASIONS and not (following == "this" and tokens.lows[index + 2] == "year"):
            return None
        value = Decimal(2 if low == "twice" else 3)
        return _draft(index, index + 1, value, _TIMES, "twice") if following in _DETERMINERS else None
    if low in _FOLD:
        return _draft(index, index + 1, Decimal(_FOLD[low]), _TIMES, "fold")
    if low in _VERBS:
        if low == "doubles" and not tokens.words[index].islower():
            return None
        if following in ("down", "back", "as", "over", "up") and low.startswith("doubl"):
            return None
        if low == "halves" and tokens.lows[index - 1] in ("two", "both", "the"):
            return None
        return _draft(index, index + 1, _VERBS[low], _TIMES, "doubled")
    if tokens.lows[index - 1] in _MODALS and following not in ("check", "dip", "down", "digit"):
        return _draft(index, index + 1, _BASES[low], _TIMES, "doubled")
    if following in _DETERMINERS:
        return _draft(index, index + 1, _BASES[low], _TIMES, "doubled")
    return None


def _share(tokens: Tokens, index: int) -> Draft | None:
    """Examples: "a quarter of its staff", "two-thirds of revenue", "more than half of the shares"."""
    words = VOCABULARY.number_words
    top, place, first = 1, index, index
    value, role = words.get(tokens.lows[index], (0, ""))
    if role == "unit":
        if tokens.lows[index + 1] == "-" and tokens.gaps[index + 1] == ATTACHED:
            place = index + 2
        else:
            place = index + 1
        top, (value, role) = value, words.get(tokens.lows[place], (0, ""))
    elif role == "part" and tokens.lows[index - 1] in ("a", "an"):
        first = index - 1
    if role != "part" or tokens.gaps[place] > WRAPPED or not 0 < top < value:
        return None
    following = tokens.lows[place + 1] if tokens.gaps[place + 1] <= WRAPPED else ""
    half = value == 2 and top == 1
    if first == index == place and not half:
        return None
    if half and first == index and tokens.lows[index - 1] in _NOT_SHARE_BEFORE:
        return None
    plural = tokens.lows[place].endswith("s")
    if half and not _half_is_share(tokens, first, following):
        return None
    if (
        not half
        and following != "of"
        and not (
            (plural or tokens.lows[first - 1] == "by")
            and (following in _SHARE_FOLLOWERS or following in ("", ".", ",", "to", "from"))
        )
    ):
        return None
    if following == "-":
        return None
    percent = Decimal(top * 100) / Decimal(value)
    exponent = int(percent.as_tuple().exponent)
    rounded = percent.quantize(Decimal("1e-6")) if exponent < -6 else percent
    draft = _draft(first, place + 1, rounded, _PERCENT, "fraction")
    draft.decimals = 0
    return draft


def _half_is_share(tokens: Tokens, first: int, following: str) -> bool:
    before = tokens.lows[first - 1]
    if following == "of":
        return before not in _NOT_SHARE_BEFORE and tokens.lows[first - 1] != "-"
    if following in ("the", "its", "their", "his", "that", "what", "all"):
        return before not in _NOT_SHARE_BEFORE
    return before in ("by", "than", "in", "nearly", "almost") and following in (
        "",
        ".",
        ",",
        "to",
        "from",
        "since",
        "over",
    )


def _some(tokens: Tokens, index: int) -> Draft | None:
    """Examples: "tens of millions of dollars", "hundreds of thousands of customers": bounds, not numbers."""
    if tokens.lows[index + 1] != "of":
        return None
    plural = VOCABULARY.number_words.get(tokens.lows[index + 2])
    if plural is None or plural[1] != "some" or plural[0] < 3:
        return None
    end = index + 3
    amount = Amount(Numeral(index, end, Decimal(10) ** _SOME[tokens.lows[index]], 0, words=True))
    amount.power, amount.scaled = plural[0], True
    amount.decimals = -_SOME[tokens.lows[index]]
    if tokens.lows[end] != "of":
        return None
    found = VOCABULARY.units.find(tokens, end + 1)
    if found is not None and found[0].kind in ("money", "measure", "count"):
        amount.unit, amount.end = found
        amount.core_end = amount.end
    else:
        amount.end = end + 1
        count = read_count(tokens, amount)
        if count is None:
            return None
        amount.unit, _, amount.end = count
    amount.rules.append("tens_of")
    draft = Draft(amount)
    draft.bound("at_least")
    return draft
