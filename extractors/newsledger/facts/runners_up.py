"""What lost: of each slot of each fact the best value that was proposed and not taken."""

from __future__ import annotations

from newsledger.facts import fact_id
from newsledger.facts.candidates import Choice
from newsledger.facts.cores import cores
from newsledger.facts.reading import Reading
from newsledger.facts.slots import Slots, slots
from newsledger.records import Attribution, Comparison, Period


def runners_up(reading: Reading) -> dict[str, dict[str, str]]:
    """By fact, by slot, the runner-up in words. Slots for which nothing else was proposed are left out, and facts of
    which that is true of every slot.

    >>> # "The bank said Acme's profit rose 5%": {"…": {"companies": "The Bank"}}
    """
    stated = cores(reading)
    around = slots(reading, stated) if stated else []
    found: dict[str, dict[str, str]] = {}
    for index, (figure, core) in enumerate(zip(reading.figures, stated, strict=True)):
        # A converted figure has the slots of the one that it repeats.
        lost = core.runner_up | _around(around[index if figure.same_as is None else figure.same_as])
        if lost:
            found[fact_id(reading.article.article_id, figure)] = lost
    return found


def _around(filled: Slots) -> dict[str, str]:
    choices: dict[str, Choice[Period] | Choice[Comparison] | Choice[Attribution] | None] = {
        "period": filled.period,
        "comparison": filled.comparison,
        "attribution": filled.attribution,
    }
    lost = {slot: _words(choice.runner_up) for slot, choice in choices.items() if choice and choice.runner_up}
    return lost | ({"status": filled.status.runner_up} if filled.status.runner_up else {})


def _words(value: Period | Comparison | Attribution) -> str:
    match value:
        case Period():
            return value.start if value.start == value.end else f"{value.start} to {value.end}"
        case Comparison():
            return value.basis
        case Attribution():
            return value.source
