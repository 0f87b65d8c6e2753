"""Full names of persons: by their form, by the model, and by the frames in which news lets persons speak and act."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from newsledger.companies.names import fold, forms
from newsledger.companies.recognised import Recognised
from newsledger.companies.runs import Runs
from newsledger.companies.scan import Hit
from newsledger.companies.tables import cues, given_names

_SAYS = (
    r"(?:said|says|added|adds|argued|argues|noted|notes|wrote|writes|warned|thinks|reckons|reckoned|expects|estimates"
    r"|calculates|believes|predicts|sees|put|puts|told|cautioned|points\s+out|pointed\s+out|now|has|is|was)"
)
_FULL = r"[A-ZÀ-ÖØ-Þ][\w'’\-]*[a-zß-ÿ](?:[ \n]+[A-Z]\.)?(?:[ \n]+(?:van|von|de|der|den|bin|al|del|di|da))*"
_REST = r"(?:[ \n]+[A-ZÀ-ÖØ-Þ][\w'’\-]*[a-zß-ÿ])"
_OFFICE_NOUNS = (
    r"(?:analyst|strategist|economist|head|partner|manager|director|officer|president|executive|founder|co-founder"
    r"|chairman|chairwoman|chair|professor|spokesman|spokeswoman|spokesperson|trader|adviser|advisor|boss|chief|minister"
    r"|governor|treasurer|chancellor)"
)


@cache
def _frames() -> tuple[re.Pattern[str], ...]:
    """What stands around the full name of a person; ``who`` is the name."""
    offices = "|".join(map(re.escape, sorted(cues()["persons"]["offices"], key=len, reverse=True)))
    opened = "|".join(
        re.escape(office[0].upper() + office[1:]) for office in sorted(cues()["persons"]["offices"], key=len)[::-1]
    )
    return (
        # "said Mircea Dobre of Baird", whose given name no list may have.
        re.compile(
            r"\b(?:said|says|added|adds|argued|argues|noted|notes|wrote|writes|warned|analyst|strategist"
            r"|economist)[ \n]+"
            r"(?P<who>[A-Z][\w'’\-]+(?:[ \n]+[A-Z][\w'’\-]+){1,2})(?=[ \n]+(?:of|at|from)[ \n]+[A-Z])"
        ),
        # "analyst Kaan Peker now assumes", "Plant manager Tim Fallon"
        re.compile(rf"(?:\b(?:{offices})|(?<![\w\-])(?:{opened}))[ \n]+(?P<who>{_FULL}{_REST}{{1,2}})(?=[ \n,.’'])"),
        # "said Dana Whitlock, a strategist at Dunmore"
        re.compile(
            rf"\b(?:said|says|added|adds|argued|noted|wrote|warned|reckons|thinks)[ \n]+(?P<who>{_FULL}{_REST}{{1,2}})"
            rf",[ \n]+(?:[\w\-’']+[ \n]+){{0,5}}?{_OFFICE_NOUNS}\b"
        ),
        # "Dana Whitlock, the finance chief,"
        re.compile(
            rf"(?<![\w’'.\-])(?P<who>{_FULL}{_REST}),[ \n]+(?:(?:the|its|a|an|their)[ \n]+)?(?:[a-z\-]+[ \n]+){{0,2}}"
            rf"{_OFFICE_NOUNS}(?=[ \n]+(?:at|of)\b|[,.;])"
        ),
    )


_OF_HOUSE = re.compile(rf"['’]s?[ \n]+(?P<who>{_FULL}{_REST}{{1,2}})(?=[ \n]+(?:{_SAYS})\b)")
"""Who speaks for a house that is named before: "RBC's Kaan Peker noted"."""
_AS_A_FIRM = re.compile(
    r",[ \n]+(?:the|a|an)[ \n]+(?:(?!(?:at|of|for|in|with|to|from|who|and|on)\b)[\w\-’']+[ \n]+){0,4}?"
    r"(?:maker|company|group|chain|firm|start-?up|business|bank|lender|insurer|miner|retailer|operator|producer|supplier"
    r"|manufacturer|airline|brokerage|consultancy|fund|utility|lab|unit|subsidiary)"
    r"(?=[ \n]+(?:of|that|which|in|with|based|owned|backed)\b|[,.;])"
    r"|[ \n]+(?:rose|fell|dropped|gained|jumped|slid|slumped|climbed|soared|tumbled|plunged|surged|sank)[ \n]+"
    r"(?:by[ \n]+|about[ \n]+|nearly[ \n]+|as[ \n]+much[ \n]+as[ \n]+)?\d[\d.]*(?:%|[ \n]per[ ]?cent|[ \n]pct)"
)
"""What is told of a company, whatever the model takes its name for: "Hammarby Kyl, a maker of coolers", "Gokaldas
Exports dropped 4.4%"."""
_HOUSE_OF = re.compile(r"[ \n]+(?:of|at|from)[ \n]+$")
"""What stands between a speaker and a house that the model takes for another person."""


def find_persons(
    text: str, runs: Runs, spans: Sequence[Recognised], hits: Sequence[Hit], houses: Sequence[int]
) -> list[tuple[int, int]]:
    """Full names of persons in order, save where a known name fills the whole of one. ``houses`` are the ends of the
    names of banks, brokers and the like, for which persons speak."""
    told = [match.span("who") for frame in _frames() for match in frame.finditer(text)]
    told += [match.span("who") for end in houses if (match := _OF_HOUSE.match(text, end))]
    found = {*runs.persons, *(span for span in told if _personal(text, span, hits))}
    given, kinds = given_names(), forms()
    for span in spans:
        words = text[span.start : span.end].split()
        if span.label != "PERSON" or not 2 <= len(words) <= 4 or any(fold(word.strip(".,")) in kinds for word in words):
            continue
        if text[span.start : span.end].isupper():
            # In a headline in capitals the model takes anything for a person.
            continue
        if words[0] not in given and _AS_A_FIRM.match(text, span.end):
            continue
        if words[0] in given or not any(hit.start < span.end and span.start < hit.bare_end for hit in hits):
            found.add((span.start, span.end))
    known = {(hit.start, hit.end) for hit in hits if hit.known.entries or hit.known.other}
    known |= {(run.start, run.end) for run in runs.companies if run.end > run.bare_end}
    ends = {end for _, end in found}
    return sorted(
        person
        for person in found
        if not any(start <= person[0] and person[1] <= end for start, end in known)
        and not ((of := _HOUSE_OF.search(text, max(0, person[0] - 8), person[0])) and of.start() in ends)
    )


def _personal(text: str, span: tuple[int, int], hits: Sequence[Hit]) -> bool:
    """Whether nothing in a name is a company's: no form ("Kelmar Group"), and it begins with no known name."""
    kinds = forms()
    return not any(fold(word.strip(".,")) in kinds for word in text[slice(*span)].split()) and not any(
        hit.start == span[0] and (hit.known.entries and not hit.known.word) for hit in hits
    )
