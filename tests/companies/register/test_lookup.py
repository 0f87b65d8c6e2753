"""Looking things up in a register, and the keys of registered names."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

import pytest
from benchmarks.made_up_companies import isin

from newsledger.companies.register import Register
from newsledger.companies.register.legal_names import is_readable, parted
from newsledger.companies.tables import read_table
from newsledger.errors import UsageError
from tests.companies.register.lists import build, lei


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return Register(build(tmp_path_factory.mktemp("register")))


PARTED = [
    ("ACME LIMITED", "acme", "ltd"),
    ("Acme Ltd.", "acme", "ltd"),
    ("Acme Co., Ltd.", "acme", "co ltd"),
    ("ACME COMPANY LIMITED", "acme", "co ltd"),
    ("Acme Aktiengesellschaft", "acme", "ag"),
    ("Acme S.p.A.", "acme", "spa"),
    ("ACME SOCIETÀ PER AZIONI", "acme", "spa"),
    ("Acme & Co. KG", "acme & co", "kg"),
    ("Acme GmbH & Co. KG", "acme", "gmbh & co kg"),
    ("The Acme Corporation", "acme", "corp"),
    ("Acme Holdings", "acme holdings", ""),
    ("Acme, L.L.C.", "acme", "llc"),
    ("Acme S.A.B. de C.V.", "acme", "sab de cv"),
    ("Acme Private Limited", "acme", "pvt ltd"),
    ("Acme Public Limited Company", "acme", "plc"),
    ("Limited", "limited", ""),
    ("Acme", "acme", ""),
]


@pytest.mark.parametrize(("name", "bare", "form"), PARTED)
def test_a_name_is_parted_from_its_legal_form(name: str, bare: str, form: str) -> None:
    assert parted(name) == (bare, form)


def test_spellings_of_forms_lead_to_forms() -> None:
    rows = list(read_table("legal_form_spellings.csv"))
    assert len({row["spelling"].casefold() for row in rows}) == len(rows)
    for row in rows:
        assert parted(f"Acme {row['form']}") == parted(f"Acme {row['spelling']}"), row
        assert parted(f"Acme {row['form']}")[0] == "acme", row


@pytest.mark.parametrize(
    ("name", "readable"),
    [
        ("Nestlé S.A.", True),
        ("株式会社", False),
        ("3M", True),
        ("***", False),
        ("Газпром", False),
        ("Ørsted A/S", True),
    ],
)
def test_readable(name: str, readable: bool) -> None:
    assert is_readable(name) is readable


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("zebrawood energy", ["csv", "gleif"]),
        ("brightwell partners", ["sec", "gleif"]),
        ("fenharrow mining", ["gleif", "gleif", "gleif"]),
        ("norvane automi", ["gleif"]),
        ("norute kikai", ["gleif"]),
        ("skylark cargo", ["csv"]),
        ("skylark freight", ["csv"]),
        ("lark freight", ["csv"]),
        ("holloway reach", ["sec"]),
        ("zebrawood", []),
        ("", []),
    ],
)
def test_companies_by_name(register: Register, name: str, kinds: list[str]) -> None:
    assert [candidate.kind for candidate in register.named(name)] == kinds


def test_times_of_names_and_companies(register: Register) -> None:
    (former,) = register.named("lark freight")
    (unknown,) = register.named("norvane automi")
    (ended,) = register.named("oldmarch steel")
    assert (former.former, unknown.former, ended.ended) == (date(2018, 3, 1), date.max, date(2015, 6, 30))


def test_an_entry_has_what_its_list_says(register: Register) -> None:
    own = register.entry(register.named("skylark")[0].id)
    assert (own.name, own.legal_name, own.sector, own.curated) == ("Skylark", "Skylark Freight AG", "shipping", True)
    assert [(one.symbol, one.mic, one.until) for one in own.listings] == [
        ("SKLK", "QXAA", None),
        ("SKL", "XFRA", date(2019, 12, 31)),
    ]
    sec, gleif = (register.entry(one.id) for one in register.named("brightwell partners"))
    assert (sec.name, sec.cik, [one.symbol for one in sec.listings]) == ("", "0007700001", ["BWLP", "BWLP.A"])
    assert (gleif.legal_name, gleif.lei, gleif.country, gleif.city) == (
        "Brightwell Partners Inc",
        lei(13),
        "US",
        "Boston",
    )


def test_securities_and_issuers(register: Register) -> None:
    assert register.lei_of(isin("US", 3)) == lei(2)
    assert register.isin_of(lei(1)) == isin("GB", 1)
    assert register.isin_of(lei(2)) is None
    assert register.lei_of("nothing") is None


@pytest.mark.parametrize(
    ("code", "mics"), [("NIWO", ("QXAA",)), ("QXAB", ("QXAA",)), ("OLDX", ()), ("QXAC", ("QXAC",))]
)
def test_markets(register: Register, code: str, mics: tuple[str, ...]) -> None:
    assert register.markets(code) == mics


@pytest.mark.parametrize(
    ("symbol", "mics", "count"), [("BWLP", ["XNAS"], 1), ("bwlp", ["XNYS"], 0), ("SKL", ["XFRA"], 1)]
)
def test_companies_by_ticker(register: Register, symbol: str, mics: list[str], count: int) -> None:
    assert len(register.with_ticker(symbol, mics)) == count


@pytest.mark.parametrize("code", [lei(13), "0007700001", isin("GB", 1), isin("US", 3)])
def test_companies_by_identifier(register: Register, code: str) -> None:
    assert register.with_identifier(code)


def test_threads_share_a_register(register: Register) -> None:
    found: list[int] = []

    def ask() -> None:
        fresh = Register(register.path)
        found.extend(len(register.named(f"nobody {number}")) + len(fresh.named("skylark")) for number in range(200))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [1] * 800


def test_a_damaged_register_says_so(tmp_path: Path) -> None:
    path = build(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))
    with pytest.raises(UsageError, match="register"):
        Register(path).named("skylark")
