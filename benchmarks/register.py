"""A register of millions of made-up names: import, size, opening, look-ups, and what it costs an extraction.

    python -m benchmarks.register [--names 3000000] [--articles INPUT] [--folder DIR]

INPUT is any input that ``newsledger extract`` reads; the sample articles by default. Import and extraction run in
processes of their own, so that their peak memory is theirs. Extraction is timed in processor time, the fastest of
three runs, with and without the register in turn, so that a busy machine does not slow one and not the other.
"""

from __future__ import annotations

import argparse
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from benchmarks.made_up_companies import names, write_gleif

from newsledger.companies.register import Register
from newsledger.companies.register.legal_names import parted

ROOT = Path(__file__).resolve().parents[1]
LOOKUPS = 20_000
ROUNDS = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=int, default=3_000_000)
    parser.add_argument("--articles", default=str(ROOT / "corpus" / "sample"))
    parser.add_argument("--folder", type=Path, help="where the list and the register are made, and kept")
    parser.add_argument("--step", choices=["import", "extract"], help=argparse.SUPPRESS)
    parser.add_argument("arguments", nargs="*", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step == "import":
        step_import(Path(options.arguments[0]), Path(options.arguments[1]))
    elif options.step == "extract":
        step_extract(options.arguments[0], options.arguments[1:])
    elif options.folder:
        options.folder.mkdir(parents=True, exist_ok=True)
        measure(options.folder, options.names, options.articles)
    else:
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), options.names, options.articles)


def measure(folder: Path, count: int, articles: str) -> None:
    made, register = folder / "lei2-golden-copy.csv", folder / "register.sqlite"
    if not made.exists():
        write_gleif(made, count)
    print(f"python {platform.python_version()} on {platform.machine()}; {count:,} companies")
    show("list", f"{made.stat().st_size / 1e6:,.0f} MB of CSV")
    seconds, memory = map(float, step("import", str(made), str(register)).split())
    show("import", f"{seconds:,.0f} s, {count / seconds:,.0f} rows/s, peak memory {memory:,.0f} MB")
    show("register", f"{register.stat().st_size / 1e6:,.0f} MB, {register.stat().st_size / count:,.0f} bytes a company")
    show("open", f"{opening(register) * 1e3:.1f} ms")
    for label, rate in look_ups(register, count):
        show(f"look up {label}", f"{rate:,.0f} names/s")
    without, bare_memory = best(articles)
    with_register, memory = best(articles, str(register))
    show("extract", f"{without:.2f} s, {bare_memory:,.0f} MB without; {with_register:.2f} s, {memory:,.0f} MB with")
    show("ratio", f"{with_register / without:.3f} of the time, {memory - bare_memory:+,.0f} MB")


def show(what: str, text: str) -> None:
    print(f"{what:<24}{text}", flush=True)


def step(name: str, *arguments: str) -> str:
    command = [sys.executable, "-m", "benchmarks.register", "--step", name, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def step_import(made: Path, register: Path) -> None:
    from newsledger.companies.register.importing import import_file

    begin = time.perf_counter()
    import_file("gleif", made, register)
    print(time.perf_counter() - begin, peak())


def opening(register: Path) -> float:
    fastest = float("inf")
    for _ in range(20):
        begin = time.perf_counter()
        opened = Register(register)
        fastest = min(fastest, time.perf_counter() - begin)
        opened.close()
    return fastest


def look_ups(register: Path, count: int) -> list[tuple[str, float]]:
    """Names per second: of companies that are there, of names that nobody has, and of those asked before."""
    chance = random.Random(2)
    present = [name for name, _, _ in islice(names(count), LOOKUPS)]
    chance.shuffle(present)
    there = [parted(name)[0] for name in present]
    absent = [f"{name} of nowhere" for name in there]
    opened = Register(register)
    asked = {"there": there, "absent": absent, "again": absent[-LOOKUPS // 2 :]}
    return [(label, rate(opened, keys)) for label, keys in asked.items()]


def rate(register: Register, keys: list[str]) -> float:
    begin = time.process_time()
    for key in keys:
        register.named(key)
    return len(keys) / (time.process_time() - begin)


def best(articles: str, *register: str) -> tuple[float, float]:
    runs = [tuple(map(float, step("extract", articles, *register).split())) for _ in range(ROUNDS)]
    return min(run[0] for run in runs), min(run[1] for run in runs)


def step_extract(articles: str, register: list[str]) -> None:
    from newsledger.articles import ReadOptions, read
    from newsledger.articles.article import Article
    from newsledger.pipeline import Extractor
    from newsledger.settings import ExtractSettings

    given = [article for article in islice(read([articles], ReadOptions()), 200) if isinstance(article, Article)]
    extractor = Extractor(ExtractSettings(companies=register[0] if register else None))
    for _ in extractor.extract(given[:3]):
        pass
    begin = time.process_time()
    for _ in extractor.extract(given):
        pass
    print(time.process_time() - begin, peak())


if __name__ == "__main__":
    main()
