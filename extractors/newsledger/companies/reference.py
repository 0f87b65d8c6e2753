"""Reference: whom descriptions and pronouns mean.

The article is read from left to right with a memory of who was spoken of. A description is matched with the companies
in memory by trade, country, city and its own words; among those that fit, discourse focus decides. Whatever stays
close is left open: a wrong company is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from newsledger.analysis import Analysis
from newsledger.companies.deals import Deal, deal_at
from newsledger.companies.descriptions import Description, Vocabulary, find_descriptions
from newsledger.companies.entry import Entry
from newsledger.companies.identity import CompanyMention
from newsledger.companies.knowledge import KnowledgeBase
from newsledger.companies.matching import Matcher, Profile
from newsledger.companies.memory import Event, Memory
from newsledger.companies.pronouns import Pronoun, find_pronouns
from newsledger.companies.roles import acted_by, is_subject, other_subject, own_subject
from newsledger.sentences import Sentence

_APPOSED = re.compile(r"(?:['’]s)?[ \n]*(?:\([^)\n]{1,30}\)|<[^>\n]{1,12}>)?,[ \n]+$")
_VERB_BETWEEN = re.compile(r"[ \n]+[a-z]+(?:[ \n]+[a-z]+)?[ \n]+")
_SPEECH = re.compile(r",?[ \n]+(?:said|says|added|noted|warned|wrote)\b")
_TELLS = re.compile(r",?[ \n]+(?:said|says|disclosed|announced|reported|added|noted|warned|told)\b")
_INSIDE = re.compile(r"[ \n]+(?:at|within|inside)[ \n]+")
_VALUED = re.compile(r"\b(?:(?:under)?values?|(?:under)?valued|(?:under)?valuing|short-changed?s?)[ \n]+$")
_STATED = re.compile(
    r",[ \n]+(?:worth|valued|priced|backed|founded|based|listed|known|down|up|fresh|having|hit|helped|hurt|buoyed"
    r"|led)\b[^,;:]{0,60}$"
)
"""A phrase beside a name, up to the pronoun in it: ", worth $50bn in its"."""
_BECOMES = re.compile(r"\b(?:become|became|becomes|is|was|remains|remained|already)[ \n]+$")
_TIE = re.compile(
    r"[ \n]+(?:[\w\-]+[ \n]+){0,3}?(?:holder|shareholder|investor|backer|supplier|customer|client|owner|lender|landlord"
    r"|partner|creditor|rival|competitor|parent)\b"
)
"""What one company is to another: who "has become its second-largest holder" is not "it"."""
_BRAND_OF = re.compile(r"[ \n](?:owner|parent|maker|operator|publisher|brewer)[ \n](?=[A-Z])")
_AGAINST = re.compile(
    r"\b(?:against|versus|than|compared[ \n]+with|compared[ \n]+to|ahead[ \n]+of|behind)[ \n]+"
    r"(?:(?:just|only|about|nearly)[ \n]+)?(?:[\d$€£¥][\w.,%$€£¥]*[ \n]+(?:[\w%]+[ \n]+){0,3}?(?:at|for|by)[ \n]+"
    r"|(?:that|those)[ \n]+of[ \n]+)?(?=[A-Z])"
)
"""What leads to a name that a description is set against: "against 13.9% at", "ahead of"."""
_CITED_BY = re.compile(r"\b(?:according[ \n]+to|by|from|at|of)[ \n]+(?:the[ \n]+)?$")
_REACH = 6
"""Sentences back from which a description may still mean a company that is not the article's own."""
_PAIR_REACH = 3
"""Sentences back in which the two companies of "the former" and "the latter" are sought."""
_PUBLIC_TOO = frozenset(
    {
        "bank",
        "lender",
        "agency",
        "fund",
        "exchange",
        "utility",
        "operator",
        "investor",
        "owner",
        "authority",
        "regulator",
    }
)
"""Nouns by which public bodies are called as well."""
_OWN_IN_DEAL = 0.8
_LEAST, _MARGIN, _OWN, _SOURCE, _NEAR, _UNIT = 1.6, 0.5, 1.8, 1.5, 0.8, 0.8
_ADVISES = re.compile(r"['’]s?[ \n]+(?:analysts?|strategists?|economists?)\b")
_SOURCES = frozenset({"data_provider", "rating_agency", "exchange", "news_agency", "newspaper"})


class Reference:
    """Resolves the descriptions and pronouns of one article; ``deals`` are its takeovers (``find_deals``)."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        analyses: Mapping[int, Analysis],
        names: Sequence[CompanyMention],
        institutions: Sequence[tuple[int, int]],
        profiles: Sequence[Profile],
        home: int | None,
        vocabulary: Vocabulary,
        knowledge: KnowledgeBase,
        deals: Sequence[tuple[int, Deal]],
    ) -> None:
        self._text = text
        self._sentences = sentences
        self._analyses = analyses
        self._names = sorted(names, key=lambda mention: mention.start)
        self._institutions = sorted(institutions)
        self._profiles = profiles
        self._home = home
        self._vocabulary = vocabulary
        self._knowledge = knowledge
        self._memory = Memory(sentences)
        self._matcher = Matcher(text, profiles, vocabulary, knowledge)
        self._spans: list[tuple[int, int]] = [(mention.start, mention.end) for mention in names]
        self._deals = deals

    def resolve(self) -> list[CompanyMention]:
        """The mentions by description and pronoun, in order; those that stay open have no companies."""
        items: list[CompanyMention | Description | Pronoun | tuple[int, int]] = [*self._names, *self._institutions]
        items += list(find_descriptions(self._text, self._sentences, self._vocabulary, self._knowledge))
        items += list(find_pronouns(self._text, self._sentences))
        items.sort(key=lambda item: item[0] if isinstance(item, tuple) else item.start)
        starts = {mention.start: mention for mention in self._names}
        mentions: list[CompanyMention] = []
        place = described = 0
        for item in items:
            start = item[0] if isinstance(item, tuple) else item.start
            while place + 1 < len(self._sentences) and self._sentences[place].end <= start:
                place += 1
            sentence = self._sentences[place] if self._sentences else None
            if sentence is None or isinstance(item, tuple):
                if sentence is not None and isinstance(item, tuple):
                    self._remember(item[0], item[1], sentence, ())
                continue
            if isinstance(item, CompanyMention):
                # "The owner of Dior and Tiffany": the names inside are what it has, nobody speaks of them.
                # "Zara owner Inditex": of the owner it is that more will be said.
                if item.start >= described and not _BRAND_OF.match(self._text, item.end):
                    self._remember(item.start, item.end, sentence, item.companies)
                continue
            if isinstance(item, Description):
                companies = self._described(item, sentence, starts)
                if companies is None:
                    continue
                self._spans.append((item.start, item.end))
                described = item.end
                kind_mention = CompanyMention(
                    item.start, item.end, "description", companies, self._possessive(item.end)
                )
            else:
                companies = self._meant(item, sentence)
                if not companies:
                    continue
                kind_mention = CompanyMention(item.start, item.end, "pronoun", companies, item.possessive)
            mentions.append(kind_mention)
            # What stays open is remembered too: a pronoun after it means the same unknown.
            beside = isinstance(item, Description) and self._apposed_to(item) is not None
            self._remember(item.start, item.end, sentence, companies, beside=beside)
        return mentions

    def _possessive(self, end: int) -> bool:
        return self._text[end : end + 2] in ("'s", "’s") or self._text[end : end + 1] in ("'", "’")

    def _remember(
        self, start: int, end: int, sentence: Sentence, companies: tuple[int, ...], *, beside: bool = False
    ) -> None:
        """Remember who was spoken of. A description ``beside`` a name is no subject of its own: "sold it to Dunmore,
        the fund that wants more"."""
        subject = not beside and is_subject(self._text, start, end, sentence, self._analyses.get(sentence.index))
        self._memory.add(Event(start, end, sentence.index, companies, subject))

    # Descriptions

    def _described(
        self, item: Description, sentence: Sentence, starts: Mapping[int, CompanyMention]
    ) -> tuple[int, ...] | None:
        """The companies that a description means; empty if open, ``None`` if it is no mention of its own."""
        text = self._text
        apposed = self._apposed_to(item)
        if apposed is not None:
            self._matcher.learn(apposed, item)
            return (apposed,)
        for width in (1, 2):
            name = starts.get(item.end + width)
            if name is not None and (
                text[item.end : item.end + width].isspace() or text[item.end : item.end + width] == ", "
            ):
                self._matcher.learn(name.companies[0], item)
                return name.companies if "," in text[item.end : item.end + width] else None
        inside = _INSIDE.match(text, item.end) if not item.superlative and item.role is None else None
        if inside is not None and inside.end() in starts:
            # "The business at Dunmore" is a part of Dunmore.
            return None
        if item.role == "public":
            return ()
        if item.role in ("buyer", "seller"):
            return self._dealt(item)
        if item.role in ("former", "latter"):
            return self._of_pair(item, sentence)
        if item.plural:
            return self._several(item, sentence)
        if item.role == "relation":
            return self._related(item, sentence)
        return self._bought(item) or self._one(item, sentence) or self._only_there(item)

    def _only_there(self, item: Description) -> tuple[int, ...]:
        """The one company of the article so far that sits where a description says, however long ago it was named; else
        the one that may sit there, where all others sit elsewhere."""
        reported = self._reported(self._memory.last)
        placed = [company for company in reported if self._matcher.is_placed(item, company)]
        if not placed and item.countries and len(reported) > 1:
            left = [company for company in reported if not self._matcher.rules_out(item, company)]
            placed = [company for company in left if not self._profiles[company].unit]
        return (placed[0],) if len(placed) == 1 else ()

    def _apposed_to(self, item: Description) -> int | None:
        """The name directly before a comma before the description: "Lyft, the smaller rival that ..."."""
        before = [mention for mention in self._names if mention.end <= item.start and item.start - mention.end < 40]
        if not before or len(before[-1].companies) != 1:
            return None
        last = before[-1]
        if _APPOSED.fullmatch(self._text[last.end : item.start]) and not _SPEECH.match(self._text, item.end):
            return last.companies[0]
        return None

    def _dealt(self, item: Description) -> tuple[int, ...] | None:
        deal = deal_at(self._deals, item.sentence)
        if deal is None:
            return None
        return (deal.buyer if item.role == "buyer" else deal.seller,)

    def _bought(self, item: Description) -> tuple[int, ...]:
        """Who is bought, where a description is what a price values: "values the Texas biotech at $7bn"."""
        if _VALUED.search(self._text, max(0, item.start - 12), item.start) is None:
            return ()
        deal = deal_at(self._deals, item.sentence)
        fits = deal is not None and not self._matcher.rules_out(item, deal.seller)
        return (deal.seller,) if deal is not None and fits else ()

    def _reported(self, companies: Iterable[int]) -> list[int]:
        """Those of some companies that the article reports on and does not merely cite."""
        return [company for company in companies if not self._profiles[company].source]

    def _of_pair(self, item: Description, sentence: Sentence) -> tuple[int, ...]:
        """ "The former", "the latter": the last two companies of this sentence, or of the one before; else the only two
        of the last few sentences."""
        for index in (sentence.index, sentence.index - 1):
            named = self._reported(self._memory.named_in(index, item.start))
            if len(named) >= 2:
                return (named[-2],) if item.role == "former" else (named[-1],)
        pair = self._reported(self._memory.named_since(sentence.index - _PAIR_REACH, item.start))
        if len(pair) != 2:
            return ()
        return (pair[0],) if item.role == "former" else (pair[1],)

    def _several(self, item: Description, sentence: Sentence) -> tuple[int, ...]:
        """ "The companies", "the three French groups": the last group that was named, or all that fit if their number
        does."""
        reported = self._reported(self._memory.last)
        fitting = [company for company in reported if not self._matcher.rules_out(item, company)]
        if item.count is not None and len(fitting) == item.count and (item.countries or item.sectors or item.count > 2):
            return tuple(fitting)
        deal = deal_at(self._deals, sentence.index)
        if deal is not None and item.count in (None, 2):
            parties = (deal.buyer, deal.seller)
            if all(party in fitting for party in parties):
                return parties
        for index in (sentence.index, sentence.index - 1):
            group = [company for company in self._memory.named_in(index, item.start) if company in fitting]
            if len(group) >= 2 and item.count in (None, len(group)):
                return tuple(group)
        lately = self._memory.named_since(sentence.index - 4, item.start)
        group = [company for company in fitting if company in lately]
        return tuple(group) if item.count is not None and len(group) == item.count else ()

    def _related(self, item: Description, sentence: Sentence) -> tuple[int, ...]:
        """ "Its rival": the one other company that was spoken of lately, or that fits at all."""
        here = [event for event in self._memory.said_in(sentence.index) if len(event.companies) == 1]
        focus = here[-1].companies[0] if here else self._focus(sentence)
        if focus is None:
            return ()
        for reach in (2, len(self._sentences)):
            named = self._reported(self._memory.named_since(sentence.index - reach, item.start))
            fitting = [company for company in named if company != focus and not self._matcher.rules_out(item, company)]
            if fitting:
                return tuple(fitting) if len(fitting) == 1 else ()
        return ()

    def _one(self, item: Description, sentence: Sentence) -> tuple[int, ...]:
        last = self._memory.last
        tells = _TELLS.match(self._text, item.end) is not None
        latest_institution = max(
            (event.start for event in self._memory.since(sentence.index - 1) if not event.companies),
            default=-1,
        )
        scores: dict[int, float] = {}
        named = self._matcher.by_name(item, last)
        advised = _ADVISES.match(self._text, item.end) is not None
        acting = self._acting(item, sentence)
        against = self._set_against(item, sentence)
        for company, event in last.items():
            if (company in acting and company != self._home) or company in against:
                continue
            distance = self._memory.distance(event, sentence)
            if named and company not in named:
                continue
            if advised and not self._profiles[company].source:
                continue
            acts = tells and event.subject and not distance
            if (distance > _REACH and company != self._home) or self._matcher.rules_out(item, company, acting=acts):
                continue
            scores[company] = self._matcher.fit(item, company) + self._salience(company, event, sentence)
            if self._profiles[company].source and not (item.firm or advised):
                scores[company] -= _SOURCE
            if self._profiles[company].unit and not named:
                scores[company] -= _UNIT
        if not scores:
            return ()
        ranked = sorted(scores, key=lambda company: -scores[company])
        best = ranked[0]
        if scores[best] < _LEAST or (len(ranked) > 1 and scores[best] - scores[ranked[1]] < _MARGIN):
            return ()
        if (
            item.words[-1] in _PUBLIC_TOO
            and latest_institution > last[best].start
            and self._matcher.fit(item, best) < 1.0
        ):
            return ()
        return (best,)

    def _set_against(self, item: Description, sentence: Sentence) -> set[int]:
        """The companies that the sentence goes on to set against a description: "the smaller bank's ratio was 13%,
        against 13.9% at Alder"."""
        against = _AGAINST.search(self._text, item.end, sentence.end)
        if against is None:
            return set()
        names = (name for name in self._names if name.start == against.end())
        return {company for name in names for company in name.companies}

    def _acting(self, item: Description, sentence: Sentence) -> set[int]:
        """The companies that are subject of the clause in which the description is acted upon."""
        span = own_subject(self._analyses.get(sentence.index), item.start, item.end)
        return self._memory.spoken_within(span, sentence) if span is not None else set()

    def _salience(self, company: int, event: Event, sentence: Sentence) -> float:
        """How present a company is: the article's own, spoken of just now, as a subject."""
        distance = self._memory.distance(event, sentence)
        own = company == self._home and not self._memory.turned_from(self._home, sentence)
        score = (_OWN_IN_DEAL if deal_at(self._deals, sentence.index) else _OWN) if own else 0.0
        score += 2.2 if distance == 0 else 1.4 if distance == 1 else max(0.0, 1.0 - 0.2 * distance)
        score += _NEAR if self._memory.same_paragraph(event, sentence) else 0.0
        return score + (0.5 if event.subject and distance <= 1 else 0.0)

    # Pronouns

    def _meant(self, item: Pronoun, sentence: Sentence) -> tuple[int, ...]:
        if item.count != 1:
            return self._both(item, sentence)
        here = [event for event in self._memory.said_in(sentence.index) if event.start < item.start]
        if not item.possessive:
            acting = self._acting_on(item, sentence)
            if acting:
                return self._other_than(acting, here, sentence)
        elif here and self._is_tie(item):
            here = [event for event in here if event.companies != here[-1].companies]
            if len({event.companies for event in here}) == 1:
                return self._single(here[-1], item)
        if here and all(self._publishes(event) for event in here):
            return ()
        here = [event for event in here if not self._publishes(event)]
        subjects = [event for event in here if event.subject]
        if item.possessive and here and _STATED.match(self._text, here[-1].end, item.start):
            return self._single(here[-1], item)
        if item.possessive and here and _VERB_BETWEEN.fullmatch(self._text[here[-1].end : item.start]):
            return self._single(here[-1], item)
        if subjects:
            return self._single(subjects[-1], item)
        singles = {event.companies for event in here}
        if here and len(singles) == 1 and (item.agent or item.possessive):
            return self._single(here[-1], item)
        if here and len(singles) > 1:
            return ()
        if item.governed:
            return ()
        earlier = self._memory.said_in(sentence.index - 1)
        if not earlier:
            focus = self._focus(sentence)
            return (focus,) if focus is not None and item.agent else ()
        if other_subject(self._analyses.get(sentence.index - 1), self._spans) and not item.agent:
            return ()
        if item.possessive:
            earlier = [event for event in earlier if not self._merely_cited(event)]
        subjects = [event for event in earlier if event.subject]
        if len({event.companies for event in subjects}) > 1 and any(self._speaks(event) for event in earlier):
            # "Persimmon built more homes, Jefferies said. It puts profit at ...": either.
            return ()
        if subjects:
            return self._single(subjects[0] if item.opens else subjects[-1], item)
        if len({event.companies for event in earlier}) == 1 and item.agent:
            return self._single(earlier[-1], item)
        return ()

    def _merely_cited(self, event: Event) -> bool:
        """Whether an event speaks of a source that a preposition leads in: "according to LSEG"."""
        cited = bool(event.companies) and all(self._profiles[company].source for company in event.companies)
        return cited and _CITED_BY.search(self._text, max(0, event.start - 24), event.start) is not None

    def _acting_on(self, item: Pronoun, sentence: Sentence) -> set[int]:
        """The companies that do to a pronoun what its verb says, and which it cannot mean."""
        span = acted_by(self._analyses.get(sentence.index), item.start, item.end)
        return self._memory.spoken_within(span, sentence) if span is not None else set()

    def _other_than(self, acting: set[int], here: Sequence[Event], sentence: Sentence) -> tuple[int, ...]:
        """Whom an object means: the other party of a deal, else the only other company of this sentence or of the last
        two."""
        deal = deal_at(self._deals, sentence.index)
        if deal is not None and len(acting & {deal.buyer, deal.seller}) == 1:
            return (deal.seller,) if deal.buyer in acting else (deal.buyer,)
        lately = [*self._memory.said_in(sentence.index - 2), *self._memory.said_in(sentence.index - 1)]
        for events in (here, lately):
            others = {
                event.companies for event in events if len(event.companies) == 1 and not acting & {*event.companies}
            }
            if others:
                return others.pop() if len(others) == 1 else ()
        return ()

    def _is_tie(self, item: Pronoun) -> bool:
        """Whether the company named last is said to be something to the owner: "that has become its largest holder"."""
        return (
            _TIE.match(self._text, item.end) is not None
            and _BECOMES.search(self._text, max(0, item.start - 12), item.start) is not None
        )

    def _publishes(self, event: Event) -> bool:
        """Whether an event speaks of a paper or agency alone."""
        entries = [self._profiles[company].entry for company in event.companies]
        return bool(entries) and all(entry is not None and entry.publisher for entry in entries)

    def _single(self, event: Event, item: Pronoun) -> tuple[int, ...]:
        if len(event.companies) != 1:
            return ()
        if self._profiles[event.companies[0]].source and (item.rated or not (item.agent or item.possessive)):
            return ()
        return event.companies

    def _speaks(self, event: Event) -> bool:
        """Whether the company is the one that says the sentence, as a source does."""
        return (
            len(event.companies) == 1
            and self._profiles[event.companies[0]].source
            and _SPEECH.match(self._text, event.end) is not None
        )

    def _both(self, item: Pronoun, sentence: Sentence) -> tuple[int, ...]:
        """ "Both", "each", "the trio": the companies named last, in this sentence or the two before, if they are as
        many as the word says; in a deal, its parties."""
        for index in (sentence.index, sentence.index - 1, sentence.index - 2):
            named = self._reported(self._memory.named_in(index, item.start))
            if item.count and len(named) > item.count:
                # "Alpha, best known for Brandalia, and Beta": a unit is named beside its owner.
                named = [company for company in named if not self._profiles[company].unit]
            if len(named) == (item.count or max(len(named), 2)):
                return tuple(named)
            if named and index != sentence.index:
                break
        lately = self._reported(self._memory.named_since(sentence.index - _PAIR_REACH, item.start))
        if item.count and len(lately) == item.count:
            return tuple(lately)
        deal = deal_at(self._deals, sentence.index)
        return (deal.buyer, deal.seller) if deal is not None and item.count == 2 else ()

    def _focus(self, sentence: Sentence) -> int | None:
        """Who was spoken of last as a subject, within this paragraph and the last; else the article's own company."""
        for event in self._memory.since(sentence.index - 3):
            if event.subject and len(event.companies) == 1 and not self._profiles[event.companies[0]].source:
                return event.companies[0]
        return self._home


def is_source(entry: Entry | None) -> bool:
    """Whether a company's trade is to be cited: data providers, rating agencies, exchanges, papers."""
    return entry is not None and entry.sector in _SOURCES
