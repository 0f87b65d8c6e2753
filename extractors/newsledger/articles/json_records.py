"""JSON: one object per line, an array of objects, or one object that is the whole file."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator

import msgspec

from newsledger.articles.article import Article
from newsledger.articles.fields import Columns, article_from_fields, find_columns
from newsledger.articles.ninjs import is_ninjs, plain_fields
from newsledger.articles.origin import Origin
from newsledger.articles.rejection import NoTextColumnError, rejected
from newsledger.articles.streams import as_utf8
from newsledger.records import Rejected

_CHUNK = 1 << 16
_DECODER = msgspec.json.Decoder()
_SPACE = b" \t\r\n"
_MARK = re.compile(rb'["\\{}\[\]]')


class _DuplicateKeyError(ValueError):
    """A key stands twice with different values."""


def read_json(stream: io.BufferedReader, origin: Origin) -> Iterator[Article | Rejected]:
    """Read the objects of a file, one article each. A value that is no object is refused, and reading goes on."""
    source = as_utf8(stream)
    first = _first_byte(source)
    if not first:
        yield rejected(origin.uri, None, "empty_text", "the file is empty")
        return
    lined = first != b"[" and _is_object(source.peek(_CHUNK).split(b"\n", 1)[0])
    chunks = _lines(source, origin) if lined or first not in (b"[", b"{") else _elements(source, origin)
    known: Columns | None = None
    whole = not lined and first == b"{"
    for number, place, data in chunks:
        if isinstance(data, Rejected):
            yield data
            continue
        value = _decoded(data)
        if isinstance(value, Rejected):
            yield rejected(origin.uri, place, value.reason, value.detail)  # type: ignore[arg-type]
            continue
        if is_ninjs(value):
            value = plain_fields(value)
        columns = find_columns(tuple(value), origin.options.fields)
        if columns.text is None:
            error = NoTextColumnError(origin.uri, list(value), origin.options.fields.text)
            if origin.named and known is None:
                raise error
            yield rejected(
                origin.uri, place, "no_text_column", f"the keys are {', '.join(error.columns[:40]) or 'none'}"
            )
            continue
        known = columns
        alone = number == 1 and (whole or (origin.uri.endswith(".json") and not source.peek(1)))
        yield article_from_fields(
            value,
            origin.options,
            uri=origin.uri if alone else origin.row(number),
            source=origin.uri,
            place=None if alone else place,
        )


def _first_byte(source: io.BufferedReader) -> bytes:
    """The first byte that is not white space, still to be read; empty at the end of the stream."""
    while head := source.peek(1):
        bare = head.lstrip(_SPACE)
        source.read(len(head) - len(bare))
        if bare:
            return bare[:1]
    return b""


def _is_object(line: bytes) -> bool:
    """Whether a line is a whole object, or cut short by the buffer, so that the file has one object per line."""
    return _balance(line) == 0 or not _closes_later(line)


def _balance(data: bytes) -> int:
    """How many brackets stay open after the data, strings apart."""
    depth = 0
    inside = False
    position = 0
    while (found := _MARK.search(data, position)) is not None:
        mark = found.group()
        position = found.end()
        if mark == b"\\":
            position += inside
        elif mark == b'"':
            inside = not inside
        elif not inside:
            depth += 1 if mark in b"{[" else -1
    return depth + inside


def _closes_later(line: bytes) -> bool:
    """Whether the line ends inside an object at a place where pretty-printed JSON breaks lines."""
    return line.rstrip().endswith((b"{", b"[", b","))


def _lines(source: io.BufferedReader, origin: Origin) -> Iterator[tuple[int, str, bytes | Rejected]]:
    """The lines that are not blank: number, place, bytes."""
    limit = origin.options.limits.bytes_of_record
    number = 0
    while line := source.readline(limit + 1):
        number += 1
        place = f"line {number}"
        if len(line) > limit and not line.endswith(b"\n"):
            while (rest := source.readline(_CHUNK)) and not rest.endswith(b"\n"):
                pass
            yield number, place, rejected(origin.uri, place, "too_long", f"a line of more than {limit:,} bytes")
        elif line.strip():
            yield number, place, line


def _elements(source: io.BufferedReader, origin: Origin) -> Iterator[tuple[int, str, bytes | Rejected]]:
    """The objects of an array, or of a file of objects, cut out one by one: number, place, bytes."""
    limit = origin.options.limits.bytes_of_record
    splitter = _Splitter()
    number = 0
    while chunk := source.read(_CHUNK):
        for element in splitter.feed(chunk):
            number += 1
            yield number, f"item {number}", element
        if splitter.held > limit:
            yield (
                number + 1,
                f"item {number + 1}",
                rejected(origin.uri, f"item {number + 1}", "too_long", f"an item of more than {limit:,} bytes"),
            )
            return
    if not number and not splitter.held:
        yield 0, "item 1", rejected(origin.uri, None, "empty_text", "there are no objects in the file")
    if splitter.held:
        place = f"item {number + 1}"
        yield number + 1, place, rejected(origin.uri, place, "truncated", "the JSON ends within an item")


class _Splitter:
    """Cuts the outermost objects out of a stream of JSON by counting brackets; an array around them does not count."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.held = 0
        self.depth = 0
        self.inside = False
        self.escaped = False

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """The objects that end in this chunk."""
        start = 0 if self.depth else -1
        position = 0
        if self.escaped:
            position, self.escaped = 1, False
        while (found := _MARK.search(chunk, position)) is not None:
            mark, position = found.group(), found.end()
            if mark == b"\\":
                if self.inside:
                    self.escaped = position == len(chunk)
                    position += 1
            elif mark == b'"':
                if self.depth:
                    self.inside = not self.inside
            elif self.inside:
                continue
            elif mark in (b"{", b"["):
                if self.depth or mark == b"{":
                    if not self.depth:
                        start = found.start()
                    self.depth += 1
            elif self.depth:
                self.depth -= 1
                if not self.depth:
                    yield b"".join([*self.parts, chunk[start:position]])
                    self.parts, self.held, start = [], 0, -1
        if self.depth:
            self.parts.append(chunk[start:])
            self.held += len(chunk) - start


def _decoded(data: bytes) -> dict[str, object] | Rejected:
    """The object of the bytes, or why it is none."""
    try:
        value = _DECODER.decode(data)
    except UnicodeDecodeError:
        return Rejected("", None, "undecodable", "")
    except (msgspec.DecodeError, RecursionError):
        value = _leniently(data)
        if value is None:
            reason = "malformed_json" if _is_utf8(data) else "undecodable"
            return Rejected("", None, reason, "")
    if not isinstance(value, dict):
        return Rejected("", None, "malformed_json", f"a {type(value).__name__}")
    if len(value) < data.count(b'":') and (key := _lost_key(data)) is not None:
        return Rejected("", None, "duplicate_key", f"key {key!r}")
    return value


def _leniently(data: bytes) -> object:
    """Python writes NaN and Infinity where JSON has no word; they are read as no value."""
    try:
        return json.loads(data, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        return None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _lost_key(data: bytes) -> str | None:
    """A key that stands twice in the same object with different values, of which a decoder keeps one in silence."""

    def pairs(items: list[tuple[str, object]]) -> dict[str, object]:
        kept: dict[str, object] = {}
        for key, value in items:
            if key in kept and kept[key] != value:
                raise _DuplicateKeyError(key)
            kept[key] = value
        return kept

    try:
        json.loads(data, object_pairs_hook=pairs)
    except _DuplicateKeyError as error:
        return str(error)
    except (ValueError, RecursionError):
        return None
    return None
