"""Forms and check digits of identifiers: LEI (ISO 17442), ISIN (ISO 6166), CIK, and market codes (ISO 10383)."""

from __future__ import annotations

import re
import string

_LEI = re.compile(r"[0-9A-Z]{18}[0-9]{2}")
_ISIN = re.compile(r"[A-Z]{2}[0-9A-Z]{9}[0-9]")
_MIC = re.compile(r"[0-9A-Z]{4}")
_CIK = re.compile(r"[0-9]{10}")
_AS_DIGITS = {ord(letter): str(value) for value, letter in enumerate(string.ascii_uppercase, 10)}


def is_lei(code: str) -> bool:
    """Whether a code is an LEI: twenty capitals and digits whose value, letters read as 10 to 35, leaves 1 by 97.

    >>> is_lei("5493006W3QUS5LMH6R84"), is_lei("5493006W3QUS5LMH6R85")
    (True, False)
    """
    return bool(_LEI.fullmatch(code)) and int(_digits(code)) % 97 == 1


def is_isin(code: str) -> bool:
    """Whether a code is an ISIN: country, nine capitals and digits, and a Luhn digit over letters read as 10 to 35.

    >>> is_isin("DE0007164600"), is_isin("DE0007164601")
    (True, False)
    """
    if not _ISIN.fullmatch(code):
        return False
    total = 0
    for place, digit in enumerate(reversed(_digits(code))):
        value = int(digit) * (1 + place % 2)
        total += value // 10 + value % 10
    return total % 10 == 0


def is_mic(code: str) -> bool:
    """Whether a code has the form of a market identifier code; whether it is one, only the list says."""
    return bool(_MIC.fullmatch(code))


def is_cik(code: str) -> bool:
    """Whether a code has the ten digits of an SEC registrant."""
    return bool(_CIK.fullmatch(code))


def _digits(code: str) -> str:
    """Letters as two digits: ``"A1"`` is ``"101"``."""
    return code.translate(_AS_DIGITS)
