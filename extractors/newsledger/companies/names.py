"""Names as keys: what makes two spellings of a name the same.

A key is folded (no case, no diacritics), pieces stand one space apart, initials are joined ("J.P. Morgan" and
"JP Morgan" are ``jp morgan``), "and" is "&", and hyphens are spaces. Legal forms are taken off by ``strip_forms``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator
from functools import cache

from newsledger.companies.tables import read_table

PIECE = re.compile(r"[^\W_]+")
NEXT_PIECE = re.compile(
    r"(?P<gap>['’‘.\-‐‑–/+]|\.?[ \t\u00a0]*&[ \t\u00a0]*(?:\n[ \t]*)?|[.,]?(?:[ \t\u00a0]+(?:\n[ \t]*)?"
    r"|\n[ \t]*))(?P<piece>[^\W_]+)"
)
"""The next piece of a name and the gap before it: at most one line break, no other punctuation."""

_PLAIN = re.compile(r"[A-Za-z0-9]+(?: [A-Za-z0-9]+)*")
_ABBREVIATED = frozenset(
    {"co", "inc", "corp", "ltd", "st", "dr", "bros", "wm", "mt", "cos", "intl", "mr", "jos", "geo", "chas"}
)


def fold(text: str) -> str:
    """Case and diacritics taken away: ``"Nestlé"`` is ``"nestle"``."""
    text = text.casefold()
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def joint(gap: str, before: str, after: str) -> str | None:
    """What stands between two folded pieces in a key; ``None`` where no name can go on.

    >>> joint("-", "coca", "cola"), joint(".", "j", "p"), joint(". ", "sunday", "tesla")
    (' ', '', None)
    """
    mark = gap.strip()
    if mark == "":
        return " "
    if "&" in mark:
        return " & "
    if mark == ".":
        if gap == ".":
            return "" if len(before) == 1 and len(after) == 1 else "."
        return " " if len(before) == 1 or before in _ABBREVIATED else None
    if mark in "'’‘":
        return "'"
    if mark == ",":
        return ", "
    if mark in "/+":
        return mark
    return " "


def key(name: str) -> str:
    """The key of a whole name; empty for a name without letters or digits.

    >>> key("Marks and Spencer"), key("J.P. Morgan"), key("L’Oréal")
    ('marks & spencer', 'jp morgan', "l'oreal")
    """
    if _PLAIN.fullmatch(name):
        return name.casefold().replace(" and ", " & ")
    first = PIECE.search(name)
    if first is None:
        return ""
    parts = [fold(first[0])]
    position = first.end()
    while following := NEXT_PIECE.match(name, position):
        piece = fold(following["piece"])
        between = joint(following["gap"], parts[-1], piece)
        if between is None:
            between = " "
        if piece == "and" and between == " ":
            parts.append(" & ")
        elif parts[-1] == " & ":
            parts.append(piece)
        else:
            parts += [between, piece]
        position = following.end()
    return "".join(parts).strip()


def growing_keys(
    text: str, start: int, limit: int, longest: int, small: Container[str] | None = None
) -> Iterator[tuple[int, str]]:
    """The keys of the words of a text from ``start`` on: of the first, of the first two, and so on, as ``(end,
    key)``, until a name could not go on or ``longest`` words are read. ``small`` are the words that may stand in a name
    without a capital or digit; ``None``: all."""
    first = PIECE.match(text, start, limit)
    if first is None:
        return
    before = fold(first[0])
    name_key, end = before, first.end()
    for _ in range(longest - 1):
        yield end, name_key
        following = NEXT_PIECE.match(text, end, limit)
        if following is None:
            return
        gap, written = following.groups()
        if small is not None and not (written[0].isupper() or written[0].isdigit() or written in small):
            return
        piece = fold(written)
        between = joint(gap, before, piece)
        if between is None:
            return
        if piece == "and" and between == " ":
            name_key += " & "
        elif name_key.endswith(" & ") and between == " ":
            name_key += piece
        else:
            name_key += between + piece
        before, end = piece, following.end()
    yield end, name_key


@cache
def forms() -> dict[str, str]:
    """Corporate forms by folded spelling, with and without stops: ``legal`` ("inc"), ``group`` ("holdings") or
    ``trade`` ("airlines")."""
    found: dict[str, str] = {}
    for row in read_table("corporate_forms.csv"):
        form = fold(row["form"])
        for spelling in (form, form.rstrip("."), form.replace(".", "")):
            found.setdefault(spelling, row["kind"])
    return found


@cache
def form_pattern() -> re.Pattern[str]:
    """A chain of legal forms and group words after a name, in text: ``", Inc."``, ``" Group Holdings Ltd"``."""
    words = [row["form"] for row in read_table("corporate_forms.csv") if row["kind"] in ("legal", "group")]
    spelled = sorted({*words, *(word.upper() for word in words), "corp", "inc", "plc"}, key=len, reverse=True)
    one = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in spelled)
    return re.compile(
        r"(?:(?:[ ]?,[ \u00a0]?|,?[ \u00a0]*\n?[ \u00a0]*(?:&|(?:and|AND)[ \n])?[ \u00a0]*)"
        rf"(?<![\w])({one})(?![\w'’&]|\.\w)\.?)+"
    )


def strip_forms(name_key: str, *, groups: bool = True) -> str:
    """A key without its trailing legal forms, and without group words if ``groups``; never empty.

    >>> strip_forms("alibaba group holding ltd"), strip_forms("alibaba group holding ltd", groups=False)
    ('alibaba', 'alibaba group holding')
    """
    kinds = {"legal", "group"} if groups else {"legal"}
    known = forms()
    pieces = name_key.split(" ")
    while len(pieces) > 1:
        last = pieces[-1].strip(",")
        if known.get(last) in kinds or last in ("&", "the", ""):
            pieces.pop()
        elif len(pieces) > 2 and known.get(" ".join(pieces[-2:]).replace(",", "")) in kinds:
            del pieces[-2:]
        else:
            break
    return " ".join(pieces).rstrip(" ,&") or name_key


def initials(name_key: str) -> str:
    """First letters of a key's words, function words left out: ``"tata consultancy services"`` is ``"tcs"``."""
    return "".join(word[0] for word in re.findall(r"[^\W_]+", name_key) if word not in ("of", "the", "de", "for", "s"))
