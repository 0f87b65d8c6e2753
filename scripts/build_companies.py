"""Write the table of US-listed companies, and fill the CIKs of the curated one.

    pip download --no-deps edgartools==5.62.1 -d wheels
    python scripts/build_companies.py wheels/edgartools-*.whl /usr/share/dict/american-english

The wheel carries the SEC's public list of tickers (CIK, ticker, exchange, name) as a Parquet file; nothing of the
package is imported. `us_listed.csv.gz` has one row per CIK, sorted, with no time in its header: the same wheel gives
the same bytes. A curated company gets the CIK of the listed company that has the same ticker, provided that their names
share a word; pairs that share none are printed: either the ticker is wrong or the company has been renamed.

The dictionary (see `build_words.py`) says which names are also words, places or persons: "Banner", "Eagle", "Morgan".
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from newsledger.companies.names import key, strip_forms

LEXICONS = Path(__file__).resolve().parents[1] / "extractors/newsledger/lexicons"
PARQUET = "edgar/reference/data/company_tickers.parquet"
MIC_OF_EXCHANGE = {"Nasdaq": "XNAS", "NYSE": "XNYS", "OTC": "OTCM", "CBOE": "BATS"}
US_MICS = frozenset(MIC_OF_EXCHANGE.values())

STATE_MARK = re.compile(r"\s*[/\\](?:[A-Z .]{2,20}[/\\]?)?\s*$")
LEGAL_FORM = re.compile(
    r"[\s,]+(?:inc|incorporated|corp|corporation|co|company|cos|ltd|limited|llc|l\.l\.c|lp|l\.p|llp|plc|p\.l\.c"
    r"|n\.?v|s\.?a|s\.a\.b|s\.?p\.?a|a\.?g|s\.?e|a/s|asa|oyj|ab|de c\.?v|sab de cv|s\.a\.b\. de c\.v|com|adr)\.?$",
    re.IGNORECASE,
)
NOT_COMMON_STOCK = re.compile(r"-(?:P[A-Z]?|WT?[A-Z]?|WS|U|UN|R|RT|RI)$")
LEGAL_WORDS = frozenset(
    {"inc", "corp", "corporation", "co", "ltd", "limited", "plc", "company", "cos", "group", "holdings", "holding"}
    | {"trust", "bancorp"}
)
SMALL_WORDS = frozenset({"and", "of", "the", "for", "in", "de", "del", "la", "do", "da", "et", "du", "&", "y", "e"})


@dataclass(frozen=True)
class Listed:
    """One registrant: ten-digit CIK, names, `SYMBOL@MIC` tickers, and the form of its name that wants evidence."""

    cik: str
    legal_name: str
    name: str
    tickers: tuple[str, ...]
    word: str


def news_capitals(name: str, words: frozenset[str]) -> str:
    """Write a name registered in capitals as news would: "NVIDIA CORP" is "Nvidia Corp", "KLA CORP" is "KLA Corp".

    Of a name that is not all in capitals only its long capitals are brought down: "German American BANCORP".
    """
    parts = name.split()
    telling = [bare for bare in (part.strip(".,") for part in parts) if _is_telling(bare, words)]
    mixed = any(not bare.isupper() for bare in telling)
    return " ".join(
        _of_mixed_name(part) if mixed else _of_shouted_name(part, position, words)
        for position, part in enumerate(parts)
    )


def _is_telling(bare: str, words: frozenset[str]) -> bool:
    """Whether a word shows how the registrant writes its name: no legal form, no common word, not short."""
    return len(bare) > 3 and bare.isalpha() and bare.lower() not in words and bare.lower() not in LEGAL_WORDS


def _of_mixed_name(part: str) -> str:
    bare = part.strip(".,")
    return _capitalised(part.lower()) if len(bare) > 6 and bare.isalpha() and bare.isupper() else part


def _of_shouted_name(part: str, position: int, words: frozenset[str]) -> str:
    lower = part.lower()
    bare = lower.strip(".,")
    if position and bare in SMALL_WORDS:
        return lower
    if bare in words or bare in SMALL_WORDS or bare in LEGAL_WORDS:
        return _capitalised(lower) if bare != "plc" else lower
    pronounced = any(vowel in bare for vowel in "aeiouy") and len(bare) > 3 and "&" not in bare
    if part.isupper() and (pronounced and (bare.isalpha() or "-" in bare or "'" in bare)):
        return _capitalised(lower)
    return part


def _capitalised(lower: str) -> str:
    return "-".join(part[:1].upper() + part[1:] for part in lower.split("-"))


def short_name(legal_name: str) -> str:
    """Strip the trailing legal forms: "Ferguson Enterprises Inc." is "Ferguson Enterprises"."""
    name = legal_name
    while (shorter := LEGAL_FORM.sub("", name).rstrip(" ,&")) != name and shorter:
        name = shorter
    return name.removeprefix("The ") if name.count(" ") > 1 else name


def common_tickers(rows: Sequence[tuple[str, str | None]]) -> tuple[str, ...]:
    """Return `SYMBOL@MIC` of the ordinary shares among a registrant's (ticker, exchange) rows, in their order.

    Nasdaq marks warrants, rights and units by a fifth letter, New York by a dash and a code; a dash and another letter
    is a share class, which news writes with a dot.
    """
    symbols = {symbol for symbol, _ in rows}
    kept = []
    for symbol, exchange in rows:
        if NOT_COMMON_STOCK.search(symbol):
            continue
        if (
            len(symbol) == 5
            and symbol[-1] in "WRUPOLMNZ"
            and any(other != symbol and other.startswith(symbol[:4]) for other in symbols)
        ):
            continue
        mic = MIC_OF_EXCHANGE.get(exchange or "")
        news_symbol = symbol.replace("-", ".")
        kept.append(f"{news_symbol}@{mic}" if mic else news_symbol)
    return tuple(kept)


def read_listed(wheel: Path, words: frozenset[str], dictionary: frozenset[str]) -> list[Listed]:
    """Read the registrants from the wheel, sorted by CIK. Raises KeyError where the wheel has no such table."""
    with zipfile.ZipFile(wheel) as archive:
        table = pq.read_table(io.BytesIO(archive.read(PARQUET)))
    by_cik: dict[str, list[tuple[str, str | None]]] = {}
    names: dict[str, str] = {}
    for row in table.to_pylist():
        by_cik.setdefault(row["cik"], []).append((row["ticker"], row["exchange"]))
        names[row["cik"]] = row["name"]
    listed = []
    for cik, rows in sorted(by_cik.items()):
        legal_name = news_capitals(STATE_MARK.sub("", names[cik]).strip(), words)
        name = short_name(legal_name)
        listed.append(Listed(cik, legal_name, name, common_tickers(rows), doubtful_form(name, words, dictionary)))
    return listed


def doubtful_form(name: str, words: frozenset[str], dictionary: frozenset[str]) -> str:
    """Return the form of a name that also means something else, or nothing.

    Group words are taken off, as news does. One word is looked up in the whole dictionary with its proper names
    ("Eagle Bancorp" is "Eagle", "Morgan Group" is "Morgan"), two among the common words ("National Beverage").
    """
    pieces = strip_forms(key(name)).split(" ")
    known = dictionary if len(pieces) == 1 else words
    if len(pieces) <= 2 and all(piece in known or len(piece) == 1 for piece in pieces):
        return " ".join(name.replace(",", "").split()[: len(pieces)])
    return ""


def write_listed(listed: Iterable[Listed], path: Path) -> None:
    """Write the registrants that have an ordinary share as gzipped CSV, the same bytes for the same rows."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("name", "legal_name", "tickers", "cik", "word"))
    for row in listed:
        if row.tickers:
            writer.writerow((row.name, row.legal_name, ";".join(row.tickers), row.cik, row.word))
    path.write_bytes(gzip.compress(text.getvalue().encode(), mtime=0))


def fill_ciks(curated: Path, listed: Iterable[Listed]) -> list[str]:
    """Fill `cik` and empty `legal_name`s in the curated table in place; return the doubtful joins as lines."""
    by_ticker = {ticker: row for row in listed for ticker in row.tickers}
    doubtful = []
    with curated.open(encoding="utf-8", newline="") as source:
        reader = csv.DictReader(source)
        columns = list(reader.fieldnames or ())
        rows = list(reader)
    for row in rows:
        current = [
            ticker
            for ticker in row["tickers"].split(";")
            if ticker.count("@") == 1 and ticker.partition("@")[2] in US_MICS
        ]
        found = next((by_ticker[ticker] for ticker in current if ticker in by_ticker), None)
        known = f"{row['name']} {row['legal_name']} {row['aliases']} {row['former']}"
        if found is None or not _share_a_word(known, found.legal_name):
            row["cik"] = ""
            if current:
                listed_as = f"is {found.legal_name}" if found else "is not in the list"
                doubtful.append(f"{row['name']}: {', '.join(current)} {listed_as}")
            continue
        row["cik"] = found.cik
        row["legal_name"] = row["legal_name"] or found.legal_name
    with curated.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return doubtful


def _share_a_word(left: str, right: str) -> bool:
    def keys(text: str) -> set[str]:
        return {re.sub(r"\W", "", word)[:5] for word in re.split(r"[\s;,/@.-]+", text.lower()) if len(word) > 1}

    squeezed = [re.sub(r"\W", "", text.lower()) for text in (left, right)]
    return (
        bool((keys(left) & keys(right)) - {"inc", "corp", "ltd", "group", "compa", "holdi", "the"})
        or squeezed[1][:4] in squeezed[0]
    )


def main() -> None:
    """Read the arguments, write the tables, print what wants a look."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheel", type=Path, help="the edgartools wheel")
    parser.add_argument("dictionary", type=Path, help="a list of words, one a line, proper names among them")
    arguments = parser.parse_args()
    dictionary = frozenset(arguments.dictionary.read_text(encoding="utf-8").lower().splitlines())
    words = frozenset(gzip.decompress((LEXICONS / "english_words.txt.gz").read_bytes()).decode().split())
    listed = read_listed(arguments.wheel, words, dictionary)
    write_listed(listed, LEXICONS / "us_listed.csv.gz")
    doubtful = fill_ciks(LEXICONS / "companies.csv", listed)
    print(f"{len(listed)} registrants; {len(doubtful)} curated tickers to look at", *doubtful, sep="\n  ")


if __name__ == "__main__":
    main()
