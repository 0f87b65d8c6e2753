"""What the commands do: each takes parsed options and returns an exit status."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from newsledger.articles import Fields, Limits, Meter, ReadOptions, read
from newsledger.articles.article import Article
from newsledger.batch import Limits as RunLimits
from newsledger.batch import run, terminal_progress
from newsledger.batch.duplicates import SketchBook, book_beside
from newsledger.batch.watch import Watch, watching
from newsledger.contract import SchemaName, schema
from newsledger.errors import InputError, UsageError
from newsledger.records import Record, Rejected, to_json
from newsledger.settings import ExtractSettings, extractor_version
from newsledger.sinks import RunInfo, open_sink

WELL, NOTHING, QUARANTINED = 0, 2, 3
STANDARD_OUTPUT = "-"
WIDE = 140
MEGABYTE = 1 << 20


def run_extract(
    inputs: tuple[str, ...],
    dest: str | None,
    *,
    workers: int,
    limit: int | None,
    quiet: bool,
    verbose: bool,
    watch: float | None = None,
    **options: Any,
) -> int:
    """Extract ``inputs`` into ``dest``, or show them where there is none; with ``watch`` also what comes later, looking
    every so many seconds. Returns the run's exit status."""
    _talk(quiet, verbose)
    once: Callable[..., int] = partial(_extract_once, workers=workers, limit=limit, quiet=quiet, **options)
    if watch is None:
        return once(inputs, dest)
    if dest is None or dest == STANDARD_OUTPUT:
        raise UsageError("--watch needs a destination that can be added to: name one with --to")

    def extract_new(files: list[str]) -> int:
        try:
            return once(tuple(files), dest)
        except InputError as error:
            print(f"newsledger: {error}", file=sys.stderr)
            return QUARANTINED

    return watching(Watch(inputs, exclude=(dest,)), extract_new, watch)


def _extract_once(
    inputs: tuple[str, ...], dest: str | None, *, workers: int, limit: int | None, quiet: bool, **options: Any
) -> int:
    settings = _settings(options)
    meter = Meter()
    exclude = (dest,) if dest else ()
    articles = read(inputs, _read_options(options, exclude=(*exclude, *options.get("exclude", ()))), meter)
    if dest is None and sys.stdout.isatty():
        return _show(articles, settings, limit=limit, why=False)
    version = extractor_version(settings)
    about = RunInfo(extractor_version=version, model=version.split()[1], command=" ".join(sys.argv[1:]))
    with (
        open_sink(dest or STANDARD_OUTPUT, about) as sink,
        _sketch_book(dest, settings, options.get("duplicates_file")) as book,
        nullcontext() if quiet else terminal_progress(lambda: meter.fraction, limit) as progress,
    ):
        summary = run(
            articles,
            sink,
            settings,
            workers=workers,
            limit=limit,
            progress=progress,
            limits=_run_limits(options),
            book=book,
        )
    if summary.exit_status == NOTHING:
        raise InputError("nothing to read: the inputs hold no article")
    if not quiet or summary.exit_status:
        print(summary.line(), file=sys.stderr)
    return summary.exit_status


def _settings(options: dict[str, Any]) -> ExtractSettings:
    duplicates: Literal["mark", "skip"] | None = "mark" if options.get("mark_duplicates") else None
    if options.get("skip_duplicates"):
        duplicates = "skip"
    return ExtractSettings(options["model"], options["companies"], options.get("thorough", False), duplicates)


def _run_limits(options: dict[str, Any]) -> RunLimits:
    usual = RunLimits()
    memory = options.get("memory_limit")
    return RunLimits(options.get("time_limit") or usual.seconds, memory * MEGABYTE if memory else usual.memory)


def _sketch_book(
    dest: str | None, settings: ExtractSettings, file: Path | None
) -> AbstractContextManager[SketchBook | None]:
    """The sketches of earlier articles, where they are looked for."""
    if settings.duplicates is None:
        return nullcontext()
    skipping = settings.duplicates == "skip"
    return SketchBook(file, skipping=skipping) if file else book_beside(dest, skipping=skipping)


def run_show(file: str, *, why: bool, verbose: bool, **options: Any) -> int:
    """Show the articles of a file with their facts."""
    _talk(False, verbose)
    settings = ExtractSettings(model=options["model"], companies=options["companies"])
    return _show(read([file], _read_options(options)), settings, limit=None, why=why)


def _show(articles: Iterator[Article | Rejected], settings: ExtractSettings, *, limit: int | None, why: bool) -> int:
    from newsledger.facts.reasons import reasons
    from newsledger.pipeline import Extractor
    from newsledger.review.terminal import render

    console = _console()
    extractor = Extractor(settings)
    status, shown = WELL, 0
    for article in articles:
        if limit is not None and shown >= limit:
            break
        result = article if isinstance(article, Rejected) else next(extractor.extract([article]))
        if isinstance(result, Rejected) or isinstance(article, Rejected):
            print(f"newsledger: {_where(result)}", file=sys.stderr)
            status = QUARANTINED
            continue
        if shown:
            console.rule(style="dim")
        # What lost is kept nowhere, so the article is read once more for it.
        reasoned = reasons(extractor.read(article)) if why else None
        console.print(render(article.text, result, why=reasoned))
        shown += 1
    if not shown and status == WELL:
        raise InputError("nothing to read: the input holds no article")
    return status


def _console() -> Console:
    """The terminal; a pipe or file gets lines wide enough for a table, not the 80 columns of a terminal of old."""
    return Console(highlight=False, width=None if sys.stdout.isatty() or "COLUMNS" in os.environ else WIDE)


def _where(result: Record | Rejected) -> str:
    if isinstance(result, Record):
        return result.article.uri or result.article.article_id
    return ": ".join(part for part in (result.uri, result.place, result.detail) if part)


def run_facts(database: Path, *, company: str | None, metric: str | None, limit: int, verbose: bool) -> int:
    """Print facts of a database, most recently published first."""
    from newsledger.review.database import COLUMNS, facts_of

    rows = facts_of(database, company=company, metric=metric, limit=limit)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column, style in COLUMNS:
        justify: Literal["right", "left"] = "right" if column == "figure" else "left"
        table.add_column(column, style=style, justify=justify, no_wrap=column == "published")
    for row in rows.rows:
        table.add_row(*(Text(cell) for cell in row))
    console = _console()
    console.print(table)
    console.print(Text(f"{len(rows.rows)} of {rows.total:,} facts, {rows.articles:,} articles", style="dim"))
    return WELL


def run_report(
    inputs: tuple[str, ...],
    output: Path,
    *,
    company: str | None,
    metric: str | None,
    limit: int | None,
    title: str | None,
    why: bool,
    workers: int,
    quiet: bool,
    verbose: bool,
    **options: Any,
) -> int:
    """Write the report of a database, or of inputs, which are extracted into a database that is thrown away after."""
    from newsledger.review.reasons import Reasons
    from newsledger.review.report import write_report
    from newsledger.review.stored import Selection, is_database

    _talk(quiet, verbose)
    selection = Selection(company, metric, limit)
    reasons = Reasons(ExtractSettings(model=options["model"], companies=options["companies"])) if why else None
    status = WELL
    if len(inputs) == 1 and is_database(Path(inputs[0])):
        written = write_report(Path(inputs[0]), output, selection, title, reasons)
    else:
        with TemporaryDirectory(prefix="newsledger-") as folder:
            database = Path(folder) / "report.duckdb"
            # What an earlier report left in the folder is no article.
            left_out = (str(output.with_suffix("")),)
            extracting = options | {"exclude": left_out}
            status = run_extract(
                inputs, str(database), workers=workers, limit=None, quiet=quiet, verbose=verbose, **extracting
            )
            written = write_report(database, output, selection, title or f"newsledger: {', '.join(inputs)}", reasons)
    if not quiet:
        more = f" and {len(written.pages) - 1:,} more pages" if len(written.pages) > 1 else ""
        print(f"{written.pages[0]}{more}: articles {written.articles:,}, facts {written.facts:,}", file=sys.stderr)
    return status


def run_serve(
    database: Path | None,
    *,
    host: str,
    port: int,
    workers: int,
    seconds: float,
    model: str | None,
    companies: str | None,
    verbose: bool,
) -> int:
    """Serve until told to stop."""
    try:
        from newsledger.service.options import TOKEN_VARIABLE, Bounds, ServiceOptions
        from newsledger.service.running import serve
    except ImportError as error:
        raise UsageError(f"no module {error.name}: run `pip install 'newsledger[serve]'`") from None

    _talk(False, verbose)
    options = ServiceOptions(
        database=database,
        host=host,
        port=port,
        token=os.environ.get(TOKEN_VARIABLE) or None,
        workers=workers,
        bounds=Bounds(extracting=seconds),
        extracting=ExtractSettings(model=model, companies=companies),
    )
    shown = f"[{host}]" if ":" in host else host
    print(f"newsledger serves on http://{shown}:{port} (Ctrl+C stops it)", file=sys.stderr)
    serve(options)
    return WELL


def run_schema(name: SchemaName) -> None:
    """Print a JSON Schema."""
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(schema(name)), indent=2) + b"\n")


def run_eval(
    gold: Path,
    *,
    errors: bool,
    as_json: bool,
    records: Path | None,
    floors: Path | None,
    thorough: bool,
    model: str | None,
    verbose: bool,
) -> int:
    """Score records, or a fresh extraction, against gold; 1 if a score is below its floor."""
    from newsledger.evaluation.floors import below, read_floors
    from newsledger.evaluation.gold import read_gold
    from newsledger.evaluation.report import lines, read_records
    from newsledger.evaluation.scores import score
    from newsledger.pipeline import Extractor

    articles = read_gold(gold)
    if records is not None:
        given = read_records(records)
    else:
        extractor = Extractor(ExtractSettings(model=model, thorough=thorough))
        given = [result for result in extractor.extract(g.article() for g in articles) if isinstance(result, Record)]
    report = score(articles, given)
    if errors:
        for error in report.errors:
            print("\t".join(msgspec.structs.astuple(error)))
    if as_json:
        sys.stdout.buffer.write(to_json(msgspec.structs.replace(report, errors=())) + b"\n")
    else:
        print("\n".join(lines(report)))
    shortfalls = below(report, read_floors(floors)) if floors else []
    for shortfall in shortfalls:
        print(f"below its floor: {shortfall.score} is {shortfall.measured}, not {shortfall.floor}", file=sys.stderr)
    return 1 if shortfalls else WELL


def run_doctor(model: str | None, companies: str | None) -> int:
    """Print what is installed; 1 if something is not well."""
    from newsledger.doctor import examine

    findings = examine(model, companies)
    console = Console(highlight=False)
    width = max(len(finding.subject) for finding in findings)
    for finding in findings:
        mark = Text("ok " if finding.well else "NO ", style="green" if finding.well else "bold red")
        console.print(Text.assemble(mark, finding.subject.ljust(width + 2), finding.text), soft_wrap=True)
    return WELL if all(finding.well for finding in findings) else 1


def _read_options(options: dict[str, Any], exclude: tuple[str, ...] = ()) -> ReadOptions:
    fields = {name: options.get(f"{name}_field") for name in ("text", "title", "published", "publisher", "uri")}
    return ReadOptions(
        fields=Fields(**fields),
        published=options.get("published"),
        date_order=options.get("date_order") or "DMY",
        limits=Limits(characters=options.get("size_limit") or Limits().characters),
        exclude=exclude,
    )


def _talk(quiet: bool, verbose: bool) -> None:
    """Set how much is said: warnings of other libraries stay silent unless asked for."""
    level = logging.DEBUG if verbose else logging.ERROR if quiet else logging.WARNING
    logging.basicConfig(level=logging.ERROR, format="%(name)s: %(message)s")
    logging.getLogger("newsledger").setLevel(level)
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
