"""The contract: schemas and record types say the same, and every record is held against both."""

from __future__ import annotations

import types
import typing
from decimal import Decimal
from typing import Any

import jsonschema_rs
import msgspec
import pytest

from newsledger import records
from newsledger.contract import SCHEMA_NAMES, check, schema
from newsledger.errors import ContractError
from newsledger.records import Mention, Metric, Period, Quantity, Record, Text, to_json
from tests.builders import TEXT, company, fact, quantity, record

replace = msgspec.structs.replace


def test_a_sound_record_passes() -> None:
    check(record(), TEXT)


BROKEN: list[tuple[str, Record, str]] = [
    ("offset off by one", record(facts=(fact(quantity=quantity(start=TEXT.index("5%") + 1)),)), "quantity"),
    ("unknown company", record(facts=(fact(companies=("Nobody",)),)), "companies"),
    ("direction of a level", record(facts=(fact(measure="level"),)), "direction"),
    ("two facts with one id", record(facts=(fact(), fact())), "same key"),
    ("two companies with one name", record(companies=(company(), company())), "same key"),
    ("confidence above one", record(facts=(fact(confidence=1.5),)), "confidence"),
    ("same_as of nothing", record(facts=(fact(same_as="00000000000000bb"),)), "same_as"),
    ("contradiction of nothing", record(facts=(fact(contradicts=("00000000000000bb",)),)), "contradicts"),
    ("contradiction of itself", record(facts=(fact(contradicts=("00000000000000aa",)),)), "contradicts"),
    ("basis of no kind", record(facts=(fact(metric=Metric("revenue", None, None, "gross")),)), "metric"),  # type: ignore[arg-type]
    ("period backwards", record(facts=(fact(period=Period("x", "2025-09-30", "2025-07-01")),)), "period"),
    ("period with a time", record(facts=(fact(period=Period("x", "2025-07-01T00:00", "2025-09-30")),)), "period"),
    ("mention elsewhere", record(companies=(company(mentions=(Mention("Acme", 1, 5, "name"),)),)), "mentions"),
    ("no mention", record(companies=(company(mentions=()),)), "mentions"),
    ("evidence is not the text", record(facts=(fact(evidence=Text("Acme lost", 12, 21)),)), "evidence"),
    ("unit of a percentage", record(facts=(fact(quantity=quantity(unit="pct")),)), "unit"),
    ("money without a code", record(facts=(fact(quantity=quantity(kind="money", unit="dollar")),)), "unit"),
    ("a bound with both ends", record(facts=(fact(quantity=quantity(modifier="at_least")),)), "high"),
    ("length of another text", record(article=replace(record().article, n_chars=3)), "n_chars"),
    ("an unreadable date", record(article=replace(record().article, published="01/09/2025")), "published"),
]


@pytest.mark.parametrize(("broken", "place"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_a_broken_record_is_refused_with_its_place(broken: Record, place: str) -> None:
    with pytest.raises(ContractError, match=place):
        check(broken, TEXT)


@pytest.mark.parametrize("name", SCHEMA_NAMES)
def test_schemas_are_schemas(name: Any) -> None:
    jsonschema_rs.meta.validate(schema(name))


PAIRS = [
    ("record", records.Record, ()),
    ("article", records.ArticleHead, ()),
    ("company", records.Company, ()),
    ("company", records.Mention, ("mentions", "items")),
    ("company", records.Identifier, ("ids", "items")),
    ("fact", records.Fact, ()),
    ("fact", records.Quantity, ("quantity",)),
    ("fact", records.Metric, ("metric",)),
    ("fact", records.Period, ("period",)),
    ("fact", records.Comparison, ("comparison",)),
    ("fact", records.Text, ("evidence",)),
]


def _object_at(name: Any, path: tuple[str, ...]) -> dict[str, Any]:
    node: dict[str, Any] = schema(name)
    for step in path:
        node = node[step] if step == "items" else node["properties"][step]
    described: dict[str, Any] = node.get("oneOf", [None, node])[1]
    return described


@pytest.mark.parametrize(("name", "struct", "path"), PAIRS, ids=lambda part: getattr(part, "__name__", str(part)))
def test_schema_and_type_have_the_same_fields(name: Any, struct: type[msgspec.Struct], path: tuple[str, ...]) -> None:
    properties = _object_at(name, path)["properties"]
    hints = typing.get_type_hints(struct)
    assert list(properties) == [field.encode_name for field in msgspec.structs.fields(struct)]
    for field, described in properties.items():
        choices = _choices(hints[field])
        if "enum" in described and choices:
            assert set(described["enum"]) == choices, field


def _choices(hint: Any) -> set[object]:
    """The values of a Literal, with None where it is optional; empty if it is no Literal."""
    if typing.get_origin(hint) is typing.Literal:
        return set(typing.get_args(hint))
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        parts = [_choices(part) for part in typing.get_args(hint) if part is not type(None)]
        if all(parts):
            return {None}.union(*parts)
    return set()


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("45000000000", "45000000000"),
        ("0.1", "0.1"),
        ("1.10", "1.10"),
        ("-2.1", "-2.1"),
        ("0.34567890123456789", "0.34567890123456789"),
    ],
)
def test_numbers_are_written_digit_for_digit(value: str, written: str) -> None:
    line = to_json(quantity(value=value)).decode()
    assert f'"value":{written},' in line
    assert msgspec.json.decode(line, type=Quantity).value == Decimal(value)


def test_a_record_survives_json() -> None:
    assert msgspec.json.decode(to_json(record()), type=Record) == record()


def test_a_record_without_the_fields_that_came_later_is_valid() -> None:
    made = record(facts=(fact(period=Period("in the quarter", "2025-07-01", "2025-09-30", "fiscal")),))
    plain = msgspec.to_builtins(made, builtin_types=(Decimal,))
    for stated in plain["facts"]:
        del stated["contradicts"], stated["period"]["basis"]
        for name in ("basis", "segment", "geography"):
            del stated["metric"][name]
    registry = jsonschema_rs.Registry([(schema(name)["$id"], schema(name)) for name in SCHEMA_NAMES])
    assert jsonschema_rs.validator_for(schema("record"), registry=registry).is_valid(plain)
    assert "basis" not in plain["facts"][0]["metric"]
