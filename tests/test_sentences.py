"""Sentence bounds: a table of cases in which ``¦`` marks every bound, and what must hold for any text."""

from __future__ import annotations

import re
import tomllib
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsledger.articles.article import Article, compose
from newsledger.cleaning import survey
from newsledger.resources import folder
from newsledger.sentences import LONGEST, split

# One paragraph of a story in each case; it follows a headline, so that nothing in it is taken for one.
ONE_PARAGRAPH = [
    "Sales rose. ¦Costs fell.",
    "Acme Inc. said sales rose. ¦The stock fell.",
    "It was bought by Acme Inc. ¦The price was not given.",
    "Acme Corp. Chief Executive Ann Roe left. ¦She was 60.",
    "The U.S. Treasury sold bonds. ¦Yields rose.",
    "Demand fell in the U.S. ¦In Europe it rose.",
    "The world's No. 1 miner dug more. ¦It sold less.",
    "Shares rose 4.5 percent. ¦Bonds fell 1.25 points.",
    "It opened at 9:30 a.m. in New York. ¦Volume was thin.",
    "Trading ended at 4 p.m. ¦The index rose.",
    "It opens at 8 a.m. Eastern time. ¦It closes late.",
    "It told analysts at 6 p.m. Brasilia time. ¦They listened until 7 p.m. New York time.",
    "It met from Nov. 11 to Sept. 17. ¦Nothing was said.",
    "Mr. Roe and Dr. Doe met Sen. Poe. ¦They agreed.",
    "J. P. Roe and Ann B. Doe resigned. ¦Both were 60.",
    "It made 5 cts vs. 4 cts. ¦Sales doubled.",
    '"We are done." ¦Roe left.',
    '"We are done," he said. ¦"It is over."',
    '"Are we done?" he asked. ¦"Yes!"',
    "“We grew.” ¦Costs fell.",
    "It was all true (the bank said so). ¦Costs fell.",
    "He said nothing ... and left. ¦Costs fell.",
    "He left... ¦Costs fell.",
    "Who pays? ¦Nobody knows! ¦Costs fell.",
    "Yahoo! Inc. said revenue fell. ¦It cut jobs.",
    "Sales came to $1.2bn. ¦eBay fell 3%. ¦iPhone sales rose.",
    "Sales rose in 2024. ¦5,000 jobs will go.",
    "Sales rose.The company hired. ¦Costs fell.",
    "The firm, i.e. the bank, paid approx. 5% of it. ¦Costs fell.",
    "Its Calif. plant closed. ¦It has one in Springfield, Ill. ¦The last in Ohio shut.",
    "Amazon.com and Booking.com grew. ¦Alibaba did not.",
    "It fell to 144.18 yen. ¦¥500 is next.",
    "The deal closed. ¦<ACM> rose.",
    "It paid Rs. 500 a share. ¦Costs fell.",
    "Sales rose,\nthe company said.\nCosts fell.",
]

# Whole texts, headline included; pieces are shown with white space made plain.
TEXTS: list[tuple[str, list[str]]] = [
    (
        "Acme gains\n\nSales rose. Costs fell.\n\nJobs go.\n",
        ["Acme gains", "Sales rose.", "Costs fell.", "Jobs go."],
    ),
    (
        "ACME NET RISES\n\nAcme Corp, the maker of\nrockets, said that profit rose to\n5 mln dlrs from 4.\n"
        "    Sales were up\nby a fifth.\n"
        "    It gave no outlook\n Reuter\n",
        [
            "ACME NET RISES",
            "Acme Corp, the maker of rockets, said that profit rose to 5 mln dlrs from 4.",
            "Sales were up by a fifth.",
            "It gave no outlook",
        ],
    ),
    (
        "ACME CORP 1ST QTR\n\nShr 52 cts vs 41 cts\n    Net 3,120,000 vs 2,410,000\n    Revs 48.2 mln vs 39.7 mln\n"
        "    NOTE: Results restated for a\n"
        "split in the quarter.\n",
        [
            "ACME CORP 1ST QTR",
            "Shr 52 cts vs 41 cts",
            "Net 3,120,000 vs 2,410,000",
            "Revs 48.2 mln vs 39.7 mln",
            "NOTE: Results restated for a split in the quarter.",
        ],
    ),
    (
        "Acme sells more\r\n\r\nSales, four weeks\r\nShops (2.1%)\r\nOnline +6.1%\r\n\r\nThe rest was flat.\r\n",
        ["Acme sells more", "Sales, four weeks", "Shops (2.1%)", "Online +6.1%", "The rest was flat."],
    ),
    (
        "Two makers report\n\nACME (NYSE: ACM)\n• Sales fell 10%. Costs rose.\n• Profit was $5m\n"
        "\nRIVAL\n• Sales rose 2%",
        [
            "Two makers report",
            "ACME (NYSE: ACM)",
            "• Sales fell 10%.",
            "Costs rose.",
            "• Profit was $5m",
            "RIVAL",
            "• Sales rose 2%",
        ],
    ),
    (
        "Acme gains\n\nLONDON, Nov 7 (Acme Wire) - Sales rose. Costs fell.\n\nRead next: Rival gains 5%\n",
        ["Acme gains", "Sales rose.", "Costs fell."],
    ),
    ("Acme gains 5%", ["Acme gains 5%"]),
    ("", []),
    (" \n\n\t\n", []),
]


def sentences(text: str) -> list[str]:
    layout = survey(Article(text=text))
    return [" ".join(text[sentence.start : sentence.end].split()) for sentence in split(text, layout)]


@pytest.mark.parametrize("marked", ONE_PARAGRAPH)
def test_stops_within_a_paragraph(marked: str) -> None:
    text = "Acme gains\n\n" + marked.replace("¦", "")
    expected = [" ".join(piece.split()) for piece in marked.split("¦")]
    if "\n" in marked:
        expected = ["Sales rose, the company said.", "Costs fell."]
    if "rose.The" in marked:
        expected = ["Sales rose.", "The company hired.", "Costs fell."]
    assert sentences(text)[1:] == expected


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_lines_rows_and_furniture(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_roles_and_paragraphs() -> None:
    text = "Acme gains\n\nSales rose. Costs fell.\n\nJobs go."
    found = split(text, survey(Article(text=text)))
    assert [(each.index, each.role, each.paragraph) for each in found] == [
        (0, "headline", 0),
        (1, "lede", 1),
        (2, "body", 1),
        (3, "body", 2),
    ]


def test_a_title_in_a_field_of_its_own_is_the_headline() -> None:
    text, title_end, body_start = compose("ACME <ACM> GAINS", "Acme Corp and Rival plan\nto merge.\n Reuter")
    found = split(text, survey(Article(text=text, title_end=title_end, body_start=body_start)))
    assert [(text[each.start : each.end], each.role) for each in found] == [
        ("ACME <ACM> GAINS", "headline"),
        ("Acme Corp and Rival plan\nto merge.", "lede"),
    ]


def test_a_text_without_stops_is_cut_at_spaces() -> None:
    text = "Acme gains\n\n" + "word " * 2000
    pieces = split(text, survey(Article(text=text)))[1:]
    assert max(piece.end - piece.start for piece in pieces) <= LONGEST
    assert all(text[piece.start : piece.end].startswith("word") for piece in pieces)
    assert sum(text[piece.start : piece.end].count("word") for piece in pieces) == 2000


PIECES = [
    *"aAbZ.!?… \n\r\t\"'”)(0159$%-–•,:\u2028é中",
    "Inc.",
    "U.S. ",
    " The ",
    "\n\n",
    "    ",
    "© ",
    "Read next:",
    " Reuter",
]
PROSE = st.lists(st.sampled_from(PIECES), max_size=200).map("".join)


@given(PROSE)
def test_bounds_are_in_order_and_cover_the_story(text: str) -> None:
    layout = survey(Article(text=text))
    found = split(text, layout)
    position = 0
    for index, sentence in enumerate(found):
        assert sentence.index == index
        assert position <= sentence.start < sentence.end <= len(text)
        shown = text[sentence.start : sentence.end]
        assert shown == shown.strip()
        position = sentence.end
    covered = {place for each in found for place in range(each.start, each.end)}
    skipped = {place for start, end in layout.skip_spans() for place in range(start, end)}
    assert not covered & skipped
    assert all(text[place].isspace() for place in range(len(text)) if place not in covered and place not in skipped)


@pytest.mark.parametrize(
    "unit",
    ["Acme Inc. rose. ", '.")', "?!", "A.B.", "... ", "\n", " \n", "\u00a0", "A ", "x\n\n", "(", "1.", "© ", "- "],
)
def test_time_is_linear(unit: str) -> None:
    def seconds(count: int) -> float:
        text = unit * count
        start = perf_counter()
        split(text, survey(Article(text=text)))
        return perf_counter() - start

    seconds(100)
    small = min(seconds(2_000) for _ in range(3))
    assert seconds(40_000) < 20 * small * 5 + 0.5


def test_the_lexicon_is_sound() -> None:
    with (folder("lexicons") / "abbreviations.toml").open("rb") as table:
        rows: dict[str, list[str]] = tomllib.load(table)
    assert set(rows) == {"before_name", "before_number", "inside", "marks", "openers", "time_goes_on"}
    for name, words in rows.items():
        assert len(words) == len(set(words)), name
        if name == "marks":
            assert all(re.search(r"[!?]$", word) for word in words)
        else:
            assert not any(word.endswith(".") for word in words), name
    assert not set(rows["before_name"]) & set(rows["inside"])
