"""What a notebook shows of records, frames and Docs."""

from __future__ import annotations

from html.parser import HTMLParser

import msgspec
import pytest
from spacy import displacy

import newsledger
from newsledger.frames import to_frames
from tests.browser.reports import honest, hostile
from tests.builders import record


class _Seen(HTMLParser):
    """The tags and texts of some HTML, and whether every tag is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.styled: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if self.open and self.open[-1] == "span":
            self.styled.append(data)


def _seen(html: str) -> _Seen:
    seen = _Seen()
    seen.feed(html)
    assert seen.open == []
    return seen


def test_a_record_shows_its_sentences_highlighted_and_its_facts() -> None:
    _, made = honest()
    seen = _seen(made._repr_html_())
    assert seen.styled[1:5] == ["Acme Corp", "5%", "$2 billion", "$1.9 billion"]
    cells = "|".join(seen.texts)
    assert "USD 2bn|Acme|revenue|level|2025|actual|0.90" in cells
    assert "5%|Acme|revenue|▲ change|2025-09-01|actual|Acme|0.90" in cells


def test_nothing_of_an_article_becomes_markup() -> None:
    (_, made), _ = hostile()
    wanted = {"div", "p", "strong", "br", "span", "table", "thead", "tbody", "tr", "th", "td"}
    assert set(_seen(made._repr_html_()).tags) <= wanted
    assert set(_seen(to_frames([made])._repr_html_()).tags) <= wanted


def test_a_record_without_facts_says_so() -> None:
    assert "no figures found" in record(facts=())._repr_html_()


def test_long_records_are_cut_and_say_so() -> None:
    _, made = honest()
    many = tuple(msgspec.structs.replace(made.facts[0], fact_id=f"{number:016x}") for number in range(60))
    html = msgspec.structs.replace(made, facts=many)._repr_html_()
    assert html.count("<tr>") == 51
    assert "and 10 more facts" in html


def test_frames_show_counts_and_facts() -> None:
    _, made = honest()
    html = to_frames([made])._repr_html_()
    assert "1 articles · 1 companies · 2 mentions · 6 facts" in html
    assert "$1.9 billion" in html


@pytest.mark.parametrize(("group", "word"), [("figures", "money"), ("companies", "Acme")])
def test_displacy_draws_the_spans(group: str, word: str) -> None:
    doc = newsledger.load()("Acme gains\n\nAcme Corp said revenue rose 5% to $2 billion.")
    html = displacy.render(doc, style="span", options={"spans_key": group}, jupyter=False, page=False)
    assert word in html
