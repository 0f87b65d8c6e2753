"""Where a sentence tells who says something: the speaker, the words that tell it, and what part of the sentence is
said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

import msgspec

from newsledger.analysis import NAME_TAGS, VERB_TAGS, Analysis
from newsledger.facts.cues import any_of, forms, phrases
from newsledger.facts.scenes import BARRIER, Scene
from newsledger.facts.source import Source
from newsledger.facts.sources import Sources
from newsledger.facts.unnamed import unnamed_nouns
from newsledger.grammar import clause_follows, is_finite, is_passive, phrase_first, phrase_last, subjects_of

_KINDS = ("say", "deny", "add", "forecast", "set", "guide", "report", "show", "tally")
_BREAK = re.compile(r";|\bwhereas\b")
_SEMICOLON = re.compile(";")
_OUTLOOK = re.compile(
    r"(?i)\b(?:" + "|".join(re.escape(noun) for noun in phrases("source_nouns", "kind", "outlook", "nouns")) + r")\b"
)
_ACCORDING = re.compile(
    r"(?i)\b(?P<cue>according to|in the (?:words|view|opinion|estimation) of|citing|compiled by|"
    r"calculated by|collected by|gathered by|polled by|"
    r"surveyed by|published by|consulted by|survey by|poll by|survey from|poll from|study by|index from|"
    r"(?:survey|poll)\s+of\s+[^,.;#()]{2,40}?\s+by|"
    r"data from|figures from|estimates? from|estimates? by|numbers from|statistics from|"
    r"a survey by|a poll by)\s+(?P<who>[^,.;()]{2,70})"
)
_DATA = re.compile(
    r",\s+(?P<who>[A-Z][^,#;]{1,60}?)\s+(?:data|figures|numbers|tool|statistics|calculations|survey|poll)\s+"
    r"(?P<cue>shows?|showed|found|indicates?|indicated|suggests?|suggested)\b"
)
_PRINTED = re.compile(
    r"\b(?P<cue>[Rr]eport|[Ss]tory|[Aa]rticle)\s+(?:in|by|from)\s+(?:(?:the|"
    r"a)\s+)?(?:[a-z]+\s+){0,2}(?P<who>[A-Z][^,#;]{1,50}?)\s+"
    r"(?:that|saying)\b"
)
_PAPERS = re.compile(
    r"\b(?:[Aa]n?|[Tt]he|[Tt]hat)\s+(?P<who>[A-Z][\w&.’'-]*(?:\s+[A-Z][\w&.’'-]*){0,4})\s+(?P<cue>report|story|article)\s+"
    r"(?:(?:on|from|last|this)\s+\w+\s+)?(?:that|saying)\b"
)
_RECKONED = (
    r"(?:counts?|estimates?|reckoning|calculations?|account|tally|numbers|figures|forecasts?|definition|sums|maths|"
    r"assessment|projections?|model)"
)
_COUNT = re.compile(
    rf"(?i)\b(?:by|on|in)\s+(?P<who>[^,.;()#]{{2,40}}?)['’]s?\s+(?:new\s+|own\s+|latest\s+|base\s+)?{_RECKONED}\b"
)
_COUNT_OF = re.compile(
    rf"(?i)\b(?:by|on|in)\s+the\s+(?:latest\s+|own\s+)?{_RECKONED}\s+(?:of|from|by)\s+(?P<who>[^,.;()#]{{2,50}})"
)
_HIS_COUNT = re.compile(rf"(?i)\b(?:by|on|in)\s+(?P<who>his|her)\s+(?:own\s+|latest\s+)?{_RECKONED}\b")
_PASSIVE = re.compile(
    r"(?i)\b(?P<cue>(?:expected|seen|said|thought|believed|forecast|predicted|estimated|understood|projected|reckoned|"
    r"tipped)\s+by)\s+(?P<who>(?!the\s+end\b)[^,.;()#]{2,60}?)(?=\s+(?:to|as)\b|\s+[a-z]+ing\b)"
)
_DENIED_BY = re.compile(
    r"\b(?:was|were|is|are|been)\s+(?:\w+ly\s+)?(?P<cue>denied|dismissed|rejected|disputed|refuted|ruled out|"
    r"played down|brushed aside)\s+by\s+(?P<who>[^,.;()#]{2,50}?)(?=\s+as\b|\s+on\b|[,.;)]|$)"
)
_RECKONINGS = frozenset(
    {
        *("count", "counts", "estimate", "estimates", "reckoning", "calculation", "calculations", "account"),
        *("tally", "numbers", "figures", "forecast", "forecasts", "definition", "sums", "maths", "assessment"),
        *("projection", "projections", "model"),
    }
)
_PHRASES = (
    (
        _ACCORDING,
        frozenset(
            {
                *("according", "citing", "compiled", "calculated", "collected", "gathered", "polled", "surveyed"),
                *("words", "view", "opinion", "estimation"),
                *("published", "consulted", "survey", "poll", "study", "index", "data", "figures", "estimates"),
                *("estimate", "numbers", "statistics"),
            }
        ),
    ),
    (_COUNT, _RECKONINGS),
    (_COUNT_OF, _RECKONINGS),
    (_HIS_COUNT, _RECKONINGS),
    (
        _PASSIVE,
        frozenset(
            {
                *("expected", "seen", "said", "thought", "believed", "forecast", "predicted", "estimated"),
                *("understood", "projected", "reckoned", "tipped"),
            }
        ),
    ),
    (
        _DATA,
        frozenset({"data", "figures", "numbers", "tool", "statistics", "calculations", "survey", "poll"}),
    ),
    (_PRINTED, frozenset({"report", "story", "article"})),
    (_PAPERS, frozenset({"report", "story", "article"})),
    (
        _DENIED_BY,
        frozenset({"denied", "dismissed", "rejected", "disputed", "refuted", "ruled", "played", "brushed"}),
    ),
)
"""Patterns of the tellings that have no verb of their own, each with the words of which it needs one."""

_OUTSIDE = re.compile(
    r"(?i)^\s*(?:(?:on|late|early|last|in|at|earlier|this|to|via|through|by)\b[^,]*)?[\s\"”’]*(?:[,.;]|$|"
    r"as\b|after\b|ahead\b)"
)
_HEARERS = re.compile(
    r"^\s+(?:(?:the|a|an|its|his|her)\s+)?[\w.:'’-]+(?:\s+[\w.:'’-]+){0,6}\s*(?:[.\"”’]*$|"
    r",\s+(?:which|while|as|after)\b)"
)
_SHORT = re.compile(r"^\s*(?:the same|an hour|a day|a week|hours|days|minutes|when|told)\b[^,;#]{0,40}[.\"”’\s]*$")


class Speech(msgspec.Struct, frozen=True):
    """One telling: ``said`` is the stretch of the article that is told, ``kind`` that of the cue word."""

    source: Source
    cue: str
    place: int
    said: tuple[int, int]
    kind: str


def speeches(scene: Scene, sources: Sources) -> list[Speech]:
    """The tellings of a sentence, in order of the text."""
    found = []
    for speech in chain(_by_opening(scene, sources), _by_verbs(scene, sources), _by_phrases(scene, sources)):
        sources.remember(speech.source)
        found.append(speech)
    return sorted(found, key=lambda speech: speech.place)


@cache
def _kinds() -> dict[str, str]:
    """The kind of each cue word; of several the one that stands first in ``_KINDS``."""
    return {word: kind for kind in reversed(_KINDS) for word in forms("source_cues", "kind", kind)}


def _by_verbs(scene: Scene, sources: Sources) -> Iterator[Speech]:
    analysis = scene.analysis
    if analysis is None:
        yield from _by_words(scene, sources)
        return
    kinds = _kinds()
    for verb, low in enumerate(analysis.lows):
        kind = kinds.get(low)
        if kind is None or not _verbal(analysis, verb) or (analysis.tags[verb] == "VBN" and is_passive(analysis, verb)):
            continue
        start, end = analysis.starts[verb], analysis.ends[verb]
        governs = clause_follows(analysis, verb)
        if low == "add" and analysis.tags[verb - 1] == "MD" and analysis.lows[verb + 1 : verb + 2] != ["that"]:
            continue
        if (kind == "add" and not governs and not _closes(scene, end)) or (low in _DEEDS and not governs):
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
        if kind == "add" or (kind == "report" and _closing(scene, analysis, verb)):
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
        yield Speech(source, cue, start, _said(scene, analysis, verb, (subject, source.end)), kind)


_VALUING = frozenset({"value", "values", "valued"})
_FILINGS = frozenset({"prospectus", "filing", "statement", "letter", "memo", "disclosure", "documents", "accounts"})
"""Papers in which a company itself speaks."""


def _closing(scene: Scene, analysis: Analysis, verb: int) -> bool:
    """Whether a verb tells what stands before it: "..., the carmaker announced on Friday"."""
    before = scene.text(scene.start, analysis.starts[verb])
    relative = {"which", "who", "that"} & set(analysis.lows[max(verb - 2, 0) : verb])
    return "," in before and not relative and _closes(scene, analysis.ends[verb])


def _of_what(scene: Scene, analysis: Analysis, verb: int, source: Source) -> bool:
    """Whether the subject of a verb of valuing is no company's name but what has happened: "rose 5%, which values it
    at"."""
    if analysis.lows[verb - 1] not in ("which", "that"):
        return False
    return not source.companies or scene.text(source.end, analysis.starts[verb]).strip(" ,") != "which"


_ITS_OWN = re.compile(r"\s+its\s+own\s+(?:at|to)\s")
_AT = re.compile(r"[^#;]{0,80}\bat\s")
_HAS = frozenset({"has", "have", "had"})
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
    unnamed = (
        sources.unnamed(scene.start, analysis.starts[verb])
        if verb > 0 and scene.holds(unnamed_nouns() | {"them"})
        else None
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


def _said(scene: Scene, analysis: Analysis, verb: int, speaker: tuple[int, int]) -> tuple[int, int]:
    """What is said by a speaker (his place, and where his name ends): all before one who closes the sentence, else all
    after the verb, up to a break."""
    subject, named = speaker
    first = analysis.starts[min(verb, phrase_first(analysis, subject))]
    last = analysis.ends[verb if subject < verb else max(phrase_last(analysis, subject), verb)]
    last = max(last, named) if subject > verb else last
    before = scene.text(scene.start, first).rstrip()
    low = analysis.lows[verb]
    told = low in ("told", "tells") and _HEARERS.match(scene.text(last, scene.end))
    if (told or _closes(scene, last)) and re.search(r"[,\"”’]$", before):
        breaks = list(_BREAK.finditer(before))
        floor = scene.start + max(breaks[-1].end() if breaks else 0, _own_quote(before))
        return floor, scene.end if told and _GOES_ON_TELLING.search(scene.text(last, scene.end)) else _resumed(
            scene, last
        )
    saying = _kinds().get(low) in ("say", "deny", "add")
    ends = _SEMICOLON if saying and scene.text(last, last + 5) == " that" else _BREAK if saying else BARRIER
    stop = ends.search(scene.masked, last - scene.start)
    return analysis.ends[verb], scene.start + stop.start() if stop else scene.end


def _resumed(scene: Scene, last: int) -> int:
    """Where what is said ends when it goes on after its speaker: "sales rose 5%, the bank said on Friday, against 3% a
    year ago"."""
    rest = scene.text(last, scene.end)
    if not _TIMED.match(rest):
        return last
    stop = BARRIER.search(rest) or _ANOTHER.search(rest)
    return last + stop.start() if stop else scene.end


def _own_quote(before: str) -> int:
    """Where a quotation begins that a speaker closes and "and" joins to what the narrator tells, or 0: "Acme has #
    staff, and "those who pay did not err", said"."""
    before = before.rstrip(",.!? ")
    if before[-1:] not in ('"', "”"):
        return 0
    opening = max(before.rfind("“"), before.rfind('"', 0, len(before) - 1))
    return opening if opening > 0 and _AND_SO.search(before[:opening]) else 0


_AND_SO = re.compile(r",\s+(?:and|but|while|as)\s+$")

_GOES_ON_TELLING = re.compile(r",\s+while\b")

_TIMED = re.compile(r"(?:\s+(?:on|late|early|last|in|at|to|after|before|following)\b[^,#]*)?,\s")
"""A time or occasion after a speaker, behind which what is said goes on."""

_ANOTHER = re.compile(r",\s+(?:and|as|after|before|when|where|in a|adding|sending)\b")


def _closes(scene: Scene, last: int) -> bool:
    """Whether nothing but a time or place follows the speaker."""
    rest = scene.text(last, scene.end)
    return bool(_OUTSIDE.match(rest) or _SHORT.match(rest))


def _by_phrases(scene: Scene, sources: Sources) -> Iterator[Speech]:
    for pattern, cues in _PHRASES:
        if not scene.holds(cues):
            continue
        for match in pattern.finditer(scene.masked):
            start, end = match.start("who") + scene.start, match.end("who") + scene.start
            if (match.groupdict().get("cue") or "").lower() == "citing" and not _CITED.match(scene.text(start, end)):
                continue
            source = sources.person(start, end) if pattern is _HIS_COUNT else _who(scene, sources, start, end)
            if source is None:
                continue
            place = match.start() + scene.start
            cue = match.groupdict().get("cue") or "count"
            opening = pattern in (_PRINTED, _PAPERS, _PASSIVE) or not re.sub(
                _IN_A, "", scene.masked[: match.start()]
            ).strip(' "“')
            inserted = pattern in (_COUNT, _COUNT_OF, _HIS_COUNT)
            breaks = list((_CLAUSE if inserted else _BREAK).finditer(scene.masked, 0, match.start()))
            floor = scene.start + (breaks[-1].end() if breaks else 0)
            kind = "deny" if pattern is _DENIED_BY else "phrase"
            yield Speech(source, cue, place, (place, scene.end) if opening else _around(scene, floor, place, end), kind)


_CITED = re.compile(
    rf"(?i)(?:(?:the|an?|its|their)\s+)?(?:[\w-]+\s+)?(?-i:[A-Z])|[^,]*\b(?:{any_of(unnamed_nouns())}|data|reports?|documents?|filings?|"
    r"estimates|figures|sources?|statement|memo|letter)\b"
)
"""What one cites as a source, and not as a reason: "citing two bankers", but not "citing weak demand in Asia"."""

_CLAUSE = re.compile(r";|\bwhereas\b|,\s+(?:and|but|while)\s")
"""What a reckoning in the middle of a sentence does not reach across."""

_INSERTED = re.compile(r",\s+[a-z]+\s+(?:[a-z]+\s+){0,3}(?:#|an?\b|the\b)")
_LINK = re.compile(r"\b(?:after|as|because|since|while|when|that)\s+(?:[\w.&'’-]+\s+){1,4}$")
_GOES_ON = re.compile(r",\s+(?:(?:or|up|down|about|some|nearly|more than|an?)\s+)*#")


def _around(scene: Scene, floor: int, place: int, end: int) -> tuple[int, int]:
    """What a phrase within a sentence tells: all before it, with a figure that goes on behind it ("..., according to
    LSEG, 28% less than"); of "leapt 19% after Uber, according to two sources, made an approach" the later clause."""
    before, rest = scene.text(floor, place).rstrip(" ,"), scene.text(end, scene.end)
    link = _LINK.search(before + " ")
    if link and _INSERTED.match(rest):
        return floor + link.start(), scene.end
    return floor, _resumed(scene, end) if _GOES_ON.match(rest) else end


_APPOSED = re.compile(r"^,\s+(?P<name>[A-Z][\w’'-]+(?:\s+(?:[A-Z]\.|[A-Z][\w’'-]+)){1,3})(?=\s*(?:[,.;)]|$))")
_ROLE = re.compile(
    r"(?i)(?:the|a|an|its|their)\s+.*\b(?:head|chief|boss|chair\w*|director|president|governor|minister|secretary|"
    r"leader|"
    r"analyst|economist|strategist|manager|founder|owner|officer|executive|partner|professor)\b"
)
"""A role whose holder is named behind a comma: "according to the head of the works council, Ann Lee"."""

_IN_A = re.compile(r"(?i)^\W*(?:in|of|by|for)\s+(?:(?:a|an|the|its|those|new|latest|recent)\s+)*")
"""The words before "survey by X" and "polled by X" at the start of a sentence, all of which they then tell."""


def _who(scene: Scene, sources: Sources, start: int, end: int) -> Source | None:
    people = sources.unnamed_from(start, scene.end)
    if people is not None:
        return people
    called = _APPOSED.match(scene.text(end, scene.end))
    if called and _ROLE.match(scene.text(start, end)):
        place = end + called.start("name")
        return sources.of_words(place, end + called.end("name"))
    named = sources.within(start, end)
    if named is not None and named.start - start <= 30:
        return named
    analysis = scene.analysis
    if analysis is None:
        return named
    head = analysis.head(start, end)
    told = (sources.of(analysis, analysis.index(head)) if head is not None else None) or named
    if told is None or (told.name[:1].islower() and told.kind == "institution"):
        return sources.capitalised(start, end) or told
    return told
