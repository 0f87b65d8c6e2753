"""How each slot of each fact was filled: the rules that agreed on it, and the best value that was not taken."""

from __future__ import annotations

import msgspec

from newsledger.facts import fact_id
from newsledger.facts.candidates import Choice
from newsledger.facts.core import Core
from newsledger.facts.cores import cores
from newsledger.facts.per import per_rules, quantities
from newsledger.facts.reading import Reading
from newsledger.facts.slots import Slots, slots
from newsledger.facts.witness import AGREES, CONTRADICTS
from newsledger.records import Attribution, Comparison, Period


class Reason(msgspec.Struct, frozen=True):
    """The rules that filled a slot, and the runner-up in words (``None`` if nothing else was proposed)."""

    rules: tuple[str, ...]
    runner_up: str | None = None


def reasons(reading: Reading) -> dict[str, dict[str, Reason]]:
    """By fact, by slot, how it was filled; slots that no rule filled are left out. ``quantity`` tells of the figure
    itself, ``arithmetic`` whether the sentence's other figures bear it out.

    >>> # "The bank said Acme's profit rose 5%": {"…": {"metric": Reason(("metric.subject",), None), …}}
    """
    stated = cores(reading)
    around = slots(reading, stated) if stated else []
    amounts = quantities(reading.figures, stated)
    found: dict[str, dict[str, Reason]] = {}
    for index, (figure, core) in enumerate(zip(reading.figures, stated, strict=True)):
        read = (*figure.rules, *per_rules(figure.quantity, amounts[index]))
        # A converted figure has the slots of the one that it repeats.
        filled = around[index if figure.same_as is None else figure.same_as]
        found[fact_id(reading.article.article_id, figure)] = _of_figure(read) | _of_core(core) | _around(filled)
    return found


def runners_up(reading: Reading) -> dict[str, dict[str, str]]:
    """By fact, by slot, the runner-up in words. Slots for which nothing else was proposed are left out, and facts of
    which that is true of every slot."""
    lost = {
        fact: {slot: reason.runner_up for slot, reason in filled.items() if reason.runner_up}
        for fact, filled in reasons(reading).items()
    }
    return {fact: slots for fact, slots in lost.items() if slots}


def _of_figure(rules: tuple[str, ...]) -> dict[str, Reason]:
    return {"quantity": Reason(rules)} if rules else {}


def _of_core(core: Core) -> dict[str, Reason]:
    found = {slot: Reason(rules, core.runner_up.get(slot)) for slot, rules in core.filled.items()}
    heard = tuple(rule for rule in core.rules if rule in (AGREES, CONTRADICTS))
    return found | ({"arithmetic": Reason(heard)} if heard else {})


def _around(filled: Slots) -> dict[str, Reason]:
    choices: dict[str, Choice[Period] | Choice[Comparison] | Choice[Attribution] | None] = {
        "period": filled.period,
        "comparison": filled.comparison,
        "attribution": filled.attribution,
    }
    found = {slot: Reason(choice.rules, _lost(choice)) for slot, choice in choices.items() if choice is not None}
    return found | {"status": Reason(filled.status.rules, filled.status.runner_up)}


def _lost(choice: Choice[Period] | Choice[Comparison] | Choice[Attribution]) -> str | None:
    """The runner-up in words; the same in other words of the text has not lost."""
    if choice.runner_up is None:
        return None
    lost = _words(choice.runner_up)
    return lost if lost != _words(choice.value) else None


def _words(value: Period | Comparison | Attribution) -> str:
    match value:
        case Period():
            return value.start if value.start == value.end else f"{value.start} to {value.end}"
        case Comparison():
            return value.basis
        case Attribution():
            return value.source
