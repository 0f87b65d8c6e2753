"""Where an article is at home: what says which country's money it counts in.

From the strongest: the country that the caller knows, that of the publisher (``publishers.csv``), that of the city of
the dateline, and the words of the text: countries, peoples and cities (``countries.csv``), central banks and stock
markets (``home_words.csv``), and companies that are listed at home alone (``companies.csv``; a share listed in New
York too says nothing, for its company may well report in US dollars).
"""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache

from newsledger.figures.figure import MoneyContext
from newsledger.figures.tokens import Tokens
from newsledger.figures.vocabulary import VOCABULARY, Phrases, rows

# Where a bare "$" is the local dollar; copy from Hong Kong and Taipei counts in US dollars, or writes "HK$" and "NT$".
_LOCAL_DOLLAR = frozenset({"AU", "CA", "NZ"})
_LOCAL_DOLLAR_PAPERS = _LOCAL_DOLLAR | {"SG"}
_US_EXCHANGES = ("@XNYS", "@XNAS")
_MANY = 3
# What the dateline weighs against words of the text.
_DATELINE = 2


class Homes:
    """The countries that an article points to; the text is searched when first asked, and once."""

    def __init__(self, tokens: Tokens, context: MoneyContext | None) -> None:
        self._tokens = tokens
        self._context = context or MoneyContext()
        self._city = _country_of(self._context.dateline)
        self._mentions: list[tuple[int, str]] | None = None
        self._counts: Counter[str] | None = None

    @property
    def known(self) -> list[str]:
        """The countries of the article, its publisher and its dateline, as far as they are known, in that order."""
        return [country for country in (self._context.country, self._publisher(), self._city) if country]

    def _publisher(self) -> str | None:
        name = self._context.publisher
        return _publishers().get(name.lower()) if name else None

    def tender(self, codes: tuple[str, ...]) -> str | None:
        """The currency of ``codes`` that is legal tender at home, where little evidence will do."""
        codes = self._in_use(codes)
        for country in self.known:
            code = tender(country, codes)
            if code is not None:
                return code
        counts = self._named_often()
        own = [country for country in counts if country != "US" and tender(country, codes) is not None]
        return tender(max(own, key=counts.__getitem__), codes) if own else None

    def dollar(self, *, marked: bool) -> str | None:
        """The country whose dollar a bare "$" is, where it is not the US dollar and much speaks for it.

        Where other amounts are ``marked`` as US dollars, a dateline or a word of the text is enough.
        """
        context = self._context
        if context.country:
            return context.country
        paper = self._publisher()
        if paper in _LOCAL_DOLLAR_PAPERS:
            return paper
        city = self._city
        local = _LOCAL_DOLLAR_PAPERS if marked else _LOCAL_DOLLAR
        if city is not None and city not in local:
            return None
        counts = self._named_often()
        if city is not None:
            return city if marked or counts[city] + _DATELINE >= counts["US"] else None
        best = max(local, key=lambda country: (counts[country], country))
        if marked:
            return best if counts[best] else None
        return best if counts[best] >= _MANY and counts[best] > counts["US"] else None

    def last_before(self, first: int, codes: tuple[str, ...]) -> str | None:
        """The currency of the country that the text names last before a token, or first of all."""
        found = None
        codes = self._in_use(codes)
        for place, country in self._named():
            code = tender(country, codes)
            if code is None:
                continue
            if place > first and found is not None:
                break
            found = code
        return found

    def plain(self, codes: tuple[str, ...]) -> str | None:
        """The currency of the country that the text names often, and far more often than others with one of these."""
        counts = self._named_often()
        codes = self._in_use(codes)
        own: Counter[str] = Counter()
        for country, times in counts.items():
            code = tender(country, codes)
            if code is not None:
                own[code] += times
        first, second = [*own.most_common(2), ("", 0), ("", 0)][:2]
        return first[0] if first[1] >= _MANY and first[1] >= 2 * second[1] else None

    def _in_use(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        """The currencies that had not ended when the article was published; all, where that is not known.

        >>> # "£" in an article on Ireland is the Irish pound until 2002
        """
        year = self._context.year
        return codes if year is None else tuple(code for code in codes if year <= VOCABULARY.until.get(code, year))

    def _named(self) -> list[tuple[int, str]]:
        """The countries that the text names, with the tokens that begin their names."""
        if self._mentions is None:
            self._mentions = _find_all(_places(), self._tokens)
        return self._mentions

    def _named_often(self) -> Counter[str]:
        """How often words of each country stand in the text, companies counted with them."""
        if self._counts is None:
            self._counts = Counter(country for _, country in self._named())
            self._counts.update(country for _, country in _find_all(_companies(), self._tokens))
        return self._counts


def tender(country: str, codes: tuple[str, ...]) -> str | None:
    """The first of the currencies that is, or last was, legal tender in a country."""
    territories = VOCABULARY.territories
    return next((code for code in codes if country in territories.get(code, ())), None)


@lru_cache(maxsize=1024)
def is_tender(country: str, code: str) -> bool:
    """Whether a currency (ISO 4217) is legal tender in a country (ISO 3166).

    >>> is_tender("JP", "JPY"), is_tender("DE", "EUR"), is_tender("CA", "JPY")
    (True, True, False)
    """
    return tender(country, (code,)) is not None


@lru_cache(maxsize=1024)
def _country_of(dateline: str | None) -> str | None:
    """The country of the city with which a dateline begins; kept, for datelines recur."""
    found = _places().find(Tokens(dateline), 0) if dateline else None
    return found[0] if found is not None else None


def _find_all(names: Phrases[str], tokens: Tokens) -> list[tuple[int, str]]:
    firsts = names.first_words & set(tokens.lows)
    found = ((place, names.find(tokens, place)) for place, low in enumerate(tokens.lows) if low in firsts)
    return [(place, country[0]) for place, country in found if country is not None]


@cache
def _publishers() -> dict[str, str]:
    return {row["name"].lower(): row["country"] for row in rows("publishers.csv") if row["country"]}


@cache
def _places() -> Phrases[str]:
    """Names of countries, cities and institutions, as written and in capitals, to the country's ISO 3166 code."""
    places: Phrases[str] = Phrases()
    for row in rows("countries.csv"):
        for field in ("name", "aliases", "adjectives", "nouns", "cities"):
            for word in filter(None, row[field].split(";")):
                places.add(word, row["code"])
                places.add(word.upper(), row["code"])
    for row in rows("home_words.csv"):
        places.add(row["word"], row["country"])
    return places


@cache
def _companies() -> Phrases[str]:
    """Names of companies with a dollar at home, or without a share in New York, to their countries."""
    companies: Phrases[str] = Phrases()
    for row in rows("companies.csv"):
        abroad = row["country"] != "US" and any(exchange in row["tickers"] for exchange in _US_EXCHANGES)
        if not abroad and row["country"] in _LOCAL_DOLLAR_PAPERS | {"US"} and not row["word"]:
            for name in (row["name"], *row["aliases"].split(";")):
                if name and name != name.lower():
                    companies.add(name, row["country"])
    return companies
