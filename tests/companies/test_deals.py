"""Which deals a text tells of: a table of sentences, each with its buyer and whom it wants."""

from __future__ import annotations

import pytest

from newsledger.companies.deals import Deal, deal_at
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
    ("Microsoft will buy all the outstanding shares of LinkedIn.", [("Microsoft", "LinkedIn")]),
    ("Microsoft strikes $26 billion deal for LinkedIn.", [("Microsoft", "LinkedIn")]),
    ("Microsoft has won the race for LinkedIn.", [("Microsoft", "LinkedIn")]),
    ("Microsoft raises LinkedIn bid to $200 a share.", [("Microsoft", "LinkedIn")]),
    ("Microsoft has improved its takeover proposal for LinkedIn.", [("Microsoft", "LinkedIn")]),
    ("Microsoft will pay $196 in cash for each LinkedIn share.", [("Microsoft", "LinkedIn")]),
    ("Microsoft would buy shares of LinkedIn.", []),
    ("Microsoft lifts LinkedIn stake to 12%.", []),
    ("Microsoft raised its price target for LinkedIn.", []),
    ("Microsoft signed a deal for Google cloud services.", []),
    ("Microsoft to Buy LinkedIn for $26 Billion, Outbidding Google", [("Microsoft", "LinkedIn")]),
    ("Microsoft seals $26bn LinkedIn takeover at third attempt", [("Microsoft", "LinkedIn")]),
    ("LinkedIn weighs Microsoft approach, shares jump 17%", [("Microsoft", "LinkedIn")]),
    ("Microsoft raised to Buy by Barclays", []),
    # the owner of a brand is meant, not the brand
    ("Microsoft bids for the owner of LinkedIn.", []),
    ("Microsoft sweetens bid for 7-Eleven owner. Seven & i did not comment.", [("Microsoft", "Seven & i")]),
]


@pytest.mark.parametrize(("text", "wanted"), DEALS)
def test_deals(text: str, wanted: list[tuple[str, str]]) -> None:
    found = read(text)
    assert [found.names((deal.buyer, deal.seller)) for _, deal in found.deals] == wanted


def test_passing_deal() -> None:
    told = [(0, Deal(0, 1)), (6, Deal(2, 3))]
    spoken = [deal_at(told, sentence) for sentence in (3, 6, 7, 8)]
    assert spoken == [Deal(0, 1), Deal(2, 3), Deal(2, 3), Deal(0, 1)]
