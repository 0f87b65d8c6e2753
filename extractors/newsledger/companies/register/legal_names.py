"""Keys of registered names: the name without its legal form, and the form in one spelling.

Registers and news spell legal forms in many ways: "ACME LIMITED", "Acme Ltd.". Both are the name ``acme`` of the form
``ltd``; "Acme Inc" is another company's.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from hashlib import blake2b

from newsledger.companies.names import fold, forms, key
from newsledger.companies.tables import read_table

_LONGEST_FORM = 6
"""Words of the longest legal form ("Sociedad Anónima Bursátil de Capital Variable")."""

_SIGNS = re.compile(r"""\.?,|[^\w\s.&'’‘+/\-‐‑–]+""")
"""What registered names hold besides words, at which a key would end: "Co., Ltd.", "(UK)", quotation marks."""


@cache
def _spellings() -> dict[str, str]:
    """Legal forms in one spelling, by the key of any."""
    found = {form.replace(".", ""): form.replace(".", "") for form, kind in forms().items() if kind == "legal"}
    found.update((key(row["spelling"]), key(row["form"])) for row in read_table("legal_form_spellings.csv"))
    return {spelling: form for spelling, form in found.items() if spelling}


@cache
def _last_words() -> frozenset[str]:
    return frozenset(spelling.rpartition(" ")[2] for spelling in _spellings())


@lru_cache(maxsize=8_192)
def parted(name: str) -> tuple[str, str]:
    """The key of a name without its legal form, and that form in one spelling (empty: it has none).

    >>> parted("ACME LIMITED"), parted("The Acme Energy Co., Ltd."), parted("Acme")
    (('acme', 'ltd'), ('acme energy', 'co ltd'), ('acme', ''))
    >>> parted("Acme (UK) S.A.")
    ('acme uk', 'sa')
    """
    words = key(_SIGNS.sub(" ", name)).removeprefix("the ").split(" ")
    last = _last_words()
    if len(words) < 2 or words[-1] not in last:
        return " ".join(words), ""
    spellings = _spellings()
    for count in range(min(_LONGEST_FORM, len(words) - 1), 0, -1):
        form = spellings.get(" ".join(words[-count:]))
        if form is not None:
            bare = words[:-count]
            while len(bare) > 1 and bare[-1] == "&":
                bare.pop()
            return " ".join(bare), form
    return " ".join(words), ""


def digest(bare_key: str) -> int:
    """The number under which a name is filed. Names with the same number are told apart by their text."""
    return int.from_bytes(blake2b(bare_key.encode(), digest_size=8).digest(), "big", signed=True)


def is_readable(name: str) -> bool:
    """Whether a name could stand in English news: most of its letters are Latin ones.

    >>> is_readable("Nestlé S.A."), is_readable("株式会社トヨタ")
    (True, False)
    """
    if name.isascii():
        return any(character.isalnum() for character in name)
    letters = [character for character in fold(name) if character.isalpha()]
    latin = sum(character < "\u0250" for character in letters)
    return bool(letters) and 2 * latin > len(letters)
