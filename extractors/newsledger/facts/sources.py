"""Who a source is: the name of the company, person, institution or crowd that a subject stands for."""

from __future__ import annotations

import re

import msgspec
from spacy.tokens import Token

from newsledger.analysis import NAME_TAGS, Analysis
from newsledger.facts.cues import forms
from newsledger.facts.people import People
from newsledger.facts.periods import words
from newsledger.facts.reading import Reading
from newsledger.facts.source import Source, holds, is_provider
from newsledger.facts.unnamed import OWNERS, people_at, people_before, people_from, unnamed_nouns
from newsledger.grammar import apposed, phrase_first, phrase_last

_NOUNS = "source_nouns"
_PERSONAL = frozenset({"he", "she"})
_BROKER = re.compile(r"(?i)\b(?:broker|brokerage|research house|investment bank|research firm|consultancy)\s+$")
_THE = re.compile(r"(?i)\b(?:the|its|their|(?:firm|bank|broker|brokerage|house)['’]s)\s+(?:[a-z]+\s+)?$")
_RUN = re.compile(
    r"(?<![\w.-])[A-Z][\w&.-]*(?:\s+(?:(?:of|and|for|the|de|du|la|le|da|di|del|von|van|der|den|ten|ter|bin|al)\s+)*"
    r"[A-Z][\w&.-]*)*"
)


_FORMS = frozenset(
    {"holdings", "holding", "group", "corp", "corporation", "company", "co", "inc", "plc", "ltd", "industries"}
)
"""Words that belong to the company's name before them."""

_PARTS = frozenset(
    {
        "unit",
        "arm",
        "branch",
        "team",
        "desk",
        "management",
        "board",
        "economists",
        "strategists",
        "analysts",
        "researchers",
    }
)
"""Parts of a company, or its people, in which it speaks itself."""

_OWNER = re.compile(r"['’]s?[ \n]+(?:[\w-]+[ \n]+){0,2}$")

_PLAIN = frozenset({"company", "group", "firm"})
"""Nouns that mean a company spoken of in an earlier paragraph as well; "the retailer" does not go back so far."""

_FROM = re.compile(r"\s+(?:from|by|at)\s")
"""What joins a note or a poll to the house that wrote it."""

_OF_CROWD = re.compile(r"\s+of\s+(?:[\w-]+\s+){0,2}(?:analysts|economists|traders|strategists|forecasters|refiners)\b")

_OWN_PAPERS = frozenset({"filing", "prospectus", "8-k", "10-q", "10-k"})
"""Papers in which the company of the article speaks where no other is named."""

_PRESS = frozenset({"newspaper", "paper", "daily", "weekly", "magazine", "website", "broadcaster", "tabloid", "blog"})
"""What prints news; a paper without a name is no source beside those that it cites."""

_TOPIC = re.compile(r": (?=[A-Z])")
"""Behind the name of what a paragraph is about: "Acme: Bernstein lifts its rating. The broker ..."."""

_PART_OF_YEAR = re.compile(r"(?i)(?:FY|CY|[QH]\d|\d[QH])\s?[’']?\d*")
"""What looks like a name and is a time: "FY26", "Q3"."""

_OFFICES = frozenset({"chief", "boss", "chairman", "chairwoman", "ceo", "cfo", "coo", "founder", "co-founder"})
"""Offices whose holder, if not named, speaks for the company."""

_NOT_NAMES = {*words.months(), *words.table("weekdays"), "the", "a", "an", "its", "their", "in", "on", "by"}


class Sources:
    """Names the sources of one article; it remembers the people that were named, and who spoke last."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._text = reading.article.text
        self._folded = self._text.casefold()
        self._people = People(reading)
        self._last_person: Source | None = None
        self._last: Source | None = None
        self._last_thing: Source | None = None
        self._last_company: Source | None = None
        self._shown: dict[int, tuple[str, str]] = {}
        self.house: Source | None = None
        """The latest house whose analysts were heard, to which "the broker" and "its analysts" go back."""

    def remember(self, source: Source) -> None:
        """Keep the latest speaker, to whom "he", "she" and "they" go back."""
        if source.kind == "person":
            self._last_person = source
            self._people.add(source.name)
        if source.kind == "people" and source.name.lower().startswith(("a ", "an ", "one ")):
            self._last_person = source
        if source.kind == "company":
            self._last_company = source
        if source.kind in ("company", "institution") and _BROKER.search(
            self._text[max(source.start - 30, 0) : source.start]
        ):
            self.house = source
        if source.kind in ("person", "company", "institution"):
            self._last = source
            self._last_thing = source if source.kind != "person" else self._last_thing

    def of(self, analysis: Analysis, place: int) -> Source | None:
        """The source that the subject at a place names, or ``None`` if it is none that can say something."""
        token = analysis.token(place)
        start, end = analysis.start(token), analysis.end(token)
        low = token.lower_
        if low in _PERSONAL:
            return self.person(start, end)
        if low == "we" and not self._quoted(start):
            return None
        house = self._house(token, start) or self._part(low, start)
        if house is not None:
            return house
        thing = self._last_thing
        if low == "it" and thing is not None and thing.kind == "institution" and thing.start >= analysis.sentence.start:
            return msgspec.structs.replace(thing, start=start, end=end, pronoun=True)
        company = self._company(start, end)
        if company is not None and not (low in ("they",) and self._last and self._last.kind == "company"):
            return company
        if low in ("it", "they", "we"):
            known = self._last
            if low == "it" and known is not None and known.kind == "person":
                known = self._last_thing or known
            if known is None:
                own = self._for_company(start, end) if low == "it" else None
                return msgspec.structs.replace(own, pronoun=True) if own is not None else None
            return Source(known.name, start, end, known.kind, known.companies, True)
        return self._named(analysis, place) or self._noun(analysis, place)

    def unnamed(self, floor: int, end: int) -> Source | None:
        """Unnamed people right before a verb whom a pronoun or a noun only tells apart: "people close to it said"."""
        return people_before(self._text, floor, end)

    def unnamed_from(self, start: int, end: int) -> Source | None:
        """Unnamed people whose phrase opens a stretch: "(according to) two people close to the talks"."""
        return people_from(self._text, start, end)

    def person(self, start: int, end: int) -> Source | None:
        """Whom "he" and "she" stand for: who spoke last, or who was introduced by an office since."""
        known, introduced = self._last_person, self._people.introduced(start)
        if introduced is not None and (known is None or known.end < introduced[0]):
            return Source(introduced[1], start, end, "person")
        return Source(known.name, start, end, "person") if known else None

    def meant(self, start: int, end: int) -> Source | None:
        """Whose "his count" or "its numbers" are: of who spoke last, and for "its" in the same paragraph."""
        if self._text[start:end].lower() in ("his", "her"):
            return self.person(start, end)
        known = self._last_thing
        if known is None or "\n" in self._text[known.end : start]:
            return None
        return Source(known.name, start, end, known.kind, known.companies, True)

    def _house(self, token: Token, start: int) -> Source | None:
        """The house that "the broker", "the analysts" or "its analysts" stands for, if one was heard before."""
        low = token.lower_
        broker = low in forms(_NOUNS, "kind", "house", "nouns")
        analysts = low in ("analysts", "economists", "strategists")
        if not (broker or analysts):
            return None
        if broker:
            heard = self._last if self._last is not None and self._last.kind in ("company", "institution") else None
            self.house = self._opener(start) or self.house or heard
        before = self._text[max(start - 30, 0) : start]
        if (
            self.house is None
            or _THE.search(before) is None
            or (analysts and re.search(r"(?i)\bthe\s+$", before) and self._last != self.house)
        ):
            return None
        end = start + len(token.text)
        if analysts and re.match(r"\s+(?:at|with|from|polled|surveyed)\b", self._text[end : end + 12]):
            return None
        return Source(self.house.name, start, end, self.house.kind, self.house.companies)

    def _quoted(self, place: int) -> bool:
        """Whether an offset stands in a quotation: outside of one, "we" is who writes."""
        before = self._text[self._text.rfind("\n\n", 0, place) + 1 : place]
        return before.count("“") > before.count("”") or before.count('"') % 2 == 1

    def _part(self, low: str, start: int) -> Source | None:
        """The company of which a part or its people speak: "Acme's Kenyan unit", "Acme's economists"."""
        if low not in _PARTS:
            return None
        owner = _OWNER.search(self._text, max(start - 60, 0), start)
        if owner is None:
            return None
        for mention in self._reading.identities.within(max(start - 100, 0), owner.start()):
            if mention.end == owner.start() and mention.companies and mention.kind == "name":
                return self._of_mention(mention.start, mention.end, mention.companies)
        return None

    def _opener(self, place: int) -> Source | None:
        """The company whose name opens the paragraph of an offset: "Acme draws another conclusion. The broker ..."."""
        begin = self._text.rfind("\n", 0, place) + 1
        for mention in self._reading.identities.within(begin, place):
            if mention.companies and mention.kind == "name" and mention.start == begin:
                if _TOPIC.match(self._text, mention.end):
                    begin = mention.end + 2
                    continue
                return self._of_mention(mention.start, mention.end, mention.companies)
        return None

    def _run(self, floor: int, start: int, end: int, limit: int) -> Source | None:
        """The run of capitalised words that holds a word, within its sentence: "Bank of England"."""
        for run in _RUN.finditer(self._text, floor, min(end + 60, limit)):
            if run.start() <= start and end <= run.end() and not _PART_OF_YEAR.fullmatch(run.group()):
                last = run.end() - (run.end() == limit and run.group().endswith("."))
                return Source(" ".join(self._text[run.start() : last].split()), run.start(), last, "institution")
        return None

    def of_words(self, start: int, end: int) -> Source | None:
        """The source that a stretch of a sentence without tags names: "Chief Executive Mary Barra"."""
        words_of = self._text[start:end].split()
        if not words_of:
            return None
        last = words_of[-1].lower().strip("\"“”'’")
        if last in _PERSONAL:
            return self.person(start, end)
        run = self.capitalised(start, end)
        named = [mention for mention in self._reading.identities.within(start, end) if mention.companies]
        if run is not None and not any(mention.start <= run.start and run.end <= mention.end for mention in named):
            return self._untitled(run)
        if last in forms(_NOUNS, "kind", "speaker", "nouns") and not named:
            return self._for_company(start, end)
        if named:
            return self._of_mention(named[-1].start, named[-1].end, named[-1].companies)
        return None

    @staticmethod
    def _titles(last: str) -> frozenset[str]:
        """The titles that may stand before a name; "Finance Ministry" has none."""
        if last in forms(_NOUNS, "kind", "institution", "nouns"):
            return frozenset()
        return forms(_NOUNS, "kind", "title", "nouns")

    def _untitled(self, run: Source) -> Source | None:
        """A person's name without the title before it, with the first name that the article gave before."""
        titles = self._titles(run.name.rsplit(" ", 1)[-1].lower())
        name, start = run.name, run.start
        while " " in name and name.split(" ")[0].lower() in titles:
            start += len(name.split(" ")[0]) + 1
            name = name.split(" ", 1)[1]
        if name.lower() in titles or len(name) < 2:
            return None
        full = self._people.full(name)
        return Source(full, start, run.end, "person" if full != name or " " in name else "institution")

    def within(self, start: int, end: int) -> Source | None:
        """The first company named between two offsets, or else the first one meant there."""
        meant = [mention for mention in self._reading.identities.within(start, end) if mention.companies]
        for mention in sorted(meant, key=lambda mention: mention.kind != "name"):
            if mention.companies:
                return self._of_mention(mention.start, mention.end, mention.companies)
        return None

    def capitalised(self, start: int, end: int) -> Source | None:
        """The last run of capitalised words between two offsets: "the regulator Condusef"."""
        found = [
            run for run in _RUN.finditer(self._text, start, end) if run.group().rstrip(".").lower() not in _NOT_NAMES
        ]
        if not found:
            return None
        return Source(" ".join(found[-1].group().split()), found[-1].start(), found[-1].end(), "institution")

    def _for_company(self, start: int, end: int) -> Source | None:
        """The company that a spokesperson without a company's name speaks for: the one last heard, or the article's
        own.
        """
        known, home = self._last_company, self._reading.identities.home
        if known is not None:
            return Source(known.name, start, end, "company", known.companies)
        if home is not None:
            return Source(self._reading.identities.names((home,))[0], start, end, "company", (home,))
        return None

    def _company(self, start: int, end: int) -> Source | None:
        found = None
        for mention in self._reading.identities.within(max(start - 60, 0), end + 60):
            if mention.start <= start and end <= mention.end and mention.companies:
                found = self._of_mention(mention.start, mention.end, mention.companies)
        return found

    def _of_mention(self, start: int, end: int, companies: tuple[int, ...]) -> Source:
        company = companies[0]
        if company not in self._shown:
            name = self._reading.identities.names((company,))[0]
            used = holds(self._folded, name.casefold())
            kind = "provider" if is_provider(name) else "company"
            self._shown[company] = name if used else self._called(company) or name, kind
        name, kind = self._shown[company]
        return Source(name, start, end, kind, companies, self._text[start:end].lower() in ("it", "they", "we"))

    def _called(self, company: int) -> str | None:
        """The shortest name by which the article calls a company whose own name it does not use."""
        names = [
            self._text[mention.start : mention.end]
            for mention in self._reading.identities.mentions
            if mention.kind == "name" and mention.companies == (company,)
        ]
        return " ".join(min(names, key=len).split()) if names else None

    def _named(self, analysis: Analysis, place: int) -> Source | None:
        """A person or an institution: the run of capitalised words that ends here, titles left out."""
        token = analysis.token(place)
        if (token.tag_ not in NAME_TAGS and not token.ent_type_) or token.ent_type_ == "NORP":
            return None
        run = self._run(
            analysis.starts[phrase_first(analysis, place)],
            analysis.starts[place],
            analysis.ends[place],
            analysis.sentence.end,
        )
        if run is not None and token.ent_type_ != "PERSON" and not self._reading.identities.within(run.start, run.end):
            return self._untitled(run)
        first = last = place
        while first > 0 and _joins(analysis.token(first - 1), token):
            first -= 1
        while (
            last + 1 < len(analysis)
            and analysis.token(last + 1).tag_ in NAME_TAGS
            and analysis.token(last + 1).ent_type_ == token.ent_type_
            and token.ent_type_
        ):
            last += 1
        while (
            first > 1 and self._text[analysis.starts[first] - 1] == "-" and analysis.token(first - 2).tag_ in NAME_TAGS
        ):
            first -= 2
            while first > 0 and analysis.token(first - 1).ent_type_ == "PERSON":
                first -= 1
        titles = self._titles(analysis.token(last).lower_)
        while first < last and analysis.token(first).lower_ in titles | {"the", "a", "of"}:
            first += 1
        start, end = analysis.starts[first], analysis.ends[last]
        inner = [m for m in self._reading.identities.within(start, end) if m.companies and m.kind == "name"]
        if inner and inner[-1].end < end and inner[0].start == start and token.ent_type_ != "ORG":
            start = (
                inner[-1].end
                + len(self._text[inner[-1].end : end])
                - len(self._text[inner[-1].end : end].lstrip(" '’s"))
            )
        name = " ".join(self._text[start:end].split())
        if inner and name.lower() in _FORMS:
            return self._of_mention(inner[-1].start, inner[-1].end, inner[-1].companies)
        if len(name) < 2:
            return None
        while name.split(" ")[0].lower() in titles and " " in name:
            cut = len(name.split(" ")[0])
            start += cut + 1
            name = name[cut + 1 :]
        if not name or not name[0].isupper() or name.lower() in titles:
            return None
        full = self._people.full(name)
        person = token.ent_type_ == "PERSON" or full in self._people.names
        if not person and name.lower() in forms(_NOUNS, "kind", "crowd", "nouns"):
            return Source(name, start, end, "crowd")
        return Source(full, start, end, "person" if person else "institution")

    def _noun(self, analysis: Analysis, place: int) -> Source | None:
        """A crowd ("analysts"), unnamed people, or a spokesperson, who speaks for a company."""
        low = analysis.lows[place]
        start, end = analysis.starts[place], analysis.ends[place]
        beside = apposed(analysis, place)
        if beside >= 0:
            return self._named(analysis, beside)
        if low in _OFFICES:
            return self.within(analysis.starts[phrase_first(analysis, place)], start) or self._for_company(start, end)
        if low in ("executive", "officer") and "chief" in self._text[max(start - 30, 0) : start].lower():
            return self._for_company(start, end)
        trade = f"{analysis.lows[place - 1]} {low}" if place else low
        if place and trade in unnamed_nouns():
            low, start = trade, analysis.starts[place - 1]
        if low in unnamed_nouns():
            people, some = people_at(self._text, start, end, analysis.sentence.start)
            named = self.within(end, people.end) if low not in forms(_NOUNS, "kind", "people", "nouns") else None
            if low in OWNERS and not some:
                return None
            if (some and named is None) or low in forms(_NOUNS, "kind", "people", "nouns"):
                return people
        left = analysis.starts[phrase_first(analysis, place)]
        right = analysis.ends[phrase_last(analysis, place)]
        if low in forms(_NOUNS, "kind", "speaker", "nouns"):
            named = self.within(left, min(right, end + 40))
            if named is not None:
                return named
            return self._for_company(start, end)
        if low in forms(_NOUNS, "kind", "parties", "nouns"):
            return Source(self._text[start:end], start, end, "parties")
        if low in forms(_NOUNS, "kind", "document", "nouns"):
            by = right if _FROM.match(self._text, end) else end
            named = self.within(left, min(by, end + 60))
            if named is not None:
                return named
            if low in _OWN_PAPERS and self._text[left:start].strip().lower() in ("the", "its", ""):
                return self._for_company(start, end)
            named = self.capitalised(left, start) or (self.capitalised(end, by) if by > end else None)
            if named is not None and named.name.lower() not in ("the", "a", "its"):
                return named
            if low in _PRESS:
                return None
            asked_of = _OF_CROWD.match(self._text, end)
            end = asked_of.end() if asked_of else end
            return Source(" ".join(self._text[left:end].split()), left, end, "document")
        if low in forms(_NOUNS, "kind", "institution", "nouns") and not (
            self._last and self._last.kind == "company" and low in ("bank", "agency", "institute")
        ):
            return Source(" ".join(self._text[left:end].split()), left, end, "institution")
        if low in forms(_NOUNS, "kind", "crowd", "nouns"):
            named = (
                self.within(left, min(right, end + 30))
                if low.startswith(("analyst", "economist", "strategist", "counterpart"))
                else None
            )
            if named is not None:
                if named.kind == "company":
                    self.house = named
                return named
            return Source(self._text[start:end], start, end, "crowd")
        if (
            low in forms(_NOUNS, "kind", "company", "nouns")
            and self._last is not None
            and self._last.kind == "company"
            and (low in _PLAIN or "\n" not in self._text[self._last.end : start])
        ):
            return Source(self._last.name, start, end, "company", self._last.companies)
        return None


def _joins(before: Token, token: Token) -> bool:
    return before.tag_ in NAME_TAGS or (
        bool(before.ent_type_)
        and before.ent_type_ == token.ent_type_
        and before.ent_iob_ != "O"
        and before.tag_ in (*NAME_TAGS, "IN", "DT")
    )
