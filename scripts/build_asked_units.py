"""Write the names of physical units that the figure reader leaves to quantulum3.

    python scripts/build_asked_units.py > extractors/newsledger/lexicons/asked_units.csv

Loading quantulum3 takes a second or more, and on whole sentences it mistakes money and dates for units. So it is asked
about short spans only, and only where one of these names follows a number. Units that business news is full of are in
``units.csv`` and are not asked about.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from quantulum3 import load

from newsledger.figures.tokens import split
from newsledger.figures.vocabulary import VOCABULARY

# What these measure is not reported as a business quantity, or is read elsewhere (time, money, angles, counts).
LEFT_OUT = frozenset(
    {"currency", "time", "angle", "dimensionless", "unknown", "information", "data storage", "typographical element"}
)
# Units whose name is an English word, or the name of a person or place.
WORDS = frozenset((Path(__file__).parent / "unit_names_left_out.txt").read_text(encoding="utf-8").split())


def main() -> None:
    """Print the table."""
    names = set()
    known = VOCABULARY.units.first_words
    for name, units in load.units().surfaces.items():
        entities = {unit.entity.name for unit in units}
        if entities & LEFT_OUT or not name.replace(" ", "").isalpha() or len(name) < 4:
            continue
        first = split(name.lower())[0]
        if first in WORDS or first in known or first in VOCABULARY.nouns or first in VOCABULARY.number_words:
            continue
        names.add(name.lower())
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["written"])
    writer.writerows([name] for name in sorted(names))


if __name__ == "__main__":
    main()
