"""Runs of capitalised words: where unknown names and persons show themselves by their form alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from newsledger.companies.names import forms
from newsledger.companies.tables import cues, given_names
from newsledger.sentences import Sentence

_WORD = r"(?:(?:[A-Z]\.){2,}|[A-ZÀ-ÖØ-ÞŠŽİ][\w&'’\-/]*\.?|(?<![.,$€£¥])\d{1,3}[A-Z&][\w&\-]*)"
_JOINT = r"(?:[ \u00a0]*\n[ \u00a0]*|[ \u00a0]{1,3})"
_SMALL = r"(?:of|and|&|de|du|des|la|le|der|von|van|den|di|do|da|e|y|et|for|the|del|bin|al)"

_RUN = re.compile(rf"(?<![\w]){_WORD}(?:[ ]?,?{_JOINT}(?:{_SMALL}{_JOINT}){{0,2}}{_WORD})*")
_TOKEN = re.compile(r"[^\s,]+|,")


class Run(msgspec.Struct, frozen=True):
    """A name that its own form shows. ``[start, bare_end)`` is the name, ``end`` includes legal forms."""

    start: int
    bare_end: int
    end: int


class Runs(msgspec.Struct, frozen=True):
    """What the capitals of a text show: ``companies`` are names with a legal form, ``persons`` spans of full names,
    ``names`` all stretches of capitalised words, cut at commas, "and" and possessives and without openers."""

    companies: list[Run]
    persons: list[tuple[int, int]]
    names: list[tuple[int, int]]


@cache
def openers() -> frozenset[str]:
    """Words that open sentences and headlines and are not part of the name after them."""
    return frozenset(cues()["openers"]["words"])


@cache
def titles() -> frozenset[str]:
    """Words of the titles and offices of persons."""
    return frozenset(word for title in cues()["persons"]["titles"] for word in title.split())


@cache
def _legal_words() -> frozenset[str]:
    return frozenset(word for word, kind in forms().items() if kind == "legal" and " " not in word)


@cache
def _form_words() -> frozenset[str]:
    return frozenset(word for word, kind in forms().items() if kind in ("legal", "group") and " " not in word)


def find_runs(text: str, sentences: Sequence[Sentence]) -> Runs:
    """What the capitals show, in order of the text."""
    companies: list[Run] = []
    persons: list[tuple[int, int]] = []
    names: list[tuple[int, int]] = []
    given = given_names()
    legal = _legal_words()
    for sentence in sentences:
        upper = text[sentence.start : sentence.end].isupper()
        results = _RESULTS.match(text, sentence.start, sentence.end) if upper else None
        if results and not _legal_words().intersection(results["name"].casefold().replace(".", "").split()[1:]):
            companies.append(Run(results.start(), results.end("name"), results.end("name")))
            continue
        for match in _RUN.finditer(text, sentence.start, sentence.end):
            run = match[0]
            if " " not in run and "\n" not in run:
                end = match.end() - (2 if run.endswith(("'s", "’s")) else 1 if run.endswith((".", "'", "’")) else 0)
                if not upper and run not in openers():
                    names.append((match.start(), end))
                continue
            tokens = [(token[0], match.start() + token.start()) for token in _TOKEN.finditer(run)]
            words = [_bare(token) for token, _ in tokens]
            folded = set(map(str.casefold, words))
            if not (legal.isdisjoint(folded) and _form_phrases().keys().isdisjoint(folded)) and not (
                upper and legal.intersection(folded) and _SHAM.issuperset(legal.intersection(folded))
            ):
                companies += _companies(tokens, words)
            if not upper:
                names += _stretches(tokens, words)
            if not given.isdisjoint(words):
                persons += _persons(tokens, words)
    return Runs(companies, persons, names)


_PREFIXED = frozenset({"PT", "PJSC", "JSC", "OAO", "PAO"})
"""Legal forms that stand before the name."""

_RESULTS = re.compile(
    r"(?P<name>[A-Z0-9][A-Z0-9&.,'’\-/]*(?:[ \n]+(?:[A-Z0-9&][A-Z0-9&.,'’\-/]*))*?)[ \n]+(?=(?:1ST|2ND|3RD|4TH"
    r"|FIRST|SECOND|THIRD|FOURTH)[ \n]+(?:QTR|QUARTER|HALF)\b"
    r"|(?:YEAR|SIX|NINE|QTLY|QUARTERLY|ANNUAL|HALF|INTERIM)[ \n]+(?:NET|LOSS|PROFIT|RESULTS?|DIVIDEND|DIV"
    r"|PAYOUT|END|ENDED|MTHS|MONTHS|YEAR)\b|(?:Q[1-4]|H[12])\b"
    r"|(?:SETS|CUTS|RAISES|HIKES|DECLARES|OMITS|UPS|LIFTS|BOOSTS|RESUMES|TO[ \n]+PAY)[ \n]+(?:[A-Z\-]+[ \n]+){0,2}?"
    r"(?:PAYOUT|DIVIDENDS?|DIV|DISTRIBUTION|SPLIT)\b"
    r"|(?:QTLY[ \n]+|MONTHLY[ \n]+)?(?:PAYOUT|DIVIDEND|DIV|DISTRIBUTION)$)"
)
"""A headline in capitals that gives results: what stands before them is a company."""

_SHAM = frozenset({"as", "se", "ad", "ab", "spa", "sa", "lp", "a/s", "kg", "pa"})
"""Legal forms that are also words: in a line of capitals they say nothing, elsewhere they must stand in capitals."""

_LONGEST_RUN = 9


def _stretches(tokens: list[tuple[str, int]], words: list[str]) -> Iterator[tuple[int, int]]:
    begin: int | None = None
    opening = openers()
    for index, ((token, start), word) in enumerate(zip(tokens, words, strict=True)):
        if word in (",", "and", "&") and not (word == "&" and begin is not None):
            if begin is not None:
                yield begin, tokens[index - 1][1] + len(words[index - 1])
            begin = None
            continue
        if begin is None and (word in opening or word.islower()):
            continue
        if begin is None:
            begin = start
        if token.endswith(("'s", "’s", "s'", "s’")):
            yield begin, start + len(word)
            begin = None
    if begin is not None:
        yield begin, tokens[-1][1] + len(words[-1])


def _bare(token: str) -> str:
    token = token[:-2] if token.endswith(("'s", "’s")) else token
    return token.rstrip(".'’") or token


def _companies(tokens: list[tuple[str, int]], words: list[str]) -> Iterator[Run]:
    """Cut a run into names, each of which ends with its legal forms: "Standard Oil Co and BP North America Inc" is two.

    A word with a possessive ends what came before it ("Viacom's Paramount Pictures Corp"), as do openers ("Shares of").
    """
    legal, known_forms = _legal_words(), _form_words()
    begin = 0
    index = 0
    while index < len(tokens):
        word = words[index]
        phrase = _phrase_at(words, index)
        if (word.casefold() in legal or phrase) and index > begin and not _sham(words, index):
            # Group words before the form belong to the forms: "Foo Holdings Ltd".
            bare = index
            while bare - 1 > begin and (words[bare - 1].casefold() in known_forms or words[bare - 1] in (",", "&")):
                bare -= 1
            last = index + max(phrase - 1, 0)
            while last + 1 < len(tokens) and words[last + 1].casefold() in known_forms:
                last += 1
            span = _name_span(tokens, words, begin, bare, last)
            if span is not None:
                yield span
            index = begin = last + 1
            continue
        if _cuts(tokens, words, index):
            begin = index + 1
        index += 1


@cache
def _form_phrases() -> dict[str, list[tuple[str, ...]]]:
    """Legal forms of several words by their first: "Savings and Loan Association"; the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for form, kind in sorted(forms().items(), key=lambda pair: -len(pair[0])):
        parts = tuple(form.replace("&", "and").split())
        if kind == "legal" and len(parts) > 1 and parts[0] != "and":
            found.setdefault(parts[0], []).append(parts)
    return found


def _phrase_at(words: list[str], index: int) -> int:
    """How many words the legal form of several words has that begins here; 0 for none."""
    for parts in _form_phrases().get(words[index].casefold(), ()):
        if tuple(word.casefold().replace("&", "and") for word in words[index : index + len(parts)]) == parts:
            return len(parts)
    return 0


@cache
def _led() -> re.Pattern[str]:
    return re.compile(rf"-(?:{'|'.join(cues()['hyphened']['tails'])})$")


def _cuts(tokens: list[tuple[str, int]], words: list[str], index: int) -> bool:
    """Whether a name ends at a token: at a possessive, at who leads the next ("Ann Stone-led"), at a comma that is no
    part of a name, at an "and" before an article."""
    following = words[index + 1].casefold() if index + 1 < len(words) else ""
    if words[index] == ",":
        return not _continues(words, index)
    if words[index] in ("and", "&"):
        return following == "the"
    if _led().search(words[index]):
        return True
    return tokens[index][0].endswith(("'s", "’s", "s'")) and following not in _legal_words()


def _sham(words: list[str], index: int) -> bool:
    """Whether a word only looks like a legal form: "As", or "Limited" of "Limited Partnership"."""
    word, following = words[index], words[index + 1] if index + 1 < len(words) else ""
    return (word.casefold() in _SHAM and not word.isupper()) or (
        word == "Limited" and following in ("Partnership", "Liability", "Partner")
    )


def _continues(words: list[str], comma: int) -> bool:
    """Whether a comma is inside a name: before a legal form, or in a list of partners ("Merrill Lynch, Pierce, Fenner
    and Smith Inc")."""
    return comma + 1 < len(words) and words[comma + 1].casefold() in _form_words()


def _name_span(tokens: list[tuple[str, int]], words: list[str], begin: int, bare: int, last: int) -> Run | None:
    opening = openers()
    while begin < bare and (
        words[begin] in opening or words[begin] in _PREFIXED or words[begin].islower() or words[begin] in ("&", ",")
    ):
        if words[begin] in _mild() and bare - begin > 1 and words[begin + 1] not in opening:
            break
        begin += 1
    # "Finance Director of Foo PLC": the name begins after the office.
    for place in range(bare - 1, begin, -1):
        if words[place] in ("of", "for", "at") and any(word in titles() for word in words[begin:place]):
            begin = place + 1
            break
    if begin >= bare or bare - begin > _LONGEST_RUN:
        return None
    while bare - 1 > begin and words[bare - 1] in (",", "&", "and", "of"):
        bare -= 1
    start = tokens[begin][1]
    end_token, end_start = tokens[last]
    end = end_start + len(end_token)
    if end_token.endswith(("'s", "’s")):
        end -= 2
    elif end_token.endswith(("'", "’")):
        end -= 1
    name_token, name_start = tokens[bare - 1]
    return Run(start, name_start + len(name_token.rstrip(".") if len(name_token) > 3 else name_token), end)


@cache
def _mild() -> frozenset[str]:
    return frozenset(cues()["openers"]["mild"])


def _persons(tokens: list[tuple[str, int]], words: list[str]) -> Iterator[tuple[int, int]]:
    """Full names: a given name and one to three more capitalised words that are no corporate form."""
    given, kinds = given_names(), forms()
    index = 0
    while index < len(words) - 1:
        if words[index] not in given or tokens[index][0].endswith(("'s", "’s")):
            index += 1
            continue
        last = index
        while last + 1 < len(words) and last - index < 3 and words[last + 1] not in (",", "&", "and", "of"):
            last += 1
            if tokens[last][0].endswith(("'s", "’s")):
                break
        while last > index and (words[last].islower() or words[last] in titles()):
            last -= 1
        rest = words[index + 1 : last + 1]
        if rest and not any(word.casefold() in kinds for word in rest) and rest[-1][0].isupper():
            yield tokens[index][1], tokens[last][1] + len(words[last])
        index = last + 1
