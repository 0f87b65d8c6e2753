"""The command line: arguments in, exit status out; the work is done elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from newsledger.completing import metric_names, script
from newsledger.errors import NewsledgerError
from newsledger.version import __version__

if TYPE_CHECKING:
    from newsledger.companies.register.schema import Kind
    from newsledger.contract import SchemaName

USAGE, FAILURE = 2, 1
F = TypeVar("F", bound=Callable[..., Any])


def one_line_errors(command: F) -> F:
    """Say what went wrong in one line and with the right exit status; the traceback only with ``-v``."""

    @wraps(command)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:
            sys.stderr.close()
            raise click.exceptions.Exit(0) from None
        except Exception as error:
            if kwargs.get("verbose"):
                raise
            message, status = " ".join(str(error).split()) or type(error).__name__, FAILURE
            if isinstance(error, NewsledgerError):
                status = error.exit_status
            else:
                message = f"internal error ({type(error).__name__}: {message}); run again with -v and report it"
            click.echo(f"newsledger: {message}", err=True)
            raise click.exceptions.Exit(status) from None

    return guarded  # type: ignore[return-value]


def extractor_options(command: F) -> F:
    """Options that decide what is extracted, shared by the commands that extract."""
    for option in reversed(
        (
            click.option("--published", metavar="DATE", help="Publication date (ISO) of articles that tell none."),
            click.option(
                "--date-order",
                type=click.Choice(["DMY", "MDY", "YMD"], case_sensitive=False),
                default="DMY",
                show_default=True,
                help="How 01/09/2025 is read.",
            ),
            click.option("--model", metavar="NAME", help="A spaCy model other than the small English one."),
            click.option(
                "--companies",
                type=click.Path(exists=True, dir_okay=False),
                help="Your own companies: a CSV list, whose rows win over the built-in ones, or a register that "
                "`newsledger companies import` made.",
            ),
            click.option("-v", "--verbose", is_flag=True, help="Say more; show tracebacks."),
        )
    ):
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="newsledger")
def main() -> None:
    """Turn financial news into a table of facts.

    \b
    newsledger extract articles/ --to facts.duckdb
    newsledger show article.txt
    """


@main.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--to",
    "dest",
    metavar="DEST",
    help="Where to: .jsonl, .csv, .parquet, .duckdb, .sqlite, postgresql://... or dlt:NAME. Default: the terminal.",
)
@extractor_options
@click.option("--text-field", metavar="NAME", help="The column of tables and JSON that holds the text.")
@click.option("--title-field", metavar="NAME", help="... the title.")
@click.option("--published-field", metavar="NAME", help="... the publication date.")
@click.option("--publisher-field", metavar="NAME", help="... the publisher.")
@click.option("--uri-field", metavar="NAME", help="... the uri or id.")
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes that extract.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Stop after N articles.")
@click.option(
    "--watch",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    help="Go on: look for new files every so many seconds, until SIGINT or SIGTERM.",
)
@click.option("--thorough", is_flag=True, help="Let the model read every sentence, not only those with figures.")
@click.option("--mark-duplicates", is_flag=True, help="Note in duplicate_of which earlier article an article repeats.")
@click.option("--skip-duplicates", is_flag=True, help="... and do not extract again what has no figure that is new.")
@click.option(
    "--duplicates-file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where articles are noted for that. Default: beside DEST.",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    default=120.0,
    show_default=True,
    metavar="SECONDS",
    help="What an article may take; beyond it goes to quarantine.",
)
@click.option("--memory-limit", type=click.IntRange(256), metavar="MB", help="What a worker may have in all.")
@click.option(
    "--size-limit",
    type=click.IntRange(1),
    default=1_000_000,
    show_default=True,
    metavar="CHARACTERS",
    help="How long an article may be; a longer one goes to quarantine.",
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing if all goes well.")
@one_line_errors
def extract(**options: Any) -> None:
    """Extract facts from files, folders, globs or - (standard input).

    Text, HTML, JSONL, CSV, Parquet, WARC, NITF, NewsML-G2, ninjs, RSS, Atom and Reuters SGML, also as .gz or .zst and
    in zip or tar archives. What cannot be read goes to quarantine with its reason and ends no run.

    \b
    Exit status: 0 all well, 3 something is in quarantine, 2 usage or nothing to read, 1 a failure of newsledger.

    \b
    newsledger extract news/ --to facts.duckdb
    newsledger extract 'wire/*.jsonl.gz' --to facts.parquet --workers 2
    cat article.txt | newsledger extract - | jq .facts
    """
    from newsledger.commands import run_extract

    raise click.exceptions.Exit(run_extract(**options))


@main.command()
@click.argument("file", metavar="FILE")
@extractor_options
@click.option("--why", is_flag=True, help="Also how each slot of each fact was filled, and the runner-up.")
@one_line_errors
def show(**options: Any) -> None:
    """Show articles with figures and companies highlighted, and their facts beneath.

    \b
    newsledger show article.txt
    newsledger show news.jsonl --why --published 2025-09-01
    """
    from newsledger.commands import run_show

    raise click.exceptions.Exit(run_show(**options))


@main.command()
@click.argument("database", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--company", metavar="NAME", help="Only facts of this company.")
@click.option("--metric", metavar="NAME", shell_complete=metric_names, help="Only facts of this metric.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, metavar="N")
@click.option("-v", "--verbose", is_flag=True, help="Show tracebacks.")
@one_line_errors
def facts(**options: Any) -> None:
    """Print the facts of a DuckDB database that `extract` wrote, the newest first.

    \b
    newsledger facts facts.duckdb --company Nvidia --metric revenue
    newsledger facts facts.duckdb --company '%bank%' --limit 200
    """
    from newsledger.commands import run_facts

    raise click.exceptions.Exit(run_facts(**options))


@main.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT|DATABASE...")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default="report.html",
    show_default=True,
    metavar="FILE",
    help="The page to write.",
)
@click.option("--company", metavar="NAME", help="Only articles that speak of this company (% stands for anything).")
@click.option("--metric", metavar="NAME", shell_complete=metric_names, help="Only articles with a fact of this metric.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Only the newest N articles.")
@click.option("--title", metavar="TEXT", help="What the page is called.")
@click.option("--why", is_flag=True, help="Also what lost in each slot; the articles are read again for that.")
@extractor_options
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes that extract.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing if all goes well.")
@one_line_errors
def report(**options: Any) -> None:
    """Write a page on which articles, facts and plots are looked at and corrected.

    One HTML file that needs no network, of a DuckDB database that `extract` wrote, or of articles, which are extracted
    first. More than 200 articles make more pages: report-2.html and so on.

    \b
    newsledger report news/ -o report.html
    newsledger report facts.duckdb --company Nvidia -o nvidia.html

    Corrections made in the page are exported as a gold file: newsledger eval corrections.json
    """
    from newsledger.commands import run_report

    raise click.exceptions.Exit(run_report(**options))


@main.command()
@click.option(
    "--db",
    "database",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="DATABASE",
    help="A DuckDB database that `extract` wrote, to be asked and looked at.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes that extract.")
@click.option(
    "--seconds", type=click.FloatRange(0.1), default=30.0, show_default=True, help="How long one article may take."
)
@click.option("--model", metavar="NAME", help="A spaCy model other than the small English one.")
@click.option("--companies", type=click.Path(exists=True, dir_okay=False), help="Your own company list, a CSV file.")
@click.option("-v", "--verbose", is_flag=True, help="Show tracebacks.")
@one_line_errors
def serve(**options: Any) -> None:
    """Serve extraction, and the facts of a database, over HTTP.

    POST /extract takes text, HTML or JSON; GET /facts, /companies and /articles answer from the database; / is a page
    with a box to paste an article. /openapi.json describes it all.

    It listens on this machine only. For any other --host, the environment variable NEWSLEDGER_TOKEN must hold a secret
    that clients send as `Authorization: Bearer`, or as the password that a browser asks for.

    \b
    newsledger serve --db facts.duckdb
    curl --data-binary @article.txt -H 'Content-Type: text/plain' http://127.0.0.1:8000/extract
    curl 'http://127.0.0.1:8000/facts?company=Nvidia&metric=revenue&limit=10'
    """
    from newsledger.commands import run_serve

    raise click.exceptions.Exit(run_serve(**options))


@main.command()
@click.argument("name", type=click.Choice(["record", "article", "company", "fact"]), default="record")
@one_line_errors
def schema(name: SchemaName) -> None:
    """Print a JSON Schema: of the whole record, or of its article, company or fact.

    \b
    newsledger schema fact > fact.schema.json
    """
    from newsledger.commands import run_schema

    run_schema(name)


@main.command("eval")
@click.argument("gold", type=click.Path(exists=True, path_type=Path), metavar="GOLD")
@click.option("--errors", is_flag=True, help="List every disagreement, tab-separated.")
@click.option("--json", "as_json", is_flag=True, help="The scores as JSON.")
@click.option(
    "--records",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Score these records (JSONL) instead of extracting.",
)
@click.option(
    "--floors",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Fail if a score is below its floor in this JSON file.",
)
@click.option("--thorough", is_flag=True, help="Let the model read every sentence, not only those with figures.")
@click.option("--model", metavar="NAME", help="A spaCy model other than the small English one.")
@click.option("-v", "--verbose", is_flag=True, help="Show tracebacks.")
@one_line_errors
def evaluate(**options: Any) -> None:
    """Score the extraction against annotated articles: a folder of gold files, or one file.

    \b
    newsledger eval corpus/gold --errors
    newsledger eval corrections.json
    """
    from newsledger.commands import run_eval

    raise click.exceptions.Exit(run_eval(**options))


@main.command()
@click.option("--model", metavar="NAME", help="A spaCy model other than the small English one.")
@click.option("--companies", type=click.Path(exists=True, dir_okay=False), help="Your own company list or register.")
@one_line_errors
def doctor(**options: Any) -> None:
    """Say what is installed: versions, the model and its hashes, the company list, the sinks.

    \b
    newsledger doctor
    newsledger doctor --companies own.csv
    """
    from newsledger.commands import run_doctor

    raise click.exceptions.Exit(run_doctor(**options))


@main.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the script that completes commands, options and names of metrics in a shell.

    \b
    newsledger completion bash >> ~/.bashrc
    newsledger completion zsh > ~/.zfunc/_newsledger
    newsledger completion fish > ~/.config/fish/completions/newsledger.fish
    """
    click.echo(script(main, shell))


@main.group()
def companies() -> None:
    """Keep a register of companies, ask who a name is, check a company list.

    \b
    newsledger companies import gleif lei2-golden-copy.csv.zip --to register.sqlite
    newsledger companies import csv my-companies.csv --to register.sqlite
    newsledger companies find "Acme Holdings plc" --companies register.sqlite
    newsledger extract news/ --to facts.duckdb --companies register.sqlite
    """


@companies.command("import")
@click.argument("kind", type=click.Choice(["csv", "gleif", "gleif-isin", "sec", "mic"]))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--to",
    "register",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="REGISTER",
    help="The register, an SQLite file; made if there is none.",
)
@click.option("-v", "--verbose", is_flag=True, help="Show tracebacks.")
@one_line_errors
def import_companies(kind: Kind, file: Path, register: Path, verbose: bool) -> None:
    """Import a list into a register; it takes the place of the list of its kind imported before.

    \b
    csv         your own list, with the columns of docs/companies.md
    gleif       GLEIF's level 1 golden copy, CSV or zip: legal entities with their LEI
    gleif-isin  GLEIF's ISIN-LEI mapping, CSV or zip
    sec         the SEC's company_tickers_exchange.json
    mic         the ISO 10383 list of markets, CSV

    \b
    Exit status: 0 all well, 3 some rows were bad (they are counted), 2 the file is no such list.

    \b
    newsledger companies import csv my-companies.csv --to register.sqlite
    """
    from newsledger.company_commands import run_import

    raise click.exceptions.Exit(run_import(kind, file, register))


@companies.command()
@click.argument("name")
@click.option(
    "--companies",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Your own company list or register.",
)
@click.option("-v", "--verbose", is_flag=True, help="Show tracebacks.")
@one_line_errors
def find(name: str, companies: Path | None, verbose: bool) -> None:
    """Say which companies go by a name, ticker, LEI, CIK or ISIN: where from, how, names, country, identifiers.

    \b
    newsledger companies find Alphabet
    newsledger companies find 549300... --companies register.sqlite
    """
    from newsledger.company_commands import run_find

    raise click.exceptions.Exit(run_find(name, companies))


@companies.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-v", "--verbose", is_flag=True, help="Show tracebacks.")
@one_line_errors
def lint(file: Path, verbose: bool) -> None:
    """Check a company list: names that clash or are words, unknown markets, check digits; a line for each fault.

    \b
    newsledger companies lint my-companies.csv
    """
    from newsledger.company_commands import run_lint

    raise click.exceptions.Exit(run_lint(file))


if __name__ == "__main__":
    main()
