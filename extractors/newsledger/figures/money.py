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

from newsledger.figures.draft import Draft
from newsledger.figures.figure import MoneyContext
from newsledger.figures.homes import Homes, tender
from newsledger.figures.tokens import Tokens
from newsledger.figures.vocabulary import ONE, VOCABULARY, Unit

# Tokens between an amount and the bracketed amount that converts it.
_BRACKET_REACH = 3
_GUESSES = frozenset({"currency.country_words", "currency.named_once"})
_DOLLAR_WORDS = frozenset({"dollar", "dollars", "dlr", "dlrs", "cent", "cents", "ct", "cts"})


class Currencies:
    """The currencies of one article, asked for one ambiguous form after another."""

    def __init__(self, tokens: Tokens, context: MoneyContext | None, drafts: Sequence[Draft]) -> None:
        self._tokens = tokens
        self._homes = Homes(tokens, context)
        self._drafts = drafts
        self._contested: set[str] = set()
        self._tenders: dict[tuple[str, ...], str | None] = {}
        self._dollars: dict[tuple[str, ...], str | None] = {}
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
        guessed = rule in _GUESSES or (rule == "currency.home" and unit.codes[0] == "USD")
        followed = rule == "currency.in_force" and code in self._contested
        draft.contested = followed or (guessed and code != unit.codes[0] and unit.place != "home")
        if draft.contested:
            self._contested.add(code)

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
        for country in self._homes.known:
            code = next((code for code, used in territories.items() if country in used), None)
            if code is not None:
                return code, "currency.home"
        return "USD", "currency.default"

    def _in_force(self, place: int, unit: Unit) -> tuple[str, str] | None:
        """Minor units: the currency of the nearest amount that may have them, earlier ones first."""
        if unit.factor == ONE:
            return None
        for step in [*range(place - 1, -1, -1), *range(place + 1, len(self._drafts))][:40]:
            near = self._drafts[step].unit
            if near is None or near.kind != "money" or near.place == "home":
                continue
            if near.factor != ONE and len(near.codes) > 1:
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
            named = self._named_once(place, unit)
            return (named, "currency.named_once") if named is not None else ("USD", "currency.marked_other")
        converted = self._converted(place)
        if converted == "USD":
            home = self._tender(unit.codes)
            return ("USD", "currency.default") if home is None else (home, "currency.home")
        home = self._local_dollar(unit.codes, marked=bool(marked))
        if home is not None and converted is None:
            return home, "currency.home"
        return "USD", "currency.default"

    def _named_once(self, place: int, unit: Unit) -> str | None:
        """The home dollar where it is named in words and this amount is in words too: "5 mln N.Z. dlrs ... 3 mln dlrs".

        Signs are otherwise: an article that writes "A$" means the US dollar by "$".
        """
        draft = self._drafts[place]
        if "$" in self._tokens.words[draft.first : draft.end]:
            return None
        home = self._tender(unit.codes)
        for other in self._drafts if home not in (None, "USD") else ():
            if other.unit is not None and other.unit.codes == (home,) and self._in_words(other):
                return home
        return None

    def _in_words(self, draft: Draft) -> bool:
        return not _DOLLAR_WORDS.isdisjoint(self._tokens.lows[draft.first : draft.end])

    def _converted(self, place: int) -> str | None:
        """The currency of the amount right before this one, where this one stands in brackets behind it."""
        if place == 0:
            return None
        draft, before = self._drafts[place], self._drafts[place - 1]
        if before.unit is None or before.unit.kind != "money" or draft.first - before.end > _BRACKET_REACH:
            return None
        return before.unit.codes[0] if "(" in self._tokens.words[before.end : draft.first] else None

    def _other(self, draft: Draft, unit: Unit) -> tuple[str, str]:
        sure = Counter(code for code in self._sure if code in unit.codes)
        if sure:
            return sure.most_common(1)[0][0], "currency.other_amounts"
        plain = self._homes.plain(unit.codes)
        if plain is not None:
            return plain, "currency.home"
        near = self._homes.last_before(draft.first, unit.codes)
        if near is not None:
            return near, "currency.country_words"
        home = self._tender(unit.codes)
        return (home, "currency.home") if home is not None else (unit.codes[0], "currency.default")

    def _tender(self, codes: tuple[str, ...]) -> str | None:
        """The currency that is legal tender at home; looked for once in an article."""
        if codes not in self._tenders:
            self._tenders[codes] = self._homes.tender(codes)
        return self._tenders[codes]

    def _local_dollar(self, codes: tuple[str, ...], *, marked: bool) -> str | None:
        """The local dollar that a bare "$" is in this article; looked for once. ``marked``: others are "US$"."""
        if codes not in self._dollars:
            country = self._homes.dollar(marked=marked)
            self._dollars[codes] = tender(country, codes) if country is not None else None
        return self._dollars[codes]
