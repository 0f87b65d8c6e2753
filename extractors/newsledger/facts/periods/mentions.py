"""Finding the time expressions of a sentence, and what each does there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

import msgspec

from newsledger.facts.periods.calendar import Span
from newsledger.facts.periods.expression import Anchor, Expression, Grain, read
from newsledger.facts.periods.expressions import EXPRESSIONS
from newsledger.facts.periods.needs import held, words_of
from newsledger.facts.periods.shifts import SHIFTS, Shift, ShiftWords

Role = Literal["plain", "comparand", "reporting", "apart"]


class TimeMention(msgspec.Struct, frozen=True):
    """A time expression in the text: ``text[start:end]``.

    Exactly one of ``expression`` and ``shift`` is set. ``role`` is what it does in its sentence: ``plain`` dates what
    is said; ``comparand`` dates what it is compared with ("than in 2023"); ``reporting`` is the day on which
    something was said; ``apart`` dates something else ("its best since 2018", "notes due 2029").
    """

    start: int
    end: int
    rule: str
    role: Role
    grain: Grain | None = None
    expression: int | None = None
    shift: Shift | None = None

    def span(self, text: str, anchor: Anchor) -> Span | None:
        """The period that a named time means; ``None`` for a shift or where it cannot be told."""
        if self.expression is None:
            return None
        found = EXPRESSIONS[self.expression]
        match = found.pattern.match(text, self.start, self.end)
        if match is None:
            match = found.pattern.match(text, self.start)
        return read(found, match, anchor) if match else None


def _overlaps(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < last and first < end for first, last in spans)


Masked = tuple[str, frozenset[str]]
"""A stretch of text with its figures masked, and the words of that in lower case."""


def masked_words(text: str, start: int, end: int, figures: Sequence[tuple[int, int]]) -> Masked:
    """``text[start:end]`` as ``mask`` has it, and its words."""
    masked = mask(text, start, end, figures)
    return masked, words_of(masked.lower())


def find_times(
    text: str, start: int, end: int, figures: Sequence[tuple[int, int]] = (), shown: Masked | None = None
) -> list[TimeMention]:
    """The time expressions of ``text[start:end]``, in order, none overlapping. ``figures`` are spans that are no
    dates; ``shown`` is the stretch with these masked, if it is known.
    """
    masked, words = shown or masked_words(text, start, end, figures)
    groups = held(words)
    if not groups:
        return []
    expressions, shifts = _fitting(groups)
    hits: list[tuple[int, int, TimeMention]] = []
    for order, expression in expressions:
        hits += [
            (match.start() - match.end(), order, _named(match, order, expression))
            for match in expression.pattern.finditer(text, start, end)
        ]
    for rank, distance in shifts:
        for match in distance.pattern.finditer(text, start, end):
            shift = distance.resolve(match)
            if shift is not None:
                mention = TimeMention(match.start(), match.end(), distance.name, "plain", None, None, shift)
                hits.append((match.start() - match.end(), rank, mention))
    if not hits:
        return []
    hits.sort(key=lambda hit: hit[:2])
    chosen: list[TimeMention] = []
    for _, _, mention in hits:
        if not _overlaps(mention.start, mention.end, figures) and not _overlaps(
            mention.start, mention.end, [(other.start, other.end) for other in chosen]
        ):
            chosen.append(mention)
    chosen.sort(key=lambda mention: mention.start)
    return [msgspec.structs.replace(mention, role=_role(masked, mention, start)) for mention in chosen]


@lru_cache(maxsize=1024)
def _fitting(
    groups: frozenset[str],
) -> tuple[tuple[tuple[int, Expression], ...], tuple[tuple[int, ShiftWords], ...]]:
    """The ways of naming a time for which a sentence with words of these groups has what they need, each with its
    place in the order of preference."""
    return (
        tuple((order, way) for order, way in enumerate(EXPRESSIONS) if way.needs <= groups),
        tuple((rank, way) for rank, way in enumerate(SHIFTS, start=len(EXPRESSIONS)) if way.needs <= groups),
    )


def _named(match: re.Match[str], order: int, expression: Expression) -> TimeMention:
    return TimeMention(match.start(), match.end(), expression.name, "plain", expression.grain, order)


def mask(text: str, start: int, end: int, figures: Sequence[tuple[int, int]]) -> str:
    """``text[start:end]`` in which every figure is written as a run of ``#`` of its own length."""
    parts, position = [], start
    for first, last in figures:
        if first >= position and last <= end:
            parts += [text[position:first], "#" * (last - first)]
            position = last
    parts.append(text[position:end])
    return "".join(parts)


_COMPARED = re.compile(
    r"(?i)\b(?:from|than|against|versus|trail(?:ed|s|ing)|exceed(?:ed|s|ing)|surpass(?:ed|es|ing)|"
    r"vs\.?|compar(?:ed|es?|ing) (?:with|to)|above|below|under|twice|beneath|"
    r"where (?:it|they) (?:had been|was|were|stood)|what (?:it|they) (?:had been|was|were)|unchanged on|"
    r"(?:up|down|higher|lower|more|less|fewer|better|worse|ahead|increase|rise|drop|fall|decline|gain|jump|advance|"
    r"improvement|"
    r"climb|growth)(?: (?:of|by))?(?: #+)? on)(?=\s)"
)
_BARRIER = re.compile(
    r"(?i)\bto\s+#|;|:|\b(?:while|whereas|but|after|when|as|because|said|"
    r"and (?:is|are|was|were|will|should|would|could|may))\b"
)
_DIRECT = re.compile(
    r"(?i)^\s*(?:(?:in|for|at|of|on|during|a|an|the|its|their|that|those|levels?|figures?|about|around|just|"
    r"reported|record|estimated|"
    r"earlier|seen|recorded|posted|what it was|it did|fiscal|end of)\s+)+(?:(?!\w+ed\b)[\w-]+\s+)?$|^\s*$|"
    r"^\s+(?:the|a|an|even|that|those|its|their)\s+(?:(?!\w+ing\b)[\w-]+\s+){1,3}(?:of|in|from)\s+$|"
    r"^\s*(?:it|they|he|she)\s+(?:had\s+)?\w+(?:\s+\w+)?\s+(?:in|on|at)\s+$"
)
_STRONG = frozenset({"against", "versus", "vs", "vs.", "compared with", "compared to", "compares with", "compares to"})
_WORDS = re.compile(r"(?i)^\s*(?:(?!\w+(?:ed|ing)\b)[\w'’-]+\s+){0,5}$")
_SINCE = re.compile(
    r"(?i)\b(?:since|due(?: in)?|dated?|maturing(?: in)?|expiring(?: in)?|founded(?: in)?|payable(?: on)?|"
    r"(?:of )?record(?: date)?(?: on)?|born(?: in)?|expires?(?: in| on)?|matures?(?: in| on)?|delivery in|"
    r"last\s+(?:seen|reached|touched|recorded|hit|matched|registered)(?: in| on)?|"
    r"before|after|ahead of|following)\s+(?:at least |about |late |early |mid-|the |on )*$"
)
_DUE = re.compile(r"(?i)\b(?:due|maturing|expiring|repayable)\s+(?:in\s+)?(?:\d{4},?\s+(?:and\s+|or\s+)?)+$")
"""Words before a further year in which something falls due: "bonds due in 2031 and"."""

_AHEAD_OF = re.compile(r"(?i)#\s+(?:\w+\s+)?(?:ahead of|above|below|behind|up on|down on)\s+$")
"""Words after a figure that measure its distance: "6% ahead of the same period"."""

_BEFORE_END = re.compile(r"(?i)\bbefore\s+$")
"""Of an end of a year, "before" is as good as "by"."""

_REACH = 110
"""Characters between "from" and the time of what it compares with, beyond which they do not belong together."""
_UNTIL = re.compile(r"(?i)\b(?:until|till)\s+(?:at least\s+)?$")
_POSSESSED = re.compile(r"(?i)(?:\b(?:its|it['’]s|their|his|her|the|a|an|this|that)|['’]s?)\s+(?:\w+\s+)?$")
_EVENT = re.compile(
    r"(?i)^\s+(?:pact|accord|agreement|meeting|statement|announcement|decision|deal|auction|budget|strike|election|"
    r"summit|"
    r"forecast|estimate|guidance|projection|survey|poll|report|warning|offer|bid|contract|hike|increase|cut)\b"
)
_CONTRACT_FOR = re.compile(
    r"(?i)\b(?:futures|contracts?|crude|brent|wheat|corn|copper|cargoes|delivery|loading)\s+for\s+(?:delivery\s+in\s+)?$"
)
"""Words before the month of a contract: "Brent futures for August"."""

_MATURITY = re.compile(r"(?i)^\s+(?:delivery|futures?|contracts?|notes?|bonds?|gilts?)\b")
_REPORTED_BEFORE = re.compile(
    r"(?i)\b(?:said|says?|reported|announced|published|released|warned|told|posted|disclosed|showed|"
    r"unveiled|confirmed|added|wrote|filed|issued|reports?|announces|estimated|forecast|predicted|projected|envisaged|"
    r"pencilled in|penciled in|foreseen|declared|signalled|signaled|indicated|guided to|promised|guided|flagged|"
    r"pledged|given)"
    r"(?: \w+){0,3}\s+(?:(?:late|early|earlier|on|in|a statement|an interview)\s+)*$"
)
_PUT_AT = re.compile(
    r"(?i)\b(?:put|puts|pegged|saw|set|estimated|forecast|reckoned|valued)\b[^#;]{0,60}\b(?:(?:19|20)\d\d|year|quarter|half)\b"
    r"[^#;]{0,40}\b(?:at|of|to)\s+#+(?:\s+to\s+#+)?\s+(?:late\s+|early\s+|back\s+)?(?:in|on)?\s*$"
)
"""Words before the time at which an estimate for another was made: "put its 2025 bill at # in October"."""

_REPORTED_AFTER = re.compile(
    r"(?i)^,?\s+(?:\w+ly\s+)?(?:said|reported|announced|published|released|warned|told|posted|disclosed|"
    r"unveiled|confirmed|forecast)\b|"
    r"^,?\s+(?:raised|cut|lowered|trimmed|lifted|kept|held|left|maintained|reiterated|reaffirmed|bumped up|nudged up|"
    r"hiked|slashed|narrowed|upgraded|downgraded|stuck to|stuck with|backed|dropped|withdrew)\s+(?:[\w’'-]+\s+){0,6}?"
    r"(?:forecast|target|outlook|guidance|goal|estimate|projection|view|expectation|prediction|call)s?\b|"
    r"^,?\s+(?:it|he|she|they)\s+(?:had\s+)?(?:still\s+)?(?:said|forecast|reckoned|promised|expected|predicted|"
    r"estimated|guided|spoken|spoke|talked|projected|pencilled|penciled|allowed for|looked for|been looking for|"
    r"anticipated|envisaged|foresaw|foreseen|called for|budgeted|aimed|aimed for|assumed)\b|"
    r"^\s+(?:forecast|projection|estimate|outlook|guidance|prediction|round)s?\s+"
    r"(?:was|were|had been|called|pointed|put|showed|had|of|stood)\b"
)


def opened(before: str) -> bool:
    """Whether the words before a distance ("a year ago") compare with it, rather than tell when something was."""
    return _compared(before)


_AFTER = re.compile(r"(?i)\bafter\s+$")
_WHOSE = re.compile(r"^['’]s?\s+(?:\w+\s+)?#")
"""Words behind a month that owns the figure after it: "after September's # jump"."""


def _role(masked: str, mention: TimeMention, offset: int) -> Role:
    """What a time expression does in its sentence, told from the words around it."""
    before, after = masked[: mention.start - offset], masked[mention.end - offset :]
    if mention.grain in ("month", "part") and _WHOSE.match(after) and _AFTER.search(before):
        return "plain"
    if mention.grain in ("day", "month") and _UNTIL.search(before):
        return "apart"
    if mention.grain == "month" and _CONTRACT_FOR.search(before):
        return "apart"
    if mention.grain == "month" and _POSSESSED.search(before) and _EVENT.match(after):
        return "apart"
    if mention.rule.startswith("same_period") and _AHEAD_OF.search(before):
        return "comparand"
    if (_SINCE.search(before) and not (mention.grain == "moment" and _BEFORE_END.search(before))) or (
        mention.grain in ("month", "year", "day") and (_MATURITY.match(after) or _DUE.search(before))
    ):
        return "apart"
    if mention.rule == "taken" and (not _TOOK.search(before) or _RANKED.search(before)):
        return "apart"
    if mention.shift is not None:
        return "plain" if mention.rule in ("this_period", "same_period") and not _compared(before) else "comparand"
    if _compared(before) or _over_an_earlier(before, masked[mention.start - offset : mention.end - offset], mention):
        return "comparand"
    named = masked[mention.start - offset : mention.end - offset].lower()
    saying = mention.grain in ("day", "month") or (mention.rule == "near" and named.endswith(("week", "month")))
    if saying and (_REPORTED_BEFORE.search(before) or _REPORTED_AFTER.match(after) or _PUT_AT.search(before)):
        return "reporting"
    return "plain"


_TOOK = re.compile(r"(?i)\b(?:has|have|had|having)\s+(?:\w+\s+){1,3}?(?:by\s+)?(?:[\w-]+\s+){0,2}#+[^#;]*$")
"""Words before a stretch that something took: "have lost # of their value in 12 months"."""

_RANKED = re.compile(r"(?i)\b(?:\w+est|most|least|first|second|third|only|record|\d+-\w+)\b[^,;#]*$")
_GROWTH_OVER = re.compile(r"(?i)#\s+over\s+$")


def _over_an_earlier(before: str, words: str, mention: TimeMention) -> bool:
    """Whether a year is what is grown over: "an increase of 2% over last year", not "over this year"."""
    earlier = mention.rule == "named_year" or (mention.rule == "near_year" and "last" in words.lower())
    return earlier and bool(_GROWTH_OVER.search(before))


def _sourced(before: str, opener: re.Match[str]) -> bool:
    """Whether a "from" tells a source and compares nothing.

    >>> text = "income from operations of # in "
    >>> _sourced(text, _COMPARED.search(text))
    True
    """
    return (
        opener.group().lower() == "from"
        and bool(_SOURCE.search(before, 0, opener.start()))
        and not _EARLIER_AMOUNT.match(before, opener.end())
    )


_VERB = re.compile(
    r"(?i)^[^#]*\b(?:was|were|is|are|totall?ed|came|rose|fell|reached|stood|grew|jumped|climbed|dropped|declined|hit)\b"
)
"""Words after a "from" that is no comparison: "income from suppliers totalled # in the period"."""


_SOURCE = re.compile(
    r"(?i)\b(?:income|earnings|profits?|loss(?:es)?|revenues?|sales|receipts|proceeds|cash(?: flow)?|gains?|"
    r"fees|royalties|dividends|contributions?|orders|exports|imports|charges?|benefits?|savings)\s+$"
)
"""Words before a "from" that tells where money comes from: "income from continuing operations of #"."""

_EARLIER_AMOUNT = re.compile(r"(?i)\s+(?:#|(?:an?|just|about|around|some|only|roughly|nearly|almost|over|under)\b)")
"""Words after a "from" that tells an earlier amount."""


def _compared(before: str) -> bool:
    """Whether the words before a time open a comparison: "from # in the", "than in", "against #, or #,"."""
    openers = [found for found in _COMPARED.finditer(before) if not _sourced(before, found)]
    if not openers:
        return False
    between = before[openers[-1].end() :]
    opener = openers[-1].group().lower()
    if (opener in _STRONG or opener.endswith(" on")) and _WORDS.match(between):
        return True
    if "#" in between:
        if opener == "from" and _VERB.search(between):
            return False
        return (
            len(between) <= _REACH and not _BARRIER.search(between) and opener != "above" and not opener.endswith(" on")
        )
    return bool(_DIRECT.match(between + " "))
