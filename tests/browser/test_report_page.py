"""The report in a real browser: what people see, click and type."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import counted, opened, reading
from tests.browser.reports import HONEST, honest_report, hostile_report
from tests.test_gold_files import problems

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

VIEWS = ("articles", "facts", "plots", "quarantine", "corrections")
CONTRAST = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return honest_report(tmp_path_factory.mktemp("honest"))


def test_figures_and_companies_stand_in_the_text_as_it_was(tab: Page, report: Path) -> None:
    opened(tab, report)
    assert tab.locator(".flow").text_content() == HONEST
    assert tab.locator(".flow a.figure").all_text_contents() == [
        *("5%", "$2 billion", "$1.9 billion", "$2.5 billion", "40 geese", "3,000 bottles")
    ]
    assert tab.locator(".flow .company").all_text_contents() == ["Acme", "Acme Corp"]


def test_a_figure_opens_its_fact_with_every_slot(tab: Page, report: Path) -> None:
    opened(tab, report)
    tab.click(".flow a.figure >> nth=0")
    panel = tab.locator(".panel")
    panel.locator("dt").first.wait_for()
    said = dict(
        zip(panel.locator("dt").all_text_contents(), map(_plain, panel.locator("dd").all_text_contents()), strict=True)
    )
    assert said == {
        "value": "5 percent",
        "unit": "percent decimals 0",
        "companies": "Acme",
        "subject": "revenue",
        "metric": "revenue “revenue” · us-gaap:Revenues",
        "measure": "change ▲ up",
        "signed value": "5",
        "period": "2025-09-01 “on Monday”",
        "comparison": "year over year “a year earlier”",
        "status": "actual",
        "attribution": "Acme “said”",
    }
    assert panel.locator(".rules code").all_text_contents() == ["metric.subject", "owner.focus"]
    assert "confidence 0.90" in panel.inner_text()
    assert panel.locator("blockquote").text_content() == HONEST[12:104]
    assert tab.locator(".flow a.figure[aria-current]").all_text_contents() == ["5%"]


def test_what_is_not_known_is_as_visible_as_the_rest(tab: Page, report: Path) -> None:
    opened(tab, report)
    assert tab.locator(".flow a.unknown").all_text_contents() == ["40 geese", "3,000 bottles"]
    assert "2 unknown" in tab.locator("#totals").inner_text()
    assert "1 in quarantine" in tab.locator("#totals").inner_text()
    tab.click("#totals >> text=2 unknown")
    counted(tab.locator("table.facts tbody tr"), 2)
    tab.click("#tabs >> text=Quarantine")
    assert "in/broken.jsonl" in tab.locator("main").inner_text()
    assert "this is no JSON object" in tab.locator("main").inner_text()


def test_the_table_filters_and_sorts(tab: Page, report: Path) -> None:
    opened(tab, report, "facts")
    rows = tab.locator("table.facts tbody tr")
    counted(rows, 6)
    tab.select_option("select[name=measure]", "level")
    counted(rows, 2)
    tab.click("button[type=reset]")
    counted(rows, 6)
    tab.fill("input[name=words]", "GEESE")
    counted(rows, 1)
    tab.fill("input[name=words]", "")
    tab.click("thead button:has-text('figure')")
    figures = ["5%", "40 thing", "3,000 thing", "USD 1.9bn", "USD 2bn", "USD 2.5bn"]
    reading(tab.locator("td[data-label=figure]"), figures)
    tab.click("thead button:has-text('figure')")
    reading(tab.locator("td[data-label=figure]"), figures[::-1])
    assert tab.locator("th[aria-sort]").get_attribute("aria-sort") == "descending"
    tab.click("td a:has-text('2.5bn')")
    tab.locator(".panel", has_text="forecast").wait_for()


def test_plots_tell_levels_previous_values_and_forecasts_apart(tab: Page, report: Path) -> None:
    opened(tab, report, "plots")
    marks = tab.locator("svg.series .point .mark")
    assert [mark.get_attribute("class") for mark in marks.all()] == ["mark previous", "mark level", "mark forecast"]
    looks = [mark.evaluate("node => node.tagName + getComputedStyle(node).fill") for mark in marks.all()]
    assert len(set(looks)) == 3
    tab.locator("svg.series .point").nth(2).focus()
    tab.keyboard.press("Enter")
    reading(tab.locator(".panel h2"), "$2.5 billion")
    opened(tab, report, "plots")
    tab.click("button[aria-label='Acme, revenue: 4 facts']")
    counted(tab.locator("table.facts tbody tr"), 4)


def test_keys_alone_are_enough(tab: Page, report: Path) -> None:
    opened(tab, report)
    shown = tab.locator(".panel h2")
    for key, figure in (("j", "5%"), ("j", "$2 billion"), ("k", "5%")):
        tab.keyboard.press(key)
        shown.filter(has_text=re.compile(f"^{re.escape(figure)}$")).wait_for()
    tab.keyboard.press("a")
    tab.locator(".panel", has_text="You said: right.").wait_for()
    tab.keyboard.press("Escape")
    tab.locator(".panel", has_text="Choose a figure").wait_for()
    tab.keyboard.press("?")
    tab.locator("dialog").wait_for()
    tab.keyboard.press("Escape")
    tab.locator("dialog").wait_for(state="hidden")
    tab.keyboard.press("2")
    tab.wait_for_selector("table.facts")
    tab.keyboard.press("/")
    tab.wait_for_selector("input[name=words]:focus")
    tab.keyboard.type("geese")
    counted(tab.locator("table.facts tbody tr"), 1)


def test_a_correction_becomes_a_gold_file_that_eval_runs_on(tab: Page, report: Path, tmp_path: Path) -> None:
    opened(tab, report, "articles/0/1")
    tab.keyboard.press("c")
    tab.fill("input[name=metric]", "no_such_metric")
    tab.click("button[type=submit]")
    tab.locator(".error", has_text="no metric").wait_for()
    tab.fill("input[name=metric]", "net_income")
    tab.fill("input[name=companies]", "Acme; Geese Ltd")
    tab.click("button[type=submit]")
    tab.locator(".panel", has_text="You corrected this fact.").wait_for()
    opened(tab, report, "articles/0/4")
    tab.click("text=No figure")
    _select(tab, "12 million euros")
    tab.click("text=Add the selected text")
    tab.fill("input[name=value]", "12000000")
    tab.fill("input[name=low]", "12000000")
    tab.fill("input[name=high]", "12000000")
    tab.fill("input[name=unit]", "EUR")
    tab.click("button[type=submit]")
    tab.reload()
    tab.click("#tabs >> text=Corrections")
    with tab.expect_download() as download:
        tab.click("#export")
    path = tmp_path / "corrections.json"
    download.value.save_as(path)
    (gold,) = json.loads(path.read_text(encoding="utf-8"))
    assert problems(gold) == ["company Geese Ltd: no mention"]
    facts = {fact["text"]: fact for fact in gold["facts"]}
    assert list(facts) == ["5%", "$2 billion", "$1.9 billion", "$2.5 billion", "3,000 bottles", "12 million euros"]
    assert (facts["$2 billion"]["metric"], facts["$2 billion"]["companies"]) == (["net_income"], ["Acme", "Geese Ltd"])
    assert [fact["optional"] for fact in gold["facts"]] == [True, False, True, True, True, False]
    done = subprocess.run(
        [sys.executable, "-m", "newsledger.cli", "eval", str(path), "--errors"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert re.search(r"^acme-\w+\t\$2 billion\tmetric\t\('net_income',\)\trevenue$", done.stdout, re.MULTILINE)


def test_a_checked_article_counts_whole(tab: Page, report: Path) -> None:
    opened(tab, report)
    tab.click("text=All else here is right")
    tab.click("#tabs >> text=Corrections")
    with tab.expect_download() as download:
        tab.click("#export")
    gold = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))[0]
    assert problems(gold) == []
    assert not any(fact["optional"] for fact in gold["facts"])


@pytest.mark.parametrize("view", [*VIEWS, "articles/0/0"])
def test_planted_markup_stays_text(tab: Page, tmp_path: Path, view: str) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    opened(tab, hostile_report(tmp_path), view)
    if view == "articles/0/0":
        tab.keyboard.press("c")
        tab.wait_for_selector("form.correction")
        tab.click("form.correction >> text=Cancel")
    tab.wait_for_timeout(100)
    assert tab.evaluate("window.planted") is None
    assert tab.evaluate("document.scripts.length") == 2
    counted(tab.locator("main img, main script, main svg[onload]"), 0)
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    if view in ("facts", "quarantine", "articles"):
        assert "<script>window.planted" in tab.locator("main").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", [*VIEWS, "articles/0/4"])
def test_contrast_is_that_of_wcag_aa(browser: Browser, report: Path, scheme: str, view: str) -> None:
    page = browser.new_page(color_scheme="dark" if scheme == "dark" else "light")
    opened(page, report, view)
    assert page.evaluate(CONTRAST) == []
    page.close()


def test_the_measure_of_contrast_sees_pale_text(browser: Browser, report: Path) -> None:
    page = browser.new_page()
    opened(page, report)
    page.evaluate("document.querySelector('h1').style.color = '#999'")
    assert [line.split()[0] for line in page.evaluate(CONTRAST)] == ["H1"]
    page.close()


def test_the_policy_stops_even_a_script_that_got_into_the_page(browser: Browser, report: Path) -> None:
    page = browser.new_page()
    opened(page, report)
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {textContent: 'planted = 1'}))")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"planted = 1\">')")
    page.wait_for_timeout(100)
    assert page.evaluate("typeof planted") == "undefined"
    page.close()


@pytest.mark.parametrize("view", [*VIEWS, "articles/0/4"])
def test_a_phone_shows_all_without_scrolling_sideways(browser: Browser, report: Path, view: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    opened(page, report, view)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    if view == "articles/0/4":
        chosen = page.locator(".flow a[aria-current]").bounding_box()
        panel = page.locator(".panel").bounding_box()
        assert chosen is not None and panel is not None
        assert 0 <= chosen["y"] < panel["y"], "the chosen figure lies behind the panel"
    page.close()


def test_the_theme_is_kept(tab: Page, report: Path) -> None:
    opened(tab, report)
    ground = "getComputedStyle(document.body).backgroundColor"
    light = tab.evaluate(ground)
    tab.click("#theme")
    dark = tab.evaluate(ground)
    assert dark != light
    tab.reload()
    tab.wait_for_function(f"{ground} === {dark!r}", timeout=10_000)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _select(tab: Page, words: str) -> None:
    """Select words of the article as a mouse would."""
    tab.evaluate(
        """words => {
            for (const node of document.querySelector(".flow").childNodes) {
                const at = node.nodeType === 3 ? node.textContent.indexOf(words) : -1;
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + words.length);
                getSelection().removeAllRanges();
                getSelection().addRange(range);
            }
        }""",
        words,
    )
