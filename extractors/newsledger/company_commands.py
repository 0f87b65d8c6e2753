"""What the commands about companies do: importing lists into a register, asking who a name is, checking a list."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from newsledger.companies.entry import Entry
from newsledger.companies.lint import lint_companies, shipped_reference
from newsledger.companies.names import fold, key
from newsledger.companies.register import Register, is_register
from newsledger.companies.register.importing import Report, import_file
from newsledger.companies.register.legal_names import parted
from newsledger.companies.register.schema import Kind, kind_of
from newsledger.companies.tables import read_csv
from newsledger.errors import InputError

WELL, FOUND_FAULT, BAD_ROWS = 0, 1, 3


def run_import(kind: Kind, file: Path, register: Path) -> int:
    """Import a file into a register and say what became of its rows; 3 if some were bad."""
    report = import_file(kind, file, register)
    print("\n".join(_lines(report, register)), file=sys.stderr)
    return BAD_ROWS if report.bad else WELL


def _lines(report: Report, register: Path) -> Iterator[str]:
    yield (f"{report.kept:,} of {report.rows:,} rows of {report.source.name} ({report.source.dated}) are in {register}")
    if report.left_out:
        yield "left out: " + ", ".join(f"{count:,} {reason}" for reason, count in report.left_out.items())
    if report.bad:
        yield f"bad rows: {report.bad:,}"
        for row in report.examples:
            yield f"  line {row.line:,} {row.reason}"


def run_find(name: str, companies: Path | None) -> int:
    """Print the companies that go by a name, ticker or identifier; 1 if there are none."""
    found = [*_built_in(name, companies), *_registered(name, companies)]
    for origin, how, entry in found:
        ids = [
            *(f"{listing.symbol}@{listing.mic or '?'}" for listing in entry.listings if listing.until is None),
            *(
                f"{scheme} {value}"
                for scheme, value in (("cik", entry.cik), ("lei", entry.lei), ("isin", entry.isin))
                if value
            ),
        ]
        names = dict.fromkeys(filter(None, (entry.name, entry.legal_name)))
        print("\t".join((origin, how, " = ".join(names), entry.country, ", ".join(ids))))
    if not found:
        print(f"no company goes by {name!r}", file=sys.stderr)
    return WELL if found else FOUND_FAULT


def _built_in(name: str, companies: Path | None) -> Iterator[tuple[str, str, Entry]]:
    from newsledger.companies.knowledge import KnowledgeBase

    knowledge = KnowledgeBase.load(companies)
    known = knowledge.lookup(key(name)) or knowledge.lookup(parted(name)[0])
    for index in known.entries if known else ():
        entry = knowledge.entries[index]
        former = next((until for old, until in entry.former if fold(old) == fold(name)), None)
        yield "built in", f"name until {former}" if former else "name", entry
    if known and known.other:
        print(f"also no company: {known.other}", file=sys.stderr)
    for index in knowledge.by_symbol(name):
        yield "built in", "ticker", knowledge.entries[index]


def _registered(name: str, companies: Path | None) -> Iterator[tuple[str, str, Entry]]:
    if companies is None or not is_register(companies):
        return
    register = Register(companies)
    bare, form = parted(name)
    for candidate in register.named(bare):
        how = "whole name" if candidate.form == form else "name with another form" if form else "name"
        yield candidate.kind, how if candidate.former is None else f"former {how}", register.entry(candidate.id)
    for company in register.with_identifier(name.strip().upper()):
        yield kind_of(company), "identifier", register.entry(company)


def run_lint(file: Path) -> int:
    """Check a company list and print what is wrong with it, a line each; 1 if anything is."""
    try:
        rows = list(read_csv(file))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file} cannot be read: {error}") from error
    if not rows or "name" not in rows[0]:
        raise InputError(f"{file} is no company list: it has no column 'name'")
    findings = lint_companies(rows, shipped_reference(), file.name)
    for finding in findings:
        print(finding)
    print(f"{len(rows):,} rows, {len(findings):,} findings", file=sys.stderr)
    return FOUND_FAULT if findings else WELL
