"""Subjects, noun phrases and verbs of a sentence, read from the order of words and their tags.

A small model's tree goes astray in headlines and among figures and costs a sixth of the model's time; its tags hold. So
what a rule wants to know of a sentence's build is asked here. All places are those of tokens in an ``Analysis``, and -1
stands for none.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsledger.analysis import FINITE_TAGS, NOUN_TAGS, VERB_TAGS, Analysis
from newsledger.figures.vocabulary import rows

_PHRASE_TAGS = NOUN_TAGS | {"DT", "PDT", "PRP$", "JJ", "JJR", "JJS", "CD", "POS", "HYPH", "$", "AFX", "RBS"}
_OPENERS = frozenset({"DT", "PDT", "PRP$"})
_HEADS = NOUN_TAGS | {"PRP", "DT", "CD"}
_QUOTES = frozenset({'"', "“", "”", "''", "``", "‘"})
_TIMES = frozenset(next(row["words"] for row in rows("word_classes.csv") if row["class"] == "nouns of time").split(";"))
"""Nouns of time, which stand beside a subject without a preposition: "the bank this week said"."""

_ADVERBS = frozenset({"RB", "RBR", "RP", "UH"})
_AUXILIARIES = frozenset({"have", "has", "had", "having", "'ve", "'s", "'d", "be", "is", "are", "was", "were", "been"})
_BE = frozenset({"be", "is", "are", "was", "were", "been", "being", "get", "got"})
_INNER = frozenset(
    {"of", "at", "for", "with", "from", "by", "in", "on", "to", "about", "behind", "over", "across", "like"}
)
"""Prepositions of phrases that may stand between a subject and its verb: "a person with knowledge of the matter"."""

_NESTED = 8
"""Phrases that may stand between a subject and its verb."""


def subjects_of(analysis: Analysis, verb: int) -> Iterator[int]:
    """The last words of the nouns, names or pronouns that can be the subject of a verb, the likeliest first.

    A verb stands after its subject, or after what was told and before it ("..., said Ann Lee"), shares that of a verb
    before it ("raised its view and said", ", adding that") or hangs on a noun ("data showing", "the bank, which said").
    """
    place = _group_first(analysis, verb) - 1
    if _inverted(analysis, verb, place):
        yield phrase_head(analysis, verb + 1)
        return
    joins = place >= 0 and (analysis.tags[place] == "CC" or analysis.lows[place - 1 : place + 1] == [",", "then"])
    infinitive = analysis.tags[verb] == "VB" and "to" in analysis.lows[max(verb - 2, 0) : verb]
    beside = analysis.tags[verb] == "VBG" and (place < 0 or analysis.tags[place] not in NOUN_TAGS)
    if not (joins or infinitive or beside):
        found = _before(analysis, place)
        if found >= 0:
            yield found
            return
    closed = False
    for earlier in range(place, -1, -1):
        closed = closed or analysis.lows[earlier] == ","
        if is_finite(analysis, earlier) and not (closed and _relative(analysis, earlier)):
            if infinitive and analysis.lows[earlier] in _BE and "VBN" in analysis.tags[earlier:verb]:
                return
            own = _before(analysis, _group_first(analysis, earlier) - 1)
            if own < 0 and _inverted(analysis, earlier, _group_first(analysis, earlier) - 1):
                own = phrase_head(analysis, earlier + 1)
            if own >= 0:
                yield own


def subject_of(analysis: Analysis, verb: int) -> int:
    """The likeliest subject of a verb, or -1."""
    return next(subjects_of(analysis, verb), -1)


def is_finite(analysis: Analysis, place: int) -> bool:
    """Whether a finite verb stands at the place and no participle that was taken for one ("compiled by LSEG")."""
    if analysis.tags[place] not in FINITE_TAGS or (analysis.lows[place] == "'s" and analysis.tags[place - 1] == "NNP"):
        return False
    return not (
        analysis.tags[place] == "VBD" and _low(analysis, place + 1) == "by" and _tag(analysis, place - 1) in NOUN_TAGS
    )


def is_passive(analysis: Analysis, verb: int) -> bool:
    """Whether a participle tells what is done to something: "is expected", "estimates compiled by"."""
    first = _group_first(analysis, verb)
    group = analysis.lows[first:verb]
    if any(low in _BE for low in group):
        return True
    if any(low in _AUXILIARIES for low in group):
        return False
    low = _low(analysis, verb + 1)
    if "that" in analysis.lows[verb + 1 : verb + 4]:
        return False
    return low in ("by", "in", "at", "on", "from", "for", "to", "as") or any(
        is_finite(analysis, place) for place in range(*_stretch(analysis, verb))
    )


def clause_follows(analysis: Analysis, verb: int) -> bool:
    """Whether a verb governs a clause: "added that sales rose", "declared it was done"."""
    if _low(analysis, verb + 1) in ("that", ":") or _low(analysis, verb + 1) in _QUOTES:
        return True
    return any(is_finite(analysis, place) for place in range(verb + 1, _stretch(analysis, verb)[1]))


def phrase_first(analysis: Analysis, head: int) -> int:
    """Where the noun phrase that ends on a noun begins: "the bank's chief economist" from "economist"."""
    place = head
    while place > 0 and analysis.tags[place] not in ("PRP",):
        before = place - 1
        if analysis.tags[place] in _OPENERS and analysis.tags[before] not in ("PDT",):
            break
        if analysis.lows[before] == "of" and _tag(analysis, before - 1) == "NNP" and "POS" in analysis.tags[place:head]:
            place = before - 1
            continue
        if analysis.lows[before] == "&" and _tag(analysis, before - 1) in NOUN_TAGS:
            place = before - 1
            continue
        if analysis.tags[before] not in _PHRASE_TAGS and not _participle(analysis, before, place):
            break
        if analysis.lows[before] in _TIMES and analysis.tags[place] != "POS":
            break
        place = before
    return place


def phrase_head(analysis: Analysis, first: int) -> int:
    """The last noun of the noun phrase that begins at a place: "Mary Barra" -> "Barra"; -1 if there is none."""
    head, place = -1, first
    while place < len(analysis):
        tag = analysis.tags[place]
        if (tag not in _PHRASE_TAGS and tag not in ("PRP", "VBG", "VBN") and analysis.lows[place] != "&") or (
            head >= 0 and analysis.lows[place] in _TIMES
        ):
            break
        if tag in _HEADS:
            head = place
        place += 1
    return head


def joined_last(analysis: Analysis, head: int) -> int:
    """The last noun of those that "and" joins to a subject: "Lloyds" of "Barclays and Lloyds rose"."""
    last = found = head
    while _low(analysis, last + 1) in ("and", "or", "&", ","):
        after = phrase_head(analysis, last + 2)
        if after < 0:
            break
        if analysis.lows[last + 1] != ",":
            found = after
        last = after
    return found


def phrase_last(analysis: Analysis, head: int) -> int:
    """The last word of a noun's phrase with what hangs on it by prepositions: "a spokesman for the bank"."""
    last = head
    while _low(analysis, last + 1) in _INNER:
        inner = phrase_head(analysis, last + 2)
        if inner < 0 or analysis.lows[inner] in _TIMES:
            break
        last = inner
    return last


def apposed(analysis: Analysis, head: int) -> int:
    """The name that stands beside a noun: "its chief executive, Ann Lee," from "executive"; -1 if there is none."""
    place = phrase_last(analysis, head) + 1
    if _low(analysis, place) != "," or _tag(analysis, place + 1) not in ("NNP", "NNPS"):
        return -1
    last = place + 1
    while _tag(analysis, last + 1) in ("NNP", "NNPS"):
        last += 1
    return last if last > place + 1 and _low(analysis, last + 1) in (",", ".", "", "said", "says") else -1


def _tag(analysis: Analysis, place: int) -> str:
    return analysis.tags[place] if 0 <= place < len(analysis) else ""


def _low(analysis: Analysis, place: int) -> str:
    return analysis.lows[place] if 0 <= place < len(analysis) else ""


def _participle(analysis: Analysis, before: int, place: int) -> bool:
    """Whether a participle stands inside a noun phrase: "the managing director", "the Vienna-based broker"."""
    if analysis.tags[before] not in ("VBG", "VBN"):
        return False
    if _tag(analysis, before - 1) == "HYPH" or analysis.lows[before] == "managing":
        return True
    return analysis.tags[place] in NOUN_TAGS and _tag(analysis, before - 1) in _OPENERS | {"JJ", "NNP"}


def _group_first(analysis: Analysis, verb: int) -> int:
    """The first word of the verb's group: "has" of "has also said"."""
    place = verb
    while place > 0 and (
        analysis.tags[place - 1] in _ADVERBS
        or analysis.tags[place - 1] in ("MD", "TO")
        or (analysis.lows[place - 1] in _AUXILIARIES and analysis.tags[place - 1] in VERB_TAGS)
    ):
        place -= 1
    return place


def _stretch(analysis: Analysis, place: int) -> tuple[int, int]:
    """The places around a word from one mark to the next."""
    first = last = place
    while first > 0 and analysis.lows[first - 1] not in (",", ";", ":"):
        first -= 1
    while last < len(analysis) and analysis.lows[last] not in (",", ";", ":"):
        last += 1
    return first, last


def _inverted(analysis: Analysis, verb: int, place: int) -> bool:
    """Whether a verb follows what was told and its subject follows it: "..., said Ann Lee"."""
    if place < 0 or not (
        analysis.lows[place] in _QUOTES or analysis.lows[place] in (",", "-", "--", "–", "—", "?", "!")
    ):
        return False
    after = verb + 1
    tag, low = _tag(analysis, after), _low(analysis, after)
    if (
        analysis.lows[verb] in ("told", "tells")
        or low in _TIMES
        or tag not in NOUN_TAGS | _OPENERS | {"PRP", "JJ", "CD"}
    ):
        return False
    if tag not in ("NNP", "PRP") and analysis.lows[verb] not in (
        "said",
        "says",
        "added",
        "adds",
        "wrote",
        "writes",
    ):
        return False
    head = phrase_head(analysis, after)
    if head < 0:
        return False
    last = phrase_last(analysis, head) + 1
    if last < len(analysis) and (is_finite(analysis, last) or _tag(analysis, last) in ("RB", "TO")):
        return False
    return analysis.lows[place] in _QUOTES or any(is_finite(analysis, at) for at in range(place))


def _before(analysis: Analysis, place: int) -> int:
    """The head of the subject that ends at a place or before it, across asides and prepositions; -1 if none is."""
    fallback = -1
    aside = inner = False
    for _ in range(_NESTED):
        place = _past_times(analysis, place)
        if place < 0:
            return fallback
        low, tag = analysis.lows[place], analysis.tags[place]
        if tag == "PRP":
            return place
        if low in (",", "–", "—", "--"):
            place = _past_aside(analysis, place)
            aside = True
        elif tag == "POS":
            place -= 1
        elif low == ")":
            place = _opened(analysis, place)
        elif tag in ("WDT", "WP") or (low == "that" and _tag(analysis, place - 1) in NOUN_TAGS):
            place -= 2 if _low(analysis, place - 1) == "," else 1
        elif tag in _HEADS or (tag == "JJ" and _tag(analysis, place - 1) == "DT" and not inner):
            first = phrase_first(analysis, place)
            before = _low(analysis, first - 1)
            if fallback < 0:
                fallback = place
            if before in _INNER:
                place, inner = first - 2, True
            elif _joined(analysis, first - 1) or (before == "," and aside and _described(analysis, first, place)):
                place = first - 2
            elif aside and (_tag(analysis, first - 1) in VERB_TAGS or tag == "CD"):
                return -1
            else:
                return place
        elif inner and tag in ("JJ", "VBN", "VBG", "VBD", "RB"):
            place -= 1
        else:
            return fallback
    return fallback


def _past_times(analysis: Analysis, place: int) -> int:
    """The place before adverbs and nouns of time: "the bank late on Friday (said)"."""
    while place >= 0:
        if analysis.tags[place] in _ADVERBS or analysis.lows[place] in ("earlier", "late", "early", "later", "also"):
            place -= 1
            continue
        dated = analysis.tags[place] == "CD" and _low(analysis, place - 1) in _TIMES
        if dated or analysis.lows[place] in _TIMES:
            first = place - 1 if dated else place
            while _tag(analysis, first - 1) in ("DT", "JJ", "CD") or _low(analysis, first - 1) in _TIMES:
                first -= 1
            if first == 0 or (first == place and _tag(analysis, first - 1) in (",", "CC")):
                return place
            place = first - 1
            if analysis.lows[place] in ("on", "in", "at", "of", "for"):
                place -= 1
            continue
        return place
    return place


def _past_aside(analysis: Analysis, comma: int) -> int:
    """The place before the aside that a comma closes ("Acme, the maker of paint,"), or -1 if it closes none."""
    mark, quotes = analysis.lows[comma], 0
    for opened in range(comma - 1, -1, -1):
        quotes += analysis.lows[opened] in _QUOTES
        if analysis.lows[opened] == mark:
            told = any(
                is_finite(analysis, place) and not _relative(analysis, place) for place in range(opened + 1, comma)
            )
            if told and _tag(analysis, opened + 1) not in ("WDT", "WP", "WP$", "WRB", "IN"):
                return -1
            begun = _stretch(analysis, opened - 1)[0] if opened else 0
            if begun > 0 and _tag(analysis, begun) in ("WDT", "WP", "WRB"):
                continue
            return -1 if quotes % 2 else opened - 1
    return -1


def _relative(analysis: Analysis, verb: int) -> bool:
    """Whether a verb is that of a relative clause without a subject of its own: "which sells"."""
    before = _group_first(analysis, verb) - 1
    return _tag(analysis, before) in ("WDT", "WP") or _low(analysis, before) == "that"


def _opened(analysis: Analysis, closed: int) -> int:
    """The place before the bracket that opens what a bracket closes."""
    for place in range(closed - 1, -1, -1):
        if analysis.lows[place] == "(":
            return place - 1
    return -1


def _described(analysis: Analysis, first: int, head: int) -> bool:
    """Whether a phrase behind a comma says what the name before it is: "Acme, the maker"."""
    return analysis.tags[head] == "NN" and _tag(analysis, first - 2) in NOUN_TAGS


def _joined(analysis: Analysis, joint: int) -> bool:
    """Whether "and" joins two nouns before a verb, not two clauses: no verb stands before it."""
    if _low(analysis, joint) not in ("and", "or"):
        return False
    first = _stretch(analysis, joint)[0]
    return _tag(analysis, joint - 1) in NOUN_TAGS | {"POS"} and not any(
        analysis.tags[place] in VERB_TAGS and analysis.tags[place] not in ("VBN", "VBG")
        for place in range(first, joint)
    )
