"""Furniture: texts in which ``⟦...⟧`` marks what must be found, and the promise that no fact of the gold set is cut."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsledger.articles.article import Article
from newsledger.cleaning import survey
from newsledger.resources import folder

GOLD = sorted((Path(__file__).parents[1] / "corpus" / "gold").glob("*.json"))

STORY = "Acme said on Monday that revenue rose 5% to $2 billion.\n\nIt hired 300 people, it said.\n\nThe stock fell 2%."

# What stands above the story, between headline and first paragraph.
TOPS = [
    "Published 01/09/2025, 14:52",
    "Published 01/09/2025, 14:52\n© Acme Pictures.",
    "By Jane Roe",
    "By Jane Roe and John Doe in London",
    "By a staff reporter\nOctober 30, 2024 6:12 PM EDT",
    "Markets Desk | Updated: Oct 10, 2024, 18:05 IST",
    "By a contributor · Nov 18, 2024 at 2:14 p.m. UTC · 3 min read",
    "Tuesday 7 January 2025, 07:48 GMT",
    "27 February 2024 • 5:31pm",
    "Zurich, 17.10.2024, 08:14 (updated 09:02)",
    "4 min read",
    "Reuters",
    "2024-10-30T18:12:00Z",
]

# What stands below the story.
BOTTOMS = [
    "Read next: Rival to buy 5 plants for $3 billion",
    "Also read: 5 stocks that doubled",
    "Related: Rival fined 1.8 billion euros",
    "More from Markets: why 401(k) savers should not panic",
    "Sign up for our newsletter: 10 things to know",
    "Subscribe for $1 a week",
    "Latest comments (12)\nLuca: sold at 2,750\n\nMia: I bought 300 shares",
    "Latest comments\n\nRisk Disclosure: Trading involves high risks; 80% of accounts lose money.\nPrices may differ.",
    "Risk Disclosure: Trading involves high risks, and 80% of accounts lose money.",
    "Disclaimer: capital at risk. 74% of accounts lose money.",
    "Copyright 2024. Delayed quotes by at least 15 minutes. Plans from $4.99 a month",
    "© 2007-2025 - Acme Media Limited. All Rights Reserved.",
    "(Reporting by Jane Roe; Editing by John Doe)",
    "Additional reporting in Beijing. Editing by the Asia desk. All times HKT",
    "Market data provided by Acme Feed. Subscribe for $1 a week",
    "Have you got a story? Call the City desk on 020 7946 0958",
    "For help, dial 1-800-555-0142",
    "Contact: Acme media relations, +1 (212) 555-0126",
    "About Acme: For 175 years we have made anvils in 12 countries.",
    "About Acme Corp\nAcme Corp makes anvils and employs 5,000 people in 12 countries.",
    "Forward-looking statements\nThis text has statements about 2026 that may differ by 10% or more.",
    "This release contains forward-looking statements. Results may differ by 10%.",
    "Tickets from £25 at the door",
    "Text NEWS to 12345 for the daily brief. 50p per message",
    "-END-",
    "Reuter",
]

# Lines that only a web page has, between two paragraphs.
MIDDLES = [
    "Advertisement",
    "Read more: Rival gains 5%",
    "Story continues below",
    "Share this article",
    "Also read | Rival gains 5%",
]

# Stories that begin or end like furniture and are none: nothing of them may be cut.
NO_FURNITURE = [
    "By the end of the year Acme expects 5% growth, it said.",
    "By 2026 sales will double, the bank said.",
    "About 300 people lost their jobs.",
    "About half of the $2 billion went to Acme, which hired 300 people.",
    "More than 300 people left.",
    "For more than a decade Acme has paid 5% a year.",
    "For investors the question is whether the 5% yield is safe.",
    "Reuters reported on Monday that Acme will pay $2 billion.",
    "Bloomberg said revenue rose 5% to $2 billion.",
    "Subscribers rose by 5% to 3 million.",
    "Fares from London fell 5%.",
    "Comments by the bank sent the shares 5% lower.",
    "Acme disclosed a stake of 5% in Rival.",
    "Call volumes rose 5% and messages 7%.",
    "Source code sales rose 5%.",
    "Share prices fell 5% in London.",
    "On Oct 3, 2024 Acme paid $5 million.",
    "Year ended December 31, 1986.",
    "Shares rose 5%, he told\nReuters.",
]


def marked(text: str) -> str:
    """The text without its furniture, dateline and white space."""
    kept, position = [], 0
    for start, end in survey(Article(text=text)).skip_spans():
        kept.append(text[position:start])
        position = end
    return "".join([*kept, text[position:]]).split("\n\n", 1)[-1].strip()


@pytest.mark.parametrize("top", TOPS)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_lines_above_the_story(top: str, gap: str) -> None:
    text = f"Acme gains on higher sales{gap}{top}{gap}{STORY}"
    layout = survey(Article(text=text))
    assert layout.title == (0, 26)
    assert "".join(text[mark.start : mark.end] for mark in layout.furniture) == top.replace("\n", "")
    assert text[layout.body[0].start :] == STORY


@pytest.mark.parametrize("bottom", BOTTOMS)
@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_lines_below_the_story(bottom: str, gap: str) -> None:
    text = f"Acme gains\n\n{STORY}{gap}{bottom}\n"
    layout = survey(Article(text=text))
    assert text[layout.body[-1].start : layout.body[-1].end].endswith("The stock fell 2%.")
    assert marked(text) == STORY


@pytest.mark.parametrize("middle", MIDDLES)
def test_lines_between_paragraphs(middle: str) -> None:
    first, rest = STORY.split("\n\n", 1)
    text = f"Acme gains\n\n{first}\n\n{middle}\n\n{rest}"
    assert [text[mark.start : mark.end] for mark in survey(Article(text=text)).furniture] == [middle]


@pytest.mark.parametrize("paragraph", NO_FURNITURE)
@pytest.mark.parametrize("place", ["first", "last", "only"])
def test_story_that_only_looks_like_furniture(paragraph: str, place: str) -> None:
    body = {"first": f"{paragraph}\n\n{STORY}", "last": f"{STORY}\n\n{paragraph}", "only": paragraph}[place]
    assert survey(Article(text=f"Acme gains\n\n{body}")).skip_spans() == []


def test_the_last_sentence_of_a_paragraph_may_be_furniture() -> None:
    text = f"Acme gains\n\n{STORY} With Reuters"
    layout = survey(Article(text=text))
    assert [(text[mark.start : mark.end], mark.kind) for mark in layout.furniture] == [("With Reuters", "credits")]
    assert text[layout.body[-1].start : layout.body[-1].end] == "The stock fell 2%."


def test_a_text_without_line_breaks_is_cut_where_the_notice_begins() -> None:
    text = (
        "Acme said revenue rose 5%. Latest comments Risk Disclosure: Trading in anvils involves high risks, 80% lose."
    )
    layout = survey(Article(text=text))
    assert [(text[mark.start :]) for mark in layout.furniture] == [text[27:]]
    assert text[layout.body[-1].start : layout.body[-1].end] == "Acme said revenue rose 5%."


def test_a_table_below_the_boilerplate_of_a_press_release_stays() -> None:
    table = "Three months to June\nRevenue $412.6 million\nProfit $31.2 million"
    text = f"Acme reports\n\n{STORY}\n\nAbout Acme\nAcme makes anvils in 12 countries.\n\n{table}"
    layout = survey(Article(text=text))
    assert [text[mark.start : mark.end] for mark in layout.furniture] == [
        "About Acme",
        "Acme makes anvils in 12 countries.",
    ]


@pytest.mark.parametrize("path", GOLD, ids=[path.stem for path in GOLD])
def test_no_fact_of_the_gold_set_is_cut(path: Path) -> None:
    article = json.loads(path.read_text(encoding="utf-8"))
    layout = survey(Article(text=article["text"]))
    story = [(piece.start, piece.end) for piece in layout.body]
    story += [layout.title] if layout.title else []
    outside = [
        fact["text"]
        for fact in article["facts"]
        if not any(start <= fact["start"] and fact["end"] <= end for start, end in story)
    ]
    assert outside == []


@given(
    st.lists(st.sampled_from([*BOTTOMS, *TOPS, *MIDDLES, *NO_FURNITURE, "Acme", " ", "    ", "\r", "\n"]), max_size=12)
)
def test_spans_are_in_order_within_the_text_and_apart(parts: list[str]) -> None:
    text = "\n".join(parts)
    layout = survey(Article(text=text))
    spans = sorted(
        [*layout.skip_spans(), *((piece.start, piece.end) for piece in layout.body), *filter(None, [layout.title])]
    )
    assert layout.skip_spans() == sorted(layout.skip_spans())
    position = 0
    for start, end in spans:
        assert position <= start < end <= len(text)
        position = end


def test_the_lexicon_is_sound() -> None:
    with (folder("lexicons") / "furniture.toml").open("rb") as table:
        rows = tomllib.load(table)
    for cue in rows["cue"]:
        assert set(cue) <= {"kind", "where", "reach", "starts", "whole", "patterns", "contains", "inside"}
        assert cue["where"] in ("top", "bottom", "anywhere")
        assert cue.get("reach", "line") in ("line", "section", "end")
        for words in cue.get("starts", []) + cue.get("whole", []):
            assert words == words.lower() and words.strip(), words
        for name in ("starts", "whole"):
            assert len(cue.get(name, [])) == len(set(cue.get(name, [])))
        for pattern in cue.get("patterns", []) + cue.get("contains", []):
            assert re.compile(pattern).groups == 0, pattern
