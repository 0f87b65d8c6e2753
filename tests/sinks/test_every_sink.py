"""One suite for every destination: what is written twice is there once, whatever happens in between."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from newsledger.errors import DestinationError
from newsledger.records import Attribution, Comparison, Mention, Metric, Period, Rejected, Text
from newsledger.sinks import Item, Summary
from tests.builders import fact, quantity
from tests.forking import run_script
from tests.sinks.samples import (
    DATASET,
    KINDS,
    POSTGRES,
    VERSION_1,
    VERSION_2,
    Kind,
    each,
    every_file,
    every_sink,
    expected,
    item,
    joined,
    open_at,
    rejected,
    run_info,
)


def load(dest: Path, items: Sequence[Item], version: str = VERSION_1) -> None:
    with open_at(dest, run_info(version)) as sink:
        sink.write(items)
        sink.close(Summary(read=len(items), extracted=len(items)))


def check(kind: Kind, dest: Path, *items: Item) -> None:
    assert sorted(kind.facts(dest)) == joined(kind, expected(*items))


@every_sink
def test_what_is_written_is_there(kind: Kind, tmp_path: Path) -> None:
    dest = tmp_path / kind.dest
    load(dest, [item(1), item(2, facts=0), item(3, facts=5)])
    check(kind, dest, item(1), item(3, facts=5))


@every_sink
def test_the_same_article_is_there_once(kind: Kind, tmp_path: Path) -> None:
    dest = tmp_path / kind.dest
    load(dest, [item(1), item(2), item(1)])
    check(kind, dest, item(1), item(2))
    load(dest, [item(2), item(1), item(3)])
    check(kind, dest, item(1), item(2), item(3))


@every_sink
def test_another_version_replaces_an_article_whole(kind: Kind, tmp_path: Path) -> None:
    dest = tmp_path / kind.dest
    load(dest, [item(1, facts=3), item(2), item(3), item(4, facts=0)])
    load(dest, [item(3, facts=0), item(1, facts=1, value="7"), item(4, facts=1)], VERSION_2)
    check(kind, dest, item(1, facts=1, value="7"), item(2), item(4, facts=1))


@every_sink
def test_a_replacement_can_be_replaced(kind: Kind, tmp_path: Path) -> None:
    dest = tmp_path / kind.dest
    for version, value in [(VERSION_1, "1"), (VERSION_2, "2"), (VERSION_1, "3")]:
        load(dest, [item(1, value=value), item(2, value=value)], version)
    check(kind, dest, item(1, value="3"), item(2, value="3"))


@every_sink
def test_versions_of_one_article_in_one_open_sink(kind: Kind, tmp_path: Path) -> None:
    dest = tmp_path / kind.dest
    load(dest, [item(1), item(2)])
    with open_at(dest, run_info(VERSION_2)) as sink:
        sink.write([item(1, value="8")])
        sink.write([item(1, value="9"), item(2, value="8")])
    check(kind, dest, item(1, value="8"), item(2, value="8"))


@every_sink
def test_finished_work_is_known(kind: Kind, tmp_path: Path) -> None:
    dest = tmp_path / kind.dest
    ids = [item(number)[1].article.article_id for number in range(3)]
    with open_at(dest, run_info()) as sink:
        assert sink.finished(ids) == set()
        sink.write([item(0), item(1, facts=0)])
        assert sink.finished(ids) == set(ids[:2])
    with open_at(dest, run_info()) as sink:
        assert sink.finished(ids) == set(ids[:2])
    with open_at(dest, run_info(VERSION_2)) as sink:
        assert sink.finished(ids) == set()


@every_sink
def test_quarantine_keeps_each_input_once(kind: Kind, tmp_path: Path) -> None:
    dest = tmp_path / kind.dest
    placeless = Rejected("in.txt", None, "empty", "there is no text in it")
    for _ in range(2):
        with open_at(dest, run_info()) as sink:
            sink.quarantine([rejected(1), rejected(2), rejected(1)])
            sink.quarantine([placeless])
    assert sorted(kind.quarantine(dest), key=repr) == sorted([rejected(1), rejected(2), placeless], key=repr)


@every_sink
def test_an_article_leaves_quarantine_when_it_becomes_a_record(kind: Kind, tmp_path: Path) -> None:
    dest = tmp_path / kind.dest
    first, second = (item(number)[0].article_id for number in (1, 2))
    failed = [Rejected("a.txt", first, "failed", "ValueError: no"), Rejected("b.txt", second, "failed", "no")]
    with open_at(dest, run_info()) as sink:
        sink.quarantine([*failed, rejected(1)])
        sink.write([item(3)])
    load(dest, [item(1)], VERSION_2)
    assert sorted(kind.quarantine(dest), key=repr) == sorted([failed[1], rejected(1)], key=repr)
    load(dest, [item(2)], VERSION_2)
    assert kind.quarantine(dest) == [rejected(1)]


@every_sink
def test_nothing_at_all(kind: Kind, tmp_path: Path) -> None:
    dest = tmp_path / kind.dest
    with open_at(dest, run_info()) as sink:
        sink.write([])
        sink.quarantine([])
        sink.close(Summary())
    assert kind.facts(dest) == []
    assert kind.quarantine(dest) == []


VALUES = [
    "0",
    "-0.4",
    "0.000000000001",
    "1e18",
    "123456789012345678.1234567891",
    "99999999999999999999999999.999999999999",
    "4.5e10",
    "-1E+2",
]


@every_sink
def test_values_are_exact(kind: Kind, tmp_path: Path) -> None:
    dest = tmp_path / kind.dest
    items = [item(number, facts=1, value=value) for number, value in enumerate(VALUES)]
    load(dest, items)
    assert {seen.value for seen in kind.facts(dest)} == {Decimal(value) for value in VALUES}


@every_sink
def test_a_value_beyond_all_bounds_stops_nothing(kind: Kind, tmp_path: Path) -> None:
    dest = tmp_path / kind.dest
    load(dest, [item(1, facts=1, value="1e40"), item(2, facts=1, value="1" + "0" * 30 + ".123456789012345")])
    assert {seen.value for seen in kind.facts(dest)} <= {
        None,
        Decimal("1e40"),
        Decimal("1" + "0" * 30 + ".123456789012345"),
    }
    assert len(kind.facts(dest)) == 2


AWKWARD = [
    "'; DROP TABLE facts; --",
    'He said "five, six"; then\r\nleft',
    "line\nfeed, carriage\rreturn, tab\t, backslash \\N \\",
    "日本語 – ₹5 crore \U0001f4c8 e\u0301 \u2028 \u202e",
    "=1+1",
    "nul \x00 within",
    "  spaces around  ",
    "",
    "NULL",
]


def awkward(number: int, words: str) -> Item:
    """An article with the words in every field of its record."""
    article, made = item(number)
    head = msgspec.structs.replace(made.article, uri=words, title=words, publisher=words, author=words, published=words)
    one = fact(
        quantity=quantity(words, 0, unit=words, per=words),
        companies=(words,),
        metric=Metric(words, words, words, segment=words, geography=words),
        subject=Text(words, 0, len(words)),
        period=Period(words, "2025-08-01", "2025-08-31"),
        comparison=Comparison("estimate", words),
        attribution=Attribution(words, words, 0, len(words)),
        evidence=Text(words, 0, len(words)),
        rules=("one",),
    )
    mention = Mention(words, 0, len(words), "name")
    companies = (msgspec.structs.replace(made.companies[0], name=words, legal_name=words, mentions=(mention,)),)
    return article, msgspec.structs.replace(made, article=head, companies=companies, facts=(one,))


@every_sink
def test_text_of_any_kind_in_every_field(kind: Kind, tmp_path: Path) -> None:
    dest = tmp_path / kind.dest
    items = [awkward(number, words) for number, words in enumerate(AWKWARD)]
    load(dest, items)
    load(dest, items)
    check(kind, dest, *items)
    bad = [Rejected(words, words, "malformed_json", words) for words in AWKWARD]
    with open_at(dest, run_info()) as sink:
        sink.quarantine(bad)
    kept = [words.replace("\x00", "\ufffd") if kind.dest == POSTGRES else words for words in AWKWARD]
    assert sorted(kind.quarantine(dest), key=repr) == sorted(
        (Rejected(words, words, "malformed_json", words) for words in kept), key=repr
    )


SECOND_RUN = """
import sys
from pathlib import Path
from newsledger.errors import DestinationError
from tests.sinks.samples import VERSION_2, open_at, run_info
try:
    open_at(Path(sys.argv[1]), run_info(VERSION_2))
except DestinationError as error:
    print(error)
"""


@each(kind for kind in KINDS if kind.exclusive)
def test_a_second_run_at_the_same_time_is_refused(kind: Kind, tmp_path: Path) -> None:
    dest = tmp_path / kind.dest
    with open_at(dest, run_info()) as sink:
        sink.write([item(1)])
        assert dest.name in run_script(SECOND_RUN, dest)
        sink.write([item(2)])
    check(kind, dest, item(1), item(2))


@every_file
def test_a_folder_that_is_not_there(kind: Kind, tmp_path: Path) -> None:
    with pytest.raises(DestinationError, match="folder"):
        open_at(tmp_path / "nowhere" / kind.dest, run_info())


@each(kind for kind in KINDS if kind.dest != DATASET)
def test_a_destination_that_is_a_folder(kind: Kind, tmp_path: Path) -> None:
    (tmp_path / kind.dest).mkdir()
    with pytest.raises(DestinationError, match="folder"):
        open_at(tmp_path / kind.dest, run_info())


@every_file
def test_a_file_of_another_kind_is_left_alone(kind: Kind, tmp_path: Path) -> None:
    dest = tmp_path / kind.dest
    foreign = b"a,b\n1,2\n" * 600
    dest.write_bytes(foreign)
    with pytest.raises(DestinationError) as caught:
        open_at(dest, run_info())
    assert dest.name in str(caught.value)
    assert "\n" not in str(caught.value)
    assert dest.read_bytes() == foreign


@every_sink
def test_closing_twice_is_harmless(kind: Kind, tmp_path: Path) -> None:
    sink = open_at(tmp_path / kind.dest, run_info())
    sink.write([item(1)])
    sink.close(Summary(read=1))
    sink.close()
    check(kind, tmp_path / kind.dest, item(1))
