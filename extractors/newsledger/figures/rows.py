"""Rows of an earnings table: "Net 3,120,000 vs 2,410,000", where the label says what is counted."""

from __future__ import annotations

from functools import cache

from newsledger.figures.amount import Amount
from newsledger.figures.levels import HOME_MONEY
from newsledger.figures.tokens import ATTACHED, WRAPPED, Tokens
from newsledger.figures.vocabulary import VOCABULARY, Phrases, Unit, rows

_REACH = 12


@cache
def _labels() -> Phrases[str]:
    labels: Phrases[str] = Phrases()
    for row in rows("table_rows.csv"):
        labels.add(row["label"], row["kind"])
    return labels


def unit_of_row(tokens: Tokens, amount: Amount) -> Unit | None:
    """The unit that the label of the amount's row gives it; a row holds only numbers and links.

    It begins a line, or a sentence of a brief: "Qtr net 4.2 mln vs 3.9 mln. Revs 61 mln vs 58 mln."
    """
    if amount.sign or not (amount.scaled or amount.grouped or amount.decimals):
        return None
    first = amount.first
    start = first
    while start > 0 and first - start <= _REACH and tokens.gaps[start] < WRAPPED:
        start -= 1
    of_line = first - start <= _REACH
    if tokens.gaps[amount.end] == ATTACHED and tokens.words[amount.end].isalpha():
        return None
    label = _labels().find(tokens, start) if of_line else None
    if label is None:
        start_of_sentence = tokens.sentence(first)
        label = _labels().find(tokens, start_of_sentence) if first - start_of_sentence <= _REACH else None
    if label is None:
        return _of_unknown_row(tokens, amount, start) if of_line else None
    kind, place = label
    for index in range(place, first):
        word = tokens.lows[index]
        if not (word[0].isdigit() or word in _LINKS or word in VOCABULARY.scales):
            return None
    return HOME_MONEY if kind == "money" else Unit("count", kind)


def _of_unknown_row(tokens: Tokens, amount: Amount, start: int) -> Unit | None:
    """Example: "Investment income 94.8 mln vs 78.2 mln": in a row of two years money is the rule."""
    words = tokens.words[start : amount.first]
    if tokens.lows[amount.end] not in _VERSUS or not words or not words[0][0].isupper():
        return None
    return HOME_MONEY if all(word.isalpha() or word in "-,.&" for word in words) else None


_LINKS = VOCABULARY.lists["row_links"]
_VERSUS = frozenset({"vs", "versus"})
