"""Importing: what is kept of each list, what is bad, and that an import is all or nothing and the same again."""

from __future__ import annotations

import gzip
import json
import os
import signal
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from benchmarks.made_up_companies import GLEIF_HEADER, gleif_row, isin, names, write_gleif

from newsledger.companies.identifiers import is_isin, is_lei
from newsledger.companies.register import Register
from newsledger.companies.register.importing import import_file
from newsledger.companies.register.schema import Kind
from newsledger.errors import DestinationError, InputError, UsageError
from tests.companies.register.lists import GLEIF_ROWS, MICS, SEC_FIELDS, SEC_ROWS, as_csv, build, lei, write_lists

KINDS: list[Kind] = ["csv", "sec", "gleif", "gleif-isin", "mic"]


def dump(register: Path) -> list[str]:
    """Everything that a register holds."""
    with closing(sqlite3.connect(register)) as database:
        return list(database.iterdump())


@pytest.mark.parametrize(
    ("kind", "rows", "kept", "left_out"),
    [
        ("gleif", 16, 13, {"branch": 1, "duplicate": 1, "no name in Latin letters": 1}),
        ("gleif-isin", 4, 4, {}),
        ("sec", 3, 3, {}),
        ("mic", 3, 3, {}),
        ("csv", 3, 3, {}),
    ],
)
def test_what_is_kept(tmp_path: Path, kind: Kind, rows: int, kept: int, left_out: dict[str, int]) -> None:
    report = import_file(kind, write_lists(tmp_path)[kind], tmp_path / "register.sqlite")
    assert (report.rows, report.kept, report.left_out, report.bad) == (rows, kept, left_out, 0)
    (source,) = Register(tmp_path / "register.sqlite").sources
    assert (source.kind, source.file, source.rows, source.kept) == (kind, report.source.name, rows, kept)
    assert len(source.sha256) == 64


@pytest.mark.parametrize(
    ("name", "dated"),
    [
        ("20250901-gleif-goldencopy-lei2-golden-copy.csv", "2025-09-01"),
        ("ISIN_LEI_20250902.csv", "2025-09-02"),
        ("ISO10383_MIC-2025-08-11.csv", "2025-08-11"),
        ("list-20251399.csv", "2001-09-09"),
        ("list.csv", "2001-09-09"),
    ],
)
def test_a_source_is_dated_by_its_name_or_its_last_change(tmp_path: Path, name: str, dated: str) -> None:
    path = tmp_path / name
    path.write_text("name\nAcme Widgets\n", encoding="utf-8")
    os.utime(path, (1_000_000_000, 1_000_000_000))
    assert import_file("csv", path, tmp_path / "register.sqlite").source.dated == dated


BAD_GLEIF = [
    gleif_row(1, "Well Foods Ltd", "GB", "Leeds"),
    [*gleif_row(2, "Badly Numbered Ltd", "GB", "Leeds")[1:], "x"],
    gleif_row(3, "", "GB", "Leeds"),
    gleif_row(4, "Short Row Ltd", "GB", "Leeds")[:-1],
    gleif_row(5, "Lost \ufffd Bytes Ltd", "GB", "Leeds"),
]
BAD_OWN = (
    "name,lei,isin,cik,country,tickers,former\nAcme Widgets,,,,,,\n,,,,GB,,\nA1,XX,,,,,\n"
    "A2,,GB0000000000,,,,\nA3,,,12,,,\n"
    "A4,,,,UK2,,\nA5,,,,,AAA@LSE,\nA6,,,,,,Old@1999\nA7,,,,,,1999-01-01\nA8,,,,,A@XLON@soon,\n"
)
BAD_SEC = {
    "fields": SEC_FIELDS,
    "data": [*SEC_ROWS, ["x", "Y", "Z", "NYSE"], [1], [0, "A", "B", "NYSE"], [9, "", "", ""]],
}
BAD_MICS = MICS + "QX,QXAA,SGMT,SHORT CODE,,,,,DE,,,ACTIVE,,,,,\nQXAD,QXAA\n"
BAD_ISINS = as_csv([["LEI", "ISIN"], [lei(1), isin("GB", 1)], ["X" * 20, isin("GB", 2)], [lei(1), "GB0000000002"]])


@pytest.mark.parametrize(
    ("kind", "content", "kept", "bad"),
    [
        ("gleif", as_csv([list(GLEIF_HEADER), *BAD_GLEIF]), 1, 4),
        ("csv", BAD_OWN, 1, 9),
        ("csv", "name,fiscal_year_end\nAcme Widgets,3\nZebra Foods,March\n", 1, 1),
        ("csv", 'name,city\nAcme Widgets,"Bad\n' + "x" * 140_000 + "\nZebra Foods,Rome\n", 1, 1),
        ("sec", json.dumps(BAD_SEC), 3, 4),
        ("mic", BAD_MICS, 3, 2),
        ("gleif-isin", BAD_ISINS, 1, 2),
    ],
    ids=range(7),
)
def test_bad_rows_are_counted_and_do_no_harm(tmp_path: Path, kind: Kind, content: str, kept: int, bad: int) -> None:
    path = tmp_path / "list"
    path.write_text(content, encoding="utf-8")
    report = import_file(kind, path, tmp_path / "register.sqlite")
    assert (report.kept, report.bad) == (kept, bad)
    assert 0 < len(report.examples) <= 3
    assert Register(tmp_path / "register.sqlite").sources[0].bad == bad


def _zip(path: Path, *inside: str) -> bytes:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in inside:
            archive.writestr(name, as_csv([list(GLEIF_HEADER), *GLEIF_ROWS * 50]))
    return path.read_bytes()


def _malformed(folder: Path) -> list[tuple[Kind, bytes, str]]:
    good = _zip(folder / "good.zip", "a.csv")
    gzipped = gzip.compress(as_csv([list(GLEIF_HEADER), *GLEIF_ROWS * 50]).encode())
    return [
        ("gleif", b"", "no column"),
        ("gleif", b"LEI;Entity.LegalName\n", "no column"),
        ("gleif", b"\x00\xff\x00\xff" * 99, "no column"),
        ("gleif", as_csv([list(GLEIF_HEADER)]).encode(), "no row"),
        ("gleif", as_csv([list(GLEIF_HEADER), ["x"] * len(GLEIF_HEADER)]).encode(), "no row .* check digits"),
        ("gleif", good[: len(good) // 2], "damaged"),
        ("gleif", good[:60] + b"\x00" * 40 + good[100:], "damaged"),
        ("gleif", gzipped[: len(gzipped) // 2], "damaged"),
        ("gleif", _zip(folder / "two.zip", "a.csv", "b.csv"), "holds 2 .csv files"),
        ("gleif", _zip(folder / "none.zip", "a.txt"), "holds no .csv files"),
        ("sec", b"[1, 2]", "no company_tickers_exchange.json"),
        ("sec", b'{"fields": ["cik"], "data": []}', "no company_tickers_exchange.json"),
        ("sec", b'{"fields": [', "no company_tickers_exchange.json"),
        ("mic", b"code,name\nXLON,London\n", "no ISO 10383 list"),
        ("gleif-isin", b"ISIN\n", "no ISIN-LEI mapping"),
        ("csv", b"company\nAcme\n", "no company list"),
    ]


@pytest.mark.parametrize("case", range(16))
def test_a_malformed_file_is_one_line_and_leaves_the_register_as_it_was(tmp_path: Path, case: int) -> None:
    kind, content, message = _malformed(tmp_path)[case]
    register = build(tmp_path)
    before = register.read_bytes()
    path = tmp_path / "malformed"
    path.write_bytes(content)
    with pytest.raises(InputError, match=message) as raised:
        import_file(kind, path, register)
    assert "\n" not in str(raised.value)
    assert register.read_bytes() == before
    assert not list(tmp_path.glob(".*.part"))


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_file_again_is_the_same_register(tmp_path: Path, kind: Kind) -> None:
    register = build(tmp_path)
    before, digest = dump(register), Register(register).digest
    import_file(kind, write_lists(tmp_path)[kind], register)
    again = [line for line in dump(register) if 'INTO "sources"' not in line]
    assert again == [line for line in before if 'INTO "sources"' not in line]
    if kind != "gleif":  # a zip archive holds the time at which it was made
        assert Register(register).digest == digest


def test_the_order_of_imports_does_not_matter(tmp_path: Path) -> None:
    files = write_lists(tmp_path)
    for place, order in enumerate((KINDS, KINDS[::-1])):
        for kind in order:
            import_file(kind, files[kind], tmp_path / f"{place}.sqlite")
    assert sorted(dump(tmp_path / "0.sqlite")) == sorted(dump(tmp_path / "1.sqlite"))


def test_a_newer_list_takes_the_place_of_the_older(tmp_path: Path) -> None:
    register = build(tmp_path)
    newer = tmp_path / "own.csv"
    newer.write_text("name\nCrestmoor\n", encoding="utf-8")
    import_file("csv", newer, register)
    opened = Register(register)
    assert opened.named("skylark") == ()
    assert [one.kind for one in opened.named("crestmoor")] == ["csv"]
    assert [one.kind for one in opened.named("zebrawood energy")] == ["gleif"]
    assert len(opened.sources) == 5


def test_an_import_that_is_killed_leaves_the_old_register(tmp_path: Path) -> None:
    register = build(tmp_path)
    before = register.read_bytes()
    large = tmp_path / "large.csv"
    write_gleif(large, 20_000)
    code = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from newsledger.companies.register import gleif, importing\n"
        "def dying(path):\n"
        "    for count, row in enumerate(gleif.read_gleif(path)):\n"
        "        if count == 12_000: os.kill(os.getpid(), signal.SIGKILL)\n"
        "        yield row\n"
        "importing._WRITERS['gleif'] = importing._companies('gleif', dying)\n"
        "importing.import_file('gleif', Path(sys.argv[1]), Path(sys.argv[2]))\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(large), str(register)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert register.read_bytes() == before
    (left,) = tmp_path.glob(".register.sqlite.*.part")
    os.utime(left, (1_000_000_000, 1_000_000_000))
    import_file("gleif", large, register)
    assert Register(register).size() == 20_000 + 6
    assert not list(tmp_path.glob(".*.part"))


@pytest.mark.parametrize(
    ("content", "message"), [(b"name\nAcme\n", "no register"), (b"SQLite format 3\0" + b"x" * 5000, "no register")]
)
def test_what_is_no_register_is_not_written_over(tmp_path: Path, content: bytes, message: str) -> None:
    register = tmp_path / "list.csv"
    register.write_bytes(content)
    with pytest.raises(DestinationError, match=message):
        import_file("csv", write_lists(tmp_path)["csv"], register)
    assert register.read_bytes() == content


def test_a_register_that_another_import_changed_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    register = build(tmp_path, "mic")
    from newsledger.companies.register.importing import _next_to

    with pytest.raises(DestinationError, match="meanwhile"), _next_to(register):
        import_file("sec", write_lists(tmp_path)["sec"], register)
    assert {source.kind for source in Register(register).sources} == {"mic", "sec"}


@pytest.mark.parametrize("content", [b"SQLite format 3\0" + bytes(5000), b"name\nAcme\n", b""])
def test_what_is_no_register_is_not_opened(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.sqlite"
    path.write_bytes(content)
    with pytest.raises(UsageError):
        Register(path)


def test_made_up_identifiers_are_well_formed() -> None:
    assert all(is_lei(lei(number)) for number in range(50))
    assert all(is_isin(isin("GB", number)) for number in range(50))
    assert list(names(5)) == list(names(5))


@pytest.mark.slow
def test_memory_is_flat_in_the_size_of_the_list(tmp_path: Path) -> None:
    """A process of its own for each list, so that its peak is its own."""
    code = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from newsledger.companies.register.importing import import_file\n"
        "print(import_file('gleif', Path(sys.argv[1]), Path(sys.argv[2])).kept)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    )
    peaks = []
    for count in (10_000, 50_000):
        path = tmp_path / f"{count}.csv"
        write_gleif(path, count)
        arguments = [sys.executable, "-c", code, str(path), str(tmp_path / f"{count}.sqlite")]
        kept, peak = map(int, subprocess.run(arguments, capture_output=True, check=True).stdout.split())
        assert kept == count
        peaks.append(peak)
    # Kilobytes: SQLite's cache grows to the 5 MB of the larger register; rows that are kept would take 20 MB and more.
    assert peaks[1] - peaks[0] < 14_000
