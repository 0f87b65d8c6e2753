"""Fit the weights of ``newsledger.facts.owner_model`` to annotated articles, and say what it adds to the rules.

Usage: ``python -m scripts.fit_owners GOLD_DIR [--check]``. It learns from the articles, the passages of
``corpus/passages`` and the cases of ``tests/facts/cases``: first whether a figure is nobody's, of one company or of
several by its words (``newsledger.facts.owner_context``), groups of series in turn kept apart, so that what this says
of them is as wrong as of any other article; then the weights, with what it says among the signs. With ``--check`` the
share of figures with the right companies is told for each series without the model and with one fitted to others.
Without, it writes ``lexicons/owner_context.npz`` and ``lexicons/owner_weights.csv``, the same bytes for the same
articles.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from scripts import loglinear
from scripts.annotated import Text, articles, cases, passages, tell_gains
from scripts.conditional_logit import Contest, fit, write
from tests.facts.marked import Wanted

from newsledger.evaluation.gold import GoldFact
from newsledger.evaluation.scores import slot_right
from newsledger.facts.cores import cores
from newsledger.facts.frames import Frame
from newsledger.facts.loglinear import LogLinear
from newsledger.facts.metric import Said
from newsledger.facts.owner import Held
from newsledger.facts.owner_context import KINDS, NOBODY, ONE, SEVERAL
from newsledger.facts.owner_context import signs as words_of
from newsledger.facts.owner_model import Judge, Verdict, by_rules, judge
from newsledger.facts.owner_signs import signs
from newsledger.facts.story import Story
from newsledger.pipeline import Extractor
from newsledger.resources import folder

SHRINKAGE = 1.0


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

    def kinds(self) -> frozenset[str]:
        """Whether nobody is right, one company, or several; more than one of these where the fact leaves it open."""
        right = [self.names] if self.fact is None else [self.fact.companies, *self.fact.accept.get("companies", [])]
        return frozenset(NOBODY if not names else ONE if len(names) == 1 else SEVERAL for names in right)


def owners_of(text: Text, place: int) -> Owners | None:
    """What is right for a figure of a text, if that is known."""
    fact = text.facts.get(place)
    if fact is None:
        return None
    return Owners(None, {}, fact.companies) if isinstance(fact, Wanted) else Owners(fact, text.aliases)


def seen(text: Text) -> list[loglinear.Seen]:
    """What the model of words is shown of a text's figures."""
    found: list[loglinear.Seen] = []
    if not text.weight:
        return found

    def note(frame: Frame, said: Said, story: Story, proposals: Sequence[Held]) -> Verdict:
        owners = owners_of(text, frame.number)
        if owners is not None:
            found.append(loglinear.Seen(words_of(frame, story, said.metric), {}, owners.kinds()))
        return by_rules(proposals)

    cores(text.reading, judge=note)
    return found


def words_apart(texts: Sequence[Text]) -> dict[str, LogLinear]:
    """For each series a model of words fitted to the texts of other groups of series; for the cases, which have no
    series, one fitted to all series."""
    shown = [(text.series, figure) for text in texts for figure in seen(text)]
    models = loglinear.fit_apart(shown, KINDS, SHRINKAGE)
    return models | {"": loglinear.fit([figure for series, figure in shown if series], KINDS, SHRINKAGE)}


def contests(text: Text, words: LogLinear) -> list[Contest]:
    """The contests for a text's annotated figures, the rules alone having said whose those before were."""
    found: list[Contest] = []
    if not text.weight:
        return found
    names = text.reading.identities.names

    def note(frame: Frame, said: Said, story: Story, proposals: Sequence[Held]) -> Verdict:
        chosen = by_rules(proposals)
        owners = owners_of(text, frame.number)
        if owners is not None:
            given = signs(frame, said, story, proposals, chosen.value, words)
            right = [owners.accept(names(companies)) for companies, _ in given]
            if any(right) and not all(right):
                found.append(Contest([each for _, each in given], right, text.weight))
        return chosen

    cores(text.reading, judge=note)
    return found


def by_rules_alone(frame: Frame, said: Said, story: Story, proposals: Sequence[Held]) -> Verdict:
    """The judge who leaves it at what the rules choose."""
    return by_rules(proposals)


def right_owners(texts: Sequence[Text], asked: Judge) -> tuple[int, int]:
    """How many annotated figures of the texts have the right companies, and how many there are."""
    right = total = 0
    for text in texts:
        stated = cores(text.reading, judge=asked)
        for place in text.facts:
            owners = owners_of(text, place)
            right += owners is not None and owners.accept(text.reading.identities.names(stated[place].companies))
            total += 1
    return right, total


def check(texts: Sequence[Text]) -> None:
    """Print for each series what share of its owners is right by the rules, and with a judge fitted to others."""
    words = words_apart(texts)
    learned = [(text.series, contest) for text in texts for contest in contests(text, words[text.series])]
    judges = {}
    for group in loglinear.groups(sorted(series for series in words if series)):
        weights = fit([contest for series, contest in learned if series not in group])
        judges.update({series: judge(weights, words[series]) for series in group})
    tell_gains(texts, judges, by_rules_alone, right_owners)


def main() -> None:
    """Fit to all and write, or keep each series apart and tell what was gained."""
    texts = [*articles(Path(sys.argv[1]), Extractor()), *passages(), *cases()]
    if "--check" in sys.argv:
        check(texts)
        return
    words = words_apart(texts)
    write(
        fit([contest for text in texts for contest in contests(text, words[text.series])]),
        folder("lexicons") / "owner_weights.csv",
    )
    model = loglinear.fit([figure for text in texts for figure in seen(text)], KINDS, SHRINKAGE)
    loglinear.write(model, folder("lexicons") / "owner_context.npz")


if __name__ == "__main__":
    main()
