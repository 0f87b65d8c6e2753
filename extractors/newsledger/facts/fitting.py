"""Which metrics a figure can state at all, by its kind, its unit and its size."""

from __future__ import annotations

import re
from functools import cache

from newsledger.facts.frames import Frame
from newsledger.facts.vocabulary import counted_sorts, metrics, unit_metrics, unit_sorts, word_class
from newsledger.records import Quantity

LARGEST = {
    "eps": 1_000_000,
    "share_price": 200_000,
    "price_target": 200_000,
    "exchange_rate": 100_000,
    "commodity_price": 5_000_000,
    "product_price": 300_000_000,
}
"""Amounts above which a figure is no price of a share, of a currency, of a commodity or of a thing in a shop (a
company can have such a "price tag"), in any currency of world news."""

SMALLEST = {
    "contract_value": 10_000,
    "market_cap": 100_000,
    "ipo_proceeds": 10_000,
    "funding_round": 10_000,
    "debt_issue": 10_000,
    "investment": 10_000,
}
"""Amounts below which a figure is a price of something else ("the September contract settled at $7.28")."""

UNLIMITED = 10**30


def fits(metric: str, kinds: frozenset[str], frame: Frame) -> bool:
    """Whether this figure can state the metric, by its kind (one of ``kinds``, if there are any) and its size."""
    kind = frame.kind
    if kinds and kind not in kinds:
        return False
    if metric in PRODUCTS and frame.figure.quantity.unit in SECURITIES:
        return False
    unit = frame.figure.quantity.unit
    if metric == "stake_count" and kind == "count" and unit and unit not in SECURITIES and counts_things(frame):
        return False
    if metric in STAFF and counts_things(frame):
        return False
    if kind in ("count", "measure") and not counts(metric, told_sort(frame)):
        return False
    return can_state(metric, kind) and (kind != "money" or sized(metric, frame))


PRODUCTS = frozenset({"sales_volume", "production", "inventory"})

SECURITIES = frozenset({"share", "American depositary share", "coin", "bitcoin", "contract"})
"""What is traded and not made: "volume was <24.2 billion shares>" is none of a product."""


STAFF = frozenset({"headcount", "job_cuts", "employment"})

PEOPLE = STAFF | {"users", "stores"}
"""Metrics that count people and the places they shop at: no ships, orders or tonnes state them."""

CRAFT = word_class("craft")


def counts_things(frame: Frame) -> bool:
    """Whether the figure counts things rather than people: "<205 aircraft>"."""
    quantity = frame.figure.quantity
    unit = quantity.unit.rpartition(" ")[2] if quantity.unit else ""
    suggested = unit_metrics().get(unit) if unit not in ("unit", "passenger") else None
    return unit in CRAFT or (suggested is not None and suggested not in PEOPLE)


SCALE_WORDS = re.compile(
    r"(?i)(?<![a-z])(?:mn|mln|million|bn|bln|billion|tn|trn|trillion|lakhs?|crores?|thousand)|\d[km]\b"
)
"""What the price of a thing in a shop is written without."""

SCALES = re.compile(
    r"(?i)(?:thousand|mn|mln|million|bn|bln|billion|tn|trn|trillion|lakhs?|crores?|dozen|hundred|[km])$"
)


def told_unit(quantity: Quantity) -> str:
    """The unit of things, if the figure itself tells it; one inherited from words apart from it is not told.

    >>> # "12,000 people": "person"; "<12,000>" after "customers": ""
    """
    text = quantity.text.strip()
    return quantity.unit or "" if text[-1:].isalpha() and not SCALES.search(text) else ""


PERSONS = re.compile(r"(?:er|or|ist|[icm]an|men|ee|ant|ese)$")
"""How nouns end that name people by what they do; those that name things in spite of it are in the table of units."""


@cache
def sort_of(unit: str) -> str:
    """What sort of thing a unit counts: of a noun that the table does not know people or things, by how it ends.

    >>> # "welder": "staff"; "cardholder": "customer"; "bagel": "thing"; "rambler": "people"; "": ""
    """
    if not unit:
        return ""
    head = unit.rpartition(" ")[2]
    known = unit_sorts().get(unit) or unit_sorts().get(head)
    return known or ("people" if PERSONS.search(head) else "thing")


@cache
def sort_of_word(low: str) -> str:
    """What sort of thing a noun names that stands in the text, in either number; nothing for one not in the table.

    >>> # "lorries": "goods"; "deckhand": "staff"; "ambition": ""
    """
    forms = [low, low.removesuffix("s"), low.removesuffix("es")]
    if low.endswith(("ies", "men")):
        forms.append(low[:-3] + ("y" if low[-1] == "s" else "man"))
    return next((unit_sorts()[form] for form in forms if form in unit_sorts()), "")


def told_sort(frame: Frame) -> str:
    """What sort of thing the figure's own words say that it counts; nothing, if they do not say."""
    return sort_of(told_unit(frame.figure.quantity))


def counts(metric: str, sort: str) -> bool:
    """Whether things of a sort state a metric when they are counted: seats are no people hired."""
    sorts = counted_sorts().get(metric)
    return not sort or sorts is None or sort in sorts


def sized(metric: str, frame: Frame) -> bool:
    """Whether an amount of money is neither too small nor too large for the metric."""
    return SMALLEST.get(metric, 0) <= abs(frame.figure.quantity.value) <= LARGEST.get(metric, UNLIMITED)


@cache
def can_state(metric: str, kind: str) -> bool:
    """Whether figures of the kind state the metric: its level in a kind of its own, its change in percent."""
    row = metrics()[metric]
    if kind in row.kinds:
        return True
    if kind in ("percent", "multiple"):
        return metric != "stake_count"
    if kind in ("percentage_point", "basis_point"):
        return (row.rate and metric not in ("probability", "premium", "survey_share")) or metric in (
            "gdp",
            "comparable_sales",
            "revenue",
            "inflation",
            "capacity",
            "sales_volume",
            "share_price",
            "index_level",
        )
    if kind == "index_point":
        return metric == "index_level"
    if kind == "measure":
        return "count" in row.kinds and metric not in ("headcount", "users", "stores", "stake_count", "employment")
    return False
