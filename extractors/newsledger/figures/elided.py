"""Numbers whose unit is said elsewhere in the sentence: "10.85 million vehicles from 10.95 million"."""

from __future__ import annotations

from decimal import Decimal

from newsledger.figures.amount import Amount
from newsledger.figures.amounts import read_amount
from newsledger.figures.counts import looks_plural, noun_at, read_count, singular_of
from newsledger.figures.draft import Draft
from newsledger.figures.levels import HOME_MONEY
from newsledger.figures.tokens import WRAPPED, Tokens
from newsledger.figures.vocabulary import ONE, VOCABULARY, Unit

_LINKS = VOCABULARY.lists["links"]
_STRONG = VOCABULARY.lists["strong_links"]
_REACH = 12
_NEAR = 60
_LIKE = Decimal(100)
_TWO_DIGITS = Decimal(10)
_LEVEL_LINKS = frozenset({"from", "to", "~", "at"})
_VERSUS = frozenset({"vs", "versus"})
# What exchange rates are for.
EXCHANGED = frozenset({"dollar", "euro", "mark", "pound"})
_LISTING = frozenset({"and", "to", ",", "or"})
_BARRIERS = frozenset({";", "(", ")", ":"})


def part_of_count(tokens: Tokens, amount: Amount) -> Unit | None:
    """Examples: "1,600 of its 15,000 jobs", "45,000 of its warrants": the part is counted in what the whole is."""
    if tokens.lows[amount.end] != "of":
        return None
    if tokens.lows[amount.end + 1] in VOCABULARY.lists["determiners"]:
        found = noun_at(tokens, amount, amount.end + 2)
        if found is not None:
            return Unit("count", found[0])
    for place in range(amount.end + 1, amount.end + _REACH):
        if tokens.gaps[place] > WRAPPED:
            return None
        if tokens.words[place][:1].isdigit():
            whole = read_amount(tokens, place, place)
            count = read_count(tokens, whole) if whole is not None and whole.unit is None else None
            return count[0] if count is not None else None
    return None


def group_of(tokens: Tokens, amount: Amount) -> Unit | None:
    """Examples: "a team of 95", "employs 170": people who are counted by the word for their group or work."""
    if amount.sign or amount.decimals or amount.words:
        return None
    lists, before = VOCABULARY.lists, tokens.lows[amount.first - 1]
    if before == "of":
        known = tokens.lows[amount.first - 2] in lists["groups_of_people"]
    else:
        known = before in lists["verbs_of_people"]
    following = tokens.lows[amount.end] if tokens.gaps[amount.end] <= WRAPPED else ""
    if not known or following in VOCABULARY.nouns or following in lists["durations"]:
        return None
    return Unit("count", "person")


def substantial(amount: Amount) -> bool:
    """Whether a bare number is written as quantities are: scaled, grouped or with decimals."""
    return amount.scaled or amount.grouped or amount.decimals > 0


def unit_from_before(tokens: Tokens, amount: Amount, previous: Draft) -> Unit | None:
    """Examples: "10.85 million vehicles from 10.95 million", "4.9 pct then, against 4.5", "rose 2p to 742"."""
    unit = previous.unit
    if unit is None or previous.end > amount.first or amount.first - previous.end > _REACH:
        return None
    for place in range(previous.end, amount.first + 1):
        if tokens.gaps[place] > WRAPPED or tokens.words[place] in _BARRIERS:
            return None
    last = tokens.lows[amount.first - 1]
    strong = last in _STRONG or tokens.lows[amount.first - 2] in _STRONG
    near = all(tokens.lows[place] in _LINKS for place in range(previous.end, amount.first))
    if not near and not strong:
        return None
    if unit.kind == "multiple":
        return unit if strong and not substantial(amount) and ends_clause(tokens, amount) else None
    if unit.kind in ("percent", "percentage_point"):
        return unit if amount.decimals and last in _STRONG and not (amount.scaled or amount.grouped) else None
    if unit.kind == "index_point":
        return unit if amount.decimals else None
    if last in _VERSUS and near and not amount.scaled and not previous.scaled and ends_clause(tokens, amount):
        return unit
    if unit.kind == "money" and unit.factor != ONE and not amount.scaled:
        return unit if near and last in _LEVEL_LINKS and ends_clause(tokens, amount) else None
    return _unit_of_kind(tokens, amount, previous, near=near, last=last)


def _unit_of_kind(tokens: Tokens, amount: Amount, previous: Draft, *, near: bool, last: str) -> Unit | None:
    """The unit of a previous amount of money, count or measure, where the bare number is written as its like."""
    unit = previous.unit
    if unit is None or unit.kind not in ("money", "count", "measure"):
        return None
    if previous.scaled and not amount.scaled and not amount.grouped:
        if not amount.decimals or not (near or last in _STRONG):
            return None
        return Unit(unit.kind, unit.name, unit.factor, unit.per, unit.codes, "scale")
    if unit.kind == "money" and last in _LISTING and not amount.scaled:
        return None
    if unit.kind == "count" and last == "at" and not amount.scaled:
        return None  # "200 contracts at 48"
    if substantial(amount):
        return unit
    joined = (last in _LEVEL_LINKS and (near or last == "from" or _grows(tokens, amount))) or last in _STRONG
    if unit.kind == "money":
        alike = not previous.scaled and amount.number >= _TWO_DIGITS
        joined = alike and ((near and last == "from") or (last in _STRONG and previous.per in EXCHANGED))
    return unit if unit.kind != "measure" and joined and ends_clause(tokens, amount) else None


def _grows(tokens: Tokens, amount: Amount) -> bool:
    """Example: "the team of 95 will grow to ~200"."""
    place = amount.first - 1 - (tokens.lows[amount.first - 1] == "~")
    return tokens.lows[place] == "to" and tokens.lows[place - 1] in VOCABULARY.lists["growing"]


def unit_of_more(tokens: Tokens, amount: Amount, previous: Draft) -> Unit | None:
    """Examples: "300 basis points and a further 200", "943,000 ounces, 63 fewer than then": of what stood before it."""
    lists, unit = VOCABULARY.lists, previous.unit
    if unit is None or amount.sign or previous.end <= tokens.sentence(amount.first):
        return None
    scale = previous.scaled and not amount.scaled
    if tokens.lows[amount.first - 1] in lists["further_words"] and ends_clause(tokens, amount):
        return unit if not scale else None
    following, then = tokens.lows[amount.end], tokens.lows[amount.end + 1]
    fewer = following in lists["fewer_words"] and (then == "than" or not then.isalpha())
    return unit if fewer and unit.kind in ("count", "measure") and not scale else None


def unit_of_object(tokens: Tokens, amount: Amount, done: list[Draft]) -> Unit | None:
    """Example: "had 4,298 stores and means to open 100 and shut 160": what the sentence counted before."""
    verb = tokens.lows[amount.first - 1] in VOCABULARY.lists["counting_verbs"]
    if not verb or amount.sign or amount.decimals or amount.words or not ends_clause(tokens, amount):
        return None
    start = tokens.sentence(amount.first)
    for draft in reversed(done):
        if draft.first < start:
            return None
        if draft.unit is not None and draft.unit.kind == "count" and not draft.scaled and amount.value >= _TWO_DIGITS:
            return draft.unit
    return None


def unit_of_which(tokens: Tokens, amount: Amount, done: list[Draft]) -> Unit | None:
    """Examples: "45 jets, of which 33 were freighters", "of the 480 planes, 374 were": a part of what was counted."""
    if amount.sign or amount.decimals or amount.words or amount.scaled or not done:
        return None
    first, start = amount.first, tokens.sentence(amount.first)
    if amount.value < _TWO_DIGITS:
        return None
    wholes = (draft for draft in reversed(done) if draft.first >= start and draft.value >= amount.value)
    whole = next((draft for draft in wholes if draft.unit is not None and draft.unit.kind == "count"), None)
    if whole is None or whole.scaled:
        return None
    pair = (tokens.lows[first - 2], tokens.lows[first - 1])
    led = pair in _OF_WHICH or (
        tokens.words[first - 1] == "," and first - 1 - whole.end <= 1 and tokens.lows[whole.first - 2] == "of"
    )
    if not led or tokens.gaps[amount.end] > WRAPPED:
        return None
    return whole.unit if tokens.lows[amount.end] in VOCABULARY.lists["noun_stops"] else None


_OF_WHICH = frozenset({("of", "which"), ("of", "whom"), ("of", "those"), ("of", "them")})
_TALLY_REACH = 7


def unit_of_tally(tokens: Tokens, amount: Amount, done: list[Draft]) -> Unit | None:
    """Examples: "net orders rose to 774", "deliveries came to 72, a jump of 62% from 45": of the noun that rises."""
    if amount.sign or amount.decimals or amount.words or amount.fraction or amount.value < _TWO_DIGITS:
        return None
    lists, start, last = VOCABULARY.lists, tokens.sentence(amount.first), tokens.lows[amount.first - 1]
    if not ends_clause(tokens, amount):
        return None
    if last == "from" and len(done) > 1 and done[-1].unit is not None and done[-1].unit.kind == "percent":
        earlier = done[-2]
        near = earlier.first >= start and amount.first - earlier.end <= _REACH and not earlier.scaled
        return earlier.unit if near and earlier.unit is not None and earlier.unit.kind == "count" else None
    place = amount.first - 1
    if last in ("to", "at"):
        place -= 1
    elif last not in lists["reaching"]:
        return None
    if tokens.lows[place] not in lists["reaching"] | lists["moves"]:
        return None
    for here in range(place - 1, max(place - _TALLY_REACH, start) - 1, -1):
        low = tokens.lows[here]
        if low in lists["survey_names"] or tokens.words[here][:1].isdigit():
            return None
        if low in lists["tallied"]:
            return Unit("count", VOCABULARY.collectives.get(low) or singular_of(low))
    return None


def ends_clause(tokens: Tokens, amount: Amount) -> bool:
    """Whether nothing is counted by a number: a full stop, comma or preposition follows it; a year is none."""
    word = tokens.words[amount.numeral_first]
    if len(word) == 4 and word.isdigit():
        return False
    following = tokens.lows[amount.end]
    if following == "a" and tokens.lows[amount.end + 1] in VOCABULARY.lists["times"]:
        return True
    return tokens.gaps[amount.end] > WRAPPED or following in ".,;" or following in VOCABULARY.lists["noun_stops"]


def unit_from_near(tokens: Tokens, amount: Amount, done: list[Draft]) -> Unit | None:
    """The last counted noun or figure of the sentence: "its passenger target to 210m"."""
    if not (amount.scaled or amount.grouped) or amount.sign or _names_its_things(tokens, amount):
        return None
    start = tokens.sentence(amount.first)
    like = next((draft for draft in reversed(done) if _is_like(draft, amount) and not _converts(tokens, draft)), None)
    floor = like.end if like is not None and like.end > start else start
    for place in range(amount.first - 1, floor - 1, -1):
        low = tokens.lows[place]
        if low in VOCABULARY.lists["verbs_of_people"]:
            return Unit("count", "person")
        if low in VOCABULARY.lists["money_nouns"]:
            if amount.scaled or low not in VOCABULARY.lists["told_in_units"]:
                return HOME_MONEY
            return Unit("count", "unit")  # "American sales came to 207,910"
        if tokens.lows[place - 1] in ("more", "fewer") and looks_plural(tokens.words[place]):
            return Unit("count", singular_of(low))
        collective = VOCABULARY.collectives.get(low)
        if collective is not None:
            return Unit("count", collective)
        noun = VOCABULARY.nouns.get(low)
        if noun is None and len(low) > 3 and low not in VOCABULARY.lists["actors"] and _qualifies(tokens, place):
            noun = VOCABULARY.nouns.get(low + "s")
        if noun is not None and noun.floor < 1000:
            return Unit("count", noun.singular)
    if like is None or amount.first - like.end > _NEAR:
        return None
    alone = like.unit is not None and (like.unit.kind == "count" or ends_clause(tokens, amount))
    return like.unit if like.end > start or alone else None


def _qualifies(tokens: Tokens, place: int) -> bool:
    """Whether a noun in the singular says what the next is of: "its passenger target", not "a fund manager at"."""
    following = tokens.words[place + 1]
    return tokens.gaps[place + 1] <= WRAPPED and following.isalpha() and following not in VOCABULARY.lists["noun_stops"]


def _names_its_things(tokens: Tokens, amount: Amount) -> bool:
    """Example: "15,000 mt ore": a word that the tables do not know says what is counted."""
    word = tokens.words[amount.end]
    if tokens.gaps[amount.end] > WRAPPED or not word.isalpha() or not word.islower() or word.endswith(("ly", "ed")):
        return False
    if word in VOCABULARY.lists["forecasters"] and tokens.lows[amount.end + 1] in VOCABULARY.lists["expecting"]:
        return False
    return word not in VOCABULARY.lists["noun_stops"] and word not in VOCABULARY.lists["after_count"]


def _converts(tokens: Tokens, draft: Draft) -> bool:
    """Example: the second of "76.9 billion crowns ($11.9 billion)", which says the first in another currency."""
    bracketed = tokens.words[draft.first - 1] == "(" and tokens.words[draft.end] == ")"
    return (
        bracketed and tokens.lows[draft.first - 2].isalpha() and draft.unit is not None and draft.unit.kind == "money"
    )


def _is_like(draft: Draft, amount: Amount) -> bool:
    """Whether an earlier figure may be of the same kind: counted or money, and of like size."""
    if draft.unit is None or draft.unit.kind not in ("count", "measure", "money"):
        return False
    if draft.unit.kind == "money":
        return draft.scaled and amount.scaled
    return draft.scaled or draft.grouped or draft.value >= _LIKE
