"""What is counted: the noun of a number, or none where the number is a label, a date, a duration."""

from __future__ import annotations

from decimal import Decimal

from newsledger.figures.amount import Amount
from newsledger.figures.designations import designates, read_designation, traded
from newsledger.figures.tokens import ATTACHED, SPACED, WRAPPED, Tokens
from newsledger.figures.vocabulary import VOCABULARY, Noun, Unit

_LOOK_AHEAD = 8
_ADJECTIVES = 5
_LARGE = Decimal(1000)
# Nouns that end a phrase even where another counted noun stands before them ("3,000 sales people").
_WHOLE_NOUNS = frozenset({"people", "staff", "head"})
_IRREGULAR = {"men": "man", "women": "woman", "children": "child", "people": "person", "lives": "life", "wives": "wife"}


def read_count(tokens: Tokens, amount: Amount) -> tuple[Unit, int, int] | None:
    """The count unit of an amount without a unit, with the first and the end token of its noun.

    Example: "3,000 university graduates" counts graduates. A noun of ``nouns.csv`` counts from its floor up; any other
    plural counts where the number has a scale word or is a thousand or more.
    """
    place = after_plus(tokens, amount.end)
    if tokens.words[place] == "-" and tokens.gaps[place] == ATTACHED and tokens.gaps[place + 1] == ATTACHED:
        return _joined_noun(tokens, amount, place + 1)
    if tokens.gaps[place] > WRAPPED or not _may_count(tokens, amount):
        return None
    if tokens.gaps[place] == ATTACHED and tokens.words[place].isalpha():
        return None
    if amount.decimals and tokens.lows[place] == "share" and tokens.gaps[place] > ATTACHED:
        return Unit("count", "share"), place, place + 1  # "0.4 share for each"
    found = noun_at(tokens, amount, place) or read_designation(tokens, amount, place)
    if found is None:
        return None
    singular, end = found
    return Unit("count", singular), place, end


def after_plus(tokens: Tokens, place: int) -> int:
    """The token after a plus that follows a number: "140+ customers", "2,000-plus stores"."""
    if tokens.words[place] == "+" and tokens.gaps[place] == ATTACHED and tokens.gaps[place + 1] in (SPACED, WRAPPED):
        return place + 1
    if tokens.words[place] == "-" and tokens.gaps[place] == ATTACHED and tokens.lows[place + 1] == "plus":
        return place + 2
    return place


def _joined_noun(tokens: Tokens, amount: Amount, place: int) -> tuple[Unit, int, int] | None:
    """Examples: "a 3,000-job cut", "the 20,000-strong workforce"."""
    word = tokens.lows[place]
    noun = Noun("person", 1) if word == "strong" else VOCABULARY.nouns.get(word + "s")
    if noun is None or tokens.gaps[place] != ATTACHED or not _may_count(tokens, amount):
        return None
    if tokens.words[place + 1] == "-" or not _reaches_floor(amount, noun):
        return None
    if noun.singular in ("share", "stock") and _index_follows(tokens, place + 1):
        return None
    return Unit("count", noun.singular), place, place + 1


def _index_follows(tokens: Tokens, place: int) -> bool:
    """Example: "the 30-share BSE Sensex": how many shares an index has is part of its name."""
    names = VOCABULARY.index_names
    return any(names.find(tokens, place + offset) for offset in range(4))


def noun_at(tokens: Tokens, amount: Amount, place: int) -> tuple[str, int] | None:
    """The counted noun behind adjectives, in the singular, and the token after it.

    A plural that is a name counts where no other noun follows: "1.6 million Teslas", but "36,700 Builders
    Transport shares".
    In the column of a table no noun is looked for in the next line.
    """
    large = amount.scaled or amount.grouped or amount.number >= _LARGE
    passed = 0
    named: tuple[str, int] | None = None
    wide = tokens.gaps[amount.first] == SPACED and len(tokens.space(amount.first)) > 1
    for here in range(place, place + _LOOK_AHEAD):
        word, low = tokens.words[here], tokens.lows[here]
        if tokens.gaps[here] > (SPACED if wide else WRAPPED) or not word or passed > _ADJECTIVES:
            return named
        model = word in VOCABULARY.lists["aircraft_models"] or designates(tokens, here)
        if model or (here > place and _joins(tokens, here)):
            continue
        if not word.isalpha() or low in VOCABULARY.lists["noun_stops"] or low in VOCABULARY.lists["months"]:
            return named
        passed += 1
        following = tokens.lows[here + 1] if tokens.gaps[here + 1] <= WRAPPED else ""
        noun = VOCABULARY.nouns.get(low)
        if low in VOCABULARY.lists["forecasters"] and following in VOCABULARY.lists["expecting"]:
            return named  # "fewer than the 140,000 economists had expected"
        thing = VOCABULARY.nouns.get(low + "s") if following in VOCABULARY.lists["events"] else None
        if thing is not None:
            return (thing.singular, here + 2) if _reaches_floor(amount, thing) else named
        if low in VOCABULARY.lists["not_counted"]:
            if following not in VOCABULARY.nouns:
                return named
        elif noun is not None:
            if following not in VOCABULARY.nouns or following in _WHOLE_NOUNS:
                return (noun.singular, here + 1) if _reaches_floor(amount, noun) else named
        elif (
            (large or (word[0].isupper() and traded(tokens, amount)))
            and looks_plural(word)
            and following not in VOCABULARY.nouns
        ):
            if not word[0].isupper():
                return singular_of(low), here + 1
            named = named or (singular_of(low), here + 1)
    return named


def _joins(tokens: Tokens, here: int) -> bool:
    """Tokens inside a noun phrase: "production and maintenance workers", "U.S. banks", "Class A shares", "747 jets"."""
    word = tokens.words[here]
    if word == "and":
        return not looks_plural(tokens.words[here - 1])
    if word == ".":
        return tokens.words[here - 1].isupper() and len(tokens.words[here - 1]) == 1
    if word == "-":
        return tokens.gaps[here] == ATTACHED
    return word == "&" or (len(word) == 1 and word.isupper())


def _reaches_floor(amount: Amount, noun: Noun) -> bool:
    return amount.scaled or amount.value >= noun.floor


def looks_plural(word: str) -> bool:
    """Whether a word has the form of a plural noun."""
    low = word.lower()
    if low in _IRREGULAR:
        return True
    return len(low) > 3 and low[-1] == "s" and low[-2] not in "sui'" and not word.isupper()


def singular_of(plural: str) -> str:
    """The singular of a plural noun in lower case.

    >>> singular_of("factories"), singular_of("buses"), singular_of("robots")
    ('factory', 'bus', 'robot')
    """
    noun = VOCABULARY.nouns.get(plural)
    if noun is not None:
        return noun.singular
    if plural in _IRREGULAR:
        return _IRREGULAR[plural]
    if plural.endswith("ies") and len(plural) > 4:
        return plural[:-3] + "y"
    if plural.endswith(("ches", "shes", "sses", "xes", "zes", "uses")):
        return plural[:-2]
    return plural[:-1] if plural.endswith("s") and not plural.endswith("ss") else plural


def _may_count(tokens: Tokens, amount: Amount) -> bool:
    """Whether nothing before a number makes it a label: "Section 301 tariffs", "Sept. 30 shares", "2024 models"."""
    if amount.sign or (amount.fraction and not amount.scaled):
        return False
    if amount.grouped or (amount.scaled and not amount.letter):
        return True
    if amount.words:
        return True
    number = tokens.words[amount.numeral_first]
    if number in VOCABULARY.lists["aircraft_models"] and tokens.lows[amount.end] in VOCABULARY.lists["aircraft"]:
        return False
    if len(number) == 4 and number.isdigit() and 1900 <= int(number) <= 2100:
        return False
    return not is_label(tokens, amount.first)


def is_label(tokens: Tokens, first: int) -> bool:
    """Whether the word before a plain number makes it part of a name or date."""
    before, low = tokens.words[first - 1], tokens.lows[first - 1]
    if tokens.gaps[first] > WRAPPED or not before:
        return False
    if before == "." and tokens.gaps[first - 1] == ATTACHED:
        low = tokens.lows[first - 2]
        return low in VOCABULARY.lists["labels"] or low in VOCABULARY.lists["months"]
    if before in "#/" or (before.isupper() and len(before) > 1):
        return True
    if (
        low in VOCABULARY.lists["labels"]
        or low in VOCABULARY.lists["months"]
        or low in VOCABULARY.lists["names_before_number"]
    ):
        return True
    return before[0].isupper() and before.isalpha() and not _begins_sentence(tokens, first - 1)


def _begins_sentence(tokens: Tokens, index: int) -> bool:
    return index == 0 or tokens.gaps[index] > WRAPPED or tokens.words[index - 1] in ".!?:;\"'“”()"
