"""Find the figures of a text: the loop over its tokens, and the passes that need more than one figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from newsledger.figures.amount import Amount
from newsledger.figures.amounts import read_amount, read_tail
from newsledger.figures.candidates import candidates, is_dull
from newsledger.figures.composite import join_minor
from newsledger.figures.counts import is_label, read_count
from newsledger.figures.draft import Draft
from newsledger.figures.edges import read_modifier, read_per
from newsledger.figures.elided import (
    ends_clause,
    group_of,
    part_of_count,
    substantial,
    unit_from_before,
    unit_from_near,
    unit_of_more,
    unit_of_object,
    unit_of_tally,
    unit_of_which,
)
from newsledger.figures.figure import Figure, MoneyContext
from newsledger.figures.levels import level_unit, rate_level_unit, share_price_unit
from newsledger.figures.lists import listed_unit, share_list_scale
from newsledger.figures.money import Currencies
from newsledger.figures.numerals import Numeral
from newsledger.figures.phrases import WORDS, read_phrase
from newsledger.figures.physical import physical_unit
from newsledger.figures.plain import Plain, make_plain
from newsledger.figures.points import points_of_rate
from newsledger.figures.ranges import read_range
from newsledger.figures.rates import currency_level, exchange_base, rate_unit
from newsledger.figures.rows import unit_of_row
from newsledger.figures.tokens import ATTACHED, BROKEN, WRAPPED, Tokens
from newsledger.figures.vocabulary import VOCABULARY, Unit
from newsledger.records import Quantity

_ADDRESS_SIGNS = ("://", "www.", "@")
_ADDRESS = re.compile(r"://|www\.|@")
_LARGE_POWER = 5
_LARGE_COUNT = 10_000


def find_figures(
    text: str, *, skip: Sequence[tuple[int, int]] = (), context: MoneyContext | None = None
) -> list[Figure]:
    """The figures of a text in order, none overlapping another.

    ``skip`` are spans ``(start, end)`` of site furniture in which nothing is read; ``context`` is what is known of the
    article's home currency. Offsets count characters of ``text``; ``text[f.quantity.start:f.quantity.end] ==
    f.quantity.text`` holds for every figure. Never raises on any text, and takes time linear in its length.
    """
    plain = make_plain(text)
    tokens = Tokens(plain.text)
    drafts = _Pass(tokens, _closed(tokens, plain, skip)).drafts()
    currencies = Currencies(tokens, context, drafts)
    for place in range(len(drafts)):
        currencies.resolve(place)
    return _figures(text, plain, tokens, drafts)


def _closed(tokens: Tokens, plain: Plain, skip: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Plain spans in which nothing is read: furniture, and the addresses that stand in the text."""
    spans = [(plain.place(start), plain.place(end)) for start, end in skip]
    if not any(sign in plain.text for sign in _ADDRESS_SIGNS):
        return sorted(spans)
    position = 0
    while (found := _ADDRESS.search(plain.text, position)) is not None:
        start, end = found.span()
        while start > position and found.start() - start < 80 and not plain.text[start - 1].isspace():
            start -= 1
        while end < len(plain.text) and not plain.text[end].isspace():
            end += 1
        if found.group() != "@" or (start < found.start() and end > found.end()):
            spans.append((start, end))
        position = end
    return sorted(spans)


class _Pass:
    """One pass over the candidates of a text."""

    def __init__(self, tokens: Tokens, closed: list[tuple[int, int]]) -> None:
        self._tokens = tokens
        self._closed = closed
        self._done: list[Draft] = []
        self._floor = 0
        self._base: str | None = None

    def drafts(self) -> list[Draft]:
        """Read every candidate; bare numbers are decided once their neighbours are known."""
        tokens = self._tokens
        starts, closed = tokens.starts, self._closed
        next_closed = 0
        for index in candidates(tokens):
            if index < self._floor:
                continue
            start = starts[index]
            while next_closed < len(closed) and closed[next_closed][1] <= start:
                next_closed += 1
            if next_closed < len(closed) and closed[next_closed][0] <= start:
                continue
            if not is_dull(tokens, index):
                self._read(index)
        return self._done

    def _read(self, index: int) -> None:
        tokens = self._tokens
        low = tokens.lows[index]
        name = VOCABULARY.number_names.find(tokens, index)
        if name is not None and tokens.gaps[name[1]] != ATTACHED and not _priced(tokens, index, name[1]):
            self._floor = name[1]
            return
        if low in WORDS:
            draft = read_phrase(tokens, index)
        else:
            amount = _article_amount(tokens, index, self._floor) or read_amount(tokens, index, self._floor)
            draft = self._of_amount(amount) if amount is not None else None
            if draft is None and low in VOCABULARY.number_words:
                draft = read_phrase(tokens, index)
        if draft is not None:
            self._finish(draft)

    def _of_amount(self, amount: Amount) -> Draft | None:
        tokens = self._tokens
        ranged = read_range(tokens, amount, self._floor)
        if ranged is not None:
            return self._of_range(*ranged)
        if amount.unit is None:
            measured = physical_unit(tokens, amount)
            if measured is not None and not is_label(tokens, amount.first):
                amount.unit, amount.end = measured
                amount.core_end = amount.end
                amount.rules.append("unit.quantulum")
                return Draft(amount)
            count = read_count(tokens, amount)
            if count is None:
                return self._of_bare(amount)
            amount.unit, _, end = count
            draft = Draft(amount)
            draft.end = end
            draft.rules.append("count")
            return draft
        base = exchange_base(tokens, amount)
        if base is not None or not self._keep_unit(amount.unit, amount):
            self._base, self._floor = base, amount.end
            return None
        points_of_rate(tokens, amount)
        join_minor(tokens, amount)
        share_list_scale(tokens, amount)
        _bracketed_percent(tokens, amount, self._done)
        return Draft(amount)

    def _of_range(self, draft: Draft, right: Amount) -> Draft | None:
        """Check the unit of a range; find one where neither end has it ("1,600 to 1,900 of its 15,000 jobs")."""
        if draft.unit is None:
            for rule, unit in self._units_of_bare(right):
                if unit is not None:
                    draft.unit = unit
                    draft.rules.append(rule)
                    return draft
            return None
        return draft if self._keep_unit(draft.unit, right) else None

    def _keep_unit(self, unit: Unit | None, amount: Amount) -> bool:
        """A small or labelled number with a word that is only sometimes a unit is no figure ("Rule 5 points")."""
        if unit is None or unit.kind in ("money", "percent", "percentage_point", "basis_point"):
            return True
        if amount.scaled or amount.grouped or amount.prefixed or amount.decimals:
            return True
        if unit.kind in ("count", "measure") and amount.words and amount.value < 10:
            return unit.name in ("barrel", "bitcoin")
        return amount.words or not is_label(self._tokens, amount.first)

    def _of_bare(self, amount: Amount) -> Draft | None:
        """A number without a unit: what stands before or after it in the sentence may give one."""
        for rule, unit in self._units_of_bare(amount):
            if unit is not None:
                amount.unit = unit
                amount.rules.append(rule)
                return Draft(amount)
        return None

    def _units_of_bare(self, amount: Amount) -> Iterator[tuple[str, Unit | None]]:
        """What the rules for bare numbers say, the most certain first."""
        tokens = self._tokens
        previous = self._done[-1] if self._done else None
        yield "unit.listed", listed_unit(tokens, amount)
        yield "unit.rate", rate_unit(tokens, amount)
        yield "unit.currency_level", currency_level(tokens, amount)
        if substantial(amount):
            yield "unit.row", unit_of_row(tokens, amount)
            yield "unit.level", level_unit(tokens, amount, previous)
        if amount.fraction:
            yield "unit.rate_level", rate_level_unit(tokens, amount)
            yield "unit.share_price", share_price_unit(tokens, amount)
        yield "unit.group", group_of(tokens, amount)
        if tokens.gaps[amount.end] == ATTACHED and tokens.words[amount.end][:1] in "/:%°_":
            return
        if amount.letter and is_label(tokens, amount.first):
            return
        unit = unit_from_before(tokens, amount, previous) if previous is not None else None
        if unit is not None and unit.place == "scale" and previous is not None:
            amount.power, amount.scaled = previous.power, True
        yield "unit.elided", unit
        if previous is not None:
            yield "unit.more", unit_of_more(tokens, amount, previous)
        yield "unit.object", unit_of_object(tokens, amount, self._done[-8:])
        yield "unit.which", unit_of_which(tokens, amount, self._done[-4:])
        yield "unit.tally", unit_of_tally(tokens, amount, self._done[-2:])
        if not substantial(amount) or tokens.lows[amount.end] in VOCABULARY.lists["durations"]:
            return
        yield "unit.part", part_of_count(tokens, amount)
        yield "unit.near", unit_from_near(tokens, amount, self._done[-8:])
        if _plainly_large(tokens, amount) or _large_level(tokens, amount):
            yield "unit.unknown", Unit("count", "unit")

    def _finish(self, draft: Draft) -> None:
        tokens = self._tokens
        read_modifier(tokens, draft, self._floor)
        read_per(tokens, draft)
        if self._base is not None and draft.unit is not None and draft.unit.kind == "money":
            draft.per = draft.per or self._base
        self._base = None
        self._floor = max(draft.end, draft.per_span[1] if draft.per_span else 0, self._floor)
        self._done.append(draft)


def _priced(tokens: Tokens, index: int, end: int) -> bool:
    """Whether a currency before "3M" makes it an amount, or what it is paid for: "$3M", "Rs 3M", "480p a share"; but
    "A 1080p screen".
    """
    if tokens.lows[end] in ("a", "per") and tokens.lows[end + 1] == "share":
        return True
    before = tokens.words[index - 1]
    return before in VOCABULARY.before_last and (tokens.gaps[index] == ATTACHED or len(before) > 1)


def _plainly_large(tokens: Tokens, amount: Amount) -> bool:
    """Whether a number of unknown things is one for certain: "2 lakh", "1.8M"; "3b" and "100m" may be names."""
    letter = len(tokens.words[amount.end - 1]) == 1
    return amount.scaled and amount.power >= _LARGE_POWER and (amount.decimals > 0 or not letter)


def _large_level(tokens: Tokens, amount: Amount) -> bool:
    """Example: "demand for cameras rose to 700,000 in 1986": of things that the sentence does not name as counted."""
    led = tokens.lows[amount.first - 1] in ("to", "from")
    return led and amount.grouped and amount.number >= _LARGE_COUNT and ends_clause(tokens, amount)


def _article_amount(tokens: Tokens, index: int, floor: int) -> Amount | None:
    """Examples: "a billion dollars", "a hundred jobs": the article is the number one."""
    scale = VOCABULARY.scales.get(tokens.lows[index])
    if scale is None or scale.place != "spaced" or index - 1 < floor or tokens.lows[index - 1] not in ("a", "an"):
        return None
    amount = Amount(Numeral(index - 1, index, Decimal(1), 0, words=True))
    read_tail(tokens, amount)
    return amount


def _bracketed_percent(tokens: Tokens, amount: Amount, done: list[Draft]) -> None:
    """Example: a table row "Shops (2.1%)" is minus 2.1; "up $5m (2.1%)" restates the figure before it."""
    first, unit = amount.first, amount.unit
    if unit is None or unit.kind not in ("percent", "percentage_point", "basis_point") or amount.sign:
        return
    if tokens.words[first - 1] != "(" or tokens.gaps[first] != ATTACHED or tokens.words[amount.end] != ")":
        return
    following = amount.end + 1
    ends_row = tokens.gaps[following] >= WRAPPED or tokens.words[following][:1].isdigit()
    if not ends_row or (done and done[-1].end == first - 1):
        return
    amount.sign = -1
    amount.first = amount.core_first = first - 1
    amount.end = amount.core_end = following
    amount.rules.append("bracketed_negative")


def _figures(text: str, plain: Plain, tokens: Tokens, drafts: list[Draft]) -> list[Figure]:
    figures: list[Figure] = []
    for place, draft in enumerate(drafts):
        unit = draft.unit
        if unit is None:
            continue
        start, end = plain.origin(tokens.starts[draft.first], tokens.ends[draft.end - 1])
        core = plain.origin(tokens.starts[draft.core[0]], tokens.ends[draft.core[1] - 1])
        span = draft.per_span
        value = _exact(draft.value)
        quantity = Quantity(
            text=text[start:end],
            start=start,
            end=end,
            kind=unit.kind,
            value=value,
            low=_end(draft.low, draft.value, value),
            high=_end(draft.high, draft.value, value),
            decimals=draft.decimals,
            unit=unit.name,
            per=draft.per,
            modifier=draft.modifier,
        )
        figures.append(
            Figure(
                quantity=quantity,
                core=core,
                sign=draft.sign,
                same_as=_repeats(tokens, drafts, place),
                per_span=None if span is None else plain.origin(tokens.starts[span[0]], tokens.ends[span[1] - 1]),
                rules=tuple(draft.rules) or (unit.kind,),
                contested=draft.contested,
            )
        )
    return figures


def _repeats(tokens: Tokens, drafts: list[Draft], place: int) -> int | None:
    """The figure that a bracketed one converts: "1.2 billion yuan ($166 million)"."""
    if place == 0:
        return None
    draft, before = drafts[place], drafts[place - 1]
    opening = draft.first - 1
    end = before.per_span[1] if before.per_span else before.end
    if tokens.words[opening] != "(" or not end <= opening <= end + 1 or draft.unit is None or before.unit is None:
        return None
    if (
        tokens.gaps[opening] == BROKEN
        or draft.unit.kind != before.unit.kind
        or draft.unit.kind not in ("money", "measure")
    ):
        return None
    return place - 1 if draft.unit.name != before.unit.name else None


def _end(bound: Decimal | None, of: Decimal, value: Decimal) -> Decimal | None:
    """An end of a figure as it is given: mostly the value itself."""
    if bound is None:
        return None
    return value if bound is of else _exact(bound)


def _exact(value: Decimal) -> Decimal:
    """The same number without exponent and without trailing zeros, so that no sink shows noise."""
    short = value.normalize()
    exponent = short.as_tuple().exponent
    return short if isinstance(exponent, int) and exponent <= 0 else Decimal(int(value))
