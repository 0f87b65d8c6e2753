"""What ``newsledger doctor`` tells: whether this installation can do its work, and with what."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

from newsledger.contract import SCHEMA_NAMES, schema
from newsledger.errors import DestinationError, NewsledgerError
from newsledger.model import report
from newsledger.pipeline import knowledge_base
from newsledger.sinks import SINKS, SinkKind
from newsledger.version import __version__

LIBRARIES = ("spacy", "quantulum3", "jsonschema-rs", "msgspec", "duckdb", "pyarrow", "pandas", "trafilatura")


class Finding(msgspec.Struct, frozen=True):
    """One line of the doctor's report."""

    subject: str
    well: bool
    text: str


def examine(model: str | None = None, companies: str | None = None) -> list[Finding]:
    """Look at Python, libraries, model (with its hashes), schemas, company list and sinks; never raises."""
    findings = [
        Finding("newsledger", True, __version__),
        Finding("python", True, f"{platform.python_version()} on {platform.system()} {platform.machine()}"),
    ]
    findings += [_library(name) for name in LIBRARIES]
    findings += _model(model)
    findings.append(_schemas())
    findings.append(_companies(companies))
    findings += [_sink(kind) for kind in SINKS]
    return findings


def _library(name: str) -> Finding:
    try:
        return Finding(name, True, version(name))
    except PackageNotFoundError:
        return Finding(name, False, f"not installed: run `pip install {name}`")


def _model(name: str | None) -> list[Finding]:
    try:
        found = report(name)
    except NewsledgerError as error:
        return [Finding("model", False, str(error))]
    lines = [Finding("model", True, f"{found.name} {found.version} in {found.path}")]
    for file, good in found.verified.items():
        text = "sha256 as pinned" if good else "sha256 differs from the pinned one: reinstall the model"
        lines.append(Finding(f"model {file}", good, text))
    if not found.verified:
        lines.append(Finding("model weights", True, "no pinned hash for this model, so not verified"))
    return lines


def _sink(kind: SinkKind) -> Finding:
    try:
        kind.sink_type()
    except DestinationError as error:
        return Finding(f"sink {kind.suffix}", kind.extra is not None, str(error))
    return Finding(f"sink {kind.suffix}", True, kind.about)


def _schemas() -> Finding:
    try:
        for name in SCHEMA_NAMES:
            schema(name)
    except (OSError, ValueError) as error:
        return Finding("schemas", False, str(error))
    return Finding("schemas", True, ", ".join(SCHEMA_NAMES))


def _companies(path: str | None) -> Finding:
    try:
        knowledge = knowledge_base(path)
    except (NewsledgerError, OSError) as error:
        return Finding("companies", False, str(error))
    own = ""
    if knowledge.register is not None:
        register = knowledge.register
        lists = ", ".join(f"{source.kind} of {source.dated}" for source in register.sources)
        own = f", and {register.size():,} registered in {register.path.name} ({lists})"
    elif path:
        own = f", with {Path(path).name}"
    return Finding("companies", True, f"{len(knowledge.entries):,} companies{own}")
