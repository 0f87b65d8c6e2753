"""Whom descriptions and pronouns mean. Marked ones must be resolved as marked; an empty mark must stay open."""

from __future__ import annotations

import pytest

from tests.companies.reading import read, unmark

DESCRIPTIONS = [
    "[[Deutsche Bank|Deutsche Bank]] returned to profit. {{The lender|Deutsche Bank}} set aside more for bad loans.",
    (
        "[[Intel|Intel]] posted a loss. {{The Santa Clara-based company|Intel}} will cut jobs, "
        "{{the chipmaker|Intel}} said."
    ),
    (
        "[[Toyota|Toyota]] and [[Barclays|Barclays]] reported. {{The bank|Barclays}} beat forecasts, "
        "{{the carmaker|Toyota}} did not."
    ),
    "[[Deutsche Bank|Deutsche Bank]] and [[UniCredit|UniCredit]] met. {{The Italian bank|UniCredit}} wants more.",
    "[[Lyft|Lyft]], {{the smaller rival|Lyft}} of others, sank 7%.",
    "[[Coinbase|Coinbase]], {{the exchange|Coinbase}}, gave up 11%.",
    "[[Tencent|Tencent]] said sales rose. Shares of {{the Chinese company|Tencent}} gained.",
    "[[Persimmon|Persimmon]] built more homes. {{The UK housebuilder|Persimmon}} expects more.",
    (
        "[[Inditex|Inditex]] reported. Sales at {{the owner of Zara, Pull&Bear and Bershka|Inditex}} climbed. "
        "{{It|Inditex}} opened shops."
    ),
    (
        "[[Shell|Shell]] said that [[Shell|Shell]] pumped less oil. Prices were lower.\n\n"
        "Ann Stone is leaving [[Peloton|Peloton]]. {{The company|Peloton}} will shed jobs."
    ),
]

SEVERAL = [
    (
        "[[Microsoft|Microsoft]] agreed to buy [[LinkedIn|LinkedIn]] for cash. "
        "{{The companies|Microsoft+LinkedIn}} hope to close in May."
    ),
    (
        "[[Microsoft|Microsoft]] agreed to buy [[LinkedIn|LinkedIn]] for cash. {{The acquirer|Microsoft}} "
        "fell, {{the target|LinkedIn}} rose."
    ),
    "[[Toyota|Toyota]] rose 1% and [[Honda|Honda]] fell 2%. {{Both|Toyota+Honda}} had reported earlier.",
    (
        "[[Hermes|Hermes]] trades at a premium to [[LVMH|LVMH]]. Analysts like {{the former|Hermes}}, but "
        "not {{the latter|LVMH}}."
    ),
]

PAIRS = [
    (
        "[[Hermes|Hermes]] sells bags.\n\nBags are also what [[LVMH|LVMH]] sells. Prices rose. Analysts like "
        "{{the former|Hermes}}, but not {{the latter|LVMH}}."
    ),
]

PRONOUNS = [
    "Orders at [[Honda|Honda]] fell and those of [[Toyota|Toyota]] include {{its|Toyota}} foreign units.",
    "[[Pfizer|Pfizer]] cut its outlook. {{It|Pfizer}} expects sales of $60 billion.",
    "[[Pfizer|Pfizer]] said {{it|Pfizer}} would cut {{its|Pfizer}} dividend.",
    "[[Honda|Honda]] said profit fell 15%. {{It|Honda}} cut {{its|Honda}} full-year sales goal.",
]

OPEN = [
    "The Federal Reserve met on Tuesday. {{It|}} raised rates.",
    "[[Honda|Honda]] and [[Toyota|Toyota]] rose on Monday. {{It|}} is likely that rates will fall.",
    "[[Barclays|Barclays]] and [[Lloyds|Lloyds]] rose equally in London. {{The lender|}} will report in May.",
    "[[Toyota|Toyota]] cars sell well. {{The airline|}} flies to Rome.",
    "[[Toyota|Toyota]] cars sell well. {{The airline|}} flies to Rome and {{its|}} fares rose.",
    "[[Pfizer|Pfizer]] issued bonds. [[Moody's|Moody's]] affirmed {{its|}} Baa1 rating.",
    "[[Honda|Honda]] planned a plant near Rome. Residents were against {{it|}} from the start.",
    (
        "[[Persimmon|Persimmon]] built more homes, [[Jefferies|Jefferies]] said. {{It|}} puts profit at 431 "
        "million pounds."
    ),
]


@pytest.mark.parametrize("marked", [*DESCRIPTIONS, *SEVERAL, *PAIRS, *PRONOUNS, *OPEN])
def test_reference(marked: str) -> None:
    text, marks = unmark(marked)
    found = read(text, model=True)
    meant = {mention.start: found.names(mention.companies) for mention in found.mentions if mention.kind != "name"}
    for shown, start, companies, is_name in marks:
        if not is_name:
            assert set(meant.get(start, ())) == set(companies), shown


def test_the_company_of_the_article() -> None:
    found = read("Pfizer guides to flat sales\n\nPfizer said sales will be flat. Eli Lilly is ahead, LSEG data showed.")
    assert found.home is not None
    assert found.companies[found.home].name == "Pfizer"


def test_a_market_report_has_no_company_of_its_own() -> None:
    found = read("Stocks fall again\n\nThe S&P 500 lost 2%. Tesla and Boeing dropped 7% and 8%.")
    assert found.home is None
