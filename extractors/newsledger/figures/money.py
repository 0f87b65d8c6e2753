"""Which currency a bare "$", "pound", "peso", "krona" or "cents" is.

Every written form knows the currencies that it may mean, the likeliest first. The choice looks, in this order, at the
other amounts of the article (an article that writes "US$" means its own dollar by a bare "$", one that writes "A$"
means the US dollar by it), at the country and dateline of the article, at the country words of the text, and last at
the order of the row. Minor units ("cents") take the currency of the nearest amount that has such a minor unit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from newsledger.figures.draft import Draft
from newsledger.figures.figure import MoneyContext
from newsledger.figures.vocabulary import ONE, Unit, rows, vocabulary

_WORD = re.compile(r"[A-Z][a-zà-ÿ.]+(?: [A-Z][a-z]+)?")


@cache
def _places() -> dict[str, str]:
    """Country names, adjectives and cities in lower case, to the country's ISO 3166 code."""
    places: dict[str, str] = {}
    for row in rows("countries.csv"):
        for field in ("name", "aliases", "adjectives", "nouns", "cities"):
            for word in row[field].split(";"):
                if word:
                    places.setdefault(word.lower(), row["code"])
    return places


class Currencies:
    """The currencies of one article, asked for one ambiguous form after another."""

    def __init__(self, text: str, context: MoneyContext | None, drafts: Sequence[Draft]) -> None:
        self._text = text
        self._context = context
        self._drafts = drafts
        self._named: Counter[str] | None = None
        self._sure = [
            d.unit.codes[0] for d in drafts if d.unit is not None and d.unit.kind == "money" and len(d.unit.codes) == 1
        ]
        self._homes = self._home_countries(context)

    def resolve(self, place: int) -> None:
        """Give the draft at ``place`` of the list its one currency, with the rule that chose it."""
        draft = self._drafts[place]
        unit = draft.unit
        if unit is None or unit.kind != "money" or len(unit.codes) < 2:
            return
        code, rule, contested = self._choose(place, unit)
        draft.unit = Unit("money", code, unit.factor, unit.per, (code,), unit.place)
        draft.rules.append(rule)
        draft.contested = contested

    def _choose(self, place: int, unit: Unit) -> tuple[str, str, bool]:
        if unit.factor != ONE:
            near = self._nearest(place, unit.codes)
            if near is not None:
                return near, "currency.in_force", False
        home = self._home(unit.codes)
        sure = [code for code in self._sure if code in unit.codes]
        default = unit.codes[0]
        if unit.codes[:2] == ("USD", "AUD"):
            others = [code for code in sure if code != "USD"]
            if "USD" in sure and not others and home is not None and home != "USD":
                return home, "currency.home", True
            if others:
                return "USD", "currency.marked_other", False
        elif sure:
            return Counter(sure).most_common(1)[0][0], "currency.other_amounts", len(set(sure)) > 1
        if home is not None:
            return home, "currency.home", home != default
        named = self._named_currency(unit.codes)
        if named is not None and unit.codes[:2] != ("USD", "AUD"):
            return named, "currency.country_words", named != default
        return default, "currency.default", False

    def _nearest(self, place: int, codes: tuple[str, ...]) -> str | None:
        """The currency of the nearest whole amount that may have this minor unit, earlier ones first."""
        for step in [*range(place - 1, -1, -1), *range(place + 1, len(self._drafts))][:40]:
            unit = self._drafts[step].unit
            if unit is not None and unit.kind == "money" and unit.factor == ONE:
                shared = [code for code in unit.codes if code in codes]
                if shared:
                    return shared[0] if len(unit.codes) == 1 else None
        return None

    def _home(self, codes: tuple[str, ...]) -> str | None:
        """The first of the currencies that is legal tender in a home country of the article."""
        territories = vocabulary().territories
        for home in self._homes:
            for code in codes:
                if home in territories.get(code, ()):
                    return code
        return None

    @staticmethod
    def _home_countries(context: MoneyContext | None) -> list[str]:
        if context is None:
            return []
        homes = [context.country] if context.country else []
        if context.dateline:
            city = re.split(r"[,(/]", context.dateline)[0].strip().lower()
            found = _places().get(city)
            if found is not None:
                homes.append(found)
        return homes

    def _named_currency(self, codes: tuple[str, ...]) -> str | None:
        """The currency whose countries the text names most often."""
        if self._named is None:
            places = _places()
            found = (places.get(word.group().lower()) for word in _WORD.finditer(self._text))
            self._named = Counter(country for country in found if country is not None)
        territories = vocabulary().territories
        counts = [sum(self._named[country] for country in territories.get(code, ())) for code in codes]
        best = max(counts)
        return codes[counts.index(best)] if best else None
