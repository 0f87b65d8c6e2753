"""A real browser for pages: Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
"""Chromium asks its maker's hosts for this and that unless told not to; as root it needs no-sandbox."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    playwright = pytest.importorskip("playwright.sync_api", reason="no Playwright here: pip install newsledger[dev]")
    found = os.environ.get("NEWSLEDGER_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        pytest.skip("no Chromium here: `make test-browser` installs Debian's, or set NEWSLEDGER_CHROMIUM to one")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=found, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A page of 1,300 by 900 that fails the test on any error of its script, and on anything it asks of the network."""
    context = browser.new_context(viewport={"width": 1300, "height": 900}, accept_downloads=True)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.extend([message.text] if message.type == "error" else []))
    page.on("dialog", lambda dialog: wrong.append(dialog.message))
    yield page
    context.close()
    assert wrong == []


def opened(page: Page, report: Path, place: str = "") -> None:
    """Open a report from the disk, as people do; anew, for another place of a page that is open is drawn later."""
    page.goto("about:blank")
    page.goto(f"{report.as_uri()}#{place}")
    page.wait_for_selector("#tabs a[aria-current]")


def counted(found: Locator, count: int) -> None:
    """Wait until so many are found: a page answers a key or a click when it gets to it."""
    from playwright.sync_api import expect

    expect(found).to_have_count(count)


def reading(found: Locator, text: str | list[str]) -> None:
    """Wait until what is found reads so, or each of several in order."""
    from playwright.sync_api import expect

    expect(found).to_have_text(text)
