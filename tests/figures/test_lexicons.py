"""The tables of the figure reader hold together: a broken row fails here with its name."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from importlib.resources import files

import pytest

from newsledger.figures import find_figures
from newsledger.figures.tokens import Tokens
from newsledger.figures.vocabulary import rows, vocabulary

VOCABULARY = vocabulary()
KEYS = {
    "currency_words.csv": "written",
    "scales.csv": "written",
    "units.csv": "written",
    "nouns.csv": "plural",
    "per_nouns.csv": "written",
    "modifiers.csv": "written",
    "number_words.csv": "word",
    "collectives.csv": "word",
    "table_rows.csv": "label",
    "asked_units.csv": "written",
    "currencies.csv": "code",
    "currency_quotes.csv": "word",
    "home_words.csv": "word",
    "publishers.csv": "name",
}
PLACES = {
    "currency_words.csv": {"before", "after", "both", "attached", "attached_before", "shy"},
    "scales.csv": {"spaced", "attached", "any", "money", "letter"},
    "units.csv": {"any", "attached", "terse", "joined", "times", "both"},
    "modifiers.csv": {"before", "after"},
}


@pytest.mark.parametrize("name", KEYS)
def test_no_row_is_there_twice(name: str) -> None:
    written = [row[KEYS[name]] for row in rows(name)]
    assert sorted({word for word in written if written.count(word) > 1}) == []


@pytest.mark.parametrize("name", KEYS)
def test_no_cell_has_outer_space_and_no_row_odd_columns(name: str) -> None:
    for row in rows(name):
        assert None not in row, row
        assert all(cell is not None and cell == cell.strip() for cell in row.values()), row
        assert row[KEYS[name]]


@pytest.mark.parametrize("name", PLACES)
def test_places_are_known(name: str) -> None:
    assert {row["place"] for row in rows(name)} <= PLACES[name]


def test_currency_words_mean_known_currencies() -> None:
    for row in rows("currency_words.csv"):
        assert row["codes"].split(), row
        assert set(row["codes"].split()) <= VOCABULARY.codes, row
        assert Decimal(row["factor"]) in {Decimal("0.001"), Decimal("0.01"), Decimal(1), Decimal(10)}, row


def test_every_current_currency_is_read_by_code_and_by_name() -> None:
    for row in rows("currencies.csv"):
        if row["current"] != "yes":
            continue
        for text in (f"{row['code']} 12.5 million", f"12.5 million {row['code']}"):
            [figure] = find_figures(f"It paid {text} for it.")
            assert (figure.quantity.unit, figure.quantity.value) == (row["code"], Decimal(12_500_000)), text
        [figure] = find_figures(f"It paid 12.5 million {row['plural']} for it.")
        assert figure.quantity.kind == "money", row["plural"]
        assert figure.quantity.unit == row["code"], row["plural"]


def test_every_written_form_is_read_where_its_row_says() -> None:
    for row in rows("currency_words.csv"):
        written, factor = row["written"], Decimal(row["factor"])
        gap = "" if row["place"].startswith("attached") else " "
        texts = []
        if row["place"] in ("before", "both", "attached_before"):
            texts.append(f"{written}{gap}12.5")
        if row["place"] in ("after", "both", "attached", "shy"):
            texts.append(f"12.5{gap}{written}")
        for text in texts:
            [figure] = find_figures(f"It paid {text} for it.")
            assert figure.quantity.value == Decimal("12.5") * factor, text
            assert figure.quantity.unit in row["codes"].split(), text


def test_every_unit_is_read() -> None:
    for row in rows("units.csv"):
        gap = {"joined": "-", "attached": ""}.get(row["place"], " ")
        [figure] = find_figures(f"It was 7.5{gap}{row['written']} there.")
        quantity = figure.quantity
        assert (quantity.kind, quantity.unit) == (row["kind"], row["unit"]), row
        assert quantity.value == Decimal("7.5") * Decimal(row["factor"]), row
        assert quantity.per == (row["per"] or None), row


def test_every_noun_counts_from_its_floor() -> None:
    for row in rows("nouns.csv"):
        floor = int(row["floor"])
        [figure] = find_figures(f"It had {floor:,} {row['plural']}.")
        assert (figure.quantity.unit, figure.quantity.value) == (row["singular"], Decimal(floor)), row


def test_word_lists_are_in_order() -> None:
    for name in ("not_figures.toml", "figure_words.toml"):
        table = tomllib.loads(files("newsledger.lexicons").joinpath(name).read_text(encoding="utf-8"))
        for key, entries in table.items():
            assert entries, key
            assert sorted({entry for entry in entries if entries.count(entry) > 1}) == [], key
            assert all(Tokens(entry).count for entry in entries), key


def test_homes_and_quotes_name_known_countries_and_currencies() -> None:
    countries = {row["code"] for row in rows("countries.csv")}
    for name in ("home_words.csv", "publishers.csv"):
        assert {row["country"] for row in rows(name)} - {""} <= countries, name
    for row in rows("currency_quotes.csv"):
        assert set(row["codes"].split()) <= VOCABULARY.codes, row
        assert 0 < Decimal(row["least"]) < Decimal(row["most"]), row
        assert row["named"] in ("", "the"), row
