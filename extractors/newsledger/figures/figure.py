"""What the figure reader gives and what it may be told."""

from __future__ import annotations

import msgspec

from newsledger.records import Quantity


class Figure(msgspec.Struct, frozen=True):
    """One figure of the text.

    ``core`` are the offsets of number, currency, scale and unit sign, without leading modifier words and without a
    counted noun ("about 10.85 million vehicles": "10.85 million"). ``sign`` is -1 or 1 where a sign is written, else 0.
    ``same_as`` is the place, in the list that was returned, of the figure that a bracketed conversion repeats.
    ``per_span`` are the offsets of the per phrase ("a share"). ``rules`` name the rules that read the figure.
    ``contested`` says that the currency or unit was chosen between several by context.
    """

    quantity: Quantity
    core: tuple[int, int]
    sign: int
    same_as: int | None
    per_span: tuple[int, int] | None
    rules: tuple[str, ...]
    contested: bool


class MoneyContext(msgspec.Struct, frozen=True):
    """What the article says of its home currency: ``country`` is an ISO 3166 alpha-2 code, ``year`` that of
    publication, after whose end of a currency nothing ambiguous is read as that currency."""

    dateline: str | None = None
    country: str | None = None
    publisher: str | None = None
    year: int | None = None
