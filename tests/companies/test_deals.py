"""Which deals a text tells of: a table of sentences, each with its buyer and whom it wants."""

from __future__ import annotations

import pytest

from tests.companies.reading import read

DEALS = [
    ("Microsoft agreed to acquire LinkedIn for $26 billion.", [("Microsoft", "LinkedIn")]),
    ("Microsoft's purchase of LinkedIn needs approval.", [("Microsoft", "LinkedIn")]),
    ("LinkedIn was bought by Microsoft.", [("Microsoft", "LinkedIn")]),
    ("The takeover of LinkedIn by Microsoft is done.", [("Microsoft", "LinkedIn")]),
    ("Currys rejected a sweetened 67 pence-a-share approach from Microsoft.", [("Microsoft", "Currys")]),
    ("Currys fends off $9.8 billion Microsoft bid.", [("Microsoft", "Currys")]),
    ("Currys sends Microsoft packing.", [("Microsoft", "Currys")]),
    ("Microsoft is offering $64 for each LinkedIn share.", [("Microsoft", "LinkedIn")]),
    ("Microsoft bought 12 million shares from LinkedIn.", []),
    ("Microsoft completed the purchase of LinkedIn's Canadian arm.", []),
    ("Microsoft was raised to buy by Barclays.", []),
    ("Microsoft and LinkedIn rose.", []),
]


@pytest.mark.parametrize(("text", "wanted"), DEALS)
def test_deals(text: str, wanted: list[tuple[str, str]]) -> None:
    found = read(text)
    assert [found.names((deal.buyer, deal.seller)) for _, deal in found.deals] == wanted
