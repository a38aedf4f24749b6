"""Fixtures of the browser tests: one browser, one warm site, and pages that fail their test when they complain.

A plugin and not a conftest, so that only these tests load Playwright: their modules say
`pytest_plugins = ["tests.browsing_fixtures"]`.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from layouts.selection import parse
from layouts.view import Views
from tests.browsing import PATIENCE, WIDE, Site, Visit, running_site
from tests.pages import KRAMFORS, TODAY

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def statics(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where every app of the session keeps plotly.js packed: once for all."""
    return tmp_path_factory.mktemp("statics")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, statics: Path) -> Iterator[Site]:
    """Shared by all tests that set no faults; the overview of Kramfors and the country's part of it are there."""
    with running_site(tmp_path_factory.mktemp("site"), statics) as running:
        views = Views(running.store, lambda: TODAY)
        view = views.view(parse(KRAMFORS)[0])
        while views.follow(view.ranked).working:
            pass
        yield running


@pytest.fixture(scope="session")
def visitor(chromium: Browser) -> Iterator[BrowserContext]:
    """One for all, so that its cache is warm after the first page."""
    context = chromium.new_context(
        locale="sv-SE", viewport={"width": WIDE[0], "height": WIDE[1]}, reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context
    context.close()


@pytest.fixture
def opened(visitor: BrowserContext) -> Iterator[Callable[..., Visit]]:
    """Opens pages, and fails the test afterwards if one of them complained. Nothing that a page kept is left to the
    next test: they share an origin."""
    visits: list[Visit] = []

    def open_page(site: Site, context: BrowserContext = visitor) -> Visit:
        visits.append(Visit(context.new_page(), site))
        return visits[-1]

    yield open_page
    complaints: list[Any] = []
    for visit in visits:
        if not visit.page.is_closed():
            visit.page.evaluate("() => { try { localStorage.clear() } catch {} }")
            visit.page.close()
        complaints += visit.complaints
    assert complaints == []


@pytest.fixture
def visit(opened: Callable[..., Visit], site: Site) -> Visit:
    """A new page of the shared site."""
    return opened(site)
