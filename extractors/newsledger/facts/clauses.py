"""Clauses of a line: who or what each part of a sentence is about, and which verb it goes by.

Read from commas, conjunctions, subordinators and finite verbs in their order. That holds up in headlines, in lists with
elided verbs and among figures, where a small parser goes astray.
"""

from __future__ import annotations

from typing import NamedTuple

from newsledger.facts.line import Line
from newsledger.facts.vocabulary import change_words, word_class

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
VERBAL = FINITE | {"VB", "VBN", "VBG"}
NOMINAL = frozenset(
    {
        "NN",
        "NNS",
        "NNP",
        "NNPS",
        "JJ",
        "JJR",
        "JJS",
        "DT",
        "PRP$",
        "POS",
        "CD",
        "PRP",
        "PDT",
        "HYPH",
        "WP$",
        "FW",
        "AFX",
    }
)

SUBORDINATORS = word_class("subordinators")
"""Words that open a clause of their own wherever they stand."""

TEMPORAL = word_class("temporal conjunctions")
"""Words that open a clause if a finite verb follows."""

RELATIVES = frozenset({"which", "who", "whose", "that", "whom"})
DASHES = frozenset({"--", "—", "–", "-"})
REPORTING = word_class("reporting verbs")
"""Verbs after which a clause of their own may follow without "that"."""

MODIFIERS = word_class("figure modifiers")
"""Words that may stand between a preposition and its figure."""


MONTHS = frozenset({"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"})


class Clause(NamedTuple):
    """Words ``[first, last)`` of a line. ``subject`` are the words of its subject (anywhere in the line), ``None`` if
    it has none; ``verb`` the place of its main verb or -1, ``verb_first`` of the first word of its verb group.
    ``link`` is how it hangs on the line: ``main``, ``and`` (shares the subject before), ``which``, ``participle``,
    ``with``, ``gap`` (shares the verb before), or the subordinator. ``parent`` is the clause before that it hangs
    on, or -1."""

    first: int
    last: int
    subject: tuple[int, int] | None
    verb_first: int
    verb: int
    link: str
    parent: int


def is_finite(line: Line, place: int) -> bool:
    """Whether a finite verb stands at the place: by its tag, or, where the tagger errs on it, a word of change that a
    figure or "to" follows ("shares slip 4%")."""
    if line.is_figure(place):
        return spelled_change(line, place)
    if line.low(place) in ("'s", "s") or line.inside_name(place):
        return False
    tag, low = line.tag(place), line.low(place)
    if tag == "VB" and line.tag(place - 1) == "NNS" and line.low(place - 1) not in ("helps", "lets"):
        return True
    if tag == "VBN" and line.change(place, "verb") and line.low(place - 1) == "each":
        return True
    if tag in FINITE:
        if tag == "VBD" and _reduced(line, place):
            return False
        return not (line.tag(place - 1) in ("DT", "PRP$", "JJ") and line.change(place, "noun") is not None)
    if line.change(place, "verb") is None or not line.changes[place][1] or low.endswith("ing"):
        return False
    if line.change(place, "adverb") is not None or place == 0:
        return False
    before, after = line.tag(place - 1), line.low(place + 1)
    if before in ("DT", "PRP$", "IN", "TO", "CD", "JJ", "VBN", "VB") or line.low(place - 1) in (
        "a",
        "the",
        "to",
        "of",
        "in",
    ):
        return False
    if line.is_figure(place - 1) or line.tag(place - 1) in ("VBZ", "VBD", "VBP", "MD"):
        return False
    following = place + 1
    while line.low(following) in MODIFIERS - {"than"} or line.low(following) in (
        "by",
        "from",
        "over",
        "up",
        "to",
        "as",
        "at",
    ):
        following += 1
    return line.is_figure(following) or after in ("to", "by")


def spelled_change(line: Line, place: int) -> bool:
    """Whether the figure is a verb of change: "more than halved", "doubled"."""
    last = line.low(place).split()[-1]
    return line.words[place].figure >= 0 and any(
        word.part == "verb" for _, _, words in change_words().match([last]) for word in words
    )


def _reduced(line: Line, place: int) -> bool:
    """A past participle that the tagger took for a past tense: "estimates compiled by LSEG"."""
    return line.low(place + 1) == "by" and line.change(place, "verb") is None and line.tag(place - 1) in ("NNS", "NN")


def _verb_group(line: Line, place: int) -> int:
    """The place of the last verb of the group that begins here: "has agreed to acquire" -> "acquire"."""
    main, at = place, place + 1
    while at < len(line):
        tag = line.tag(at)
        if line.is_figure(at):
            break
        if tag in ("RB", "RP") or line.low(at) in ("not", "n't", "also", "now"):
            at += 1
            continue
        if tag == "TO" or line.low(at) == "to":
            if line.tag(at + 1) == "VB":
                at += 1
                continue
            break
        if tag in ("VB", "VBN", "VBG") or (tag in FINITE and line.tag(at - 1) in ("MD", "RB", "TO") and at == main + 1):
            main = at
            at += 1
            continue
        if (
            tag == "JJ"
            and line.low(at) in ("likely", "set", "due", "able", "willing", "ready")
            and line.low(at + 1) == "to"
        ):
            at += 1
            continue
        break
    return main


def _breaks(line: Line) -> list[int]:
    """For each place, the next comma, semicolon, colon or dash from it on (the line's length, if there is none)."""
    found = [len(line)] * (len(line) + 1)
    for place in range(len(line) - 1, -1, -1):
        low = line.lows[place]
        found[place] = place if low in (",", ";", ":") or low in DASHES else found[place + 1]
    return found


def _enumerates(line: Line, place: int) -> bool:
    """Whether a comma stands in a list of names: "Westpac, NAB and ANZ"."""
    names = [name for name in line.names if name.metric or (name.mention and name.mention.kind != "pronoun")]
    if not any(name.last == place or (name.last == place - 1 and line.low(place - 1) == ")") for name in names):
        return False
    at = place + 1
    while True:
        following = next((name for name in names if name.first == at), None)
        if following is None:
            return False
        at = following.last
        if line.low(at) in ("and", "&", "or"):
            return any(name.first == at + 1 for name in names)
        if line.low(at) != ",":
            return False
        at += 1


def _has_finite(line: Line, first: int, last: int) -> bool:
    return any(is_finite(line, place) for place in range(first, last))


def _gapped(line: Line, place: int, last: int) -> bool:
    """Whether a name stands right before a figure here, without a verb: "the Nasdaq Composite 4.68%"."""
    if line.low(place) in ("those", "that") and line.low(place + 1) in ("to", "of", "at", "from", "in", "for"):
        at = next((at for at in range(place, min(place + 9, last)) if line.is_figure(at)), -1)
        return at > place and not any(line.tag(p) in VERBAL for p in range(place + 2, at))
    for at in range(place, min(place + 8, last)):
        if line.is_figure(at):
            named = [
                name
                for name in line.names
                if place <= name.first
                and name.last <= at
                and (name.metric or (name.mention and name.mention.kind != "pronoun"))
            ]
            if line.relation[place]:
                return False
            return (
                at > place
                and bool(named)
                and line.tag(place) not in ("IN", "TO", "RB")
                and line.low(at - 1) not in ("at", "to", "from", "by", "for", "of", "in")
            )
        if line.low(at) in (",", "and", "or") or line.tag(at) in VERBAL:
            return False
    return False


def _starts(line: Line) -> list[tuple[int, str]]:
    """Where parts of the line begin, each with the word that links it."""
    starts: list[tuple[int, str]] = [(0, "main")]
    verb_seen = False
    breaks = _breaks(line)
    for place in range(len(line)):
        low, begun = line.low(place), starts[-1][0]
        end = breaks[place + 1]
        if is_finite(line, place):
            if verb_seen and place > begun:
                start = _reported_start(line, place, begun)
                if start > begun and start < place and not _has_finite(line, start, place):
                    starts.append((start, "zero"))
            verb_seen = True
        elif low == "," and _enumerates(line, place):
            continue
        elif (low in (";", ":") or (low in DASHES and place > 0) or low == ",") and not line.inside_name(place):
            starts.append((place + 1, "comma" if low == "," else "main"))
            verb_seen = False
        elif place == 0 or line.is_figure(place):
            if low in SUBORDINATORS or (low in TEMPORAL and _has_finite(line, place, end)):
                starts[-1] = (0, low)
        elif low in SUBORDINATORS or (low == "but" and place > begun):
            starts.append((place, low))
            verb_seen = False
        elif (
            low in RELATIVES
            and (low != "that" or line.tag(place) in ("WDT", "IN", "WP", ""))
            and _has_finite(line, place, end)
        ):
            starts.append((place, "that" if line.tag(place) == "IN" else "which"))
            verb_seen = False
        elif low in TEMPORAL and not line.inside_name(place) and _opens_clause(line, place, end):
            starts.append((place, low))
            verb_seen = False
        elif low in ("and", "or") and place > begun and verb_seen and not line.inside_name(place):
            if _opens_coordinate(line, place, end):
                starts.append((place, "and"))
                verb_seen = False
            elif low == "and" and _gapped(line, place + 1, end):
                starts.append((place, "gap"))
        elif low == "with" and _absolute(line, place, end):
            starts.append((place, "with"))
            verb_seen = True
    return starts


def _reported_start(line: Line, place: int, floor: int) -> int:
    """Where the clause of a second finite verb begins: after a verb of saying, or with the noun phrase before it."""
    for at in range(place - 1, floor - 1, -1):
        if line.is_figure(at):
            break
        if line.low(at) in REPORTING and line.tag(at) in VERBAL:
            after = at + 1
            if line.low(after) in ("on", "late", "earlier") or (
                line.tag(after) == "NNP" and line.low(after - 1) != "said"
            ):
                break
            return after
    return _phrase_start(line, place, floor)


def _phrase_start(line: Line, place: int, floor: int) -> int:
    """Where the noun phrase before the place begins: "(the 0.8%) analysts had expected" -> "analysts"."""
    at = place
    while at > floor:
        before = at - 1
        if line.is_figure(before) or line.tag(before) not in NOMINAL | {"RB"}:
            break
        at = before
        if line.tag(at) in ("DT", "PRP", "PRP$") or line.low(at) in ("the", "its", "it"):
            break
    return at


def _opens_clause(line: Line, place: int, end: int) -> bool:
    """Whether "as", "after" and their like open a clause here: a finite verb or a participle follows."""
    if line.low(place) == "as" and line.low(place + 1) in ("much", "many", "well", "of", "high", "low", "part"):
        return False
    if line.lows[place + 1 : place + 3] == ["a", "whole"] or line.lows[place + 1 : place + 3] == ["a", "group"]:
        return False
    if line.low(place) == "so" and line.low(place + 1) != "that" and not _has_finite(line, place, end):
        return False
    after = line.low(place + 1)
    if line.is_figure(place + 1) or line.low(place) == "than" or after[:3] in MONTHS or after.isdigit():
        return False
    return _has_finite(line, place + 1, end) or line.tag(place + 1) == "VBG"


def _opens_coordinate(line: Line, place: int, end: int) -> bool:
    """Whether "and" joins a clause here: "and lifted its target", "and the stock fell"."""
    after = place + 1
    while line.tag(after) == "RB" or line.low(after) in ("also", "then", "now"):
        after += 1
    if is_finite(line, after) or (
        line.change(after, "verb") is not None and line.tag(after) in ("VB", "VBN", "VBD", "VBZ", "VBP", "VBG")
    ):
        return True
    if line.tag(after) in ("VB", "VBG", "VBN") and line.tag(place - 1) != "VBG":
        return line.is_figure(place - 1) or line.tag(after) != "VBN"
    for at in range(after, end):
        if is_finite(line, at):
            return not any(
                line.tag(p) in ("IN", "TO") and line.low(p) not in ("of", "in", "at", "for", "on", "by", "from")
                for p in range(after, at)
            )
        if line.low(at) in ("and", "or") and at > after and line.is_figure(at - 1):
            return False
    return False


def _absolute(line: Line, place: int, end: int) -> bool:
    """Whether "with" opens an absolute clause: "with the margin widening 50bps"."""
    for at in range(place + 1, min(end, place + 14)):
        if line.is_figure(at):
            return False
        if line.low(at) in ("up", "down") and at > place + 1 and line.is_figure(at + 1):
            return True
        if (
            line.tag(at) == "VBG"
            and at > place + 1
            and (line.change(at, "verb") or line.low(at) in ("reporting", "posting", "seeing"))
        ):
            return True
        if line.tag(at) in FINITE:
            return False
    return False


def clauses(line: Line) -> list[Clause]:
    """The clauses of a line, in order; together they cover it."""
    starts = _starts(line)
    found: list[Clause] = []
    waiting: tuple[int, int] | None = None
    for number, (first, link) in enumerate(starts):
        last = starts[number + 1][0] if number + 1 < len(starts) else len(line)
        if first >= last:
            continue
        made = _clause(line, first, last, link, found, waiting) or _resumed(line, first, last, found)
        if made is None:
            if (
                found
                and (
                    (link == "comma" and line.low(first) in ("and", "but"))
                    or (link in SUBORDINATORS | {"but", "as", "after"} and line.low(first) == link)
                )
                and _promises(line, starts, number, first, last)
            ):
                found.append(Clause(first, last, None, -1, -1, link, -1))
                waiting = (first + 1, last)
            elif (
                found and link != "main" and not (waiting is None and found[-1].verb < 0 and _leading(line, found[-1]))
            ):
                found[-1] = found[-1]._replace(last=last)
            else:
                found.append(Clause(first, last, None, -1, -1, link, -1))
                if not _adjunct(line, first):
                    waiting = (first, last)
            continue
        later = any(is_finite(line, begin) for begin, _ in starts[number + 1 : number + 5])
        if made.subject is not None and (
            made.link in ("main", "but") or (made.link in ("comma", "zero") and not later)
        ):
            waiting = None
        if (
            found
            and found[-1].verb < 0
            and made.subject is not None
            and _leading(line, found[-1])
            and made.link == "comma"
        ):
            made = made._replace(first=found[-1].first, link=found[-1].link)
            found.pop()
        found.append(made)
    return found or [Clause(0, len(line), None, -1, -1, "main", -1)]


def _resumed(line: Line, first: int, last: int, before: list[Clause]) -> Clause | None:
    """The rest of a clause after a relative one in its middle: "its plan for sales, which take in ..., to 10.85
    million"."""
    if not before or before[-1].link != "which" or before[-1].parent < 0:
        return None
    relative, parent = before[-1], before[before[-1].parent]
    if parent.verb < 0:
        parent = relative
    figures = any(line.is_figure(place) for place in range(relative.first, relative.last))
    at = first + 1
    while line.low(at) in MODIFIERS:
        at += 1
    later = any(line.is_figure(place) for place in range(first, last))
    if figures or not later or line.low(first) not in ("to", "from", "by", "at", "of", "for"):
        return None
    if not line.is_figure(at) and not line.mentions(first, min(first + 5, last)):
        return None
    return Clause(first, last, parent.subject, parent.verb_first, parent.verb, "resume", before[-1].parent)


def _promises(line: Line, starts: list[tuple[int, str]], number: int, first: int, last: int) -> bool:
    """Whether a part without a verb is a subject whose verb comes later: "and shares of X, the biggest lender,
    jumped"."""
    if any(line.is_figure(place) for place in range(first, last)) or line.tag(first + 1) in ("IN", "TO", "RB", "VBG"):
        return False
    for begin, _ in starts[number + 1 : number + 4]:
        if is_finite(line, begin) or (line.tag(begin) == "RB" and is_finite(line, begin + 1)):
            return True
    return False


def _leading(line: Line, clause: Clause) -> bool:
    """Whether a clause without a verb is an adverbial before the subject: "In the June quarter,"."""
    return _adjunct(line, clause.first)


def _adjunct(line: Line, first: int) -> bool:
    if any(
        name.mention and name.mention.kind == "name" and name.first <= first + 2
        for name in line.mentions(first, len(line))
    ):
        return line.tag(first) in ("IN", "TO")
    if any(mark.first in (first, first + 1) for mark in line.metrics) and line.tag(first) not in ("IN", "TO"):
        return False
    return line.tag(first) in ("IN", "TO", "RB", "RBR", "VBG", "VBN") or line.low(first) in (
        "last",
        "this",
        "earlier",
        "later",
        "on",
        "in",
    )


def _clause(
    line: Line, first: int, last: int, link: str, before: list[Clause], waiting: tuple[int, int] | None
) -> Clause | None:
    """The clause of words ``[first, last)``; ``None`` if they only continue the one before."""
    begin = first
    linked = link
    while begin < last and (
        line.low(begin) in ("and", "but", "or", "yet", "then", "though", "so", "also", "still", "instead", "meanwhile")
        or line.low(begin) in SUBORDINATORS
        or (line.low(begin) in TEMPORAL and link not in ("main", "zero"))
        or (line.low(begin) in TEMPORAL and link == line.low(begin))
    ):
        if line.low(begin) not in ("also", "still", "then", "instead"):
            linked = line.low(begin) if line.low(begin) != "or" else "and"
        begin += 1
    if begin >= last:
        return None
    parent = len(before) - 1
    inherited = before[-1].subject if before else None
    if link == "gap" or (
        link in ("comma", "and")
        and before
        and before[-1].verb >= 0
        and _gapped(line, begin, last)
        and not _has_finite(line, begin, last)
    ):
        at = next(place for place in range(begin, last) if line.is_figure(place))
        return Clause(first, last, (begin, at), before[-1].verb_first, before[-1].verb, "gap", parent)
    if line.low(begin) in RELATIVES and link in ("which", "comma", "that") and _has_finite(line, begin, last):
        verb = next(place for place in range(begin, last) if is_finite(line, place))
        if line.low(begin) == "whose":
            return Clause(first, last, (begin + 1, verb), verb, _verb_group(line, verb), "which", parent)
        if link == "that":
            return Clause(
                first,
                last,
                (begin + 1, verb) if verb > begin + 1 else inherited,
                verb,
                _verb_group(line, verb),
                "that",
                parent,
            )
        timed = line.low(begin + 1) in ("last", "this", "earlier", "on", "in", "already")
        if verb > begin + 1 and not timed and not all(line.tag(p) in ("RB", "MD") for p in range(begin + 1, verb)):
            return Clause(first, last, (begin + 1, verb), verb, _verb_group(line, verb), "which", parent)
        return Clause(first, last, _antecedent(line, first), verb, _verb_group(line, verb), "which", parent)
    if link == "with":
        verb = next((p for p in range(begin + 1, last) if line.tag(p) == "VBG" and not line.inside_name(p)), -1)
        if verb < 0:
            up = next((p for p in range(begin + 1, last) if line.low(p) in ("up", "down")), last)
            return Clause(first, last, (begin + 1, up), -1, -1, "with", parent)
        return Clause(first, last, (begin + 1, verb), verb, verb, "with", parent)
    if line.tag(begin) == "VBN" and waiting is not None and link == "comma":
        return Clause(first, last, waiting, begin, begin, "participle", parent)
    verb = next((place for place in range(begin, last) if is_finite(line, place)), -1)
    if verb < 0:
        to = next((p for p in range(begin + 1, last - 1) if line.low(p) == "to" and line.tag(p + 1) == "VB"), -1)
        if to > 0 and link == "main" and not any(line.is_figure(p) for p in range(begin, to)):
            return Clause(first, last, (begin, to), to, _verb_group(line, to + 1), "main", parent)
        if (
            line.tag(begin) == "VBG"
            and before
            and line.low(begin) not in ("according", "including", "following", "excluding")
        ):
            return Clause(first, last, waiting or inherited, begin, _verb_group(line, begin), "participle", parent)
        if link == "and" and before and line.tag(begin) in ("VB", "VBN", "VBD"):
            return Clause(first, last, inherited, begin, _verb_group(line, begin), "and", parent)
        return None
    if line.tag(begin) == "VBG" and before and link == "comma" and linked == "comma":
        return Clause(first, last, waiting or inherited, begin, begin, "participle", parent)
    if all(line.tag(place) == "RB" for place in range(begin, verb)) or (
        waiting is not None
        and link == "comma"
        and verb - begin <= 3
        and line.low(begin) in ("on", "late", "earlier", "in")
    ):
        subject = waiting if waiting is not None and link == "comma" and linked == "comma" else inherited
        link = "resume" if subject is waiting and waiting is not None else "and"
        return Clause(first, last, subject, verb, _verb_group(line, verb), link, parent)
    if line.tag(begin) == "IN" and line.low(begin) not in ("of",):
        begin = max(begin, min(_phrase_start(line, verb, begin), verb - 1))
    return Clause(first, last, (begin, verb), verb, _verb_group(line, verb), linked, parent)


def _antecedent(line: Line, first: int) -> tuple[int, int] | None:
    """The words that "which" before ``first`` goes back to: the name or the noun phrase before it."""
    last = first
    for name in line.names:
        if name.mention is not None and name.last <= first <= name.last + 1:
            return (name.first, name.last)
    while last > 0 and line.low(last - 1) in (",", "and", "of", "(", ")"):
        last -= 1
    start = last
    while (
        start > 0
        and line.low(start - 1) != ","
        and not line.is_figure(start - 1)
        and line.tag(start - 1) not in VERBAL | {"IN"}
    ):
        start -= 1
    return (start, last) if start < last else None
