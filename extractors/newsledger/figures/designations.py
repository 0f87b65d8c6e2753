"""Things that are counted by the name of their model: "53 A220s", "25 787-9s", "900 Mustangs"."""

from __future__ import annotations

from newsledger.figures.amount import Amount
from newsledger.figures.tokens import ATTACHED, SPACED, WRAPPED, Tokens
from newsledger.figures.vocabulary import VOCABULARY

_MAKERS = 3
"""Names that may stand before a model: "40 Embraer E195-E2s", "30 Boeing 737 MAX 10s"."""

_PARTS = 6
_FLOOR = 5
_NAMED_FLOOR = 10
_REACH = 5
_FOR = frozenset({"for", "of"})


def designates(tokens: Tokens, here: int) -> bool:
    """Whether a token is part of a model's name, letters and digits joined: both parts of "A320"."""
    word = tokens.words[here]
    if word.isalpha():
        following = tokens.words[here + 1][:1].isdigit() and tokens.gaps[here + 1] == ATTACHED
        return following and word.isupper() and len(word) <= 3
    before = tokens.words[here - 1]
    return word.isdigit() and tokens.gaps[here] == ATTACHED and before.isalpha() and before.isupper()


def read_designation(tokens: Tokens, amount: Amount, place: int) -> tuple[str, int] | None:
    """What is counted by the plural of its model's name from token ``place`` on, and the token after it.

    Aircraft are known by their numbers, other models are units: "120 Model Ys" without a digit is left to names.
    """
    if amount.decimals or amount.sign or amount.value < _FLOOR:
        return None
    named = False
    for first in range(place, place + _MAKERS + 1):
        word = tokens.words[first]
        if tokens.gaps[first] not in (SPACED, WRAPPED) or not (word[:1].isupper() or word.isdigit()):
            return None
        end = _plural_model(tokens, first)
        if end is not None:
            parts = tokens.words[first:end]
            aircraft = any(part in VOCABULARY.lists["aircraft_models"] for part in tokens.words[place:end])
            if aircraft or named or any(part.isupper() for part in parts):
                return ("aircraft" if aircraft else "unit"), end
            return None
        named = True
    return None


def _plural_model(tokens: Tokens, first: int) -> int | None:
    """The token after a run of joined letters and digits that ends in a plural s: "A220s", "787-9s", "F-150s"."""
    end = first + 1
    while (
        end < first + _PARTS
        and tokens.gaps[end] == ATTACHED
        and (tokens.words[end].isalnum() or tokens.words[end] == "-")
    ):
        end += 1
    plural = tokens.words[end - 1] == "s" and tokens.words[end - 2].isdigit()
    return end if plural and end - first > 1 else None


def traded(tokens: Tokens, amount: Amount) -> bool:
    """Whether a number stands where things are bought, made or ordered: "delivered 900", "an order for 100"."""
    if amount.words or amount.value < _NAMED_FLOOR:
        return False
    lists = VOCABULARY.lists
    for place in range(amount.first - 1, amount.first - _REACH, -1):
        low = tokens.lows[place]
        if low in lists["counting_verbs"] or low in lists["orders"]:
            return True
        if low not in _FOR and low not in lists["modifiers_of_counts"]:
            return False
    return False
