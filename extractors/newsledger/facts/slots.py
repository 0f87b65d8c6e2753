"""The slots around the core of each fact, filled together: what one slot learns of a sentence serves the others."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from newsledger.facts.attribution import attributions
from newsledger.facts.candidates import Choice
from newsledger.facts.comparison import comparisons
from newsledger.facts.core import Core
from newsledger.facts.period import periods
from newsledger.facts.reading import Reading
from newsledger.facts.timeline import Calendar
from newsledger.records import Attribution, Comparison, Period, Status


class Slots(msgspec.Struct, frozen=True):
    """When, against what, how surely and by whom a figure is stated."""

    period: Choice[Period] | None
    comparison: Choice[Comparison] | None
    status: Choice[Status]
    attribution: Choice[Attribution] | None


def slots(reading: Reading, cores: Sequence[Core]) -> list[Slots]:
    """The slots of each figure, in the order of ``cores``."""
    known = Calendar(reading, cores)
    dated = periods(reading, cores, known)
    compared = comparisons(reading, cores, known)
    told = attributions(reading, cores, known)
    return [Slots(*filled) for filled in zip(dated, compared, known.statuses, told, strict=True)]
