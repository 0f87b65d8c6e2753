"""Fit the weights of ``newsledger.facts.owner_model`` to annotated articles, and say what it adds to the rules.

Usage: ``python -m scripts.fit_owners GOLD_DIR [--check]``. It learns from the articles, the passages of
``corpus/passages`` and the cases of ``tests/facts/cases``. With ``--check`` each series of texts takes a turn in being
kept apart, and the share of its figures with the right companies is told without the model and with it. Without, it
writes ``lexicons/owner_weights.csv``, the same bytes for the same articles.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from scripts.annotated import Text, articles, cases, passages
from scripts.conditional_logit import Contest, check, fit, write
from tests.facts.marked import Wanted

from newsledger.evaluation.gold import GoldFact
from newsledger.evaluation.scores import slot_right
from newsledger.facts.cores import cores
from newsledger.facts.frames import Frame
from newsledger.facts.metric import Said
from newsledger.facts.owner import Held
from newsledger.facts.owner_model import Verdict, by_rules, judge
from newsledger.facts.owner_signs import signs
from newsledger.facts.story import Story
from newsledger.pipeline import Extractor
from newsledger.resources import folder


class Owners(NamedTuple):
    """What is right for a figure: an annotated fact and the other names of its companies, or the names themselves."""

    fact: GoldFact | None
    aliases: Mapping[str, Sequence[str]]
    names: frozenset[str] = frozenset()

    def accept(self, names: Sequence[str]) -> bool:
        """Whether these companies are right; none only where the fact itself has none, as what may be left out need
        not be."""
        if self.fact is None:
            return frozenset(names) == self.names
        if not names:
            return not self.fact.companies
        return slot_right("companies", self.fact, list(names), self.aliases)


def owners_of(text: Text, place: int) -> Owners | None:
    """What is right for a figure of a text, if that is known."""
    fact = text.facts.get(place)
    if fact is None:
        return None
    return Owners(None, {}, fact.companies) if isinstance(fact, Wanted) else Owners(fact, text.aliases)


def contests(text: Text) -> list[Contest]:
    """The contests for a text's annotated figures, the rules alone having said whose those before were."""
    found: list[Contest] = []
    if not text.weight:
        return found
    names = text.reading.identities.names

    def note(frame: Frame, said: Said, story: Story, proposals: Sequence[Held]) -> Verdict:
        chosen = by_rules(proposals)
        owners = owners_of(text, frame.number)
        if owners is not None:
            given = signs(frame, said, story, proposals, chosen.value)
            right = [owners.accept(names(companies)) for companies, _ in given]
            if any(right) and not all(right):
                found.append(Contest([each for _, each in given], right, text.weight))
        return chosen

    cores(text.reading, judge=note)
    return found


def by_rules_alone(frame: Frame, said: Said, story: Story, proposals: Sequence[Held]) -> Verdict:
    """The judge who leaves it at what the rules choose."""
    return by_rules(proposals)


def right_owners(texts: Sequence[Text], weights: Mapping[str, float] | None) -> tuple[int, int]:
    """How many annotated figures of the texts have the right companies, and how many there are; without
    weights by the rules alone."""
    asked = by_rules_alone if weights is None else judge(weights)
    right = total = 0
    for text in texts:
        stated = cores(text.reading, judge=asked)
        for place in text.facts:
            owners = owners_of(text, place)
            right += owners is not None and owners.accept(text.reading.identities.names(stated[place].companies))
            total += 1
    return right, total


def main() -> None:
    """Fit to all and write, or keep each series apart and tell what was gained."""
    texts = [*articles(Path(sys.argv[1]), Extractor()), *passages(), *cases()]
    if "--check" in sys.argv:
        check(texts, contests, right_owners)
    else:
        write(
            fit([contest for text in texts for contest in contests(text)]),
            folder("lexicons") / "owner_weights.csv",
        )


if __name__ == "__main__":
    main()
