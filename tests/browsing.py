"""The product in Chromium: a site over the sample, and pages that keep what went wrong in them."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Request, expect
from werkzeug.serving import make_server

from app import create_app
from cache.store import Store, utc_now
from kolada.api.client import KoladaClient, Rate
from kolada.sample import SAMPLE_URL, Sample, sample_session
from tests.pages import KRAMFORS, TODAY

PATIENCE = 20_000  # ms: a busy machine, not a slow page
RENDERING = 250  # ms from an answer to what it shows
WIDE, PHONE, NARROWEST = (1320, 900), (390, 844), (320, 640)
OVERVIEW = f"/oversikt?{KRAMFORS}"
TWO_CARDS = f"{OVERVIEW}&kpi=N33001&kpi=N33816"  # an overview that is quickly drawn

DRAWN = """() => {
  const charts = [...document.querySelectorAll(".js-plotly-plot")];
  return charts.length > 0 && charts.every((chart) => chart.querySelector(".main-svg"));
}"""

expect.set_options(timeout=PATIENCE)


@dataclass
class Site:
    """A running app, and the sample behind it, whose faults a test may set."""

    address: str
    sample: Sample
    store: Store


@contextmanager
def running_site(folder: Path, statics: Path, clock: Callable[[], datetime] = utc_now) -> Iterator[Site]:
    """The app on a free port over a store of its own. Nobody waits between retries; the country follows in threads."""
    sample = Sample()
    client = KoladaClient(SAMPLE_URL, sample_session(sample), Rate(per_second=1000, burst=1000), sleep=lambda _: None)
    store = Store(f"sqlite:///{folder / 'site.sqlite'}", client, clock=clock)
    server = make_server("127.0.0.1", 0, create_app(store, lambda: TODAY, statics).server, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield Site(f"http://127.0.0.1:{server.port}", sample, store)
    server.shutdown()
    thread.join()
    server.server_close()
    store.close()


def is_page(request: Request) -> bool:
    """Whether a request asks for what is below the bar."""
    return "..page.children." in (request.post_data or "")


@dataclass
class Visit:
    """A page, and what went wrong in it: words in the console, errors, failed requests, requests to elsewhere."""

    page: Page
    site: Site
    complaints: list[str] = field(default_factory=list)
    callbacks: list[Request] = field(default_factory=list)
    under_way: set[Request] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("requestfailed", self._failed)
        self.page.on("request", self._asked)
        self.page.on("requestfinished", lambda request: self.under_way.discard(request))

    def _failed(self, request: Request) -> None:
        self.under_way.discard(request)
        if request.failure != "net::ERR_ABORTED":  # what a page left behind when it was left
            self.complaints.append(f"{request.failure}: {request.url}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.site.address, "data:", "blob:")):
            self.complaints.append(f"asked elsewhere: {request.url}")
        if "_dash-update-component" in request.url:
            self.callbacks.append(request)
            self.under_way.add(request)

    def go(self, address: str, size: tuple[int, int] = WIDE) -> "Visit":
        """To a page of the site, until it says something."""
        self.page.set_viewport_size({"width": size[0], "height": size[1]})
        self.page.goto(address if address.startswith("http") else f"{self.site.address}{address}")
        expect(self.heading).to_be_visible()
        return self

    @contextmanager
    def arriving(self) -> Iterator[None]:
        """Until another page, or another state of it, is there after what is done within."""
        with self.page.expect_response(lambda response: is_page(response.request)):
            yield
        self.settled()

    def step(self, address: str) -> "Visit":
        """To another page of the site as a link goes there: nothing is loaded anew."""
        if self.page.url != f"{self.site.address}{address}":
            with self.arriving():
                self.page.evaluate("address => history.pushState({}, '', address)", address)
                self.page.evaluate("dispatchEvent(new PopStateEvent('popstate'))")
        return self

    def settled(self) -> "Visit":
        """Until nothing is asked of the server, and the veil over the page is lifted."""
        quiet = 0
        while quiet < 4:  # on a busy machine the bar's answer and the question for the page lie a while apart
            self.page.wait_for_timeout(RENDERING)
            quiet = 0 if self.under_way else quiet + 1
        return self.rested()

    def rested(self) -> "Visit":
        """Until the page no longer says that it waits."""
        self.page.wait_for_function("() => !document.documentElement.dataset.busy")
        return self

    def drawn(self) -> "Visit":
        """Until every chart of the page is there."""
        self.page.wait_for_function(DRAWN)
        return self

    @property
    def heading(self) -> Locator:
        return self.page.locator("#page h1")

    @property
    def query(self) -> str:
        return urlsplit(self.page.url).query

    def picker(self, label: str) -> Locator:
        """The field with this label."""
        return self.page.get_by_label(label, exact=True).and_(self.page.locator("input:visible"))

    def choose(self, label: str, option: str) -> None:
        """As a mouse does."""
        self.picker(label).click()
        self.page.get_by_role("option", name=option).and_(self.page.locator(":visible")).first.click()

    def key(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def announced(self, text: str) -> None:
        """Until the live region says so."""
        expect(self.page.locator("#live")).to_have_text(text)

    def is_focused(self, selector: str) -> bool:
        """Whether focus is on, or in, what the selector finds."""
        return self.page.evaluate("where => Boolean(document.activeElement.closest(where))", selector)

    def overflow(self) -> int:
        """How many pixels wider than the window the page is."""
        return self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    def violations(self, within: str | None = None) -> list[str]:
        """What axe finds, in the whole page or a part of it, a line each: the rule and the first element."""
        self.settled()
        found = Axe().run(self.page, within).response["violations"]
        return [f"{v['id']} ({v['impact']}): {v['nodes'][0]['html'][:200]}" for v in found]
