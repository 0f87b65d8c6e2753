"""When two names of a company are the same, for scoring."""

from __future__ import annotations

import re

SUFFIXES = frozenset(
    {
        "inc",
        "incorporated",
        "corp",
        "corporation",
        "co",
        "company",
        "ltd",
        "limited",
        "plc",
        "llc",
        "lp",
        "sa",
        "se",
        "ag",
        "nv",
        "spa",
        "ab",
        "asa",
        "oyj",
        "group",
        "holdings",
        "holding",
        "kk",
        "gmbh",
        "com",
        "the",
        "sab",
        "de",
        "cv",
        "pjsc",
        "bhd",
    }
)
"""Words that distinguish no company."""

_WORD = re.compile(r"[a-z0-9&]+")


def words(name: str) -> tuple[str, ...]:
    """The words of a name that distinguish it; all of its words if none does."""
    found = _WORD.findall(name.casefold().replace(".", "").replace("’", "'").replace("'s", ""))
    return tuple(word for word in found if word not in SUFFIXES) or tuple(found)


def same_name(one: str, other: str) -> bool:
    """True if one name opens with the words of the other: "Exxon" and "Exxon Mobil Corp"."""
    first, second = words(one), words(other)
    shared = min(len(first), len(second))
    return shared > 0 and first[:shared] == second[:shared]
