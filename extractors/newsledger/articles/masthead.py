"""The top of an article: headline, byline and date lines, and the dateline before the first words of the story."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Sequence
from functools import cache
from typing import Any

import msgspec

from newsledger.articles.dates import DAY, MONTH, DateOrder, Stamp, find_date
from newsledger.articles.lines import LONG_LINE, Line, ends_with_stop, lines_of
from newsledger.resources import folder

LONGEST_TITLE = 250
_TOP_LINES = 12
_LONGEST_BYLINE = 160

_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_][\w.'’-]*")
_BY = re.compile(r"by:?\s+(?=[A-Z@]|(?:a|an|our|the)\s+\w+(?:\s+\w+)?$|(?:a|an|our|staff)\b)", re.IGNORECASE)
_CUED_DATE = re.compile(
    rf"(?:first |last )?(?:published|updated|posted|modified)\b.*(?:\b{MONTH}\b|\d[:/.]\d|ago\b)", re.IGNORECASE
)
_READING_TIME = re.compile(r"\d+ ?-?min(?:ute)?s?(?: read)?$", re.IGNORECASE)
_CREDIT = re.compile(r"(?:©|\(c\)|copyright)\s*(?:\d{4}\s*)?(?P<who>[A-Z][\w.& '’-]*?)[.\s]*$", re.IGNORECASE)
_ABBREVIATED = re.compile(r"(?:\b(?:Inc|Corp|Co|Ltd|Bros|Plc|Jr|Sr|No|vs)|\b[A-Z](?:\.[A-Z])+)\.$")
_OPEN_END = re.compile(
    r"\b(?:a|an|the|of|to|in|on|at|by|for|and|or|its|his|her|said|says|that|which|with|from|was|is|are|has|had|be|will)$",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(r"\s+(?:in|at|on|for|from|published|updated|posted)\s+|\s[-–—]\s", re.IGNORECASE)
_PERIOD = re.compile(
    r"\b(?:end(?:s|ed|ing)?|years?|yrs?|quarters?|qtr|half|periods?|months?|weeks?|due|since|until|through|to|as of)\b",
    re.IGNORECASE,
)
_FEWEST_WORDS = 4
_MONEY_OR_SHARE = re.compile(r"[$£€¥₹%]|\b(?:said|says|will|was|were|has|had|rose|fell)\b")


class Mark(msgspec.Struct, frozen=True):
    """A line of the masthead that is no part of the story."""

    start: int
    end: int
    kind: str


class Masthead(msgspec.Struct, frozen=True):
    """What stands at the top. Spans are offsets in the text; ``body`` is where the story begins, its dateline apart."""

    title: tuple[int, int] | None
    marks: tuple[Mark, ...]
    dateline: tuple[int, int] | None
    body: int
    published: Stamp | None
    author: str | None
    publisher: str | None


@cache
def vocabulary() -> dict[str, Any]:
    """The table of furniture, ``lexicons/furniture.toml``."""
    with (folder("lexicons") / "furniture.toml").open("rb") as table:
        return tomllib.load(table)


@cache
def publishers() -> dict[str, str]:
    """Names and domains of publishers, lower case, to the name by which they are known: the first one of a domain."""
    known: dict[str, str] = {}
    with (folder("lexicons") / "publishers.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            name = known.setdefault(row["domain"].lower(), row["name"])
            known[row["name"].lower()] = name
    return known


def phrase(words: str) -> str:
    """A regular expression for words of a lexicon: any white space, either apostrophe."""
    spaced = r"\s+".join(re.escape(word) for word in words.split()) + r"\s" * words.endswith(" ")
    return spaced.replace("'", "['’]")


@cache
def _byline_cues() -> tuple[re.Pattern[str], frozenset[str], frozenset[str]]:
    table = vocabulary()
    starts: list[str] = []
    for cue in table["cue"]:
        if cue["where"] == "top":
            starts += [phrase(words) for words in cue.get("starts", ())]
            starts += [phrase(words) + "$" for words in cue.get("whole", ())]
    byline: dict[str, list[str]] = table["byline"]
    return re.compile("|".join(starts), re.IGNORECASE), frozenset(byline["cues"]), frozenset(byline["unnamed"])


@cache
def _dateline() -> re.Pattern[str]:
    table: dict[str, list[str]] = vocabulary()["dateline"]
    cities = "|".join(phrase(city) for city in table["cities"])
    either_case = "|".join(phrase(city.title()) for city in table["cities"])
    agencies = "|".join(phrase(agency) for agency in table["agencies"])
    names = "|".join(re.escape(name) for name in sorted({*publishers().values()}, key=len, reverse=True))
    word = r"[A-Z][\w.'’]*(?:-[A-Z][\w.'’]*)*"
    place = rf"{word}(?:(?:\s|/|,\s){word}){{0,6}}"
    month = rf"(?i:{MONTH})"
    clock = r"(?:,?\s+\d{1,2}[:.]?\d\d\s*(?:[ap]\.?m\.?\s*)?(?:[A-Z]{2,4}\b)?)"
    date = rf"(?:{month}\s+(?i:{DAY})(?:,\s*\d{{4}})?|(?i:{DAY})\s+{month}(?:,?\s*\d{{4}})?){clock}?"
    agency = rf"(?:\([A-Z][^()\n]{{1,40}}\)|/[A-Z][^/\n]{{2,40}}/|,\s*(?:{agencies})\b)"
    dash = r"\s*(?:--|-|–|—|:)(?=\s|[\"“'‘A-Z])\s*"
    return re.compile(
        rf"(?:(?:{place},?\s+)?{date}(?:,?\s*{agency})?\s*,?{dash}"
        rf"|(?P<place_agency>{place}\s*,?\s*)?{agency}{dash}"
        rf"|(?:{cities})(?:,\s+{word}(?:\s{word})?)?\s*(?:--|-|–|—)\s*"
        rf"|(?:{either_case})\s*(?:--|–|—|:)\s+(?=[A-Z\"“])"
        rf"|(?P<publisher>{names}|[A-Z]\w+\.(?:com|net|org|co\.uk))\s*(?:--|\s-\s|–|—)\s*"
        r")"
    )


def find_masthead(
    text: str, *, title_end: int = 0, order: DateOrder = "DMY", lines: Sequence[Line] | None = None
) -> Masthead:
    """Read the top of an article.

    ``title_end`` is where a title that is already known ends in the text; with 0 the first line is taken for the
    headline if it looks like one. ``lines`` are those of ``lines_of(text)`` if they are at hand.
    """
    if lines is None:
        lines = lines_of(text, _TOP_LINES + 1)
    title: tuple[int, int] | None = None
    if title_end:
        title = (len(text) - len(text.lstrip()), title_end)
        lines = [line for line in lines if line.start >= title_end]
    top = list(lines[:_TOP_LINES])
    marks: list[Mark] = []
    published: Stamp | None = None
    author: str | None = None
    publisher: str | None = None
    stories = 0
    body: Line | None = None
    for place, line in enumerate(top):
        shown = text[line.start : line.end]
        lead = _lead(text, line)
        alone = line.blank or place == len(marks) or (title is not None and body is None)
        kind = _byline_kind(shown, order) if lead is None and alone and not _goes_on(text, top, place) else None
        if kind is not None and (title or body or place + 1 < len(top)):
            marks.append(Mark(line.start, line.end, kind))
            published = published or find_date(shown, order)
            author = author or _author(shown)
            publisher = publisher or _publisher(shown)
            continue
        following = top[place + 1] if place + 1 < len(top) else None
        if title is None and body is None and lead is None and _is_title(text, line, following, order):
            title = (line.start, line.end)
            continue
        body = body or line
        stories += 1
        # Between headline and byline there may be a standfirst; below the second paragraph there is no byline.
        if stories == 2:
            break
    begin = body.start if body else (top[-1].end if top else len(text))
    dateline, agency = _read_dateline(text, top, begin, title_end)
    if dateline and published is None:
        published = find_date(text[dateline[0] : dateline[1]], order)
    return Masthead(title, tuple(marks), dateline, begin, published, author, agency or publisher)


def _lead(text: str, line: Line) -> re.Match[str] | None:
    """The dateline that opens a line, if words of a story follow it."""
    found = _dateline().match(text, line.start, min(line.end, line.start + 200))
    if found is None or len(text[found.end() : line.end].split()) < _FEWEST_WORDS:
        return None
    return found


def _goes_on(text: str, lines: Sequence[Line], place: int) -> bool:
    """Whether the line below continues this one in lower case, as in a wrapped paragraph."""
    if place + 1 == len(lines) or lines[place + 1].blank:
        return False
    return text[lines[place + 1].start].islower()


def _is_title(text: str, line: Line, following: Line | None, order: DateOrder) -> bool:
    """Whether the first line is a headline: short, without a full stop, and parted from what follows."""
    shown = text[line.start : line.end]
    if following is None or len(shown) > LONGEST_TITLE or not any(character.isalpha() for character in shown):
        return False
    if shown.endswith((".", ",", ";")) and not _ABBREVIATED.search(shown):
        return False
    if following.blank:
        return True
    below = text[following.start : following.end]
    if _lead(text, following) or _byline_kind(below, order) is not None:
        return True
    if below[0].islower() or _OPEN_END.search(shown) or len(shown.split()) < 3:
        return False
    return len(below) > LONG_LINE or (ends_with_stop(text, following) and len(below) > len(shown))


def _byline_kind(shown: str, order: DateOrder) -> str | None:
    """``byline``, ``date_line`` or ``publisher`` for a line that says who wrote and when; ``None`` for any other."""
    if len(shown) > _LONGEST_BYLINE:
        return None
    cues, neutral, _ = _byline_cues()
    bare = shown.strip(" .·|•-–—*")
    if bare.lower() in publishers() or _READING_TIME.match(bare):
        return "publisher"
    sentence = shown.endswith((".", "!", "?", ":")) and not re.search(r"[ap]\.m\.$", shown)
    stamp = find_date(shown, order) if _DIGIT.search(shown) else None
    if stamp is not None:
        rest = f"{shown[: stamp.start]} {shown[stamp.end :]}"
        words = [word for word in _WORD.findall(rest) if word.lower().strip(".") not in neutral]
        if len(words) <= (3 if sentence else 6) and not (_MONEY_OR_SHARE.search(rest) or _PERIOD.search(rest)):
            return "date_line" if not words else "byline"
    few = len(shown.split()) <= 14
    if few and not sentence and (_BY.match(shown) or _CUED_DATE.match(shown)):
        return "byline"
    if few and cues.match(shown) and not (sentence and _MONEY_OR_SHARE.search(shown)):
        return "byline"
    return None


def _author(shown: str) -> str | None:
    """The writer named on a byline; ``None`` for "a staff reporter" and desks.

    >>> _author("By Jane Roe and Max Muster, Published 24/04/2025")
    'Jane Roe and Max Muster'
    """
    unnamed = _byline_cues()[2]
    found = re.match(r"(?:(?:reporting |written )?by|author:)\s*:?\s*(?P<who>[^|·•,;\d(]+)", shown, re.IGNORECASE)
    if found is None:
        return None
    who = _AFTER_NAME.split(found["who"].strip())[0].strip(" .-")
    words = _WORD.findall(who)
    if not words or not words[0][0].isupper() or any(word.lower() in unnamed for word in words):
        return None
    return who


def _publisher(shown: str) -> str | None:
    """The publisher that a line of the masthead is or ends with ("Updated 3 May 2024 | Reuters")."""
    known = publishers()
    for part in re.split(r"\s*[|·•]\s*", shown):
        if (name := known.get(part.strip(" .").lower())) is not None:
            return name
    credit = _CREDIT.match(shown)
    return known.get(credit["who"].strip(" .").lower()) if credit else None


def _read_dateline(
    text: str, top: Sequence[Line], begin: int, title_end: int
) -> tuple[tuple[int, int] | None, str | None]:
    """The lead before the first words of the story ("LONDON, Nov 7 (Reuters) -") and the agency that it names."""
    story = [line for line in top if line.start >= begin]
    for line in [line for place, line in enumerate(story) if place == 0 or line.blank][:2]:
        found = _lead(text, line)
        if found is not None:
            lead = found.group().rstrip()
            named = found["publisher"] or next(iter(re.findall(r"[(/]([A-Z][^()/]+)[)/]", lead)), None)
            if named is None and (tail := re.search(r",\s*(\w+)\W+$", lead)) and tail[1].lower() in publishers():
                named = tail[1]
            return (line.start, line.start + len(lead)), publishers().get(named.lower(), named) if named else None
        # A standfirst may come first, but only above the first long paragraph.
        if line.end - line.start > 2 * LONG_LINE:
            break
    return None, None
