"""From the fields of a record to an article: the one path for tables, JSON, pages, plain text and data frames."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

import msgspec

from newsledger.articles.article import Article, compose
from newsledger.articles.dates import parse_date
from newsledger.articles.language import other_language
from newsledger.articles.masthead import find_masthead, publishers
from newsledger.articles.options import Fields, ReadOptions
from newsledger.articles.rejection import rejected
from newsledger.records import Rejected
from newsledger.resources import folder

_FOUND = Fields()
_SURROGATE = re.compile("[\ud800-\udfff]")


class Columns(msgspec.Struct, frozen=True):
    """Which column holds which part; ``None`` where no column does."""

    text: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    author: str | None = None
    uri: str | None = None
    language: str | None = None
    dateline: str | None = None

    def used(self) -> list[str]:
        """The columns to read, each once."""
        return list(dict.fromkeys(column for column in msgspec.structs.astuple(self) if column is not None))


@cache
def column_names() -> dict[str, list[str]]:
    """The table ``lexicons/columns.toml``: for each part the names of its column, best first."""
    with (folder("lexicons") / "columns.toml").open("rb") as table:
        return tomllib.load(table)


def bare(name: str) -> str:
    """A column name as names are compared: letters and digits, lower case."""
    return re.sub(r"[\W_]+", "", name).lower()


def match_columns(columns: tuple[str, ...], named: Fields = _FOUND) -> Columns:
    """Find the columns of a table by their names. A name given in ``named`` holds if the table has it; then no other
    column is tried for that part."""
    there = {bare(column): column for column in reversed(columns)}
    found: dict[str, str | None] = {}
    for part, names in column_names().items():
        wanted = getattr(named, part, None)
        if wanted is not None:
            found[part] = wanted if wanted in columns else None
        else:
            found[part] = next((there[name] for name in map(bare, names) if name in there), None)
    return Columns(**found)


find_columns = lru_cache(maxsize=256)(match_columns)
"""``match_columns`` for what comes again with each record."""


def article_from_fields(
    fields: Mapping[str, object],
    options: ReadOptions,
    *,
    uri: str | None = None,
    source: str | None = None,
    place: str | None = None,
) -> Article | Rejected:
    """Make an article of named values; never raises.

    Args:
        fields: values by column name. The text is a string or a list of paragraphs; a date may be text, ``date``,
            ``datetime`` or seconds since 1970; publisher and author may be objects with a ``name``. Missing values are
            ``None``, NaN or absent.
        options: which columns, which defaults, what is too long.
        uri: what the article is called if the fields do not say.
        source: the file or table that it is from, for rejections.
        place: where it stands in there ("line 7"), for rejections.
    """
    columns = find_columns(tuple(fields), options.fields)
    uri = _name(_value(fields, columns.uri)) or uri
    body = _value(fields, columns.text)
    if isinstance(body, list | tuple) and body and all(isinstance(part, str) for part in body):
        body = "\n\n".join(body)
    if body is None:
        return rejected(source or uri, place, "empty_text")
    if not isinstance(body, str):
        return rejected(source or uri, place, "wrong_type", f"{columns.text} holds {type(body).__name__}")
    title = _line(_value(fields, columns.title))
    text, title_end, body_start = compose(title, body)
    if _SURROGATE.search(text):
        return rejected(source or uri, place, "undecodable")
    if "\0" in text:
        return rejected(source or uri, place, "nul_characters")
    if not body.strip():
        return rejected(source or uri, place, "empty_text")
    if len(text) > options.limits.characters:
        limit = options.limits.characters
        return rejected(source or uri, place, "too_long", f"{len(text):,} characters, limit {limit:,}")
    language = _language(_value(fields, columns.language), text)
    if language != "en" and options.language == "en":
        return rejected(source or uri, place, "not_english", f"language {language}")
    top = find_masthead(text, title_end=title_end, order=options.date_order)
    stated = parse_date(_value(fields, columns.published), options.date_order)
    published = stated or top.published or options.default_date()
    publisher = _line(_name(_value(fields, columns.publisher)))
    return Article(
        text=text,
        title=title or (text[slice(*top.title)] if top.title else None),
        title_end=title_end,
        body_start=body_start,
        publisher=publishers().get(publisher.lower(), publisher) if publisher else top.publisher or options.publisher,
        author=_line(_name(_value(fields, columns.author))) or top.author,
        published=published.iso if published else None,
        published_ambiguous=published.ambiguous if published else False,
        language=language,
        uri=uri,
        dateline=_line(_value(fields, columns.dateline)) or (text[slice(*top.dateline)] if top.dateline else None),
    )


def _value(fields: Mapping[str, object], column: str | None) -> object:
    """The value of a column; ``None`` for what tables hold in place of one (NaN, NaT, NA)."""
    value = fields.get(column) if column is not None else None
    try:
        return None if value is None or value != value else value
    except (TypeError, ValueError):  # pandas.NA has no truth; an array has many
        return value if isinstance(value, Sequence) else None


def _name(value: object) -> str | None:
    """A name given as text, number, object with a name, or list of these."""
    if isinstance(value, Mapping):
        return _name(value.get("name") or value.get("title") or value.get("id"))
    if isinstance(value, list | tuple):
        return ", ".join(name for name in map(_name, value) if name) or None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if value is None or isinstance(value, bool):
        return None
    return str(value).strip() or None


def _line(value: object) -> str | None:
    """Text of one line without outer and repeated white space."""
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _language(stated: object, text: str) -> str:
    """ISO 639-1 code: what the record states, or what the text is."""
    if isinstance(stated, str) and (code := stated.strip().lower().replace("_", "-")):
        if code in ("eng", "english") or code.split("-")[0] == "en":
            return "en"
        if re.fullmatch(r"[a-z]{2,3}(?:-[a-z0-9]+)*", code):
            return code.split("-")[0]
    return other_language(text) or "en"
