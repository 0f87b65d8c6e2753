"""What stands before the number of an amount: its currency and its sign, or what makes it no figure."""

from __future__ import annotations

from newsledger.figures.amount import Amount
from newsledger.figures.tokens import ATTACHED, SPACED, WRAPPED, Tokens
from newsledger.figures.vocabulary import VOCABULARY, Unit

_MINUS = frozenset({"-", "–", "—"})
_SPOKEN_MINUS = frozenset({"minus", "negative"})


def read_prefix(tokens: Tokens, amount: Amount, floor: int) -> None:
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
    if written[-1].isalpha() and tokens.words[amount.numeral_first - 1] == "-":
        return False  # "CVE-2024"
    if unit.place == "attached_before":
        return attached
    if written in VOCABULARY.lists["shy_codes"]:
        return attached or amount.grouped or amount.decimals > 0
    if written.isalpha() and written.islower() and unit.place == "both" and written.upper() not in VOCABULARY.before:
        return amount.grouped or amount.decimals > 0 or tokens.lows[amount.numeral_end] in VOCABULARY.scales
    return True


def stands_free(tokens: Tokens, amount: Amount, floor: int) -> bool:
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


def read_sign(tokens: Tokens, amount: Amount, floor: int) -> None:
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
    elif before.lower() in _SPOKEN_MINUS and tokens.gaps[first] <= WRAPPED and tokens.lows[first - 2] != "or":
        amount.sign, amount.first = -1, first - 1
    elif (
        before.lower() == "plus"
        and tokens.gaps[first] <= WRAPPED
        and tokens.words[first - 2] in ("", ".", "of", "at", "to")
    ):
        amount.sign, amount.first = 1, first - 1
