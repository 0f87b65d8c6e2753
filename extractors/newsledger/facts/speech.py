"""Where a sentence tells who says something: the verbs of telling and their speakers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

from newsledger.analysis import NAME_TAGS, VERB_TAGS, Analysis
from newsledger.facts.cues import forms, phrases
from newsledger.facts.scenes import Scene
from newsledger.facts.source import Source
from newsledger.facts.sources import Sources
from newsledger.facts.telling import Speech, closes, said_by
from newsledger.facts.telling_phrases import by_phrases
from newsledger.facts.unnamed import COUNTS, unnamed_nouns
from newsledger.grammar import clause_follows, is_finite, is_passive, subjects_of

_KINDS = ("say", "deny", "add", "forecast", "set", "guide", "report", "show", "tally")
_OUTLOOK = re.compile(
    r"(?i)\b(?:" + "|".join(re.escape(noun) for noun in phrases("source_nouns", "kind", "outlook", "nouns")) + r")\b"
)


def speeches(scene: Scene, sources: Sources) -> list[Speech]:
    """The tellings of a sentence, in order of the text."""
    found = []
    for speech in chain(_by_opening(scene, sources), _by_verbs(scene, sources), by_phrases(scene, sources)):
        sources.remember(speech.source)
        found.append(speech)
    return sorted(found, key=lambda speech: speech.place)


@cache
def _kinds() -> dict[str, str]:
    """The kind of each cue word; of several the one that stands first in ``_KINDS``."""
    return {word: kind for kind in reversed(_KINDS) for word in forms("source_cues", "kind", kind)}


@cache
def _sayings() -> frozenset[str]:
    """The words of saying, denying and adding, all of whose clause is told."""
    return frozenset(word for word, kind in _kinds().items() if kind in ("say", "deny", "add"))


@cache
def _unnamed_words() -> frozenset[str]:
    """The words without which no unnamed people are looked for before a verb."""
    return unnamed_nouns() | COUNTS | {"them"}


def _by_verbs(scene: Scene, sources: Sources) -> Iterator[Speech]:
    analysis = scene.analysis
    if analysis is None:
        yield from _by_words(scene, sources)
        return
    kinds = _kinds()
    for verb, low in enumerate(analysis.lows):
        kind = kinds.get(low)
        if kind is None or not _verbal(analysis, verb):
            continue
        if analysis.tags[verb] == "VBN" and is_passive(analysis, verb) and not _acts(scene, sources, analysis, verb):
            continue
        if kind == "show" and analysis.tags[verb] == "VB" and low not in _SHOWN_TO:
            continue
        start, end = analysis.starts[verb], analysis.ends[verb]
        governs = clause_follows(analysis, verb)
        if low == "add" and analysis.tags[verb - 1] == "MD" and analysis.lows[verb + 1 : verb + 2] != ["that"]:
            continue
        if (kind == "add" and not governs and not closes(scene, end)) or (low in _DEEDS and not governs):
            continue
        if kind == "add" and _AMOUNT.match(scene.text(end, scene.end)):
            continue
        if kind in ("say", "report", "add") and _NOT & set(analysis.lows[max(verb - 2, 0) : verb]):
            continue
        if low in _HAS and "VBN" in analysis.tags[verb + 1 : verb + 3]:
            continue
        if low in _GLIMPSES and "MD" in analysis.tags[max(verb - 3, 0) : verb]:
            continue
        if kind == "set" and not (_HAS_IT if low in _HAS else _AT).match(scene.text(end, scene.end)):
            continue
        if low in _FOR and not re.match(r"\s+(?:for|to)\b", scene.text(end, scene.end)):
            continue
        if kind == "tally" and scene.text(end, end + 4) == " on ":
            kind = "forecast"
        outlook = scene.text(end, end + 70)
        if kind == "guide" and not (_OUTLOOK.search(outlook) or _ITS_OWN.match(outlook)):
            continue
        if kind == "add" or (
            kind == "report" and (_closing(scene, analysis, verb) or analysis.lows[verb + 1 : verb + 2] == ["that"])
        ):
            kind = "say"
        cue = analysis.token(verb).text
        subject, source = _speaker(scene, sources, analysis, verb)
        if subject < 0:
            opener = sources.within(scene.start, start) if low in ("says", "said") else None
            if opener is not None:
                yield Speech(opener, cue, start, (end, scene.end), kind)
            continue
        if source is not None and scene.text(source.end, source.end + 1) == ":":
            source = sources.within(source.end, start)
        if source is None or (low in _VALUING and _of_what(scene, analysis, verb, source)):
            continue
        if kind == "show" and analysis.lows[subject] in _FILINGS and source.companies:
            kind = "say"
        yield Speech(
            source, cue, start, said_by(scene, analysis, verb, (subject, source.end), saying=low in _sayings()), kind
        )


_AMOUNT = re.compile(r"\s+(?:another\s+|a\s+further\s+)?#")
"""What follows "added" where no words are: "Acme added # and Beta climbed #"."""

_SHOWN_TO = frozenset({"show"})
"""What is shown may be told in the plain form: "the figures show"; what one has "to find" is not found."""


def _acts(scene: Scene, sources: Sources, analysis: Analysis, verb: int) -> bool:
    """Whether a form that the model takes for a passive is none, a company standing right before it at the head of its
    sentence and no "by" after it: "Acme guided for"."""
    named = sources.within(scene.start, analysis.starts[verb])
    alone = named is not None and not scene.text(scene.start, named.start).strip(' "“')
    beside = named is not None and not scene.text(named.end, analysis.starts[verb]).strip()
    return alone and beside and analysis.lows[verb + 1 : verb + 2] != ["by"]


_VALUING = frozenset({"value", "values", "valued"})
_FILINGS = frozenset({"prospectus", "filing", "statement", "letter", "memo", "disclosure", "documents", "accounts"})
"""Papers in which a company itself speaks."""


def _closing(scene: Scene, analysis: Analysis, verb: int) -> bool:
    """Whether a verb tells what stands before it: "..., the carmaker announced on Friday"."""
    before = scene.text(scene.start, analysis.starts[verb])
    relative = {"which", "who", "that"} & set(analysis.lows[max(verb - 2, 0) : verb])
    return "," in before and not relative and closes(scene, analysis.ends[verb])


def _of_what(scene: Scene, analysis: Analysis, verb: int, source: Source) -> bool:
    """Whether the subject of a verb of valuing is no company's name but what has happened: "rose 5%, which values it
    at"."""
    if analysis.lows[verb - 1] not in ("which", "that"):
        return False
    return not source.companies or scene.text(source.end, analysis.starts[verb]).strip(" ,") != "which"


_ITS_OWN = re.compile(r"\s+its\s+own\s+(?:at|to)\s")
_AT = re.compile(
    r"[^#;]{0,80}\bat\s|\s+an?\s+(?:[\w-]+\s+){0,2}#+\s+(?:[\w-]+\s+)?(?:probability|chance|odds|likelihood|price|value|target)\b"
)
_HAS = frozenset({"has", "have", "had"})
_NOT = frozenset({"not", "n't", "never"})

_GLIMPSES = frozenset({"see", "count"})
"""Words of expecting that mean no more than to get behind "can" or "will": "shareholders will not see a payout"."""

_HAS_IT = re.compile(r"\s+(?:[\w-]+\s+){1,4}at\s+(?:\w+\s+)?#")
"""What makes of "has" a word of telling: "NAB has it at 3.1 percent"."""

_FOR = frozenset({"look", "looks", "looked", "looking"})
"""Words that tell of an expectation before "for" or "to" alone."""

_DEEDS = frozenset({"declare", "declared", "declares"})
"""Words that tell of a deed unless a clause follows: "declared a dividend"."""


def _speaker(scene: Scene, sources: Sources, analysis: Analysis, verb: int) -> tuple[int, Source | None]:
    """The subject of a verb of telling, and who that is: the first of the likely ones that can say something."""
    first = -1
    if scene.holds(_LEADING):
        led = _LED.search(scene.text(scene.start, analysis.starts[verb]))
        leader = sources.of_words(scene.start + led.start("who"), scene.start + led.end("who")) if led else None
        if led and leader is not None:
            return analysis.index(analysis.covering(scene.start + led.start(), leader.end)[0]), leader
    unnamed = (
        sources.unnamed(scene.start, analysis.starts[verb]) if verb > 0 and scene.holds(_unnamed_words()) else None
    )
    if unnamed is not None:
        return analysis.index(analysis.covering(unnamed.start, unnamed.end)[0]), unnamed
    holder = _before_aside(analysis, verb)
    if holder >= 0:
        source = sources.of(analysis, holder)
        if source is not None:
            return holder, source
    for subject in subjects_of(analysis, verb):
        source = sources.of(analysis, subject)
        if source is not None:
            return subject, source
        first = subject if first < 0 else first
    beside = _name_beside(analysis, verb)
    named = sources.of(analysis, beside) if beside >= 0 else None
    return (beside, named) if named is not None else (first, None)


_LEADING = frozenset({"led", "headed"})
_LED = re.compile(
    r"\b(?:[Aa]nalysts|[Ee]conomists|[Ss]trategists|[Rr]esearchers|[Bb]ankers|[Tt]eam|[Gg]roup)\b[^,;#]{0,40}?\s(?:led|headed)\s+by\s+"
    r"(?P<who>[A-Z][\w’'-]+(?:\s+[A-Z][\w.’'-]*){1,3})(?:,[^,#]{3,60},)?\s+(?:\w+ly\s+|now\s+|have\s+|has\s+)?$"
)
"""Analysts who speak through the one who leads them: "economists led by Ann Lee wrote"."""


def _name_beside(analysis: Analysis, verb: int) -> int:
    """The name right before a verb and its auxiliary, which may follow a noun that it does not belong to: "the # ounces
    Acme had tipped"; -1 if there is none."""
    place = verb - 1
    while place > 0 and analysis.lows[place] in ("had", "has", "have", "previously", "earlier"):
        place -= 1
    return place if 0 <= place < verb - 1 and analysis.tags[place] in NAME_TAGS else -1


def _before_aside(analysis: Analysis, verb: int) -> int:
    """The noun before a relative clause between commas that ends at a verb: "Ann Lee, who leaves in May, said"; -1 if
    there is none."""
    if verb < 2 or analysis.lows[verb - 1] != ",":
        return -1
    for place in range(verb - 2, 1, -1):
        if analysis.lows[place] in (",", ";", ":"):
            return -1
        if analysis.lows[place] in ("who", "which"):
            return place - 2 if analysis.lows[place - 1] == "," else -1
    return -1


_NO_NOUNS = frozenset(
    {
        *("reckon", "reckons", "foresees", "predicts", "expects", "thinks", "believes", "says", "argues", "insists"),
        *("concedes", "contends", "calculates", "anticipates", "envisages", "warns", "acknowledges"),
        *("pencils", "envisions", "surmises", "posits"),
    }
)
"""Verbs of telling that the model takes for nouns though they are none."""


def _verbal(analysis: Analysis, place: int) -> bool:
    """Whether a word is a verb, or was taken for a noun though it closes a clause or there is no other: "..., FedEx
    estimates"; "Acme, by contrast, pencils in 1%"."""
    if analysis.tags[place] in VERB_TAGS or analysis.lows[place] in _NO_NOUNS:
        return True
    if analysis.lows[place - 1 : place] == [","] and analysis.tags[place] == "NNS":
        return not any(is_finite(analysis, at) for at in range(len(analysis)))
    return (
        analysis.tags[place] in ("NNS", "NNPS")
        and place > 1
        and analysis.tags[place - 1] in ("NNP", "PRP")
        and "," in analysis.lows[max(place - 4, 0) : place]
        and (place + 1 == len(analysis) or analysis.lows[place + 1] in (".", ","))
    )


_FORESEEING = frozenset({"forecast", "forecasts", "estimates", "predicts", "projects", "foresees"})
_OPENING = re.compile(
    r"^(?:The\s+)?(?!Its\b|Their\b|His\b|Her\b|Our\b)(?P<who>[A-Z][^,#;:]{2,50}?)(?:,[^,#]{3,60},)?\s+(?P<cue>forecasts?|estimates|predicts|projects|"
    r"foresees)\s"
)


def _by_opening(scene: Scene, sources: Sources) -> Iterator[Speech]:
    """A verb of expecting that the model took for a noun: "The fund, in its review, forecast growth of 3%"."""
    match = _OPENING.match(scene.masked) if scene.holds(_FORESEEING) else None
    if match is None or scene.analysis is None:
        return
    at = match.start("cue") + scene.start
    if any(token.tag_ in VERB_TAGS for token in scene.analysis.covering(scene.start, match.end("cue") + scene.start)):
        return
    source = sources.of_words(match.start("who") + scene.start, match.end("who") + scene.start)
    if source is not None:
        yield Speech(source, match.group("cue"), at, (at, scene.end), "forecast")


_SAYING = frozenset({"said", "says", "told", "added", "adds"})
_TOLD = re.compile(
    r"(?:(?P<before>(?:^|[,\"“”])\s*(?P<subject>[^,\"“”#;:]{1,60}?)(?:,\s+\d\d,)?\s+)(?P<verb>said|says|told|added|"
    r"adds)\b)|"
    r"(?:[,\"”]\s*(?P<verb2>said|says|added)\s+(?P<subject2>[^,.\"“”#;:]{2,60}))"
)


def _by_words(scene: Scene, sources: Sources) -> Iterator[Speech]:
    """The tellings of a sentence that the model did not read: "..., said Chief Executive Mary Barra"."""
    if not scene.holds(_SAYING):
        return
    for match in _TOLD.finditer(scene.masked):
        name = "subject" if match.group("subject") else "subject2"
        start, end = match.start(name) + scene.start, match.end(name) + scene.start
        source = sources.of_words(start, end)
        if source is not None:
            cue = match.group("verb") or match.group("verb2")
            yield Speech(source, cue, start, (scene.start, scene.end), "say")
