"""The knowledge base: lookup, the user's own list, cost; and the small pure functions under it."""

from __future__ import annotations

import time
import tracemalloc
from pathlib import Path

import pytest

from newsledger.companies.evidence import WEIGHTS, belief
from newsledger.companies.knowledge import KnowledgeBase
from newsledger.companies.names import form_pattern, initials, key, strip_forms
from newsledger.companies.tables import cues, read_table
from newsledger.companies.tags import find_tags
from newsledger.errors import UsageError
from tests.companies.reading import knowledge


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("J.P. Morgan", "jp morgan"),
        ("JP Morgan", "jp morgan"),
        ("Marks and Spencer", "marks & spencer"),
        ("AT&T", "at & t"),
        ("Coca-Cola", "coca cola"),
        ("L’Oréal", "l'oreal"),
        ("JD.com", "jd.com"),
        ("Kuehne+Nagel", "kuehne+nagel"),
        ("Nestlé S.A.", "nestle sa"),
        ("...", ""),
    ],
)
def test_keys(name: str, expected: str) -> None:
    assert key(name) == expected


@pytest.mark.parametrize(
    ("name", "legal_only", "all_forms"),
    [
        ("Alibaba Group Holding Ltd", "alibaba group holding", "alibaba"),
        ("Meta Platforms, Inc.", "meta platforms", "meta platforms"),
        ("Group", "group", "group"),
        ("Goldman Sachs & Co", "goldman sachs", "goldman sachs"),
    ],
)
def test_forms_are_taken_off(name: str, legal_only: str, all_forms: str) -> None:
    assert strip_forms(key(name), groups=False) == legal_only
    assert strip_forms(key(name)) == all_forms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (", Inc.", ", Inc."),
        (" Group Holdings Ltd said", " Group Holdings Ltd"),
        (" Corpus", None),
        (" and Co Inc", " and Co Inc"),
    ],
)
def test_form_pattern(text: str, expected: str | None) -> None:
    match = form_pattern().match(text)
    assert (match[0] if match else None) == expected


def test_initials() -> None:
    assert initials("tata consultancy services") == "tcs"


@pytest.mark.parametrize(
    ("text", "symbol", "mic", "index"),
    [
        ("Apple (AAPL.O)", "AAPL", "XNAS", False),
        ("Apple (NASDAQ: AAPL)", "AAPL", "XNAS", False),
        ("Berkshire (NYSE:BRK.B)", "BRK.B", "XNYS", False),
        ("Tencent (0700.HK)", "0700", "XHKG", False),
        ("Bharti BHARTIARTL.NS rose", "BHARTIARTL", "XNSE", False),
        ("British Petroleum <BP>", "BP", None, False),
        ("the index <.SPX>", ".SPX", None, True),
        ("Brent <LCOc1>", "LCOc1", None, True),
    ],
)
def test_tags(text: str, symbol: str, mic: str | None, index: bool) -> None:
    (tag,) = find_tags(text, 0, len(text), knowledge())
    assert (tag.symbol, tag.index) == (symbol, index)
    assert (mic in tag.mics) if mic else tag.mics == ()


def test_evidence_of_one_kind_counts_once_and_against_by_its_share() -> None:
    once = belief([{"stock_noun": 0.75}])
    assert belief([{"stock_noun": 0.75}, {"stock_noun": 0.75}]) == pytest.approx(once)
    assert belief([{"stock_noun": 0.75}, {"speech_verb": 0.3}]) > once
    assert belief([{"stock_noun": 0.75, "thing_after": -0.95}]) < belief([{"stock_noun": 0.75}, {"thing_after": -0.95}])


def test_the_users_rows_win(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("name,tickers,country\nPfizer,PFZ@XLON,GB\nZebrawood Partners,ZBW@XLON,GB\n", encoding="utf-8")
    base = KnowledgeBase.load(own)
    known = base.lookup("zebrawood partners")
    assert known is not None
    assert [base.entries[index].country for index in known.entries] == ["GB"]
    pfizer = base.entries[base.by_name["pfizer"]]
    assert [listing.symbol for listing in pfizer.listings] == ["PFZ"]


@pytest.mark.parametrize(
    ("content", "message"), [("company,ticker\nA,B\n", "no column `name`"), (None, "cannot be read")]
)
def test_a_list_that_cannot_serve_is_a_usage_error(tmp_path: Path, content: str | None, message: str) -> None:
    path = tmp_path / "own.csv"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=message):
        KnowledgeBase.load(path)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the compiled tables are kept; what they are made of has been read."""
    place = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEWSLEDGER_CACHE", str(place))
        KnowledgeBase.load()
    assert list(place.iterdir())
    return place


@pytest.mark.parametrize("kept", [False, True])
def test_the_knowledge_base_is_small(kept: bool, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSLEDGER_CACHE", str(cache) if kept else "")
    tracemalloc.start()
    KnowledgeBase.load()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < (15_000_000 if kept else 40_000_000)


# Tenths of a second on an idle machine; five times that leaves room for a busy one.
@pytest.mark.parametrize(("kept", "seconds"), [(False, 3.0), (True, 0.25)])
def test_the_knowledge_base_loads_fast(
    kept: bool, seconds: float, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSLEDGER_CACHE", str(cache) if kept else "")

    def taken() -> float:
        begin = time.process_time()
        KnowledgeBase.load()
        return time.process_time() - begin

    assert any(taken() < seconds for _ in range(3))


def test_forms_are_unique_and_of_a_known_kind() -> None:
    rows = list(read_table("corporate_forms.csv"))
    assert len({row["form"] for row in rows}) == len(rows)
    assert {row["kind"] for row in rows} == {"legal", "group", "trade"}


def _lists(table: object, path: str = "") -> list[tuple[str, list[str]]]:
    if isinstance(table, dict):
        return [found for name, inner in table.items() for found in _lists(inner, f"{path}.{name}")]
    return [(path, table)] if isinstance(table, list) else []


@pytest.mark.parametrize(("path", "words"), _lists(cues()), ids=lambda value: value if isinstance(value, str) else "")
def test_cue_lists_hold_each_word_once(path: str, words: list[str]) -> None:
    assert all(word == word.strip() and word for word in words)
    assert sorted(set(words)) == sorted(words)


def test_every_weight_is_a_share() -> None:
    assert all(-1.0 < weight < 1.0 and weight != 0 for weight in WEIGHTS.values())
