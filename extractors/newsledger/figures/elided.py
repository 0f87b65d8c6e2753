"""Numbers whose unit is said elsewhere in the sentence: "10.85 million vehicles from 10.95 million"."""

from __future__ import annotations

from decimal import Decimal

from newsledger.figures.amounts import Amount, read_amount
from newsledger.figures.counts import read_count
from newsledger.figures.draft import Draft
from newsledger.figures.tokens import WRAPPED, Tokens
from newsledger.figures.vocabulary import Unit, vocabulary

_LINKS = vocabulary().lists["links"]
_STRONG = vocabulary().lists["strong_links"]
_REACH = 9
_SENTENCE = 30
_STRONG_MOVE = frozenset({"from", "to", "~"})
_LOW_LEVEL = Decimal(100)
_COLLECTIVE = {
    "workforce": "employee",
    "headcount": "employee",
    "payroll": "job",
    "payrolls": "job",
    "fleet": "vehicle",
}
_INDEX_LEADS = vocabulary().lists["index_leads"]


def sentence_start(tokens: Tokens, index: int) -> int:
    """The first token of the sentence around a token, looking back a bounded way."""
    place = index
    while place > 0 and index - place < _SENTENCE:
        if tokens.gap(place) > WRAPPED:
            return place
        before = tokens.words[place - 1]
        if (
            before in ".!?"
            and tokens.gap(place)
            and tokens.words[place][0].isupper()
            and len(tokens.word(place - 2)) > 1
        ):
            return place
        place -= 1
    return place


def part_of_count(tokens: Tokens, amount: Amount) -> Unit | None:
    """Example: "1,600 of its 15,000 jobs": the part is counted in what the whole is."""
    if tokens.low(amount.end) != "of":
        return None
    for place in range(amount.end + 1, amount.end + _REACH):
        if tokens.gap(place) > WRAPPED:
            return None
        if tokens.word(place)[:1].isdigit():
            whole = read_amount(tokens, place, place)
            count = read_count(tokens, whole) if whole is not None and whole.unit is None else None
            return count[0] if count is not None else None
    return None


def group_of(tokens: Tokens, amount: Amount) -> Unit | None:
    """Example: "a team of 95": people who are counted by the word for their group."""
    if amount.sign or amount.decimals or amount.words or tokens.low(amount.first - 1) != "of":
        return None
    following = tokens.low(amount.end)
    stops = vocabulary().lists["noun_stops"]
    if tokens.gap(amount.end) <= WRAPPED and following.isalpha() and following not in stops:
        return None
    return Unit("count", "person") if tokens.low(amount.first - 2) in vocabulary().lists["groups_of_people"] else None


def substantial(amount: Amount) -> bool:
    """Whether a bare number is written as quantities are: scaled, grouped or with decimals, and no year or label."""
    return amount.scaled or amount.grouped or amount.decimals > 0


def unit_from_before(tokens: Tokens, amount: Amount, previous: Draft) -> Unit | None:
    """Examples: "10.85 million vehicles from 10.95 million", "4.9 pct in January against 4.5"."""
    if previous.unit is None or previous.end > amount.first:
        return None
    between = amount.first - previous.end
    if between > _REACH:
        return None
    for place in range(previous.end, amount.first + 1):
        if tokens.gap(place) > WRAPPED or tokens.word(place) in (";", "(", ")", ":"):
            return None
    last = tokens.low(amount.first - 1)
    near = all(tokens.low(place) in _LINKS for place in range(previous.end, amount.first))
    if not near and last not in _STRONG and tokens.low(amount.first - 2) not in _STRONG:
        return None
    unit = previous.unit
    if unit.kind in ("percent", "percentage_point"):
        return unit if amount.decimals and last in _STRONG and not amount.scaled and not amount.grouped else None
    if unit.kind == "money" or unit.kind in ("count", "measure"):
        if previous.scaled and not amount.scaled and not amount.grouped:
            if not amount.decimals or not (near or last in _STRONG):
                return None
            return Unit(unit.kind, unit.name, unit.factor, unit.per, unit.codes, "scale")
        if unit.kind == "money" and last in ("and", "to", ",", "or") and not amount.scaled:
            return None
        if substantial(amount):
            return unit
        return unit if unit.kind == "count" and near and last in _STRONG_MOVE and _ends_clause(tokens, amount) else None
    if unit.kind == "index_point":
        return unit if amount.decimals else None
    return None


def _ends_clause(tokens: Tokens, amount: Amount) -> bool:
    """Whether nothing is counted by a number: a full stop, comma or preposition follows it."""
    word = tokens.word(amount.numeral_first)
    if len(word) == 4 and word.isdigit():
        return False
    following = tokens.low(amount.end)
    return tokens.gap(amount.end) > WRAPPED or following in ".,;" or following in _AFTER_LEVEL


def index_level(tokens: Tokens, amount: Amount) -> bool:
    """Example: "The Dow shed 2.79% to 30,516.74": a number with decimals or thousands near an index name."""
    if amount.sign or amount.scaled or amount.words or not (amount.grouped or amount.decimals) or amount.fraction:
        return False
    if not amount.decimals and tokens.low(amount.end).isalpha() and tokens.low(amount.end) not in _AFTER_LEVEL:
        return False
    if tokens.low(amount.first - 1) not in _INDEX_LEADS:
        return False
    if abs(amount.number) < _LOW_LEVEL and not (amount.decimals == 1 and _survey_named(tokens, amount)):
        return False
    names = vocabulary().index_names
    start = sentence_start(tokens, amount.first)
    return any(names.find(tokens, place) for place in range(start, amount.first))


_AFTER_LEVEL = vocabulary().lists["after_level"]


def unit_from_noun(tokens: Tokens, amount: Amount, counts: list[Draft]) -> Unit | None:
    """The counted noun of the sentence or the last count of the article: "its passenger target to 210m"."""
    if not (amount.scaled or amount.grouped) or amount.sign:
        return None
    vocab = vocabulary()
    start = sentence_start(tokens, amount.first)
    for place in range(amount.first - 1, start - 1, -1):
        low = tokens.lows[place]
        if low in _COLLECTIVE:
            return Unit("count", _COLLECTIVE[low])
        noun = vocab.nouns.get(low) or (vocab.nouns.get(low + "s") if len(low) > 3 else None)
        if noun is not None and noun.floor < 1000:
            if counts and counts[-1].unit is not None and counts[-1].first >= start:
                return counts[-1].unit
            return Unit("count", noun.singular)
    if counts and counts[-1].unit is not None and amount.first - counts[-1].end < 40:
        return counts[-1].unit
    return None


def _survey_named(tokens: Tokens, amount: Amount) -> bool:
    """Example: "the purchasing managers' index rose to 52.3": the level of a survey is below a hundred."""
    surveys = vocabulary().lists["survey_names"]
    start = sentence_start(tokens, amount.first)
    return any(tokens.lows[place] in surveys for place in range(start, amount.first))
