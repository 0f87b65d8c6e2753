"""Completion in the shell: the script that turns it on, and the values that options offer."""

from __future__ import annotations

import csv

import click
from click.shell_completion import CompletionItem, get_completion_class

from newsledger.resources import folder

PROGRAM = "newsledger"
VARIABLE = "_NEWSLEDGER_COMPLETE"
"""By this variable the shell asks the program what may come next."""


def script(command: click.Command, shell: str) -> str:
    """What a shell has to read for completion of ``command``; ``shell`` is bash, zsh or fish."""
    completion = get_completion_class(shell)
    if completion is None:
        raise ValueError(f"no completion for {shell}")
    return completion(command, {}, PROGRAM, VARIABLE).source()


def metric_names(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The metrics that begin so, each with what it means. Only the table is read, so that it takes no time."""
    with (folder("lexicons") / "metrics.csv").open(encoding="utf-8", newline="") as table:
        return [
            CompletionItem(row["name"], help=row["meaning"])
            for row in csv.DictReader(table)
            if row["name"].startswith(incomplete)
        ]
