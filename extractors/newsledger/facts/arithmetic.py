"""Arithmetic as a witness: a level, the one before and the change between them must agree within their rounding."""

from __future__ import annotations

from decimal import Decimal

from newsledger.records import Quantity


def slack(quantity: Quantity) -> Decimal:
    """How far a figure may be off by rounding: half of its last digit, in base units.

    >>> # "$1.2 billion" has decimals -8, so 50 million
    """
    return Decimal(1).scaleb(-quantity.decimals) / 2


def agree(now: Decimal, then: Decimal, change: Quantity, tolerance: Decimal = Decimal("0.15")) -> bool:
    """Whether a percentage is the change from ``then`` to ``now``, within its own rounding and ``tolerance`` points for
    that of the two amounts; the sign may be left to the words.

    >>> # 268.1 against 231.0 and "16.1%" -> True
    """
    if not then:
        return False
    stated = abs(change.value)
    computed = abs((now - then) / then * 100)
    return abs(stated - computed) <= slack(change) + max(tolerance, computed / 50)


def within_rounding(now: Quantity, then: Quantity, change: Quantity, unit: Decimal | None = None) -> bool:
    """Whether ``change`` can be that from ``then`` to ``now``, each anywhere within its rounding: a percentage, or
    with ``unit`` an amount, of which one is ``unit`` of the levels. Both levels are taken to be rounded as the more
    exact one is ("$2.5 billion from $2 billion").

    >>> # "rose 4 pct to 2.0 billion from 1.9 billion" -> True: 2.04 over 1.86 is 10%, 1.95 over 1.94 is 1%
    """
    off = min(slack(now), slack(then))
    level, before = abs(now.value), abs(then.value)
    if unit is not None:
        return differ(level, before, change, unit) or (
            abs(abs(level - before) - abs(change.value) * unit) <= slack(change) * unit + 2 * off
        )
    if before <= off:
        return True
    ends = [(level + one) / (before + other) * 100 - 100 for one in (-off, off) for other in (-off, off)]
    least, most = abs(change.value) - slack(change), abs(change.value) + slack(change)
    return (min(ends) <= most and least <= max(ends)) or (-max(ends) <= most and least <= -min(ends))


def differ(now: Decimal, then: Decimal, change: Quantity, unit: Decimal = Decimal(1)) -> bool:
    """Whether an amount of change is the difference of two levels, within rounding; ``unit`` is what one unit of the
    change is in units of the levels (0.01 for basis points of percentages)."""
    return abs(abs(now - then) - abs(change.value) * unit) <= slack(change) * unit * 3
