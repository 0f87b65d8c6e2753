"""Whether the words of a description fit a company: its trade, its seat and country, what the tables and the article
call it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from newsledger.companies.descriptions import Description, Vocabulary
from newsledger.companies.entry import Entry
from newsledger.companies.knowledge import KnowledgeBase
from newsledger.companies.names import fold, key

_WORD = re.compile(r"[\w\-]+")
_OWNER = re.compile(
    r"(?:owner|parent)(?: company)? of (?:the )?(?P<unit>.+)$|(?P<brand>\S+(?: \S+)?) (?:owner|parent)$"
)
_BY_PRODUCT = frozenset({"maker", "owner", "parent"})
_LEARNED, _CALLED, _TRADE, _HINT, _CITY, _COUNTRY, _UNKNOWN = 2.0, 2.0, 1.5, 1.0, 2.5, 1.0, 0.8


class Profile(msgspec.Struct, frozen=True):
    """What reference needs to know of a company: its row (``None``: unlinked), whether it is merely a source here, and
    whether it is a unit of another company of the article."""

    entry: Entry | None
    source: bool
    unit: bool = False


class Matcher:
    """Compares descriptions with the companies of one article, and learns what the article itself calls them."""

    def __init__(
        self, text: str, profiles: Sequence[Profile], vocabulary: Vocabulary, knowledge: KnowledgeBase
    ) -> None:
        self._text = text
        self._profiles = profiles
        self._vocabulary = vocabulary
        self._knowledge = knowledge
        self._learned: dict[int, set[str]] = {}

    def learn(self, company: int, item: Description) -> None:
        """Remember that the article calls a company so: "Lyft, the smaller rival"."""
        self._learned.setdefault(company, set()).update(word for word in item.words if len(word) > 3)

    def fit(self, item: Description, company: int) -> float:
        """How well a description fits a company; 0 where nothing speaks for it."""
        entry = self._profiles[company].entry
        content = {word for word in item.words if len(word) > 3 and word not in self._vocabulary.generic}
        score = _LEARNED if content & self._learned.get(company, set()) else 0.0
        if entry is None:
            return score + (_UNKNOWN if content or item.city else 0.0)
        if self._called(item, entry):
            score += _CALLED
        elif entry.sector and entry.sector in item.sectors:
            score += _TRADE if item.firm else _HINT
        if item.city and fold(entry.city) == item.city:
            score += _CITY
        if entry.country in item.countries:
            score += _COUNTRY
        return score

    def rules_out(self, item: Description, company: int, *, acting: bool = False) -> bool:
        """Whether a description cannot mean a company: another trade, country or city, another product's maker.
        ``acting``: the company is the subject of what the description says, whatever it makes ("Dunmore built more, the
        pump maker said")."""
        entry = self._profiles[company].entry
        if item.words[-1] in self._vocabulary.wholes and self._profiles[company].unit:
            return True
        if entry is None:
            return False
        if item.countries and entry.country and entry.country not in item.countries:
            return True
        if item.city and entry.city and fold(entry.city) != item.city and self._knowledge.is_city(item.city):
            # "The New York hedge fund" may do its business there without having its seat there.
            seated = any("-" in word for word in item.words)
            return seated or self._knowledge.country_of_city(item.city) != entry.country
        if self._learned.get(company, set()) & set(item.words) or self._called(item, entry):
            return False
        if item.firm and entry.sector:
            return entry.sector not in item.sectors
        named = item.words[-1] in _BY_PRODUCT and not item.sectors and self._phrase(item) != item.words[-1]
        return named and not acting

    def is_placed(self, item: Description, company: int) -> bool:
        """Whether a company is known to sit where a description says."""
        entry = self._profiles[company].entry
        here = entry is not None and (
            entry.country in item.countries or (item.city is not None and fold(entry.city) == item.city)
        )
        return here and not self.rules_out(item, company)

    def by_name(self, item: Description, companies: Iterable[int]) -> list[int]:
        """The companies that the tables call just so ("the professional network"), or that own the unit that the
        description names ("the owner of Instagram")."""
        candidates = list(companies)
        match = _OWNER.search(self._phrase(item))
        unit = self._knowledge.lookup(key(match["unit"] or match["brand"])) if match else None
        owners = {self._knowledge.parent(entry) for entry in unit.entries} if unit else set()
        named = []
        for company in candidates:
            entry = self._profiles[company].entry
            if entry is None:
                continue
            owner = self._knowledge.by_name.get(fold(entry.name)) in owners
            if owner or (len(item.words) > 1 and self._called(item, entry)):
                named.append(company)
        return named

    def _phrase(self, item: Description) -> str:
        """The description without its determiner, folded."""
        words = fold(" ".join(self._text[item.start : item.end].split())).split(" ")
        return " ".join(words[1:]) if words[0] in self._vocabulary.determiners else " ".join(words)

    def _called(self, item: Description, entry: Entry) -> bool:
        """Whether the tables call the company so; other words may stand between ("the Windows 11 maker")."""
        phrase = self._phrase(item)
        words = set(_WORD.findall(phrase))
        return any(phrase.endswith(noun) or set(noun.split()) <= words for noun in entry.descriptions)
