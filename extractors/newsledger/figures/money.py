"""Which currency a bare "$", "pound", "peso", "krona" or "cents" is.

Every written form knows the currencies that it may mean, the likeliest first. The choice looks, in this order, at

* the other amounts: an article that writes "US$" means its own dollar by a bare "$", one that writes "A$" means the
  US dollar by it; one that writes "Philippine peso" once means that peso throughout;
* the country of the article or its publisher, then the country of its dateline;
* the country words of the text;
* the order of the row.

A bracketed conversion ("7.2 billion yuan ($1 billion)") is in US dollars unless something says otherwise. Minor units
("cents") take the currency of the nearest amount that has such a minor unit. The rule that chose is recorded; a dollar
that is taken for a local one, and a currency that only country words decide, are marked as contested.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

from newsledger.figures.draft import Draft
from newsledger.figures.figure import MoneyContext
from newsledger.figures.tokens import Tokens
from newsledger.figures.vocabulary import ONE, VOCABULARY, Phrases, Unit, rows

# Where a dateline alone makes a bare "$" local: copy from Hong Kong, Singapore and Taipei counts in US dollars.
_LOCAL_DOLLAR = frozenset({"AU", "CA", "NZ"})
_MANY = 3


@cache
def _places() -> Phrases[str]:
    """Country names, adjectives and cities, as written and in capitals, to the country's ISO 3166 code."""
    places: Phrases[str] = Phrases()
    for row in rows("countries.csv"):
        for field in ("name", "aliases", "adjectives", "nouns", "cities"):
            for word in filter(None, row[field].split(";")):
                places.add(word, row["code"])
                places.add(word.upper(), row["code"])
    return places


class Currencies:
    """The currencies of one article, asked for one ambiguous form after another."""

    def __init__(self, tokens: Tokens, context: MoneyContext | None, drafts: Sequence[Draft]) -> None:
        self._tokens = tokens
        self._context = context
        self._drafts = drafts
        self._mentions: list[tuple[int, str]] | None = None
        self._homes: dict[tuple[tuple[str, ...], bool], str | None] = {}
        self._sure = [
            d.unit.codes[0]
            for d in drafts
            if d.unit is not None and d.unit.kind == "money" and len(d.unit.codes) == 1 and d.unit.place != "home"
        ]

    def resolve(self, place: int) -> None:
        """Give the draft at ``place`` of the list its one currency, with the rule that chose it."""
        draft = self._drafts[place]
        unit = draft.unit
        if unit is None or unit.kind != "money" or (len(unit.codes) < 2 and unit.place != "home"):
            return
        code, rule = (
            self._at_home(place, unit)
            or self._in_force(place, unit)
            or self._dollar(place, unit)
            or self._other(draft, unit)
        )
        draft.unit = Unit("money", code, unit.factor, unit.per, (code,), unit.place)
        draft.rules.append(rule)
        guessed = rule == "currency.country_words" or (rule == "currency.home" and unit.codes[0] == "USD")
        draft.contested = guessed and code != unit.codes[0] and unit.place != "home"

    def _at_home(self, place: int, unit: Unit) -> tuple[str, str] | None:
        """An amount that names no currency: that of the nearest amount that does, else that of the home country."""
        if unit.place != "home":
            return None
        for step in [*range(place - 1, -1, -1), *range(place + 1, len(self._drafts))][:40]:
            near = self._drafts[step].unit
            if near is not None and near.kind == "money" and near.place != "home":
                self.resolve(step)
                settled = self._drafts[step].unit
                return (settled or near).codes[0], "currency.in_force"
        territories = VOCABULARY.territories
        for country in self._countries():
            code = next((code for code, used in territories.items() if country in used), None)
            if code is not None:
                return code, "currency.home"
        return "USD", "currency.default"

    def _countries(self) -> list[str]:
        """The country of the article and that of its dateline."""
        context = self._context
        if context is None:
            return []
        city = _places().find(Tokens(context.dateline or ""), 0)
        return [country for country in (context.country, city[0] if city else None) if country]

    def _in_force(self, place: int, unit: Unit) -> tuple[str, str] | None:
        """Minor units: the currency of the nearest amount that may have them, earlier ones first."""
        if unit.factor == ONE:
            return None
        for step in [*range(place - 1, -1, -1), *range(place + 1, len(self._drafts))][:40]:
            near = self._drafts[step].unit
            if near is None or near.kind != "money" or near.factor != ONE or near.place == "home":
                continue
            shared = [code for code in near.codes if code in unit.codes]
            if len(near.codes) == 1 and shared:
                return shared[0], "currency.in_force"
            if shared and step > place:
                self.resolve(step)
                settled = self._drafts[step].unit
                return (settled.codes[0] if settled is not None else shared[0]), "currency.in_force"
        return None

    def _dollar(self, place: int, unit: Unit) -> tuple[str, str] | None:
        """A bare "$": local where US dollars are marked or the article is at home, else the US dollar."""
        if unit.codes[0] != "USD":
            return None
        marked = [code for code in self._sure if code in unit.codes]
        if any(code != "USD" for code in marked):
            return "USD", "currency.marked_other"
        home = self._home(unit.codes, marked=bool(marked))
        if home is not None and not self._converts(place):
            return home, "currency.home"
        return "USD", "currency.default"

    def _converts(self, place: int) -> bool:
        """Whether the amount stands in brackets right behind an amount in another currency."""
        if place == 0:
            return False
        draft, before = self._drafts[place], self._drafts[place - 1]
        if before.unit is None or before.unit.kind != "money" or draft.first - before.end > 3:
            return False
        return "(" in self._tokens.words[before.end : draft.first]

    def _other(self, draft: Draft, unit: Unit) -> tuple[str, str]:
        sure = Counter(code for code in self._sure if code in unit.codes)
        if sure:
            return sure.most_common(1)[0][0], "currency.other_amounts"
        near = self._named_before(draft, unit.codes)
        if near is not None:
            return near, "currency.country_words"
        home = self._home(unit.codes, marked=True)
        return (home, "currency.home") if home is not None else (unit.codes[0], "currency.default")

    def _home(self, codes: tuple[str, ...], *, marked: bool) -> str | None:
        """The currency that is legal tender at home; looked for once in an article."""
        key = codes, marked
        if key not in self._homes:
            self._homes[key] = self._find_home(codes, marked=marked)
        return self._homes[key]

    def _find_home(self, codes: tuple[str, ...], *, marked: bool) -> str | None:
        """The currency that is legal tender at home, if home is known well enough; ``marked``: little will do."""
        context = self._context
        if context is not None:
            if context.country:
                code = _tender(context.country, codes)
                if code is not None:
                    return code
            dateline = Tokens(context.dateline or "")
            city = _places().find(dateline, 0)
            if city is not None and (marked or city[0] in _LOCAL_DOLLAR):
                return _tender(city[0], codes)
            if city is not None:
                return None
        counts = Counter(country for _, country in self._named())
        own = [country for country in counts if country != "US" and _tender(country, codes) is not None]
        if not own:
            return None
        best = max(own, key=counts.__getitem__)
        if marked:
            return _tender(best, codes)
        many = counts[best] >= _MANY and counts[best] > counts["US"]
        return _tender(best, codes) if many and best in _LOCAL_DOLLAR else None

    def _named_before(self, draft: Draft, codes: tuple[str, ...]) -> str | None:
        """The currency of the country that the text names last before the amount, or first of all."""
        found = None
        for place, country in self._named():
            code = _tender(country, codes)
            if code is None:
                continue
            if place > draft.first and found is not None:
                break
            found = code
        return found

    def _named(self) -> list[tuple[int, str]]:
        """The countries that the text names, with the tokens that begin their names."""
        if self._mentions is None:
            places, tokens = _places(), self._tokens
            firsts = places.first_words
            found = ((place, places.find(tokens, place)) for place, low in enumerate(tokens.lows) if low in firsts)
            self._mentions = [(place, country[0]) for place, country in found if country is not None]
        return self._mentions


def _tender(country: str, codes: tuple[str, ...]) -> str | None:
    """The first of the currencies that is, or last was, legal tender in a country."""
    territories = VOCABULARY.territories
    return next((code for code in codes if country in territories.get(code, ())), None)
