"""Write the table of currencies from the locale data of Babel (CLDR).

    python scripts/build_currencies.py > extractors/newsledger/lexicons/currencies.csv

One row for each ISO 4217 code that CLDR knows as a currency in use now or in the past, with its English names, its
number of minor digits, the territories that use it (for a currency of the past: that used it last), and for a currency
of the past the year in which it ended. Written forms that news copy uses beyond the names are kept by hand in
``currency_words.csv``.
"""

from __future__ import annotations

import csv
import datetime
import sys

from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_name, get_currency_precision

# Codes that ISO 4217 keeps for metals, funds, tests and settlement units: not money in news copy.
NOT_MONEY = "XAG XAU XPT XPD XTS XXX XBA XBB XBC XBD XUA XSU XRE XFU XFO BOV CHE CHW CLF COU MXV USN USS UYI UYW"


def territories() -> dict[str, list[str]]:
    """Currency code to the territories where it is, or was last, legal tender."""
    now: dict[str, list[str]] = {}
    past: dict[str, list[str]] = {}
    for territory, rows in get_global("territory_currencies").items():
        if len(territory) != 2:
            continue
        for code, _, end, tender in rows:
            if tender and end is None:
                now.setdefault(code, []).append(territory)
            elif tender:
                past.setdefault(code, []).append(territory)
    return {**past, **now}


def ends() -> dict[str, int]:
    """Currency code to the year in which it ceased to be legal tender anywhere."""
    found: dict[str, int] = {}
    for rows in get_global("territory_currencies").values():
        for code, _, end, tender in rows:
            if tender and end is not None:
                found[code] = max(found.get(code, 0), end[0])
    return found


def main() -> None:
    """Print the table."""
    ended = ends()
    locale = Locale("en")
    used = territories()
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["code", "name", "singular", "plural", "minor_digits", "current", "territories", "until"])
    today = datetime.date.today()
    current = {
        code
        for rows in get_global("territory_currencies").values()
        for code, _, end, tender in rows
        if tender and (end is None or datetime.date(*end) > today)
    }
    for code in sorted(locale.currencies):
        if code in NOT_MONEY.split():
            continue
        writer.writerow(
            [
                code,
                get_currency_name(code, locale=locale),
                get_currency_name(code, 1, locale=locale),
                get_currency_name(code, 2, locale=locale),
                get_currency_precision(code),
                "yes" if code in current else "no",
                " ".join(sorted(used.get(code, []))),
                "" if code in current else ended.get(code, ""),
            ]
        )


if __name__ == "__main__":
    main()
