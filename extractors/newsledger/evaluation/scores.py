"""The scores: how far records agree with gold.

A gold fact is matched with the predicted fact that overlaps it and agrees best in value and unit, one to one. A fact is
*found* if value and unit are right; *core* if companies, metric, measure and direction are right as well; *whole* if
all slots are. Because most facts have no comparison and no attribution, ``filled`` judges the slots that are mostly
null only where gold or prediction fills them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from newsledger.evaluation.gold import GoldArticle, GoldFact
from newsledger.evaluation.names import same_name
from newsledger.records import Fact, Record

SLOTS = (
    "companies",
    "metric",
    "measure",
    "direction",
    "period",
    "comparison",
    "status",
    "attribution",
    "modifier",
    "per",
)
CORE = ("companies", "metric", "measure", "direction")
FILLED = ("companies", "period", "comparison", "attribution")
BOTH_RIGHT = 4
"""Rank of a match in which value and unit agree."""


class Error(msgspec.Struct, frozen=True):
    """One disagreement: article, figure or company, slot, what gold has, what was given."""

    article: str
    text: str
    slot: str
    gold: str
    given: str


class Ratio(msgspec.Struct, frozen=True):
    """Precision, recall and their harmonic mean, in percent with one decimal."""

    precision: float
    recall: float
    f1: float


class Report(msgspec.Struct, frozen=True):
    """The scores of a set of records against a set of gold articles."""

    articles: int
    articles_missing: int
    facts: int
    bad_offsets: int
    figure: Ratio
    core_fact: Ratio
    whole_fact: Ratio
    slots: dict[str, float | None]
    filled: dict[str, Ratio]
    company_slot_precision: float | None
    companies: Ratio
    tickers: dict[str, int]
    figure_recall_by_kind: dict[str, str]
    errors: tuple[Error, ...]


def article_key(uri: str | None) -> str:
    """What an article is matched by: the last part of its uri without suffix."""
    return re.sub(r"\.\w+$", "", (uri or "").rsplit("/", 1)[-1])


def score(gold: Sequence[GoldArticle], records: Iterable[Record]) -> Report:
    """Score records against gold articles; an article without a record counts as one in which nothing was found."""
    predicted = {article_key(record.article.uri): record for record in records}
    tally = _Tally()
    for article in gold:
        tally.count["articles"] += 1
        record = predicted.get(article.id)
        if record is None:
            tally.count["articles_missing"] += 1
        _score_facts(article, record.facts if record else (), tally)
        _score_companies(article, record, tally)
    return tally.report()


class _Tally:
    """Counts while articles are scored."""

    def __init__(self) -> None:
        self.count: Counter[str] = Counter()
        self.hits: Counter[str] = Counter()
        self.totals: Counter[str] = Counter()
        self.filled: dict[str, Counter[str]] = defaultdict(Counter)
        self.kinds: dict[str, Counter[str]] = defaultdict(Counter)
        self.errors: list[Error] = []

    def note(self, article: str, text: str, slot: str, gold: object, given: object) -> None:
        self.errors.append(Error(article, text, slot, str(gold), str(given)))

    def report(self) -> Report:
        count = self.count
        given = count["found"] + count["wrong"] + count["extra"]
        return Report(
            articles=count["articles"],
            articles_missing=count["articles_missing"],
            facts=count["gold"],
            bad_offsets=count["bad_offsets"],
            figure=_ratio(count["found"], given, count["found"], count["gold"]),
            core_fact=_ratio(count["core"], given, count["core"], count["gold"]),
            whole_fact=_ratio(count["whole"], given, count["whole"], count["gold"]),
            slots={slot: _percent(self.hits[slot], self.totals[slot]) for slot in SLOTS},
            filled={
                slot: _ratio(tally["fine"], tally["given"], tally["right"], tally["gold"])
                for slot, tally in ((slot, self.filled[slot]) for slot in FILLED)
            },
            company_slot_precision=_percent(count["company_given_right"], count["company_given"]),
            companies=_ratio(
                count["companies_found"],
                count["companies_found"] + count["companies_extra"],
                count["companies_found"],
                count["companies_gold"],
            ),
            tickers={part: count[f"tickers_{part}"] for part in ("right", "given", "gold")},
            figure_recall_by_kind={
                kind: f"{tally['found']}/{tally['gold']}" for kind, tally in sorted(self.kinds.items())
            },
            errors=tuple(self.errors),
        )


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None


def _ratio(right_given: int, given: int, right_gold: int, gold: int) -> Ratio:
    precision = right_given / given if given else 0.0
    recall = right_gold / gold if gold else 0.0
    total = precision + recall
    f1 = 2 * precision * recall / total if total else 0.0
    return Ratio(round(100 * precision, 1), round(100 * recall, 1), round(100 * f1, 1))


def _score_facts(article: GoldArticle, facts: Sequence[Fact], tally: _Tally) -> None:
    aliases = {company.name: (company.name, *company.also) for company in article.companies}
    for fact in facts:
        quantity = fact.quantity
        tally.count["bad_offsets"] += article.text[quantity.start : quantity.end] != quantity.text
    used: set[int] = set()
    for gold in article.facts:
        best, rank = _match(gold, facts, used)
        if best is not None:
            used.add(best)
        if gold.optional:
            continue
        tally.count["gold"] += 1
        tally.kinds[gold.kind]["gold"] += 1
        if best is None or rank < BOTH_RIGHT:
            given = facts[best].quantity if best is not None else None
            read = f"read as {given.value} {given.unit}" if given else "not found"
            tally.note(article.id, gold.text, "figure", f"{gold.value} {gold.unit}", read)
            tally.count["wrong"] += best is not None
            continue
        tally.count["found"] += 1
        tally.kinds[gold.kind]["found"] += 1
        _score_slots(article.id, gold, slots_of(facts[best]), aliases, tally)
    for index, fact in enumerate(facts):
        if index not in used:
            tally.count["extra"] += 1
            quantity = fact.quantity
            tally.note(article.id, quantity.text, "figure", "none", f"{quantity.value} {quantity.unit}")


def _match(gold: GoldFact, facts: Sequence[Fact], used: set[int]) -> tuple[int | None, int]:
    """The predicted fact that overlaps the gold one and agrees best: 1 for the overlap, 2 for the value, 1 for the
    unit."""
    best, best_rank = None, 0
    for index, fact in enumerate(facts):
        quantity = fact.quantity
        if index in used or min(quantity.end, gold.end) <= max(quantity.start, gold.start):
            continue
        value = any(_close(quantity.value, accepted) for accepted in [gold.value, *gold.accept.get("value", [])]) or (
            gold.modifier == "range" and _close(quantity.low, gold.low) and _close(quantity.high, gold.high)
        )
        unit = quantity.unit in [gold.unit, *gold.accept.get("unit", [])] or (
            {gold.kind, quantity.kind} <= {"count", "measure"}
        )
        rank = 1 + 2 * value + unit
        if rank > best_rank:
            best, best_rank = index, rank
    return best, best_rank


def _close(one: object, other: object) -> bool:
    if one is None or other is None:
        return one is other
    first, second = float(str(one)), float(str(other))
    return abs(first - second) <= 1e-6 * max(1.0, abs(first), abs(second))


def slots_of(fact: Fact) -> dict[str, Any]:
    """The slots of a predicted fact in the form in which gold has them."""
    return {
        "companies": list(fact.companies),
        "metric": fact.metric.name if fact.metric else None,
        "measure": fact.measure,
        "direction": fact.direction,
        "period": [fact.period.start, fact.period.end] if fact.period else None,
        "comparison": fact.comparison.basis if fact.comparison else None,
        "status": fact.status,
        "attribution": fact.attribution.source if fact.attribution else None,
        "modifier": fact.quantity.modifier,
        "per": fact.quantity.per,
    }


def _score_slots(
    article: str, gold: GoldFact, given: Mapping[str, Any], aliases: Mapping[str, Sequence[str]], tally: _Tally
) -> None:
    verdict = {slot: slot_right(slot, gold, given[slot], aliases) for slot in SLOTS}
    for slot in SLOTS:
        wanted = getattr(gold, slot)
        tally.totals[slot] += 1
        tally.hits[slot] += verdict[slot]
        if not verdict[slot]:
            tally.note(article, gold.text, slot, wanted, given[slot])
        if slot in FILLED:
            filled = tally.filled[slot]
            filled["gold"] += bool(wanted)
            filled["given"] += bool(given[slot])
            filled["right"] += bool(wanted) and bool(given[slot]) and verdict[slot]
            filled["fine"] += bool(given[slot]) and verdict[slot]
    if given["companies"]:
        tally.count["company_given"] += 1
        tally.count["company_given_right"] += verdict["companies"]
    tally.count["core"] += all(verdict[slot] for slot in CORE)
    tally.count["whole"] += all(verdict.values())


def slot_right(slot: str, gold: GoldFact, given: Any, aliases: Mapping[str, Sequence[str]]) -> bool:
    """Whether a slot's value is the gold one or one of those that gold accepts."""
    accepted = gold.accept.get(slot, [])
    if slot == "metric":
        names = [*gold.metric, *(name for name in accepted if name)]
        return given in names or (given in (None, "other") and "other" in names)
    options = [getattr(gold, slot), *accepted]
    if slot == "companies":
        return any(_same_companies(option, given, aliases) for option in options)
    if slot == "attribution":
        return any(_same_source(option, given) for option in options)
    if slot == "period":
        return any(
            (option is None and given is None)
            or (option is not None and given is not None and [str(day)[:10] for day in given] == list(option))
            for option in options
        )
    if slot == "modifier":
        return given in options or {given, gold.modifier} <= {"exact", "approximate"}
    return given in options


def _same_companies(wanted: Sequence[str], given: Sequence[str], aliases: Mapping[str, Sequence[str]]) -> bool:
    return len(wanted) == len(given) and all(
        any(same_name(alias, name) for name in given for alias in aliases.get(company, [company])) for company in wanted
    )


def _same_source(wanted: str | None, given: str | None) -> bool:
    if not wanted or not given:
        return wanted is None and given is None
    return same_name(wanted, given) or wanted.casefold() in given.casefold()


def _score_companies(article: GoldArticle, record: Record | None, tally: _Tally) -> None:
    given = {company.name: company for company in record.companies} if record else {}
    matched: set[str] = set()
    for company in article.companies:
        accepted = (company.name, *company.also)
        hit = next((name for name in given if name not in matched and any(same_name(a, name) for a in accepted)), None)
        tally.count["companies_gold"] += 1
        if hit is None:
            tally.note(article.id, company.name, "company", "present", "missing")
            continue
        matched.add(hit)
        tally.count["companies_found"] += 1
        if company.tickers:
            tally.count["tickers_gold"] += 1
            tickers = {_ticker(identifier.value) for identifier in given[hit].ids if identifier.scheme == "ticker"}
            tally.count["tickers_given"] += bool(tickers)
            tally.count["tickers_right"] += bool(tickers & {_ticker(ticker) for ticker in company.tickers})
    for name in given:
        if name not in matched:
            tally.count["companies_extra"] += 1
            tally.note(article.id, name, "company", "none", "extra")


def _ticker(value: str) -> str:
    return value.upper().lstrip("0")
