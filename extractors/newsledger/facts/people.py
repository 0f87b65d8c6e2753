"""The people of an article by their full names, and whom its text introduces where."""

from __future__ import annotations

import re
from bisect import bisect_left

from newsledger.facts.cues import any_of, forms
from newsledger.facts.reading import Reading

_NAME = (
    r"[A-Z][\w’'-]+(?:\s+(?:[A-Z]\b\.?|(?:de|du|la|le|da|di|del|von|van|der|den|ten|ter|bin|al)|[A-Z][\w’'-]+)){1,3}"
)


class People:
    """Who is named in an article: full names as the model found them, and where an office introduces somebody."""

    def __init__(self, reading: Reading) -> None:
        self.names = _people(reading)
        self._text = reading.article.text
        self._introduced: list[tuple[int, str]] | None = None

    def full(self, name: str) -> str:
        """The full name that the article gave to somebody whom it calls by the last one alone."""
        return next((known for known in self.names if known.endswith(" " + name)), name)

    def add(self, name: str) -> None:
        """Keep a full name that was heard."""
        if " " in name and name not in self.names:
            self.names.append(name)

    def introduced(self, place: int) -> tuple[int, str] | None:
        """The last one whom an office introduces before an offset, and where: "finance chief Ann Lee", "Ann Lee, its
        finance chief"."""
        if self._introduced is None:
            self._introduced = sorted(_introductions(self._text))
        at = bisect_left(self._introduced, (place, ""))
        return self._introduced[at - 1] if at else None


def _introductions(text: str) -> list[tuple[int, str]]:
    titles = any_of(forms("source_nouns", "kind", "title", "nouns") - {"mr", "mr.", "mrs", "ms", "dr", "sir", "lord"})
    before = re.compile(rf"\b(?i:{titles})\s+(?P<name>{_NAME})")
    after = re.compile(rf"\b(?P<name>{_NAME}),\s+(?:(?:the|its|their|a|an)\s+)?[^,.;\n]{{0,40}}?\b(?i:{titles})\b")
    found: dict[int, str] = {}
    for pattern in (before, after):
        for match in pattern.finditer(text):
            name = " ".join(match.group("name").split())
            while " " in name and name.split(" ")[0].lower() in forms("source_nouns", "kind", "title", "nouns"):
                name = name.split(" ", 1)[1]
            if " " in name:
                found[match.end("name")] = name
    return list(found.items())


def _people(reading: Reading) -> list[str]:
    """Full names of the people of the article, in order."""
    found: list[str] = []
    for index in sorted(reading.analyses):
        tokens = reading.analyses[index].tokens
        for entity in tokens.ents:
            name = " ".join(entity.text.split())
            if entity.label_ == "PERSON" and " " in name and name not in found:
                found.append(name)
    return found
