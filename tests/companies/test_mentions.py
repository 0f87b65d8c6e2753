"""Which words of a text name companies: marked texts, each checked whole, so that an unmarked name is an error too."""

from __future__ import annotations

import pytest

from tests.companies.reading import named, read, unmark

KNOWN = [
    "Sales rose at [[Baidu|Baidu]], [[Alibaba|Alibaba]] and [[Tencent|Tencent]].",
    "[[Microsoft|Microsoft]]-backed [[OpenAI|OpenAI]] raised more money.",
    "[[J.P. Morgan|JPMorgan Chase]] and [[JP Morgan|JPMorgan Chase]] are the same bank.",
    "Orders at [[Marks and Spencer|Marks & Spencer]] rose while [[L’Oréal|L'Oreal]] slipped.",
    "[[Alibaba Group Holding Ltd|Alibaba]] said sales rose.",
    "[[Morgan Stanley|Morgan Stanley]]'s profit fell.",
    "[[NVIDIA|Nvidia]] shares rose. [[Nvidia|Nvidia]] makes chips.",
    "[[Seven & i Holdings|Seven & i]] expects to earn less. [[Seven & i|Seven & i]] shares fell.",
    "Tycoon Zoltar Quimby-led [[Reliance Industries Ltd|Reliance Industries]] posted a profit.",
    "- Diluted earnings per share of $0.94",
    "[[Capital One|Capital One]] swallowed [[Discover|Discover Financial]] in May.",
    "U.S. West Texas Intermediate crude rose.",
    "European shares rose after Asian shares had fallen.",
    "[[Mars|Mars]] sells M&M's and Snickers.",
    "[[Bain Capital|Bain Capital]] sold a chain of shops.",
]

WORDS = [
    "[[Next|Next]] has raised its profit guidance after a good Christmas.",
    "Next week brings the figures that traders are waiting for.",
    "[[Target|Target]] warned that freight would eat into its margins.",
    "Target prices were cut across the sector.",
    "Shares of [[Apple|Apple]] rose. Buyers of apple juice had a good year in Kent.",
    "[[Shell|Shell]]'s profit beat forecasts.",
    "Shell companies hide owners from the taxman.",
    "Total revenues rose and net sales fell.",
    "[[Visa|Visa]] and [[Mastercard|Mastercard]] cut their fees; visa rules did not change.",
]

PERSONS = [
    "Harrison Ford came to the opening on Monday. Ford said that he was tired.",
    "Bill Ford spoke for [[Ford Motor Co|Ford]] on Monday. [[Ford|Ford]] said it would hire 500 people.",
    "Mr Shell bought a boat and a house.",
    (
        "Shares of [[Huntsman|Huntsman]] rose. Peter Huntsman spoke on Monday, and [[Huntsman|Huntsman]] chief "
        "financial officer Ann Lee agreed."
    ),
    "Jamie Dimon of [[JPMorgan|JPMorgan Chase]] said that Dimon would stay.",
]

UNKNOWN = [
    "[[Dunmore Holdings Ltd|Dunmore]] said profit rose. [[Dunmore|Dunmore]] shares fell.",
    "[[Harbour North Co|Harbour North]] and [[Castle Weaving Inc|Castle Weaving]] agreed to merge.",
    "Shares of [[Wendlebury Robotics|Wendlebury Robotics]] doubled on their first day.",
    "The crypto venue [[Koinbarn|Koinbarn]] froze withdrawals.",
    "[[Quarrystone Capital|Quarrystone Capital]] and existing backer [[Fernhollow|Fernhollow]] joined in.",
    (
        "[[Lisbon Tram Works SA|Lisbon Tram Works]] ([[LTW|Lisbon Tram Works]]) lost money. "
        "[[LTW|Lisbon Tram Works]] expects more."
    ),
    "The Finance Director of [[Global Estuary Development PLC|Global Estuary Development]] resigned.",
    (
        "[[PENHALLOW COPPER CORP|Penhallow Copper]] SEES LOSS\n\n[[Penhallow Copper Corp|Penhallow Copper]] "
        "said it expects a loss."
    ),
    (
        "[[PENHALLOW COPPER|Penhallow Copper]] SEES LOSS\n\n[[Penhallow Copper Corp|Penhallow Copper]] said "
        "it expects a loss."
    ),
    '"Demand is fine," said Zdenka Mrkvova of [[Pikehurst|Pikehurst]], who has a target of $40.',
    "[[Wrenfield Homes|Wrenfield Homes]] slid 9% to 88p.",
    "[[Larkmere|Larkmere]], another brewer, dipped on Tuesday.",
    "[[Dunmore Holdings Ltd|Dunmore]] opened a second concentrator at Quillabrea on Monday.",
    "[[Dunmore Holdings Ltd|Dunmore]] grew. Its three divisions diverged. At Construction Industries, sales fell.",
    "At Wind & Water Reinsurance, the biggest of its divisions, costs fell.",
    "[[Canada Ltd|Canada]] sold a plant. Sales in Canada and in Mexico rose.",
    (
        "[[GFU|General Foundry Utilities]] DECLARES "
        "DIVIDEND\n\n[[General Foundry Utilities Corp|General Foundry Utilities]] said it would pay."
    ),
    "[[MERIDIAN|Meridian Assays]] LICENSES TEST\n\n[[Meridian Assays Inc|Meridian Assays]] said it licensed a test.",
    "MARKETS AS OF NOON",
]

NO_COMPANIES = [
    "The Bank of England held rates and the Federal Reserve cut them.",
    "The S&P 500 rose 1% and the Nikkei 225 fell 2%.",
    "China's exports rose while Germany's orders fell.",
    "She is Vice President of Operations and Head of Marketing.",
    "The Finance Ministry and the European Commission disagreed.",
    "Brazil, India and Mexico raised rates.",
]


@pytest.mark.parametrize("marked", [*KNOWN, *WORDS, *PERSONS, *UNKNOWN, *NO_COMPANIES])
def test_the_marked_names_and_no_others_are_mentions(marked: str) -> None:
    text, marks = unmark(marked)
    expected = {(shown, start, companies[0]) for shown, start, companies, is_name in marks if is_name}
    assert named(read(text), text) == expected


MODEL = [
    "Revenue at [[Lumenloop|Lumenloop]] rose 20% to $3 million, [[Lumenloop|Lumenloop]] said.",
    "[[Barclays|Barclays]] and [[Aldgate Securities|Aldgate Securities]] led the offering of $300 million.",
    "Inflation fell to 2% in May, the Labor Department said.",
]


@pytest.mark.parametrize("marked", MODEL)
def test_the_model_adds_names_that_nothing_else_shows(marked: str) -> None:
    text, marks = unmark(marked)
    expected = {(shown, start, companies[0]) for shown, start, companies, is_name in marks if is_name}
    assert named(read(text, model=True), text) == expected


@pytest.mark.parametrize(
    ("text", "publisher", "expected"),
    [
        ("A minister told Reuters that rates would fall.", "Reuters", set()),
        ("Prices will fall, the minister told Reuters.", None, set()),
        ("The Financial Times reported that the two were in talks.", "Reuters", {"Financial Times"}),
    ],
)
def test_a_publisher_is_a_company_only_where_it_acts(text: str, publisher: str | None, expected: set[str]) -> None:
    assert {company.name for company in read(text, publisher=publisher).companies} == expected


def test_nothing_is_read_from_furniture() -> None:
    text = (
        "Pfizer gains 3%\n\nPfizer said on Tuesday that sales rose 3%.\n\nRead next: Apple services sales seen up 14%"
    )
    assert [company.name for company in read(text).companies] == ["Pfizer"]


def test_scores_are_shares_and_mentions_stand_in_order() -> None:
    found = read("Pfizer gains\n\nPfizer said sales rose. The drugmaker expects more. It cut costs.", model=True)
    (pfizer,) = found.companies
    assert 0.9 <= pfizer.type_score <= 1.0
    assert 0.9 <= pfizer.link_score <= 1.0
    starts = [mention.start for mention in pfizer.mentions]
    assert starts == sorted(starts)
    assert {mention.kind for mention in pfizer.mentions} == {"name", "description", "pronoun"}


PLACED = [
    "[[Tesla|Tesla]]'s solid quarter came as a surprise.",
    "He tried to take [[Tesla|Tesla]] private in 2018.",
    "The [[Tesla|Tesla]] boss flew to Beijing.",
    "Its mill at Snowflake, Ariz., stands idle, as do two in Devon and near Hartford.",
    "Rivals such as [[Cablevane|Cablevane]] and [[Fibrewick|Fibrewick]] won customers.",
    'Margins are thin, said Helen Lammers of [[Bankhaus Tellow|Bankhaus Tellow]]. "They earn half."',
    "Economists polled by [[Quarterdeck Data|Quarterdeck Data]] had hoped for more.",
    "[[Rohalt|Rohalt]] s sales rose. It bought Kelm.",
    "[[Autobath Corp|Autobath]] sold its [[Autobath Franchising Corp|Autobath Franchising]] unit.",
    "It cut to B-minus [[General Winch Corp|General Winch]]'s rating.",
    "FOREX-Yen slips to three-week low",
    (
        "[[LAUREL MONKEY GROUP|Laurel Monkey]] AMENDS CHARTER\n\n[[Laurel Monkey Group Inc|Laurel Monkey]] said "
        "it amended its charter."
    ),
    "[[EASTERN SHORE BOND FUND|EASTERN SHORE BOND FUND]] SETS PAYOUT\n\nQtly div 40 cts vs 40 cts prior",
    (
        "[[PENNYFORD|J.C. Pennyford]] SETS STOCK SPLIT\n\n[[J.C. Pennyford Co Inc|J.C. Pennyford]] said it "
        "declared a stock split."
    ),
    "[[Meadow Savings and Loan Association|Meadow]] said its president resigned.",
]


@pytest.mark.parametrize("marked", PLACED)
def test_what_stands_around_a_name_decides(marked: str) -> None:
    text, marks = unmark(marked)
    expected = {(shown, start, companies[0]) for shown, start, companies, is_name in marks if is_name}
    assert named(read(text), text) == expected


def test_the_last_names_of_a_list_of_examples_are_companies_too() -> None:
    text = "Security companies, such as Immunota, Axonelle and Securane, attracted interest."
    assert {shown for shown, _, _ in named(read(text), text)} == {"Immunota", "Axonelle", "Securane"}
