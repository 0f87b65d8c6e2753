"""Definite descriptions: "the lender", "the Seattle-based company", "Germany's largest lender", "its smaller rival".

Here they are found and read: which noun heads them, which trades it fits, which place or country they name, whether
they mean one company or several. Whom they mean is decided in ``reference.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Literal

import msgspec

from newsledger.companies.knowledge import KnowledgeBase
from newsledger.companies.names import fold
from newsledger.companies.tables import cues
from newsledger.sentences import Sentence

Role = Literal["buyer", "seller", "former", "latter", "relation", "public"]

_LONGEST = 8
_WORD_BEFORE = re.compile(r"(?P<word>[^\s,;:()\"“”]+)(?P<comma>,?)[ \u00a0]*\n?[ \u00a0]*$")
_AFTER = re.compile(r"[ \u00a0\n]+([^\W\d_]+)")
_BASED = re.compile(r"^(?P<place>[\w.' ]+?)-(?:based|headquartered|listed)$", re.IGNORECASE)
_CAPITALISED = r"[A-Z][\w&\-]*(?:[ \n]+[A-Z][\w&\-]*){0,2}(?:['’]s)?"
_OF = re.compile(
    rf"[ \n]+of[ \n]+{_CAPITALISED}(?:(?:,|,?[ \n]+and)[ \n]+{_CAPITALISED}){{1,4}}(?:(?<=['’]s)[ \n]+[a-z]+)?"
    r"|[ \n]+by[ \n]+(?:market[ \n]+(?:value|capitali[sz]ation|share)|assets|sales|revenue|passengers"
    r"|passenger numbers|volume|output|deposits)\b"
    r"|[ \n]+(?:of[ \n]+(?:the[ \n]+)?(?:[\w\-]+[ \n]+){0,2}?[\w\-]+|by[ \n]+[a-z]+)(?=[ \n]*[,.;:]|['’]s"
    r"|[ \n]+[a-z]+(?:ed|s)\b|[ \n]+(?:is|was|has|had|will|said)\b|$)"
)


_COMPARED = frozenset(
    {"smaller", "larger", "bigger", "fellow", "closest", "main", "chief", "local", "domestic", "arch"}
)
_EVERYONES = frozenset({"country's", "world's", "city's", "nation's", "region's", "industry's"})


_BY_NAME = frozenset({"maker", "owner", "parent", "operator", "seller", "brewer", "developer", "publisher", "rival"})
"""Nouns before which a product or brand may stand: "the Louis Vuitton owner"."""


class Description(msgspec.Struct, frozen=True):
    """A definite description. ``[start, end)`` begins at its determiner.

    ``sectors`` are the trades that its noun fits (empty: any), ``firm`` says that a company of another trade is ruled
    out. ``words`` are its folded words without the determiner. ``countries`` and ``city`` are those that it names.
    ``role`` is its part in a deal or comparison, or says that it is a public body ("the central bank"); ``determiner``
    is the word, or the word with a possessive, that opens it ("the", "Germany's", "its").
    """

    start: int
    end: int
    sentence: int
    words: tuple[str, ...]
    determiner: str
    plural: bool = False
    sectors: frozenset[str] = frozenset()
    firm: bool = False
    countries: frozenset[str] = frozenset()
    city: str | None = None
    superlative: bool = False
    role: Role | None = None
    count: int | None = None


def _whole_words(words: Iterable[str]) -> re.Pattern[str]:
    """Finds any of the words, the longest first. What stands before is looked at behind the first letter, so that the
    search passes over all letters that open none."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        by_letter.setdefault(word[0], []).append(re.escape(word[1:]))
    openings = "|".join(
        rf"{re.escape(letter)}(?<![\w\-’'].)(?:{'|'.join(endings)})" for letter, endings in by_letter.items()
    )
    return re.compile(rf"(?:{openings})(?![\w\-])")


class Vocabulary:
    """The nouns by which companies are called, compiled from the sectors table and the cues."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        words = cues()["descriptions"]
        self.generic = frozenset(map(fold, words["generic"]))
        self.shared = frozenset(map(fold, words["shared"]))
        self.roles: dict[str, Role] = {fold(noun).replace("_", " "): role for noun, role in words["roles"].items()}
        self.relations = frozenset(map(fold, words["relations"]))
        self.plural = frozenset(map(fold, words["plural"]))
        self.stops = frozenset(words["stops"])
        self.determiners = frozenset(words["determiners"])
        self.compounds = frozenset(words["compounds"])
        self.nobody = frozenset(words["nobody"])
        self.public = frozenset(words["public"])
        self.wholes = frozenset(words["wholes"])
        self.counts = {
            word: number for number, word in enumerate(("one", "two", "three", "four", "five", "six"), 1)
        } | {"both": 2}
        self.indices: dict[str, str] = {fold(name): code for name, code in cues()["trade_places"]["indices"].items()}
        self.sectors: dict[str, frozenset[str]] = {}
        for sector, nouns in knowledge.sector_nouns.items():
            for noun in nouns:
                self.sectors[noun] = self.sectors.get(noun, frozenset()) | {sector}
        own = {noun.split()[-1] for noun in knowledge.called}
        singular = knowledge.heads | self.generic | self.shared | self.relations | set(self.roles) | own
        self.never = frozenset(words["never"])
        self._phrases = frozenset(self.sectors) | knowledge.called
        self.pattern = _whole_words(singular | self.plural)
        self.pair = re.compile(
            r"[Tt]he[ \n](?<!\w[Tt]he[ \n])(former|latter)(?=['’]s|[,.;:]|[ \n]+(?:to|by|from|is|was|has|had|and|at|in"
            r"|rose|fell|said|still|which|whose|trades|sees|expects|grew|lost|gained|swung|now"
            r"|[a-z]+ed[ \n]+(?:its|their|the|a|an|to|by|up|down|\d[\d.,]*%?))\b)"
        )

    def is_phrase(self, words: Sequence[str]) -> bool:
        """Whether a description ends with a phrase of several words that the tables have ("professional network")."""
        return any(" ".join(words[-count:]) in self._phrases for count in range(2, min(len(words), 5) + 1))

    def trades(self, words: Sequence[str]) -> tuple[frozenset[str], bool]:
        """The sectors that a description's words fit, and whether that rules others out."""
        words = [word.rstrip(",") for word in words]
        head = words[-1]
        for count in range(min(len(words), 4), 0, -1):
            noun = " ".join(words[-count:])
            if noun in self.sectors and not (count == 1 and noun in self.generic):
                return self.sectors[noun], count > 1 or noun not in self.shared
        if head in self.generic or head in self.shared:
            for word in words[:-1]:
                found = frozenset().union(
                    *(
                        self.sectors.get(f"{word} {noun}", frozenset())
                        for noun in ("company", "group", "firm", "maker", "chain", "giant", "producer", "operator")
                    )
                )
                if found:
                    return found, False
        return frozenset(), False


@cache
def _superlative() -> re.Pattern[str]:
    return re.compile(
        r"^(?:largest|biggest|no\.?|top|leading|second-largest|second-biggest|third-largest|third-biggest"
        r"|oldest|main|number-one|\w+-(?:largest|biggest))$"
    )


def find_descriptions(
    text: str, sentences: Sequence[Sentence], vocabulary: Vocabulary, knowledge: KnowledgeBase
) -> Iterator[Description]:
    """The descriptions of an article, in order of the text; of nested ones the longest."""
    for sentence in sentences:
        if sentence.role == "headline":
            continue
        last_end = sentence.start
        for match in vocabulary.pattern.finditer(text, sentence.start, sentence.end):
            if match.start() < last_end:
                continue
            found = _read(text, sentence, match, vocabulary, knowledge)
            if found is not None:
                yield found
                last_end = found.end
        for match in vocabulary.pair.finditer(text, sentence.start, sentence.end):
            role: Role = "former" if match[1] == "former" else "latter"
            yield Description(match.start(), match.end(), sentence.index, (match[1],), "the", role=role)


def _read(
    text: str, sentence: Sentence, head: re.Match[str], vocabulary: Vocabulary, knowledge: KnowledgeBase
) -> Description | None:
    """The description that a noun heads, or ``None`` where the noun is part of something else."""
    noun = head[0]
    following = _AFTER.match(text, head.end(), sentence.end)
    if following and (following[1] in vocabulary.compounds or vocabulary.pattern.fullmatch(following[1])):
        return None
    walked = _walk_left(text, sentence, head.start(), vocabulary)
    if walked is None:
        return None
    start, determiner, before = walked
    plural = fold(noun) in vocabulary.plural
    words = tuple(fold(word.rstrip(",")) for word in (*before, noun))
    if noun in vocabulary.never and not vocabulary.is_phrase(words):
        return None
    if determiner not in ("the", "its", "their", "both", "this") and not determiner.endswith("'s"):
        return None
    if plural and determiner not in ("the", "both"):
        return None
    if not vocabulary.nobody.isdisjoint(words):
        return None
    superlative = any(_superlative().match(word) for word in words)
    role: Role | None = vocabulary.roles.get(fold(noun))
    if fold(noun) == "bank" and not vocabulary.public.isdisjoint(words):
        role = "public"
    related = fold(noun) in vocabulary.relations
    if role is None and related and not superlative and (determiner in ("its", "their") or _COMPARED & set(words)):
        role = "relation"
    if noun == "target" and determiner != "the":
        return None
    if determiner.endswith("'s") and not superlative and determiner not in _EVERYONES:
        return None
    if role is None and (
        determiner in ("its", "their") or (related and len(words) == 1 and not _OF.match(text, head.end()))
    ):
        return None
    if noun not in _BY_NAME and _names_another(before, knowledge):
        return None
    end = head.end()
    extended = (
        _OF.match(text, end, sentence.end)
        if superlative or noun in ("owner", "maker", "producer", "operator", "seller", "parent", "partner")
        else None
    )
    if extended:
        end = extended.end()
    sectors, firm = (
        vocabulary.trades([fold(word) for word in (*before, noun)]) if not plural else _plural_trades(words, vocabulary)
    )
    countries, city = _place(before, determiner, vocabulary, knowledge)
    count = next((vocabulary.counts[word] for word in (determiner, *words) if word in vocabulary.counts), None)
    return Description(
        start, end, sentence.index, words, determiner, plural, sectors, firm, countries, city, superlative, role, count
    )


def _names_another(words: Sequence[str], knowledge: KnowledgeBase) -> bool:
    """Whether two words in front of the noun are a name of their own ("the Egg Kitchen restaurant chain"), rather than
    places ("the Mountain View, California-based company") or a nation and a trade."""
    capitals = 0
    for word in words:
        plain = word.strip(",'\"“”‘’")
        other = "-" in plain or not plain[:1].isupper() or plain.isupper()
        place = other or knowledge.country_of_adjective(plain) is not None or knowledge.is_city(plain)
        capitals = 0 if place else capitals + 1
        if capitals >= _NAME_WORDS:
            following = words[words.index(word) + 1 :]
            if not any("-" in later for later in following):
                return True
    return False


_NAME_WORDS = 2


def _plural_trades(words: tuple[str, ...], vocabulary: Vocabulary) -> tuple[frozenset[str], bool]:
    head = words[-1]
    for singular in (head[:-1], head[:-3] + "y", head[:-2]):
        if singular in vocabulary.sectors or singular in vocabulary.generic:
            return vocabulary.trades((*words[:-1], singular))
    return frozenset(), False


def _walk_left(
    text: str, sentence: Sentence, head_start: int, vocabulary: Vocabulary
) -> tuple[int, str, list[str]] | None:
    """Go left from a noun to its determiner: ``(start, determiner, words between)``; the determiner is folded, a
    possessive ends in ``'s``."""
    words: list[str] = []
    position = head_start
    for _ in range(_LONGEST):
        match = _WORD_BEFORE.search(text, max(sentence.start, position - 40), position)
        if match is None:
            return None
        word, start = match["word"], match.start()
        folded = fold(word)
        if match["comma"] and not re.search(r"-(?:based|headquartered|listed|owned)$", words[0] if words else ""):
            return None
        if folded in vocabulary.determiners:
            return start, folded, words
        if folded.endswith(("'s", "’s")) or (folded.endswith(("s'", "s’")) and len(folded) > 3):
            owner = folded.replace("’", "'")
            before = _WORD_BEFORE.search(text, max(sentence.start, start - 12), start)
            if before and fold(before["word"]) == "the" and not before["comma"]:
                return before.start(), owner, words
            if (
                word[0].isupper()
                and before
                and before["word"][0].isupper()
                and not before["comma"]
                and before.start() > sentence.start
            ):
                # "Latin America's biggest lender": the owner has two words.
                return before.start(), owner, words
            return start, owner, words
        if folded in vocabulary.stops and word.islower():
            return None
        words.insert(0, word + match["comma"])
        position = start
    return None


def _place(
    words: Sequence[str], determiner: str, vocabulary: Vocabulary, knowledge: KnowledgeBase
) -> tuple[frozenset[str], str | None]:
    """The countries and the city that a description names. "Anglo-Australian" names no country for certain."""
    found = {knowledge.country_of_adjective(determiner[:-2])} if determiner.endswith("'s") else set()
    city = None
    for place, word in enumerate(words):
        based = _BASED.match(word)
        if based:
            name = based["place"]
            for before in reversed(words[:place]):
                if not before[0].isupper() or before.endswith(","):
                    break
                name = f"{before} {name}"
            if place and words[place - 1].endswith(","):
                name = " ".join(word.rstrip(",") for word in words[:place])
                # "Mountain View, California-based": the city stands before the comma.
            city = fold(name)
            found.add(knowledge.country_of_city(name) or knowledge.country_of_adjective(name))
        elif word[:1].isupper() and place and knowledge.is_city(f"{words[place - 1]} {word}"):
            city = fold(f"{words[place - 1]} {word}")
        elif word[:1].isupper() and knowledge.is_city(word):
            city = fold(word)
        elif word[:1].isupper():
            found.add(knowledge.country_of_adjective(word) or vocabulary.indices.get(fold(word.split("-")[0])))
    return frozenset(code for code in found if code is not None), city
