"""GLEIF's ISIN-LEI mapping: two columns, one row per security that a numbering agency has mapped to its issuer.

Of an issuer with one security that is the company's ISIN; of one with several (its bonds are among them) the mapping
cannot tell which is the share, but any of them leads from an ISIN to the LEI.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from newsledger.companies.identifiers import is_isin, is_lei
from newsledger.companies.register.company import BadRow
from newsledger.companies.register.files import opened_table


class Security(msgspec.Struct, frozen=True):
    """A security and its issuer."""

    lei: str
    isin: str


def read_isins(path: Path) -> Iterator[Security | BadRow]:
    """The pairs of the mapping, in its order.

    Raises:
        InputError: the file cannot be read or is no ISIN-LEI mapping.
    """
    last = ""
    with opened_table(path, "ISIN-LEI mapping", ("LEI", "ISIN")) as rows:
        for row in rows:
            if isinstance(row, BadRow):
                yield row
                continue
            lei, isin = row.fields
            if lei != last and not is_lei(lei):
                yield BadRow(row.line, f"{lei[:24]!r} has wrong check digits")
            elif not is_isin(isin):
                yield BadRow(row.line, f"{isin[:16]!r} has a wrong check digit")
            else:
                last = lei
                yield Security(lei, isin)
