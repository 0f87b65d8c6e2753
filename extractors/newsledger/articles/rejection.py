"""Why an input could not become an article, in codes for programs and lines for people."""

from __future__ import annotations

from typing import Literal

from newsledger.errors import InputError
from newsledger.records import Rejected

Reason = Literal[
    "empty_text",
    "too_long",
    "not_english",
    "nul_characters",
    "undecodable",
    "wrong_type",
    "duplicate_key",
    "no_text_column",
    "malformed_json",
    "malformed_row",
    "malformed_file",
    "truncated",
    "encrypted",
    "unsafe_archive",
    "nested_too_deep",
    "unknown_format",
    "unreadable",
]

REASONS: dict[Reason, str] = {
    "empty_text": "there is no text; remove the entry or name the right column",
    "too_long": "the text is longer than the limit; split it into articles or raise the limit",
    "not_english": "the text is not English; translate it or read with language 'any'",
    "nul_characters": "the text has NUL characters, so it is no text or was damaged; export it again",
    "undecodable": "the bytes are not in the encoding they claim (UTF-8 where none is claimed); convert them to UTF-8",
    "wrong_type": "the text is not a string; name a column that holds text",
    "duplicate_key": "a key stands twice with different values, so one would be lost; keep one of them",
    "no_text_column": "no column holds the text; name it",
    "malformed_json": "this is no JSON object; write one object per line, or one array of objects",
    "malformed_row": "the row does not fit the header; quote fields that hold delimiters or line breaks",
    "malformed_file": "the file is damaged or not what its name says; fetch it again",
    "truncated": "the file ends too early; what came before was read; fetch it again",
    "encrypted": "the archive member is encrypted; decrypt it first",
    "unsafe_archive": "it unpacks to far more than its size and was not read on; unpack it yourself if you trust it",
    "nested_too_deep": "archives lie too deep in archives; unpack the outer ones",
    "unknown_format": "neither name nor content tells a format that can be read; convert it to text, JSONL or CSV",
    "unreadable": "the file cannot be opened; check its permissions",
}


class NoTextColumnError(InputError):
    """A table without a column for the text. ``columns`` are those that it has."""

    def __init__(self, uri: str, columns: list[str], wanted: str | None = None) -> None:
        there = ", ".join(columns[:40]) or "none"
        missing = f"no column {wanted!r}" if wanted else "no column that looks like the text"
        super().__init__(f"{uri}: {missing}; its columns are: {there}. Name the one to read with --text-field")
        self.columns = columns


def rejected(uri: str | None, place: str | None, reason: Reason, detail: str | None = None) -> Rejected:
    """A rejection whose detail says what is wrong and what to do. ``detail`` goes before the reason's own line."""
    line = f"{detail}: {REASONS[reason]}" if detail else REASONS[reason]
    return Rejected(uri or "text", place, reason, " ".join(line.split()))
