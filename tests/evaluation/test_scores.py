"""The scores agree with the contract's own scorer and mean what they say."""

from __future__ import annotations

import importlib.util
import json
import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest

from newsledger.errors import InputError
from newsledger.evaluation.floors import below, measures
from newsledger.evaluation.gold import GoldArticle, GoldFact, read_gold
from newsledger.evaluation.report import lines
from newsledger.evaluation.scores import Ratio, Report, score
from newsledger.records import Attribution, Comparison, Fact, Metric, Period, Quantity, Record, Text, to_json
from tests import builders

ROOT = Path(__file__).resolve().parents[2]
SCORER = ROOT.parent / "shared" / "contract" / "score_gold.py"
GOLD = ROOT / "corpus" / "gold"


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _fact(number: int, gold: GoldFact, text: str, **changes: Any) -> Fact:
    """The fact that a perfect reader would give for a gold fact, with some slots changed."""
    quantity = Quantity(
        text=gold.text,
        start=gold.start,
        end=gold.end,
        kind=gold.kind,  # type: ignore[arg-type]
        value=Decimal(str(gold.value)),
        low=_decimal(gold.low),
        high=_decimal(gold.high),
        decimals=0,
        unit=gold.unit,
        per=gold.per,
        modifier=gold.modifier,  # type: ignore[arg-type]
    )
    slots: dict[str, Any] = {
        "quantity": quantity,
        "companies": tuple(gold.companies),
        "metric": Metric(gold.metric[0], None, None),
        "measure": gold.measure,
        "direction": gold.direction,
        "period": Period(None, *gold.period) if gold.period else None,
        "comparison": Comparison(gold.comparison, None) if gold.comparison else None,  # type: ignore[arg-type]
        "status": gold.status,
        "attribution": Attribution(gold.attribution, None, 0, 0) if gold.attribution else None,
        "evidence": Text(text, 0, len(text)),
    }
    return builders.fact(f"{number:016x}", **(slots | changes))


def _records(gold: list[GoldArticle], seed: int | None) -> list[Record]:
    """Perfect records, or records with random mistakes of every sort."""
    chance = random.Random(seed)
    made = []
    for article in gold:
        facts = []
        for number, annotated in enumerate(article.facts):
            changes: dict[str, Any] = {}
            if seed is not None:
                roll = chance.random()
                if roll < 0.1:
                    continue
                if roll < 0.2:
                    changes["measure"] = "level"
                elif roll < 0.3:
                    changes["companies"] = ()
                elif roll < 0.4:
                    changes["attribution"] = Attribution("Reuters", None, 0, 0)
                elif roll < 0.5:
                    changes["period"] = Period(None, "2020-01-01", "2020-12-31")
                elif roll < 0.6:
                    changes["metric"] = None
                elif roll < 0.65:
                    exact = _fact(0, annotated, article.text).quantity
                    changes["quantity"] = msgspec.structs.replace(exact, value=exact.value + 7)
            facts.append(_fact(number, annotated, article.text, **changes))
        companies = tuple(
            builders.company(company.name, mentions=builders.company().mentions)
            for company in article.companies
            if seed is None or chance.random() < 0.8
        )
        head = msgspec.structs.replace(builders.record().article, uri=f"gold/{article.id}.txt")
        made.append(builders.record(article=head, facts=tuple(facts), companies=companies))
    return made


@pytest.fixture(scope="module")
def gold() -> list[GoldArticle]:
    return read_gold(GOLD)


def test_a_perfect_reader_scores_a_hundred(gold: list[GoldArticle]) -> None:
    report = score(gold, _records(gold, None))
    assert report.whole_fact.f1 == report.core_fact.f1 == report.figure.f1 == report.companies.f1 == 100.0
    assert not [error for error in report.errors if error.slot != "company"]
    assert report.bad_offsets == 0


def test_no_records_score_nothing(gold: list[GoldArticle]) -> None:
    report = score(gold, [])
    assert report.articles_missing == len(gold)
    assert report.figure.recall == 0.0
    assert report.company_slot_precision is None


@pytest.mark.skipif(not SCORER.exists(), reason="the contract's own scorer is not beside this checkout")
@pytest.mark.parametrize("seed", [None, 1, 2, 3])
def test_agrees_with_the_contracts_scorer(gold: list[GoldArticle], seed: int | None, tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("score_gold", SCORER)
    assert spec and spec.loader
    contract = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(contract)
    records = _records(gold, seed)
    path = tmp_path / "records.jsonl"
    path.write_bytes(b"\n".join(to_json(record) for record in records))
    theirs, their_errors = contract.score(GOLD, path)
    ours = score(gold, records)
    assert len(ours.errors) == len(their_errors)
    assert _comparable(ours) == {key: value for key, value in theirs.items() if key in _comparable(ours)}


def _parts(ratio: Ratio) -> dict[str, float]:
    return {"P": ratio.precision, "R": ratio.recall, "F1": ratio.f1}


def _comparable(report: Report) -> dict[str, Any]:
    return {
        "articles": report.articles,
        "facts": report.facts,
        "figure": _parts(report.figure),
        "core_fact": _parts(report.core_fact),
        "whole_fact": _parts(report.whole_fact),
        "slots": report.slots,
        "filled": {slot: _parts(value) for slot, value in report.filled.items()},
        "company_slot_precision": report.company_slot_precision,
        "companies": _parts(report.companies),
        "tickers": report.tickers,
        "figure_recall_by_kind": report.figure_recall_by_kind,
    }


def test_floors_find_what_fell(gold: list[GoldArticle]) -> None:
    report = score(gold, _records(gold, 1))
    measured = measures(report)
    assert below(report, {"figure_f1": measured["figure_f1"]}) == []
    assert [s.score for s in below(report, {"figure_f1": measured["figure_f1"] + 0.1})] == ["figure_f1"]
    with pytest.raises(InputError, match="no such score: beauty"):
        below(report, {"beauty": 1.0})


def test_floors_of_the_corpus_name_scores(gold: list[GoldArticle]) -> None:
    floors = json.loads((ROOT / "corpus" / "floors.json").read_text())
    assert set(floors) <= set(measures(score(gold, _records(gold, None))))
    assert floors["figure_f1"] >= 90


def test_the_report_reads_as_lines(gold: list[GoldArticle]) -> None:
    shown = "\n".join(lines(score(gold, _records(gold, None))))
    assert "whole facts" in shown
    assert "F1 100.0" in shown
