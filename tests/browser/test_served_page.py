"""The page of the service in a real browser: an article is pasted, read and corrected."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
import uvicorn

from newsledger.batch.crew import Inline
from newsledger.service.app import application
from newsledger.service.options import ServiceOptions
from tests.browser.conftest import counted
from tests.browser.reports import PLANTED, honest, hostile
from tests.review.stores import store
from tests.service.running import QuickExtractor

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

TEXT = "Acme gains\n\nAcme Corp said on Monday that revenue rose 5% to $2 billion."


@contextmanager
def _running(options: ServiceOptions) -> Iterator[str]:
    """The service on a free port of this machine; its address."""
    config = uvicorn.Config(application(options, lambda: Inline(QuickExtractor)), port=0, log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    planted, rejected = hostile()
    database = store(tmp_path_factory.mktemp("db") / "facts.duckdb", [honest(), planted], [rejected])
    with _running(ServiceOptions(database=database)) as url:
        yield url


def test_a_pasted_article_is_read_at_once(tab: Page, address: str) -> None:
    tab.goto(f"{address}/#paste")
    tab.fill("textarea", TEXT)
    tab.fill("input[name=publisher]", PLANTED.format("pasted"))
    tab.click("text=Extract")
    tab.wait_for_selector(".flow a.figure")
    assert tab.locator(".flow").text_content() == TEXT
    tab.click(".flow a.figure")
    tab.locator(".panel", has_text="revenue").wait_for()  # the panel follows the address, which the click changes
    assert tab.evaluate("window.planted") is None


def test_an_article_that_cannot_be_read_says_why(tab: Page, address: str) -> None:
    tab.goto(f"{address}/#paste")
    tab.fill("textarea", " ")
    tab.click("text=Extract")
    tab.wait_for_selector(".error:not(:empty)")
    assert "there is no text" in tab.locator(".error").inner_text()


def test_the_articles_of_a_company_are_asked_for(tab: Page, address: str) -> None:
    tab.goto(address)
    counted(tab.locator(".articles li"), 2)
    tab.fill("form.ask input[name=company]", "acme")
    tab.click("form.ask button")
    tab.wait_for_url("**company=acme**")
    counted(tab.locator(".articles li"), 1)
    assert tab.locator("form.ask input[name=company]").input_value() == "acme"


@pytest.mark.parametrize("view", ["articles/0/0", "facts", "plots", "quarantine", "paste"])
def test_planted_markup_stays_text(tab: Page, address: str, view: str) -> None:
    elsewhere: list[str] = []
    tab.on("request", lambda request: elsewhere.append(request.url))
    tab.goto(f"{address}/?company={quote('%')}&metric={quote(PLANTED.format('metric'))}#{view}")
    tab.wait_for_selector("#tabs a[aria-current]")
    tab.wait_for_timeout(100)
    assert tab.evaluate("window.planted") is None
    assert tab.evaluate("document.scripts.length") == 2
    assert [url for url in elsewhere if not url.startswith((address, "data:"))] == []


def test_a_browser_asks_for_the_token(browser: Browser) -> None:
    from playwright.sync_api import Error

    with _running(ServiceOptions(token="a secret")) as url:
        refused = browser.new_page()
        with pytest.raises(Error, match="INVALID_AUTH_CREDENTIALS"):
            refused.goto(url)
        context = browser.new_context(http_credentials={"username": "me", "password": "a secret"})
        page = context.new_page()
        page.goto(url)
        page.fill("textarea", TEXT)
        page.click("text=Extract")
        page.wait_for_selector(".flow a.figure")
        context.close()
        refused.close()
